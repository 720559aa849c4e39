//! A text that lies in somebody's own editor: after a crash what was saved there is found again.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use super::{
    drafts::{DraftKey, Drafts},
    name::beside,
};
use crate::{
    case::Value,
    home::{regular, replace},
    text::{Clean, decode},
};

/// Which text of a draft it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Piece {
    Text,
    Reason,
    Moved,
    /// What is written to an item of an in-basket, counted from 0.
    Part(usize),
    /// One after the first, counted from 0.
    More(usize),
}

/// What lies beside the journal while the editor is open.
#[derive(Debug, Serialize, Deserialize)]
struct Editing {
    key: DraftKey,
    piece: Piece,
    /// The name of the file, which lies beside the journal.
    file: PathBuf,
}

/// The most bytes of such a text that are read.
const MOST_BYTES: u64 = 1024 * 1024;

fn marker(journal: &Path) -> PathBuf {
    beside(journal, "editing")
}

/// The editor opens this file, which lies beside the journal.
pub fn begin(journal: &Path, key: DraftKey, piece: Piece, file: &Path) -> io::Result<()> {
    let file = file.file_name().unwrap_or_default().into();
    let bytes = serde_json::to_vec(&Editing { key, piece, file })?;
    replace(&marker(journal), &bytes, true)
}

/// The editor was closed, and what came back is in the program's hands.
pub fn end(journal: &Path) {
    // One that stays is older than what is written next, and so counts for nothing.
    let _ = fs::remove_file(marker(journal));
}

/// Puts what the editor saved in place of the draft, where the program ended before the editor
/// and nothing was written since. The file stays where it is.
pub(super) fn take_up(journal: &Path, drafts: &mut Drafts) {
    let _ = saved(journal).and_then(|(editing, text)| {
        let draft = drafts.entry(editing.key).or_default();
        match editing.piece {
            Piece::Text => {
                draft.value.take_if(|value| matches!(value, Value::Text(_)));
                draft.text = text;
            }
            Piece::Part(at) => match &mut draft.value {
                Some(Value::Parts(parts)) => *parts.get_mut(at)? = text,
                _ => draft.text = text,
            },
            Piece::Reason => draft.reason = text,
            Piece::Moved => draft.moved = text,
            Piece::More(at) => *draft.more.get_mut(at)? = text,
        }
        Some(())
    });
}

fn saved(journal: &Path) -> Option<(Editing, Clean)> {
    let bytes = regular::read(&marker(journal), MOST_BYTES).ok()?;
    let editing: Editing = serde_json::from_slice(&bytes).ok()?;
    // Only a file that lies beside the journal is one of ours.
    let file = journal.with_file_name(editing.file.file_name()?);
    let changed = |path: &Path| fs::metadata(path).and_then(|data| data.modified()).ok();
    let at = changed(&file)?;
    let others = [
        journal.to_owned(),
        beside(journal, "drafts"),
        beside(journal, "typing"),
    ];
    if others
        .iter()
        .filter_map(|other| changed(other))
        .any(|other| other > at)
    {
        return None;
    }
    let text = decode(&regular::read(&file, MOST_BYTES).ok()?)?.text;
    let text = Clean::new(text.trim_end_matches(['\r', '\n']));
    (!text.is_empty()).then_some((editing, text))
}
