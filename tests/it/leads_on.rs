//! Enter leads on: through every step of every protocol, and past whoever has nothing to change.
//! Moving among what can be chosen chooses nothing.

use roundtable::{
    case::Value,
    protocol::{ALONE, BUILT_IN},
    session::{Event, Place},
};

use crate::rig::{ASKED, Rig, choice, one, open, rank, scale};

/// More than the longest protocol takes with four people who each write in each step.
const MOST: usize = 600;

/// Writes where something is to be written, and else presses Enter, until the session has come to
/// its close.
fn leads_through(rig: &mut Rig, protocol: &str) {
    for _ in 0..MOST {
        if rig.view().can.close && rig.view().step.is_none() {
            return;
        }
        if rig.screen().contains("only the first line is needed") {
            rig.types("words").keys("Ctrl-s");
        }
        let writes = rig.screen().contains("hands in") || rig.screens.is_typing();
        if writes {
            rig.keys("1").types("words").keys("Ctrl-s");
            if rig.screens.is_typing() {
                // Votes are filled in field by field; whoever cannot passes.
                rig.keys("Ctrl-p Enter");
            }
        }
        if !rig.screens.is_typing() {
            rig.keys("Enter");
        }
    }
    panic!("{protocol} does not come to its end:\n{}", rig.screen());
}

#[test]
fn enter_leads_through_every_step_of_every_protocol() {
    for protocol in BUILT_IN.iter().filter(|one| one.name != ALONE) {
        for case in [open(), one(choice(1), ASKED)] {
            let mut rig = Rig::of(case, protocol, &["Ann", "Ben", "Cy", "Dee"], (80, 24));
            leads_through(&mut rig, &protocol.name);
        }
    }
}

#[test]
fn a_pair_takes_the_keyboard_once_and_then_it_goes_on() {
    let mut rig = Rig::new(
        open(),
        "think-pair-share",
        &["Ann", "Ben", "Cy", "Dee"],
        (80, 20),
    );
    rig.keys("Enter Enter").types("one").keys("Ctrl-s");
    for text in ["two", "three", "four"] {
        rig.keys("Enter").types(text).keys("Ctrl-s");
    }
    rig.keys("Enter Enter");
    let pairs = rig.view().groups;
    let name = |rig: &Rig, at: usize| rig.view().people[at].name.to_string();
    let of_ann = pairs.iter().find(|pair| pair.iter().any(|id| id.0 == 1));
    let partner = of_ann.unwrap().iter().find(|id| id.0 != 1).unwrap().0 as usize - 1;
    let screen = rig.screen();
    let named = [
        ("Ann", name(&rig, partner)),
        (&name(&rig, partner), "Ann".to_owned()),
    ];
    let named = named.map(|(one, other)| format!("Pass the keyboard to {one} & {other}"));
    assert!(named.iter().any(|words| screen.contains(words)), "{screen}");
    // Nothing is changed: the answer stands, and the keyboard goes on.
    rig.keys("Enter Enter Ctrl-s");
    has!(rig.last_told(), "Nothing has changed");
    assert!(!rig.screens.is_typing());
    rig.keys("Enter Enter Esc");
    has!(rig.screen(), "Each pair has had the keyboard");
    let before = rig.table.session.place();
    rig.keys("Enter");
    assert_ne!(rig.table.session.place(), before);
}

#[test]
fn whoever_types_for_others_passes_the_keyboard_to_no_pair() {
    let mut rig = Rig::new(
        open(),
        "think-pair-share",
        &["Ann", "Ben", "Cy", "Dee"],
        (80, 24),
    );
    rig.keys("o");
    rig.keys("Enter");
    for text in ["one", "two", "three", "four"] {
        rig.types(text).keys("Enter Enter");
    }
    rig.keys("Enter Enter");
    has!(rig.screen(), "The pairs talk");
    let Place::At { step, .. } = rig.table.session.place() else {
        panic!("a question is asked");
    };
    rig.keys("Enter");
    assert!(matches!(rig.table.session.place(), Place::At { step: now, .. } if now == step + 1));
}

#[test]
fn moving_among_options_chooses_nothing() {
    let mut rig = Rig::new(
        one(choice(1), ASKED),
        "think-share",
        &["Ann", "Ben"],
        (80, 24),
    );
    rig.keys("Enter Enter 1 Down");
    has!(rig.screen(), "▸ 2 ( )");
    // What would be handed in is asked about once.
    rig.keys("Ctrl-s");
    has!(rig.last_told(), "1 is picked, and you are on 2");
    rig.keys("Enter");
    has!(rig.screen(), "(•)");
    rig.keys("Ctrl-s");
    assert_eq!(rig.answer_of(1), Some(Value::Choice(vec![1])));
    rig.keys("Enter 2 Up Ctrl-s Ctrl-s");
    assert_eq!(rig.answer_of(2), Some(Value::Choice(vec![1])));
}

#[test]
fn down_from_the_last_leads_to_the_reason_and_changes_nothing() {
    for (kind, picks, said) in [
        (choice(1), "2", Value::Choice(vec![1])),
        (scale(), "4 Down 2", Value::Scale(vec![4, 2])),
        (rank(), "4", Value::Rank(vec![1, 2, 3, 0])),
    ] {
        let mut rig = Rig::new(one(kind, ASKED), "think-share", &["Ann", "Ben"], (80, 24));
        rig.keys("Enter Enter").keys(picks);
        rig.keys("Down Down Down Down Down Down").types("Since so.");
        rig.keys("Up Up Down Down Down Down Down Down Ctrl-s");
        assert_eq!(rig.answer_of(1), Some(said), "{}", rig.last_told());
        let mut entries = rig.table.entries.iter();
        let said = |event: &Event| matches!(event, Event::Answered { answer, .. } if *answer.reason == *"Since so.");
        assert!(entries.any(|entry| said(&entry.event)));
    }
}

#[test]
fn one_key_takes_back_what_was_chosen() {
    let mut rig = Rig::new(
        one(choice(1), ASKED),
        "think-share",
        &["Ann", "Ben"],
        (80, 24),
    );
    rig.keys("Enter Enter 1 3 Ctrl-z Ctrl-s");
    assert_eq!(rig.answer_of(1), Some(Value::Choice(vec![0])));
    let mut rig = Rig::new(
        one(scale(), ASKED),
        "think-share",
        &["Ann", "Ben"],
        (80, 24),
    );
    rig.keys("Enter Enter 4 Down 2 Right Ctrl-z Ctrl-s");
    assert_eq!(rig.answer_of(1), Some(Value::Scale(vec![4, 2])));
    let mut rig = Rig::new(one(rank(), ASKED), "think-share", &["Ann", "Ben"], (80, 24));
    rig.keys("Enter Enter 2 1 Ctrl-z Ctrl-s");
    assert_eq!(rig.answer_of(1), Some(Value::Rank(vec![1, 0, 2, 3])));
}

#[test]
fn whoever_types_for_a_group_reads_its_names_up_to_what_it_agrees_to() {
    let names = ["Ann", "Ben", "Cy", "Dee"];
    let mut rig = Rig::new(open(), "1-2-4-all", &names, (100, 30));
    rig.keys("o Enter");
    for name in names {
        rig.types(name).keys("Enter Enter");
    }
    // On to the pairs, and to the four: their page each, and then the list.
    rig.keys("Enter Enter Enter");
    has!(rig.screen(), "types for");
    for name in names {
        has!(rig.screen(), name);
    }
    rig.keys("Enter").types("all of us").keys("Enter Enter");
    let told = rig.last_told().to_owned();
    assert!(names.iter().all(|name| told.contains(name)), "{told}");
    rig.enters_until("compare");
    let screen = rig.screen();
    has!(screen, "all of us");
    rig.keys("y");
    has!(rig.screen(), "Ann, Ben, Cy, Dee agree");
}
