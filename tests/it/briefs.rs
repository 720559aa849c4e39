//! Briefs: each is read by whoever plays its role, and by the facilitator, and stands in no other
//! view, page, line or file.

use std::fs;

use proptest::prelude::*;
use roundtable::{
    case::{
        read,
        write::{same, write},
    },
    id::PersonId,
    protocol::BUILT_IN,
    session::{Place, Viewer},
    web,
};
use tempfile::TempDir;

use crate::{
    door::run,
    seed::laws,
    tries::{drive, tries},
    world::Table,
};

const CASE: &str = "# The ward\n\nIt is full.\n\n## Confidential brief: Nurse\n\nNURSE-KNOWS one thing.\n\n- and another\n\n## Brief for the manager\n\nMANAGER-KNOWS it.\n\n## Questions\n\n### 1. What now?\n\nModel answer: Ask.\n";

fn views_hold(table: &Table) {
    let now = table.now;
    let seen = |viewer: Viewer| format!("{:?}", table.session.view(viewer, now));
    for role in ["Nurse", "Clerk"] {
        let canary = format!("BRIEF-{role}-");
        for viewer in [Viewer::Room, Viewer::Report, Viewer::Shared] {
            assert!(!seen(viewer).contains(&canary), "{viewer:?}");
        }
        assert!(seen(Viewer::Facilitator).contains(&canary));
        let room = table.session.view(Viewer::Room, now);
        for person in &room.people {
            let plays = person
                .role
                .as_ref()
                .is_some_and(|own| own.eq_ignore_ascii_case(role));
            let may = plays && room.place != Place::Gather;
            let viewer = Viewer::Person(person.id);
            assert_eq!(seen(viewer).contains(&canary), may, "{person:?}");
            let view = table.session.view(viewer, now);
            let page = web::page::person(&view, person.id, &web::page::Looks::default());
            assert!(may || !page.contains(&canary), "{person:?}");
        }
    }
}

proptest! {
    #![proptest_config(laws(24))]

    #[test]
    fn a_brief_is_read_by_its_role_alone(tries in tries(), which in 0..BUILT_IN.len()) {
        drive(&BUILT_IN[which], &tries, views_hold);
    }
}

#[test]
fn in_lines_it_is_read_behind_the_keyboard_and_stands_in_no_file_that_is_handed_out() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("case.md"), CASE).unwrap();
    let words = ["run", "--plain", "case.md", "--people", "Ann, Ben, Cy"];
    let input = "/role Ann: Nurse\n\n/brief Ann\n/brief Cy\n/read\n/facilitator\n\nONE\n\nTWO\n\nTHREE\n\n\n\n\n\n\n\n";
    let ran = run(folder.path(), &words, input);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    assert_eq!(ran.out.matches("NURSE-KNOWS").count(), 1, "{}", ran.out);
    let (before, _) = ran.out.split_once("NURSE-KNOWS").unwrap();
    let passed = before.rsplit("Pass the keyboard to ").next();
    assert!(passed.unwrap().starts_with("Ann."), "{before}");
    lacks!(ran.out, "MANAGER-KNOWS");
    has!(
        ran.out,
        "Roles with a brief of their own: Nurse, manager.",
        "Cy has no brief."
    );
    // The journal holds the case; what people take away does not hold this.
    let mut folders = vec![folder.path().join("data/reports")];
    let mut files = 0;
    while let Some(here) = folders.pop() {
        for entry in fs::read_dir(here).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            files += 1;
            let bytes = fs::read(&path).unwrap();
            let text = String::from_utf8_lossy(&bytes);
            assert!(!text.contains("-KNOWS"), "{}", path.display());
        }
    }
    assert!(files > 2);
}

#[test]
fn it_is_read_written_and_told_and_no_other_heading_is_one() {
    let document = read(CASE, "ward.md");
    let case = &document.cases[0];
    let roles: Vec<_> = case
        .roles
        .iter()
        .map(roundtable::text::Clean::as_str)
        .collect();
    assert_eq!(roles, ["Nurse", "manager"]);
    assert_eq!(case.briefs[0].blocks.len(), 2);
    let briefs = document
        .hidden
        .iter()
        .filter(|hidden| hidden.what == "brief");
    let briefs: Vec<_> = briefs.map(|hidden| (hidden.from, hidden.to)).collect();
    assert_eq!(briefs, [(5, 9), (11, 13)]);
    assert!(document.unused.is_empty());
    let again = read(&write(case), "ward.md");
    assert!(same(case, &again.cases[0]), "{}", write(case));
    // One heading above several; and in a document that is not in our format.
    for text in [
        "# T\n\nIt is.\n\n## Role briefs\n\n### Nurse\n\nSECRET-ONE\n\n### Clerk\n\nSECRET-TWO\n\n## Questions\n\n1. Why?\n",
        "# T\n\nIt is.\n\n**Question 1: Why?**\n\nRole card – Nurse\n---\n\nSECRET-ONE\n\n### Role card: Nurse\n\nSECRET-TWO\n",
        "# T\n\nIt is.\n\n## Questions\n\n1. Why?\n\n## Vertrauliche Rollenkarte: Pflege\n\nSECRET-TWO\n",
    ] {
        let document = read(text, "t.md");
        let case = &document.cases[0];
        assert!(!case.briefs.is_empty(), "{text}");
        let parts = format!("{:?}", case.parts);
        lacks!(parts, "SECRET-TWO");
    }
    for heading in [
        "Briefing: the situation",
        "Brief: the scenario",
        "Legal brief: a history",
        "Brief",
        "A brief history",
    ] {
        let text = CASE.replace("Confidential brief: Nurse", heading);
        let case = read(&text, "t.md").cases.remove(0);
        assert_eq!(case.briefs.len(), 1, "{heading}: {:?}", case.briefs);
    }
    let person = PersonId(1);
    assert_eq!(Viewer::Person(person).person(), Some(person));
}

#[test]
fn a_role_that_nobody_has_is_told_and_the_session_goes_on() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("case.md"), CASE).unwrap();
    let words = ["run", "--plain", "case.md", "--people", "Ann"];
    let ran = run(folder.path(), &words, "\n\nONE\n\n\n\n\n\n\n\n");
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    has!(
        ran.out,
        "Nobody has the role Nurse or manager, so nobody reads its brief."
    );
    lacks!(ran.out, "-KNOWS");
    let check = run(folder.path(), &["check", "case.md"], "");
    assert_eq!(check.code, 0, "{}", check.out);
    let show = run(folder.path(), &["show", "case.md"], "");
    has!(show.out, "Brief: Nurse");
}

/// Who writes in Word knows no headings: a bold line is one, and briefs all that stands below it.
#[test]
fn a_bold_line_that_names_a_role_briefs_it_to_the_next() {
    for (one, other) in [
        (
            "CONFIDENTIAL BRIEF: MS TEALE (tenant)",
            "CONFIDENTIAL BRIEF: MR AZIZ (landlord)",
        ),
        ("Role card – Ms Teale", "Role card – Mr Aziz"),
        (
            "Private information — the seller",
            "Private information — the buyer",
        ),
        (
            "Confidential instructions: Ms Teale",
            "Confidential instructions: Mr Aziz",
        ),
        (
            "Role of Ms Teale - confidential",
            "Role of Mr Aziz - confidential",
        ),
        ("Rollenkarte: Frau Teale", "Rollenkarte: Herr Aziz"),
        ("Frau Teale – vertraulich", "Herr Aziz – vertraulich"),
    ] {
        let text = format!(
            "# The lease\n\nA bakery rents a shop.\n\n**{one}**\n\nYou have SECRET one.\n\n1. Keep SECRET two.\n2. Keep it.\n\nDo not SECRET tell.\n\n**{other}**\n\nYou are SECRET three.\n\n## Questions\n\n1. Who spoke first?\n2. Who asked why?\n"
        );
        crate::forms::shows(&text, 2, &["SECRET"], &["A bakery rents a shop."]);
        let document = read(&text, "lease");
        assert_eq!(
            document.cases[0].briefs.len(),
            2,
            "{one}: {:?}",
            document.cases[0].briefs
        );
    }
}

/// A title behind a label for the staff, all of it bold, heads what stands below it.
#[test]
fn a_bold_label_with_a_title_keeps_what_stands_below_it() {
    for label in [
        "Teacher's note: the trap",
        "Facilitator only: what happened",
        "Nur für die Leitung: der Haken",
    ] {
        let text = format!(
            "# The lease\n\nA bakery rents a shop.\n\n**{label}**\n\nIt is SECRET one.\n\nAnd SECRET two.\n\n## Questions\n\n1. Who spoke first?\n2. Who asked why?\n"
        );
        crate::forms::shows(&text, 2, &["SECRET"], &["A bakery rents a shop."]);
    }
    let text = "# The lease\n\nA bakery rents a shop.\n\n**Facilitator only: give them five minutes.**\n\nIt is OPEN to all.\n\n## Questions\n\n1. Who spoke first?\n2. Who asked why?\n";
    crate::forms::shows(text, 2, &["five minutes"], &["It is OPEN to all."]);
}

#[test]
fn a_postscript_for_one_is_for_them_alone() {
    for sign in [
        "PS for Piet only (delete before you forward!):",
        "P.S. nur für Piet:",
        "N.B. only for Piet:",
    ] {
        let text = format!(
            "# Thursday\n\nRosa finds a bill.\n\n- What would you do?\n- Whom would you tell?\n- Why was it there?\n\nSee you at noon.\n\n{sign} it was SECRET all along.\n"
        );
        crate::forms::shows(
            &text,
            3,
            &["SECRET"],
            &["Rosa finds a bill.", "See you at noon."],
        );
    }
}

/// What somebody may answer is no brief, however it is worded.
#[test]
fn an_option_that_names_one_person_is_an_option() {
    for options in [
        "- ( ) Only with the owner\n- (x) Only for the nurse\n- ( ) Nobody\n",
        "- [ ] Nobody\n- [ ] Nur für Frau Thoma\n- [ ] Confidential: Marta only\n",
        "- a door\n- for Marta only\n- for Ben only\n- nothing\n",
    ] {
        let text = format!(
            "# T\n\nStory.\n\n## Questions\n\n### 1. Who may open it?\n\n{options}\n### 2. And then?\n"
        );
        let document = read(&text, "t.md");
        let case = &document.cases[0];
        assert!(case.briefs.is_empty(), "{options}{:?}", case.briefs);
        assert_eq!(case.questions().count(), 2);
        let first = format!("{:?}", case.questions().next().unwrap().prompt);
        for option in options.lines() {
            let words = option.trim_start_matches(['-', ' ', '(', ')', '[', ']', 'x']);
            assert!(first.contains(words), "{option} in {first}");
        }
    }
    let brief = "# T\n\nStory.\n\n- Only for Marta: you were told.\n- Only for Ben: you were not.\n\n## Questions\n\n1. Why?\n";
    let briefs = &read(brief, "t.md").cases[0].briefs;
    assert_eq!(briefs.len(), 2, "{briefs:?}");
}

/// What somebody left out is in no brief, in a clean file neither.
#[test]
fn what_was_left_out_goes_to_no_role() {
    let noise = "::: noise\nLEFT OUT\n:::\n\n";
    let brief = "## Brief: Porter\n\nYou told her.\n\n";
    let head = "# T\n\nStory.\n\n## Questions\n\n1. Why?\n\n";
    for text in [
        format!("{head}{brief}{noise}{noise}"),
        format!("{head}{noise}{brief}"),
        format!("{head}{brief}{noise}## Brief: Nurse\n\nYou heard it.\n\n{noise}"),
    ] {
        let cases = read(&text, "t.md").cases;
        let written = roundtable::case::write::write_all("T", &cases);
        for text in [&text, &written] {
            let case = &read(text, "t.md").cases[0];
            assert!(!format!("{:?}", case.briefs).contains("LEFT"), "{text}");
            assert_eq!(case.briefs.len(), text.matches("Brief:").count(), "{text}");
            assert!(!case.noise.is_empty(), "{text}");
        }
    }
}

/// A paragraph that was said to open a later part is text of it: a title alone would never come.
#[test]
fn a_sentence_that_opens_a_later_part_is_read_in_it() {
    for (words, title) in [
        (
            "What happened next: the home now has a book in which every noise is written.",
            "What happened next",
        ),
        (
            "The home now has a book in which every noise is written, and Ines has the key.",
            "The home now has a book in which",
        ),
    ] {
        let text =
            format!("# T\n\nStory.\n\n## Questions\n\n1. Why?\n\n::: later part\n{words}\n:::\n");
        let first = read(&text, "t.md").cases;
        let written = roundtable::case::write::write_all("T", &first);
        for text in [&text, &written] {
            let parts = &read(text, "t.md").cases[0].parts;
            let last = parts.last().unwrap();
            assert_eq!(last.title.as_deref(), Some(title), "{text}");
            assert!(
                last.staged && format!("{:?}", last.items).contains(words),
                "{text}\n{parts:?}"
            );
        }
    }
    let short = "# T\n\nStory.\n\n## Questions\n\n1. Why?\n\n::: later part\nA year on\n:::\n\nIt is May.\n";
    let parts = &read(short, "t.md").cases[0].parts;
    assert_eq!(parts.last().unwrap().title.as_deref(), Some("A year on"));
    assert!(!format!("{:?}", parts.last().unwrap().items).contains("A year on"));
}
