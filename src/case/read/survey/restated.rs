//! Keys that have the headings of the sheet again, and headings that are left with nothing.

use std::collections::HashSet;

use super::{Kept, Survey, kept_as, label, line::Form, role::Role};
use crate::case::vocabulary::{
    grammar::{Sort, fold},
    speaks_of_questions,
};

/// A name that is shorter, in letters, is the same by chance.
const SHORTEST: usize = 4;

/// "Solutions:" on a line of its own, behind which the headings of the sheet stand again: the
/// label keeps all of them, whatever their level.
pub(super) fn hide(survey: &mut Survey<'_>) {
    let mut names = HashSet::new();
    let mut next = 0;
    for at in 0..survey.len() {
        if at < next {
            continue;
        }
        let told = |role: &Role| role.sense.is_kept_back();
        if survey.at(at).form == Form::Heading && !survey.role(at).is_some_and(told) {
            names.insert(name(survey, at));
        }
        let opens = |role: &Role| {
            role.rest.is_empty()
                && role.is(&[Sort::Answer, Sort::Staff])
                && role.sense.strength >= 2
        };
        let Some(role) = survey.role(at).filter(|role| opens(role)) else {
            continue;
        };
        let line = survey.at(at).is(&[Form::Heading, Form::Bold, Form::Plain]);
        let what = kept_as(role.sense.sort);
        if line && let Some(end) = restated_end(survey, at, &names) {
            survey.keep(at, end, what);
            next = end;
        }
    }
}

/// Where the sections end behind a label that are called as sections above it.
fn restated_end(survey: &Survey<'_>, at: usize, names: &HashSet<String>) -> Option<usize> {
    let first = survey.headings.partition_point(|head| *head <= at);
    let (mut end, mut count) = (at, 0);
    for head in survey.headings.iter().skip(first).copied() {
        let own = name(survey, head);
        let again = own.chars().count() >= SHORTEST && names.contains(&own);
        // What stands deeper than a heading that is there again goes with it.
        if again {
            count += 1;
            end = survey.section_end(head).max(end);
        } else if head >= end {
            break;
        }
    }
    (count >= 2).then_some(end)
}

/// What a heading is called, without a remark in brackets: "I. A letter (sample)".
fn name(survey: &Survey<'_>, at: usize) -> String {
    let text = &survey.at(at).text;
    let bare = text.split(['(', '（']).next().unwrap_or(text);
    fold(bare.trim()).trim_end_matches([':', '.']).to_owned()
}

/// A heading, or a line in bold letters that announces, is kept back where all that stands below
/// it is: alone it would tell what comes.
pub(super) fn hide_bare_heads(survey: &mut Survey<'_>) {
    for at in (0..survey.len()).rev() {
        let line = survey.at(at);
        let case = line.form == Form::Bold && label::opens_a_case(survey, at);
        let announces = line.form == Form::Bold && (case || line.announces());
        let heads = line.form == Form::Heading && !survey.titles.contains(&at);
        if !(announces || heads) || survey.is_kept(at) || survey.starts_question(at) {
            continue;
        }
        let ends = |next: &usize| {
            let line = survey.at(*next);
            line.is(&[Form::Heading, Form::Rule])
                || (line.form == Form::Bold && (!case || label::opens_a_case(survey, *next)))
        };
        let end = match heads {
            true => survey.section_end(at),
            false => (at + 1..survey.len()).find(ends).unwrap_or(survey.len()),
        };
        let mut below = (at + 1..end).filter(|next| {
            !survey.at(*next).is_blank() && !survey.at(*next).is(&[Form::Rule, Form::Tags])
        });
        let Some(first) = below
            .next()
            .and_then(|first| survey.kept.get(&first).copied())
        else {
            continue;
        };
        let back = |kept: &Kept| matches!(kept, Kept::Answer | Kept::Staff);
        if back(&first) && below.all(|next| survey.kept.get(&next).is_some_and(back)) {
            // What only says that questions and answers follow is no words of theirs.
            let told = |role: &Role| role.sense.is_kept_back();
            let label =
                survey.role(at).is_some_and(told) || speaks_of_questions(&survey.at(at).text);
            let what = if label { Kept::Noise } else { first };
            survey.keep(at, at + 1, what);
            survey.bare.insert(at);
        }
    }
}
