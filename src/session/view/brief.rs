//! Briefs: who may read which.

use crate::{
    case::{Block, Brief},
    session::{Place, Session, Viewer},
    text::Clean,
};

/// What only whoever plays a role may read, as far as one viewer may.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Briefs {
    /// What the viewer's own role knows; empty for everybody else, and while people gather.
    pub own: Vec<Block>,
    /// Those of all roles, for the facilitator only, and at the close for whoever studies alone.
    pub all: Vec<Brief>,
    /// Roles with a brief that nobody reads, since nobody who is here has them.
    pub nobodys: Vec<Clean>,
}

pub(super) fn briefs(session: &Session, viewer: Viewer, due: bool) -> Briefs {
    Briefs {
        own: own(session, viewer),
        all: all(session, viewer, due),
        nobodys: nobodys(session),
    }
}

/// The viewer's own, as long as they play the role.
fn own(session: &Session, viewer: Viewer) -> Vec<Block> {
    let person = viewer.person().and_then(|person| session.person(person));
    let role = person.and_then(|person| person.role.as_ref());
    let Some(role) = role.filter(|_| session.place != Place::Gather) else {
        return Vec::new();
    };
    let mut briefs = session.case.briefs.iter();
    let own = briefs.find(|brief| brief.is_for(role));
    own.map_or_else(Vec::new, |brief| brief.blocks.clone())
}

/// All of them, for whoever leads.
fn all(session: &Session, viewer: Viewer, due: bool) -> Vec<Brief> {
    if session.reads_notes(viewer) && (due || !session.alone) {
        session.case.briefs.clone()
    } else {
        Vec::new()
    }
}

/// Roles with a brief that nobody who is here has.
fn nobodys(session: &Session) -> Vec<Clean> {
    let has = |brief: &&Brief| {
        let mut roles = session.here().filter_map(|person| person.role.as_ref());
        !roles.any(|role| brief.is_for(role))
    };
    let briefs = session.case.briefs.iter().filter(has);
    briefs.map(|brief| brief.role.clone()).collect()
}
