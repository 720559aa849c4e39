//! A draft and its cursor: text that is edited by what people see as one character.
//!
//! Written by hand over one `String`: the text area that was tried edits by code point,
//! undoes by single letters and keeps its own state while it is drawn. Here every edit is
//! one replacement, so undo, paste and the limit are each one rule. Only [`outside`] does I/O.

use std::ops::Range;

use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

use crate::text;

pub mod outside;
mod rows;

pub use rows::{Row, rows};

/// Where a cursor can go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Go {
    /// One character back.
    Left,
    Right,
    /// One row of the screen up.
    Up,
    /// One row of the screen down.
    Down,
    /// To the beginning of the word before.
    WordLeft,
    /// To the beginning of the next word.
    WordRight,
    /// To the beginning of the row.
    Home,
    End,
    PageUp,
    PageDown,
    /// To the beginning of the text.
    Top,
    /// To the end of the text.
    Bottom,
}

/// What to take away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Erase {
    /// The character before the cursor.
    Before,
    /// The character after the cursor.
    After,
    WordBefore,
    /// The line up to the cursor; at its beginning, what parts it from the one before.
    LineBefore,
}

/// A text being written.
#[derive(Clone, Debug)]
pub struct Editor {
    text: String,
    /// A byte offset, always between two characters as people see them.
    cursor: usize,
    /// The column that Up and Down aim for.
    aim: Option<usize>,
    done: Vec<Edit>,
    undone: Vec<Edit>,
    /// Whether the next letter joins the last edit.
    joins: bool,
    most_bytes: usize,
    one_line: bool,
    cols: usize,
    rows: usize,
}

/// One replacement: undone and redone as a whole.
#[derive(Clone, Debug)]
struct Edit {
    at: usize,
    removed: String,
    inserted: String,
    cursor: usize,
}

/// There was no room for all of it; nothing was taken in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Full {
    /// How many bytes too many it would have been.
    pub over: usize,
}

/// A tab becomes this many spaces, so that every front shows the same text.
const TAB: &str = "    ";

/// The most edits that can be undone.
const MOST_EDITS: usize = 1000;

impl Editor {
    /// An editor for a text of any number of lines and at most `most_bytes` bytes.
    ///
    /// The cursor stands at the end of `text`, which is kept even where it is longer.
    pub fn new(text: &str, most_bytes: usize) -> Self {
        let text = tidy(text, false);
        Self {
            cursor: text.len(),
            text,
            aim: None,
            done: Vec::new(),
            undone: Vec::new(),
            joins: false,
            most_bytes,
            one_line: false,
            cols: 72,
            rows: 8,
        }
    }

    /// An editor for a single line: a name, a date, one word.
    pub fn line(text: &str, most_bytes: usize) -> Self {
        let mut editor = Self::new(&tidy(text, true), most_bytes);
        editor.one_line = true;
        editor
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether nothing visible is written.
    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    pub fn is_line(&self) -> bool {
        self.one_line
    }

    pub fn words(&self) -> usize {
        self.text.unicode_words().count()
    }

    /// How many bytes still fit, once that is worth saying: in the last tenth.
    pub fn bytes_left(&self) -> Option<usize> {
        let left = self.most_bytes.saturating_sub(self.text.len());
        (left <= self.most_bytes / 10).then_some(left)
    }

    /// The cursor as a byte offset into [`Editor::text`].
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// Tells how wide the text is drawn and how many rows are a page, which Up, Down and
    /// the pages follow.
    pub fn fit(&mut self, cols: usize, rows: usize) {
        self.cols = cols.max(1);
        self.rows = rows.max(1);
    }

    /// Types one character.
    /// Fails with [`Full`] at the limit; nothing has changed.
    pub fn type_char(&mut self, letter: char) -> Result<(), Full> {
        let mut bytes = [0; 4];
        let piece = tidy(letter.encode_utf8(&mut bytes), self.one_line);
        let before = self.text.get(..self.cursor).unwrap_or_default();
        let new_word = before.ends_with(char::is_whitespace) && !letter.is_whitespace();
        let joins = self.joins && !new_word;
        self.replace(self.cursor..self.cursor, &piece, joins)?;
        self.joins = letter != '\n';
        Ok(())
    }

    /// Takes in a pasted text as one edit.
    /// Fails with [`Full`] where not all of it fits; nothing has changed.
    pub fn paste(&mut self, text: &str) -> Result<(), Full> {
        let piece = tidy(text, self.one_line);
        self.joins = false;
        self.replace(self.cursor..self.cursor, &piece, false)
    }

    /// Puts another text in place of this one, as one edit that can be undone.
    /// Fails with [`Full`] where it is too long; nothing has changed.
    pub fn put(&mut self, text: &str) -> Result<(), Full> {
        let piece = tidy(text, self.one_line);
        self.joins = false;
        self.replace(0..self.text.len(), &piece, false)
    }

    /// Puts as much of another text in place of this one as fits, as one edit that can be undone.
    /// Returns how many bytes had no room.
    pub fn put_what_fits(&mut self, text: &str) -> usize {
        let piece = tidy(text, self.one_line);
        let ends = piece.grapheme_indices(true).map(|(at, one)| at + one.len());
        let end = ends.take_while(|end| *end <= self.most_bytes).last();
        let (fits, over) = piece.split_at(end.unwrap_or(0));
        self.joins = false;
        match self.replace(0..self.text.len(), fits, false) {
            Ok(()) => over.len(),
            Err(_) => text.len(),
        }
    }

    /// Takes something away; nothing happens where there is nothing.
    pub fn erase(&mut self, what: Erase) {
        let range = match what {
            Erase::Before => self.left(self.cursor)..self.cursor,
            Erase::After => self.cursor..self.right(self.cursor),
            Erase::WordBefore => self.word_left(self.cursor)..self.cursor,
            Erase::LineBefore => self.line_before(),
        };
        if range.is_empty() {
            return;
        }
        let joins = self.joins && what == Erase::Before && self.last_edit_took_away();
        // Taking away always fits.
        let _ = self.replace(range, "", joins);
        self.joins = what == Erase::Before;
    }

    /// Takes back the last edit. Returns whether there was one.
    pub fn undo(&mut self) -> bool {
        let Some(edit) = self.done.pop() else {
            return false;
        };
        let range = edit.at..edit.at + edit.inserted.len();
        self.text.replace_range(range, &edit.removed);
        self.set_cursor(edit.cursor);
        self.undone.push(edit);
        true
    }

    /// Does again what was taken back. Returns whether there was something.
    pub fn redo(&mut self) -> bool {
        let Some(edit) = self.undone.pop() else {
            return false;
        };
        let range = edit.at..edit.at + edit.removed.len();
        self.text.replace_range(range, &edit.inserted);
        self.set_cursor(edit.at + edit.inserted.len());
        self.done.push(edit);
        true
    }

    /// Moves the cursor.
    pub fn go(&mut self, go: Go) {
        let page = self.rows.saturating_sub(1).max(1) as isize;
        match go {
            Go::Left => self.set_cursor(self.left(self.cursor)),
            Go::Right => self.set_cursor(self.right(self.cursor)),
            Go::WordLeft => self.set_cursor(self.word_left(self.cursor)),
            Go::WordRight => self.set_cursor(self.word_right(self.cursor)),
            Go::Top => self.set_cursor(0),
            Go::Bottom => self.set_cursor(self.text.len()),
            Go::Up => self.go_rows(-1),
            Go::Down => self.go_rows(1),
            Go::PageUp => self.go_rows(-page),
            Go::PageDown => self.go_rows(page),
            Go::Home => {
                let start = self.row().map_or(0, |row| row.bytes.start);
                self.set_cursor(start);
            }
            Go::End => {
                let end = self
                    .row()
                    .map_or(self.text.len(), |row| row.last_place(&self.text));
                self.set_cursor(end);
            }
        }
    }

    /// Puts the cursor where somebody clicked: a row and column of the whole text, from 0.
    pub fn click(&mut self, row: usize, col: usize) {
        let all = rows(&self.text, self.cols);
        let at = row.min(all.len().saturating_sub(1));
        if let Some(row) = all.get(at) {
            let place = row.place_at(&self.text, col);
            self.set_cursor(place);
        }
    }

    /// Whether the cursor stands on the first row, or on the last.
    pub fn is_at_edge(&self, last: bool) -> bool {
        let all = rows(&self.text, self.cols);
        let now = rows::row_of(&all, self.cursor);
        now == if last { all.len().saturating_sub(1) } else { 0 }
    }

    fn replace(&mut self, range: Range<usize>, piece: &str, joins: bool) -> Result<(), Full> {
        let size = self.text.len() - range.len() + piece.len();
        // A text that came in too long may shrink, never grow.
        if size > self.most_bytes && piece.len() > range.len() {
            return Err(Full {
                over: size - self.most_bytes,
            });
        }
        if range.is_empty() && piece.is_empty() {
            return Ok(());
        }
        let removed = self.text.get(range.clone()).unwrap_or_default().to_owned();
        self.text.replace_range(range.clone(), piece);
        self.undone.clear();
        match self.done.last_mut() {
            Some(last) if joins && range.start == last.at + last.inserted.len() => {
                last.removed.push_str(&removed);
                last.inserted.push_str(piece);
            }
            Some(last) if joins && piece.is_empty() && range.end == last.at => {
                last.at = range.start;
                last.removed.insert_str(0, &removed);
            }
            _ => {
                if self.done.len() == MOST_EDITS {
                    self.done.remove(0);
                }
                self.done.push(Edit {
                    at: range.start,
                    removed,
                    inserted: piece.to_owned(),
                    cursor: self.cursor,
                });
            }
        }
        // Text before or after the cursor can join with it into one character.
        self.cursor = self.whole(range.start + piece.len());
        self.aim = None;
        Ok(())
    }

    fn last_edit_took_away(&self) -> bool {
        let last = self.done.last();
        last.is_some_and(|edit| edit.inserted.is_empty())
    }

    fn set_cursor(&mut self, cursor: usize) {
        self.cursor = self.whole(cursor);
        self.aim = None;
        self.joins = false;
    }

    /// The offset itself, or the end of the character that it would cut in two.
    fn whole(&self, at: usize) -> usize {
        let at = at.min(self.text.len());
        let mut cursor = GraphemeCursor::new(at, self.text.len(), true);
        match cursor.is_boundary(&self.text, 0) {
            Ok(true) => at,
            _ => cursor
                .next_boundary(&self.text, 0)
                .ok()
                .flatten()
                .unwrap_or(self.text.len()),
        }
    }

    /// The beginning of the character before, and of what stands there unseen.
    fn left(&self, at: usize) -> usize {
        let before = self.text.get(..at).unwrap_or_default();
        let mut letters = before.grapheme_indices(true).rev();
        let seen = letters.find(|(_, letter)| is_seen(letter));
        // What stands unseen before the first one goes with it.
        let more = letters.any(|(_, letter)| is_seen(letter));
        seen.filter(|_| more).map_or(0, |(start, _)| start)
    }

    /// The end of the character after, and of what stands there unseen.
    fn right(&self, at: usize) -> usize {
        let after = self.text.get(at..).unwrap_or_default();
        let mut letters = after.grapheme_indices(true);
        let seen = letters.find(|(_, letter)| is_seen(letter));
        seen.map_or(self.text.len(), |(start, letter)| at + start + letter.len())
    }

    fn word_left(&self, at: usize) -> usize {
        let before = self.text.get(..at).unwrap_or_default();
        before
            .split_word_bound_indices()
            .rev()
            .find(|(_, word)| !word.trim().is_empty())
            .map_or(0, |(start, _)| start)
    }

    fn line_before(&self) -> Range<usize> {
        let before = self.text.get(..self.cursor).unwrap_or_default();
        let begins = before.rfind('\n').map_or(0, |at| at + 1);
        begins.min(self.left(self.cursor))..self.cursor
    }

    fn word_right(&self, at: usize) -> usize {
        let after = self.text.get(at..).unwrap_or_default();
        after
            .split_word_bound_indices()
            .skip(1)
            .find(|(_, word)| !word.trim().is_empty())
            .map_or(self.text.len(), |(start, _)| at + start)
    }

    fn row(&self) -> Option<Row> {
        let all = rows(&self.text, self.cols);
        let at = rows::row_of(&all, self.cursor);
        all.get(at).cloned()
    }

    fn go_rows(&mut self, by: isize) {
        let all = rows(&self.text, self.cols);
        let now = rows::row_of(&all, self.cursor);
        let to = now
            .saturating_add_signed(by)
            .min(all.len().saturating_sub(1));
        let aim = self.aim.unwrap_or_else(|| {
            all.get(now)
                .map_or(0, |row| row.col_of(&self.text, self.cursor))
        });
        let place = match all.get(to) {
            Some(_) if to == now && by < 0 => 0,
            Some(_) if to == now => self.text.len(),
            Some(row) => row.place_at(&self.text, aim),
            None => self.cursor,
        };
        self.set_cursor(place);
        self.aim = Some(aim);
    }
}

/// Whether a character takes room: a direction mark by itself is no place for a cursor.
fn is_seen(letter: &str) -> bool {
    letter == "\n" || text::width(letter) > 0
}

/// Text from outside as the editor keeps it: safe to show, `\n` alone between lines.
fn tidy(text: &str, one_line: bool) -> String {
    let plain = text
        .replace("\r\n", "\n")
        .replace('\r', "\n")
        .replace('\t', TAB);
    let clean = text::clean_piece(&plain);
    if one_line {
        clean.replace('\n', " ")
    } else {
        clean.into_owned()
    }
}
