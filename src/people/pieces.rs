//! A text cut at signs, but not within quotation marks or the angle brackets of a mail address.

/// The pieces between these signs, quotation marks and all. The last one is left out where
/// nothing stands in it.
pub(super) fn pieces<'t>(text: &'t str, ends: &[char]) -> Vec<&'t str> {
    let mut found = Vec::new();
    let mut from = 0;
    let mut closes = 0;
    for (at, letter) in text.char_indices() {
        if at < closes {
            continue;
        }
        let before = text.get(from..at).unwrap_or_default();
        let rest = text.get(at..).unwrap_or_default();
        match letter {
            '"' if before.trim().is_empty() => closes = at + quoted(rest).unwrap_or(0),
            '<' => closes = at + bracketed(rest).unwrap_or(0),
            letter if ends.contains(&letter) => {
                found.push(before);
                from = at + letter.len_utf8();
            }
            _ => {}
        }
    }
    found.extend(text.get(from..).filter(|rest| !rest.trim().is_empty()));
    found
}

/// How long the quotation at the beginning is, where it closes on its line; two marks within it
/// are one.
fn quoted(text: &str) -> Option<usize> {
    let line = text.lines().next()?;
    let mut letters = line.char_indices().skip(1).peekable();
    while let Some((at, letter)) = letters.next() {
        if letter == '"' && letters.next_if(|(_, next)| *next == '"').is_none() {
            return Some(at + 1);
        }
    }
    None
}

/// How long the bracket at the beginning is, where it closes on its line.
fn bracketed(text: &str) -> Option<usize> {
    let line = text.lines().next()?;
    Some(line.find('>')? + 1)
}

/// What stands in a piece that is all in quotation marks.
pub(super) fn whole(piece: &str) -> Option<String> {
    let piece = piece.trim();
    let all = piece.starts_with('"') && quoted(piece) == Some(piece.len());
    let inside = piece.get(1..piece.len().saturating_sub(1));
    inside
        .filter(|_| all)
        .map(|inside| inside.replace("\"\"", "\""))
}
