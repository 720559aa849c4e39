//! Names for people, questions and entries: small, comparable, free of meaning.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::text::Clean;

/// A participant of one session, counted from 1 in the order of joining.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PersonId(pub u32);

/// The number of an entry in a journal, counted from 1 without gaps.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Seq(pub u64);

impl Seq {
    /// The number that follows.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0 + 1)
    }
}

impl fmt::Display for Seq {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// What a question is known by: the author's `{#id}`, else its normalised text.
///
/// It is printed and stands in reports, so it is clean, and on one line, wherever it came from.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "Clean")]
pub struct QuestionId(Clean);

impl QuestionId {
    pub fn new(words: impl AsRef<str>) -> Self {
        Self(Clean::line(words.as_ref()))
    }

    /// The words themselves.
    pub fn as_clean(&self) -> &Clean {
        &self.0
    }
}

impl From<Clean> for QuestionId {
    fn from(words: Clean) -> Self {
        match words.contains(['\n', '\t']) {
            true => Self(Clean::line(&words)),
            false => Self(words),
        }
    }
}

impl fmt::Display for QuestionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Made where a command is made, so that a command sent twice has one effect.
///
/// 128 bits, written as 32 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CommandId(pub u128);

impl fmt::Debug for CommandId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl fmt::Display for CommandId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

impl Serialize for CommandId {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for CommandId {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Digits;
        impl serde::de::Visitor<'_> for Digits {
            type Value = CommandId;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "a command id: 32 hexadecimal digits")
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<CommandId, E> {
                let number = u128::from_str_radix(text, 16).map_err(E::custom)?;
                Ok(CommandId(number))
            }
        }
        deserializer.deserialize_str(Digits)
    }
}
