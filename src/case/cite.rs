//! Paragraph numbers in what people write: `¶3`, `P3`, `¶ 3–5`, `¶¶ 3, 5 and 7–9`.

use std::collections::BTreeSet;

/// The most paragraphs that one span stands for; "¶3–999" is a slip, not a thousand passages.
const MOST_IN_SPAN: u32 = 50;

const BLANKS: [char; 2] = [' ', '\u{a0}'];

/// The ¶ numbers that a text cites, ascending, each once: behind a `¶`, or a `P` that begins a
/// word. A dash makes a span; behind a doubled sign (`¶¶`, `PP`) commas, "&" and "and" go on
/// with the list. A number elsewhere in a sentence is no citation.
pub fn cited(text: &str) -> BTreeSet<u32> {
    let mut found = BTreeSet::new();
    for sign in ['¶', 'P'] {
        // One sign at a time: so a long text is gone through as fast as its bytes are read.
        for (at, _) in text.match_indices(sign) {
            let (before, from) = text.split_at(at);
            let before = before.chars().next_back();
            let within = |before: char| before == sign || (sign == 'P' && before.is_alphanumeric());
            if !before.is_some_and(within) {
                passages(from, sign, &mut found);
            }
        }
    }
    found
}

/// Takes the numbers and spans behind the sign that a text begins with.
fn passages(text: &str, sign: char, found: &mut BTreeSet<u32>) {
    let behind = text.trim_start_matches(sign);
    let list = text.len() - behind.len() > sign.len_utf8();
    let mut rest = behind;
    if sign == '¶' || list {
        rest = rest.trim_start_matches(BLANKS);
    }
    while let Some(behind) = span(rest, found).filter(|_| list) {
        let next = behind.trim_start_matches([' ', '\u{a0}', ',', '&']);
        let next = next.strip_prefix("and").unwrap_or(next);
        rest = next.trim_start_matches(BLANKS);
    }
}

/// One number, or two with a dash between them: all from the first to the second. What follows;
/// none where no number stands there.
fn span<'a>(text: &'a str, found: &mut BTreeSet<u32>) -> Option<&'a str> {
    let (from, rest) = number(text)?;
    found.insert(from);
    let dash = rest
        .trim_start_matches(BLANKS)
        .strip_prefix(['-', '–', '—']);
    let end = dash.map(|rest| rest.trim_start_matches([' ', '\u{a0}', '¶', 'P']));
    let Some((to, behind)) = end.and_then(number) else {
        return Some(rest);
    };
    found.extend(from..=to.min(from.saturating_add(MOST_IN_SPAN)));
    Some(behind)
}

/// The number at the start of a text, and what follows it.
fn number(text: &str) -> Option<(u32, &str)> {
    let end = text
        .find(|letter: char| !letter.is_ascii_digit())
        .unwrap_or(text.len());
    let (digits, rest) = text.split_at_checked(end)?;
    Some((digits.parse().ok()?, rest))
}
