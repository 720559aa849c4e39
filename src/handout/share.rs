//! What leaves a group as a file, and the files of many groups side by side.

use std::{
    collections::HashMap,
    fmt, fs,
    path::{Path, PathBuf},
};

use super::{of_journal, stem};
use crate::{
    clock,
    fault::Fault,
    home::{Home, private_folder, regular, replace},
    id::{CommandId, Seq},
    journal::open,
    report::{
        self, compare,
        compare::{Comparison, Counted, Group},
        rows::{self, Bad, Keys, Row},
    },
    session::{Level, Viewer},
    text::{Clean, plural},
};

/// How a file of what leaves a group ends.
pub const ENDING: &str = ".shared.jsonl";
/// No report or shared file is larger; a journal has limits of its own.
const MOST_BYTES: u64 = 256 << 20;
/// So deep folders are looked into.
const DEEP: usize = 4;

/// What leaves one group.
pub struct Shared {
    /// What the file will be called.
    pub name: String,
    /// Its bytes, the same every time.
    pub text: String,
    /// What leaves, in numbers.
    pub sum: Sum,
}

/// What leaves, in numbers, to be read before it does.
#[derive(Default)]
pub struct Sum {
    people: usize,
    nothing: usize,
    numbers: usize,
    words: usize,
    names: Vec<Clean>,
    kept: usize,
}

impl fmt::Display for Sum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let people = plural(self.people, "person shares", "people share");
        let answers = plural(self.numbers, "thing to count", "things to count");
        let words = plural(self.words, "text", "texts");
        write!(
            f,
            "{people}, {} nothing. It holds {answers} and {words}",
            self.nothing
        )?;
        if self.names.is_empty() {
            write!(f, ", and no name")?;
        } else {
            let names: Vec<_> = self.names.iter().map(Clean::as_str).collect();
            write!(f, ", and the names of {}", names.join(", "))?;
        }
        match self.kept {
            0 => write!(f, "."),
            kept => {
                let texts = plural(kept, "text names", "texts name");
                write!(
                    f,
                    ". {texts} somebody who was in the room, and is kept back."
                )
            }
        }
    }
}

/// What leaves the group of a journal.
/// Fails where it is not over, or nobody was asked; or what the file system says.
pub fn shared(home: &Home, path: &Path) -> Result<Shared, Fault> {
    let scan = open::read(path)?;
    let mut last: Option<(CommandId, usize)> = None;
    let mut places = HashMap::new();
    for entry in &scan.entries {
        let place = match last {
            Some((id, place)) if id == entry.id => place + 1,
            _ => 0,
        };
        last = Some((entry.id, place));
        places.insert(entry.n, Clean::from(format!("{} {place}", entry.id)));
    }
    let fault = open::nothing(path, &scan);
    let session = open::session(path, scan).ok_or(fault)?;
    let view = session.view(Viewer::Shared, session.last_at());
    if !view.may_be_shared() {
        let why = match view.consent.asked {
            true => Fault::new(
                "This session is not over: until then anybody may change what they agreed to",
                "Close it first: roundtable resume.",
            ),
            false => Fault::new(
                "Nobody in this session was asked what may leave the group, so nothing does",
                "In sessions from now on they are asked at the close.",
            ),
        };
        return Err(why.at(path));
    }
    let secret = secret(home)?;
    let entry = |n: Seq| places.get(&n).cloned().unwrap_or_default();
    let rows = rows::of_view(
        &view,
        &Keys {
            secret: &secret,
            session: &view.session,
            entry: &entry,
        },
    );
    Ok(Shared {
        name: format!("{}{ENDING}", stem(Some(path))),
        text: rows::write(&rows),
        sum: sum(&rows, view.people.len()),
    })
}

fn sum(rows: &[Row], people: usize) -> Sum {
    let mut sum = Sum {
        people,
        ..Sum::default()
    };
    let mut take = |of: Option<&rows::Of>, counts: bool, texts: &[&Clean]| {
        sum.numbers += usize::from(counts);
        sum.words += texts.iter().filter(|text| !text.is_empty()).count();
        let named = of
            .filter(|of| of.level == Level::Named)
            .and_then(|of| of.by.as_ref());
        if let Some(name) = named.filter(|name| !sum.names.contains(name)) {
            sum.names.push(name.clone());
        }
    };
    for row in rows {
        match row {
            Row::Session(_) | Row::Question(_) | Row::Told { .. } => {}
            Row::Answer {
                of, value, reason, ..
            } => {
                let texts: Vec<_> = value.texts().iter().chain([reason]).collect();
                take(Some(of), true, &texts);
            }
            Row::Stance { of, text, .. } => take(Some(of), true, &[text]),
            Row::Vote {
                of, items, reason, ..
            } => {
                let mut texts: Vec<_> = items.iter().map(|one| &one.reason).collect();
                texts.push(reason);
                take(Some(of), true, &texts);
            }
            Row::Words { of, text, .. } => take(Some(of), false, &[text]),
            Row::Commitment {
                of, what, by_when, ..
            } => take(Some(of), true, &[what, by_when]),
        }
    }
    if let Some(Row::Session(head)) = rows.first() {
        sum.nothing = head.nothing;
        sum.kept = head.named;
    }
    sum
}

/// The secret that makes names of people and rows; the same for all that is shared from here.
fn secret(home: &Home) -> Result<[u8; 32], Fault> {
    let path = home.share_secret();
    if let Ok(bytes) = regular::read(&path, 32)
        && let Ok(secret) = <[u8; 32]>::try_from(bytes.as_slice())
    {
        return Ok(secret);
    }
    let mut hasher = blake3::Hasher::new();
    for _ in 0..4 {
        hasher.update(&clock::command_id().0.to_be_bytes());
    }
    let secret = *hasher.finalize().as_bytes();
    if let Some(folder) = path.parent() {
        private_folder(folder)?;
    }
    replace(&path, &secret, true)
        .map_err(|error| Fault::of_io("What is shared from here cannot be named", &path, &error))?;
    Ok(secret)
}

/// Writes what leaves into a folder, in place of what left of the same session before.
pub fn write(folder: &Path, shared: &Shared) -> Result<PathBuf, Fault> {
    private_folder(folder)?;
    let path = folder.join(&shared.name);
    replace(&path, shared.text.as_bytes(), true)
        .map_err(|error| Fault::of_io("It cannot be written", &path, &error))?;
    Ok(path)
}

#[derive(Default)]
pub struct Found {
    /// What each file lets out.
    pub groups: Vec<Group>,
    /// Files that were left out, and why.
    pub left: Vec<(PathBuf, String)>,
    /// Files in folders that are nothing of this program's.
    pub foreign: usize,
}

/// Looks through files and folders.
pub fn gather(paths: &[PathBuf]) -> Result<Found, Fault> {
    let mut found = Found::default();
    for path in paths {
        if path.is_dir() {
            let mut inside = Vec::new();
            walk(path, DEEP, &mut inside)?;
            inside.sort();
            for file in inside {
                found.take(&file, false);
            }
        } else {
            found.take(path, true);
        }
    }
    Ok(found)
}

fn walk(folder: &Path, deep: usize, files: &mut Vec<PathBuf>) -> Result<(), Fault> {
    let fault = |error: &_| Fault::of_io("The folder cannot be read", folder, error);
    for entry in fs::read_dir(folder).map_err(|error| fault(&error))? {
        let entry = entry.map_err(|error| fault(&error))?;
        let (path, name) = (entry.path(), entry.file_name());
        let name = name.to_string_lossy();
        let kind = entry.file_type().map_err(|error| fault(&error))?;
        if name.starts_with('.') || name == COMPARISON {
            continue;
        }
        if kind.is_dir() && deep > 0 {
            walk(&path, deep - 1, files)?;
        } else if kind.is_file() && (name.ends_with(".json") || name.ends_with(".jsonl")) {
            files.push(path);
        }
    }
    Ok(())
}

impl Found {
    fn take(&mut self, path: &Path, named: bool) {
        match read(path) {
            Ok(rows) => self.groups.push(Group {
                name: called(path),
                rows,
            }),
            Err(None) if !named => self.foreign += 1,
            Err(None) => self.left.push((path.to_owned(), Bad::Foreign.to_string())),
            Err(Some(why)) => self.left.push((path.to_owned(), why)),
        }
    }
}

/// The rows of a file; no word of why not where it is nothing of this program's.
fn read(path: &Path) -> Result<Vec<Row>, Option<String>> {
    let why = |bad: Bad| match bad {
        Bad::Foreign => None,
        Bad::Newer | Bad::Damaged(_) => Some(bad.to_string()),
    };
    let bytes = regular::read(path, MOST_BYTES).map_err(|error| Some(error.to_string()))?;
    let Ok(text) = String::from_utf8(bytes) else {
        return Err(None);
    };
    if text.starts_with("{\"kind\":\"session\"") {
        return rows::read(&text).map_err(why);
    }
    if !text.starts_with("{\"n\":") {
        return rows::of_json(&text).map_err(why);
    }
    let report = of_journal(path).map_err(|fault| Some(fault.to_string()))?;
    rows::of_json(&report::json::write(&report)).map_err(why)
}

/// What a group is called: as its file, or as the folder of its report.
fn called(path: &Path) -> Clean {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let stem = name
        .strip_suffix(ENDING)
        .or_else(|| name.strip_suffix(".jsonl"));
    let stem = stem.or_else(|| name.strip_suffix(".json")).unwrap_or(&name);
    let folder = path.parent().and_then(Path::file_name);
    match folder.filter(|_| stem == "report") {
        Some(folder) => Clean::line(&folder.to_string_lossy()),
        None => Clean::line(stem),
    }
}

/// What a comparison is called as JSON.
const COMPARISON: &str = "comparison.json";
/// Beside a comparison: who was counted where. It is not to be passed on.
const COUNTED: &str = ".counted";

/// Writes a comparison into a folder, if whoever has the one that is there learns nothing of few
/// people by it.
/// Fails where that could be, and what the file system says.
pub fn write_comparison(
    folder: &Path,
    comparison: &Comparison,
    separator: u8,
) -> Result<Vec<PathBuf>, Fault> {
    let counted = folder.join(COUNTED);
    let instead = "Write it into another folder with -o, for people who have not seen the one in this folder.";
    if folder.join(COMPARISON).exists() {
        let before = regular::read(&counted, MOST_BYTES).ok();
        let before = before.and_then(|bytes| serde_json::from_slice::<Counted>(&bytes).ok());
        let Some(before) = before else {
            let what = "There is a comparison in this folder, and it cannot be told whom it counts";
            return Err(Fault::new(what, instead).at(folder));
        };
        if let Some(few) = before.few_between(&comparison.counted) {
            let people = plural(few, "person", "people");
            let what = format!(
                "Between this comparison and the one in the folder {people} came, went or changed at a question; whoever reads both could tell what they said"
            );
            return Err(Fault::new(&what, instead).at(folder));
        }
    }
    private_folder(folder)?;
    let state = serde_json::to_string(&comparison.counted).unwrap_or_default();
    let mut paths = Vec::new();
    for (name, text) in [
        (COUNTED, state),
        ("comparison.html", compare::html(comparison)),
        ("comparison.csv", compare::csv(comparison, separator)),
        (COMPARISON, compare::json(comparison)),
    ] {
        let path = folder.join(name);
        replace(&path, text.as_bytes(), true)
            .map_err(|error| Fault::of_io("The comparison cannot be written", &path, &error))?;
        if name != COUNTED {
            paths.push(path);
        }
    }
    Ok(paths)
}
