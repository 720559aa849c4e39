//! Third pass: the text is cut at label lines, outside code fences, before it is parsed: a
//! label that stands under a list would else be read as part of its last item.

use super::source::{Numbered, Text, is_fence};
use crate::case::vocabulary::{self, Word};

/// A stretch of text, and the label line that opened it.
#[derive(Clone, Debug, Default)]
pub(super) struct Piece {
    pub(super) label: Option<Label>,
    /// Its text, lines ending in `\n`.
    pub(super) text: String,
    /// The source's line number of each line of it.
    pub(super) numbers: Vec<u32>,
}

/// A line that is nothing but a word of the vocabulary.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Label {
    pub(super) word: Word,
    pub(super) text: String,
    pub(super) line: u32,
}

impl Piece {
    fn push(&mut self, line: &Numbered<'_>) {
        self.text.push_str(&line.text);
        self.text.push('\n');
        self.numbers.push(line.number);
    }
}

/// Cuts the text at its label lines.
pub(super) fn cut(text: &Text<'_>) -> Vec<Piece> {
    let mut pieces = vec![Piece::default()];
    let mut fenced = false;
    let mut after_blank = true;
    for line in &text.lines {
        fenced ^= is_fence(&line.text);
        let label = if fenced {
            None
        } else {
            label(line, after_blank, text.plain)
        };
        after_blank = line.is_blank();
        match (label, pieces.last_mut()) {
            (None, Some(piece)) => piece.push(line),
            (label, _) => pieces.push(Piece {
                label,
                ..Piece::default()
            }),
        }
    }
    pieces
}

/// The label that a line is.
fn label(line: &Numbered<'_>, after_blank: bool, plain: bool) -> Option<Label> {
    let text = line.text.trim();
    if text.is_empty() || text.len() > 80 || text.starts_with(['#', '-', '>', '|', '<']) {
        return None;
    }
    let bare = text.trim_matches(['*', '_', '-', '–', '—', ' ']);
    let colon = bare.ends_with([':', '：']);
    let bold = text.starts_with("**") || text.starts_with("__");
    let word = vocabulary::whole(bare)?;
    let opens = matches!(
        word,
        Word::Questions | Word::Answers | Word::Facilitator | Word::Sources | Word::Goals
    );
    let several = bare.trim_end_matches([':', '：']).contains(' ') || bare.contains('(');
    // A single word without a colon may be the last word of a sentence.
    let alone =
        colon || bold || several || (after_blank && plain) || (plain && word == Word::Questions);
    // "A" and "R" are labels only before their answer.
    let long = bare.trim_end_matches([':', '：']).chars().count() > 1;
    (opens && alone && long).then(|| Label {
        word,
        text: bare.trim_end_matches([':', '：']).to_owned(),
        line: line.number,
    })
}
