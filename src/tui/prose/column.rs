//! A column of blocks, laid out only as far as it was looked at: a case may be long.

use std::sync::Arc;

use ratatui::text::Line;

use super::{MARGIN, lines, numbered};
use crate::{
    case::Block,
    text::{Clean, wrap},
    tui::theme::{Role, Theme},
};

/// What stands in a column.
#[derive(Clone, Debug)]
enum Piece {
    Title(Clean),
    Blocks(Arc<[Block]>, usize),
    /// What somebody wrote: plain text, never Markdown.
    Plain(Clean),
}

/// A column of text that can be scrolled and searched.
#[derive(Clone, Debug, Default)]
pub struct Column {
    pieces: Vec<Piece>,
    rows: Vec<Line<'static>>,
    /// The row on which each laid-out piece begins.
    starts: Vec<usize>,
    columns: usize,
    /// It is to be laid out again, in as many columns.
    stale: bool,
    top: usize,
    /// Paragraphs that are marked, and the notes on them.
    marked: Vec<(u32, Clean)>,
    hit: Option<usize>,
    /// A piece, and rows below its first, to be scrolled to.
    wanted: Option<(usize, usize)>,
    /// The piece of the paragraph that was chosen.
    chosen: Option<usize>,
    /// Rows on screen.
    height: usize,
}

impl Column {
    /// An empty column.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a heading of our own.
    pub fn title(&mut self, title: &str) {
        self.pieces.push(Piece::Title(Clean::line(title)));
    }

    /// Adds what somebody wrote: plain text, never Markdown.
    pub fn plain(&mut self, text: Clean) {
        self.pieces.push(Piece::Plain(text));
    }

    pub fn blocks(&mut self, blocks: &[Block]) {
        let shared: Arc<[Block]> = blocks.into();
        for at in 0..shared.len() {
            self.pieces.push(Piece::Blocks(Arc::clone(&shared), at));
        }
    }

    /// Takes another text; where it is scrolled to stays as near as it can.
    pub fn become_like(&mut self, other: Self) {
        *self = Self {
            columns: self.columns,
            wanted: Some(self.place()),
            ..other
        };
    }

    /// The piece at the top, and how many of its rows are above it.
    fn place(&self) -> (usize, usize) {
        let piece = self.piece_at(self.top);
        let start = self.starts.get(piece).copied().unwrap_or(0);
        (piece, self.top.saturating_sub(start))
    }

    /// Lays out what so many columns and rows show from where it is scrolled to.
    pub fn fit(&mut self, columns: usize, height: usize, theme: &Theme) {
        self.height = height;
        if self.columns != columns || self.stale {
            let (piece, within) = self.place();
            // In other columns rows are others; in the same nobody loses the row they were reading.
            let within = if self.columns == columns { within } else { 0 };
            (self.columns, self.stale) = (columns, false);
            self.rows.clear();
            self.starts.clear();
            self.lay_out_to_piece(piece, theme);
            self.top = self.starts.get(piece).copied().unwrap_or(0) + within;
        }
        if let Some((piece, within)) = self.wanted.take() {
            self.lay_out_to_piece(piece, theme);
            self.top = self.starts.get(piece).copied().unwrap_or(self.rows.len()) + within;
        }
        self.lay_out_rows(self.top + height, theme);
        if self.laid_out() {
            self.top = self.top.min(self.rows.len().saturating_sub(height));
        }
    }

    /// The rows on screen.
    pub fn visible(&self, height: usize) -> &[Line<'static>] {
        let to = (self.top + height).min(self.rows.len());
        self.rows.get(self.top.min(to)..to).unwrap_or_default()
    }

    /// Scrolls; the next [`Self::fit`] keeps it within the text.
    pub fn scroll(&mut self, down: bool, by: usize) {
        self.top = if down {
            self.top.saturating_add(by)
        } else {
            self.top.saturating_sub(by)
        };
    }

    /// Whether a key scrolled it.
    pub fn scrolled(&mut self, action: crate::tui::keys::Action, page: usize) -> bool {
        let top = action.scrolled(self.top, page);
        self.top = top.unwrap_or(self.top);
        top.is_some()
    }

    pub fn jump(&mut self, end: bool, theme: &Theme) {
        if end {
            self.lay_out_to_piece(self.pieces.len(), theme);
        }
        self.top = if end { self.rows.len() } else { 0 };
    }

    pub fn at_top(&self) -> bool {
        self.top == 0
    }

    pub fn at_end(&self, height: usize) -> bool {
        self.laid_out() && self.top + height >= self.rows.len()
    }

    /// How much has been read, in per cent of its pieces.
    pub fn progress(&self, height: usize) -> usize {
        if self.at_end(height) {
            return 100;
        }
        self.piece_at(self.top + height) * 100 / self.pieces.len().max(1)
    }

    /// The ¶ number of the paragraph that was chosen, while it is on screen; else of the first
    /// numbered block there.
    pub fn paragraph(&self) -> Option<u32> {
        self.number_of(self.at_paragraph()?)
    }

    /// The first and the last ¶ of which anything is on screen.
    pub fn shown(&self) -> Option<(u32, u32)> {
        let from = self.piece_at(self.top);
        let to = self.piece_at(self.top + self.height.saturating_sub(1));
        let mut numbers = (from..=to).filter_map(|at| self.number_of(at));
        let first = numbers.next()?;
        Some((first, numbers.next_back().unwrap_or(first)))
    }

    /// The row on screen of the paragraph that is chosen, as [`Self::paragraph`].
    pub fn cursor(&self) -> Option<usize> {
        let start = self.starts.get(self.at_paragraph()?)?;
        let row = start.saturating_sub(self.top);
        (row < self.height).then_some(row)
    }

    /// Whether somebody chose it.
    pub fn is_chosen(&self) -> bool {
        self.chosen.is_some()
    }

    /// Chooses the next paragraph, or the one before, and scrolls there.
    pub fn step_paragraph(&mut self, on: bool, theme: &Theme) {
        let Some(now) = self.at_paragraph() else {
            return;
        };
        let numbered = |at: &usize| self.number_of(*at).is_some();
        let next = match on {
            true => (now + 1..self.pieces.len()).find(numbered),
            false => (0..now).rev().find(numbered),
        };
        let at = next.unwrap_or(now);
        self.chosen = Some(at);
        self.lay_out_to_piece(at + 1, theme);
        let start = self.starts.get(at).copied().unwrap_or(0);
        let end = self.starts.get(at + 1).copied().unwrap_or(self.rows.len());
        if start < self.top || end.saturating_sub(start) >= self.height {
            self.top = start;
        } else if end > self.top + self.height {
            self.top = end - self.height;
        }
    }

    /// Chooses the paragraph on that row of the screen.
    pub fn choose(&mut self, row: usize) {
        let at = self.piece_at(self.top + row);
        self.chosen = self.number_of(at).map(|_| at).or(self.chosen);
    }

    fn at_paragraph(&self) -> Option<usize> {
        let from = self.piece_at(self.top);
        let to = self.piece_at(self.top + self.height.saturating_sub(1));
        let numbered = |at: &usize| self.number_of(*at).is_some();
        // One that begins on the screen comes before the end of another.
        let begins =
            |at: &usize| numbered(at) && self.starts.get(*at).is_some_and(|row| *row >= self.top);
        let first = || {
            let here = (from..=to).find(begins);
            here.or_else(|| (from..self.pieces.len()).find(numbered))
        };
        let seen = |at: &usize| (from..=to).contains(at);
        self.chosen.filter(seen).or_else(first)
    }

    fn number_of(&self, piece: usize) -> Option<u32> {
        match self.pieces.get(piece)? {
            Piece::Blocks(blocks, at) => blocks.get(*at)?.number,
            Piece::Title(_) | Piece::Plain(_) => None,
        }
    }

    pub fn marks(&mut self, marked: Vec<(u32, Clean)>) {
        self.marked = marked;
        self.stale = true;
    }

    pub fn is_marked(&self, number: u32) -> bool {
        self.marked.iter().any(|(marked, _)| *marked == number)
    }

    /// Marks a paragraph, or takes the mark away. Whether it is marked now.
    pub fn mark(&mut self, number: u32) -> bool {
        let known = self.marked.iter().position(|(marked, _)| *marked == number);
        match known {
            Some(at) => {
                self.marked.remove(at);
            }
            None => self.marked.push((number, Clean::default())),
        }
        self.stale = true;
        known.is_none()
    }

    /// Goes to the next piece that holds the words, or the one before. Whether there is one.
    pub fn search(&mut self, words: &str, on: bool, theme: &Theme) -> bool {
        let words = words.to_lowercase();
        let count = self.pieces.len();
        let from = self
            .hit
            .unwrap_or_else(|| self.piece_at(self.top).wrapping_sub(usize::from(on)));
        let mut order = (1..=count).map(|step| {
            if on {
                from.wrapping_add(step) % count
            } else {
                (from + count - step % count) % count
            }
        });
        let found = order.find(|at| {
            self.pieces
                .get(*at)
                .is_some_and(|piece| piece.holds(&words))
        });
        if let Some(at) = found {
            self.hit = Some(at);
            self.lay_out_to_piece(at + 1, theme);
            self.top = self.starts.get(at).copied().unwrap_or(0);
        }
        found.is_some()
    }

    /// Goes to a paragraph by its ¶ number. Whether there is one.
    pub fn go_to(&mut self, number: u32, theme: &Theme) -> bool {
        let at = self.pieces.iter().position(|piece| match piece {
            Piece::Blocks(blocks, at) => blocks
                .get(*at)
                .is_some_and(|block| block.number == Some(number)),
            Piece::Title(_) | Piece::Plain(_) => false,
        });
        if let Some(at) = at {
            self.lay_out_to_piece(at + 1, theme);
            self.top = self.starts.get(at).copied().unwrap_or(0);
        }
        at.is_some()
    }

    fn laid_out(&self) -> bool {
        self.starts.len() == self.pieces.len()
    }

    fn piece_at(&self, row: usize) -> usize {
        self.starts
            .partition_point(|start| *start <= row)
            .saturating_sub(1)
    }

    fn lay_out_rows(&mut self, rows: usize, theme: &Theme) {
        // One screen more than is asked for, so that the end is known in time.
        while self.rows.len() <= rows + 50 && !self.laid_out() {
            self.lay_out_next(theme);
        }
    }

    fn lay_out_to_piece(&mut self, piece: usize, theme: &Theme) {
        while self.starts.len() < piece.min(self.pieces.len())
            || (self.starts.len() <= piece && !self.laid_out())
        {
            self.lay_out_next(theme);
        }
    }

    fn lay_out_next(&mut self, theme: &Theme) {
        let Some(piece) = self.pieces.get(self.starts.len()) else {
            return;
        };
        self.starts.push(self.rows.len());
        let rows = match piece {
            Piece::Title(title) => {
                let columns = self.columns.saturating_sub(MARGIN);
                let mut rows = lines(&format!("# {title}"), columns, theme);
                for row in &mut rows {
                    row.spans.insert(0, " ".repeat(MARGIN).into());
                }
                rows
            }
            Piece::Plain(text) => {
                let columns = self.columns.saturating_sub(MARGIN);
                let rows = wrap(text, columns).into_iter();
                let style = theme.style(Role::Quiet);
                rows.map(|row| Line::styled(format!("{:MARGIN$}{row}", ""), style))
                    .collect()
            }
            Piece::Blocks(blocks, at) => match blocks.get(*at) {
                Some(block) => {
                    let mut marked = self.marked.iter();
                    let marked = marked.find(|(number, _)| block.number == Some(*number));
                    let mut rows = numbered(block, marked.is_some(), self.columns, theme);
                    let note = marked.map_or("", |(_, note)| note.as_str());
                    let noted = wrap(note, self.columns.saturating_sub(MARGIN + 2));
                    let noted = noted.into_iter().filter(|_| !note.is_empty()).enumerate();
                    rows.extend(noted.map(|(at, row)| {
                        let sign = if at == 0 { "✎" } else { " " };
                        let row = format!("{:MARGIN$}{sign} {row}", "");
                        Line::styled(row, theme.style(Role::Person))
                    }));
                    rows
                }
                None => Vec::new(),
            },
        };
        self.rows.extend(rows);
        self.rows.push(Line::styled("", theme.style(Role::Text)));
    }
}

impl Piece {
    fn holds(&self, words: &str) -> bool {
        match self {
            Self::Title(text) | Self::Plain(text) => text.to_lowercase().contains(words),
            Self::Blocks(blocks, at) => blocks
                .get(*at)
                .is_some_and(|block| block.text.to_lowercase().contains(words)),
        }
    }
}
