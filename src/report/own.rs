//! What one person said, whoever else may know that it was they: the copy that their own phone
//! takes home.

use super::{Report, report};
use crate::{
    id::PersonId,
    session::{Byline, QuestionView, View},
};

/// The report of a person's own view, in which stands under their name what they said under a
/// pseudonym, and nothing of what anybody else said.
pub fn own(view: &View, me: PersonId) -> Report {
    let Some(name) = view.person(me).map(|person| person.name.clone()) else {
        return report(view);
    };
    let by = Byline::Name(me, name);
    let mut view = view.clone();
    for question in view.past.iter_mut().chain(&mut view.question) {
        only(question, &by);
    }
    report(&view)
}

fn only(question: &mut QuestionView, by: &Byline) {
    let is_own = |said: &Byline| match said {
        Byline::Name(..) => said == by,
        Byline::Pseudonym(_) => question.mine.iter().any(|mine| mine.by == *said),
        Byline::Group | Byline::Unnamed => false,
    };
    question.notes.retain(|note| is_own(&note.by));
    for note in &mut question.notes {
        note.by = by.clone();
    }
    question.answers = question.mine.clone();
    for one in &mut question.answers {
        one.by = by.clone();
    }
}
