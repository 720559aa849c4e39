//! A number as an answer: typed as people type numbers, judged when the author's number is shown.

use std::fs;

use roundtable::{
    case::{
        Kind, read,
        write::{same, write},
    },
    protocol::Protocol,
    session::{Place, Viewer},
};
use tempfile::TempDir;

use crate::{door::run, phone_pages::Phones, rig::Rig};

const CASE: &str = "# The hall\n\n152 people asked.\n\n## Questions\n\n### 1. How many were turned away?\n\nNumber: 2,300 ± 100 families\n\nHint: Look at the list.\n\nModel answer: The list says so, CLAIM.\n";

fn case(text: &str) -> roundtable::case::Case {
    read(text, "case.md").cases.remove(0)
}

#[test]
fn in_lines_the_number_waits_for_its_time_and_then_says_who_is_near() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("case.md"), CASE).unwrap();
    let shown = run(folder.path(), &["show", "case.md"], "").out;
    has!(
        shown,
        "a number: families",
        "1 hint",
        "number that is right"
    );
    let words = [
        "run",
        "--plain",
        "case.md",
        "--people",
        "Ann, Ben, Cy, Di",
        "--protocol",
        "think-share",
    ];
    let answers = "no idea\n2 300, by the list\n\nabout 2,450 families\n\n2.5\n\n2350 families\n\n";
    let input = format!("/writing phones\n\n\n{answers}\n\n\n\n\n\n\n\n\n");
    let ran = run(folder.path(), &words, &input);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    let (before, after) = ran.out.split_once("step 4 of 4").unwrap();
    has!(before, "2 300 families, because: by the list");
    lacks!(before, "right: ");
    lacks!(before, "± 100");
    has!(after, "2300 ± 100 families");
    has!(ran.out, "type a number (families)", "That does not fit");
    let report = |format: &str| {
        let ran = run(
            folder.path(),
            &["report", "the-hall", "--format", format],
            "",
        );
        assert_eq!(ran.code, 0, "{}", ran.err);
        ran.out
    };
    for says in [
        "median 2325 families, half between 1151.25 and 2400, from 2.5 to 2450",
        "right: 2, near (within twice the tolerance): 1, off: 1",
    ] {
        for text in [report("markdown"), report("html")] {
            has!(text, says);
        }
    }
    assert!(report("html").contains("2450 (near)"));
    assert!(report("json").contains("\"kind\": \"number\""));
}

#[test]
fn on_the_full_screen_a_word_is_refused_and_a_number_counts() {
    let mut rig = Rig::new(case(CASE), "think-share", &["Ann", "Ben"], (100, 30));
    rig.starts();
    rig.keys("Enter Enter").types("none at all").keys("Ctrl-s");
    assert!(rig.answer_of(1).is_none(), "{}", rig.screen());
    let told = rig.told.join(" ");
    assert!(told.contains("one number"), "{told}: {}", rig.screen());
    for _ in 0.."none at all".len() {
        rig.keys("Back");
    }
    rig.types("2.300").keys("Ctrl-s");
    assert!(rig.answer_of(1).is_some(), "{}", rig.screen());
}

#[test]
fn a_phone_asks_for_it_with_the_unit_and_takes_no_word() {
    let protocol = Protocol::find("think-share").unwrap();
    let mut phones = Phones::of(case(CASE), protocol, &["Ann", "Ben"]);
    while phones.table.view(Viewer::Room).question.is_none() {
        phones.table.advance();
    }
    let html = phones.page(1, roundtable::web::page::At::default());
    has!(html, "inputmode=\"decimal\"");
    has!(html, "families");
    let refused = phones.sends(1, &html, "&text=lots", "answer").unwrap_err();
    has!(refused, "one number");
    phones
        .sends(1, &html, "&text=2300&reason=", "answer")
        .unwrap();
    assert!(matches!(phones.table.session.place(), Place::At { .. }));
}

/// Whoever writes 4.300 in German means four thousand three hundred, and the same in English not.
#[test]
fn thousands_are_read_as_the_language_of_the_case_writes_them() {
    for (language, right) in [("de", 4300.0), ("en", 4.3)] {
        let text = format!(
            "---\nlanguage: {language}\n---\n\n# T\n\n## Questions\n\n1. Wie viele?\n\n   Number: 4.300\n"
        );
        let case = case(&text);
        let question = case.questions().next().unwrap().clone();
        assert_eq!(question.aside.number.unwrap().value, right, "{language}");
        let written = write(&case);
        assert!(
            same(&read(&written, "case.md").cases[0], &case),
            "{written}"
        );
    }
}

#[test]
fn what_is_no_number_is_told_and_stays_hidden() {
    let folder = TempDir::new().unwrap();
    let text = CASE.replace("2,300 ± 100 families", "many of 7, SECRET");
    fs::write(folder.path().join("case.md"), &text).unwrap();
    let ran = run(folder.path(), &["check", "case.md"], "");
    has!(ran.out, "The number cannot be read");
    let case = case(&text);
    let question = case.questions().next().unwrap();
    assert_eq!(question.prompt.kind, Kind::Open);
    assert!(!format!("{:?}", question.prompt).contains("SECRET"));
    let welcome = CASE.replace("2,300 ± 100 families", "families");
    let ran = {
        fs::write(folder.path().join("case.md"), &welcome).unwrap();
        run(folder.path(), &["check", "case.md"], "")
    };
    has!(ran.out, "othing to mend");
}
