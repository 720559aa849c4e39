//! The frame of every screen: bar and rail say where we are, how much time is left and whether
//! it is saved; the foot says what can be done.

use ratatui::{
    Frame,
    layout::{Rect, Size},
    text::Line,
    widgets::{Block, Paragraph},
};

use super::{
    desk::shown,
    house::{House, Popup, SMALLEST, Screen, Top},
    keys::Scope,
    sitting::Sitting,
    theme::{Role, Theme},
    widget::say,
};
use crate::{session::Place, text::wrap};

mod bar;
mod foot;
mod over;

pub(super) use foot::foot_action;
pub(super) use over::{help_rows, notice_rows};

/// From so many rows on, the rail has a row of its own under the bar.
const TALL: u16 = 20;
/// The widest content, and from which width on it is set in the middle.
const WIDEST: u16 = 168;

/// Where everything stands in a window.
#[derive(Clone, Copy, Debug)]
pub(super) struct Places {
    /// Cells left and right of everything.
    pub(super) margin: u16,
    /// Title and agenda.
    pub(super) bar: Rect,
    /// Steps and time; the bar's own row where there is no room for both.
    pub(super) rail: Option<Rect>,
    /// The screen itself.
    pub(super) body: Rect,
    /// What was just said, over the foot.
    pub(super) told: Rect,
    /// What can be done.
    pub(super) foot: Rect,
}

/// Where everything stands in a window of that size.
#[must_use]
pub(super) fn places(size: Size) -> Places {
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

/// The rectangle of the screen itself, under what went wrong where something did.
#[must_use]
pub(super) fn body(house: &House) -> Rect {
    let body = places(house.size).body;
    let used = u16::try_from(not_saved(house, body).len()).unwrap_or(0);
    let used = used.min(body.height / 2);
    Rect {
        y: body.y + used,
        height: body.height - used,
        ..body
    }
}

/// What could not be saved and what to do, with a blank row under it.
fn not_saved(house: &House, body: Rect) -> Vec<Line<'static>> {
    let Some(fault) = &house.not_saved else {
        return Vec::new();
    };
    let cols = usize::from(body.width);
    let mut rows = say("▌ ", &fault.line(), cols, Role::Warn, &house.theme);
    for row in rows.iter_mut().skip(1) {
        for span in row.spans.iter_mut().take(1) {
            span.content = span.content.replacen("  ", "▌ ", 1).into();
        }
    }
    rows.push(Line::default());
    rows
}

/// Draws everything.
pub fn draw(house: &House, frame: &mut Frame<'_>) {
    let area = frame.area();
    let theme = &house.theme;
    frame.render_widget(Block::new().style(theme.base()), area);
    if area.width < SMALLEST.0 || area.height < SMALLEST.1 {
        return too_small(frame, theme);
    }
    let places = places(house.size);
    bar::draw(house, frame, &places);
    let inside = body(house);
    let warning = not_saved(house, places.body);
    frame.render_widget(Paragraph::new(warning), places.body);
    let covered = matches!(
        house.top(),
        Top::Popup(Popup::Help { .. } | Popup::Notice(_) | Popup::Devices)
    );
    // What is covered would leave its cursor on what covers it.
    if !covered {
        draw_screen(&house.screen, house, frame, inside);
    }
    over::draw(house, frame, places.body);
    theme.rule(
        frame,
        Rect {
            x: 0,
            width: area.width,
            ..places.told
        },
    );
    foot::draw(house, frame, &places);
    draw_told(house, frame, &places);
    if let Top::Popup(Popup::Palette(palette)) = house.top() {
        over::hush(frame, theme);
        palette.draw(frame, (area, places.margin), &house.can(), theme);
        foot::draw(house, frame, &places);
    }
    theme.settle(frame.buffer_mut());
}

/// What was just said, whole: what does not fit the row for it takes rows above.
fn draw_told(house: &House, frame: &mut Frame<'_>, places: &Places) {
    let (words, role) = foot::told(house);
    if words.is_empty() {
        return draw_phones(house, frame, places.told);
    }
    let columns = usize::from(places.told.width).max(2);
    let lines = wrap(&words, columns);
    let last = places.told.y;
    let rows = u16::try_from(lines.len()).unwrap_or(u16::MAX).min(last);
    let area = Rect {
        y: last + 1 - rows,
        height: rows,
        ..places.told
    };
    house.theme.clear(frame, area);
    let style = house.theme.style(role);
    let lines = lines.into_iter().map(|line| Line::styled(line, style));
    frame.render_widget(Paragraph::new(lines.collect::<Vec<_>>()), area);
}

/// How many phones are connected, at the right of a row that says nothing else.
fn draw_phones(house: &House, frame: &mut Frame<'_>, area: Rect) {
    let Some(brief) = house.devices.brief().filter(|_| house.sitting().is_some()) else {
        return;
    };
    let line = Line::styled(brief, house.theme.style(Role::Quiet)).right_aligned();
    frame.render_widget(Paragraph::new(line), area);
}

fn draw_screen(screen: &Screen, house: &House, frame: &mut Frame<'_>, inside: Rect) {
    let theme = &house.theme;
    match screen {
        Screen::Library => house.library.draw(frame, inside, theme),
        Screen::Asking(asking) => asking.draw(frame, inside, theme),
        Screen::Mending(mending) => mending.draw(frame, inside, theme),
        Screen::Preview(preview) => preview.draw(frame, inside, theme),
        Screen::Progress(page) => page.draw(frame, inside, theme),
        Screen::Room(room) => room.draw(frame, inside, theme),
        Screen::Session(sitting) => draw_sitting(sitting, frame, inside, theme),
    }
}

fn too_small(frame: &mut Frame<'_>, theme: &Theme) {
    let area = frame.area();
    let text = format!(
        "Make the window larger: {} columns and {} rows are enough. Nothing is lost.",
        SMALLEST.0, SMALLEST.1
    );
    let lines = wrap(&text, usize::from(area.width.max(2)));
    let lines: Vec<_> = lines
        .into_iter()
        .map(|line| Line::styled(line, theme.style(Role::Text)))
        .collect();
    frame.render_widget(Paragraph::new(lines), area);
}

fn draw_sitting(sitting: &Sitting, frame: &mut Frame<'_>, area: Rect, theme: &Theme) {
    let view = &sitting.view;
    if view.place == Place::Gather {
        sitting.gather.draw(frame, area, view, theme);
    } else if shown(view).is_none() && sitting.scope() == Scope::Read {
        sitting.read.draw(frame, area, theme);
    } else {
        if shown(view).is_none() {
            sitting.read.draw(frame, area, theme);
        }
        sitting.desk.draw(frame, area, view, theme);
    }
}
