//! HTML blocks, taken apart: headings are headings, swallowed text is text again, `<details>` is
//! named by its summary, scripts and styles are no text.

use super::{block::Raw, piece::Piece};

/// What an HTML block is made of.
#[derive(Debug)]
pub(super) enum Bit {
    /// Text, without its tags.
    Text(Piece),
    /// `<details>`, with its summary.
    Open { summary: String, line: u32 },
    /// `</details>`.
    Close { line: u32 },
    /// A heading as Markdown.
    Heading(Piece),
}

/// Takes an HTML block apart, line by line.
pub(super) fn bits(raw: &Raw<'_>) -> Vec<Bit> {
    let mut bits = Vec::new();
    let mut text = Piece::default();
    let mut skipping: Option<&str> = None;
    let mut ordered = false;
    for (line, number) in raw.text.lines().zip(raw.lines) {
        let lower = line.to_ascii_lowercase();
        if let Some(end) = skipping {
            if lower.contains(end) {
                skipping = None;
            }
            continue;
        }
        if let Some(end) = swallows(&lower) {
            skipping = (!lower.contains(end)).then_some(end);
            continue;
        }
        ordered = (ordered || lower.contains("<ol")) && !lower.contains("<ul");
        if let Some(bit) = special(line, &lower, *number) {
            flush(&mut text, &mut bits);
            bits.extend(bit);
            continue;
        }
        for part in without_tags(line, ordered).split('\n') {
            text.text.push_str(part);
            text.text.push('\n');
            text.numbers.push(*number);
        }
    }
    flush(&mut text, &mut bits);
    bits
}

fn flush(text: &mut Piece, bits: &mut Vec<Bit>) {
    let text = std::mem::take(text);
    if !text.text.trim().is_empty() {
        bits.push(Bit::Text(text));
    }
}

/// A line that is more than text; `None` within for a tag that only belongs to another.
fn special(line: &str, lower: &str, number: u32) -> Option<Option<Bit>> {
    let bare = lower.trim_start();
    if bare.starts_with("<details") || bare.starts_with("<summary") {
        let summary = without_tags(line, false).trim().to_owned();
        // `<details>` and `<summary>` may stand on lines of their own.
        let bit = Bit::Open {
            summary,
            line: number,
        };
        let whole = bare.contains("<summary")
            || !matches!(&bit, Bit::Open { summary, .. } if summary.is_empty());
        return Some(whole.then_some(bit));
    }
    if bare.starts_with("</details") {
        return Some(Some(Bit::Close { line: number }));
    }
    let level = bare.strip_prefix("<h")?.chars().next()?.to_digit(10)? as usize;
    let heading = (1..=6).contains(&level).then(|| {
        let title = without_tags(line, false).replace('\n', " ");
        Piece::of(
            &format!("{} {}", "#".repeat(level), title.trim()),
            &[number],
        )
    });
    heading.map(|heading| Some(Bit::Heading(heading)))
}

/// The words of a summary that a line holds.
pub(super) fn summary(line: &str) -> Option<String> {
    let summary = line.to_ascii_lowercase().contains("<summary");
    let words = without_tags(line, false).trim().to_owned();
    (summary && !words.is_empty()).then_some(words)
}

/// What ends a stretch that is no text, where a line begins one.
fn swallows(lower: &str) -> Option<&'static str> {
    let bare = lower.trim_start();
    [("<script", "</script>"), ("<style", "</style>")]
        .into_iter()
        .find(|(start, _)| bare.starts_with(start))
        .map(|(_, end)| end)
}

/// A line without its tags; those that begin a line or an item of a list do so.
fn without_tags(line: &str, ordered: bool) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('<') {
        out.push_str(before);
        let is_tag = after
            .starts_with(|letter: char| letter.is_ascii_alphabetic() || "/!?".contains(letter));
        if !is_tag {
            out.push('<');
            rest = after;
            continue;
        }
        let Some((tag, behind)) = after.split_once('>') else {
            rest = after;
            out.push('<');
            break;
        };
        let name: String = tag
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .map(|letter| letter.to_ascii_lowercase())
            .collect();
        match name.as_str() {
            "li" if ordered => out.push_str("\n1. "),
            "li" => out.push_str("\n- "),
            "p" | "div" | "tr" | "blockquote" | "ol" | "ul" if !out.trim().is_empty() => {
                out.push_str("\n\n");
            }
            "br" => out.push('\n'),
            _ => {}
        }
        rest = behind;
    }
    out.push_str(rest);
    out
}

/// Whether a line of HTML holds tags and nothing else.
pub(super) fn is_only_tags(line: &str) -> bool {
    !line.trim().is_empty()
        && without_tags(line, false)
            .trim_matches(['-', ' ', '\n'])
            .is_empty()
}
