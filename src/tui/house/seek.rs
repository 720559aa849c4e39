//! Help, and the list of all that can be done: what keys do there.

use super::{House, Popup, body};
use crate::tui::{
    app::Effect,
    errand::TableErrand,
    help,
    keys::{Action, Scope},
    palette::Palette,
    screen::devices::AtDoor,
    widget::last_top,
};

/// Opens help or the list of all that can be done, or does what is chosen there, or changes the
/// colours; none where the action is another.
pub(super) fn seek(house: &mut House, action: Action) -> Option<Vec<Effect>> {
    let of = house.scope();
    if action == Action::Enter && of == Scope::Palette {
        return do_chosen(house);
    }
    if let Some(Popup::Devices) = house.popups.last() {
        return (!matches!(action, Action::Help | Action::Palette | Action::Colours))
            .then(|| house.at_the_door(action));
    }
    if action == Action::Devices {
        return Some(house.show_devices());
    }
    if action == Action::Picture {
        return Some(house.show_picture());
    }
    if action == Action::RoomPage {
        house.table(TableErrand::Phones(AtDoor::ShowRoom));
        return Some(Vec::new());
    }
    if action == Action::Colours {
        let (theme, words) = house.theme.next();
        house.theme = theme;
        return Some(vec![Effect::Tell(format!("{words}."))]);
    }
    let popup = if action == Action::Palette {
        Popup::Palette(Palette::new(of))
    } else if action == Action::Help && of != Scope::Help {
        Popup::Help { of, top: 0 }
    } else {
        return None;
    };
    house.popups.push(popup);
    Some(Vec::new())
}

/// Does what is chosen of all that can be done.
fn do_chosen(house: &mut House) -> Option<Vec<Effect>> {
    let can = house.can();
    let Some(Popup::Palette(palette)) = house.popups.last() else {
        return None;
    };
    let chosen = palette.chosen(&can).map(|row| row.action);
    house.popups.pop();
    Some(chosen.map_or_else(Vec::new, |action| house.act(action)))
}

/// Keeps what lies over the screen within it: nothing scrolls past its end.
pub(super) fn fit(house: &mut House) {
    let (area, can) = (body(house), house.can());
    let (cols, height) = (usize::from(area.width), usize::from(area.height));
    let theme = house.theme;
    match house.popups.last_mut() {
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
