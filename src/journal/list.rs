//! The sessions that are there, newest first, each in brief.

use std::{
    collections::HashMap,
    fs,
    path::{Path, PathBuf},
};

use serde::Serialize;

use super::{
    away,
    head::{self, Summary},
    name::{rescued, stem},
    open::session,
    salvage::first_line,
    scan,
};
use crate::{
    fault::Fault,
    home::Home,
    session::{Session, StudyBrief},
    stamp::Wall,
    text::Clean,
};

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Brief {
    pub path: PathBuf,
    /// The file's name without its ending: what the command line takes.
    pub id: Clean,
    pub title: Clean,
    pub people: Vec<Clean>,
    pub opened_at: Wall,
    /// When something last happened in it.
    pub last_at: Wall,
    /// Where it is: "Question 2 of 5", "gathering", "closed".
    pub place: Clean,
    pub finished: bool,
    pub away: bool,
    /// What is wrong with the file, where something is.
    pub problem: Option<Clean>,
    /// What study alone keeps of it; none for a group.
    #[serde(skip)]
    pub study: Option<StudyBrief>,
}

/// Every session of a home, the newest first.
///
/// A journal is read whole only where its head file does not tell how it ends; so damage in
/// the middle of one is told when it is opened or verified.
pub fn list(home: &Home) -> Vec<Brief> {
    let mut briefs: Vec<_> = files(&home.sessions())
        .iter()
        .map(|path| brief(path))
        .collect();
    briefs.sort_by(|a, b| b.last_at.cmp(&a.last_at).then_with(|| b.id.cmp(&a.id)));
    briefs
}

/// The journal that somebody means: a path, or the name of a session of this home, or enough
/// of its name or of its case's title that no other has it. A rehearsal is found by its whole
/// name alone.
/// Fails where there is none, or more than one.
pub fn find(home: &Home, wish: &str) -> Result<PathBuf, Fault> {
    let path = Path::new(wish);
    if path.is_file() {
        return Ok(path.to_owned());
    }
    for home in [home, &home.for_rehearsals()] {
        let named = home.sessions().join(format!("{wish}.jsonl"));
        if !wish.is_empty() && !wish.contains('/') && named.is_file() {
            return Ok(named);
        }
    }
    let all = files(&home.sessions());
    let mut found: Vec<_> = all
        .iter()
        .filter(|path| stem(path).contains(wish))
        .collect();
    if found.is_empty() {
        let wanted = wish.to_lowercase();
        let titled = |path: &&PathBuf| brief(path).title.to_lowercase().contains(&wanted);
        found = all.iter().filter(titled).collect();
    }
    found.sort();
    match found.as_slice() {
        [one] => Ok((*one).clone()),
        [] => Err(Fault::new(
            "There is no such session",
            "Name one of those that “roundtable sessions” lists, or a file.",
        )
        .at(path)),
        several => Err(Fault::new(
            "More than one session is called that",
            "Type more of its name, or name a file.",
        )
        .at(path)
        .because(&listed(several))),
    }
}

/// The sessions of a home that began with the same first entry as this one, itself included: a
/// folder in a cloud makes copies of a file that two computers wrote to. One that was taken over
/// is no copy of the one that took it over.
pub fn copies(home: &Home, of: &Brief) -> Vec<Brief> {
    let begins = |path: &Path| first_line(path).ok();
    let Some(first) = begins(&of.path) else {
        return vec![of.clone()];
    };
    let mut all = list(home);
    all.retain(|brief| brief.path == of.path || begins(&brief.path).as_ref() == Some(&first));
    without_taken_over(all)
}

/// Sessions that can be gone on with, the newest first: not closed, and not taken over by another.
pub fn unfinished(home: &Home) -> Vec<Brief> {
    let mut open = without_taken_over(list(home));
    open.retain(|brief| !brief.finished && !brief.away);
    open
}

fn without_taken_over(all: Vec<Brief>) -> Vec<Brief> {
    let ids: Vec<_> = all.iter().map(|brief| brief.id.clone()).collect();
    let taken = |brief: &Brief| {
        let by = format!("{}-taken-over", brief.id);
        ids.iter().any(|other| other.starts_with(&by))
    };
    all.into_iter().filter(|brief| !taken(brief)).collect()
}

/// The most sessions that are listed where more than one is meant.
const MOST_LISTED: usize = 10;

/// Names of sessions, a line each, the newest day first.
fn listed(paths: &[&PathBuf]) -> String {
    let mut names: Vec<_> = paths.iter().rev().map(|path| stem(path)).collect();
    let more = names.len().saturating_sub(MOST_LISTED);
    names.truncate(MOST_LISTED);
    if more > 0 {
        names.push(format!("and {more} more"));
    }
    format!("\n    {}", names.join("\n    "))
}

/// Journals in a folder that hold anything. A file that was rescued is left out in favour of
/// its rescue.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut newest: HashMap<String, (u32, PathBuf)> = HashMap::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let holds = path
            .metadata()
            .is_ok_and(|data| data.is_file() && data.len() > 0);
        if path.extension().is_none_or(|ending| ending != "jsonl") || !holds {
            continue;
        }
        let (first, number) = rescued(&stem(&path));
        let known = newest.get(&first).map(|(known, _)| *known);
        if known.is_none_or(|known| known < number) {
            newest.insert(first, (number, path));
        }
    }
    newest.into_values().map(|(_, path)| path).collect()
}

/// The file that a session goes on in: the newest rescue beside its journal, else the journal.
pub fn goes_on_in(path: &Path) -> PathBuf {
    let (first, _) = rescued(&stem(path));
    let beside = path.parent().map(files).unwrap_or_default();
    let mut beside = beside.into_iter();
    let rescue = beside.find(|file| rescued(&stem(file)).0 == first);
    rescue.unwrap_or_else(|| path.to_owned())
}

/// What a list shows of one journal.
pub fn brief(path: &Path) -> Brief {
    let (summary, problem) = known(path).map_or_else(|| read(path), |known| (known, None));
    Brief {
        path: path.to_owned(),
        id: stem(path).into(),
        title: summary.title,
        people: summary.people,
        opened_at: summary.opened_at,
        last_at: summary.last_at,
        place: summary.place,
        finished: summary.finished,
        away: away::is_away(path),
        problem,
        study: summary.study,
    }
}

/// What the head file tells, if it tells of the journal as it is.
fn known(path: &Path) -> Option<Summary> {
    let head = head::read(path)?;
    let length = path.metadata().ok()?.len();
    head.brief.filter(|_| head.length == length)
}

fn read(path: &Path) -> (Summary, Option<Clean>) {
    let scan = scan::file(path).unwrap_or_default();
    let newer = scan.newer.then(|| "made by a newer version".to_owned());
    let damaged = match scan.damage.first() {
        Some(damage) => Some(damage.from),
        None => Session::replay(&scan.entries)
            .err()
            .map(|misfit| misfit.n.0),
    };
    let problem = damaged.map(|n| format!("damaged at entry {n}"));
    let Some(session) = session(path, scan) else {
        return (unreadable(path), Some(Clean::new("holds no whole entry")));
    };
    let problem = newer.or(problem).map(|problem| Clean::new(&problem));
    (Summary::of(&session), problem)
}

fn unreadable(path: &Path) -> Summary {
    Summary {
        title: Clean::line(&stem(path)),
        people: Vec::new(),
        opened_at: Wall::default(),
        last_at: Wall::default(),
        place: Clean::new("unreadable"),
        finished: false,
        study: None,
    }
}
