//! The head file: the only way to notice that a tail was lost exactly between two lines. It
//! also tells the session in brief, so that a list need not read whole journals.

use std::{io, path::Path};

use serde::{Deserialize, Serialize};

use super::{line::Hash, name::beside};
use crate::{
    home::{regular, replace},
    id::Seq,
    session::{Session, StudyBrief, Viewer},
    stamp::Wall,
    text::Clean,
};

/// Where a journal ended when its head was last written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Head {
    /// Number of the last entry.
    pub n: Seq,
    pub h: Hash,
    /// Length of the file up to its end, in bytes.
    pub length: u64,
    /// The session up to there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub brief: Option<Summary>,
}

/// What a list tells of a session.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    pub title: Clean,
    pub people: Vec<Clean>,
    pub opened_at: Wall,
    /// When something last happened in it.
    pub last_at: Wall,
    /// Where it is: "Question 2 of 5", "gathering", "closed".
    pub place: Clean,
    pub finished: bool,
    /// What study alone keeps of it; none for a group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub study: Option<StudyBrief>,
}

impl Summary {
    /// A session in brief, as anybody may see it.
    pub fn of(session: &Session) -> Self {
        let view = session.view_now(Viewer::Room, session.last_at());
        let now = view.line_now();
        let finished = session.is_over();
        Self {
            title: view.case.title.clone(),
            people: view
                .people
                .iter()
                .map(|person| person.name.clone())
                .collect(),
            opened_at: view.opened_at,
            last_at: session.last_at().wall,
            place: match now {
                Some(line) => line.label.clone(),
                None if finished => Clean::new("closed"),
                None => Clean::new("gathering"),
            },
            finished,
            study: StudyBrief::of(session),
        }
    }
}

/// Writes the head of the journal at `path`, in place of the one before.
/// Fails with what the system says; the old head is then still there.
pub fn write(path: &Path, head: &Head) -> io::Result<()> {
    replace(&beside(path, "head"), &serde_json::to_vec(head)?, true)
}

/// The head of the journal at `path`; none where there is none that can be read.
pub fn read(path: &Path) -> Option<Head> {
    let bytes = regular::read(&beside(path, "head"), regular::SMALL).ok()?;
    serde_json::from_slice(&bytes).ok()
}
