//! What a key says that does nothing where it was pressed.

use crossterm::event::KeyCode;

use crate::tui::keys::{Action, Chord, Scope, name};

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
    let enter = name(scope, Action::Enter);
    match scope {
        Scope::Blank => format!("Nothing was written. {enter} takes the keyboard first."),
        _ => format!(
            "{} does nothing here. {} lists all keys.",
            key.name(),
            name(scope, Action::Help)
        ),
    }
}
