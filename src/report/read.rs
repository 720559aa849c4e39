//! What was read, and what people had to ask for.

use serde::Serialize;

use crate::text::Clean;

/// A fact that somebody asked for.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Fact {
    /// Counted from 1 through the whole case.
    pub number: u16,
    pub title: Clean,
    /// Who asked; none where the group did.
    pub asked_by: Option<Clean>,
    /// When it was given out, RFC 3339.
    pub at: Clean,
    /// In which question, counted from 1; none outside of one.
    pub question: Option<u32>,
    /// All of it in a sentence; not in the JSON form, whose readers have its parts.
    #[serde(skip)]
    pub said: Clean,
}

/// A part of what was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    pub title: Option<Clean>,
    /// Its blocks in the author's Markdown, with their ¶ numbers.
    pub blocks: Vec<(Option<u32>, Clean)>,
}

/// How often a paragraph was used.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Passage {
    /// The ¶ number.
    pub number: u32,
    /// In how many answers and notes, its own mark counted too.
    pub uses: usize,
    /// Where it is marked: the note on it, perhaps empty.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mark: Option<Clean>,
}
