//! Help, and the list of all that can be done: what keys do there.

use super::{App, Popup, SessionController, body};
use crate::tui::{
    effect::Effect,
    errand::TableErrand,
    help,
    keys::{Action, Scope},
    palette::Palette,
    screen::devices::AtDoor,
    widget::last_top,
};

/// Opens help or the list of all that can be done, or does what is chosen there, or changes the
/// colours; none where the action is another.
pub(super) fn seek(app: &mut App, action: Action) -> Option<Vec<Effect>> {
    let of = app.scope();
    if action == Action::Enter && of == Scope::Palette {
        return do_chosen(app);
    }
    let door = matches!(app.popups.last(), Some(Popup::Devices));
    if door && !matches!(action, Action::Help | Action::Palette | Action::Colours) {
        return Some(app.at_the_door(action));
    }
    // What else can be done there is what can be done on the screen below.
    let of = match door && action == Action::Palette {
        true => app.screen.scope(),
        false => of,
    };
    if action == Action::Devices {
        return Some(app.show_devices(Vec::new()));
    }
    if action == Action::Picture {
        return Some(app.show_picture());
    }
    if action == Action::RoomPage {
        app.table(TableErrand::Phones(AtDoor::ShowRoom));
        return Some(Vec::new());
    }
    if action == Action::Colours {
        let (theme, words) = app.theme.next();
        app.theme = theme;
        return Some(vec![Effect::Tell(format!("{words}."))]);
    }
    let popup = if action == Action::Palette {
        let behind = app.controller().and_then(SessionController::behind_sheet);
        let behind = behind.filter(|_| of == Scope::Writing);
        Popup::Palette(behind.map_or_else(|| Palette::new(of), Palette::over_sheet))
    } else if action == Action::Help && of != Scope::Help {
        Popup::Help { of, top: 0 }
    } else {
        return None;
    };
    app.popups.push(popup);
    Some(Vec::new())
}

/// Does what is chosen of all that can be done.
fn do_chosen(app: &mut App) -> Option<Vec<Effect>> {
    let can = app.can();
    let Some(Popup::Palette(palette)) = app.popups.last() else {
        return None;
    };
    let chosen = palette.chosen(&can);
    let sheet = palette.scope == Scope::Writing;
    app.popups.pop();
    let Some(row) = chosen else {
        return Some(Vec::new());
    };
    let mut effects = Vec::new();
    if matches!(app.popups.last(), Some(Popup::Devices)) {
        app.popups.pop();
    }
    // What belongs to the list of people is done there; the sheet stays as a draft.
    if sheet && row.scope == Scope::Session {
        for _ in 0..2 {
            if app.scope() != Scope::Hub {
                effects.extend(app.act(Action::Back));
            }
        }
    }
    effects.extend(app.act(row.action));
    Some(effects)
}

/// Keeps what lies over the screen within it: nothing scrolls past its end.
pub(super) fn fit(app: &mut App) {
    let (area, can) = (body(app), app.can());
    let (cols, height) = (usize::from(area.width), usize::from(area.height));
    let theme = app.theme;
    match app.popups.last_mut() {
        Some(Popup::Help { of, top }) => {
            let rows = help::lines(*of, can.alone, cols, &theme).len();
            *top = (*top).min(last_top(rows, height));
        }
        Some(Popup::Notice(notice)) => {
            let rows = notice.rows(cols, &theme).0.len();
            notice.top = notice.top.min(last_top(rows, height));
        }
        Some(Popup::Palette(palette)) => palette.fit(&can),
        Some(Popup::Devices) | None => {}
    }
}

/// Moves through all that can be done; none keeps the list open.
pub(super) fn act_palette(palette: &mut Palette, action: Action) -> Option<Vec<Effect>> {
    let down = matches!(action, Action::Down | Action::PageDown);
    if matches!(action, Action::Up | Action::Down) {
        palette.go(down, 1);
    } else if matches!(action, Action::PageUp | Action::PageDown) {
        palette.go(down, 8);
    } else {
        return Some(Vec::new());
    }
    None
}
