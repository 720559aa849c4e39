//! The numbers of the questions once more, below them: "Q1: …" that asks nothing answers the first.

use super::{Kept, Survey, line::Form};

/// Hides what stands behind numbers that were asked before: the first run asks in every line, the
/// second, with the same numbers, in none.
pub(super) fn hide(survey: &mut Survey<'_>) {
    let counted: Vec<(usize, u64)> = (0..survey.len())
        .filter(|at| survey.at(*at).is(&[Form::Plain, Form::Bold, Form::Item]))
        .filter_map(|at| match survey.at(at).number() {
            (Some(number), true) => Some((at, number)),
            _ => None,
        })
        .collect();
    let again = counted.windows(2).position(|pair| match pair {
        [(_, last), (_, next)] => next <= last,
        _ => false,
    });
    let Some((asked, told)) = again.and_then(|last| counted.split_at_checked(last + 1)) else {
        return;
    };
    let asks = |(at, _): &(usize, u64)| survey.at(*at).asks() || survey.at(*at).tells_to();
    let known = |(_, number): &(usize, u64)| asked.iter().any(|(_, own)| own == number);
    let rises = told.windows(2).all(|pair| match pair {
        [(_, last), (_, next)] => last < next,
        _ => true,
    });
    let fits = asked.len() >= 2 && told.len() >= 2 && rises;
    if !fits || !asked.iter().all(asks) || told.iter().any(asks) || !told.iter().all(known) {
        return;
    }
    let heads = |at: &usize| survey.at(*at).form == Form::Heading;
    let ends: Vec<(usize, usize)> = told
        .iter()
        .enumerate()
        .map(|(nth, (at, _))| {
            let next = told.get(nth + 1).map_or(survey.len(), |(next, _)| *next);
            let head = (*at..next).find(heads).unwrap_or(next);
            (*at, head)
        })
        .collect();
    for (from, to) in ends {
        survey.keep(from, to, Kept::Answer);
    }
}
