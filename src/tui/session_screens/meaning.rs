//! What an action means to a text, a list or a form.

use crate::tui::{
    editor::Go,
    form::{Press, Step},
    keys::Action,
};

/// A key that moves, as the move that it is.
pub(super) fn go_of(action: Action) -> Option<Go> {
    Some(match action {
        Action::Up => Go::Up,
        Action::Down => Go::Down,
        Action::Left => Go::Left,
        Action::Right => Go::Right,
        Action::PageUp => Go::PageUp,
        Action::PageDown => Go::PageDown,
        Action::First => Go::Top,
        Action::Last => Go::Bottom,
        _ => return None,
    })
}

/// A move as a step through a list.
pub(super) fn step_of(go: Go) -> Option<Step> {
    match go {
        Go::Up | Go::Left => Some(Step::Back),
        Go::Down | Go::Right => Some(Step::On),
        Go::Home | Go::Top => Some(Step::First),
        Go::End | Go::Bottom => Some(Step::Last),
        Go::PageUp | Go::PageDown | Go::WordLeft | Go::WordRight => None,
    }
}

/// A key as a form understands it.
pub(super) fn press_of(action: Action) -> Option<Press> {
    match action {
        Action::Enter => Some(Press::Enter),
        Action::Undo => Some(Press::Undo),
        Action::Redo => Some(Press::Redo),
        Action::Next => Some(Press::NextField),
        Action::Before => Some(Press::FieldBefore),
        action => go_of(action).map(Press::Go),
    }
}
