//! What one person said, whoever else may know that it was they: the copy that their own phone
//! takes home.

use super::{Report, report};
use crate::{
    id::PersonId,
    session::{AnswerView, Byline, QuestionView, StanceView, View},
    text::Clean,
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
        only(question, &by, me);
    }
    report(&view)
}

fn only(question: &mut QuestionView, by: &Byline, me: PersonId) {
    let mut notes = std::mem::take(&mut question.notes);
    notes.retain(|note| question.is_own(&note.by, &[], me));
    let mut stances = std::mem::take(&mut question.stances);
    stances.retain(|stance| question.is_own(&stance.by, &stance.together, me));
    let mut answers = question.mine.clone();
    // What a group said together stays under all its names.
    let stance = |one: &'_ &mut StanceView| one.together.is_empty();
    let answer = |one: &'_ &mut AnswerView| one.together.is_empty();
    let stances_by = stances.iter_mut().filter(stance).map(|one| &mut one.by);
    let answers_by = answers.iter_mut().filter(answer).map(|one| &mut one.by);
    let notes_by = notes.iter_mut().map(|note| &mut note.by);
    for said in notes_by.chain(stances_by).chain(answers_by) {
        *said = by.clone();
    }
    (question.notes, question.stances, question.answers) = (notes, stances, answers);
}

/// The names of a group.
pub(super) fn together(people: &[(PersonId, Clean)]) -> Vec<Clean> {
    people.iter().map(|(_, name)| name.clone()).collect()
}
