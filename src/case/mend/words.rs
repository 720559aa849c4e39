//! The words of a line, apart from the marks that made it what it is.

use crate::case::{read::fence::Fence, vocabulary};

/// No number that counts an item has more digits: "1914. The war" begins with a year.
const DIGITS: usize = 3;

/// A line without the marks that made it something else, `## 3. Why?`, `- Why?`, and with all its
/// words: a sign is a mark only where a blank follows, a number only before its full stop.
pub(super) fn bare(line: &str) -> &str {
    let line = line.trim();
    let mut text = line;
    while let Some(rest) = unmarked(text) {
        text = rest;
    }
    if text != line && line.starts_with('#') {
        let cut = text.trim_end_matches('#');
        text = if cut.ends_with(' ') {
            cut.trim_end()
        } else {
            text
        };
    }
    let text = uncounted(unbold(text));
    unbold(text)
}

/// What follows one mark of a heading, a quote or a list.
fn unmarked(text: &str) -> Option<&str> {
    let first = text.chars().next()?;
    let rest = match first {
        '#' => text.trim_start_matches('#'),
        '>' | '-' | '*' | '+' | '•' => text.strip_prefix(first)?,
        ':' if text.starts_with(":::") => text.trim_start_matches(':'),
        _ => return None,
    };
    let words = rest.trim_start();
    (words.len() < rest.len() && !words.is_empty()).then_some(words)
}

fn unbold(text: &str) -> &str {
    ["**", "*"]
        .into_iter()
        .find_map(|mark| {
            let inner = text.strip_prefix(mark)?.strip_suffix(mark)?;
            (!inner.is_empty() && !inner.contains('*')).then_some(inner)
        })
        .unwrap_or(text)
}

/// A text without the number that counts it: "3. Why?", "**3.** Why?", "3、".
fn uncounted(text: &str) -> &str {
    let bold = text.strip_prefix("**");
    let counted = bold.unwrap_or(text);
    let digits = counted.chars().take_while(char::is_ascii_digit).count();
    let rest = counted.get(digits..).unwrap_or_default();
    let Some(rest) = rest
        .strip_prefix(['.', ')', '、', '．'])
        .filter(|_| (1..=DIGITS).contains(&digits))
    else {
        return text;
    };
    let wide = counted
        .get(digits..)
        .is_some_and(|rest| !rest.starts_with(['.', ')']));
    let rest = match bold {
        Some(_) => rest.strip_prefix("**").unwrap_or(""),
        None => rest,
    };
    let apart = rest.starts_with(' ') || (wide && !rest.starts_with(char::is_numeric));
    let words = rest.trim_start();
    if apart && !words.is_empty() {
        words
    } else {
        text
    }
}

pub(super) fn names_an_exhibit(line: &str) -> bool {
    let mut named = vocabulary::exhibits_named(bare(line)).into_iter();
    named.next().is_some_and(|named| named.at_start)
}

/// Whether a line begins an item of a list, which is a claim of its own.
pub(super) fn is_item(line: &str) -> bool {
    let text = line.trim();
    let bullet = text.starts_with(['-', '*', '+', '•']) && unmarked(text).is_some();
    bullet || (bare(text) != text && text.starts_with(char::is_numeric))
}

/// A stretch of lines between two marks, code or quoted: both marks, counted from 0. Nothing may
/// close it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fenced {
    pub(super) opens: usize,
    pub(super) closes: usize,
}

/// All such stretches of some lines, in order.
pub(super) fn fenced(lines: &[String]) -> Vec<Fenced> {
    let mut found = Vec::new();
    let mut fence = Fence::default();
    let mut opens = None;
    for (at, line) in lines.iter().enumerate() {
        let was = fence.is_open();
        // Only where it opens and closes matters.
        let _ = fence.holds(line);
        match (was, fence.is_open()) {
            (false, true) => opens = Some(at),
            (true, false) => found.extend(opens.take().map(|opens| Fenced { opens, closes: at })),
            (true, true) | (false, false) => {}
        }
    }
    let closes = lines.len();
    found.extend(opens.map(|opens| Fenced { opens, closes }));
    found
}

/// The mark that closes what a line opens.
pub(super) fn closing(opening: &str) -> &str {
    let text = opening.trim();
    let mark = text.chars().next().unwrap_or_default();
    let count = text.len() - text.trim_start_matches(mark).len();
    text.get(..count).unwrap_or_default()
}
