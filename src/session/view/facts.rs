//! Facts that the group has to ask for, as far as each viewer may know of them.

use std::sync::Arc;

use crate::{
    case::{Exhibit, Readers},
    session::{Byline, Place, Session, Viewer, facts, parts},
    stamp::Wall,
};

/// A fact that was given out, or may be asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct FactView {
    /// Counted from 1 through the whole case.
    pub number: u16,
    /// Title and text. Whoever studies alone, or holds the seat on a device of their own, has the
    /// title only until it is given out.
    pub exhibit: Arc<Exhibit>,
    /// Who asked for it, and when; none where nobody has.
    pub asked: Option<AskedFor>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedFor {
    /// Nobody is named where the group asked.
    pub by: Byline,
    /// When it was given out.
    pub at: Wall,
    /// Whole minutes after the session was opened.
    pub minutes: u64,
    /// In which question, counted from 1; none outside of one.
    pub question: Option<u32>,
}

/// What was given out, for everybody. What may yet be asked for, for the facilitator; and its
/// title for whoever studies alone, who has nobody to ask, and for whoever holds the seat, who
/// gives it out and takes part too.
pub(super) fn facts(session: &Session, viewer: Viewer) -> Vec<FactView> {
    let of = |(number, exhibit): (u16, &Arc<Exhibit>)| {
        let asked = facts::given(session, number).map(|given| AskedFor {
            by: given
                .asked_by
                .map_or(Byline::Unnamed, |person| session.people.named(person)),
            at: given.at,
            minutes: given.at.0.abs_diff(session.opened_at.wall.0) / 60_000,
            question: number_at(session, given.place),
        });
        let known = asked.is_some() || viewer == Viewer::Facilitator && !session.alone;
        let gives = viewer
            .person()
            .is_some_and(|person| session.people.seat == Some(person));
        let exhibit = match (known, session.alone || gives) {
            (true, _) => Arc::clone(exhibit),
            (false, true) => Arc::new(Exhibit {
                title: exhibit.title.clone(),
                blocks: Vec::new(),
                readers: Readers::OnRequest,
            }),
            (false, false) => return None,
        };
        Some(FactView {
            number,
            exhibit,
            asked,
        })
    };
    facts::in_reach(session).filter_map(of).collect()
}

/// The exhibits that everybody may read by now; facts behind the others, as they were given out.
pub(super) fn exhibits(session: &Session) -> Vec<Arc<Exhibit>> {
    let exhibits = session.case.exhibits();
    let reached = exhibits.filter(|(part, _)| parts::is_readable(session, *part));
    let all = reached.filter(|(_, exhibit)| exhibit.readers.are_all());
    let given = session.facts.iter().filter_map(|given| {
        let mut facts = facts::in_reach(session);
        facts.find(|(number, _)| *number == given.number)
    });
    let all = all.map(|(_, exhibit)| exhibit);
    all.chain(given.map(|(_, fact)| fact)).cloned().collect()
}

/// The number of the question that is asked at a place.
fn number_at(session: &Session, place: Place) -> Option<u32> {
    let Place::At { stop, .. } = place else {
        return None;
    };
    session.agenda.get(usize::from(stop))?.number()
}
