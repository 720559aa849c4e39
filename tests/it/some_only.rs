//! Exhibits that are not for everybody at once: for some roles, and facts that stand in no view,
//! page, line or file before somebody has asked for them.

use std::fs;

use proptest::prelude::*;
use roundtable::{
    case::{
        Readers, read,
        vocabulary::readers,
        write::{same, write},
    },
    id::PersonId,
    protocol::{BUILT_IN, Protocol},
    report,
    session::{Actor, Command, Event, Place, Viewer},
    text::Clean,
    web::{self, page::At},
};
use tempfile::TempDir;

use crate::{
    door::run,
    phone_pages::Phones,
    pty::Terminal,
    rig::Rig,
    seed::laws,
    tries::{drive, tries},
    world::Table,
};

const CASE: &str = "# The ward\n\nIt is full.\n\n## Exhibit 1: The plan of the ward\n\nTwelve beds.\n\n## Exhibit 2: The rota (for the nurse and Clerk only)\n\nROTA-KNOWS it.\n\n## Exhibit 3: The temperature log (on request)\n\nLOG-KNOWS 31 degrees.\n\n## On request: The night report\n\nREPORT-KNOWS nothing.\n\n## Questions\n\n### 1. What now?\n\nModel answer: Ask.\n\n## Part B: Morning\n\nIt is light.\n\n## Exhibit 4: The bill (on request)\n\nBILL-KNOWS 90.\n\n### Question 2: And then?\n";

/// Who may read what, after any command.
fn views_hold(table: &Table) {
    let now = table.now;
    let view = |viewer: Viewer| table.session.view(viewer, now);
    let room = view(Viewer::Room);
    let reached = room.parts.len() > 1;
    let given = |number: u16| {
        let mut entries = table.entries.iter();
        entries.any(|entry| matches!(entry.event, Event::FactGiven { fact, .. } if fact == number))
    };
    let people = room.people.iter().map(|person| Viewer::Person(person.id));
    let others = [
        Viewer::Room,
        Viewer::Report,
        Viewer::Shared,
        Viewer::Facilitator,
    ];
    for viewer in others.into_iter().chain(people) {
        let seen = view(viewer);
        let mut all = format!("{seen:?}");
        let mut person = None;
        if let Some(id) = viewer.person() {
            all += &web::page::person(&seen, id, &web::page::Looks::default());
            person = room.people.iter().find(|person| person.id == id);
        }
        if viewer == Viewer::Report {
            let made = report::report(&seen);
            all += &report::markdown::write(&made, true);
            all += &report::json::write(&made);
        }
        let leads = viewer == Viewer::Facilitator;
        for (number, canary, there) in [(1, "FACT1", true), (2, "FACT2", reached)] {
            let may = viewer != Viewer::Shared && (given(number) || leads && there);
            let holds = all.contains(&format!("EXHIBIT-{canary}-"));
            assert_eq!(holds, may, "{viewer:?} {canary}");
            // Whoever holds the seat knows what there is to give out.
            let seat = person.is_some_and(|person| room.seat == Some(person.id));
            let named = all.contains(&format!("Exhibit {canary}"));
            assert_eq!(named, may || seat && there, "{viewer:?} {canary}");
        }
        for (role, there) in [("Nurse", true), ("Clerk", reached)] {
            let plays = person.is_some_and(|person| {
                let own = person.role.as_ref();
                own.is_some_and(|own| own.eq_ignore_ascii_case(role)) && room.place != Place::Gather
            });
            let holds = all.contains(&format!("EXHIBIT-{role}-"));
            assert_eq!(holds, there && (leads || plays), "{viewer:?} {role}");
        }
    }
}

proptest! {
    #![proptest_config(laws(24))]

    #[test]
    fn each_is_read_by_whom_it_is_for_and_not_before(tries in tries(), which in 0..BUILT_IN.len()) {
        drive(&BUILT_IN[which], &tries, views_hold);
    }
}

#[test]
fn a_heading_says_who_reads_an_exhibit() {
    let roles =
        |names: &[&str]| Readers::Roles(names.iter().map(|name| Clean::new(name)).collect());
    for (heading, who) in [
        ("Exhibit 2: The rota", Readers::All),
        (
            "Exhibit 2: The rota (for the nurse only)",
            roles(&["nurse"]),
        ),
        (
            "Exhibit 2: The rota (for Nurse and Clerk only)",
            roles(&["Nurse", "Clerk"]),
        ),
        (
            "Appendix A: Side A's offer (only for Side A, Mediator)",
            roles(&["Side A", "Mediator"]),
        ),
        (
            "Anlage 3: Der Dienstplan (nur für Pflege und Leitung)",
            roles(&["Pflege", "Leitung"]),
        ),
        (
            "Annexe 2 : le planning (uniquement pour Infirmière)",
            roles(&["Infirmière"]),
        ),
        ("Exhibit 3: The log (on request)", Readers::OnRequest),
        ("On request: The log", Readers::OnRequest),
        (
            "Anlage 2: Das Protokoll (auf Nachfrage)",
            Readers::OnRequest,
        ),
        // For staff, for all, or about something else.
        ("Exhibit 2: The rota (for instructors only)", Readers::All),
        ("Exhibit 2: The rota (for participants only)", Readers::All),
        (
            "Exhibit 2: Beds (for one night only)",
            roles(&["one night"]),
        ),
        ("The story (for Nurse only)", Readers::All),
    ] {
        assert_eq!(readers(heading), who, "{heading}");
    }
}

#[test]
fn it_is_read_shown_written_and_told() {
    let document = read(CASE, "ward.md");
    let case = &document.cases[0];
    let facts: Vec<_> = case
        .facts()
        .map(|(part, fact)| (part, fact.title.as_str()))
        .collect();
    assert_eq!(
        facts,
        [
            (0, "Exhibit 3: The temperature log (on request)"),
            (0, "On request: The night report"),
            (1, "Exhibit 4: The bill (on request)"),
        ]
    );
    let roles: Vec<_> = case.roles.iter().map(Clean::as_str).collect();
    assert_eq!(roles, ["nurse", "Clerk"]);
    let again = read(&write(case), "ward.md");
    assert!(same(case, &again.cases[0]), "{}", write(case));
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("case.md"), CASE).unwrap();
    let check = run(folder.path(), &["check", "case.md"], "");
    assert_eq!(check.code, 0, "{}", check.out);
    let show = run(folder.path(), &["show", "case.md"], "");
    has!(
        show.out,
        "The rota (for the nurse and Clerk only) (exhibit that only nurse or Clerk reads)",
        "The night report (a fact, given out when somebody asks)",
        "exhibit for some only",
        "fact on request"
    );
    // What participants are handed on paper holds none of it.
    for (words, holds) in [
        (&["print", "case.md"][..], false),
        (&["print", "case.md", "--part", "1"], false),
        (&["print", "case.md", "--facilitator"], true),
    ] {
        let ran = run(folder.path(), words, "");
        assert_eq!(ran.code, 0, "{words:?}: {}", ran.err);
        assert_eq!(ran.out.contains("KNOWS"), holds, "{words:?}");
    }
}

#[test]
fn in_lines_the_group_asks_and_the_record_says_who_and_when() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("case.md"), CASE).unwrap();
    let words = ["run", "--plain", "case.md", "--people", "Ann, Ben, Cy"];
    let input = "/role Ann: Nurse\n\n/brief Ann\n/fact\n/fact 3\n/fact 1 Nobody\n/fact 1 Ben\n/fact 1\n\nONE\n\nTWO\n\nTHREE\n\n\n\n\n\n/fact 9\n/read\n/leaveout\n\n/close\n/quit\n";
    let ran = run(folder.path(), &words, input);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    let out = &ran.out;
    assert_eq!(out.matches("ROTA-KNOWS").count(), 1, "{out}");
    let (before, _) = out.split_once("ROTA-KNOWS").unwrap();
    let passed = before.rsplit("Pass the keyboard to ").next();
    assert!(passed.unwrap().starts_with("Ann."), "{before}");
    lacks!(out, "REPORT-KNOWS");
    lacks!(out, "BILL-KNOWS");
    has!(out, "LOG-KNOWS");
    has!(
        out,
        "2 facts can be asked for.",
        "That cannot be seen yet, or is not there.",
        "There is no “Nobody” here.",
        "That was given out already: it stands with the exhibits."
    );
    let reports = folder.path().join("data/reports");
    let mut folders = vec![reports];
    let (mut markdown, mut json) = (String::new(), String::new());
    while let Some(here) = folders.pop() {
        for entry in fs::read_dir(here).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let bytes = fs::read(&path).unwrap();
            let text = String::from_utf8_lossy(&bytes).into_owned();
            for never in ["ROTA-KNOWS", "REPORT-KNOWS", "BILL-KNOWS"] {
                assert!(!text.contains(never), "{}", path.display());
            }
            match path.extension().and_then(|ending| ending.to_str()) {
                Some("md") => markdown += &text,
                Some("json") => json += &text,
                _ => {}
            }
        }
    }
    has!(
        markdown,
        "Asked for by Ben, 0 min after the session was opened."
    );
    has!(json, "\"asked_by\": \"Ben\"");
}

#[test]
fn on_the_full_screen_a_number_is_given_and_its_text_appears() {
    let case = read(CASE, "ward.md").cases.remove(0);
    let mut rig = Rig::new(case, "think-share", &["Ann", "Ben"], (100, 30));
    rig.keys("f Enter");
    let notes = rig.screen();
    has!(notes, "Fact 1, to give out (U): Exhibit 3");
    rig.keys("Esc U");
    let form = rig.screen();
    has!(form, "Fact 1");
    lacks!(form, "temperature");
    rig.keys("Tab Right Ctrl-s");
    rig.saves();
    rig.follow();
    let given = rig.screen();
    has!(given, "LOG-KNOWS");
    let view = rig.view();
    let asked = view.facts[0].asked.as_ref().unwrap();
    assert!(asked.by.words().is_some(), "{asked:?}");
}

#[test]
fn whoever_studies_alone_sees_titles_and_asks_for_them() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("case.md"), CASE).unwrap();
    let input = "/fact\n/fact 2\n/quit\n";
    let ran = run(
        folder.path(),
        &["study", "--plain", "case.md", "--as", "Ann"],
        input,
    );
    let out = &ran.out;
    let (before, after) = out.split_once("/fact 2 asks for it.").expect(out);
    assert!(!before.contains("KNOWS"), "{out}");
    assert!(
        after.contains("REPORT-KNOWS") && !after.contains("LOG-KNOWS"),
        "{out}"
    );
}

#[test]
fn while_people_read_it_is_asked_for_and_given_out_too() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("case.md");
    fs::write(&path, CASE).unwrap();
    let path = path.to_str().unwrap();
    let mut terminal = Terminal::start(&["run", path, "--people", "Ann, Ben"]);
    terminal.wait("[Enter] begin");
    terminal.goes(&[("\r", "left of"), ("U", "Fact 1"), ("\x13", "LOG-KNOWS")]);
    lacks!(terminal.text(), "REPORT-KNOWS");
}

/// Whoever holds the seat knows the titles, and reads the rest with everybody.
#[test]
fn the_phone_of_the_seat_gives_out_a_fact_by_its_title() {
    let protocol = Protocol::find("think-share").unwrap();
    let mut phones = Phones::of(
        read(CASE, "case.md").cases.remove(0),
        protocol,
        &["Ann", "Ben"],
    );
    let to = Some(PersonId(1));
    phones.table.must(Actor::Desk, Command::HandSeat { to });
    phones.table.advance();
    let html = phones.page(1, At::Main);
    assert!(
        html.contains(">The night report<") || html.contains("The night report"),
        "{html}"
    );
    lacks!(html, "LOG-KNOWS", "REPORT-KNOWS", "BILL", "The bill");
    let other = phones.page(2, At::Main);
    lacks!(other, "temperature log");
    lacks!(other, "You hold");
    let give = "fact=1&asked_by=2";
    assert!(phones.posts(2, give, "give_fact").is_err());
    assert!(
        phones.posts(1, "fact=3&asked_by=", "give_fact").is_err(),
        "not reached"
    );
    assert!(phones.posts(1, "fact=x&asked_by=", "give_fact").is_err());
    phones.posts(1, give, "give_fact").unwrap();
    for person in [1, 2] {
        let html = phones.page(person, At::Case);
        has!(html, "LOG-KNOWS 31 degrees");
    }
    assert!(phones.page(1, At::Main).contains("1 left"));
    let asked = phones.table.view(Viewer::Room).facts;
    let asked = asked.first().unwrap().asked.as_ref().unwrap();
    assert_eq!(asked.by.words(), Some("Ben"));
}
