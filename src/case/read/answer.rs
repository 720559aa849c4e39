//! Answer sections: whose answer each stretch is, by number, by name, else by what it speaks
//! about; nothing of it is dropped.

use std::collections::HashMap;

use super::{
    Guess,
    block::{Item, Raw, Shape, blocks},
    build::{Segment, named},
    question::{Draft, mark::numbered},
    time,
};
use crate::{
    case::{Block, ModelAnswer, vocabulary::normal},
    text::Clean,
};

/// Everything that stands in answer sections.
#[derive(Clone, Debug, Default)]
pub(super) struct Answers {
    sections: Vec<Section>,
}

/// What stands under one heading or label for answers.
#[derive(Clone, Debug, Default)]
struct Section {
    /// How many questions stood before it.
    after: usize,
    /// What no number and no name decides belongs to the question right before it.
    to_last: bool,
    stretches: Vec<Stretch>,
}

/// Claims under one number, name or topic.
#[derive(Clone, Debug, Default)]
struct Stretch {
    number: Option<u64>,
    name: Option<String>,
    /// What the author calls the section, or this stretch of it.
    title: Option<String>,
    claims: Vec<Clean>,
    line: u32,
}

impl Answers {
    /// Opens a section behind so many questions.
    pub(super) fn open(&mut self, title: Option<&str>, after: usize, line: u32) {
        self.sections.push(Section {
            after,
            to_last: false,
            stretches: vec![Stretch {
                title: title.map(str::to_owned),
                line,
                ..Stretch::default()
            }],
        });
    }

    /// The open section belongs to the question right before it.
    pub(super) fn belongs_to_last(&mut self) {
        if let Some(section) = self.sections.last_mut() {
            section.to_last = true;
        }
    }

    fn section(&mut self) -> &mut Section {
        if self.sections.is_empty() {
            self.open(None, 0, 0);
        }
        self.sections
            .last_mut()
            .expect("one was just opened where there was none")
    }

    /// A heading within a section names a question or a topic.
    pub(super) fn heading(&mut self, title: &str, line: u32) {
        let title = super::question::mark::id_at_end(title).map_or(title, |(title, _)| title);
        let (number, name) = named(time::split_end(title).0);
        self.section().begin(Stretch {
            number,
            name: Some(name.to_owned()),
            title: number.is_none().then(|| name.to_owned()),
            line,
            ..Stretch::default()
        });
    }

    /// A block within a section.
    pub(super) fn take(&mut self, raw: &Raw<'_>) {
        self.section().take(raw);
    }
}

impl Section {
    fn begin(&mut self, mut stretch: Stretch) {
        // A topic over a topic: the upper one is part of what the lower one is called.
        if self.stretches.len() > 1
            && let Some(above) = self.stretches.last()
            && above.claims.is_empty()
            && let (Some(above), Some(own)) = (&above.title, &mut stretch.title)
        {
            *own = format!("{above} – {own}");
        }
        self.stretches.push(stretch);
    }

    fn claim(&mut self, text: &str) {
        if let Some(stretch) = self.stretches.last_mut() {
            stretch.claims.push(Clean::new(text.trim()));
        }
    }

    fn take(&mut self, raw: &Raw<'_>) {
        match &raw.shape {
            Shape::List {
                start: Some(first),
                items,
            } if self.numbers(*first, items) => {
                for (at, item) in items.iter().enumerate() {
                    let number = first.saturating_add(at as u64);
                    self.begin_numbered(number, item.from());
                    self.item(item);
                }
            }
            Shape::List { items, .. } => {
                for item in items {
                    self.claim(&item.text);
                }
            }
            Shape::Paragraph => self.paragraph(raw),
            Shape::Rule => {}
            _ => self.claim(raw.text),
        }
    }

    /// Whether an ordered list counts questions: nothing above it has named one.
    fn numbers(&self, first: u64, items: &[Item]) -> bool {
        let last = self.stretches.last();
        let named = last.is_some_and(|stretch| stretch.name.is_some());
        let each = !self.to_last || (first == 1 && self.after > 1 && items.len() == self.after);
        !named && each && first <= self.after as u64
    }

    fn begin_numbered(&mut self, number: u64, line: u32) {
        self.begin(Stretch {
            number: Some(number),
            line,
            ..Stretch::default()
        });
    }

    /// An item of a numbered list: its first paragraph and its bullets are claims.
    fn item(&mut self, item: &Item) {
        let piece = item.piece();
        for raw in &blocks(&piece) {
            match &raw.shape {
                Shape::List { items, .. } => {
                    for item in items {
                        self.claim(&item.text);
                    }
                }
                _ => self.claim(raw.text),
            }
        }
    }

    fn paragraph(&mut self, raw: &Raw<'_>) {
        if is_topic(raw.text) {
            let topic = raw.text.trim().trim_matches(['*', '_']);
            let topic = topic.trim_end_matches([':', '：', '*', '_']);
            let (number, name) = named(topic);
            return self.begin(Stretch {
                number,
                name: Some(name.to_owned()),
                title: number.is_none().then(|| name.to_owned()),
                line: raw.from(),
                ..Stretch::default()
            });
        }
        // `1、` and the like are lines of a paragraph.
        let mut text = String::new();
        for (line, at) in raw.text.lines().zip(raw.lines.iter().copied()) {
            match numbered(line).filter(|(number, _)| self.numbers(*number, &[])) {
                Some((number, rest)) => {
                    self.flush(&mut text);
                    self.begin_numbered(number, at);
                    text.push_str(rest);
                }
                None => {
                    if !text.is_empty() {
                        text.push('\n');
                    }
                    text.push_str(line);
                }
            }
        }
        self.flush(&mut text);
    }

    fn flush(&mut self, text: &mut String) {
        let text = std::mem::take(text);
        if !text.trim().is_empty() {
            self.claim(&text);
        }
    }

    /// Gives every stretch to a question. What no number and no name decides goes to the
    /// question that it has most words in common with, and that is told as a guess.
    fn hand_out(self, finder: &Finder, questions: &mut [&mut Draft], guesses: &mut Vec<Guess>) {
        let (from, count) = (finder.from, finder.count);
        let last = self.after.max(from + 1) - 1;
        let found: Vec<Found> = self
            .stretches
            .iter()
            .map(|stretch| finder.find(stretch))
            .collect();
        // A section in which nothing points to a question is about them all: it comes last.
        let nothing = found.iter().all(|found| matches!(found, Found::Nowhere));
        let mut here = if self.to_last || nothing { last } else { from };
        for (stretch, found) in self.stretches.into_iter().zip(found) {
            let sure = matches!(found, Found::Sure(_));
            if let Found::Sure(at) | Found::Likely(at) = found {
                here = from + at;
            }
            let Some(question) = questions.get_mut(here) else {
                continue;
            };
            if stretch.claims.is_empty() {
                continue;
            }
            // What is called like its question needs no title of its own.
            let title = stretch.title.filter(|_| !sure);
            if !sure && !self.to_last && count > 1 {
                let called = title.as_deref().unwrap_or("this answer");
                guesses.push(Guess {
                    line: stretch.line,
                    rule: "answer without a number",
                    said: format!("“{called}” was put beside question {}", here - from + 1),
                });
            }
            question.aside.models.push(ModelAnswer {
                title: title.as_deref().map(Clean::line),
                claims: stretch.claims,
            });
        }
    }
}

impl Answers {
    /// Gives all answers to the questions of the segments that they stand in. Where there is no
    /// question at all they are left, as notes.
    pub(super) fn hand_out(self, segments: &mut [Segment], guesses: &mut Vec<Guess>) -> Vec<Block> {
        if self.sections.is_empty() {
            return Vec::new();
        }
        let mut finders = Vec::new();
        let mut from = 0;
        for segment in segments
            .iter()
            .filter(|segment| !segment.questions.is_empty())
        {
            finders.push(Finder::of(&segment.questions, from));
            from += segment.questions.len();
        }
        let mut questions: Vec<&mut Draft> = segments
            .iter_mut()
            .flat_map(|segment| &mut segment.questions)
            .collect();
        let mut left = Vec::new();
        for section in self.sections {
            let at = finders.partition_point(|finder| finder.from + finder.count < section.after);
            match finders.get(at).or(finders.last()) {
                Some(finder) => section.hand_out(finder, &mut questions, guesses),
                None => left.extend(section.stretches.into_iter().flat_map(|stretch| {
                    let line = stretch.line;
                    let title = stretch.title.map(|title| Clean::line(&title));
                    let texts = title.into_iter().chain(stretch.claims);
                    texts.map(move |text| Block {
                        text,
                        number: None,
                        line,
                    })
                })),
            }
        }
        left
    }
}

/// The questions of one segment, to be found by number, by name and by what they speak of.
struct Finder {
    from: usize,
    count: usize,
    numbers: HashMap<u64, usize>,
    names: HashMap<String, usize>,
    stems: HashMap<String, Vec<usize>>,
}

/// Which question a stretch belongs to.
#[derive(Clone, Copy, Debug)]
enum Found {
    Sure(usize),
    Likely(usize),
    Nowhere,
}

/// A stem that more questions share tells nothing.
const MOST_SHARED: usize = 40;

impl Finder {
    fn of(questions: &[Draft], from: usize) -> Self {
        let mut finder = Self {
            from,
            count: questions.len(),
            numbers: HashMap::new(),
            names: HashMap::new(),
            stems: HashMap::new(),
        };
        for (at, question) in questions.iter().enumerate() {
            let text = normal(&question.text);
            for stem in stems(&text) {
                let at_stem: &mut Vec<usize> = finder.stems.entry(stem).or_default();
                if at_stem.last() != Some(&at) && at_stem.len() <= MOST_SHARED {
                    at_stem.push(at);
                }
            }
            finder.names.entry(text).or_insert(at);
            if let Some(number) = question.number {
                finder.numbers.entry(number).or_insert(at);
            }
        }
        finder
    }

    fn find(&self, stretch: &Stretch) -> Found {
        let counted = |number: u64| {
            let at = usize::try_from(number).ok()?.checked_sub(1)?;
            (at < self.count).then_some(at)
        };
        let by_number = |number: u64| {
            let written = self.numbers.get(&number).copied();
            written.or_else(|| counted(number))
        };
        if let Some(at) = stretch.number.and_then(by_number) {
            return Found::Sure(at);
        }
        let Some(name) = stretch.name.as_deref().map(normal) else {
            return Found::Nowhere;
        };
        if let Some(at) = self.names.get(&name).filter(|_| !name.is_empty()) {
            return Found::Sure(*at);
        }
        let mut scores: HashMap<usize, usize> = HashMap::new();
        for at in stems(&name).iter().filter_map(|stem| self.stems.get(stem)) {
            for at in at.iter().filter(|_| at.len() <= MOST_SHARED) {
                *scores.entry(*at).or_default() += 1;
            }
        }
        let best = scores
            .into_iter()
            .max_by_key(|(at, score)| (*score, usize::MAX - at));
        best.map_or(Found::Nowhere, |(at, _)| Found::Likely(at))
    }
}

/// The beginnings of the longer words of a normal text.
fn stems(normal: &str) -> Vec<String> {
    let long = normal.split(' ').filter(|word| word.chars().count() >= 5);
    long.map(|word| word.chars().take(6).collect()).collect()
}

/// A short line that ends in a colon, or is bold, orders an answer.
fn is_topic(text: &str) -> bool {
    let text = text.trim();
    if text.len() > 200 || text.chars().count() > 60 || text.contains('\n') {
        return false;
    }
    let bold = text.starts_with("**") && text.ends_with("**");
    bold || text.trim_end_matches('*').ends_with([':', '：']) || is_example(text)
}

/// "Public Service Example: Public Schools".
fn is_example(text: &str) -> bool {
    let words = text.split_whitespace();
    let capitals = words
        .clone()
        .filter(|word| word.starts_with(char::is_uppercase));
    let count = words.count();
    text.contains(": ") && count <= 7 && capitals.count() == count
}
