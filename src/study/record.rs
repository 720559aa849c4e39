//! One journal of study alone, folded: what was written, rated, marked, committed to, and when.

use super::remark::{Remark, remarks};
use crate::{
    case::{self, Answer, Block, Case, Item},
    id::{QuestionId, Seq},
    report::words,
    session::{Commitment, Entry, Event, Rated, Rating, StudyBrief},
    stamp::Wall,
    text::Clean,
};

/// One session of a learner.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Record {
    /// The name of its file.
    pub id: Clean,
    /// What it adds to what comes back when: case, learner, ratings.
    pub kept: StudyBrief,
    pub opened_at: Wall,
    pub finished: bool,
    /// Questions of the case: id and words.
    pub questions: Vec<(QuestionId, Clean)>,
    /// How many paragraphs of the case have a number.
    pub paragraphs: u32,
    pub answers: Vec<Written>,
    pub passes: Vec<(QuestionId, Wall)>,
    /// Every rating that was given, the corrected ones included.
    pub ratings: Vec<Rated>,
    /// What was written besides, on claims, in notes, at the close, and to which question.
    pub remarks: Vec<(Option<QuestionId>, Remark)>,
    /// What the person will try.
    pub commitments: Vec<(Seq, Commitment)>,
    /// Marks: ¶ number and note.
    pub marks: Vec<(u32, Clean)>,
}

/// One version of an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Written {
    pub entry: Seq,
    pub question: QuestionId,
    pub at: Wall,
    /// Counted from 1 within the session.
    pub version: usize,
    pub text: Clean,
    /// Why, and what moved to it; perhaps empty.
    pub reason: Clean,
    /// What moved to a new version; perhaps empty.
    pub moved_by: Clean,
    /// Whether the answer itself was written; else it was picked, rated or put in order.
    pub in_words: bool,
}

impl Written {
    pub fn words(&self) -> usize {
        let own = Some(&self.text).filter(|_| self.in_words);
        let texts = own.into_iter().chain([&self.reason, &self.moved_by]);
        texts.map(|text| text.split_whitespace().count()).sum()
    }

    pub fn cites(&self) -> Vec<u32> {
        let texts = [&self.text, &self.reason];
        texts.iter().flat_map(|text| case::cited(text)).collect()
    }
}

/// What a journal of study alone holds; none where it is a group's or nobody came.
pub fn record(id: &str, entries: &[Entry]) -> Option<Record> {
    let first = entries.first()?;
    let Event::Opened(opened) = &first.event else {
        return None;
    };
    if !opened.alone {
        return None;
    }
    let study = opened.study.as_ref();
    let questions = opened.case.questions();
    let mut record = Record {
        id: id.into(),
        opened_at: first.at.wall,
        questions: questions
            .map(|question| {
                let prompt = &question.prompt;
                (prompt.id.clone(), words::line(&prompt.text))
            })
            .collect(),
        paragraphs: paragraphs(&opened.case),
        kept: StudyBrief {
            title: opened.case.title.clone(),
            source: opened.source.clone(),
            hash: opened.source_hash.clone(),
            place: opened.place.clone(),
            gone: study.map(|study| study.gone.clone()).unwrap_or_default(),
            became: study.map(|study| study.became.clone()).unwrap_or_default(),
            ..StudyBrief::default()
        },
        ..Record::default()
    };
    record.kept.questions = record.questions.iter().map(|(id, _)| id.clone()).collect();
    for entry in entries {
        record.take(entry, &opened.case);
    }
    (!record.kept.learner.is_empty()).then_some(record)
}

impl Record {
    fn take(&mut self, entry: &Entry, case: &Case) {
        let at = entry.at.wall;
        let answers = &self.answers;
        let asked = |answer: Seq| {
            let mut answers = answers.iter();
            let answer = answers.find(|each| each.entry == answer)?;
            Some(answer.question.clone())
        };
        self.remarks.extend(remarks(&self.id, entry, asked));
        match &entry.event {
            Event::Joined { name, .. } if self.kept.learner.is_empty() => {
                self.kept.learner = name.clone();
            }
            Event::Renamed { name, .. } => self.kept.learner = name.clone(),
            Event::Answered {
                question,
                answer,
                moved_by,
                ..
            } => {
                let written = self.written(entry, question, answer, case);
                self.answers.push(Written {
                    moved_by: moved_by.clone().unwrap_or_default(),
                    ..written
                });
                self.met(question, at);
            }
            Event::Passed { question, .. } => {
                self.passes.push((question.clone(), at));
                self.met(question, at);
            }
            Event::TakenBack { entry } => self.answers.retain(|each| each.entry != *entry),
            Event::Rated { .. } => {
                let rated = Rated::of(&entry.event, at);
                rated.into_iter().for_each(|rated| self.rated(rated));
            }
            Event::Committed { .. } | Event::Recommitted { .. } => self.commits(entry),
            Event::Marked {
                paragraph, note, ..
            } => {
                self.marks.retain(|(number, _)| number != paragraph);
                self.marks
                    .extend(note.clone().map(|note| (*paragraph, note)));
            }
            Event::Closed { .. } => self.finished = true,
            Event::Reopened {} => self.finished = false,
            _ => {}
        }
    }

    /// A commitment is said, said anew in its place, or taken back.
    fn commits(&mut self, entry: &Entry) {
        if let Event::Committed { commitment, .. } = &entry.event {
            self.commitments.push((entry.n, commitment.clone()));
        }
        if let Event::Recommitted {
            commitment, anew, ..
        } = &entry.event
        {
            let mut all = self.commitments.iter();
            let Some(at) = all.position(|(known, _)| known == commitment) else {
                return;
            };
            self.commitments.remove(at);
            if let Some(anew) = anew {
                self.commitments.insert(at, (*commitment, anew.clone()));
            }
        }
    }

    fn written(
        &self,
        entry: &Entry,
        question: &QuestionId,
        answer: &Answer,
        case: &Case,
    ) -> Written {
        let mut questions = case.questions();
        let asked = questions.find(|each| each.prompt.id == *question);
        let said = asked.map(|asked| words::value(&asked.prompt.kind, &answer.value));
        let before = self
            .answers
            .iter()
            .filter(|each| each.question == *question);
        let version = before.count() + 1;
        Written {
            entry: entry.n,
            question: question.clone(),
            at: entry.at.wall,
            version,
            text: Clean::new(&said.unwrap_or_default()),
            reason: answer.reason.clone(),
            moved_by: Clean::default(),
            in_words: !answer.value.texts().is_empty(),
        }
    }

    /// A question was answered or passed: where it is not rated, it comes back all the same.
    fn met(&mut self, question: &QuestionId, at: Wall) {
        let rated = self.kept.ratings.iter().map(|rated| &rated.question);
        let waits = self.kept.unrated.iter().map(|(known, _)| known);
        if !rated.chain(waits).any(|known| known == question) {
            let waits = (question.clone(), Rating::due_without(at));
            self.kept.unrated.push(waits);
        }
    }

    fn rated(&mut self, rated: Rated) {
        let question = &rated.question;
        self.kept.unrated.retain(|(known, _)| known != question);
        self.kept
            .ratings
            .retain(|each| each.question != rated.question);
        self.kept.ratings.push(rated.clone());
        self.ratings.push(rated);
    }
}

fn paragraphs(case: &Case) -> u32 {
    let items = case.parts.iter().flat_map(|part| &part.items);
    let blocks = items.flat_map(|item| match item {
        Item::Reading(reading) => reading.blocks.as_slice(),
        Item::Exhibit(exhibit) => exhibit.blocks.as_slice(),
        Item::Question(_) => &[],
    });
    let number = |block: &Block| block.number;
    blocks.filter_map(number).max().unwrap_or(0)
}
