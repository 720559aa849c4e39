//! "### Question" with the words of one question below it, and "### Answer" right behind: two
//! headings of one level that are one question, whatever else in the document asks.

use std::collections::{HashMap, HashSet};

use super::{
    Survey,
    line::{Form, Line},
    role::Role,
    unit::{Group, Unit},
};
use crate::case::vocabulary::grammar::{Sense, Sort, names_an_answer, words};

/// An answer's heading that says more than that, "Answer structure", has no more words.
const WORDS: usize = 4;

/// Takes what stands below the heading of a question as one, and the heading behind as its answer.
pub(super) fn find(survey: &mut Survey<'_>) {
    let again = named_again(survey);
    for at in survey.headings.clone() {
        let Some((asked, answer)) = pair(survey, at, &again) else {
            continue;
        };
        if let Some(role) = survey.roles.get_mut(answer).filter(|role| role.is_none()) {
            *role = Some(Role::new(Sense::answer(3), ""));
        }
        // The first reading may have taken the heading as the beginning.
        let (head, asks) = (survey.at(at).number, survey.at(asked).number);
        survey.sure.remove(&head);
        survey.sure.insert(asks);
        if survey.known.remove(&head) {
            survey.known.insert(asks);
        }
        survey.pairs.extend([asked, answer]);
    }
}

/// Whether a heading that does not begin with an answer, "A case with its answer", has a question
/// and the heading of its answer below.
pub(super) fn are_below(survey: &Survey<'_>, at: usize) -> bool {
    let first = words(survey.at(at).folded()).first().copied();
    let begins = first.is_some_and(names_an_answer) || !survey.is_role(at, &[Sort::Answer]);
    let mut below = at + 1..survey.section_end(at);
    !begins && below.any(|at| survey.pairs.contains(&at))
}

/// The first line of what is asked below a heading, and the heading of its answer.
fn pair(survey: &Survey<'_>, at: usize, again: &HashSet<usize>) -> Option<(usize, usize)> {
    let line = survey.at(at);
    let named = match survey.role(at) {
        Some(role) => role.is(&[Sort::Questions]) && role.rest.is_empty(),
        None => again.contains(&at),
    };
    let bare = named && line.number().0.is_none();
    let answer = survey.section_end(at);
    if !bare || line.asks() || survey.titles.contains(&at) || !answers(survey, at, answer) {
        return None;
    }
    let filled = |at: &usize| !survey.at(*at).is_blank();
    let asked = (at + 1..answer).find(filled)?;
    let one = (asked..answer).filter(|at| survey.at(*at).asks()).count() <= 1;
    let plain = survey.at(asked).form == Form::Plain && survey.role(asked).is_none();
    (plain && one && !(asked..answer).any(|at| stands_alone(survey, at))).then_some((asked, answer))
}

/// Headings that begin with the same word, none that we know, and have each the heading of an answer
/// right behind: what stands under them asks, whatever they are called.
fn named_again(survey: &Survey<'_>) -> HashSet<usize> {
    let mut alike: HashMap<(u8, &str), Vec<usize>> = HashMap::new();
    for at in survey.headings.iter().copied() {
        let line = survey.at(at);
        let sure = |at: usize| survey.role(at).is_some_and(Role::answers);
        let end = survey.section_end(at);
        let first = words(line.folded()).first().copied();
        if let Some(first) = first.filter(|_| survey.role(at).is_none() && sure(end)) {
            alike.entry((line.level, first)).or_default().push(at);
        }
    }
    alike
        .into_values()
        .filter(|heads| heads.len() >= 2)
        .flatten()
        .collect()
}

/// Whether a heading is that of an answer, at the level of another and under the same one.
fn answers(survey: &Survey<'_>, of: usize, at: usize) -> bool {
    let line: &Line<'_> = survey.at(at);
    let beside = line.form == Form::Heading
        && line.level == survey.at(of).level
        && survey.above.get(&at) == survey.above.get(&of);
    beside
        && match survey.role(at) {
            Some(role) => role.answers() && role.rest.is_empty(),
            None => {
                let few = line.text.split_whitespace().count() <= WORDS;
                few && !line.asks() && names_an_answer(line.folded())
            }
        }
}

/// Whether a line below the heading of a question is one of several, or has an answer of its own.
fn stands_alone(survey: &Survey<'_>, at: usize) -> bool {
    let line = survey.at(at);
    let counted = line.counted().is_some() && (line.asks() || line.tells_to());
    counted
        || line.is(&[Form::Heading, Form::Division])
        || line.form == Form::Item && line.asks()
        || survey.role(at).is_some_and(Role::answers)
}

/// Whether several bold lines or items ask below a heading of answers, and nothing above it under the same
/// heading does: the questions stand with their answers.
pub(super) fn ask_first(survey: &Survey<'_>, at: usize) -> bool {
    let bold = |at: &usize| {
        let line = survey.at(*at);
        line.asks() && (line.form == Form::Bold || super::line::is_bold_item(line.raw))
    };
    let up = survey.above.get(&at).copied().unwrap_or_default();
    let own = (at + 1..survey.section_end(at))
        .filter(bold)
        .take(2)
        .count()
        == 2;
    own && !(up..at).any(|at| survey.at(at).asks() || survey.at(at).number().1)
}

/// Where nothing else asks: paragraphs that all ask or order, as many as the key behind them has
/// numbers. A word processor's own numbers are lost where lists are pasted.
pub(super) fn in_order(survey: &Survey<'_>) -> Vec<Unit> {
    let key = |at: &usize| survey.is_kept(*at) && survey.role(*at).is_some_and(Role::answers);
    let Some(key) = (0..survey.len()).find(key) else {
        return Vec::new();
    };
    let counted = (key + 1..survey.len()).filter_map(|at| survey.at(at).counted());
    let counts: Vec<u64> = counted.collect();
    let filled = |at: &usize| {
        survey.at(*at).form == Form::Plain && !survey.at(at - 1).text.contains(char::is_alphabetic)
    };
    let asked: Vec<usize> = (1..key).filter(filled).collect();
    let asks = |at: &usize| survey.at(*at).asks() || survey.at(*at).tells_to();
    let runs = counts
        .iter()
        .zip(1_u64..)
        .all(|(own, number)| *own == number);
    if counts.len() < 2 || !runs || counts.len() != asked.len() || !asked.iter().all(asks) {
        return Vec::new();
    }
    let unit = |(at, number): (&usize, u64)| {
        let to = survey.paragraph_end(*at);
        let text = survey.text_of(*at, to);
        let mut unit = survey.unit((*at, to), text, Group::Paired, (Some(number), true));
        unit.section = 2.0;
        unit
    };
    asked.iter().zip(1..).map(unit).collect()
}
