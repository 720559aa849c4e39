//! A line that is several things: its sentences, each said by itself, or a question in other words
//! than those of the document.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{As, Mended, bare};
use crate::{
    case::{Case, Document, Item, Kind, vocabulary::normal},
    text::{Clean, folded},
};

/// What ends a sentence that asks.
const ASKS: [char; 3] = ['?', '？', '؟'];
/// What closes something that was opened before a sentence.
const CLOSES: &[char] = &[
    '”', '“', '"', '’', '\'', '»', '«', '›', '‹', ')', ']', '*', '_',
];
/// What opens words that somebody says, and what closes them.
const QUOTES: [(char, char); 6] = [
    ('“', '”'),
    ('„', '“'),
    ('«', '»'),
    ('»', '«'),
    ('"', '"'),
    ('‘', '’'),
];
/// So few words beside a question are its label: “Ask first:”.
const LABEL: usize = 3;

/// A piece of a line; nothing was said of those without a mark.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    pub text: Clean,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mark: Option<As>,
}

impl Piece {
    pub fn new(text: &str, mark: Option<As>) -> Self {
        let text = Clean::line(text.trim());
        Self { text, mark }
    }
}

/// The sentences of a line, without the marks that made it something else.
fn sentences(line: &str) -> Vec<&str> {
    let mut text = bare(line);
    let mut found = Vec::new();
    while let Some(end) = first_end(text) {
        let (sentence, rest) = text.split_at(end);
        found.push(sentence.trim());
        text = rest.trim_start();
    }
    found.extend(Some(text).filter(|text| !text.is_empty()));
    found
}

/// Where the first sentence of a text ends, where another follows.
fn first_end(text: &str) -> Option<usize> {
    let mut ends = text.char_indices().filter_map(|(at, letter)| {
        let wide = matches!(letter, '。' | '？' | '！');
        if !wide && !matches!(letter, '.' | '!' | '?' | '؟') {
            return None;
        }
        let after = text.get(at + letter.len_utf8()..)?;
        let rest = after.trim_start_matches(CLOSES);
        let stands = wide || rest.starts_with(char::is_whitespace);
        // What only closes, or "a.m. on Monday", ends nothing.
        let goes_on = rest.trim_start().chars().next()?;
        (stands && !goes_on.is_lowercase()).then(|| text.len() - rest.len())
    });
    ends.next()
}

/// The words of a line that ask, where it holds more than them and their label.
pub fn asked_within(line: &str) -> Option<&str> {
    let text = bare(line);
    let asks = |sentence: &str| sentence.trim_end_matches(CLOSES).ends_with(ASKS);
    let all = sentences(line);
    let first = all.iter().position(|sentence| asks(sentence))?;
    let count = all.iter().skip(first).take_while(|one| asks(one)).count();
    let (from, last) = (all.get(first)?, all.get(first + count - 1)?);
    let from = from.as_ptr() as usize - text.as_ptr() as usize;
    let end = last.as_ptr() as usize + last.len() - text.as_ptr() as usize;
    let whole = text.get(from..end)?;
    let asked = said_in(whole).unwrap_or(whole);
    let others = words(text).saturating_sub(words(asked));
    (others >= LABEL).then_some(asked)
}

fn words(text: &str) -> usize {
    let words = text.split_whitespace();
    words
        .filter(|word| word.contains(char::is_alphanumeric))
        .count()
}

/// What is said in quotes and asks, or stands behind a label.
fn said_in(text: &str) -> Option<&str> {
    let quoted = QUOTES.iter().find_map(|(opens, closes)| {
        let inner = text.split_once(*opens)?.1;
        let inner = inner.get(..inner.find(*closes)?)?.trim();
        inner.ends_with(ASKS).then_some(inner)
    });
    quoted.or_else(|| {
        let (label, rest) = text.split_once(": ")?;
        (words(label) <= LABEL && words(rest) > 0).then(|| rest.trim())
    })
}

/// What stands around the question in a line, before it and behind it.
fn around<'a>(line: &'a str, asked: &str) -> (&'a str, &'a str) {
    let text = bare(line);
    let (before, behind) = text.split_once(asked).unwrap_or((text, ""));
    let trim = |text: &'a str| {
        let text = text.trim_matches(|letter: char| {
            CLOSES.contains(&letter) || letter == '„' || letter == '‘'
        });
        text.trim()
    };
    (trim(before), trim(behind))
}

impl Mended {
    /// A line as a question in these words, where all that the line says stays with the
    /// facilitator.
    pub fn asked_in(&self, line: u32, asked: &str) -> Vec<Piece> {
        let text = self.line(line);
        let note = Piece::new(bare(text), Some(As::NoteTo(line)));
        vec![Piece::new(asked, Some(As::Question)), note]
    }

    /// A line as a question, and all else in it as text for everybody.
    pub fn asked_among(&self, line: u32, asked: &str) -> Vec<Piece> {
        let (before, behind) = around(self.line(line), asked);
        let pieces = [
            Piece::new(before, Some(As::Text)),
            Piece::new(asked, Some(As::Question)),
            Piece::new(behind, Some(As::Text)),
        ];
        let there = pieces.into_iter().filter(|piece| words(&piece.text) > 0);
        there.collect()
    }

    /// The pieces of a line as they were said, else its sentences.
    pub fn pieces(&self, line: u32) -> Vec<Piece> {
        let said = self.mark(line).and_then(|mark| self.pieces_of(mark));
        said.map_or_else(
            || {
                let all = sentences(self.line(line)).into_iter();
                all.map(|text| Piece::new(text, None)).collect()
            },
            <[Piece]>::to_vec,
        )
    }

    /// The pieces that a mark stands for.
    pub fn pieces_of(&self, mark: As) -> Option<&[Piece]> {
        let As::Pieces(at) = mark else {
            return None;
        };
        self.cuts.get(at as usize).map(Vec::as_slice)
    }

    /// A mark for these pieces of a line.
    pub fn in_pieces(&mut self, pieces: Vec<Piece>) -> As {
        let known = self.cuts.iter().position(|own| *own == pieces);
        let at = known.unwrap_or_else(|| {
            self.cuts.push(pieces);
            self.cuts.len() - 1
        });
        As::Pieces(u32::try_from(at).unwrap_or(u32::MAX))
    }

    /// The same with the roles that marks name.
    #[must_use]
    pub fn casting(mut self, roles: Vec<Clean>) -> Self {
        self.roles = roles;
        self
    }

    /// The roles that marks name by their number.
    pub fn roles(&self) -> &[Clean] {
        &self.roles
    }

    /// A mark for lines that are for a role only.
    pub fn for_role(&mut self, role: &str) -> As {
        let known = self
            .roles
            .iter()
            .position(|own| folded(own) == folded(role));
        let at = known.unwrap_or_else(|| {
            self.roles.push(Clean::line(role));
            self.roles.len() - 1
        });
        As::Brief(u32::try_from(at).unwrap_or(u32::MAX))
    }

    /// The role that a mark names.
    pub fn role_of(&self, mark: As) -> Option<&Clean> {
        let As::Brief(at) = mark else {
            return None;
        };
        self.roles.get(at as usize)
    }

    fn line(&self, line: u32) -> &str {
        let line = self.lines.get((line as usize).wrapping_sub(1));
        line.map_or("", String::as_str)
    }

    /// The question that a line is an option of: its line, and which option, counted from 0.
    pub fn option(&self, document: &Document, line: u32) -> Option<(u32, u8)> {
        let said = normal(self.line(line));
        let questions = document.cases.iter().flat_map(Case::questions);
        let above = questions.filter(|question| question.prompt.line < line);
        let question = above.max_by_key(|question| question.prompt.line)?;
        let Kind::Choice { options, .. } = &question.prompt.kind else {
            return None;
        };
        let found = options.iter().enumerate();
        let found = found.filter_map(|(at, option)| Some((says_option(&said, option)?, at)));
        let (_, at) = found.max_by_key(|(length, _)| *length)?;
        Some((question.prompt.line, u8::try_from(at).ok()?))
    }

    /// The options of a reading that were said to be right, or not to be.
    pub(super) fn put_right(&self, document: &mut Document) {
        let is_said = |mark: As| matches!(mark, As::Right | As::Wrong);
        let said = self.marks.iter().filter(|(_, mark)| is_said(**mark));
        let said: Vec<_> = said
            .filter_map(|(line, mark)| Some((self.option(document, *line)?, *mark)))
            .collect();
        for ((line, _), _) in said.iter().filter(|(_, mark)| *mark == As::Right) {
            // Of one that is chosen, the others are wrong.
            put(document, *line, |right, only| {
                if only {
                    right.clear();
                }
            });
        }
        for ((line, at), mark) in said {
            put(document, line, |right, _| {
                right.retain(|own| *own != at);
                if mark == As::Right {
                    right.push(at);
                    right.sort_unstable();
                }
            });
        }
    }
}

/// Changes which options of the question on a line are right; it is told whether only one is
/// chosen.
fn put(document: &mut Document, line: u32, mut change: impl FnMut(&mut Vec<u8>, bool)) {
    let parts = document.cases.iter_mut().flat_map(|case| &mut case.parts);
    for item in parts.flat_map(|part| &mut part.items) {
        if let Item::Question(question) = item
            && question.prompt.line == line
        {
            let question = Arc::make_mut(question);
            let only = matches!(question.prompt.kind, Kind::Choice { most: 1, .. });
            change(&mut Arc::make_mut(&mut question.aside).right, only);
        }
    }
}

impl Mended {
    /// What is written of a line: which option is right, is said of the reading.
    pub(super) fn written(&self, line: u32) -> Option<As> {
        self.mark(line).filter(|mark| !mark.is_of_option())
    }
}

/// How long an option is, in bytes, where a line says it, behind a letter or a sign or without
/// one; both as words are looked for.
pub(super) fn says_option(said: &str, option: &Clean) -> Option<usize> {
    let option = normal(option);
    let lead = said.strip_suffix(option.as_str())?;
    (!option.is_empty() && lead.chars().count() <= LABEL).then_some(option.len())
}
