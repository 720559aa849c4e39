//! A fault of the outer world: what happened, where, and what to do next.

use std::{fmt, io, path::Path};

use crate::text::Clean;

/// Something outside the program went wrong. Nothing is lost by it that was shown as saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What could not be done: "The case cannot be read".
    pub what: Clean,
    /// Where: a path, perhaps with a line; empty where there is no place.
    pub place: Clean,
    /// Why, in the system's or our own words; perhaps empty.
    pub why: Clean,
    pub hint: Clean,
}

impl Fault {
    /// A fault without a place.
    pub fn new(what: &str, hint: &str) -> Self {
        Self {
            what: Clean::new(what),
            place: Clean::default(),
            why: Clean::default(),
            hint: Clean::new(hint),
        }
    }

    #[must_use]
    pub fn at(mut self, path: &Path) -> Self {
        self.place = Clean::line(&path.to_string_lossy());
        self
    }

    /// The same fault, with its cause.
    #[must_use]
    pub fn because(mut self, why: &str) -> Self {
        self.why = Clean::new(why);
        self
    }

    /// A fault of the file system.
    pub fn of_io(what: &str, path: &Path, error: &io::Error) -> Self {
        let hint = match error.kind() {
            io::ErrorKind::NotFound => {
                "Check the name. On a command line, one with blanks needs quotation marks."
            }
            io::ErrorKind::PermissionDenied => {
                "Change its permissions, or use a place that is yours."
            }
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                "Free some space, or use another folder with --data."
            }
            io::ErrorKind::IsADirectory => "Name a file, not a folder.",
            io::ErrorKind::InvalidInput | io::ErrorKind::FileTooLarge => {
                "Name another file, or put a regular one that is small enough in its place."
            }
            io::ErrorKind::ReadOnlyFilesystem => "Use a folder that can be written to with --data.",
            _ => "Try again; if it stays, use another folder with --data.",
        };
        // A number of the system's tells people nothing.
        let why = error.to_string();
        let why = why
            .split_once(" (os error ")
            .map_or(why.as_str(), |(why, _)| why);
        Self::new(what, hint).at(path).because(why)
    }

    /// All of it on one line, for the foot of a screen.
    pub fn line(&self) -> Clean {
        let parts = [&self.what, &self.place, &self.why];
        let said: Vec<_> = parts
            .iter()
            .filter(|part| !part.is_empty())
            .map(|part| part.as_str())
            .collect();
        Clean::line(&format!("{}. {}", said.join(": "), self.hint))
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.what)?;
        if !self.place.is_empty() {
            write!(f, "\n  Where: {}", self.place)?;
        }
        if !self.why.is_empty() {
            write!(f, "\n  Why: {}", self.why)?;
        }
        write!(f, "\n  What to do: {}", self.hint)
    }
}

impl std::error::Error for Fault {}
