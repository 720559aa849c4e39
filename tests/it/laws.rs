//! Laws of the core, tried on random sequences of commands.

use proptest::prelude::*;
use roundtable::{
    case::{Answer, Value},
    id::{PersonId, QuestionId, Seq},
    protocol::{BUILT_IN, Names, Protocol, See},
    session::{
        Actor, Byline, Command, Commitment, DissentState, Entry, Event, NoteKind, Place, Session,
        Stance, Target, View, Viewer,
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
        0_u8..26,
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

/// The question that is asked now, most of the time: else random tries rarely get anywhere.
fn question_of(table: &Table, wish: &Try) -> QuestionId {
    let view = table.session.view(Viewer::Facilitator, table.now);
    match view.question {
        Some(question) if !wish.pick.is_multiple_of(8) => question.prompt.id.clone(),
        _ => QuestionId(format!("q{}", wish.question)),
    }
}

fn answer(question: &QuestionId, person: u32, n: usize, pick: u8) -> Answer {
    let value = match question.0.as_str() {
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
        6 => Command::HandSeat { to: maybe },
        7..=9 => Command::Advance { from },
        10 => Command::Skip { from },
        11 => Command::Repeat { from },
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
        _ if wish.pick.is_multiple_of(16) => Command::Close,
        _ => Command::ChooseProtocol {
            protocol: std::sync::Arc::new(
                BUILT_IN[usize::from(wish.pick) % BUILT_IN.len()].clone(),
            ),
        },
    }
}

fn actor(wish: &Try) -> Actor {
    match wish.by {
        0..=2 => Actor::Desk,
        person => Actor::Person(PersonId(person)),
    }
}

/// Drives a session, and looks at it after every command.
pub(crate) fn drive(protocol: &Protocol, tries: &[Try], mut look: impl FnMut(&Table)) -> Table {
    let mut table = Table::new(case(), protocol, 7);
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

fn viewers() -> Vec<Viewer> {
    let people = (1..=PEOPLE).map(|person| Viewer::Person(PersonId(person)));
    let others = [Viewer::Facilitator, Viewer::Room, Viewer::Report];
    people.chain(others).collect()
}

/// What the journal says has been revealed, told again in the plainest way.
struct Revealed {
    /// Answer texts, each with its writer.
    answers: Vec<(PersonId, String, bool)>,
    models: Vec<QuestionId>,
    hints: Vec<String>,
    staged: bool,
    groups: Vec<Vec<PersonId>>,
    group_sees: Option<QuestionId>,
    of: Vec<QuestionId>,
}

/// The stops of the test case: reading, q1, q2, q3, reading (staged), q4, q5, close.
fn question_at(place: Place) -> Option<QuestionId> {
    let Place::At { stop, .. } = place else {
        return None;
    };
    let number = [0, 1, 2, 3, 0, 4, 5, 0].get(usize::from(stop)).copied()?;
    (number > 0).then(|| QuestionId(format!("q{number}")))
}

fn revealed(entries: &[Entry]) -> Revealed {
    let mut told = Revealed {
        answers: Vec::new(),
        models: Vec::new(),
        hints: Vec::new(),
        staged: false,
        groups: Vec::new(),
        group_sees: None,
        of: Vec::new(),
    };
    let (mut protocol, mut place) = (None, Place::Gather);
    let open = |told: &mut Revealed, question: Option<QuestionId>| {
        for (at, of) in told.of.clone().iter().enumerate() {
            if Some(of) == question.as_ref() {
                told.answers[at].2 = true;
            }
        }
    };
    for entry in entries {
        match &entry.event {
            Event::Opened(opened) => protocol = Some(opened.protocol.clone()),
            Event::ProtocolChosen { protocol: chosen } => protocol = Some(chosen.clone()),
            Event::Grouped { groups } => told.groups.clone_from(groups),
            Event::Moved { to, .. } => {
                if question_at(place) != question_at(*to) {
                    open(&mut told, question_at(place));
                }
                place = *to;
                told.groups.clear();
                told.group_sees = None;
                let Place::At { stop, step } = place else {
                    continue;
                };
                told.staged |= stop >= 4;
                if let (Some(question), Some(protocol)) = (question_at(place), &protocol) {
                    let see = &protocol.steps[usize::from(step)].see;
                    if see.contains(&See::Answers) {
                        open(&mut told, Some(question.clone()));
                    }
                    if see.contains(&See::Group) {
                        told.group_sees = Some(question.clone());
                    }
                    if see.contains(&See::Model) {
                        told.models.push(question);
                    }
                }
            }
            Event::Hinted { question, hint } => {
                let letter = ["A", "B"][usize::from(*hint)];
                told.hints.push(format!(
                    "HINT{letter}-{}-",
                    question.0.trim_start_matches('q')
                ));
            }
            Event::Answered {
                person,
                question,
                answer,
                ..
            } => {
                let Place::At { step, .. } = place else {
                    panic!("answered nowhere")
                };
                let see = &protocol.as_ref().unwrap().steps[usize::from(step)].see;
                told.answers.push((
                    *person,
                    answer.reason.to_string(),
                    see.contains(&See::Answers),
                ));
                told.of.push(question.clone());
            }
            Event::Closed { .. } => {
                open(&mut told, question_at(place));
                told.group_sees = None;
            }
            _ => {}
        }
    }
    told
}

/// Everything that a view holds, as text.
fn all_of(view: &View) -> String {
    format!("{view:?}")
}

fn nothing_hidden(table: &Table) {
    let told = revealed(&table.entries);
    for viewer in viewers() {
        let text = all_of(&table.session.view(viewer, table.now));
        for ((writer, secret, open), of) in told.answers.iter().zip(&told.of) {
            let mine = viewer == Viewer::Person(*writer);
            let ours = matches!(viewer, Viewer::Person(person) if told
                .groups
                .iter()
                .any(|group| group.contains(&person) && group.contains(writer)));
            let in_group = ours && told.group_sees.as_ref() == Some(of);
            let may = *open || mine || in_group;
            assert_eq!(
                text.contains(secret),
                may,
                "{viewer:?} and {secret} in {of}"
            );
        }
        for number in 1..=5 {
            let model = told.models.contains(&QuestionId(format!("q{number}")));
            assert_eq!(
                text.contains(&format!("MODEL-{number}-")),
                model,
                "{viewer:?} model {number}"
            );
            for letter in ["A", "B"] {
                let hint = format!("HINT{letter}-{number}-");
                assert_eq!(
                    text.contains(&hint),
                    told.hints.contains(&hint),
                    "{viewer:?} {hint}"
                );
            }
        }
        assert_eq!(text.contains("STAGED-"), told.staged, "{viewer:?} staged");
        let facilitator = viewer == Viewer::Facilitator;
        assert!(
            facilitator || !text.contains("LISTEN-"),
            "{viewer:?} listen for"
        );
        assert_eq!(
            text.contains("NOTES-whole-"),
            facilitator,
            "{viewer:?} notes"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// Hidden means hidden, in every protocol and for every viewer.
    #[test]
    fn nothing_hidden_in_any_view(tries in tries(), which in 0..BUILT_IN.len()) {
        drive(&BUILT_IN[which], &tries, nothing_hidden);
    }

    /// State is nothing but entries applied in order: a replay sees what was seen live.
    #[test]
    fn replay_equals_live(tries in tries(), which in 0..BUILT_IN.len()) {
        let table = drive(&BUILT_IN[which], &tries, |_| {});
        let replayed = Session::replay(&table.entries).unwrap();
        let now = table.session.last_at();
        for viewer in viewers() {
            prop_assert_eq!(
                all_of(&replayed.view(viewer, now)),
                all_of(&table.session.view(viewer, now))
            );
        }
    }

    /// What is written as JSON is read as the same event.
    #[test]
    fn events_survive_json(tries in tries()) {
        let table = drive(&BUILT_IN[0], &tries, |_| {});
        for entry in &table.entries {
            let json = serde_json::to_string(&entry.event).unwrap();
            prop_assert_eq!(&serde_json::from_str::<Event>(&json).unwrap(), &entry.event);
        }
    }

    /// Time never runs backwards, and no step takes longer than the session.
    #[test]
    fn time_only_grows(tries in tries()) {
        let mut before = 0;
        drive(&BUILT_IN[0], &tries, |table| {
            let clock = table.session.view(Viewer::Room, table.now).clock;
            assert!(clock.total_spent_ms >= before);
            assert!(clock.spent_ms <= clock.total_spent_ms);
            before = clock.total_spent_ms;
        });
    }

    /// Behind a pseudonym stands no name: a report of hidden names links no answer to a person.
    #[test]
    fn hidden_names_stay_hidden(tries in tries()) {
        let table = drive(&BUILT_IN[0], &tries, |_| {});
        let view = table.session.view(Viewer::Report, table.now);
        let hidden = view.names == Names::Hidden;
        let set_up = table.entries.iter().position(|entry| matches!(entry.event, Event::Answered { .. }));
        let late = table.entries.iter().rposition(|entry| matches!(entry.event, Event::NamesSet { .. }));
        if hidden && late < set_up {
            for answer in view.past.iter().chain(&view.question).flat_map(|question| &question.answers) {
                prop_assert!(matches!(answer.by, Byline::Pseudonym(_)), "{:?}", answer);
                prop_assert_eq!(&answer.role, &None);
            }
        }
    }
}
