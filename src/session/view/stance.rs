//! What somebody makes of a claim, as far as a viewer may see it.

use crate::{
    session::{Byline, Level, Stance},
    text::Clean,
};

/// What one person makes of one claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StanceView {
    pub by: Byline,
    /// Which model answer, counted from 0.
    pub model: u8,
    /// Which claim, counted from 0.
    pub claim: u8,
    /// Agree, extend, contest.
    pub stance: Stance,
    /// How or why; perhaps empty.
    pub text: Clean,
    /// Reasons given with other verdicts before; for whoever takes them down alone.
    pub before: Vec<(Stance, Clean)>,
    /// Whether it was said once the question was past.
    pub late: bool,
    /// As [`super::AnswerView::level`].
    pub level: Option<Level>,
}

impl StanceView {
    /// The reason that was given with that verdict; empty where there was none.
    pub fn reason_for(&self, stance: Stance) -> Clean {
        if self.stance == stance {
            return self.text.clone();
        }
        let mut known = self.before.iter().filter(|(of, _)| *of == stance);
        known
            .next()
            .map_or_else(Clean::default, |(_, text)| text.clone())
    }
}
