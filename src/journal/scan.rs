//! Reading a journal: which entries are sound, what is damaged, what was cut off.

use std::{
    io::{self, BufRead, BufReader, Read},
    path::Path,
};

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
    /// The hash that the first sound entry gives for the one before it.
    pub first: Hash,
    /// The hash of the last sound entry.
    pub hash: Hash,
    /// A newer version of the program wrote some of it.
    pub newer: bool,
    /// Bytes up to the end of the last sound entry, its new line included.
    pub length: u64,
}

/// A stretch of entries that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damage {
    /// The first number that is damaged or missing.
    pub from: u64,
    /// The last number that is damaged or missing; smaller than `from` where bytes between
    /// two entries are damaged and no entry is.
    pub to: u64,
    /// The line of the file where it begins, counted from 1.
    pub line: usize,
    /// The index of the sound entry that follows.
    pub next: usize,
    /// The bytes that stand there; none where entries are missing.
    pub bytes: Vec<u8>,
}

/// Bytes that are no entry, before the next one.
struct Strange {
    /// In which line of the file they begin.
    line: usize,
    bytes: Vec<u8>,
}

impl Scan {
    /// The number of the last sound entry; 0 where there is none.
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
                line: strange.as_ref().map_or(line, |strange| strange.line),
                next: self.entries.len(),
                bytes: strange.map_or_else(Vec::new, |strange| strange.bytes),
            });
        }
        if self.entries.is_empty() {
            self.first = read.before;
        }
        self.hash = read.hash;
        self.entries.push(read.entry);
    }
}

/// The most bytes of a file that are read as a journal: twice the 300 people × 50 questions ×
/// 30 KiB that one session may hold, with room for what they say about them.
pub const MOST_BYTES: u64 = 2 * 1024 * 1024 * 1024;

/// Reads a journal line by line, so that it is not held in memory twice. Changes nothing.
/// Fails with what the system says; a pipe, a folder or a device is no journal.
pub fn file(path: &Path) -> io::Result<Scan> {
    let file = regular::open(path)?;
    if file.metadata()?.len() > MOST_BYTES {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    lines(BufReader::with_capacity(BUFFER, file.take(MOST_BYTES)))
}

/// Bytes that are read at once.
const BUFFER: usize = 256 * 1024;

/// The same of what is read already.
pub fn lines(mut lines: impl BufRead) -> io::Result<Scan> {
    let mut reader = Reader::default();
    let mut line = Vec::new();
    while lines.read_until(b'\n', &mut line)? > 0 {
        reader.line(&line);
        line.clear();
    }
    Ok(reader.end())
}

/// Takes line after line.
#[derive(Default)]
struct Reader {
    scan: Scan,
    strange: Option<Strange>,
    lines: usize,
    start: u64,
}

impl Reader {
    /// Takes the next line, its new line included.
    fn line(&mut self, line: &[u8]) {
        self.lines += 1;
        let body = line.strip_suffix(b"\n").unwrap_or(line);
        let mut done = 0;
        if let Err(Bad::Damaged) = self.entry(body) {
            for whole in line::within(body) {
                self.odd(body.get(done..whole.start));
                done = whole.end;
                // What was found within verifies.
                let _ = self.entry(body.get(whole).unwrap_or_default());
                self.scan.length = self.start + done as u64;
            }
            if done < body.len() {
                self.odd(line.get(done..));
            } else if done == 0 {
                // An empty line is odd only behind something odd.
                self.more(line);
            }
        } else {
            done = body.len();
        }
        if done > 0 && done == body.len() {
            self.scan.length = self.start + line.len() as u64;
            self.scan.lacks_new_line = body.len() == line.len();
        }
        self.start += line.len() as u64;
    }

    fn entry(&mut self, body: &[u8]) -> Result<(), Bad> {
        match line::read(body) {
            Ok(read) => self.scan.take(read, self.strange.take(), self.lines),
            Err(Bad::Newer) => {
                self.scan.newer = true;
                self.more(body);
                self.more(b"\n");
            }
            Err(Bad::Damaged) => return Err(Bad::Damaged),
        }
        Ok(())
    }

    fn odd(&mut self, bytes: Option<&[u8]>) {
        let bytes = bytes.unwrap_or_default();
        if bytes.is_empty() {
            return;
        }
        let line = self.lines;
        let strange = self.strange.get_or_insert_with(|| Strange {
            line,
            bytes: Vec::new(),
        });
        strange.bytes.extend_from_slice(bytes);
    }

    /// Bytes that belong to what is odd before them.
    fn more(&mut self, bytes: &[u8]) {
        if let Some(strange) = &mut self.strange {
            strange.bytes.extend_from_slice(bytes);
        }
    }

    fn end(self) -> Scan {
        Scan {
            torn: self.strange.map(|strange| strange.bytes),
            ..self.scan
        }
    }
}
