//! Windows. It compiles; what the program promises on other systems is not proved here.

use std::{
    fs::{self, File, Metadata, OpenOptions, Permissions},
    io,
    os::windows::fs::{MetadataExt, OpenOptionsExt},
    path::Path,
    process::Command,
    sync::LazyLock,
    time::{Duration, Instant},
};

use same_file::Handle;

use super::{Hears, Signal, Typed};

/// Whether the full screen runs here: not yet, so sessions run in lines.
pub const FULL_SCREEN: bool = false;

/// Opens a folder like a file (`FILE_FLAG_BACKUP_SEMANTICS`).
const A_FOLDER_TOO: u32 = 0x0200_0000;
/// Opens a link itself (`FILE_FLAG_OPEN_REPARSE_POINT`).
const NO_LINK: u32 = 0x0020_0000;

/// When the program was started: the standard library tells no other fixed moment here.
static START: LazyLock<Instant> = LazyLock::new(Instant::now);

/// The time since the program was started. It belongs to no boot, so no two starts are compared.
pub fn since_boot() -> Duration {
    START.elapsed()
}

/// How long this thread may have worked so far: the standard library tells no more here.
pub fn worked() -> Duration {
    START.elapsed()
}

/// What tells one start of the computer from another: not known here.
pub fn boot_id() -> Option<String> {
    None
}

/// Makes a folder, and its parents where they are missing. Who may look into it follows from the
/// folder above; one's own data folder is private.
pub fn make_private(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)
}

/// Changes nothing, as [`make_private`].
/// Fails where the folder cannot be looked at.
pub fn keep_private(folder: &Path) -> io::Result<()> {
    fs::metadata(folder).map(drop)
}

/// The permissions of a new file: it has those of its folder.
pub fn new_file(private: bool) -> Option<Permissions> {
    let _ = private;
    None
}

/// Whether files can be made in a folder that is there. Only making one tells; it is gone at once.
pub fn may_write(folder: &Path) -> io::Result<()> {
    tempfile::tempfile_in(folder).map(drop)
}

/// Opens a file to add to it; no link is followed.
pub fn to_append() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.append(true).custom_flags(NO_LINK);
    options
}

pub fn to_read() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true);
    options
}

/// Asks for the names in a folder to be on disk. Where the system does not take the question,
/// NTFS keeps names by its own journal, and no more can be done.
/// Fails where there is no such folder.
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    let mut options = OpenOptions::new();
    let opened = options.write(true).custom_flags(A_FOLDER_TOO).open(folder);
    if let Ok(opened) = opened {
        let _ = opened.sync_all();
    }
    fs::metadata(folder).map(drop)
}

/// Whether an open file is what stands under a path, no link followed.
/// Fails with what the file system says, [`io::ErrorKind::NotFound`] included.
pub fn is_same_file(file: &File, path: &Path) -> io::Result<bool> {
    let mut options = OpenOptions::new();
    let there = options.read(true).custom_flags(NO_LINK).open(path)?;
    Ok(Handle::from_file(file.try_clone()?)? == Handle::from_file(there)?)
}

/// What changes where a file changes: when it was written to and when it was made, in steps of
/// 100 ns. It has no number that the standard library tells.
pub fn stamp(data: &Metadata) -> ([i64; 4], u64) {
    let [written, made] =
        [data.last_write_time(), data.creation_time()].map(|time| time.cast_signed());
    ([written, 0, made, 0], 0)
}

/// Hears nothing: no signal is told here. What was said is on disk before it is shown; of what is
/// being typed the last second may be lost.
pub fn hear_signals(
    which: Hears,
    hear: impl FnMut(Signal) -> bool + Send + 'static,
) -> io::Result<()> {
    let _ = (which, hear);
    Ok(())
}

/// Calls a reader away from waiting for keys.
#[derive(Debug)]
pub struct Caller(());

impl Caller {
    pub fn call(&mut self) {}
}

/// Waits for keys on standard input.
#[derive(Debug)]
pub struct Keys(());

/// Standard input as keys, and what calls its reader away.
///
/// # Errors
///
/// Always: the full screen does not run here yet.
pub fn keys() -> io::Result<(Caller, Keys)> {
    Err(io::ErrorKind::Unsupported.into())
}

impl Keys {
    /// Waits for keys, for ever where no limit is given.
    pub fn wait(&mut self, limit: Option<Duration>) -> Typed {
        let _ = limit;
        Typed::Gone
    }
}

/// Whether something waits on standard input: that cannot be told here, so a paste of several
/// paragraphs is taken as several.
pub fn input_waits(limit: Duration) -> bool {
    let _ = limit;
    false
}

/// The settings of the terminal that raw mode changes: not known here.
pub fn terminal_settings() -> Option<String> {
    None
}

/// Changes nothing.
pub fn restore_terminal(told: &str) {
    let _ = told;
}

/// Changes nothing: no signal comes.
pub fn leave_session() {}

/// Changes nothing: no shell could wake the program.
pub fn stop() {}

/// Opens a file with the program that people have for it; does not wait for it.
pub fn show(path: &Path) -> io::Result<()> {
    Command::new("explorer").arg(path).spawn().map(drop)
}

/// Lets this program have more files and connections open at once: here it may have enough.
pub fn more_files() {}

/// Nothing: no program of this system holds its idle sleep off, and people keep it awake.
pub struct Awake;

/// Holds idle sleep off, where the system has a program for that: here it has none.
pub fn stays_awake() -> Awake {
    Awake
}

/// What lets phones of that network through this computer's firewall.
pub fn firewall(network: &str, port: u16) -> String {
    format!(
        "netsh advfirewall firewall add rule name=roundtable dir=in action=allow protocol=TCP localport={port} remoteip={network}"
    )
}
