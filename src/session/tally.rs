//! What answers add up to: counts, medians, ranks.

use std::sync::Arc;

use crate::case::{Answer, Kind, Value};

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

/// Adds up `answers`; none for open questions and where nobody has answered.
pub(super) fn tally<'a>(
    kind: &Kind,
    answers: impl Iterator<Item = &'a Arc<Answer>>,
) -> Option<Tally> {
    let mut answers = answers.map(|answer| &answer.value).peekable();
    answers.peek()?;
    match kind {
        Kind::Open => None,
        Kind::Choice { options, .. } => {
            let mut counts = vec![0; options.len()];
            for value in answers {
                let Value::Choice(picked) = value else {
                    continue;
                };
                for option in picked {
                    if let Some(count) = counts.get_mut(usize::from(*option)) {
                        *count += 1;
                    }
                }
            }
            Some(Tally::Choice(counts))
        }
        Kind::Scale {
            low,
            high,
            statements,
            ..
        } => {
            let points = usize::from(high.saturating_sub(*low)) + 1;
            let mut counts = vec![vec![0; points]; statements.len().max(1)];
            for value in answers {
                let Value::Scale(marks) = value else { continue };
                for (counts, mark) in counts.iter_mut().zip(marks) {
                    if let Some(count) = counts.get_mut(usize::from(mark.saturating_sub(*low))) {
                        *count += 1;
                    }
                }
            }
            Some(Tally::Scale(
                counts
                    .into_iter()
                    .map(|counts| {
                        let median = median(&counts, *low);
                        (counts, median)
                    })
                    .collect(),
            ))
        }
        Kind::Rank { items } => {
            let mut sums = vec![(0_usize, 0_usize, 0_usize); items.len()];
            for value in answers {
                let Value::Rank(order) = value else { continue };
                for (place, item) in order.iter().enumerate() {
                    if let Some((sum, first, ranked)) = sums.get_mut(usize::from(*item)) {
                        *sum += place + 1;
                        *first += usize::from(place == 0);
                        *ranked += 1;
                    }
                }
            }
            Some(Tally::Rank(
                sums.into_iter()
                    .map(|(sum, first, ranked)| (sum as f32 / ranked.max(1) as f32, first))
                    .collect(),
            ))
        }
    }
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
