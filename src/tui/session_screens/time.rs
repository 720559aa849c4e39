//! A timer that helps and does not rush: it says how the time stands, at few moments, and
//! never to somebody who is typing.

use crate::{
    session::{Place, View},
    tui::keys::{Action, Scope, name},
};

/// Shorter steps are not announced at half time, in seconds.
const HALF_FROM: u64 = 240;
/// Shorter steps are not announced a minute before their end, in seconds.
const MINUTE_FROM: u64 = 120;

/// How far the time of a step has been announced.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Announced {
    /// Of which step, with how many planned seconds.
    of: Option<(Place, u32)>,
    /// How many thresholds were behind when somebody was last told.
    level: u8,
}

impl Announced {
    /// What there is to say now, once for each threshold; nothing about what had passed
    /// before this step, or this much time, was first looked at.
    pub(super) fn due(&mut self, view: &View) -> Option<String> {
        // Nobody waits for whoever studies alone.
        let planned = view
            .clock
            .planned_s
            .filter(|_| view.clock.running && !view.alone)?;
        let of = Some((view.place, planned));
        let level = level(u64::from(planned), view.clock.spent_ms / 1000);
        if self.of != of {
            *self = Self { of, level };
            return None;
        }
        if level <= self.level {
            return None;
        }
        self.level = level;
        Some(match level {
            1 => "Half of this step's time is left.".to_owned(),
            2 => "A minute is left for this step.".to_owned(),
            _ => format!(
                "The time planned for this step is over. {} gives a minute more; nobody has to hurry.",
                name(Scope::Hub, Action::Extend)
            ),
        })
    }
}

/// How many thresholds are behind: half, a minute before the end, the end.
fn level(planned: u64, spent: u64) -> u8 {
    if spent >= planned {
        3
    } else if planned >= MINUTE_FROM && planned - spent <= 60 {
        2
    } else if planned >= HALF_FROM && spent * 2 >= planned {
        1
    } else {
        0
    }
}
