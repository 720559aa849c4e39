//! Where everything stands in a window: bar and rail, the screen itself, the foot.

use ratatui::{
    layout::{Rect, Size},
    text::Line,
};

use super::{App, told_rows};
use crate::tui::{theme::Role, widget::say};

/// From so many rows on, the rail has a row of its own under the bar.
const TALL: u16 = 20;
/// The widest content, and from which width on it is set in the middle.
const WIDEST: u16 = 168;

/// Where everything stands in a window.
#[derive(Clone, Copy, Debug)]
pub(in crate::tui) struct Places {
    /// Cells left and right of everything.
    pub(in crate::tui) margin: u16,
    /// Title and agenda.
    pub(in crate::tui) bar: Rect,
    /// Steps and time; the bar's own row where there is no room for both.
    pub(in crate::tui) rail: Option<Rect>,
    /// The screen itself.
    pub(in crate::tui) body: Rect,
    /// What was just said, over the foot.
    pub(in crate::tui) told: Rect,
    /// What can be done.
    pub(in crate::tui) foot: Rect,
}

/// Where everything stands in a window of that size.
pub(in crate::tui) fn places(size: Size) -> Places {
    let margin = match size.width {
        100.. => 3,
        80.. => 2,
        _ => 1,
    };
    let width = size.width.min(WIDEST + 2 * margin);
    let x = (size.width - width) / 2 + margin;
    let row = |y: u16| Rect {
        x,
        y: y.min(size.height.saturating_sub(1)),
        width: width.saturating_sub(2 * margin),
        height: 1.min(size.height),
    };
    let head = if size.height >= TALL { 3 } else { 2 };
    Places {
        margin: x,
        bar: row(0),
        rail: (head == 3).then(|| row(1)),
        body: Rect {
            y: head.min(size.height),
            height: size.height.saturating_sub(head + 2),
            ..row(0)
        },
        told: row(size.height.saturating_sub(2)),
        foot: row(size.height.saturating_sub(1)),
    }
}

/// The rectangle of the screen itself: under what went wrong where something did, and over what
/// was said where that is longer than its row.
pub(in crate::tui) fn body(app: &App) -> Rect {
    let body = places(app.size).body;
    let rows = |count: usize| {
        u16::try_from(count)
            .unwrap_or(u16::MAX)
            .min(body.height / 2)
    };
    let used = rows(not_saved(app, body).len());
    let said = rows(told_rows(app).len().saturating_sub(1)).min(body.height - used);
    Rect {
        y: body.y + used,
        height: body.height - used - said,
        ..body
    }
}

/// What could not be saved and what to do, with a blank row under it.
pub(in crate::tui) fn not_saved(app: &App, body: Rect) -> Vec<Line<'static>> {
    let Some(fault) = &app.not_saved else {
        return Vec::new();
    };
    let cols = usize::from(body.width);
    let mut rows = say("▌ ", &fault.line(), cols, Role::Warn, &app.theme);
    for row in rows.iter_mut().skip(1) {
        for span in row.spans.iter_mut().take(1) {
            span.content = span.content.replacen("  ", "▌ ", 1).into();
        }
    }
    rows.push(Line::default());
    rows
}
