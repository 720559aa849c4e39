//! One person's form on its way to becoming an answer.

use std::mem::discriminant;

use super::vote::{Casts, UNRANKED};
use crate::{
    case::{Answer, Kind, Value},
    id::CommandId,
    journal::{drafts::Draft, editing::Piece},
    protocol::Edit,
    session::{Ballot, MOST_BYTES, QuestionView, View},
    text::Clean,
    tui::{
        editor::Editor,
        form::{Field, Form, FormError, Press, Reply, Slot},
        keys::{Action, Scope, name},
    },
};

/// A form on its way to becoming an answer.
#[derive(Clone, Debug)]
pub(super) struct Writing {
    pub(super) form: Form,
    /// What the fields add up to, where the step asks for a vote and no answer.
    pub(super) casts: Option<Casts>,
    /// The field that holds why, where there is one.
    reason: Option<usize>,
    /// The field that holds what moved the person, where there is one.
    pub(super) moved: Option<usize>,
    /// What was sent and is not on disk yet.
    pub(super) sent: Option<Sent>,
    /// Under which number it was sent.
    pub(super) order: Option<CommandId>,
    /// Whether anything was typed since the form was made.
    pub(super) touched: bool,
    /// Whoever types for everybody began it, so that it is not for one person's eyes.
    pub(super) typed: bool,
    /// Reasons that were given with an earlier vote.
    given: Vec<Given>,
    /// What stood in it when it was made, which is in already.
    stands: Option<Draft>,
}

/// A reason that was given with an earlier vote, and belongs to that one.
#[derive(Clone, Debug)]
struct Given {
    /// The field that holds what it was given for; the reason is in the one after it.
    of: usize,
    value: Option<Value>,
    reason: Clean,
    /// What stood in that field when last looked at.
    now: Option<Value>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sent {
    Answer,
    Vote,
    Pass,
}

impl Writing {
    /// Whether it holds something that was not handed in.
    pub(super) fn is_draft(&self) -> bool {
        self.touched && self.sent.is_none() && self.unsaid().is_some()
    }

    /// What is written, unless just that is in already.
    pub(super) fn unsaid(&self) -> Option<Draft> {
        let stands = self.stands.as_ref();
        self.draft().filter(|draft| {
            stands.is_none_or(|stands| {
                Draft {
                    typed: stands.typed,
                    ..draft.clone()
                } != *stands
            })
        })
    }

    /// The one letter that is all there is: a key that was meant for something else. No answer in
    /// words is as short.
    pub(super) fn stray(&self) -> Option<Clean> {
        let written = self.unsaid().filter(|_| self.form.takes_lines())?;
        let alone = written.reason.is_empty() && written.moved.is_empty();
        let text = written.text;
        let one = text.trim().chars().count() == 1 && text.contains(char::is_alphabetic);
        (one && alone).then_some(text)
    }

    /// Whether nobody has typed anything, nor handed it in.
    pub(super) fn is_untouched(&self) -> bool {
        !self.touched && self.sent.is_none()
    }

    /// The fields that the step asks for, filled in from the draft, else from the last version.
    pub(super) fn new(view: &View, question: &QuestionView, draft: Option<&Draft>) -> Option<Self> {
        let mut writing = Self::filled(view, question, draft)?;
        if draft.is_none() {
            writing.given = writing.reasons();
            writing.stands = writing.draft();
        }
        Some(writing)
    }

    fn reasons(&self) -> Vec<Given> {
        let of = match &self.casts {
            Some(Casts::Rating(items)) => (0..items.len()).map(|at| at * 2).collect(),
            Some(_) => Vec::new(),
            None => self.reason.map(|_| 0).into_iter().collect::<Vec<_>>(),
        };
        let given = of.into_iter().map(|of| Given {
            of,
            value: self.form.value(of),
            reason: self.form.text(of + 1),
            now: self.form.value(of),
        });
        given.filter(|given| !given.reason.is_empty()).collect()
    }

    /// A key press in the form.
    pub(super) fn press(&mut self, press: Press) -> Reply {
        let letter = press.letter();
        let from = self.form.at();
        let reply = self.form.press(press);
        if self.form.at() != from {
            self.begins_line(from, letter);
        }
        match (self.part_reasons(), reply) {
            (true, Reply::Done) => Reply::Told(FormError(
                "The reason for your earlier choice stays with that one: choose it again, and it is back."
                    .to_owned(),
            )),
            (_, reply) => reply,
        }
    }

    /// Letters that begin a new version do not go on with the last word of the one before.
    pub(super) fn begins_anew(&mut self) {
        let at = self.form.at();
        if !self.form.text(at).is_empty() && self.form.takes_lines() {
            // Without room for it the letters have none either.
            self.form.press(Press::Enter);
        }
    }

    /// A letter that led from the vote into its reason, behind an earlier one: a line of its own.
    fn begins_line(&mut self, from: usize, letter: Option<char>) {
        let given = self.given.iter().find(|given| given.of == from);
        if let (Some(given), Some(letter)) = (given, letter)
            && self.form.text(from + 1) == *format!("{}{letter}", given.reason)
            && let Some(editor) = self.form.editor_mut(from + 1)
        {
            // The letter stays as it is where there is no room for a line more.
            let _ = editor.put(&format!("{}\n{letter}", given.reason));
        }
    }

    /// Something was changed by the mouse.
    pub(super) fn touch(&mut self) {
        self.touched = true;
        self.part_reasons();
    }

    /// Another vote has not the reason of the earlier one: when the vote is changed that goes, and
    /// comes back with it. Whether one went.
    fn part_reasons(&mut self) -> bool {
        let mut went = false;
        for given in &mut self.given {
            let now = self.form.value(given.of);
            let was = std::mem::replace(&mut given.now, now);
            let reason = self.form.text(given.of + 1);
            let text = match was == given.now {
                false if was == given.value && reason == given.reason => "",
                false if given.now == given.value && reason.is_empty() => &*given.reason,
                _ => continue,
            };
            if let Some(editor) = self.form.editor_mut(given.of + 1) {
                // It fits: that much stood there before.
                let _ = editor.put(text);
            }
            went |= text.is_empty();
        }
        went
    }

    fn filled(view: &View, question: &QuestionView, draft: Option<&Draft>) -> Option<Self> {
        let step = &view.step.as_ref()?.step;
        if let Some(casts) = Casts::of(step, question) {
            let form = Form::new(casts.slots(question, draft));
            return Some(Self {
                casts: Some(casts),
                ..Self::of(form, draft)
            });
        }
        // An answer that stands beside the earlier one begins with nothing.
        let last = question.mine.last().filter(|_| step.edit != Edit::Beside);
        let (value, reason) = match (draft, last) {
            (Some(draft), _) => {
                let text = || Value::Text(draft.text.clone());
                let value = draft.value.clone().unwrap_or_else(text);
                (Some(value), draft.reason.clone())
            }
            (None, Some(last)) => (Some(last.answer.value.clone()), last.answer.reason.clone()),
            (None, None) => (None, Clean::default()),
        };
        let anew = last.is_some() && matches!(step.edit, Edit::NewVersion | Edit::Again);
        let kind = &question.prompt.kind;
        let mut slots = vec![Slot {
            label: String::new(),
            field: field_of(kind, value.as_ref(), draft),
        }];
        let asks_why = view.step.as_ref()?.wants_reason;
        let mut reason_at = None;
        if !kind.in_words() {
            let label = if asks_why {
                "Why?"
            } else {
                "Why? (may stay empty)"
            };
            reason_at = Some(slots.len());
            slots.push(long(label, &reason));
        }
        let mut moved = None;
        if anew {
            moved = Some(slots.len());
            let kept = draft.map_or("", |draft| &draft.moved);
            slots.push(long("What moved me (may stay empty)", kept));
        }
        Some(Self {
            reason: reason_at,
            moved,
            ..Self::of(Form::new(slots), draft)
        })
    }

    fn of(mut form: Form, draft: Option<&Draft>) -> Self {
        // One goes on where one was writing, and not among the options above it.
        let written = |at: &usize| draft.is_some() && !form.text(*at).is_empty();
        let last = (0..form.count()).rev().find(written);
        if let Some(last) = last {
            form.focus(last);
        }
        Self {
            form,
            casts: None,
            reason: None,
            moved: None,
            sent: None,
            order: None,
            touched: draft.is_some(),
            typed: draft.is_some_and(|draft| draft.typed),
            given: Vec::new(),
            stands: None,
        }
    }

    /// The vote, where the step asks for one and the form holds it.
    pub(super) fn ballot(&self) -> Option<Ballot> {
        self.casts.as_ref()?.ballot(&self.form)
    }

    /// What moved the person, where they said so.
    pub(super) fn moved_by(&self) -> Option<Clean> {
        let text = self.moved.map(|at| self.form.text(at));
        text.filter(|text| !text.is_empty())
    }

    /// Whether the form is of the kind that the step asks for. One in which somebody has
    /// written stays as it is while items come and go.
    pub(super) fn is_for(&self, view: &View, question: &QuestionView) -> bool {
        let step = view.step.as_ref().map(|step| &step.step);
        match (&self.casts, step.and_then(|step| Casts::of(step, question))) {
            (Some(mine), Some(asked)) => {
                *mine == asked || (self.touched && discriminant(mine) == discriminant(&asked))
            }
            (None, None) => true,
            _ => false,
        }
    }

    /// Which text of the draft has the keyboard; none in a vote.
    pub(super) fn piece(&self) -> Option<Piece> {
        let at = Some(self.form.at());
        self.casts.is_none().then_some(if at == self.reason {
            Piece::Reason
        } else if at == self.moved {
            Piece::Moved
        } else if let Some(Field::Basket(basket)) = self.form.field(self.form.at()) {
            Piece::Part(basket.at())
        } else {
            Piece::Text
        })
    }

    pub(super) fn answer(&self) -> Option<Answer> {
        Some(Answer {
            value: self.form.value(0)?,
            reason: self.reason.map(|at| self.form.text(at)).unwrap_or_default(),
        })
    }

    /// Goes to what is missing of an answer, and says it.
    pub(super) fn missing(&mut self, kind: &Kind) -> String {
        match kind {
            Kind::Open => format!(
                "Nothing is written yet. Write something, or pass with {}.",
                name(Scope::Writing, Action::Pass)
            ),
            Kind::Rank { .. } => {
                self.form.focus(0);
                UNRANKED.to_owned()
            }
            _ => {
                self.form.go_to_open();
                self.form.status()
            }
        }
    }

    pub(super) fn draft(&self) -> Option<Draft> {
        let typed = self.typed;
        if let Some(casts) = &self.casts {
            let draft = casts.draft(&self.form);
            return draft.map(|draft| Draft { typed, ..draft });
        }
        (!self.form.is_blank()).then(|| Draft {
            typed,
            text: self.form.text(0),
            value: self.form.value(0),
            reason: self.reason.map(|at| self.form.text(at)).unwrap_or_default(),
            points: self.form.points_so_far(0),
            moved: self.moved_by().unwrap_or_default(),
            ..Draft::default()
        })
    }
}

/// The field of the question's kind; a scale may be filled in partly.
fn field_of(kind: &Kind, value: Option<&Value>, draft: Option<&Draft>) -> Field {
    let mut field = Form::field_of(kind, value, MOST_BYTES);
    if let (Field::Scale(scale), Some(draft)) = (&mut field, draft)
        && draft.value.is_none()
    {
        scale.take_up(&draft.points);
    }
    field
}

/// A field for a text of several lines.
fn long(label: &str, text: &str) -> Slot {
    Slot {
        label: label.to_owned(),
        field: Field::Text(Editor::new(text, MOST_BYTES / 4)),
    }
}
