//! Where going on leads, in the words of what will be seen there.

use crate::{
    protocol::See,
    session::{Next, Place, View},
};

/// What going on leads to.
#[must_use]
pub fn leads(view: &View) -> String {
    let gathers = view.place == Place::Gather;
    let now = view.step.as_ref();
    match &view.ahead.next {
        Next::Read if gathers => "begin: read the case".to_owned(),
        Next::Read => "read on".to_owned(),
        Next::Question(number) if gathers => format!("begin: question {number}"),
        Next::Question(number) => format!("question {number}"),
        Next::Step(_) if shows_model_next(view) => "show the author's answer".to_owned(),
        Next::Step(step) if step.reveals() && !now.is_some_and(|now| now.step.reveals()) => {
            "show all answers".to_owned()
        }
        Next::Step(step) => step.name.to_string(),
        Next::Close => "to the close".to_owned(),
        Next::Nothing => "close the session".to_owned(),
    }
}

/// Whether going on shows an author's answer that was not shown yet.
#[must_use]
pub fn shows_model_next(view: &View) -> bool {
    let shows = |step: &crate::protocol::Step| step.shows(See::Model);
    let now = view.step.as_ref().is_some_and(|now| shows(&now.step));
    let there = view
        .question
        .as_ref()
        .is_some_and(|question| question.has_model);
    matches!(&view.ahead.next, Next::Step(step) if shows(step) && !now && there)
}
