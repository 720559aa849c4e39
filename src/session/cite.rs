//! Paragraph numbers in what people write: `¶3`, `P3`, `¶ 3–5`.

use std::collections::BTreeSet;

use super::Session;
use crate::{
    case::{Answer, Block, Item, Value},
    text::Clean,
};

/// The most paragraphs that one "¶3–9" stands for.
const MOST: u32 = 50;

impl Session {
    /// The numbers of all paragraphs that may be read by now.
    pub(super) fn paragraphs(&self) -> BTreeSet<u32> {
        let parts = self.case.parts.iter().take(self.first_hidden_part());
        let blocks = parts
            .flat_map(|part| &part.items)
            .flat_map(|item| match item {
                Item::Reading(reading) => reading.blocks.as_slice(),
                Item::Exhibit(exhibit) => exhibit.blocks.as_slice(),
                Item::Question(_) => &[] as &[Block],
            });
        blocks.filter_map(|block| block.number).collect()
    }

    /// The paragraphs that a text cites, as far as they may be read by now.
    pub(super) fn cited(&self, text: &str) -> Vec<u32> {
        if !text.contains(['¶', 'P']) {
            return Vec::new();
        }
        let there = self.paragraphs();
        numbers(text)
            .into_iter()
            .filter(|number| there.contains(number))
            .collect()
    }

    /// The same for an answer and its reason.
    pub(super) fn cited_in(&self, answer: &Answer) -> Vec<u32> {
        let nothing = Clean::default();
        let text = match &answer.value {
            Value::Text(text) => text,
            Value::Choice(_) | Value::Scale(_) | Value::Rank(_) => &nothing,
        };
        self.cited(&format!("{text}\n{}", answer.reason))
    }
}

/// The numbers that follow a `¶`, or a `P` that begins a word, each once.
fn numbers(text: &str) -> BTreeSet<u32> {
    let mut found = BTreeSet::new();
    let mut before = ' ';
    let mut rest = text.chars();
    while let Some(letter) = rest.next() {
        let begins = letter == '¶' || (letter == 'P' && !before.is_alphanumeric());
        before = letter;
        if !begins {
            continue;
        }
        let mut after = rest.as_str();
        if letter == '¶' {
            after = after.trim_start_matches([' ', '\u{a0}', '¶']);
        }
        let Some((from, after)) = number(after) else {
            continue;
        };
        found.insert(from);
        let span = after.trim_start().strip_prefix(['-', '–']);
        let span = span.map(|rest| rest.trim_start_matches([' ', '¶', 'P']));
        if let Some((to, _)) = span.and_then(number) {
            found.extend(from..=to.min(from.saturating_add(MOST)));
        }
    }
    found
}

/// The number at the start of a text, and what follows it.
fn number(text: &str) -> Option<(u32, &str)> {
    let end = text
        .find(|letter: char| !letter.is_ascii_digit())
        .unwrap_or(text.len());
    let (digits, rest) = text.split_at_checked(end)?;
    Some((digits.parse().ok()?, rest))
}
