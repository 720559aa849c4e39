//! What is being typed, kept beside the journal until it is safe there.

use std::{collections::BTreeMap, fs, io, path::Path};

use serde::{Deserialize, Serialize};

use super::beside;
use crate::{
    case::Value,
    home::replace,
    id::{PersonId, QuestionId},
    text::Clean,
};

/// What a draft is for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DraftKey {
    /// An answer.
    Answer {
        /// Whose.
        person: PersonId,
        /// To which question.
        question: QuestionId,
    },
    /// A note on a question.
    Note {
        /// Which question.
        question: QuestionId,
    },
    /// A dissent.
    Dissent,
    /// A commitment.
    Commitment {
        /// Whose; the group's where nobody is named.
        person: Option<PersonId>,
    },
    /// One word at the close.
    Word {
        /// Whose.
        person: PersonId,
    },
}

/// What is being typed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    /// Free text.
    #[serde(default)]
    pub text: Clean,
    /// What was picked so far, where the question asks for a choice, scale or rank.
    #[serde(default)]
    pub value: Option<Value>,
    /// The reason so far.
    #[serde(default)]
    pub reason: Clean,
}

/// Every draft of a session.
pub type Drafts = BTreeMap<DraftKey, Draft>;

/// Writes the drafts of the journal at `path` in place of those before; takes the file away
/// where there are none.
///
/// # Errors
///
/// What the system says; the old drafts are then still there.
pub fn write(path: &Path, drafts: &Drafts, durable: bool) -> io::Result<()> {
    let file = beside(path, "drafts");
    if drafts.is_empty() {
        return match fs::remove_file(&file) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            Ok(()) | Err(_) => Ok(()),
        };
    }
    let pairs: Vec<_> = drafts.iter().collect();
    replace(&file, &serde_json::to_vec(&pairs)?, durable)
}

/// The drafts of the journal at `path`; none where there are none that can be read.
#[must_use]
pub fn read(path: &Path) -> Drafts {
    fs::read(beside(path, "drafts"))
        .ok()
        .and_then(|bytes| serde_json::from_slice::<Vec<(DraftKey, Draft)>>(&bytes).ok())
        .map(|pairs| pairs.into_iter().collect())
        .unwrap_or_default()
}
