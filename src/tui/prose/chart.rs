//! A chart of a table, as bars of text below it.

use ratatui::text::{Line, Span};

use crate::{
    case::chart::Bars,
    text::{cut, width},
    tui::theme::{Role, Theme},
};

/// The longest bar, in cells.
const LONGEST: usize = 40;

/// A row for each number: what it is, its bar, and the number as it stands in the table.
pub(super) fn rows(bars: &Bars, columns: usize, theme: &Theme) -> Vec<Line<'static>> {
    let text = theme.style(Role::Text);
    let several = bars.columns.len() > 1;
    let name = |row: &str, column: &str| match several {
        true => format!("{row}, {column}"),
        false => row.to_owned(),
    };
    let all: Vec<(String, f64, &str)> = bars
        .rows
        .iter()
        .flat_map(|(row, cells)| {
            let cells = cells.iter().zip(&bars.columns);
            cells.filter_map(move |(cell, column)| {
                let (value, words) = cell.as_ref()?;
                Some((name(row, column), *value, words.as_str()))
            })
        })
        .collect();
    let label = all.iter().map(|(name, ..)| width(name)).max().unwrap_or(0);
    let label = label.min(columns / 2);
    let words = all
        .iter()
        .map(|(.., words)| width(words))
        .max()
        .unwrap_or(0);
    let room = columns.saturating_sub(label + words + 3).min(LONGEST);
    let most = bars.most();
    let row = |(name, value, words): (String, f64, &str)| {
        let name = cut(&name, label).into_owned();
        let pad = label.saturating_sub(width(&name));
        let long = (value / most * room as f64).round() as usize;
        Line::from(vec![
            Span::styled(format!("{name}{:pad$}  ", ""), text),
            Span::styled("▄".repeat(long.min(room)), theme.style(Role::Person)),
            Span::styled(format!(" {words}"), text),
        ])
    };
    all.into_iter().map(row).collect()
}
