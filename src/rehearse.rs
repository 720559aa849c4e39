//! A rehearsal: invented people fill a room and answer, so that a facilitator can try a protocol
//! alone. It is kept in a folder of its own and never among real sessions.

use std::{io, thread, time::Duration};

use lines::Lines;

use crate::{
    case::{Answer, Kind, Prompt, Value},
    clock,
    id::{PersonId, Seq},
    protocol::{DOTS, Edit, RANKED, Step, Write},
    session::{
        Actor, Ballot, Command, Dotted, PersonState, Place, QuestionView, Score, Session, View,
        Viewer,
    },
    stamp::Stamp,
    table::{Table, Trouble},
    text::Clean,
};

mod lines;
mod talk;

/// What a rehearsal is called, before the title of its case: on every screen, in every list and
/// report.
pub const MARK: &str = "Rehearsal: ";

/// Invented people; none is meant.
pub const PEOPLE: &[&str] = &["Amal", "Bente", "Chidi", "Dorota", "Emre", "Fatou"];

/// Milliseconds between two of them who do something: at least, and at most so many more.
const PACE: (u64, u64) = (600, 1_200);

/// Invented people, who know what to do next.
pub struct Invented(Dice);

pub struct Deed {
    pub person: PersonId,
    pub command: Command,
}

impl Invented {
    /// Everybody who will ever sit at this table. `seed` decides what they say.
    pub fn new(seed: u64) -> Self {
        Self(Dice(seed | 1))
    }

    /// What one of them does now: answers and votes first, then what is said in discussion, a
    /// hand raised, and the close. None while they have nothing to do.
    pub fn next(&mut self, session: &Session, now: Stamp) -> Option<Deed> {
        let room = session.view(Viewer::Facilitator, now);
        let lines = lines::of(room.case.language.as_deref());
        let mut here = room.people.iter().filter(|person| person.here);
        if let Some(person) = here.find(|person| person.state == PersonState::Open) {
            let view = session.view(Viewer::Person(person.id), now);
            let script = Script {
                lines,
                own: session.rehearsal(),
            };
            let command = does(person.id, &view, &script, &mut self.0)?;
            let person = person.id;
            return Some(Deed { person, command });
        }
        let lines = lines?;
        talk::amends(&room, lines)
            .or_else(|| talk::talks(&room, lines))
            .or_else(|| talk::closes(&room, lines))
    }
}

/// What can be said: by the author of the case to this question, and to any.
struct Script<'a> {
    lines: Option<&'static Lines>,
    own: &'a [Clean],
}

impl Script<'_> {
    /// What a person writes who has written so often here; no two say the same, while there is
    /// enough to say.
    fn said(&self, person: PersonId, number: u32, before: usize) -> Option<Clean> {
        let own = self.own.len();
        let at = (person.0 as usize).saturating_sub(1) + before;
        if let Some(said) = self.own.get(at) {
            return Some(said.clone());
        }
        let said = self.lines.map_or(&[][..], |lines| lines.said);
        let mut any = said.iter().cycle();
        let any = any.nth((at - own + number as usize) % said.len().max(1));
        any.map(|said| Clean::new(said))
            .or_else(|| self.own.get(at % own.max(1)).cloned())
    }

    /// Why somebody chose what they chose.
    fn because(&self, dice: &mut Dice) -> Clean {
        let any = self.lines.map_or(&[][..], |lines| lines.because);
        match self.own.is_empty() {
            true => dice.pick(any),
            false => {
                let own: Vec<_> = self.own.iter().map(Clean::as_str).collect();
                dice.pick(&own)
            }
        }
    }
}

/// Lets the people who are here do what they are asked for, one after another, until the session
/// is over or left.
/// Fails where the system has no thread left.
pub fn fill(table: Table) -> io::Result<()> {
    let mut pace = Dice(clock::seed() | 1);
    let mut invented = Invented::new(clock::seed());
    thread::Builder::new()
        .name("rehearsal".to_owned())
        .spawn(move || {
            loop {
                thread::sleep(Duration::from_millis(PACE.0 + pace.below(PACE.1)));
                let session = table.session();
                if session.place() == Place::Over {
                    return;
                }
                let Some(deed) = invented.next(&session, clock::now()) else {
                    continue;
                };
                // Somebody else may have been quicker; a table that is gone needs nobody.
                let own = table.client(Actor::Person(deed.person));
                if let Err(Trouble::NotSaved(_)) = own.ask(deed.command) {
                    return;
                }
            }
        })
        .map(drop)
}

/// What a person does who is asked now.
fn does(person: PersonId, view: &View, script: &Script<'_>, dice: &mut Dice) -> Option<Command> {
    let asked = view.question.as_ref()?;
    let step = &view.step.as_ref()?.step;
    let items: Vec<Seq> = asked.items.iter().map(|item| item.entry).collect();
    let question = asked.prompt.id.clone();
    // Whoever brought a proposal has no objection to it.
    let may_object = asked.rounds.is_empty() && talk::holder(view) != Some(person);
    let vote = ballot(step.write, &items, may_object, script, dice);
    Some(match vote {
        Some(ballot) => Command::Vote {
            person,
            question,
            ballot,
        },
        None => match answer(person, asked, step, script, dice) {
            Some(answer) => Command::Answer {
                person,
                question,
                answer,
                handed_in: false,
                moved_by: (!asked.mine.is_empty() && step.edit == Edit::Again)
                    .then(|| script.because(dice)),
            },
            // Nothing is said in a language that they do not speak.
            None => Command::Pass { person, question },
        },
    })
}

/// A vote, in a step that asks for one.
fn ballot(
    write: Write,
    items: &[Seq],
    may_object: bool,
    script: &Script<'_>,
    dice: &mut Dice,
) -> Option<Ballot> {
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
                reason: script.because(dice),
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
            // Once somebody has changed the proposal with them, they can live with it.
            let why = script.lines.map(|lines| lines.objects);
            let why = why.filter(|_| may_object && dice.below(4) == 0);
            Ballot::Consent {
                objects: why.is_some(),
                reason: Clean::new(why.unwrap_or_default()),
            }
        }
        Write::Nothing
        | Write::Answer
        | Write::AnswerAndReason
        | Write::Notes
        | Write::Stance
        | Write::Commitment => return None,
    })
}

/// An answer of the question's kind; none where nothing can be said.
fn answer(
    person: PersonId,
    asked: &QuestionView,
    step: &Step,
    script: &Script<'_>,
    dice: &mut Dice,
) -> Option<Answer> {
    let prompt: &Prompt = &asked.prompt;
    // A group's one answer is one that somebody of it has given.
    if let Some(theirs) = asked.answers.first().filter(|_| step.one_a_group) {
        return Some(theirs.answer.as_ref().clone());
    }
    let value = match &prompt.kind {
        Kind::Open => {
            let text = script.said(person, prompt.number, asked.mine.len())?;
            return Some(Answer {
                value: Value::Text(text),
                reason: Clean::default(),
            });
        }
        Kind::Items { items } => {
            let part = |at| script.said(person, prompt.number, asked.mine.len() + at);
            let parts: Vec<_> = (0..items.len()).map_while(part).collect();
            return (parts.len() == items.len()).then(|| Answer {
                value: Value::Parts(parts),
                reason: Clean::default(),
            });
        }
        Kind::Choice { options, .. } => Value::Choice(vec![
            dice.small(u8::try_from(options.len()).unwrap_or(u8::MAX)),
        ]),
        Kind::Scale(scale) => {
            let points = scale.high - scale.low + 1;
            let marks = (0..scale.marks()).map(|_| scale.low + dice.small(points));
            Value::Scale(marks.collect())
        }
        Kind::Number { unit, .. } => {
            let guess = 1 + dice.below(MOST_GUESSED);
            Value::Text(Clean::line(format!("{guess} {unit}").trim()))
        }
        Kind::Rank { items } => {
            let order = dice.order(items.len()).into_iter();
            Value::Rank(order.filter_map(|at| u8::try_from(at).ok()).collect())
        }
    };
    let reason = script.because(dice);
    let mute = step.write == Write::AnswerAndReason && reason.is_empty();
    (!mute).then_some(Answer { value, reason })
}

/// The most that an invented person guesses where a number is asked for.
const MOST_GUESSED: u64 = 40;

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
