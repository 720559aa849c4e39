//! Another protocol, or a vote, for a question of a session that runs; and back to the set-up
//! while nothing was said.

use std::sync::Arc;

use roundtable::{
    id::QuestionId,
    protocol::{DEFAULT, Names, Protocol},
    session::{Actor, Command, Place, Session, Viewer},
    text::Clean,
    tui::{
        keys::{Action, Scope},
        palette::Palette,
    },
};

use crate::{
    door::run,
    rig::Rig,
    rules::{ANN, answers},
    world::{self, Table, tried},
};

const NAMES: [&str; 3] = ["Ann", "Ben", "Cem"];

fn named(name: &str) -> Arc<Protocol> {
    Arc::new(Protocol::find(name).unwrap().clone())
}

fn of(number: u32, name: &str) -> Command {
    let protocol = named(name);
    Command::ProtocolOf { number, protocol }
}

/// The first question is asked, of three people.
fn asked() -> Table {
    let mut table = Table::new(world::case(), Protocol::find(DEFAULT).unwrap(), 7);
    for name in NAMES {
        table.must(Actor::Desk, crate::desk::join(name));
    }
    while table.view(Viewer::Room).question.is_none() {
        table.advance();
    }
    table
}

fn rig(size: (u16, u16)) -> Rig {
    let mut rig = Rig::new(world::case(), DEFAULT, &NAMES, size);
    while rig.view().question.is_none() {
        rig.table.advance();
    }
    rig.follow();
    rig
}

fn replays(table: &Table) {
    let again = Session::replay(&table.entries).unwrap().runs_elsewhere();
    let seen = |session: &Session| format!("{:?}", session.view(Viewer::Room, table.now));
    assert_eq!(seen(&again), seen(&table.session));
}

#[test]
fn a_question_that_is_asked_goes_another_way_until_something_is_said_to_it() {
    let mut table = asked();
    let before = table.view(Viewer::Room);
    table.must(Actor::Desk, of(1, "1-2-4-all"));
    let now = table.view(Viewer::Room);
    assert_eq!(
        (&now.protocol.name, now.place),
        (&named("1-2-4-all").name, before.place)
    );
    // The plan's minutes follow, and it begins anew with its own steps.
    assert_ne!(now.clock.planned_s, before.clock.planned_s);
    assert_eq!(now.ahead.steps[0], *named("1-2-4-all").steps[0].name);
    assert_eq!(now.clock.spent_ms, 0);
    table.advance();
    assert!(!table.view(Viewer::Room).groups.is_empty());
    // In a later step nobody has said anything in, it begins anew, too: with its groups.
    table.must(Actor::Desk, of(1, "think-pair-share"));
    let Place::At { step, .. } = table.session.place() else {
        panic!("it runs");
    };
    assert_eq!(step, 0);
    answers(&mut table, ANN, "SAID");
    let refused = tried(&table, Actor::Desk, &of(1, DEFAULT))
        .unwrap_err()
        .to_string();
    has!(refused, "Something was said to this question already");
    replays(&table);
}

#[test]
fn later_questions_go_another_way_one_or_all_that_follow() {
    let mut table = asked();
    answers(&mut table, ANN, "SAID");
    table.must(Actor::Desk, of(2, "peer-instruction"));
    let own = |table: &Table| table.view(Viewer::Facilitator).protocols;
    assert_eq!(own(&table), [(2, Clean::new("peer-instruction"))]);
    let protocol = named("consent");
    table.must(Actor::Desk, Command::ChooseProtocol { protocol });
    let all: Vec<_> = own(&table).into_iter().map(|(number, _)| number).collect();
    assert_eq!(all, [2, 3, 4, 5], "and not the one that is asked");
    assert_eq!(*table.view(Viewer::Room).protocol.name, *DEFAULT);
    // Who may not steer may not; what does not fit is refused; what is past stays.
    assert!(tried(&table, Actor::Person(ANN), &of(3, DEFAULT)).is_err());
    while table.asked() != QuestionId::new("q2") {
        table.advance();
    }
    assert!(tried(&table, Actor::Desk, &of(1, DEFAULT)).is_err());
    assert!(tried(&table, Actor::Desk, &of(9, DEFAULT)).is_err());
    replays(&table);
}

#[test]
fn at_the_desk_it_is_asked_for_which_question_and_said_why_not() {
    for size in [(60, 15), (80, 24), (100, 30)] {
        let mut rig = rig(size);
        rig.keys("Ctrl-o");
        let (asks, choices) = rig.choices.clone();
        has!(asks, "for which question?");
        let words: Vec<_> = choices.iter().map(|one| one.0.as_str()).collect();
        assert_eq!(
            words,
            [
                "This question, 1: it begins anew",
                "The next one, question 2",
                "All that follow, questions 2 to 5"
            ]
        );
        rig.chooses(0);
        let at = rig
            .choices
            .1
            .iter()
            .position(|one| one.0.starts_with("1-2-4-all"));
        rig.chooses(at.unwrap());
        assert_eq!(*rig.view().protocol.name, *"1-2-4-all");
        answers(&mut rig.table, ANN, "SAID");
        rig.follow();
        // The same on the page of the plan.
        rig.keys("A Ctrl-o");
        let (asks, choices) = &rig.choices;
        has!(asks, "Something was said to this question already");
        assert!(choices[0].0.starts_with("The next one"), "{choices:?}");
    }
}

#[test]
fn people_find_it_by_the_words_they_have_for_it() {
    let rig = rig((80, 24));
    let can = rig.view().can;
    for typed in ["vote", "protocol", "poll"] {
        let mut palette = Palette::new(Scope::Hub);
        for letter in typed.chars() {
            palette.type_letter(Some(letter));
        }
        let found = palette.chosen(&can).map(|row| row.action);
        assert_eq!(found, Some(Action::Protocol), "{typed}");
    }
}

#[test]
fn in_lines_a_session_that_runs_takes_another_protocol() {
    let folder = tempfile::tempdir().unwrap();
    let case = "# Two\n\n## Questions\n\n1. What was first?\n2. What was second?\n";
    std::fs::write(folder.path().join("two.md"), case).unwrap();
    let arguments = ["run", "two.md", "--people", "Ann, Ben", "--plain"];
    let lines = "/next\n/protocol think-pair-share for 1\n/protocol consent\none of Ann\n\n\
                 /protocol think-share for 1\n/quit\n";
    let ran = run(folder.path(), &arguments, lines);
    has!(ran.out, "Something was said to this question already");
    assert!(ran.out.matches("saved").count() >= 3, "{}", ran.out);
}

#[test]
fn while_nothing_was_said_the_set_up_is_one_key_away() {
    let mut rig = Rig::new(world::case(), DEFAULT, &NAMES, (80, 24));
    assert!(rig.view().can.gather_again);
    rig.keys("<");
    let view = rig.view();
    assert_eq!(view.place, Place::Gather);
    assert!(view.can.set_up && view.setup.is_some());
    assert_eq!(view.clock.total_spent_ms, 0);
    // All of it can be changed, and it begins as if it had not begun.
    let names = Names::Hidden;
    rig.table.must(Actor::Desk, Command::SetNames { names });
    rig.table.must(Actor::Desk, crate::desk::join("Dora"));
    rig.starts();
    assert!(
        rig.table
            .view(Viewer::Room)
            .people
            .iter()
            .all(|one| !one.late)
    );
    while rig.view().question.is_none() {
        rig.table.advance();
    }
    assert!(
        !rig.view().can.gather_again,
        "it goes back to the reading first"
    );
    answers(&mut rig.table, ANN, "SAID");
    rig.follow();
    rig.keys("< Enter");
    let from = rig.table.session.place();
    let back = Command::StepBack { from };
    assert_ne!(from, Place::Gather);
    assert!(tried(&rig.table, Actor::Desk, &back).is_err());
    replays(&rig.table);
}

#[test]
fn what_was_said_keeps_its_protocol_when_the_group_went_back_before_it() {
    let mut table = asked();
    answers(&mut table, ANN, "SAID");
    while table.view(Viewer::Room).question.is_some() {
        let from = table.session.place();
        table.must(Actor::Desk, Command::StepBack { from });
    }
    // A delphi never names anybody, and what was said was said by name.
    let delphi = named("delphi");
    let chosen = Command::ChooseProtocol { protocol: delphi };
    table.must(Actor::Desk, chosen);
    let own = table.view(Viewer::Facilitator).protocols;
    let own: Vec<_> = own.into_iter().map(|(number, _)| number).collect();
    assert_eq!(own, [2, 3, 4, 5]);
    let refused = tried(&table, Actor::Desk, &of(1, "delphi")).unwrap_err();
    has!(
        refused.to_string(),
        "Something was said to this question already"
    );
    replays(&table);
}

#[test]
fn after_another_protocol_the_way_back_leads_to_steps_that_it_has() {
    let mut table = asked();
    table.must(Actor::Desk, of(1, "1-2-4-all"));
    for _ in 0..3 {
        table.advance();
    }
    table.must(Actor::Desk, of(1, "think-share"));
    answers(&mut table, ANN, "SAID");
    while table.asked() == QuestionId::new("q1") {
        table.advance();
    }
    let steps = named("think-share").steps.len();
    let mut been = 0;
    while table.view(Viewer::Room).question.is_some() {
        let from = table.session.place();
        table.must(Actor::Desk, Command::StepBack { from });
        let Place::At { step, .. } = table.session.place() else {
            panic!("it runs");
        };
        assert!(usize::from(step) < steps);
        assert!(table.session.place() < from);
        been += 1;
    }
    assert!(been > 1);
    assert!(table.view(Viewer::Facilitator).clock.total_spent_ms > 0);
    replays(&table);
}
