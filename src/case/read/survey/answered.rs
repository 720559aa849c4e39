//! The question that stands right above each answer label.

use std::collections::{HashMap, HashSet};

use super::{
    Survey,
    ask::{asks, is_option, is_slot, number_of, tells_to},
    label::ABOVE,
    line::{Form, Line},
    role::Role,
    unit::{Group, Key, Unit},
};
use crate::case::vocabulary::grammar::Sort;

/// The question right above each answer label, options skipped.
pub(super) fn find_answered(survey: &mut Survey<'_>) {
    let counts = super::task::answers_by_heading(survey);
    let noted = notes_below(survey);
    for at in 0..survey.len() {
        // What explains answers a line that asks right above it.
        let asked = || {
            let above = (0..at).rev().find(|above| !survey.at(*above).is_blank());
            above.is_some_and(|above| survey.at(above).asks())
        };
        let explains = || survey.is_role(at, &[Sort::Explains]) && asked();
        let notes = noted.contains(&at);
        let answers = survey.role(at).is_some_and(Role::answers) || explains() || notes;
        let line = survey.at(at).is(&[Form::Bold, Form::Plain, Form::Item]) && !survey.is_kept(at);
        let labelled = answers && (line || heads_an_answer(survey, at));
        if (labelled || folds_an_answer(survey, at) || divides_an_answer(survey, at))
            && let Some(above) =
                super::task::task_above(survey, at, &counts).or_else(|| question_above(survey, at))
            && !survey.is_kept(above)
            && !super::task::answers_already(survey, above)
        {
            survey.answered.entry(above).or_insert(at);
        }
    }
}

/// Labels of notes to the staff that stand right below a line that asks, where several do.
fn notes_below(survey: &Survey<'_>) -> HashSet<usize> {
    let mut above = None;
    let mut notes = HashSet::new();
    for at in (0..survey.len()).filter(|at| !survey.at(*at).is_blank()) {
        let asked = above.is_some_and(|above| survey.at(above).asks());
        if asked && survey.is_role(at, &[Sort::Staff]) {
            notes.insert(at);
        }
        above = Some(at);
    }
    if notes.len() < 2 {
        notes.clear();
    }
    notes
}

/// Whether something is folded away right below a line that asks: it answers, whatever it is called.
fn folds_an_answer(survey: &Survey<'_>, at: usize) -> bool {
    let opens = |raw: &str| {
        let start = raw.trim_start().get(..8);
        start.is_some_and(|start| start.eq_ignore_ascii_case("<details"))
    };
    if !opens(survey.at(at).raw) {
        return false;
    }
    let closes = |line: &Line<'_>| line.raw.trim_start().starts_with("</");
    let mut below = (at + 1..survey.len())
        .take(super::BACK)
        .map(|at| survey.at(at));
    let end = below.find(|line| line.form == Form::Heading || closes(line));
    if end.is_none_or(|line| line.form == Form::Heading) {
        return false;
    }
    let above = (0..at).rev().map(|at| survey.at(at));
    let asked = above.filter(|line| !line.is_blank()).map(Line::asks).next();
    asked == Some(true)
}

/// Whether a division that is called an answer opens right below a line that asks.
fn divides_an_answer(survey: &Survey<'_>, at: usize) -> bool {
    let line = survey.at(at);
    let opens = line.form == Form::Division && line.raw.trim_start().starts_with(":::");
    let above = (0..at).rev().map(|at| survey.at(at));
    let asked = || above.filter(|line| !line.is_blank()).map(Line::asks).next();
    opens && survey.role(at).is_some_and(Role::answers) && asked() == Some(true)
}

/// Whether a heading of an answer stands right below a line that is counted or bold.
fn heads_an_answer(survey: &Survey<'_>, at: usize) -> bool {
    let above = (at.saturating_sub(ABOVE)..at).rev();
    let mut above = above
        .map(|at| survey.at(at))
        .filter(|line| !line.is_blank());
    let asked = above.next().filter(|line| line.form != Form::Heading);
    survey.at(at).form == Form::Heading
        && asked.is_some_and(|line| {
            line.counted().is_some() && (line.asks() || line.form == Form::Bold)
        })
}

fn question_above(survey: &Survey<'_>, at: usize) -> Option<usize> {
    let nearest = (0..at).rev().find(|above| !survey.at(*above).is_blank());
    if let Some(above) = nearest.filter(|above| {
        survey.at(*above).is_lettered() && super::lettered::asks_by_letter(survey, *above)
    }) {
        return Some(above);
    }
    for above in (at.saturating_sub(ABOVE)..at).rev() {
        let line = survey.at(above);
        if line.is(&[Form::Rule, Form::Division, Form::Code]) {
            return None;
        }
        let gap = is_slot(line) && !line.asks() && line.text.chars().count() < 40;
        if line.is(&[Form::Blank, Form::Tags, Form::Table]) || is_option(line) || gap {
            continue;
        }
        // An author's own labels stand between a question and its answer.
        if survey.is_kept(above)
            && line.form == Form::Plain
            && !survey.is_role(above, &[Sort::Answer])
        {
            continue;
        }
        if survey.at(above).is_field() {
            return None;
        }
        if let Some(role) = survey.role(above) {
            let slot = role.is(&[Sort::Slot]) && role.rest.chars().count() < 12;
            let other = role.letter
                || role.is(&[Sort::Answer, Sort::Explains, Sort::Staff, Sort::Hint])
                || slot;
            if other && !line.asks() {
                return None;
            }
        }
        if line.form == Form::Heading {
            return (line.number().0.is_some() || line.asks() || line.tells_to()).then_some(above);
        }
        if line.is(&[Form::Item, Form::Bold, Form::Plain]) {
            let above = lists_for(survey, above).unwrap_or(above);
            return Some(paragraph_start(survey, above));
        }
        return None;
    }
    None
}

/// The counted item that two or more bullets below it belong to, where none of them asks: what
/// is listed in a question is no question of its own.
fn lists_for(survey: &Survey<'_>, at: usize) -> Option<usize> {
    let lists = |at: &usize| {
        let line = survey.at(*at);
        let bullet = line.form == Form::Item && line.counted().is_none();
        bullet && survey.role(*at).is_none() && !line.asks() && !line.tells_to()
    };
    let filled = |at: &usize| !survey.at(*at).is_blank();
    let mut above = (at.saturating_sub(ABOVE)..=at).rev().filter(filled);
    let owner = above.find(|at| !lists(at))?;
    let several = (owner + 1..=at).filter(filled).count() >= 2;
    (several && survey.at(owner).counted().is_some()).then_some(owner)
}

/// The first line of the paragraph that a line belongs to.
fn paragraph_start(survey: &Survey<'_>, at: usize) -> usize {
    let goes_on = |at: &usize| {
        let above = survey.at(at - 1);
        let label = survey
            .role(at - 1)
            .is_some_and(|role| role.sense.is_kept_back());
        survey.at(*at).form == Form::Plain
            && above.is(&[Form::Plain, Form::Item, Form::Bold])
            && !label
    };
    let count = (1..=at).rev().take(ABOVE).take_while(goes_on).count();
    at - count
}

/// The questions that an answer stands below.
pub(super) fn units(survey: &Survey<'_>) -> Vec<(Key, Unit)> {
    let many = survey.answered.len() >= 3;
    let talks = super::task::talks_elsewhere(survey);
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for at in survey.answered.keys() {
        *counts.entry(survey.at(*at).folded()).or_default() += 1;
    }
    let mut found = Vec::new();
    for (from, label) in &survey.answered {
        // An interview is printed as questions and answers by letters.
        if talks && survey.role(*label).is_some_and(|role| role.letter) {
            continue;
        }
        let to = survey
            .paragraph_end(*from)
            .min(label.saturating_sub(1))
            .max(*from);
        let text = survey.text_of(*from, to);
        let often = counts.get(survey.at(*from).folded()).copied();
        if often > Some(1) && survey.at(*from).announces() && !asks(&text) {
            continue;
        }
        let number = number_of(&format!("{}{text}", count_of(survey, *from)));
        let heading = survey.at(*from).form == Form::Heading;
        let likely = asks(&text)
            || tells_to(&text)
            || number.0.is_some()
            || (many && text.chars().count() < 400 && !heading);
        if likely {
            let key = Key::of(Group::Answered, 0);
            found.extend(asked_beside(survey, *from).map(|at| {
                let text = survey.at(at).text.clone();
                let unit = survey.unit((at, at), text, Group::Answered, (None, false));
                (key, unit)
            }));
            found.push((
                key,
                survey.unit((*from, to), text, Group::Answered, (number.0, true)),
            ));
        }
    }
    found
}

/// Items of the list above an item with an answer below it, where each of them asks: one
/// label stands below several questions.
fn asked_beside<'a>(survey: &'a Survey<'_>, at: usize) -> impl Iterator<Item = usize> + 'a {
    let own = survey.at(at);
    let counted = own.item_number();
    let listed = own.form == Form::Item && own.asks();
    let above = (0..at).rev().filter(|at| !survey.at(*at).is_blank());
    above.take_while(move |above| {
        let line = survey.at(*above);
        let runs = match (counted, line.item_number()) {
            (Some(own), Some(above)) => above < own,
            (own, above) => own.is_none() && above.is_none(),
        };
        listed && runs && line.form == Form::Item && line.indent == own.indent && line.asks()
    })
}

fn count_of(survey: &Survey<'_>, at: usize) -> String {
    survey
        .at(at)
        .item_number()
        .map_or_else(String::new, |number| format!("{number}. "))
}
