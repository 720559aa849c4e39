//! Whether what stands below the questions of our own format answers them: prose is a part of a
//! question there, if its form does not say that it is more.

use super::{
    Kept, Survey,
    ask::{is_option, is_slot},
    line::Form,
    repeat::{below, tail},
    unit::Unit,
};

/// Whether nearly all of several questions in a list have short notes below that neither ask
/// nor can be picked: what one would say to them.
pub(super) fn is_noted_below(survey: &Survey<'_>, group: &[usize]) -> bool {
    let units = group.iter().filter_map(|at| survey.units.get(*at));
    let noted = |unit: &&Unit| {
        let (own, tail) = (survey.at(unit.from), tail(survey, unit));
        let note = |at: &usize| {
            let line = survey.at(*at);
            let told = line.form == Form::Plain && super::line::is_bold_item(own.raw);
            let item = (line.form == Form::Item || told) && line.indent > own.indent;
            item && !line.asks() && !is_option(line) && !is_slot(line)
        };
        let tells = tail.iter().filter(|at| survey.at(**at).tells_to()).count();
        let some = if super::line::is_bold_item(own.raw) {
            1
        } else {
            2
        };
        let most = tail.len() >= some && tells * 2 <= tail.len() && tail.iter().all(note);
        own.asks() && own.form == Form::Item && most
    };
    group.len() >= 3 && units.filter(noted).count() * 5 >= group.len() * 4
}

/// Whether nothing but a list stands below nearly each of several headings that ask, and no
/// answer anywhere is told by a label: the lists are what one would say.
pub(super) fn is_listed_below(survey: &Survey<'_>, group: &[usize]) -> bool {
    let units = group.iter().filter_map(|at| survey.units.get(*at));
    let listed = |unit: &&Unit| {
        let below = below(survey, unit);
        let note = |at: &usize| {
            let line = survey.at(*at);
            line.form == Form::Item && !is_option(line) && !is_slot(line)
        };
        let heads = survey.at(unit.from).form == Form::Heading;
        heads && below.len() >= 2 && below.iter().all(note)
    };
    let told = survey.kept.values().any(|kept| *kept == Kept::Answer);
    !told && group.len() >= 4 && units.filter(listed).count() * 5 >= group.len() * 4
}

/// Whether each of several questions, each a sentence that asks, or each a heading without one, has
/// text below it that asks nothing, where no label of ours stands anywhere: whoever writes a case
/// of our own has a model answer, a hint or a question without more.
pub(super) fn is_told_below(survey: &Survey<'_>, group: &[usize]) -> bool {
    let units: Vec<&Unit> = group
        .iter()
        .filter_map(|at| survey.units.get(*at))
        .collect();
    let asks = |unit: &&&Unit| survey.at(unit.from).asks() || survey.at(unit.from).tells_to();
    let asking = units.iter().filter(asks).count();
    let heads = units
        .iter()
        .all(|unit| survey.at(unit.from).form == Form::Heading);
    let sure = asking == units.len() || heads && units.len() >= MANY;
    let told = |unit: &&Unit| {
        let tail = tail(survey, unit);
        let idle = |at: &usize| {
            let line = survey.at(*at);
            !line.asks() && !is_option(line) && !is_slot(line) && line.form != Form::Table
        };
        let says = tail.iter().any(|at| survey.at(*at).text.len() > SAYS);
        let asking = tail.iter().filter(|at| survey.at(**at).asks()).count();
        says && tail.first().is_some_and(idle) && asking * 8 <= tail.len()
    };
    let ours = || {
        survey.kept.values().any(|kept| *kept == Kept::Answer)
            || (0..survey.len()).any(|at| survey.at(at).is_field())
    };
    units.len() >= 3
        && sure
        && units.iter().filter(|unit| told(unit)).count() * 10 >= units.len() * 9
        && !ours()
}

/// So many headings with text below that asks nothing are no questions with more words.
const MANY: usize = 5;
/// What is longer, in bytes, is a sentence.
pub(super) const SAYS: usize = 30;
