//! What comes back when: the newest rating of each question, case by case.

use std::collections::BTreeMap;

use super::same::by_case;
use crate::{
    id::QuestionId,
    session::{Rated, StudyBrief},
    stamp::{Wall, Zone},
    text::Clean,
};

/// A case that a learner has studied, and when its questions come back.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Returning {
    pub learner: Clean,
    pub title: Clean,
    /// The newest file name.
    pub source: Clean,
    /// What its document said then, and where it lay; see [`StudyBrief`].
    pub hash: Clean,
    /// Empty where it is not known, or nothing lies there any more.
    pub place: Clean,
    /// The newest rating of every question that comes back.
    pub ratings: BTreeMap<QuestionId, Rated>,
    /// The questions that were left without ever being rated, and when they come back: as soon
    /// as those that were missed.
    pub unrated: BTreeMap<QuestionId, Wall>,
}

impl Returning {
    /// When the first of its questions comes back; none where none was left yet.
    pub fn next(&self) -> Option<Wall> {
        self.all().map(|(_, due)| due).min()
    }

    /// When a question comes back.
    pub fn due_of(&self, question: &QuestionId) -> Option<Wall> {
        self.all()
            .find(|(id, _)| *id == question)
            .map(|(_, due)| due)
    }

    fn all(&self) -> impl Iterator<Item = (&QuestionId, Wall)> {
        let rated = self.ratings.iter().map(|(id, rated)| (id, rated.due));
        rated.chain(self.unrated.iter().map(|(id, due)| (id, *due)))
    }

    /// The questions that are back on the day of `now`, the longest waiting first.
    pub fn due(&self, now: Wall, zone: &Zone) -> Vec<QuestionId> {
        let due = self.all().filter(|(_, due)| zone.has_come(*due, now));
        let mut due: Vec<_> = due.collect();
        due.sort_by_key(|(_, due)| *due);
        due.into_iter().map(|(id, _)| id.clone()).collect()
    }
}

/// Every case of every learner, in the order of `kept`, which is the order of time.
pub fn returning<'a>(kept: impl IntoIterator<Item = &'a StudyBrief>) -> Vec<Returning> {
    let kept: Vec<&StudyBrief> = kept.into_iter().collect();
    let one_case = |sessions: Vec<usize>| {
        let mut case = Returning::default();
        for kept in sessions.iter().filter_map(|at| kept.get(*at)) {
            case.take(kept);
        }
        case
    };
    by_case(&kept).into_iter().map(one_case).collect()
}

impl Returning {
    fn take(&mut self, kept: &StudyBrief) {
        self.learner = kept.learner.clone();
        self.title = kept.title.clone();
        self.source = kept.source.clone();
        self.hash = kept.hash.clone();
        self.place = match kept.moved {
            true => Clean::default(),
            false => kept.place.clone(),
        };
        for (then, now) in &kept.became {
            // What was due stays due under its new words.
            if let Some(rated) = self.ratings.get(then).cloned()
                && !self.ratings.contains_key(now)
            {
                let question = now.clone();
                let rated = Rated { question, ..rated };
                self.ratings.insert(now.clone(), rated);
            }
            if let Some(due) = self.unrated.remove(then) {
                self.unrated.entry(now.clone()).or_insert(due);
            }
        }
        for gone in &kept.gone {
            self.ratings.remove(gone);
            self.unrated.remove(gone);
        }
        for rated in &kept.ratings {
            let known = self.ratings.get(&rated.question);
            // The count tells the later of two, whatever a clock said; of equals the newer file.
            if known.is_none_or(|known| known.nth <= rated.nth) {
                self.ratings.insert(rated.question.clone(), rated.clone());
            }
        }
        self.unrated.extend(kept.unrated.iter().cloned());
        let rated = &self.ratings;
        self.unrated
            .retain(|question, _| !rated.contains_key(question));
    }
}
