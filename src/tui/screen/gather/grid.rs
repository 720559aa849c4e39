//! Names in columns.

use super::called;
use crate::{session::PersonView, text::width};

/// How names stand in columns.
pub(super) struct Grid {
    /// Cells of a column.
    pub(super) cell: usize,
    /// Columns.
    pub(super) across: usize,
    /// Rows that are shown.
    pub(super) rows: usize,
    /// The first of them.
    pub(super) top: usize,
}

impl Grid {
    pub(super) fn of(here: &[&PersonView], columns: usize, rows: usize, at: Option<usize>) -> Self {
        let longest = here.iter().map(|person| width(&called(person))).max();
        let cell = longest.unwrap_or(8).clamp(8, 40) + 4;
        let across = (columns / cell).max(1);
        let count = here.len().div_ceil(across);
        let chosen = at.map(|at| at.min(here.len().saturating_sub(1)));
        let top = chosen.map_or(count.saturating_sub(rows), |at| {
            (at / across + 1).saturating_sub(rows)
        });
        Self {
            cell,
            across,
            rows,
            top,
        }
    }
}
