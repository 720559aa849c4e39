//! How far a learner has come: every number folded from the records of their journals.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::{
    Days,
    due::{Returning, returning, same_case},
    record::{Record, Written},
};
use crate::{
    id::QuestionId,
    session::{Commitment, Rating},
    stamp::Wall,
    text::Clean,
};

/// How far a learner has come. Its fields are the keys of the JSON form, and stay.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Progress {
    /// Who.
    pub learner: Clean,
    /// When this was put together.
    pub as_of: Wall,
    /// Cases begun, in the order of beginning.
    pub cases: Vec<CaseProgress>,
    /// How many of them were closed at least once.
    pub done: usize,
    /// Versions of answers on each day.
    pub days: Vec<(String, usize)>,
    /// All words written.
    pub words: usize,
    /// The latest moment in any journal, where that is later than now: the clock was set back.
    pub ahead: Option<Wall>,
}

/// One case.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct CaseProgress {
    /// Its newest title.
    pub title: Clean,
    /// When it was begun.
    pub begun: Wall,
    /// How many sessions there were.
    pub sessions: usize,
    /// How many of them were closed.
    pub closed: usize,
    /// Every question of the newest reading, then those that are in it no more.
    pub questions: Vec<QuestionProgress>,
    /// Words written.
    pub words: usize,
    /// Paragraphs cited, each counted once.
    pub cited: usize,
    /// Paragraphs of the newest reading.
    pub paragraphs: u32,
    /// When the first question comes back.
    pub next: Option<Wall>,
    /// How many questions are back by now.
    pub due: usize,
    /// What the learner will try.
    pub commitments: Vec<Commitment>,
    /// Marks: ¶ number and note.
    pub marks: Vec<(u32, Clean)>,
}

/// One question.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct QuestionProgress {
    /// What it is known by.
    pub id: String,
    /// Its words.
    pub text: Clean,
    /// Every version of the learner's answers, oldest first.
    pub answers: Vec<AnswerLine>,
    /// Every rating, oldest first.
    pub ratings: Vec<RatingLine>,
    /// When it comes back; none where it was not rated, or is in the case no more.
    pub due: Option<Wall>,
}

/// One version of an answer.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct AnswerLine {
    /// Name of the session's file.
    pub session: String,
    /// When.
    pub at: Wall,
    /// Counted from 1 within the session.
    pub version: usize,
    /// In words.
    pub text: Clean,
    /// Why; perhaps empty.
    pub reason: Clean,
    /// What moved to it; perhaps empty.
    pub moved_by: Clean,
    /// Words written.
    pub words: usize,
}

/// One rating.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RatingLine {
    /// When.
    pub at: Wall,
    /// In words.
    pub rating: Rating,
    /// When the question was to come back.
    pub due: Wall,
}

impl QuestionProgress {
    /// Whether the learner has come to it.
    #[must_use]
    pub fn is_known(&self) -> bool {
        !self.answers.is_empty() || !self.ratings.is_empty()
    }
}

impl Progress {
    /// Questions that the learner sees differently from the model answer: case and question.
    pub fn differently(&self) -> impl Iterator<Item = (&CaseProgress, &QuestionProgress)> {
        let all = self.cases.iter();
        let all = all.flat_map(|case| case.questions.iter().map(move |each| (case, each)));
        all.filter(|(_, question)| {
            let newest = question.ratings.last();
            newest.is_some_and(|line| line.rating == Rating::Differently)
        })
    }

    /// Versions of answers in all.
    #[must_use]
    pub fn answers(&self) -> usize {
        self.days.iter().map(|(_, count)| count).sum()
    }
}

/// How far `learner` has come by `now`. `records` are in the order of time.
#[must_use]
pub fn progress(learner: &str, records: &[Record], now: Wall, day: Days<'_>) -> Progress {
    let wanted = learner.to_lowercase();
    let own = records.iter();
    let own = own.filter(|record| record.kept.learner.to_lowercase() == wanted);
    let own: Vec<&Record> = own.collect();
    let mut cases: Vec<Vec<&Record>> = Vec::new();
    for record in &own {
        let same = |case: &&mut Vec<&Record>| {
            let mut known = case.iter();
            known.any(|known| same_case(&known.kept, &record.kept))
        };
        match cases.iter_mut().find(same) {
            Some(case) => case.push(record),
            None => cases.push(vec![record]),
        }
    }
    let mut days = BTreeMap::new();
    for answer in own.iter().flat_map(|record| &record.answers) {
        *days.entry(day(answer.at)).or_insert(0) += 1;
    }
    let cases: Vec<_> = cases.iter().map(|records| one_case(records, now)).collect();
    let moments = own.iter().flat_map(|record| &record.answers);
    let latest = moments.map(|answer| answer.at).max();
    Progress {
        learner: Clean::line(learner),
        as_of: now,
        done: cases.iter().filter(|case| case.closed > 0).count(),
        words: cases.iter().map(|case| case.words).sum(),
        cases,
        days: days.into_iter().collect(),
        ahead: latest.filter(|latest| *latest > now),
    }
}

fn one_case(records: &[&Record], now: Wall) -> CaseProgress {
    let Some((first, newest)) = records.first().zip(records.last()) else {
        return CaseProgress::default();
    };
    let back = returning(records.iter().map(|record| &record.kept));
    let back = back.into_iter().next().unwrap_or_default();
    let answers = || records.iter().flat_map(|record| &record.answers);
    let cited: BTreeSet<u32> = answers()
        .flat_map(Written::cites)
        .filter(|number| (1..=newest.paragraphs).contains(number))
        .collect();
    let mut marks = BTreeMap::new();
    marks.extend(records.iter().flat_map(|record| record.marks.clone()));
    CaseProgress {
        title: newest.kept.title.clone(),
        begun: first.opened_at,
        sessions: records.len(),
        closed: records.iter().filter(|record| record.finished).count(),
        questions: questions(records, &back),
        words: answers().map(Written::words).sum(),
        cited: cited.len(),
        paragraphs: newest.paragraphs,
        next: back.next(),
        due: back.due(now).len(),
        commitments: records
            .iter()
            .flat_map(|record| record.commitments.clone())
            .collect(),
        marks: marks.into_iter().collect(),
    }
}

/// The questions of the newest reading, then those that only earlier ones had.
fn questions(records: &[&Record], back: &Returning) -> Vec<QuestionProgress> {
    let mut known: Vec<(QuestionId, Clean)> = Vec::new();
    for record in records.iter().rev() {
        for (id, text) in &record.questions {
            if !known.iter().any(|(other, _)| other == id) {
                known.push((id.clone(), text.clone()));
            }
        }
    }
    let line = |(id, text): (QuestionId, Clean)| {
        let mut line = QuestionProgress {
            id: id.to_string(),
            text,
            due: back.ratings.get(&id).map(|rated| rated.due),
            ..QuestionProgress::default()
        };
        for record in records {
            let answers = record.answers.iter().filter(|each| each.question == id);
            line.answers.extend(answers.map(|each| AnswerLine {
                session: record.id.clone(),
                at: each.at,
                version: each.version,
                text: each.text.clone(),
                reason: each.reason.clone(),
                moved_by: each.moved_by.clone(),
                words: each.words(),
            }));
            let ratings = record.ratings.iter().filter(|each| each.question == id);
            line.ratings.extend(ratings.map(|each| RatingLine {
                at: each.at,
                rating: each.rating,
                due: each.due,
            }));
        }
        line
    };
    known.into_iter().map(line).collect()
}
