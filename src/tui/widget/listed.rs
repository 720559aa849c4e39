//! Rows of a page, each knowing which entry of a list it belongs to, for cursor and mouse.

use std::ops::Range;

use ratatui::text::Line;

use super::{last_top, page, reveal, shows};

/// Rows, and which entry each belongs to.
#[derive(Clone, Debug, Default)]
pub struct Listed {
    pub lines: Vec<Line<'static>>,
    of: Vec<Option<usize>>,
}

impl Listed {
    /// Adds rows that belong to no entry.
    pub fn say(&mut self, lines: impl IntoIterator<Item = Line<'static>>) {
        self.lines.extend(lines);
        self.of.resize(self.lines.len(), None);
    }

    /// Adds rows of the entry with that number, counted from 0.
    pub fn list(&mut self, entry: usize, lines: impl IntoIterator<Item = Line<'static>>) {
        self.lines.extend(lines);
        self.of.resize(self.lines.len(), Some(entry));
    }

    pub fn count(&self) -> usize {
        let last = self.of.iter().flatten().max();
        last.map_or(0, |last| last + 1)
    }

    pub fn entry(&self, row: usize) -> Option<usize> {
        self.of.get(row).copied().flatten()
    }

    pub fn rows_of(&self, entry: usize) -> Option<Range<usize>> {
        let first = self.of.iter().position(|of| *of == Some(entry))?;
        let last = self.of.iter().rposition(|of| *of == Some(entry))?;
        Some(first..last + 1)
    }
}

impl From<Vec<Line<'static>>> for Listed {
    fn from(lines: Vec<Line<'static>>) -> Self {
        let mut listed = Self::default();
        listed.say(lines);
        listed
    }
}

/// Where people are in a list: the entry that is chosen, and the first row on screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cursor {
    /// The chosen entry, counted from 0.
    pub at: usize,
    /// The first row on screen.
    pub top: usize,
    /// Rows of the list and of its window when it was last made to fit.
    known: (usize, usize),
}

impl Cursor {
    /// One entry on, or back; through an entry that is longer than the window, and through what
    /// stands before the first and after the last one, row by row.
    pub fn step(&mut self, down: bool, list: &Listed, height: usize) {
        let end = self.top + shows(list.lines.len(), height);
        let last_top = last_top(list.lines.len(), height);
        let here = list.rows_of(self.at);
        let last = self.at + 1 >= list.count();
        if down {
            match here {
                Some(rows) if rows.end <= end && !last => self.choose(self.at + 1, list, height),
                Some(_) | None => self.top = (self.top + 1).min(last_top),
            }
        } else {
            match here {
                Some(rows) if rows.start >= self.top && self.at > 0 => {
                    self.choose(self.at - 1, list, height);
                }
                Some(_) | None => self.top = self.top.saturating_sub(1),
            }
        }
    }

    /// Whether the chosen entry goes on below the window.
    pub fn goes_on(&self, list: &Listed, height: usize) -> bool {
        let end = self.top + shows(list.lines.len(), height);
        list.rows_of(self.at).is_some_and(|rows| rows.end > end)
    }

    /// A window further through an entry that is longer than it.
    pub fn read_on(&mut self, list: &Listed, height: usize) {
        let end = list.rows_of(self.at).map_or(0, |rows| rows.end);
        let least = end.saturating_sub(shows(list.lines.len(), height));
        self.top = (self.top + page(list.lines.len(), height)).min(least);
    }

    /// A window on, or back; the cursor comes along.
    pub fn page(&mut self, down: bool, list: &Listed, height: usize) {
        let page = page(list.lines.len(), height);
        let last_top = last_top(list.lines.len(), height);
        let (before, edge) = (self.top, self.top == if down { last_top } else { 0 });
        self.top = if down {
            (before + page).min(last_top)
        } else {
            before.saturating_sub(page)
        };
        let shown = self.top..self.top + shows(list.lines.len(), height);
        let visible = |at: &usize| {
            let rows = list.rows_of(*at);
            rows.is_some_and(|rows| rows.start < shown.end && rows.end > shown.start)
        };
        let mut entries = (0..list.count()).filter(visible);
        let found = match (down, edge) {
            (true, false) => entries.next(),
            (true, true) => entries.next_back(),
            (false, _) => entries.next(),
        };
        self.at = found.unwrap_or(self.at);
    }

    pub fn jump(&mut self, end: bool, list: &Listed, height: usize) {
        self.at = if end {
            list.count().saturating_sub(1)
        } else {
            0
        };
        self.top = if end {
            last_top(list.lines.len(), height)
        } else {
            0
        };
    }

    /// Puts the cursor on an entry, and brings it into the window.
    pub fn choose(&mut self, at: usize, list: &Listed, height: usize) {
        self.at = at.min(list.count().saturating_sub(1));
        if let Some(rows) = list.rows_of(self.at) {
            self.top = reveal(self.top, &rows, list.lines.len(), height);
        }
    }

    /// Keeps it within a list that may have changed, in a window that may have.
    pub fn fit(&mut self, list: &Listed, height: usize) {
        let known = (list.lines.len(), height);
        self.at = self.at.min(list.count().saturating_sub(1));
        if self.known != known {
            self.known = known;
            self.choose(self.at, list, height);
        }
        self.top = self.top.min(last_top(list.lines.len(), height));
    }

    /// The entry at a row of the window.
    pub fn under(&self, row: usize, list: &Listed) -> Option<usize> {
        list.entry(self.top + row)
    }
}
