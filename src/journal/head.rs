//! The head file: the only way to notice that a tail was lost exactly between two lines.

use std::{fs, io, path::Path};

use serde::{Deserialize, Serialize};

use super::{beside, line::Hash};
use crate::{home::replace, id::Seq};

/// Where a journal ended when its head was last written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// Number of the last entry.
    pub n: Seq,
    /// Its hash.
    pub h: Hash,
    /// Length of the file up to its end, in bytes.
    pub length: u64,
}

/// Writes the head of the journal at `path`, in place of the one before.
///
/// # Errors
///
/// What the system says; the old head is then still there.
pub fn write(path: &Path, head: &Head) -> io::Result<()> {
    replace(&beside(path, "head"), &serde_json::to_vec(head)?, true)
}

/// The head of the journal at `path`; none where there is none that can be read.
#[must_use]
pub fn read(path: &Path) -> Option<Head> {
    serde_json::from_slice(&fs::read(beside(path, "head")).ok()?).ok()
}
