//! The session's file: one entry a line, only ever added to.
//!
//! `disk` holds the bytes, `line` is one entry, `scan` reads a file and says what is sound,
//! `open` decides what may be done with it; `head`, `drafts` and `reserve` lie beside it.

use std::{
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

use crate::{
    id::Seq,
    session::{Entry, Event},
};

pub mod disk;
pub mod drafts;
pub mod head;
pub mod line;
pub mod list;
pub mod open;
mod reserve;
pub mod scan;
pub mod takeover;
pub mod verify;

use disk::{Disk, Tape};
use line::Hash;

/// A journal that can be added to.
pub struct Journal {
    disk: Arc<dyn Disk>,
    tape: State,
    path: PathBuf,
    /// Every line that is on disk, for a rescue file.
    bytes: Vec<u8>,
    last: Seq,
    hash: Hash,
}

enum State {
    /// The next line can follow.
    Sound(Box<dyn Tape>),
    /// Bytes that are no entry stand at the end; a `mended` entry has to own up to them.
    Torn(Box<dyn Tape>, Torn),
    /// A sync failed: this file is never trusted again.
    Dead,
}

/// What stands at the end of a file that is no entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Torn {
    /// The bytes themselves, where they were there when the file was opened.
    pub bytes: Vec<u8>,
    /// Whether a new line follows them.
    pub ended: bool,
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

/// The best name for a session's file: `<date>-<case slug>-<short id>.jsonl`.
#[must_use]
pub fn file_name(opened: &Entry, title: &str) -> String {
    let date = opened.at.wall.to_string();
    let date = date.split('T').next().unwrap_or_default();
    let id = opened.id.to_string();
    let short = id.get(id.len().saturating_sub(6)..).unwrap_or_default();
    format!("{date}-{}-{short}.jsonl", slug(title))
}

/// A piece of a file name made of a title: small letters, digits and single dashes.
#[must_use]
pub fn slug(title: &str) -> String {
    let mut slug = String::new();
    for letter in title.chars().flat_map(char::to_lowercase) {
        if letter.is_alphanumeric() {
            slug.push(letter);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
        if slug.len() >= 40 {
            break;
        }
    }
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() {
        "case".to_owned()
    } else {
        slug.to_owned()
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
            tape: State::Sound(tape),
            path: path.to_owned(),
            bytes: Vec::new(),
            last: Seq(0),
            hash: line::no_hash(),
        };
        if let Err(failure) = journal.append(entries) {
            let _ = std::fs::remove_file(path);
            return Err(failure);
        }
        reserve::make(path);
        Ok(journal)
    }

    /// A journal that was scanned and found fit to go on.
    fn continued(
        disk: Arc<dyn Disk>,
        tape: Box<dyn Tape>,
        path: &Path,
        scan: &scan::Scan,
        bytes: Vec<u8>,
    ) -> Self {
        let torn = match (&scan.torn, scan.lacks_new_line) {
            (Some(bytes), _) => Some(Torn {
                bytes: bytes.clone(),
                ended: bytes.ends_with(b"\n"),
            }),
            (None, _) => None,
        };
        let mut sound = bytes;
        if scan.lacks_new_line {
            sound.push(b'\n');
        }
        Self {
            disk,
            tape: match torn {
                Some(torn) => State::Torn(tape, torn),
                None => State::Sound(tape),
            },
            path: path.to_owned(),
            last: scan.last(),
            hash: scan.hash.clone(),
            bytes: sound,
        }
    }

    /// Where it lies now; a rescue lies elsewhere than the file it saves.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Its head: number and hash of the last entry, and the length up to there.
    #[must_use]
    pub fn head(&self) -> head::Head {
        head::Head {
            n: self.last,
            h: self.hash.clone(),
            length: self.bytes.len() as u64,
        }
    }

    /// Bytes at the end that a `mended` entry has to own up to, before anything else is added.
    #[must_use]
    pub fn to_mend(&self) -> Option<u64> {
        match &self.tape {
            State::Torn(_, torn) => Some(torn.bytes.len() as u64),
            State::Sound(_) | State::Dead => None,
        }
    }

    /// Adds entries: one buffer, one write, one sync. When it returns, they are on disk.
    ///
    /// # Errors
    ///
    /// After [`Failure::Write`] the same entries can be tried again, after a `mended` one
    /// where [`Self::to_mend`] says so; after [`Failure::Sync`] only [`Self::rescue`] helps.
    pub fn append(&mut self, entries: &mut [Entry]) -> Result<(), Failure> {
        let (buffer, hash) = self.lines(entries)?;
        let (tape, torn) = match &mut self.tape {
            State::Sound(tape) => (tape, None),
            State::Torn(tape, torn) => (tape, Some(torn)),
            State::Dead => return Err(Failure::Sync(io::Error::other("the file is not trusted"))),
        };
        if let Some(torn) = torn {
            set_apart(&self.path, &torn.bytes).map_err(Failure::Write)?;
            if !torn.ended {
                tape.add(b"\n").map_err(Failure::Write)?;
                torn.ended = true;
            }
        }
        if let Err(error) = tape.add(&buffer) {
            self.tear();
            return Err(Failure::Write(error));
        }
        if let Err(error) = tape.sync() {
            self.tape = State::Dead;
            return Err(Failure::Sync(error));
        }
        self.tape = match std::mem::replace(&mut self.tape, State::Dead) {
            State::Sound(tape) | State::Torn(tape, _) => State::Sound(tape),
            State::Dead => State::Dead,
        };
        self.bytes.extend_from_slice(&buffer);
        self.hash = hash;
        self.last = entries.last().map_or(self.last, |entry| entry.n);
        Ok(())
    }

    /// Writes the whole session to a new file, beside this one or in another folder, and goes
    /// on there.
    ///
    /// # Errors
    ///
    /// What the system says; the session is then still in memory, and this can be tried again.
    pub fn rescue(&mut self, entries: &mut [Entry], folder: Option<&Path>) -> Result<(), Failure> {
        let (buffer, hash) = self.lines(entries)?;
        let path = rescue_path(&self.path, folder);
        let mut tape = self.disk.create(&path).map_err(Failure::Write)?;
        let mut bytes = self.bytes.clone();
        bytes.extend_from_slice(&buffer);
        let written = tape.add(&bytes).and_then(|()| tape.sync());
        if let Err(error) = written {
            let _ = std::fs::remove_file(&path);
            return Err(Failure::Sync(error));
        }
        self.tape = State::Sound(tape);
        self.path = path;
        self.bytes = bytes;
        self.hash = hash;
        self.last = entries.last().map_or(self.last, |entry| entry.n);
        Ok(())
    }

    /// Gives back the space that was kept for a full disk. Whether there was any.
    pub fn use_reserve(&self) -> bool {
        reserve::release(&self.path)
    }

    /// Keeps some space for a full disk again, where there is enough.
    pub fn keep_reserve(&self) {
        reserve::make(&self.path);
    }

    /// Writes the head file.
    ///
    /// # Errors
    ///
    /// What the system says.
    pub fn write_head(&self) -> io::Result<()> {
        head::write(&self.path, &self.head())
    }

    /// The lines of entries that follow, and the last one's hash. The last entry of a session
    /// is given the hash of the one before it.
    fn lines(&self, entries: &mut [Entry]) -> Result<(Vec<u8>, Hash), Failure> {
        let mut buffer = Vec::new();
        let mut hash = self.hash.clone();
        for entry in entries {
            if let Event::Closed { head, .. } = &mut entry.event {
                *head = crate::text::Clean::new(&hash);
            }
            let written = line::write(entry, &hash);
            let (line, next) = written.map_err(|error| Failure::Write(error.into()))?;
            buffer.extend_from_slice(&line);
            hash = next;
        }
        Ok((buffer, hash))
    }

    /// Some bytes may have been added: whatever they are, they are no entry.
    fn tear(&mut self) {
        let length = std::fs::metadata(&self.path).map_or(0, |data| data.len());
        let left = length.saturating_sub(self.bytes.len() as u64);
        let state = std::mem::replace(&mut self.tape, State::Dead);
        self.tape = match state {
            State::Sound(tape) | State::Torn(tape, _) => State::Torn(
                tape,
                Torn {
                    bytes: tail(&self.path, left),
                    ended: false,
                },
            ),
            State::Dead => State::Dead,
        };
    }
}

/// The last bytes of a file; none where it cannot be read.
fn tail(path: &Path, length: u64) -> Vec<u8> {
    let bytes = std::fs::read(path).unwrap_or_default();
    let start = bytes
        .len()
        .saturating_sub(usize::try_from(length).unwrap_or(usize::MAX));
    bytes.get(start..).unwrap_or_default().to_vec()
}

/// Copies bytes that are no entry to a file of their own, before anything follows them.
fn set_apart(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if bytes.is_empty() {
        return Ok(());
    }
    let mut number = 0;
    loop {
        let name = match number {
            0 => format!(
                "broken-{}",
                crate::clock::now().wall.to_string().replace(':', "")
            ),
            again => format!(
                "broken-{}-{again}",
                crate::clock::now().wall.to_string().replace(':', "")
            ),
        };
        let apart = beside(path, &name);
        if !apart.exists() {
            return crate::home::replace(&apart, bytes, true);
        }
        number += 1;
    }
}

/// A file that lies beside a journal and bears its name.
#[must_use]
pub fn beside(path: &Path, what: &str) -> PathBuf {
    path.with_extension(what)
}

fn rescue_path(path: &Path, folder: Option<&Path>) -> PathBuf {
    let folder = folder.or(path.parent()).unwrap_or(Path::new("."));
    let stem = path
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let first = stem.split("-rescue").next().unwrap_or(&stem).to_owned();
    let mut number = 1;
    loop {
        let candidate = folder.join(format!("{first}-rescue{number}.jsonl"));
        if !candidate.exists() {
            return candidate;
        }
        number += 1;
    }
}
