//! The keys that every form knows by itself: typing, moving, taking away.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::{Press, Step};
use crate::tui::editor::{Erase, Go};

/// Keys that mean the same in every field.
const ALWAYS: &[(KeyCode, Press)] = &[
    (KeyCode::Enter, Press::Enter),
    (KeyCode::Left, Press::Go(Go::Left)),
    (KeyCode::Right, Press::Go(Go::Right)),
    (KeyCode::Up, Press::Go(Go::Up)),
    (KeyCode::Down, Press::Go(Go::Down)),
    (KeyCode::Home, Press::Go(Go::Home)),
    (KeyCode::End, Press::Go(Go::End)),
    (KeyCode::PageUp, Press::Go(Go::PageUp)),
    (KeyCode::PageDown, Press::Go(Go::PageDown)),
    (KeyCode::Backspace, Press::Erase(Erase::Before)),
    (KeyCode::Delete, Press::Erase(Erase::After)),
    (KeyCode::Tab, Press::NextField),
    (KeyCode::BackTab, Press::FieldBefore),
];

/// Keys with Ctrl, as people know them from the shell.
const WITH_CTRL: &[(KeyCode, Press)] = &[
    (KeyCode::Left, Press::Go(Go::WordLeft)),
    (KeyCode::Right, Press::Go(Go::WordRight)),
    (KeyCode::Home, Press::Go(Go::Top)),
    (KeyCode::End, Press::Go(Go::Bottom)),
    (KeyCode::Up, Press::Carry(Step::Back)),
    (KeyCode::Down, Press::Carry(Step::On)),
    // A new line that never ends anything.
    (KeyCode::Enter, Press::Char('\n')),
    (KeyCode::Char('j'), Press::Char('\n')),
    (KeyCode::Char('a'), Press::Go(Go::Home)),
    (KeyCode::Char('e'), Press::Go(Go::End)),
    (KeyCode::Char('w'), Press::Erase(Erase::WordBefore)),
    (KeyCode::Char('u'), Press::Erase(Erase::LineBefore)),
    (KeyCode::Char('h'), Press::Erase(Erase::Before)),
    (KeyCode::Backspace, Press::Erase(Erase::WordBefore)),
];

/// Keys with Alt, which may have been Esc and then the key: nothing that cannot be undone.
const WITH_ALT: &[(KeyCode, Press)] = &[
    (KeyCode::Left, Press::Go(Go::WordLeft)),
    (KeyCode::Right, Press::Go(Go::WordRight)),
    (KeyCode::Char('b'), Press::Go(Go::WordLeft)),
    (KeyCode::Char('f'), Press::Go(Go::WordRight)),
    (KeyCode::Backspace, Press::Erase(Erase::WordBefore)),
];

/// Keys that are no text, in fields that take none. No letter is: it begins the reason.
const WITHOUT_TEXT: &[(KeyCode, Press)] = &[(KeyCode::Char(' '), Press::Toggle)];

/// With Shift, arrows carry an item where there is an order.
const WITH_SHIFT: &[(KeyCode, Press)] = &[
    (KeyCode::Up, Press::Carry(Step::Back)),
    (KeyCode::Down, Press::Carry(Step::On)),
];

/// Whether a key with Alt moves or edits in a form.
pub(in crate::tui) fn edits_with_alt(code: KeyCode) -> bool {
    WITH_ALT.iter().any(|(known, _)| *known == code)
}

/// What a key means; `no_text` in fields that take none.
pub(super) fn press_of(key: KeyEvent, no_text: bool) -> Option<Press> {
    let holds = |modifier| key.modifiers.contains(modifier);
    let find = |table: &[(KeyCode, Press)]| {
        let row = table.iter().find(|(code, _)| *code == key.code);
        row.map(|(_, press)| press.clone())
    };
    if holds(KeyModifiers::CONTROL) && !holds(KeyModifiers::ALT) {
        return find(WITH_CTRL);
    }
    if holds(KeyModifiers::ALT) && !holds(KeyModifiers::CONTROL) {
        return find(WITH_ALT);
    }
    if no_text && let Some(press) = find(WITHOUT_TEXT) {
        return Some(press);
    }
    if holds(KeyModifiers::SHIFT)
        && no_text
        && let Some(press) = find(WITH_SHIFT)
    {
        return Some(press);
    }
    match key.code {
        KeyCode::Char(letter) => Some(Press::Char(letter)),
        _ => find(ALWAYS),
    }
}
