//! What a terminal sends, as keys, pastes and clicks: byte by byte, whatever arrives together.
//!
//! Written by hand, as the reader of crossterm waits for the end of what never ends: a paste whose
//! end was lost, an answer of the terminal that it does not know; it types what it does not know
//! as text. Here everything that begins has an end, by a byte or by silence. Does no I/O.

use std::time::Duration;

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};

use super::sequence::{self, Sequence};

/// How long a key that begins with Esc may take, over a slow line too.
pub const KEY: Duration = Duration::from_millis(50);
/// How long an answer of the terminal may take, or a paste be silent.
pub const SILENCE: Duration = Duration::from_secs(1);

/// The most bytes of a sequence, of an answer, and of one piece of a paste.
const MOST_SEQUENCE: usize = 128;
const MOST_ANSWER: usize = 64 * 1024;
const MOST_PASTE: usize = 16 * 1024 * 1024;

const ESC: u8 = 0x1b;
const BEL: u8 = 0x07;
const PASTE_ENDS: &[u8] = b"\x1b[201~";

#[derive(Clone, Debug, Default, PartialEq, Eq)]
enum Begun {
    #[default]
    Nothing,
    /// Esc, and perhaps a key with Alt.
    Esc,
    /// A letter of several bytes, perhaps with Alt.
    Letter {
        bytes: Vec<u8>,
        alt: bool,
    },
    /// Esc and `[`.
    Sequence(Vec<u8>),
    /// Esc and `O`.
    Single,
    /// A click of the oldest kind: three bytes follow.
    OldClick(Vec<u8>),
    /// An answer of the terminal: what began it, and what came.
    Answer(u8, Vec<u8>),
    Paste(Vec<u8>),
}

/// A terminal's bytes on their way to events.
#[derive(Clone, Debug, Default)]
pub struct Stream {
    begun: Begun,
}

impl Stream {
    pub fn take(&mut self, bytes: &[u8]) -> Vec<Event> {
        let mut events = Vec::new();
        bytes.iter().for_each(|byte| self.byte(*byte, &mut events));
        events
    }

    /// How long to wait for the rest of what has begun; none where nothing has.
    pub fn waits(&self) -> Option<Duration> {
        match &self.begun {
            Begun::Nothing => None,
            Begun::Answer(_, came) if came.is_empty() => Some(KEY),
            Begun::Answer(..) | Begun::Paste(_) => Some(SILENCE),
            _ => Some(KEY),
        }
    }

    /// Nothing more came in that time: what has begun is what it is.
    pub fn silence(&mut self) -> Vec<Event> {
        let mut events = Vec::new();
        match std::mem::take(&mut self.begun) {
            Begun::Nothing | Begun::OldClick(_) => {}
            Begun::Esc => events.push(key(KeyCode::Esc, KeyModifiers::NONE)),
            Begun::Letter { alt, .. } => events.push(letter('\u{fffd}', alt)),
            Begun::Single => events.push(letter('O', true)),
            Begun::Sequence(came) if came.is_empty() => events.push(letter('[', true)),
            // A piece of a sequence means nothing.
            Begun::Sequence(_) => {}
            Begun::Answer(first, came) if is_answer(first, &came) => {}
            Begun::Answer(first, came) => {
                events.push(letter(char::from(first), true));
                events.extend(self.take(&came));
            }
            Begun::Paste(text) => events.extend(pasted(&text)),
        }
        events
    }

    fn byte(&mut self, byte: u8, events: &mut Vec<Event>) {
        match std::mem::take(&mut self.begun) {
            Begun::Nothing => self.begin(byte, false, events),
            Begun::Esc => self.after_esc(byte, events),
            Begun::Letter { bytes, alt } => self.in_letter(bytes, alt, byte, events),
            Begun::Sequence(came) => self.in_sequence(came, byte, events),
            Begun::Single => match sequence::single(byte) {
                Some(code) => events.push(key(code, KeyModifiers::NONE)),
                None => {
                    events.push(letter('O', true));
                    self.byte(byte, events);
                }
            },
            Begun::OldClick(mut came) => {
                came.push(byte);
                if came.len() < 3 {
                    self.begun = Begun::OldClick(came);
                } else {
                    events.extend(sequence::old_click(&came));
                }
            }
            Begun::Answer(first, came) => self.in_answer(first, came, byte, events),
            Begun::Paste(text) => self.in_paste(text, byte, events),
        }
    }

    fn begin(&mut self, byte: u8, alt: bool, events: &mut Vec<Event>) {
        match byte {
            ESC => self.begun = Begun::Esc,
            0x80.. => self.in_letter(Vec::new(), alt, byte, events),
            byte => events.push(sequence::plain(byte, alt)),
        }
    }

    fn after_esc(&mut self, byte: u8, events: &mut Vec<Event>) {
        match byte {
            ESC => {
                events.push(key(KeyCode::Esc, KeyModifiers::NONE));
                self.begun = Begun::Esc;
            }
            b'[' => self.begun = Begun::Sequence(Vec::new()),
            b'O' => self.begun = Begun::Single,
            b']' | b'P' | b'_' | b'^' | b'X' => self.begun = Begun::Answer(byte, Vec::new()),
            byte => self.begin(byte, true, events),
        }
    }

    fn in_letter(&mut self, mut bytes: Vec<u8>, alt: bool, byte: u8, events: &mut Vec<Event>) {
        let goes_on = bytes.is_empty() || byte & 0xc0 == 0x80;
        if goes_on {
            bytes.push(byte);
        }
        match std::str::from_utf8(&bytes) {
            Ok(text) => events.extend(text.chars().map(|one| letter(one, alt))),
            Err(error) if goes_on && error.error_len().is_none() => {
                self.begun = Begun::Letter { bytes, alt };
                return;
            }
            Err(_) => events.push(letter('\u{fffd}', alt)),
        }
        if !goes_on {
            self.byte(byte, events);
        }
    }

    fn in_sequence(&mut self, mut came: Vec<u8>, byte: u8, events: &mut Vec<Event>) {
        let linux_key = came.is_empty() && byte == b'[';
        let more = matches!(byte, 0x20..=0x3f) || linux_key;
        if !matches!(byte, 0x20..=0x7e) {
            // It was cut off; what comes now is for itself.
            return self.byte(byte, events);
        }
        came.push(byte);
        if more && came.len() < MOST_SEQUENCE {
            self.begun = Begun::Sequence(came);
            return;
        }
        match sequence::read(&came) {
            Sequence::Event(event) => events.push(event),
            Sequence::PasteBegins => self.begun = Begun::Paste(Vec::new()),
            Sequence::OldClick => self.begun = Begun::OldClick(Vec::new()),
            Sequence::Nothing => {}
        }
    }

    /// What only a terminal says is for nobody's eyes. What no terminal says was typed.
    fn in_answer(&mut self, first: u8, mut came: Vec<u8>, byte: u8, events: &mut Vec<Event>) {
        let escaped = came.last() == Some(&ESC);
        if !came.is_empty() && (byte == BEL || (byte == b'\\' && escaped)) {
            return;
        }
        if escaped {
            // It was cut off by a key.
            self.begun = Begun::Esc;
            return self.byte(byte, events);
        }
        let typed = came.is_empty() && !begins_answer(first, byte);
        came.push(byte);
        self.begun = Begun::Answer(first, came);
        if typed || self.length() > MOST_ANSWER {
            events.extend(self.silence());
        }
    }

    fn length(&self) -> usize {
        match &self.begun {
            Begun::Answer(_, came) => came.len(),
            _ => 0,
        }
    }

    fn in_paste(&mut self, mut text: Vec<u8>, byte: u8, events: &mut Vec<Event>) {
        text.push(byte);
        if let Some(whole) = text.strip_suffix(PASTE_ENDS) {
            events.extend(pasted(whole));
        } else if text.len() >= MOST_PASTE {
            events.extend(pasted(&text));
            self.begun = Begun::Paste(Vec::new());
        } else {
            self.begun = Begun::Paste(text);
        }
    }
}

/// Whether an answer of the terminal may begin so; nobody's words do.
fn begins_answer(first: u8, byte: u8) -> bool {
    match first {
        b']' => byte.is_ascii_digit(),
        b'P' => matches!(
            byte,
            b'0'..=b'9' | b';' | b'>' | b'!' | b'=' | b'?' | b'$' | b'+'
        ),
        b'_' => byte == b'G',
        _ => !byte.is_ascii_control(),
    }
}

/// Whether what came without an end is an answer all the same, and no word of anybody's.
fn is_answer(first: u8, came: &[u8]) -> bool {
    let digits = came.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let behind = came.get(digits..).unwrap_or_default();
    match first {
        b']' => digits > 0 && behind.first() == Some(&b';') && behind.len() > 1,
        b'P' => [&b"$r"[..], b"+r", b">|", b"!|"]
            .iter()
            .any(|sign| behind.starts_with(sign)),
        b'_' => came.starts_with(b"Gi="),
        _ => false,
    }
}

fn pasted(text: &[u8]) -> Option<Event> {
    let text = String::from_utf8_lossy(text).into_owned();
    (!text.is_empty()).then_some(Event::Paste(text))
}

fn key(code: KeyCode, modifiers: KeyModifiers) -> Event {
    Event::Key(KeyEvent::new(code, modifiers))
}

/// A letter; one that is large was held with Shift.
fn letter(letter: char, alt: bool) -> Event {
    let mut held = KeyModifiers::NONE;
    held.set(KeyModifiers::SHIFT, letter.is_uppercase());
    held.set(KeyModifiers::ALT, alt);
    key(KeyCode::Char(letter), held)
}
