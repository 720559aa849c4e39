//! What is being typed, kept beside the journal until it is safe there.

use std::{collections::BTreeMap, fs, io, path::Path};

use serde::{Deserialize, Serialize};

use super::name::beside;
use crate::{
    case::Value,
    home::{regular, replace},
    id::{PersonId, QuestionId, Seq},
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
    /// A vote: a ranking, ratings, dots, consent or an objection.
    Vote {
        /// Whose.
        person: PersonId,
        /// On which question.
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
    /// A note on a paragraph, in study alone.
    Mark {
        /// The ¶ number.
        paragraph: u32,
    },
    /// One word at the close.
    Word {
        /// Whose.
        person: PersonId,
    },
    /// The words that meet a dissent.
    Meeting {
        /// The entry of the dissent.
        dissent: Seq,
    },
    /// What a person makes of a claim.
    Stance {
        /// Whose.
        person: PersonId,
        /// To which question.
        question: QuestionId,
        /// Which model answer, counted from 0.
        model: u8,
        /// Which claim of it, counted from 0.
        claim: u8,
    },
    /// The title of a theme.
    Theme {
        /// In which question.
        question: QuestionId,
    },
    /// Text that came where nobody wrote.
    Stray,
    /// What came of something that was tried.
    Learned {
        /// Who tried it.
        who: Clean,
        /// What was tried.
        what: Clean,
    },
}

impl DraftKey {
    /// Whose it is, where it is one person's own.
    #[must_use]
    pub fn person(&self) -> Option<PersonId> {
        match self {
            Self::Answer { person, .. }
            | Self::Vote { person, .. }
            | Self::Word { person }
            | Self::Stance { person, .. } => Some(*person),
            Self::Commitment { person } => *person,
            Self::Note { .. }
            | Self::Dissent
            | Self::Mark { .. }
            | Self::Meeting { .. }
            | Self::Theme { .. }
            | Self::Stray
            | Self::Learned { .. } => None,
        }
    }
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
    /// The points given so far, statement by statement, while some have none yet.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub points: Vec<Option<u8>>,
    /// The reason so far.
    #[serde(default)]
    pub reason: Clean,
    /// What moved the person to a new version, so far.
    #[serde(default, skip_serializing_if = "empty")]
    pub moved: Clean,
    /// The texts after the first, in a form that has several.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub more: Vec<Clean>,
}

fn empty(text: &Clean) -> bool {
    text.is_empty()
}

/// Every draft of a session.
pub type Drafts = BTreeMap<DraftKey, Draft>;

/// Drafts as they lie on disk. Between two syncs they lie in a second file, so that a power cut
/// never takes the ones that were synced; the larger serial number is the later file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    /// Counts how often they were written.
    pub serial: u64,
    /// All of them.
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
///
/// # Errors
///
/// What the system says; the old drafts are then still there.
pub fn write(path: &Path, kept: &Kept, durable: bool) -> io::Result<()> {
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
#[must_use]
pub fn read(path: &Path) -> Kept {
    let files = [SYNCED, LATEST].into_iter();
    files
        .filter_map(|file| regular::read(&beside(path, file), MOST_BYTES).ok())
        .filter_map(|bytes| serde_json::from_slice::<Kept>(&bytes).ok())
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
