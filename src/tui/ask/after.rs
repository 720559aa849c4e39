//! An answer that the shared keyboard takes down after the step that asked for it: a late one, or
//! a change of mind.

use super::{Ask, command::who, long, pick, talk::answer};
use crate::{
    case::{Answer, Kind},
    id::{PersonId, QuestionId, Seq},
    journal::drafts::DraftKey,
    session::{Command, MOST_BYTES, View},
    text::Clean,
    tui::form::{Form, FormError, Slot},
};

/// Whose it may be, and what stands there of each.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct After {
    question: QuestionId,
    kind: Kind,
    people: Vec<(PersonId, Clean, Option<Stood>)>,
}

/// An answer as it stands, and what moved its writer to it.
#[derive(Clone, Debug, PartialEq)]
struct Stood {
    answer: Answer,
    moved_by: Clean,
}

impl After {
    /// Who may give one, and who of them is picked first: the first who has none, or else whoever
    /// wrote that answer. None where nobody may.
    pub(super) fn of(view: &View, at: Option<Seq>) -> Option<(Self, usize)> {
        let question = view.question.as_ref()?;
        let after = question.after.iter();
        let people = after.filter_map(|person| view.person(*person));
        let people: Vec<_> = people
            .map(|person| {
                let stood = question.newest().find(|answer| answer.by.is(person.id));
                let stood = stood.map(|view| Stood {
                    answer: Answer::clone(&view.answer),
                    moved_by: view.moved_by.clone(),
                });
                (person.id, person.name.clone(), stood)
            })
            .collect();
        let shown = question.newest().find(|answer| Some(answer.entry) == at);
        let writer = shown.and_then(|answer| people.iter().position(|one| answer.by.is(one.0)));
        let late = people.iter().position(|(.., stood)| stood.is_none());
        let first = late.or(writer);
        let after = Self {
            question: question.prompt.id.clone(),
            kind: question.prompt.kind.clone(),
            people,
        };
        (!after.people.is_empty()).then_some((after, first.unwrap_or(0)))
    }

    /// The form for whoever else has not answered, where the question is past.
    pub(super) fn next(&self, view: &View) -> Option<Ask> {
        let asked = view.question(&self.question).filter(|one| one.past)?;
        let view = view.about(asked);
        let (after, first) = Self::of(&view, None)?;
        let open = after.stood(first).is_none();
        open.then(|| answer(&view, None))?
    }

    /// The form for the person at that place, with what stands there of theirs.
    pub(super) fn form(&self, at: usize) -> Form {
        let names = self.people.iter().map(|(_, name, _)| name.clone());
        let stood = self.stood(at);
        let value = stood.map(|stood| &stood.answer.value);
        let mut slots = vec![
            pick("Whose", names.collect(), at),
            Slot {
                label: String::new(),
                field: Form::field_of(&self.kind, value, MOST_BYTES / 2),
            },
        ];
        if !self.kind.in_words() {
            let why = stood.map_or("", |stood| stood.answer.reason.as_str());
            slots.push(long("Why (may stay empty)", why));
        }
        if let Some(stood) = stood {
            slots.push(long("What moved them (may stay empty)", &stood.moved_by));
        }
        Form::new(slots)
    }

    /// The form of somebody else than whoever was picked before; none where what was typed goes
    /// along.
    pub(super) fn follow_pick(
        &self,
        form: &Form,
        (before, picked): (usize, usize),
    ) -> Option<Form> {
        let stays = self.stood(before).is_some() || self.stands(form, before);
        stays.then(|| self.form(picked))
    }

    fn stood(&self, at: usize) -> Option<&Stood> {
        self.people.get(at)?.2.as_ref()
    }

    /// Where the reason and what moved them are asked for.
    fn places(&self) -> (Option<usize>, usize) {
        match self.kind.in_words() {
            true => (None, 2),
            false => (Some(2), 3),
        }
    }

    /// Whether the form holds what stands there of the person at that place, and no more.
    pub(super) fn stands(&self, form: &Form, at: usize) -> bool {
        let moved = form.text(self.places().1);
        match self.stood(at) {
            Some(stood) => {
                self.answer(form).as_ref() == Some(&stood.answer) && moved == stood.moved_by
            }
            None => self.answer(form).is_none(),
        }
    }

    fn answer(&self, form: &Form) -> Option<Answer> {
        let reason = self.places().0.map(|at| form.text(at));
        Some(Answer {
            value: form.value(1)?,
            reason: reason.unwrap_or_default(),
        })
    }

    /// The place of a person in this form; behind the last for a form of another question.
    pub(super) fn place_of(&self, person: PersonId, question: &QuestionId) -> usize {
        let mut people = self.people.iter();
        let at = people.position(|(id, ..)| *id == person);
        at.filter(|_| self.question == *question)
            .unwrap_or(self.people.len())
    }

    pub(super) fn draft_key(&self, form: &Form) -> Option<DraftKey> {
        let (person, ..) = self.people.get(form.picked(0))?;
        Some(DraftKey::Change {
            person: *person,
            question: self.question.clone(),
        })
    }

    pub(super) fn command(&self, form: &Form) -> Result<Command, FormError> {
        let people: Vec<_> = self.people.iter().map(|(id, ..)| *id).collect();
        let person = who(&people, form.picked(0))?;
        if self.stands(form, form.picked(0)) && self.stood(form.picked(0)).is_some() {
            return Err(FormError(
                "Nothing has changed; the answer stands.".to_owned(),
            ));
        }
        let missing = || FormError("Write the answer first.".to_owned());
        let moved = form.text(self.places().1);
        Ok(Command::Answer {
            person,
            question: self.question.clone(),
            answer: self.answer(form).ok_or_else(missing)?,
            handed_in: false,
            moved_by: Some(moved),
        })
    }
}
