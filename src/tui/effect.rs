//! What a screen wants to happen: effects come out as data, the loop carries them out.

use std::path::PathBuf;

use crate::{
    case::LeaveOut,
    host::opening::Way,
    id::PersonId,
    journal::drafts::{Draft, DraftKey},
    library::Origin,
    report::sheet::Worksheet,
    session::{Actor, Command},
    stamp::{Wall, Zone},
    text::Clean,
};

/// What a paste says that no field takes.
pub const NO_FIELD: &str = "Nothing was pasted: there is no text to write here.";

/// What becomes of a session that lies about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    Away,
    Back,
    /// It is about to be deleted: every file that would go is listed.
    Listed,
    Deleted,
}

/// What a notice wants to be typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wants {
    /// The name of whoever studies.
    Name,
    NoteOn(u32),
    Question,
    /// The words of a question of a document.
    Asked,
    Minutes,
    File,
    Words,
    /// The name of the Wi-Fi that phones join.
    Wifi,
    WifiPassword,
    /// An address of this computer that phones reach.
    Address,
}

impl Wants {
    /// What is asked, where that is always the same.
    pub fn asks(self) -> &'static str {
        match self {
            Self::File => {
                "Which file? Word, PDF, web page, text or Markdown: its path, pasted or typed, or one of these."
            }
            Self::Words => "Which words? The answers that hold all of them are shown.",
            Self::Minutes => {
                "How many minutes are there for all of it, from the beginning to the end?"
            }
            Self::Name => "Your name:",
            Self::Address => {
                "Which address of this computer do phones reach? Four numbers, such as 192.168.178.20."
            }
            Self::NoteOn(_) | Self::Question | Self::Asked | Self::Wifi | Self::WifiPassword => "",
        }
    }
}

/// The questions to come, as they are and as they are wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Without {
    pub rows: Vec<Planned>,
    /// What would bring the end back.
    pub proposed: Vec<u32>,
    /// When it ends as the plan is.
    pub end: Wall,
    pub zone: Zone,
    /// Whether the session runs, so that its record tells of it.
    pub begun: bool,
    /// The row that is chosen.
    pub at: usize,
    /// The question for which another protocol is chosen; none while the list is open.
    pub way_of: Option<u32>,
}

/// A question to come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    pub number: u32,
    pub seconds: u32,
    pub asks: String,
    /// The protocol that it goes through, where that is not the one of the others.
    pub protocol: Clean,
    pub says: Option<LeaveOut>,
    /// It is left out now.
    pub was: bool,
    /// It is to be.
    pub out: bool,
}

/// An answer to what is asked while a document is mended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mend {
    /// Which question the chosen lines belong to.
    Belong(String),
    /// Others may see more by what was said of lines, or may not.
    Widen(bool),
    Asks(Asks),
    /// The words of a question.
    Words(String),
}

/// How a line asks that holds more than its question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asks {
    /// Only its question, and all the rest is kept back.
    Alone,
    /// Only its question, and everybody reads the rest.
    Among,
    /// In other words.
    Typed,
    Whole,
}

/// What is said before a session begins.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Before {
    /// It is that case of the document.
    Which(usize),
    /// With the questions that a case without any is offered, or without.
    Offered(bool),
    /// It is for whoever studies alone, or for a group.
    Alone(bool),
    /// Everything is studied again, whatever is due.
    AllAgain,
}

/// Something that a screen wants and cannot do itself.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    Send(Actor, Command),
    /// Keep what is being typed, or forget it.
    Draft(DraftKey, Option<Draft>),
    /// Bring every draft to disk now.
    FlushDrafts,
    /// What was begun on one person's sheet is another's; none for what was handed in.
    GiveDraft(Option<(PersonId, PersonId)>),
    /// Show where phones come in; this follows once they are in, or nothing.
    Phones(Vec<Effect>),
    /// Say something at the foot of the screen.
    Tell(String),
    /// Something to choose: what is asked, and what each choice brings about.
    Choices(String, Vec<(String, Vec<Effect>)>),
    /// Which questions are left out, as far as they are ticked.
    Without(Box<Without>),
    /// Somebody said how many.
    Minutes(String),
    /// Give this text to `$EDITOR`; it comes back as the new text.
    Edit(String),
    /// Open a case of the library: where it is, and which case of its document.
    Open(Origin, usize),
    /// Try a case of the library with invented people.
    Rehearse(Origin, usize),
    /// Study a case of the library alone.
    Study {
        origin: Origin,
        /// Which case of its document.
        number: usize,
        /// Who; empty means whoever studied last.
        name: Clean,
        /// Everything again, whatever is due.
        again: bool,
    },
    WhoStudies,
    /// Somebody said who studies.
    Named(String),
    AskNote(u32),
    /// A note on a marked paragraph.
    NoteOn(u32, String),
    /// Show how far the learner has come.
    Progress,
    /// Write all of the learner's own work to files.
    WriteDown,
    /// What a session begins with was answered.
    Before(Before),
    /// Show the reading of a case beside the library.
    Preview(Origin, usize),
    /// Open a file in `$EDITOR`, at a line counted from 1.
    EditFile(PathBuf, u32),
    /// Ask which sheet of a case is to be printed: where it is, and which case of its document.
    Sheets(Origin, usize),
    /// Write a sheet to work on paper, and open it.
    Print(Worksheet),
    /// Show how the document of a case was read.
    HowRead(Origin),
    /// See line by line how what was just opened was read: what that gives away is said first.
    LookOver,
    /// The same, once it was said.
    LookAtAll,
    /// What was just opened is not begun now.
    NotNow,
    /// Go on with what waited until its document was looked at.
    GoOn,
    /// What was asked while a document is mended was answered.
    Mend(Mend),
    /// Words are looked for in what somebody wrote.
    Find(String),
    /// Save a clean case file among one's own cases: the beginning of its name, and its text.
    /// Into that folder, else among one's own cases; by that name.
    SaveCase(Option<PathBuf>, String, String),
    /// Keep a pasted text under that name among one's own cases, and open it.
    ReadPasted(String, String),
    /// Save a case to write over among one's own, and open it where one writes.
    NewCase,
    /// Open a session that is there.
    Resume(PathBuf),
    /// What becomes of a session that lies about.
    Keep(PathBuf, Keep),
    /// Go on in that way with a session that can only be viewed as it is.
    GoOnBy(PathBuf, Way),
    /// Ask for something to be typed.
    AskFor(Wants),
    /// Ask for a file to open: what was typed of its path so far.
    Browse(String),
    /// Open any file that a case can be read from.
    OpenFile(PathBuf),
    /// Take a document that was opened from elsewhere off the list.
    Unlist(PathBuf),
    /// Look for cases and sessions.
    Library,
    /// Bring in the people of the session before.
    LastTime,
    /// Leave the session; it is kept.
    Leave,
    /// Find what those who are here bring from earlier sessions.
    Earlier,
    /// Write the report of a session that was closed.
    Report,
    /// Open a file with what people read such files with.
    Show(PathBuf),
    /// Open a picture of the case with what people look at pictures with.
    Picture(String),
    /// The Wi-Fi that phones join has that name; empty where there is none to be shown.
    Wifi(String),
    WifiPassword(String),
    /// Phones come in at the address that was typed.
    Address(String),
    /// Put the program to sleep.
    Suspend,
    /// End the program.
    Quit,
}
