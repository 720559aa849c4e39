//! What a facilitator steers with: keys in, screens out, and what the journal has of it.

use roundtable::{
    case::{Case, Item, Kind, Part},
    protocol::DEFAULT,
    session::{Actor, Command, Event, Place},
    text::Clean,
};

use crate::{
    rig::{Rig, all_answer, open},
    screens_session::at_all_sizes,
    world,
};

/// Three questions of five minutes each, after a reading of three paragraphs.
fn long() -> Case {
    let blocks = [
        "The ward was short of two people.",
        "Nobody called.",
        "At six it was over.",
    ];
    let blocks = blocks.iter().zip(1..);
    let reading = roundtable::case::Reading {
        blocks: blocks
            .map(|(text, number)| world::block(text, Some(number)))
            .collect(),
    };
    let mut items = vec![Item::Reading(std::sync::Arc::new(reading))];
    items.extend((1..=3).map(|number| world::question(number, Kind::Open)));
    Case {
        title: Clean::new("The Night Shift"),
        seconds: Some(20 * 60),
        parts: vec![Part {
            title: None,
            staged: false,
            only_if: None,
            items,
        }],
        ..Case::default()
    }
}

/// At the first question, after the reading.
fn at_first_question(rig: &mut Rig) {
    rig.table.advance();
    rig.follow();
}

fn shows(rig: &Rig, words: &str) -> bool {
    let screen = rig
        .screen()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    screen.contains(words)
}

#[test]
fn the_plan_says_what_to_leave_out_to_end_on_time() {
    at_all_sizes("plan", &long, DEFAULT, &|rig| {
        at_first_question(rig);
        rig.waits(7 * 60).keys("A");
    });
    let mut rig = Rig::new(long(), DEFAULT, &["Ann", "Ben"], (80, 20));
    at_first_question(&mut rig);
    rig.waits(60).keys("A");
    assert!(shows(&rig, "it ends on time"), "{}", rig.screen());
    rig.waits(8 * 60);
    assert!(
        shows(&rig, "min planned. Without questions 2 and 3: 10:"),
        "{}",
        rig.screen()
    );
}

#[test]
fn coffee_stands_on_the_timeline_and_the_end_moves_with_it() {
    let mut rig = Rig::new(long(), DEFAULT, &["Ann", "Ben"], (100, 30));
    at_first_question(&mut rig);
    rig.keys("A c");
    assert!(rig.view().clock.coffee);
    assert!(
        shows(&rig, "Coffee the clock stands still"),
        "{}",
        rig.screen()
    );
    rig.waits(10 * 60).keys("K");
    assert!(!rig.view().clock.coffee, "the same key ends it");
    rig.waits(0);
    let screen = rig.screen();
    has!(screen, "Coffee");
    has!(screen, "10 min");
    // Times of day run down the left, the end last.
    let hours: Vec<_> = screen
        .lines()
        .filter_map(|line| line.split_whitespace().find(|word| word.contains(':')))
        .filter(|word| word.len() == 5)
        .collect();
    assert!(hours.len() >= 5 && hours.is_sorted(), "{hours:?} {screen}");
}

#[test]
fn extending_skipping_and_leaving_out_work_from_the_plan() {
    let mut rig = Rig::new(long(), DEFAULT, &["Ann", "Ben"], (80, 20));
    at_first_question(&mut rig);
    let planned = rig.view().clock.planned_s.unwrap();
    rig.keys("A + +");
    assert_eq!(rig.view().clock.planned_s, Some(planned + 120));
    let before = rig.table.session.place();
    rig.keys("s Esc");
    assert_eq!(rig.table.session.place(), before, "asked back, and no");
    rig.keys("s Enter");
    assert_ne!(rig.table.session.place(), before);
    rig.keys("O Enter");
    assert_eq!(rig.table.session.place(), Place::At { stop: 2, step: 0 });
    let last = &rig.table.entries.last().unwrap().event;
    assert!(
        matches!(last, Event::Moved { skipped: true, .. }),
        "{last:?}"
    );
    rig.keys("Esc");
    assert!(shows(&rig, "PROMPT-2-"), "{}", rig.screen());
}

#[test]
fn looking_back_shows_what_was_said_and_unsays_nothing() {
    let said = |rig: &mut Rig| {
        at_first_question(rig);
        all_answer(rig);
        rig.keys("n n c").types("Not before six (¶3)").keys("Enter");
        rig.keys("n n");
    };
    at_all_sizes("look_back", &long, DEFAULT, &|rig| {
        said(rig);
        rig.keys("B Left");
    });
    let mut rig = Rig::new(long(), DEFAULT, &["Ann", "Ben", "Cy"], (80, 20));
    said(&mut rig);
    let (place, entries) = (rig.table.session.place(), rig.table.entries.len());
    rig.keys("B Left");
    assert!(
        shows(&rig, "Tell the ward what happened"),
        "{}",
        rig.screen()
    );
    assert!(shows(&rig, "Not before six"), "{}", rig.screen());
    rig.keys("Right Esc");
    assert_eq!(rig.table.session.place(), place);
    assert_eq!(rig.table.entries.len(), entries);
}

#[test]
fn the_map_says_which_passages_nobody_used() {
    at_all_sizes("citing", &long, DEFAULT, &|rig| {
        at_first_question(rig);
        all_answer(rig);
        rig.keys("n n c").types("See ¶1 and ¶3").keys("Enter");
        rig.keys("C");
    });
}

#[test]
fn the_time_is_announced_once_for_each_threshold_and_to_nobody_who_types() {
    let mut rig = Rig::new(open(), DEFAULT, &["Ann", "Ben"], (80, 20));
    rig.keys("+ + + +").waits(1);
    let told = |rig: &Rig| rig.told.len();
    assert_eq!(told(&rig), 0);
    let planned = u64::from(rig.view().clock.planned_s.unwrap());
    rig.waits(planned - 50);
    has!(rig.last_told(), "A minute is left");
    rig.waits(5);
    assert_eq!(told(&rig), 1, "once");
    rig.keys("Enter Enter").types("I");
    rig.waits(60);
    assert_eq!(told(&rig), 1, "Ann is typing");
    rig.keys("Esc Enter").waits(1);
    has!(rig.last_told(), "is over. + gives");
}

#[test]
fn groups_are_shown_when_their_step_begins() {
    at_all_sizes("groups", &open, "think-pair-share", &|rig| {
        for name in ["Dan", "Eve"] {
            let name = Clean::new(name);
            rig.table
                .must(Actor::Desk, Command::Join { name, role: None });
        }
        rig.follow();
        rig.keys("n Enter");
    });
}

#[test]
fn three_hundred_people_find_their_pair() {
    let names: Vec<String> = (1..=300).map(|at| format!("Person {at}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut rig = Rig::new(open(), "think-pair-share", &names, (100, 26));
    rig.keys("n Enter");
    let mut seen = rig.screen();
    for _ in 0..6 {
        rig.keys("PgDn");
        seen.push_str(&rig.screen());
    }
    for name in &names {
        let whole = |at: usize| {
            !seen
                .split_at(at + name.len())
                .1
                .starts_with(|c: char| c.is_ascii_digit())
        };
        assert!(seen.match_indices(name).any(|(at, _)| whole(at)), "{name}");
    }
    rig.keys("Home Tab");
    has!(rig.screen(), "Person 1 ");
    insta::assert_snapshot!("groups_300", rig.screen());
}
