//! Answers after the step that asked for them: late ones, and changes of mind.

use super::{Session, rule::Asked, voice};
use crate::{
    id::PersonId,
    protocol::{Edit, See, Step},
};

/// Whoever was asked and has not answered may still do so until the question is left; it is told as
/// late.
pub(super) fn may_be_late(session: &Session, person: PersonId, asked: Asked<'_>) -> bool {
    let mut versions = asked.round.versions.iter();
    let asks = |step: &Step| voice::works(session, step.who, person);
    let silent = !versions.any(|known| known.person == person);
    !session.alone && silent && session.asked_before().is_some_and(asks)
}

/// Whoever answered may change their mind where all answers are read and the step lets people
/// write a new version; what stood when all were shown is kept. Not where people vote on the
/// answers, nor on a group's: it is more than one person's.
pub(super) fn may_change(session: &Session, person: PersonId, asked: Asked<'_>) -> bool {
    let reads = asked.step.edit == Edit::NewVersion && asked.step.shows(See::Answers);
    let votes = || session.protocol_now().steps.iter().any(Step::takes_votes);
    let mut versions = asked.round.versions.iter();
    let mut shown = || versions.any(|one| one.is_persons(person) && one.revealed);
    !session.alone && reads && shown() && !votes()
}
