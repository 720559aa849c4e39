//! Reading a journal's bytes: which entries are sound, what is damaged, what was cut off.

use std::{io, path::Path};

use super::line::{self, Bad, Hash};
use crate::{
    home::regular,
    id::Seq,
    session::{Entry, Event},
};

/// What a journal's bytes hold.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scan {
    /// Every sound entry, in the order of the file.
    pub entries: Vec<Entry>,
    /// Entries that are damaged or missing between sound ones.
    pub damage: Vec<Damage>,
    /// Bytes at the end that are no entry: cut off, and never confirmed.
    pub torn: Option<Vec<u8>>,
    /// The last entry is whole but for its new line.
    pub lacks_new_line: bool,
    /// The hash of the last sound entry.
    pub hash: Hash,
    /// A newer version of the program wrote some of it.
    pub newer: bool,
    /// Bytes up to the end of the last sound entry, its new line included.
    pub length: usize,
}

/// A stretch of entries that cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Damage {
    /// The first number that is damaged or missing.
    pub from: u64,
    /// The last number that is damaged or missing; smaller than `from` where bytes between
    /// two entries are damaged and no entry is.
    pub to: u64,
    /// The line of the file where it begins, counted from 1.
    pub line: usize,
}

/// Bytes that are no entry, before the next one.
#[derive(Clone, Copy)]
struct Strange {
    /// Where they begin.
    from: usize,
    /// In which line of the file.
    line: usize,
}

impl Scan {
    /// The number of the last sound entry; 0 where there is none.
    #[must_use]
    pub fn last(&self) -> Seq {
        self.entries.last().map_or(Seq(0), |entry| entry.n)
    }

    fn take(&mut self, read: line::Line, strange: Option<Strange>, line: usize) {
        let (n, last) = (read.entry.n.0, self.last().0);
        let follows = n == last + 1 && read.before == self.hash;
        let owned_up = matches!(read.entry.event, Event::Mended { .. });
        // A torn tail was never confirmed; the entry that owns up to it makes the file sound.
        if !(follows && (strange.is_none() || owned_up)) {
            let lost = n > last + 1 || follows;
            self.damage.push(Damage {
                from: if lost { last + 1 } else { n },
                to: if lost { n - 1 } else { n },
                line: strange.map_or(line, |strange| strange.line),
            });
        }
        self.hash = read.hash;
        self.entries.push(read.entry);
    }
}

/// The most bytes of a file that are read as a journal: twice the 300 people × 50 questions ×
/// 30 KiB that one session may hold, with room for what they say about them.
pub const MOST_BYTES: u64 = 2 * 1024 * 1024 * 1024;

/// Reads a journal. Changes nothing.
///
/// # Errors
///
/// What the system says; a pipe, a folder or a device is no journal.
pub fn file(path: &Path) -> io::Result<Scan> {
    Ok(scan(&regular::read(path, MOST_BYTES)?))
}

/// Reads all of it. Changes nothing.
#[must_use]
pub fn scan(bytes: &[u8]) -> Scan {
    let mut scan = Scan::default();
    let mut strange: Option<Strange> = None;
    let mut start = 0;
    for (at, line) in bytes.split_inclusive(|byte| *byte == b'\n').enumerate() {
        let body = line.strip_suffix(b"\n").unwrap_or(line);
        let here = |from| Strange { from, line: at + 1 };
        let mut done = 0;
        if let Err(Bad::Damaged) = take_line(&mut scan, body, &mut strange, at + 1) {
            for whole in line::within(body) {
                if whole.start > done {
                    strange.get_or_insert(here(start + done));
                }
                done = whole.end;
                let piece = body.get(whole).unwrap_or_default();
                // What was found within verifies.
                let _ = take_line(&mut scan, piece, &mut strange, at + 1);
                scan.length = start + done;
            }
            if done < body.len() {
                strange.get_or_insert(here(start + done));
            }
        } else {
            done = body.len();
        }
        if done > 0 && done == body.len() {
            scan.length = start + line.len();
            scan.lacks_new_line = body.len() == line.len();
        }
        start += line.len();
    }
    scan.torn = strange.and_then(|strange| bytes.get(strange.from..).map(<[u8]>::to_vec));
    scan
}

fn take_line(
    scan: &mut Scan,
    body: &[u8],
    strange: &mut Option<Strange>,
    line: usize,
) -> Result<(), Bad> {
    match line::read(body) {
        Ok(read) => scan.take(read, strange.take(), line),
        Err(Bad::Newer) => scan.newer = true,
        Err(Bad::Damaged) => return Err(Bad::Damaged),
    }
    Ok(())
}
