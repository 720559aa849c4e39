//! The shelf: every case of some folders and those built in, each as a card.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

use serde::{Deserialize, Serialize};

use super::{
    BUILT_IN, Loaded, Origin, decided,
    folder::look,
    loaded,
    memory::{Memory, Remembered, Stamp},
    open,
};
use crate::{
    case::{Case, Item},
    fault::Fault,
    home::Home,
    import::{self, Kind},
    text::{Clean, cut},
};

/// A case on the shelf: what is told before it is opened.
#[derive(Clone, Debug, PartialEq)]
pub struct Card {
    /// The title; the file's name where it cannot be read.
    pub title: Clean,
    pub seconds: Option<u32>,
    pub questions: usize,
    /// Words to find it by.
    pub tags: Vec<Clean>,
    /// BCP 47 tag.
    pub language: Option<Clean>,
    /// What else it is found by: the author, how the text begins that everybody reads, and the
    /// names in the rest of it.
    pub words: Clean,
    pub origin: Origin,
    /// Which case of its document, counted from 0.
    pub number: usize,
    /// The hash of its document, as [`Loaded::hash`]; empty where it cannot be read.
    pub hash: Clean,
    /// Why it cannot be read.
    pub problem: Option<Clean>,
    /// What it is, where that takes long to read: nobody has looked into it yet.
    pub unread: Option<&'static str>,
}

/// What is told of a case, wherever its file is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct CaseSummary {
    title: Clean,
    seconds: Option<u32>,
    questions: usize,
    tags: Vec<Clean>,
    language: Option<Clean>,
    words: Clean,
}

/// Hears how many files were looked at, of how many.
pub type Progress<'a> = dyn Fn(usize, usize) + Sync + 'a;

/// How many files are looked at between two words of progress.
const STRIDE: usize = 64;

/// Every case of these folders, and those built in; broken files with their reason.
pub fn shelf(folders: &[PathBuf]) -> Vec<Card> {
    shelve(folders, None, &|_, _| {})
}

/// The same, with a file to remember by what was read, and telling how far it is.
pub fn shelve(folders: &[PathBuf], memory: Option<&Path>, progress: &Progress<'_>) -> Vec<Card> {
    put_up(folders, memory, None, progress)
}

/// The same for whoever is at home here: with what was decided about how documents were read.
pub fn shelve_at(home: &Home, folders: &[PathBuf], progress: &Progress<'_>) -> Vec<Card> {
    put_up(folders, Some(&home.library_memory()), Some(home), progress)
}

fn put_up(
    folders: &[PathBuf],
    memory: Option<&Path>,
    home: Option<&Home>,
    progress: &Progress<'_>,
) -> Vec<Card> {
    let mended = home.map(decided::Known::at).unwrap_or_default();
    let found = look(folders);
    let absolute = |path: &PathBuf| std::path::absolute(path).unwrap_or_else(|_| path.clone());
    let before = Memory::read(memory);
    let slow = |path: &&PathBuf| Kind::named(path).is_some_and(Kind::is_slow);
    let (slow, files): (Vec<_>, Vec<_>) = found.files.iter().partition(slow);
    let files: Vec<PathBuf> = files.into_iter().cloned().collect();
    let read = read_all(&files, &before, progress);
    let mut cards = Vec::new();
    let mut kept = HashMap::new();
    for (path, read) in files.iter().zip(read) {
        let origin = Origin::File(path.clone());
        match read {
            Ok(file) => {
                let own = home.filter(|_| mended.has(&file.hash, path));
                let own = own
                    .and_then(|home| Some(told(&decided::recall(open(&origin).ok()?, home).ok()?)));
                let told = own.as_ref().unwrap_or(&file.told).iter().enumerate();
                cards.extend(told.map(|(number, told)| told.card(&origin, number, &file.hash)));
                kept.insert(absolute(path), file);
            }
            Err(fault) => cards.push(broken(path, &fault)),
        }
    }
    for path in slow {
        let origin = Origin::File(path.clone());
        match home.and_then(|home| decided::read_before(&origin, home)) {
            Some(Remembered { hash, told, .. }) => {
                let told = told.iter().enumerate();
                cards.extend(told.map(|(number, told)| told.card(&origin, number, &hash)));
            }
            None => cards.extend(Kind::named(path).map(|kind| unread(path, kind))),
        }
    }
    cards.extend(found.faults.iter().map(|(path, fault)| broken(path, fault)));
    let folders: Vec<_> = folders.iter().map(absolute).collect();
    Memory::write(memory, &folders, kept, before);
    for (slug, _) in BUILT_IN {
        let origin = Origin::BuiltIn(slug);
        let loaded = open(&origin);
        let hash = loaded.as_ref().map(|loaded| loaded.hash.clone());
        let (hash, own) = (hash.unwrap_or_default(), loaded.map(|loaded| told(&loaded)));
        let own = own.unwrap_or_default();
        let own = own.iter().enumerate();
        let own = own.map(|(number, told)| told.card(&origin, number, &hash));
        let new = |card: &Card| !cards.iter().any(|other| other.title == card.title);
        let new: Vec<_> = own.filter(new).collect();
        cards.extend(new);
    }
    cards
}

/// What each file says, in their order; those that are not remembered are read side by side.
fn read_all(
    files: &[PathBuf],
    before: &Memory,
    progress: &Progress<'_>,
) -> Vec<Result<Remembered, Fault>> {
    let known = before.by_content();
    let (done, all) = (AtomicUsize::new(0), files.len());
    let workers = thread::available_parallelism()
        .map_or(1, usize::from)
        .min(4);
    let share = files.len().div_ceil(workers).max(1);
    let read = |files: &[PathBuf]| -> Vec<Result<Remembered, Fault>> {
        let read = files.iter().map(|path| {
            let count = done.fetch_add(1, Ordering::Relaxed) + 1;
            let read = read_one(path, before, &known);
            if count.is_multiple_of(STRIDE) {
                progress(count, all);
            }
            read
        });
        read.collect()
    };
    if files.len() <= STRIDE {
        return read(files);
    }
    thread::scope(|scope| {
        let shares = files.chunks(share);
        let readers: Vec<_> = shares.map(|share| scope.spawn(|| read(share))).collect();
        let read = readers.into_iter().zip(files.chunks(share));
        read.flat_map(|(reader, share)| {
            reader.join().unwrap_or_else(|_| {
                let broken = || {
                    Fault::new(
                        "The file could not be read",
                        "Look again, or open it alone.",
                    )
                };
                share.iter().map(|path| Err(broken().at(path))).collect()
            })
        })
        .collect()
    })
}

fn read_one(
    path: &Path,
    before: &Memory,
    known: &HashMap<&str, &[CaseSummary]>,
) -> Result<Remembered, Fault> {
    let stamp = Stamp::of(path);
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    if let Some(kept) = before.of(&absolute, stamp) {
        return Ok(kept.clone());
    }
    let bytes = import::bytes(path)?;
    let hash = super::hash(&bytes);
    let told = match known.get(hash.as_str()) {
        Some(told) => told.to_vec(),
        None => told(&loaded(import::convert_bytes(path, &bytes)?, path, &bytes)?),
    };
    let stamp = stamp
        .ok_or_else(|| Fault::new("The file vanished while it was read", "Look again.").at(path))?;
    Ok(Remembered { stamp, hash, told })
}

/// What a document says that takes long to read, to be listed by.
pub(super) fn remembered(loaded: &Loaded) -> Option<Remembered> {
    let Origin::File(path) = &loaded.origin else {
        return None;
    };
    Kind::named(path).filter(|kind| kind.is_slow())?;
    Some(Remembered {
        stamp: Stamp::of(path)?,
        hash: loaded.hash.to_string(),
        told: told(loaded),
    })
}

fn told(loaded: &Loaded) -> Vec<CaseSummary> {
    let cases = loaded.document.cases.iter();
    let told = cases.map(|case| CaseSummary {
        title: case.title.clone(),
        seconds: case.seconds,
        questions: case.questions().count(),
        tags: case.tags.clone(),
        language: case.language.clone(),
        words: words(case),
    });
    told.collect()
}

/// The most bytes of a text that it is found by: twenty thousand of them are still read at once.
const MOST_WORDS: usize = 2_000;

/// The most bytes of names that stand further on.
const MOST_NAMES: usize = 1_000;

/// The author, how the text begins that everybody reads, and the names in the rest of it; no
/// answer, and no later part.
fn words(case: &Case) -> Clean {
    let (mut words, mut names) = (String::new(), Vec::new());
    let author = |name: &str| name.eq_ignore_ascii_case("author");
    let settings = case.settings.iter().filter(|(name, _)| author(name));
    settings.for_each(|(_, author)| words.push_str(author));
    let open = case.parts.iter().take_while(|part| !part.staged);
    for item in open.flat_map(|part| &part.items) {
        let Item::Reading(reading) = item else {
            continue;
        };
        for block in &reading.blocks {
            if words.len() < MOST_WORDS {
                words.push(' ');
                words.push_str(cut(&block.text, MOST_WORDS).as_ref());
            } else {
                names.extend(named(&block.text));
            }
        }
    }
    let mut room = MOST_NAMES;
    for name in names {
        if !words.contains(name) && name.len() < room {
            room -= name.len() + 1;
            words.push(' ');
            words.push_str(name);
        }
    }
    Clean::line(&words)
}

/// Words that may be the names of people or places: those that begin with a capital.
fn named(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|letter: char| !letter.is_alphanumeric());
    words.filter(|word| word.len() > 2 && word.starts_with(char::is_uppercase))
}

impl CaseSummary {
    fn card(&self, origin: &Origin, number: usize, hash: &str) -> Card {
        Card {
            title: self.title.clone(),
            seconds: self.seconds,
            questions: self.questions,
            tags: self.tags.clone(),
            language: self.language.clone(),
            words: self.words.clone(),
            origin: origin.clone(),
            number,
            hash: Clean::line(hash),
            problem: None,
            unread: None,
        }
    }
}

fn broken(path: &Path, fault: &Fault) -> Card {
    Card {
        title: Clean::line(&path.file_name().unwrap_or_default().to_string_lossy()),
        seconds: None,
        questions: 0,
        tags: Vec::new(),
        language: None,
        words: Clean::default(),
        origin: Origin::File(path.to_owned()),
        number: 0,
        hash: Clean::default(),
        problem: Some(fault.line()),
        unread: None,
    }
}

/// A document that takes long to read is read when it is opened.
fn unread(path: &Path, kind: Kind) -> Card {
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    Card {
        title: Clean::line(&name),
        problem: None,
        unread: Some(kind.name()),
        ..broken(path, &Fault::new("", ""))
    }
}
