//! Single votes. The room and the report are told what they add up to; one by one they leave the
//! group, as far as each voter agreed to, and are told to nobody in it.

use super::question::{self, Seen};
use crate::{
    session::{Ballot, Byline, Level, Viewer, ballot, close::level, mask::called},
    text::Clean,
};

/// The vote of one person in one round.
#[derive(Clone, Debug, PartialEq)]
pub struct VoteView {
    /// Who, by pseudonym where names are hidden.
    pub by: Byline,
    pub step: Clean,
    /// The round, counted from 1.
    pub round: usize,
    pub ballot: Ballot,
    /// As [`super::AnswerView::level`].
    pub level: Option<Level>,
}

/// The votes of rounds that may be seen, for what leaves the group; for everybody else none.
pub(super) fn votes(seen: Seen<'_>) -> Vec<VoteView> {
    let (session, viewer) = (seen.session, seen.viewer);
    if viewer != Viewer::Shared {
        return Vec::new();
    }
    let mut views = Vec::new();
    for (run, number) in ballot::runs_shown(session, seen.round, seen.index)
        .into_iter()
        .zip(1..)
    {
        let place = ballot::place_of(session, run);
        let step = place.map_or_else(Clean::default, |place| question::step_name(session, place));
        let votes = seen.round.votes_of(run).into_iter();
        views.extend(votes.map(|(person, vote)| VoteView {
            by: seen.mask.byline(session, person, vote.names),
            step: step.clone(),
            round: number,
            ballot: vote.ballot.clone(),
            level: level(session, viewer, Some(person), vote.names),
        }));
    }
    views.sort_by_key(|vote| (vote.round, called(&vote.by)));
    views
}
