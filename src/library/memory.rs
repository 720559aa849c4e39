//! What was read of cases before: so that thousands of files are listed at once.
//!
//! A file that has not changed, by its length, its times and its number on disk, is not read
//! again; one that has only moved is known by its content. The memory is a help and no truth:
//! where it cannot be read or written, everything is read anew.

use std::{
    collections::HashMap,
    fs,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use super::shelf::CaseSummary;
use crate::{
    home::{private_folder, regular, replace},
    os,
};

/// A reader of another version may read otherwise.
const VERSION: &str = concat!(env!("CARGO_PKG_VERSION"), " with names");

/// So many files are worth a memory.
const WORTH_IT: usize = 100;
/// The most files of other folders that are remembered.
const MOST_ELSEWHERE: usize = 20_000;

/// The most bytes of the memory itself: some 20,000 files with a kilobyte about each.
const MOST_BYTES: u64 = 256 * 1024 * 1024;

/// What tells whether a file has changed: length, seconds and nanoseconds of its last change of
/// content and of anything, number on disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Stamp(u64, i64, i64, i64, i64, u64);

impl Stamp {
    pub(super) fn of(path: &Path) -> Option<Self> {
        let data = fs::metadata(path).ok()?;
        let ([mtime, mtime_ns, ctime, ctime_ns], number) = os::stamp(&data);
        let length = data.len();
        Some(Self(length, mtime, mtime_ns, ctime, ctime_ns, number))
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Remembered {
    pub(super) stamp: Stamp,
    pub(super) hash: String,
    pub(super) told: Vec<CaseSummary>,
}

/// Everything that is remembered.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Memory {
    version: String,
    files: HashMap<PathBuf, Remembered>,
}

impl Memory {
    /// What was remembered; nothing where there is no memory, or one of another version.
    pub(super) fn read(path: Option<&Path>) -> Self {
        let bytes = path
            .and_then(|path| regular::read(path, MOST_BYTES).ok())
            .unwrap_or_default();
        let memory: Self = serde_json::from_slice(&bytes).unwrap_or_default();
        if memory.version == VERSION {
            memory
        } else {
            Self::default()
        }
    }

    /// What is known of a file that has not changed.
    pub(super) fn of(&self, path: &Path, stamp: Option<Stamp>) -> Option<&Remembered> {
        let kept = self.files.get(path)?;
        (Some(kept.stamp) == stamp).then_some(kept)
    }

    /// What is known of each content, wherever it lies.
    pub(super) fn by_content(&self) -> HashMap<&str, &[CaseSummary]> {
        let files = self.files.values();
        files
            .map(|kept| (kept.hash.as_str(), kept.told.as_slice()))
            .collect()
    }

    /// Remembers these files of these folders, and forgets those that lay there and are gone.
    pub(super) fn write(
        path: Option<&Path>,
        folders: &[PathBuf],
        mut files: HashMap<PathBuf, Remembered>,
        mut before: Self,
    ) {
        // Few files are read at once, and looking at them leaves nothing behind.
        let Some(path) = path.filter(|_| files.len() >= WORTH_IT) else {
            return;
        };
        if files
            .iter()
            .all(|(path, kept)| before.files.get(path) == Some(kept))
        {
            return;
        }
        before
            .files
            .retain(|path, _| !folders.iter().any(|folder| path.starts_with(folder)));
        if before.files.len() < MOST_ELSEWHERE {
            files.extend(before.files);
        }
        let memory = Self {
            version: VERSION.to_owned(),
            files,
        };
        let folder = path
            .parent()
            .is_some_and(|folder| private_folder(folder).is_ok());
        if let Some(bytes) = serde_json::to_vec(&memory).ok().filter(|_| folder) {
            // Without a memory the next look reads everything again.
            let _ = replace(path, &bytes, false);
        }
    }
}
