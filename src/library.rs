//! Finding and loading cases: those built in, those in folders, and any path. Documents of
//! other programs are read as [`import`] reads them.

use std::{
    fs::{self, File},
    io::Write,
    path::{Path, PathBuf},
};

use crate::{
    case::{
        self, Block, Case, Document,
        advice::advise,
        asking::place,
        flaw::Flaw,
        mend::{As, Carried, Mended},
        outline::{Stretch, outline},
        vocabulary,
    },
    fault::Fault,
    home,
    import::{self, Converted, Kind},
    text::{Clean, cut},
};

mod decided;
mod folder;
mod memory;
mod nearby;
mod opened;
mod shelf;

pub use decided::{Decision, keep_read, read_mended, recall, remember, say_mended};
pub use folder::files;
pub use nearby::{Lying, Nearby, nearby};
pub use opened::{opened, unlist};
pub use shelf::{Card, Progress, shelf, shelve, shelve_at};

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
    File(PathBuf),
}

impl Origin {
    /// Where it lies, to know it by; empty for what came with the program.
    pub fn place(&self) -> Clean {
        match self {
            Self::BuiltIn(_) => Clean::default(),
            Self::File(path) => home::place(path),
        }
    }
}

/// A document that was loaded and read.
#[derive(Clone, Debug)]
pub struct Loaded {
    pub document: Document,
    pub origin: Origin,
    pub file_name: Clean,
    /// BLAKE3 of its bytes, the first 32 hexadecimal digits.
    pub hash: Clean,
    /// Its text as Markdown; lines are counted in this.
    pub text: String,
    /// What kind of document it was: "text", "Word", "PDF" …
    pub from: &'static str,
    /// What was guessed or left behind while it was converted.
    pub said: Vec<Clean>,
    /// What somebody decided about this content.
    pub decision: Decision,
    /// What became of what was said, where the document was saved again since.
    pub carried: Option<Carried>,
}

/// A line that a place is told by, in columns.
const QUOTED: usize = 40;

/// How a line begins, as it is quoted.
pub fn in_quotes(line: &str) -> String {
    format!("“{}”", cut(&case::plain(line), QUOTED))
}

impl Loaded {
    /// Whether whoever opens it looks at how it was read first.
    pub fn is_asked(&self) -> bool {
        let lost = self.carried.as_ref().is_some_and(Carried::asks);
        let asked = case::asking::is_asked(&self.document);
        // Whoever has said something of its lines knows what is kept back.
        let kept = self.decision.marks.is_empty()
            && case::asking::keeps_back_by_others(&self.document, &self.text);
        !self.decision.seen && (lost || asked || kept)
    }

    /// The document with what was said of its lines.
    pub fn mended(&self) -> Mended {
        self.decision.of_text(&self.text, &self.file_name)
    }

    /// The reading by count.
    pub fn in_brief(&self) -> Vec<String> {
        case::asking::in_brief(&self.document, &self.text)
    }

    /// The document in its own order, and what becomes of each stretch; nothing where reading it
    /// takes too long.
    pub fn outline(&self) -> Vec<Stretch> {
        let mended = self.mended();
        let read = read_mended(&mended);
        read.map_or_else(
            |_| Vec::new(),
            |(document, taken)| outline(&mended, &document, &taken),
        )
    }

    /// What was set apart of a case as page noise; not what somebody left out themselves.
    pub fn set_apart<'a>(&self, case: &'a Case) -> impl Iterator<Item = &'a Block> {
        let marks = &self.decision.marks;
        let own = |block: &&Block| marks.get(&block.line) != Some(&As::Out);
        case.noise.iter().filter(own)
    }

    /// What to say where nobody has looked yet at how it was read, and somebody should.
    pub fn says_unseen(&self) -> Option<String> {
        let brief = || self.in_brief().join(", ");
        self.is_asked()
            .then(|| format!("Nobody has looked at how it was read: {}.", brief()))
    }

    /// What to say where the document was saved again since somebody said what its lines are.
    pub fn says_carried(&self) -> Option<String> {
        let carried = self.carried.as_ref();
        carried.map(|carried| case::asking::carried(carried, self.is_by_line()))
    }

    /// Whether whoever wrote it finds a line by its number: in a text, and not in what was
    /// converted to one.
    pub fn is_by_line(&self) -> bool {
        self.from == Kind::Text.name()
    }

    /// A place for whoever wrote it: by line, else by how it begins.
    pub fn place(&self, from: u32, to: u32) -> String {
        if self.is_by_line() {
            return place(from, to);
        }
        let line = self.text.lines().nth((from as usize).saturating_sub(1));
        in_quotes(line.unwrap_or_default())
    }

    /// What its author may want to mend, and how much of it they have decided about already:
    /// what a line is, was said of it, or somebody began with the document as it was read.
    pub fn advice(&self) -> (Vec<Flaw>, usize) {
        let mended = self.mended();
        let (decided, open): (Vec<_>, Vec<_>) =
            advise(&self.document).into_iter().partition(|flaw| {
                flaw.code.is_of_reading()
                    && (self.decision.seen || mended.said(flaw.line).is_some())
            });
        (open, decided.len())
    }
}

/// The cases that come with the program: slug and Markdown.
pub fn built_in() -> &'static [(&'static str, &'static str)] {
    BUILT_IN
}

/// Loads and reads a file: a case of ours, or a document of another program.
/// Fails where it is missing, empty, damaged, too long, unreadable, or no regular file: which, and
/// what to do.
pub fn load(path: &Path) -> Result<Loaded, Fault> {
    let bytes = import::bytes(path)?;
    let converted = import::convert_bytes(path, &bytes)?;
    loaded(converted, path, &bytes)
}

/// Loads from wherever it comes.
pub fn open(origin: &Origin) -> Result<Loaded, Fault> {
    match origin {
        Origin::File(path) => load(path),
        Origin::BuiltIn(slug) => {
            let found = BUILT_IN.iter().find(|(known, _)| known == slug);
            let (slug, text) = found.ok_or_else(|| unknown(slug))?;
            let name = format!("{slug}.md");
            Ok(Loaded {
                document: import::read(text, &name)?,
                origin: Origin::BuiltIn(slug),
                file_name: Clean::line(&name),
                hash: Clean::new(&hash(text.as_bytes())),
                text: (*text).to_owned(),
                from: Kind::Text.name(),
                said: Vec::new(),
                decision: Decision::default(),
                carried: None,
            })
        }
    }
}

/// Where a case is: by its path; by its slug, which is the name of its file without the ending;
/// or by its title, or a piece of one of them: in these folders, then among those built in.
/// Nothing is loaded yet.
/// Fails where there is none of that name.
pub fn locate(name: &str, folders: &[PathBuf]) -> Result<Origin, Fault> {
    let file = |path: &Path| Ok(Origin::File(path.to_owned()));
    let path = Path::new(name);
    let there = fs::symlink_metadata(path);
    if there.as_ref().is_ok_and(|data| !data.is_dir()) {
        return file(path);
    }
    let wanted = slug(name);
    let called = |path: &&PathBuf| {
        let stem = path.file_stem().unwrap_or_default();
        slug(&stem.to_string_lossy()) == wanted
    };
    let found = files(folders);
    let mut found: Vec<_> = found.iter().filter(called).collect();
    // A case of ours goes before the document that it was made from.
    let is_own = |path: &&PathBuf| Kind::named(path) == Some(Kind::Text);
    if found.iter().any(is_own) {
        found.retain(is_own);
    }
    let found: Vec<_> = found.into_iter().cloned().map(Origin::File).collect();
    if let Some(found) = only_one(name, &found) {
        return found;
    }
    if let Some((slug, _)) = BUILT_IN.iter().find(|(slug, _)| *slug == wanted) {
        return Ok(Origin::BuiltIn(slug));
    }
    let is_path = name.contains('/') || Kind::named(path).is_some();
    if is_path || there.is_ok() {
        return file(path);
    }
    let cards = shelf(folders);
    let titled = |card: &&Card| slug(&card.title) == wanted;
    let found = cards.iter().filter(titled);
    let found: Vec<_> = found.map(|card| card.origin.clone()).collect();
    if let Some(found) = only_one(name, &found) {
        return found;
    }
    by_piece(&cards, name, &wanted)
}

/// Where the document is that all of these are; none where there is none. Which of several is
/// meant nobody can guess, unless all of them say the same.
fn only_one(name: &str, found: &[Origin]) -> Option<Result<Origin, Fault>> {
    let (first, others) = found.split_first()?;
    let says = |origin: &Origin| match origin {
        Origin::BuiltIn(_) => None,
        Origin::File(path) => import::bytes(path).ok(),
    };
    let said = says(first).filter(|_| !others.is_empty());
    if others
        .iter()
        .all(|other| other == first || (said.is_some() && says(other) == said))
    {
        return Some(Ok(first.clone()));
    }
    let files = found.iter().take(10).map(|origin| match origin {
        Origin::BuiltIn(slug) => (*slug).to_owned(),
        Origin::File(path) => path.to_string_lossy().into_owned(),
    });
    let files: Vec<_> = files.collect();
    Some(Err(Fault::new(
        &format!("More than one case is called “{name}”"),
        &format!(
            "Name the file of the one that you mean: {}.",
            files.join(", ")
        ),
    )))
}

/// The one case that has this in its title or file name.
fn by_piece(cards: &[Card], name: &str, wanted: &str) -> Result<Origin, Fault> {
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
            Ok(first.origin.clone())
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

/// A beginner's case of that title, which is a valid one already.
pub fn beginning(title: &str) -> String {
    include_str!("library/beginning.md").replace("TITLE", title)
}

/// A name as it may be typed: small letters, a dash for each blank.
fn slug(name: &str) -> String {
    vocabulary::normal(name).replace(' ', "-")
}

/// Saves a case under a name that no file of the folder has yet: `name.md`, else `name-2.md` …
/// Where a file of these holds the same case already, nothing is written.
/// Fails where the folder cannot be made, or the file not be written.
pub fn save_new(folder: &Path, name: &str, text: &str) -> Result<PathBuf, Fault> {
    let path = new_place(folder, name, text);
    let fault = |error| Fault::of_io("The case cannot be saved", &path, &error);
    fs::create_dir_all(folder).map_err(fault)?;
    if !path.exists() {
        let mut file = File::create_new(&path).map_err(fault)?;
        let written = file
            .write_all(text.as_bytes())
            .and_then(|()| file.sync_all());
        written.map_err(fault)?;
    }
    Ok(path)
}

/// Where it would be saved.
pub fn new_place(folder: &Path, name: &str, text: &str) -> PathBuf {
    let place = |count| match count {
        1 => folder.join(format!("{name}.md")),
        _ => folder.join(format!("{name}-{count}.md")),
    };
    let is_free = |path: &PathBuf| match fs::read(path) {
        Ok(own) => own == text.as_bytes(),
        Err(_) => path.symlink_metadata().is_err(),
    };
    let free = (1..MOST_OF_A_NAME).map(place).find(is_free);
    free.unwrap_or_else(|| place(MOST_OF_A_NAME))
}

/// More files of one name are not looked for.
const MOST_OF_A_NAME: usize = 999;

/// Reads what was converted from a file of these bytes.
/// Fails where reading takes too long.
pub fn loaded(converted: Converted, path: &Path, bytes: &[u8]) -> Result<Loaded, Fault> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let document = import::read(&converted.markdown, &name);
    Ok(Loaded {
        document: document.map_err(|fault| fault.at(path))?,
        origin: Origin::File(path.to_owned()),
        file_name: Clean::line(&name),
        hash: Clean::new(&hash(bytes)),
        text: converted.markdown,
        from: converted.from,
        said: converted.said,
        decision: Decision::default(),
        carried: None,
    })
}

/// BLAKE3 of bytes, the first 32 hexadecimal digits.
fn hash(bytes: &[u8]) -> String {
    let mut hash = blake3::hash(bytes).to_hex().to_string();
    hash.truncate(32);
    hash
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
