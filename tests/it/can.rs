//! What a screen offers is what the session accepts.

use std::time::{Duration, Instant};

use proptest::prelude::*;
use roundtable::{
    case::{Answer, Value},
    id::{CommandId, PersonId, QuestionId},
    protocol::{BUILT_IN, Names, Protocol, Way},
    session::{
        Actor, Command, Commitment, Misnamed, NoteKind, Order, Refusal, Stance, Target, Viewer,
    },
    text::Clean,
};

use crate::seed::laws;
use crate::{
    tries::{PEOPLE, drive, tries},
    world::{Table, case},
};

proptest! {
    #![proptest_config(laws(64))]

    #[test]
    fn can_says_what_decide_does(tries in tries(), which in 0..BUILT_IN.len()) {
        drive(&BUILT_IN[which], &tries, can_is_decide);
    }
}

/// Whether a command would be taken.
fn taken(table: &Table, by: Actor, command: Command) -> Result<(), Refusal> {
    let order = Order {
        id: CommandId(u128::MAX),
        by,
        command,
    };
    table.session.decide(&order, table.now).map(|_| ())
}

fn can_is_decide(table: &Table) {
    let people = (1..=PEOPLE).map(PersonId);
    let viewers = people.map(Viewer::Person).chain([Viewer::Facilitator]);
    for viewer in viewers {
        let view = table.view(viewer);
        let by = match viewer {
            Viewer::Person(person) => Actor::Person(person),
            _ => Actor::Desk,
        };
        let from = view.place;
        let question = view
            .question
            .as_ref()
            .map(|question| question.prompt.id.clone());
        let try_it = |command| taken(table, by, command).is_ok();
        let here = || {
            let here = view.here().map(|person| person.id);
            here.filter(|person| {
                matches!(viewer, Viewer::Facilitator) || viewer == Viewer::Person(*person)
            })
        };
        assert_eq!(
            view.can.advance,
            try_it(Command::Advance { from }),
            "{viewer:?} advance"
        );
        assert_eq!(
            view.can.time_step,
            try_it(Command::Extend { seconds: 60 }),
            "{viewer:?} extend"
        );
        let on = !view.clock.coffee;
        assert_eq!(
            view.can.time_step,
            try_it(Command::Break { on }),
            "{viewer:?} break"
        );
        assert_eq!(
            view.can.time_step,
            try_it(Command::Repeat { from }),
            "{viewer:?} repeat"
        );
        assert_eq!(
            view.can.hand_seat,
            try_it(Command::HandSeat { to: None }),
            "{viewer:?} seat"
        );
        assert_eq!(view.can.close, try_it(Command::Close), "{viewer:?} close");
        assert_eq!(
            view.can.set_up,
            try_it(Command::SetNames {
                names: Names::Named
            }),
            "{viewer:?} names"
        );
        let how = Way::Round;
        assert_eq!(
            view.can.hand_seat,
            try_it(Command::SetWriting { how }),
            "{viewer:?} writing"
        );
        assert_eq!(
            view.can.step_back,
            try_it(Command::StepBack { from }),
            "{viewer:?} step back"
        );
        assert_eq!(
            view.can.reopen,
            try_it(Command::Reopen),
            "{viewer:?} reopen"
        );
        let entries = table.entries.iter().map(|entry| entry.n);
        let mut aside = entries.filter(|entry| {
            try_it(Command::SetAside {
                entries: vec![*entry],
                why: Clean::new("why"),
            })
        });
        assert_eq!(
            view.can.set_aside,
            aside.next().is_some(),
            "{viewer:?} set aside"
        );
        let everybody = || (1..=PEOPLE).map(PersonId);
        let mut given = (1..=5).flat_map(|number| {
            let pairs = everybody().flat_map(|from| everybody().map(move |to| (from, to)));
            pairs.map(move |(from, to)| Command::Reassign {
                what: Misnamed::Newest(QuestionId::new(format!("q{number}")), from),
                to,
                why: Clean::default(),
            })
        });
        let seen = || table.entries.iter().map(|entry| entry.n);
        let mut renamed = seen().flat_map(|entry| {
            everybody().map(move |to| Command::Reassign {
                what: Misnamed::Seen(entry),
                to,
                why: Clean::default(),
            })
        });
        let moves = given.any(try_it) || renamed.any(try_it);
        assert_eq!(view.can.reassign, moves, "{viewer:?} reassign");
        let mut again = seen().map(|entry| Command::BringBack {
            entries: vec![entry],
        });
        let back = again.any(try_it);
        assert_eq!(view.can.bring_back, back, "{viewer:?} bring back");
        let join = Command::Join {
            name: Clean::new("Somebody new"),
            role: None,
        };
        assert_eq!(view.can.join, try_it(join), "{viewer:?} join");
        let dissent = Command::Dissent {
            person: None,
            against: Target::Summary,
            text: Clean::new("no"),
        };
        assert_eq!(view.can.dissent, try_it(dissent), "{viewer:?} dissent");
        let commitment = Commitment {
            what: Clean::new("this"),
            ..Commitment::default()
        };
        // Whoever is one person speaks in their own name; the desk for the room.
        let own = match viewer {
            Viewer::Person(person) => Some(person),
            _ => None,
        };
        let commit = Command::Commit {
            person: own,
            commitment,
        };
        assert_eq!(view.can.commit, try_it(commit), "{viewer:?} commit");
        let Some(question) = question else { continue };
        let value = fitting(&question);
        let answers = here().any(|person| {
            try_it(Command::Answer {
                person,
                question: question.clone(),
                answer: value.clone(),
                handed_in: false,
                moved_by: None,
            })
        });
        let may = view.can.answer || view.can.answer_after;
        assert_eq!(may, answers, "{viewer:?} answer");
        let asks = view
            .step
            .as_ref()
            .is_some_and(|step| step.step.takes_answers());
        assert!(if asks {
            !view.can.answer_after
        } else {
            !view.can.answer
        });
        let takes_back = here().any(|person| {
            try_it(Command::TakeBack {
                person,
                question: question.clone(),
            })
        });
        assert_eq!(view.can.take_back, takes_back, "{viewer:?} take back");
        let passes = here().any(|person| {
            try_it(Command::Pass {
                person,
                question: question.clone(),
            })
        });
        assert_eq!(view.can.pass, passes, "{viewer:?} pass");
        let hint = Command::Hint {
            question: question.clone(),
        };
        assert_eq!(view.can.hint, try_it(hint), "{viewer:?} hint");
        let facts = (1..=2).any(|number| {
            try_it(Command::GiveFact {
                number,
                asked_by: None,
            })
        });
        assert_eq!(view.can.give_fact, facts, "{viewer:?} fact");
        let note = Command::Note {
            person: own,
            question: question.clone(),
            kind: NoteKind::NewIdea,
            text: Clean::new("note"),
            about: None,
        };
        assert_eq!(view.can.note, try_it(note), "{viewer:?} note");
        let compares = here().any(|person| {
            try_it(Command::Compare {
                person,
                question: question.clone(),
                model: 0,
                claim: 0,
                stance: Stance::Agree,
                text: Clean::default(),
            })
        });
        assert_eq!(view.can.compare, compares, "{viewer:?} compare");
    }
}

fn fitting(question: &QuestionId) -> Answer {
    Answer {
        value: match question.as_clean().as_str() {
            "q2" => Value::Choice(vec![0]),
            "q3" => Value::Scale(vec![1, 2]),
            "q4" => Value::Rank(vec![0, 1, 2]),
            _ => Value::Text(Clean::new("text")),
        },
        reason: Clean::new("because"),
    }
}

/// What a session's views cost with so many versions of everybody's hidden answer, at the least.
fn cost(names: Names, versions: usize) -> Duration {
    const PEOPLE: u32 = 50;
    let mut table = Table::new(case(), Protocol::find("think-share").unwrap(), 7);
    for person in 1..=PEOPLE {
        let name = Clean::new(&format!("P{person}"));
        table.must(Actor::Desk, Command::Join { name, role: None });
    }
    table.must(Actor::Desk, Command::SetNames { names });
    while table.view(Viewer::Room).step.is_none() {
        table.advance();
    }
    for _ in 0..versions {
        for person in 1..=PEOPLE {
            table.must(
                Actor::Person(PersonId(person)),
                Command::Answer {
                    person: PersonId(person),
                    question: QuestionId::new("q1"),
                    answer: Answer::text("Perhaps."),
                    handed_in: false,
                    moved_by: None,
                },
            );
        }
    }
    let look = |_| {
        let began = Instant::now();
        for viewer in [
            Viewer::Facilitator,
            Viewer::Room,
            Viewer::Person(PersonId(1)),
        ] {
            assert_eq!(table.view(viewer).viewer, viewer);
        }
        began.elapsed()
    };
    (0..9).map(look).min().unwrap()
}

#[test]
fn what_may_be_done_is_found_in_time_however_much_was_written() {
    for names in [Names::Named, Names::Hidden] {
        let (few, many) = (cost(names, 5), cost(names, 40));
        // Eight times as much: what goes through all for each of all would take 64 times as long.
        let limit = few * 24 + Duration::from_millis(2);
        assert!(many < limit, "{names:?}: {few:?}, then {many:?}");
    }
}
