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

    /// Adds entries: one buffer, one write, one sync. When it returns, they are on disk.
    ///
    /// # Errors
    ///
    /// After [`Failure::Write`] the same entries can be tried again, after a `mended` one
    /// where [`Self::to_mend`] says so; after [`Failure::Sync`] only [`Self::rescue`] helps.
    pub fn append(&mut self, entries: &mut [Entry]) -> Result<(), Failure> {
        let (lines, hash) = self.lines(entries)?;
        let (tape, mut buffer, before) = match &mut self.state {
            State::Sound(tape) => (tape, Vec::new(), 0),
            State::Open(tape) => (tape, b"\n".to_vec(), 0),
            State::Torn(tape, torn) => {
                torn.set_apart(&self.path).map_err(Failure::Write)?;
                let ended = torn.bytes.ends_with(b"\n");
                let end: &[u8] = if ended { b"" } else { b"\n" };
                (tape, end.to_vec(), torn.count)
            }
            State::Dead => return Err(Failure::Sync(io::Error::other("the file is not trusted"))),
        };
        buffer.extend_from_slice(&lines);
        if let Err(error) = tape.add(&buffer) {
            self.tear();
            return Err(Failure::Write(error));
        }
        if let Err(error) = tape.sync() {
            self.state = State::Dead;
            return Err(Failure::Sync(error));
        }
        self.turn(State::Sound);
        self.length += before + buffer.len() as u64;
        self.bytes.extend_from_slice(&lines);
        self.follow(entries, hash);
        Ok(())
    }

    /// Writes the whole session to a new file, beside this one or in another folder, and goes
    /// on there.
    ///
    /// # Errors
    ///
    /// What the system says; the session is then still in memory, and this can be tried again.
    pub fn rescue(&mut self, entries: &mut [Entry], folder: Option<&Path>) -> Result<(), Failure> {
        let (lines, hash) = self.lines(entries)?;
        let path = name::rescue(&self.path, folder);
        let mut tape = self.disk.create(&path).map_err(Failure::Write)?;
        let mut bytes = self.bytes.clone();
        bytes.extend_from_slice(&lines);
        if let Err(error) = tape.add(&bytes).and_then(|()| tape.sync()) {
            let _ = fs::remove_file(&path);
            return Err(Failure::Sync(error));
        }
        // The space that was kept for the old file serves the new one.
        self.use_reserve();
        self.state = State::Sound(tape);
        self.path = path;
        self.length = bytes.len() as u64;
        self.bytes = bytes;
        self.follow(entries, hash);
        self.keep_reserve();
        Ok(())
    }

    fn follow(&mut self, entries: &[Entry], hash: Hash) {
        self.last = entries.last().map_or(self.last, |entry| entry.n);
        self.hash = hash;
    }

    /// Gives back the space that was kept for a full disk. Whether there was any.
    pub fn use_reserve(&self) -> bool {
        reserve::release(&self.path)
    }

    /// Keeps some space for a full disk, where there is enough.
    pub fn keep_reserve(&self) {
        reserve::make(&self.path);
    }

    /// Writes the head file: where the journal ends, and the session in brief.
    ///
    /// # Errors
    ///
    /// What the system says; the old head is then still there.
    pub fn write_head(&self, session: &Session) -> io::Result<()> {
        let head = head::Head {
            n: self.last,
            h: self.hash,
            length: self.length,
            brief: Some(head::Summary::of(session)),
        };
        head::write(&self.path, &head)
    }

    /// The lines of entries that follow, and the last one's hash. The last entry of a session
    /// is given the count of those before it and the hash of the last of them.
    fn lines(&self, entries: &mut [Entry]) -> Result<(Vec<u8>, Hash), Failure> {
        let mut buffer = Vec::new();
        let mut hash = self.hash;
        for entry in entries {
            if let Event::Closed { count, head } = &mut entry.event {
                *count = entry.n.0 - 1;
                *head = Clean::new(&hash.to_string());
            }
            let written = line::write(entry, hash);
            let (line, next) = written.map_err(|error| Failure::Write(error.into()))?;
            buffer.extend_from_slice(&line);
            hash = next;
        }
        Ok((buffer, hash))
    }

    /// Some bytes may have been added: whatever they are, they are no entry.
    fn tear(&mut self) {
        let bytes = fs::read(&self.path).unwrap_or_default();
        let sound = usize::try_from(self.length).unwrap_or(usize::MAX);
        let bytes = bytes.get(sound..).unwrap_or_default().to_vec();
        let length = fs::metadata(&self.path).map_or(self.length + 1, |data| data.len());
        let count = length.saturating_sub(self.length);
        if count > 0 {
            self.turn(|tape| {
                State::Torn(
                    tape,
                    Torn {
                        bytes,
                        count,
                        apart: false,
                    },
                )
            });
        }
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
