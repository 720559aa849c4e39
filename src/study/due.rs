//! What comes back when: the newest rating of each question, case by case.

use std::collections::{BTreeMap, HashMap};

use crate::{
    case::vocabulary::normal,
    id::QuestionId,
    session::{Kept, Rated},
    stamp::Wall,
    text::Clean,
};

/// A case that a learner has studied, and when its questions come back.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Returning {
    /// Who.
    pub learner: Clean,
    /// The newest title.
    pub title: Clean,
    /// The newest file name.
    pub source: Clean,
    /// The newest rating of every question that comes back.
    pub ratings: BTreeMap<QuestionId, Rated>,
}

impl Returning {
    /// When the first of its questions comes back; none where none was rated.
    #[must_use]
    pub fn next(&self) -> Option<Wall> {
        self.ratings.values().map(|rated| rated.due).min()
    }

    /// The questions that are back by now, the longest waiting first.
    #[must_use]
    pub fn due(&self, now: Wall) -> Vec<QuestionId> {
        let due = self.ratings.values().filter(|rated| rated.due <= now);
        let mut due: Vec<_> = due.collect();
        due.sort_by_key(|rated| rated.due);
        due.iter().map(|rated| rated.question.clone()).collect()
    }

    /// Whether a case of this title and file is this one, as far as the two can tell.
    #[must_use]
    pub fn is(&self, title: &str, source: &str) -> bool {
        normal(&self.title) == normal(title) || *self.source == *source
    }
}

/// Whether two sessions are about the same case: by the title, else by the file with at least
/// one question in common, so that progress survives a new title or a new file name.
#[must_use]
pub fn same_case(one: &Kept, other: &Kept) -> bool {
    let shared = || one.questions.iter().any(|id| other.questions.contains(id));
    normal(&one.title) == normal(&other.title) || (one.source == other.source && shared())
}

/// Every case of every learner, in the order of `kept`, which is the order of time.
#[must_use]
pub fn returning<'a>(kept: impl IntoIterator<Item = &'a Kept>) -> Vec<Returning> {
    let mut all: Vec<(Returning, &Kept)> = Vec::new();
    let mut by_title: HashMap<(String, String), usize> = HashMap::new();
    let mut by_source: HashMap<(String, Clean), usize> = HashMap::new();
    for kept in kept {
        let who = kept.learner.to_lowercase();
        let (titled, sourced) = (
            (who.clone(), normal(&kept.title)),
            (who, kept.source.clone()),
        );
        let same_file = by_source.get(&sourced).copied();
        let same_file = same_file.filter(|at| {
            let before = all.get(*at);
            before.is_some_and(|(_, before)| same_case(before, kept))
        });
        let at = by_title.get(&titled).copied().or(same_file);
        let at = at.unwrap_or_else(|| {
            all.push((Returning::default(), kept));
            all.len() - 1
        });
        by_title.insert(titled, at);
        by_source.insert(sourced, at);
        if let Some((case, newest)) = all.get_mut(at) {
            case.take(kept);
            *newest = kept;
        }
    }
    all.into_iter().map(|(case, _)| case).collect()
}

impl Returning {
    fn take(&mut self, kept: &Kept) {
        self.learner = kept.learner.clone();
        self.title = kept.title.clone();
        self.source = kept.source.clone();
        for gone in &kept.gone {
            self.ratings.remove(gone);
        }
        for rated in &kept.ratings {
            let known = self.ratings.get(&rated.question);
            // The count tells the later of two, whatever a clock said; of equals the newer file.
            if known.is_none_or(|known| known.nth <= rated.nth) {
                self.ratings.insert(rated.question.clone(), rated.clone());
            }
        }
    }
}
