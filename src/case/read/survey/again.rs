//! The numbers of the questions once more, below them: "Q1: …" that asks nothing answers the first,
//! and so does "1. …" in a second list as long as the first, whatever stands above it.

use super::{Kept, Survey, ask::is_option, line::Form, role::Role};
use crate::case::vocabulary::grammar::Sort;

/// A second list that no word for an answer announces has so many items.
const FEWEST: usize = 3;
/// The words above a list that say what it is are no more letters.
const LONGEST_LABEL: usize = 60;

/// Lines that bear numbers, each with its own.
type Run = [(usize, u64)];

/// Hides what stands behind numbers that were asked before.
pub(super) fn hide(survey: &mut Survey<'_>) {
    hide_named(survey);
    hide_listed(survey);
}

/// Behind a word for a question: the first run asks in every line, the second, with the same
/// numbers, in none.
fn hide_named(survey: &mut Survey<'_>) {
    let counted: Vec<(usize, u64)> = (0..survey.len())
        .filter(|at| survey.at(*at).is(&[Form::Plain, Form::Bold, Form::Item]))
        .filter_map(|at| match survey.at(at).number() {
            (Some(number), true) => Some((at, number)),
            _ => None,
        })
        .collect();
    let again = counted
        .windows(2)
        .position(|pair| matches!(pair, [(_, last), (_, next)] if next <= last));
    let Some((asked, told)) = again.and_then(|last| counted.split_at_checked(last + 1)) else {
        return;
    };
    let asks = |(at, _): &(usize, u64)| survey.at(*at).asks() || survey.at(*at).tells_to();
    let known = |(_, number): &(usize, u64)| asked.iter().any(|(_, own)| own == number);
    let rises = told
        .windows(2)
        .all(|pair| matches!(pair, [(_, last), (_, next)] if last < next));
    let fits = asked.len() >= 2 && told.len() >= 2 && rises;
    if fits && asked.iter().all(asks) && !told.iter().any(asks) && told.iter().all(known) {
        keep(survey, told, survey.len());
    }
}

/// In lists: the first asks in most of its items, the next has the same numbers from 1 on, and no
/// item of it asks.
fn hide_listed(survey: &mut Survey<'_>) {
    let counts = |at: usize| {
        let line = survey.at(at);
        let list = line.is(&[Form::Plain, Form::Item]) && line.indent == 0 && !line.quote;
        let free = !survey.is_kept(at) && !line.is_of_contents();
        line.counted().filter(|_| list && free && !line.number().1)
    };
    let counted: Vec<(usize, u64)> = (0..survey.len())
        .filter_map(|at| Some((at, counts(at)?)))
        .collect();
    let runs: Vec<&Run> = counted
        .chunk_by(|(_, last), (_, next)| *next == last + 1)
        .collect();
    let answers = |pair: &&[&Run]| match pair {
        [asked, told] => are_asked_and_told(survey, asked, told),
        _ => false,
    };
    let told: Vec<&Run> = runs
        .windows(2)
        .filter(answers)
        .filter_map(|pair| pair.last().copied())
        .collect();
    for run in told {
        if let Some(label) = run.first().and_then(|(at, _)| label(survey, *at))
            && let Some(role) = survey.roles.get_mut(label)
        {
            *role = Some(Role::answer());
            survey.keep(label, label + 1, Kept::Answer);
        }
        let last = run.last().map_or(0, |(at, _)| *at);
        keep(survey, run, below(survey, last));
    }
}

fn are_asked_and_told(survey: &Survey<'_>, asked: &Run, told: &Run) -> bool {
    let same = asked
        .iter()
        .map(|one| one.1)
        .eq(told.iter().map(|one| one.1));
    let starts = told.first().is_some_and(|(_, number)| *number == 1);
    if !same || !starts || told.len() < FEWEST {
        return false;
    }
    let some = |run: &Run, is: &dyn Fn(usize) -> bool| run.iter().filter(|(at, _)| is(*at)).count();
    let tells = |at: usize| survey.at(at).tells_to();
    let most = some(asked, &|at| survey.at(at).asks() || tells(at)) * 5 >= asked.len() * 4;
    let none = some(told, &|at| survey.at(at).asks()) == 0;
    // An answer may say what to do; a list of what to do is none.
    let few = some(told, &tells) * 2 <= told.len();
    most && none && few && !is_asked_above(survey, asked, told)
}

/// Whether more than a label stands between two lists, or one that says that the second is talked
/// about as well.
fn is_asked_above(survey: &Survey<'_>, asked: &Run, told: &Run) -> bool {
    let last = asked.last().map_or(0, |(at, _)| *at);
    let first = told.first().map_or(0, |(at, _)| *at);
    let label = label(survey, first);
    let own = |at: usize| Some(at) == label || is_option(survey.at(at));
    let talks =
        |at: usize| survey.is_role(at, &[Sort::Questions]) || survey.at(at).announces_statements();
    let mut between = below(survey, last)..first;
    between.any(|at| !survey.at(at).is_blank() && !own(at)) || label.is_some_and(talks)
}

/// The line right above a list that says what it is.
fn label(survey: &Survey<'_>, first: usize) -> Option<usize> {
    let at = (0..first).rev().find(|at| !survey.at(*at).is_blank())?;
    let line = survey.at(at);
    let short = line.text.chars().count() <= LONGEST_LABEL && !line.asks();
    let says = line.counted().is_none() && !line.text.trim_end().ends_with(['.', '!']);
    let alone = at == 0 || survey.at(at - 1).is_blank() || line.form == Form::Heading;
    (short && says && alone && line.is(&[Form::Plain, Form::Bold, Form::Heading])).then_some(at)
}

/// The line behind an item and what stands below it, set in or without a line between.
fn below(survey: &Survey<'_>, at: usize) -> usize {
    let goes_on = |next: &usize| {
        let line = survey.at(*next);
        let near = line.form == Form::Plain && !survey.at(next - 1).is_blank();
        !line.is_blank() && line.indent == 0 && !near
    };
    (at + 1..survey.len()).find(goes_on).unwrap_or(survey.len())
}

/// Each with what stands below it, up to the next, a heading, or the end of all.
fn keep(survey: &mut Survey<'_>, told: &Run, end: usize) {
    let next = told.iter().skip(1).map(|(at, _)| *at).chain([end]);
    for ((from, _), to) in told.iter().zip(next) {
        let heads = |at: &usize| survey.at(*at).form == Form::Heading;
        let to = (*from..to).find(heads).unwrap_or(to);
        survey.keep(*from, to, Kept::Answer);
    }
}
