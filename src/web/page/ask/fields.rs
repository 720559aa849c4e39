//! What a form holds when it comes up: what was typed, else what was said before.

use super::{Fields, Pick};
use crate::{
    case::{Scale, Value},
    report::{html::prose, words},
    text::Clean,
    web::{page::Seen, picture},
};

/// Each item of an in-basket, with what is written to it.
pub(super) fn parts(
    seen: Seen<'_>,
    items: &[Clean],
    before: Option<&Value>,
) -> Vec<(String, String)> {
    let texts = before.map_or(&[][..], Value::texts);
    let part = |(at, item): (usize, &Clean)| {
        let written = match seen.looks.typed {
            Some(_) => seen.typed(&format!("part-{at}")),
            None => texts.get(at).map_or("", Clean::as_str),
        };
        (picture::shown(item), written.to_owned())
    };
    items.iter().enumerate().map(part).collect()
}

/// Something to pick, as it was typed, or else as it was before.
pub(super) fn pick(seen: Seen<'_>, name: &str, words: String, value: String, was: bool) -> Pick {
    let on = match seen.looks.typed {
        Some(typed) => typed.all(name).any(|one| one == value),
        None => was,
    };
    Pick { words, value, on }
}

pub(super) fn scale(seen: Seen<'_>, scale: &Scale, before: Option<&Value>) -> Fields {
    let labels = [&scale.low_label, &scale.high_label].map(|label| words::line(label).to_string());
    let one = [Clean::default()];
    let statements = match scale.statements.as_slice() {
        [] => &one[..],
        some => some,
    };
    let was = |at: usize, point: u8| matches!(before, Some(Value::Scale(points)) if points.get(at) == Some(&point));
    let row = |(at, statement): (usize, &Clean)| {
        let name = format!("point-{at}");
        let picks = scale.points().map(|point| {
            pick(
                seen,
                &name,
                point.to_string(),
                point.to_string(),
                was(at, point),
            )
        });
        (prose::inline(statement), picks.collect())
    };
    let [low_label, high_label] = labels;
    Fields::Scale {
        statements: statements.iter().enumerate().map(row).collect(),
        low: (scale.low, low_label),
        high: (scale.high, high_label),
        few: scale.high.saturating_sub(scale.low) < 5,
    }
}

pub(super) fn rank(seen: Seen<'_>, items: &[Clean], before: Option<&Value>) -> Fields {
    let neutral: Vec<_> = (0..items.len()).map(|at| at.to_string()).collect();
    let order: Vec<String> = match (seen.looks.typed, before) {
        (Some(typed), _) => typed.all("order").map(str::to_owned).collect(),
        (None, Some(Value::Rank(order))) => order.iter().map(u8::to_string).collect(),
        (None, _) => neutral.clone(),
    };
    let mut sorted = order.clone();
    sorted.sort_by_key(|at| at.parse::<usize>().unwrap_or(usize::MAX));
    let order = if sorted == neutral { order } else { neutral };
    let item = |value: String| {
        let at = value.parse::<usize>().ok().and_then(|at| items.get(at));
        Pick {
            words: at.map_or_else(String::new, |item| prose::inline(item)),
            value,
            on: false,
        }
    };
    let typed = seen.looks.typed;
    let moved = before.is_some() || typed.is_some_and(|typed| typed.get("moved").is_some());
    Fields::Rank(order.into_iter().map(item).collect(), moved)
}
