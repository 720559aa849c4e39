//! Where divisions end: those of Pandoc and its kin, folds, and quotes with a name.

use super::{Survey, line::Form};

/// A division that nothing ends has so many lines at most.
pub(super) const LONGEST: usize = 30;

/// Where a division ends: at its closing mark, else where its quote or fold ends.
pub(super) fn division_end(survey: &Survey<'_>, at: usize) -> usize {
    let own = survey.at(at);
    if own.folded {
        let ends = |next: &usize| !survey.at(*next).folded;
        return (at + 1..survey.len()).find(ends).unwrap_or(survey.len());
    }
    if own.quote {
        let ends =
            |next: &usize| !survey.at(*next).quote || survey.at(*next).form == Form::Division;
        return (at + 1..survey.len()).find(ends).unwrap_or(survey.len());
    }
    let end = survey.division_ends.get(&at).copied();
    end.unwrap_or(at + LONGEST).min(survey.len())
}

/// Where each division ends that a mark ends.
pub(super) fn end_divisions(survey: &mut Survey<'_>) {
    let mut open = Vec::new();
    for at in 0..survey.len() {
        let line = survey.at(at);
        if line.form != Form::Division || !line.raw.trim_start().starts_with(":::") {
            continue;
        }
        if !line.text.is_empty() {
            open.push(at);
        } else if let Some(begin) = open.pop() {
            survey.division_ends.insert(begin, at + 1);
        }
    }
}
