//! The frame of every screen: bar and rail say where we are, how much time is left and whether
//! it is saved; the foot says what can be done.

use ratatui::{
    Frame,
    layout::Rect,
    text::Line,
    widgets::{Block, Paragraph},
};

use super::{
    desk::shown,
    help,
    house::{House, Places, Popup, SMALLEST, Screen, Top, body, not_saved, places},
    keys::Scope,
    sitting::Sitting,
    theme::{Role, Theme},
    widget::window,
};
use crate::{session::Place, text::wrap};

mod bar;
mod foot;

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
    draw_over(house, frame, places.body);
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
        hush(frame, theme);
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

/// Draws what lies over the screen: help, and what has to be read or decided first.
fn draw_over(house: &House, frame: &mut Frame<'_>, area: Rect) {
    match house.top() {
        Top::Popup(Popup::Help { of, top }) => {
            let cols = usize::from(area.width);
            let rows = help::lines(*of, house.can().alone, cols, &house.theme);
            house.theme.clear(frame, area);
            window(frame, area, rows, *top, &house.theme);
        }
        Top::Popup(Popup::Notice(notice)) => notice.draw(frame, area, &house.theme),
        Top::Popup(Popup::Devices) => {
            house.theme.clear(frame, area);
            house.devices.draw(frame, area, &house.theme);
        }
        Top::Popup(Popup::Palette(_)) | Top::Screen(_) => {}
    }
}

/// Makes all that is on screen stand back.
fn hush(frame: &mut Frame<'_>, theme: &Theme) {
    let quiet = theme.style(Role::Quiet);
    let area = frame.area();
    frame.buffer_mut().set_style(area, quiet);
}
