//! Questions to come that the plan goes without: left out while there is time to say so, and
//! taken in again.

use crate::session::{Actor, Event, Place, Refusal, Session, Stop, parts};

/// Leaves a question that is still to come out of the plan, or takes it in again.
pub(in crate::session) fn plan_without(
    session: &Session,
    by: Actor,
    number: u32,
    out: bool,
) -> Result<Vec<Event>, Refusal> {
    session.may_time_step(by)?;
    let index = usize::try_from(number)
        .ok()
        .and_then(|number| number.checked_sub(1));
    let asked = index.and_then(|index| Some((index, session.questions.get(index)?)));
    let (index, question) = asked.ok_or(Refusal::NotThere)?;
    if !is_to_come(session, index) {
        return Err(Refusal::NotNow(
            "Only a question that is still to come is left out of the plan, or taken in again.",
        ));
    }
    if session.left_out.contains(&index) == out {
        return Ok(Vec::new());
    }
    Ok(vec![Event::LeftOut {
        question: question.prompt.id.clone(),
        again: !out,
    }])
}

/// Whether the agenda has not come to a question yet.
fn is_to_come(session: &Session, index: usize) -> bool {
    let Place::At { stop, .. } = session.place else {
        return false;
    };
    let asks = |stop: &Stop| matches!(stop, Stop::Question { question, .. } if *question == index);
    let at = session.agenda.iter().position(asks);
    at.is_some_and(|at| at > session.reached_stop().max(usize::from(stop)))
}

/// Takes in that a question was left out, or is in the plan again.
pub(in crate::session) fn took_out(
    session: &mut Session,
    event: &Event,
) -> Result<(), &'static str> {
    let Event::LeftOut { question, again } = event else {
        return Err("no question is left out by it");
    };
    let index = session.index_of(question);
    let index = index.ok_or("there is no such question")?;
    match again {
        true => session.left_out.remove(&index),
        false => session.left_out.insert(index),
    };
    Ok(())
}

/// Whether the plan goes without a stop: it was left out, or follows from another decision.
pub(in crate::session) fn is_left_out(session: &Session, stop: &Stop) -> bool {
    let out = |question| session.left_out.contains(question);
    stop.part()
        .is_some_and(|part| parts::is_not_taken(session, part))
        || matches!(stop, Stop::Question { question, .. } if out(question))
}

/// The first step of the stop after this one, past those that were left out; the close has none.
pub(in crate::session) fn next_stop(session: &Session) -> Option<Place> {
    let Place::At { stop, .. } = session.place else {
        return None;
    };
    let mut later = session.agenda.iter().enumerate();
    let comes = |stop: &Stop| {
        let part = stop.part();
        part.is_none_or(|part| parts::comes(session, part)) && !is_left_out(session, stop)
    };
    let (next, _) = later.find(|(at, next)| *at > usize::from(stop) && comes(next))?;
    Some(Place::At {
        stop: u16::try_from(next).ok()?,
        step: 0,
    })
}
