//! Labels of an author's own that stand again and again between a question and its answer, "Skill
//! tested: …", "Idea of the question: …": they tell whoever marks what is looked for.

use std::collections::HashMap;

use super::{
    Kept, Survey,
    line::{Form, Line},
    role::Role,
};
use crate::case::vocabulary::{
    grammar::{Sort, fold},
    tells_about,
};

/// Such labels, in a row, are no more.
const MOST: usize = 4;
/// Their words are no more letters than this.
const LONGEST: usize = 40;

/// Labels in a row, as lines and by their words, and whether a line that asks stands above.
type Row = (Vec<(usize, String)>, bool);

/// Keeps them back, wherever they stand, where one of them stands so below two questions.
pub(super) fn hide(survey: &mut Survey<'_>) {
    hide_about(survey);
    let answers = (0..survey.len()).filter(|at| {
        survey.role(*at).is_some_and(Role::answers) && survey.at(*at).form == Form::Plain
    });
    let rows: Vec<Row> = answers.map(|at| above(survey, at)).collect();
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for (row, _) in rows.iter().filter(|(_, asked)| *asked) {
        for (_, label) in row {
            *counts.entry(label).or_default() += 1;
        }
    }
    let often = |label: &str| counts.get(label).is_some_and(|count| *count >= 2);
    let told = rows
        .iter()
        .filter(|(row, _)| row.iter().any(|(_, label)| often(label)));
    for (at, _) in told.flat_map(|(row, _)| row) {
        survey.keep(*at, at + 1, Kept::Staff);
    }
}

/// "Difficulty: hard" below what asks is its author's.
fn hide_about(survey: &mut Survey<'_>) {
    for at in 0..survey.len() {
        let line = survey.at(at);
        let label = line
            .text
            .split_once([':', '：'])
            .filter(|(_, said)| !said.trim().is_empty());
        let about = line.is(&[Form::Plain, Form::Item])
            && !survey.is_kept(at)
            && label.is_some_and(|(head, _)| tells_about(head));
        if about && stands_below_a_question(survey, at) {
            survey.keep(at, at + 1, Kept::Staff);
        }
    }
}

/// Whether a line that asks or orders is the nearest one above that is no label.
fn stands_below_a_question(survey: &Survey<'_>, at: usize) -> bool {
    let labels = |at: &usize| {
        let line = survey.at(*at);
        let labelled = line.text.contains([':', '：']) && !line.asks();
        line.is_blank()
            || labelled && line.is(&[Form::Plain, Form::Item])
            || super::ask::is_option(line)
    };
    let above = (0..at).rev().take(MOST * 4).find(|at| !labels(at));
    above.is_some_and(|at| {
        let line = survey.at(at);
        line.asks() || line.tells_to() || line.number().1
    })
}

/// The labels right above an answer.
fn above(survey: &Survey<'_>, at: usize) -> Row {
    let mut row = Vec::new();
    for above in (0..at).rev().filter(|above| !survey.at(*above).is_blank()) {
        match own_label(survey, above).filter(|_| row.len() < MOST) {
            Some(label) => row.push((above, label)),
            None => return (row, survey.at(above).asks()),
        }
    }
    (row, false)
}

/// What stands before the colon of a line that means nothing else, asks nothing and orders nothing.
fn own_label(survey: &Survey<'_>, at: usize) -> Option<String> {
    let line: &Line<'_> = survey.at(at);
    let (head, rest) = line.text.split_once([':', '：'])?;
    // "Aim of the question: …" speaks of it, and asks nothing.
    let weak = |role: &Role| {
        role.is(&[Sort::Weak]) || (role.is(&[Sort::Questions]) && role.sense.strength <= 2)
    };
    let open = survey.role(at).is_none_or(weak) && !line.is_field();
    let plain = line.form == Form::Plain && open;
    let says = !head.trim().is_empty() && rest.trim().chars().count() > 1;
    let short = head.chars().count() <= LONGEST && !super::ask::is_option(line);
    (plain && says && short && !line.asks() && !line.tells_to()).then(|| fold(head.trim()))
}
