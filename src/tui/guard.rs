//! The guardian: a small process that leaves the terminal as it was found when the program
//! cannot do so any more: killed, aborted, out of stack.
//!
//! It is a child in a session of its own rather than a parent: so the program itself is what
//! the shell started and its first screen does not wait, and no signal to the program's group
//! or session takes the guardian along. It hears of the end by its pipe, which the system
//! closes before it tells the shell.

use std::{
    io::{self, Read, Write},
    process::{Child, ChildStdin, Command, Stdio},
};

use crate::os;

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
    pub fn start(found: &str) -> Option<Self> {
        let program = std::env::current_exe().ok()?;
        let mut child = Command::new(program)
            .arg(ARGUMENT)
            .stdin(Stdio::piped())
            .stdout(Stdio::inherit())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        let mut pipe = child.stdin.take()?;
        pipe.write_all(found.as_bytes()).ok()?;
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
    os::leave_session();
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
    os::restore_terminal(&String::from_utf8_lossy(&said));
}
