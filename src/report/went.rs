//! How a session went, in a report's words: after what people will try, before what they said.

use super::first::First;
use crate::{
    session::{ChangeView, View},
    text::Clean,
};

impl First<'_> {
    /// What was gone back on, and what was set aside with its reason: whoever was there reads both.
    pub(super) fn gone_back(self) -> Vec<String> {
        let aside = self.0.questions.iter().flat_map(|question| {
            let number = question.number;
            let all = question.set_aside.iter();
            all.map(move |one| format!("Question {number}: {}.", one.line()))
        });
        let changes = self.0.changes.iter();
        let changes = changes.filter(|change| !self.0.put_right.contains(change));
        let changes = changes.map(Clean::to_string);
        changes.chain(aside).collect()
    }

    /// What was only said or put down otherwise.
    pub(super) fn put_right(self) -> Vec<String> {
        self.0.put_right.iter().map(Clean::to_string).collect()
    }

    /// How it went, for the end of what stands first: what people will try comes before it.
    pub(super) fn how_it_went(self) -> Vec<(&'static str, String)> {
        let facts = [
            ("How", self.protocols()),
            (
                "Planned and taken",
                format!("{}, {}", self.planned(), self.taken()),
            ),
            ("Case", self.credits()),
            ("Made from", self.0.session.to_string()),
            ("In it", self.done()),
            ("At the close", self.closed()),
        ];
        facts
            .into_iter()
            .filter(|(_, said)| !said.is_empty())
            .collect()
    }
}

/// What was gone back on or put right, as far as it is to be kept.
pub(super) fn changes(view: &View, keep: fn(&ChangeView) -> bool) -> Vec<Clean> {
    let kept = view.changes.iter().filter(|change| keep(change));
    kept.map(|change| change.words.clone()).collect()
}
