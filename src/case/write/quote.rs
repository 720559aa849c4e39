//! What would be taken for something else is quoted; whether it would be, the reader itself says.

use super::super::{Aside, Case, Item, Kind, Question, read, vocabulary};
use crate::text::Clean;

/// A bracket at the end that would be taken for a time, a limit or an id is quoted.
pub(super) fn ending_quoted(text: &str) -> String {
    let bare = text.trim_end();
    let mut letters = bare.chars();
    match letters.next_back() {
        Some(last @ (')' | '）' | '}' | ']')) if !reads_as_prompt(bare) => {
            format!("{}&#{};", letters.as_str(), u32::from(last))
        }
        _ if !reads_as_prompt(bare) => quoted(bare),
        _ => bare.to_owned(),
    }
}

fn reads_as_prompt(text: &str) -> bool {
    let case = read_one(&format!("# T\n\n## Questions\n\n### 1. {text}\n"));
    let question = case.questions().next();
    question.is_some_and(|question| question.prompt.text.as_str() == text)
}

fn read_one(text: &str) -> Case {
    let mut document = read(text, "case.md");
    document.cases.truncate(1);
    document.cases.pop().unwrap_or_default()
}

/// A block as it may stand in a reading, first or behind questions: quoted where it would open
/// something.
pub(super) fn as_reading(text: &str) -> String {
    let case = read_one(&format!(
        "# T\n\n{text}\n\nText.\n\n## Questions\n\n1. Why?\n\n## Part B: B\n\n{text}\n\nText.\n"
    ));
    let asked = case.questions().count() == 1
        && case.noise.is_empty()
        && case
            .questions()
            .all(|question| *question.aside == Aside::default());
    let kept = case.parts.len() == 2
        && case.parts.iter().all(|part| {
            let mut items = part.items.iter();
            items.any(|item| match item {
                Item::Reading(reading) => {
                    let mut blocks = reading.blocks.iter();
                    blocks.any(|block| block.text.as_str() == text)
                }
                Item::Exhibit(_) | Item::Question(_) => false,
            })
        });
    if kept && asked {
        text.to_owned()
    } else {
        quoted(text)
    }
}

/// A block as it may stand under a question.
pub(super) fn in_question(text: &str) -> String {
    unless(text, &format!("Text.\n\n{text}\n\nText."), |question| {
        let mut body = question.prompt.body.iter();
        *question.aside == Aside::default() && body.any(|block| block.text.as_str() == text)
    })
}

/// A text as it may stand behind a label.
pub(super) fn in_field(label: &str, text: &str) -> String {
    let fields = |aside: &Aside| {
        let fields = [
            &aside.hints,
            &aside.follow_ups,
            &aside.listen_for,
            &aside.notes,
        ];
        fields.iter().map(|texts| texts.len()).sum::<usize>() == 1
            && fields
                .iter()
                .any(|texts| texts.first().is_some_and(|said| said.as_str() == text))
    };
    unless(text, &format!("{label}: {text}"), |question| {
        question.prompt.body.is_empty() && fields(&question.aside)
    })
}

/// A text as it may stand among the claims of a model answer.
pub(super) fn as_claim(text: &str) -> String {
    let document =
        format!("<details>\n<summary>Model answer</summary>\n\n{text}\n\nText.\n\n</details>");
    unless(text, &document, |question| {
        let mut models = question.aside.models.iter();
        models.next().is_some_and(|model| {
            matches!(model.claims.as_slice(), [claim, last]
                if claim.as_str() == text && last.as_str() == "Text.")
        })
    })
}

/// A text as it may stand in an option or another item of a list.
pub(super) fn as_option(text: &str) -> String {
    let document = format!("- ( ) {text}\n- ( ) another one\n- ( ) {text}");
    unless(text, &document, |question| match &question.prompt.kind {
        Kind::Choice { options, .. } => outer(options, text),
        _ => false,
    })
}

/// Whether the first and the last of three are this.
fn outer(texts: &[Clean], text: &str) -> bool {
    matches!(texts, [first, _, last] if first.as_str() == text && last.as_str() == text)
}

/// A text as it may stand in a bullet without a mark.
pub(super) fn as_item(text: &str) -> String {
    // Among few others a label counts, among many it does not.
    if vocabulary::label(text).is_some() {
        return quoted(text);
    }
    unless(
        text,
        &format!("Rank:\n\n- {text}\n- another one\n- {text}"),
        |question| {
            question.prompt.seconds.is_none()
                && match &question.prompt.kind {
                    Kind::Rank { items } => outer(items, text),
                    _ => false,
                }
        },
    )
}

/// The text, quoted unless a question with this under it is as it should be.
fn unless(text: &str, under: &str, kept: impl Fn(&Question) -> bool) -> String {
    let case = read_one(&format!("# T\n\n### 1. Why?\n\n{under}\n"));
    let mut questions = case.questions();
    match (questions.next(), questions.next()) {
        (Some(question), None) if kept(question) => text.to_owned(),
        _ => quoted(text),
    }
}

/// The same text to whoever reads it, and none of our marks to the reader of cases: behind quote
/// and emphasis marks, the first letter and the first colon are character references.
fn quoted(text: &str) -> String {
    let quote = |line: &str| {
        let bare = line.trim_start();
        let inside = bare.trim_start_matches(['>', ' ', '*', '_']);
        // A bullet is quoted itself, emphasis stays what it is.
        let bullet = bare.starts_with("* ");
        let inside = if bullet { bare } else { inside };
        let marks = bare.strip_suffix(inside).unwrap_or_default();
        let mut letters = inside.chars();
        let Some(first) = letters.next() else {
            return line.to_owned();
        };
        let rest = letters.as_str();
        let rest = rest.replacen(':', "&#58;", 1).replacen('：', "&#65306;", 1);
        format!("{marks}&#{};{rest}", u32::from(first))
    };
    let lines: Vec<_> = text.lines().map(quote).collect();
    lines.join("\n")
}
