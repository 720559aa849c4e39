//! What the full screen hears, and what it wants of the world. It does nothing itself: a message
//! comes in, errands go out, and a worker's answer is a message again.

use std::{path::PathBuf, sync::Arc};

use crossterm::event::Event;

use crate::{
    fault::Fault,
    host::{
        close::{Earlier, LastTime},
        opening::{Begun, Opening, Way},
    },
    id::CommandId,
    journal::drafts::{Draft, DraftKey},
    library::{Loaded, Nearby, Origin},
    report::sheet::Worksheet,
    session::{Actor, Command, Session},
    table::{News, Table},
    text::Clean,
    tui::{
        effect::Keep,
        screen::{devices::AtDoor, library::Found, room::Looked},
    },
};

/// The number of a request. An answer whose request is no longer waited for is dropped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ticket(pub u64);

/// Something that the full screen hears.
pub enum Msg {
    /// A key, a paste, the mouse.
    Input(Event),
    News(News),
    /// A worker has done what was asked for.
    Done(Ticket, Box<Done>),
    /// So many files of the library were looked at, of so many.
    Looking(usize, usize),
    /// What is previewed or followed has changed.
    Changed,
    /// The shell wants the program to sleep.
    Sleep,
    /// A part of the program broke.
    Broken(String),
    /// Time has passed.
    Tick,
}

/// What a worker brings back.
pub enum Done {
    Loaded(Result<Box<Loaded>, Fault>),
    /// A session at its table.
    Begun(Result<Box<Begun>, Fault>),
    /// Nothing of it is due yet, which is told before it begins.
    TooEarly(Box<Opening>, Vec<String>),
    /// Whether what somebody decided about a reading, or who studies, is kept.
    Kept(Result<(), Fault>),
    Saved(Result<PathBuf, Fault>),
    /// What became of a session, and the files that it is about.
    Became(PathBuf, Keep, Result<Vec<PathBuf>, Fault>),
    /// What the library holds.
    Found(Found),
    /// Which documents lie about.
    Nearby(Nearby),
    /// How far the learner has come, row by row.
    Progress(Vec<String>, Vec<Vec<String>>),
    /// Where the learner's own work was written to.
    WrittenDown(Result<Vec<PathBuf>, Fault>),
    /// What people bring from earlier sessions.
    Earlier(Earlier),
    LastTime(LastTime),
    /// What came of opening a file, in words.
    Shown(String),
    Reported(Result<Vec<PathBuf>, Fault>),
    /// What the room's screen follows.
    Followed(Looked),
}

/// Something to be done outside.
pub enum Errand {
    Table(TableErrand),
    /// By a worker, which answers with the ticket.
    World(Ticket, WorldErrand),
    /// By whoever has the terminal.
    Shell(ShellErrand),
}

pub enum TableErrand {
    /// Sit down at it, where its journal's folder tells whether invented people come too.
    Sit {
        table: Table,
        /// Invented people come.
        rehearsal: bool,
    },
    Send(CommandId, Actor, Command),
    /// Keep what is being typed, or forget it.
    Draft(DraftKey, Option<Draft>),
    /// Let no time end the step, while somebody types; or let it.
    Hold(bool),
    /// Let phones in, or what else the desk wants at their door.
    Phones(AtDoor),
    /// Bring drafts to disk.
    Flush,
    /// Close it: everything is on disk then.
    Leave,
    /// Close one that came too late.
    Close(Table),
}

/// What workers do. Those that may take long are on threads of their own; the others are done in
/// the order in which they were asked for.
pub enum WorldErrand {
    /// Load and read a document, with what was decided about it.
    Load(Origin),
    Begin(Box<Opening>),
    Resume(PathBuf, Way),
    /// Put one away, bring it back, list or delete all that belongs to it.
    Keep(PathBuf, Keep),
    /// Keep what was decided about a reading.
    Remember(Box<Loaded>),
    /// Keep who studies.
    Learner(Clean),
    /// Save a clean case file among one's own cases.
    SaveCase(Option<PathBuf>, String, String),
    /// Look which documents lie about where somebody typed this.
    Browse(String),
    /// Take a document that was opened from elsewhere off the list.
    Unlist(PathBuf),
    /// Look for cases and sessions.
    /// And these files, which were opened from elsewhere.
    Library(Vec<PathBuf>),
    /// How far a learner has come.
    HowFar(Clean),
    /// Write all that a learner wrote to files.
    WriteDown(Clean),
    /// What those who are here bring from earlier sessions, and from these journals.
    Earlier(Arc<Session>, Vec<PathBuf>),
    LastTime,
    Report(Arc<Session>),
    /// Open a file with what people read such files with.
    Show(PathBuf),
    /// Write a sheet to work on paper, and open it.
    Print(Worksheet),
    /// Open a picture of a session's case.
    Picture(Arc<Session>, String),
    /// Look whether anything is new in the session that is followed.
    Follow(Looked),
}

/// What whoever has the terminal does.
pub enum ShellErrand {
    /// Give this text to the person's own editor.
    Edit(String),
    /// Follow a document while it is written: in the person's own editor where there is one, at a
    /// line counted from 1; without a line, in another program.
    EditFile(PathBuf, Option<u32>),
    /// Sleep until the shell wakes the program.
    Suspend,
    /// End the program.
    Quit,
}
