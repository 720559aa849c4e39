//! What a screen wants to happen: effects come out as data, the loop carries them out.

use std::path::PathBuf;

use crate::{
    journal::drafts::{Draft, DraftKey},
    library::Origin,
    session::{Actor, Command},
};

/// Something that a screen wants and cannot do itself.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Send a command to the table.
    Send(Actor, Command),
    /// Keep what is being typed, or forget it.
    Draft(DraftKey, Option<Draft>),
    /// Bring every draft to disk now.
    FlushDrafts,
    /// Say something at the foot of the screen.
    Tell(String),
    /// Give this text to `$EDITOR`; it comes back as the new text.
    Edit(String),
    /// Open a case of the library: where it is, and which case of its document.
    Open(Origin, usize),
    /// Show the reading of a case beside the library.
    Preview(Origin, usize),
    /// Open a session that is there.
    Resume(PathBuf),
    /// Leave the session; it is kept.
    Leave,
    /// Write the report of a session that was closed.
    Report,
    /// Put the program to sleep.
    Suspend,
    /// End the program.
    Quit,
}
