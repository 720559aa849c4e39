//! The time of the step that runs, and of everything.

use std::ops::RangeInclusive;

use super::{
    Actor, AgendaItem, Decision, Event, Place, Refusal, Session, WORTH_SAYING, parts, pause,
};
use crate::{
    id::PersonId,
    protocol::{GoOn, Way},
    stamp::{Stamp, Wall},
};

/// How many minutes a session may have.
pub const MINUTES: RangeInclusive<u32> = 5..=24 * 60;

/// How long one step took: several for a step that was repeated.
#[derive(Clone, Debug)]
pub(super) struct Timing {
    pub(super) place: Place,
    pub(super) began: Wall,
    /// Which run of a step, counted from 1; one that is come back to keeps its number.
    pub(super) run: usize,
    pub(super) planned: Option<u32>,
    pub(super) extended: u32,
    /// Milliseconds spent before the program was last opened again.
    pub(super) spent_ms: u64,
    /// When the running stretch began; none while the clock stands still.
    pub(super) since: Option<Stamp>,
    pub(super) skipped: bool,
    /// Who was here when it ended; none while it is not over, though its clock may stand still.
    pub(super) there: Option<Vec<PersonId>>,
    /// Its groups when it ended; empty while it runs.
    pub(super) groups: Vec<Vec<PersonId>>,
}

impl Timing {
    /// Whether it is the time of a step of that stop.
    pub(super) fn is_at(&self, wanted: usize) -> bool {
        matches!(self.place, Place::At { stop, .. } if usize::from(stop) == wanted)
    }

    pub(super) fn runs(&self) -> bool {
        self.since.is_some()
    }

    /// Milliseconds spent.
    pub(super) fn spent(&self, now: Stamp) -> u64 {
        let running = self
            .since
            .map_or(0, |since| now.mono.saturating_sub(since.mono));
        self.spent_ms + running
    }
}

/// How people write: what was said, else what it is where nobody says.
pub(super) fn usual_way(session: &Session) -> Way {
    let devices = !session.people.devices.is_empty();
    let usual = if devices { Way::Phones } else { Way::Round };
    session.way.unwrap_or(usual)
}

/// The way that is planned with: where people gather, the one that would be taken.
pub(super) fn planned_way(session: &Session) -> Option<Way> {
    match session.place {
        Place::Gather if !session.alone => Some(usual_way(session)),
        Place::Gather | Place::At { .. } | Place::Over => session.way,
    }
}

/// People write so from now on; what was planned for what is over stays.
pub(super) fn writes_by(session: &mut Session, how: Way) {
    let now = match session.place {
        Place::Gather => 0,
        Place::At { stop, .. } => usize::from(stop),
        Place::Over => session.agenda.len(),
    };
    let over = session.agenda.iter().take(now);
    let over = over.filter_map(AgendaItem::question);
    let over = over.filter_map(|question| Some((question, session.plan_of(question)?)));
    let over: Vec<_> = over.collect();
    session.planned.extend(over);
    session.way = Some(how);
}

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

impl Clock {
    /// By how many seconds the session is over the time that there is; none where it is not, or
    /// by so little that nobody worries.
    pub fn over_s(&self) -> Option<u64> {
        let planned = u64::from(self.total_planned_s);
        let over = (self.total_spent_ms / 1000).checked_sub(planned)?;
        Some(over).filter(|over| planned > 0 && *over >= WORTH_SAYING)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BreakView {
    /// At which stop of the agenda, counted from 0.
    pub stop: usize,
    pub began: Wall,
    /// Milliseconds that it took so far.
    pub spent_ms: u64,
    pub now: bool,
}

/// The times that a screen shows.
pub(super) fn of(session: &Session, now: Stamp) -> Clock {
    let now = moment(session, now);
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

/// The moment by which time is counted: until something is saved again, the last one.
pub(super) fn moment(session: &Session, now: Stamp) -> Stamp {
    if session.asleep { session.last.1 } else { now }
}

pub(super) fn wake_at(session: &Session, now: Stamp) -> Option<Stamp> {
    let timed = session.step().is_some_and(|step| step.go_on == GoOn::Time);
    let runs = session.timings.last().is_some_and(Timing::runs) && !session.asleep;
    let clock = of(session, now);
    let planned = clock.planned_s.filter(|_| timed && runs)?;
    Some(now.plus((u64::from(planned) * 1000).saturating_sub(clock.spent_ms)))
}

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

/// Whoever steers says how much time there is.
pub(super) fn give_minutes(session: &Session, by: Actor, seconds: u32) -> Decision {
    session.may_steer(by)?;
    if !(MINUTES.start() * 60..=MINUTES.end() * 60).contains(&seconds) {
        return Err(Refusal::WrongValue(
            "Say a number of minutes from 5 to 1440.",
        ));
    }
    let said = session.given_s == Some(seconds);
    Ok(Vec::from_iter(
        (!said).then_some(Event::MinutesGiven { seconds }),
    ))
}
