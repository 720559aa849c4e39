//! What answers add up to: counts, medians, ranks.

use std::sync::Arc;

use crate::{
    case::{Answer, Kind, Value},
    text::Clean,
};

/// What the newest versions of all answers to one question add up to.
#[derive(Clone, Debug, PartialEq)]
pub enum Tally {
    /// How many picked each option.
    Choice(Vec<usize>),
    /// For each statement: how many chose each point, from the lowest on, and the median.
    Scale(Vec<(Vec<usize>, f32)>),
    /// For each item in the author's order: its mean place, 1 being first, and how often it was first.
    Rank(Vec<(f32, usize)>),
}

/// How points spread: half of them lie between the quartiles.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Spread {
    /// A quarter lies at or below it.
    pub low: f32,
    /// Half lie at or below it.
    pub median: f32,
    /// Three quarters lie at or below it.
    pub high: f32,
    /// How many points there are.
    pub count: usize,
}

impl Spread {
    /// The spread of points; all 0 where there are none. Quartiles are the medians of the lower
    /// and the upper half, the middle one counting to both (Tukey 1977, Exploratory Data
    /// Analysis).
    #[must_use]
    pub fn of(points: &[u8]) -> Self {
        let mut sorted = points.to_vec();
        sorted.sort_unstable();
        let half = sorted.len().div_ceil(2);
        let middle = |part: &[u8]| {
            let at = |at: usize| part.get(at).map_or(0.0, |point| f32::from(*point));
            match part.len() {
                0 => 0.0,
                count => (at((count - 1) / 2) + at(count / 2)) / 2.0,
            }
        };
        let upper = sorted.len() - half;
        Self {
            low: middle(sorted.get(..half).unwrap_or_default()),
            median: middle(&sorted),
            high: middle(sorted.get(upper..).unwrap_or_default()),
            count: sorted.len(),
        }
    }

    /// The spread of counts of points, from the lowest point on.
    #[must_use]
    pub fn of_counts(counts: &[usize], low: u8) -> Self {
        let points = counts.iter().zip(low..);
        let points = points.flat_map(|(count, point)| std::iter::repeat_n(point, *count));
        Self::of(&points.collect::<Vec<_>>())
    }
}

/// Adds up `answers`; none for open questions and where nobody has answered.
pub(super) fn tally<'a>(
    kind: &Kind,
    answers: impl Iterator<Item = &'a Arc<Answer>>,
) -> Option<Tally> {
    let values: Vec<_> = answers.map(|answer| &answer.value).collect();
    if values.is_empty() {
        return None;
    }
    match kind {
        Kind::Open => None,
        Kind::Choice { options, .. } => Some(Tally::Choice(picks(&values, options.len()))),
        Kind::Scale {
            low,
            high,
            statements,
            ..
        } => {
            let points = usize::from(high.saturating_sub(*low)) + 1;
            let marks = marks(&values, *low, points, statements.len().max(1));
            let with_median = |counts: Vec<usize>| {
                let median = median(&counts, *low);
                (counts, median)
            };
            Some(Tally::Scale(marks.into_iter().map(with_median).collect()))
        }
        Kind::Rank { items } => Some(Tally::Rank(places(&values, items.len()))),
    }
}

/// The value of an answer in words, on one line but for texts.
pub(super) fn said(kind: &Kind, value: &Value) -> Clean {
    let named = |texts: &[Clean], at: &[u8]| {
        let texts = at.iter().filter_map(|at| texts.get(usize::from(*at)));
        texts.map(Clean::as_str).collect::<Vec<_>>().join(" · ")
    };
    match (kind, value) {
        (_, Value::Text(text)) => text.clone(),
        (Kind::Choice { options, .. }, Value::Choice(picked)) => {
            Clean::line(&named(options, picked))
        }
        (Kind::Rank { items }, Value::Rank(order)) => Clean::line(&named(items, order)),
        (_, Value::Choice(points) | Value::Scale(points) | Value::Rank(points)) => {
            let points: Vec<_> = points.iter().map(u8::to_string).collect();
            Clean::line(&points.join(" · "))
        }
    }
}

/// How many picked each option.
fn picks(values: &[&Value], options: usize) -> Vec<usize> {
    let mut counts = vec![0; options];
    for value in values {
        let Value::Choice(picked) = value else {
            continue;
        };
        for option in picked {
            if let Some(count) = counts.get_mut(usize::from(*option)) {
                *count += 1;
            }
        }
    }
    counts
}

/// For each statement, how many chose each point.
fn marks(values: &[&Value], low: u8, points: usize, statements: usize) -> Vec<Vec<usize>> {
    let mut counts = vec![vec![0; points]; statements];
    for value in values {
        let Value::Scale(marks) = value else { continue };
        for (counts, mark) in counts.iter_mut().zip(marks) {
            if let Some(count) = counts.get_mut(usize::from(mark.saturating_sub(low))) {
                *count += 1;
            }
        }
    }
    counts
}

/// For each item, its mean place and how often it was first.
fn places(values: &[&Value], items: usize) -> Vec<(f32, usize)> {
    let mut sums = vec![(0_usize, 0_usize, 0_usize); items];
    for value in values {
        let Value::Rank(order) = value else { continue };
        for (place, item) in order.iter().enumerate() {
            if let Some((sum, first, ranked)) = sums.get_mut(usize::from(*item)) {
                *sum += place + 1;
                *first += usize::from(place == 0);
                *ranked += 1;
            }
        }
    }
    sums.into_iter()
        .map(|(sum, first, ranked)| (sum as f32 / ranked.max(1) as f32, first))
        .collect()
}

/// The middle mark; between two, their mean. 0 where there is none.
fn median(counts: &[usize], low: u8) -> f32 {
    let all: usize = counts.iter().sum();
    let at = |rank: usize| {
        let mut seen = 0;
        counts
            .iter()
            .position(|count| {
                seen += count;
                seen > rank
            })
            .map_or(0.0, |point| point as f32 + f32::from(low))
    };
    if all == 0 {
        0.0
    } else {
        (at((all - 1) / 2) + at(all / 2)) / 2.0
    }
}
