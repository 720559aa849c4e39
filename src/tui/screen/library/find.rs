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
    /// As it stands there; else with a letter too many, too few or another.
    as_words: bool,
}

impl<'a> Seek<'a> {
    pub(super) fn new(filter: &'a str, as_words: bool) -> Self {
        let (case, letters) = (CaseMatching::Ignore, Normalization::Smart);
        Self {
            filter,
            pattern: Pattern::new(filter, case, letters, AtomKind::Substring),
            matcher: Matcher::new(Config::DEFAULT),
            as_words,
        }
    }

    fn holds(&mut self, text: &str) -> bool {
        if !self.as_words {
            return nearly(text, self.filter);
        }
        let mut buffer = Vec::new();
        let text = Utf32Str::new(text, &mut buffer);
        self.pattern.score(text, &mut self.matcher).is_some()
    }

    /// What a row is worth; none where it does not hold what is looked for. A language is one
    /// before it is letters of a title, words of a title are worth more than those of a text.
    pub(super) fn worth(&mut self, row: &Row) -> Option<u32> {
        let words = row.words();
        if !self.holds(&words) {
            return None;
        }
        let begins = folded(row.title()).starts_with(&folded(self.filter.trim()));
        let (score, titled) = match self.as_words {
            true => (
                stands(&words, self.filter),
                stands(row.title(), self.filter) >= 2 * OFTEN,
            ),
            false => (0, self.holds(row.title())),
        };
        Some(match (row.speaks(self.filter), titled) {
            (true, _) => score + LANGUAGE,
            (false, true) if begins => score + TITLE + BEGINS,
            (false, true) => score + TITLE,
            (false, false) => score,
        })
    }
}

/// From so many letters on, one of them may be wrong; from so many, two.
const SLIPS: [usize; 2] = [4, 7];

/// Whether a text holds words that begin like these, but for a slip in each.
fn nearly(text: &str, looked_for: &str) -> bool {
    let text = folded(text);
    let words: Vec<Vec<char>> = text
        .split(|letter: char| !letter.is_alphanumeric())
        .map(|word| word.chars().collect())
        .collect();
    folded(looked_for).split_whitespace().all(|term| {
        let term: Vec<char> = term.chars().collect();
        let most = SLIPS.iter().filter(|from| term.len() >= **from).count();
        words.iter().any(|word| slips(&term, word) <= most)
    })
}

/// How many letters of a term are wrong, missing or too many as the beginning of a word.
fn slips(term: &[char], word: &[char]) -> usize {
    // Nobody slips at the first letter.
    if term.first() != word.first() {
        return usize::MAX;
    }
    let mut before: Vec<usize> = (0..=term.len()).collect();
    let mut least = term.len();
    for (at, letter) in word.iter().take(term.len() + SLIPS.len()).enumerate() {
        let mut row = vec![at + 1];
        for (one, other) in term.iter().zip(before.windows(2)) {
            let [corner, above] = other else { continue };
            let left = row.last().copied().unwrap_or(0);
            row.push(
                (corner + usize::from(one != letter))
                    .min(above + 1)
                    .min(left + 1),
            );
        }
        least = least.min(row.last().copied().unwrap_or(least));
        before = row;
    }
    least
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
