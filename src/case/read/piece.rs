//! Third pass: the text is cut at label lines, outside code fences, before it is parsed: a
//! label that stands under a list would else be read as part of its last item.

use super::{
    fence::{Fence, Quoted},
    source::{Numbered, Text},
    time,
};
use crate::case::vocabulary::{self, Word, grammar};

/// A stretch of text, and the label line that opened it.
#[derive(Clone, Debug, Default)]
pub(super) struct Piece {
    pub(super) label: Option<Label>,
    /// It is one block, whatever it looks like; its first and last lines are the marks around it.
    pub(super) quoted: Option<Quoted>,
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
    /// A text whose lines have these numbers.
    pub(super) fn of(text: &str, numbers: &[u32]) -> Self {
        Self {
            label: None,
            quoted: None,
            text: format!("{text}\n"),
            numbers: numbers.to_vec(),
        }
    }

    /// Adds a line.
    pub(super) fn add(&mut self, text: &str, number: u32) {
        self.text.push_str(text);
        self.text.push('\n');
        self.numbers.push(number);
    }

    fn push(&mut self, line: &Numbered<'_>) {
        self.text.push_str(&line.text);
        self.text.push('\n');
        self.numbers.push(line.number);
    }
}

/// The longest label line, in bytes.
const LONGEST: usize = 90;

/// Cuts the text at its label lines.
pub(super) fn cut(text: &Text<'_>) -> Vec<Piece> {
    let mut pieces = vec![Piece::default()];
    let mut fence = Fence::default();
    let mut after_blank = true;
    let mut after_sentence = true;
    let mut lines = text.lines.iter().peekable();
    while let Some(line) = lines.next() {
        let before = fence.quoted();
        let code = fence.holds(&line.text);
        let quoted = fence.quoted();
        if quoted.is_some() && before.is_none() {
            pieces.push(Piece {
                quoted,
                ..Piece::default()
            });
        }
        let before_blank = lines.peek().is_none_or(|next| next.is_blank());
        let around = Around {
            after_blank,
            after_sentence,
            before_blank,
            plain: text.plain,
        };
        let label = if code { None } else { label(line, &around) };
        after_blank = line.is_blank();
        let end = line.text.trim_end().chars().next_back();
        after_sentence = end.is_none_or(|end| ".?!:。？！：؟".contains(end));
        match (label, pieces.last_mut()) {
            (None, Some(piece)) => piece.push(line),
            (label, _) => pieces.push(Piece {
                label,
                ..Piece::default()
            }),
        }
        if quoted.is_none() && before.is_some() {
            pieces.push(Piece::default());
        }
    }
    pieces
}

/// What stands around a line.
struct Around {
    after_blank: bool,
    /// The line above ends a sentence.
    after_sentence: bool,
    before_blank: bool,
    plain: bool,
}

/// The label that a line is.
fn label(line: &Numbered<'_>, around: &Around) -> Option<Label> {
    if line.text.len() > LONGEST {
        return None;
    }
    let text = line.text.trim();
    let text = match text.strip_prefix(":::") {
        // `::: {.questions}` or `::: questions` opens a division.
        Some(class) => class.trim_matches([':', ' ', '{', '}', '.']),
        None => text,
    };
    if text.is_empty() || text.starts_with(['#', '-', '>', '|', '<', '+']) {
        return None;
    }
    let division = line.text.trim_start().starts_with(":::");
    let bare = text.trim_matches(['*', '_', '-', '–', '—', ' ']);
    let boxed = bare
        .strip_prefix('【')
        .and_then(|rest| rest.strip_suffix('】'));
    let bare = boxed.unwrap_or(bare);
    let colon = bare.ends_with([':', '：']);
    let bold = text.starts_with("**") || text.starts_with("__") || boxed.is_some();
    let bare = bare.trim_end_matches([':', '：', '*', '_']);
    let timed = bare;
    let bare = time::split_end(bare).0;
    let sentence = bare.ends_with(['.', '!', '?', ',', ';', '。', '？']);
    let apart = around.after_blank && around.before_blank && !sentence;
    let stands = colon || bold || apart;
    // "Facilitator note: the crew" says more than its label.
    let stands = stands && !bare.contains(": ");
    let made = || stands.then(|| vocabulary::by_grammar(bare)).flatten();
    let word = vocabulary::whole(bare)
        .or_else(|| counted(bare, around, bold || colon))
        .or_else(made)?;
    let opens = opens(word) || (word == Word::Closing && (colon || bold));
    let several = bare.contains(' ') || bare.contains('(');
    let apart = around.after_blank && (around.plain || around.before_blank);
    // A single word without a colon may be the last word of a sentence.
    let alone = division
        || colon
        || bold
        || (several && word != Word::Sources)
        || (apart && around.plain)
        || (around.plain && word == Word::Questions)
        || (around.plain && around.after_sentence && word == Word::Answers && is_capital(bare));
    // "A" and "R" are labels only before their answer.
    let long = bare.chars().count() > 1 || !bare.is_ascii();
    (opens && alone && long).then(|| Label {
        word,
        // A question keeps its time.
        text: if word == Word::Question { timed } else { bare }.to_owned(),
        line: line.number,
    })
}

/// Whether a word may stand on a line of its own as a label.
fn opens(word: Word) -> bool {
    matches!(
        word,
        Word::Questions
            | Word::Answers
            | Word::Facilitator
            | Word::Sources
            | Word::Goals
            | Word::Question
            | Word::Exhibit
            | Word::Part
            | Word::Case
    )
}

fn is_capital(text: &str) -> bool {
    text.chars()
        .next()
        .is_some_and(|first| !first.is_lowercase())
}

/// "Question 3" and, in a text without headings, "Part B: Wednesday" on lines of their own.
fn counted(bare: &str, around: &Around, marked: bool) -> Option<Word> {
    if bare.ends_with(['.', '!', ',', ';', '。']) {
        return None;
    }
    let word = vocabulary::counted_heading(bare)?;
    let alone = around.after_blank && (around.before_blank || bare.chars().count() <= 60);
    match word {
        Word::Question => (alone || marked).then_some(word),
        Word::Part if marked && grammar::comes_later(bare) => Some(word),
        Word::Part | Word::Exhibit | Word::Case => (around.plain && alone).then_some(word),
        _ => None,
    }
}
