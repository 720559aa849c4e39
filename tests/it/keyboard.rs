//! Around one keyboard: who sees what, what a key does, what is kept.

use std::sync::Arc;

use crossterm::event::KeyCode;
use roundtable::{
    case::{Item, Kind, Reading, Value},
    id::PersonId,
    protocol::{ALONE, DEFAULT, GoOn, Names, Protocol},
    session::{Actor, Command, DissentState, Event, Place},
    text::Clean,
};

use crate::{
    rig::{ASKED, Rig, all_answer, choice, one, open, rank, scale},
    world,
};

#[test]
fn what_ann_types_is_on_no_screen_until_all_answers_appear() {
    let secret = "quicksilver";
    let mut rig = Rig::new(open(), DEFAULT, &["Ann", "Ben", "Cy"], (80, 20));
    rig.keys("Enter Enter").types(secret);
    assert!(rig.screen().contains(secret), "Ann sees what she types");
    let typed = rig.frames.len();
    rig.keys("Esc");
    rig.keys("Enter Down Down Enter")
        .keys("Esc")
        .keys("Up Up Enter Enter");
    assert!(rig.screen().contains(secret), "Ann's draft is there again");
    let again = rig.frames.len();
    rig.keys("Ctrl-s");
    rig.keys("Enter")
        .types("Ben's own words")
        .keys("Ctrl-r Esc Ctrl-s");
    rig.keys("Enter Ctrl-p");
    rig.keys("f Enter Esc r Esc L Esc d Esc ?");
    let shared = rig.frames.len();
    rig.keys("n");
    assert!(rig.screen().contains(secret), "all answers appear at once");
    let between = &rig.frames[typed..again - 1];
    let after = &rig.frames[again..shared];
    for frame in between.iter().chain(after) {
        assert!(!frame.contains(secret), "it shows on:\n{frame}");
    }
}

#[test]
fn the_screen_between_two_people_holds_a_name_and_no_more() {
    let mut rig = Rig::new(open(), DEFAULT, &["Ann", "Ben"], (80, 20));
    rig.keys("Enter Enter").types("mine").keys("Ctrl-s");
    let screen = rig.screen();
    has!(screen, "Ben, press Enter");
    assert!(rig.screens.is_blank());
    lacks!(screen, "mine");
    lacks!(screen, "ward");
}

#[test]
fn an_answer_is_handed_in_by_the_person_and_by_the_desk_for_others() {
    let mut rig = Rig::new(open(), DEFAULT, &["Ann", "Ben"], (80, 20));
    rig.keys("Enter Enter").types("by Ann herself").keys("F2");
    rig.keys("Esc o Enter").types("said by Ben").keys("Ctrl-d");
    let by: Vec<_> = rig
        .table
        .entries
        .iter()
        .filter(|entry| matches!(entry.event, Event::Answered { .. }))
        .map(|entry| entry.by)
        .collect();
    assert_eq!(by, [Actor::Person(PersonId(1)), Actor::Desk]);
    assert!(
        !rig.frames
            .iter()
            .any(|frame| frame.contains("Ben, press Enter") && frame.contains("said"))
    );
}

#[test]
fn going_on_without_somebody_asks_and_hands_in_their_draft_marked() {
    let mut rig = Rig::new(open(), DEFAULT, &["Ann", "Ben"], (80, 20));
    rig.keys("Enter Enter")
        .types("half a thought")
        .keys("Esc Enter n");
    has!(rig.screen(), "Not answered yet: Ann, Ben");
    has!(rig.screen(), "What is half typed is");
    rig.keys("Esc");
    assert!(matches!(
        rig.table.session.place(),
        Place::At { step: 0, .. }
    ));
    rig.keys("n Enter");
    let screen = rig.screen();
    has!(screen, "half a thought");
    has!(screen, "handed in when the step ended");
}

#[test]
fn a_pair_sees_its_answers_and_writes_anew() {
    let mut rig = Rig::new(
        open(),
        "think-pair-share",
        &["Ann", "Ben", "Cy", "Dee"],
        (80, 20),
    );
    for name in ["ann", "ben", "cy", "dee"] {
        rig.keys("Enter");
        if name == "ann" {
            rig.keys("Enter");
        }
        rig.types(&format!("{name}words")).keys("Ctrl-s");
    }
    rig.keys("n");
    let groups = rig.screen();
    has!(groups, "2 pairs.");
    rig.keys("Enter");
    let hub = rig.screen();
    has!(hub, "Together:");
    assert!(
        !hub.contains("annwords"),
        "the list shows nobody's text: {hub}"
    );
    rig.keys("Enter Enter");
    let screen = rig.screen();
    let seen = ["benwords", "cywords", "deewords"];
    let seen = seen.iter().filter(|words| screen.contains(**words)).count();
    assert_eq!(seen, 1, "one partner's answer: {screen}");
    rig.types(", and more")
        .keys("Tab")
        .types("Listening")
        .keys("Ctrl-s");
    assert_eq!(
        rig.answer_of(1),
        Some(Value::Text(Clean::new("annwords, and more")))
    );
    rig.keys("n");
    let screen = rig.screen();
    has!(screen, "version 2");
    has!(screen, "what moved me: Listening");
}

#[test]
fn alone_there_is_no_passing_of_keyboards() {
    let mut rig = Rig::new(open(), ALONE, &["Ann"], (80, 20));
    rig.keys("Enter").types("my own").keys("Ctrl-s");
    assert!(
        !rig.frames
            .iter()
            .any(|frame| frame.contains("Pass the keyboard"))
    );
    has!(rig.screen(), "What you wrote");
    rig.keys("Enter");
    let screen = rig.screen();
    has!(screen, "The author's answer");
    has!(screen, "What you wrote");
    rig.keys("y n")
        .types(" thought")
        .keys("Tab")
        .types("The claim")
        .keys("Ctrl-s");
    assert_eq!(
        rig.answer_of(1),
        Some(Value::Text(Clean::new("my own thought")))
    );
}

#[test]
fn a_dissent_needs_no_name_and_stays() {
    let mut rig = Rig::new(open(), DEFAULT, &["Ann", "Ben", "Cy"], (100, 26));
    all_answer(&mut rig);
    rig.keys("n d").types("I object.").keys("Ctrl-s");
    assert_eq!(rig.last_told(), "Saved.");
    let dissents = rig.view().dissents;
    assert_eq!(dissents.len(), 1);
    assert_eq!(dissents[0].by, roundtable::session::Byline::Unnamed);
    rig.keys("n");
    has!(rig.screen(), "Disagreement", "I", "object.", "(dissent,");
}

#[test]
fn what_is_for_the_facilitator_comes_after_a_warning() {
    let mut rig = Rig::new(open(), DEFAULT, &["Ann", "Ben"], (80, 20));
    rig.keys("f");
    lacks!(rig.screen(), "Blame that comes");
    assert!(rig.screen().contains("projected"));
    rig.keys("Enter");
    has!(rig.screen(), "Blame that comes");
    rig.keys("Esc");
    assert!(!rig.screen().contains("Blame that comes"));
}

#[test]
fn people_come_late_leave_and_come_back() {
    let mut rig = Rig::new(open(), DEFAULT, &["Ann", "Ben"], (80, 20));
    rig.keys("J").types("Dee").keys("Enter");
    has!(rig.screen(), "Dee");
    rig.keys("L Down Enter Esc");
    let gone = |rig: &Rig| {
        rig.view()
            .people
            .iter()
            .filter(|person| !person.here)
            .count()
    };
    assert_eq!(gone(&rig), 1);
    rig.keys("L Down Enter Esc");
    assert_eq!(gone(&rig), 0);
    rig.keys("S a Enter");
    assert_eq!(rig.view().seat, Some(PersonId(1)));
}

#[test]
fn closing_asks_first() {
    let mut rig = Rig::new(open(), DEFAULT, &["Ann", "Ben", "Cy"], (80, 20));
    all_answer(&mut rig);
    rig.keys("n n n Enter n X Esc");
    assert_ne!(rig.table.session.place(), Place::Over);
    rig.keys("X Enter");
    assert_eq!(rig.table.session.place(), Place::Over);
    rig.screens.reports(vec!["/somewhere/report.md".to_owned()]);
    has!(rig.screen(), "/somewhere/report.md");
}

#[test]
fn three_hundred_answers_are_paged_through() {
    let names: Vec<_> = (1..=300).map(|number| format!("Person {number}")).collect();
    let names: Vec<_> = names.iter().map(String::as_str).collect();
    let mut rig = Rig::new(open(), DEFAULT, &names, (100, 26));
    let question = rig.table.asked();
    for person in 1..=300 {
        let command = Command::Answer {
            person: PersonId(person),
            question: question.clone(),
            answer: roundtable::case::Answer::text(&format!("Answer number {person}.")),
            handed_in: false,
            moved_by: None,
        };
        rig.table.must(Actor::Desk, command);
    }
    rig.keys("n");
    has!(rig.screen(), "of 300");
    rig.keys("End");
    has!(rig.screen(), "Answer number 300.");
    rig.keys("Left PgDn Home Down Right");
    has!(rig.screen(), "▸ Person 4");
}

#[test]
fn every_screen_survives_every_size() {
    for (cols, rows) in [(1, 1), (2, 1), (5, 3), (20, 5), (40, 8), (300, 100)] {
        for kind in [Kind::Open, choice(1), scale(), rank()] {
            let mut rig = Rig::new(one(kind, ASKED), DEFAULT, &["Ann", "Ben"], (cols, rows));
            rig.keys("Enter Enter 1 Down 2 Ctrl-s Enter 1 Down 2 Ctrl-s r Esc f Enter Esc L Esc n");
            rig.keys("Enter Enter Right d Esc n i Esc n y w Esc n c Esc w Esc X Esc");
        }
    }
}

#[test]
fn when_time_ends_a_step_nobody_who_types_is_moved() {
    let mut timed = Protocol::find(DEFAULT).unwrap().clone();
    timed.steps.to_mut()[0].go_on = GoOn::Time;
    let mut rig = Rig::of(open(), &timed, &["Ann", "Ben"], (80, 20));
    rig.keys("Enter Enter").types("half a thought");
    rig.waits(400);
    has!(rig.screen(), "half a thought");
    assert!(matches!(
        rig.table.session.place(),
        Place::At { step: 0, .. }
    ));
    rig.keys("Esc Enter").waits(1);
    assert!(matches!(
        rig.table.session.place(),
        Place::At { step: 1, .. }
    ));
    has!(rig.screen(), "handed in when the step ended");
}

#[test]
fn the_reading_lies_over_the_text_and_gives_the_cursor_back() {
    let mut case = open();
    let reading = Reading {
        blocks: vec![world::block("The lift stood still at *four*.", Some(1))],
    };
    case.parts[0].items.push(Item::Reading(Arc::new(reading)));
    let mut rig = Rig::new(case, DEFAULT, &["Ann", "Ben"], (80, 20));
    rig.keys("Enter Enter").types("ab").keys("Left Ctrl-r");
    has!(rig.screen(), "¶1");
    has!(rig.screen(), "The lift stood still at four.");
    rig.keys("Esc").types("X");
    assert_eq!(rig.written(), "aXb");
    rig.types(" as ¶1 says").keys("Ctrl-g");
    has!(rig.screen(), "The lift stood still");
    assert!(
        rig.screen().contains("as ¶1 says"),
        "the text stays in sight"
    );
    rig.keys("Esc Esc Enter");
    assert!(!rig.screen().contains("The lift stood still"));
}

#[test]
fn a_dissent_can_be_filed_on_every_screen_of_a_session() {
    let mut rig = Rig::new(open(), DEFAULT, &["Ann", "Ben", "Cy"], (80, 20));
    rig.keys("d").types("at the start").keys("Ctrl-s");
    all_answer(&mut rig);
    for at in ["shared", "discussed", "compared", "closed"] {
        // What reveals asks first.
        let on = if at == "compared" { "n Enter d" } else { "n d" };
        rig.keys(on).types(at).keys("Ctrl-s");
    }
    let view = rig.view();
    let texts: Vec<_> = view.dissents.iter().map(|dissent| &*dissent.text).collect();
    assert_eq!(
        texts,
        ["at the start", "shared", "discussed", "compared", "closed"]
    );
    rig.keys("m Right Tab")
        .types("We wait a week.")
        .keys("Ctrl-s");
    assert_eq!(rig.view().dissents[0].state, DissentState::Answered);
}

#[test]
fn names_that_are_hidden_stay_hidden() {
    let mut rig = Rig::new(
        open(),
        DEFAULT,
        &["Annabel", "Benedict", "Cyprian"],
        (100, 26),
    );
    rig.keys("Enter Enter").types("first").keys("Ctrl-s");
    assert!(rig.screen().contains("Benedict"));
    let mut rig = Rig::gathered(open(), &["Annabel", "Benedict", "Cyprian"], (100, 26));
    rig.table.must(
        Actor::Desk,
        Command::SetNames {
            names: Names::Hidden,
        },
    );
    rig.starts();
    rig.keys("Enter Enter")
        .types("first")
        .keys("Ctrl-s Enter")
        .types("second")
        .keys("Ctrl-s");
    rig.keys("Enter Ctrl-p n");
    let screen = rig.screen();
    has!(screen, "first");
    has!(screen, "second");
    for name in ["Annabel", "Benedict", "Cyprian"] {
        assert!(!screen.contains(name), "{name} is on:\n{screen}");
    }
}

#[test]
fn one_person_in_a_group_passes_the_keyboard_to_nobody() {
    let mut rig = Rig::new(open(), DEFAULT, &["Ann"], (80, 20));
    rig.keys("Enter").types("my own").keys("Ctrl-s");
    assert_eq!(rig.answer_of(1), Some(Value::Text(Clean::new("my own"))));
    assert!(
        !rig.frames
            .iter()
            .any(|frame| frame.contains("Pass the keyboard"))
    );
    rig.keys("Enter");
    has!(rig.screen(), "my own");
}

#[test]
fn a_long_answer_of_ones_partner_can_be_read_whole() {
    let mut rig = Rig::new(open(), "think-pair-share", &["Ann", "Ben"], (80, 20));
    let long = "word ".repeat(200) + "*end*";
    rig.keys("Enter Enter").types("short").keys("Ctrl-s Enter");
    rig.pastes(&long).keys("Ctrl-s n Enter Enter");
    has!(rig.screen(), "Ctrl-R shows all");
    assert!(!rig.screen().contains("*end*"));
    rig.keys("Ctrl-r");
    has!(rig.screen(), "Ben wrote");
    rig.keys("PgDn");
    has!(rig.screen(), "*end*");
    rig.keys("Esc").types("!");
    assert_eq!(rig.written(), "short!");
}

/// While the clock stands still its key is named where it lets it go on, and nowhere else.
#[test]
fn a_key_is_named_only_where_it_does_what_it_says() {
    let text = "# A Short Case\n\nMara waits.\n\n## Questions\n\n### 1. What would you do?\n";
    for size in [(80, 24), (60, 15)] {
        let folder = tempfile::TempDir::new().unwrap();
        let mut screen = crate::top::Screen::with(&folder, &[("short.md", text)]).sized(size);
        screen.press(KeyCode::Enter);
        screen.work();
        screen.types("Ann\nBen\n");
        screen.until_nobody_writes();
        screen.types("K");
        assert!(screen.shows("until K"), "{}", screen.picture());
        // The bar is whole in a narrow window.
        assert!(screen.shows("saved"), "{}", screen.picture());
        screen.press(KeyCode::Enter);
        screen.types("K");
        assert!(
            screen.shows("That begins an answer with K."),
            "{}",
            screen.picture()
        );
        assert!(!screen.shows("until K"), "{}", screen.picture());
        screen.press(KeyCode::Esc);
        screen.press(KeyCode::Esc);
        screen.types("K");
        assert!(!screen.shows("until K"), "{}", screen.picture());
    }
}
