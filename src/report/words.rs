//! Answers and tallies in words, for reports and plain lines.

use crate::{
    case::{Kind, Value, basket, number, plain},
    session::{AnswerRound, AskedFor, Byline, Numbers, QuestionView, Spread, Tally, VoteRound},
    text::{Clean, plural},
};

/// What is said to whoever studies alone and asks for the notes to whoever leads, where none may
/// be seen yet.
pub const NOTES_ALONE: &str = "Notes to whoever leads a group come when you have compared your answer, and those to the whole case at the close; here there are none to see now.";

/// The author's Markdown as one line of plain text.
pub fn line(markdown: &str) -> Clean {
    Clean::line(&plain(markdown))
}

/// The same before a colon: without the full stop that may end it.
fn before_colon(markdown: &str) -> String {
    line(markdown).trim_end_matches('.').to_owned()
}

/// How a paragraph was used: "cited 2 times, marked".
pub fn used(uses: usize, marked: bool) -> String {
    let cited = plural(uses - usize::from(marked && uses > 0), "time", "times");
    match (uses, marked) {
        (1, true) => "marked".to_owned(),
        (_, true) => format!("cited {cited}, marked"),
        (_, false) => format!("cited {cited}"),
    }
}

pub fn asked(asked: &AskedFor) -> Clean {
    let by = asked.by.words().unwrap_or("the group");
    let question = asked
        .question
        .map(|number| format!(" in question {number}"));
    let question = question.unwrap_or_default();
    Clean::line(&format!(
        "Asked for by {by}{question}, {} min after the session was opened.",
        asked.minutes
    ))
}

pub fn value(kind: &Kind, value: &Value) -> Clean {
    let between = match (kind, value) {
        // The same words in memory, not a copy of them.
        (_, Value::Text(text)) if !matches!(kind, Kind::Number { .. }) => return text.clone(),
        (_, Value::Parts(_)) => "\n",
        (_, Value::Text(_) | Value::Choice(_) | Value::Scale(_) | Value::Rank(_)) => "; ",
    };
    each(kind, value).join(between).into()
}

/// The same, each thing that was picked, rated or put in order by itself.
pub fn each(kind: &Kind, value: &Value) -> Vec<String> {
    match (kind, value) {
        (Kind::Number { unit, .. }, Value::Text(text)) => {
            vec![number::with_unit(text, unit).to_string()]
        }
        (_, Value::Text(text)) => vec![text.to_string()],
        (_, Value::Parts(_)) => basket::lines(kind, value),
        (Kind::Choice { options, .. }, Value::Choice(picked)) => {
            let picked = picked.iter().filter_map(|at| options.get(usize::from(*at)));
            picked.map(|option| line(option).to_string()).collect()
        }
        (Kind::Scale(scale), Value::Scale(points)) if scale.statements.is_empty() => {
            let points = points.iter();
            points
                .map(|point| format!("{point} of {}", scale.high))
                .collect()
        }
        (Kind::Scale(scale), Value::Scale(points)) => {
            let both = scale.statements.iter().zip(points);
            let high = scale.high;
            both.map(|(statement, point)| format!("{}: {point} of {high}", before_colon(statement)))
                .collect()
        }
        (Kind::Rank { items }, Value::Rank(order)) => {
            let named = order.iter().filter_map(|at| items.get(usize::from(*at)));
            let named = named.enumerate();
            named
                .map(|(at, item)| format!("{}. {}", at + 1, line(item)))
                .collect()
        }
        (_, Value::Choice(numbers) | Value::Scale(numbers) | Value::Rank(numbers)) => {
            vec![format!("{numbers:?}")]
        }
    }
}

/// A round of votes in words, a line for each item or objection.
pub fn vote_round(round: &VoteRound) -> Vec<String> {
    let mut lines = Vec::new();
    for item in &round.items {
        let words = before_colon(&item.words);
        match item.spread {
            Some(spread) => {
                let agreed = if item.agreed { ", agreed" } else { "" };
                lines.push(format!(
                    "{words}: median {}, half between {} and {}{agreed}",
                    spread.median, spread.low, spread.high
                ));
                let reasons = item.reasons.iter();
                lines.extend(reasons.map(|(_, points, why)| format!("{points}: {why}")));
            }
            None if item.dots => {
                let dots = plural(item.points, "dot", "dots");
                lines.push(format!("{words}: {dots}"));
            }
            None if item.unrated => lines.push(format!("{words}: nobody rated it")),
            None => {
                let points = plural(item.points, "point", "points");
                lines.push(format!("{words}: {points}"));
            }
        }
    }
    if let Some(consents) = round.consents {
        lines.push(format!("Consent: {consents}"));
        for (by, why) in &round.objections {
            let by = super::named(by);
            lines.push(format!("{by} objects: {why}"));
        }
    }
    lines.extend(people("Passed", &round.passed));
    lines.extend(people("Did not vote, and not counted", &round.silent));
    lines
}

/// "Passed: Ann, Ben", or how many where they are not named; none where there is nobody.
pub fn people(what: &str, who: &[Byline]) -> Option<String> {
    let names: Vec<_> = who.iter().map(super::named).collect();
    let mut named: Vec<_> = names.into_iter().filter(|name| !name.is_empty()).collect();
    if let unnamed @ 1.. = who.len() - named.len() {
        named.push(plural(unnamed, "person", "people").into());
    }
    (!named.is_empty()).then(|| format!("{what}: {}", named.join(", ")))
}

/// How many changed their mind after all answers were shown, and how many came late, and that
/// neither is counted; nothing where nobody did.
pub fn uncounted(question: &QuestionView) -> Vec<String> {
    let said = |count: usize, did: &str, counted: &str| {
        let counted = question.tally.as_ref().map_or("", |_| counted);
        (count > 0).then(|| format!("{} {did}{counted}", plural(count, "answer", "answers")))
    };
    let changed = question.newest().filter(|answer| answer.changed).count();
    let late = question.newest().filter(|one| one.late && !one.changed);
    let late = late.count();
    let changed = said(changed, "changed since", "; counted as they stood before");
    let late = said(late, "came after all were shown", "; not counted");
    changed.into_iter().chain(late).collect()
}

/// What the answers of one round add up to, in words.
pub fn answer_round(kind: &Kind, round: &AnswerRound) -> Vec<String> {
    let mut lines = tally(kind, &round.tally);
    if round.silent > 0 {
        let did = plural(round.silent, "person", "people");
        lines.push(format!(
            "Did not answer in this round, and not counted: {did}"
        ));
    }
    lines
}

/// A tally in words, a line for each option, statement or item.
pub fn tally(kind: &Kind, tally: &Tally) -> Vec<String> {
    match (kind, tally) {
        (Kind::Choice { options, .. }, Tally::Choice { counts, .. }) => options
            .iter()
            .zip(counts)
            .map(|(option, count)| format!("{}: {count}", before_colon(option)))
            .collect(),
        (Kind::Scale(scale), Tally::Scale(rows)) => rows
            .iter()
            .enumerate()
            .map(|(at, (counts, median))| {
                let points = counts.iter().enumerate();
                let points: Vec<_> = points
                    .map(|(point, count)| format!("{}×{count}", usize::from(scale.low) + point))
                    .collect();
                let statement = scale.statements.get(at).map_or(String::new(), |statement| {
                    format!("{}: ", before_colon(statement))
                });
                let spread = Spread::of_counts(counts, scale.low);
                format!(
                    "{statement}median {median}, half between {} and {} ({})",
                    spread.low,
                    spread.high,
                    points.join(", ")
                )
            })
            .collect(),
        (Kind::Rank { items }, Tally::Rank(rows)) => {
            let mut sorted: Vec<_> = items.iter().zip(rows).collect();
            sorted.sort_by(|(_, (a, _)), (_, (b, _))| a.total_cmp(b));
            let said = |(item, (mean, first)): (&Clean, &(f32, usize))| {
                let item = before_colon(item);
                format!("{item}: mean place {mean:.1}, first {first}×")
            };
            sorted.into_iter().map(said).collect()
        }
        (Kind::Number { unit, comma }, Tally::Numbers(found)) => numbers(found, unit, *comma),
        _ => Vec::new(),
    }
}

/// Numbers in words: how they spread, and how many are right where that may be known.
fn numbers(found: &Numbers, unit: &str, comma: bool) -> Vec<String> {
    let say = |value: f64| number::say(value, comma);
    let (Some(least), Some(most)) = (found.values.first(), found.values.last()) else {
        return Vec::new();
    };
    let [low, median, high] = found.quartiles().map(say);
    let unit = if unit.is_empty() {
        String::new()
    } else {
        format!(" {unit}")
    };
    let spread = format!(
        "median {median}{unit}, half between {low} and {high}, from {} to {}",
        say(*least),
        say(*most)
    );
    let met = found.met().map(|[right, near, off]| {
        format!("right: {right}, near (within twice the tolerance): {near}, off: {off}")
    });
    std::iter::once(spread).chain(met).collect()
}
