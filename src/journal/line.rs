//! One entry, one line: numbered, chained and hashed.
//!
//! `{"n":17,"p":"…","at":"…","mono":812345,"v":1,"id":"…","by":"desk","event":"answered",…,"h":"…"}`
//!
//! `h`, last, is the first 128 bits of BLAKE3 over every byte before `,"h":`; `p` is the `h`
//! of the line before. Each line verifies alone; `p` only orders. This finds accidents, not
//! forgery.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{
    id::{CommandId, Seq},
    session::{Actor, Entry, FORMAT},
    stamp::{Stamp, Wall},
};

mod tagged;

/// Hexadecimal digits of a hash.
const DIGITS: usize = 32;
/// Where a line begins, and where its hash begins. Neither can stand within a text, whose
/// quotation marks are escaped.
const BEGIN: &[u8] = b"{\"n\":";
const END: &[u8] = b",\"h\":\"";
/// `,"h":"` + digits + `"}`.
const TAIL: usize = END.len() + DIGITS + 2;

/// The hash of a line, as it stands there: 32 hexadecimal digits.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct Hash(u128);

impl Hash {
    /// What `p` of the first line is.
    pub const NONE: Self = Self(0);

    fn of(bytes: &[u8]) -> Self {
        let hash = blake3::hash(bytes);
        let first = hash.as_bytes().first_chunk().expect("a hash has 32 bytes");
        Self(u128::from_be_bytes(*first))
    }

    /// The hash that its digits say, small letters only.
    fn said(digits: &[u8; DIGITS]) -> Option<Self> {
        let mut number = 0;
        for digit in digits {
            let value = match digit {
                b'0'..=b'9' => digit - b'0',
                b'a'..=b'f' => digit - b'a' + 10,
                _ => return None,
            };
            number = number << 4 | u128::from(value);
        }
        Some(Self(number))
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl Serialize for Hash {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Hash {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Digits;
        impl serde::de::Visitor<'_> for Digits {
            type Value = Hash;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "a hash: {DIGITS} hexadecimal digits")
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Hash, E> {
                let hash = text.as_bytes().first_chunk().and_then(Hash::said);
                hash.ok_or_else(|| E::invalid_value(serde::de::Unexpected::Str(text), &self))
            }
        }
        deserializer.deserialize_str(Digits)
    }
}

/// A line that was read and verified.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    pub entry: Entry,
    pub before: Hash,
    pub hash: Hash,
}

/// Why a line cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bad {
    /// Its bytes are not those that were written.
    Damaged,
    /// It verifies, but this program does not understand it: a newer version wrote it.
    Newer,
}

#[derive(Serialize)]
struct Head {
    n: Seq,
    p: Hash,
    at: Wall,
    mono: u64,
    v: u32,
    id: CommandId,
    by: Actor,
}

/// The line of an entry, its new line included, and its hash.
///
/// # Errors
///
/// What serde says; no entry of ours makes it say anything.
pub fn write(entry: &Entry, before: Hash) -> Result<(Vec<u8>, Hash), serde_json::Error> {
    let head = Head {
        n: entry.n,
        p: before,
        at: entry.at.wall,
        mono: entry.at.mono,
        v: FORMAT,
        id: entry.id,
        by: entry.by,
    };
    let mut line = serde_json::to_vec(&head)?;
    // The head's closing brace goes: the event's name and fields follow in the same object.
    line.pop();
    tagged::write(&mut line, &entry.event)?;
    let hash = Hash::of(&line);
    line.extend_from_slice(END);
    line.extend_from_slice(format!("{hash}\"}}\n").as_bytes());
    Ok((line, hash))
}

/// Reads and verifies a line, given without its new line.
///
/// # Errors
///
/// [`Bad`] says whether it is damaged or newer.
pub fn read(line: &[u8]) -> Result<Line, Bad> {
    let hash = verify(line).ok_or(Bad::Damaged)?;
    let text = std::str::from_utf8(line).map_err(|_| Bad::Newer)?;
    let fields: tagged::Fields = serde_json::from_str(text).map_err(|_| Bad::Newer)?;
    Ok(Line {
        entry: Entry {
            n: fields.n,
            at: Stamp {
                wall: fields.at,
                mono: fields.mono,
            },
            id: fields.id,
            by: fields.by,
            event: fields.event,
        },
        before: fields.p,
        hash,
    })
}

/// The hash of a line whose bytes are those that were written.
pub fn verify(line: &[u8]) -> Option<Hash> {
    let (body, tail) = line.split_at_checked(line.len().checked_sub(TAIL)?)?;
    let said = tail.strip_prefix(END)?.strip_suffix(b"\"}")?;
    let said = Hash::said(said.first_chunk()?)?;
    (Hash::of(body) == said).then_some(said)
}

/// Whole entries within bytes that are no line, as ranges: the new line between two may be
/// what is damaged.
pub fn within(bytes: &[u8]) -> Vec<std::ops::Range<usize>> {
    let mut found = Vec::new();
    let mut begin = None;
    for at in 0..bytes.len() {
        let rest = bytes.get(at..).unwrap_or_default();
        if rest.starts_with(BEGIN) {
            begin = Some(at);
        } else if rest.starts_with(END)
            && let Some(start) = begin.take()
            && let Some(line) = bytes.get(start..at + TAIL)
            && verify(line).is_some()
        {
            found.push(start..at + TAIL);
        }
    }
    found
}
