//! How far a learner has come: every number folded from the records of their journals.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::Serialize;

use super::{
    due::{Returning, returning},
    record::{Record, Written},
    remark::Remark,
    same::by_case,
};
use crate::{
    id::QuestionId,
    session::{Commitment, Rating},
    stamp::{Wall, Zone},
    text::{Clean, same},
};

/// How far a learner has come. Its fields are the keys of the JSON form, and stay.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Progress {
    pub learner: Clean,
    /// When this was put together.
    pub as_of: Wall,
    /// Cases begun, in the order of beginning.
    pub cases: Vec<CaseProgress>,
    /// How many of them were closed at least once.
    pub done: usize,
    /// Versions of answers on each day.
    pub days: Vec<(Clean, usize)>,
    pub words: usize,
    /// The latest moment in any journal, where that is later than now: the clock was set back.
    pub ahead: Option<Wall>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct CaseProgress {
    pub title: Clean,
    pub begun: Wall,
    pub sessions: usize,
    pub closed: usize,
    /// Every question of the newest reading, then those that are in it no more.
    pub questions: Vec<QuestionProgress>,
    pub words: usize,
    /// Paragraphs cited or marked, each counted once.
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
    /// What was written besides and belongs to no question, oldest first.
    pub remarks: Vec<Remark>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct QuestionProgress {
    pub id: Clean,
    pub text: Clean,
    /// Every version of the learner's answers, oldest first.
    pub answers: Vec<AnswerLine>,
    /// Every rating, oldest first.
    pub ratings: Vec<RatingLine>,
    /// When it was passed, oldest first.
    pub passes: Vec<Wall>,
    /// What was written besides answers, on claims and in notes, oldest first.
    pub remarks: Vec<Remark>,
    /// When it comes back; none where it was not left yet, or is in the case no more.
    pub due: Option<Wall>,
    /// Whether it is in the case no more.
    pub gone: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct AnswerLine {
    /// Name of the session's file.
    pub session: Clean,
    pub at: Wall,
    /// Counted from 1 within the session.
    pub version: usize,
    pub text: Clean,
    /// Why; perhaps empty.
    pub reason: Clean,
    /// What moved to it; perhaps empty.
    pub moved_by: Clean,
    pub words: usize,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RatingLine {
    pub at: Wall,
    pub rating: Rating,
    /// When the question was to come back.
    pub due: Wall,
}

impl QuestionProgress {
    /// Whether the learner has come to it.
    pub fn is_known(&self) -> bool {
        self.holds_words() || !self.ratings.is_empty() || !self.passes.is_empty()
    }

    /// Whether the learner wrote anything to it.
    pub fn holds_words(&self) -> bool {
        !self.answers.is_empty() || !self.remarks.is_empty()
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

    pub fn answers(&self) -> usize {
        self.days.iter().map(|(_, count)| count).sum()
    }
}

/// How far `learner` has come by `now`. `records` are in the order of time.
pub fn progress(learner: &str, records: &[Record], now: Wall, zone: &Zone) -> Progress {
    let own = records.iter();
    let own = own.filter(|record| same(&record.kept.learner, learner));
    let own: Vec<&Record> = own.collect();
    let kept: Vec<_> = own.iter().map(|record| &record.kept).collect();
    let cases = by_case(&kept);
    let of = |case: &Vec<usize>| -> Vec<&Record> {
        let records = case.iter().filter_map(|at| own.get(*at).copied());
        records.collect()
    };
    let mut days = BTreeMap::new();
    for answer in own.iter().flat_map(|record| &record.answers) {
        *days.entry(Clean::from(zone.day(answer.at))).or_insert(0) += 1;
    }
    let cases: Vec<_> = cases
        .iter()
        .map(|case| one_case(&of(case), now, zone))
        .collect();
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

fn one_case(records: &[&Record], now: Wall, zone: &Zone) -> CaseProgress {
    let Some((first, newest)) = records.first().zip(records.last()) else {
        return CaseProgress::default();
    };
    let back = returning(records.iter().map(|record| &record.kept));
    let back = back.into_iter().next().unwrap_or_default();
    let answers = || records.iter().flat_map(|record| &record.answers);
    let marked = records.iter().flat_map(|record| &record.marks);
    let cited: BTreeSet<u32> = answers()
        .flat_map(Written::cites)
        .chain(marked.map(|(number, _)| *number))
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
        due: back.due(now, zone).len(),
        commitments: commitments(records),
        marks: marks.into_iter().collect(),
        remarks: remarks(records, |question| question.is_none()),
    }
}

/// What the learner will try: what was said again counts as it was said last.
fn commitments(records: &[&Record]) -> Vec<Commitment> {
    let mut all: Vec<Commitment> = Vec::new();
    let said = records.iter().flat_map(|record| &record.commitments);
    for (_, said) in said {
        all.retain(|known| !same(&known.what, &said.what));
        all.push(said.clone());
    }
    all
}

/// What was written besides, as far as it belongs to a question that is meant.
fn remarks(records: &[&Record], meant: impl Fn(Option<&QuestionId>) -> bool) -> Vec<Remark> {
    let all = records.iter().flat_map(|record| &record.remarks);
    let all = all.filter(|(question, _)| meant(question.as_ref()));
    all.map(|(_, remark)| remark.clone()).collect()
}

/// What the questions of earlier readings are called in the newest one.
#[derive(Default)]
struct Names<'a>(HashMap<&'a QuestionId, &'a QuestionId>);

impl<'a> Names<'a> {
    fn of(records: &[&'a Record]) -> Self {
        let became = records.iter().flat_map(|record| &record.kept.became);
        let mut names: HashMap<_, _> = became.map(|(then, now)| (then, now)).collect();
        // A question may be called again as it was at first.
        let now = records.iter().rev().take(1);
        for (id, _) in now.flat_map(|record| &record.questions) {
            names.remove(id);
        }
        Self(names)
    }

    /// A question may have been reworded again and again.
    fn newest(&self, id: &'a QuestionId) -> &'a QuestionId {
        let mut newest = id;
        for _ in 0..self.0.len() {
            match self.0.get(newest) {
                Some(now) => newest = now,
                None => break,
            }
        }
        newest
    }
}

/// The questions of the newest reading, then those that only earlier ones had.
fn questions(records: &[&Record], back: &Returning) -> Vec<QuestionProgress> {
    let names = Names::of(records);
    let newest = records.last().map_or(&[][..], |record| &record.questions);
    let mut known: Vec<(&QuestionId, &Clean)> = Vec::new();
    for record in records.iter().rev() {
        for (id, text) in &record.questions {
            let id = names.newest(id);
            if !known.iter().any(|(other, _)| *other == id) {
                known.push((id, text));
            }
        }
    }
    let line = |(id, text): (&QuestionId, &Clean)| {
        let mut line = QuestionProgress {
            id: id.as_clean().clone(),
            text: text.clone(),
            gone: !newest.iter().any(|(other, _)| other == id),
            due: back.due_of(id),
            remarks: remarks(records, |question| {
                question.is_some_and(|question| names.newest(question) == id)
            }),
            ..QuestionProgress::default()
        };
        for record in records {
            let answers = record.answers.iter();
            let answers = answers.filter(|each| names.newest(&each.question) == id);
            line.answers.extend(answers.map(|each| AnswerLine {
                session: record.id.clone(),
                at: each.at,
                version: each.version,
                text: each.text.clone(),
                reason: each.reason.clone(),
                moved_by: each.moved_by.clone(),
                words: each.words(),
            }));
            let passes = record.passes.iter();
            let passes = passes.filter(|(question, _)| names.newest(question) == id);
            line.passes.extend(passes.map(|(_, at)| *at));
            let ratings = record.ratings.iter();
            let ratings = ratings.filter(|each| names.newest(&each.question) == id);
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
