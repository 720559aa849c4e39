//! Questions that letters count, "a) Who …", "b) Why …": the same signs as options have, so what
//! stands above tells them apart.

use super::{Survey, ask::is_option, label::ABOVE, line::Form, named::tells_to_talk, role::Role};

/// The line below which a lettered line may ask: a text that does not ask itself, so that what
/// is lettered is nothing to pick from.
pub(super) fn lettered_below(survey: &Survey<'_>, at: usize) -> Option<usize> {
    let own = survey.at(at);
    if !own.asks() && !own.tells_to() {
        return None;
    }
    let of_the_list = |above: &usize| {
        let line = survey.at(*above);
        line.is_blank() || line.is_lettered() || survey.role(*above).is_some_and(Role::answers)
    };
    let mut above = (at.saturating_sub(ABOVE)..at).rev();
    let above = above.find(|above| !of_the_list(above))?;
    let line = survey.at(above);
    let colon = line.text.trim_end().ends_with([':', '：']) && !tells_to_talk(line);
    let picks =
        line.asks() || line.tells_to() && !tells_to_talk(line) || line.counted().is_some() || colon;
    let text = line.is(&[Form::Plain, Form::Heading, Form::Bold, Form::Item]);
    (text && !picks && !is_option(line)).then_some(above)
}

/// Whether the next line is an item of a list.
pub(super) fn lists_below(survey: &Survey<'_>, at: usize) -> bool {
    let next = (at + 1..survey.len()).find(|next| !survey.at(*next).is_blank());
    next.is_some_and(|next| survey.at(next).form == Form::Item)
}

/// Whether a lettered line stands alone above an answer: options come several at once.
pub(super) fn asks_by_letter(survey: &Survey<'_>, at: usize) -> bool {
    let before = (0..at).rev().find(|above| !survey.at(*above).is_blank());
    let several =
        before.is_some_and(|before| is_option(survey.at(before)) || survey.at(before).asks());
    survey.at(at).asks() && !several
}
