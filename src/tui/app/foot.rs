//! What the foot offers: the one primary action, what else matters, and the list of all the rest.

use std::ops::Range;

use super::{App, Popup, Screen, Top, body, places::places};
use crate::{
    text::{cut, width},
    tui::{
        keys::{Action, BINDINGS, Binding, Chord, Scope, foot, name},
        screen::leads::leads,
        session_controller::SessionController,
    },
};

/// How many actions the foot offers besides the list of all.
const KEYS: usize = 4;
/// Cells after the primary action, and between two others.
pub(in crate::tui) const GAPS: (usize, usize) = (3, 2);
/// The same where an action would go for want of room.
const TIGHT: (usize, usize) = (2, 1);

/// One action of the foot: its key, words, and what it does.
pub(in crate::tui) struct Offer {
    pub(in crate::tui) key: String,
    pub(in crate::tui) words: String,
    pub(in crate::tui) action: Action,
    pub(in crate::tui) primary: bool,
}

impl Offer {
    /// Whether it leads out or saves: what else there is goes first where there is no room.
    fn stays(&self) -> bool {
        matches!(
            self.action,
            Action::Back | Action::Quit | Action::HandIn | Action::WriteDown | Action::SaveCopy
        )
    }

    fn width(&self) -> usize {
        let pad = if self.primary { 2 } else { 0 };
        width(&self.key) + width(&self.words) + 3 + pad
    }
}

/// What there is room for, and the columns of each. The primary action and the list of all the
/// rest always have room; of the others the last that neither leads out nor saves goes first.
pub(in crate::tui) fn offers(app: &App, columns: usize) -> Vec<(Offer, Range<usize>)> {
    let mut rows = foot(app.scope(), &app.can());
    rows.retain(|row| leads_on(app, row.action));
    let offer = |row: &Binding| offer(app, row);
    let (rest, matter): (Vec<&Binding>, Vec<&Binding>) = rows
        .into_iter()
        .partition(|row| row.action == Action::Palette);
    let mut shown = most(matter.into_iter().filter_map(offer).collect());
    let mut all = rest.into_iter().find_map(offer);
    let over = |shown: &[Offer], all: &Option<Offer>, gaps: (usize, usize)| {
        let offers = || shown.iter().chain(all);
        let primary = shown.first().is_some_and(|first| first.primary) && offers().count() > 1;
        let between = offers().count().saturating_sub(1) * gaps.1;
        let between = between + usize::from(primary) * (gaps.0 - gaps.1);
        (offers().map(Offer::width).sum::<usize>() + between).saturating_sub(columns)
    };
    if over(&shown, &all, GAPS) > 0
        && let Some(all) = &mut all
    {
        all.words = "more".to_owned();
    }
    // What stands behind a comma goes before a whole action does.
    for at in (1..shown.len()).rev() {
        if over(&shown, &all, TIGHT) > 0
            && let Some(offer) = shown.get_mut(at)
            && let Some((short, _)) = offer.words.split_once(',')
        {
            offer.words = short.to_owned();
        }
    }
    while shown.len() > 1 && over(&shown, &all, TIGHT) > 0 {
        drop_least(&mut shown);
    }
    let gaps = if over(&shown, &all, GAPS) > 0 {
        TIGHT
    } else {
        GAPS
    };
    // Even one may be too long for a narrow window.
    let left = over(&shown, &all, gaps);
    if let Some(first) = shown.first_mut().filter(|_| left > 0) {
        let room = width(&first.words).saturating_sub(left);
        first.words = cut(&first.words, room).into_owned();
    }
    shown.extend(all);
    let mut from = 0;
    let mut placed = Vec::new();
    for offer in shown {
        let to = from + offer.width();
        let gap = if offer.primary { gaps.0 } else { gaps.1 };
        placed.push((offer, from..to));
        from = to + gap;
    }
    placed
}

/// A row of the table of keys as an offer; none where a letter would be typed.
fn offer(app: &App, row: &Binding) -> Option<Offer> {
    let typed = app.takes_letter(Some('?'));
    let plain = |chord: &&Chord| !(typed && chord.is_letter());
    // Two keys that do the same in two directions are one offer.
    let both = BINDINGS
        .iter()
        .filter(|other| (other.scope, other.words) == (row.scope, row.words))
        .filter_map(|other| Some(other.keys.iter().find(plain)?.name()));
    let mut keys: Vec<_> = both.collect();
    keys.dedup();
    let chord = keys.concat();
    let short = row.words.split(';').next().unwrap_or_default();
    (!chord.is_empty()).then(|| Offer {
        key: pressed(app, row).unwrap_or(chord),
        words: says(app, row).unwrap_or_else(|| short.to_owned()),
        action: row.action,
        primary: row.foot == 1,
    })
}

/// Whether an action does anything here: what moves does nothing at an end, and only a
/// case can be studied.
fn leads_on(app: &App, action: Action) -> bool {
    let (area, theme) = (places(app.size).body, &app.theme);
    match app.top() {
        Top::Screen(Screen::Session(controller)) if controller.scope() == Scope::Read => {
            match action {
                // Alone, Enter leads on through the text.
                Action::PageDown if controller.view.alone && !controller.read.is_read() => false,
                Action::PageDown => !controller.read.at_end(area),
                Action::Mark => controller.read.paragraph().is_some(),
                // Leaving is said by what leads back.
                Action::Quit => false,
                Action::Next => controller.read.next_tab().is_some(),
                // Nobody has said anything yet that one could disagree with.
                action => action != Action::Dissent,
            }
        }
        Top::Screen(Screen::Session(controller)) => {
            controller
                .screens
                .moves(action, &controller.view, area, theme)
        }
        Top::Screen(Screen::Library) => app.library.offers(action),
        Top::Popup(Popup::Notice(notice)) => notice.offers(action),
        Top::Popup(_) | Top::Screen(_) => true,
    }
}

fn most(mut offers: Vec<Offer>) -> Vec<Offer> {
    while offers.len() > KEYS {
        drop_least(&mut offers);
    }
    offers
}

/// Takes the offer away that is missed least; never the first.
fn drop_least(shown: &mut Vec<Offer>) {
    let mut others = shown.iter().skip(1);
    let least = others.rposition(|offer| !offer.stays());
    let last = shown.len().saturating_sub(1);
    if last > 0 {
        shown.remove(least.map_or(last, |at| at + 1));
    }
}

/// What a click at that column of the foot does.
pub(super) fn foot_action(app: &App, column: usize) -> Option<Action> {
    let at = places(app.size);
    let column = column.checked_sub(usize::from(at.foot.x))?;
    let mut offers = offers(app, usize::from(at.foot.width)).into_iter();
    let under = offers.find(|(_, cells)| cells.contains(&column));
    under.map(|(offer, _)| offer.action)
}

/// What an action will do now, where that can be said more nearly than the table does.
fn says(app: &App, row: &Binding) -> Option<String> {
    match app.top() {
        Top::Popup(Popup::Palette(palette)) => {
            let chosen = palette.chosen(&app.can())?;
            let short = chosen.words.split(';').next()?;
            (row.action == Action::Enter).then(|| short.to_owned())
        }
        Top::Screen(Screen::Session(controller)) => in_session(controller, row.action),
        Top::Screen(Screen::Library) => app.library.says(row.action),
        Top::Popup(Popup::Notice(notice)) => notice.says(row.action),
        Top::Popup(Popup::Devices) if row.action == Action::Enter => {
            Some(app.devices.says(body(app).width))
        }
        Top::Popup(Popup::Devices) => (row.action == Action::Back).then(|| "back".to_owned()),
        Top::Popup(_) | Top::Screen(_) => None,
    }
}

/// What is pressed for it now, where that is Enter and not the table's own key.
fn pressed(app: &App, row: &Binding) -> Option<String> {
    let controller = app.controller().filter(|_| row.action == Action::HandIn)?;
    let enters = controller.enters_to_hand_in();
    let enter = name(Scope::Hub, Action::Enter);
    (enters > 0).then(|| vec![enter; enters].join(" "))
}

/// The same on a screen of a session.
fn in_session(controller: &SessionController, action: Action) -> Option<String> {
    let view = &controller.view;
    let scope = controller.scope();
    if scope == Scope::Gather {
        return (action == Action::Enter).then(|| controller.gather.says(view));
    }
    if scope == Scope::Read && action == Action::Next {
        return controller.read.next_tab().map(str::to_owned);
    }
    if scope == Scope::Read && action == Action::Mark {
        let number = controller.read.paragraph();
        let marks = match controller.read.is_marked() {
            true => "unmark",
            false => "mark",
        };
        return number.map(|number| format!("{marks} ¶{number}"));
    }
    if scope == Scope::Read && action == Action::GoOn {
        let finds = controller.read.is_typing();
        return Some(match finds {
            true => "find it".to_owned(),
            false if view.alone && !controller.read.is_read() => "read on".to_owned(),
            false => leads(view),
        });
    }
    controller.screens.says(view, action)
}
