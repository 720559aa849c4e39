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
    house::{App, Places, Popup, SMALLEST, Screen, Top, body, not_saved, places},
    keys::Scope,
    sitting::SessionController,
    theme::{Role, Theme},
    widget::window,
};
use crate::{session::Place, text::wrap};

mod bar;
mod foot;

pub fn draw(app: &App, frame: &mut Frame<'_>) {
    let area = frame.area();
    let theme = &app.theme;
    frame.render_widget(Block::new().style(theme.base()), area);
    if area.width < SMALLEST.0 || area.height < SMALLEST.1 {
        return too_small(frame, theme);
    }
    let places = places(app.size);
    bar::draw(app, frame, &places);
    let inside = body(app);
    let warning = not_saved(app, places.body);
    frame.render_widget(Paragraph::new(warning), places.body);
    let covered = matches!(
        app.top(),
        Top::Popup(Popup::Help { .. } | Popup::Notice(_) | Popup::Devices)
    );
    // What is covered would leave its cursor on what covers it.
    if !covered {
        draw_screen(&app.screen, app, frame, inside);
    }
    draw_over(app, frame, places.body);
    theme.rule(
        frame,
        Rect {
            x: 0,
            width: area.width,
            ..places.told
        },
    );
    foot::draw(app, frame, &places);
    draw_told(app, frame, &places);
    if let Top::Popup(Popup::Palette(palette)) = app.top() {
        hush(frame, theme);
        palette.draw(frame, (area, places.margin), &app.can(), theme);
        foot::draw(app, frame, &places);
    }
    theme.settle(frame.buffer_mut());
}

/// What was just said, whole: what does not fit the row for it takes rows above.
fn draw_told(app: &App, frame: &mut Frame<'_>, places: &Places) {
    let (words, role) = foot::told(app);
    if words.is_empty() {
        return draw_phones(app, frame, places.told);
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
    app.theme.clear(frame, area);
    let style = app.theme.style(role);
    let lines = lines.into_iter().map(|line| Line::styled(line, style));
    frame.render_widget(Paragraph::new(lines.collect::<Vec<_>>()), area);
}

/// How many phones are connected, at the right of a row that says nothing else.
fn draw_phones(app: &App, frame: &mut Frame<'_>, area: Rect) {
    let Some(brief) = app.devices.brief().filter(|_| app.sitting().is_some()) else {
        return;
    };
    let line = Line::styled(brief, app.theme.style(Role::Quiet)).right_aligned();
    frame.render_widget(Paragraph::new(line), area);
}

fn draw_screen(screen: &Screen, app: &App, frame: &mut Frame<'_>, inside: Rect) {
    let theme = &app.theme;
    match screen {
        Screen::Library => app.library.draw(frame, inside, theme),
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

fn draw_sitting(sitting: &SessionController, frame: &mut Frame<'_>, area: Rect, theme: &Theme) {
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
fn draw_over(app: &App, frame: &mut Frame<'_>, area: Rect) {
    match app.top() {
        Top::Popup(Popup::Help { of, top }) => {
            let cols = usize::from(area.width);
            let rows = help::lines(*of, app.can().alone, cols, &app.theme);
            app.theme.clear(frame, area);
            window(frame, area, rows, *top, &app.theme);
        }
        Top::Popup(Popup::Notice(notice)) => notice.draw(frame, area, &app.theme),
        Top::Popup(Popup::Devices) => {
            app.theme.clear(frame, area);
            app.devices.draw(frame, area, &app.theme);
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
