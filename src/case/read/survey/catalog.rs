//! Lists that are taken for questions though nothing near them says so, and lists that are not.

use super::{
    Survey,
    choose::{self, Scored},
    line::Form,
    score::ACCEPTED,
    taken::Taken,
    unit::{Group, Unit},
};
use crate::case::vocabulary::{names_an_exam, names_questions_folded};

/// Whether paragraphs stand one after the other: a story does not ask so often.
fn are_in_a_row(survey: &Survey<'_>, units: &[Unit]) -> bool {
    let blank = |from: usize, to: usize| (from..to).all(|at| survey.at(at).is_blank());
    let pairs = units.iter().zip(units.iter().skip(1));
    let pairs = pairs
        .filter(|(one, next)| blank(one.to + 1, next.from))
        .count();
    units.len() >= 4 && (pairs + 1) * 5 >= units.len() * 4
}

/// Where nothing was accepted: the best list of which four in five ask.
pub(super) fn best_list(survey: &Survey<'_>, scored: &[Scored]) -> Vec<Unit> {
    let fits = |one: &&Scored| {
        let of = &one.features;
        let group = one.key.group;
        let listed = matches!(group, Group::Ordered | Group::Bullets) && of.count >= 3;
        let outer = matches!(group, Group::HeadingAsks | Group::BoldAsks)
            && (of.answered >= 0.5 || of.count >= 2);
        let told = || of.answered >= 0.5 || are_in_a_row(survey, &one.units);
        let kind = listed || outer || group == Group::Paragraph && told();
        // A sheet of exercises orders as much as it asks.
        let orders = one.key.group == Group::Ordered && of.runs && of.ask + of.command >= 0.8;
        (of.ask >= 0.8 || orders) && of.label >= 0.0 && of.quoted < 0.5 && kind
    };
    let points = |one: &&Scored| {
        let outer = matches!(
            one.key.group,
            Group::Ordered | Group::HeadingAsks | Group::BoldAsks
        );
        one.features.count as f32 + 2.0 * one.features.label + if outer { 3.0 } else { 0.0 }
    };
    let Some(best) = scored
        .iter()
        .filter(fits)
        .max_by(|one, other| points(one).total_cmp(&points(other)))
    else {
        return Vec::new();
    };
    let same = |one: &&Scored| one.key.group == best.key.group && (one.key.a == best.key.a);
    let mut units: Vec<Unit> = scored
        .iter()
        .filter(fits)
        .filter(same)
        .flat_map(|one| one.units.clone())
        .collect();
    for unit in &mut units {
        unit.end = choose::extent(survey, unit);
    }
    units
}

/// Whether bullets that neither ask nor order stand below the same label as a run of numbers that
/// was found: they answer it, or are part of it.
pub(super) fn hangs(one: &Scored, scored: &[Scored]) -> bool {
    let first = one.units.first().map_or(0, |unit| unit.from);
    let runs = |other: &&Scored| {
        let begins = other.units.first().is_some_and(|unit| unit.from < first);
        let likely = other.points >= ACCEPTED && other.features.runs && other.features.count >= 3;
        other.key.group == Group::Ordered && other.key.b == one.key.b && begins && likely
    };
    one.key.group == Group::Bullets && scored.iter().any(|other| runs(&other))
}

/// Whether an item of a quote hangs below a line that is counted and not quoted.
pub(super) fn answers_in_a_quote(survey: &Survey<'_>, at: usize) -> bool {
    let mut above = (0..at).rev().map(|at| survey.at(at));
    let own = survey.at(at);
    own.quote && !own.asks() && {
        let line = above.find(|line| !line.is_blank() && !line.quote);
        line.is_some_and(|line| line.form == Form::Item && line.item_number().is_some())
    }
}

/// Whether all of a list asks below a heading beside one whose list was taken.
pub(super) fn asks_beside(survey: &Survey<'_>, one: &Scored, taken: &Taken) -> bool {
    let head = |unit: &Unit| {
        let head = survey.path(unit.from).next()?;
        Some((
            survey.above.get(&head).copied(),
            survey.at(head).level,
            head,
        ))
    };
    let list = |unit: &&Unit| matches!(unit.form, Group::Ordered | Group::Bullets);
    let of = &one.features;
    let asks = of.ask >= 1.0 && of.count >= 3 && of.label >= 0.0 && of.quoted < 0.5;
    let own = one.units.first().filter(list).and_then(head);
    let beside = |(above, level, own): (Option<usize>, u8, usize)| {
        let mut all = taken.units().iter().filter(list).filter_map(head);
        above.is_some() && all.any(|other| (other.0, other.1) == (above, level) && other.2 != own)
    };
    asks && own.is_some_and(beside)
}

/// What is worked out of a topic has no more lines.
const TOPIC: usize = 30;

/// Whether the title, or the heading right above the first topic, speaks of questions or an exam.
pub(super) fn examines(survey: &Survey<'_>, units: &[Unit]) -> bool {
    let first = units.first().map_or(0, |unit| unit.from);
    let before = survey.headings.partition_point(|head| *head < first);
    let above = before.checked_sub(1).and_then(|at| survey.headings.get(at));
    let speaks = |head: &usize| {
        let text = survey.at(*head).folded();
        names_questions_folded(text) || names_an_exam(text)
    };
    // What goes on for pages is a book.
    let last = units.last().map_or(first, |unit| unit.from);
    let short = last - first <= units.len() * TOPIC;
    short && (survey.about_questions || above.is_some_and(speaks))
}
