//! What is begun beside an answer that stands: shown, asked about, and never the answer by itself.

use roundtable::{
    case::{Kind, Value},
    protocol::{ALONE, DEFAULT},
    session::Event,
};

use crate::rig::{ASKED, Rig, all_answer, choice, one, open, scale};

/// How many answers are on record.
fn answered(rig: &Rig) -> usize {
    let events = rig.table.entries.iter().map(|entry| &entry.event);
    events
        .filter(|event| matches!(event, Event::Answered { .. }))
        .count()
}

/// Ada has picked the second option and is asked whether something moved her.
fn revises(size: (u16, u16)) -> Rig {
    let mut rig = Rig::new(one(choice(1), ASKED), ALONE, &["Ada"], size);
    rig.keys("2 Ctrl-s");
    rig.enters_until("revise");
    rig
}

#[test]
fn two_keys_by_accident_are_no_answer_alone() {
    for size in [(60, 15), (80, 24), (140, 40)] {
        for pressed in ["3", "3 1", "Ctrl-w 1 3 Tab x"] {
            let mut rig = revises(size);
            let before = answered(&rig);
            rig.keys(pressed).keys("Esc");
            let screen = rig.screen();
            assert!(screen.contains("not saved"), "{pressed} {size:?} {screen}");
            rig.keys("Enter");
            assert!(rig.screen().contains("stays a draft"), "{}", rig.screen());
            rig.keys("Enter");
            assert!(
                rig.view()
                    .step
                    .is_none_or(|step| step.step.name != "revise")
            );
            assert_eq!(answered(&rig), before, "{pressed}");
            assert!(!rig.drafts.is_empty(), "it is kept apart");
        }
    }
}

#[test]
fn what_was_taken_back_is_no_draft() {
    let mut rig = revises((80, 24));
    rig.keys("Ctrl-w 3 2 Esc");
    assert!(!rig.screen().contains("not saved"), "{}", rig.screen());
    assert!(rig.drafts.is_empty(), "{:?}", rig.drafts);
    rig.keys("Enter");
    assert!(
        rig.view()
            .step
            .is_none_or(|step| step.step.name != "revise")
    );
    assert_eq!(answered(&rig), 1);
}

#[test]
fn a_draft_alone_is_gone_on_with_by_typing_and_saved_by_its_writer() {
    let mut rig = Rig::new(open(), ALONE, &["Ada"], (80, 24));
    rig.types("first words").keys("Ctrl-s");
    rig.enters_until("revise");
    rig.types(" and").keys("Esc").types(" more").keys("Esc");
    assert!(
        rig.screen().contains("first words and more"),
        "{}",
        rig.screen()
    );
    rig.keys("Ctrl-w Ctrl-s");
    let said = Some(Value::Text("first words and more".into()));
    assert_eq!(rig.answer_of(1), said, "{}", rig.screen());
}

#[test]
fn a_change_that_was_begun_replaces_no_answer_and_no_vote_of_a_group() {
    const THREE: &[&str] = &["Ann", "Ben", "Cy"];
    // An answer that stands.
    let mut rig = Rig::new(one(choice(1), ASKED), DEFAULT, THREE, (80, 24));
    rig.keys("Enter");
    for _ in THREE {
        rig.keys("Enter 1").types("so").keys("Ctrl-s");
    }
    let before = answered(&rig);
    rig.keys("Up Up w Enter 2 Esc Enter");
    let screen = rig.screen();
    assert!(screen.contains("a draft is kept: Ann"), "{screen}");
    rig.keys("n");
    let screen = rig.screen();
    assert!(screen.contains("stays a draft"), "{screen}");
    rig.keys("Enter");
    assert_eq!(answered(&rig), before);
    // A vote that is taken once more, and stands.
    let mut rig = Rig::new(one(choice(1), ASKED), "peer-instruction", THREE, (80, 24));
    rig.keys("Enter");
    for _ in THREE {
        rig.keys("Enter 1").types("so").keys("Ctrl-s");
    }
    rig.keys("n n n Esc");
    for _ in THREE {
        rig.keys("Enter Enter 1 Ctrl-s");
    }
    let before = answered(&rig);
    rig.keys("Up Up w Enter 2 Esc Enter n Enter");
    assert_eq!(answered(&rig), before, "{}", rig.screen());
    // Points that are given once more.
    let mut rig = Rig::new(open(), "delphi", THREE, (80, 24));
    all_answer(&mut rig);
    while !rig.view().step.unwrap().step.takes_votes() {
        rig.keys("n");
    }
    for _ in THREE {
        rig.keys("Enter Enter 7 7 7 Ctrl-s");
    }
    let entries = |rig: &Rig| {
        let voted = |event: &&Event| matches!(event, Event::Voted { .. });
        rig.table
            .entries
            .iter()
            .map(|one| &one.event)
            .filter(voted)
            .count()
    };
    let before = entries(&rig);
    rig.keys("Up Up w Enter 2 Esc Enter n Enter");
    assert_eq!(entries(&rig), before, "{}", rig.screen());
}

/// The reason that Ann's newest vote was given, once all three have voted for the first option as
/// "so", and Ann writes these keys and this text in the second vote.
fn voted_again(option: &str, text: &str) -> String {
    let mut rig = Rig::new(
        one(choice(1), ASKED),
        "peer-instruction",
        &["Ann", "Ben", "Cy"],
        (80, 24),
    );
    rig.keys("Enter");
    for _ in 0..3 {
        rig.keys("Enter 1").types("so").keys("Ctrl-s");
    }
    rig.keys("n n n Esc Enter Enter");
    rig.keys(option).types(text).keys("Ctrl-s");
    let answered = |event: &Event| match event {
        Event::Answered { answer, .. } => Some(answer.reason.to_string()),
        _ => None,
    };
    let entries = rig.table.entries.iter().rev();
    entries.map(|one| &one.event).find_map(answered).unwrap()
}

#[test]
fn a_reason_for_another_vote_may_begin_as_the_one_before_it() {
    assert_eq!(voted_again("2", "so it is safer"), "so it is safer");
    assert_eq!(voted_again("2 1", "and calm"), "so\nand calm");
}

#[test]
fn a_reason_added_to_a_vote_that_stays_begins_a_line() {
    assert_eq!(voted_again("1", "and calm"), "so\nand calm");
    assert_eq!(voted_again("Tab", " what"), "so what");
}

#[test]
fn half_a_scale_that_changes_an_answer_stays_apart() {
    let mut rig = Rig::new(one(scale(), ASKED), ALONE, &["Ada"], (80, 24));
    rig.keys("4 2 Ctrl-s");
    rig.enters_until("revise");
    rig.keys("Ctrl-w 1 Esc Enter");
    assert!(rig.screen().contains("stays a draft"), "{}", rig.screen());
    rig.keys("Enter");
    assert_eq!(answered(&rig), 1);
}

#[test]
fn every_key_that_a_card_names_is_obeyed_there() {
    for size in [(60, 15), (80, 24), (140, 40)] {
        let mut rig = revises(size);
        let names = |screen: &str, words: &str| screen.contains(words);
        assert!(!names(&rig.screen(), "H gives"), "{}", rig.screen());
        rig.keys("Ctrl-r");
        assert!(names(&rig.screen(), "The case so far"), "{}", rig.screen());
        rig.keys("Esc Ctrl-w Ctrl-r");
        assert!(names(&rig.screen(), "The case so far"), "{}", rig.screen());
    }
    // While one writes, no letter is named that would only be typed.
    let long = "Who decides here, and on what ground? ".repeat(20);
    let mut rig = Rig::new(one(Kind::Open, &long), DEFAULT, &["Ann", "Ben"], (80, 24));
    rig.keys("Enter Enter");
    assert!(
        rig.screen().contains("Ctrl-R shows all"),
        "{}",
        rig.screen()
    );
}

#[test]
fn what_was_picked_is_handed_in_wherever_the_cursor_is() {
    let people = &["Ann", "Ben", "Cy"];
    for (protocol, most) in [
        ("think-share", 1),
        ("peer-instruction", 1),
        ("think-share", 2),
    ] {
        let mut rig = Rig::new(one(choice(most), ASKED), protocol, people, (80, 24));
        rig.keys("Enter Enter 1 Down Ctrl-s")
            .types("why")
            .keys("Ctrl-s");
        let expected = Some(Value::Choice(vec![0]));
        assert_eq!(rig.answer_of(1), expected, "{}", rig.screen());
    }
}
