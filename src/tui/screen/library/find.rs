//! How well a row of the library fits what is looked for, and how titles are put in order.

use nucleo_matcher::{
    Config, Matcher, Utf32Str,
    pattern::{AtomKind, CaseMatching, Normalization, Pattern},
};

use super::row::Row;
use crate::text::folded;

/// So much more a case is worth whose language was typed.
const LANGUAGE: u32 = 10_000;
/// So much more what is called like this is worth than what only holds the words.
const TITLE: u32 = 5_000;
/// So much more what begins with the words is worth than what has them further on.
const BEGINS: u32 = 1_000;

/// More often than this, how often counts no more.
const OFTEN: u32 = 100;

/// What is looked for in the rows of the library.
pub(super) struct Seek<'a> {
    filter: &'a str,
    pattern: Pattern,
    matcher: Matcher,
    /// As it stands there; else as letters that only follow each other.
    as_words: bool,
}

impl<'a> Seek<'a> {
    pub(super) fn words(filter: &'a str) -> Self {
        let (case, letters) = (CaseMatching::Ignore, Normalization::Smart);
        Self {
            filter,
            pattern: Pattern::new(filter, case, letters, AtomKind::Substring),
            matcher: Matcher::new(Config::DEFAULT),
            as_words: true,
        }
    }

    pub(super) fn letters(filter: &'a str) -> Self {
        Self {
            pattern: Pattern::parse(filter, CaseMatching::Ignore, Normalization::Smart),
            as_words: false,
            ..Self::words(filter)
        }
    }

    fn score(&mut self, text: &str) -> Option<u32> {
        let mut buffer = Vec::new();
        let text = Utf32Str::new(text, &mut buffer);
        self.pattern.score(text, &mut self.matcher)
    }

    /// What a row is worth; none where it does not hold what is looked for. A language is one
    /// before it is letters of a title, words of a title are worth more than those of a text.
    pub(super) fn worth(&mut self, row: &Row) -> Option<u32> {
        let words = row.words();
        let score = self.score(&words)?;
        let begins = folded(row.title()).starts_with(&folded(self.filter.trim()));
        let (score, titled) = match self.as_words {
            true => (
                stands(&words, self.filter),
                stands(row.title(), self.filter) >= 2 * OFTEN,
            ),
            false => (score, self.score(row.title()).is_some()),
        };
        Some(match (row.speaks(self.filter), titled) {
            (true, _) => score + LANGUAGE,
            (false, true) if begins => score + TITLE + BEGINS,
            (false, true) => score + TITLE,
            (false, false) => score,
        })
    }
}

/// How well a text holds what was looked for: as words of its own, such as the name of a person,
/// before the beginnings of words, and these before letters within them; then how often.
fn stands(text: &str, looked_for: &str) -> u32 {
    let text = folded(text);
    let of = |term: &str| {
        let term = folded(term);
        let found = text.match_indices(&term).map(|(at, found)| {
            let before = text.get(..at).and_then(|before| before.chars().next_back());
            let after = text
                .get(at + found.len()..)
                .and_then(|after| after.chars().next());
            let edge = |letter: Option<char>| !letter.is_some_and(char::is_alphanumeric);
            match (edge(before), edge(after)) {
                (true, true) => 3,
                (true, false) => 2,
                (false, _) => 1,
            }
        });
        let found: Vec<u32> = found.collect();
        let best = found.iter().copied().max().unwrap_or(0);
        let often = found.iter().filter(|how| **how == best).count();
        best * OFTEN + u32::try_from(often).map_or(OFTEN, |often| often.min(OFTEN - 1))
    };
    looked_for.split_whitespace().map(of).min().unwrap_or(0)
}

/// A title as people count: 2 comes before 10.
pub(super) fn natural(title: &str) -> String {
    let mut key = String::new();
    let mut digits = String::new();
    for letter in title.to_lowercase().chars().chain(std::iter::once(' ')) {
        if letter.is_ascii_digit() {
            digits.push(letter);
            continue;
        }
        if !digits.is_empty() {
            key.push_str(&format!("{digits:0>12}"));
            digits.clear();
        }
        key.push(letter);
    }
    key
}
