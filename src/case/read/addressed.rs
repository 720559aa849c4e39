//! "**For the participants.** Ines ran the office …": what a label behind words to the staff says is
//! for those who take part is for them up to the next such label. It gets a heading, which ends
//! what those words opened.

use std::borrow::Cow;

use super::{
    fence::Fence,
    source::{Numbered, heading_level},
};
use crate::case::vocabulary::grammar::{
    Sort, each_word, fold, is_for_all, is_to_be_read_out, sense,
};

/// No label is longer, in bytes, nor does it have more words.
const LONGEST: usize = 60;
const MOST_WORDS: usize = 6;

/// The lines of a source with each such label as a heading.
pub(super) fn under_headings(lines: Vec<Numbered<'_>>) -> Vec<Numbered<'_>> {
    let mut fence = Fence::default();
    let mut level = 1;
    let mut staff = None;
    let mut out: Vec<Numbered<'_>> = Vec::with_capacity(lines.len());
    for line in lines {
        let own = heading_level(&line.text);
        let label = match fence.holds(&line.text) {
            true => None,
            false => label(&line.text),
        };
        level = own.unwrap_or(level);
        let Some((head, rest)) = label else {
            out.push(line);
            continue;
        };
        let folded = fold(head);
        let all = own.is_none() && (is_for_all(&folded) || is_to_be_read_out(&folded));
        if let Some(ends) = staff.filter(|_| all) {
            let title = format!("{} {head}", "#".repeat(ends));
            let texts = ["", title.as_str(), "", rest].map(str::to_owned);
            out.extend(texts.map(|text| Numbered {
                number: line.number,
                text: Cow::Owned(text),
            }));
            level = ends;
            continue;
        }
        if sense(head).is_some_and(|sense| sense.sort == Sort::Staff) {
            // Any heading ends a label.
            staff = Some(own.map_or((level + 1).min(6), |own| own.max(2)));
        }
        out.push(line);
    }
    out
}

/// The label that a line is or begins with, where it may say for whom something is, and the rest: a
/// heading, words in bold, or all there is before a colon.
fn label(line: &str) -> Option<(&str, &str)> {
    let text = line.trim();
    let marks = ['.', ':', '：', '!', ' '];
    let found = match text.strip_prefix("**") {
        Some(inner) => inner.split_once("**")?,
        None if text.starts_with('#') => (text.trim_start_matches('#'), ""),
        None => (text.strip_suffix([':', '：'])?, ""),
    };
    let (head, rest) = (
        found.0.trim_matches(marks),
        found.1.trim_start_matches(marks),
    );
    let short = head.len() <= LONGEST && head.split_whitespace().nth(MOST_WORDS).is_none();
    (short && each_word(head).next().is_some()).then_some((head, rest))
}
