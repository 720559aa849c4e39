//! Answers to an in-basket, item by item.

use super::{
    Question,
    first::{Writer, writers},
};
use crate::text::Clean;

/// An item, and what people do with it.
pub(super) struct Handled<'a> {
    pub(super) item: &'a Clean,
    pub(super) said: Vec<(String, &'a Clean)>,
    /// Those who left it alone.
    pub(super) alone: Vec<String>,
}

/// What people said to each item, in the author's order; none where it is no such question, where
/// somebody wrote more than one version, or where answers were put under themes.
pub(super) fn by_item(question: &Question) -> Option<Vec<Handled<'_>>> {
    let writers = writers(question.answers.iter());
    let once = writers.iter().all(|writer| writer.given.len() == 1);
    let plain = question.kind == "items" && question.themes.is_empty() && !writers.is_empty();
    if !plain || !once {
        return None;
    }
    let handled = question.options.iter().enumerate().map(|(at, item)| {
        let mut handled = Handled {
            item,
            said: Vec::new(),
            alone: Vec::new(),
        };
        for writer in &writers {
            match part(writer, at) {
                Some(text) => handled.said.push((writer.name(), text)),
                None => handled.alone.push(writer.name()),
            }
        }
        handled
    });
    Some(handled.collect())
}

/// What a writer says to the item at that place.
fn part<'a>(writer: &Writer<'a>, at: usize) -> Option<&'a Clean> {
    let given = *writer.given.first()?;
    let part = given.value.texts().get(at)?;
    (!part.trim().is_empty()).then_some(part)
}
