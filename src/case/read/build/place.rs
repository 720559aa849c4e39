//! Putting a block where it belongs, and the pieces that a case is made of meanwhile.

use super::{Build, Place, block};
use crate::{
    case::{
        Block, Exhibit,
        read::{
            block::{Raw, Shape},
            question::{Draft, numbered},
            settings::{self, Setting},
        },
        vocabulary::{self, Word},
    },
    text::Clean,
};

/// One case of several, or all there is.
#[derive(Clone, Debug, Default)]
pub(in crate::case::read) struct Segment {
    pub(in crate::case::read) title: Option<String>,
    pub(in crate::case::read) line: u32,
    pub(in crate::case::read) parts: Vec<Part>,
    pub(in crate::case::read) questions: Vec<Draft>,
}

impl Segment {
    pub(super) fn titled(title: &str, line: u32) -> Self {
        Self {
            title: Some(title.to_owned()),
            line,
            ..Self::default()
        }
    }

    pub(in crate::case::read) fn is_empty(&self) -> bool {
        self.parts.iter().all(|part| part.items.is_empty())
    }
}

/// A part while it is read; its questions stand in their segment, in the same order.
#[derive(Clone, Debug, Default)]
pub(in crate::case::read) struct Part {
    pub(in crate::case::read) title: Option<Clean>,
    pub(in crate::case::read) staged: bool,
    pub(in crate::case::read) items: Vec<Item>,
}

/// An item of a part while it is read.
#[derive(Clone, Debug)]
pub(in crate::case::read) enum Item {
    Reading(Vec<Block>),
    Exhibit(Exhibit),
    /// The next question of the segment.
    Question,
}

impl Part {
    pub(super) fn exhibit(&mut self, title: &str) {
        self.items.push(Item::Exhibit(Exhibit {
            title: Clean::line(title),
            blocks: Vec::new(),
        }));
    }

    fn read(&mut self, block: Block) {
        match self.items.last_mut() {
            Some(Item::Reading(blocks)) => blocks.push(block),
            _ => self.items.push(Item::Reading(vec![block])),
        }
    }

    fn exhibit_block(&mut self, block: Block) {
        let exhibits = self.items.iter_mut().rev();
        let mut exhibits = exhibits.filter_map(|item| match item {
            Item::Exhibit(exhibit) => Some(exhibit),
            Item::Reading(_) | Item::Question => None,
        });
        if let Some(exhibit) = exhibits.next() {
            exhibit.blocks.push(block);
        }
    }
}

impl Build {
    /// Puts a block where it belongs now.
    pub(super) fn put(&mut self, raw: &Raw<'_>) {
        self.mark(raw.from, raw.to);
        if self.details.last() == Some(&true) {
            return self.put_answer(raw);
        }
        match self.place {
            Place::Reading => self.put_reading(raw),
            Place::Questions(_) => self.put_question(raw),
            Place::Question(_) => {
                if let Some(question) = self.question() {
                    question.take(raw);
                }
            }
            Place::Exhibit(_) => self.part().exhibit_block(block(raw.text, raw.from)),
            Place::Answers(_) => self.put_answer(raw),
            Place::Notes(_) => {
                self.notes.push(block(raw.text, raw.from));
                self.hide("facilitator notes", raw.from, raw.to);
            }
            Place::Sources(_) => self.sources.push(block(raw.text, raw.from)),
            Place::Goals(_) => self.goals.push(block(raw.text, raw.from)),
        }
    }

    fn put_reading(&mut self, raw: &Raw<'_>) {
        let label = vocabulary::label(raw.text).filter(|_| raw.shape == Shape::Paragraph);
        match label {
            Some((Word::Sources, rest)) if !rest.is_empty() => {
                self.sources.push(block(rest, raw.from));
            }
            Some((Word::Facilitator, _)) => {
                self.notes.push(block(raw.text, raw.from));
                self.hide("facilitator note", raw.from, raw.to);
            }
            // Under a list of questions, a field belongs to the last of them.
            Some((Word::Hint | Word::FollowUp | Word::Answers | Word::ListenFor, _))
                if self.question().is_some() =>
            {
                if let Some(question) = self.question() {
                    question.take(raw);
                }
            }
            _ => self.part().read(block(raw.text, raw.from)),
        }
    }

    /// A block in a section of questions.
    fn put_question(&mut self, raw: &Raw<'_>) {
        let already = self.segment().questions.len();
        match &raw.shape {
            Shape::List { start, items } => {
                let under =
                    start.is_none() && items.iter().all(|(text, _)| text.starts_with(['(', '[']));
                if under && already > 0 {
                    if let Some(question) = self.question() {
                        question.take(raw);
                    }
                    return;
                }
                let first = start.unwrap_or(1);
                for (at, (text, line)) in items.iter().enumerate() {
                    let number = start.map(|_| first + at as u64);
                    self.push_question(Draft::item(text, number, *line));
                }
            }
            Shape::Paragraph if raw.text.lines().any(|line| numbered(line).is_some()) => {
                for (at, line) in raw.text.lines().enumerate() {
                    self.put_line(line, raw.from + at as u32);
                }
            }
            Shape::Paragraph if raw.text.trim_end().ends_with(['?', '？', '؟']) => {
                self.push_question(Draft::asked(raw.text, None, raw.from));
            }
            _ if already > 0 && self.asked_here() => {
                if let Some(question) = self.question() {
                    question.take(raw);
                }
            }
            _ => self.part().read(block(raw.text, raw.from)),
        }
    }

    /// Whether the last thing in this part is a question, so that what follows is about it.
    fn asked_here(&mut self) -> bool {
        matches!(self.part().items.last(), Some(Item::Question))
    }

    /// A line that CommonMark does not know as a list item: `1、`, `(1)`, `١.`.
    fn put_line(&mut self, line: &str, number: u32) {
        if let Some((value, text)) = numbered(line) {
            let mut draft = Draft::asked(text, None, number);
            draft.number = Some(value);
            self.push_question(draft);
        } else if self.asked_here() {
            let piece = super::super::block::blocks_of(line, number);
            for raw in &super::blocks(&piece) {
                if let Some(question) = self.question() {
                    question.take(raw);
                }
            }
        } else {
            self.part().read(block(line, number));
        }
    }

    fn push_question(&mut self, draft: Draft) {
        self.part().items.push(Item::Question);
        self.add(draft);
    }

    fn put_answer(&mut self, raw: &Raw<'_>) {
        self.hide("model answer", raw.from, raw.to);
        let in_question = matches!(self.place, Place::Question(_));
        if in_question && let Some(question) = self.question() {
            return question.take(raw);
        }
        self.answers.take(raw);
    }
}

/// The settings of a two-column table right under the title.
pub(super) fn table_settings(text: &str) -> Option<Vec<Setting>> {
    let mut found = Vec::new();
    for row in text.lines() {
        let cells: Vec<_> = row
            .trim()
            .trim_matches('|')
            .split('|')
            .map(str::trim)
            .collect();
        let [key, value] = cells.as_slice() else {
            return None;
        };
        let rule = key.chars().all(|letter| "-: ".contains(letter));
        if !rule && !value.is_empty() {
            found.push(Setting {
                key: (*key).to_owned(),
                value: (*value).to_owned(),
            });
        }
    }
    let known = found
        .iter()
        .any(|pair| settings::known(&pair.key).is_some());
    known.then_some(found)
}

/// "Question 3: text", "Question 3": the number and the text, which may follow below.
pub(in crate::case::read) fn after_question_word(title: &str) -> (Option<u64>, &str) {
    let digits: String = title
        .chars()
        .skip_while(|letter| super::super::time::digit(*letter).is_none())
        .map_while(|letter| char::from_digit(super::super::time::digit(letter)?, 10))
        .collect();
    let number = digits.parse().ok();
    match title.split_once([':', '：', '.', '—']) {
        Some((head, rest)) if vocabulary::of_heading(head) == Some(Word::Question) => {
            (number, rest.trim())
        }
        _ if vocabulary::of_heading(title) == Some(Word::Question) => (number, ""),
        _ => (number, title),
    }
}
