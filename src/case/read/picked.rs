//! Options that stand one behind the other in a line, "A. ask  B. wait  C. leave", are put on lines
//! of their own, and so they are read as any others.

use std::borrow::Cow;

use super::{fence::Fence, source::Numbered};
use crate::case::vocabulary::is_ideograph;

/// Fewer letters in a row may be anything.
const FEWEST: usize = 3;
/// A longer line is told, not picked from; in bytes.
const LONGEST: usize = 1000;

/// The lines of a source with each such option on a line of its own.
pub(super) fn apart(lines: Vec<Numbered<'_>>) -> Vec<Numbered<'_>> {
    let mut fence = Fence::default();
    let mut out = Vec::with_capacity(lines.len());
    for line in lines {
        let code = fence.holds(&line.text);
        let table = || line.text.trim_start().starts_with(['|', '<']);
        let starts = match code || line.text.len() > LONGEST || table() {
            true => Vec::new(),
            false => starts(&line.text),
        };
        if starts.is_empty() {
            out.push(line);
            continue;
        }
        let ends = starts.iter().skip(1).copied().chain([line.text.len()]);
        let before = line.text.get(..starts.first().copied().unwrap_or_default());
        let options = starts.iter().zip(ends);
        let parts = options.filter_map(|(from, to)| line.text.get(*from..to));
        for part in before.into_iter().chain(parts).map(str::trim) {
            if !part.is_empty() {
                out.push(Numbered {
                    number: line.number,
                    text: Cow::Owned(spaced(part)),
                });
            }
        }
    }
    out
}

/// An option with a blank behind its mark.
fn spaced(part: &str) -> String {
    let mut letters = part.chars();
    let (letter, mark) = (letters.next(), letters.next());
    match (letter, mark) {
        (Some(letter @ 'A'..='H'), Some(mark)) if is_mark(mark) => {
            format!("{letter}. {}", letters.as_str().trim_start())
        }
        _ => part.to_owned(),
    }
}

fn is_mark(mark: char) -> bool {
    matches!(mark, '.' | ')' | '、' | '．' | '）')
}

/// Where the options of a line begin, from A on; none where it has too few, or is running text.
fn starts(line: &str) -> Vec<usize> {
    let marked = || line.contains(['.', ')', '、', '．', '）']);
    if !line.contains('C') || !marked() {
        return Vec::new();
    }
    let mut found: Vec<(usize, char)> = Vec::new();
    let mut before = None;
    let mut next = 'A';
    for (at, letter) in line.char_indices() {
        let mark = line
            .get(at + letter.len_utf8()..)
            .and_then(|rest| rest.chars().next());
        let fits = found.first().is_none_or(|(_, own)| Some(*own) == mark);
        if letter == next
            && fits
            && mark.is_some_and(is_mark)
            && may_follow(before, found.is_empty())
        {
            found.extend(mark.map(|mark| (at, mark)));
            next = char::from_u32(u32::from(next) + 1).unwrap_or(next);
        }
        before = Some(letter);
    }
    let starts: Vec<usize> = found.into_iter().map(|(at, _)| at).collect();
    let ends = starts.iter().skip(1).copied().chain([line.len()]);
    let says = |(from, to): (&usize, usize)| {
        let part = line.get(*from..to).unwrap_or_default().trim_end();
        let goes_on = part.ends_with([',', '，', ':', '：', '&']) || part.ends_with(" and");
        part.chars().count() > 2 && !goes_on
    };
    match starts.len() >= FEWEST && starts.iter().zip(ends).all(says) {
        true => starts,
        false => Vec::new(),
    }
}

/// What may stand before an option: nothing, what ends a question, or the end of another option.
fn may_follow(before: Option<char>, first: bool) -> bool {
    let Some(before) = before else { return true };
    match first {
        true => "()（）?？:：。_＿ \t".contains(before),
        false => before.is_whitespace() || is_ideograph(before) || ";；。，".contains(before),
    }
}
