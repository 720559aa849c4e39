//! The time of the step that runs, and of everything.

use crate::{
    protocol::GoOn,
    session::{Place, Session, Timing, parts, pause},
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

impl Session {
    /// The times alone, for whoever only has to know when they change.
    #[must_use]
    pub fn view_clock(&self, now: Stamp) -> Clock {
        self.clock(if self.asleep { self.last.1 } else { now })
    }

    /// When time alone ends the step that runs; none where it does not, or stands still.
    #[must_use]
    pub fn wake_at(&self, now: Stamp) -> Option<Stamp> {
        let timed = self.step().is_some_and(|step| step.go_on == GoOn::Time);
        let runs = self.timings.last().is_some_and(Timing::runs) && !self.asleep;
        let clock = self.clock(now);
        let planned = clock.planned_s.filter(|_| timed && runs)?;
        Some(now.plus((u64::from(planned) * 1000).saturating_sub(clock.spent_ms)))
    }

    /// The times that a screen shows.
    pub(in crate::session) fn clock(&self, now: Stamp) -> Clock {
        let total_spent_ms = self.timings.iter().map(|timing| timing.spent(now)).sum();
        let there = matches!(self.place, Place::At { .. });
        let timing = self.timings.last().filter(|_| there);
        let planned = self.agenda.iter().enumerate().filter(|(_, stop)| {
            let part = stop.part();
            part.is_none_or(|part| parts::is_planned(self, part))
        });
        let planned = planned.filter_map(|(stop, _)| self.planned_for(stop)).sum();
        Clock {
            planned_s: timing.and_then(|timing| Some(timing.planned? + timing.extended)),
            spent_ms: timing.map_or(0, |timing| timing.spent(now)),
            total_planned_s: self.case.seconds.unwrap_or(planned),
            total_spent_ms,
            running: there && !pause::is_on(self),
            coffee: there && pause::is_on(self),
            asleep: there && self.asleep,
            now: now.wall,
        }
    }

    /// Every break so far.
    pub(super) fn break_views(&self, now: Stamp) -> Vec<BreakView> {
        let breaks = self.breaks.iter();
        let view = |one: &pause::Break| BreakView {
            stop: usize::from(one.stop),
            began: one.began,
            spent_ms: one.lasted(now.wall),
            now: one.ended.is_none(),
        };
        breaks.map(view).collect()
    }
}
