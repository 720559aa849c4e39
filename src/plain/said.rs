//! What somebody can say with a slash.

use crate::session::{NoteKind, Stance};

/// What somebody said with a slash.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Said {
    Nothing,
    Next,
    Answer(String),
    Back,
    Pass,
    Drop,
    Draft,
    Long,
    End,
    Help,
    Quit,
    Who,
    Read,
    Time,
    Hint,
    /// Say what the group decided.
    Decided(String),
    /// Give out a fact that somebody asks for.
    Fact(String),
    Answers,
    Facilitator,
    Skip,
    LeaveOut(String),
    TakeIn(String),
    Repeat,
    StepBack,
    Belongs(String),
    TakeBack(String),
    SetAside(String),
    BringBack(String),
    Reopen,
    Close,
    Join(String),
    Leave(String),
    Return(String),
    Rename(String),
    Seat(String),
    Protocol(String),
    /// Read their own brief to a person.
    Brief(String),
    Names(String),
    Writing(String),
    Extend(String),
    Minutes(String),
    ToClose,
    ShowNow,
    Coffee,
    Note(NoteKind, String),
    Stance(Stance, String),
    Dissent(String),
    Meet(String),
    Carry(String),
    Reword(String),
    Withdraw(String),
    Commit(String),
    Word(String),
    Consent(String),
    Tried(String),
    Rate(String),
    Mark(String),
    Unmark(String),
    Folder(String),
    Items,
    Dots(String),
    Theme(String),
    Sort(String),
    Title(String),
    Undo,
    Tag(String),
    MendNote(String),
    Heard(String),
    Want(String),
    Unwant(String),
    Turn(String),
    Duty(String),
    Role(String),
    Deal,
    Look(String),
    Map,
    Kept,
    Show(String),
}

impl Said {
    /// Whether it says something to a question, or of what was said to it.
    pub(super) fn speaks(&self) -> bool {
        matches!(
            self,
            Self::Answer(_)
                | Self::Note(..)
                | Self::Stance(..)
                | Self::Dissent(_)
                | Self::Belongs(_)
                | Self::SetAside(_)
                | Self::BringBack(_)
        )
    }

    /// Whether it changes nothing.
    pub(super) fn only_looks(&self) -> bool {
        let looks = matches!(self, Self::Look(text) if !text.trim().contains(' '));
        looks
            || matches!(
                self,
                Self::Nothing
                    | Self::Help
                    | Self::Quit
                    | Self::Who
                    | Self::Read
                    | Self::Time
                    | Self::Answers
                    | Self::Map
                    | Self::Kept
                    | Self::Items
            )
    }
}

/// A line of text: `//` stands for one slash.
pub(super) fn unescaped(line: &str) -> &str {
    match line.strip_prefix('/') {
        Some(rest) if rest.starts_with('/') => rest,
        _ => line,
    }
}
