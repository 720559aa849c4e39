//! Cards: what one person said, in a border with the name in it. They stand in columns, each as
//! high as its text, and give way to the chosen one where not all of them fit.

use std::ops::Range;

use ratatui::{
    style::Style,
    text::{Line, Span},
};

use super::{beside, chosen, cut_words};
use crate::{
    text::{cut, plural, width},
    tui::theme::{Role, Theme},
};

/// Cells between two columns.
const GAP: usize = 2;
/// Cells that a border and its padding take.
const EDGES: usize = 4;
/// A card that gave way shows so many rows of its text at least.
const LEAST: usize = 2;

/// What one person said.
#[derive(Clone, Debug, Default)]
pub struct Card {
    /// Whose.
    pub name: String,
    /// What is worth knowing about it, after the name.
    pub note: String,
    /// Its text, laid out by `rows` for the width of the card.
    pub rows: Vec<Line<'static>>,
    /// What stands in the lower border: what it cites.
    pub foot: String,
}

/// Cards laid out.
#[derive(Clone, Debug, Default)]
pub struct Laid {
    /// All rows.
    pub lines: Vec<Line<'static>>,
    /// The rows of the chosen card.
    pub focus: Range<usize>,
    /// For each card its column's cells and its rows, for the mouse.
    pub places: Vec<(Range<usize>, Range<usize>)>,
}

/// How many columns of cards stand in so many cells.
#[must_use]
pub fn columns(cols: usize, count: usize) -> usize {
    let fit = match cols {
        0..76 => 1,
        76..126 => 2,
        _ => 3,
    };
    fit.min(count.max(1))
}

/// The cells of a card's text.
#[must_use]
pub fn text_cols(cols: usize, count: usize) -> usize {
    card_cols(cols, count).saturating_sub(EDGES).max(2)
}

fn card_cols(cols: usize, count: usize) -> usize {
    let across = columns(cols, count);
    // Alone on a wide screen a card is as wide as text is read.
    let cols = if across == 1 { cols.min(80) } else { cols };
    cols.saturating_sub(GAP * (across - 1)) / across
}

/// How a card gives way.
#[derive(Clone, Copy)]
enum Give {
    /// Every card is whole, with a row of air between.
    Air,
    /// Every card is whole.
    Whole,
    /// All but the chosen one show so many rows.
    Cut(usize),
    /// All but the chosen one are one row without a border.
    Row,
}

/// Lays out cards within so many cells and rows. Where even rows do not fit, it is for the window
/// to scroll.
#[must_use]
pub fn cards(cards: &[Card], at: usize, (cols, height): (usize, usize), theme: &Theme) -> Laid {
    let across = columns(cols, cards.len());
    let high = |give: Give| {
        let column = |first: usize| {
            let own = cards.iter().enumerate().skip(first).step_by(across);
            own.map(|(place, card)| rows_of(card, place == at, give, height))
                .sum::<usize>()
        };
        (0..across).map(column).max().unwrap_or(0)
    };
    let most = cards.iter().map(|card| card.rows.len()).max().unwrap_or(0);
    let cuts = (LEAST..=most.min(height)).rev().map(Give::Cut);
    let narrow = (across == 1).then_some(Give::Row);
    let gives = [Give::Air, Give::Whole]
        .into_iter()
        .chain(cuts)
        .chain(narrow);
    let last = narrow.unwrap_or(Give::Cut(LEAST));
    let give = gives
        .clone()
        .find(|give| high(*give) <= height + usize::from(matches!(give, Give::Air)))
        .unwrap_or(last);
    lay(cards, at, (cols, height), give, theme)
}

fn rows_of(card: &Card, chosen: bool, give: Give, height: usize) -> usize {
    let all = card.rows.len().max(1);
    let room = height.saturating_sub(2).max(LEAST);
    match give {
        Give::Air => all + 3,
        Give::Whole => all + 2,
        Give::Cut(_) | Give::Row if chosen => all.min(room) + 2,
        Give::Cut(most) => all.min(most) + 2,
        Give::Row => 1,
    }
}

fn lay(
    cards: &[Card],
    at: usize,
    (cols, height): (usize, usize),
    give: Give,
    theme: &Theme,
) -> Laid {
    let across = columns(cols, cards.len());
    let wide = card_cols(cols, cards.len());
    let names = cards.iter().map(|card| width(&card.name)).max();
    let names = names.unwrap_or(0).min(16);
    let mut laid = Laid::default();
    let mut all: Vec<(usize, Vec<Line<'static>>)> = vec![(wide, Vec::new()); across];
    for (place, card) in cards.iter().enumerate() {
        let column = place % across;
        let Some((_, lines)) = all.get_mut(column) else {
            continue;
        };
        let here = place == at;
        let from = lines.len();
        let high = rows_of(card, here, give, height);
        match give {
            Give::Row if !here => lines.push(row(card, names, wide, theme)),
            Give::Air => {
                lines.extend(whole(card, here, wide, high.saturating_sub(3), theme));
                lines.push(Line::default());
            }
            Give::Whole | Give::Cut(_) | Give::Row => {
                lines.extend(whole(card, here, wide, high.saturating_sub(2), theme));
            }
        }
        let to = lines.len();
        if here {
            laid.focus = from..to;
        }
        let cells = column * (wide + GAP);
        laid.places.push((cells..cells + wide, from..to));
    }
    laid.lines = beside(all, GAP);
    while laid
        .lines
        .last()
        .is_some_and(|line| line.to_string().trim().is_empty())
    {
        laid.lines.pop();
    }
    laid
}

/// A card that gave way to the last: the name and how it begins.
fn row(card: &Card, names: usize, cols: usize, theme: &Theme) -> Line<'static> {
    let text: Vec<_> = card.rows.iter().map(ToString::to_string).collect();
    let name = cut(&card.name, names).into_owned();
    let pad = names.saturating_sub(width(&name)) + 2;
    let room = cols.saturating_sub(3 + names + 2);
    let joined = text.join(" ");
    Line::from(vec![
        Span::raw("   "),
        Span::styled(name, theme.style(Role::Person)),
        Span::raw(" ".repeat(pad)),
        Span::styled(cut_words(&joined, room), theme.style(Role::Text)),
    ])
}

/// A card in its border, so many rows of its text.
fn whole(card: &Card, here: bool, cols: usize, most: usize, theme: &Theme) -> Vec<Line<'static>> {
    let heavy = here && theme.grounds().is_none();
    let [left_top, right_top, left_foot, right_foot, flat, side] = if heavy {
        ["┏", "┓", "┗", "┛", "━", "┃"]
    } else {
        ["╭", "╮", "╰", "╯", "─", "│"]
    };
    let edge = theme.style(if here { Role::Text } else { Role::Border });
    let room = cols.saturating_sub(EDGES);
    let mark = if here { "▸ " } else { "" };
    let name = cut(&card.name, room.saturating_sub(2)).into_owned();
    let left = room.saturating_sub(width(&name) + width(mark) + 3);
    let note = match card.note.is_empty() || left < 12 {
        true => String::new(),
        false => format!(" · {}", cut_words(&card.note, left.saturating_sub(3))),
    };
    let lead = if here {
        format!("{left_top}{mark}")
    } else {
        format!("{left_top}{flat} ")
    };
    let used = width(&lead) + width(&name) + width(&note) + 1;
    let rest = flat.repeat(cols.saturating_sub(used + 1));
    let mut rows = vec![Line::from(vec![
        Span::styled(lead, edge),
        Span::styled(name, theme.style(Role::Person)),
        Span::styled(note, theme.style(Role::Quiet)),
        Span::styled(format!(" {rest}{right_top}"), edge),
    ])];
    let shown = card.rows.iter().take(most.max(1)).cloned();
    rows.extend(shown.map(|line| bordered(line, side, room, edge)));
    let hidden = card.rows.len().saturating_sub(most.max(1));
    let more = match hidden {
        0 => String::new(),
        many => format!("… {} ", plural(many, "more line", "more lines")),
    };
    let more = if more.is_empty() {
        more
    } else {
        format!(" {more}")
    };
    let foot = match card.foot.is_empty() {
        true => String::new(),
        false => format!(
            " {} ",
            cut_words(&card.foot, room.saturating_sub(width(&more)))
        ),
    };
    let rest = flat.repeat(cols.saturating_sub(4 + width(&more) + width(&foot)));
    let quiet = theme.style(Role::Quiet);
    rows.push(Line::from(vec![
        Span::styled(format!("{left_foot}{flat}"), edge),
        Span::styled(more, quiet),
        Span::styled(rest, edge),
        Span::styled(foot, quiet),
        Span::styled(format!("{flat}{right_foot}"), edge),
    ]));
    rows
}

fn bordered(line: Line<'static>, side: &str, room: usize, edge: Style) -> Line<'static> {
    let pad = room.saturating_sub(line.width());
    let mut spans = vec![Span::styled(format!("{side} "), edge)];
    spans.extend(line.spans);
    spans.push(Span::styled(format!("{:pad$} {side}", ""), edge));
    Line::from(spans)
}

/// A row of a list that opens: its words, and under them what there is to say; raised where the
/// cursor is.
#[must_use]
pub fn entry(
    here: bool,
    rows: Vec<Line<'static>>,
    cols: usize,
    theme: &Theme,
) -> Vec<Line<'static>> {
    let rows = rows.into_iter().enumerate().map(|(at, mut row)| {
        let lead = if here && at == 0 { "▸ " } else { "  " };
        row.spans.insert(0, Span::raw(lead));
        row
    });
    let rows: Vec<_> = rows.collect();
    if here {
        chosen(rows, cols, theme)
    } else {
        rows
    }
}
