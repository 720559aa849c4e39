//! What a person decided about how a document was read: kept by the document's content, so that
//! the same content is not asked about again, wherever it lies and whatever it is called.
//!
//! One small file for each content. Where it cannot be read, the person is asked again.

use std::{
    collections::{BTreeSet, HashSet},
    fs,
    ops::RangeInclusive,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use super::Loaded;
use crate::{
    case::{
        Document,
        mend::{As, Held, Marks, Mended, Taken},
    },
    fault::Fault,
    home::{Home, private_folder, replace},
    import::Deadline,
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
            held: BTreeSet::new(),
            before: Vec::new(),
        }
    }

    /// All that is known of how a document was mended.
    pub fn of(seen: bool, mended: &Mended) -> Self {
        let old = mended.before().len().saturating_sub(MOST_KEPT);
        Self {
            held: mended.held().clone(),
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

/// Brings to mind what was decided about this content, and reads it so.
/// Fails where reading it so takes too long.
pub fn recall(mut loaded: Loaded, home: &Home) -> Result<Loaded, Fault> {
    let Some(decision) = read(&file(home, &loaded.hash)) else {
        return Ok(loaded);
    };
    if !decision.marks.is_empty() {
        let mended = Mended::with(&loaded.text, &loaded.file_name, decision.marks.clone())
            .holding(decision.held.clone(), Vec::new());
        loaded.document = read_mended(&mended)?.0;
    }
    loaded.decision = decision;
    Ok(loaded)
}

/// The text of a document whose bytes these are with what was said of its lines written into it;
/// none where nothing was said.
pub fn mended_text(bytes: &[u8], markdown: &str, file_name: &str, home: &Home) -> Option<String> {
    let decision = read(&file(home, &super::hash(bytes)))?;
    let said = !decision.marks.is_empty();
    said.then(|| Mended::with(markdown, file_name, decision.marks).text())
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
    })
}

/// The contents of which somebody said what lines are.
pub(super) fn mended(home: &Home) -> HashSet<String> {
    let entries = fs::read_dir(home.readings()).into_iter().flatten();
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let mended = paths.filter(|path| read(path).is_some_and(|one| !one.marks.is_empty()));
    mended
        .filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()))
        .collect()
}

fn file(home: &Home, hash: &str) -> PathBuf {
    home.readings().join(format!("{hash}.json"))
}

fn read(path: &Path) -> Option<Decision> {
    let decision: Decision = serde_json::from_slice(&fs::read(path).ok()?).ok()?;
    (decision.format == FORMAT).then_some(decision)
}
