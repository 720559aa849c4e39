//! Answers as people type them: text, numbers of options, points, an order.

use crate::{
    case::{Answer, Kind, Value},
    text::Clean,
};

/// How an answer of that kind is typed.
pub(super) fn asks(kind: &Kind) -> String {
    match kind {
        Kind::Open => "write your answer; an empty line ends it.".to_owned(),
        Kind::Choice { most: 1, .. } => {
            "type the number of one option; a reason may follow it.".to_owned()
        }
        Kind::Choice { most, .. } => {
            format!("type the numbers of up to {most} options, as in 1, 3.")
        }
        Kind::Scale {
            low,
            high,
            statements,
            ..
        } if statements.is_empty() => {
            format!("type a point from {low} to {high}; a reason may follow it.")
        }
        Kind::Scale {
            low,
            high,
            statements,
            ..
        } => format!(
            "type {} points from {low} to {high}, in the order of the statements.",
            statements.len()
        ),
        Kind::Rank { items } => format!(
            "type the numbers of all {} items, the first one first.",
            items.len()
        ),
    }
}

/// The options, statements or items, a line each.
pub(super) fn choices(kind: &Kind) -> Vec<String> {
    let numbered = |texts: &[Clean]| {
        texts
            .iter()
            .enumerate()
            .map(|(at, text)| format!("{}. {text}", at + 1))
            .collect::<Vec<_>>()
    };
    match kind {
        Kind::Open => Vec::new(),
        Kind::Choice { options, .. } => numbered(options),
        Kind::Rank { items } => numbered(items),
        Kind::Scale {
            low,
            high,
            low_label,
            high_label,
            statements,
        } => {
            let end = |point: &u8, label: &Clean| {
                if label.is_empty() {
                    point.to_string()
                } else {
                    format!("{point} ({label})")
                }
            };
            let mut lines = vec![format!(
                "From {} to {}.",
                end(low, low_label),
                end(high, high_label)
            )];
            lines.extend(numbered(statements));
            lines
        }
    }
}

/// The answer that was typed, or what to type instead.
pub(super) fn answer(kind: &Kind, typed: &str) -> Result<Answer, String> {
    if typed.trim().is_empty() {
        return Err("Nothing is written yet. Write something, or /pass.".to_owned());
    }
    let (numbers, reason) = leading_numbers(typed);
    let again = || format!("That does not fit: {}", asks(kind));
    let value = match kind {
        Kind::Open => return Ok(Answer::text(typed)),
        Kind::Choice { options, .. } => {
            let mut picked = places(&numbers, options.len()).ok_or_else(again)?;
            picked.sort_unstable();
            Value::Choice(picked)
        }
        Kind::Scale {
            low,
            high,
            statements,
            ..
        } => {
            let fits = numbers.len() == statements.len().max(1);
            let within = numbers
                .iter()
                .all(|number| (u64::from(*low)..=u64::from(*high)).contains(number));
            if !fits || !within {
                return Err(again());
            }
            Value::Scale(
                numbers
                    .iter()
                    .filter_map(|number| u8::try_from(*number).ok())
                    .collect(),
            )
        }
        Kind::Rank { items } => {
            let order = places(&numbers, items.len()).filter(|order| order.len() == items.len());
            Value::Rank(order.ok_or_else(again)?)
        }
    };
    Ok(Answer {
        value,
        reason: Clean::new(reason.trim()),
    })
}

/// The numbers that a line begins with, and what follows them.
fn leading_numbers(typed: &str) -> (Vec<u64>, &str) {
    let mut numbers = Vec::new();
    let mut rest = typed.trim_start();
    loop {
        let end = rest
            .find(|letter: char| !letter.is_ascii_digit())
            .unwrap_or(rest.len());
        let (digits, after) = rest.split_at_checked(end).unwrap_or(("", rest));
        match digits.parse() {
            Ok(number) => numbers.push(number),
            Err(_) => return (numbers, rest),
        }
        rest = after.trim_start_matches([' ', ',', ';', '.', '>', ')', '\t']);
    }
}

/// Numbers counted from 1 as places counted from 0, each once.
fn places(numbers: &[u64], count: usize) -> Option<Vec<u8>> {
    let mut places: Vec<u8> = Vec::new();
    for number in numbers {
        let place = usize::try_from(*number)
            .ok()?
            .checked_sub(1)
            .filter(|place| *place < count)?;
        let place = u8::try_from(place).ok()?;
        if places.contains(&place) {
            return None;
        }
        places.push(place);
    }
    (!places.is_empty()).then_some(places)
}
