//! Rows of a page, each knowing which entry of a list it belongs to, for cursor and mouse.

use std::ops::Range;

use ratatui::text::Line;

/// Rows, and which entry each belongs to.
#[derive(Clone, Debug, Default)]
pub struct Listed {
    /// The rows.
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

    /// The entry that a row belongs to.
    #[must_use]
    pub fn entry(&self, row: usize) -> Option<usize> {
        self.of.get(row).copied().flatten()
    }

    /// The rows of an entry.
    #[must_use]
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
