//! What a key says that does nothing where it was pressed.

use crossterm::event::{KeyCode, KeyEvent};

use crate::tui::keys::{Action, Chord, Scope, name};

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

/// What a letter says that nothing takes.
pub(super) fn means_nothing(scope: Scope, key: Chord) -> String {
    match scope {
        Scope::Blank => {
            let enter = name(scope, Action::Enter);
            format!("Nothing was written. {enter} takes the keyboard first.")
        }
        _ => format!(
            "{} does nothing here. {} lists all keys.",
            key.name(),
            name(scope, Action::Help)
        ),
    }
}
