//! What somebody makes of a claim, as far as a viewer may see it.

use super::{AnswerView, QuestionView};
use crate::{
    id::PersonId,
    session::{Byline, Level, Stance},
    text::Clean,
};

/// What one person makes of one claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StanceView {
    pub by: Byline,
    /// As [`super::AnswerView::together`].
    pub together: Vec<(PersonId, Clean)>,
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

impl QuestionView {
    /// Whether that person said it, for whom the view was made: by name, with their group, or under
    /// the pseudonym that they have here.
    pub fn is_own(&self, by: &Byline, together: &[(PersonId, Clean)], me: PersonId) -> bool {
        match by {
            Byline::Name(id, _) => *id == me || together.iter().any(|(id, _)| *id == me),
            Byline::Pseudonym(called) => self.pseudonym.as_ref() == Some(called),
            Byline::Group | Byline::Unnamed => false,
        }
    }
    /// The names of the group that speaks where the desk takes down what that person says: the one
    /// that they stand for; none where they speak for themselves.
    pub fn speaks_for(&self, person: PersonId) -> Option<&Clean> {
        let own = |one: &&AnswerView| self.is_own(&one.by, &one.together, person);
        let newest = self
            .answers
            .iter()
            .filter(own)
            .max_by_key(|one| one.entry)?;
        match &newest.by {
            Byline::Name(id, names) if *id == person && newest.together.len() > 1 => Some(names),
            Byline::Name(..) | Byline::Pseudonym(_) | Byline::Group | Byline::Unnamed => None,
        }
    }
}
