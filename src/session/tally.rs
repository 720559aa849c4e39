//! What answers add up to: counts, medians, ranks.

use std::sync::Arc;

use crate::{
    case::{
        Answer, Kind, Value, basket,
        number::{self, Met, Target},
    },
    text::Clean,
};

/// What the newest versions of all answers to one question add up to.
#[derive(Clone, Debug, PartialEq)]
pub enum Tally {
    /// How many picked each option, and how many picked any.
    Choice { counts: Vec<usize>, of: usize },
    /// For each statement: how many chose each point, from the lowest on, and the median.
    Scale(Vec<(Vec<usize>, f32)>),
    /// For each item in the author's order: its mean place, 1 being first, and how often it was first.
    Rank(Vec<(f32, usize)>),
    /// The numbers, the least first.
    Numbers(Numbers),
}

/// Numbers that people gave, the least first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Numbers {
    /// Each of them; never empty in a tally.
    pub values: Vec<f64>,
    /// The number that is right, once it may be known.
    pub right: Option<Target>,
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
    pub count: usize,
}

impl Spread {
    /// The spread of points; all 0 where there are none. Quartiles are the medians of the lower
    /// and the upper half, the middle one counting to both (Tukey 1977, Exploratory Data
    /// Analysis).
    pub fn of(points: &[u8]) -> Self {
        let mut sorted: Vec<_> = points.iter().map(|point| f64::from(*point)).collect();
        sorted.sort_unstable_by(f64::total_cmp);
        let [low, median, high] = quartiles(&sorted).map(|point| point as f32);
        Self {
            low,
            median,
            high,
            count: sorted.len(),
        }
    }

    /// The spread of counts of points, from the lowest point on.
    pub fn of_counts(counts: &[usize], low: u8) -> Self {
        let points = counts.iter().zip(low..);
        let points = points.flat_map(|(count, point)| std::iter::repeat_n(point, *count));
        Self::of(&points.collect::<Vec<_>>())
    }
}

impl Numbers {
    /// The quartiles, the median in the middle.
    pub fn quartiles(&self) -> [f64; 3] {
        quartiles(&self.values)
    }

    /// How many are right, near and off; none while it may not be known.
    pub fn met(&self) -> Option<[usize; 3]> {
        let right = self.right?;
        let count = |met: Met| {
            let values = self.values.iter();
            values.filter(|value| right.met(**value) == met).count()
        };
        Some([Met::Right, Met::Near, Met::Off].map(count))
    }
}

/// The quartiles of numbers in order; all 0 where there are none.
fn quartiles(sorted: &[f64]) -> [f64; 3] {
    let half = sorted.len().div_ceil(2);
    let middle = |part: &[f64]| {
        let at = |at: usize| part.get(at).copied().unwrap_or_default();
        match part.len() {
            0 => 0.0,
            count => f64::midpoint(at((count - 1) / 2), at(count / 2)),
        }
    };
    let upper = sorted.len() - half;
    [
        middle(sorted.get(..half).unwrap_or_default()),
        middle(sorted),
        middle(sorted.get(upper..).unwrap_or_default()),
    ]
}

/// Adds up `answers`; none for open questions and where nobody has answered. `right`: the number
/// that is right, where it may be known.
pub(super) fn tally<'a>(
    kind: &Kind,
    right: Option<Target>,
    answers: impl Iterator<Item = &'a Arc<Answer>>,
) -> Option<Tally> {
    let values: Vec<_> = answers.map(|answer| &answer.value).collect();
    if values.is_empty() {
        return None;
    }
    match kind {
        Kind::Open | Kind::Items { .. } => None,
        Kind::Choice { options, .. } => Some(Tally::Choice {
            counts: picks(&values, options.len()),
            of: values.len(),
        }),
        Kind::Scale(scale) => {
            let low = scale.low;
            let points = usize::from(scale.high.saturating_sub(low)) + 1;
            let marks = marks(&values, low, points, scale.marks());
            let with_median = |counts: Vec<usize>| {
                let median = median(&counts, low);
                (counts, median)
            };
            Some(Tally::Scale(marks.into_iter().map(with_median).collect()))
        }
        Kind::Rank { items } => Some(Tally::Rank(places(&values, items.len()))),
        Kind::Number { comma, .. } => Some(Tally::Numbers(numbers(&values, *comma, right))),
    }
}

/// The value of an answer in words, on one line but for texts.
pub(super) fn said(kind: &Kind, value: &Value) -> Clean {
    let named = |texts: &[Clean], at: &[u8]| {
        let texts = at.iter().filter_map(|at| texts.get(usize::from(*at)));
        texts.map(Clean::as_str).collect::<Vec<_>>().join(" · ")
    };
    match (kind, value) {
        (Kind::Number { unit, .. }, Value::Text(text)) => number::with_unit(text, unit),
        (_, Value::Text(text)) => text.clone(),
        (Kind::Choice { options, .. }, Value::Choice(picked)) => {
            Clean::line(&named(options, picked))
        }
        (Kind::Rank { items }, Value::Rank(order)) => Clean::line(&named(items, order)),
        (_, Value::Parts(_)) => Clean::new(&basket::lines(kind, value).join("\n")),
        (_, Value::Choice(points) | Value::Scale(points) | Value::Rank(points)) => {
            let points: Vec<_> = points.iter().map(u8::to_string).collect();
            Clean::line(&points.join(" · "))
        }
    }
}

fn numbers(values: &[&Value], comma: bool, right: Option<Target>) -> Numbers {
    let typed = values.iter().filter_map(|value| match value {
        Value::Text(text) => number::of(text, comma),
        Value::Choice(_) | Value::Scale(_) | Value::Rank(_) | Value::Parts(_) => None,
    });
    let mut values: Vec<_> = typed.collect();
    values.sort_unstable_by(f64::total_cmp);
    Numbers { values, right }
}

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
