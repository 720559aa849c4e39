//! A line of nothing but numbers with letters, "Key: 1-b, 2-c", "1B 2C 3A", is a key to questions
//! with options, whatever word stands before it: it gets the label that the rest of the reading
//! knows, and one way of writing.

use std::borrow::Cow;

use super::{fence::Fence, question::mark::lettered_option, source::Numbered};

/// No word before a key is longer, in letters.
const LONGEST: usize = 40;
/// No title of a key is longer, in letters.
const LONGEST_TITLE: usize = 60;
/// A single pair may be anything.
const FEWEST: usize = 2;

/// The lines of a source with each such key as a list under its label.
pub(super) fn under_a_label(lines: Vec<Numbered<'_>>) -> Vec<Numbered<'_>> {
    let lettered = |line: &&Numbered<'_>| lettered_option(line.text.trim()).is_some();
    if lines.iter().filter(lettered).count() < FEWEST {
        return lines;
    }
    let mut fence = Fence::default();
    let mut last = None;
    let mut out: Vec<Numbered<'_>> = Vec::with_capacity(lines.len());
    for mut line in lines {
        let key = match fence.holds(&line.text) {
            true => None,
            false => key(&line.text),
        };
        let Some(pairs) = key else {
            // "6 The wind turned." goes on "1 b  2 c  3 a".
            if let Some((number, text)) = last.and_then(|last| goes_on(&line.text, last)) {
                line.text = Cow::Owned(format!("{number}. {text}"));
                last = Some(number);
            } else if !line.is_blank() {
                last = None;
            }
            out.push(line);
            continue;
        };
        let label = if titled(&mut out) { "" } else { "Answers:" };
        last = pairs.last().map(|(number, _)| *number);
        let list = pairs
            .iter()
            .map(|(number, letter)| format!("{number}. {letter}"));
        let head = ["", label, ""].map(str::to_owned).into_iter();
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

/// The number of a line that goes on a key in words, and those.
fn goes_on(line: &str, last: u32) -> Option<(u32, &str)> {
    let text = line.trim();
    let end = text.find(|letter: char| !letter.is_ascii_digit())?;
    let (digits, rest) = text.split_at_checked(end)?;
    let number = digits.parse().ok().filter(|number| *number == last + 1)?;
    let rest = rest.trim_start_matches(['.', ')', ':', '-', '–']);
    let says = rest.starts_with([' ', '\t']) && rest.contains(char::is_alphabetic);
    says.then(|| (number, rest.trim_start()))
}

/// A short line right above a key, apart from what stands above it, is its title, whatever it says:
/// "KEY (to be cut off)". It gets the words that we know.
fn titled(lines: &mut [Numbered<'_>]) -> bool {
    let Some(at) = lines.iter().rposition(|line| !line.is_blank()) else {
        return false;
    };
    let apart = at > 0 && lines.get(at - 1).is_some_and(Numbered::is_blank);
    let Some(line) = lines.get_mut(at).filter(|_| apart) else {
        return false;
    };
    let text = line.text.trim();
    let marks = text.bytes().take_while(|byte| *byte == b'#').count();
    let first = text.trim_start_matches(['#', '*', '_', ' ']).chars().next();
    let title = text.chars().count() <= LONGEST_TITLE
        && first.is_some_and(char::is_alphabetic)
        && lettered_option(text).is_none()
        && !text.ends_with(['.', '?', '!']);
    if title {
        let text = match marks {
            0 => "Answers:".to_owned(),
            level => format!("{} Answers", "#".repeat(level)),
        };
        line.text = Cow::Owned(text);
    }
    title
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
