//! Bars of a tally over the full width, one under the other.

use ratatui::text::{Line, Span};

use crate::{
    text::{cut, width},
    tui::theme::{Role, Theme},
};

/// The most cells of what stands before a bar.
const NAME: usize = 14;

#[derive(Clone, Debug, Default)]
pub struct Bar {
    /// What stands before it: "first", "second"; empty where it needs none.
    pub name: String,
    pub part: usize,
    /// What stands after it: the count, and who moved.
    pub words: String,
    /// An earlier round, which stands back.
    pub earlier: bool,
}

/// A bar of `part` where the longest, of `most`, has `room` cells: half as high as a row, so that two
/// do not touch, and never nothing where there is something.
pub fn bar((part, most): (usize, usize), room: usize) -> String {
    let full = (part * room).checked_div(most).unwrap_or(0);
    "▄".repeat(full.clamp(part.min(1), room.max(1)))
}

/// Bars set in by so many cells, the longest possible as long as `most`.
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
        let drawn = self::bar((bar.part, most), room);
        let name = cut(&bar.name, NAME);
        let pad = names.saturating_sub(width(&name));
        let role = if bar.earlier {
            Role::Border
        } else {
            Role::Person
        };
        let gap = if drawn.is_empty() { "" } else { " " };
        Line::from(vec![
            Span::styled(
                format!("{:indent$}{name}{:pad$}", "", ""),
                theme.style(Role::Quiet),
            ),
            Span::styled(drawn, theme.style(role)),
            Span::styled(format!("{gap}{}", bar.words), theme.style(Role::Text)),
        ])
    };
    all.iter().map(one).collect()
}
