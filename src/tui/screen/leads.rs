//! Where going on leads, in the words of what will be seen there.

use crate::{
    protocol::{See, Step},
    session::{Next, Place, View},
};

pub fn leads(view: &View) -> String {
    let gathers = view.place == Place::Gather;
    let now = view.step.as_ref();
    match &view.ahead.next {
        Next::Read if gathers => "begin: read the case".to_owned(),
        Next::Read => "read on".to_owned(),
        Next::Question(number) if gathers => format!("begin: question {number}"),
        Next::Question(number) => format!("question {number}"),
        Next::Step(step) if shows_model(step, view) => "show the author's answer".to_owned(),
        Next::Step(step)
            if step.reveals() && !now.is_some_and(|now| now.step.reveals()) && !view.alone =>
        {
            "show all answers".to_owned()
        }
        Next::Step(step) if now.is_some_and(|now| perhaps_again(&now.step)) => {
            format!("{}, or another round", step.name)
        }
        Next::Step(step) => step.name.to_string(),
        Next::Close => "to the close".to_owned(),
        Next::Nothing => "close the session".to_owned(),
    }
}

/// Whether a step shows an author's answer that was not shown yet.
fn shows_model(step: &Step, view: &View) -> bool {
    let now = view.step.as_ref();
    let shown = now.is_some_and(|now| now.step.shows(See::Model));
    let there = view.question.as_ref();
    step.shows(See::Model) && !shown && there.is_some_and(|question| question.has_model)
}

/// Whether the votes of a step, which nobody may know yet, decide if it goes on.
fn perhaps_again(step: &Step) -> bool {
    step.takes_votes() && step.round_again.is_some()
}
