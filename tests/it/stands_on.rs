//! A question that stands on an earlier one: one's own earlier answer is beside the new one.

use std::fs;

use roundtable::{
    case::{Answer, Case, read, write::write},
    protocol::{DEFAULT, Protocol},
    report::{html, markdown},
    session::{Actor, Command, Viewer},
    web::page::At,
};
use tempfile::TempDir;

use crate::{
    door::run, phone_pages::Phones, report::report_of, rig::Rig, rules::ANN, world::Table,
};

const CASE: &str = "# The rule\n\nThere is one.\n\n## Questions\n\n### 1. Which rule did you bend? {#own}\n\n\
    ### 2. What is a rule?\n\n### 3. Who paid for it?\n\nBuilds on: #own\n";

fn case(text: &str) -> Case {
    read(text, "case.md").cases.remove(0)
}

fn stands_on(text: &str) -> Vec<Option<u32>> {
    let case = case(text);
    case.questions().map(|one| one.prompt.builds_on).collect()
}

#[test]
fn a_question_names_the_earlier_one_by_its_id_or_its_number() {
    assert_eq!(stands_on(CASE), [None, None, Some(1)]);
    for said in [
        "Builds on: question 1",
        "Builds on: 1",
        "**Builds on:** #own",
        "Baut auf: Frage 1",
    ] {
        let text = CASE.replace("Builds on: #own", said);
        assert_eq!(stands_on(&text), [None, None, Some(1)], "{said}");
    }
    // What builds on anything else is part of the question.
    for said in [
        "Builds on: the work of Ostrom and others.",
        "Builds on: trust",
    ] {
        let text = CASE.replace("Builds on: #own", said);
        let case = case(&text);
        let last = case.questions().last().unwrap();
        assert_eq!(last.prompt.builds_on, None);
        assert!(last.prompt.body[0].text.contains("Builds on"), "{last:?}");
    }
    assert_eq!(stands_on(&write(&case(CASE))), [None, None, Some(1)]);
}

#[test]
fn one_that_stands_on_nothing_is_told_to_its_author() {
    let folder = TempDir::new().unwrap();
    for said in ["#other", "question 3", "question 9", "question 0"] {
        let text = CASE.replace("#own\n", &format!("{said}\n"));
        assert_eq!(stands_on(&text), [None, None, None], "{said}");
        fs::write(folder.path().join("case.md"), &text).unwrap();
        let ran = run(folder.path(), &["check", "case.md"], "");
        has!(ran.out, said);
        has!(ran.out, "Builds on: question 1");
    }
    fs::write(folder.path().join("case.md"), CASE).unwrap();
    let ran = run(folder.path(), &["show", "case.md", "--json"], "");
    has!(ran.out, "\"builds_on\": 1");
}

/// Ann answers the question that is asked.
fn answers(phones: &mut Phones, text: &str) {
    let question = phones.table.asked();
    let answer = Command::Answer {
        person: ANN,
        question,
        answer: Answer::text(text),
        handed_in: false,
        moved_by: None,
    };
    phones.table.must(Actor::Person(ANN), answer);
}

/// The question of that number is asked.
fn to(table: &mut Table, number: u32) {
    let asked = |table: &Table| {
        let view = table.view(Viewer::Room);
        view.question.map_or(0, |asked| asked.prompt.number)
    };
    while asked(table) < number {
        table.advance();
    }
}

/// Ann and Ben have answered the first question, and the third is asked.
fn to_the_third(rig: &mut Rig) {
    to(&mut rig.table, 1);
    rig.follow();
    rig.keys("Enter")
        .types("Mine was the visiting hour.")
        .keys("Ctrl-s");
    rig.keys("Enter")
        .types("Hers was the night key.")
        .keys("Ctrl-s");
    to(&mut rig.table, 3);
    rig.follow();
}

#[test]
fn ones_own_earlier_answer_stands_beside_the_sheet_and_nobody_elses() {
    let mut rig = Rig::new(case(CASE), DEFAULT, &["Ann", "Ben"], (80, 24));
    to_the_third(&mut rig);
    lacks!(rig.screen(), "visiting hour");
    rig.keys("Enter Enter");
    let screen = rig.screen();
    has!(screen, "You wrote to question 1");
    has!(screen, "visiting hour");
    lacks!(screen, "night key");
    rig.keys("Ctrl-r");
    has!(rig.screen(), "visiting hour");
}

#[test]
fn lines_and_phones_show_it_too_and_reports_put_it_above_the_new_one() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("case.md"), CASE).unwrap();
    let words = ["run", "--plain", "case.md", "--people", "Ann, Ben"];
    let typed = "\n\nThe visiting hour.\n\n/pass\n/next\n/next\n/next\n/leaveout\n/leaveout\n/pass\n/pass\n/next\n/quit\n";
    let ran = run(folder.path(), &words, typed);
    let again = ran
        .out
        .matches("To question 1 you wrote: The visiting hour.");
    assert_eq!(again.count(), 1, "{}", ran.out);

    let mut phones = Phones::of(
        case(CASE),
        Protocol::find(DEFAULT).unwrap(),
        &["Ann", "Ben"],
    );
    to(&mut phones.table, 1);
    answers(&mut phones, "The visiting hour.");
    to(&mut phones.table, 3);
    let page = phones.page(1, At::Main);
    has!(page, "You wrote to question 1");
    has!(page, "The visiting hour.");
    assert!(!phones.page(2, At::Main).contains("visiting hour"));
    answers(&mut phones, "The night nurse.");
    let from = phones.table.session.place();
    phones.table.must(Actor::Desk, Command::ShowNow { from });
    let report = report_of(&phones.table);
    let text = markdown::write(&report, false);
    let (_, third) = text.split_once("Who paid for it?").unwrap();
    let (before, after) = (
        third.find("The visiting hour."),
        third.find("The night nurse."),
    );
    assert!(before.is_some() && before < after, "{third}");
    let page = html::person(&report, "Ann", "today");
    assert_eq!(page.matches("The visiting hour.").count(), 2, "{page}");
    let page = html::report(&report, "today", false);
    has!(page, "to question 1");
}

#[test]
fn under_hidden_names_no_report_ties_two_answers_together() {
    let mut phones = Phones::of(
        case(CASE),
        Protocol::find(DEFAULT).unwrap(),
        &["Ann", "Ben"],
    );
    let names = roundtable::protocol::Names::Hidden;
    phones.table.must(Actor::Desk, Command::SetNames { names });
    to(&mut phones.table, 1);
    answers(&mut phones, "The visiting hour.");
    to(&mut phones.table, 3);
    answers(&mut phones, "The night nurse.");
    let from = phones.table.session.place();
    phones.table.must(Actor::Desk, Command::ShowNow { from });
    let text = markdown::write(&report_of(&phones.table), false);
    lacks!(text, "wrote to question 1");
    assert_eq!(text.matches("The visiting hour.").count(), 1, "{text}");
}
