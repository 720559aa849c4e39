//! The frame of every screen: bar and rail say where we are, how much time is left and whether
//! it is saved; the foot says what can be done.

use ratatui::{
    Frame,
    layout::Rect,
    text::Line,
    widgets::{Block, Paragraph},
};

use super::{
    app::{App, Places, Popup, SMALLEST, Screen, Top, body, not_saved, places, told_rows},
    help,
    keys::{Action, Scope, name},
    session_controller::SessionController,
    session_screens::shown,
    theme::{Role, Theme},
    widget::window,
};
use crate::{
    session::{Place, hands},
    text::{cut, width, wrap},
};

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
        let typed = app
            .controller()
            .is_some_and(SessionController::takes_letters);
        palette.draw(frame, (area, places.margin), (&app.can(), typed), theme);
        foot::draw(app, frame, &places);
    }
    theme.settle(frame.buffer_mut());
}

/// What was just said, whole: what does not fit the row for it takes rows above.
fn draw_told(app: &App, frame: &mut Frame<'_>, places: &Places) {
    let lines = told_rows(app);
    if lines.is_empty() {
        return draw_phones(app, frame, places.told);
    }
    let last = places.told.y;
    let rows = u16::try_from(lines.len()).unwrap_or(u16::MAX).min(last);
    let area = Rect {
        y: last + 1 - rows,
        height: rows,
        ..places.told
    };
    // The rule of that row would run on beside the last of several.
    let whole = Rect {
        x: 0,
        width: frame.area().width,
        ..area
    };
    let cleared = if rows > 1 { whole } else { area };
    app.theme.clear(frame, cleared);
    frame.render_widget(Paragraph::new(lines), area);
}

/// Who wants to speak, and how many phones are connected, in a row that says nothing else.
fn draw_phones(app: &App, frame: &mut Frame<'_>, area: Rect) {
    let Some(controller) = app.controller() else {
        return;
    };
    let gathers = controller.view.place == Place::Gather;
    let scope = if gathers {
        Scope::Gather
    } else {
        Scope::Session
    };
    let key = name(scope, Action::Devices);
    let hands = hands(&controller.view);
    let room = usize::from(area.width);
    let brief = app.devices.brief(&key).unwrap_or_default();
    let hands = cut(hands.as_deref().unwrap_or_default(), room).into_owned();
    let left = room.saturating_sub(width(&hands) + 2);
    let brief = cut(&brief, if hands.is_empty() { room } else { left }).into_owned();
    let line = Line::styled(brief, app.theme.style(Role::Quiet)).right_aligned();
    frame.render_widget(Paragraph::new(line), area);
    let line = Line::styled(hands, app.theme.style(Role::Person));
    frame
        .buffer_mut()
        .set_line(area.x, area.y, &line, area.width);
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
        Screen::Session(controller) => draw_session(controller, frame, inside, theme),
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

fn draw_session(controller: &SessionController, frame: &mut Frame<'_>, area: Rect, theme: &Theme) {
    let view = &controller.view;
    if view.place == Place::Gather {
        controller.gather.draw(frame, area, view, theme);
    } else if shown(view).is_none() && controller.scope() == Scope::Read {
        controller.read.draw(frame, area, theme);
    } else {
        if shown(view).is_none() {
            controller.read.draw(frame, area, theme);
        }
        controller.screens.draw(frame, area, view, theme);
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
