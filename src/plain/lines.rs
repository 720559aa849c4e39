//! Lines in, lines out: clean, of a bounded length, one at a time.

use std::{
    io::{self, BufRead, StdinLock, Stdout, Write},
    time::Duration,
};

use super::{Exit, Flow, commands::unescaped};
use crate::{fault::Fault, os, text::clean};

/// The most bytes of a line that are taken in; an answer has fewer.
const LONGEST: usize = 64 * 1024;
/// How long the next line of a paste may take, over a slow line too; nobody types that fast.
const A_MOMENT: Duration = Duration::from_millis(40);
/// Rows that push what one person typed off the screen before another looks at it.
const SCREEN: usize = 60;

/// Where lines come from and go to.
pub(super) struct Lines {
    input: StdinLock<'static>,
    out: Stdout,
    /// Whether people sit in front of it.
    pub(super) terminal: bool,
    again: Option<String>,
    /// There is no more; a terminal says so once only.
    ended: bool,
}

impl Lines {
    pub(super) fn new(input: StdinLock<'static>, out: Stdout, terminal: bool) -> Self {
        Self {
            input,
            out,
            terminal,
            again: None,
            ended: false,
        }
    }

    pub(super) fn say(&mut self, text: &str) -> Flow {
        writeln!(self.out, "{}", clean(text)).map_err(Exit::Output)
    }

    /// The line comes once more: it belongs to what is asked next.
    pub(super) fn again(&mut self, line: String) {
        self.again = Some(line);
    }

    /// The next line, without its end. A line that is too long loses its end; no answer may be
    /// that long.
    pub(super) fn line(&mut self) -> Flow<String> {
        if let Some(line) = self.again.take() {
            return Ok(line);
        }
        self.out.flush().map_err(Exit::Output)?;
        if self.ended {
            return Err(Exit::End);
        }
        let mut bytes = Vec::new();
        let mut some = false;
        loop {
            let waiting = match self.input.fill_buf() {
                Ok(waiting) => waiting,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(Exit::Failed(unread(&error))),
            };
            if waiting.is_empty() {
                break;
            }
            some = true;
            let end = waiting.iter().position(|byte| *byte == b'\n');
            let piece = waiting.get(..end.unwrap_or(waiting.len()));
            let room = LONGEST.saturating_sub(bytes.len());
            bytes.extend(piece.unwrap_or_default().iter().take(room));
            let taken = end.map_or(waiting.len(), |end| end + 1);
            self.input.consume(taken);
            if end.is_some() {
                break;
            }
        }
        if !some {
            self.ended = true;
            return Err(Exit::End);
        }
        let line = String::from_utf8_lossy(&bytes);
        Ok(line.trim_end_matches('\r').to_owned())
    }

    /// What was pasted behind an empty line, up to the next line of text: none where people type,
    /// where nothing follows or a command does. On a terminal a paste arrives at once; a pipe
    /// always does, and there an empty line means what it says.
    pub(super) fn pasted_behind(&mut self) -> Flow<Option<String>> {
        let mut text = String::new();
        while self.terminal && self.again.is_none() && os::input_waits(A_MOMENT) {
            let line = match self.line() {
                Ok(line) => line,
                Err(Exit::End) => break,
                Err(stop) => return Err(stop),
            };
            if line.starts_with('/') && !line.starts_with("//") {
                self.again(line);
                break;
            }
            text.push('\n');
            text.push_str(unescaped(&line));
            if !line.trim().is_empty() {
                return Ok(Some(text));
            }
        }
        Ok(None)
    }

    /// Asks until somebody says yes or no; an empty line may stand for one of them.
    pub(super) fn yes(&mut self, question: &str, empty: Option<bool>) -> Flow<bool> {
        loop {
            self.say(question)?;
            match (self.line()?.trim().to_lowercase().as_str(), empty) {
                ("", Some(said)) => return Ok(said),
                ("y" | "yes", _) => return Ok(true),
                ("n" | "no", _) => return Ok(false),
                ("/quit", _) => return Err(Exit::Quit),
                _ => {}
            }
        }
    }

    /// On a terminal, pushes what was typed off the screen.
    pub(super) fn scroll(&mut self) -> Flow {
        if self.terminal {
            self.say(&"\n".repeat(SCREEN))?;
            self.say("What was typed was moved off the screen; scrolling back would show it.")?;
        }
        Ok(())
    }
}

fn unread(error: &io::Error) -> Fault {
    Fault::new(
        "The input cannot be read",
        "The session is kept; go on with “roundtable resume”.",
    )
    .because(&error.to_string())
}
