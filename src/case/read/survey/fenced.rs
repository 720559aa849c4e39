//! Answers between fences: a plan of a quiz, a tree of right and wrong answers with what is said to
//! each. A fence that holds a sure label with something behind it is kept back as a whole.

use std::ops::Range;

use super::{
    Kept, Survey,
    line::{Form, Line},
    role::{Role, role},
};
use crate::case::vocabulary::grammar::Sort;

/// Keeps back the fences that tell answers, where something is asked above or in them.
pub(super) fn hide(survey: &mut Survey<'_>) {
    let first = survey.units.first().map(|unit| unit.from);
    let tells = |fence: &Range<usize>| {
        let labels = fence.clone().filter(|at| is_label(survey.at(*at))).count();
        let asks = || fence.clone().any(|at| survey.at(at).asks());
        labels > 0 && (first.is_some_and(|first| first < fence.start) || asks())
    };
    let told: Vec<Range<usize>> = fences(survey).into_iter().filter(tells).collect();
    for fence in told {
        survey.keep(fence.start, fence.end, Kept::Answer);
    }
}

/// The stretches of code that are not kept back yet.
fn fences(survey: &Survey<'_>) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut open = false;
    for at in 0..survey.len() {
        let line = survey.at(at);
        let mark = ["```", "~~~"]
            .iter()
            .any(|mark| line.raw.trim_start().starts_with(mark));
        match found.last_mut().filter(|_| open) {
            _ if line.is_blank() => {}
            Some(last) if line.form == Form::Code => {
                last.end = at + 1;
                open = !mark;
            }
            _ if line.form == Form::Code && mark && !survey.is_kept(at) => {
                found.push(at..at + 1);
                open = true;
            }
            _ => open = false,
        }
    }
    found
}

/// Whether a line between fences is a sure label of an answer with something behind it.
fn is_label(line: &Line<'_>) -> bool {
    let drawn = |letter: char| letter.is_whitespace() || "|+->*•│├└─┬>".contains(letter);
    let text = line.text.trim_start_matches(drawn);
    // "Right answer (the porter, at night)": what is in brackets is the answer.
    let (label, remark) = text.split_once('(').unwrap_or((text, ""));
    let row = Line {
        raw: label,
        form: Form::Plain,
        text: label.trim_end().into(),
        ..Line::default()
    };
    let sure = |role: Role| {
        let says = role.rest.contains(char::is_alphanumeric) || !remark.is_empty();
        !role.letter && says && role.is(&[Sort::Answer, Sort::Staff]) && role.sense.strength >= 3
    };
    text.contains([':', '：', '(']) && role(&row).is_some_and(sure)
}
