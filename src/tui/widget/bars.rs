//! Bars of a tally over the full width, one under the other.

use ratatui::text::{Line, Span};

use crate::{
    text::{cut, width},
    tui::theme::{Role, Theme},
};

/// The most cells of what stands before a bar.
const NAME: usize = 14;

/// One bar.
#[derive(Clone, Debug, Default)]
pub struct Bar {
    /// What stands before it: "first", "second"; empty where it needs none.
    pub name: String,
    /// How long it is.
    pub part: usize,
    /// What stands after it: the count, and who moved.
    pub words: String,
    /// An earlier round, which stands back.
    pub earlier: bool,
}

/// Bars set in by so many cells, the longest possible as long as `most`. They are half as high as
/// a row, so that two do not touch.
#[must_use]
pub fn bars(
    all: &[Bar],
    most: usize,
    (indent, cols): (usize, usize),
    theme: &Theme,
) -> Vec<Line<'static>> {
    let names = all.iter().map(|bar| width(&bar.name)).max().unwrap_or(0);
    let names = if names == 0 { 0 } else { names.min(NAME) + 2 };
    let words = all.iter().map(|bar| width(&bar.words)).max().unwrap_or(0);
    let room = cols.saturating_sub(indent + names + words.min(cols / 3) + 1);
    let one = |bar: &Bar| {
        let full = (bar.part * room).checked_div(most.max(1)).unwrap_or(0);
        let full = if bar.part > 0 {
            full.clamp(1, room.max(1))
        } else {
            0
        };
        let name = cut(&bar.name, NAME);
        let pad = names.saturating_sub(width(&name));
        let role = if bar.earlier {
            Role::Border
        } else {
            Role::Person
        };
        let gap = if full > 0 { " " } else { "" };
        Line::from(vec![
            Span::styled(
                format!("{:indent$}{name}{:pad$}", "", ""),
                theme.style(Role::Quiet),
            ),
            Span::styled("▄".repeat(full), theme.style(role)),
            Span::styled(format!("{gap}{}", bar.words), theme.style(Role::Text)),
        ])
    };
    all.iter().map(one).collect()
}
