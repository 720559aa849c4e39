//! Whose an answer is, and how what was hidden is shown: answers, what groups chose, votes.
//! Nothing is hidden again.

use std::collections::BTreeSet;

use super::{AgendaItem, Fit, Place, Round, Session, Version, agenda::stop_of};
use crate::{id::PersonId, protocol::See};

impl Version {
    /// Whether it is a person's answer, or their group's.
    pub(super) fn is_by(&self, person: PersonId) -> bool {
        self.person == person || self.group.contains(&person)
    }

    /// Whether it is a person's own, and no group's.
    pub(super) fn is_persons(&self, person: PersonId) -> bool {
        self.person == person && self.group.is_empty()
    }

    /// Whether it was written before the answers of others could be read; only that is counted.
    pub(super) fn is_blind(&self) -> bool {
        !self.late && !self.changed
    }

    /// Who stands for whoever gave it: one of the group, whichever of them wrote it down.
    pub(super) fn owner(&self) -> PersonId {
        self.group.first().copied().unwrap_or(self.person)
    }
}

/// Whether any answer may be read.
pub(super) fn shows_answers(round: &Round) -> bool {
    round.versions.iter().any(|version| version.revealed)
}

/// The step still to come that shows what was said to the question that is asked now.
pub(super) fn step_ahead(session: &Session) -> Option<Place> {
    let Place::At { stop, step } = session.place else {
        return None;
    };
    let asked = session.asked_now()?;
    let steps = &session.protocol_for(asked.index).steps;
    let shows = |at: &usize| {
        let shown = [See::Answers, See::Earlier, See::Ideas, See::Tally];
        let next = steps.get(*at).filter(|_| *at > usize::from(step));
        next.is_some_and(|next| shown.iter().any(|what| next.shows(*what)))
    };
    let step = session.steps_of(asked.index).find(shows)?;
    let step = u16::try_from(step).ok()?;
    Some(Place::At { stop, step })
}

/// Whether going on shows answers that are in.
pub(super) fn shows_next(session: &Session) -> bool {
    unshown(session) > 0 && session.next_place() == step_ahead(session)
}

/// Whether what is said to the question that is asked waits for a step still to come to show it.
pub(super) fn waits_to_be_shown(session: &Session) -> bool {
    !session.alone && step_ahead(session).is_some()
}

/// How many people's answers and votes wait for a step still to come to show them.
pub(super) fn unshown(session: &Session) -> usize {
    let asked = session.asked_now();
    let asked = asked.filter(|_| waits_to_be_shown(session));
    asked.map_or(0, |asked| waiting(asked.round))
}

/// The same, with those to questions after this one, from which the group went back.
pub(super) fn unshown_to_the_end(session: &Session) -> usize {
    let later = later(session).filter_map(|index| session.rounds.get(index));
    unshown(session) + later.map(waiting).sum::<usize>()
}

/// How many people gave what nobody was shown.
fn waiting(round: &Round) -> usize {
    let votes = round.votes.iter().filter(|vote| !vote.revealed);
    let votes = votes.map(|vote| vote.person);
    people_behind(
        round,
        |version| version.revealed || !version.is_blind(),
        votes,
    )
}

/// How many people's answers a viewer does not see; where the question was left before they were
/// shown, as many as were asked about then, votes included.
pub(super) fn kept_back(round: &Round, sees: impl Fn(&Version) -> bool) -> usize {
    match round.unshown {
        true => waiting(round),
        false => people_behind(round, sees, std::iter::empty()),
    }
}

fn people_behind(
    round: &Round,
    sees: impl Fn(&Version) -> bool,
    others: impl Iterator<Item = PersonId>,
) -> usize {
    let unseen = round.versions.iter().filter(|version| !sees(version));
    let people = unseen.map(|version| version.person).chain(others);
    people.collect::<BTreeSet<_>>().len()
}

/// The questions of the stops after this one; none for whoever studies alone.
fn later(session: &Session) -> impl Iterator<Item = usize> {
    let stop = match session.place {
        Place::At { stop, .. } if !session.alone => usize::from(stop),
        Place::At { .. } | Place::Gather | Place::Over => session.agenda.len(),
    };
    let stops = session.agenda.iter().skip(stop + 1);
    stops.filter_map(AgendaItem::question)
}

/// Takes in that this question is left before its answers were shown, and those after it that
/// wait too: whoever comes to one of them shows it.
pub(super) fn kept(session: &mut Session) -> Fit {
    let later: Vec<_> = later(session).collect();
    let mut kept = false;
    for index in later {
        if let Some(round) = session.rounds.get_mut(index).filter(|one| waiting(one) > 0) {
            (round.unshown, kept) = (true, true);
        }
    }
    match session.round_at(session.place) {
        Some(round) => round.unshown = true,
        None if kept => {}
        None => return Err("no question is asked"),
    }
    Ok(())
}

/// Whether something was written up to a place; where none is given, it was.
fn is_up_to(place: Place, up_to: Option<Place>) -> bool {
    up_to.is_none_or(|up_to| place <= up_to)
}

/// All answers to the question of that place, or those that were written up to another.
pub(super) fn answers(session: &mut Session, place: Place, up_to: Option<Place>) {
    if let Some(round) = session.round_at(place) {
        show_answers(round, up_to);
    }
}

/// A stop is left for another: all that was said there, and what came late to the stops before.
pub(super) fn left(session: &mut Session, place: Place, to: Place) {
    answers(session, place, None);
    votes(session, place, None);
    late(session, to);
}

/// What came late to the questions before a place, where it could not be shown at once: alone it
/// would tell under hidden names who wrote it.
fn late(session: &mut Session, before: Place) {
    let stops = session.agenda.iter().zip(0..);
    let stops = stops.filter(|(_, stop)| Some(*stop) < stop_of(before));
    let past = stops.filter_map(|(stop, _)| stop.question());
    for index in past.collect::<Vec<_>>() {
        let versions = session.rounds.get_mut(index);
        let versions = versions.into_iter().flat_map(|round| &mut round.versions);
        versions
            .filter(|version| version.late)
            .for_each(|version| version.revealed = true);
    }
}

fn show_answers(round: &mut Round, up_to: Option<Place>) {
    let kept = round.unshown;
    for version in &mut round.versions {
        let stays = kept && version.is_blind();
        version.revealed |= !stays && is_up_to(version.place, up_to);
    }
}

/// As [`answers`], of what groups gave as one answer; where a group gave none, of what its people
/// wrote.
pub(super) fn ideas(session: &mut Session, place: Place, up_to: Option<Place>) {
    if let Some(round) = session.round_at(place) {
        let groups = round.versions.iter().flat_map(|version| &version.group);
        let spoken_for: BTreeSet<_> = groups.copied().collect();
        for version in &mut round.versions {
            let stands = !version.group.is_empty() || !spoken_for.contains(&version.person);
            version.revealed |= stands && is_up_to(version.place, up_to);
        }
    }
}

/// As [`answers`], of votes.
pub(super) fn votes(session: &mut Session, place: Place, up_to: Option<Place>) {
    if let Some(round) = session.round_at(place) {
        show_votes(round, up_to);
    }
}

fn show_votes(round: &mut Round, up_to: Option<Place>) {
    let kept = round.unshown;
    for vote in &mut round.votes {
        vote.revealed |= !kept && is_up_to(vote.place, up_to);
    }
}

/// All that was said, at the end, but for what was left unshown.
pub(super) fn everything(session: &mut Session) {
    for round in &mut session.rounds {
        show_answers(round, None);
        show_votes(round, None);
    }
}
