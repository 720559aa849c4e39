//! The session's file: one entry a line, only ever added to.
//!
//! `disk` holds the bytes, `line` is one entry, `scan` reads a file and says what is sound,
//! `open` decides what may be done with it; `head`, `drafts` and `reserve` lie beside it.
//! Every line but the first, which holds the case, is at most 64 KiB long.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

use crate::{
    clock,
    home::replace,
    id::Seq,
    session::{Entry, Event, Session},
    text::Clean,
};

pub mod cut_off;
pub mod disk;
pub mod drafts;
pub mod editing;
pub mod head;
pub mod line;
pub mod list;
pub mod name;
pub mod open;
mod reserve;
pub mod scan;
pub mod takeover;
pub mod verify;

use disk::{Disk, Tape};
use line::Hash;
use name::beside;

/// A journal that can be added to.
pub struct Journal {
    disk: Arc<dyn Disk>,
    state: State,
    path: PathBuf,
    /// Every sound line that is on disk, for a rescue file: a file whose sync failed cannot be
    /// trusted when it is read back.
    bytes: Vec<u8>,
    /// How long the file is up to the end of its last sound line.
    length: u64,
    last: Seq,
    hash: Hash,
    /// The last entry, its hash and the file's length when all of it was last synced.
    synced: (Seq, Hash, u64),
}

enum State {
    /// The next line can follow.
    Sound(Box<dyn Tape>),
    /// The last line is whole but for its new line.
    Open(Box<dyn Tape>),
    /// Bytes that are no entry stand at the end; a `mended` entry has to own up to them.
    Torn(Box<dyn Tape>, Torn),
    /// A sync failed: this file is never trusted again.
    Dead,
}

/// A line that is to be written.
struct Line {
    n: Seq,
    bytes: Vec<u8>,
    hash: Hash,
}

/// What stands at the end of a file that is no entry.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Torn {
    /// The bytes themselves.
    bytes: Vec<u8>,
    /// How many they are, even where they cannot be read.
    count: u64,
    /// Whether they lie in a file of their own.
    apart: bool,
}

/// What went wrong while adding.
#[derive(Debug)]
pub enum Failure {
    /// Not everything was written; the file can be tried again.
    Write(io::Error),
    /// A sync failed; the file cannot be trusted again.
    Sync(io::Error),
}

impl Failure {
    /// What the system said.
    #[must_use]
    pub fn error(&self) -> &io::Error {
        match self {
            Self::Write(error) | Self::Sync(error) => error,
        }
    }
}

impl Journal {
    /// A new journal whose first entries are on disk when this returns.
    ///
    /// # Errors
    ///
    /// What the system says. A file that holds no confirmed entry is taken away again.
    pub fn create(
        disk: Arc<dyn Disk>,
        path: &Path,
        entries: &mut [Entry],
    ) -> Result<Self, Failure> {
        let tape = disk.create(path).map_err(Failure::Write)?;
        let mut journal = Self {
            disk,
            state: State::Sound(tape),
            path: path.to_owned(),
            bytes: Vec::new(),
            length: 0,
            last: Seq(0),
            hash: Hash::NONE,
            synced: (Seq(0), Hash::NONE, 0),
        };
        if let Err(failure) = journal.append(entries) {
            let _ = fs::remove_file(path);
            return Err(failure);
        }
        journal.keep_reserve();
        Ok(journal)
    }

    /// A journal that was scanned and found fit to go on.
    fn continued(
        disk: Arc<dyn Disk>,
        tape: Box<dyn Tape>,
        path: &Path,
        scan: &scan::Scan,
        mut bytes: Vec<u8>,
    ) -> Self {
        bytes.truncate(scan.length);
        let state = match &scan.torn {
            Some(torn) => State::Torn(
                tape,
                Torn {
                    bytes: torn.clone(),
                    count: torn.len() as u64,
                    apart: false,
                },
            ),
            None if scan.lacks_new_line => State::Open(tape),
            None => State::Sound(tape),
        };
        if !bytes.ends_with(b"\n") {
            bytes.push(b'\n');
        }
        Self {
            disk,
            state,
            path: path.to_owned(),
            length: scan.length as u64,
            last: scan.last(),
            hash: scan.hash,
            synced: (scan.last(), scan.hash, scan.length as u64),
            bytes,
        }
    }

    /// Where it lies now; a rescue lies elsewhere than the file it saves.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// How many bytes at the end a `mended` entry has to own up to, before anything else is
    /// added; none where the file is sound.
    #[must_use]
    pub fn to_mend(&self) -> Option<u64> {
        match &self.state {
            State::Torn(_, torn) => Some(torn.count),
            State::Sound(_) | State::Open(_) | State::Dead => None,
        }
    }

    /// The last entry that stands whole in the file, be it synced or not.
    #[must_use]
    pub fn last(&self) -> Seq {
        self.last
    }

    /// Adds entries: one buffer, one write, one sync. When it returns, they are on disk. Those
    /// that stand in the file since an earlier try are only synced.
    ///
    /// # Errors
    ///
    /// After [`Failure::Write`] the same entries can be tried again, after a `mended` one
    /// behind [`Self::last`] where [`Self::to_mend`] says so; after [`Failure::Sync`] only
    /// [`Self::rescue`] helps.
    pub fn append(&mut self, entries: &mut [Entry]) -> Result<(), Failure> {
        let lines = self.lines(entries)?;
        let (tape, end) = match &mut self.state {
            State::Sound(tape) => (tape, &b""[..]),
            State::Open(tape) => (tape, &b"\n"[..]),
            State::Torn(tape, torn) => {
                torn.set_apart(&self.path).map_err(Failure::Write)?;
                let ended = torn.bytes.ends_with(b"\n");
                (tape, if ended { &b""[..] } else { &b"\n"[..] })
            }
            State::Dead => return Err(Failure::Sync(io::Error::other("the file is not trusted"))),
        };
        let mut buffer = end.to_vec();
        lines.iter().for_each(|line| buffer.extend(&line.bytes));
        if !buffer.is_empty()
            && let Err(error) = tape.add(&buffer)
        {
            self.tear(lines, end.len());
            return Err(Failure::Write(error));
        }
        if let Err(error) = tape.sync() {
            self.state = State::Dead;
            return Err(Failure::Sync(error));
        }
        self.length += self.to_mend().unwrap_or(0) + buffer.len() as u64;
        self.turn(State::Sound);
        self.follow(lines);
        self.synced = (self.last, self.hash, self.length);
        Ok(())
    }

    /// Writes the whole session to a new file, beside this one or in another folder, and goes
    /// on there.
    ///
    /// # Errors
    ///
    /// What the system says; the session is then still in memory, and this can be tried again.
    pub fn rescue(&mut self, entries: &mut [Entry], folder: Option<&Path>) -> Result<(), Failure> {
        let lines = self.lines(entries)?;
        let path = name::rescue(&self.path, folder);
        let mut tape = self.disk.create(&path).map_err(Failure::Write)?;
        let mut bytes = self.bytes.clone();
        lines.iter().for_each(|line| bytes.extend(&line.bytes));
        if let Err(error) = tape.add(&bytes).and_then(|()| tape.sync()) {
            let _ = fs::remove_file(&path);
            return Err(Failure::Sync(error));
        }
        // The space that was kept for the old file serves the new one.
        self.use_reserve();
        self.state = State::Sound(tape);
        self.path = path;
        self.length = bytes.len() as u64;
        self.follow(lines);
        self.synced = (self.last, self.hash, self.length);
        self.keep_reserve();
        Ok(())
    }

    /// The lines stand in the file.
    fn follow(&mut self, lines: Vec<Line>) {
        for line in lines {
            self.bytes.extend_from_slice(&line.bytes);
            (self.last, self.hash) = (line.n, line.hash);
        }
    }

    /// Gives back the space that was kept for a full disk. Whether there was any.
    pub fn use_reserve(&self) -> bool {
        reserve::release(&self.path)
    }

    /// Keeps some space for a full disk, where there is enough.
    pub fn keep_reserve(&self) {
        reserve::make(&self.path);
    }

    /// Writes the head file: where the journal surely ends, and the session in brief.
    ///
    /// # Errors
    ///
    /// What the system says; the old head is then still there.
    pub fn write_head(&self, session: &Session) -> io::Result<()> {
        let (n, h, length) = self.synced;
        let head = head::Head {
            n,
            h,
            length,
            brief: Some(head::Summary::of(session)),
        };
        head::write(&self.path, &head)
    }

    /// The lines of entries that are not in the file yet. The last entry of a session is given
    /// the count of those before it and the hash of the last of them.
    fn lines(&self, entries: &mut [Entry]) -> Result<Vec<Line>, Failure> {
        let mut lines = Vec::new();
        let mut before = self.hash;
        for entry in entries.iter_mut().filter(|entry| entry.n > self.last) {
            if let Event::Closed { count, head } = &mut entry.event {
                *count = entry.n.0 - 1;
                *head = Clean::new(&before.to_string());
            }
            let written = line::write(entry, before);
            let (bytes, hash) = written.map_err(|error| Failure::Write(error.into()))?;
            let n = entry.n;
            lines.push(Line { n, bytes, hash });
            before = hash;
        }
        Ok(lines)
    }

    /// Not all of it was written: whole lines count, the rest is no entry.
    fn tear(&mut self, mut lines: Vec<Line>, end: usize) {
        let torn_before = self.to_mend().unwrap_or(0);
        let sound = self.length + torn_before;
        let size = fs::metadata(&self.path).map_or(sound, |data| data.len());
        let Some(mut left) = size.checked_sub(sound + end as u64) else {
            return;
        };
        let mut whole = 0;
        let mut lacks_new_line = false;
        for line in &lines {
            let length = line.bytes.len() as u64;
            lacks_new_line = left + 1 == length;
            if left < length && !lacks_new_line {
                break;
            }
            left = left.saturating_sub(length);
            whole += 1;
            if lacks_new_line {
                break;
            }
        }
        if whole > 0 || matches!(self.state, State::Open(_)) {
            self.length = size - left;
        }
        lines.truncate(whole);
        self.follow(lines);
        let torn = Torn {
            bytes: self.read_tail(),
            count: size - self.length,
            apart: false,
        };
        self.turn(|tape| match torn.count {
            0 if lacks_new_line => State::Open(tape),
            0 => State::Sound(tape),
            _ => State::Torn(tape, torn),
        });
    }

    /// What stands behind the last sound line; nothing where it cannot be read.
    fn read_tail(&self) -> Vec<u8> {
        let bytes = fs::read(&self.path).unwrap_or_default();
        let sound = usize::try_from(self.length).unwrap_or(usize::MAX);
        bytes.get(sound..).unwrap_or_default().to_vec()
    }

    fn turn(&mut self, into: impl FnOnce(Box<dyn Tape>) -> State) {
        self.state = match std::mem::replace(&mut self.state, State::Dead) {
            State::Sound(tape) | State::Open(tape) | State::Torn(tape, _) => into(tape),
            State::Dead => State::Dead,
        };
    }
}

impl Torn {
    /// Copies the bytes to a file of their own, before anything follows them.
    fn set_apart(&mut self, path: &Path) -> io::Result<()> {
        if self.apart || self.bytes.is_empty() {
            return Ok(());
        }
        let now = clock::now().wall.to_string().replace(':', "");
        let apart = name::free(|number| match number {
            1 => beside(path, &format!("broken-{now}")),
            _ => beside(path, &format!("broken-{now}-{number}")),
        });
        replace(&apart, &self.bytes, true)?;
        self.apart = true;
        Ok(())
    }
}
