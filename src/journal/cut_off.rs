//! What can still be read of an entry that was cut off: it is offered as a draft.

use super::drafts::{Draft, DraftKey};
use crate::{
    id::{PersonId, QuestionId},
    text::Clean,
};

/// Fields that people wrote, but for reasons.
const WRITTEN: [&str; 9] = [
    "text", "what", "expect", "surprise", "by_when", "word", "title", "happened", "learned",
];
/// Characters of the longest escape, two of `\u` and four digits.
const LONGEST_ESCAPE: usize = 12;

/// What somebody had written, and what for, where that can be told.
pub fn readable(torn: &[u8]) -> Option<(Option<DraftKey>, Draft)> {
    let all = String::from_utf8_lossy(torn);
    // A half-written character at the very end is no part of the text.
    let all = all.trim_end_matches(char::REPLACEMENT_CHARACTER);
    let line = all.lines().rfind(|line| !line.is_empty())?;
    let fields = fields(line);
    let of = |wanted: &[&str]| {
        let found = fields
            .iter()
            .filter(|(name, _)| wanted.contains(&name.as_str()));
        let texts: Vec<_> = found.map(|(_, text)| text.as_str()).collect();
        Clean::new(&texts.join("\n"))
    };
    let draft = Draft {
        text: of(&WRITTEN),
        value: None,
        reason: of(&["reason"]),
        ..Draft::default()
    };
    let something = !(draft.text.is_empty() && draft.reason.is_empty());
    something.then(|| (key(line, &of(&["event"]), &of(&["question"])), draft))
}

fn key(line: &str, event: &str, question: &str) -> Option<DraftKey> {
    let person = person(line);
    let question = QuestionId::new(question);
    match event {
        "answered" => Some(DraftKey::Answer {
            person: person?,
            question,
        }),
        "voted" => Some(DraftKey::Vote {
            person: person?,
            question,
        }),
        "noted" => Some(DraftKey::Note {
            question,
            person: None,
        }),
        "dissented" => Some(DraftKey::Dissent),
        "committed" => Some(DraftKey::Commitment { person }),
        "spoken" => Some(DraftKey::Word { person: person? }),
        _ => None,
    }
}

fn person(line: &str) -> Option<PersonId> {
    let (_, event) = line.split_once("\"event\":")?;
    let (_, rest) = event.split_once("\"person\":")?;
    let digits = rest.split(|letter: char| !letter.is_ascii_digit()).next()?;
    digits.parse().ok().map(PersonId)
}

/// Every text in a piece of JSON with the name before it; the last one may be cut off.
fn fields(line: &str) -> Vec<(String, String)> {
    let mut fields = Vec::new();
    let mut name = String::new();
    let mut rest = line;
    while let Some((_, text)) = rest.split_once('"') {
        let (raw, after) = split_text(text);
        let text = unescape(raw);
        rest = after;
        if rest.starts_with(':') {
            name = text;
        } else {
            fields.push((name.clone(), text));
        }
    }
    fields
}

/// A text up to its closing quotation mark, and what follows that.
fn split_text(text: &str) -> (&str, &str) {
    let mut escaped = false;
    for (at, letter) in text.char_indices() {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => {
                let (raw, rest) = text.split_at(at);
                return (raw, rest.strip_prefix('"').unwrap_or_default());
            }
            _ => {}
        }
    }
    (text, "")
}

/// The text itself; half an escape at its end is left out.
fn unescape(raw: &str) -> String {
    let ends = raw.char_indices().rev().map(|(at, _)| at);
    [raw.len()]
        .into_iter()
        .chain(ends.take(LONGEST_ESCAPE))
        .find_map(|end| serde_json::from_str(&format!("\"{}\"", raw.split_at(end).0)).ok())
        .unwrap_or_default()
}
