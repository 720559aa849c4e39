//! What a session takes from those before it, and what it leaves: what was tried and written
//! alone, who was there last time, the report.

use std::path::{Path, PathBuf};

use crate::{
    begin::{self, Tried},
    fault::Fault,
    handout,
    home::Home,
    journal::{self, list::list, scan},
    protocol::Way,
    session::{Session, Viewer},
    study::shelf::brought::{Brought, brought},
    text::Clean,
};

/// What those who are here bring from earlier sessions.
#[derive(Clone, Debug, Default)]
pub struct Earlier {
    /// What they wanted to try.
    pub tried: Vec<Tried>,
    /// What they wrote alone to this case's questions.
    pub brought: Vec<Brought>,
}

/// What those who are here bring from earlier sessions, and from these journals. `journal` is
/// this session's own.
pub fn earlier(
    home: &Home,
    journal: Option<&Path>,
    session: &Session,
    bring: &[PathBuf],
) -> Earlier {
    Earlier {
        tried: wanted_to_try(home, journal, session),
        brought: brought(home, bring, session),
    }
}

pub fn wanted_to_try(home: &Home, journal: Option<&Path>, session: &Session) -> Vec<Tried> {
    let view = session.view_now(Viewer::Room, session.last_at());
    let here = view.here();
    let here: Vec<_> = here.map(|person| person.name.clone()).collect();
    begin::tried(home, journal, &here, view.alone)
}

/// Who was there last time, and how they wrote.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LastTime {
    pub people: Vec<Clean>,
    /// None where nobody said, or its journal cannot be read.
    pub way: Option<Way>,
}

/// The session before; nobody where there was none but `but`.
pub fn last_time(home: &Home, but: Option<&Path>) -> LastTime {
    let last = list(home)
        .into_iter()
        .find(|brief| but != Some(brief.path.as_path()) && !brief.people.is_empty());
    let Some(last) = last else {
        return LastTime::default();
    };
    let found = scan::file(&last.path).ok();
    let session = found.and_then(|found| journal::open::session(&last.path, found));
    let way = session.and_then(|one| one.view_now(Viewer::Room, one.last_at()).way);
    LastTime {
        people: last.people,
        way,
    }
}

/// Writes what people take away from a session that was closed.
pub fn report(
    home: &Home,
    journal: Option<&Path>,
    session: &Session,
) -> Result<Vec<PathBuf>, Fault> {
    handout::write(home, session, journal)
}
