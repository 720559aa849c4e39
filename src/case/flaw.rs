//! A flaw in a document: which line, what, and what to do. A list, never a stop.

use serde::Serialize;

use crate::text::Clean;

/// Something in a document that its author may want to mend.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Flaw {
    /// The line, counted from 1; 0 for the document as a whole.
    pub line: u32,
    /// What is the matter.
    pub what: Clean,
    /// How to mend it.
    pub hint: Clean,
    /// Whether a session suffers from it.
    pub grave: bool,
}

impl Flaw {
    /// A flaw that a session suffers from.
    #[must_use]
    pub fn grave(line: u32, what: &str, hint: &str) -> Self {
        Self {
            line,
            what: Clean::line(what),
            hint: Clean::line(hint),
            grave: true,
        }
    }

    /// A flaw that a session gets along with.
    #[must_use]
    pub fn slight(line: u32, what: &str, hint: &str) -> Self {
        Self {
            grave: false,
            ..Self::grave(line, what, hint)
        }
    }
}
