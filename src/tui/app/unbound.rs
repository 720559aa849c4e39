//! What a key says that does nothing where it was pressed.

use crossterm::event::{KeyCode, KeyEvent};

use super::{App, SessionController};
use crate::tui::{
    effect::Effect,
    keys::{Action, Chord, Scope, name},
};

/// The most letters of a line that is typed.
const LONGEST: usize = 2_000;

/// The keys that one stands for: where a line is typed, Ctrl-U takes all of it, as in every shell.
/// A form has a way of its own.
pub(super) fn keys(scope: Scope, key: KeyEvent) -> impl Iterator<Item = KeyEvent> {
    let clears = Chord::of(key)
        == Chord {
            code: KeyCode::Char('u'),
            ctrl: true,
            alt: false,
        };
    let (key, times) = match clears && scope != Scope::Writing {
        true => (KeyEvent::from(KeyCode::Backspace), LONGEST),
        false => (key, 1),
    };
    std::iter::repeat_n(key, times)
}

/// What a key with Alt says, which may have been Esc and then the key.
pub(super) fn at_once(chord: Chord) -> String {
    let key = Chord {
        alt: false,
        ..chord
    };
    let esc = Chord {
        code: KeyCode::Esc,
        ctrl: false,
        alt: false,
    };
    format!(
        "{} and {} came at once, and nothing was done. Press one, and then the other.",
        esc.name(),
        key.name()
    )
}

/// Where the list of people is, a letter is a command, unless it means nothing there, or in what
/// the letters before it opened: then all of them are prose, and begin the sheet of whoever is
/// next.
pub(super) fn prose(
    app: &mut App,
    key: KeyEvent,
    letter: bool,
    nothing: bool,
) -> Option<Vec<Effect>> {
    if !letter || (app.letters.is_empty() && app.scope() != Scope::Hub) {
        app.letters.clear();
        return None;
    }
    app.letters.push(key);
    let picks = |controller: &SessionController| controller.picks();
    if !(nothing || app.popups.is_empty() && app.controller().is_some_and(picks)) {
        return None;
    }
    let (letters, theme) = (std::mem::take(&mut app.letters), app.theme);
    let effects = app.controller_mut()?.begins_with(letters, &theme)?;
    app.popups.clear();
    Some(effects)
}

/// Whether a letter held with Ctrl is none that a text takes.
pub(super) fn takes_no_chord(app: &App, chord: Chord) -> bool {
    let letter = chord.ctrl && matches!(chord.code, KeyCode::Char(_));
    letter && !app.takes_letter(Some('a'))
}

/// What a letter says that nothing takes.
pub(super) fn means_nothing(scope: Scope, key: Chord) -> String {
    match scope {
        Scope::Blank => {
            let enter = name(scope, Action::Enter);
            format!("Nothing was written. {enter} takes the keyboard first.")
        }
        Scope::Notice | Scope::Questions => {
            let key = |action| name(scope, action);
            let (enter, back) = (key(Action::Enter), key(Action::Back));
            format!("{enter} does what stands first at the foot, {back} leaves it.")
        }
        _ => format!(
            "{} does nothing here. {} lists all keys.",
            key.name(),
            name(scope, Action::Help)
        ),
    }
}
