//! What was gone back on, and what was set aside, as a viewer may see it.

use super::question;
use crate::{
    id::{PersonId, Seq},
    session::{
        AgendaItem, Byline, PersonState, Place, Round, Session, View,
        amend::Amended,
        back::{Change, Said},
        mask::{Mask, called},
        tally::said,
    },
    text::{Clean, listed},
};

/// An answer or a note that was set aside after it had been seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetAsideView {
    pub entry: Seq,
    pub by: Byline,
    pub words: Clean,
    pub why: Clean,
}

/// What was gone back on, or put right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeView {
    /// The same in a sentence.
    pub words: Clean,
    /// It was only said or put down otherwise: nobody went back on it.
    pub puts_right: bool,
}

/// That somebody's answer is in already; none where it is not.
pub fn says_in(view: &View, person: PersonId) -> Option<String> {
    let person = view.person(person)?;
    let is_in = person.state == PersonState::Answered;
    is_in.then(|| format!("{}’s answer is in already.", person.name))
}

/// What is asked before whoever types for others replaces an answer that is in.
pub fn asks_to_replace(view: &View, person: PersonId) -> Option<String> {
    let (is_in, name) = (says_in(view, person)?, &view.person(person)?.name);
    Some(format!(
        "{is_in} Is this {name}’s too, in its place? What stood before stays on record."
    ))
}

/// What is asked before answers or notes are set aside.
pub fn asks_to_set_aside(view: &View, entries: &[Seq], why: &str) -> String {
    let questions = || view.question.iter().chain(&view.past);
    let answers = questions().flat_map(|one| &one.answers);
    let answers = answers.map(|one| (one.entry, one.by.words(), "answer"));
    let notes = questions().flat_map(|one| &one.notes);
    let notes = notes.map(|one| (one.entry, one.by.words(), "note"));
    let meant = answers
        .chain(notes)
        .filter(|(entry, ..)| entries.contains(entry));
    let mut meant: Vec<_> = meant
        .map(|(_, by, what)| match by {
            Some(by) => format!("{by}’s {what}"),
            None => format!("the {what} without a name"),
        })
        .collect();
    meant.dedup();
    format!(
        "Set aside {}? Nothing counts it any more; the report says that, and why: {}, and no longer has its words. It can be brought back.",
        listed(&meant),
        why.trim().trim_end_matches('.')
    )
}

/// What was gone back on or put right, a sentence each, oldest first.
pub(super) fn changes(session: &Session) -> Vec<ChangeView> {
    let view = |change: &Change| ChangeView {
        words: Clean::line(&words(session, change)),
        puts_right: change.puts_right(),
    };
    session.changes.iter().map(view).collect()
}

fn words(session: &Session, change: &Change) -> String {
    let name = |person| {
        let person = session.people.get(person);
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
            let why = in_brackets(&moved.why);
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
        Change::Amended(amended) => amended_words(amended, name),
    }
}

fn amended_words(amended: &Amended, name: impl Fn(PersonId) -> Clean) -> String {
    match amended {
        Amended::Commitment { from, before, to } => {
            let of = |person: &Option<PersonId>| {
                person.map_or("the group".to_owned(), |person| name(person).to_string())
            };
            let was = of(from);
            match to {
                // What was mistyped is in the record, and is nobody's to take home.
                None => format!("A commitment of {was} was taken back."),
                Some(to) if to == from => {
                    format!("A commitment of {was} was said anew. It had been: “{before}”.")
                }
                Some(to) => format!(
                    "A commitment had been put down as that of {was}. It is that of {}. It had been: “{before}”.",
                    of(to)
                ),
            }
        }
        Amended::Dissent { from, to, why } => format!(
            "A dissent had been typed as {}’s. It is {}’s{}.",
            name(*from),
            name(*to),
            in_brackets(why)
        ),
        Amended::Note { question } => format!(
            // What was mistyped is in the record, and is nobody's to take home.
            "A note to question {} was put right; the record has what it said before.",
            question + 1
        ),
        Amended::BroughtBack { question, why } => format!(
            "Something said to question {} had been set aside, and was brought back{}.",
            question + 1,
            in_brackets(why)
        ),
    }
}

fn in_brackets(why: &Clean) -> String {
    match why.trim() {
        "" => String::new(),
        why => format!(" ({why})"),
    }
}

/// A place, as a part of a sentence.
fn place(session: &Session, place: Place) -> String {
    let Place::At { stop, .. } = place else {
        return "the beginning".to_owned();
    };
    match session.agenda.get(usize::from(stop)) {
        Some(AgendaItem::Question { question, .. }) => {
            let step = question::step_name(session, place);
            format!("“{step}” of question {}", question + 1)
        }
        Some(AgendaItem::Read { .. }) => "the reading".to_owned(),
        Some(AgendaItem::Close) | None => "the close".to_owned(),
    }
}

/// What was set aside in a question, the first first; in an order that tells nothing about who
/// stands behind a pseudonym.
pub(super) fn set_aside(session: &Session, round: &Round, mask: &Mask) -> Vec<SetAsideView> {
    let kind = &round.question.prompt.kind;
    let view = |one: &crate::session::back::SetAside| match &one.what {
        Said::Answer(version) => {
            let mut words = said(kind, &version.answer.value);
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
                .map_or(Byline::Unnamed, |person| session.people.named(person)),
            words: note.text.clone(),
            why: one.why.clone(),
        },
    };
    let mut views: Vec<_> = round.aside.iter().map(view).collect();
    views.sort_by_key(|one| called(&one.by));
    views
}
