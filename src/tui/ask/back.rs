//! Small forms of the way back: whose answer it is, whose is taken back, what is set aside and why.

use super::{
    Ask, LINE_BYTES, Purpose, at, at_or_first,
    command::{commitment_in, who},
    line, pick, written,
};
use crate::{
    id::{PersonId, QuestionId, Seq},
    session::{
        AnswerView, Byline, Command, Commitment, MOST_BYTES, Misnamed, NoteKind, PersonState,
        PersonView, QuestionView, View,
    },
    text::{Clean, cut},
    tui::form::{Form, FormError},
};

/// The most columns of a note in a list.
const NOTE_WIDTH: usize = 40;

/// What is gone back on, and what the places in the form's lists mean.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Undo {
    /// Something typed under the wrong name: what it may be, and whose.
    WrongName {
        what: Vec<Misnamed>,
        to: Vec<PersonId>,
    },
    /// An answer that nobody has seen.
    TakeBack {
        question: QuestionId,
        people: Vec<PersonId>,
    },
    /// What was seen: the entries of each thing that can be picked.
    SetAside { items: Vec<Vec<Seq>> },
    /// What was set aside.
    BringBack { items: Vec<Seq> },
    /// Notes as they stand, and who may have said them.
    MendNote {
        all: Vec<(Seq, Option<PersonId>, NoteKind, Clean)>,
        people: Vec<Option<PersonId>>,
        names: Vec<Clean>,
    },
    /// Commitments as they stand, and whose they may be.
    Recommit {
        all: Vec<(Seq, Option<PersonId>, Commitment)>,
        people: Vec<Option<PersonId>>,
        names: Vec<Clean>,
    },
}

/// Something was typed under the wrong name: most likely the answer of the last sheet, or the
/// dissent that people look at.
pub fn wrong_name(view: &View, last: Option<PersonId>, dissent: Option<Seq>) -> Option<Ask> {
    let typed = typed_under_names(view);
    let at = |wanted: &dyn Fn(&Misnamed) -> bool| typed.iter().position(|(what, ..)| wanted(what));
    let looked = dissent.and_then(|entry| at(&|what| *what == Misnamed::Seen(entry)));
    let newest = || at(&|what| matches!(what, Misnamed::Newest(_, of) if Some(*of) == last));
    let at = looked.or_else(newest).unwrap_or(0);
    let of = typed.get(at)?.1;
    let here = view.here();
    let (to, names): (Vec<_>, Vec<_>) = here
        .map(|person| (person.id, who_may_have_one(view, person)))
        .unzip();
    let mut here = view.here();
    let asked = view.question.as_ref();
    let has = |one: &PersonView| asked.is_some_and(|asked| has_answered(asked, one));
    let open = here.position(|one| one.id != of && !has(one));
    let other = open.or_else(|| to.iter().position(|person| *person != of));
    let (what, words) = typed
        .into_iter()
        .map(|(what, _, words)| (what, words))
        .unzip();
    let mut form = Form::new(vec![
        pick("What stands under the wrong name", words, at),
        pick("It is that of", names, other.unwrap_or(0)),
        line(
            "How that came: it stands in the report (may stay empty)",
            "",
            LINE_BYTES,
        ),
    ]);
    form.focus(0);
    Some(Ask::new(
        "Something stands under the wrong name",
        form,
        Purpose::Undo(Undo::WrongName { what, to }),
    ))
}

/// Whether somebody has answered what is asked now, as far as it is known under their name.
fn has_answered(asked: &QuestionView, person: &PersonView) -> bool {
    let shown = || asked.answers.iter().any(|one| is_by(one, person.id));
    person.state == PersonState::Answered || shown()
}

fn is_by(answer: &AnswerView, person: PersonId) -> bool {
    matches!(answer.by, Byline::Name(by, _) if by == person)
}

/// A name, and what becomes of the answer that stands under it already.
fn who_may_have_one(view: &View, person: &PersonView) -> Clean {
    let asked = view.question.as_ref();
    match asked.is_some_and(|asked| has_answered(asked, person)) {
        true => Clean::line(&format!("{} (exchanged, if each has one)", person.name)),
        false => person.name.clone(),
    }
}

/// All that stands under a name, under whose, and what it is called: the name first, where typed
/// letters find it.
fn typed_under_names(view: &View) -> Vec<(Misnamed, PersonId, Clean)> {
    let mut typed = Vec::new();
    if let Some(asked) = &view.question {
        let id = &asked.prompt.id;
        for person in &view.people {
            if has_answered(asked, person) {
                let words = Clean::line(&format!("{}'s answer", person.name));
                typed.push((Misnamed::Newest(id.clone(), person.id), person.id, words));
            }
            let earlier = asked.answers.iter();
            let earlier = earlier.filter(|one| one.superseded && is_by(one, person.id));
            typed.extend(earlier.map(|one| {
                let words = format!("{}'s earlier version {}", person.name, one.version);
                (Misnamed::Seen(one.entry), person.id, Clean::line(&words))
            }));
        }
    }
    let dissents = view.dissents.iter().filter(|one| one.may_move);
    typed.extend(dissents.filter_map(|one| match &one.by {
        Byline::Name(by, name) => {
            let words = format!("{name}'s disagreement: “{}”", cut(&one.text, NOTE_WIDTH));
            Some((Misnamed::Seen(one.entry), *by, Clean::line(&words)))
        }
        Byline::Pseudonym(_) | Byline::Unnamed | Byline::Group => None,
    }));
    typed
}

/// An answer that nobody has seen is taken back: whose.
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

/// Something that was seen is set aside: what the cursor was moved to, else what was saved last,
/// else what stands in front of people.
pub fn set_aside(view: &View, (first, moved): (Option<Seq>, bool)) -> Option<Ask> {
    let asked = view.question.as_ref()?;
    let mut items: Vec<(Vec<Seq>, Clean)> = Vec::new();
    // What was saved last can go alone: what stood before it stands again.
    let newest = asked.answers.iter().find(|one| one.entry == view.seq);
    if let Some(answer) = newest.filter(|one| one.late || one.changed) {
        let by = answer.by.words().unwrap_or("somebody");
        let words = format!("what was saved last, for {by}");
        items.push((vec![answer.entry], Clean::line(&words)));
    }
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
    let saved = |(entries, _): &(Vec<Seq>, Clean)| entries.as_slice() == [view.seq];
    let last = items.iter().position(saved).filter(|_| !moved);
    let here = last.or_else(|| items.iter().position(looked)).unwrap_or(0);
    let (items, words): (Vec<_>, Vec<_>) = items.into_iter().unzip();
    let mut form = Form::new(vec![
        pick("What", words, here),
        line(
            "Why: the report says this, and nothing else of it",
            "",
            LINE_BYTES,
        ),
    ]);
    form.focus(1);
    (!items.is_empty()).then(|| {
        Ask::new(
            "Set aside: no longer counted, and its words in no report",
            form,
            Purpose::Undo(Undo::SetAside { items }),
        )
    })
}

/// Something that was set aside in this question counts again.
pub fn bring_back(view: &View) -> Option<Ask> {
    let aside = || view.question.iter().flat_map(|asked| &asked.set_aside);
    let words = aside().map(|one| {
        let by = one.by.words().map(|by| format!("{by}: "));
        let said = cut(&one.words, NOTE_WIDTH);
        Clean::line(&format!("{}“{said}” ({})", by.unwrap_or_default(), one.why))
    });
    let words: Vec<_> = words.collect();
    let mut form = Form::new(vec![pick("What", words, 0)]);
    form.focus(0);
    let items: Vec<_> = aside().map(|one| one.entry).collect();
    (!items.is_empty()).then(|| {
        Ask::new(
            "Bring back: it counts again, and the report says so",
            form,
            Purpose::Undo(Undo::BringBack { items }),
        )
    })
}

/// Everybody, also who went, after a first choice that names nobody.
fn everybody(view: &View, nobody: &str) -> (Vec<Option<PersonId>>, Vec<Clean>) {
    let all = view.people.iter();
    let all = all.map(|person| (Some(person.id), person.name.clone()));
    std::iter::once((None, Clean::line(nobody)))
        .chain(all)
        .unzip()
}

/// Who said something, or nobody in particular; none where that is not told.
fn of(by: &Byline) -> Option<Option<PersonId>> {
    match by {
        Byline::Name(id, _) => Some(Some(*id)),
        Byline::Group | Byline::Unnamed => Some(None),
        Byline::Pseudonym(_) => None,
    }
}

/// A note is put right. `here`: what the cursor is on; else it is the newest.
pub fn mend_note(view: &View, here: Option<Seq>) -> Option<Ask> {
    let (people, names) = everybody(view, "nobody in particular");
    let notes = view
        .question
        .iter()
        .flat_map(|asked| asked.notes.iter().rev());
    let all: Vec<_> = notes
        .filter_map(|note| Some((note.entry, of(&note.by)?, note.kind, note.text.clone())))
        .collect();
    let at = all.iter().position(|(entry, ..)| Some(*entry) == here);
    let undo = Undo::MendNote { all, people, names };
    let form = undo.form_of(at.unwrap_or(0))?;
    let title = "A note, put right; what it said before stays on record";
    Some(Ask::new(title, form, Purpose::Undo(undo)))
}

/// A commitment is said anew, or taken back.
pub fn recommit(view: &View) -> Option<Ask> {
    let (people, names) = everybody(view, "the group");
    let all = view.commitments.iter();
    let all = all.filter_map(|one| Some((one.entry, of(&one.by)?, one.commitment.clone())));
    let all: Vec<_> = all.collect();
    let undo = Undo::Recommit { all, people, names };
    let form = undo.form_of(0)?;
    let title = "A commitment; what it said before stays on record";
    Some(Ask::new(title, form, Purpose::Undo(undo)))
}

impl Undo {
    /// The form for the note or the commitment at that place, as it stands.
    fn form_of(&self, at: usize) -> Option<Form> {
        if let Self::MendNote { all, people, names } = self {
            let (_, person, kind, text) = all.get(at)?;
            let which = all.iter();
            let which = which.map(|(.., text)| Clean::line(&cut(text, NOTE_WIDTH)));
            let of = people.iter().position(|known| known == person);
            let kinds = NoteKind::ALL.map(|kind| Clean::line(kind.words()));
            let does = NoteKind::ALL.iter().position(|known| known == kind);
            let mut form = Form::new(vec![
                pick("Which", which.collect(), at),
                pick("Who said it", names.clone(), of.unwrap_or(0)),
                pick("What it does", kinds.to_vec(), does.unwrap_or(0)),
                line("What was said", text, MOST_BYTES),
            ]);
            form.focus(3);
            return Some(form);
        }
        let Self::Recommit { all, people, names } = self else {
            return None;
        };
        let (_, person, said) = all.get(at)?;
        let which = all
            .iter()
            .map(|(_, _, said)| Clean::line(&cut(&said.what, NOTE_WIDTH)));
        let of = people.iter().position(|known| known == person);
        let mut form = Form::new(vec![
            pick("Which", which.collect(), at),
            pick(
                "It is",
                ["said anew", "taken back; the report says so"]
                    .map(Clean::line)
                    .to_vec(),
                0,
            ),
            pick("Whose", names.clone(), of.unwrap_or(0)),
            line("What is tried", &said.what, MOST_BYTES / 2),
            line("What is expected to happen", &said.expect, MOST_BYTES / 8),
            line("What would surprise", &said.surprise, MOST_BYTES / 8),
            line(
                "By when: the day what was learned is looked at",
                &said.by_when,
                LINE_BYTES,
            ),
        ]);
        form.focus(3);
        Some(form)
    }

    /// The form for another note or commitment than the one at `before`, which nobody has changed
    /// so far.
    pub(super) fn follow_pick(&self, form: &Form, before: usize) -> Option<Form> {
        let same = match self {
            Self::MendNote { all, .. } => form.text(3) == all.get(before)?.3,
            Self::Recommit { all, .. } => commitment_in(form, 3)
                .is_ok_and(|said| all.get(before).is_some_and(|one| said == one.2)),
            Self::WrongName { .. }
            | Self::TakeBack { .. }
            | Self::SetAside { .. }
            | Self::BringBack { .. } => false,
        };
        let picked = form.picked(0);
        let other = (picked != before && same).then(|| self.form_of(picked));
        other.flatten().map(|mut form| {
            form.focus(0);
            form
        })
    }

    /// The command that such a form becomes.
    pub(super) fn command(&self, form: &Form) -> Result<Command, FormError> {
        match self {
            Self::WrongName { what, to } => Ok(Command::Reassign {
                what: what
                    .get(form.picked(0))
                    .cloned()
                    .ok_or_else(|| FormError("Nothing was picked.".to_owned()))?,
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
            Self::BringBack { items } => Ok(Command::BringBack {
                entries: items.get(form.picked(0)).copied().into_iter().collect(),
            }),
            Self::MendNote { all, people, .. } => {
                let known = all.get(form.picked(0));
                let (note, ..) =
                    known.ok_or_else(|| FormError("Nothing was picked.".to_owned()))?;
                Ok(Command::MendNote {
                    note: *note,
                    person: at(people, form.picked(1)),
                    kind: at_or_first(&NoteKind::ALL, form.picked(2)),
                    text: written(
                        form,
                        3,
                        "A note needs words. To take it away, set it aside.",
                    )?,
                })
            }
            Self::Recommit { all, people, .. } => {
                let (commitment, of, _) = all
                    .get(form.picked(0))
                    .ok_or_else(|| FormError("Nothing was picked.".to_owned()))?;
                let anew = form.picked(1) == 0;
                Ok(Command::Recommit {
                    commitment: *commitment,
                    person: if anew {
                        at(people, form.picked(2))
                    } else {
                        *of
                    },
                    anew: match anew {
                        true => Some(commitment_in(form, 3)?),
                        false => None,
                    },
                })
            }
        }
    }
}
