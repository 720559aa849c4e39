//! What one sequence of a terminal means, as xterm and those who follow it send them.

use crossterm::event::{
    Event, KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};

pub(super) enum Sequence {
    /// A key, a click, a change of the focus.
    Event(Event),
    /// Pasted text follows.
    PasteBegins,
    /// Three bytes of a click follow.
    OldClick,
    /// An answer to what nobody here asked, or a key that nobody here knows.
    Nothing,
}

/// A byte that is a key by itself.
pub(super) fn plain(byte: u8, alt: bool) -> Event {
    let (code, mut held) = match byte {
        b'\r' => (KeyCode::Enter, KeyModifiers::NONE),
        b'\t' => (KeyCode::Tab, KeyModifiers::NONE),
        0x7f => (KeyCode::Backspace, KeyModifiers::NONE),
        0 => (KeyCode::Char(' '), KeyModifiers::CONTROL),
        1..=0x1a => (
            KeyCode::Char(char::from(byte - 1 + b'a')),
            KeyModifiers::CONTROL,
        ),
        0x1b => (KeyCode::Esc, KeyModifiers::NONE),
        0x1c..=0x1f => (
            KeyCode::Char(char::from(byte - 0x1c + b'4')),
            KeyModifiers::CONTROL,
        ),
        byte if byte.is_ascii_uppercase() => (KeyCode::Char(char::from(byte)), KeyModifiers::SHIFT),
        byte => (KeyCode::Char(char::from(byte)), KeyModifiers::NONE),
    };
    held.set(KeyModifiers::ALT, alt);
    key(code, held)
}

/// The key behind Esc and `O`.
pub(super) fn single(byte: u8) -> Option<KeyCode> {
    match byte {
        b'M' => Some(KeyCode::Enter),
        b'P'..=b'S' => Some(KeyCode::F(byte - b'P' + 1)),
        byte => moves(byte),
    }
}

/// What stands behind Esc and `[`, up to the byte that ends it.
pub(super) fn read(came: &[u8]) -> Sequence {
    let Some((last, before)) = came.split_last() else {
        return Sequence::Nothing;
    };
    if let (b'A'..=b'E', b"[") = (last, before) {
        return of(KeyCode::F(last - b'A' + 1), KeyModifiers::NONE);
    }
    let text = std::str::from_utf8(before).unwrap_or_default();
    if let (b'M' | b'm', Some(click)) = (last, text.strip_prefix('<')) {
        return click_of(&numbers(click), *last == b'm').map_or(Sequence::Nothing, Sequence::Event);
    }
    // Other signs begin what only a terminal says.
    if !text
        .bytes()
        .all(|byte| byte.is_ascii_digit() || matches!(byte, b';' | b':'))
    {
        return Sequence::Nothing;
    }
    let numbers = numbers(text);
    let first = numbers.first().copied().unwrap_or(0);
    let held = modifiers(numbers.get(1).copied());
    match last {
        b'I' => Sequence::Event(Event::FocusGained),
        b'O' => Sequence::Event(Event::FocusLost),
        b'M' if before.is_empty() => Sequence::OldClick,
        b'M' => match numbers.as_slice() {
            [button, x, y] => {
                let click = [button.saturating_sub(32), *x, *y];
                click_of(&click, false).map_or(Sequence::Nothing, Sequence::Event)
            }
            _ => Sequence::Nothing,
        },
        b'Z' => of(KeyCode::BackTab, KeyModifiers::SHIFT),
        b'P' | b'Q' | b'S' => of(KeyCode::F(last - b'P' + 1), held),
        b'u' => unicode(first, held),
        b'~' => match (first, numbers.get(2)) {
            (200, _) => Sequence::PasteBegins,
            (27, Some(code)) => unicode(*code, held),
            _ => numbered(first).map_or(Sequence::Nothing, |code| of(code, held)),
        },
        last => moves(*last).map_or(Sequence::Nothing, |code| of(code, held)),
    }
}

/// A click of the oldest kind.
pub(super) fn old_click(came: &[u8]) -> Option<Event> {
    let place: Vec<_> = came
        .iter()
        .map(|byte| u32::from(byte.saturating_sub(32)))
        .collect();
    click_of(&place, false)
}

fn numbers(text: &str) -> Vec<u32> {
    let numbers = text.split(';');
    let first = |number: &str| {
        number
            .split(':')
            .next()
            .unwrap_or_default()
            .parse()
            .unwrap_or(0)
    };
    numbers.map(first).collect()
}

fn key(code: KeyCode, held: KeyModifiers) -> Event {
    Event::Key(KeyEvent::new(code, held))
}

fn of(code: KeyCode, held: KeyModifiers) -> Sequence {
    Sequence::Event(key(code, held))
}

fn moves(byte: u8) -> Option<KeyCode> {
    Some(match byte {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'F' => KeyCode::End,
        b'H' => KeyCode::Home,
        _ => return None,
    })
}

fn numbered(number: u32) -> Option<KeyCode> {
    let f = |number: u32| u8::try_from(number).ok().map(KeyCode::F);
    match number {
        1 | 7 => Some(KeyCode::Home),
        2 => Some(KeyCode::Insert),
        3 => Some(KeyCode::Delete),
        4 | 8 => Some(KeyCode::End),
        5 => Some(KeyCode::PageUp),
        6 => Some(KeyCode::PageDown),
        11..=15 => f(number - 10),
        17..=21 => f(number - 11),
        23..=26 => f(number - 12),
        28 | 29 => f(number - 13),
        31..=34 => f(number - 14),
        _ => None,
    }
}

/// A key by its character, with what is held.
fn unicode(code: u32, held: KeyModifiers) -> Sequence {
    let code = match code {
        13 => KeyCode::Enter,
        9 if held.contains(KeyModifiers::SHIFT) => KeyCode::BackTab,
        9 => KeyCode::Tab,
        27 => KeyCode::Esc,
        8 | 127 => KeyCode::Backspace,
        code => match char::from_u32(code).filter(|letter| !letter.is_control()) {
            Some(letter) => KeyCode::Char(letter),
            None => return Sequence::Nothing,
        },
    };
    of(code, held)
}

/// Shift, Alt and Ctrl as xterm counts them; Meta is Alt.
fn modifiers(number: Option<u32>) -> KeyModifiers {
    let bits = number.unwrap_or(1).saturating_sub(1);
    let mut held = KeyModifiers::NONE;
    held.set(KeyModifiers::SHIFT, bits & 1 != 0);
    held.set(KeyModifiers::ALT, bits & (2 | 32) != 0);
    held.set(KeyModifiers::CONTROL, bits & 4 != 0);
    held
}

/// A click: its button with what is held, and its place, counted from 1.
fn click_of(numbers: &[u32], released: bool) -> Option<Event> {
    let [button, x, y] = numbers else {
        return None;
    };
    let which = (button & 3) | ((button & 0xc0) >> 4);
    let name = match which {
        0 => MouseButton::Left,
        1 => MouseButton::Middle,
        _ => MouseButton::Right,
    };
    let kind = match (which, button & 32 != 0) {
        (0..=2, false) if released => MouseEventKind::Up(name),
        (0..=2, false) => MouseEventKind::Down(name),
        (0..=2, true) => MouseEventKind::Drag(name),
        (3, false) => MouseEventKind::Up(MouseButton::Left),
        (3..=5, true) => MouseEventKind::Moved,
        (4, false) => MouseEventKind::ScrollUp,
        (5, false) => MouseEventKind::ScrollDown,
        _ => return None,
    };
    let mut held = KeyModifiers::NONE;
    held.set(KeyModifiers::SHIFT, button & 4 != 0);
    held.set(KeyModifiers::ALT, button & 8 != 0);
    held.set(KeyModifiers::CONTROL, button & 16 != 0);
    let place = |at: &u32| u16::try_from(at.checked_sub(1)?).ok();
    Some(Event::Mouse(MouseEvent {
        kind,
        column: place(x)?,
        row: place(y)?,
        modifiers: held,
    }))
}
