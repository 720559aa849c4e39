//! Whether an answer is one that its question asks for.

use super::{Refusal, Ruling, rule::written};
use crate::{
    case::{Kind, Value, number},
    text::Clean,
};

/// The value is one that the question asks for.
pub(super) fn fits(kind: &Kind, value: &Value) -> Ruling {
    let wrong = |why| Err(Refusal::WrongValue(why));
    match (kind, value) {
        (Kind::Open, Value::Text(text)) => written(text),
        (Kind::Number { comma, .. }, Value::Text(text)) => {
            written(text)?;
            match number::of(text, *comma) {
                Some(_) => Ok(()),
                None => wrong("Type one number; its unit may stand behind it."),
            }
        }
        (Kind::Choice { options, most }, Value::Choice(picked)) => {
            if picked.is_empty() {
                Err(Refusal::Empty)
            } else if !ascending(picked) || !below(picked, options.len()) {
                wrong("Pick from the options that are there, each once.")
            } else if picked.len() > usize::from(*most) {
                wrong("That is more than may be picked. Take one away.")
            } else {
                Ok(())
            }
        }
        (Kind::Scale(scale), Value::Scale(points)) => {
            if points.len() != scale.marks() {
                wrong("Give every statement a point on the scale.")
            } else if points.iter().any(|point| !scale.points().contains(point)) {
                wrong("Stay within the scale.")
            } else {
                Ok(())
            }
        }
        (Kind::Rank { items }, Value::Rank(order)) if order.is_empty() && !items.is_empty() => {
            wrong(
                "Nothing was put in order yet. Move an item; where all stand right, there and back.",
            )
        }
        (Kind::Rank { items }, Value::Rank(order)) => {
            let mut sorted = order.clone();
            sorted.sort_unstable();
            if order.len() == items.len() && ascending(&sorted) && below(&sorted, items.len()) {
                Ok(())
            } else {
                wrong("Put every item in the order, each once.")
            }
        }
        (Kind::Items { items }, Value::Parts(parts)) => {
            if parts.len() != items.len() {
                return wrong("Answer the items that are there, each at its place.");
            }
            written(&parts.iter().map(Clean::as_str).collect::<String>())
        }
        (
            _,
            Value::Text(_) | Value::Choice(_) | Value::Scale(_) | Value::Rank(_) | Value::Parts(_),
        ) => wrong("This question asks for another kind of answer."),
    }
}

fn ascending(numbers: &[u8]) -> bool {
    numbers.is_sorted_by(|a, b| a < b)
}

fn below(numbers: &[u8], count: usize) -> bool {
    numbers.iter().all(|number| usize::from(*number) < count)
}
