//! A chart of a table as a drawing, with all its numbers in words for whoever does not see it. No
//! style of its own, so that the strictest page can hold it.

use std::fmt::Write as _;

use crate::{case::chart::Bars, text::in_page};

/// Width of a drawing, of its names and of its numbers, in its own units.
const WIDE: usize = 340;
const NUMBERS: usize = 70;
/// Height of a line of text, and of a bar.
const LINE: usize = 15;
const BAR: usize = 11;
/// Letters that fit beside each other; the system's sans is about 6.2 wide at this size.
const LETTERS: usize = 52;

pub(super) fn drawn(bars: &Bars) -> String {
    let most = bars.most();
    let several = bars.columns.len() > 1;
    let mut shapes = String::new();
    let mut y = 2;
    for (name, cells) in &bars.rows {
        let cells = cells.iter().zip(&bars.columns);
        for (cell, column) in cells.filter_map(|(cell, column)| Some((cell.as_ref()?, column))) {
            let (value, words) = cell;
            let label = match several {
                true => format!("{name}, {column}"),
                false => name.to_string(),
            };
            let label: String = label.chars().take(LETTERS).collect();
            let wide = (value / most * (WIDE - NUMBERS) as f64).round() as usize;
            let _ = write!(
                shapes,
                "<text x=\"0\" y=\"{}\" font-size=\"12\" fill=\"currentColor\">{}</text>\
                 <rect x=\"0\" y=\"{}\" width=\"{}\" height=\"{BAR}\" fill=\"currentColor\" fill-opacity=\"0.6\"/>\
                 <text x=\"{}\" y=\"{}\" font-size=\"12\" fill=\"currentColor\">{}</text>",
                y + 10,
                in_page(&label),
                y + LINE,
                wide.max(1),
                wide + 6,
                y + LINE + BAR - 1,
                in_page(words),
            );
            y += LINE + BAR + 6;
        }
    }
    format!(
        "<svg class=\"chart\" viewBox=\"0 0 {WIDE} {y}\" width=\"{WIDE}\" height=\"{y}\" role=\"img\" aria-label=\"{}\">{shapes}</svg>\n",
        in_page(&bars.words())
    )
}
