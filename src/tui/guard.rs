//! The guardian: a small process that leaves the terminal as it was found when the program
//! cannot do so any more: killed, aborted, out of stack.
//!
//! It is a child in a session of its own rather than a parent: so the program itself is what
//! the shell started and its first screen does not wait, and no signal to the program's group
//! or session takes the guardian along. It hears of the end by its pipe, which the system
//! closes before it tells the shell.

use std::{
    io::{self, Read, Write},
    os::fd::AsFd,
    process::{Child, ChildStdin, Command, Stdio},
};

use rustix::termios::{
    ControlModes, InputModes, LocalModes, OptionalActions, OutputModes, SpecialCodeIndex, Termios,
    tcgetattr, tcsetattr,
};

/// The argument by which the program knows that it is the guardian.
pub const ARGUMENT: &str = "__guard";

/// Leaves the alternate screen, shows the cursor, and turns off mouse, paste and focus reports.
pub const LEAVE: &str = "\x1b[?2026l\x1b[?1006l\x1b[?1015l\x1b[?1003l\x1b[?1002l\x1b[?1000l\x1b[?1004l\x1b[?2004l\x1b[?1049l\x1b[0m\x1b[?25h";

/// Said to the guardian at a clean end.
const DONE: u8 = b'.';

/// The program's hold on its guardian.
#[derive(Debug)]
pub struct Guard {
    child: Child,
    pipe: Option<ChildStdin>,
}

impl Guard {
    /// Starts a guardian that knows the terminal as it was found. None where the system has no
    /// room for one; the program then goes on without.
    #[must_use]
    pub fn start(found: &Termios) -> Option<Self> {
        let program = std::env::current_exe().ok()?;
        let mut child = Command::new(program)
            .arg(ARGUMENT)
            .stdin(Stdio::piped())
            .stdout(Stdio::inherit())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        let mut pipe = child.stdin.take()?;
        pipe.write_all(told(found).as_bytes()).ok()?;
        Some(Self {
            child,
            pipe: Some(pipe),
        })
    }

    /// Ends the guardian: the terminal is as it was found.
    pub fn done(mut self) {
        if let Some(mut pipe) = self.pipe.take() {
            let _ = pipe.write_all(&[DONE]);
        }
        let _ = self.child.wait();
    }
}

/// What the guardian does: waits, and restores if the program ends without a word.
pub fn stand_guard() {
    let _ = rustix::process::setsid();
    let mut said = Vec::new();
    let mut stdin = io::stdin().lock();
    let mut byte = [0];
    while matches!(stdin.read(&mut byte), Ok(1)) {
        if byte == [DONE] {
            return;
        }
        said.extend_from_slice(&byte);
    }
    let stdout = io::stdout();
    let _ = stdout.lock().write_all(LEAVE.as_bytes());
    let _ = stdout.lock().flush();
    let Ok(mut now) = tcgetattr(stdout.as_fd()) else {
        return;
    };
    // A shell may have set modes of its own meanwhile: only raw ones are ours.
    let raw = !now
        .local_modes
        .intersects(LocalModes::ICANON | LocalModes::ECHO);
    if raw && restore(&mut now, &String::from_utf8_lossy(&said)).is_some() {
        let _ = tcsetattr(stdout.as_fd(), OptionalActions::Now, &now);
    }
}

/// The settings that raw mode changes, as one line.
fn told(termios: &Termios) -> String {
    format!(
        "{} {} {} {} {} {}\n",
        termios.input_modes.bits(),
        termios.output_modes.bits(),
        termios.control_modes.bits(),
        termios.local_modes.bits(),
        termios.special_codes[SpecialCodeIndex::VMIN],
        termios.special_codes[SpecialCodeIndex::VTIME],
    )
}

fn restore(termios: &mut Termios, told: &str) -> Option<()> {
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
