//! What is found of a session by its journal, without holding it: whoever looks may wait for the
//! disk, so it is no screen that does.

use std::{path::PathBuf, sync::Arc};

use crate::{
    home::Home,
    journal::{
        list::{goes_on_in, list},
        open::{is_open, look},
    },
    session::Session,
    web::{Spot, room_record::RoomRecord},
};

/// What was found of the session that is followed, by whoever may wait for the disk.
#[derive(Clone)]
pub struct Looked {
    home: Home,
    /// The session it belongs to: the one that was asked for, or the first that ran.
    wanted: Option<PathBuf>,
    /// Its file, how long it was when it was read, and whether no program had it open.
    read: Option<(PathBuf, u64, bool)>,
    /// The session, where it was read anew.
    session: Option<Arc<Session>>,
    /// What its desk looks at, as far as it says so beside its journal.
    spot: Option<Spot>,
}

impl Looked {
    /// Nothing was looked at yet.
    pub(super) fn new(home: Home, wanted: Option<PathBuf>) -> Self {
        Self {
            home,
            wanted,
            read: None,
            session: None,
            spot: None,
        }
    }

    /// Whether no program had it open.
    pub(super) fn is_left(&self) -> bool {
        self.read.as_ref().is_some_and(|(.., left)| *left)
    }

    /// The session, where it was read anew.
    pub(super) fn session(&mut self) -> Option<Arc<Session>> {
        self.session.take()
    }

    pub(super) fn spot(&self) -> Option<&Spot> {
        self.spot.as_ref()
    }

    /// Looks whether anything is new. A journal that is being written is read as far as it goes;
    /// one that cannot be read is waited for.
    #[must_use]
    pub fn again(mut self) -> Self {
        if self.wanted.is_none() {
            self.wanted = running(&self.home);
        }
        let Some(path) = self.wanted.as_deref().map(goes_on_in) else {
            return self;
        };
        self.spot = RoomRecord::read(&path).spot;
        let length = path.metadata().map_or(0, |data| data.len());
        let left = !is_open(&path);
        let now = Some((path.clone(), length, left));
        if self.read != now
            && let Ok(session) = look(&path)
        {
            self.read = now;
            // Where its program runs, time passes here too.
            self.session = Some(Arc::new(match left {
                true => session,
                false => session.runs_elsewhere(),
            }));
        }
        self
    }
}

/// The newest session that some program has open. One that was left unfinished is none: what
/// was said in it is not for whoever sits here today; nor is what somebody studies alone.
fn running(home: &Home) -> Option<PathBuf> {
    let briefs = list(home).into_iter();
    let groups = briefs.filter(|brief| !brief.finished && brief.study.is_none());
    let mut open = groups.filter(|brief| is_open(&brief.path));
    open.next().map(|brief| brief.path)
}
