//! HTML blocks: headings are headings, swallowed text is read again as text, `<details>` is
//! named by its summary, comments are dropped.

use super::{Build, Place};
use crate::case::{
    read::{
        block::{Raw, blocks_of},
        piece::Piece,
    },
    vocabulary::{self, Word},
};

/// Takes an HTML block apart, line by line.
pub(super) fn take(build: &mut Build, raw: &Raw<'_>) {
    let mut text = String::new();
    let mut from = raw.from;
    let mut skipping: Option<&str> = None;
    for (at, line) in raw.text.lines().enumerate() {
        let number = raw.from + at as u32;
        if let Some(end) = skipping {
            if end == "-->" {
                build.hide("comment", number, number);
                build.mark(number, number);
            }
            if line.contains(end) {
                skipping = None;
            }
            continue;
        }
        if let Some(end) = swallows(line) {
            flush(build, &mut text, from);
            if end == "-->" {
                build.hide("comment", number, number);
                build.mark(number, number);
            }
            let inside = line.split_once("-->").map_or("", |(_, rest)| rest);
            if !line.contains(end) {
                skipping = Some(end);
            } else if !inside.trim().is_empty() {
                text.push_str(inside);
                from = number;
            }
            continue;
        }
        let special = special(line);
        if special.is_some() {
            flush(build, &mut text, from);
        }
        if text.is_empty() {
            from = number;
        }
        match special {
            Some(Special::Open(summary)) => open_details(build, &summary, number),
            Some(Special::Close) => close_details(build, number),
            Some(Special::Heading(level, title)) => {
                let heading = format!("{} {title}", "#".repeat(level));
                build.take_blocks(&blocks_of(&heading, number));
            }
            None => {
                text.push_str(&without_tags(line));
                text.push('\n');
            }
        }
    }
    flush(build, &mut text, from);
}

enum Special {
    Open(String),
    Close,
    Heading(usize, String),
}

fn special(line: &str) -> Option<Special> {
    let lower = line.to_ascii_lowercase();
    let bare = lower.trim_start();
    if bare.starts_with("<details") || bare.starts_with("<summary") {
        return Some(Special::Open(without_tags(line).trim().to_owned()));
    }
    if bare.starts_with("</details") {
        return Some(Special::Close);
    }
    let level = bare.strip_prefix("<h")?.chars().next()?.to_digit(10)? as usize;
    (1..=6)
        .contains(&level)
        .then(|| Special::Heading(level, without_tags(line).trim().to_owned()))
}

/// What ends a stretch that is no text, where a line begins one.
fn swallows(line: &str) -> Option<&'static str> {
    let lower = line.trim_start().to_ascii_lowercase();
    [
        ("<!--", "-->"),
        ("<script", "</script>"),
        ("<style", "</style>"),
    ]
    .into_iter()
    .find(|(start, _)| lower.starts_with(start))
    .map(|(_, end)| end)
}

fn open_details(build: &mut Build, summary: &str, line: u32) {
    build.mark(line, line);
    // `<details>` and `<summary>` may stand on lines of their own.
    if summary.is_empty() {
        return;
    }
    let answer = vocabulary::of_heading(summary) == Some(Word::Answers);
    build.details.push(answer);
    if answer {
        build.hide("model answer", line, line);
        if matches!(build.place, Place::Question(_)) {
            if let Some(question) = build.question() {
                question.expect_model(super::own_title(summary));
            }
        } else {
            let after = build
                .segments
                .iter()
                .map(|segment| segment.questions.len())
                .sum();
            build.answers.open(super::own_title(summary), after);
            build.answers.belongs_to_last();
        }
    }
}

fn close_details(build: &mut Build, line: u32) {
    build.mark(line, line);
    build.details.pop();
    if let Some(question) = build.question() {
        question.expect_body();
    }
}

fn flush(build: &mut Build, text: &mut String, from: u32) {
    let text = std::mem::take(text);
    if text.trim().is_empty() {
        return;
    }
    let piece: Piece = blocks_of(&text, from);
    build.take_blocks(&piece);
}

/// A line without its tags.
fn without_tags(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('<') {
        out.push_str(before);
        let is_tag = after
            .starts_with(|letter: char| letter.is_ascii_alphabetic() || "/!?".contains(letter));
        match after.split_once('>') {
            Some((_, behind)) if is_tag => rest = behind,
            _ => {
                out.push('<');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}
