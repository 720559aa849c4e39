//! What was set aside, in a report.

use serde::Serialize;

use crate::text::Clean;

/// An answer or a note that was set aside after it had been seen.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SetAside {
    /// Who said it, or the pseudonym; none where nobody is named.
    pub by: Option<Clean>,
    /// What was said.
    pub words: Clean,
    /// Why it was set aside.
    pub why: Clean,
}

impl SetAside {
    /// All of it in a sentence.
    pub fn line(&self) -> String {
        let by = self.by.as_deref().unwrap_or("without a name");
        format!("{by}: {}. Set aside: {}", self.words, self.why)
    }
}
