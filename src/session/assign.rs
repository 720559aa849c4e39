//! Which protocol a question goes through: the one of the session, the one that its author wants
//! for it, or another where that one cannot be what its name says.

use std::sync::Arc;

pub(super) mod without;

use super::{
    Actor, Decision, Entry, Event, Fit, Place, Refusal, Round, Ruling, Session, after,
    agenda::stop_of, decide,
};
use crate::{
    case::{
        Case, Question,
        fit::{misfit, suits},
    },
    id::QuestionId,
    protocol::{ALONE, DEFAULT, Protocol},
};

/// The questions of a case that go through another protocol than the session's, and which: those
/// whose author names one; those that the session's does not suit; and, where it is for once in a
/// case, all but the one that has the most time, the last of several.
pub fn assigned(case: &Case, protocol: &Protocol) -> Vec<(QuestionId, Arc<Protocol>)> {
    let time = |question: &&Arc<Question>| question.prompt.seconds.unwrap_or(0);
    let main = case.questions().max_by_key(time);
    let main = main.map(|question| &question.prompt.id);
    let other = |question: &Arc<Question>| {
        let id = &question.prompt.id;
        let named = question.aside.protocol.as_ref();
        let named = named.and_then(|name| Protocol::find(name));
        let named = named.filter(|named| named.name != ALONE && misfit(named, question).is_none());
        let once = protocol.once && main != Some(id);
        let instead = match named {
            Some(named) => Some(named),
            None if once || misfit(protocol, question).is_some() => Protocol::find(DEFAULT),
            None => None,
        };
        let instead = instead.filter(|instead| instead.name != *protocol.name);
        instead.map(|instead| (id.clone(), Arc::new(instead.clone())))
    };
    case.questions().filter_map(other).collect()
}

/// Whether another protocol may be chosen for a question: until it is past, as long as nothing was
/// said to it. What was said would else stand under rules that nobody was told before.
pub(super) fn may_choose_for(session: &Session, by: Actor, index: usize) -> Ruling {
    session.may_steer(by)?;
    let round = session.rounds.get(index).ok_or(Refusal::NotThere)?;
    if after::is_past(session, &round.question.prompt.id) {
        return Err(Refusal::NotNow(
            "That question is past; what was said to it stays.",
        ));
    }
    match round.is_untouched() {
        true => Ok(()),
        false => Err(Refusal::NotNow(
            "Something was said to this question already, so it goes on as it began. Choose for the next one.",
        )),
    }
}

/// Whether there is a question for which another protocol may be chosen.
pub(super) fn may_choose_any(session: &Session, by: Actor) -> bool {
    let mut all = 0..session.rounds.len();
    !session.alone && all.any(|index| may_choose_for(session, by, index).is_ok())
}

/// All questions that are still to come go through another protocol.
fn choose_for_rest(session: &Session, by: Actor, protocol: &Arc<Protocol>) -> Decision {
    session.may_time_step(by)?;
    let own = assigned(&session.case, protocol);
    let asked = session.asked_now().map(|asked| asked.index);
    let to_come = session.questions().enumerate();
    let to_come = to_come
        .filter(|(index, _)| Some(*index) != asked && may_choose_for(session, by, *index).is_ok());
    let to_come: Vec<_> = to_come
        .map(|(_, question)| {
            let id = &question.prompt.id;
            let own = own.iter().find(|(known, _)| known == id);
            let protocol = own.map_or(protocol, |(_, own)| own);
            Event::ProtocolOf {
                question: id.clone(),
                protocol: Arc::clone(protocol),
            }
        })
        .collect();
    match to_come.is_empty() {
        true => Err(Refusal::NotNow("No question is still to come.")),
        false => Ok(to_come),
    }
}

/// The protocol of the session becomes another, and with it that of each question; once the first
/// was asked, that of the questions to come.
pub(super) fn choose(session: &Session, by: Actor, protocol: &Arc<Protocol>) -> Decision {
    session.may_steer(by)?;
    if let Some((_, fault)) = protocol.faults().into_iter().next() {
        return Err(Refusal::Protocol(fault));
    }
    if !suits(protocol, &session.case) {
        return Err(Refusal::NoOptions);
    }
    let unsaid = session.rounds.iter().all(Round::is_untouched);
    if !(session.is_before_questions() && unsaid) {
        return choose_for_rest(session, by, protocol);
    }
    let chosen = Event::ProtocolChosen {
        protocol: Arc::clone(protocol),
    };
    let own = assigned(&session.case, protocol).into_iter();
    let own = own.map(|(question, protocol)| Event::ProtocolOf { question, protocol });
    Ok(std::iter::once(chosen).chain(own).collect())
}

/// One question goes through a protocol of its own.
pub(super) fn choose_for(
    session: &Session,
    by: Actor,
    number: u32,
    protocol: &Arc<Protocol>,
) -> Decision {
    session.may_steer(by)?;
    if let Some((_, fault)) = protocol.faults().into_iter().next() {
        return Err(Refusal::Protocol(fault));
    }
    let index = index_of_number(number);
    let asked = index.and_then(|index| Some((index, session.question(index)?)));
    let (index, asked) = asked.ok_or(Refusal::NotThere)?;
    may_choose_for(session, by, index)?;
    if misfit(protocol, asked).is_some() {
        return Err(Refusal::NoOptions);
    }
    let mut events = vec![Event::ProtocolOf {
        question: asked.prompt.id.clone(),
        protocol: Arc::clone(protocol),
    }];
    if let Some(begins) = beginning(session, index) {
        // It begins anew, and its first step may want groups.
        let mut next = session.clone();
        if let Some(round) = next.rounds.get_mut(index) {
            round.protocol = Some(Arc::clone(protocol));
        }
        events.extend(decide::settling(&next, begins, false));
    }
    Ok(events)
}

/// Where a question begins that is asked now; none of any other.
fn beginning(session: &Session, index: usize) -> Option<Place> {
    let asked = session.asked_now().filter(|asked| asked.index == index);
    let stop = asked.and_then(|_| stop_of(session.place))?;
    Some(Place::At { stop, step: 0 })
}

/// The session goes through another protocol, or one question does: one that is asked begins anew.
pub(super) fn chosen(
    session: &mut Session,
    entry: &Entry,
    question: Option<&QuestionId>,
    protocol: &Arc<Protocol>,
) -> Fit {
    let index = question.and_then(|question| session.index_of(question));
    let may = |index| may_choose_for(session, Actor::Desk, index).is_ok();
    if !session.is_before_questions() && !index.is_some_and(may) {
        return Err("the protocol is chosen before anything is said to the question");
    }
    if question.is_none() {
        session.protocol = Arc::clone(protocol);
        for index in 0..session.rounds.len() {
            goes_another_way(session, index, None);
        }
        return Ok(());
    }
    let index = index.ok_or("there is no such question")?;
    goes_another_way(session, index, Some(protocol));
    if let Some(begins) = beginning(session, index) {
        session.leave_step(entry, false);
        session.arrive(entry, begins, false);
    }
    Ok(())
}

/// A question has a protocol of its own from now on, or the session's. Of the steps that it had, the
/// time stays, at its beginning: they are not among those of the other protocol.
fn goes_another_way(session: &mut Session, index: usize, protocol: Option<&Arc<Protocol>>) {
    let Some(round) = session.rounds.get_mut(index) else {
        return;
    };
    round.protocol = protocol.map(Arc::clone);
    let number = session.stop_asking(index);
    for timing in &mut session.timings {
        if let Place::At { stop, step } = &mut timing.place
            && Some(usize::from(*stop)) == number
        {
            *step = 0;
        }
    }
}

/// Which question that is, counted from 0.
pub(super) fn index_of_number(number: u32) -> Option<usize> {
    usize::try_from(number).ok()?.checked_sub(1)
}

/// Every question of a case, to which nothing was said yet.
pub(super) fn rounds(case: &Case, own: &[(QuestionId, Arc<Protocol>)]) -> Vec<Round> {
    let of = |question: &Arc<Question>| {
        let own = own.iter().find(|(id, _)| *id == question.prompt.id);
        let protocol = own.map(|(_, protocol)| Arc::clone(protocol));
        Round::new(Arc::clone(question), protocol)
    };
    case.questions().map(of).collect()
}
