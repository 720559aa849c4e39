//! What a person decided about how a document was read: kept by the document's content, so that
//! the same content is not asked about again, wherever it lies and whatever it is called.
//!
//! One small file for each content, and the text beside it; and one for each place where such a
//! content lies, so that what was said is carried over when the document is saved again. Where it
//! cannot be read, the person is asked again.

use std::{
    collections::{BTreeSet, HashSet},
    ffi::OsStr,
    fs, io,
    ops::RangeInclusive,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use super::{
    Loaded, Origin,
    memory::{Remembered, Stamp},
    shelf::remembered,
};
use crate::{
    case::{
        Document,
        mend::{As, Carried, Held, Marks, Mended, Piece, Taken, carry},
    },
    fault::Fault,
    home::{Home, private_folder, replace},
    import::Deadline,
    text::Clean,
};

/// So many changes can be undone when one comes back.
const MOST_KEPT: usize = 20;
/// The version of the file.
const FORMAT: u32 = 1;

/// What was decided about one content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    format: u32,
    /// Somebody has looked at the reading and begun with it.
    pub seen: bool,
    /// What was said of its lines.
    #[serde(default)]
    pub marks: Marks,
    /// Lines that are several things, piece by piece, as marks name them by their number.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cuts: Vec<Vec<Piece>>,
    /// Roles that alone read some lines, as marks name them by their number.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<Clean>,
    /// Lines of these of which nobody has said anything: they stay what they were.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub held: BTreeSet<u32>,
    /// What was said before each of the last changes, to be undone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub before: Vec<Marks>,
}

impl Decision {
    pub fn new(seen: bool, marks: Marks) -> Self {
        Self {
            format: FORMAT,
            seen,
            marks,
            cuts: Vec::new(),
            roles: Vec::new(),
            held: BTreeSet::new(),
            before: Vec::new(),
        }
    }

    /// A document of this text with what was said of its lines.
    pub(super) fn of_text(&self, text: &str, file_name: &str) -> Mended {
        Mended::with(text, file_name, self.marks.clone())
            .holding(self.held.clone(), self.before.clone())
            .cutting(self.cuts.clone())
            .casting(self.roles.clone())
    }

    /// All that is known of how a document was mended.
    pub fn of(seen: bool, mended: &Mended) -> Self {
        let old = mended.before().len().saturating_sub(MOST_KEPT);
        Self {
            held: mended.held().clone(),
            cuts: mended.cuts().to_vec(),
            roles: mended.roles().to_vec(),
            before: mended.before().iter().skip(old).cloned().collect(),
            ..Self::new(seen, mended.marks().clone())
        }
    }
}

impl Default for Decision {
    /// Nothing was decided yet.
    fn default() -> Self {
        Self::new(false, Marks::new())
    }
}

/// Brings to mind what was decided about this content, or about the one that lay there before,
/// and reads it so.
/// Fails where reading it so takes too long.
pub fn recall(mut loaded: Loaded, home: &Home) -> Result<Loaded, Fault> {
    let known = read(&file(home, &loaded.hash));
    loaded.decision = match known {
        Some(decision) => decision,
        None => match carried(&loaded, home)? {
            Some((decision, carried)) => {
                loaded.carried = carried;
                decision
            }
            None => return Ok(loaded),
        },
    };
    if !loaded.decision.marks.is_empty() {
        loaded.document = read_mended(&loaded.mended())?.0;
        if loaded.carried.is_none() {
            // Whoever cannot write here mends it again once it is saved again.
            let _ = keep_place(&loaded, home);
        }
    }
    Ok(loaded)
}

/// What was said of the content that lay where this one lies, for this one; and what became of it,
/// where that is another text.
fn carried(loaded: &Loaded, home: &Home) -> Result<Option<(Decision, Option<Carried>)>, Fault> {
    let Some(before) = before(&loaded.origin, home) else {
        return Ok(None);
    };
    let old = read(&file(home, &before.hash));
    let text = fs::read_to_string(text_file(home, &before.hash));
    let (Some(decision), Ok(text)) = (old, text) else {
        return Ok(None);
    };
    if text == loaded.text {
        return Ok(Some((decision, None)));
    }
    if decision.marks.is_empty() {
        return Ok(None);
    }
    let old = decision.of_text(&text, &loaded.file_name);
    let new = Mended::new(&loaded.text, &loaded.file_name);
    let (mended, carried) =
        Deadline::of_reading().keep(|is_time_up| carry(&old, new, is_time_up))?;
    Ok(Some((Decision::of(false, &mended), Some(carried))))
}

/// What was read of a document that takes long to read, where it has not changed since.
pub(super) fn read_before(origin: &Origin, home: &Home) -> Option<Remembered> {
    let Origin::File(path) = origin else {
        return None;
    };
    let file = place_file(home, origin)?.with_extension("read");
    let read: Remembered = serde_json::from_slice(&fs::read(file).ok()?).ok()?;
    (Stamp::of(path) == Some(read.stamp)).then_some(read)
}

/// Keeps what a document says that takes long to read, so that it is listed like any other.
pub fn keep_read(loaded: &Loaded, home: &Home) {
    let (read, file) = (remembered(loaded), place_file(home, &loaded.origin));
    if let (Some(read), Some(file)) = (read, file) {
        // Where it cannot be kept, it is listed as not read yet.
        let kept = private_folder(&home.readings()).map(|()| serde_json::to_vec(&read));
        let _ = kept.map(|text| {
            replace(
                &file.with_extension("read"),
                &text.unwrap_or_default(),
                true,
            )
        });
    }
}

/// Which content lies at a place.
#[derive(Serialize, Deserialize)]
struct Lies {
    /// The name of its file.
    name: Clean,
    hash: Clean,
}

/// The content that was decided about where that lies.
fn before(origin: &Origin, home: &Home) -> Option<Lies> {
    let path = place_file(home, origin)?;
    serde_json::from_slice(&fs::read(path).ok()?).ok()
}

fn place_file(home: &Home, origin: &Origin) -> Option<PathBuf> {
    let Origin::File(path) = origin else {
        return None;
    };
    let place = fs::canonicalize(path).ok()?;
    let name = super::hash(place.as_os_str().as_encoded_bytes());
    Some(home.readings().join(format!("{name}.lies")))
}

fn text_file(home: &Home, hash: &str) -> PathBuf {
    home.readings().join(format!("{hash}.text"))
}

/// Keeps which content lies there, and its text, to carry over what was said of it.
fn keep_place(loaded: &Loaded, home: &Home) -> io::Result<()> {
    let Some(path) = place_file(home, &loaded.origin) else {
        return Ok(());
    };
    let before = before(&loaded.origin, home);
    let text = text_file(home, &loaded.hash);
    let known = before.as_ref().is_some_and(|one| one.hash == loaded.hash);
    if known && text.exists() {
        return Ok(());
    }
    replace(&text, loaded.text.as_bytes(), true)?;
    let lies = Lies {
        name: loaded.file_name.clone(),
        hash: loaded.hash.clone(),
    };
    replace(&path, &serde_json::to_vec(&lies)?, true)?;
    if let Some(old) = before.filter(|_| !known) {
        // What was said of the old text stays, for whoever goes back to it.
        fs::remove_file(text_file(home, &old.hash))?;
    }
    Ok(())
}

/// Reads a document as somebody mended it, as long as any document may take.
pub fn read_mended(mended: &Mended) -> Result<(Document, Vec<Taken>), Fault> {
    Deadline::of_reading().keep(|is_time_up| mended.read_within(is_time_up))
}

/// Says what lines of a document are and holds all others, as long as any document may take.
pub fn say_mended(
    mended: &mut Mended,
    lines: RangeInclusive<u32>,
    mark: Option<As>,
) -> Result<Held, Fault> {
    Deadline::of_reading().keep(|is_time_up| mended.say(lines, mark, is_time_up))
}

/// Remembers what was decided about this content.
pub fn remember(loaded: &Loaded, home: &Home) -> Result<(), Fault> {
    private_folder(&home.readings())?;
    let path = file(home, &loaded.hash);
    let text = serde_json::to_string_pretty(&loaded.decision).unwrap_or_default();
    replace(&path, text.as_bytes(), true).map_err(|error| {
        Fault::of_io(
            "What you decided about this document cannot be kept",
            &path,
            &error,
        )
    })?;
    // Without it, what was said holds as long as the document is not saved again.
    let _ = keep_place(loaded, home);
    keep_read(loaded, home);
    Ok(())
}

/// What somebody has mended, to know a document by that has to be read as they said.
#[derive(Default)]
pub(super) struct Known {
    /// The contents of which somebody said what lines are.
    hashes: HashSet<String>,
    /// The names of files that held one of these.
    names: HashSet<Clean>,
}

impl Known {
    pub(super) fn at(home: &Home) -> Self {
        let entries = fs::read_dir(home.readings()).into_iter().flatten();
        let paths: Vec<_> = entries
            .filter_map(|entry| Some(entry.ok()?.path()))
            .collect();
        let ends = |path: &&PathBuf, end: &str| path.extension() == Some(OsStr::new(end));
        let said = paths.iter().filter(|path| ends(path, "json"));
        let said = said.filter(|path| read(path).is_some_and(|one| !one.marks.is_empty()));
        let hashes: HashSet<String> = said
            .filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()))
            .collect();
        let lies = paths.iter().filter(|path| ends(path, "lies"));
        let lies = lies.filter_map(|path| serde_json::from_slice(&fs::read(path).ok()?).ok());
        let lies = lies.filter(|lies: &Lies| hashes.contains(lies.hash.as_str()));
        let names = lies.map(|lies| lies.name).collect();
        Self { hashes, names }
    }

    /// Whether that content was mended, or one that lay in a file of that name.
    pub(super) fn has(&self, hash: &str, path: &Path) -> bool {
        let name = || Clean::line(&path.file_name().unwrap_or_default().to_string_lossy());
        self.hashes.contains(hash) || !self.names.is_empty() && self.names.contains(&name())
    }
}

fn file(home: &Home, hash: &str) -> PathBuf {
    home.readings().join(format!("{hash}.json"))
}

fn read(path: &Path) -> Option<Decision> {
    let decision: Decision = serde_json::from_slice(&fs::read(path).ok()?).ok()?;
    (decision.format == FORMAT).then_some(decision)
}
