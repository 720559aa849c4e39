//! A line of nothing but numbers with letters, "Key: 1-b, 2-c", "1B 2C 3A", is a key to questions
//! with options, whatever word stands before it: it gets the label that the rest of the reading
//! knows, and one way of writing.

use std::borrow::Cow;

use super::{fence::Fence, question::mark::lettered_option, source::Numbered};

/// No word before a key is longer, in letters.
const LONGEST: usize = 40;
/// A single pair may be anything.
const FEWEST: usize = 2;

/// The lines of a source with each such key as a list under its label.
pub(super) fn under_a_label(lines: Vec<Numbered<'_>>) -> Vec<Numbered<'_>> {
    let lettered = |line: &&Numbered<'_>| lettered_option(line.text.trim()).is_some();
    if lines.iter().filter(lettered).count() < FEWEST {
        return lines;
    }
    let mut fence = Fence::default();
    let mut out = Vec::with_capacity(lines.len());
    for line in lines {
        let key = match fence.holds(&line.text) {
            true => None,
            false => key(&line.text),
        };
        let Some(pairs) = key else {
            out.push(line);
            continue;
        };
        let list = pairs
            .iter()
            .map(|(number, letter)| format!("{number}. {letter}"));
        let head = ["", "Answers:", ""].map(str::to_owned).into_iter();
        out.extend(
            head.chain(list)
                .chain([String::new()])
                .map(|text| Numbered {
                    number: line.number,
                    text: Cow::Owned(text),
                }),
        );
    }
    out
}

/// The pairs of a line that is a key.
fn key(line: &str) -> Option<Vec<(u32, char)>> {
    let text = line
        .trim()
        .trim_matches(['*', '_', '(', ')', '[', ']', '.']);
    let (first, _) = text
        .char_indices()
        .find(|(_, letter)| letter.is_ascii_digit())?;
    let (head, rest) = text.split_at_checked(first)?;
    let head = head.trim_end_matches(['*', '_', ' ', '(']);
    let labelled = head.is_empty() || head.ends_with([':', '：', '–', '-']);
    if !labelled || head.chars().count() > LONGEST {
        return None;
    }
    let pairs = pairs(rest)?;
    let counted = pairs
        .windows(2)
        .all(|two| matches!(two, [one, next] if one.0 < next.0));
    (counted && pairs.len() >= FEWEST).then_some(pairs)
}

/// A text that is nothing but pairs of a number and a letter.
fn pairs(text: &str) -> Option<Vec<(u32, char)>> {
    let mut pairs = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let digits = rest.len()
            - rest
                .trim_start_matches(|at: char| at.is_ascii_digit())
                .len();
        let (number, behind) = rest.split_at_checked(digits)?;
        let behind = behind.trim_start_matches(['.', ')', ':', '-', '–', '=', ' ']);
        let letter = behind
            .chars()
            .next()
            .filter(|at| ('a'..='h').contains(&at.to_ascii_lowercase()))?;
        let after = behind.get(1..)?;
        if after.starts_with(char::is_alphanumeric) {
            return None;
        }
        pairs.push((number.parse().ok()?, letter));
        rest = after.trim_start_matches([')', '.', ',', ';', '|', '/', ' ', '\t']);
    }
    Some(pairs)
}
