//! One entry, one line: numbered, chained and hashed.
//!
//! `{"n":17,"p":"…","at":"…","mono":812345,"v":1,"id":"…","by":"desk","event":"answered",…,"h":"…"}`
//!
//! `h`, last, is the first 128 bits of BLAKE3 over every byte before `,"h":`; `p` is the `h`
//! of the line before. Each line verifies alone; `p` only orders. This finds accidents, not
//! forgery.

use serde::{Deserialize, Serialize};

use crate::{
    id::{CommandId, Seq},
    session::{Actor, Entry, Event, FORMAT},
    stamp::{Stamp, Wall},
};

/// The most bytes of a line, its new line included; the first line is exempt, since it holds
/// the case.
pub const MOST_LINE_BYTES: usize = 64 * 1024;

/// Hexadecimal digits of a hash.
const DIGITS: usize = 32;
/// `,"h":"` + digits + `"}`.
const TAIL: usize = 6 + DIGITS + 2;

/// A hash as it stands in a line.
pub type Hash = String;

/// What `p` of the first line is.
#[must_use]
pub fn no_hash() -> Hash {
    "0".repeat(DIGITS)
}

/// A line that was read and verified.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The entry.
    pub entry: Entry,
    /// The hash of the line before.
    pub before: Hash,
    /// The line's own hash.
    pub hash: Hash,
}

/// Why a line cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bad {
    /// Its bytes are not those that were written.
    Damaged,
    /// It verifies, but a newer version of the program wrote it.
    Newer,
    /// It verifies, but this program does not understand it.
    Strange,
}

#[derive(Serialize, Deserialize)]
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
pub fn write(entry: &Entry, before: &str) -> Result<(Vec<u8>, Hash), serde_json::Error> {
    let head = Head {
        n: entry.n,
        p: before.to_owned(),
        at: entry.at.wall,
        mono: entry.at.mono,
        v: FORMAT,
        id: entry.id,
        by: entry.by,
    };
    let mut line = serde_json::to_vec(&head)?;
    // Two objects become one: the head's closing brace and the event's opening one go.
    line.pop();
    line.push(b',');
    let event = serde_json::to_vec(&entry.event)?;
    line.extend_from_slice(
        event
            .get(1..event.len().saturating_sub(1))
            .unwrap_or_default(),
    );
    let hash = hash(&line);
    line.extend_from_slice(format!(",\"h\":\"{hash}\"}}\n").as_bytes());
    Ok((line, hash))
}

/// Reads and verifies a line, given without its new line.
///
/// # Errors
///
/// [`Bad`] says whether it is damaged, newer, or not understood.
pub fn read(line: &[u8]) -> Result<Line, Bad> {
    let hash = verify(line).ok_or(Bad::Damaged)?;
    let head: Head = serde_json::from_slice(line).map_err(|_| version_of(line))?;
    if head.v > FORMAT {
        return Err(Bad::Newer);
    }
    let event: Event = serde_json::from_slice(line).map_err(|_| Bad::Strange)?;
    Ok(Line {
        entry: Entry {
            n: head.n,
            at: Stamp {
                wall: head.at,
                mono: head.mono,
            },
            id: head.id,
            by: head.by,
            event,
        },
        before: head.p,
        hash,
    })
}

/// The hash of a line whose bytes are those that were written.
#[must_use]
pub fn verify(line: &[u8]) -> Option<Hash> {
    let (body, tail) = line.split_at_checked(line.len().checked_sub(TAIL)?)?;
    let said = tail.strip_prefix(b",\"h\":\"")?.strip_suffix(b"\"}")?;
    let said = std::str::from_utf8(said).ok()?;
    (hash(body) == said).then(|| said.to_owned())
}

fn version_of(line: &[u8]) -> Bad {
    #[derive(Deserialize)]
    struct Version {
        v: u32,
    }
    match serde_json::from_slice::<Version>(line) {
        Ok(version) if version.v > FORMAT => Bad::Newer,
        _ => Bad::Strange,
    }
}

fn hash(bytes: &[u8]) -> Hash {
    let mut hash = blake3::hash(bytes).to_hex().to_string();
    hash.truncate(DIGITS);
    hash
}
