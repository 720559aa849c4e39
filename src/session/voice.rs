//! Fair voice: who was heard, who wants to speak, whose turn it is; duties and roles.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Actor, Decision, Duty, Event, Fit, Note, NoteKind, Person, Place, Refusal, Ruling, Session,
    decide, group, pseudonym::scatter, rule::short_enough, theme,
};
use crate::{
    id::{PersonId, QuestionId, Seq},
    protocol::{GoOn, Step, Who},
    text::Clean,
};

/// The most people of an inner circle: five or six talk, more wait.
const INSIDE: usize = 6;

/// The longest time that one person is said to have spoken, in seconds.
const MOST_SECONDS: u32 = 3600;

#[derive(Clone, Debug, Default)]
pub(super) struct Voices {
    /// How often and for how many seconds each person was heard, in the whole session.
    pub(super) heard: BTreeMap<PersonId, (usize, u32)>,
    /// How often each person was heard, or passed, in the step that runs.
    pub(super) in_step: BTreeMap<PersonId, usize>,
    /// Who passed when it was their turn, in the step that runs.
    pub(super) passed: BTreeSet<PersonId>,
    /// Who wants to speak, the first first.
    pub(super) queue: Vec<(PersonId, NoteKind)>,
}

pub(super) fn hear(
    session: &Session,
    by: Actor,
    person: Option<PersonId>,
    answer: Option<Seq>,
    seconds: Option<u32>,
) -> Decision {
    session.running()?;
    session.may_speak_for(by, person)?;
    if answer.is_some_and(|entry| !theme::shown(session, entry)) {
        return Err(Refusal::NotThere);
    }
    if (person, answer) == (None, None) {
        return Err(Refusal::NotNow(
            "Say who was heard, or which answer was read.",
        ));
    }
    Ok(vec![Event::Heard {
        person,
        answer,
        seconds: seconds.map(|seconds| seconds.min(MOST_SECONDS)),
    }])
}

pub(super) fn queue(session: &Session, by: Actor, person: PersonId, kind: NoteKind) -> Decision {
    session.running()?;
    session.may_write_for(by, person)?;
    if session.voices.queue.contains(&(person, kind)) {
        return Ok(Vec::new());
    }
    Ok(vec![Event::Queued { person, kind }])
}

pub(super) fn unqueue(session: &Session, by: Actor, person: PersonId) -> Decision {
    session.running()?;
    session.may_speak_for(by, Some(person))?;
    if !session
        .voices
        .queue
        .iter()
        .any(|(queued, _)| *queued == person)
    {
        return Err(Refusal::NotThere);
    }
    Ok(vec![Event::Unqueued { person }])
}

pub(super) fn pass_turn(session: &Session, by: Actor, person: PersonId) -> Decision {
    session.running()?;
    session.may_write_for(by, person)?;
    let mut events = vec![Event::TurnPassed { person }];
    let ends = |step: &Step| step.go_on == GoOn::NobodyHasMore;
    if let Some(step) = session.step().filter(|step| ends(step)) {
        let mut others = session.people.here().filter(|other| other.id != person);
        let more = |other: &Person| {
            works(session, step.who, other.id) && !session.voices.passed.contains(&other.id)
        };
        if !others.any(more) {
            events.extend(decide::move_on(session, false)?);
        }
    }
    Ok(events)
}

/// A duty is handed on by whoever has it, and by whoever steers.
pub(super) fn hand_duty(
    session: &Session,
    by: Actor,
    duty: Duty,
    to: Option<PersonId>,
) -> Decision {
    session.not_over()?;
    let has = session.people.duties.get(&duty).copied();
    match by {
        Actor::Person(person) if has == Some(person) => {}
        Actor::Person(_) | Actor::Desk | Actor::Door | Actor::Program => session.may_steer(by)?,
    }
    if let Some(person) = to {
        session.people.is_here(person)?;
    }
    if has == to {
        return Ok(Vec::new());
    }
    Ok(vec![Event::DutyHanded { duty, to }])
}

pub(super) fn take_role(
    session: &Session,
    by: Actor,
    person: PersonId,
    role: Option<&Clean>,
) -> Decision {
    session.may_write_for(by, person)?;
    let role = role.map(|role| Clean::line(role));
    let role = role.filter(|role| !role.trim().is_empty());
    short_enough(role.as_deref().unwrap_or_default())?;
    Ok(vec![Event::RoleTaken { person, role }])
}

/// Each role as often as any other, give or take one.
pub(super) fn deal_roles(session: &Session, by: Actor) -> Decision {
    session.may_steer(by)?;
    let roles = &session.case.roles;
    if roles.is_empty() {
        return Err(Refusal::NotNow(
            "The case names no roles. Type a role for each person instead.",
        ));
    }
    let mut people: Vec<_> = session.people.here().map(|person| person.id).collect();
    people.sort_by_key(|person| scatter(session.seed, session.last.0.0, u64::from(person.0)));
    let dealt = people.into_iter().zip(roles.iter().cycle());
    Ok(dealt
        .map(|(person, role)| Event::RoleTaken {
            person,
            role: Some(role.clone()),
        })
        .collect())
}

/// Takes in that a person spoke, or that an answer was read out.
pub(super) fn heard(
    session: &mut Session,
    person: Option<PersonId>,
    answer: Option<Seq>,
    seconds: Option<u32>,
) -> Fit {
    if let Some(person) = person {
        session.people.get_mut(person)?;
        session.voices.spoke(person, seconds.unwrap_or_default());
    }
    for round in &mut session.rounds {
        let here = answer.filter(|entry| round.version(*entry).is_some());
        round.read.extend(here);
    }
    Ok(())
}

/// Takes a note in; whoever is named in it was heard.
pub(super) fn noted(session: &mut Session, question: &QuestionId, note: Note) -> Fit {
    let round = session.round(question)?;
    round.read.extend(note.about);
    // Nobody's turn is over by what is added to another question.
    let person = note.person.filter(|_| !note.late);
    round.notes.push(note);
    if let Some(person) = person {
        session.voices.spoke(person, 0);
    }
    Ok(())
}

impl Voices {
    /// A person was heard: once more, and for so many seconds.
    fn spoke(&mut self, person: PersonId, seconds: u32) {
        let (times, all) = self.heard.entry(person).or_default();
        *times += 1;
        *all = all.saturating_add(seconds);
        self.was_in_turn(person);
        self.passed.remove(&person);
    }

    pub(super) fn passes(&mut self, person: PersonId) {
        self.was_in_turn(person);
        self.passed.insert(person);
    }

    fn was_in_turn(&mut self, person: PersonId) {
        *self.in_step.entry(person).or_default() += 1;
        self.leaves_queue(person);
    }

    pub(super) fn queues(&mut self, hand: (PersonId, NoteKind)) {
        self.queue.retain(|known| *known != hand);
        self.queue.push(hand);
    }

    pub(super) fn leaves_queue(&mut self, person: PersonId) {
        self.queue.retain(|(queued, _)| *queued != person);
    }
}

/// Whose turn it is: of those who want to speak, or else of all who have not spoken in this
/// step, the one who was heard least; between several, who came first, or by the seed. A step
/// that goes on until nobody has more goes round again, without those who passed.
pub(super) fn next_speaker(session: &Session) -> Option<PersonId> {
    let asked = session.asked_now()?;
    let heard = |person: &PersonId| {
        session
            .voices
            .heard
            .get(person)
            .map_or(0, |(times, _)| *times)
    };
    let queue = session.voices.queue.iter().map(|(person, _)| *person);
    let waiting: Vec<_> = queue
        .filter(|person| session.people.is_here(*person).is_ok())
        .collect();
    // The first of several that are equal is taken, so the queue's order decides.
    if let Some(person) = waiting.iter().min_by_key(|person| heard(person)) {
        return Some(*person);
    }
    let round_again = asked.step.go_on == GoOn::NobodyHasMore;
    let turns = |person: &PersonId| session.voices.in_step.get(person).copied().unwrap_or(0);
    let to_come = session
        .people
        .here()
        .map(|person| person.id)
        .filter(|person| {
            let had = match round_again {
                true => session.voices.passed.contains(person),
                false => turns(person) > 0,
            };
            !had && works(session, asked.step.who, *person)
        });
    let salt = asked.index as u64;
    to_come.min_by_key(|person| {
        let lot = scatter(session.seed, salt, u64::from(person.0));
        // Each once before anybody twice, and in the second round as in the first.
        match turns(person) {
            0 => (0, heard(person), lot),
            turns => (turns, 0, lot),
        }
    })
}

/// Whether a person works in a step of that kind; the others listen.
pub(super) fn works(session: &Session, who: Who, person: PersonId) -> bool {
    let holder = session.people.duties.get(&Duty::Holder);
    match who {
        Who::Holder => holder.is_none_or(|holder| *holder == person),
        Who::Others => holder.is_none_or(|holder| *holder != person),
        Who::Solo | Who::Pair | Who::Trio | Who::Four | Who::Table => is_the_one(session, person),
        Who::Everyone | Who::InTurn => true,
        Who::Inside => inside(session).contains(&person),
    }
}

/// Whether a person may write where only one of each group does.
fn is_the_one(session: &Session, person: PersonId) -> bool {
    let which = session.step().and_then(|step| step.one_of_each);
    which.is_none_or(|which| {
        let at = usize::from(which.saturating_sub(1));
        let group = group::group_of(session, person);
        group.is_some_and(|group| group.get(at) == Some(&person))
    })
}

/// Who sits inside in the step that runs: half of those who are here, six at most, and in each
/// such step of a question the next ones.
pub(super) fn inside(session: &Session) -> Vec<PersonId> {
    let Place::At { step, .. } = session.place else {
        return Vec::new();
    };
    let before = session.protocol_now().steps.iter().take(usize::from(step));
    let before = before.filter(|step| step.who == Who::Inside).count();
    let mut people: Vec<_> = session.people.here().map(|person| person.id).collect();
    people.sort_by_key(|person| scatter(session.seed, 1, u64::from(person.0)));
    let size = people.len().div_ceil(2).clamp(1, INSIDE);
    let first = (before * size) % people.len().max(1);
    people.into_iter().cycle().skip(first).take(size).collect()
}

/// Whoever listens in this step says nothing now.
pub(super) fn may_be_heard(session: &Session, who: Who, person: PersonId) -> Ruling {
    if works(session, who, person) {
        Ok(())
    } else {
        Err(Refusal::NotNow(
            "That person listens in this step, and has the word again in the next.",
        ))
    }
}

/// Who brings the case, where a step needs somebody and nobody does: whoever has the seat,
/// or else the first who is here. The duty can be handed on.
pub(super) fn holder_for(session: &Session, who: Who) -> Option<Event> {
    let needs = matches!(who, Who::Holder | Who::Others);
    let present: BTreeSet<_> = session.people.here().map(|person| person.id).collect();
    let holder = session.people.duties.get(&Duty::Holder);
    if !needs || holder.is_some_and(|holder| present.contains(holder)) {
        return None;
    }
    let seat = session.people.seat.filter(|seat| present.contains(seat));
    let to = seat.or_else(|| present.first().copied());
    let duty = Duty::Holder;
    to.map(|person| Event::DutyHanded {
        duty,
        to: Some(person),
    })
}
