//! What is left before it was shown: it is said first, and then no report tells it.

use roundtable::{
    protocol::{BUILT_IN, DEFAULT, Protocol},
    report::{self, html},
    session::{Actor, Command, Place, Session, View, Viewer, says_unshown},
    text::Clean,
};

use crate::{
    back::{protocol, sees, steps_back},
    report::report_of,
    rig::{Rig, open},
    rules::{ANN, BEN, CEM, answers, asked},
    world::{self, Table},
};

/// Ann has answered the first question, and Ben has not.
fn one_answer(protocol: &Protocol) -> Table {
    let mut table = Table::new(world::case(), protocol, 7);
    for name in ["Ann", "Ben", "Cem"] {
        let name = Clean::new(name);
        table.must(Actor::Desk, Command::Join { name, role: None });
    }
    while desk(&table).question.is_none() {
        table.advance();
    }
    answers(&mut table, ANN, "MINE ALONE");
    table
}

fn desk(table: &Table) -> View {
    table.view(Viewer::Facilitator)
}

fn left(command: fn(Place) -> Command) -> Table {
    let mut table = one_answer(Protocol::find(DEFAULT).unwrap());
    let from = table.session.place();
    table.must(Actor::Desk, command(from));
    table
}

#[test]
fn what_is_left_unshown_is_in_nobodys_report_but_counted() {
    for command in [
        |from| Command::LeaveOut { from },
        |from| Command::ToClose { from },
        |_| Command::Close,
    ] {
        let mut table = left(command);
        while !table.session.is_over() && !desk(&table).can.commit {
            let from = table.session.place();
            table.must(Actor::Desk, Command::ToClose { from });
        }
        if !table.session.is_over() {
            table.must(Actor::Desk, Command::Close);
        }
        assert!(Session::replay(&table.entries).is_ok());
        let report = report_of(&table);
        let told = report::markdown::write(&report, true);
        lacks!(told, "MINE ALONE");
        has!(told, "1 answer was never shown.");
        assert!(!html::report(&report, "today", true).contains("MINE ALONE"));
        let others = table.view(Viewer::Person(BEN));
        assert!(!format!("{others:?}").contains("MINE ALONE"));
        let own = table.view(Viewer::Person(ANN));
        assert!(format!("{:?}", own.past).contains("MINE ALONE"), "her own");
    }
}

#[test]
fn what_is_shown_now_is_shown_and_stays() {
    let mut table = left(|from| Command::ShowNow { from });
    let room = table.view(Viewer::Room);
    assert!(format!("{:?}", room.question).contains("MINE ALONE"));
    let from = table.session.place();
    table.must(Actor::Desk, Command::ToClose { from });
    table.must(Actor::Desk, Command::Close);
    let told = report::markdown::write(&report_of(&table), true);
    has!(told, "MINE ALONE");
}

#[test]
fn whoever_comes_back_to_what_was_left_unshown_can_show_it() {
    let mut table = left(|from| Command::LeaveOut { from });
    let from = table.session.place();
    table.must(Actor::Desk, Command::StepBack { from });
    let from = table.session.place();
    table.must(Actor::Desk, Command::ShowNow { from });
    let room = table.view(Viewer::Room);
    assert!(format!("{:?}", room.question).contains("MINE ALONE"));
}

#[test]
fn in_every_protocol_what_waits_is_said_and_kept() {
    let mut said = 0;
    for protocol in BUILT_IN.iter().filter(|one| one.name != "solo") {
        let mut table = one_answer(protocol);
        let view = desk(&table);
        let from = table.session.place();
        let words = says_unshown(&view, &Command::LeaveOut { from });
        if words.is_empty() {
            continue;
        }
        said += 1;
        assert!(
            words.starts_with("1 answer has"),
            "{}: {words}",
            protocol.name
        );
        table.must(Actor::Desk, Command::LeaveOut { from });
        for viewer in [Viewer::Room, Viewer::Report, Viewer::Facilitator] {
            let view = table.view(viewer);
            let told = format!("{view:?}").contains("MINE ALONE");
            assert!(!told, "{} {viewer:?}", protocol.name);
        }
    }
    assert!(said > 10, "{said}");
}

#[test]
fn leaving_asks_what_becomes_of_what_was_not_shown() {
    let mut rig = Rig::new(world::case(), DEFAULT, &["Ann", "Ben"], (80, 24));
    rig.starts();
    rig.keys("Enter Enter")
        .types("MINE ALONE")
        .keys("Ctrl-s Esc");
    for key in ["O", "X"] {
        rig.keys(key);
        let (asked, choices) = rig.choices.clone();
        has!(asked, "1 answer has not been shown.");
        assert_eq!(choices.len(), 2, "{choices:?}");
        assert!(choices[0].0.contains("Show them"), "{choices:?}");
    }
    rig.chooses(1);
    let view = rig.view();
    assert!(view.can.commit, "at the close");
    assert!(!format!("{:?}", view.past).contains("MINE ALONE"));
}

#[test]
fn what_the_close_leaves_out_is_said_and_no_question_that_was_asked() {
    let mut rig = Rig::new(world::case(), DEFAULT, &["Ann", "Ben"], (80, 24));
    rig.starts();
    rig.waits(61).keys("X");
    let screen = rig.screen();
    for words in [
        "To the close now?",
        "the rest of this question",
        "questions 2",
    ] {
        assert!(screen.contains(words), "{words}\n{screen}");
    }
    rig.keys("Enter");
    rig.table.must(Actor::Desk, Command::Close);
    let told = report::markdown::write(&report_of(&rig.table), true);
    has!(told, "1 question asked");
}

/// Whoever leaves a question at once, with nothing said to it, has not asked it.
#[test]
fn a_question_that_was_up_for_a_moment_was_left_out() {
    for key in ["X", "O"] {
        let mut rig = Rig::new(world::case(), DEFAULT, &["Ann", "Ben"], (80, 24));
        rig.starts();
        rig.waits(20).keys(key).keys("Enter");
        rig.table.must(Actor::Desk, Command::Close);
        let told = report::markdown::write(&report_of(&rig.table), true);
        has!(told, "questions 1");
    }
}

#[test]
fn what_is_left_out_later_is_chosen_by_its_words() {
    let mut rig = Rig::new(world::case(), DEFAULT, &["Ann", "Ben"], (80, 24));
    rig.starts();
    rig.keys("Q");
    let (_, choices) = rig.choices.clone();
    assert!(choices[0].0.contains("PROMPT-2-"), "{choices:?}");
    let (last, _) = choices.last().unwrap();
    assert_eq!(last, "Leave it as it is");
    assert!(!format!("{:?}", rig.table.view(Viewer::Room)).contains("PROMPT-2-"));
    let hidden = choices
        .iter()
        .filter(|(words, _)| words.contains("question") && !words.contains("PROMPT-"));
    assert!(hidden.count() > 0, "a later part stays hidden: {choices:?}");
}

/// The last plan of these questions, as numbers that are left out.
fn left_out(rig: &Rig) -> Vec<u32> {
    let view = rig.view();
    let out = view.agenda.iter().filter(|line| line.left_out);
    out.filter_map(|line| line.question).collect()
}

const NEVER: &str = "# Plan\n\nIt is so.\n\n## Questions\n\n### 1. Why? (5 min)\n\n### 2. Who? (5 min)\n\nLeave out: first\n\n### 3. What? (5 min)\n\nLeave out: never\n\n### 4. When? (5 min)\n";

/// Several go in one visit, nothing goes by one key, and what its author keeps asks once more.
#[test]
fn several_are_ticked_and_left_out_at_once_and_that_is_said() {
    let case = roundtable::case::read::read(NEVER, "plan.md")
        .cases
        .remove(0);
    let mut rig = Rig::new(case, DEFAULT, &["Ann", "Ben"], (80, 24));
    while rig.view().question.is_none() {
        rig.table.advance();
    }
    rig.follow();
    rig.keys("Q");
    let words = |rig: &Rig| -> Vec<String> {
        rig.choices
            .1
            .iter()
            .map(|(words, _)| words.clone())
            .collect()
    };
    assert!(
        words(&rig)[1].contains("never leave it out"),
        "{:?}",
        words(&rig)
    );
    let order = words(&rig);
    rig.chooses(0).chooses(2);
    assert_eq!(left_out(&rig), [0; 0], "ticks change nothing");
    let ticked = words(&rig);
    assert_eq!(ticked.len(), order.len(), "rows stay where they are");
    assert!(ticked[0].starts_with("[x] question 2"), "{ticked:?}");
    assert_eq!(ticked[3], "Change the plan: leave out questions 2 and 4");
    rig.chooses(3);
    assert_eq!(left_out(&rig), [2, 4]);
    has!(rig.last_told(), "leave out questions 2 and 4. It ends at");
    // What the author keeps, together with one that comes back.
    rig.keys("Q").chooses(1).chooses(0).chooses(3);
    assert_eq!(left_out(&rig), [2, 4], "it asks");
    has!(rig.choices.0, "never to leave out question 3");
    rig.chooses(0);
    assert_eq!(left_out(&rig), [3, 4]);
    has!(rig.last_told(), "take in question 2 again");
}

#[test]
fn showing_early_is_called_so() {
    let mut rig = Rig::new(open(), DEFAULT, &["Ann", "Ben"], (80, 24));
    rig.keys("s");
    has!(rig.screen(), "Skip the rest");
    rig.keys("Esc Enter Enter")
        .types("MINE")
        .keys("Ctrl-s Esc s");
    let screen = rig.screen();
    has!(screen, "Show the 1 answer that is in?");
    lacks!(screen, "Skip");
}

/// The group went back from a question whose answers wait, and closes from there.
#[test]
fn what_waits_at_a_question_that_was_gone_back_from_stays_unshown_too() {
    for command in [
        |_| Command::Close,
        |from| Command::ToClose { from },
        |from| Command::LeaveOut { from },
    ] {
        let mut table = one_answer(Protocol::find(DEFAULT).unwrap());
        for back in 0..2 {
            let from = table.session.place();
            let stop = |place| match place {
                Place::At { stop, .. } => stop,
                Place::Gather | Place::Over => 0,
            };
            table.must(Actor::Desk, Command::StepBack { from });
            assert!(stop(table.session.place()) <= stop(from), "{back}");
            if stop(table.session.place()) < stop(from) {
                break;
            }
        }
        let view = desk(&table);
        assert_eq!((view.ahead.unshown, view.question.is_none()), (0, true));
        let from = table.session.place();
        let command = command(from);
        let says = says_unshown(&view, &command).starts_with("1 answer has");
        let comes = matches!(command, Command::LeaveOut { .. });
        assert_eq!(says, !comes, "{command:?}");
        table.must(Actor::Desk, command);
        if comes {
            let from = table.session.place();
            table.must(Actor::Desk, Command::ShowNow { from });
            assert!(desk(&table).can.read_answers);
            continue;
        }
        if !table.session.is_over() {
            table.must(Actor::Desk, Command::Close);
        }
        let told = report::markdown::write(&report_of(&table), true);
        lacks!(told, "MINE ALONE");
        has!(told, "1 answer was never shown.");
    }
}

#[test]
fn what_was_written_ahead_stays_hidden_until_its_own_step_comes_again() {
    let own = protocol(&[
        "think 2: alone, answer",
        "pairs 3: pairs, notes, see group",
        "again 2: alone, answer",
        "share 5: everyone, notes, see answers",
    ]);
    let mut table = asked(&own);
    answers(&mut table, ANN, "early");
    table.advance();
    table.advance();
    answers(&mut table, ANN, "written-ahead");
    let others = [BEN, CEM].map(Viewer::Person);
    for _ in 0..2 {
        steps_back(&mut table);
        for viewer in others
            .into_iter()
            .chain([Viewer::Facilitator, Viewer::Room])
        {
            assert!(!sees(&table, viewer, "written-ahead"), "{viewer:?}");
        }
        assert!(
            sees(&table, Viewer::Person(ANN), "written-ahead"),
            "her own"
        );
    }
    assert_eq!(table.view(Viewer::Room).step.unwrap().step.name, "think");
    for step in ["pairs", "again"] {
        table.advance();
        assert_eq!(table.view(Viewer::Room).step.unwrap().step.name, step);
        for viewer in others {
            assert!(
                !sees(&table, viewer, "written-ahead"),
                "{viewer:?} in {step}"
            );
        }
    }
    table.advance();
    assert!(sees(&table, Viewer::Room, "written-ahead"));
}
