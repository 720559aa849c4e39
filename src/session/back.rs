//! The way back: nothing is ever unsaid, and each change of mind is an entry of its own. What was
//! seen stays seen, and what is hidden comes to light by none of it.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Actor, Decision, Dissent, Entry, Event, Fit, Misnamed, Note, Place, Refusal, Round, Ruling,
    Session, Version,
    amend::{self, Amended},
    decide,
    round::Origin,
    rule::{Asked, short_enough, written},
};
use crate::{
    id::{PersonId, QuestionId, Seq},
    protocol::{Edit, Names},
    text::Clean,
};

/// What was gone back on, as it is told.
#[derive(Clone, Debug)]
pub(super) enum Change {
    SteppedBack(Place, Place),
    /// An answer that had been typed under another name.
    Reassigned(Box<Reassigned>),
    /// Whose answer, to which question, counted from 0; nobody where names are hidden.
    TakenBack(usize, Option<PersonId>),
    Reopened,
    Amended(Amended),
}

impl Change {
    /// Whether something was only said or put down otherwise: nobody went back on it.
    pub(super) fn puts_right(&self) -> bool {
        match self {
            Self::Reassigned(_) => true,
            Self::Amended(amended) => amended.puts_right(),
            Self::SteppedBack(..) | Self::TakenBack(..) | Self::Reopened => false,
        }
    }
}

/// An answer that had been typed under another name.
#[derive(Clone, Debug)]
pub(super) struct Reassigned {
    /// To which question, counted from 0.
    pub(super) question: usize,
    /// Under whose name it was typed, and whose it is; nobody where names are hidden.
    pub(super) people: Option<(PersonId, PersonId)>,
    pub(super) why: Clean,
}

/// An answer or a note that was set aside.
#[derive(Clone, Debug)]
pub(super) struct SetAside {
    pub(super) what: Said,
    pub(super) why: Clean,
}

/// What can be set aside.
#[derive(Clone, Debug)]
pub(super) enum Said {
    Answer(Box<Version>),
    Note(Note),
}

/// Back is for whoever steers, and for where the session has been.
pub(super) fn may_step_back(session: &Session, by: Actor) -> Result<Place, Refusal> {
    session.running()?;
    session.may_steer(by)?;
    let been = session.timings.iter().map(|timing| timing.place);
    let before = been.filter(|place| *place < session.place).max();
    // Nothing was said yet, so that people, protocol and minutes can be chosen once more.
    let unsaid = !session.alone && session.rounds.iter().all(Round::is_untouched);
    before.or(unsaid.then_some(Place::Gather)).ok_or(Refusal::NotNow(
        "This is the first step, and something was said already. There is nothing to go back to.",
    ))
}

/// Back to where people gather, as if nothing had begun: nothing was said.
fn gathers_again(session: &mut Session, entry: &Entry) -> Fit {
    if may_step_back(session, Actor::Desk) != Ok(Place::Gather) {
        return Err("something was said before it");
    }
    session.leave_step(entry, false);
    session.timings.clear();
    session.groups.before.clear();
    (session.place, session.reached_part, session.turned_back) = (Place::Gather, 0, None);
    Ok(())
}

pub(super) fn step_back(session: &Session, by: Actor, from: Place) -> Decision {
    let to = may_step_back(session, by)?;
    if from != session.place {
        return Ok(Vec::new());
    }
    let mut events = vec![Event::SteppedBack { to }];
    events.extend(decide::settling(session, to, true));
    Ok(events)
}

/// A person takes back their own newest answer, while nobody has seen it.
pub(super) fn may_take_back<'a>(
    session: &Session,
    by: Actor,
    person: PersonId,
    asked: Asked<'a>,
) -> Result<&'a Version, Refusal> {
    session.may_write_for(by, person)?;
    let newest = newest(asked.round, person).ok_or(Refusal::NotNow(
        "There is no answer of that name to this question.",
    ))?;
    if newest.revealed || asked.round.model_revealed {
        return Err(Refusal::NotNow(
            "It has been shown. Write a new version, or have it set aside with a reason.",
        ));
    }
    Ok(newest)
}

/// The same of the question that is asked now.
pub(super) fn may_take_back_now(session: &Session, by: Actor, person: PersonId) -> Ruling {
    let asked = session.asked_now().ok_or(Refusal::NotThere)?;
    may_take_back(session, by, person, asked).map(|_| ())
}

pub(super) fn take_back(
    session: &Session,
    by: Actor,
    person: PersonId,
    question: &QuestionId,
) -> Decision {
    let asked = session.asked(question)?;
    let entry = may_take_back(session, by, person, asked)?.entry;
    Ok(vec![Event::TakenBack { entry }])
}

/// Whether an answer can be another's: one that was typed at the shared keyboard, and by whose new
/// name nobody is told apart.
fn may_leave(session: &Session, from: PersonId, newest: &Version) -> Ruling {
    if !newest.group.is_empty() {
        return Err(Refusal::NotNow(
            "It is the answer of a whole group. They can take it back themselves.",
        ));
    }
    if !newest.is_typed() && session.people.device_of(from).is_some() {
        return Err(Refusal::NotNow(
            "That person answers on a device of their own. They can take it back themselves.",
        ));
    }
    if newest.names == Names::Hidden && newest.revealed {
        return Err(Refusal::NotNow(
            "It has been shown without a name. To say whose it is would tell who wrote it.",
        ));
    }
    Ok(())
}

/// Whether the answer can be that person's.
fn may_be_given(
    session: &Session,
    by: Actor,
    answer: &Version,
    to: PersonId,
    wrote: bool,
) -> Ruling {
    session.people.is_here(to)?;
    if answer.person == to {
        return Err(Refusal::NotNow("It stands under that name already."));
    }
    if !answer.revealed && by == Actor::Person(to) {
        return Err(Refusal::NotNow(
            "Nobody takes a hidden answer for their own. Ask whoever wrote it to take it back.",
        ));
    }
    let step = session.step_at(answer.place);
    let locked = step.is_some_and(|step| step.edit == Edit::Locked);
    if locked && wrote {
        return Err(Refusal::NotNow(
            "That person has answered already, and the answer is locked.",
        ));
    }
    Ok(())
}

/// Whether there is an answer to any question, or a dissent, that can be given to somebody else.
pub(super) fn may_reassign_any(session: &Session, by: Actor) -> bool {
    let any = |round: &Round| {
        let mut wrote = BTreeMap::<_, Vec<_>>::new();
        for known in &round.versions {
            for person in known.group.iter().chain([&known.person]) {
                wrote.entry(*person).or_default().push(known);
            }
        }
        let of = |person| wrote.get(&person).map(Vec::as_slice).unwrap_or_default();
        let may_have = |answer: &Version, to: PersonId| {
            may_go(session, by, (answer, of(answer.person)), (to, of(to))).is_ok()
        };
        let newest = wrote
            .iter()
            .filter_map(|(from, all)| Some((*from, *all.last()?)));
        let mut free = newest.filter(|(from, known)| may_leave(session, *from, known).is_ok());
        free.any(|(_, answer)| {
            session
                .people
                .here()
                .any(|person| may_have(answer, person.id))
        })
    };
    let dissent = |one: &Dissent| amend::may_rename_dissent(session, by, one.entry).is_ok();
    let steers = session.running().is_ok() && session.may_steer(by).is_ok();
    steers && (session.rounds.iter().any(any) || session.dissents.iter().any(dissent))
}

/// Something was typed under the wrong name. Whoever steers says whose it is.
pub(super) fn reassign(
    session: &Session,
    by: Actor,
    what: &Misnamed,
    to: PersonId,
    why: &Clean,
) -> Decision {
    session.running()?;
    session.may_steer(by)?;
    let (round, answer) = match what {
        Misnamed::Newest(question, from) => {
            session.people.known(*from)?;
            let round = session.round_of(question).ok_or(Refusal::NotThere)?;
            let newest = newest(round, *from).ok_or(Refusal::NotNow(
                "There is no answer of that name to this question.",
            ))?;
            (round, newest)
        }
        Misnamed::Seen(entry) => {
            let mut rounds = session.rounds.iter();
            let seen = rounds.find_map(|round| Some((round, round.version(*entry)?)));
            match seen.filter(|(_, version)| version.revealed) {
                Some(seen) => seen,
                None => return amend::rename_dissent(session, by, *entry, to, why),
            }
        }
    };
    let from = answer.person;
    may_leave(session, from, answer)?;
    let of = |person: PersonId| {
        let versions = round.versions.iter();
        versions.filter(move |known| known.is_by(person))
    };
    let (own, theirs): (Vec<_>, Vec<_>) = (of(from).collect(), of(to).collect());
    let other = may_go(session, by, (answer, &own), (to, &theirs))?;
    short_enough(why)?;
    let belongs = |answer: &Version, to| Event::Reassigned {
        entry: answer.entry,
        to,
        why: Clean::line(why),
    };
    let other = other.map(|other| belongs(other, from));
    Ok(Some(belongs(answer, to)).into_iter().chain(other).collect())
}

/// Whether an answer may go to that person, and which goes the other way: two people who wrote one
/// answer each at the same step wrote under each other's name there. Moving one alone would leave
/// one of them with two, the later hiding the other, and one with none.
fn may_go<'a>(
    session: &Session,
    by: Actor,
    (answer, own): (&Version, &[&'a Version]),
    (to, theirs): (PersonId, &[&'a Version]),
) -> Result<Option<&'a Version>, Refusal> {
    let there = |all: &[&'a Version]| {
        let mut there = all.iter().filter(|one| one.place == answer.place);
        there.next().copied().filter(|_| there.next().is_none())
    };
    let other = there(own)
        .and_then(|_| there(theirs))
        .filter(|other| other.group.is_empty());
    may_be_given(
        session,
        by,
        answer,
        to,
        other.is_none() && !theirs.is_empty(),
    )?;
    if let Some(other) = other {
        may_leave(session, to, other)?;
        may_be_given(session, by, other, answer.person, false)?;
    }
    Ok(other)
}

/// Whether there is anything that can be set aside.
pub(super) fn may_set_aside_any(session: &Session, by: Actor) -> bool {
    let steers = session.may_steer(by).is_ok();
    let any = |round: &Round| {
        let mut shown = round.versions.iter().filter(|known| known.revealed);
        shown.any(|answer| steers || answer.is_own(by))
            || round.notes.iter().any(|note| steers || note.is_own(by))
    };
    session.running().is_ok() && session.rounds.iter().any(any)
}

/// What has been seen is set aside with a reason: by whoever steers, and by whoever said it.
pub(super) fn may_set_aside(session: &Session, by: Actor, entry: Seq) -> Ruling {
    session.running()?;
    if session.dissents.iter().any(|known| known.entry == entry) {
        return Err(Refusal::NotNow(
            "A dissent is never set aside. Answer it, or carry it on.",
        ));
    }
    let mut rounds = session.rounds.iter();
    let Some(round) = rounds.find(|round| round.shows(entry)) else {
        return Err(Refusal::NotThere);
    };
    let answer = round.version(entry);
    let note = round.note(entry);
    if answer.is_some_and(|answer| answer.is_own(by)) || note.is_some_and(|note| note.is_own(by)) {
        return Ok(());
    }
    session.may_steer(by)
}

pub(super) fn set_aside(session: &Session, by: Actor, entries: &[Seq], why: &Clean) -> Decision {
    session.running()?;
    let entries: BTreeSet<_> = entries.iter().copied().collect();
    if entries.is_empty() {
        return Err(Refusal::NotThere);
    }
    for entry in &entries {
        may_set_aside(session, by, *entry)?;
    }
    if why.trim().is_empty() {
        return Err(Refusal::NotNow(
            "Say why in a few words: the reason stands in the report.",
        ));
    }
    written(why)?;
    Ok(vec![Event::SetAside {
        entries: entries.into_iter().collect(),
        why: Clean::line(why),
    }])
}

/// A closed session is opened again by whoever closed it or could have.
pub(super) fn may_reopen(session: &Session, by: Actor) -> Ruling {
    if !session.is_over() {
        return Err(Refusal::NotNow("The session is not closed."));
    }
    match by {
        Actor::Desk => Ok(()),
        Actor::Person(person) if session.people.seat == Some(person) || session.alone => Ok(()),
        Actor::Person(_) | Actor::Door | Actor::Program => Err(Refusal::NotYourSeat),
    }
}

pub(super) fn reopen(session: &Session, by: Actor) -> Decision {
    may_reopen(session, by)?;
    let mut events = vec![Event::Reopened {}];
    events.extend(decide::settling(session, session.closed_at(), true));
    Ok(events)
}

/// Takes a change of mind in. One that does not fit changes nothing.
pub(super) fn stepped_back(session: &mut Session, entry: &Entry, to: Place) -> Fit {
    if to == Place::Gather {
        return gathers_again(session, entry);
    }
    let left = session.place;
    if !(session.is_on_agenda(to) && to < left && left != Place::Over) {
        return Err("it does not lead back");
    }
    session.turned_back = session.turned_back.max(Some(left));
    session.changes.push(Change::SteppedBack(left, to));
    session.leave_step(entry, false);
    session.arrive(entry, to, true);
    Ok(())
}

pub(super) fn reopened(session: &mut Session, entry: &Entry) -> Fit {
    if !session.is_over() {
        return Err("the session was not closed");
    }
    let place = session.closed_at();
    session.turned_back = session.turned_back.max(Some(place));
    session.changes.push(Change::Reopened);
    session.arrive(entry, place, true);
    Ok(())
}

pub(super) fn taken_back(session: &mut Session, entry: Seq) -> Fit {
    let (index, at) = found(session, entry)?;
    let Some(round) = session.rounds.get_mut(index) else {
        return Err("there is no such question");
    };
    let version = round.versions.remove(at);
    let own = version.group.is_empty() && is_named(session, &version);
    let person = own.then_some(version.person);
    session.changes.push(Change::TakenBack(index, person));
    Ok(())
}

pub(super) fn put_aside(session: &mut Session, entries: &[Seq], why: &Clean) -> Fit {
    let known = |entry: &Seq| session.rounds.iter().any(|round| round.says(*entry));
    if !entries.iter().all(known) {
        return Err("there is no such answer or note");
    }
    for round in &mut session.rounds {
        for entry in entries {
            round.put_aside(*entry, why);
        }
    }
    Ok(())
}

pub(super) fn reassigned(session: &mut Session, entry: Seq, to: PersonId, why: &Clean) -> Fit {
    let role = session.people.get_mut(to)?.role.clone();
    if amend::dissent_renamed(session, entry, to, why) {
        return Ok(());
    }
    let (question, at) = found(session, entry)?;
    let Some(place) = session.rounds.get(question).and_then(|round| {
        let version = round.versions.get(at)?;
        Some(version.place)
    }) else {
        return Err("there is no such answer");
    };
    let strand = session.strand(to, place);
    let version = session
        .rounds
        .get_mut(question)
        .and_then(|round| round.versions.get_mut(at))
        .ok_or("there is no such answer")?;
    let from = std::mem::replace(&mut version.person, to);
    (version.role, version.strand, version.replaced) = (role, strand, false);
    if version.is_typed() {
        version.origin = Origin::Moved;
    }
    let version = version.clone();
    let people = is_named(session, &version).then_some((from, to));
    session
        .changes
        .push(Change::Reassigned(Box::new(Reassigned {
            question,
            people,
            why: why.clone(),
        })));
    Ok(())
}

/// Whether it may be told who gave an answer.
fn is_named(session: &Session, version: &Version) -> bool {
    version.names == Names::Named && session.names == Names::Named
}

/// The question of an answer, counted from 0, and its place among the answers to it.
fn found(session: &Session, entry: Seq) -> Result<(usize, usize), &'static str> {
    let mut rounds = session.rounds.iter().enumerate();
    let found = rounds.find_map(|(index, round)| Some((index, round.place_of_version(entry)?)));
    found.ok_or("there is no such answer")
}

/// The newest answer of a person, or of their group.
fn newest(round: &Round, person: PersonId) -> Option<&Version> {
    let mut versions = round.versions.iter().rev();
    versions.find(|version| version.is_by(person))
}

impl Version {
    /// Whether whoever acts gave it, or is of the group that did.
    pub(super) fn is_own(&self, by: Actor) -> bool {
        matches!(by, Actor::Person(person) if self.is_by(person))
    }
}

impl Note {
    /// Whether whoever acts said it.
    pub(super) fn is_own(&self, by: Actor) -> bool {
        self.person
            .is_some_and(|person| by == Actor::Person(person))
    }
}
