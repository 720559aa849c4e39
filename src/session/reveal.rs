//! Whose an answer is, and how what was hidden is shown: answers, what groups chose, votes.
//! Nothing is hidden again.

use std::collections::BTreeSet;

use super::{Place, Session, Version};
use crate::id::PersonId;

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

/// Whether something was written up to a place; where none is given, it was.
fn is_up_to(place: Place, up_to: Option<Place>) -> bool {
    up_to.is_none_or(|up_to| place <= up_to)
}

/// All answers to the question of that place, or those that were written up to another.
pub(super) fn answers(session: &mut Session, place: Place, up_to: Option<Place>) {
    if let Some(round) = session.round_at(place) {
        for version in &mut round.versions {
            version.revealed |= is_up_to(version.place, up_to);
        }
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
        for vote in &mut round.votes {
            vote.revealed |= is_up_to(vote.place, up_to);
        }
    }
}

/// All that was said, at the end.
pub(super) fn everything(session: &mut Session) {
    for round in &mut session.rounds {
        for version in &mut round.versions {
            version.revealed = true;
        }
        for vote in &mut round.votes {
            vote.revealed = true;
        }
    }
}
