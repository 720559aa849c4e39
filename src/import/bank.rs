//! Questions as their programs keep them, written down so that nothing of an answer is guessed.

use super::flow::{Flow, harmless};

mod moodle;
mod qti;

pub(super) use moodle::{feedback, is_bank, markdown, matching};

/// A question of a bank.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Asked {
    /// The line of the file that it begins in; 0 where lines mean nothing.
    pub(super) line: usize,
    /// What is asked, in paragraphs.
    pub(super) text: String,
    /// What can be chosen, and whether it is right.
    pub(super) options: Vec<(String, bool)>,
    /// Whether several may be chosen.
    pub(super) several: bool,
    /// What belongs to the answer: solutions, feedback.
    pub(super) answers: Vec<String>,
    /// What is meant for whoever marks or leads.
    pub(super) notes: Vec<String>,
}

/// A part of a bank, in its order.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Something to read.
    Reading(String),
    /// Something to answer.
    Asked(Asked),
}

/// A bank as a document of ours.
pub(super) fn write(title: &str, parts: &[Part]) -> String {
    let mut flow = Flow::default();
    if !title.trim().is_empty() {
        flow.heading(1, title);
    }
    for part in parts {
        if let Part::Reading(text) = part {
            flow.paragraph(text);
        }
    }
    flow.block("## Questions");
    let asked = parts.iter().filter_map(|part| match part {
        Part::Asked(asked) => Some(asked),
        Part::Reading(_) => None,
    });
    let asked: Vec<_> = asked.collect();
    for (at, asked) in asked.iter().enumerate() {
        question(&mut flow, at + 1, asked);
    }
    // Behind all questions, so that each can keep the line that it has in its file.
    let mut begun = false;
    for (at, asked) in asked.iter().enumerate() {
        let claims = asked.answers.iter().map(|text| line(text));
        let claims = claims.filter(|text| !text.is_empty());
        let claims: Vec<_> = claims.map(|text| format!("- {text}")).collect();
        if claims.is_empty() {
            continue;
        }
        if !std::mem::replace(&mut begun, true) {
            flow.block("## Model answers");
        }
        flow.block(&heading(at + 1, asked));
        flow.block(&claims.join("\n"));
    }
    flow.text
}

fn heading(number: usize, asked: &Asked) -> String {
    let text = asked.text.trim();
    let first = text.lines().next().unwrap_or_default();
    format!("### {number}. {}", first.trim())
}

fn question(flow: &mut Flow, number: usize, asked: &Asked) {
    flow.down_to(asked.line);
    flow.text.push('\n');
    flow.text.push_str(&heading(number, asked));
    flow.text.push('\n');
    let rest = asked.text.trim().split_once('\n');
    flow.paragraph(rest.map_or("", |(_, rest)| rest.trim()));
    let several = asked.several || asked.options.iter().filter(|(_, right)| *right).count() > 1;
    for (text, right) in &asked.options {
        let mark = match (several, right) {
            (false, false) => "( )",
            (false, true) => "(x)",
            (true, false) => "[ ]",
            (true, true) => "[x]",
        };
        flow.text.push_str(&format!("- {mark} {}\n", line(text)));
    }
    let notes = asked.notes.iter().map(|note| line(note));
    for note in notes.filter(|note| !note.is_empty()) {
        flow.block(&format!("Facilitator: {note}"));
    }
}

/// A text on one line.
pub(super) fn line(text: &str) -> String {
    let words: Vec<_> = text.split_whitespace().collect();
    harmless(&words.join(" "))
}
