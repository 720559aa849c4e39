//! Which question of an earlier reading is which of a later one: answers survive an edited case.

use std::collections::{HashMap, HashSet};

use super::{Case, Question, vocabulary::normal};
use crate::id::QuestionId;

/// More questions that changed are compared with no others: nobody could look through them.
const MOST_COMPARED: usize = 300;
/// More letters of a question are not compared.
const MOST_LETTERS: usize = 600;
/// From so many hundredths of common letter pairs on, one question is near another.
const NEAR: usize = 60;

/// What became of a question of an earlier reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is this one of the later reading: the same id, or the same words.
    Exact(QuestionId),
    /// It may be this one, reworded: ask before answers are taken over.
    Near(QuestionId),
    /// There is nothing like it.
    Gone,
}

impl Fate {
    /// The question of the later reading; with `agreed`, a near one too.
    pub fn later(&self, agreed: bool) -> Option<&QuestionId> {
        match self {
            Self::Exact(id) => Some(id),
            Self::Near(id) if agreed => Some(id),
            Self::Near(_) | Self::Gone => None,
        }
    }
}

/// What changed between two readings of a case, counted in questions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Changed {
    pub same: usize,
    /// Reworded, as far as can be told.
    pub reworded: usize,
    /// In the earlier one only.
    pub gone: usize,
    /// In the later one only.
    pub new: usize,
}

/// What became of each question of `earlier`, in its order: the same id, else the same words,
/// else the nearest words. No question of `later` stands for two.
pub fn follow(earlier: &Case, later: &Case) -> Vec<Fate> {
    let before: Vec<&Question> = earlier.questions().map(AsRef::as_ref).collect();
    let after: Vec<&Question> = later.questions().map(AsRef::as_ref).collect();
    let mut found: Vec<Option<(usize, bool)>> = vec![None; before.len()];
    let mut taken = HashSet::new();
    exactly(&before, &after, &mut found, &mut taken, |question| {
        question.prompt.id.to_string()
    });
    exactly(&before, &after, &mut found, &mut taken, |question| {
        normal(&question.prompt.text)
    });
    nearly(&before, &after, &mut found, &mut taken);
    let fate = |found: Option<(usize, bool)>| {
        let of = found.and_then(|(at, exact)| Some((after.get(at)?, exact)));
        match of {
            Some((question, true)) => Fate::Exact(question.prompt.id.clone()),
            Some((question, false)) => Fate::Near(question.prompt.id.clone()),
            None => Fate::Gone,
        }
    };
    found.into_iter().map(fate).collect()
}

/// What changed between two readings, in numbers.
pub fn changed(earlier: &Case, later: &Case) -> Changed {
    let mut changed = Changed::default();
    for fate in follow(earlier, later) {
        match fate {
            Fate::Exact(_) => changed.same += 1,
            Fate::Near(_) => changed.reworded += 1,
            Fate::Gone => changed.gone += 1,
        }
    }
    changed.new = later.questions().count() - changed.same - changed.reworded;
    changed
}

/// Finds those of which `known` says the same.
fn exactly(
    before: &[&Question],
    after: &[&Question],
    found: &mut [Option<(usize, bool)>],
    taken: &mut HashSet<usize>,
    known: impl Fn(&Question) -> String,
) {
    let mut by: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, question) in after.iter().enumerate().rev() {
        if !taken.contains(&at) {
            by.entry(known(question)).or_default().push(at);
        }
    }
    for (question, found) in before.iter().zip(found) {
        if found.is_none()
            && let Some(at) = by.get_mut(&known(question)).and_then(Vec::pop)
        {
            *found = Some((at, true));
            taken.insert(at);
        }
    }
}

/// Finds those that are near, the nearest first; among equally near ones, those whose place in
/// the case changed least.
fn nearly(
    before: &[&Question],
    after: &[&Question],
    found: &mut [Option<(usize, bool)>],
    taken: &mut HashSet<usize>,
) {
    let left = |(at, _): &(usize, &&Question)| !taken.contains(at);
    let later: Vec<_> = after.iter().enumerate().filter(left).collect();
    let later: Vec<_> = later
        .into_iter()
        .take(MOST_COMPARED)
        .map(|(at, question)| (at, pairs(question)))
        .collect();
    let mut pairings = Vec::new();
    let open = found
        .iter()
        .enumerate()
        .filter(|(_, found)| found.is_none());
    for at in open.map(|(at, _)| at).take(MOST_COMPARED) {
        let Some(own) = before.get(at).map(|question| pairs(question)) else {
            continue;
        };
        for (other, theirs) in &later {
            let nearness = nearness(&own, theirs);
            if nearness >= NEAR {
                pairings.push((100 - nearness, at.abs_diff(*other), at, *other));
            }
        }
    }
    pairings.sort_unstable();
    for (_, _, at, other) in pairings {
        if let Some(found @ None) = found.get_mut(at)
            && taken.insert(other)
        {
            *found = Some((other, false));
        }
    }
}

/// How often each pair of neighbouring letters is in a question; blanks count as letters, so
/// that words count, and scripts without blanks have pairs too.
fn pairs(question: &Question) -> HashMap<(char, char), usize> {
    let words = normal(&question.prompt.text);
    let letters: Vec<char> = std::iter::once(' ')
        .chain(words.chars().take(MOST_LETTERS))
        .chain([' '])
        .collect();
    let mut pairs = HashMap::new();
    for two in letters.windows(2) {
        if let [first, second] = two {
            *pairs.entry((*first, *second)).or_default() += 1;
        }
    }
    pairs
}

/// Pairs in common, in hundredths of all (Dice's coefficient).
fn nearness(own: &HashMap<(char, char), usize>, theirs: &HashMap<(char, char), usize>) -> usize {
    let all: usize = own.values().chain(theirs.values()).sum();
    let common: usize = own
        .iter()
        .map(|(pair, count)| theirs.get(pair).map_or(0, |other| *count.min(other)))
        .sum();
    (200 * common).checked_div(all).unwrap_or(0)
}
