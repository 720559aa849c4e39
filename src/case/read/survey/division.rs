//! Where divisions end: those of Pandoc and its kin, folds, and quotes with a name.

use super::{
    Survey,
    line::Form,
    unit::{Group, Key, Unit},
};

/// A division that nothing ends has so many lines at most.
pub(super) const LONGEST: usize = 30;
/// Divisions that ask.
#[rustfmt::skip]
const ASKING: &[&str] = &["challenge", "exercise", "question", "discussion", "activity", "task", "problem"];

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

/// A division, a callout or a fold that asks.
pub(super) fn unit(survey: &Survey<'_>, at: usize) -> Option<(Key, Unit)> {
    let line = survey.at(at);
    if survey.cards.contains(&at) {
        let unit = survey.unit((at, at), line.text.clone(), Group::Division, (None, true));
        return Some((Key::of(Group::Division, 0), unit));
    }
    let first = line.text.split_whitespace().next()?.to_lowercase();
    let raw = line
        .raw
        .trim_start()
        .trim_start_matches(['>', ' '])
        .to_lowercase();
    let callout = raw
        .strip_prefix("[!")
        .and_then(|rest| rest.split_once(']'))
        .map(|(kind, _)| kind.to_owned());
    let kind = callout.clone().unwrap_or(first);
    if !ASKING.contains(&kind.as_str()) || line.folded {
        return None;
    }
    let end = division_end(survey, at);
    let inner = (at + 1..end)
        .find(|next| survey.at(*next).form == Form::Division)
        .unwrap_or(end);
    let to = if callout.is_some() && !line.text.is_empty() {
        at
    } else {
        inner.saturating_sub(1)
    };
    let text = if callout.is_some() && !line.text.is_empty() {
        line.text.clone()
    } else {
        survey.text_of(at + 1, to)
    };
    let mut unit = survey.unit((at, to.max(at)), text, Group::Division, (None, true));
    unit.end = end.saturating_sub(1).max(unit.to);
    Some((Key::of(Group::Division, 0), unit))
}
