//! "**Prompt:** Next action?" in one scene after the other: where nothing else asks in any of them,
//! a script's prompts are its questions. Under a question of ours a prompt is part of it.

use std::borrow::Cow;

use super::{
    fence::Fence,
    question::mark::{asks, numbered},
    source::{Numbered, heading_level},
};
use crate::case::vocabulary::{self, Word};

/// A single one may belong to anything.
const FEWEST: usize = 2;

/// The lines of a source with each such prompt as a question.
pub(super) fn as_questions<'a>(source: &str, mut lines: Vec<Numbered<'a>>) -> Vec<Numbered<'a>> {
    if source.matches(":**").take(FEWEST).count() < FEWEST {
        return lines;
    }
    let mut fence = Fence::default();
    // Under a heading that asks nothing, and behind no line that does.
    let mut free = false;
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        if fence.holds(&line.text) {
            continue;
        }
        let text = line.text.trim();
        if heading_level(text).is_some() {
            let title = text.trim_matches(['#', ' ']);
            free = !asks(title)
                && numbered(title).is_none()
                && vocabulary::of_heading(title).is_none_or(|word| word == Word::Part);
        } else if let Some(rest) = prompt(&line.text) {
            if !free {
                return lines;
            }
            found.push((at, rest.to_owned()));
            free = false;
        } else if text.starts_with(|first: char| first.is_numeric() || first == '-') && asks(text) {
            free = false;
        }
    }
    if found.len() >= FEWEST {
        for (at, rest) in found {
            if let Some(line) = lines.get_mut(at) {
                line.text = Cow::Owned(format!("**Question:** {rest}"));
            }
        }
    }
    lines
}

/// What a prompt says.
fn prompt(line: &str) -> Option<&str> {
    let (label, rest) = line.strip_prefix("**")?.split_once(":**")?;
    (vocabulary::whole(label) == Some(Word::Prompt)).then(|| rest.trim())
}
