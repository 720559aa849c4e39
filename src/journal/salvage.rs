//! The session of a damaged file: every sound entry of it, and what is put where the others were.
//!
//! Where the first entry is damaged, which holds the case, its second copy is read; without one,
//! what can still be read of it, and at worst a case that has nothing but the questions' numbers.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{self, BufRead, BufReader, Read},
    path::Path,
    sync::Arc,
};

use serde::Deserialize;

use super::{
    kind,
    line::{self, Line},
    name::beside,
    scan::{Damage, Scan},
};
use crate::{
    case::{
        Aside, Block, Case, Exhibit, Item, Kind, Part, Prompt, Question, Readers, Reading, Scale,
        Value,
    },
    clock,
    home::regular,
    id::{QuestionId, Seq},
    protocol::{ALONE, BUILT_IN, DEFAULT, Names, Protocol},
    session::{Actor, Entry, Event, FORMAT, Gap, Level, Opened, Place, Salvaged},
    text::Clean,
};

/// What stands beside the journal: its first line once more.
pub(super) const COPY: &str = "opened";

/// More facts than that no case has.
const MOST_FACTS: u16 = 1_000;

/// How the case was come by, where the first entry is damaged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CaseFrom {
    /// The first entry is sound.
    Entry,
    /// The copy beside the journal.
    Copy,
    /// What can be read of the damaged entry; a word of it may be wrong.
    Damaged,
    /// Nowhere: the questions have numbers and no words.
    Nowhere,
}

impl CaseFrom {
    pub fn said(self) -> Option<&'static str> {
        match self {
            Self::Entry => None,
            Self::Copy => Some("the case was read from the copy beside the file"),
            Self::Damaged => {
                Some("the case was read from the damaged entry, so a word of it may be wrong")
            }
            Self::Nowhere => Some("the case is lost, so its questions have numbers and no words"),
        }
    }
}

/// The session of a file that was read, as far as it can be told; none where not one entry is
/// sound.
pub fn salvage(path: &Path, scan: Scan, closes: bool) -> Option<(Salvaged, CaseFrom)> {
    let firsts = firsts(path, &scan)?;
    let whole = firsts.iter().any(|(_, from)| *from == CaseFrom::Entry);
    let skip = usize::from(whole);
    let rest: Vec<_> = scan.entries.into_iter().skip(skip).collect();
    let mut gaps: Vec<_> = scan
        .damage
        .iter()
        .map(|damage| gap(damage, 1 - skip))
        .collect();
    let put = |first: &Entry, gaps: &[Gap]| {
        let entries = std::iter::once(first.clone()).chain(rest.iter().cloned());
        Salvaged::of(entries, gaps, closes)
    };
    let count = |made: &Salvaged| made.left.len() + made.bent;
    // The first that all the other entries fit, or the one that most of them do.
    let mut found: Option<(Salvaged, Entry, CaseFrom)> = None;
    for (first, from) in firsts {
        let made = put(&first, &gaps)?;
        let known = found.as_ref().map_or(usize::MAX, |(best, ..)| count(best));
        if count(&made) < known {
            found = Some((made, first, from));
        }
        if found.as_ref().is_some_and(|(best, ..)| count(best) == 0) {
            break;
        }
    }
    let (mut best, first, from) = found?;
    // Which protocol was chosen may be what is damaged: then it is the one that all fits.
    let chosen = |entry: &Entry| matches!(entry.event, Event::ProtocolChosen { .. });
    if count(&best) > 0 && !rest.iter().any(chosen) && !gaps.is_empty() {
        for protocol in BUILT_IN.iter() {
            if let Some(gap) = gaps.first_mut() {
                gap.events
                    .retain(|event| !matches!(event, Event::ProtocolChosen { .. }));
                gap.events.push(choose(protocol));
            }
            let made = put(&first, &gaps)?;
            if count(&made) < count(&best) {
                best = made;
            }
        }
    }
    Some((best, from))
}

fn choose(protocol: &Protocol) -> Event {
    Event::ProtocolChosen {
        protocol: Arc::new(protocol.clone()),
    }
}

/// What is put where entries are damaged: what they hid stays hidden.
fn gap(damage: &Damage, shift: usize) -> Gap {
    let mut events = Vec::new();
    if kind::may_hide_names(&damage.bytes) {
        events.push(Event::NamesSet {
            names: Names::Hidden,
        });
    }
    events.extend(kind::protocol(&damage.bytes).map(choose));
    Gap {
        before: damage.next + shift,
        events,
    }
}

/// The entry that opens the session; where it is damaged, what it may have been, the likeliest
/// first.
fn firsts(path: &Path, scan: &Scan) -> Option<Vec<(Entry, CaseFrom)>> {
    let sound = scan.entries.first()?;
    if matches!(sound.event, Event::Opened(_)) {
        return Some(vec![(sound.clone(), CaseFrom::Entry)]);
    }
    if let Some(line) = copy(path).filter(|line| {
        // The copy of another session's case would be worse than none.
        sound.n != Seq(2) || scan.first == line.hash
    }) {
        return Some(vec![(line.entry, CaseFrom::Copy)]);
    }
    let damaged = scan.damage.first().filter(|damage| damage.next == 0);
    let read = damaged.and_then(|damage| lenient(&damage.bytes));
    let mut all = Vec::new();
    if let Some(opened) = read {
        let told = stops(&scan.entries).0.into_values().flatten();
        let told: Vec<_> = told.collect();
        let named = as_told(&opened, &told, false);
        let of_kind = as_told(&opened, &told, true);
        all.extend([opened, named, of_kind].map(|opened| (opened, CaseFrom::Damaged)));
    }
    all.extend(without_words(&scan.entries).map(|opened| (opened, CaseFrom::Nowhere)));
    let id = clock::command_id();
    let entry = |(opened, from)| {
        let entry = Entry {
            n: Seq(1),
            at: sound.at,
            id,
            by: Actor::Program,
            event: Event::Opened(Box::new(opened)),
        };
        (entry, from)
    };
    Some(all.into_iter().map(entry).collect())
}

/// What a damaged first entry says, but as the other entries tell of its questions: a question that
/// nobody answered is the one that others name, where its name is most like that. `kinds`: and each
/// is of a kind that the answers to it fit.
fn as_told(opened: &Opened, told: &[(QuestionId, Kind)], kinds: bool) -> Opened {
    let mut opened = opened.clone();
    let is_told = |id: &QuestionId| told.iter().any(|(known, _)| known == id);
    let parts = Arc::make_mut(&mut opened.case).parts.iter_mut();
    let items = parts.flat_map(|part| &mut part.items);
    let questions = items.filter_map(|item| match item {
        Item::Question(question) => Some(&mut Arc::make_mut(question).prompt),
        Item::Reading(_) | Item::Exhibit(_) => None,
    });
    let mut questions: Vec<_> = questions.map(Arc::make_mut).collect();
    for (id, kind) in told {
        let alike = |one: &QuestionId| {
            let (one, other) = (one.to_string(), id.to_string());
            let both = one.chars().zip(other.chars());
            both.filter(|(one, other)| one == other).count()
        };
        let known = questions.iter().position(|question| question.id == *id);
        let free = questions.iter().enumerate();
        let free = free.filter(|(_, question)| !is_told(&question.id));
        let free = free.max_by_key(|(_, question)| alike(&question.id));
        let at = known.or(free.map(|(at, _)| at));
        if let Some(question) = at.and_then(|at| questions.get_mut(at)) {
            question.id = id.clone();
            if kinds {
                question.kind = kind.clone();
            }
        }
    }
    opened
}

/// The first line of a journal, if it is whole, with its new line.
pub(super) fn first_line(path: &Path) -> io::Result<Vec<u8>> {
    let file = regular::open(path)?;
    let mut line = Vec::new();
    BufReader::new(file.take(regular::SMALL)).read_until(b'\n', &mut line)?;
    let whole = line
        .strip_suffix(b"\n")
        .is_some_and(|line| line::verify(line).is_some());
    if whole {
        Ok(line)
    } else {
        Err(io::ErrorKind::InvalidData.into())
    }
}

/// The copy of the first line, if it is whole.
fn copy(path: &Path) -> Option<Line> {
    let bytes = regular::read(&beside(path, COPY), regular::SMALL).ok()?;
    let line = line::read(bytes.strip_suffix(b"\n").unwrap_or(&bytes)).ok()?;
    matches!(line.entry.event, Event::Opened(_)).then_some(line)
}

/// A first line whose hash is wrong, but which is JSON all the same.
fn lenient(bytes: &[u8]) -> Option<Opened> {
    #[derive(Deserialize)]
    struct Rest {
        #[serde(flatten)]
        opened: Opened,
    }
    // The damaged byte may have become a new line, which no text of JSON may hold.
    let text = String::from_utf8_lossy(bytes).replace('\n', " ");
    let mut values = serde_json::Deserializer::from_str(&text).into_iter::<Rest>();
    let opened = values.next()?.ok()?.opened;
    (opened.case.questions().count() > 0 && !opened.protocol.steps.is_empty()).then_some(opened)
}

/// A case that has a stop for each that people were at, and nothing in it but what their answers
/// tell of the questions.
fn without_words(entries: &[Entry]) -> Option<Opened> {
    let (stops, close) = stops(entries);
    let last = stops.keys().next_back().map_or(0, |last| last + 1);
    let count = close.unwrap_or(last).max(1);
    let mut number = 0;
    let item = |stop: u16| match stops.get(&stop).and_then(Option::as_ref) {
        Some((id, kind)) => {
            number += 1;
            question(id, kind.clone(), number)
        }
        None => Item::Reading(Arc::new(Reading {
            blocks: vec![Block {
                text: Clean::new("(the text that stood here is damaged)"),
                number: None,
                line: 1,
            }],
        })),
    };
    let parts = (0..count).map(item).map(|item| Part {
        items: vec![item],
        ..Part::default()
    });
    let mut parts: Vec<_> = parts.collect();
    if let Some(part) = parts.first_mut() {
        part.items.extend(facts(entries));
    }
    let case = Case {
        title: Clean::new("A session whose case is damaged"),
        parts,
        ..Case::default()
    };
    let alone = entries
        .iter()
        .any(|entry| matches!(entry.event, Event::Rated { .. }));
    let protocol = Protocol::find(if alone { ALONE } else { DEFAULT });
    Some(Opened {
        protocols: Vec::new(),
        format: FORMAT,
        case: Arc::new(case),
        source: Clean::default(),
        source_hash: Clean::default(),
        place: Clean::default(),
        protocol: Arc::new(protocol.or(BUILT_IN.first())?.clone()),
        alone,
        seed: 0,
        boot: Clean::default(),
        lang: None,
        // What it said is not known: then nothing leaves.
        most: Some(Level::Nothing),
        study: None,
    })
}

/// The facts that were given out, and those before them. Nobody stops for a fact.
fn facts(entries: &[Entry]) -> impl Iterator<Item = Item> {
    let given = entries.iter().filter_map(|entry| {
        let Event::FactGiven { fact, .. } = entry.event else {
            return None;
        };
        Some(fact)
    });
    (1..=given.max().unwrap_or(0).min(MOST_FACTS)).map(|number| {
        Item::Exhibit(Arc::new(Exhibit {
            title: Clean::new(&format!("Fact {number} (words damaged)")),
            blocks: Vec::new(),
            readers: Readers::OnRequest,
        }))
    })
}

type Stops = BTreeMap<u16, Option<(QuestionId, Kind)>>;

/// Which question was at which stop, and which stop was the close, as far as entries tell.
fn stops(entries: &[Entry]) -> (Stops, Option<u16>) {
    let mut stops = Stops::new();
    let mut asked = BTreeSet::new();
    let mut close = None;
    let mut here = 0;
    for entry in entries {
        let found = match &entry.event {
            Event::Moved {
                to: Place::At { stop, step },
                ..
            } => {
                here = *stop;
                // Nothing but a question has a second step.
                if *step > 0 {
                    asked.insert(here);
                }
                stops.entry(here).or_default();
                continue;
            }
            Event::Spoken { .. } => {
                close = Some(here);
                continue;
            }
            Event::Answered {
                question, answer, ..
            } => (question, Some(kind_of(&answer.value))),
            event => match event.question() {
                Some(question) => (question, None),
                None => continue,
            },
        };
        let (id, kind) = found;
        let known = stops.values().flatten().any(|(known, _)| known == id);
        let mut free = here;
        while !known && stops.get(&free).is_some_and(Option::is_some) {
            free += 1;
        }
        if !known {
            stops.insert(free, Some((id.clone(), Kind::Open)));
        }
        let mut all = stops.values_mut().flatten();
        if let Some((known, kind)) = all.find(|(known, _)| known == id).zip(kind) {
            known.1 = widest(&known.1, kind);
        }
    }
    for stop in asked {
        // Nobody said anything to it.
        let id = QuestionId::new(format!("damaged-{stop}"));
        stops
            .entry(stop)
            .or_default()
            .get_or_insert((id, Kind::Open));
    }
    (stops, close)
}

/// What kind of question such an answer is to.
fn kind_of(value: &Value) -> Kind {
    let items = |numbers: &[u8]| {
        let most = numbers.iter().copied().max().map_or(0, |most| most + 1);
        let name = |number| Clean::new(&format!("{number} (words damaged)"));
        (1..=most.max(2)).map(name).collect::<Vec<_>>()
    };
    match value {
        Value::Text(_) => Kind::Open,
        Value::Choice(picked) => Kind::Choice {
            options: items(picked),
            most: u8::try_from(picked.len().max(1)).unwrap_or(u8::MAX),
        },
        Value::Scale(points) => Kind::Scale(Scale {
            low: points.iter().copied().min().unwrap_or(1).min(1),
            high: points.iter().copied().max().unwrap_or(5).max(5),
            statements: match points.len() {
                0 | 1 => Vec::new(),
                count => (1..=count)
                    .map(|number| Clean::new(&format!("{number} (words damaged)")))
                    .collect(),
            },
            ..Scale::default()
        }),
        Value::Rank(order) => Kind::Rank {
            items: items(order),
        },
        Value::Parts(parts) => Kind::Items {
            items: (1..=parts.len())
                .map(|number| Clean::new(&format!("{number} (words damaged)")))
                .collect(),
        },
    }
}

/// The kind that both answers are to.
fn widest(one: &Kind, other: Kind) -> Kind {
    match (one, other) {
        (
            Kind::Choice { options: a, most },
            Kind::Choice {
                options: b,
                most: more,
            },
        ) => Kind::Choice {
            options: if a.len() > b.len() { a.clone() } else { b },
            most: more.max(*most),
        },
        (_, other) => other,
    }
}

fn question(id: &QuestionId, kind: Kind, number: u32) -> Item {
    Item::Question(Arc::new(Question {
        prompt: Arc::new(Prompt {
            id: id.clone(),
            number,
            text: Clean::new(&format!("Question {number} (words damaged)")),
            body: Vec::new(),
            kind,
            seconds: None,
            builds_on: None,
            line: 1,
        }),
        aside: Arc::new(Aside::default()),
    }))
}
