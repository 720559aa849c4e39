//! What is pressed and meant otherwise: prose at the list of people, where each letter is a command,
//! and a way out in the middle of it all.

use crossterm::event::KeyEvent;
use ratatui::layout::Rect;

use super::{Overlay, SessionScreens};
use crate::{
    session::{Place, View},
    tui::{
        effect::Effect,
        keys::{Action, Chord, Scope, name},
        theme::Theme,
    },
};

/// Whether a small form is open in which a letter is no text.
pub fn picks(screens: &SessionScreens) -> bool {
    matches!(screens.laid.last(), Some(Overlay::Ask(ask)) if !ask.form.takes_text())
}

/// A letter where a text is expected begins it, or goes on with what lies there of it.
pub(super) fn begins(
    screens: &mut SessionScreens,
    key: KeyEvent,
    (view, area, theme): (&View, Rect, &Theme),
) -> Vec<Effect> {
    if screens.scope(view) != Scope::Close {
        // While the clock stands still, its key may have been meant.
        let clock = name(Scope::Session, Action::Coffee);
        let meant = screens.scope(view) == Scope::Blank && view.can.clock;
        let meant = meant && Chord::of(key).name() == clock;
        let back = name(Scope::Writing, Action::Back);
        let words = format!(
            "That begins an answer with {clock}. For the clock: {back}, {back}, and then {clock}."
        );
        let told = meant.then_some(Effect::Tell(words));
        let begun = screens.answering.type_ahead(key, view);
        return begun.into_iter().chain(told).collect();
    }
    if !Chord::of(key).is_letter() {
        return Vec::new();
    }
    let opened = screens.act(Action::Enter, view, area, theme);
    let typed = screens.type_key(key, view, area, theme);
    [opened, typed].concat()
}

/// Whether nothing lies behind a screen of whoever studies alone.
pub(super) fn is_first(scope: Scope) -> bool {
    use Scope::{Close, Compare, Discuss, Hub, Share};
    matches!(scope, Hub | Share | Discuss | Compare | Close)
}

/// Letters that were meant as prose begin the sheet of whoever is next; what they opened goes.
pub fn begins_with(
    screens: &mut SessionScreens,
    letters: Vec<KeyEvent>,
    view: &View,
) -> Option<Vec<Effect>> {
    let person = screens.answering.begins_with(letters, view)?;
    screens.laid.clear();
    let words = format!(
        "{} writes. {} goes back to the list.",
        view.person(person)?.name,
        name(Scope::Writing, Action::Back)
    );
    Some(vec![Effect::Tell(words)])
}

/// Out of the session: asked once, while people are in it; alone, where Esc may have been meant
/// otherwise.
pub fn leaves(screens: &mut SessionScreens, action: Action, view: &View) -> Vec<Effect> {
    let then = vec![Effect::FlushDrafts, Effect::Leave];
    let at_once = view.alone && action == Action::Quit;
    if at_once || view.place == Place::Over || screens.asks_to_leave() {
        return then;
    }
    let words = match view.alone {
        true => {
            "Leave? All that you wrote is kept, a draft too. It goes on from GO ON in the library."
        }
        false => "Leave the session? It is kept as it is, and so is all that was typed.",
    };
    let asked = screens.confirm(words.to_owned(), "leave", then);
    asked.unwrap_or_default()
}

/// From the reading: out, on, and back to what was chosen, as far as that can still be.
pub fn ways_on(view: &View) -> String {
    let key = |action| name(Scope::Read, action);
    let mut words = format!(
        "{} leaves the session; it is kept. {} goes on.",
        key(Action::Quit),
        key(Action::GoOn)
    );
    for (can, action, does) in [
        (
            view.can.set_up,
            Action::Protocol,
            "chooses another protocol",
        ),
        (
            view.can.gather_again,
            Action::StepBack,
            "changes people, protocol, minutes",
        ),
    ] {
        if can {
            words.push_str(&format!(" {} {does}.", key(action)));
        }
    }
    words
}
