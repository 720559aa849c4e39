//! Rails: where we are among steps or stops, folded as far as there is room; and the gauge that
//! shrinks as time goes by.

use ratatui::text::{Line, Span};

use crate::{
    text::width,
    tui::theme::{Role, Theme},
};

/// Between two stops.
const TIE: &str = " ─ ";

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgendaRow {
    /// What it is called, with a sign before it where it has one.
    pub words: String,
    /// Whether it is where we are.
    pub now: bool,
}

/// A rail within so many cells: too long, what is done becomes `…`, then what is far off; at last
/// only the stop that runs is left.
pub fn rail(stops: &[AgendaRow], cols: usize, theme: &Theme) -> Line<'static> {
    let now = stops.iter().position(|stop| stop.now).unwrap_or(0);
    let last = stops.len().saturating_sub(1);
    let wide = |from: usize, to: usize| {
        let words = stops.iter().take(to + 1).skip(from);
        let words: usize = words.map(|stop| width(&stop.words) + width(TIE)).sum();
        let cut = usize::from(from > 0) + usize::from(to < last);
        words + cut * (1 + width(TIE)) - width(TIE).min(words)
    };
    let (mut from, mut to) = (0, last);
    while wide(from, to) > cols && (from < now || to > now) {
        if from < now {
            from += 1;
        } else {
            to -= 1;
        }
    }
    let mut spans = Vec::new();
    let quiet = theme.style(Role::Quiet);
    if from > 0 && wide(from, to) <= cols {
        spans.push(Span::styled(format!("…{TIE}"), quiet));
    }
    for (at, stop) in stops.iter().enumerate().take(to + 1).skip(from) {
        if at > from {
            spans.push(Span::styled(TIE, quiet));
        }
        let role = if stop.now { Role::Primary } else { Role::Quiet };
        spans.push(Span::styled(stop.words.clone(), theme.style(role)));
    }
    if to < last && wide(from, to) <= cols {
        spans.push(Span::styled(format!("{TIE}…"), quiet));
    }
    Line::from(spans)
}

/// A bar of so many cells of which `left` of `all` is full.
pub fn gauge(left: u64, all: u64, cells: usize, theme: &Theme) -> [Span<'static>; 2] {
    let whole = u64::try_from(cells).unwrap_or(0);
    let full = (left * whole).div_ceil(all.max(1)).min(whole);
    let full = usize::try_from(full).unwrap_or(0);
    [
        Span::styled("━".repeat(full), theme.style(Role::Text)),
        Span::styled("─".repeat(cells - full), theme.style(Role::Border)),
    ]
}
