//! Everything that the loop hears, on one channel: keys, signals, news from the table, what
//! was loaded. Its threads sleep while nothing happens.

use std::{
    io::{self, Read, Write},
    os::unix::net::UnixStream,
    path::PathBuf,
    sync::{
        Arc, Condvar, Mutex, MutexGuard, PoisonError,
        mpsc::{self, Receiver, Sender},
    },
    thread,
    time::Duration,
};

use crossterm::event::Event;
use rustix::{
    event::{PollFd, PollFlags, poll},
    io::Errno,
    time::Timespec,
};
use signal_hook::{
    consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH},
    iterator::Signals,
};

use super::app::Effect;
use crate::{
    fault::Fault,
    journal::list::Brief,
    library::{Card, Loaded},
    table::News,
};

mod sequence;
pub mod stream;

use stream::Stream;

/// How long the loop has to bring everything to disk before the program ends anyway.
const GRACE: Duration = Duration::from_millis(400);

/// Something that the loop hears.
#[derive(Debug)]
pub enum Heard {
    /// A key, a paste, the mouse.
    Input(Event),
    /// The table has news.
    News(News),
    /// The program has to end, with this exit code.
    End(i32),
    /// The program has to sleep.
    Sleep,
    /// The program was woken, or the window has another size.
    Woken,
    /// A document was read aside: what was said meanwhile, what waits for it, and what it is.
    Read(String, Box<Effect>, Result<Box<Loaded>, Fault>),
    /// So many files of the library were looked at, of so many.
    Looking(usize, usize),
    /// The library's cards and sessions.
    Shelf(Vec<Card>, Vec<Brief>),
    /// The file that is previewed has changed.
    Changed,
    /// How far a learner has come, row by row; and by which request.
    Progress(u64, Vec<String>),
    /// Where a learner's own work was written to, or why it was not.
    WrittenDown(Result<Vec<PathBuf>, Fault>),
    /// A thread broke.
    Broken(String),
}

/// The way into the inbox, cheap to clone.
pub type Post = Sender<Heard>;

/// Opens the inbox.
#[must_use]
pub fn open() -> (Post, Receiver<Heard>) {
    mpsc::channel()
}

/// The most bytes that are taken in at once.
const PIECE: usize = 4096;

/// Holds the reader back while another program has the terminal.
#[derive(Debug)]
pub struct Reader {
    held: Arc<(Mutex<bool>, Condvar)>,
    wake: UnixStream,
}

impl Reader {
    /// Starts to read keys.
    ///
    /// # Errors
    ///
    /// Where the system has no thread or socket left.
    pub fn start(post: Post) -> io::Result<Self> {
        let (wake, woken) = UnixStream::pair()?;
        woken.set_nonblocking(true)?;
        let held = Arc::new((Mutex::new(false), Condvar::new()));
        let shared = Arc::clone(&held);
        thread::Builder::new()
            .name("keys".to_owned())
            .spawn(move || read(&post, &shared, &woken))?;
        Ok(Self { held, wake })
    }

    /// Leaves the terminal to another program, or takes it back.
    pub fn hold(&mut self, hold: bool) {
        *lock(&self.held.0) = hold;
        self.held.1.notify_all();
        let _ = self.wake.write_all(&[0]);
    }
}

fn lock(held: &Mutex<bool>) -> MutexGuard<'_, bool> {
    held.lock().unwrap_or_else(PoisonError::into_inner)
}

fn read(post: &Post, held: &(Mutex<bool>, Condvar), woken: &UnixStream) {
    let stdin = io::stdin();
    let mut stream = Stream::default();
    let mut piece = [0; PIECE];
    loop {
        let mut hold = lock(&held.0);
        while *hold {
            // What begins for this program does not end for another.
            stream = Stream::default();
            hold = held.1.wait(hold).unwrap_or_else(PoisonError::into_inner);
        }
        drop(hold);
        let mut fds = [
            PollFd::new(&stdin, PollFlags::IN),
            PollFd::new(woken, PollFlags::IN),
        ];
        let wait = stream
            .waits()
            .and_then(|wait| Timespec::try_from(wait).ok());
        let Ok(ready) = poll(&mut fds, wait.as_ref()) else {
            continue;
        };
        let [keys, wake] = fds.map(|fd| fd.revents());
        if wake.contains(PollFlags::IN) {
            let mut rest = [0; 16];
            let _ = (&mut &*woken).read(&mut rest);
            continue;
        }
        let gone = PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL;
        let events = match ready {
            0 => stream.silence(),
            _ if keys.intersects(gone) => return end(post),
            _ => match rustix::io::read(&stdin, &mut piece) {
                Ok(0) => return end(post),
                Ok(count) => stream.take(piece.get(..count).unwrap_or_default()),
                Err(Errno::INTR | Errno::AGAIN) => continue,
                Err(_) => return end(post),
            },
        };
        for event in events {
            if post.send(Heard::Input(event)).is_err() {
                return;
            }
        }
    }
}

/// The terminal is gone.
fn end(post: &Post) {
    let _ = post.send(Heard::End(128 + SIGHUP));
}

/// Starts to listen for signals. One that ends the program ends it in time even if the loop
/// hangs; `last` then leaves the terminal as it was found.
///
/// # Errors
///
/// What the system says.
pub fn listen(post: Post, last: fn()) -> io::Result<()> {
    let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH])?;
    thread::Builder::new()
        .name("signals".to_owned())
        .spawn(move || {
            for signal in signals.forever() {
                let heard = match signal {
                    SIGTSTP => Heard::Sleep,
                    SIGCONT | SIGWINCH => Heard::Woken,
                    signal => Heard::End(128 + signal),
                };
                let ends = matches!(heard, Heard::End(_));
                let gone = post.send(heard).is_err();
                if ends {
                    thread::sleep(GRACE);
                    last();
                    std::process::exit(128 + signal);
                }
                if gone {
                    return;
                }
            }
        })?;
    Ok(())
}
