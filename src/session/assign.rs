//! Which protocol a question goes through: the one of the session, the one that its author wants
//! for it, or another where that one cannot be what its name says.

use std::sync::Arc;

pub(super) mod without;

use super::{Actor, Decision, Event, Fit, Refusal, Round, Session};
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

/// The protocol of the session becomes another, and with it that of each question.
pub(super) fn choose(session: &Session, by: Actor, protocol: &Arc<Protocol>) -> Decision {
    session.may_set_up(by)?;
    if let Some((_, fault)) = protocol.faults().into_iter().next() {
        return Err(Refusal::Protocol(fault));
    }
    if !suits(protocol, &session.case) {
        return Err(Refusal::NoOptions);
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
    session.may_set_up(by)?;
    if let Some((_, fault)) = protocol.faults().into_iter().next() {
        return Err(Refusal::Protocol(fault));
    }
    let index = index_of_number(number);
    let asked = index.and_then(|index| session.question(index));
    let asked = asked.ok_or(Refusal::NotThere)?;
    if misfit(protocol, asked).is_some() {
        return Err(Refusal::NoOptions);
    }
    Ok(vec![Event::ProtocolOf {
        question: asked.prompt.id.clone(),
        protocol: Arc::clone(protocol),
    }])
}

/// The session goes through another protocol, or one question does.
pub(super) fn chosen(
    session: &mut Session,
    question: Option<&QuestionId>,
    protocol: &Arc<Protocol>,
) -> Fit {
    if !session.is_before_questions() {
        return Err("the protocol is chosen before the first question");
    }
    let Some(question) = question else {
        session.protocol = Arc::clone(protocol);
        for round in &mut session.rounds {
            round.protocol = None;
        }
        return Ok(());
    };
    session.round(question)?.protocol = Some(Arc::clone(protocol));
    Ok(())
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
