//! Finding and loading cases: those built in, those in folders, and any path.

use std::{
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
};

use crate::{
    case::{self, Document, vocabulary},
    fault::Fault,
    home::regular,
    text::{Clean, cut},
};

mod folder;
mod memory;
mod shelf;

pub use folder::files;
pub use shelf::{Card, Progress, shelf, shelve};

/// The most bytes that are read as a case.
pub const MOST_BYTES: u64 = 1024 * 1024;

/// File endings that a case may have.
const ENDINGS: &[&str] = &["md", "markdown", "txt"];

/// The cases that come with the program, by slug.
const BUILT_IN: &[(&str, &str)] = &[
    (
        "the-second-signature",
        include_str!("../cases/the-second-signature.md"),
    ),
    ("all-green", include_str!("../cases/all-green.md")),
    ("six-parcels", include_str!("../cases/six-parcels.md")),
    (
        "the-staffroom-letter",
        include_str!("../cases/the-staffroom-letter.md"),
    ),
    (
        "seven-of-six-hundred",
        include_str!("../cases/seven-of-six-hundred.md"),
    ),
    ("four-mornings", include_str!("../cases/four-mornings.md")),
    (
        "both-sides-of-the-road",
        include_str!("../cases/both-sides-of-the-road.md"),
    ),
    (
        "twelve-who-ring",
        include_str!("../cases/twelve-who-ring.md"),
    ),
    (
        "der-platz-am-heizkoerper",
        include_str!("../cases/der-platz-am-heizkoerper.md"),
    ),
    (
        "la-tartine-de-mme-aubry",
        include_str!("../cases/la-tartine-de-mme-aubry.md"),
    ),
];

/// Where a document comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// It came with the program.
    BuiltIn(&'static str),
    /// It is a file.
    File(PathBuf),
}

/// A document that was loaded and read.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// What was read.
    pub document: Document,
    /// Where it comes from.
    pub origin: Origin,
    /// The name of its file, or its slug.
    pub file_name: Clean,
    /// BLAKE3 of its bytes, the first 32 hexadecimal digits.
    pub hash: Clean,
}

/// The cases that come with the program: slug and Markdown.
#[must_use]
pub fn built_in() -> &'static [(&'static str, &'static str)] {
    BUILT_IN
}

/// Loads and reads a file.
///
/// # Errors
///
/// Where it is missing, empty, binary, too long, not UTF-8, unreadable, or no regular file:
/// which, and what to do.
pub fn load(path: &Path) -> Result<Loaded, Fault> {
    let bytes = bytes(path)?;
    let text = text(&bytes).map_err(|fault| fault.at(path))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    Ok(loaded(text, &name, Origin::File(path.to_owned())))
}

/// Loads from wherever it comes.
///
/// # Errors
///
/// As [`load`].
pub fn open(origin: &Origin) -> Result<Loaded, Fault> {
    match origin {
        Origin::File(path) => load(path),
        Origin::BuiltIn(slug) => {
            let found = BUILT_IN.iter().find(|(known, _)| known == slug);
            let (slug, text) = found.ok_or_else(|| unknown(slug))?;
            Ok(loaded(text, &format!("{slug}.md"), Origin::BuiltIn(slug)))
        }
    }
}

/// Finds a case by its path; by its slug, which is the name of its file without the ending; or
/// by its title, or a piece of one of them: in these folders, then among those built in.
///
/// # Errors
///
/// Where there is none of that name, or it cannot be loaded.
pub fn find(name: &str, folders: &[PathBuf]) -> Result<Loaded, Fault> {
    let path = Path::new(name);
    let there = fs::symlink_metadata(path);
    if there.as_ref().is_ok_and(|data| !data.is_dir()) {
        return load(path);
    }
    let wanted = slug(name);
    let called = |path: &&PathBuf| {
        let stem = path.file_stem().unwrap_or_default();
        slug(&stem.to_string_lossy()) == wanted
    };
    if let Some(path) = files(folders).iter().find(called) {
        return load(path);
    }
    if let Some((slug, _)) = BUILT_IN.iter().find(|(slug, _)| *slug == wanted) {
        return open(&Origin::BuiltIn(slug));
    }
    let ending = path.extension().unwrap_or_default().to_string_lossy();
    let is_path = name.contains('/') || ENDINGS.contains(&ending.to_lowercase().as_str());
    if is_path || there.is_ok() {
        return load(path);
    }
    let cards = shelf(folders);
    let titled = |card: &&Card| slug(&card.title) == wanted;
    if let Some(card) = cards.iter().find(titled) {
        return open(&card.origin);
    }
    by_piece(&cards, name, &wanted)
}

/// The one case that has this in its title or file name.
fn by_piece(cards: &[Card], name: &str, wanted: &str) -> Result<Loaded, Fault> {
    let file = |card: &Card| match &card.origin {
        Origin::BuiltIn(slug) => (*slug).to_owned(),
        Origin::File(path) => slug(&path.file_stem().unwrap_or_default().to_string_lossy()),
    };
    let has = |card: &&Card| {
        !wanted.is_empty() && (slug(&card.title).contains(wanted) || file(card).contains(wanted))
    };
    let found: Vec<_> = cards.iter().filter(has).collect();
    match found.as_slice() {
        [] => Err(unknown(name)),
        [first, others @ ..] if others.iter().all(|card| card.origin == first.origin) => {
            open(&first.origin)
        }
        several => {
            let names: Vec<_> = several.iter().take(10).map(|card| file(card)).collect();
            let fault = Fault::new(
                &format!("More than one case has “{name}” in its name"),
                &format!("Type more of it: {}.", names.join(", ")),
            );
            Err(fault)
        }
    }
}

/// A name as it may be typed: small letters, a dash for each blank.
fn slug(name: &str) -> String {
    vocabulary::normal(name).replace(' ', "-")
}

/// The text of a document, wherever it comes from.
///
/// # Errors
///
/// As [`load`].
pub fn text_of(origin: &Origin) -> Result<String, Fault> {
    match origin {
        Origin::File(path) => source(path),
        Origin::BuiltIn(slug) => {
            let mut known = BUILT_IN.iter();
            let text = known
                .find(|(known, _)| known == slug)
                .map(|(_, text)| *text);
            text.map(str::to_owned).ok_or_else(|| unknown(slug))
        }
    }
}

/// Saves a case under a name that no file of the folder has yet: `name.md`, else `name-2.md` …
///
/// # Errors
///
/// Where the folder cannot be made, or the file not be written.
pub fn save_new(folder: &Path, name: &str, text: &str) -> Result<PathBuf, Fault> {
    let fault =
        |path: &Path, error: &io::Error| Fault::of_io("The case cannot be saved", path, error);
    fs::create_dir_all(folder).map_err(|error| fault(folder, &error))?;
    let mut count = 1;
    loop {
        let path = folder.join(match count {
            1 => format!("{name}.md"),
            _ => format!("{name}-{count}.md"),
        });
        count += 1;
        match File::create_new(&path) {
            Ok(mut file) => {
                let written = file
                    .write_all(text.as_bytes())
                    .and_then(|()| file.sync_all());
                return written
                    .map(|()| path.clone())
                    .map_err(|error| fault(&path, &error));
            }
            Err(error)
                if error.kind() == io::ErrorKind::AlreadyExists && count <= MOST_OF_A_NAME => {}
            Err(error) => return Err(fault(&path, &error)),
        }
    }
}

/// More files of one name are not looked for.
const MOST_OF_A_NAME: usize = 999;

/// The text of a file, as [`load`] takes it.
///
/// # Errors
///
/// As [`load`].
pub fn source(path: &Path) -> Result<String, Fault> {
    let bytes = bytes(path)?;
    let text = text(&bytes).map_err(|fault| fault.at(path))?;
    Ok(text.to_owned())
}

fn loaded(text: &str, name: &str, origin: Origin) -> Loaded {
    Loaded {
        document: case::read(text, name),
        origin,
        file_name: Clean::line(name),
        hash: Clean::new(&hash(text)),
    }
}

/// BLAKE3 of a text, the first 32 hexadecimal digits.
fn hash(text: &str) -> String {
    let mut hash = blake3::hash(text.as_bytes()).to_hex().to_string();
    hash.truncate(32);
    hash
}

/// The bytes of a regular file that is short enough.
fn bytes(path: &Path) -> Result<Vec<u8>, Fault> {
    regular::read(path, MOST_BYTES).map_err(|error| match error.kind() {
        io::ErrorKind::IsADirectory => Fault::new(
            "This is a folder, not a case",
            "Name a file in it, or use the folder with --cases.",
        )
        .at(path),
        io::ErrorKind::InvalidInput => Fault::new(
            "This is no regular file",
            "Save the case as a file and name that.",
        )
        .at(path),
        io::ErrorKind::FileTooLarge => Fault::new(
            "The file is too long for a case",
            "A case may have 1 MiB, which is a thick book. Split it into several files.",
        )
        .at(path)
        .because(&error.to_string()),
        _ => Fault::of_io("The case cannot be read", path, &error),
    })
}

fn text(bytes: &[u8]) -> Result<&str, Fault> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Fault::new(
            "The file is empty",
            "Write a title and a question into it, for example “# Title” and “## Questions”.",
        ));
    }
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(Fault::new(
            "The file is in UTF-16",
            "Save it as UTF-8: in most editors that is a choice in “Save as”.",
        ));
    }
    if bytes.contains(&0) {
        return Err(Fault::new(
            "The file is not a text",
            "If it is a Word file or a PDF, save it as plain text or Markdown first.",
        ));
    }
    std::str::from_utf8(bytes).map_err(|error| {
        let good = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let line = good.iter().filter(|byte| **byte == b'\n').count() + 1;
        let begins = good
            .iter()
            .rposition(|byte| *byte == b'\n')
            .map_or(0, |at| at + 1);
        let before = String::from_utf8_lossy(good.get(begins..).unwrap_or_default());
        let column = before.chars().count() + 1;
        let rest = bytes.get(begins..).unwrap_or_default();
        let end = rest.iter().position(|byte| *byte == b'\n');
        let text = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
        let text = String::from_utf8_lossy(text);
        Fault::new(
            "The file is not in UTF-8",
            "Save it as UTF-8: in most editors that is a choice in “Save as”.",
        )
        .because(&format!(
            "Line {line}, column {column} does not fit: {}",
            cut(&text, 120)
        ))
    })
}

fn unknown(name: &str) -> Fault {
    let slugs: Vec<_> = BUILT_IN.iter().map(|(slug, _)| *slug).collect();
    Fault::new(
        &format!("There is no case “{name}”"),
        &format!(
            "Name a file, a title, or one of those built in: {}.",
            slugs.join(", ")
        ),
    )
}
