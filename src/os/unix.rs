//! Linux and Apple's systems.

use std::{
    fs::{self, DirBuilder, File, Metadata, OpenOptions, Permissions},
    io::{self, Read, Write},
    os::{
        fd::AsFd,
        unix::{
            fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt},
            net::UnixStream,
        },
    },
    path::Path,
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

use rustix::{
    event::{PollFd, PollFlags, poll},
    fs::{Access, OFlags},
    io::Errno,
    process::{Signal as Killed, getpid, kill_process},
    termios::{
        ControlModes, InputModes, LocalModes, OptionalActions, OutputModes, SpecialCodeIndex,
        Termios, tcgetattr, tcsetattr,
    },
    time::{ClockId, Timespec, clock_gettime},
};
use signal_hook::{
    consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH},
    iterator::Signals,
};

use super::{Hears, Signal, Typed};

/// Whether the full screen runs here.
pub const FULL_SCREEN: bool = true;

/// The clock that goes on while the computer sleeps.
#[cfg(not(target_vendor = "apple"))]
const RUNS_ON: ClockId = ClockId::Boottime;
/// On Apple's systems it is this one.
#[cfg(target_vendor = "apple")]
const RUNS_ON: ClockId = ClockId::Monotonic;

/// The time since the computer was started, its sleep included.
pub fn since_boot() -> Duration {
    read_clock(RUNS_ON)
}

/// How long this thread has worked so far; what others did meanwhile does not count.
pub fn worked() -> Duration {
    read_clock(ClockId::ThreadCPUTime)
}

fn read_clock(clock: ClockId) -> Duration {
    let now = clock_gettime(clock);
    let seconds = u64::try_from(now.tv_sec).unwrap_or_default();
    Duration::from_secs(seconds) + Duration::from_nanos(now.tv_nsec.unsigned_abs())
}

/// What tells one start of the computer from another; none where the system does not say.
pub fn boot_id() -> Option<String> {
    fs::read_to_string("/proc/sys/kernel/random/boot_id").ok()
}

/// Makes a folder, and its parents where they are missing, that only its owner may look into.
pub fn make_private(folder: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

/// Lets nobody but its owner look into a folder that is there. Somebody else's folder stays as it
/// is; what is written into it is private anyway.
/// Fails where the folder cannot be looked at.
pub fn keep_private(folder: &Path) -> io::Result<()> {
    let mode = fs::metadata(folder)?.permissions().mode();
    if mode & 0o077 != 0 {
        let _ = fs::set_permissions(folder, Permissions::from_mode(0o700));
    }
    Ok(())
}

/// The permissions of a new file, less what the system takes away (umask); none where it has no
/// such thing.
pub fn new_file(private: bool) -> Option<Permissions> {
    Some(Permissions::from_mode(if private { 0o600 } else { 0o666 }))
}

/// Whether files can be made in a folder that is there.
pub fn may_write(folder: &Path) -> io::Result<()> {
    Ok(rustix::fs::access(
        folder,
        Access::WRITE_OK | Access::EXEC_OK,
    )?)
}

/// Opens a file to add to it, for its owner only; no link is followed, and no pipe waited for.
pub fn to_append() -> OpenOptions {
    let mut options = OpenOptions::new();
    let flags = (OFlags::NOFOLLOW | OFlags::NONBLOCK).bits().cast_signed();
    options.append(true).mode(0o600).custom_flags(flags);
    options
}

/// Opens a file to read it; no pipe is waited for, and no terminal becomes the program's own.
pub fn to_read() -> OpenOptions {
    let mut options = OpenOptions::new();
    let flags = (OFlags::NONBLOCK | OFlags::NOCTTY).bits().cast_signed();
    options.read(true).custom_flags(flags);
    options
}

/// Makes the names in a folder survive a power cut.
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Whether an open file is what stands under a path, no link followed.
/// Fails with what the file system says, [`io::ErrorKind::NotFound`] included.
pub fn is_same_file(file: &File, path: &Path) -> io::Result<bool> {
    let (ours, there) = (file.metadata()?, fs::symlink_metadata(path)?);
    Ok((ours.dev(), ours.ino()) == (there.dev(), there.ino()))
}

/// What changes where a file changes: seconds and nanoseconds of the last change of its content
/// and of anything about it, and its number on disk.
pub fn stamp(data: &Metadata) -> ([i64; 4], u64) {
    let times = [
        data.mtime(),
        data.mtime_nsec(),
        data.ctime(),
        data.ctime_nsec(),
    ];
    (times, data.ino())
}

/// Hears signals on a thread of its own, until `hear` says false.
pub fn hear_signals(
    which: Hears,
    mut hear: impl FnMut(Signal) -> bool + Send + 'static,
) -> io::Result<()> {
    let mut signals = match which {
        Hears::Ends => Signals::new([SIGHUP, SIGINT, SIGTERM])?,
        Hears::All => Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH])?,
    };
    let listen = move || {
        for signal in signals.forever() {
            let heard = match signal {
                SIGTSTP => Signal::Sleep,
                SIGCONT | SIGWINCH => Signal::Woken,
                signal => Signal::End(128 + signal),
            };
            if !hear(heard) {
                return;
            }
        }
    };
    thread::Builder::new()
        .name("signals".to_owned())
        .spawn(listen)
        .map(drop)
}

/// Calls a reader away from waiting for keys.
#[derive(Debug)]
pub struct Caller(UnixStream);

impl Caller {
    pub fn call(&mut self) {
        let _ = self.0.write_all(&[0]);
    }
}

/// Waits for keys on standard input.
#[derive(Debug)]
pub struct Keys(UnixStream);

/// The most bytes that are taken in at once.
const PIECE: usize = 4096;

/// Standard input as keys, and what calls its reader away.
/// Fails where the system has no socket left.
pub fn keys() -> io::Result<(Caller, Keys)> {
    let (call, called) = UnixStream::pair()?;
    called.set_nonblocking(true)?;
    Ok((Caller(call), Keys(called)))
}

impl Keys {
    /// Waits for keys, for ever where no limit is given.
    pub fn wait(&mut self, limit: Option<Duration>) -> Typed {
        let stdin = io::stdin();
        let gone = PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL;
        loop {
            let mut fds = [
                PollFd::new(&stdin, PollFlags::IN),
                PollFd::new(&self.0, PollFlags::IN),
            ];
            let wait = limit.and_then(|limit| Timespec::try_from(limit).ok());
            let Ok(ready) = poll(&mut fds, wait.as_ref()) else {
                continue;
            };
            let [keys, called] = fds.map(|fd| fd.revents());
            if called.contains(PollFlags::IN) {
                let _ = self.0.read(&mut [0; 16]);
                return Typed::Called;
            }
            if ready == 0 {
                return Typed::Silence;
            }
            if keys.intersects(gone) {
                return Typed::Gone;
            }
            let mut piece = vec![0; PIECE];
            match rustix::io::read(&stdin, &mut piece) {
                Ok(0) => return Typed::Gone,
                Ok(count) => {
                    piece.truncate(count);
                    return Typed::Bytes(piece);
                }
                Err(Errno::INTR | Errno::AGAIN) => {}
                Err(_) => return Typed::Gone,
            }
        }
    }
}

/// Whether something waits on standard input, or comes within the limit.
pub fn input_waits(limit: Duration) -> bool {
    let stdin = io::stdin();
    let mut fds = [PollFd::new(&stdin, PollFlags::IN)];
    let limit = Timespec::try_from(limit).ok();
    poll(&mut fds, limit.as_ref()).is_ok_and(|ready| ready > 0)
}

/// The settings of the terminal that raw mode changes, as one line; none where there is no
/// terminal.
pub fn terminal_settings() -> Option<String> {
    let termios = tcgetattr(io::stdin()).ok()?;
    Some(format!(
        "{} {} {} {} {} {}\n",
        termios.input_modes.bits(),
        termios.output_modes.bits(),
        termios.control_modes.bits(),
        termios.local_modes.bits(),
        termios.special_codes[SpecialCodeIndex::VMIN],
        termios.special_codes[SpecialCodeIndex::VTIME],
    ))
}

/// Gives the terminal of standard output settings that were told before, where it is still raw.
pub fn restore_terminal(told: &str) {
    let stdout = io::stdout();
    let Ok(mut now) = tcgetattr(stdout.as_fd()) else {
        return;
    };
    // A shell may have set modes of its own meanwhile: only raw ones are ours.
    let raw = !now
        .local_modes
        .intersects(LocalModes::ICANON | LocalModes::ECHO);
    if raw && put(&mut now, told).is_some() {
        let _ = tcsetattr(stdout.as_fd(), OptionalActions::Now, &now);
    }
}

fn put(termios: &mut Termios, told: &str) -> Option<()> {
    let mut numbers = told.split_whitespace();
    let mut next = || numbers.next()?.parse().ok();
    termios.input_modes = InputModes::from_bits_retain(next()?);
    termios.output_modes = OutputModes::from_bits_retain(next()?);
    termios.control_modes = ControlModes::from_bits_retain(next()?);
    termios.local_modes = LocalModes::from_bits_retain(next()?);
    termios.special_codes[SpecialCodeIndex::VMIN] = u8::try_from(next()?).ok()?;
    termios.special_codes[SpecialCodeIndex::VTIME] = u8::try_from(next()?).ok()?;
    Some(())
}

/// Leaves the session of the terminal, so that no signal to it comes here.
pub fn leave_session() {
    let _ = rustix::process::setsid();
}

/// Stops the program until its shell wakes it.
pub fn stop() {
    let _ = kill_process(getpid(), Killed::STOP);
}

/// What opens a file with the program that people have for it.
#[cfg(not(target_vendor = "apple"))]
const OPENER: &str = "xdg-open";
/// The same on Apple's systems.
#[cfg(target_vendor = "apple")]
const OPENER: &str = "open";

/// The most files that are ever wanted open: a thousand phones, some with two connections.
const MOST_FILES: u64 = 4096;

/// Opens a file with the program that people have for it; does not wait for it.
pub fn show(path: &Path) -> io::Result<()> {
    let mut opener = Command::new(OPENER);
    opener
        .arg(path)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let mut opener = opener.spawn()?;
    // Somebody has to hear that it ended; how is nobody's business.
    thread::spawn(move || opener.wait());
    Ok(())
}

/// Lets this program have more files and connections open at once, as many as it may.
pub fn more_files() {
    use rustix::process::{Resource, getrlimit, setrlimit};
    let mut limit = getrlimit(Resource::Nofile);
    // Some systems name more than they give.
    let most = limit.maximum.unwrap_or(MOST_FILES).min(MOST_FILES);
    if limit.current.is_some_and(|now| now < most) {
        limit.current = Some(most);
        // Where it may not, some phones wait until others have gone.
        let _ = setrlimit(Resource::Nofile, limit);
    }
}

/// Holds this computer's idle sleep off until it is dropped, or this program is gone.
pub struct Awake(Option<Child>);

/// Holds idle sleep off, where the system has a program for that.
pub fn stays_awake() -> Awake {
    let own = std::process::id().to_string();
    let mut holder = match cfg!(target_vendor = "apple") {
        true => {
            let mut holder = Command::new("caffeinate");
            holder.args(["-i", "-w", &own]);
            holder
        }
        // It holds as long as what it runs, and that as long as this program.
        false => {
            let mut holder = Command::new("systemd-inhibit");
            holder
                .args(["--what=idle:sleep", "--who=Roundtable"])
                .args(["--why=Phones are connected", "tail", "-f", "/dev/null"])
                .arg(format!("--pid={own}"));
            holder
        }
    };
    let holder = holder
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    Awake(holder.spawn().ok())
}

impl Drop for Awake {
    fn drop(&mut self) {
        if let Some(holder) = &mut self.0 {
            // It may have ended by itself.
            let _ = holder.kill();
            let _ = holder.wait();
        }
    }
}

/// What lets phones of that network through this computer's firewall.
pub fn firewall(network: &str, port: u16) -> String {
    match cfg!(target_vendor = "apple") {
        true => "in System Settings, Network, Firewall, allow roundtable".to_owned(),
        false => format!("sudo ufw allow from {network} to any port {port} proto tcp"),
    }
}
