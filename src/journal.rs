//! The session's file: one entry a line, only ever added to.
//!
//! `disk` holds the bytes, `line` is one entry, `scan` reads a file and says what is sound,
//! `open` decides what may be done with it; `head`, `drafts` and `reserve` lie beside it.
//! Every line but the first, which holds the case, is at most 64 KiB long.

use std::{
    fs,
    io::{self, Read, Seek, SeekFrom},
    path::{Path, PathBuf},
    sync::Arc,
};

use crate::{
    clock,
    home::{regular, replace},
    id::Seq,
    session::{Entry, Event, Session},
    text::Clean,
};

pub mod away;
pub mod cut_off;
pub mod disk;
pub mod drafts;
pub mod editing;
pub mod head;
pub mod kind;
pub mod line;
pub mod list;
pub mod name;
pub mod open;
mod reserve;
pub mod salvage;
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
    /// Every entry that is on disk, for a rescue file: a file whose sync failed cannot be
    /// trusted when it is read back. Their texts are those of the session, and held once.
    entries: Vec<Entry>,
    /// The first line surely stands in a file of its own as well.
    copied: bool,
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

/// About how many bytes of a rescued session are written at once.
const AT_ONCE: usize = 4 * 1024 * 1024;

struct Line {
    n: Seq,
    bytes: Vec<u8>,
    hash: Hash,
}

/// What stands at the end of a file that is no entry.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Torn {
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
    pub fn error(&self) -> &io::Error {
        match self {
            Self::Write(error) | Self::Sync(error) => error,
        }
    }
}

impl Journal {
    /// A new journal whose first entries are on disk when this returns.
    /// Fails with what the system says. A file that holds no confirmed entry is taken away again.
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
            entries: Vec::new(),
            copied: false,
            length: 0,
            last: Seq(0),
            hash: Hash::NONE,
            synced: (Seq(0), Hash::NONE, 0),
        };
        if let Err(failure) = journal.append(entries) {
            let _ = fs::remove_file(path);
            return Err(failure);
        }
        journal.keep_copy(false);
        journal.keep_reserve();
        Ok(journal)
    }

    /// A journal that was scanned and found fit to go on.
    fn continued(disk: Arc<dyn Disk>, tape: Box<dyn Tape>, path: &Path, scan: scan::Scan) -> Self {
        let last = scan.last();
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
        Self {
            disk,
            state,
            path: path.to_owned(),
            length: scan.length,
            last,
            hash: scan.hash,
            synced: (last, scan.hash, scan.length),
            entries: scan.entries,
            copied: false,
        }
    }

    /// Where it lies now; a rescue lies elsewhere than the file it saves.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// How many bytes at the end a `mended` entry has to own up to, before anything else is
    /// added; none where the file is sound.
    pub fn to_mend(&self) -> Option<u64> {
        match &self.state {
            State::Torn(_, torn) => Some(torn.count),
            State::Sound(_) | State::Open(_) | State::Dead => None,
        }
    }

    /// Whether nothing can be added any more, and only [`Self::rescue`] helps.
    pub fn is_dead(&self) -> bool {
        matches!(self.state, State::Dead)
    }

    /// The last entry that stands whole in the file, be it synced or not.
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
        let lines = lines(entries, self.last, self.hash)?;
        let torn = self.to_mend().unwrap_or(0);
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
            self.tear(lines, entries, end.len());
            return Err(Failure::Write(error));
        }
        let length = self.length + torn + buffer.len() as u64;
        if let Err(error) = tape.sync().and_then(|()| tape.stands(length)) {
            self.state = State::Dead;
            return Err(Failure::Sync(error));
        }
        self.length = length;
        self.turn(State::Sound);
        self.follow(lines, entries);
        self.synced = (self.last, self.hash, self.length);
        Ok(())
    }

    /// Whether what stands under the journal's name is still the file that is written to. Where
    /// it is not, only [`Self::rescue`] helps.
    ///
    /// # Errors
    ///
    /// Another program moved, replaced, shortened or deleted it.
    pub fn stands(&mut self) -> io::Result<()> {
        let stands = match &self.state {
            State::Sound(tape) | State::Open(tape) => tape.stands(self.length),
            State::Torn(tape, torn) => tape.stands(self.length + torn.count),
            // What is to be done about it is being done.
            State::Dead => Ok(()),
        };
        if stands.is_err() {
            self.state = State::Dead;
        }
        stands
    }

    /// Writes the whole session to a new file, beside this one or in another folder, and goes
    /// on there.
    /// Fails with what the system says; the session is then still in memory, and this can be tried
    /// again.
    pub fn rescue(&mut self, entries: &mut [Entry], folder: Option<&Path>) -> Result<(), Failure> {
        let path = name::rescue(&self.path, folder);
        let mut tape = self.disk.create(&path).map_err(Failure::Write)?;
        let written = self.write_all(&mut *tape, entries);
        let (last, hash, length) = written.inspect_err(|_| {
            let _ = fs::remove_file(&path);
        })?;
        // The space that was kept for the old file serves the new one.
        self.use_reserve();
        self.state = State::Sound(tape);
        self.path = path;
        let new = entries.iter().filter(|entry| entry.n > self.last);
        self.entries.extend(new.cloned());
        (self.last, self.hash, self.length) = (last, hash, length);
        self.synced = (last, hash, length);
        self.copied = false;
        self.keep_copy(false);
        self.keep_reserve();
        Ok(())
    }

    /// Writes everything that was written before, and these entries, to a new tape.
    fn write_all(
        &self,
        tape: &mut dyn Tape,
        entries: &mut [Entry],
    ) -> Result<(Seq, Hash, u64), Failure> {
        let mut end = (Seq(0), Hash::NONE, 0);
        let mut buffer = Vec::new();
        let mut add = |buffer: &mut Vec<u8>| tape.add(&std::mem::take(buffer));
        for entry in &self.entries {
            let mut one = [entry.clone()];
            for line in lines(&mut one, end.0, end.1)? {
                end = (line.n, line.hash, end.2 + line.bytes.len() as u64);
                buffer.extend(line.bytes);
            }
            if buffer.len() > AT_ONCE {
                add(&mut buffer).map_err(Failure::Sync)?;
            }
        }
        for line in lines(entries, end.0, end.1)? {
            end = (line.n, line.hash, end.2 + line.bytes.len() as u64);
            buffer.extend(line.bytes);
        }
        add(&mut buffer).map_err(Failure::Sync)?;
        tape.sync()
            .and_then(|()| tape.stands(end.2))
            .map_err(Failure::Sync)?;
        Ok(end)
    }

    /// The lines stand in the file; they are those of these entries that were not there yet.
    fn follow(&mut self, lines: Vec<Line>, entries: &[Entry]) {
        let before = self.last;
        for line in lines {
            (self.last, self.hash) = (line.n, line.hash);
        }
        let new = entries
            .iter()
            .filter(|entry| entry.n > before && entry.n <= self.last);
        self.entries.extend(new.cloned());
    }

    /// Keeps the first line, which holds the case, in a file of its own as well: what the rest
    /// cannot be read without. Nobody waits for it: it is synced with the first head; where
    /// something fails, it is tried again with the next.
    fn keep_copy(&mut self, durable: bool) {
        if self.copied {
            return;
        }
        let copy = beside(&self.path, salvage::COPY);
        let Ok(line) = salvage::first_line(&self.path) else {
            return;
        };
        self.copied = replace(&copy, &line, durable).is_ok() && durable;
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
    /// Fails with what the system says; the old head is then still there.
    pub fn write_head(&mut self, session: &Session) -> io::Result<()> {
        self.keep_copy(true);
        let (n, h, length) = self.synced;
        let head = head::Head {
            n,
            h,
            length,
            brief: Some(head::Summary::of(session)),
        };
        head::write(&self.path, &head)
    }

    /// Not all of it was written: whole lines count, the rest is no entry.
    fn tear(&mut self, mut lines: Vec<Line>, entries: &[Entry], end: usize) {
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
        self.follow(lines, entries);
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
        let read = || {
            let mut file = regular::open(&self.path)?;
            file.seek(SeekFrom::Start(self.length))?;
            let mut bytes = Vec::new();
            file.take(scan::MOST_BYTES).read_to_end(&mut bytes)?;
            io::Result::Ok(bytes)
        };
        read().unwrap_or_default()
    }

    fn turn(&mut self, into: impl FnOnce(Box<dyn Tape>) -> State) {
        self.state = match std::mem::replace(&mut self.state, State::Dead) {
            State::Sound(tape) | State::Open(tape) | State::Torn(tape, _) => into(tape),
            State::Dead => State::Dead,
        };
    }
}

/// The lines of entries behind the last that is in the file. The last entry of a session is
/// given the count of those before it and the hash of the last of them.
fn lines(entries: &mut [Entry], last: Seq, mut before: Hash) -> Result<Vec<Line>, Failure> {
    let mut lines = Vec::new();
    for entry in entries.iter_mut().filter(|entry| entry.n > last) {
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
