//! What a small form becomes once it is filled in.

use super::{Ask, Purpose, at, at_or_first, written};
use crate::{
    id::PersonId,
    session::{Command, Commitment, Duty, Learned, Level},
    text::Clean,
    tui::form::{Form, FormError},
};

impl Ask {
    /// The command that the form becomes.
    ///
    /// # Errors
    ///
    /// What is missing, in words; the form stays open.
    pub fn command(&self) -> Result<Command, FormError> {
        let form = &self.form;
        match &self.purpose {
            Purpose::Talk(talk) => talk.command(form),
            Purpose::Commitment { people } => Ok(Command::Commit {
                person: at(people, form.picked(0)),
                commitment: commitment_in(form, 1)?,
            }),
            Purpose::Word { people } => Ok(Command::Speak {
                person: who(people, form.picked(0))?,
                word: written(form, 1, "Write the word first.")?,
            }),
            Purpose::Consent { people } => Ok(Command::Consent {
                person: who(people, form.picked(0))?,
                level: at_or_first(&Level::ALL, form.picked(1)),
            }),
            Purpose::Join => Ok(Command::Join {
                name: written(form, 0, "Type a name first.")?,
                role: None,
            }),
            Purpose::Rename { person } => Ok(Command::Rename {
                person: *person,
                name: written(form, 0, "Type a name first.")?,
            }),
            Purpose::Hand { people } => Ok(handed(form, people)),
            Purpose::Lead(lead) => lead.command(form),
            Purpose::Theme { question, items } => Ok(Command::MakeTheme {
                question: question.clone(),
                title: written(form, 0, "Say first what they have in common.")?,
                items: items.clone(),
            }),
            Purpose::NameTheme { theme } => Ok(Command::NameTheme {
                theme: *theme,
                title: written(form, 0, "Say first what they have in common.")?,
            }),
            Purpose::Learned { tried } => Ok(Command::Learn(Learned {
                who: tried.who.clone(),
                what: tried.commitment.what.clone(),
                happened: written(form, 0, "Say first what happened.")?,
                learned: form.text(1),
            })),
            Purpose::Dots { .. } => self.dots_command(),
            Purpose::Undo(undo) => undo.command(form),
        }
    }
}

impl Ask {
    /// When it says that somebody looks at what they try, where it is a commitment.
    pub fn by_when(&self) -> Option<Clean> {
        let command = self.command().ok()?;
        if let Command::Commit { commitment, .. }
        | Command::Recommit {
            anew: Some(commitment),
            ..
        } = command
        {
            return Some(commitment.by_when);
        }
        None
    }
}

/// The seat or a duty, to whoever was picked.
fn handed(form: &Form, people: &[Option<PersonId>]) -> Command {
    let to = at(people, form.picked(1));
    let duty = form.picked(0).checked_sub(1);
    match duty.and_then(|at| Duty::ALL.get(at)) {
        Some(duty) => Command::HandDuty { duty: *duty, to },
        None => Command::HandSeat { to },
    }
}

/// The commitment whose fields begin at that place.
pub(super) fn commitment_in(form: &Form, first: usize) -> Result<Commitment, FormError> {
    Ok(Commitment {
        what: written(form, first, "Write what will be tried first.")?,
        expect: form.text(first + 1),
        surprise: form.text(first + 2),
        by_when: form.text(first + 3),
    })
}

/// Whoever was picked.
pub(super) fn who(people: &[PersonId], place: usize) -> Result<PersonId, FormError> {
    let nobody = || FormError("Nobody is here.".to_owned());
    people.get(place).copied().ok_or_else(nobody)
}
