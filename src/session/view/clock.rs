//! The time of the step that runs, and of everything.

use crate::{
    session::{Place, Session, parts, pause},
    stamp::{Stamp, Wall},
};

/// The times that a screen shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Clock {
    /// Planned seconds of the step that runs, extensions included; none where it is open-ended.
    pub planned_s: Option<u32>,
    /// Milliseconds spent in the step that runs.
    pub spent_ms: u64,
    /// Planned seconds of the whole session.
    pub total_planned_s: u32,
    /// Whether somebody said that so many there are.
    pub given: bool,
    /// Milliseconds spent in the whole session since people gathered.
    pub total_spent_ms: u64,
    /// Whether time passes: false while people gather, at coffee and when it is over.
    pub running: bool,
    /// Whether it stands still for coffee.
    pub coffee: bool,
    /// Whether it stands still since the session was left, until something is saved again.
    pub asleep: bool,
    /// The moment of this view.
    pub now: Wall,
}

/// A break.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BreakView {
    /// At which stop of the agenda, counted from 0.
    pub stop: usize,
    /// When it began.
    pub began: Wall,
    /// Milliseconds that it took so far.
    pub spent_ms: u64,
    /// Whether it goes on.
    pub now: bool,
}

/// The times that a screen shows.
pub(in crate::session) fn of(session: &Session, now: Stamp) -> Clock {
    let total_spent_ms = session.timings.iter().map(|timing| timing.spent(now)).sum();
    let there = matches!(session.place, Place::At { .. });
    let timing = session.timings.last().filter(|_| there);
    let planned = session.agenda.iter().enumerate().filter(|(_, stop)| {
        let part = stop.part();
        part.is_none_or(|part| parts::is_planned(session, part))
    });
    let planned = planned
        .filter_map(|(stop, _)| session.planned_for(stop))
        .sum();
    Clock {
        planned_s: timing.and_then(|timing| Some(timing.planned? + timing.extended)),
        spent_ms: timing.map_or(0, |timing| timing.spent(now)),
        total_planned_s: session.given_s.or(session.case.seconds).unwrap_or(planned),
        given: session.given_s.is_some(),
        total_spent_ms,
        running: there && !pause::is_on(session),
        coffee: there && pause::is_on(session),
        asleep: there && session.asleep,
        now: now.wall,
    }
}

/// Every break so far.
pub(super) fn break_views(session: &Session, now: Stamp) -> Vec<BreakView> {
    let breaks = session.breaks.iter();
    let view = |one: &pause::Break| BreakView {
        stop: usize::from(one.stop),
        began: one.began,
        spent_ms: one.lasted(now.wall),
        now: one.ended.is_none(),
    };
    breaks.map(view).collect()
}

/// Seconds that the plan still gives to the stop where the session is.
pub(super) fn left_of_stop(session: &Session, now: Stamp) -> u32 {
    let clock = of(session, now);
    let spent_s = u32::try_from(clock.spent_ms / 1000).unwrap_or(u32::MAX);
    let of_step = clock.planned_s.unwrap_or(0).saturating_sub(spent_s);
    let (Some(asked), Place::At { step, .. }) = (session.asked_now(), session.place) else {
        return of_step;
    };
    let plan = session.plan_of(asked.index).unwrap_or_default().into_iter();
    let later: u32 = plan.skip(usize::from(step) + 1).flatten().sum();
    of_step + later
}
