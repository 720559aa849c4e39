//! Small forms of the way back: whose answer it is, whose is taken back, what is set aside and why.

use super::{Ask, LINE_BYTES, Purpose, command::who, line, pick};
use crate::{
    id::{PersonId, QuestionId, Seq},
    session::{Byline, Command, PersonState, PersonView, View},
    text::{Clean, cut},
    tui::form::{Form, Told},
};

/// The most columns of a note in a list.
const NOTE_WIDTH: usize = 40;

/// What is gone back on, and what the places in the form's lists mean.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Undo {
    /// An answer typed under the wrong name: whose it may be, and under whose it may stand.
    WrongName {
        question: QuestionId,
        from: Vec<PersonId>,
        to: Vec<PersonId>,
    },
    /// An answer that nobody has seen.
    TakeBack {
        question: QuestionId,
        people: Vec<PersonId>,
    },
    /// What was seen: the entries of each thing that can be picked.
    SetAside { items: Vec<Vec<Seq>> },
}

/// An answer was typed under the wrong name: most likely the last one.
#[must_use]
pub fn wrong_name(view: &View, last: Option<PersonId>) -> Option<Ask> {
    let question = view.question.as_ref()?.prompt.id.clone();
    let answered = |person: &&PersonView| {
        let shown = view.question.iter().flat_map(|asked| &asked.answers);
        let mut named = shown.map(|answer| &answer.by);
        person.state == PersonState::Answered
            || named.any(|by| matches!(by, Byline::Name(id, _) if *id == person.id))
    };
    let from = view.people.iter().filter(answered);
    let (from, typed): (Vec<_>, Vec<_>) =
        from.map(|person| (person.id, person.name.clone())).unzip();
    let here = view.here();
    let (to, names): (Vec<_>, Vec<_>) = here.map(|person| (person.id, person.name.clone())).unzip();
    let at = from.iter().position(|person| Some(*person) == last);
    let at = at.unwrap_or(0);
    let other = to.iter().position(|person| Some(person) != from.get(at));
    let mut form = Form::new(vec![
        pick("Typed under the name of", typed, at),
        pick("It is the answer of", names, other.unwrap_or(0)),
        line(
            "How that came: it stands in the report (may stay empty)",
            "",
            LINE_BYTES,
        ),
    ]);
    form.focus(0);
    (!from.is_empty()).then(|| {
        Ask::new(
            "An answer stands under the wrong name",
            form,
            Purpose::Undo(Undo::WrongName { question, from, to }),
        )
    })
}

/// An answer that nobody has seen is taken back: whose.
#[must_use]
pub fn take_back(question: QuestionId, answered: &[&PersonView]) -> Ask {
    let names = answered.iter().map(|person| person.name.clone()).collect();
    let mut form = Form::new(vec![pick("Whose answer", names, 0)]);
    form.focus(0);
    Ask::new(
        "Take back an answer that nobody has seen",
        form,
        Purpose::Undo(Undo::TakeBack {
            question,
            people: answered.iter().map(|person| person.id).collect(),
        }),
    )
}

/// Something that was seen is set aside. `first` is the answer in front of people.
#[must_use]
pub fn set_aside(view: &View, first: Option<Seq>) -> Option<Ask> {
    let asked = view.question.as_ref()?;
    let mut items: Vec<(Vec<Seq>, Clean)> = Vec::new();
    for answer in &asked.answers {
        // The name stands first, where typed letters find it.
        let words = match answer.by.words() {
            Some(name) => Clean::line(&format!("{name}'s answer")),
            None => Clean::new("an answer without a name"),
        };
        match items.iter_mut().find(|(_, known)| *known == words) {
            Some((entries, _)) => entries.push(answer.entry),
            None => items.push((vec![answer.entry], words)),
        }
    }
    for note in &asked.notes {
        let words = format!("note: “{}”", cut(&note.text, NOTE_WIDTH));
        items.push((vec![note.entry], Clean::line(&words)));
    }
    let looked =
        |(entries, _): &(Vec<Seq>, Clean)| first.is_some_and(|first| entries.contains(&first));
    let here = items.iter().position(looked).unwrap_or(0);
    let (items, words): (Vec<_>, Vec<_>) = items.into_iter().unzip();
    let mut form = Form::new(vec![
        pick("What", words, here),
        line("Why: it stands in the report", "", LINE_BYTES),
    ]);
    form.focus(1);
    (!items.is_empty()).then(|| {
        Ask::new(
            "Set aside: no longer counted, and kept in the report",
            form,
            Purpose::Undo(Undo::SetAside { items }),
        )
    })
}

impl Undo {
    /// The command that such a form becomes.
    pub(super) fn command(&self, form: &Form) -> Result<Command, Told> {
        match self {
            Self::WrongName { question, from, to } => Ok(Command::Reassign {
                question: question.clone(),
                from: who(from, form.picked(0))?,
                to: who(to, form.picked(1))?,
                why: form.text(2),
            }),
            Self::TakeBack { question, people } => Ok(Command::TakeBack {
                person: who(people, form.picked(0))?,
                question: question.clone(),
            }),
            Self::SetAside { items } => Ok(Command::SetAside {
                entries: items.get(form.picked(0)).cloned().unwrap_or_default(),
                why: form.text(1),
            }),
        }
    }
}
