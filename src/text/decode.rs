//! Bytes as text: in UTF-8, or in what was usual before it.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// A text and how it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte order mark.
    pub text: String,
    /// Whether its encoding was guessed, so that accents may be wrong.
    pub guessed: bool,
}

/// The text of bytes; none where they are no text.
pub fn decode(bytes: &[u8]) -> Option<Decoded> {
    let read = |encoding: &'static Encoding, guessed| {
        let text = encoding.decode(bytes).0.into_owned();
        Some(Decoded { text, guessed })
    };
    if bytes.starts_with(&[0xff, 0xfe]) {
        return read(UTF_16LE, false);
    }
    if bytes.starts_with(&[0xfe, 0xff]) {
        return read(UTF_16BE, false);
    }
    if bytes.contains(&0) {
        return read(without_mark(bytes)?, false);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Some(Decoded {
            text: text.trim_start_matches('\u{feff}').to_owned(),
            guessed: false,
        }),
        Err(_) => read(WINDOWS_1252, true),
    }
}

/// UTF-16 whose mark was lost: nearly every other byte is zero, always on the same side.
fn without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let zeros = |odd: usize| {
        let side = bytes.iter().skip(odd).step_by(2);
        side.filter(|byte| **byte == 0).count()
    };
    let most = bytes.len() / 2 - bytes.len() / 8;
    match (zeros(0), zeros(1)) {
        _ if bytes.len() % 2 == 1 => None,
        (0, zeros) if zeros >= most => Some(UTF_16LE),
        (zeros, 0) if zeros >= most => Some(UTF_16BE),
        _ => None,
    }
}
