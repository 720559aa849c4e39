//! What was taken down wrongly is put right, in every front, and what stood before stays on record.

use roundtable::{
    id::{PersonId, Seq},
    protocol::{DEFAULT, Protocol},
    report,
    session::{Actor, Command, Commitment, Misnamed, Session, Target, Viewer},
    text::Clean,
    web::page::At,
};
use tempfile::TempDir;

use crate::{
    desk::join,
    phone_pages::Phones,
    report::report_of,
    rig::{Rig, open},
    rules::answers,
    world::{self, Table},
};

const ANN: PersonId = PersonId(1);
const BEN: PersonId = PersonId(2);

fn gathered() -> Table {
    let mut table = Table::new(world::case(), Protocol::find(DEFAULT).unwrap(), 7);
    for name in ["Ann", "Ben"] {
        table.must(Actor::Desk, join(name));
    }
    while table.view(Viewer::Room).question.is_none() {
        table.advance();
    }
    table
}

fn will_try(what: &str) -> Commitment {
    Commitment {
        what: Clean::new(what),
        by_when: Clean::new("FRIDAY"),
        ..Commitment::default()
    }
}

/// Ann's commitment, put down at the close.
fn committed() -> (Table, Seq) {
    let mut table = gathered();
    let from = table.session.place();
    table.must(Actor::Desk, Command::ToClose { from });
    let (person, commitment) = (Some(ANN), will_try("WRONG WORDS"));
    table.must(Actor::Desk, Command::Commit { person, commitment });
    let entry = table.view(Viewer::Room).commitments[0].entry;
    (table, entry)
}

fn recommit(commitment: Seq, person: Option<PersonId>, what: Option<&str>) -> Command {
    Command::Recommit {
        commitment,
        person,
        anew: what.map(will_try),
    }
}

fn told(table: &mut Table) -> String {
    table.must(Actor::Desk, Command::Close);
    assert!(Session::replay(&table.entries).is_ok());
    report::markdown::write(&report_of(table), true)
}

#[test]
fn a_commitment_is_said_anew_and_what_it_said_before_stays_on_record() {
    for (person, whose) in [
        (Some(ANN), "A commitment of Ann was said anew"),
        (Some(BEN), "put down as that of Ann. It is that of Ben"),
        (None, "put down as that of Ann. It is that of the group"),
    ] {
        let (mut table, entry) = committed();
        table.must(Actor::Desk, recommit(entry, person, Some("RIGHT WORDS")));
        let now = &table.view(Viewer::Room).commitments;
        assert_eq!(now.len(), 1);
        assert_eq!(now[0].commitment, will_try("RIGHT WORDS"));
        let told = told(&mut table);
        for words in [whose, "WRONG WORDS · FRIDAY", "RIGHT WORDS"] {
            has!(told, words);
        }
        let shared = format!("{:?}", table.view(Viewer::Shared));
        assert!(
            !shared.contains("WRONG WORDS"),
            "it does not leave the group"
        );
    }
}

#[test]
fn a_commitment_that_was_taken_back_is_tried_by_nobody_and_stays_on_record() {
    let (mut table, entry) = committed();
    table.must(Actor::Person(ANN), recommit(entry, None, None));
    assert!(table.view(Viewer::Report).commitments.is_empty());
    let told = told(&mut table);
    let words = "A commitment of Ann was taken back.";
    has!(told, words);
}

#[test]
fn nobody_says_anew_what_another_will_try() {
    let (mut table, entry) = committed();
    let anew = recommit(entry, Some(ANN), Some("not mine"));
    for by in [Actor::Person(BEN), Actor::Door, Actor::Program] {
        assert!(world::tried(&table, by, &anew).is_err(), "{by:?}");
    }
    // Nor gives it to somebody else.
    let away = recommit(entry, Some(BEN), Some("yours"));
    assert!(world::tried(&table, Actor::Person(ANN), &away).is_err());
    let empty = recommit(entry, Some(ANN), Some("  "));
    assert!(world::tried(&table, Actor::Desk, &empty).is_err());
    let same = recommit(entry, Some(ANN), Some("WRONG WORDS"));
    assert!(world::tried(&table, Actor::Desk, &same).unwrap().is_empty());
    table.must(Actor::Desk, Command::Close);
    assert!(world::tried(&table, Actor::Desk, &anew).is_err());
}

#[test]
fn the_screen_says_a_commitment_anew_and_takes_it_back() {
    let mut rig = Rig::new(open(), DEFAULT, &["Ann", "Ben"], (80, 24));
    rig.keys("X Enter c").types("FIRST").keys("Ctrl-s c");
    rig.types("SECOND").keys("Ctrl-s e");
    has!(rig.screen(), "FIRST");
    // Another one is picked: what it says comes with it.
    rig.keys("Shift-Tab Shift-Tab Shift-Tab Right Tab Tab Tab");
    rig.types(" AND RIGHT").keys("Ctrl-s");
    let said: Vec<_> = rig.view().commitments;
    let said: Vec<_> = said
        .iter()
        .map(|one| one.commitment.what.as_str())
        .collect();
    assert_eq!(said, ["FIRST", "SECOND AND RIGHT"], "{}", rig.screen());
    rig.keys("e Shift-Tab Shift-Tab Right Ctrl-s");
    assert_eq!(rig.view().commitments.len(), 1, "{}", rig.screen());
}

#[test]
fn ones_own_phone_says_a_commitment_anew_and_takes_it_back() {
    let mut phones = Phones::new(Protocol::find(DEFAULT).unwrap(), &["Ann", "Ben"]);
    let (table, entry) = committed();
    phones.table = table;
    let offers = |html: &str| html.contains("value=\"recommit\"");
    assert!(offers(&phones.page(1, At::Main)));
    assert!(!offers(&phones.page(2, At::Main)), "not hers");
    let fill = format!("commitment={entry}&what=RIGHT+WORDS&expect=&by_when=&surprise=");
    assert!(phones.posts(2, &fill, "recommit").is_err());
    phones.posts(1, &fill, "recommit").unwrap();
    assert!(phones.page(1, At::Main).contains("RIGHT WORDS"));
    let fill = format!("commitment={entry}");
    assert!(phones.posts(2, &fill, "uncommit").is_err());
    phones.posts(1, &fill, "uncommit").unwrap();
    assert!(!phones.page(1, At::Main).contains("RIGHT WORDS"));
}

/// A dissent that the keyboard put down.
fn dissent(table: &mut Table, by: Actor, person: Option<PersonId>) -> Seq {
    let (against, text) = (Target::Summary, Clean::new("NOT AGREED"));
    let command = Command::Dissent {
        person,
        against,
        text,
    };
    table.must(by, command);
    table.view(Viewer::Room).dissents.last().unwrap().entry
}

fn belongs(entry: Seq, to: PersonId) -> Command {
    Command::Reassign {
        what: Misnamed::Seen(entry),
        to,
        why: Clean::new("the wrong line"),
    }
}

#[test]
fn a_dissent_under_the_wrong_name_gets_the_right_one() {
    let mut table = gathered();
    let entry = dissent(&mut table, Actor::Desk, Some(ANN));
    let moves = belongs(entry, BEN);
    assert!(world::tried(&table, Actor::Person(ANN), &moves).is_err());
    table.must(Actor::Desk, moves);
    let by = &table.view(Viewer::Room).dissents[0].by;
    assert_eq!(by.words().unwrap().to_string(), "Ben");
    // His own to say anew from now on, and hers no more.
    assert!(table.view(Viewer::Person(BEN)).dissents[0].mine);
    assert!(!table.view(Viewer::Person(ANN)).dissents[0].mine);
    let told = told(&mut table);
    let words = "A dissent had been typed as Ann’s. It is Ben’s (the wrong line).";
    has!(told, words);
}

#[test]
fn a_dissent_without_a_name_or_from_a_phone_is_given_to_nobody() {
    let mut table = gathered();
    for (by, person, why) in [
        (Actor::Desk, None, "filed without a name"),
        (Actor::Person(ANN), Some(ANN), "a device of their own"),
    ] {
        let entry = dissent(&mut table, by, person);
        let refused = world::tried(&table, Actor::Desk, &belongs(entry, BEN));
        let refused = refused.unwrap_err().to_string();
        has!(refused, why);
    }
}

#[test]
fn an_earlier_version_goes_to_whoever_it_is_too() {
    let mut table = gathered();
    answers(&mut table, ANN, "BENS WORDS");
    table.must(Actor::Desk, crate::rules::answer_of(ANN, "ANNS WORDS"));
    let answered = table.entries.iter();
    let answered =
        answered.filter(|entry| matches!(entry.event, roundtable::session::Event::Answered { .. }));
    let first = answered.map(|entry| entry.n).next().unwrap();
    // What is hidden is not spoken about by its entry.
    assert!(world::tried(&table, Actor::Desk, &belongs(first, BEN)).is_err());
    table.advance();
    table.must(Actor::Desk, belongs(first, BEN));
    let asked = table.view(Viewer::Room).question.unwrap();
    let by: Vec<_> = asked
        .answers
        .iter()
        .map(|one| one.by.words().unwrap().to_string())
        .collect();
    assert_eq!(by, ["Ann", "Ben"]);
}

#[test]
fn the_page_of_dissents_and_lines_put_a_name_right() {
    let mut rig = Rig::new(open(), DEFAULT, &["Ann", "Ben"], (80, 24));
    rig.keys("d Shift-Tab Shift-Tab Right Tab Tab")
        .types("NOT AGREED");
    rig.keys("Ctrl-s D Y");
    has!(rig.screen(), "Ann's disagreement");
    rig.keys("Ctrl-s");
    let by = rig.view().dissents[0].by.words().unwrap().to_string();
    assert_eq!(by, "Ben", "{}", rig.screen());

    let folder = TempDir::new().unwrap();
    std::fs::write(
        folder.path().join("key.md"),
        "# Key\n\nText.\n\n## Questions\n\n### 1. Why?\n",
    )
    .unwrap();
    let begin = ["run", "--plain", "key.md", "--people", "Ann, Ben"];
    let input = "\n\none\n\ntwo\n\n\n/dissent Ann: NOT AGREED\n/belongs D1: Ben | the wrong line\n\
        /setaside #1: by mistake\n/answers\n/bringback 1\n/answers\n/toclose\n/commit Ann: WRONG\n\
        /reword C1 Ben: RIGHT\n/commit GONE\n/withdraw C2\n/close\n";
    let ran = crate::door::run(folder.path(), &begin, input);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    has!(ran.out, "Set aside 1, Ann: one (by mistake)");
    let mut folders = std::fs::read_dir(folder.path().join("data/reports")).unwrap();
    let path = folders.next().unwrap().unwrap().path().join("report.md");
    let report = std::fs::read_to_string(path).unwrap();
    for told in [
        "A dissent had been typed as Ann’s. It is Ben’s (the wrong line).",
        "Something said to question 1 had been set aside, and was brought back (by mistake).",
        "put down as that of Ann. It is that of Ben",
        "A commitment of the group was taken back.",
    ] {
        assert!(report.contains(told), "{told} in\n{report}\n{}", ran.out);
    }
}

#[test]
fn setting_aside_asks_in_words_and_what_was_set_aside_is_brought_back() {
    let mut rig = Rig::new(open(), DEFAULT, &["Ann", "Ben"], (80, 24));
    rig.keys("Enter Enter")
        .types("ANNS WORDS")
        .keys("Ctrl-s Esc n Enter");
    rig.keys("-").types("names a client").keys("Ctrl-s");
    has!(rig.screen(), "Set aside Ann’s answer?");
    let counts = |rig: &Rig| rig.view().question.unwrap().answers.len();
    assert_eq!(counts(&rig), 1, "asked first");
    // Back to the form, with the reason in it.
    rig.keys("Esc");
    has!(rig.screen(), "names a client");
    rig.keys("Ctrl-s Enter");
    assert_eq!(counts(&rig), 0, "{}", rig.screen());
    rig.keys("_ Ctrl-s");
    assert_eq!(counts(&rig), 1, "{}", rig.screen());
    assert!(rig.view().question.unwrap().set_aside.is_empty());
    let told = told(&mut rig.table);
    has!(told, "was brought back (names a client)");
}

#[test]
fn whoever_may_not_set_it_aside_does_not_bring_it_back() {
    let mut table = gathered();
    answers(&mut table, ANN, "ANNS WORDS");
    table.advance();
    let entry = table.view(Viewer::Room).question.unwrap().answers[0].entry;
    let entries = vec![entry];
    let back = Command::BringBack {
        entries: entries.clone(),
    };
    let refused = world::tried(&table, Actor::Desk, &back).unwrap_err();
    assert!(
        refused.to_string().contains("was not set aside"),
        "{refused}"
    );
    let why = Clean::new("why");
    table.must(Actor::Desk, Command::SetAside { entries, why });
    assert!(world::tried(&table, Actor::Person(BEN), &back).is_err());
    table.must(Actor::Person(ANN), back);
    let asked = table.view(Viewer::Room).question.unwrap();
    assert_eq!(asked.answers[0].entry, entry);
}

#[test]
fn a_report_tells_what_was_asked_and_how_each_was() {
    let mut table = Table::new(world::case(), Protocol::find(DEFAULT).unwrap(), 7);
    let name = Clean::new("Ann");
    table.must(Actor::Desk, Command::Join { name, role: None });
    for number in [2, 3, 4] {
        table.must(Actor::Desk, Command::PlanWithout { number, out: true });
    }
    let protocol = std::sync::Arc::new(Protocol::find("plenary").unwrap().clone());
    let number = 5;
    table.must(Actor::Desk, Command::ProtocolOf { number, protocol });
    while table.view(Viewer::Facilitator).question.is_none() {
        table.advance();
    }
    answers(&mut table, ANN, "first");
    let closes = |table: &Table| {
        let last = table.view(Viewer::Room).agenda.pop();
        last.is_some_and(|line| line.when == roundtable::session::When::Now)
    };
    while !closes(&table) {
        table.advance();
    }
    table.must(Actor::Desk, Command::Close);
    let report = report_of(&table);
    for told in [
        report::markdown::write(&report, true),
        report::html::report(&report, "today", true),
    ] {
        has!(told, "question 5: plenary");
        has!(told, "questions 2, 3 and 4 were left out");
        has!(told, "Answered");
        assert!(!told.contains("1 of 1"), "{told}");
        assert!(!told.contains("Question 2"), "{told}");
    }
}
