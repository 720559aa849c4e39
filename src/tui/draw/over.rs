//! What lies over any screen: help, and what has to be read or decided first.

use std::ops::Range;

use ratatui::{Frame, layout::Rect, text::Line};

use crate::{
    text::{clean, width},
    tui::{
        help,
        house::{House, Popup, Top},
        keys::{Action, Scope, name},
        notice::Notice,
        theme::{Role, Theme},
        widget::{LIST, READ, chosen, reveal, say, window, written},
    },
};

/// Draws what is on top.
pub(super) fn draw(house: &House, frame: &mut Frame<'_>, area: Rect) {
    match house.top() {
        Top::Popup(Popup::Help { of, top }) => {
            let cols = usize::from(area.width);
            let rows = help_rows(*of, house.can().alone, cols, &house.theme);
            house.theme.clear(frame, area);
            window(frame, area, rows, *top, &house.theme);
        }
        Top::Popup(Popup::Notice(notice)) => draw_notice(notice, frame, area, &house.theme),
        Top::Popup(Popup::Devices) => {
            house.theme.clear(frame, area);
            house.devices.draw(frame, area, &house.theme);
        }
        Top::Popup(Popup::Palette(_)) | Top::Screen(_) => {}
    }
}

/// Makes all that is on screen stand back.
pub(super) fn hush(frame: &mut Frame<'_>, theme: &Theme) {
    let quiet = theme.style(Role::Quiet);
    let area = frame.area();
    frame.buffer_mut().set_style(area, quiet);
}

/// The rows of help on a screen.
#[must_use]
pub(in crate::tui) fn help_rows(
    scope: Scope,
    alone: bool,
    cols: usize,
    theme: &Theme,
) -> Vec<Line<'static>> {
    let rows = help::rows(scope, alone);
    let named = rows.iter().filter(|(_, words)| !words.is_empty());
    let keys = named.map(|(keys, _)| width(keys)).max().unwrap_or(0);
    let lines = rows.into_iter().flat_map(|(key, words)| {
        if words.is_empty() {
            return vec![Line::styled(key, theme.style(Role::Title))];
        }
        let pad = " ".repeat(keys.saturating_sub(width(&key)) + 2);
        say(&format!("{key}{pad}"), &words, cols, Role::Text, theme)
    });
    lines.collect()
}

/// The rows of a notice, and those that its cursor is on.
#[must_use]
pub(in crate::tui) fn notice_rows(
    notice: &Notice,
    cols: usize,
    theme: &Theme,
) -> (Vec<Line<'static>>, Range<usize>) {
    let cols = cols.min(usize::from(LIST));
    let mut lines = written("", &notice.text, cols.min(usize::from(READ)), theme);
    lines.push(Line::default());
    let mut focus = 0..1;
    for (at, (words, _)) in notice.choices.iter().enumerate() {
        let here = at == notice.at;
        let lead = if here { "▸ " } else { "  " };
        let mut rows = say(lead, words, cols, Role::Text, theme);
        if here {
            focus = lines.len()..lines.len() + rows.len();
            rows = chosen(rows, cols, theme);
        }
        lines.extend(rows);
    }
    if let Some((_, typed)) = &notice.input {
        let typed = format!("{}▏", clean(typed));
        lines.extend(chosen(
            say("▸ ", &typed, cols, Role::Text, theme),
            cols,
            theme,
        ));
        focus = lines.len() - 1..lines.len();
    } else if notice.choices.is_empty() {
        let key = name(Scope::Message, Action::Enter);
        lines.extend(say(
            "",
            &format!("{key} goes on."),
            cols,
            Role::Quiet,
            theme,
        ));
    }
    (lines, focus)
}

fn draw_notice(notice: &Notice, frame: &mut Frame<'_>, area: Rect, theme: &Theme) {
    theme.clear(frame, area);
    let (lines, focus) = notice_rows(notice, usize::from(area.width), theme);
    let (all, height) = (lines.len(), usize::from(area.height));
    let reads = notice.choices.is_empty() && notice.input.is_none();
    let top = if reads {
        notice.top
    } else {
        reveal(notice.top, &focus, all, height)
    };
    window(frame, area, lines, top, theme);
}
