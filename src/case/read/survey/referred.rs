//! Answers that say to which question each belongs: "to 1: …", "Zu Aufgabe 2", "ad 3) …", or the
//! words of the question once more.

use std::collections::{HashMap, HashSet};

use super::{Kept, Survey, label, line::Form, repeat, unit::Unit};
use crate::case::vocabulary::{
    grammar::{Sort, names_a_task, sense, start, words},
    normal,
};

/// No words that say so are longer, in letters.
const HEAD: usize = 30;

/// Words that lead from an answer to its question.
#[rustfmt::skip]
const TO: &[&str] = &[
    "to", "re", "on", "ad", "for", "zu", "zur", "bei", "a", "pour", "sur", "para", "sobre", "per", "su", "op", "bij", "naar", "do", "k", "ke",
    "till", "til", "к", "на", "по", "до",
];

/// "Solution 2.", "Corrigé 2 :".
fn names_answers(word: &str) -> bool {
    sense(word).is_some_and(|found| found.sort == Sort::Answer && found.strength >= 3)
}

/// The number of the question that a line refers to, and whether it says more than that.
fn refers(survey: &Survey<'_>, at: usize) -> Option<(u64, bool)> {
    let line = survey.at(at);
    if !line.is(&[Form::Plain, Form::Bold, Form::Item, Form::Heading]) || line.indent > 3 {
        return None;
    }
    let folded = line.folded();
    let near = folded.get(..start(folded, HEAD)).unwrap_or(folded);
    let end = near.find([':', ')', '.', '：']);
    let head = end.map_or(near, |end| near.get(..end).unwrap_or(near));
    let more = end.and_then(|end| folded.get(end..));
    let more = more.is_some_and(|more| more.contains(char::is_alphanumeric));
    let all = words(head.trim_end_matches([')', '-', '–', ' ']));
    let (first, number) = (all.first()?, all.last()?);
    let named =
        all.len() == 2 || all.len() == 3 && all.get(1).is_some_and(|word| names_a_task(word));
    let alone = end.is_some() || folded.chars().count() <= HEAD;
    let number = number.parse().ok().filter(|_| number.len() <= 2)?;
    let leads = TO.contains(first) || names_answers(first);
    (named && alone && leads).then_some((number, more))
}

/// Keeps back what refers to one question after the other, where these stand above: the lines and
/// the numbers.
pub(super) fn hide(survey: &mut Survey<'_>) -> Vec<(usize, u64)> {
    let mut all = Vec::new();
    let lines = (0..survey.len()).filter(|at| !survey.is_kept(*at));
    let found: Vec<(usize, u64, bool)> = lines
        .filter_map(|at| refers(survey, at).map(|(number, more)| (at, number, more)))
        .collect();
    let goes_on = |one: &(usize, u64, bool), next: &(usize, u64, bool)| next.1 == one.1 + 1;
    for run in found.chunk_by(goes_on) {
        let (Some(first), Some(last)) = (run.first(), run.last()) else {
            continue;
        };
        let counts = |at: usize| survey.at(at).counted().or(survey.at(at).number().0);
        let asked = |number: u64| (0..first.0).any(|at| counts(at) == Some(number));
        if run.len() < 2 || first.1 > 2 || !(first.1..=last.1).all(asked) {
            continue;
        }
        let ends = run.iter().skip(1).map(|next| next.0);
        let ends = ends.chain([end_of_last(survey, last.0, last.2)]);
        for (one, end) in run.iter().zip(ends) {
            all.push((one.0, one.1));
            survey.keep(one.0, end, Kept::Answer);
        }
    }
    all
}

/// Finds the questions that lines refer to: by their numbers, or counted.
pub(super) fn find(survey: &mut Survey<'_>, lines: &[(usize, u64)]) {
    for (at, number) in lines {
        let above = survey.units_above(*at);
        let counted = usize::try_from(*number)
            .ok()
            .and_then(|nth| nth.checked_sub(1));
        let counted = counted.filter(|nth| *nth < above.len());
        let named = above.iter().rposition(|unit| unit.number == Some(*number));
        if let Some(nth) = named.or(counted) {
            survey.answers_to.insert(*at, nth);
        }
    }
}

/// No question that is shorter, in letters, is asked again for its answer.
const SHORTEST: usize = 12;

/// Questions that were listed with nothing below them, and stand again with text below that asks
/// nothing: it answers them.
pub(super) fn hide_restated(survey: &mut Survey<'_>) {
    let mut first: HashMap<String, usize> = HashMap::new();
    let mut again: Vec<(usize, usize)> = Vec::new();
    for (nth, unit) in survey.units.iter().enumerate() {
        let name = normal(&unit.text);
        match first.get(&name) {
            Some(one) => again.push((*one, nth)),
            None if name.chars().count() < SHORTEST => {}
            None => {
                first.insert(name, nth);
            }
        }
    }
    let unit = |nth: usize| survey.units.get(nth);
    let told = |nth: usize| unit(nth).is_some_and(|unit| !repeat::tail(survey, unit).is_empty());
    // Below the last one of the list other text begins.
    let last = again.iter().map(|(one, _)| *one).max();
    let listed = |one: usize| Some(one) == last || !told(one);
    let free = |nth: usize| unit(nth).is_some_and(|unit| unit.options.is_empty() && !unit.answered);
    let fits = |(one, nth): &(usize, usize)| listed(*one) && told(*nth) && free(*one) && free(*nth);
    let ones: HashSet<usize> = again.iter().map(|(one, _)| *one).collect();
    let once = ones.len() == again.len();
    if again.len() < 2 || !once || !again.iter().all(fits) {
        return;
    }
    let lines = |unit: &Unit| (unit.from, repeat::below(survey, unit));
    let kept: Vec<_> = again
        .iter()
        .filter_map(|(one, nth)| Some((*one, unit(*nth)?.to, lines(unit(*nth)?))))
        .collect();
    for (one, to, (from, below)) in kept {
        survey.keep(from, to + 1, Kept::Answer);
        for at in below {
            survey.keep(at, at + 1, Kept::Answer);
        }
        survey.answers_to.insert(from, one);
    }
    let again: HashSet<usize> = again.into_iter().map(|(_, nth)| nth).collect();
    let mut nth = 0..;
    survey
        .units
        .retain(|_| nth.next().is_none_or(|nth| !again.contains(&nth)));
}

/// Where the last one ends: with its paragraph, or with the one below it.
fn end_of_last(survey: &Survey<'_>, at: usize, more: bool) -> usize {
    let text = |at: &usize| !survey.at(*at).is_blank();
    let below = (at + 1..survey.len()).find(text);
    let from = if more { at } else { below.unwrap_or(at) };
    let stops = |next: &usize| survey.at(*next).is_blank() || label::stops(survey, *next, at);
    (from + 1..survey.len()).find(stops).unwrap_or(survey.len())
}
