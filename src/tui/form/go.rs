//! From field to field and from item to item, and what Enter does on the way.

use super::{Field, Form, FormError, Press, Reply, Slot, Step};
use crate::tui::{
    editor::{Full, Go},
    keys::{Action, Scope, name},
};

impl Form {
    /// Goes to another item of an in-basket, until there is none that way.
    pub(super) fn turns_item(&mut self, press: &Press) -> bool {
        let Some(Field::Basket(basket)) = self.slots.get_mut(self.at).map(|slot| &mut slot.field)
        else {
            return false;
        };
        let at_edge = |last| {
            basket
                .editor()
                .is_some_and(|editor| editor.is_at_edge(last))
        };
        let step = match press {
            Press::NextField => Step::On,
            Press::FieldBefore => Step::Back,
            Press::Go(Go::Up) if at_edge(false) => Step::Back,
            Press::Go(Go::Down) if at_edge(true) => Step::On,
            _ => return false,
        };
        basket.step(step)
    }

    /// Up from the first row of a field, and down from its last, lead to the field beside it.
    pub(super) fn leaves(&mut self, press: &Press) -> bool {
        let last = *press == Press::Go(Go::Down);
        if !last && *press != Press::Go(Go::Up) {
            return false;
        }
        let edge = self.field(self.at).is_some_and(|field| match field {
            Field::Text(editor) => editor.is_at_edge(last),
            Field::Choice(choice) => choice.is_at_edge(last),
            Field::Scale(scale) => scale.is_at_edge(last),
            Field::Rank(rank) => rank.is_at_edge(last),
            Field::Basket(_) | Field::Pick(_) => true,
        });
        let from = self.at;
        if edge {
            self.walk(if last { Step::On } else { Step::Back });
        }
        self.at != from
    }

    /// Whether the keyboard is in what takes no text: options, points, an order.
    pub(super) fn is_closed(&self) -> bool {
        matches!(
            self.field(self.at),
            Some(Field::Choice(_) | Field::Scale(_) | Field::Rank(_))
        )
    }

    /// Takes back what was changed last here, or does it again.
    pub(super) fn swap(&mut self) -> Reply {
        let slot = self.slots.get_mut(self.at);
        let here = self.before.as_mut().filter(|before| before.0 == self.at);
        let Some((before, slot)) = here.zip(slot) else {
            return Reply::Told(FormError("Nothing to take back.".to_owned()));
        };
        std::mem::swap(&mut slot.field, &mut before.1);
        Reply::Done
    }

    /// What to press where the cursor is on another option than the one that is picked, which would
    /// be handed in; asked once.
    pub fn asks_which(&mut self) -> Option<FormError> {
        let Some(Field::Choice(choice)) = self.field(self.at) else {
            return None;
        };
        let (picked, here) = choice.strays()?;
        let asked = self.doubted.replace(here) == Some(here);
        (!asked).then(|| {
            FormError(format!("{picked} is picked, and you are on {here}. {} takes {here}; {} once more hands in {picked}.",
                name(Scope::Hub, Action::Enter), name(Scope::Writing, Action::HandIn)))
        })
    }

    /// A letter that no option bears begins the reason, where that is the next field.
    pub(super) fn said_instead(&mut self, typed: Option<char>, told: FormError) -> Reply {
        let next = self.at + 1;
        let letter = typed.filter(|letter| letter.is_alphabetic());
        let closed = self.is_closed();
        let (Some(letter), Some(editor), true) = (letter, self.editor_mut(next), closed) else {
            return Reply::Told(told);
        };
        match editor.type_char(letter) {
            Ok(()) => {
                self.at = next;
                Reply::Done
            }
            Err(full) => Reply::Told(too_long(full)),
        }
    }

    /// So many fields on, and from the last one to the first.
    pub(super) fn turn(&mut self, fields: usize) {
        let all = self.slots.len();
        let on = (1..=all).map(|times| self.at + fields * times);
        let mut on = on.filter_map(|at| at.checked_rem(all));
        let open = |at: &usize| self.slots.get(*at).is_some_and(|slot| !slot.is_settled());
        self.at = on.find(open).unwrap_or(self.at);
    }

    /// Goes to the first that is still to be given: a point, an option, an order, a text.
    pub fn go_to_open(&mut self) {
        let open = |slot: &Slot| match &slot.field {
            Field::Scale(scale) => scale.marks().is_none(),
            Field::Text(_)
            | Field::Choice(_)
            | Field::Rank(_)
            | Field::Basket(_)
            | Field::Pick(_) => false,
        };
        self.focus(self.slots.iter().position(open).unwrap_or(0));
        if let Some(Field::Scale(scale)) = self.slots.get_mut(self.at).map(|slot| &mut slot.field) {
            scale.go_to(scale.next_open().unwrap_or(0));
        }
    }

    pub(super) fn walk(&mut self, step: Step) {
        let open = |at: usize| self.slots.get(at).is_some_and(|slot| !slot.is_settled());
        let mut at = self.at;
        loop {
            let next = step.from(at, self.slots.len());
            if next == at {
                return;
            }
            at = next;
            if open(at) {
                break;
            }
        }
        self.at = at;
    }

    pub fn enter_hands_in(&self) -> bool {
        matches!(self.clone().enter(), Reply::Finished)
    }

    /// What Enter does, in the same words at the foot of every form: a new line in a text of several
    /// lines; on to the next field from all others, and from the last one out. None: to the next.
    pub(super) fn enter_says(&self) -> Option<&'static str> {
        if self.enter_hands_in() {
            return Some("save it");
        }
        let at = |form: &Self| (form.at, form.top);
        let mut then = self.clone();
        let _ = then.enter();
        if at(&then) != at(self) {
            return None;
        }
        Some(match self.field(self.at) {
            Some(Field::Scale(_)) => "the next one",
            Some(Field::Rank(_)) => "put it down",
            Some(Field::Choice(_) | Field::Pick(_)) => "take it",
            Some(Field::Text(_) | Field::Basket(_)) | None => "new line",
        })
    }

    /// What was typed into a list that has nothing of the kind, if the form is in it.
    pub(in crate::tui) fn lost(&self) -> Option<FormError> {
        let Some(Field::Pick(pick)) = self.field(self.at) else {
            return None;
        };
        pick.is_lost().map(FormError)
    }

    /// A new line in a long text; else on to the next field, and from the last one out.
    pub(super) fn enter(&mut self) -> Reply {
        let last = self.at + 1 >= self.slots.len();
        if self.takes_lines()
            && let Some(editor) = self.editor_mut(self.at)
        {
            return match editor.type_char('\n') {
                Ok(()) => Reply::Done,
                Err(full) => Reply::Told(too_long(full)),
            };
        }
        let whole = match self.slots.get_mut(self.at).map(|slot| &mut slot.field) {
            Some(Field::Choice(choice)) if choice.takes() => {
                return match choice.toggle() {
                    Ok(()) => Reply::Done,
                    Err(told) => Reply::Told(told),
                };
            }
            Some(Field::Scale(scale)) => match scale.next_open() {
                Some(open) => {
                    scale.go_to(open);
                    return Reply::Done;
                }
                None => true,
            },
            Some(Field::Pick(pick)) if pick.is_lost().is_some() => {
                return Reply::Told(FormError(pick.is_lost().unwrap_or_default()));
            }
            Some(Field::Rank(rank)) if rank.is_held() => {
                rank.toggle();
                return Reply::Done;
            }
            Some(
                Field::Text(_)
                | Field::Choice(_)
                | Field::Rank(_)
                | Field::Basket(_)
                | Field::Pick(_),
            ) => true,
            None => false,
        };
        if whole && last {
            return Reply::Finished;
        }
        self.walk(Step::On);
        Reply::Done
    }
}

/// There is no room for a text.
pub(super) fn too_long(full: Full) -> FormError {
    FormError(format!(
        "No room: that is {} more than one text can hold. Nothing was lost; shorten it first.",
        crate::text::plural(full.over, "byte", "bytes")
    ))
}
