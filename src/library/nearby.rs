//! Which documents lie about: the newest in the folders where people keep such, and what a path
//! that somebody began to type may become.

use std::{
    collections::HashSet,
    fs,
    path::{Path, PathBuf},
    time::SystemTime,
};

use crate::{
    home::{or_here, place, unquoted},
    import::Kind,
    text::{Clean, folded},
};

/// Where documents are kept, within somebody's own folder.
const USUAL: [&str; 3] = ["Downloads", "Documents", "Desktop"];
/// So many rows are listed.
const MOST: usize = 12;
/// No more entries of a folder are looked at.
const MOST_ENTRIES: usize = 20_000;

/// What a typed path may become, and what lies there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Nearby {
    /// What was typed, as far as all that is found goes on in the same way.
    pub typed: Clean,
    pub found: Vec<Lying>,
    /// So many more lie there.
    pub more: usize,
}

/// A document or a folder of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lying {
    pub path: PathBuf,
    pub is_folder: bool,
    /// What it is called, and where it lies.
    pub words: Clean,
}

/// An entry of a folder.
struct Entry {
    path: PathBuf,
    name: String,
    is_folder: bool,
    changed: Option<SystemTime>,
}

impl Entry {
    /// Hidden files are listed where somebody begins to type one.
    fn is_shown(&self, begun: &str) -> bool {
        begun.starts_with('.') || !self.name.starts_with('.')
    }

    fn folder(&self) -> &Path {
        self.path.parent().unwrap_or(Path::new("."))
    }
}

/// The documents of a folder, the newest first, and then its folders by name.
fn entries(folder: &Path) -> Vec<Entry> {
    let found = fs::read_dir(folder).into_iter().flatten().flatten();
    let entry = |entry: fs::DirEntry| {
        let path = entry.path();
        let data = fs::metadata(&path).ok()?;
        let is_folder = data.is_dir();
        let is_document = data.is_file() && Kind::named(&path).is_some();
        (is_folder || is_document).then(|| Entry {
            name: entry.file_name().to_string_lossy().into_owned(),
            is_folder,
            changed: data.modified().ok(),
            path,
        })
    };
    let mut all: Vec<_> = found.take(MOST_ENTRIES).filter_map(entry).collect();
    all.sort_by(|one, other| {
        let newest = || other.changed.cmp(&one.changed);
        let named = || one.name.cmp(&other.name);
        let within = || {
            if one.is_folder {
                named()
            } else {
                newest().then_with(named)
            }
        };
        one.is_folder.cmp(&other.is_folder).then_with(within)
    });
    all
}

/// The letters that all names begin with.
fn common(all: &[Entry]) -> Option<String> {
    let (first, rest) = all.split_first()?;
    let mut common = first.name.as_str();
    for one in rest {
        let same = common.chars().zip(one.name.chars());
        let length = same
            .take_while(|(own, other)| own == other)
            .map(|(own, _)| own.len_utf8())
            .sum();
        common = common.get(..length)?;
    }
    Some(common.to_owned())
}

/// What lies about where somebody has typed this.
pub fn nearby(typed: &str) -> Nearby {
    if typed.trim().is_empty() {
        return usual();
    }
    let path = unquoted(typed);
    let (folder, begun) = match path.file_name() {
        Some(name) if !path.is_dir() => {
            let folder = path.parent().unwrap_or(Path::new("")).to_owned();
            (folder, name.to_string_lossy().into_owned())
        }
        Some(_) | None => (path, String::new()),
    };
    let mut all = entries(or_here(&folder));
    let wanted = folded(&begun);
    all.retain(|one| folded(&one.name).starts_with(&wanted) && one.is_shown(&begun));
    if let [one] = all.as_slice()
        && one.is_folder
        && !begun.is_empty()
    {
        return nearby(&folder.join(&one.name).to_string_lossy());
    }
    let more = all.len().saturating_sub(MOST);
    let goes_on = common(&all).filter(|common| common.len() > begun.len());
    let typed = folder.join(goes_on.unwrap_or(begun));
    all.truncate(MOST);
    let lying = |one: Entry| {
        let sign = if one.is_folder { "/" } else { "" };
        Lying {
            words: Clean::line(&format!("{}{sign}", one.name)),
            path: one.path,
            is_folder: one.is_folder,
        }
    };
    Nearby {
        typed: Clean::line(&typed.to_string_lossy()),
        found: all.into_iter().map(lying).collect(),
        more,
    }
}

/// The newest documents of the folders where people keep such, and these folders.
fn usual() -> Nearby {
    let own = etcetera::home_dir().ok();
    let within = own.iter().flat_map(|own| USUAL.map(|name| own.join(name)));
    let folders = std::iter::once(PathBuf::from("."));
    let folders = folders.chain(within).chain(own.clone());
    let mut seen = HashSet::new();
    let folders: Vec<_> = folders
        .filter_map(|folder| fs::canonicalize(folder).ok())
        .filter(|folder| folder.is_dir() && seen.insert(folder.clone()))
        .collect();
    let mut documents: Vec<_> = folders.iter().flat_map(|folder| entries(folder)).collect();
    documents.retain(|one| !one.is_folder && one.is_shown(""));
    documents.sort_by_key(|one| std::cmp::Reverse(one.changed));
    documents.truncate(MOST.saturating_sub(folders.len()));
    let document = |one: Entry| Lying {
        words: Clean::line(&format!("{} in {}", one.name, place(one.folder()))),
        path: one.path,
        is_folder: false,
    };
    let folder = |path: PathBuf| Lying {
        words: Clean::line(&format!("{}/", place(&path).trim_end_matches('/'))),
        path,
        is_folder: true,
    };
    let found = documents.into_iter().map(document);
    Nearby {
        found: found.chain(folders.into_iter().map(folder)).collect(),
        ..Nearby::default()
    }
}
