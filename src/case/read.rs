//! Markdown, or a document as people have it, becomes a case. Pure; it never fails.
//!
//! A list of passes: `source` evens out the text, `settings` takes the front matter, `piece`
//! cuts at label lines before anything is parsed, `block` lets pulldown-cmark find the blocks
//! of each piece, `build` gives every block its place, `fallback` looks for questions that
//! nothing marks, `finish` hands out the answers, numbers and judges, `alarm`
//! looks at what would be seen. Lines keep the numbers
//! that they have in the document.

use crate::{
    case::{Case, flaw::Flaw},
    text::Clean,
};

mod addressed;
mod admonition;
mod agree;
mod alarm;
mod answer;
mod block;
mod bracket;
mod brief;
mod build;
mod component;
mod condition;
mod directive;
mod exercise;
mod fallback;
pub(in crate::case) mod fence;
mod filled;
mod finish;
mod foreign;
mod gap;
mod html;
mod indented;
mod keyed;
mod labels;
mod links;
mod macros;
mod near;
mod offered;
mod outcome;
mod owed;
mod pasted;
mod picked;
mod piece;
mod prompted;
mod question;
mod remark;
pub(in crate::case) mod rows;
mod settings;
mod signs;
mod source;
mod survey;
mod time;
mod truths;

pub(in crate::case) use settings::known as setting;

/// A document, read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// The title of the whole document; never empty.
    pub title: Clean,
    /// Its cases; at least one.
    pub cases: Vec<Case>,
    /// What is kept back, and where it stands.
    pub hidden: Vec<Hidden>,
    /// What was guessed.
    pub guesses: Vec<Guess>,
    /// Lines that are in no part of any case.
    pub unused: Vec<Lines>,
    /// What its author may want to mend.
    pub flaws: Vec<Flaw>,
    /// Passages that may give something away; each is kept back until somebody has said what it is.
    pub doubts: Vec<Doubt>,
}

/// A passage that the reading would have shown and that looks as if it should not be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// Where it stands.
    pub lines: Lines,
    /// What it looks like, and so where it went.
    pub looks: Looks,
    /// What gave it away, in a few words.
    pub why: Clean,
}

/// What a doubtful passage looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Looks {
    /// An answer: it comes at *compare* of its question.
    LikeAnAnswer,
    /// Words to the staff: they stay the facilitator's.
    LikeAStaffNote,
}

/// Lines that are kept back until their time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hidden {
    /// What: "model answer", "facilitator notes", "later part" …
    pub what: &'static str,
    /// The first line, counted from 1.
    pub from: u32,
    /// The last line.
    pub to: u32,
}

/// Something that the document does not say and that was taken to be so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guess {
    /// The line, counted from 1.
    pub line: u32,
    /// By which rule, in a few words.
    pub rule: &'static str,
    /// What was guessed.
    pub said: Clean,
}

/// A stretch of lines, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lines {
    /// The first one.
    pub from: u32,
    /// The last one.
    pub to: u32,
}

/// The time for reading a document was up before its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeUp;

/// Reads a document. `file_name` serves as title where nothing else does.
#[must_use]
pub fn read(source: &str, file_name: &str) -> Document {
    read_within(source, file_name, &mut || false).unwrap_or_default()
}

/// With the guess that its questions and answers were found by how they are written.
fn found_by_form(mut document: Document) -> Document {
    let questions: Vec<u32> = document
        .cases
        .iter()
        .flat_map(Case::questions)
        .map(|question| question.prompt.line)
        .collect();
    let found = crate::text::plural(questions.len(), "question is", "questions are");
    let said = match questions.is_empty() {
        true => "what is kept back is found by how the document is written".to_owned(),
        false => {
            format!("{found} found by how the document is written, and so is what is kept back")
        }
    };
    let guess = Guess {
        line: questions.first().copied().unwrap_or(1),
        rule: "found by form",
        said: said.into(),
    };
    let at = document
        .guesses
        .partition_point(|other| other.line <= guess.line);
    document.guesses.insert(at, guess);
    document
}

/// Reads a document as [`read`] does, as long as `is_time_up` says no; it is asked before every
/// step of the work, so that no document, however odd, holds up whoever wants it read.
///
/// # Errors
/// The time was up.
pub fn read_within(
    source: &str,
    file_name: &str,
    is_time_up: &mut dyn FnMut() -> bool,
) -> Result<Document, TimeUp> {
    let mut go_on = || if is_time_up() { Err(TimeUp) } else { Ok(()) };
    go_on()?;
    let mut text = links::resolved(source::even_out(source));
    file_name.clone_into(&mut text.name);
    bracket::label(&mut text);
    let briefs = brief::take(&mut text);
    let mut document = read_text(&text, file_name, &mut go_on)?;
    brief::give(&mut document, &briefs);
    Ok(document)
}

/// Reads what is left when what is for some only was taken out.
fn read_text(
    text: &source::Text<'_>,
    file_name: &str,
    go_on: &mut dyn FnMut() -> Result<(), TimeUp>,
) -> Result<Document, TimeUp> {
    go_on()?;
    let settings = settings::front_matter(&text.front);
    let mut build = build::Build::new(text, settings.clone(), file_name);
    for piece in &piece::cut(text) {
        build.take_piece(piece, go_on)?;
    }
    go_on()?;
    fallback::ask(&mut build);
    go_on()?;
    let (sure, own) = build.own();
    let mut first = finish::finish(build);
    let mut survey = survey::Survey::of(text, agree::asked(&first), sure, own, go_on)?;
    let mixed = survey::sets_apart(&survey, &first.hidden);
    if own && !mixed && !survey::finds_more(&survey) && !agree::shows(&first, &survey.kept_lines())
    {
        alarm::sound(&mut first, text);
        foreign::tell(&mut first, text, own, &[]);
        near::tell(&mut first, text);
        return Ok(first);
    }
    let rows = survey.rows();
    survey::adopt(&mut survey, &first.hidden);
    let mut build = build::Build::new(text, settings, file_name);
    build.take_verdicts(&survey.verdicts(), go_on)?;
    let second = finish::finish(build);
    go_on()?;
    let none = survey.count() == 0 && !agree::shows(&first, &survey.kept_lines());
    let mut document = if !mixed && (none || agree::agree(&first, &second)) {
        first
    } else {
        found_by_form(second)
    };
    alarm::sound(&mut document, text);
    foreign::tell(&mut document, text, own, &rows);
    // Whoever writes settings writes for us, however the rest is spelt.
    if own || text.front.len() > 2 {
        near::tell(&mut document, text);
    }
    go_on()?;
    Ok(document)
}
