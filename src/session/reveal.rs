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

    /// Who stands for whoever gave it: one of the group, whichever of them wrote it down.
    pub(super) fn owner(&self) -> PersonId {
        self.group.first().copied().unwrap_or(self.person)
    }
}

/// All answers to the question of that place.
pub(super) fn answers(session: &mut Session, place: Place) {
    if let Some(round) = session.round_at(place) {
        for version in &mut round.versions {
            version.revealed = true;
        }
    }
}

/// What groups gave as one answer; where a group gave none, what its people wrote.
pub(super) fn ideas(session: &mut Session, place: Place) {
    if let Some(round) = session.round_at(place) {
        let groups = round.versions.iter().flat_map(|version| &version.group);
        let spoken_for: BTreeSet<_> = groups.copied().collect();
        for version in &mut round.versions {
            version.revealed |= !version.group.is_empty() || !spoken_for.contains(&version.person);
        }
    }
}

/// All votes on the items of the question of that place.
pub(super) fn votes(session: &mut Session, place: Place) {
    if let Some(round) = session.round_at(place) {
        for vote in &mut round.votes {
            vote.revealed = true;
        }
    }
}
