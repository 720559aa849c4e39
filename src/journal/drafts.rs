//! What is being typed, kept beside the journal until it is safe there.

use std::{fs, io, path::Path};

use serde::{Deserialize, Serialize};

use super::name::beside;
use crate::home::{regular, replace};

pub use crate::session::{Draft, DraftKey, Drafts};

/// Drafts as they lie on disk. Between two syncs they lie in a second file, so that a power cut
/// never takes the ones that were synced; the larger serial number is the later file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct DraftsFile {
    /// Counts how often they were written.
    pub serial: u64,
    #[serde(with = "pairs")]
    pub drafts: Drafts,
}

/// Synced at most each second.
const SYNCED: &str = "drafts";
/// Written after each pause in typing.
const LATEST: &str = "typing";

/// The most bytes of drafts that are read: one of each of 300 people, as long as can be.
const MOST_BYTES: u64 = 64 * 1024 * 1024;

/// Writes the drafts of the journal at `path` in place of those before; takes the files away
/// where there are none.
/// Fails with what the system says; the old drafts are then still there.
pub fn write(path: &Path, kept: &DraftsFile, durable: bool) -> io::Result<()> {
    if kept.drafts.is_empty() {
        remove(&beside(path, SYNCED))?;
        return remove(&beside(path, LATEST));
    }
    let bytes = serde_json::to_vec(kept)?;
    if durable {
        replace(&beside(path, SYNCED), &bytes, true)?;
        remove(&beside(path, LATEST))
    } else {
        replace(&beside(path, LATEST), &bytes, false)
    }
}

fn remove(file: &Path) -> io::Result<()> {
    match fs::remove_file(file) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        Ok(()) | Err(_) => Ok(()),
    }
}

/// The drafts of the journal at `path`; none where there are none that can be read.
pub fn read(path: &Path) -> DraftsFile {
    let files = [SYNCED, LATEST].into_iter();
    files
        .filter_map(|file| regular::read(&beside(path, file), MOST_BYTES).ok())
        .filter_map(|bytes| serde_json::from_slice::<DraftsFile>(&bytes).ok())
        .max_by_key(|kept| kept.serial)
        .unwrap_or_default()
}

/// JSON knows only text as keys: drafts are pairs there.
mod pairs {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::{Draft, DraftKey, Drafts};

    pub(super) fn serialize<S: Serializer>(drafts: &Drafts, to: S) -> Result<S::Ok, S::Error> {
        drafts.iter().collect::<Vec<_>>().serialize(to)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Drafts, D::Error> {
        let pairs = Vec::<(DraftKey, Draft)>::deserialize(from)?;
        Ok(pairs.into_iter().collect())
    }
}
