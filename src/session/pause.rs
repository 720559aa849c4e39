//! Coffee: the clock stands still until somebody goes on.

use super::{Actor, Decision, Entry, Event, Place, Refusal, Session, clock};
use crate::stamp::{Stamp, Wall};

/// One break, and where on the agenda it was.
#[derive(Clone, Copy, Debug)]
pub(super) struct Break {
    pub(super) stop: u16,
    pub(super) began: Wall,
    /// None while it goes on.
    pub(super) ended: Option<Wall>,
}

impl Break {
    /// Milliseconds by the wall clock: a break may outlast the program, and its boot.
    pub(super) fn lasted(self, now: Wall) -> u64 {
        let until = self.ended.unwrap_or(now);
        u64::try_from(until.0 - self.began.0).unwrap_or(0)
    }
}

/// Whether the clock stands still for a break.
pub(super) fn is_on(session: &Session) -> bool {
    session
        .breaks
        .last()
        .is_some_and(|last| last.ended.is_none())
}

/// Whether the clock stands still, for a break or since the session was left, and goes on by a
/// word of whoever acts.
pub(super) fn may_go_on(session: &Session, by: Actor) -> bool {
    let stands = is_on(session) || session.asleep;
    stands && !session.alone && session.may_time_step(by).is_ok()
}

/// A break begins, or ends.
pub(super) fn decide(session: &Session, by: Actor, on: bool, now: Stamp) -> Decision {
    session.may_time_step(by)?;
    match (on, is_on(session)) {
        (true, true) => Err(Refusal::NotNow("The clock stands still already.")),
        // It stands still since the session was left.
        (false, false) if session.asleep => Ok(vec![Event::BreakEnded { lasted_ms: 0 }]),
        (false, false) => Err(Refusal::NotNow("No break is on.")),
        (true, false) => Ok(vec![Event::BreakBegan {
            spent_ms: clock::of(session, now).spent_ms,
        }]),
        (false, true) => {
            let last = session.breaks.last();
            let lasted_ms = last.map_or(0, |last| last.lasted(now.wall));
            Ok(vec![Event::BreakEnded { lasted_ms }])
        }
    }
}

pub(super) fn began(session: &mut Session, entry: &Entry, spent_ms: u64) {
    ends(session, entry);
    if let Some(timing) = session.timings.last_mut() {
        timing.spent_ms = spent_ms;
        timing.since = None;
    }
    if let Place::At { stop, .. } = session.place {
        session.breaks.push(Break {
            stop,
            began: entry.at.wall,
            ended: None,
        });
    }
}

pub(super) fn ended(session: &mut Session, entry: &Entry) {
    ends(session, entry);
    if let Some(timing) = session.timings.last_mut() {
        timing.since = timing.since.or(Some(entry.at));
    }
}

/// Whoever goes on has come back.
pub(super) fn ends(session: &mut Session, entry: &Entry) {
    if let Some(last) = session.breaks.last_mut() {
        last.ended = last.ended.or(Some(entry.at.wall));
    }
}
