//! What the first reading keeps back, in the lines of the second one.

use super::{BACK, Kept, Survey, label, line::Form, restated, staff};
use crate::case::read::Hidden;

/// Keeps back what the first reading keeps back.
pub(in crate::case::read) fn adopt(survey: &mut Survey<'_>, hidden: &[Hidden]) {
    let units = survey.units.iter().map(|unit| (unit.from, unit.end));
    let asked = survey.within(units);
    let staff = ["facilitator notes", "facilitator note", "listen for"];
    let last = survey.lines.last().map_or(0, |line| line.number);
    for hidden in hidden {
        let what = match hidden.what {
            "model answer" => Kept::Answer,
            what if staff.contains(&what) => Kept::Staff,
            _ => continue,
        };
        // The title of a guide says of no line what it is; that was looked at here.
        let all = (hidden.to - hidden.from) * 2 > last;
        if survey.for_staff && what == Kept::Staff && all {
            continue;
        }
        let from = survey
            .lines
            .partition_point(|line| line.number < hidden.from);
        let from = from + usize::from(survey.at(from).is_blank());
        let to = survey
            .lines
            .partition_point(|line| line.number <= hidden.to);
        // A key that has its end here did not see the questions behind it.
        let next = survey.units.partition_point(|unit| unit.from < from);
        let next = survey.units.get(next).map_or(to, |unit| unit.from).min(to);
        let known = survey.is_kept(from) && next < to;
        let to = match known || has_ended(survey, from) {
            true => from,
            false => to
                .min(label::enclosed(survey, from))
                .min(ruled_off(survey, from, to)),
        };
        for at in from..to {
            if asked.get(at).is_some_and(|asked| !asked) && !is_cut_off(survey, at) {
                survey.keep(at, at + 1, what);
            }
        }
    }
    restated::hide_bare_heads(survey);
    staff::take_out_of_answers(survey);
}

/// Whether another part of the same line of the source is what is kept back of it.
fn is_cut_off(survey: &Survey<'_>, at: usize) -> bool {
    let own = survey.at(at).number;
    let next = (at + 1..survey.len()).take_while(|next| survey.at(*next).number == own);
    !survey.is_kept(at) && next.filter(|next| survey.is_kept(*next)).count() > 0
}

/// The rule at which an answer that is known here has its end.
fn ruled_off(survey: &Survey<'_>, from: usize, to: usize) -> usize {
    let known = survey.is_kept(from) && survey.at(from).form != Form::Heading;
    let ends = |at: &usize| survey.at(*at).form == Form::Rule && !survey.is_kept(*at);
    (from..to).find(|at| known && ends(at)).unwrap_or(to)
}

/// Whether a division that was closed above a line is what held the nearest answer.
fn has_ended(survey: &Survey<'_>, at: usize) -> bool {
    let above = (at.saturating_sub(BACK)..at).rev();
    let mut above = above.skip_while(|at| !survey.at(*at).is(&[Form::Heading, Form::Division]));
    above.next().is_some_and(|above| {
        let line = survey.at(above);
        line.form == Form::Division && line.text.is_empty() && line.raw.starts_with(":::")
    })
}
