//! What was set aside, in a report: that it was, and why. What was said stays in the session's file.

use serde::Serialize;

use crate::text::Clean;

/// An answer or a note that was set aside after it had been seen.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SetAside {
    /// Who said it, or the pseudonym; none where nobody is named.
    pub by: Option<Clean>,
    pub why: Clean,
}

impl SetAside {
    pub fn line(&self) -> String {
        match self.by.as_deref() {
            Some(by) => format!("what {by} said was set aside: {}", self.why),
            None => format!("something said without a name was set aside: {}", self.why),
        }
    }
}
