//! An in-basket: each mail, note or call is answered by itself, on every front and in every file.

use std::fs;

use roundtable::{
    case::{
        Case, Kind, Value, read,
        write::{same, write},
    },
    protocol::{ALONE, Protocol},
    session::Viewer,
    text::Clean,
};
use tempfile::TempDir;

use crate::{door::run, phone_pages::Phones, rig::Rig};

const CASE: &str = "# Monday\n\nIt is eight.\n\n## Questions\n\n### 1. What do you do with each?\n\nIn-basket:\n\n- **Mail, 7:40.** The roof leaks again.\n\n  Water stands in room 4.\n- A note from Jo: can we talk?\n- Call: the paper asks for a comment.\n\nModel answer: The roof can wait, CLAIM.\n";

fn case(text: &str) -> Case {
    read(text, "case.md").cases.remove(0)
}

fn parts(texts: &[&str]) -> Value {
    Value::Parts(texts.iter().map(|text| Clean::new(text)).collect())
}

#[test]
fn a_mail_may_have_several_paragraphs_and_is_written_back_as_it_was() {
    let read_once = case(CASE);
    let question = read_once.questions().next().unwrap();
    let Kind::Items { items } = &question.prompt.kind else {
        panic!("{:?}", question.prompt.kind)
    };
    assert_eq!(items.len(), 3);
    assert!(
        items[0].contains("leaks again.\n") && items[0].contains("room 4"),
        "{items:?}"
    );
    let written = write(&read_once);
    assert!(same(&case(&written), &read_once), "{written}");
    for label in ["Postkorb", "Bandeja de entrada", "In-tray", "Corbeille"] {
        let again = case(&CASE.replace("In-basket", label));
        let kind = &again.questions().next().unwrap().prompt.kind;
        assert!(matches!(kind, Kind::Items { .. }), "{label}");
    }
}

#[test]
fn an_in_basket_that_cannot_be_asked_is_told_and_loses_nothing_in_silence() {
    let many: String = (0..41).map(|at| format!("- Mail {at}\n")).collect();
    for (list, says, kept) in [
        ("In-basket:\n", "The in-basket is empty", 0),
        ("In-basket:\n\n- One mail\n-\n- Another\n", "has no text", 2),
        (&format!("In-basket:\n\n{many}"), "more than 40 items", 40),
        (
            "In-basket:\n\n- One mail\n- Another\n\nChoose:\n\n- ( ) a\n- ( ) b\n",
            "options and an in-basket",
            0,
        ),
    ] {
        let folder = TempDir::new().unwrap();
        let text = format!("# T\n\n## Questions\n\n### 1. What now?\n\n{list}");
        fs::write(folder.path().join("case.md"), &text).unwrap();
        let checked = run(folder.path(), &["check", "case.md"], "");
        has!(checked.out, says);
        let case = case(&text);
        let items = match &case.questions().next().unwrap().prompt.kind {
            Kind::Items { items } => items.len(),
            Kind::Open
            | Kind::Choice { .. }
            | Kind::Scale(_)
            | Kind::Rank { .. }
            | Kind::Number { .. } => 0,
        };
        assert_eq!(items, kept, "{list}");
    }
}

/// Whoever types lines says the number of an item before what they do with it.
#[test]
fn in_lines_each_item_is_answered_behind_its_number_and_the_report_goes_item_by_item() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("case.md"), CASE).unwrap();
    let shown = run(folder.path(), &["show", "case.md"], "").out;
    has!(shown, "in-basket, 3 items to answer one by one");
    let words = [
        "run",
        "--plain",
        "case.md",
        "--people",
        "Ann, Ben",
        "--protocol",
        "think-share",
    ];
    let answers =
        "ROOF\n1. I call the roofer.\nAnd the warden.\n3) No comment yet.\n\n2. Today at noon.\n\n";
    let input = format!("/writing phones\n\n\n{answers}\n\n\n\n\n\n\n\n\n");
    let ran = run(folder.path(), &words, &input);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    has!(ran.out, "That does not fit");
    has!(ran.out, "2. A note from Jo: can we talk? → Today at noon.");
    let report = |format: &str| {
        let ran = run(folder.path(), &["report", "monday", "--format", format], "");
        assert_eq!(ran.code, 0, "{}", ran.err);
        ran.out
    };
    let (html, markdown) = (report("html"), report("markdown"));
    for text in [&html, &markdown] {
        let (_, jo) = text.split_once("can we talk?").unwrap();
        let (jo, paper) = jo.split_once("the paper asks").unwrap();
        assert!(
            jo.contains("Today at noon.") && !jo.contains("roofer"),
            "{text}"
        );
        assert!(paper.contains("No comment yet."), "{text}");
        has!(text, "Left alone by");
    }
    assert!(report("json").contains("\"I call the roofer.\\nAnd the warden.\""));
    report("all");
    let reports = folder.path().join("data/reports");
    let written = fs::read_dir(reports).unwrap().next().unwrap().unwrap();
    let csv = fs::read_to_string(written.path().join("answers.csv")).unwrap();
    has!(csv, "→ I call the roofer.");
    for format in ["html", "markdown"] {
        assert!(!report(format).contains("ROOF\n"), "{format}");
    }
}

#[test]
fn on_the_full_screen_one_item_comes_after_the_other() {
    for size in [(80, 24), (100, 30), (60, 15)] {
        let mut rig = Rig::new(case(CASE), "think-share", &["Ann", "Ben"], size);
        rig.starts();
        rig.keys("Enter Enter");
        let screen = rig.screen();
        has!(screen, "Item 1 of 3");
        has!(screen, "leaks again");
        lacks!(screen, "from Jo");
        rig.types("Call the roofer").keys("Tab");
        has!(rig.screen(), "Item 2 of 3, 1 answered");
        rig.keys("Down").types("No comment").keys("Shift-Tab Up");
        has!(rig.screen(), "Item 1 of 3, 2 answered");
        has!(rig.screen(), "Call the roofer");
        let kept = rig.drafts.values().next().unwrap().value.clone();
        assert_eq!(kept, Some(parts(&["Call the roofer", "", "No comment"])));
        rig.keys("Ctrl-s");
        assert_eq!(
            rig.answer_of(1),
            Some(parts(&["Call the roofer", "", "No comment"]))
        );
    }
}

#[test]
fn nothing_written_is_no_answer_and_what_is_no_set_of_parts_is_refused() {
    let mut rig = Rig::new(case(CASE), "think-share", &["Ann", "Ben"], (80, 24));
    rig.starts();
    rig.keys("Enter Enter Tab Tab Ctrl-s");
    assert!(rig.answer_of(1).is_none(), "{}", rig.screen());
    let protocol = Protocol::find("think-share").unwrap();
    let mut phones = asked(protocol);
    let html = phones.page(1, Default::default());
    for (fill, says) in [
        ("&part-0=&part-1=&part-2=", "Write something"),
        ("&part-0=a&part-1=b", "each at its place"),
        ("&part-0=a&part-2=b", "misread"),
        ("&part-0=a&part-x=b", "misread"),
        ("&part-0=a&part-1=b&part-2=c&part-3=d", "each at its place"),
    ] {
        let refused = phones.sends(1, &html, fill, "answer").unwrap_err();
        assert!(refused.contains(says), "{fill}: {refused}");
    }
}

fn asked(protocol: &Protocol) -> Phones {
    let mut phones = Phones::of(case(CASE), protocol, &["Ann", "Ben"]);
    let room = |phones: &Phones| phones.table.view(Viewer::Room);
    while room(&phones).question.is_none() {
        phones.table.advance();
    }
    phones
}

#[test]
fn a_phone_has_a_field_for_each_item_and_gets_back_what_was_written() {
    let mut phones = asked(Protocol::find("think-share").unwrap());
    let html = phones.page(1, Default::default());
    has!(
        html,
        "Item 2 of 3",
        "name=\"part-2\"",
        "<strong>Mail, 7:40.</strong>",
        "room 4"
    );
    lacks!(html, "name=\"reason\"");
    let fill = "&part-0=%3Cb%3Eroof&part-1=&part-2=later";
    phones.sends(1, &html, fill, "answer").unwrap();
    let again = phones.page(1, roundtable::web::page::At::Change);
    let later = again.split("name=\"part-2\"").nth(1).unwrap();
    assert!(later.contains(">\nlater</textarea>"), "{again}");
    lacks!(again, "<b>roof");
}

/// Alone the answer is locked, compared, and comes back.
#[test]
fn whoever_studies_alone_answers_item_by_item_too() {
    let mut rig = Rig::new(case(CASE), ALONE, &["Ann"], (100, 30));
    rig.starts();
    rig.keys("Enter").types("Call the roofer");
    rig.keys("Tab").types("Today").keys("Ctrl-s");
    let answer = rig.answer_of(1);
    assert_eq!(
        answer,
        Some(parts(&["Call the roofer", "Today", ""])),
        "{}",
        rig.screen()
    );
}

#[test]
fn on_paper_each_item_has_its_own_lines() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("case.md"), CASE).unwrap();
    for (copy, lines) in [
        (&["print", "case.md", "-o", "sheet.html"][..], 3),
        (
            &["print", "case.md", "--facilitator", "-o", "sheet.html"][..],
            0,
        ),
    ] {
        let ran = run(folder.path(), copy, "");
        assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
        let html = fs::read_to_string(folder.path().join("sheet.html")).unwrap();
        fs::remove_file(folder.path().join("sheet.html")).unwrap();
        has!(html, "Item 3 of 3");
        has!(html, "room 4");
        let item =
            html.matches("<div class=\"lines\" aria-hidden=\"true\"><i></i><i></i></div></div>");
        assert_eq!(item.count(), lines, "{html}");
    }
}
