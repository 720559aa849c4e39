//! A text cut into the rows that a screen shows, with nothing left out: every byte of it
//! belongs to one row, so that a cursor can stand anywhere.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::text::width;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Which bytes of the text, without the new line at the end.
    pub bytes: Range<usize>,
    /// Whether a new line, or the end of the text, ends the row; else it is wrapped.
    pub ends_line: bool,
}

/// All rows of `text` in a column of `cols` cells; at least one.
pub fn rows(text: &str, cols: usize) -> Vec<Row> {
    let mut all = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        wrap_line(line, start, cols.max(2), &mut all);
        start += line.len() + 1;
    }
    all
}

/// Which row the cursor stands on: where one row is wrapped, at the beginning of the next.
pub(super) fn row_of(rows: &[Row], cursor: usize) -> usize {
    rows.partition_point(|row| row.bytes.start <= cursor)
        .saturating_sub(1)
}

/// Words go to the next row whole; spaces may hang over the edge; what is wider than a
/// row is cut between characters.
fn wrap_line(line: &str, offset: usize, cols: usize, all: &mut Vec<Row>) {
    // The cursor needs a cell after the last character of a row.
    let room = cols - 1;
    let (mut start, mut used) = (0, 0);
    let mut cut = |from: usize, to: usize, ends_line: bool| {
        all.push(Row {
            bytes: offset + from..offset + to,
            ends_line,
        });
    };
    for word in words(line) {
        let piece = line.get(word.clone()).unwrap_or_default();
        let wide = width(piece);
        if piece.trim().is_empty() || used + wide <= room {
            used += wide;
            continue;
        }
        if word.start > start {
            cut(start, word.start, false);
            start = word.start;
        }
        used = 0;
        for (inner, grapheme) in piece.grapheme_indices(true) {
            let wide = width(grapheme);
            if used + wide > room && word.start + inner > start {
                cut(start, word.start + inner, false);
                start = word.start + inner;
                used = 0;
            }
            used += wide;
        }
    }
    cut(start, line.len(), true);
}

/// Words with the punctuation that sticks to them, and the spaces between; wide
/// characters, as in Chinese, may each begin a row.
fn words(line: &str) -> Vec<Range<usize>> {
    let mut all: Vec<Range<usize>> = Vec::new();
    let mut after_space = true;
    for (at, piece) in line.split_word_bound_indices() {
        let space = piece.trim().is_empty();
        let wide = piece.chars().any(char::is_alphanumeric)
            && piece
                .graphemes(true)
                .next()
                .is_some_and(|first| width(first) == 2);
        match all.last_mut() {
            Some(last) if space == after_space && !wide => last.end = at + piece.len(),
            _ => all.push(at..at + piece.len()),
        }
        after_space = space;
    }
    all
}

impl Row {
    /// The column, in cells, of a byte offset on this row.
    pub fn col_of(&self, text: &str, at: usize) -> usize {
        let end = at.clamp(self.bytes.start, self.bytes.end);
        width(text.get(self.bytes.start..end).unwrap_or_default())
    }

    /// The byte offset nearest to a column, in cells.
    pub(super) fn place_at(&self, text: &str, col: usize) -> usize {
        let row = text.get(self.bytes.clone()).unwrap_or_default();
        let mut used = 0;
        for (at, grapheme) in row.grapheme_indices(true) {
            let wide = width(grapheme);
            if used + wide > col {
                return self.bytes.start + at;
            }
            used += wide;
        }
        self.last_place(text)
    }

    /// The last byte offset at which the cursor still stands on this row.
    pub(super) fn last_place(&self, text: &str) -> usize {
        if self.ends_line {
            return self.bytes.end;
        }
        let row = text.get(self.bytes.clone()).unwrap_or_default();
        row.grapheme_indices(true)
            .next_back()
            .map_or(self.bytes.start, |(at, _)| self.bytes.start + at)
    }
}
