//! The terminal: entered, left as it was found, put to sleep.

use std::{
    io::{self, BufWriter, Stdout, Write},
    panic,
    sync::atomic::{AtomicBool, Ordering},
    thread,
};

use crossterm::{
    cursor::Hide,
    event::{EnableBracketedPaste, EnableFocusChange, EnableMouseCapture},
    execute, queue,
    terminal::{
        BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate, EnterAlternateScreen,
        disable_raw_mode, enable_raw_mode,
    },
};
use ratatui::{Frame, Terminal as Drawn, backend::CrosstermBackend};

use super::{
    errand::Msg,
    guard::{Guard, LEAVE},
    inbox::{Heard, Post},
};
use crate::{fault::Fault, os};

/// Whether the terminal is ours, for the panic hook and the last way out: both run where no
/// reference to a [`Terminal`] can be had.
static ENTERED: AtomicBool = AtomicBool::new(false);

/// The terminal while it is ours.
pub struct Terminal {
    pub screen: Drawn<CrosstermBackend<BufWriter<Stdout>>>,
    /// The terminal's settings as they were found.
    found: Option<String>,
    guard: Option<Guard>,
    mouse: bool,
}

impl Terminal {
    /// Enters the terminal: alternate screen, raw mode, paste and focus reports, the mouse if
    /// wanted.
    /// Fails where there is no terminal.
    pub fn enter(mouse: bool) -> Result<Self, Fault> {
        let found = os::terminal_settings();
        enter(mouse).map_err(|error| no_terminal(&error))?;
        Ok(Self {
            screen: drawn().map_err(|error| no_terminal(&error))?,
            found,
            guard: None,
            mouse,
        })
    }

    /// Draws a frame, which terminals that know of synchronized updates (DEC private mode 2026)
    /// show only once it is whole.
    /// Fails where the terminal is gone.
    pub fn draw(&mut self, draw: impl FnOnce(&mut Frame<'_>)) -> io::Result<()> {
        queue!(self.screen.backend_mut(), BeginSynchronizedUpdate)?;
        self.screen.draw(draw)?;
        execute!(self.screen.backend_mut(), EndSynchronizedUpdate)
    }

    /// Starts the guardian. It comes after the first screen, which it would slow down.
    pub fn guard(&mut self) {
        self.guard = self.found.as_deref().and_then(Guard::start);
    }

    pub fn leave(mut self) {
        leave();
        if let Some(guard) = self.guard.take() {
            guard.done();
        }
        // Dropped, it would show the cursor once more and complain of a window that is gone.
        std::mem::forget(self.screen);
    }

    /// Hands the terminal to another program, and takes it back.
    pub fn lend<T>(&mut self, run: impl FnOnce() -> T) -> T {
        leave();
        let result = run();
        self.again();
        result
    }

    /// Sleeps until the shell wakes the program.
    pub fn sleep(&mut self) {
        leave();
        os::stop();
        self.again();
    }

    /// Enters again what may have been left, and draws everything anew.
    pub fn again(&mut self) {
        // A terminal that cannot be entered again is gone, and the reader says so.
        let _ = enter(self.mouse);
        let _ = execute!(io::stdout(), Clear(ClearType::All));
        // A new one knows nothing of what was on screen. Asking the old one to clear would ask
        // the terminal where its cursor is, and the answer would be read as keys.
        if let Ok(new) = drawn() {
            std::mem::forget(std::mem::replace(&mut self.screen, new));
        }
    }
}

fn drawn() -> io::Result<Drawn<CrosstermBackend<BufWriter<Stdout>>>> {
    Drawn::new(CrosstermBackend::new(BufWriter::with_capacity(
        64 * 1024,
        io::stdout(),
    )))
}

fn no_terminal(error: &io::Error) -> Fault {
    Fault::new(
        "The screen cannot be used",
        "Run it in a terminal, or use --plain.",
    )
    .because(&error.to_string())
}

fn enter(mouse: bool) -> io::Result<()> {
    enable_raw_mode()?;
    ENTERED.store(true, Ordering::SeqCst);
    let mut out = io::stdout();
    execute!(
        out,
        EnterAlternateScreen,
        EnableBracketedPaste,
        EnableFocusChange,
        Hide
    )?;
    if mouse {
        execute!(out, EnableMouseCapture)?;
    }
    Ok(())
}

/// Leaves the terminal as it was found, once, from whatever thread.
pub fn leave() {
    if ENTERED.swap(false, Ordering::SeqCst) {
        let mut out = io::stdout();
        let _ = out.write_all(LEAVE.as_bytes());
        let _ = out.flush();
        let _ = disable_raw_mode();
    }
}

/// Makes a panic of the calling thread leave the terminal before anything is printed; one of
/// another thread is told to the loop.
pub fn hook(post: Post) {
    let before = panic::take_hook();
    let owner = thread::current().id();
    panic::set_hook(Box::new(move |info| {
        let own = thread::current().id() == owner;
        if own
            || post
                .send(Heard::Msg(Msg::Broken(info.to_string())))
                .is_err()
        {
            leave();
            before(info);
        }
    }));
}
