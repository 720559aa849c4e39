//! Briefs, and exhibits for some roles only: who may read which.

use std::slice;

use super::question;
use crate::{
    case::{Block, Brief, Exhibit, Readers},
    session::{Place, Session, Viewer, parts},
    text::{Clean, folded},
};

/// What only whoever plays a role may read, as far as one viewer may.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Briefs {
    /// What the viewer's own role knows, exhibits included; empty for everybody else, and while people gather.
    pub own: Vec<Block>,
    /// Those of all roles, for the facilitator only, and at the close for whoever studies alone.
    pub all: Vec<Brief>,
    /// Roles with something to read that nobody reads, since nobody who is here has them.
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
    let person = viewer
        .person()
        .and_then(|person| session.people.get(person));
    let role = person.and_then(|person| person.role.as_ref());
    let Some(role) = role.filter(|_| session.place != Place::Gather) else {
        return Vec::new();
    };
    let briefs = session.case.briefs.iter();
    let own = briefs.filter(|brief| brief.is_for(role));
    let own = own.flat_map(|brief| brief.blocks.clone());
    let exhibits = exhibits(session).filter(|(roles, _)| is_among(role, roles));
    own.chain(exhibits.flat_map(|(_, exhibit)| blocks(exhibit)))
        .collect()
}

/// All of them, for whoever leads.
fn all(session: &Session, viewer: Viewer, due: bool) -> Vec<Brief> {
    if !question::reads_notes(session, viewer) || (session.alone && !due) {
        return Vec::new();
    }
    let exhibits = exhibits(session).map(|(roles, exhibit)| Brief {
        role: Clean::line(
            &roles
                .iter()
                .map(Clean::as_str)
                .collect::<Vec<_>>()
                .join(", "),
        ),
        blocks: blocks(exhibit),
    });
    let briefs = session.case.briefs.iter().cloned();
    briefs.chain(exhibits).collect()
}

/// Roles with something to read that nobody who is here has. Whoever studies alone plays none.
fn nobodys(session: &Session) -> Vec<Clean> {
    if session.alone {
        return Vec::new();
    }
    let case = &session.case;
    let briefed = case.briefs.iter().map(|brief| &brief.role);
    let exhibits = case.exhibits().filter_map(|(_, exhibit)| roles(exhibit));
    let mut nobodys: Vec<Clean> = Vec::new();
    for role in briefed.chain(exhibits.flatten()) {
        let mut taken = session
            .people
            .here()
            .filter_map(|person| person.role.as_ref());
        if !taken.any(|taken| is_among(taken, slice::from_ref(role))) && !is_among(role, &nobodys) {
            nobodys.push(role.clone());
        }
    }
    nobodys
}

/// The exhibits of the parts that were reached that are for some roles only, and for which.
fn exhibits(session: &Session) -> impl Iterator<Item = (&[Clean], &Exhibit)> {
    let exhibits = session.case.exhibits();
    let reached = exhibits.filter(|(part, _)| parts::is_readable(session, *part));
    reached.filter_map(|(_, exhibit)| Some((roles(exhibit)?, &**exhibit)))
}

/// The roles that alone read an exhibit.
fn roles(exhibit: &Exhibit) -> Option<&[Clean]> {
    match &exhibit.readers {
        Readers::Roles(roles) => Some(roles),
        Readers::All | Readers::OnRequest => None,
    }
}

fn is_among(role: &Clean, roles: &[Clean]) -> bool {
    roles.iter().any(|known| folded(known) == folded(role))
}

/// Its title and its text.
fn blocks(exhibit: &Exhibit) -> Vec<Block> {
    let title = Block {
        text: Clean::new(&format!("**{}**", exhibit.title)),
        number: None,
        line: 0,
    };
    let text = exhibit.blocks.iter().cloned();
    std::iter::once(title).chain(text).collect()
}
