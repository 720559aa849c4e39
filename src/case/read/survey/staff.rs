//! A document for whoever leads: its title says so, a remark above all else forbids to hand it out,
//! or its paragraphs open with what the teacher does. People see of it what it asks, its cases and
//! its exhibits; all else is the facilitator's.

use super::{
    Kept, Survey,
    line::{Form, Line},
    repeat, role,
};
use crate::case::vocabulary::{
    self, Word,
    grammar::{Sort, keeps_back, opens_with_staff},
};

/// So many lines with words stand above all else.
const TOP: usize = 12;
/// So many paragraphs that open with what the teacher does are no accident.
const OFTEN: usize = 3;

/// Whether all of the document is for whoever leads.
pub(super) fn is_meant(survey: &Survey<'_>) -> bool {
    // A section of notes that happens to stand first is no title.
    let titled = |at: &usize| {
        let end = survey.section_end(*at);
        let long = (end - at) * 5 > survey.len() * 3;
        let whole = end == survey.len() || survey.at(*at).level == 1;
        long && whole && role::names_staff(&survey.at(*at).text)
    };
    let second = survey.headings.get(1).copied().unwrap_or(survey.len());
    let filled = |at: &usize| !survey.at(*at).is_blank();
    let mut top = (0..second).filter(filled).take(TOP);
    let forbids = |at: usize| {
        let line = survey.at(at);
        line.form != Form::Heading && keeps_back(line.folded())
    };
    let labelled = |at: &usize| survey.is_role(*at, &[Sort::Staff, Sort::Answer, Sort::Explains]);
    let free = (0..survey.len()).filter(|at| !labelled(at));
    let leads = free.filter(|at| tells_what_staff_does(survey.at(*at)));
    survey.titles.iter().any(titled) || top.any(forbids) || leads.take(OFTEN).count() == OFTEN
}

/// "**The teacher asks:**", "**Läraren cirkulerar** och …": more than the word alone, which is who
/// speaks in a talk.
fn tells_what_staff_does(line: &Line<'_>) -> bool {
    let raw = line.raw.trim_start();
    let bold = raw.strip_prefix("**").and_then(|raw| raw.split_once("**"));
    bold.is_some_and(|(lead, _)| opens_with_staff(lead))
}

/// Keeps back what is neither asked nor a case nor an exhibit.
pub(super) fn keep(survey: &mut Survey<'_>) {
    let mut open = survey.within(survey.units.iter().map(|unit| {
        let below = repeat::below(survey, unit);
        let words = repeat::stem_length(survey, unit, &below);
        let stem = words.checked_sub(1).and_then(|last| below.get(last));
        let ends = [Some(&unit.end), unit.options.last(), stem];
        (
            unit.from,
            ends.into_iter().flatten().copied().max().unwrap_or(unit.to),
        )
    }));
    let case = |head: usize| {
        !survey.titles.contains(&head)
            && vocabulary::of_heading(&survey.at(head).text) == Some(Word::Case)
    };
    for (at, open) in open.iter_mut().enumerate() {
        *open |= survey.titles.contains(&at) || survey.in_exhibit(at) || survey.path(at).any(case);
    }
    for (at, open) in open.into_iter().enumerate() {
        if !open && survey.at(at).text.contains(char::is_alphanumeric) {
            survey.keep(at, at + 1, Kept::Staff);
        }
    }
}
