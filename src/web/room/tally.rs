//! What answers and votes add up to, on the room's page: blocks, a person each, round by round;
//! and the claims of the model answer with what people made of them.

use super::{Line, Scene, Spot, body, named};
use crate::{
    case::{Kind, Value},
    report::{
        chart::{Chart, Counted, Rated},
        html::prose,
        words,
    },
    session::{AnswerView, Byline, QuestionView, Stance, View},
    text::Clean,
};

/// Up to so many people a bar has a block for each.
const MOST_BLOCKS: usize = 30;

/// A tally's row: what it is, and its blocks in each round.
pub(super) struct Row {
    /// What is counted in it and in the rows after it, where another chart stands beside this one.
    pub(super) head: String,
    pub(super) label: String,
    pub(super) rounds: Vec<Count>,
    /// How points spread in each round that has any.
    pub(super) spreads: Vec<Drawn>,
    pub(super) words: String,
}

/// How many, as blocks of a person each, or as one bar; full is everybody.
pub(super) struct Count {
    pub(super) count: usize,
    /// Blocks of those that stayed, of those that came from another row, and of all others; none
    /// where there are too many.
    pub(super) blocks: Option<[usize; 3]>,
    /// Its part of everybody, in percent.
    pub(super) part: usize,
}

/// Where half of the points lie on the scale, and the median, in percent of it.
pub(super) struct Drawn {
    pub(super) from: f32,
    pub(super) part: f32,
    pub(super) median: f32,
}

/// A claim of the model answer.
pub(super) struct Claim {
    pub(super) text: String,
    pub(super) counts: [usize; 3],
    pub(super) open: bool,
    pub(super) contested: String,
}

pub(super) fn bars(view: &View, question: &QuestionView, charts: &[Chart]) -> Scene {
    let (mut rounds, mut rows) = (Vec::new(), Vec::new());
    for chart in charts {
        let first = rows.len();
        let names = match chart {
            Chart::Counts {
                what,
                rounds,
                rows: counted,
            } => {
                let all = counted.iter().flat_map(|row| &row.counts);
                let most = all.copied().max().unwrap_or(0).max(1);
                let all = view.people.len().max(most);
                rows.extend(counted.iter().map(|row| counts(question, row, all)));
                (*what, rounds)
            }
            Chart::Spreads {
                low,
                high,
                rounds,
                rows: rated,
            } => {
                rows.extend(rated.iter().map(|row| spreads(row, *low, *high)));
                ("Ratings", rounds)
            }
        };
        let (what, names) = names;
        rounds = names.iter().map(ToString::to_string).collect();
        if let Some(row) = rows.get_mut(first).filter(|_| charts.len() > 1) {
            what.clone_into(&mut row.head);
        }
    }
    Scene::Bars {
        question: prose::inline(&question.prompt.text),
        body: body(question),
        came: rows.iter().any(has_come),
        rounds,
        rows,
        reasons: reasons(question),
        moved: match question.asked_again {
            0 => String::new(),
            asked => format!("{} of {asked} moved.", question.moves.len()),
        },
        outcome: question
            .outcome
            .as_ref()
            .map_or_else(String::new, ToString::to_string),
    }
}

fn has_come(row: &Row) -> bool {
    let mut blocks = row.rounds.iter().filter_map(|round| round.blocks);
    blocks.any(|[_, came, _]| came > 0)
}

fn counts(question: &QuestionView, row: &Counted, all: usize) -> Row {
    let last = row.counts.len().saturating_sub(1);
    let moves = question.moves.iter();
    let came = moves
        .filter(|one| words::line(&one.to) == row.label)
        .count();
    let count = |(round, count): (usize, &usize)| {
        let came = if round == last && last > 0 { came } else { 0 };
        let came = came.min(*count);
        Count {
            count: *count,
            blocks: (all <= MOST_BLOCKS).then(|| [count - came, came, all - count]),
            part: count * 100 / all,
        }
    };
    let number = option_number(question, &row.label);
    Row {
        head: String::new(),
        label: number.map_or_else(
            || row.label.to_string(),
            |number| format!("{number}. {}", row.label),
        ),
        rounds: row.counts.iter().enumerate().map(count).collect(),
        spreads: Vec::new(),
        words: String::new(),
    }
}

/// The number of an option, as it stands on every screen.
fn option_number(question: &QuestionView, label: &str) -> Option<usize> {
    let Kind::Choice { options, .. } = &question.prompt.kind else {
        return None;
    };
    let at = options.iter().position(|one| words::line(one) == label)?;
    Some(at + 1)
}

/// Why each chose so, where somebody said, and what was objected; after the bars, a page of them after another.
fn reasons(question: &QuestionView) -> Vec<Line> {
    let said = question
        .newest()
        .filter(|one| !one.answer.reason.is_empty());
    let line = |one: &AnswerView| Line {
        by: match &one.answer.value {
            Value::Choice(picked) if !picked.is_empty() => {
                let picked: Vec<_> = picked.iter().map(|at| (at + 1).to_string()).collect();
                format!("{}: {}", named(&one.by), picked.join(", "))
            }
            Value::Choice(_)
            | Value::Text(_)
            | Value::Scale(_)
            | Value::Rank(_)
            | Value::Parts(_) => named(&one.by),
        },
        text: one.answer.reason.to_string(),
        reason: String::new(),
    };
    let objections = question.rounds.last().into_iter();
    let objections = objections.flat_map(|round| &round.objections);
    let objects = |(by, why): &(Byline, Clean)| Line {
        by: format!("{} objects", by.words().unwrap_or("Somebody")),
        text: why.to_string(),
        reason: String::new(),
    };
    said.map(line).chain(objections.map(objects)).collect()
}

/// A row of ratings, drawn and in words.
fn spreads(row: &Rated, low: u8, high: u8) -> Row {
    let spreads = row.spreads.iter().map(|spread| match spread {
        Some(spread) => format!(
            "median {}, half from {} to {}",
            spread.median, spread.low, spread.high
        ),
        None => "not rated".to_owned(),
    });
    let spreads = spreads.collect::<Vec<_>>().join(", then ");
    let scale = f32::from(high.saturating_sub(low).max(1));
    let at = |point: f32| (point - f32::from(low)) / scale * 100.0;
    let drawn = row.spreads.iter().flatten().map(|spread| Drawn {
        from: at(spread.low),
        part: at(spread.high) - at(spread.low),
        median: at(spread.median),
    });
    Row {
        head: String::new(),
        label: row.label.to_string(),
        rounds: Vec::new(),
        spreads: drawn.collect(),
        words: format!("{spreads}, on {low} to {high}"),
    }
}

pub(super) fn claims(question: &QuestionView, spot: Option<&Spot>) -> Scene {
    let all = question.models.iter().zip(0_u8..);
    let all = all.flat_map(|(model, at)| {
        model
            .claims
            .iter()
            .zip(0_u8..)
            .map(move |(text, claim)| (at, claim, text))
    });
    let claim = |(model, claim, text): (u8, u8, &Clean)| {
        let here = || {
            question
                .stances
                .iter()
                .filter(move |one| (one.model, one.claim) == (model, claim))
        };
        let contested = here().filter(|one| one.stance == Stance::Contest);
        let open = spot == Some(&Spot::Claim(model, claim));
        let names: Vec<_> = contested
            .map(|one| named(&one.by))
            .filter(|name| !name.is_empty())
            .collect();
        Claim {
            text: prose::inline(text),
            counts: Stance::ALL.map(|stance| here().filter(|one| one.stance == stance).count()),
            contested: if open {
                names.join(", ")
            } else {
                String::new()
            },
            open,
        }
    };
    let title = question
        .models
        .first()
        .and_then(|model| model.title.as_ref());
    Scene::Claims {
        title: title.map_or_else(
            || "The author’s answer".to_owned(),
            |title| words::line(title).to_string(),
        ),
        claims: all.map(claim).collect(),
    }
}
