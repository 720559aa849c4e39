//! From study to a group: what people wrote alone, to begin their first version with.

use std::path::{Path, PathBuf};

use super::{Files, day};
use crate::{
    case::{Answer, Value},
    clock,
    fault::Fault,
    home::Home,
    id::{PersonId, QuestionId},
    journal::{
        drafts::Draft,
        list::{brief, list},
        scan,
    },
    session::{Entry, Event, PersonState, Session, StudyBrief, View, Viewer},
    stamp::Wall,
    study::same::likeness,
    text::{Clean, same},
};

/// What somebody wrote alone to a question of this session's case.
#[derive(Clone, Debug, PartialEq)]
pub struct Brought {
    pub name: Clean,
    /// The question, as the session knows it.
    pub question: QuestionId,
    pub answer: Answer,
    pub at: Wall,
}

impl Brought {
    /// The same as something to go on writing.
    pub fn draft(&self) -> Draft {
        let text = match &self.answer.value {
            Value::Text(text) => text.clone(),
            Value::Choice(_) | Value::Scale(_) | Value::Rank(_) | Value::Parts(_) => {
                Clean::default()
            }
        };
        Draft {
            text,
            value: Some(self.answer.value.clone()),
            reason: self.answer.reason.clone(),
            ..Draft::default()
        }
    }

    /// The day on which it was written, where we are.
    pub fn day(&self) -> String {
        day(self.at)
    }
}

/// What people wrote alone to the questions of a group's session: from the journals of study of
/// this home, and from `files`. The newest answer of each to each question; nothing for a
/// session of one. A file that cannot be read brings nothing.
pub fn brought(home: &Home, files: &[PathBuf], session: &Session) -> Vec<Brought> {
    let view = session.view_now(Viewer::Room, clock::now());
    let mut all: Vec<Brought> = Vec::new();
    if view.alone {
        return all;
    }
    let mut briefs = list(home);
    // A place of another computer tells nothing here.
    let elsewhere = |file: &PathBuf| {
        let mut brief = brief(file);
        if let Some(kept) = &mut brief.study {
            kept.place = Clean::default();
        }
        brief
    };
    briefs.extend(files.iter().map(elsewhere));
    let mut there = Files::default();
    let now = StudyBrief::of_case(session);
    briefs.retain(|brief| {
        let kept = brief.study.as_ref();
        kept.is_some_and(|kept| likeness(&there.placed(kept.clone()), &now).is_some())
    });
    briefs.sort_by(|a, b| (a.opened_at, &a.id).cmp(&(b.opened_at, &b.id)));
    for brief in briefs {
        let Some(kept) = brief.study else { continue };
        let entries = scan::file(&brief.path).unwrap_or_default().entries;
        for (question, answer, at) in answers(&entries, session) {
            let old =
                |known: &Brought| known.question == question && same(&known.name, &kept.learner);
            all.retain(|known| !old(known));
            let name = kept.learner.clone();
            all.push(Brought {
                name,
                question,
                answer,
                at,
            });
        }
    }
    all
}

/// Whose study a journal is.
/// Fails where nobody studied alone in it.
pub fn whose(path: &Path) -> Result<Clean, Fault> {
    let kept = brief(path).study;
    let learner = kept.map(|kept| kept.learner).unwrap_or_default();
    if learner.is_empty() {
        let fault = Fault::new(
            "Nobody studied alone in this session, so there is nothing to bring from it",
            "Name a session of “roundtable study”; “roundtable sessions” lists them.",
        );
        return Err(fault.at(path));
    }
    Ok(learner)
}

/// What a person brought to the question that is asked now; none once they have answered it.
pub fn brought_by<'a>(all: &'a [Brought], person: PersonId, view: &View) -> Option<&'a Brought> {
    let question = view.question.as_ref()?;
    let takes = view.step.as_ref()?.step.takes_answers();
    let known = view.person(person)?;
    let mut theirs = all.iter().filter(|each| same(&each.name, &known.name));
    let theirs = theirs.find(|each| each.question == question.prompt.id)?;
    (takes && known.state == PersonState::Open).then_some(theirs)
}

/// The answers of one journal, to the questions as the session knows them.
fn answers(entries: &[Entry], session: &Session) -> Vec<(QuestionId, Answer, Wall)> {
    let Some(case) = super::case_of(entries) else {
        return Vec::new();
    };
    let fates = session.followed(&case);
    let now: Vec<_> = case.questions().zip(fates).collect();
    let answer = |entry: &Entry| {
        let Event::Answered {
            question, answer, ..
        } = &entry.event
        else {
            return None;
        };
        let mut asked = now.iter();
        let (then, fate) = asked.find(|(then, _)| then.prompt.id == *question)?;
        let later = fate.later(false)?;
        // The third of other options is another answer.
        let same = session.asks_for(later, &then.prompt.kind);
        same.then(|| (later.clone(), answer.clone(), entry.at.wall))
    };
    entries.iter().filter_map(answer).collect()
}
