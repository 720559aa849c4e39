//! The whole agenda's budget against the clock, and what to leave out to end on time.

use super::{AgendaLine, View, When};
use crate::case::LeaveOut;

/// How the plan stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Budget {
    /// Planned seconds of the whole session.
    pub planned_s: u64,
    pub spent_s: u64,
    /// Seconds that the plan still gives to what is running and ahead.
    pub ahead_s: u64,
    /// By how many seconds the session ends late at this rate; 0 where it ends on time.
    pub late_s: u64,
    /// Questions to leave out to end on time, with their planned seconds, in the agenda's
    /// order; the reading and the close stay.
    pub leave_out: Vec<(u32, u32)>,
}

/// Nobody leaves a question out, or worries, for less, in seconds.
pub const WORTH_SAYING: u64 = 120;

impl View {
    pub fn budget(&self) -> Budget {
        let planned_s = u64::from(self.clock.total_planned_s);
        let spent_s = self.clock.total_spent_ms / 1000;
        let ahead_s: u64 = self.agenda.iter().map(|line| u64::from(line.ahead_s)).sum();
        let late_s = (spent_s + ahead_s).saturating_sub(planned_s);
        Budget {
            planned_s,
            spent_s,
            ahead_s,
            late_s,
            leave_out: leave_out(&self.agenda, late_s),
        }
    }
}

/// One question where one is enough, the shortest of those; else as many as it takes, the
/// last ones first. Those that their author gives up first go first, and some never.
fn leave_out(agenda: &[AgendaLine], late_s: u64) -> Vec<(u32, u32)> {
    let ahead = agenda
        .iter()
        .filter(|line| line.when == When::Ahead && !line.left_out);
    let ahead = ahead.filter_map(|line| Some((line.question?, line.planned_s?, line.leave_out)));
    to_leave_out(&ahead.collect::<Vec<_>>(), late_s)
}

/// The same of questions with their numbers, seconds, and what their author says.
pub(super) fn to_leave_out(ahead: &[(u32, u32, Option<LeaveOut>)], late_s: u64) -> Vec<(u32, u32)> {
    if late_s < WORTH_SAYING {
        return Vec::new();
    }
    let may_go = ahead
        .iter()
        .filter(|(.., says)| *says != Some(LeaveOut::Never));
    let (first, later): (Vec<_>, Vec<_>) = may_go.partition(|(.., says)| says.is_some());
    let times = |lines: Vec<&(u32, u32, _)>| -> Vec<(u32, u32)> {
        lines
            .into_iter()
            .map(|(number, seconds, _)| (*number, *seconds))
            .collect()
    };
    let (first, later) = (times(first), times(later));
    let preferred = if first.is_empty() { &later } else { &first };
    let enough = preferred
        .iter()
        .filter(|(_, seconds)| u64::from(*seconds) >= late_s);
    if let Some(one) = enough.min_by_key(|(_, seconds)| *seconds) {
        return vec![*one];
    }
    let mut out = Vec::new();
    let mut won = 0;
    for (number, seconds) in first.into_iter().rev().chain(later.into_iter().rev()) {
        if won >= late_s {
            break;
        }
        won += u64::from(seconds);
        out.push((number, seconds));
    }
    out.sort_unstable();
    out
}
