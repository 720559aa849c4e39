//! What was gone back on, and what was set aside, as a viewer may see it.

use super::question;
use crate::{
    id::Seq,
    session::{
        Byline, Place, Round, Session, Stop,
        back::{Change, Said},
        mask::{Mask, called},
        tally::said,
    },
    text::Clean,
};

/// An answer or a note that was set aside after it had been seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetAsideView {
    /// Its entry.
    pub entry: Seq,
    /// Whose, as it was shown.
    pub by: Byline,
    /// What was said.
    pub words: Clean,
    /// Why it was set aside.
    pub why: Clean,
}

/// What was gone back on, a sentence each, oldest first.
pub(super) fn changes(session: &Session) -> Vec<Clean> {
    let words = |change: &Change| Clean::line(&words(session, change));
    session.changes.iter().map(words).collect()
}

fn words(session: &Session, change: &Change) -> String {
    let name = |person| {
        let person = session.person(person);
        person.map_or_else(Clean::default, |person| person.name.clone())
    };
    match change {
        Change::SteppedBack(from, to) => format!(
            "The session went back from {} to {}. What had been seen stayed seen.",
            place(session, *from),
            place(session, *to)
        ),
        Change::Reassigned(moved) => {
            let question = moved.question + 1;
            let why = match moved.why.trim() {
                "" => String::new(),
                why => format!(" ({why})"),
            };
            match moved.people {
                Some((from, to)) => format!(
                    "An answer to question {question} had been typed as {}’s. It is {}’s{why}.",
                    name(from),
                    name(to)
                ),
                None => format!(
                    "An answer to question {question} had been typed under the wrong name, and was given to the right one{why}."
                ),
            }
        }
        Change::TakenBack(question, person) => {
            let question = question + 1;
            match person {
                Some(person) => format!(
                    "{} took back an answer to question {question} before it was shown.",
                    name(*person)
                ),
                None => {
                    format!("An answer to question {question} was taken back before it was shown.")
                }
            }
        }
        Change::Reopened => "The session had been closed, and was opened again.".to_owned(),
    }
}

/// A place, as a part of a sentence.
fn place(session: &Session, place: Place) -> String {
    let Place::At { stop, .. } = place else {
        return "the beginning".to_owned();
    };
    match session.agenda.get(usize::from(stop)) {
        Some(Stop::Question { question, .. }) => {
            let step = question::step_name(session, place);
            format!("“{step}” of question {}", question + 1)
        }
        Some(Stop::Read { .. }) => "the reading".to_owned(),
        Some(Stop::Close) | None => "the close".to_owned(),
    }
}

/// What was set aside in a question, the first first; in an order that tells nothing about who
/// stands behind a pseudonym.
pub(super) fn set_aside(
    session: &Session,
    index: usize,
    round: &Round,
    mask: &Mask,
) -> Vec<SetAsideView> {
    let kind = session.questions.get(index);
    let kind = kind.map(|question| &question.prompt.kind);
    let view = |one: &crate::session::back::SetAside| match &one.what {
        Said::Answer(version) => {
            let mut words =
                kind.map_or_else(Clean::default, |kind| said(kind, &version.answer.value));
            if !version.answer.reason.trim().is_empty() {
                words = Clean::new(&format!("{words} ({})", version.answer.reason));
            }
            SetAsideView {
                entry: version.entry,
                by: mask.writer(session, version),
                words,
                why: one.why.clone(),
            }
        }
        Said::Note(note) => SetAsideView {
            entry: note.entry,
            by: note
                .person
                .map_or(Byline::Unnamed, |person| session.named(person)),
            words: note.text.clone(),
            why: one.why.clone(),
        },
    };
    let mut views: Vec<_> = round.aside.iter().map(view).collect();
    views.sort_by_key(|one| called(&one.by));
    views
}
