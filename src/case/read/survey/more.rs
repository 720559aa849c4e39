//! Whether the survey knows more than the first reading does.

use super::{
    Kept, Survey,
    unit::{Group, Unit},
};
use crate::case::read::Hidden;

/// Whether a question that a label announces was overlooked by the first reading.
pub(in crate::case::read) fn finds_more(survey: &Survey<'_>) -> bool {
    let known = |unit: &&Unit| survey.known.contains(&survey.at(unit.from).number);
    let all = survey.units.iter().filter(known).count() >= survey.known.len();
    let more = |unit: &Unit| {
        let line = survey.at(unit.from);
        // "Then discuss as a group:" announces too what asks below.
        let told = || line.asks() && survey.question_label(unit.from).1.is_some();
        let announced = unit.section >= 2.5 || (unit.section >= 2.0 && told());
        !known(&unit) && announced && !line.folded
    };
    // A heading of an answer is sure that what stands above it asks.
    let paired = |unit: &Unit| !known(&unit) && survey.pairs.contains(&unit.from);
    let answered =
        |unit: &&Unit| unit.form == Group::Answered && !known(unit) && survey.at(unit.from).asks();
    let answered = survey.units.iter().filter(answered).count();
    survey.units.iter().any(paired)
        || answered >= 2 && answered > survey.known.len()
        || all && survey.units.iter().any(more)
}

/// Whether words to the staff stand in what the first reading takes for an answer.
pub(in crate::case::read) fn sets_apart(survey: &Survey<'_>, hidden: &[Hidden]) -> bool {
    // A row of a table may hold both.
    let alone = |at: usize| survey.at(at - 1).number != survey.at(at).number;
    let staff = |(at, kept): (&usize, &Kept)| (*kept == Kept::Staff).then_some(*at);
    let staff = survey.kept.iter().filter_map(staff);
    let staff: Vec<usize> = staff.filter(|at| *at > 0 && alone(*at)).collect();
    let within = |hidden: &Hidden| {
        let from = survey
            .lines
            .partition_point(|line| line.number < hidden.from);
        let next = staff.get(staff.partition_point(|at| *at <= from));
        let first = survey.kept.range(from..).next();
        first.is_some_and(|(_, kept)| *kept == Kept::Answer)
            && next.is_some_and(|at| survey.at(*at).number <= hidden.to)
    };
    let answers = |hidden: &&Hidden| hidden.what == "model answer";
    !staff.is_empty() && hidden.iter().filter(answers).any(within)
}
