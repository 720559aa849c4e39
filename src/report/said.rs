//! What somebody answered, as files have it.

use serde::{Deserialize, Serialize};

use crate::{case::Value, text::Clean};

/// A value. Options and items, from first to last, are counted from 0.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Said {
    /// To an open question.
    Text(Clean),
    Numbers(Vec<u8>),
    /// To each item of an in-basket, in their order.
    Parts(Vec<Clean>),
}

impl Said {
    /// What of it was written in words.
    pub fn texts(&self) -> &[Clean] {
        match self {
            Self::Text(text) => std::slice::from_ref(text),
            Self::Parts(parts) => parts,
            Self::Numbers(_) => &[],
        }
    }
}

impl From<&Value> for Said {
    fn from(value: &Value) -> Self {
        match value {
            Value::Text(text) => Self::Text(text.clone()),
            Value::Parts(parts) => Self::Parts(parts.clone()),
            Value::Choice(numbers) | Value::Scale(numbers) | Value::Rank(numbers) => {
                Self::Numbers(numbers.clone())
            }
        }
    }
}
