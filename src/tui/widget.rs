//! The small set of pieces that every screen is made of: words in a column, cards, chips, bars,
//! boxes, lists that scroll. Screens say what, these say how.

use std::ops::Range;

use ratatui::{
    Frame,
    layout::Rect,
    style::Style,
    text::{Line, Span},
    widgets::Paragraph,
};

use super::{
    editor::rows,
    prose,
    theme::{Role, Theme},
};
use crate::text::{cut, width, words};

mod bars;
mod cards;
mod large;
mod listed;
mod rail;
mod sheet;

pub use bars::{Bar, bar, bars};
pub use cards::{Card, Laid, cards, columns, entry, text_cols};
pub use large::{Large, Scale};
pub use listed::{Cursor, Listed};
pub use rail::{AgendaRow, gauge, rail};
pub use sheet::{Paper, boxed, middle};

/// The widest column of text that eyes can follow.
pub const READ: u16 = 76;
/// The widest question, sheet or list.
pub const LIST: u16 = 80;

/// `text` wrapped in a column of `cols` cells behind `lead`, with later rows set in as far.
pub fn hang(lead: &str, text: &str, cols: usize) -> Vec<String> {
    let indent = width(lead);
    let room = cols.saturating_sub(indent).max(2) + 1;
    rows(text, room)
        .iter()
        .enumerate()
        .map(|(at, row)| {
            let words = text.get(row.bytes.clone()).unwrap_or_default().trim_end();
            if at == 0 {
                format!("{lead}{words}")
            } else {
                format!("{:indent$}{words}", "")
            }
        })
        .collect()
}

/// The same for the author's Markdown, in one role: emphasis stays, marks go.
pub fn hang_prose(
    lead: &str,
    markdown: &str,
    cols: usize,
    role: Role,
    theme: &Theme,
) -> Vec<Line<'static>> {
    let indent = width(lead);
    let (plain, style) = (theme.style(Role::Text), theme.style(role));
    let rows = prose::lines(markdown, cols.saturating_sub(indent), theme);
    let rows = rows.into_iter().enumerate().map(|(at, row)| {
        let before = if at == 0 {
            lead.to_owned()
        } else {
            " ".repeat(indent)
        };
        let mut spans = vec![Span::styled(before, style)];
        spans.extend(row.spans.into_iter().map(|mut span| {
            if span.style.fg == plain.fg {
                span.style = style.add_modifier(span.style.add_modifier);
            }
            span
        }));
        Line::from(spans)
    });
    rows.collect()
}

/// The author's Markdown as plain words on one line.
pub fn plain(markdown: &str) -> String {
    let theme = Theme::of(super::theme::Choice::Mono, None, false, false);
    let rows = prose::lines(markdown, usize::from(u16::MAX), &theme);
    let rows: Vec<String> = rows.iter().map(ToString::to_string).collect();
    rows.join(" ")
}

/// Rows in one role; empty ones go.
pub fn styled(rows: Vec<String>, role: Role, theme: &Theme) -> Vec<Line<'static>> {
    let style = theme.style(role);
    let rows = rows.into_iter().filter(|row| !row.trim().is_empty());
    rows.map(|row| Line::from(Span::styled(row, style)))
        .collect()
}

/// What somebody wrote in a column, its own empty lines kept.
pub fn written(lead: &str, text: &str, cols: usize, theme: &Theme) -> Vec<Line<'static>> {
    let style = theme.style(Role::Text);
    let rows = hang(lead, text, cols).into_iter();
    rows.map(|row| Line::from(Span::styled(row, style)))
        .collect()
}

/// Words in a column, set in behind `lead`; no row for no words.
pub fn say(lead: &str, text: &str, cols: usize, role: Role, theme: &Theme) -> Vec<Line<'static>> {
    if text.trim().is_empty() {
        return Vec::new();
    }
    styled(hang(lead, text, cols), role, theme)
}

/// A text within so many cells, cut between two words, with an ellipsis that says so.
pub fn cut_words(text: &str, cols: usize) -> String {
    if width(text) <= cols {
        return text.to_owned();
    }
    let mut short = String::new();
    for word in words(text) {
        if width(&short) + width(word) + 2 > cols {
            break;
        }
        short.push_str(word);
    }
    let short = short.trim_end();
    if short.is_empty() {
        return cut(text, cols).into_owned();
    }
    format!("{short} …")
}

/// A row after which its text goes on, with an ellipsis that says so.
pub fn goes_on(row: &str, cols: usize) -> String {
    cut_words(&format!("{} …", row.trim_end()), cols)
}

/// Rows that the cursor may be on: they stand on raised ground then, as wide as their column.
pub fn chosen(
    here: bool,
    rows: Vec<Line<'static>>,
    cols: usize,
    theme: &Theme,
) -> Vec<Line<'static>> {
    if !here {
        return rows;
    }
    let raised = theme.style(Role::Chosen);
    let on = |mut row: Line<'static>| {
        let used = row.width();
        for span in &mut row.spans {
            span.style = raised.patch(Style {
                fg: span.style.fg.or(raised.fg),
                add_modifier: span.style.add_modifier,
                ..Style::new()
            });
        }
        let pad = " ".repeat(cols.saturating_sub(used));
        row.spans.push(Span::styled(pad, raised));
        row
    };
    rows.into_iter().map(on).collect()
}

/// A row of two ends: words at its left, and at its right what keeps its place.
pub fn ends(
    (left, left_role): (&str, Role),
    (right, right_role): (&str, Role),
    cols: usize,
    theme: &Theme,
) -> Line<'static> {
    let room = cols.saturating_sub(width(right) + usize::from(!right.is_empty()) * 2);
    let left = cut_words(left, room);
    let gap = cols.saturating_sub(width(&left) + width(right));
    Line::from(vec![
        Span::styled(left, theme.style(left_role)),
        Span::raw(" ".repeat(gap)),
        Span::styled(right.to_owned(), theme.style(right_role)),
    ])
}

/// One of several words that stand side by side.
pub type Chip = (String, Role);

/// Words side by side with three cells between, in as many rows as they need; and for each its
/// row and cells.
pub fn chips(
    chips: &[Chip],
    cols: usize,
    theme: &Theme,
) -> (Vec<Line<'static>>, Vec<(usize, Range<usize>)>) {
    let mut rows: Vec<Line<'static>> = Vec::new();
    let mut places = Vec::new();
    let mut used = usize::MAX / 2;
    for (words, role) in chips {
        let words = cut(words, cols).into_owned();
        let wide = width(&words);
        let chip = Span::styled(words, theme.style(*role));
        match rows.last_mut().filter(|_| used + 3 + wide <= cols) {
            Some(row) => {
                row.spans.extend([Span::raw("   "), chip]);
                used += 3 + wide;
            }
            None => {
                rows.push(Line::from(chip));
                used = wide;
            }
        }
        places.push((rows.len() - 1, used - wide..used));
    }
    (rows, places)
}

/// Columns of rows side by side, each so wide.
pub fn beside(columns: Vec<(usize, Vec<Line<'static>>)>, gap: usize) -> Vec<Line<'static>> {
    let high = columns.iter().map(|(_, rows)| rows.len()).max();
    let mut columns: Vec<_> = columns
        .into_iter()
        .map(|(wide, rows)| (wide, rows.into_iter()))
        .collect();
    let line = |_| {
        let mut spans = Vec::new();
        for (wide, rows) in &mut columns {
            let row = rows.next().unwrap_or_default();
            let pad = wide.saturating_sub(row.width()) + gap;
            spans.extend(row.spans);
            spans.push(Span::raw(" ".repeat(pad)));
        }
        Line::from(spans)
    };
    (0..high.unwrap_or(0)).map(line).collect()
}

/// How many rows of a list a window of so many rows shows: where not all of it fits, the last
/// row says how far it goes.
pub fn shows(all: usize, height: usize) -> usize {
    if all > height {
        height.saturating_sub(1).max(1)
    } else {
        height
    }
}

/// How many rows further a page of it is: the last row of one is the first of the next.
pub fn page(all: usize, height: usize) -> usize {
    shows(all, height).saturating_sub(1).max(1)
}

/// The last row that a window can begin with.
pub fn last_top(all: usize, height: usize) -> usize {
    all.saturating_sub(shows(all, height))
}

/// The row that a window begins with so that these rows are in it: as few rows on as it takes.
pub fn reveal(top: usize, focus: &Range<usize>, all: usize, height: usize) -> usize {
    let rows = shows(all, height);
    top.max(focus.end.saturating_sub(rows))
        .min(focus.start)
        .min(last_top(all, height))
}

/// The part of a list that its window shows, and how far that is where there is more.
pub fn window(
    frame: &mut Frame<'_>,
    area: Rect,
    rows: Vec<Line<'static>>,
    top: usize,
    theme: &Theme,
) {
    let (all, height) = (rows.len(), usize::from(area.height));
    let top = top.min(last_top(all, height));
    let shown = shows(all, height);
    let part: Vec<Line<'_>> = rows.into_iter().skip(top).take(shown).collect();
    frame.render_widget(Paragraph::new(part), area);
    if all > height && height > 1 {
        let words = so_far(top + 1, (top + shown).min(all), all);
        far(frame, area, &words, theme);
    }
}

/// Draws one row at the top.
pub fn top_row(frame: &mut Frame<'_>, area: Rect, row: Line<'static>) {
    let height = 1.min(area.height);
    frame.render_widget(Paragraph::new(row), Rect { height, ..area });
}

/// Keeps so many rows at most, one at least; the last says that it goes on.
pub fn cut_rows(
    rows: &mut Vec<Line<'static>>,
    most: usize,
    (cols, role): (usize, Role),
    theme: &Theme,
) {
    if rows.len() > most.max(1) {
        rows.truncate(most.max(1));
        if let Some(last) = rows.last_mut() {
            *last = Line::styled(goes_on(&last.to_string(), cols), theme.style(role));
        }
    }
}

/// Keeps so many rows at most, one at least; where there are more, the last says how to see them.
pub fn keep(rows: &mut Vec<Line<'static>>, most: usize, more: &str, theme: &Theme) {
    if rows.len() > most.max(1) {
        rows.truncate(most.saturating_sub(1).max(1));
        rows.push(Line::styled(more.to_owned(), theme.style(Role::Quiet)));
    }
}

/// "▴ 12–20 of 46 ▾": which part of a list is on screen.
pub fn so_far(from: usize, to: usize, all: usize) -> String {
    let above = if from > 1 { "▴ " } else { "" };
    let below = if to < all { " ▾" } else { "" };
    format!("{above}{from}–{to} of {all}{below}")
}

/// How far a list goes, at the right of its last row, which nothing else stands on.
pub fn far(frame: &mut Frame<'_>, area: Rect, words: &str, theme: &Theme) {
    if area.height == 0 {
        return;
    }
    let words = cut(words, usize::from(area.width));
    let wide = u16::try_from(width(&words)).unwrap_or(area.width);
    let x = area.right().saturating_sub(wide);
    let style = theme.style(Role::Quiet);
    let row = area.bottom() - 1;
    frame
        .buffer_mut()
        .set_stringn(x, row, &words, usize::from(wide), style);
}
