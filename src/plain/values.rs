//! Answers as people type them: text, numbers of options, points, an order.

use crate::{
    case::{Answer, Kind, Value, number},
    journal::drafts::Draft,
    report::words::{self, line as one_line},
    text::Clean,
};

/// How an answer of that kind is typed. `why`: a reason is asked for.
pub(super) fn asks(kind: &Kind, why: bool) -> String {
    let reason = if why {
        "and why, in a few words after it."
    } else {
        "a reason may follow it."
    };
    match kind {
        Kind::Open => "write your answer.".to_owned(),
        Kind::Number { unit, .. } if unit.is_empty() => format!("type a number; {reason}"),
        Kind::Number { unit, .. } => format!("type a number ({}); {reason}", one_line(unit)),
        Kind::Choice { most: 1, .. } => {
            format!("type the number of one option; {reason}")
        }
        Kind::Choice { most, .. } => {
            format!("type the numbers of up to {most} options, as in 1, 3; {reason}")
        }
        Kind::Scale(scale) => match (scale.statements.len(), scale.low, scale.high) {
            (0, low, high) => format!("type a point from {low} to {high}; {reason}"),
            (1, low, high) => {
                format!("type a point from {low} to {high} for the statement; {reason}")
            }
            (count, low, high) => format!(
                "type {count} points from {low} to {high}, one for each statement in their order, as in {}; {reason}",
                example((0..count).map(|at| u64::from(low) + at as u64 % 2))
            ),
        },
        Kind::Rank { items } => format!(
            "type the numbers of all {} items in your order, the first one first, as in {}; {reason}",
            items.len(),
            example((1..=items.len() as u64).rev())
        ),
        Kind::Items { items } if items.len() == 1 => "write what you do with it.".to_owned(),
        Kind::Items { items } => format!(
            "write what you do with each of the {} items, behind its number, as in 1. I call back today. An item without a line is left alone.",
            items.len()
        ),
    }
}

fn example(numbers: impl Iterator<Item = u64>) -> String {
    let numbers: Vec<_> = numbers.map(|number| number.to_string()).collect();
    numbers.join(" ")
}

/// An answer in words, its reason too.
pub(super) fn said(kind: &Kind, answer: &Answer) -> String {
    let value = words::value(kind, &answer.value);
    if answer.reason.is_empty() {
        value.to_string()
    } else {
        format!("{value}, because: {}", answer.reason)
    }
}

/// A draft as it would have been typed.
pub(super) fn typed(kind: &Kind, draft: &Draft) -> String {
    let numbers = |numbers: &[u8], from: u8| {
        let numbers = numbers
            .iter()
            .map(|number| u64::from(*number) + u64::from(from));
        [example(numbers), draft.reason.to_string()].join(" ")
    };
    let text = match (kind, &draft.value) {
        (Kind::Number { .. }, Some(Value::Text(text))) => [text.as_str(), &draft.reason].join(" "),
        _ if !draft.text.is_empty() => draft.text.to_string(),
        (_, None) => String::new(),
        (_, Some(Value::Text(text))) => text.to_string(),
        (_, Some(value @ Value::Parts(_))) => {
            let parts = value.parts().map(|(at, part)| format!("{at}. {part}"));
            parts.collect::<Vec<_>>().join("\n")
        }
        (_, Some(Value::Choice(picked) | Value::Rank(picked))) => numbers(picked, 1),
        (_, Some(Value::Scale(points))) => numbers(points, 0),
    };
    text.trim().to_owned()
}

/// The options, statements or items, a line each.
pub(super) fn choices(kind: &Kind) -> Vec<String> {
    let numbered = |texts: &[Clean]| {
        texts
            .iter()
            .enumerate()
            .map(|(at, text)| format!("{}. {}", at + 1, one_line(text)))
            .collect::<Vec<_>>()
    };
    match kind {
        Kind::Open | Kind::Number { .. } => Vec::new(),
        Kind::Choice { options, .. } => numbered(options),
        Kind::Rank { items } | Kind::Items { items } => numbered(items),
        Kind::Scale(scale) => {
            let [low, high] = scale.ends().map(|end| one_line(&Clean::new(&end)));
            let mut lines = vec![format!("From {low} to {high}.")];
            lines.extend(numbered(&scale.statements));
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
    let again = || format!("That does not fit. Again: {}", asks(kind, false));
    let value = match kind {
        Kind::Items { items } => {
            let parts = parts(typed, items.len()).ok_or_else(again)?;
            return Ok(Answer {
                value: Value::Parts(parts),
                reason: Clean::default(),
            });
        }
        Kind::Open => return Ok(Answer::text(typed.trim_end())),
        Kind::Number { unit, comma } => {
            let (number, reason) = number::split(typed, unit, *comma).ok_or_else(again)?;
            return Ok(Answer {
                reason: Clean::new(reason.trim()),
                ..Answer::text(number)
            });
        }
        Kind::Choice { options, most } => {
            let picked = places(&numbers, options.len());
            let mut picked = picked
                .filter(|picked| picked.len() <= usize::from(*most))
                .ok_or_else(again)?;
            picked.sort_unstable();
            Value::Choice(picked)
        }
        Kind::Scale(scale) => {
            let points = numbers.iter().map(|number| u8::try_from(*number).ok());
            let points: Option<Vec<_>> = points
                .map(|point| point.filter(|point| scale.points().contains(point)))
                .collect();
            let points = points.filter(|points| points.len() == scale.marks());
            Value::Scale(points.ok_or_else(again)?)
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

/// What was typed to each of so many items, each behind its number; lines without one go on.
fn parts(typed: &str, items: usize) -> Option<Vec<Clean>> {
    let mut parts = vec![String::new(); items];
    let mut at = (items == 1).then_some(0);
    for line in typed.lines() {
        let digits = line.trim_start();
        let end = digits.find(|letter: char| !letter.is_ascii_digit());
        let (number, rest) = digits
            .split_at_checked(end.unwrap_or(0))
            .unwrap_or_default();
        let number = number
            .parse::<usize>()
            .ok()
            .filter(|_| rest.starts_with(['.', ')', ':']));
        let named = number.and_then(|number| number.checked_sub(1));
        let (place, words) = match named.filter(|place| *place < items) {
            Some(place) => (place, rest.get(1..).unwrap_or_default().trim_start()),
            None => (at?, line),
        };
        at = Some(place);
        let part = parts.get_mut(place)?;
        if !part.is_empty() {
            part.push('\n');
        }
        part.push_str(words);
    }
    Some(
        parts
            .iter()
            .map(|part| Clean::new(part.trim_end()))
            .collect(),
    )
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
        // “2nd” is a word.
        if digits.is_empty() || after.starts_with(char::is_alphanumeric) {
            return (numbers, rest);
        }
        numbers.push(digits.parse().unwrap_or(u64::MAX));
        rest = after.trim_start_matches([' ', ',', ';', '.', '>', ')', '\t']);
    }
}

/// Numbers counted from 1 as places counted from 0, each once.
/// What a number is that people count from 1.
pub(super) fn from_one(number: &str) -> Option<usize> {
    number.parse::<usize>().ok()?.checked_sub(1)
}

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
