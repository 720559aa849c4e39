//! Why not, and what to do instead, in the room's words.

use thiserror::Error;

use super::{MOST_LETTERS, MOST_PEOPLE};
use crate::{protocol::ProtocolFault, text::Clean};

/// Why a command was refused. Nothing has changed; nothing was lost.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Refusal {
    #[error("Nobody is here yet. Type a name first.")]
    NobodyHere,
    /// A name without a visible character.
    #[error("A name needs at least one letter.")]
    EmptyName,
    /// A name that nobody could say.
    #[error("A name has {MOST_LETTERS} letters at most. Shorten it.")]
    LongName,
    #[error("There is a {0} already. Add something to tell them apart: “{0} B”.")]
    NameTaken(Clean),
    /// The table is full.
    #[error(
        "{MOST_PEOPLE} people are the most for one session. Split the group into two sessions."
    )]
    TableFull,
    /// More than a site lets out.
    #[error("At most “{0}” may leave a group here. Choose that, or less.")]
    TooMuchLeaves(&'static str),
    /// Studying alone.
    #[error("This is study alone. Start a session from the library to discuss with others.")]
    Alone,
    /// No such person.
    #[error("That person is not on the list. Look at who is here.")]
    Unknown,
    /// Only the seat may do that.
    #[error("Only the facilitator can do that. Ask for the seat.")]
    NotYourSeat,
    /// A person may only write for themselves.
    #[error("You can write for yourself only.")]
    NotYours,
    /// Nothing is said in the room's name by just anybody.
    #[error("Say it in your own name. Only the facilitator and the scribe write for the room.")]
    NotForTheRoom,
    /// Not at this place on the agenda.
    #[error("{0}")]
    NotNow(&'static str),
    /// The protocol cannot be run.
    #[error("{0}")]
    Protocol(ProtocolFault),
    /// A protocol that counts votes, where there is nothing to choose among.
    #[error(
        "That protocol looks at how votes fell, and so needs a question with options to choose among. Take “think-pair-share”, or give the question options."
    )]
    NoOptions,
    /// Studying alone, nothing was answered yet.
    #[error("Write an answer first, or pass: one possible answer comes next.")]
    AnswerFirst,
    #[error("Your answer is locked. You can write a new version after comparing.")]
    Locked,
    /// Nothing was written.
    #[error("There is nothing written yet. Write something, or pass.")]
    Empty,
    /// Too long for one entry.
    #[error(
        "That is longer than one answer can be, by {0} bytes. Shorten it; nothing is lost meanwhile."
    )]
    TooLong(usize),
    /// The value does not fit the question.
    #[error("{0}")]
    WrongValue(&'static str),
    /// What it speaks about is hidden or does not exist.
    #[error("That cannot be seen yet, or is not there.")]
    NotThere,
    /// A later part depends on a question that is not decided; its number.
    #[error(
        "What comes next depends on question {0}, and no option of it has most answers. Say at the shared keyboard what the group decided; in lines: /decided {0} 1."
    )]
    Undecided(usize),
    #[error("There are no more hints.")]
    NoMoreHints,
    /// The journal cannot be added to.
    #[error("{0}")]
    ViewOnly(Clean),
    #[error("The session is over. Its report holds everything; start a new one from the library.")]
    Over,
}
