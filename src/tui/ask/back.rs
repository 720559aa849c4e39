//! Small forms of the way back: whose answer it is, whose is taken back, what is set aside and why.

use super::{Ask, LINE_BYTES, Purpose, command::who, line, pick};
use crate::{
    id::{QuestionId, Seq},
    session::{Byline, Command, PersonState, PersonView, View},
    text::{Clean, cut},
    tui::form::{Form, Told},
};

/// The most columns of a note in a list.
const NOTE_WIDTH: usize = 40;

/// An answer was typed under the wrong name.
#[must_use]
pub fn wrong_name(view: &View) -> Option<Ask> {
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
    let here = view.people.iter().filter(|person| person.here);
    let (to, names): (Vec<_>, Vec<_>) = here.map(|person| (person.id, person.name.clone())).unzip();
    let other = to.iter().position(|person| Some(person) != from.first());
    let mut form = Form::new(vec![
        pick("Typed under the name of", typed, 0),
        pick("It is the answer of", names, other.unwrap_or(0)),
        line("How that came (may stay empty)", "", LINE_BYTES),
    ]);
    form.focus(0);
    (!from.is_empty()).then(|| Ask {
        title: "An answer stands under the wrong name".to_owned(),
        form,
        purpose: Purpose::WrongName { question, from, to },
        sent: false,
        about: String::new(),
    })
}

/// An answer that nobody has seen is taken back: whose.
#[must_use]
pub fn take_back(question: QuestionId, answered: &[&PersonView]) -> Ask {
    let names = answered.iter().map(|person| person.name.clone()).collect();
    let mut form = Form::new(vec![pick("Whose answer", names, 0)]);
    form.focus(0);
    Ask {
        title: "Take back an answer that nobody has seen".to_owned(),
        form,
        purpose: Purpose::TakeBack {
            question,
            people: answered.iter().map(|person| person.id).collect(),
        },
        sent: false,
        about: String::new(),
    }
}

/// Something that was seen is set aside. `first` is the answer in front of people.
#[must_use]
pub fn set_aside(view: &View, first: Option<Seq>) -> Option<Ask> {
    let asked = view.question.as_ref()?;
    let mut items: Vec<(Vec<Seq>, Clean)> = Vec::new();
    for answer in &asked.answers {
        let words = Clean::line(&format!("what {} answered", called(&answer.by)));
        match items.iter_mut().find(|(_, known)| *known == words) {
            Some((entries, _)) => entries.push(answer.entry),
            None => items.push((vec![answer.entry], words)),
        }
    }
    for note in &asked.notes {
        let words = format!("the note “{}”", cut(&note.text, NOTE_WIDTH));
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
    (!items.is_empty()).then(|| Ask {
        title: "Set aside: no longer counted, and kept in the report".to_owned(),
        form,
        purpose: Purpose::SetAside { items },
        sent: false,
        about: String::new(),
    })
}

/// The command that such a form becomes.
pub(super) fn command(ask: &Ask) -> Result<Command, Told> {
    let form = &ask.form;
    match &ask.purpose {
        Purpose::WrongName { question, from, to } => Ok(Command::Reassign {
            question: question.clone(),
            from: who(from, form.picked(0))?,
            to: who(to, form.picked(1))?,
            why: form.text(2),
        }),
        Purpose::TakeBack { question, people } => Ok(Command::TakeBack {
            person: who(people, form.picked(0))?,
            question: question.clone(),
        }),
        Purpose::SetAside { items } => Ok(Command::SetAside {
            entries: items.get(form.picked(0)).cloned().unwrap_or_default(),
            why: form.text(1),
        }),
        Purpose::Note { .. }
        | Purpose::Dissent { .. }
        | Purpose::MeetDissent { .. }
        | Purpose::Stance { .. }
        | Purpose::Commitment { .. }
        | Purpose::Word { .. }
        | Purpose::Consent { .. }
        | Purpose::Join
        | Purpose::Rename { .. }
        | Purpose::Hand { .. }
        | Purpose::Theme { .. }
        | Purpose::NameTheme { .. }
        | Purpose::Learned { .. }
        | Purpose::Dots { .. } => ask.command(),
    }
}

fn called(by: &Byline) -> String {
    match by {
        Byline::Name(_, name) | Byline::Pseudonym(name) => name.to_string(),
        Byline::Group => "the group".to_owned(),
        Byline::Unnamed => "somebody".to_owned(),
    }
}
