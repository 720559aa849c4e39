//! Everything that the loop hears, on one channel: keys, signals, news from the table, what
//! was loaded. Its threads sleep while nothing happens.

use std::{
    io,
    sync::{
        Arc, Condvar, Mutex, MutexGuard, PoisonError,
        mpsc::{self, Receiver, Sender},
    },
    thread,
    time::Duration,
};

use super::errand::Msg;
use crate::os::{self, Caller, Hears, Keys, Signal, Typed};

mod sequence;
pub mod stream;

use stream::Stream;

/// How long the loop has to bring everything to disk before the program ends anyway.
const GRACE: Duration = Duration::from_millis(400);

/// Something that the loop hears.
pub enum Heard {
    /// What the screen is told.
    Msg(Msg),
    /// The program has to end, with this exit code.
    End(i32),
    /// The program was woken, or the window has another size.
    Woken,
}

/// The way into the inbox, cheap to clone.
pub type Post = Sender<Heard>;

pub fn open() -> (Post, Receiver<Heard>) {
    mpsc::channel()
}

/// Holds the reader back while another program has the terminal.
#[derive(Debug)]
pub struct Reader {
    held: Arc<(Mutex<bool>, Condvar)>,
    caller: Caller,
}

impl Reader {
    /// Starts to read keys.
    /// Fails where the system has no thread or socket left, or no full screen.
    pub fn start(post: Post) -> io::Result<Self> {
        let (caller, mut keys) = os::keys()?;
        let held = Arc::new((Mutex::new(false), Condvar::new()));
        let shared = Arc::clone(&held);
        thread::Builder::new()
            .name("keys".to_owned())
            .spawn(move || read(&post, &shared, &mut keys))?;
        Ok(Self { held, caller })
    }

    /// Leaves the terminal to another program, or takes it back.
    pub fn hold(&mut self, hold: bool) {
        *lock(&self.held.0) = hold;
        self.held.1.notify_all();
        self.caller.call();
    }
}

fn lock(held: &Mutex<bool>) -> MutexGuard<'_, bool> {
    held.lock().unwrap_or_else(PoisonError::into_inner)
}

fn read(post: &Post, held: &(Mutex<bool>, Condvar), keys: &mut Keys) {
    let mut stream = Stream::default();
    loop {
        let mut hold = lock(&held.0);
        while *hold {
            // What begins for this program does not end for another.
            stream = Stream::default();
            hold = held.1.wait(hold).unwrap_or_else(PoisonError::into_inner);
        }
        drop(hold);
        let events = match keys.wait(stream.waits()) {
            Typed::Called => continue,
            Typed::Silence => stream.silence(),
            Typed::Bytes(bytes) => stream.take(&bytes),
            Typed::Gone => {
                let _ = post.send(Heard::End(os::TERMINAL_GONE));
                return;
            }
        };
        for event in events {
            if post.send(Heard::Msg(Msg::Input(event))).is_err() {
                return;
            }
        }
    }
}

/// Starts to listen for signals. One that ends the program ends it in time even if the loop
/// hangs; `last` then leaves the terminal as it was found.
pub fn listen(post: Post, last: fn()) -> io::Result<()> {
    os::hear_signals(Hears::All, move |signal| {
        let heard = match signal {
            Signal::Sleep => Heard::Msg(Msg::Sleep),
            Signal::Woken => Heard::Woken,
            Signal::End(code) => Heard::End(code),
        };
        let gone = post.send(heard).is_err();
        if let Signal::End(code) = signal {
            thread::sleep(GRACE);
            last();
            std::process::exit(code);
        }
        !gone
    })
}
