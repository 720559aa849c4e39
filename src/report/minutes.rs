//! Stretches of time, for people and for programs.

use std::fmt;

use serde::Serialize;

use super::first::about;

/// A stretch of time: minutes with at most two decimals in JSON, `m:ss` for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Minutes {
    /// In milliseconds.
    pub ms: u64,
}

impl Minutes {
    pub fn of_seconds(seconds: u32) -> Self {
        Self {
            ms: u64::from(seconds) * 1000,
        }
    }

    /// The nearest whole number of minutes.
    pub(super) fn whole(self) -> usize {
        usize::try_from((self.ms + 30_000) / 60_000).unwrap_or(usize::MAX)
    }
}

/// How much time was planned: how much there was, and what the case plans where that differs.
pub(super) fn planned(given: Option<Minutes>, case: Option<Minutes>) -> String {
    match (given, case) {
        (Some(given), Some(case)) if given != case => {
            format!(
                "{} there were, the case plans {}",
                about(given),
                about(case)
            )
        }
        (Some(minutes), _) | (None, Some(minutes)) => format!("{} planned", about(minutes)),
        (None, None) => "no plan".to_owned(),
    }
}

impl fmt::Display for Minutes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.ms / 1000;
        write!(f, "{}:{:02}", seconds / 60, seconds % 60)
    }
}

impl Serialize for Minutes {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let hundredths = (self.ms + 300) / 600;
        if hundredths.is_multiple_of(100) {
            serializer.serialize_u64(hundredths / 100)
        } else {
            serializer.serialize_f64(hundredths as f64 / 100.0)
        }
    }
}
