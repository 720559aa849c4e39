//! A rehearsal: invented people fill a room and answer, so that a facilitator can try a protocol
//! alone. It is kept in a folder of its own and never among real sessions.

use std::{io, thread, time::Duration};

use crate::{
    case::{Answer, Kind, Prompt, Value},
    clock,
    id::{PersonId, Seq},
    protocol::{DOTS, RANKED, Write},
    session::{
        Actor, Ballot, Byline, Command, Commitment, Dotted, NoteKind, PersonState, Place, Score,
        Session, View, Viewer,
    },
    stamp::Stamp,
    table::{Table, Trouble},
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

/// What they say when answers are talked about.
const TALK: &[(NoteKind, &str)] = &[
    (
        NoteKind::BuildsOn,
        "That would work on my shift too, if two of us are there.",
    ),
    (
        NoteKind::Challenges,
        "I hear that, and I still think it puts it on the person with least say.",
    ),
    (NoteKind::Asks, "Who would notice if we stopped doing it?"),
];

/// One word each, at the close.
const WORDS: &[&str] = &[
    "thoughtful",
    "tired",
    "clearer",
    "curious",
    "unsure",
    "lighter",
];

/// What some of them will try.
const TRIES: &[&str] = &[
    "I ask one person a day what got in their way.",
    "We leave five minutes at the hand-over for what nobody asked.",
];

/// Invented people, who know what to do next.
pub struct Invented(Dice);

/// What one of them does.
pub struct Deed {
    /// Who.
    pub person: PersonId,
    /// What.
    pub command: Command,
}

impl Invented {
    /// Everybody who will ever sit at this table. `seed` decides what they say.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(Dice(seed | 1))
    }

    /// What one of them does now: answers and votes first, then what is said in discussion, a
    /// hand raised, and the close. None while they have nothing to do.
    pub fn next(&mut self, session: &Session, now: Stamp) -> Option<Deed> {
        let room = session.view(Viewer::Facilitator, now);
        let mut here = room.people.iter().filter(|person| person.here);
        if let Some(person) = here.find(|person| person.state == PersonState::Open) {
            let view = session.view(Viewer::Person(person.id), now);
            let command = does(person.id, &view, &mut self.0)?;
            let person = person.id;
            return Some(Deed { person, command });
        }
        Self::talks(&room).or_else(|| Self::closes(&room))
    }

    /// What is said in discussion, and who wants to speak.
    fn talks(room: &View) -> Option<Deed> {
        let discuss = room.step.as_ref().map(|step| step.step.write) == Some(Write::Notes);
        let question = room.question.as_ref().filter(|_| discuss)?;
        let here = || room.people.iter().filter(|person| person.here);
        let said = question.notes.len();
        let next = TALK.get(said).zip(here().find(|person| person.heard == 0));
        if let Some(((kind, text), person)) = next {
            let command = Command::Note {
                person: Some(person.id),
                question: question.prompt.id.clone(),
                kind: *kind,
                text: Clean::new(text),
                about: question.answers.get(said).map(|answer| answer.entry),
            };
            let person = person.id;
            return Some(Deed { person, command });
        }
        // One hand at a time, of somebody who was heard least, and nobody's more than twice.
        let quiet = here().filter(|person| room.queue.is_empty() && person.spoken < 2);
        let person = quiet.min_by_key(|person| person.spoken)?.id;
        let kind = NoteKind::NewIdea;
        let command = Command::Queue { person, kind };
        Some(Deed { person, command })
    }

    /// One word each, and two things to try.
    fn closes(room: &View) -> Option<Deed> {
        let close = room.question.is_none() && room.can.commit;
        let here = room.people.iter().filter(|person| close && person.here);
        let here: Vec<_> = here.map(|person| person.id).collect();
        let tried = room.commitments.len();
        if let (Some(what), Some(person)) = (TRIES.get(tried), here.get(tried).copied()) {
            let commitment = Commitment {
                what: Clean::new(what),
                by_when: Clean::new("in two weeks"),
                ..Commitment::default()
            };
            let command = Command::Commit {
                person: Some(person),
                commitment,
            };
            return Some(Deed { person, command });
        }
        let spoke = |person: &PersonId| {
            let mut words = room.words.iter();
            words.any(|said| matches!(&said.by, Byline::Name(known, _) if known == person))
        };
        let person = here.into_iter().find(|person| !spoke(person))?;
        let word = WORDS.get(room.words.len() % WORDS.len())?;
        let word = Clean::new(word);
        let command = Command::Speak { person, word };
        Some(Deed { person, command })
    }
}

/// Lets the people who are here do what they are asked for, one after another, until the session
/// is over or left.
///
/// # Errors
///
/// Where the system has no thread left.
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
                let (by, sees) = (Actor::Person(deed.person), Viewer::Person(deed.person));
                if let Err(Trouble::NotSaved(_)) = table.client(by, sees).ask(deed.command) {
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
    let first = asked.rounds.is_empty();
    let vote = ballot(view.step.as_ref()?.step.write, &items, first, dice);
    Some(match vote {
        Some(ballot) => Command::Vote {
            person,
            question,
            ballot,
        },
        None => Command::Answer {
            person,
            question,
            answer: answer(person, &asked.prompt, dice),
            handed_in: false,
            moved_by: (!asked.mine.is_empty()).then(|| dice.pick(BECAUSE)),
        },
    })
}

/// A vote, in a step that asks for one.
fn ballot(write: Write, items: &[Seq], first: bool, dice: &mut Dice) -> Option<Ballot> {
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
            // Once somebody has changed the proposal with them, they can live with it.
            let objects = first && dice.below(6) == 0;
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
fn answer(person: PersonId, prompt: &Prompt, dice: &mut Dice) -> Answer {
    let value = match &prompt.kind {
        Kind::Open => {
            // No two of them say the same, while there is enough to say.
            let mut said = SAID
                .iter()
                .cycle()
                .skip((person.0 + prompt.number) as usize % SAID.len());
            let text = Clean::new(said.next().copied().unwrap_or_default());
            return Answer {
                value: Value::Text(text),
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
