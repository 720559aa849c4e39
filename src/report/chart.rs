//! What answers and votes add up to, as numbers to draw: no sentence, no colour, no size.

use super::words;
use crate::{
    case::{
        Kind,
        number::{self, Met},
    },
    session::{QuestionView, Spread, Tally, VoteRound},
    text::Clean,
};

/// Something to draw.
#[derive(Clone, Debug, PartialEq)]
pub enum Chart {
    /// How many, for each row and round.
    Counts {
        /// What is counted: "Votes", "Ranked first" …
        what: &'static str,
        /// Names of the rounds, the first first; one without a name where there is only one.
        rounds: Vec<Clean>,
        /// What is counted, in the author's order, with a count for each round.
        rows: Vec<Counted>,
    },
    /// How points spread, for each row and round.
    Spreads {
        /// The lowest point.
        low: u8,
        high: u8,
        rounds: Vec<Clean>,
        /// What was rated, with a spread for each round in which somebody rated it.
        rows: Vec<Rated>,
    },
}

#[derive(Clone, Debug, PartialEq)]
pub struct Counted {
    pub label: Clean,
    pub counts: Vec<usize>,
}

/// A row of spreads.
#[derive(Clone, Debug, PartialEq)]
pub struct Rated {
    /// What it is; empty where the question is the statement.
    pub label: Clean,
    /// One spread a round; none where nobody rated it.
    pub spreads: Vec<Option<Spread>>,
}

/// All that can be drawn of a question.
pub fn charts(view: &QuestionView) -> Vec<Chart> {
    let answers = answers(view);
    let votes = votes(&view.rounds);
    let themes = themes(view);
    themes.into_iter().chain(answers).chain(votes).collect()
}

/// The answers themselves, round by round.
fn answers(view: &QuestionView) -> Option<Chart> {
    let rounds = view.answer_rounds.iter();
    let mut rounds: Vec<(Clean, &Tally)> = rounds.map(|r| (r.step.clone(), &r.tally)).collect();
    if rounds.is_empty() {
        rounds.extend(view.tally.iter().map(|tally| (Clean::default(), tally)));
    }
    if rounds.is_empty() {
        return None;
    }
    let names = rounds.iter().map(|(name, _)| name.clone()).collect();
    let counts = |labels: &[Clean], of: &dyn Fn(&Tally, usize) -> usize| {
        let row = |(at, label): (usize, &Clean)| Counted {
            label: words::line(label),
            counts: rounds.iter().map(|(_, tally)| of(tally, at)).collect(),
        };
        labels.iter().enumerate().map(row).collect()
    };
    match &view.prompt.kind {
        Kind::Open | Kind::Items { .. } => None,
        Kind::Number { comma, .. } => Some(Chart::Counts {
            what: NUMBERS,
            rows: numbers(&rounds, *comma),
            rounds: names,
        }),
        Kind::Choice { options, .. } => Some(Chart::Counts {
            what: "Votes",
            rounds: names,
            rows: counts(options, &|tally, at| match tally {
                Tally::Choice { counts, .. } => counts.get(at).copied().unwrap_or(0),
                Tally::Scale(_) | Tally::Rank(_) | Tally::Numbers(_) => 0,
            }),
        }),
        Kind::Rank { items } => Some(Chart::Counts {
            what: "Ranked first",
            rounds: names,
            rows: counts(items, &|tally, at| match tally {
                Tally::Rank(rows) => rows.get(at).map_or(0, |(_, first)| *first),
                Tally::Choice { .. } | Tally::Scale(_) | Tally::Numbers(_) => 0,
            }),
        }),
        Kind::Scale(scale) => Some(Chart::Spreads {
            low: scale.low,
            high: scale.high,
            rounds: names,
            rows: rated(scale.low, &scale.statements, &rounds),
        }),
    }
}

/// What a chart of numbers counts.
pub const NUMBERS: &str = "Numbers";
/// So many different numbers are counted each by itself.
const MOST_NUMBERS: usize = 9;
/// Into so many stretches more of them are put.
const STRETCHES: usize = 6;

/// How often each number was given; more of them by stretches, from the least to the most.
fn numbers(rounds: &[(Clean, &Tally)], comma: bool) -> Vec<Counted> {
    let given: Vec<&[f64]> = rounds
        .iter()
        .map(|(_, tally)| match tally {
            Tally::Numbers(found) => found.values.as_slice(),
            Tally::Choice { .. } | Tally::Scale(_) | Tally::Rank(_) => &[],
        })
        .collect();
    let mut values: Vec<f64> = given.iter().copied().flatten().copied().collect();
    values.sort_unstable_by(f64::total_cmp);
    values.dedup();
    let say = |value: f64| number::say(value, comma);
    let right = rounds.iter().find_map(|(_, tally)| match tally {
        Tally::Numbers(found) => found.right,
        Tally::Choice { .. } | Tally::Scale(_) | Tally::Rank(_) => None,
    });
    let count = |label: String, is_in: &dyn Fn(f64) -> bool| Counted {
        label: Clean::line(&label),
        counts: given
            .iter()
            .map(|values| values.iter().filter(|value| is_in(**value)).count())
            .collect(),
    };
    let (Some(least), Some(most)) = (values.first().copied(), values.last().copied()) else {
        return Vec::new();
    };
    if values.len() <= MOST_NUMBERS {
        let each = values.iter();
        let called = |value: f64| match right.map(|right| right.met(value)) {
            Some(Met::Right) => format!("{} (right)", say(value)),
            Some(Met::Near) => format!("{} (near)", say(value)),
            Some(Met::Off) | None => say(value),
        };
        return each
            .map(|value| count(called(*value), &|given| given == *value))
            .collect();
    }
    let wide = (most - least) / STRETCHES as f64;
    let stretch = |at: usize| {
        let from = least + wide * at as f64;
        let last = at + 1 == STRETCHES;
        let to = if last { most } else { from + wide };
        count(format!("{} to {}", say(from), say(to)), &|given| {
            given >= from && (given < to || last)
        })
    };
    (0..STRETCHES).map(stretch).collect()
}

/// The points of each statement; of the question itself where it has none.
fn rated(low: u8, statements: &[Clean], rounds: &[(Clean, &Tally)]) -> Vec<Rated> {
    let one = [Clean::default()];
    let labels = if statements.is_empty() {
        &one[..]
    } else {
        statements
    };
    let spread = |tally: &Tally, at: usize| match tally {
        Tally::Scale(rows) => rows
            .get(at)
            .map(|(counts, _)| Spread::of_counts(counts, low)),
        Tally::Choice { .. } | Tally::Rank(_) | Tally::Numbers(_) => None,
    };
    let row = |(at, label): (usize, &Clean)| Rated {
        label: words::line(label),
        spreads: rounds.iter().map(|(_, tally)| spread(tally, at)).collect(),
    };
    labels.iter().enumerate().map(row).collect()
}

/// Votes on items, round by round, in the order of the first round.
fn votes(rounds: &[VoteRound]) -> Option<Chart> {
    let names: Vec<Clean> = rounds.iter().map(|round| round.step.clone()).collect();
    if rounds.iter().all(|round| round.items.is_empty()) {
        // Where nobody ranked or rated, nobody was asked for consent either.
        let asked = rounds.iter().any(|round| round.consents.is_some());
        return asked.then(|| consent(names, rounds));
    }
    // An item that came in with a later round stands behind those of the first.
    let mut items: Vec<_> = Vec::new();
    for item in rounds.iter().flat_map(|round| &round.items) {
        if items.iter().all(|(entry, _)| *entry != item.entry) {
            items.push((item.entry, Clean::line(&item.words)));
        }
    }
    let of = |round: &VoteRound, entry| {
        let mut items = round.items.iter();
        items.find(|item| item.entry == entry).cloned()
    };
    let mut all = rounds.iter().flat_map(|round| &round.items);
    if all.clone().any(|item| item.spread.is_some()) {
        let row = |(entry, label)| Rated {
            spreads: rounds
                .iter()
                .map(|round| of(round, entry)?.spread)
                .collect(),
            label,
        };
        return Some(Chart::Spreads {
            low: 1,
            high: 9,
            rounds: names,
            rows: items.into_iter().map(row).collect(),
        });
    }
    let dots = all.any(|item| item.dots);
    let points = |round, entry| of(round, entry).map_or(0, |item| item.points);
    let row = |(entry, label)| Counted {
        counts: rounds.iter().map(|round| points(round, entry)).collect(),
        label,
    };
    Some(Chart::Counts {
        what: if dots {
            "Dots"
        } else {
            "Points (5 for a first place, 1 for a fifth)"
        },
        rounds: names,
        rows: items.into_iter().map(row).collect(),
    })
}

/// Who consents, who objects, and who is counted as neither.
fn consent(names: Vec<Clean>, rounds: &[VoteRound]) -> Chart {
    let row = |label: &str, count: &dyn Fn(&VoteRound) -> usize| Counted {
        label: Clean::line(label),
        counts: rounds.iter().map(count).collect(),
    };
    Chart::Counts {
        what: "Consent",
        rounds: names,
        rows: vec![
            row("consent", &|round| round.consents.unwrap_or(0)),
            row("object", &|round| round.objections.len()),
            row("passed", &|round| round.passed.len()),
            row("did not vote", &|round| round.silent.len()),
        ],
    }
}

/// How much was put together under each theme.
fn themes(view: &QuestionView) -> Option<Chart> {
    let themes = view.themes.iter().filter(|theme| !theme.items.is_empty());
    let rows: Vec<_> = themes
        .map(|theme| Counted {
            label: theme.title.clone(),
            counts: vec![theme.items.len()],
        })
        .collect();
    (!rows.is_empty()).then(|| Chart::Counts {
        what: "Answers and notes, by theme",
        rounds: vec![Clean::default()],
        rows,
    })
}
