//! What is told of a question beside its answers, the same on the page and in the mail.

use super::{Question, words::line as author};
use crate::text::plural;

impl Question {
    /// Sentences that stand before its answers: what its points mean, and whose names stand there.
    pub(super) fn before_answers(&self) -> Vec<String> {
        let end = |point: u8, label: &str| match label {
            "" => point.to_string(),
            label => format!("{point} ({})", author(label)),
        };
        let scale = self.scale.as_ref().map(|scale| {
            let low = end(scale.low, &scale.low_label);
            format!("From {low} to {}.", end(scale.high, &scale.high_label))
        });
        let hidden = self.answers.iter().any(|given| given.pseudonym);
        let hidden = hidden.then(|| {
            "Names were hidden: each name below is a pseudonym, for this question alone.".to_owned()
        });
        scale.into_iter().chain(hidden).collect()
    }

    /// Who passed, in a sentence; none where nobody did.
    pub(super) fn who_passed(&self) -> Option<String> {
        let unnamed = plural(self.passed_unnamed, "person", "people");
        let unnamed = (self.passed_unnamed > 0).then(|| unnamed.into());
        let passed: Vec<_> = self.passed.iter().cloned().chain(unnamed).collect();
        (!passed.is_empty()).then(|| format!("Passed: {}", passed.join(", ")))
    }
}
