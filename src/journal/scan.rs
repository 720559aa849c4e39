//! Reading a journal's bytes: which entries are sound, what is damaged, what was cut off.

use super::line::{self, Bad, Hash};
use crate::{
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
    /// Bytes up to the end of the last sound entry.
    pub length: usize,
}

/// A stretch of entries that cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Damage {
    /// The first number that is damaged or missing.
    pub from: u64,
    /// The last number that is damaged or missing.
    pub to: u64,
    /// The line of the file where it begins, counted from 1.
    pub line: usize,
}

impl Scan {
    /// The number of the last sound entry; 0 where there is none.
    #[must_use]
    pub fn last(&self) -> Seq {
        self.entries.last().map_or(Seq(0), |entry| entry.n)
    }
}

/// Reads all of it. Changes nothing.
#[must_use]
pub fn scan(bytes: &[u8]) -> Scan {
    let mut scan = Scan {
        hash: line::no_hash(),
        ..Scan::default()
    };
    let mut bad: Option<(usize, usize)> = None;
    let mut start = 0;
    for (number, line) in bytes.split_inclusive(|byte| *byte == b'\n').enumerate() {
        let body = line.strip_suffix(b"\n").unwrap_or(line);
        let end = start + line.len();
        if !body.is_empty() {
            match line::read(body) {
                Ok(read) => {
                    scan.take(read, bad.take(), number + 1);
                    scan.length = end;
                    scan.lacks_new_line = body.len() == line.len();
                }
                Err(Bad::Newer) => scan.newer = true,
                Err(Bad::Damaged | Bad::Strange) => {
                    bad.get_or_insert((start, number + 1));
                }
            }
        }
        start = end;
    }
    if let Some((from, _)) = bad {
        scan.torn = bytes.get(from..).map(<[u8]>::to_vec);
    }
    scan
}

impl Scan {
    fn take(&mut self, read: line::Line, bad: Option<(usize, usize)>, number: usize) {
        let follows = read.entry.n == self.last().next() && read.before == self.hash;
        let owned_up = matches!(read.entry.event, Event::Mended { .. });
        // A torn tail was never confirmed; the entry that owns up to it makes the file sound.
        if !(follows && (bad.is_none() || owned_up)) {
            let from = self.last().0 + 1;
            self.damage.push(Damage {
                from,
                to: from.max(read.entry.n.0.saturating_sub(1)),
                line: bad.map_or(number, |(_, line)| line),
            });
        }
        self.hash = read.hash;
        self.entries.push(read.entry);
    }
}
