//! Facts that the group has to ask for: which were given out, who asked, and when.

use super::{Actor, Decision, Event, Fit, Place, Refusal, Session, parts};
use crate::{case::Exhibit, id::PersonId, stamp::Wall};
use std::sync::Arc;

/// A fact that was given out.
#[derive(Clone, Debug)]
pub(super) struct Given {
    /// Counted from 1 through the whole case.
    pub(super) number: u16,
    /// Who asked for it; the group where nobody is named.
    pub(super) asked_by: Option<PersonId>,
    pub(super) at: Wall,
    pub(super) place: Place,
}

/// Gives a fact to everybody.
pub(super) fn give(
    session: &Session,
    by: Actor,
    number: u16,
    asked_by: Option<PersonId>,
) -> Decision {
    session.running()?;
    session.may_steer(by)?;
    if let Some(person) = asked_by {
        session.people.get(person).ok_or(Refusal::Unknown)?;
    }
    if given(session, number).is_some() {
        return Err(Refusal::NotNow(
            "That was given out already: it stands with the exhibits.",
        ));
    }
    let mut known = in_reach(session);
    known
        .find(|(known, _)| *known == number)
        .ok_or(Refusal::NotThere)?;
    Ok(vec![Event::FactGiven {
        fact: number,
        asked_by,
    }])
}

pub(super) fn given_out(session: &mut Session, fact: Given) -> Fit {
    let mut known = session.case.facts().zip(1..);
    if !known.any(|(_, number)| number == fact.number) {
        return Err("there is no such fact");
    }
    session.facts.push(fact);
    Ok(())
}

/// How a fact was given out; none where it was not.
pub(super) fn given(session: &Session, number: u16) -> Option<&Given> {
    session.facts.iter().find(|given| given.number == number)
}

/// The facts that may be asked for by now, given out or not, each with its number.
pub(super) fn in_reach(session: &Session) -> impl Iterator<Item = (u16, &Arc<Exhibit>)> {
    let facts = session.case.facts().zip(1..);
    let reached = facts.filter(|((part, _), _)| parts::is_readable(session, *part));
    reached.map(|((_, fact), number)| (number, fact))
}

/// Whether any fact is left that may be given out now.
pub(super) fn may_give_any(session: &Session, by: Actor) -> bool {
    let may = session.running().is_ok() && session.may_steer(by).is_ok();
    may && in_reach(session).any(|(number, _)| given(session, number).is_none())
}
