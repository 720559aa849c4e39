//! One person's form on its way to becoming an answer.

use crate::{
    case::{Answer, Kind, Value},
    journal::drafts::Draft,
    protocol::{Edit, Write},
    session::{MOST_BYTES, QuestionView, View},
    text::Clean,
    tui::{
        editor::Editor,
        form::{Field, Form, Slot},
    },
};

/// A form on its way to becoming an answer.
#[derive(Clone, Debug)]
pub(super) struct Writing {
    pub(super) form: Form,
    /// The field that holds why, where there is one.
    reason: Option<usize>,
    /// The field that holds what moved the person, where there is one.
    pub(super) moved: Option<usize>,
    /// How many versions there were when it was sent; none while it is not sent.
    pub(super) sent: Option<Sent>,
    /// Whether anything was typed since the form was made.
    pub(super) touched: bool,
}

/// What was sent, so that its arrival on disk can be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sent {
    Answer { versions: usize },
    Pass,
}

impl Writing {
    /// The fields that the step asks for, filled in from the draft, else from the last version.
    pub(super) fn new(view: &View, question: &QuestionView, draft: Option<&Draft>) -> Option<Self> {
        let step = &view.step.as_ref()?.step;
        let last = question.mine.last();
        let (value, reason) = match (draft, last) {
            (Some(draft), _) => {
                let text = || Value::Text(draft.text.clone());
                let value = draft.value.clone().unwrap_or_else(text);
                (Some(value), draft.reason.clone())
            }
            (None, Some(last)) => (Some(last.answer.value.clone()), last.answer.reason.clone()),
            (None, None) => (None, Clean::default()),
        };
        let anew = last.is_some() && step.edit == Edit::NewVersion;
        let kind = &question.prompt.kind;
        let mut slots = vec![Slot {
            label: String::new(),
            field: Form::field_of(kind, value.as_ref(), MOST_BYTES),
        }];
        let long = |label: &str, text: &str| Slot {
            label: label.to_owned(),
            field: Field::Text(Editor::new(text, MOST_BYTES / 4)),
        };
        let asks_why = step.write == Write::AnswerAndReason;
        let closed = !matches!(kind, Kind::Open);
        let mut reason_at = None;
        if asks_why || closed {
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
            slots.push(long("What moved me (may stay empty)", ""));
        }
        Some(Self {
            form: Form::new(slots),
            reason: reason_at,
            moved,
            sent: None,
            touched: draft.is_some(),
        })
    }

    pub(super) fn answer(&self) -> Option<Answer> {
        Some(Answer {
            value: self.form.value(0)?,
            reason: self.reason.map(|at| self.form.text(at)).unwrap_or_default(),
        })
    }

    pub(super) fn draft(&self) -> Option<Draft> {
        (!self.form.is_blank()).then(|| Draft {
            text: self.form.text(0),
            value: self.form.value(0),
            reason: self.reason.map(|at| self.form.text(at)).unwrap_or_default(),
        })
    }
}
