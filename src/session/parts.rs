//! Later parts that depend on what the group decided in a question: which come, and which may be
//! read.

use std::collections::BTreeMap;

use super::{
    Actor, AgendaItem, Decision, Event, Fit, Place, Refusal, Session, assign::index_of_number,
};
use crate::{
    case::{Kind, Part, Value},
    id::QuestionId,
    text::Clean,
};

/// What is on record that the group decided in a question.
fn on_record(session: &Session, question: usize) -> Option<u8> {
    session.rounds.get(question)?.decided
}

/// What the group decided in a question, counted from 0: what is on record, else the option that
/// more of the newest answers pick than any other.
pub(super) fn decided(session: &Session, question: usize) -> Option<u8> {
    on_record(session, question).or_else(|| picked_by_most(session, question))
}

fn picked_by_most(session: &Session, question: usize) -> Option<u8> {
    let newest = session.rounds.get(question)?.newest();
    let mut counts = BTreeMap::new();
    for version in newest.values() {
        if let Value::Choice(picked) = &version.answer.value
            && let Some(option) = picked.first()
        {
            *counts.entry(*option).or_insert(0_usize) += 1;
        }
    }
    let most = counts.values().max()?;
    let mut first = counts.iter().filter(|(_, count)| *count == most);
    let (option, _) = first.next()?;
    first.next().is_none().then_some(*option)
}

/// The question on which a part depends, counted from 0, and the option; none where it always
/// comes. Whoever comes back to a question on another day has decided before.
fn condition(session: &Session, part: usize) -> Option<(usize, u8)> {
    let only_if = session.case.parts.get(part)?.only_if.as_ref()?;
    let question = usize::try_from(only_if.question).ok()?.checked_sub(1)?;
    (!session.studied.returns()).then_some((question, only_if.option))
}

/// Whether a part comes, as far as it is decided by now.
pub(super) fn comes(session: &Session, part: usize) -> bool {
    condition(session, part)
        .is_none_or(|(question, option)| decided(session, question) == Some(option))
}

/// Whether it is on record that a part does not come.
pub(super) fn is_not_taken(session: &Session, part: usize) -> bool {
    let Some((question, option)) = condition(session, part) else {
        return false;
    };
    let other = match on_record(session, question) {
        Some(decided) => decided != option,
        // What is never asked is never decided.
        None => part_of(session, question).is_some_and(|of| is_not_taken(session, of)),
    };
    other && !was_at(session, part)
}

/// The parts that may be read by now, each with its place in the case.
pub(super) fn readable(session: &Session) -> impl Iterator<Item = (usize, &Part)> {
    let parts = session.case.parts.iter().enumerate();
    let reached = parts.take(session.first_hidden_part());
    reached.filter(|(at, _)| is_readable(session, *at))
}

/// Whether a part that was reached may be read.
pub(super) fn is_readable(session: &Session, part: usize) -> bool {
    let decided = |(question, option)| on_record(session, question) == Some(option);
    let comes = condition(session, part).is_none_or(decided);
    part < session.first_hidden_part() && (comes || was_at(session, part))
}

/// Whether the session was at a stop of that part.
fn was_at(session: &Session, part: usize) -> bool {
    let mut stops = session
        .timings
        .iter()
        .filter_map(|timing| match timing.place {
            Place::At { stop, .. } => session.agenda.get(usize::from(stop)),
            Place::Gather | Place::Over => None,
        });
    stops.any(|stop| stop.part() == Some(part))
}

fn part_of(session: &Session, question: usize) -> Option<usize> {
    session.agenda.iter().find_map(|stop| match stop {
        AgendaItem::Question { part, question: at } if *at == question => Some(*part),
        AgendaItem::Question { .. } | AgendaItem::Read { .. } | AgendaItem::Close => None,
    })
}

/// What has to be put on record before the session goes on to a place: what the group decided
/// in the questions on which a part on the way there depends.
/// Fails where one of them is not decided.
pub(super) fn settling(session: &Session, to: Place) -> Decision {
    let Place::At { stop, .. } = to else {
        return Ok(Vec::new());
    };
    let end = match session.agenda.get(usize::from(stop)) {
        Some(AgendaItem::Read { part, .. } | AgendaItem::Question { part, .. }) => part + 1,
        Some(AgendaItem::Close) | None => session.case.parts.len(),
    };
    let mut events: Vec<Event> = Vec::new();
    for part in session.reached_part + 1..end {
        let Some((question, _)) = condition(session, part) else {
            continue;
        };
        let asked = part_of(session, question).is_some_and(|of| comes(session, of));
        if !asked || on_record(session, question).is_some() {
            continue;
        }
        let number = question + 1;
        let option = decided(session, question).ok_or(Refusal::Undecided(number))?;
        let id = session
            .question(question)
            .map(|asked| asked.prompt.id.clone());
        let event = id.map(|question| Event::Decided { question, option });
        events.extend(event.filter(|event| !events.contains(event)));
    }
    Ok(events)
}

/// The question that has to be decided before the session can go on, counted from 0.
pub(super) fn undecided(session: &Session) -> Option<usize> {
    match settling(session, session.next_place()?) {
        Err(Refusal::Undecided(number)) => number.checked_sub(1),
        Err(_) | Ok(_) => None,
    }
}

/// Says what the group decided in a question on which a later part depends.
pub(super) fn decide(session: &Session, by: Actor, number: u32, option: u8) -> Decision {
    session.running()?;
    session.may_steer(by)?;
    let index = index_of_number(number);
    let index = index.filter(|index| was_reached(session, *index));
    let asked = index.and_then(|index| Some((index, session.question(index)?)));
    let (index, question) = asked.ok_or(Refusal::NotThere)?;
    let depend = |part: &usize| condition(session, *part).is_some_and(|(on, _)| on == index);
    let mut parts = (0..session.case.parts.len()).filter(depend).peekable();
    if parts.peek().is_none() {
        return Err(Refusal::NotNow(
            "Nothing that comes depends on that question.",
        ));
    }
    if parts.any(|part| was_at(session, part)) {
        return Err(Refusal::NotNow(
            "What follows from it has begun, so it stays decided.",
        ));
    }
    let Kind::Choice { options, .. } = &question.prompt.kind else {
        return Err(Refusal::NotThere);
    };
    if usize::from(option) >= options.len() {
        return Err(Refusal::WrongValue(
            "Pick from the options that are there, each once.",
        ));
    }
    let question = question.prompt.id.clone();
    Ok(vec![Event::Decided { question, option }])
}

/// Whether the agenda has come to a question, or past it.
fn was_reached(session: &Session, question: usize) -> bool {
    let stop = session.stop_asking(question);
    stop.is_some_and(|stop| stop <= session.reached_stop())
}

pub(super) fn decides(session: &mut Session, question: &QuestionId, option: u8) -> Fit {
    session.round(question)?.decided = Some(option);
    Ok(())
}

/// What was decided in a question, in words; none where nothing depends on it, or nothing is on
/// record. What most picked is no decision of a group, and nobody is told that it was one.
pub(super) fn words(session: &Session, question: usize) -> Option<Clean> {
    let picked = on_record(session, question)?;
    let Kind::Choice { options, .. } = &session.question(question)?.prompt.kind else {
        return None;
    };
    let option = options.get(usize::from(picked))?;
    let by = match picked_by_most(session, question) == Some(picked) {
        _ if session.alone => "The choice",
        true => "Most chose",
        false => "The group decided",
    };
    Some(Clean::line(&format!("{by}: {option}")))
}

/// Whether the plan gives time to a part: of several that may come, the one that takes longest.
pub(super) fn is_planned(session: &Session, part: usize) -> bool {
    let Some((question, _)) = condition(session, part) else {
        return true;
    };
    if on_record(session, question).is_some() || was_at(session, part) {
        return !is_not_taken(session, part);
    }
    let seconds = |of: usize| -> u32 {
        let stops = session.agenda.iter().enumerate();
        let own = stops.filter(|(_, stop)| stop.part() == Some(of));
        own.filter_map(|(at, _)| session.planned_for(at)).sum()
    };
    let others = (0..session.case.parts.len())
        .filter(|other| condition(session, *other).is_some_and(|(on, _)| on == question));
    let longest = others.max_by_key(|other| (seconds(*other), std::cmp::Reverse(*other)));
    longest == Some(part)
}
