//! The options that follow a question: lettered ones, signed ones, boxes to tick.

use std::collections::HashSet;

use super::{
    Kept, Survey,
    ask::{RIGHT, WRONG, is_marked, is_option, letter, names_options},
    line::{Form, Line},
    unit::Unit,
};
use crate::case::vocabulary::grammar::start;

/// The words of a question and its options are so many lines at most.
const STEM: usize = 60;

/// The items of the list that follows, where one of them bears a sign.
fn signed_list(survey: &Survey<'_>, unit: &Unit) -> Vec<usize> {
    let heads = matches!(
        survey.at(unit.from).form,
        Form::Heading | Form::Bold | Form::Plain
    );
    let indent = survey.at(unit.from).indent;
    let listed = |at: &usize| {
        let line = survey.at(*at);
        let label = survey
            .role(*at)
            .is_some_and(|role| role.sense.is_kept_back());
        // Points are no items of a list that asks by numbers.
        let points = unit.number.is_some() && line.item_number().is_none();
        let below = heads || points || line.indent > indent;
        let item = line.form == Form::Item && below;
        line.is_blank() || (item && !label) || is_aside(line)
    };
    let items: Vec<usize> = (stem_end(survey, unit)..unit.stop.min(survey.len()))
        .take_while(listed)
        .filter(|at| survey.at(*at).form == Form::Item)
        .collect();
    let boxed = |at: &&usize| {
        let raw = survey.at(**at).raw.trim_start();
        let raw = raw.trim_start_matches(['-', '*', '+', ' ']);
        ["[ ]", "[x]", "[X]"]
            .iter()
            .any(|mark| raw.starts_with(mark))
    };
    let boxes: Vec<usize> = items.iter().filter(boxed).copied().collect();
    if boxes.len() >= 2 {
        return boxes;
    }
    if super::beside::judges(survey, &items) {
        return Vec::new();
    }
    let signed = items
        .iter()
        .filter(|at| super::mark::is_signed(survey.at(**at).raw))
        .count();
    if items.len() >= 2 && signed > 0 {
        items
    } else {
        Vec::new()
    }
}

/// What is quoted below an item, and indented as it is.
fn is_aside(line: &Line<'_>) -> bool {
    line.quote && line.form == Form::Plain && line.raw.starts_with([' ', '\t'])
}

/// The first line of the list below a heading, where no more than the words of one question stand
/// between, or the line below the question.
fn stem_end(survey: &Survey<'_>, unit: &Unit) -> usize {
    let first = unit.to + 1;
    let heads = matches!(survey.at(unit.from).form, Form::Heading | Form::Bold);
    if !heads {
        return first;
    }
    let words = |at: &usize| {
        let line = survey.at(*at);
        let label = survey
            .role(*at)
            .is_some_and(|role| role.sense.is_kept_back());
        line.is(&[Form::Blank, Form::Plain, Form::Code]) && !label && !is_option(line)
    };
    let end = first
        + (first..unit.stop.min(first + STEM))
            .take_while(words)
            .count();
    // Text below a heading that asks answers it, if it does not ask once more.
    let last = (first..end).rev().find(|at| !survey.at(*at).is_blank());
    let again = last.is_none_or(|at| survey.at(at).asks());
    if survey.at(end).form == Form::Item && (again || !survey.at(unit.from).asks()) {
        end
    } else {
        first
    }
}

/// What is quoted below options tells why each is right or wrong.
pub(super) fn hide_asides(survey: &mut Survey<'_>) {
    let mut kept = Vec::new();
    for unit in &survey.units {
        let Some(last) = unit.options.last() else {
            continue;
        };
        let behind = (last + 1..survey.len()).take_while(|at| is_aside(survey.at(*at)));
        let asides = (unit.to + 1..*last).chain(behind);
        kept.extend(asides.filter(|at| is_aside(survey.at(*at))));
    }
    for at in kept {
        survey.keep(at, at + 1, Kept::Answer);
    }
}

/// "Result 2B": what comes of an option is not shown before it was picked.
pub(super) fn hide_outcomes(survey: &mut Survey<'_>) {
    let options = survey.units.iter().flat_map(|unit| &unit.options);
    let ids = options.filter_map(|at| super::ask::id_of_option(&survey.at(*at).text));
    let ids: HashSet<String> = ids.map(str::to_owned).collect();
    for at in survey.headings.clone() {
        let last = survey.at(at).text.split_whitespace().next_back();
        let named = last.is_some_and(|last| ids.contains(last));
        if named && !survey.starts_question(at) {
            survey.keep(at, survey.section_end(at), Kept::Answer);
        }
    }
}

/// Whether some of several options are marked right, and others are not.
pub(super) fn are_marked(survey: &Survey<'_>, options: &[usize]) -> bool {
    let right = |at: &&usize| super::mark::option_of(survey.at(**at).raw, false).right;
    let count = options.iter().filter(right).count();
    count > 0 && count < options.len()
}

/// "**Options:**" on a line of its own.
fn announces_options(line: &Line<'_>) -> bool {
    let alone = line.is(&[Form::Plain, Form::Bold]) && line.announces();
    alone && line.folded().split_whitespace().count() <= 3 && names_options(line.folded())
}

/// The options that follow a unit.
pub(super) fn options_after(survey: &Survey<'_>, unit: &Unit) -> Vec<usize> {
    let signed = signed_list(survey, unit);
    if !signed.is_empty() {
        return signed;
    }
    let mut found: Vec<usize> = Vec::new();
    for at in unit.to + 1..unit.stop.min(survey.len()) {
        let line = survey.at(at);
        // What is asked about may stand between: a piece of code.
        let between = line.form == Form::Code || announces_options(line);
        if line.is_blank() || (found.is_empty() && between) {
            continue;
        }
        let raw = line.raw.trim_start();
        let start = raw.get(..start(raw, 24)).unwrap_or(raw);
        let signed = line.form == Form::Item
            && is_marked(start)
            && RIGHT.iter().chain(WRONG).any(|sign| start.contains(sign));
        let label = survey
            .role(at)
            .is_some_and(|role| role.sense.is_kept_back() && role.sense.strength >= 3);
        if (is_option(line) && !label) || signed {
            found.push(at);
            continue;
        }
        let goes_on = !found.is_empty()
            && line.form == Form::Plain
            && !survey.at(at - 1).is_blank()
            && survey.role(at).is_none();
        if !goes_on {
            break;
        }
    }
    if found.len() >= 2 {
        return found;
    }
    lettered_run(survey, unit)
}

/// No more lines tell how good an option is.
const JUDGED: usize = 6;

/// Whether a line stands between an option and how many points it is worth.
fn is_said_of(survey: &Survey<'_>, option: usize, at: usize) -> bool {
    survey.at(at).is_blank()
        || survey.at(at).is(&[Form::Code, Form::Item])
        || points_of(survey, option).is_some_and(|points| at <= points)
}

/// The line below an option that says how many points it is worth: "+10", "-3 points".
fn points_of(survey: &Survey<'_>, option: usize) -> Option<usize> {
    let ends = |at: &usize| is_option(survey.at(*at)) || survey.at(*at).form == Form::Heading;
    let below = (option + 1..survey.len())
        .take(JUDGED)
        .take_while(|at| !ends(at));
    below
        .into_iter()
        .find(|at| is_signed_number(survey.at(*at).raw))
}

/// "+10", "-3 points", "−1": a number with its sign, and hardly more.
fn is_signed_number(raw: &str) -> bool {
    let bare = raw.trim().trim_matches(['*', '_', '(', ')', '[', ']']);
    let rest = bare.strip_prefix(['+', '-', '−', '–']).unwrap_or_default();
    let number = rest.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let unit = number.trim().trim_end_matches('.');
    number.len() < rest.len()
        && rest.len() - number.len() <= 3
        && unit.chars().count() <= 9
        && unit.chars().all(char::is_alphabetic)
}

/// What tells of most options how good they are, down to their points: it answers.
pub(super) fn hide_judgements(survey: &mut Survey<'_>) {
    let mut kept = Vec::new();
    for unit in survey.units.iter().filter(|unit| unit.options.len() >= 2) {
        let judged = unit
            .options
            .iter()
            .map(|at| Some((*at, points_of(survey, *at)?)));
        let judged: Vec<(usize, usize)> = judged.flatten().collect();
        if judged.len() * 2 > unit.options.len() {
            kept.extend(judged);
        }
    }
    for (option, points) in kept {
        survey.keep(option + 1, points + 1, Kept::Answer);
    }
}

/// Options a, b, c that stand below the words of a numbered question, which may be several
/// paragraphs; each may hold a piece of code.
fn lettered_run(survey: &Survey<'_>, unit: &Unit) -> Vec<usize> {
    let mut found: Vec<usize> = Vec::new();
    let end = unit.stop.min(survey.len()).min(unit.to + STEM);
    for at in unit.to + 1..end.max(unit.to + 1) {
        let line = survey.at(at);
        let label = survey
            .role(at)
            .is_some_and(|role| role.sense.is_kept_back() && role.sense.strength >= 3);
        if unit.number.is_none() || label || line.is(&[Form::Heading, Form::Rule, Form::Division]) {
            break;
        }
        let next =
            u8::try_from(found.len()).map_or('a', |count| char::from(b'a'.saturating_add(count)));
        let own = letter(line).filter(|_| is_option(line));
        if own == Some(next) {
            found.push(at);
        } else if own.is_some()
            || found
                .last()
                .is_some_and(|last| !is_said_of(survey, *last, at))
        {
            break;
        }
    }
    let tasks = found
        .iter()
        .filter(|at| survey.at(**at).asks() || survey.at(**at).tells_to());
    match found.len() >= 3 && tasks.count() * 2 < found.len() {
        true => found,
        false => Vec::new(),
    }
}
