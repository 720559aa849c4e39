//! A rehearsal: invented people fill a room and answer, so that a facilitator can try a protocol
//! alone. It is kept in a folder of its own and never among real sessions.

use std::{io, thread, time::Duration};

use crate::{
    case::{Answer, Kind, Prompt, Value},
    clock,
    id::{PersonId, Seq},
    protocol::{DOTS, RANKED, Write},
    session::{Actor, Ballot, Command, Dotted, PersonState, Place, Score, View, Viewer},
    table::{Seat, Trouble},
    text::Clean,
};

/// What a rehearsal is called, before the title of its case: on every screen, in every list and
/// report.
pub const MARK: &str = "Rehearsal: ";

/// Invented people; none is meant.
pub const PEOPLE: &[&str] = &["Amal", "Bente", "Chidi", "Dorota", "Emre", "Fatou"];

/// Milliseconds between two of them who do something: at least, and at most so many more.
const PACE: (u64, u64) = (600, 1_200);

/// What they write where text is asked for. Each could be said of any case.
const SAID: &[&str] = &[
    "I would first ask the person who has to live with it. ¶1 says nothing about what they want.",
    "We are talking about the rule; I think it is about who may break it.",
    "Somebody decided this before us. I would find out who, and when they look at it again.",
    "I would do less than the others here: say openly what I don't know, and until when.",
    "It looks like one decision and is two. The urgent one is small.",
    "I disagree with how it is put. Nobody in ¶1 has failed; the hand-over has.",
    "Try it for two weeks with the people who are willing, and write down what surprises us.",
];

/// Why they chose what they chose.
const BECAUSE: &[&str] = &[
    "It can be undone.",
    "It asks those who carry it.",
    "The other ways cost somebody who is not in the room.",
];

/// Lets the people who are here answer and vote, one after another, until the session is over or
/// left.
///
/// # Errors
///
/// Where the system has no thread left.
pub fn fill(seat: Seat) -> io::Result<()> {
    let mut dice = Dice(clock::seed() | 1);
    thread::Builder::new()
        .name("rehearsal".to_owned())
        .spawn(move || {
            loop {
                thread::sleep(Duration::from_millis(PACE.0 + dice.below(PACE.1)));
                let session = seat.session();
                if session.place() == Place::Over {
                    return;
                }
                let room = session.view(Viewer::Room, clock::now());
                let mut open = room
                    .people
                    .iter()
                    .filter(|person| person.here && person.state == PersonState::Open);
                let Some(person) = open.next().map(|person| person.id) else {
                    continue;
                };
                let view = session.view(Viewer::Person(person), clock::now());
                let Some(command) = does(person, &view, &mut dice) else {
                    continue;
                };
                // Somebody else may have been quicker; a table that is gone needs nobody.
                if let Err(Trouble::NotSaved(_)) = seat.ask(Actor::Person(person), command) {
                    return;
                }
            }
        })
        .map(drop)
}

/// What a person does who is asked now.
fn does(person: PersonId, view: &View, dice: &mut Dice) -> Option<Command> {
    let asked = view.question.as_ref()?;
    let items: Vec<Seq> = asked.items.iter().map(|item| item.entry).collect();
    let question = asked.prompt.id.clone();
    let vote = ballot(view.step.as_ref()?.step.write, &items, dice);
    Some(match vote {
        Some(ballot) => Command::Vote {
            person,
            question,
            ballot,
        },
        None => Command::Answer {
            person,
            question,
            answer: answer(&asked.prompt, dice),
            handed_in: false,
            moved_by: None,
        },
    })
}

/// A vote, in a step that asks for one.
fn ballot(write: Write, items: &[Seq], dice: &mut Dice) -> Option<Ballot> {
    Some(match write {
        Write::Ranking => {
            let order = dice.order(items.len()).into_iter();
            let ranked = order.filter_map(|at| items.get(at).copied());
            Ballot::Ranking(ranked.take(RANKED).collect())
        }
        Write::Rating => {
            let mut score = |item: &Seq| Score {
                item: *item,
                points: 4 + dice.small(6),
                reason: dice.pick(BECAUSE),
            };
            Ballot::Rating(items.iter().map(&mut score).collect())
        }
        Write::Dots => {
            let dot = |item: &Seq| Dotted {
                item: *item,
                dots: 1,
            };
            Ballot::Dots(items.iter().take(usize::from(DOTS)).map(dot).collect())
        }
        Write::Consent => {
            let objects = dice.below(6) == 0;
            let reason = if objects {
                dice.pick(SAID)
            } else {
                Clean::default()
            };
            Ballot::Consent { objects, reason }
        }
        Write::Nothing
        | Write::Answer
        | Write::AnswerAndReason
        | Write::Notes
        | Write::Stance
        | Write::Commitment => return None,
    })
}

/// An answer of the question's kind.
fn answer(prompt: &Prompt, dice: &mut Dice) -> Answer {
    let value = match &prompt.kind {
        Kind::Open => {
            return Answer {
                value: Value::Text(dice.pick(SAID)),
                reason: Clean::default(),
            };
        }
        Kind::Choice { options, .. } => Value::Choice(vec![
            dice.small(u8::try_from(options.len()).unwrap_or(u8::MAX)),
        ]),
        Kind::Scale {
            low,
            high,
            statements,
            ..
        } => {
            let points = high - low + 1;
            let count = statements.len().max(1);
            Value::Scale((0..count).map(|_| low + dice.small(points)).collect())
        }
        Kind::Rank { items } => {
            let order = dice.order(items.len()).into_iter();
            Value::Rank(order.filter_map(|at| u8::try_from(at).ok()).collect())
        }
    };
    Answer {
        value,
        reason: dice.pick(BECAUSE),
    }
}

/// Chance from a seed: xorshift (Marsaglia 2003, Journal of Statistical Software 8(14)).
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % end.max(1)
    }

    fn small(&mut self, end: u8) -> u8 {
        u8::try_from(self.below(u64::from(end))).unwrap_or_default()
    }

    fn pick(&mut self, texts: &[&str]) -> Clean {
        let at = usize::try_from(self.below(texts.len() as u64)).unwrap_or_default();
        Clean::new(texts.get(at).copied().unwrap_or_default())
    }

    /// All numbers below the end, in an order by chance.
    fn order(&mut self, end: usize) -> Vec<usize> {
        let mut order: Vec<usize> = (0..end).collect();
        for at in (1..end).rev() {
            let other = usize::try_from(self.below(at as u64 + 1)).unwrap_or_default();
            order.swap(at, other);
        }
        order
    }
}
