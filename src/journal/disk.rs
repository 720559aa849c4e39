//! Where journals lie: a disk that makes and opens tapes, and a tape that is only added to.

use std::{
    fs::{self, File, TryLockError},
    io::{self, Write},
    path::{Path, PathBuf},
    thread,
    time::{Duration, Instant},
};

use crate::{
    home::{regular, sync_folder},
    os,
};

/// A place where tapes are made and opened; the real one, or one that a test breaks.
pub trait Disk: Send + Sync {
    /// Makes a new tape for this process alone; its name survives a power cut.
    /// Fails with what the system says, [`io::ErrorKind::AlreadyExists`] included.
    fn create(&self, path: &Path) -> io::Result<Box<dyn Tape>>;

    /// Opens a tape to add to it.
    ///
    /// # Errors
    ///
    /// [`io::ErrorKind::WouldBlock`] where another process has it open.
    fn open(&self, path: &Path) -> io::Result<Box<dyn Tape>>;
}

/// An open journal file.
pub trait Tape: Send {
    /// Adds bytes at the end, in one call.
    /// Fails with what the system says; some of the bytes may have been added.
    fn add(&mut self, bytes: &[u8]) -> io::Result<()>;

    /// Returns once everything added survives a power cut.
    /// Fails with what the system says. Trying again proves nothing: the system may have dropped
    /// what could not be written and report success.
    fn sync(&mut self) -> io::Result<()>;

    /// Whether what stands under its name is this tape, and so long.
    ///
    /// # Errors
    ///
    /// Another program moved, replaced, changed or deleted it.
    fn stands(&self, _length: u64) -> io::Result<()> {
        Ok(())
    }
}

/// The computer's own disk.
#[derive(Clone, Copy, Debug, Default)]
pub struct RealDisk;

impl Disk for RealDisk {
    fn create(&self, path: &Path) -> io::Result<Box<dyn Tape>> {
        let file = os::to_append().create_new(true).open(path)?;
        match settle(&file, path) {
            Ok(()) => Ok(Box::new(RealTape::new(file, path))),
            Err(error) => {
                // It is ours and it is empty.
                let _ = fs::remove_file(path);
                Err(error)
            }
        }
    }

    fn open(&self, path: &Path) -> io::Result<Box<dyn Tape>> {
        let file = os::to_append().open(path)?;
        regular::check(&file.metadata()?)?;
        lock(&file)?;
        Ok(Box::new(RealTape::new(file, path)))
    }
}

fn settle(file: &File, path: &Path) -> io::Result<()> {
    lock(file)?;
    file.sync_all()?;
    sync_folder(path.parent().unwrap_or(Path::new(".")))
}

/// How long a lock that is held is asked for again.
const PATIENCE: Duration = Duration::from_millis(200);
const BETWEEN_TRIES: Duration = Duration::from_millis(5);

/// Takes the lock, or says that another process has it.
///
/// A process that is just being started holds its parent's locks for a moment, until it runs
/// its own program; so one that is held is asked for again before it is believed.
fn lock(file: &File) -> io::Result<()> {
    let end = Instant::now() + PATIENCE;
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(()),
            Err(TryLockError::Error(error)) => return Err(error),
            Err(TryLockError::WouldBlock) if Instant::now() < end => thread::sleep(BETWEEN_TRIES),
            Err(TryLockError::WouldBlock) => return Err(io::ErrorKind::WouldBlock.into()),
        }
    }
}

struct RealTape {
    file: File,
    path: PathBuf,
}

impl RealTape {
    fn new(file: File, path: &Path) -> Self {
        let path = path.to_owned();
        Self { file, path }
    }
}

impl Tape for RealTape {
    fn add(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.write_all(bytes)
    }

    fn sync(&mut self) -> io::Result<()> {
        self.file.sync_data()
    }

    fn stands(&self, length: u64) -> io::Result<()> {
        let gone = |error: io::Error| match error.kind() {
            io::ErrorKind::NotFound => {
                io::Error::other("another program moved or deleted the file")
            }
            _ => error,
        };
        let there = fs::symlink_metadata(&self.path).map_err(gone)?;
        if !os::is_same_file(&self.file, &self.path).map_err(gone)? {
            return Err(io::Error::other("another program replaced the file"));
        }
        if there.len() != length {
            return Err(io::Error::other(
                "another program changed the length of the file",
            ));
        }
        Ok(())
    }
}
