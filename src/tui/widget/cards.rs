//! Cards: what one person said, in a border with the name in it. They stand in columns, each as
//! high as its text, and give way to the chosen one where not all of them fit.

use std::{collections::BTreeMap, ops::Range};

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
    pub lines: Vec<Line<'static>>,
    /// The rows of the chosen card.
    pub focus: Range<usize>,
    /// For each card its column's cells and its rows, for the mouse.
    pub places: Vec<(Range<usize>, Range<usize>)>,
}

/// How many columns of cards stand in so many cells.
pub fn columns(cols: usize, count: usize) -> usize {
    let fit = match cols {
        0..76 => 1,
        76..126 => 2,
        _ => 3,
    };
    fit.min(count.max(1))
}

/// The cells of a card's text.
pub fn text_cols(cols: usize, count: usize) -> usize {
    card_cols(cols, count).saturating_sub(EDGES).max(2)
}

fn card_cols(cols: usize, count: usize) -> usize {
    let across = columns(cols, count);
    // Alone on a wide screen a card is as wide as text is read.
    let cols = if across == 1 { cols.min(80) } else { cols };
    cols.saturating_sub(GAP * (across - 1)) / across
}

/// How all cards of a column are shown.
#[derive(Clone, Copy, PartialEq)]
enum Give {
    /// Every card is whole, with a row of air between.
    Air,
    /// As much of each as there is room for.
    Fit,
}

/// Lays out cards within so many cells and rows. Where even their names do not fit, it is for
/// the window to scroll.
pub fn cards(cards: &[Card], at: usize, (cols, height): (usize, usize), theme: &Theme) -> Laid {
    let across = columns(cols, cards.len());
    let columns: Vec<Vec<(usize, &Card)>> = (0..across)
        .map(|first| {
            cards
                .iter()
                .enumerate()
                .skip(first)
                .step_by(across)
                .collect()
        })
        .collect();
    let airy = |own: &Vec<(usize, &Card)>| {
        let rows = own.iter().map(|(_, card)| all_of(card) + 3).sum::<usize>();
        rows <= height + 1
    };
    let give = match columns.iter().all(airy) {
        true => Give::Air,
        false => Give::Fit,
    };
    let wide = card_cols(cols, cards.len());
    let names = cards.iter().map(|card| width(&card.name)).max();
    let names = names.unwrap_or(0).min(16);
    let mut laid = Laid::default();
    let mut places = BTreeMap::new();
    let mut all: Vec<(usize, Vec<Line<'static>>)> = Vec::new();
    for (number, own) in columns.iter().enumerate() {
        let texts = match give {
            Give::Air => own.iter().map(|(_, card)| all_of(card)).collect(),
            Give::Fit => fitted(own, at, height, across == 1),
        };
        let cells = number * (wide + GAP);
        let mut lines = Vec::new();
        for ((place, card), text) in own.iter().zip(texts) {
            let from = lines.len();
            match text {
                0 => lines.push(row(card, names, wide, theme)),
                text => lines.extend(whole(card, *place == at, wide, text, theme)),
            }
            if *place == at {
                laid.focus = from..lines.len();
            }
            places.insert(*place, (cells..cells + wide, from..lines.len()));
            if give == Give::Air {
                lines.push(Line::default());
            }
        }
        if give == Give::Air {
            lines.pop();
        }
        all.push((wide, lines));
    }
    laid.places = places.into_values().collect();
    laid.lines = beside(all, GAP);
    laid
}

fn all_of(card: &Card) -> usize {
    card.rows.len().max(1)
}

/// How many rows of its text each card of a column shows, so that the column fills its height:
/// the chosen one all, the others as many as there is room for, each about as many; 0 is one row
/// without a border, in which a card stands that has no room for more.
fn fitted(own: &[(usize, &Card)], at: usize, height: usize, may_fold: bool) -> Vec<usize> {
    let room = height.saturating_sub(2).max(LEAST);
    let chosen = |place: usize| place == at;
    let most = |(place, card): &(usize, &Card)| match chosen(*place) {
        true => all_of(card).min(room),
        false => all_of(card),
    };
    let least = |(place, card): &(usize, &Card)| match chosen(*place) {
        true => all_of(card).min(room),
        false => all_of(card).min(LEAST),
    };
    let taken = |text: usize| if text == 0 { 1 } else { text + 2 };
    let mut texts: Vec<_> = own.iter().map(least).collect();
    let mut free = height as isize
        - texts
            .iter()
            .map(|text| taken(*text) as isize)
            .sum::<isize>();
    // Whoever stands far from the chosen one gives way first.
    let here = own
        .iter()
        .position(|(place, _)| chosen(*place))
        .unwrap_or(0);
    let mut far: Vec<_> = (0..own.len()).filter(|number| *number != here).collect();
    far.sort_by_key(|number| std::cmp::Reverse((number.abs_diff(here), *number < here)));
    for number in far.into_iter().filter(|_| may_fold) {
        if let Some(text) = texts.get_mut(number).filter(|_| free < 0) {
            free += (taken(*text) - 1) as isize;
            *text = 0;
        }
    }
    // Where that is not enough, it is the chosen one that is cut too.
    if let Some(text) = texts.get_mut(here).filter(|_| free < 0) {
        let room = (*text)
            .saturating_sub(free.unsigned_abs())
            .max(LEAST.min(*text));
        free += (*text - room) as isize;
        *text = room;
    }
    // What is left goes round, a row each, to whoever shows the least.
    while free > 0 {
        let open = texts.iter_mut().zip(own);
        let open = open.filter(|(text, one)| **text > 0 && **text < most(one));
        let Some((text, _)) = open.min_by_key(|(text, _)| **text) else {
            break;
        };
        *text += 1;
        free -= 1;
    }
    texts
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
    chosen(here, rows, cols, theme)
}
