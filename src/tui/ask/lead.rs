//! Small forms for whoever leads: a fact that is given out, and what the group decided.

use super::{Ask, Purpose, anybody, at, pick};
use crate::{
    id::PersonId,
    session::{Command, View},
    text::Clean,
    tui::form::{Form, FormError},
};

/// What whoever leads gives out or puts on record, and what the places in the form's lists mean.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Lead {
    /// The facts that are left, and who may have asked.
    Fact {
        numbers: Vec<u16>,
        people: Vec<Option<PersonId>>,
    },
    Decide {
        number: u32,
    },
}

/// A fact that somebody asks for; none where none is left. A group sees its number only: the
/// facilitator's notes say what it is, and the others see this form too.
pub fn fact(view: &View) -> Option<Ask> {
    let left = view.facts.iter().filter(|fact| fact.asked.is_none());
    let (numbers, names): (Vec<_>, Vec<_>) = left
        .map(|fact| match view.alone {
            true => (fact.number, fact.exhibit.title.clone()),
            false => (fact.number, Clean::line(&format!("Fact {}", fact.number))),
        })
        .unzip();
    let (people, askers) = anybody(view, "the group");
    let form = Form::new(match view.alone {
        true => vec![pick("What do you ask for?", names, 0)],
        false => vec![
            pick("Which; the notes say what it is (f)", names, 0),
            pick("Who asks", askers, 0),
        ],
    });
    let some = !numbers.is_empty();
    some.then(|| {
        Ask::new(
            "A fact",
            form,
            Purpose::Lead(Lead::Fact { numbers, people }),
        )
    })
}

/// What the group decided, where what comes next depends on it and the answers do not say; none
/// where nothing has to be decided.
pub fn decide(view: &View) -> Option<Ask> {
    let undecided = view.undecided.as_ref()?;
    let number = undecided.number;
    let mut ask = Ask::new(
        format!("What did the group decide in question {number}?"),
        Form::new(vec![pick("It decided", undecided.options.clone(), 0)]),
        Purpose::Lead(Lead::Decide { number }),
    );
    "No option has most answers, and what comes next depends on it.".clone_into(&mut ask.about);
    Some(ask)
}

impl Lead {
    pub(super) fn command(&self, form: &Form) -> Result<Command, FormError> {
        match self {
            Self::Fact { numbers, people } => {
                let number = numbers.get(form.picked(0)).copied();
                // Whoever studies alone is not asked who asks.
                let asker = (form.count() > 1).then(|| form.picked(1));
                let none = || FormError("There is nothing left to ask for.".to_owned());
                Ok(Command::GiveFact {
                    number: number.ok_or_else(none)?,
                    asked_by: asker.and_then(|asker| at(people, asker)),
                })
            }
            Self::Decide { number } => {
                let option = u8::try_from(form.picked(0));
                let option =
                    option.map_err(|_| FormError("There is no such option.".to_owned()))?;
                Ok(Command::Decide {
                    number: *number,
                    option,
                })
            }
        }
    }
}
