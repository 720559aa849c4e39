//! What is gone without: questions to come that are left out, or taken in again; the rest of a
//! stop; all that is left before the close.

use crate::{
    id::QuestionId,
    session::{
        Actor, AgendaItem, Decision, Event, Fit, Place, Refusal, Round, Session,
        assign::index_of_number, clock, decide, parts, reveal,
    },
    stamp::Stamp,
};

/// A question is read aloud and begun to be thought about in so many milliseconds.
const LONG_ENOUGH_MS: u64 = 60_000;

/// Leaves a question that is still to come out of the plan, or takes it in again.
pub(in crate::session) fn plan_without(
    session: &Session,
    by: Actor,
    number: u32,
    out: bool,
) -> Decision {
    session.may_steer(by)?;
    let index = index_of_number(number);
    let asked = index.and_then(|index| Some((index, session.rounds.get(index)?)));
    let (index, round) = asked.ok_or(Refusal::NotThere)?;
    if !is_to_come(session, index) {
        return Err(Refusal::NotNow(
            "Only a question that is still to come is left out of the plan, or taken in again.",
        ));
    }
    if round.left_out == out {
        return Ok(Vec::new());
    }
    Ok(vec![Event::LeftOut {
        question: round.question.prompt.id.clone(),
        again: !out,
    }])
}

/// On to the next stop, whatever steps this one still has.
pub(in crate::session) fn leave_out(
    session: &Session,
    by: Actor,
    from: Place,
    now: Stamp,
) -> Decision {
    session.may_leave_out(by)?;
    if from != session.place {
        return Ok(Vec::new());
    }
    let mut events = kept(reveal::unshown(session));
    events.extend(hardly_asked(session, now).map(left_out));
    events.extend(decide::move_to(session, next_stop(session), true)?);
    Ok(events)
}

/// On to the step that shows what was answered, past those before it.
pub(in crate::session) fn show_now(session: &Session, by: Actor, from: Place) -> Decision {
    session.may_time_step(by)?;
    let to = reveal::step_ahead(session);
    let to = to.ok_or(Refusal::NotNow("Nothing waits to be shown here."))?;
    match from == session.place {
        true => Ok(decide::moving_to(session, to, true)),
        false => Ok(Vec::new()),
    }
}

/// To the close at once; what the agenda has not come to is left out, and nothing has to be
/// decided for it.
pub(in crate::session) fn to_close(
    session: &Session,
    by: Actor,
    from: Place,
    now: Stamp,
) -> Decision {
    session.may_leave_out(by)?;
    if from != session.place {
        return Ok(Vec::new());
    }
    let to = u16::try_from(session.agenda.len() - 1).unwrap_or(u16::MAX);
    let left = session.rounds.iter().enumerate();
    let left = left.filter(|(at, round)| is_to_come(session, *at) && !round.left_out);
    let left = left.map(|(_, round)| left_out(round));
    let left = hardly_asked(session, now)
        .map(left_out)
        .into_iter()
        .chain(left);
    let mut events = kept_unshown(session);
    events.extend(left);
    events.extend(decide::moving_to(
        session,
        Place::At { stop: to, step: 0 },
        true,
    ));
    Ok(events)
}

/// What nobody was shown before all that is left is gone without stays unshown.
pub(in crate::session) fn kept_unshown(session: &Session) -> Vec<Event> {
    kept(reveal::unshown_to_the_end(session))
}

fn kept(waiting: usize) -> Vec<Event> {
    Vec::from_iter((waiting > 0).then_some(Event::KeptUnshown {}))
}

fn left_out(round: &Round) -> Event {
    Event::LeftOut {
        question: round.question.prompt.id.clone(),
        again: false,
    }
}

/// The question that is asked now, where nobody has said anything to it and it was not up for long
/// enough to: who leaves it then has not asked it.
fn hardly_asked(session: &Session, now: Stamp) -> Option<&Round> {
    let round = session.asked_now()?.round;
    let stop = |place: Place| matches!(place, Place::At { stop, .. } if Place::At { stop, step: 0 } == session.place);
    let before = session
        .timings
        .iter()
        .filter(|timing| stop(timing.place))
        .count()
        > 1;
    let spent_ms = clock::of(session, now).spent_ms;
    (round.is_untouched() && !before && spent_ms < LONG_ENOUGH_MS).then_some(round)
}

/// Whether the agenda has not come to a question yet.
fn is_to_come(session: &Session, index: usize) -> bool {
    match (session.place, session.stop_asking(index)) {
        (Place::Gather, at) => at.is_some(),
        (Place::At { stop, .. }, Some(at)) => at > session.reached_stop().max(usize::from(stop)),
        (Place::At { .. }, None) | (Place::Over, _) => false,
    }
}

/// Takes in that a question was left out, or is in the plan again.
pub(in crate::session) fn took_out(
    session: &mut Session,
    question: &QuestionId,
    again: bool,
) -> Fit {
    session.round(question)?.left_out = !again;
    Ok(())
}

/// Whether the plan goes without a stop: it was left out, or follows from another decision.
pub(in crate::session) fn is_left_out(session: &Session, stop: &AgendaItem) -> bool {
    let not_taken = |part| parts::is_not_taken(session, part);
    let out = |question: usize| (session.rounds.get(question)).is_some_and(|one| one.left_out);
    stop.part().is_some_and(not_taken) || stop.question().is_some_and(out)
}

/// The first step of the stop after this one, past those that were left out; the close has none.
pub(in crate::session) fn next_stop(session: &Session) -> Option<Place> {
    let from = match session.place {
        Place::Gather => 0,
        Place::At { stop, .. } => usize::from(stop) + 1,
        Place::Over => return None,
    };
    let mut later = session.agenda.iter().enumerate();
    let comes = |stop: &AgendaItem| {
        let part = stop.part();
        part.is_none_or(|part| parts::comes(session, part)) && !is_left_out(session, stop)
    };
    let (next, _) = later.find(|(at, next)| *at >= from && comes(next))?;
    Some(Place::At {
        stop: u16::try_from(next).ok()?,
        step: 0,
    })
}
