//! Whoever studies alone on this computer: their names, their journals, and what a session of
//! study begins with. Nothing leaves the computer, and no case file is written to.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::Arc,
};

use serde::{Deserialize, Serialize};

use crate::{
    begin::Wanted,
    case::{
        Answer, Case, Kind, Value,
        identity::{Fate, follow},
    },
    clock,
    fault::Fault,
    home::{self, Home, private_folder, regular, replace},
    id::QuestionId,
    journal::{
        list::{Brief, list},
        scan,
    },
    protocol::{ALONE, Protocol},
    report::words,
    session::{Before, Entry, Event, Opened, Rated, Session, Study, StudyBrief, Viewer},
    stamp::{Wall, Zone},
    study::{
        due::{Returning, returning},
        progress::{Progress, progress},
        record::{Record, record},
        same::by_case,
    },
    text::{Clean, plural, same},
};

pub mod brought;
mod others;

/// Who studies on this computer; the one of last time first.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Learners {
    pub names: Vec<Clean>,
}

impl Learners {
    /// Those that are known; nobody where nothing was kept yet.
    pub fn load(home: &Home) -> Self {
        let bytes = regular::read(&file(home), regular::SMALL).unwrap_or_default();
        serde_json::from_slice(&bytes).unwrap_or_default()
    }

    /// The one of last time.
    pub fn last(&self) -> Option<&Clean> {
        self.names.first()
    }

    /// Puts a name first: that of last time.
    pub fn put_first(&mut self, name: &Clean) {
        self.names.retain(|known| !same(known, name));
        self.names.insert(0, name.clone());
    }

    /// Keeps a name as that of last time.
    pub fn remember(&mut self, home: &Home, name: &Clean) -> Result<(), Fault> {
        if self.last().is_some_and(|last| last == name) {
            return Ok(());
        }
        self.put_first(name);
        private_folder(home.root())?;
        let path = file(home);
        let bytes = serde_json::to_vec_pretty(self).unwrap_or_default();
        replace(&path, &bytes, true)
            .map_err(|error| Fault::of_io("The name cannot be kept", &path, &error))
    }
}

fn file(home: &Home) -> PathBuf {
    home.root().join("learners.json")
}

/// A name that somebody can be called by.
/// Fails where it has no letter.
pub fn name(said: &str) -> Result<Clean, Fault> {
    let name = Clean::line(said);
    if name.chars().any(char::is_alphanumeric) && name.len() <= 200 {
        return Ok(name);
    }
    Err(Fault::new(
        "That is no name",
        "Give one with at least one letter or digit, such as Ann.",
    ))
}

/// What study of a case begins with.
#[derive(Debug)]
pub enum Begin {
    /// It was interrupted: go on with this journal.
    GoOn(PathBuf),
    New {
        /// Its first entry.
        opened: Box<Opened>,
        /// What there is to say about it, a line each.
        said: Vec<String>,
    },
}

/// What somebody asks of study.
#[derive(Clone, Debug, Default)]
pub struct Wish {
    pub name: Clean,
    /// Sessions of groups to hear other voices from, and to take one's own part home from.
    pub with: Vec<PathBuf>,
    /// Everything again, whatever is due.
    pub again: bool,
    /// With the questions that a case without any is offered.
    pub offered: bool,
}

/// What comes back when, for everybody, from briefs in any order.
pub fn back(briefs: &[Brief]) -> Vec<Returning> {
    let mut kept: Vec<&Brief> = briefs.iter().filter(|each| each.study.is_some()).collect();
    kept.sort_by(|a, b| (a.opened_at, &a.id).cmp(&(b.opened_at, &b.id)));
    let mut files = Files::default();
    let kept = kept.into_iter().filter_map(|brief| brief.study.clone());
    let kept: Vec<StudyBrief> = kept.map(|kept| files.placed(kept)).collect();
    returning(&kept)
}

/// Which files are still there, each asked for once.
#[derive(Default)]
struct Files(HashMap<Clean, bool>);

impl Files {
    /// The same, with whether its file lies where it lay.
    fn placed(&mut self, kept: StudyBrief) -> StudyBrief {
        let there = self.0.entry(kept.place.clone());
        let there = there.or_insert_with_key(|place| home::file_at(place).is_some());
        StudyBrief {
            moved: !*there,
            ..kept
        }
    }
}

/// How far a learner has come, and journals that could not be read whole, by name.
pub fn how_far(home: &Home, learner: &str, now: Wall, zone: &Zone) -> (Progress, Vec<Clean>) {
    let mut briefs = list(home);
    briefs.sort_by(|a, b| (a.opened_at, &a.id).cmp(&(b.opened_at, &b.id)));
    let mut bad = Vec::new();
    let mut records = Vec::new();
    let mut files = Files::default();
    for brief in briefs {
        let whose = brief.study.as_ref().map(|kept| &kept.learner);
        // A journal that tells nothing of itself may be anybody's; its owner should know.
        if whose.is_some_and(|whose| !same(whose, learner))
            || (whose.is_none() && brief.problem.is_none())
        {
            continue;
        }
        let (record, damaged) = read(&brief.path, &brief.id);
        if damaged || brief.problem.is_some() {
            bad.push(brief.id.clone());
        }
        records.extend(record.map(|record| Record {
            kept: files.placed(record.kept),
            ..record
        }));
    }
    (progress(learner, &records, now, zone), bad)
}

/// The date of a moment where we are.
pub fn day(moment: Wall) -> String {
    clock::zone().day(moment)
}

/// The record of a journal, and whether some of it is damaged.
fn read(path: &Path, id: &str) -> (Option<Record>, bool) {
    let found = scan::file(path).unwrap_or_default();
    let damaged = !found.damage.is_empty() || found.newer;
    (record(id, &found.entries), damaged)
}

/// Begins study of a case, or goes on where it was interrupted.
/// Fails where the document has no such case, or a session of `with` cannot be read.
pub fn begin(
    home: &Home,
    wanted: &Wanted,
    wish: &Wish,
    now: Wall,
    zone: &Zone,
) -> Result<Begin, Fault> {
    let mut wanted = wanted.clone();
    wanted.protocol = Protocol::find(ALONE).cloned();
    let mut opened = wanted.opened(wish.offered)?;
    let mut said = Vec::new();
    let past = past(home, &wanted, &wish.name, &opened);
    let unfinished = past.iter().rev().find(|(brief, _)| !brief.finished);
    if let Some((brief, _)) = unfinished
        && !wish.again
        && wish.with.is_empty()
    {
        return Ok(Begin::GoOn(brief.path.clone()));
    }
    let back = returning(past.iter().filter_map(|(brief, _)| brief.study.as_ref()));
    let mut study = before(&opened.case, &past, &back, now, &mut said);
    for path in &wish.with {
        others::hear(path, &opened.case, &wish.name, &mut study, &mut said)?;
    }
    if !past.is_empty() && !wish.again {
        let waiting = waiting(&study, &opened.case, &back);
        study.asked = asked(&waiting, now, zone, &mut said);
    }
    if study != Study::default() {
        opened.study = Some(Box::new(study));
    }
    Ok(Begin::New {
        opened: Box::new(opened),
        said,
    })
}

/// A learner's earlier sessions of a case, the oldest first.
fn past(home: &Home, wanted: &Wanted, name: &Clean, opened: &Opened) -> Vec<(Brief, Vec<Entry>)> {
    let now = StudyBrief {
        learner: name.clone(),
        ..kept_of(opened)
    };
    // In a document of several cases, what has the title of another is of that one.
    let others = wanted.loaded.document.cases.iter();
    let others: Vec<_> = others
        .map(|case| &case.title)
        .filter(|title| !same(title, &now.title))
        .collect();
    let mut files = Files::default();
    let mut briefs = list(home);
    briefs.sort_by(|a, b| (a.opened_at, &a.id).cmp(&(b.opened_at, &b.id)));
    let own = briefs.into_iter().filter_map(|brief| {
        let kept = files.placed(brief.study.clone()?);
        let other = others.iter().any(|title| same(title, &kept.title));
        (same(&kept.learner, name) && !other).then_some((brief, kept))
    });
    let (briefs, mut kept): (Vec<_>, Vec<_>) = own.unzip();
    kept.push(now);
    let kept: Vec<_> = kept.iter().collect();
    let cases = by_case(&kept);
    let here = cases.iter().find(|case| case.contains(&briefs.len()));
    let here = here.map_or(&[][..], Vec::as_slice);
    let briefs = briefs.into_iter().enumerate();
    let briefs = briefs.filter(|(at, _)| here.contains(at));
    let entries = |brief: Brief| {
        let entries = scan::file(&brief.path).unwrap_or_default().entries;
        (brief, entries)
    };
    briefs.map(|(_, brief)| entries(brief)).collect()
}

/// What a session that begins like this will keep.
fn kept_of(opened: &Opened) -> StudyBrief {
    let questions = opened.case.questions();
    StudyBrief {
        title: opened.case.title.clone(),
        source: opened.source.clone(),
        hash: opened.source_hash.clone(),
        place: opened.place.clone(),
        questions: questions.map(|each| each.prompt.id.clone()).collect(),
        ..StudyBrief::default()
    }
}

/// What was written before, question by question as the case is now.
fn before(
    case: &Case,
    past: &[(Brief, Vec<Entry>)],
    back: &[Returning],
    now: Wall,
    said: &mut Vec<String>,
) -> Study {
    let mut study = Study::default();
    let rated = |id: &QuestionId| {
        let mut back = back.iter();
        back.find_map(|case| case.ratings.get(id)).cloned()
    };
    let mut reworded = 0;
    for (_, entries) in past {
        let Some(Event::Opened(opened)) = entries.first().map(|entry| &entry.event) else {
            continue;
        };
        let fates = follow(&opened.case, case);
        for (then, fate) in opened.case.questions().zip(fates) {
            let then = &then.prompt;
            let gone = fate.later(true) != Some(&then.id);
            if gone && !study.gone.contains(&then.id) {
                study.gone.push(then.id.clone());
            }
            let Some(now) = fate.later(true) else {
                continue;
            };
            if gone {
                study.became.retain(|(id, _)| *id != then.id);
                study.became.push((then.id.clone(), now.clone()));
            }
            reworded += usize::from(matches!(fate, Fate::Near(_)));
            let asked_now = case.questions().find(|each| each.prompt.id == *now);
            let asked_now = asked_now.map(|each| &each.prompt);
            let words_now = asked_now.map(|prompt| words::line(&prompt.text));
            let same_kind = asked_now.is_some_and(|prompt| prompt.kind == then.kind);
            let words_then = words::line(&then.text);
            for (at, answer) in versions(entries, &then.id) {
                study.before.retain(|each| each.question != *now);
                study.before.push(Before {
                    question: now.clone(),
                    answer: in_words(answer, (!same_kind).then_some(&then.kind)),
                    asked: Some(words_then.clone()).filter(|then| words_now.as_ref() != Some(then)),
                    at,
                    rated: rated(now),
                });
            }
        }
    }
    rate_reworded(&mut study, rated);
    let here = |id: &QuestionId| case.questions().any(|each| each.prompt.id == *id);
    study.gone.retain(|id| !here(id));
    study.became.retain(|(id, _)| !here(id));
    tell(&study, reworded, now, said);
    study
}

/// Every version of an answer that a journal holds, and when it was written.
fn versions<'a>(entries: &'a [Entry], id: &QuestionId) -> impl Iterator<Item = (Wall, &'a Answer)> {
    entries.iter().filter_map(move |entry| {
        let Event::Answered {
            question, answer, ..
        } = &entry.event
        else {
            return None;
        };
        (question == id).then_some((entry.at.wall, answer))
    })
}

/// Gives what was rated under any of the words that a question had to the question.
fn rate_reworded(study: &mut Study, rated: impl Fn(&QuestionId) -> Option<Rated>) {
    for before in &mut study.before {
        let names = study.became.iter();
        let names = names.filter(|(_, now)| *now == before.question);
        let earlier = names.filter_map(|(then, _)| rated(then));
        before.rated = before
            .rated
            .take()
            .or(earlier.max_by_key(|rated| rated.nth));
    }
}

/// The answer; in words where the options that it was given to are no longer the same.
fn in_words(answer: &Answer, then: Option<&Kind>) -> Answer {
    let said = |kind| Value::Text(words::value(kind, &answer.value));
    Answer {
        value: then.map_or_else(|| answer.value.clone(), said),
        reason: answer.reason.clone(),
    }
}

fn tell(study: &Study, reworded: usize, now: Wall, said: &mut Vec<String>) {
    if study.before.is_empty() && !study.gone.is_empty() {
        said.push("All questions of this case were replaced since you studied it. Your answers are kept, and the case begins anew.".to_owned());
    } else if !study.gone.is_empty() || reworded > 0 {
        said.push("The case was edited since you studied it. Your answers are kept; questions whose words changed show what they were.".to_owned());
    }
    let newest = study.before.iter().map(|before| before.at).max();
    if newest.is_some_and(|newest| newest > now) {
        said.push("Your newest answer is of a later day than today: this computer’s clock may be wrong. Nothing is lost by it.".to_owned());
    }
}

/// Every question of a case that comes back, and when: by its newest rating, or because it was
/// left without one.
fn waiting(study: &Study, case: &Case, back: &[Returning]) -> Vec<(QuestionId, Wall)> {
    let rated = study.before.iter();
    let rated = rated.filter_map(|each| Some((each.question.clone(), each.rated.as_ref()?.due)));
    let mut waiting: Vec<_> = rated.collect();
    for (id, due) in back.iter().flat_map(|case| &case.unrated) {
        let mut became = study.became.iter();
        let now = became
            .find(|(then, _)| then == id)
            .map_or(id, |(_, now)| now);
        let mut questions = case.questions();
        let here = questions.any(|each| each.prompt.id == *now);
        if here && waiting.iter().all(|(known, _)| known != now) {
            waiting.push((now.clone(), *due));
        }
    }
    waiting
}

/// The questions that are due; none where all of them are asked.
fn asked(
    waiting: &[(QuestionId, Wall)],
    now: Wall,
    zone: &Zone,
    said: &mut Vec<String>,
) -> Vec<QuestionId> {
    let due = waiting.iter().filter(|(_, due)| zone.has_come(*due, now));
    let due: Vec<_> = due.map(|(question, _)| question.clone()).collect();
    if !due.is_empty() {
        let count = plural(due.len(), "question is", "questions are");
        said.push(format!(
            "{count} back. The question comes first; what you wrote last time follows your answer."
        ));
    } else if let Some(next) = waiting.iter().map(|(_, due)| *due).min() {
        said.push(format!(
            "Nothing is due before {}. This is everything again.",
            zone.day(next)
        ));
    }
    due
}

fn person(session: &Session, name: &Clean) -> Option<crate::id::PersonId> {
    let view = session.view(Viewer::Report, session.last_at());
    let mut people = view.people.iter();
    people
        .find(|person| same(&person.name, name))
        .map(|person| person.id)
}

/// The case that a journal holds.
fn case_of(entries: &[Entry]) -> Option<Arc<Case>> {
    match &entries.first()?.event {
        Event::Opened(opened) => Some(Arc::clone(&opened.case)),
        _ => None,
    }
}
