//! The sessions that are there, newest first, each in brief.

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde::Serialize;

use super::scan::scan;
use crate::{
    home::Home,
    session::{Session, Viewer, When},
    stamp::Wall,
    text::Clean,
};

/// A session in brief.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Brief {
    /// Its file.
    pub path: PathBuf,
    /// The file's name without its ending: what the command line takes.
    pub id: String,
    /// Title of the case.
    pub title: Clean,
    /// Who was there.
    pub people: Vec<Clean>,
    /// When it was opened.
    pub opened_at: Wall,
    /// When something last happened in it.
    pub last_at: Wall,
    /// Where it is: "Question 2 of 5", "gathering", "closed".
    pub place: Clean,
    /// Whether it was closed.
    pub finished: bool,
    /// What is wrong with the file, where something is.
    pub problem: Option<Clean>,
}

/// Every session of a home, the newest first.
#[must_use]
pub fn list(home: &Home) -> Vec<Brief> {
    let mut briefs: Vec<_> = files(&home.sessions())
        .iter()
        .map(|path| brief(path))
        .collect();
    briefs.sort_by(|a, b| b.last_at.cmp(&a.last_at).then_with(|| b.id.cmp(&a.id)));
    briefs
}

/// Journals in a folder. A file that was rescued is left out in favour of its rescue.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let paths: Vec<_> = entries
        .map(|entry| entry.path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "jsonl")
        })
        .collect();
    let stem = |path: &Path| {
        path.file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned()
    };
    let rescued = |path: &PathBuf| {
        let (first, number) = parts(&stem(path));
        paths.iter().any(|other| {
            let (theirs, later) = parts(&stem(other));
            theirs == first && later > number
        })
    };
    paths
        .iter()
        .filter(|path| !rescued(path))
        .cloned()
        .collect()
}

/// The name that rescues share, and which rescue this is; 0 for the first file.
fn parts(stem: &str) -> (String, u32) {
    match stem.rsplit_once("-rescue") {
        Some((first, number)) => (first.to_owned(), number.parse().unwrap_or(0)),
        None => (stem.to_owned(), 0),
    }
}

fn brief(path: &Path) -> Brief {
    let id = path
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let scan = scan(&fs::read(path).unwrap_or_default());
    let mut brief = Brief {
        path: path.to_owned(),
        title: Clean::line(&id),
        id,
        people: Vec::new(),
        opened_at: Wall::default(),
        last_at: Wall::default(),
        place: Clean::new("unreadable"),
        finished: false,
        problem: None,
    };
    let session = Session::replay(&scan.entries);
    let fit = session.or_else(|misfit| {
        brief.problem = Some(Clean::new(&format!("damaged at entry {}", misfit.n)));
        let fit = scan.entries.iter().take_while(|entry| entry.n < misfit.n);
        Session::replay(fit)
    });
    let Ok(session) = fit else {
        brief.problem = Some(Clean::new("holds no whole entry"));
        return brief;
    };
    let view = session.view(Viewer::Room, session.last_at());
    brief.title = view.case.title.clone();
    brief.people = view
        .people
        .iter()
        .map(|person| person.name.clone())
        .collect();
    brief.opened_at = view.opened_at;
    brief.last_at = session.last_at().wall;
    brief.finished = session.is_over();
    let now = view.agenda.iter().find(|line| line.when == When::Now);
    brief.place = match now {
        Some(line) => line.label.clone(),
        None if brief.finished => Clean::new("closed"),
        None => Clean::new("gathering"),
    };
    if scan.newer {
        brief.problem = Some(Clean::new("made by a newer version"));
    }
    brief
}
