//! What ends an answer in a text without headings of its own.

use super::{Kept, Survey, line::Form, role::Role};
use crate::case::vocabulary::grammar::Sort;

/// Whether a line stands apart from the answer above it.
pub(super) fn comes_apart(survey: &Survey<'_>, at: usize) -> bool {
    heads_in_capitals(survey, at) || speaks_to_staff_apart(survey, at)
}

/// Behind the last answer a heading in capitals opens what whoever leads has to know.
pub(super) fn keep_behind_all(survey: &mut Survey<'_>, at: usize) {
    if heads_in_capitals(survey, at) {
        let end = survey.next_heading(at, u8::MAX).unwrap_or(survey.len());
        survey.keep(at, end, Kept::Staff);
    }
}

/// "THE NEXT MORNING" in a paragraph of its own: a heading, as plain text has them.
fn heads_in_capitals(survey: &Survey<'_>, at: usize) -> bool {
    let line = survey.at(at);
    let blank = |at: usize| at >= survey.len() || survey.at(at).is_blank();
    let kept = |role: &Role| role.sense.is_kept_back() && !role.is(&[Sort::Staff]);
    line.form == Form::Plain
        && line.indent == 0
        && line.text.split_whitespace().count() >= 2
        && line.text.chars().filter(|one| one.is_uppercase()).count() >= 6
        && !line.text.contains(char::is_lowercase)
        && at.checked_sub(1).is_some_and(blank)
        && blank(at + 1)
        && !survey.role(at).is_some_and(kept)
}

/// "[Facilitator: …]" in a paragraph of its own.
fn speaks_to_staff_apart(survey: &Survey<'_>, at: usize) -> bool {
    let staff = |role: &Role| role.is(&[Sort::Staff]) && role.sense.strength >= 3;
    survey.at(at).raw.trim_start().starts_with('[')
        && at
            .checked_sub(1)
            .is_some_and(|above| survey.at(above).is_blank())
        && survey.role(at).is_some_and(staff)
}
