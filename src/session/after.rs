//! What is said after the step that asked for it, and after its question: late answers, changes of
//! mind, and notes and stances on a question that is past.

use super::{
    Actor, Place, Refusal, Ruling, Session, Version, agenda::stop_of, parts, rule::Asked, voice,
};
use crate::{
    id::{PersonId, QuestionId},
    protocol::{Edit, See, Step},
};

/// Whoever was asked and has not answered may still do so until the question is left; it is told as
/// late.
pub(super) fn may_be_late(session: &Session, person: PersonId, asked: Asked<'_>) -> bool {
    let mut versions = asked.round.versions.iter();
    let asks = |step: &Step| voice::works(session, step.who, person);
    let silent = !versions.any(|known| known.person == person);
    !session.alone && silent && session.asked_before(session.place).is_some_and(asks)
}

/// Whoever answered may change their mind where all answers are read and the step lets people
/// write a new version; what stood when all were shown is kept. Not where people vote on the
/// answers, nor on a group's: it is more than one person's.
pub(super) fn may_change(session: &Session, person: PersonId, asked: Asked<'_>) -> bool {
    let reads = asked.step.edit == Edit::NewVersion && asked.step.shows(See::Answers);
    let mut versions = asked.round.versions.iter();
    let mut shown = || versions.any(|one| one.is_persons(person) && one.revealed);
    !session.alone && reads && shown() && !votes_on_answers(session, asked)
}

fn votes_on_answers(session: &Session, asked: Asked<'_>) -> bool {
    let mut steps = session.protocol_for(asked.index).steps.iter();
    steps.any(Step::takes_votes)
}

/// A question that is past: its stop is before the one where the session is.
pub(super) fn past<'a>(session: &'a Session, question: &QuestionId) -> Option<Asked<'a>> {
    let index = session.index_of(question)?;
    let (round, place) = (session.rounds.get(index)?, past_place(session, index)?);
    Some(Asked {
        index,
        question: &round.question,
        round,
        step: session.step_at(place)?,
        past: Some(place),
    })
}

pub(super) fn is_past(session: &Session, question: &QuestionId) -> bool {
    past(session, question).is_some()
}

/// Where a question that is past was left; none for any other.
fn past_place(session: &Session, index: usize) -> Option<Place> {
    let stop = session.stop_asking(index)?;
    let number = u16::try_from(stop).ok()?;
    let part = session.agenda.get(stop)?.part()?;
    // What the group stepped back from is not past: it comes to it again, and may still hide it.
    let left = match session.place {
        Place::Gather => false,
        Place::At { stop: now, .. } => number < now,
        Place::Over => stop <= session.reached_stop(),
    };
    let is_past = left && !parts::is_not_taken(session, part);
    let last = session.timings.iter().rev().map(|timing| timing.place);
    let last = last
        .into_iter()
        .find(|place| stop_of(*place) == Some(number));
    let steps = session.steps_at(number)?.checked_sub(1)?;
    let end = Place::At {
        stop: number,
        step: u16::try_from(steps).ok()?,
    };
    is_past.then_some(last.unwrap_or(end))
}

/// Whether an answer to a question that is past may be put down: by whoever gives it, and by the
/// shared keyboard for everybody who ever joined, as sheets of paper come in afterwards. Whoever
/// has answered, `newest`, writes a new version of it; nothing that was shown is undone.
pub(super) fn may_answer_past(
    session: &Session,
    by: Actor,
    person: PersonId,
    asked: Asked<'_>,
    newest: Option<&Version>,
) -> Ruling {
    match by {
        Actor::Desk => session.may_speak_for(by, Some(person))?,
        Actor::Person(_) | Actor::Door | Actor::Program => session.may_write_for(by, person)?,
    }
    let anew = |known: &Version| known.is_persons(person) && (known.revealed || known.late);
    let may = newest.is_none_or(|known| anew(known) && !votes_on_answers(session, asked));
    match may && !session.alone {
        true => Ok(()),
        false => Err(Refusal::NotNow(
            "That question is past, and what was answered stands. Say it in a note.",
        )),
    }
}

/// Everybody of whom `by` may put down an answer to a question after its step, or after the
/// question.
pub(super) fn whose(session: &Session, by: Actor, asked: Asked<'_>) -> Vec<PersonId> {
    let all = session.people.all.iter().map(|person| person.id);
    if asked.past.is_some() {
        let newest = asked.round.newest();
        let may = |person: &PersonId| {
            let newest = newest.get(person).copied();
            may_answer_past(session, by, *person, asked, newest).is_ok()
        };
        return all.filter(may).collect();
    }
    all.filter(|_| !asked.step.takes_answers())
        .filter(|person| session.may_answer(by, *person, asked).is_ok())
        .collect()
}

/// Whether there is a question that is past, to add an answer to.
pub(super) fn may_add_any(session: &Session, by: Actor) -> bool {
    let past = |index: usize| past(session, &session.question(index)?.prompt.id);
    let mut all = (0..session.rounds.len()).filter_map(past);
    session.may_steer(by).is_ok() && all.any(|asked| !whose(session, by, asked).is_empty())
}
