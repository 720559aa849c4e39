//! What an answer to a question is made of, and answers.

use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

use crate::text::Clean;

/// What an answer to a question is made of.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Free text.
    #[default]
    Open,
    /// One or several of the options.
    Choice {
        /// At least two in a sound case; never more than 255 are kept.
        options: Vec<Clean>,
        /// How many may be picked; 1 is "choose one".
        most: u8,
    },
    /// A point on a scale, for each statement.
    Scale(Scale),
    /// All items in one's own order.
    Rank {
        /// In the author's order, which is neutral.
        items: Vec<Clean>,
    },
    /// A number, typed as text with or without its unit.
    Number {
        /// What is counted, perhaps empty.
        unit: Clean,
        /// Decimals stand behind a comma, and thousands behind a point.
        #[serde(default)]
        comma: bool,
    },
    /// An in-basket: each item is answered by itself, in words.
    Items {
        /// Mails, notes, calls, in the author's order.
        items: Vec<Clean>,
    },
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Scale {
    /// The lowest point.
    pub low: u8,
    /// The highest point; 2 to 11 points in all.
    pub high: u8,
    /// Words for the lowest point, perhaps empty.
    pub low_label: Clean,
    /// Words for the highest point, perhaps empty.
    pub high_label: Clean,
    /// Several statements on one scale; empty where the question is the statement.
    pub statements: Vec<Clean>,
}

impl Scale {
    pub fn points(&self) -> RangeInclusive<u8> {
        self.low..=self.high
    }

    /// How many marks it takes: one for each statement.
    pub fn marks(&self) -> usize {
        self.statements.len().max(1)
    }

    /// Its two ends, each with its words: "1 (never)".
    pub fn ends(&self) -> [String; 2] {
        let ends = [(self.low, &self.low_label), (self.high, &self.high_label)];
        ends.map(|(point, label)| match label.is_empty() {
            true => point.to_string(),
            false => format!("{point} ({label})"),
        })
    }
}

impl Kind {
    /// What there is to pick, to mark, to put in order or to answer one by one.
    pub fn listed(&self) -> &[Clean] {
        match self {
            Self::Open | Self::Number { .. } => &[],
            Self::Choice { options, .. } => options,
            Self::Scale(scale) => &scale.statements,
            Self::Rank { items } | Self::Items { items } => items,
        }
    }

    /// Whether it is answered in words, which say why by themselves.
    pub fn in_words(&self) -> bool {
        matches!(self, Self::Open | Self::Items { .. })
    }

    /// The glossary's word: `open`, `choice`, `scale`, `rank`, `number` or `items`.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Choice { .. } => "choice",
            Self::Scale(_) => "scale",
            Self::Rank { .. } => "rank",
            Self::Number { .. } => "number",
            Self::Items { .. } => "items",
        }
    }
}

/// What a person said to a question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    pub value: Value,
    /// Why, where the step asks for a reason or the person gives one; perhaps empty.
    #[serde(default, skip_serializing_if = "is_empty")]
    pub reason: Clean,
}

fn is_empty(text: &Clean) -> bool {
    text.is_empty()
}

/// The value of an answer, of the question's kind.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// Plain text, never Markdown.
    Text(Clean),
    /// Options picked, counted from 0, ascending.
    Choice(Vec<u8>),
    /// A point for each statement, in their order; one where there are no statements.
    Scale(Vec<u8>),
    /// All items, first to last, counted from 0 in the author's order.
    Rank(Vec<u8>),
    /// What is written to each item of an in-basket, in the author's order; empty where an item
    /// is left alone.
    Parts(Vec<Clean>),
}

impl Value {
    /// What of it was written in words.
    pub fn texts(&self) -> &[Clean] {
        match self {
            Self::Text(text) => std::slice::from_ref(text),
            Self::Parts(parts) => parts,
            Self::Choice(_) | Self::Scale(_) | Self::Rank(_) => &[],
        }
    }

    /// The parts of an in-basket that say something, each with the number of its item.
    pub fn parts(&self) -> impl Iterator<Item = (usize, &Clean)> {
        let parts = match self {
            Self::Parts(parts) => parts.as_slice(),
            Self::Text(_) | Self::Choice(_) | Self::Scale(_) | Self::Rank(_) => &[],
        };
        let parts = (1..).zip(parts);
        parts.filter(|(_, part)| !part.trim().is_empty())
    }
}

impl Answer {
    /// A text answer without a reason.
    pub fn text(text: &str) -> Self {
        Self {
            value: Value::Text(Clean::new(text)),
            reason: Clean::default(),
        }
    }
}
