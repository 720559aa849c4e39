//! Random sessions: sequences of commands that a room, or a fool, might give.

use proptest::prelude::*;
use roundtable::{
    case::{Answer, Case, Value},
    id::{PersonId, QuestionId, Seq},
    protocol::{BUILT_IN, Names, Protocol, Way, Write},
    session::{
        Actor, Ballot, Command, Commitment, DissentState, Dotted, Duty, Learned, Level, Misnamed,
        NoteKind, Score, Stance, Tag, Target, Viewer,
    },
    text::Clean,
};

use crate::world::{Table, case};

pub(crate) const PEOPLE: u32 = 5;

/// What a random step does; numbers are made to fit when it is carried out.
#[derive(Clone, Debug)]
pub(crate) struct Try {
    by: u32,
    what: u8,
    person: u32,
    question: u8,
    pick: u8,
    after_ms: u64,
}

pub(crate) fn tries() -> impl Strategy<Value = Vec<Try>> {
    let one = (
        0..=PEOPLE,
        0_u8..52,
        1..=PEOPLE,
        1_u8..=5,
        any::<u8>(),
        0_u64..200_000,
    );
    let one = one.prop_map(|(by, what, person, question, pick, after_ms)| Try {
        by,
        what,
        person,
        question,
        pick,
        after_ms,
    });
    prop::collection::vec(one, 1..120)
}

/// A room that answers, notes, votes and goes on, and does little else: entirely random tries
/// rarely get as far as a second round of votes.
pub(crate) fn votes() -> impl Strategy<Value = Vec<Try>> {
    let what = prop::sample::select(vec![7_u8, 13, 13, 17, 19, 25, 25, 25, 25]);
    let one = (what, 1..=3_u32, any::<u8>());
    let one = one.prop_map(|(what, person, pick)| Try {
        by: 0,
        what,
        person,
        question: 1,
        pick,
        after_ms: 1_000,
    });
    prop::collection::vec(one, 50..110)
}

/// The question that is asked now, most of the time: else random tries rarely get anywhere.
fn question_of(table: &Table, wish: &Try) -> QuestionId {
    let view = table.view(Viewer::Facilitator);
    match view.question {
        Some(question) if !wish.pick.is_multiple_of(8) => question.prompt.id.clone(),
        _ => QuestionId::new(format!("q{}", wish.question)),
    }
}

fn answer(question: &QuestionId, person: u32, n: usize, pick: u8) -> Answer {
    let value = match question.as_clean().as_str() {
        "q2" => Value::Choice(vec![pick % 4]),
        "q3" => Value::Scale(vec![pick % 6, 1 + pick % 5]),
        "q4" => Value::Rank(if pick.is_multiple_of(2) {
            vec![2, 0, 1]
        } else {
            vec![0, 1, pick % 4]
        }),
        _ => Value::Text(Clean::new(&format!("SECRET-{person}-{n}-"))),
    };
    Answer {
        value,
        reason: Clean::new(&format!("SECRET-{person}-{n}-")),
    }
}

fn command(table: &Table, wish: &Try) -> Command {
    let person = PersonId(wish.person);
    let maybe = (!wish.pick.is_multiple_of(3)).then_some(person);
    let question = question_of(table, wish);
    let from = table.session.place();
    let n = table.entries.len();
    let seq = Seq(u64::from(wish.pick) % n as u64 + 1);
    let text = |what: &str| Clean::new(&format!("{what} {n}"));
    match wish.what {
        0 | 1 => Command::Join {
            name: Clean::new(&format!("Person {}", wish.person)),
            role: None,
        },
        2 => Command::Leave { person },
        3 => Command::Return { person },
        4 => Command::Rename {
            person,
            name: Clean::new(&format!("Person {}", wish.pick)),
        },
        5 => Command::SetNames {
            names: if wish.pick.is_multiple_of(2) {
                Names::Hidden
            } else {
                Names::Named
            },
        },
        6 if wish.pick.is_multiple_of(3) => Command::SetWriting {
            how: Way::ALL[usize::from(wish.pick) % Way::ALL.len()],
        },
        6 => Command::HandSeat { to: maybe },
        7..=9 => Command::Advance { from },
        10 => Command::Skip { from },
        11 => Command::Repeat { from },
        12 if wish.pick.is_multiple_of(3) => Command::Break {
            on: wish.pick.is_multiple_of(2),
        },
        12 => Command::Extend {
            seconds: u32::from(wish.pick),
        },
        13..=16 => Command::Answer {
            person,
            answer: answer(&question, wish.person, n, wish.pick),
            question,
            handed_in: wish.pick.is_multiple_of(5),
            moved_by: None,
        },
        17 => Command::Pass { person, question },
        18 if wish.pick.is_multiple_of(3) => Command::Decide {
            number: u32::from(wish.pick % 4),
            option: wish.pick / 4 % 4,
        },
        18 if wish.pick.is_multiple_of(2) => Command::GiveFact {
            number: u16::from(wish.pick % 5),
            asked_by: maybe,
        },
        18 => Command::Hint { question },
        19 => Command::Note {
            person: maybe,
            question,
            kind: NoteKind::ALL[usize::from(wish.pick % 4)],
            text: text("note"),
            about: (wish.pick.is_multiple_of(2)).then_some(seq),
        },
        20 => Command::Compare {
            person,
            question,
            model: wish.pick % 2,
            claim: wish.pick % 3,
            stance: Stance::ALL[usize::from(wish.pick % 3)],
            text: text("stance"),
        },
        21 => Command::Dissent {
            person: maybe,
            against: match wish.pick % 3 {
                0 => Target::Answer(seq),
                1 => Target::Tally(question),
                _ => Target::Summary,
            },
            text: text("dissent"),
        },
        22 => Command::MeetDissent {
            dissent: seq,
            state: DissentState::Answered,
            text: text("met"),
        },
        23 => Command::Commit {
            person: maybe,
            commitment: Commitment {
                what: text("try"),
                ..Commitment::default()
            },
        },
        24 => Command::Speak {
            person,
            word: Clean::new("word"),
        },
        25..=28 => Command::Vote {
            person,
            ballot: ballot(table, wish, n),
            question,
        },
        29 => Command::Hear {
            person: maybe,
            answer: wish.pick.is_multiple_of(2).then_some(seq),
            seconds: None,
        },
        30 => match wish.pick % 4 {
            0 => Command::Unqueue { person },
            1 => Command::PassTurn { person },
            _ => Command::Queue {
                person,
                kind: NoteKind::ALL[usize::from(wish.pick % 4)],
            },
        },
        31 | 32 => Command::MakeTheme {
            question,
            title: text("theme"),
            items: vec![seq],
        },
        33 => Command::Sort {
            items: vec![seq],
            theme: maybe.map(|_| Seq(u64::from(wish.pick / 2))),
        },
        34 => match wish.pick % 4 {
            0 => Command::UndoSort { question },
            1 => Command::NameTheme {
                theme: seq,
                title: text("theme"),
            },
            2 => Command::MendNote {
                note: seq,
                person: maybe,
                kind: NoteKind::Asks,
                text: text("put right"),
            },
            _ => Command::Tag {
                note: seq,
                tag: Some(Tag::Learning),
            },
        },
        35 => Command::HandDuty {
            duty: Duty::ALL[usize::from(wish.pick % 4)],
            to: maybe,
        },
        36 => match wish.pick % 2 {
            0 => Command::DealRoles,
            _ => Command::TakeRole {
                person,
                role: Some(Clean::new(
                    ["Nurse", "clerk", "role"][usize::from(wish.pick / 2 % 3)],
                )),
            },
        },
        38 | 39 => Command::Consent {
            person,
            level: Level::ALL[usize::from(wish.pick % 4)],
        },
        41..=43 => Command::StepBack { from },
        44 | 45 => Command::TakeBack { person, question },
        46 => Command::Reassign {
            what: match wish.pick % 3 {
                0 => Misnamed::Seen(seq),
                _ => Misnamed::Newest(question, person),
            },
            to: PersonId(1 + u32::from(wish.pick) % PEOPLE),
            why: text("why"),
        },
        47 => Command::SetAside {
            entries: vec![seq],
            why: text("why"),
        },
        48 => Command::Reopen,
        49 => Command::ProtocolOf {
            number: u32::from(wish.question),
            protocol: std::sync::Arc::new(
                BUILT_IN[usize::from(wish.pick) % BUILT_IN.len()].clone(),
            ),
        },
        50 => Command::BringBack { entries: vec![seq] },
        51 => Command::Recommit {
            commitment: seq,
            person: Some(person),
            anew: wish.pick.is_multiple_of(2).then(|| Commitment {
                what: text("anew"),
                ..Commitment::default()
            }),
        },
        37 => Command::Learn(Learned {
            who: text("who"),
            what: text("tried"),
            happened: text("happened"),
            learned: text("learned"),
        }),
        _ if wish.pick.is_multiple_of(16) => Command::Close,
        _ => Command::ChooseProtocol {
            protocol: std::sync::Arc::new(
                BUILT_IN[usize::from(wish.pick) % BUILT_IN.len()].clone(),
            ),
        },
    }
}

/// A vote of the kind that is wanted, on items that are there.
fn ballot(table: &Table, wish: &Try, n: usize) -> Ballot {
    let view = table.view(Viewer::Facilitator);
    let question = view.question.as_ref();
    let items: Vec<_> = question
        .iter()
        .flat_map(|question| question.items.iter().map(|item| item.entry))
        .chain((wish.pick == 7).then_some(Seq(3)))
        .skip(usize::from(wish.pick % 2))
        .take(5)
        .collect();
    let reason = Clean::new(&format!("SECRET-{}-{n}-", wish.person));
    match view.step.as_ref().map(|step| step.step.write) {
        Some(Write::Ranking) => Ballot::Ranking(items),
        Some(Write::Rating) => {
            let rate = |item: &Seq| Score {
                item: *item,
                points: wish.pick % 10,
                reason: reason.clone(),
            };
            Ballot::Rating(items.iter().map(rate).collect())
        }
        Some(Write::Consent) => Ballot::Consent {
            objects: wish.pick.is_multiple_of(3),
            reason,
        },
        _ => {
            let item = items.first().copied().unwrap_or(Seq(1));
            let dots = wish.pick % 5;
            Ballot::Dots(vec![Dotted { item, dots }])
        }
    }
}

fn actor(wish: &Try) -> Actor {
    match wish.by {
        0..=2 => Actor::Desk,
        person => Actor::Person(PersonId(person)),
    }
}

/// Drives a session, and looks at it after every command.
pub(crate) fn drive(protocol: &Protocol, tries: &[Try], look: impl FnMut(&Table)) -> Table {
    drive_case(case(), protocol, tries, look)
}

/// The same with another case.
pub(crate) fn drive_case(
    case: Case,
    protocol: &Protocol,
    tries: &[Try],
    mut look: impl FnMut(&Table),
) -> Table {
    let mut table = Table::new(case, protocol, 7);
    for name in 1..=3 {
        table.must(
            Actor::Desk,
            Command::Join {
                name: Clean::new(&format!("Person {name}")),
                role: None,
            },
        );
    }
    for wish in tries {
        let command = command(&table, wish);
        // Refused or not: nothing may break, and what is seen afterwards has to be right.
        let _ = table.send(actor(wish), command, wish.after_ms);
        look(&table);
    }
    table
}
