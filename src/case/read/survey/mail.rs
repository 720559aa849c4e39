//! What a mail holds besides its text.

use super::{Kept, Survey, ask::asks, role::Role};
use crate::case::vocabulary::closes_a_mail;

/// The mail that is quoted below a mail, and how a mail is closed.
pub(super) fn set_apart(survey: &mut Survey<'_>, plain: bool) {
    if !plain {
        return;
    }
    let last = (0..survey.len())
        .rev()
        .find(|at| !survey.at(*at).is_blank() && !survey.at(*at).quote);
    let last = last.map_or(0, |at| at + 1);
    // Quotes in the text itself are no mail.
    if (0..last).all(|at| !survey.at(at).quote) {
        survey.keep(last, survey.len(), Kept::Noise);
    }
    let closes = |at: &usize| closes_a_mail(&survey.at(*at).text);
    // What answers, or counts, below a name is no part of the greeting.
    let told = |at: &usize| {
        let kept = |role: &Role| role.sense.is_kept_back();
        survey.role(*at).is_some_and(kept) || survey.at(*at).counted().is_some()
    };
    let from = (last.saturating_sub(12)..last).find(closes);
    let told = from.and_then(|from| (from..last).find(told));
    let last = told.unwrap_or(last);
    if let Some(from) = from.filter(|from| {
        (*from..last)
            .all(|at| survey.at(at).text.chars().count() <= 60 && !asks(&survey.at(at).text))
    }) {
        survey.keep(from, last, Kept::Noise);
    }
}
