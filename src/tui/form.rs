//! What somebody fills in: fields one under the other, one of them with the keyboard.
//!
//! Answers, notes, dissents and commitments are all forms; what is different is only
//! which fields they have. Does no I/O.

use crossterm::event::KeyEvent;

use crate::{
    case::{Kind, Value},
    text::Clean,
    tui::{
        editor::{Editor, Erase, Go},
        keys::{Action, Scope, name},
    },
};
use basket::Basket;
use choice::Choice;
use go::too_long;
use press::{choose, mark, order, type_in};
use rank::Rank;
use scale::Scale;

mod basket;
mod choice;
mod go;
mod keys;
mod paint;
mod pick;
mod press;
mod rank;
mod scale;

pub use crate::tui::widget::{hang, hang_prose, plain};
pub(in crate::tui) use keys::edits_with_alt;
pub use pick::Pick;

/// One place on in a list, or one back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Back,
    On,
    First,
    Last,
}

impl Step {
    /// The place after the step; stops at both ends.
    pub fn from(self, at: usize, count: usize) -> usize {
        let last = count.saturating_sub(1);
        match self {
            Self::Back => at.saturating_sub(1),
            Self::On => (at + 1).min(last),
            Self::First => 0,
            Self::Last => last,
        }
    }
}

/// What a form says back: one line in plain words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormError(pub String);

#[derive(Clone, Debug)]
pub enum Field {
    /// Free text, of one line or many.
    Text(Editor),
    Choice(Choice),
    Scale(Scale),
    Rank(Rank),
    /// Items that are answered one by one.
    Basket(Basket),
    /// One of a list: a person, a kind of note.
    Pick(Pick),
}

/// A field with its name.
#[derive(Clone, Debug)]
pub struct Slot {
    /// What it is for; empty where the form's title says it all.
    pub label: String,
    pub field: Field,
}

/// A form being filled in.
#[derive(Clone, Debug)]
pub struct Form {
    slots: Vec<Slot>,
    at: usize,
    top: usize,
    /// The last key gave a point: the next digit is for what stands below.
    rated: bool,
    /// What was changed last of what takes no text, and how it stood before.
    before: Option<Box<(usize, Field)>>,
    /// The option that was asked about when another one was to be handed in.
    doubted: Option<char>,
}

/// A key press, as far as a form is concerned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Press {
    /// A letter, digit or sign.
    Char(char),
    Paste(String),
    Enter,
    /// A move of the cursor.
    Go(Go),
    /// Taking away.
    Erase(Erase),
    /// Picking, or taking up and putting down.
    Toggle,
    /// Moving an item.
    Carry(Step),
    /// Taking back the last edit.
    Undo,
    /// Doing it again.
    Redo,
    NextField,
    FieldBefore,
}

impl Press {
    pub fn letter(&self) -> Option<char> {
        match self {
            Self::Char(letter) => Some(*letter),
            _ => None,
        }
    }
}

/// Options, points or an order; none of a text.
fn numbers(value: Option<&Value>) -> &[u8] {
    match value {
        Some(Value::Choice(numbers) | Value::Scale(numbers) | Value::Rank(numbers)) => numbers,
        Some(Value::Text(_) | Value::Parts(_)) | None => &[],
    }
}

/// What came of a key press.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// Nothing worth a word; the form may have changed.
    Done,
    /// The form is filled in and Enter was pressed on its last field.
    Finished,
    /// Something to tell.
    Told(FormError),
}

impl Form {
    /// A form of these fields; the first one has the keyboard.
    pub fn new(slots: Vec<Slot>) -> Self {
        Self {
            slots,
            at: 0,
            top: 0,
            rated: false,
            before: None,
            doubted: None,
        }
    }

    /// The field of a question's kind, filled in where there is a value already.
    pub fn field_of(kind: &Kind, value: Option<&Value>, most_bytes: usize) -> Field {
        match (kind, value) {
            (Kind::Open | Kind::Number { .. }, Some(Value::Text(text))) => {
                Field::Text(Editor::new(text, most_bytes))
            }
            (Kind::Open | Kind::Number { .. }, _) => Field::Text(Editor::new("", most_bytes)),
            (Kind::Choice { options, most }, value) => {
                Field::Choice(Choice::new(options, *most, numbers(value)))
            }
            (Kind::Scale(scale), value) => Field::Scale(Scale::new(scale, numbers(value))),
            (Kind::Rank { items }, value) => Field::Rank(Rank::new(items, numbers(value))),
            (Kind::Items { items }, value) => {
                let before = value.map_or(&[][..], Value::texts);
                Field::Basket(Basket::new(items, before, most_bytes))
            }
        }
    }

    pub fn field(&self, at: usize) -> Option<&Field> {
        self.slots.get(at).map(|slot| &slot.field)
    }

    /// The text field at that place, to change it from outside.
    pub fn editor_mut(&mut self, at: usize) -> Option<&mut Editor> {
        match self.slots.get_mut(at).map(|slot| &mut slot.field) {
            Some(Field::Text(editor)) => Some(editor),
            Some(Field::Basket(basket)) => basket.editor_mut(),
            _ => None,
        }
    }

    /// The list at that place is as it is in another form: the letters that look for somebody go on.
    pub fn look_on(&mut self, at: usize, from: &Self) {
        if let (Some(slot), Some(from)) = (self.slots.get_mut(at), from.slots.get(at)) {
            slot.field = from.field.clone();
        }
    }

    /// The text at that place; empty where it holds none.
    pub fn text(&self, at: usize) -> Clean {
        match self.field(at) {
            Some(Field::Text(editor)) => {
                Clean::new(editor.text().trim_end().trim_start_matches('\n'))
            }
            _ => Clean::default(),
        }
    }

    pub fn count(&self) -> usize {
        self.slots.len()
    }

    /// Picks one of the list at that place; says whether there is one.
    pub fn pick(&mut self, at: usize, place: usize) -> bool {
        match self.slots.get_mut(at).map(|slot| &mut slot.field) {
            Some(Field::Pick(pick)) => pick.pick(place),
            _ => false,
        }
    }

    /// What is picked at that place, counted from 0.
    pub fn picked(&self, at: usize) -> usize {
        match self.field(at) {
            Some(Field::Pick(pick)) => pick.at(),
            _ => 0,
        }
    }

    /// The value at that place, once it is whole.
    pub fn value(&self, at: usize) -> Option<Value> {
        match self.field(at)? {
            Field::Text(editor) => (!editor.is_blank()).then(|| Value::Text(self.text(at))),
            Field::Choice(choice) => {
                let picked = choice.picked();
                (!picked.is_empty()).then(|| Value::Choice(picked.to_vec()))
            }
            Field::Scale(scale) => scale.marks().map(Value::Scale),
            Field::Rank(rank) => rank.is_said().then(|| Value::Rank(rank.order().to_vec())),
            Field::Basket(basket) => basket.parts().map(Value::Parts),
            Field::Pick(_) => None,
        }
    }

    /// The points at that place while some are open; none where it holds no such scale.
    pub fn points_so_far(&self, at: usize) -> Vec<Option<u8>> {
        match self.field(at) {
            Some(Field::Scale(scale)) if scale.marks().is_none() => scale.so_far().to_vec(),
            _ => Vec::new(),
        }
    }

    /// Whether nobody has filled in anything.
    pub fn is_blank(&self) -> bool {
        self.slots.iter().all(|slot| match &slot.field {
            Field::Text(editor) => editor.is_blank(),
            Field::Choice(choice) => choice.picked().is_empty(),
            Field::Scale(scale) => scale.is_blank(),
            Field::Rank(rank) => rank.is_blank(),
            Field::Basket(basket) => basket.is_blank(),
            Field::Pick(_) => true,
        })
    }

    /// The place of the field that has the keyboard.
    pub fn at(&self) -> usize {
        self.at
    }

    /// Gives the keyboard to the field at that place.
    pub fn focus(&mut self, at: usize) {
        self.rated = false;
        self.at = at.min(self.slots.len().saturating_sub(1));
    }

    /// Whether letters are text here, so that no letter may be a command.
    pub fn takes_text(&self) -> bool {
        self.writes().is_some()
    }

    /// The text that has the keyboard, if it is one.
    fn writes(&self) -> Option<&Editor> {
        match self.field(self.at)? {
            Field::Text(editor) => Some(editor),
            Field::Basket(basket) => basket.editor(),
            Field::Choice(_) | Field::Scale(_) | Field::Rank(_) | Field::Pick(_) => None,
        }
    }

    /// Whether Enter is a new line here.
    pub fn takes_lines(&self) -> bool {
        self.writes().is_some_and(|editor| !editor.is_line())
    }

    /// Words about the field that has the keyboard: how long, how much is left, what to do.
    pub fn status(&self) -> String {
        let item = matches!(self.field(self.at), Some(Field::Basket(basket)) if !basket.is_last());
        let next = match (item, self.slots.len() > 1) {
            (true, _) => Some("the next item".to_owned()),
            (false, true) => {
                let mut others = self.slots.iter().cycle().skip(self.at + 1);
                let others = others.by_ref().take(self.slots.len().saturating_sub(1));
                let mut others = others.filter(|slot| !slot.is_settled());
                others.next().map(Slot::called)
            }
            (false, false) => None,
        };
        let key = name(Scope::Writing, Action::Next);
        let enter = name(Scope::Hub, Action::Enter);
        let other = |next| format!(" · {key}: {next}");
        let more = match (self.enter_says(), next) {
            (None, next) => format!(" · {enter}: {}", next.unwrap_or_default()),
            (Some(says), None) => format!(" · {enter}: {says}"),
            (Some(says), Some(next)) => format!(" · {enter}: {says}{}", other(next)),
        };
        self.of_field() + &more
    }

    fn of_field(&self) -> String {
        match self.field(self.at) {
            Some(Field::Text(editor)) => {
                let words = crate::text::plural(editor.words(), "word", "words");
                match editor.bytes_left() {
                    Some(left) => format!("{words} · room for {left} more bytes"),
                    None => words,
                }
            }
            Some(Field::Choice(choice)) => choice.rule(),
            Some(Field::Scale(scale)) => scale.rule(),
            Some(Field::Rank(rank)) => rank.rule().to_owned(),
            Some(Field::Basket(basket)) => {
                let words = basket.editor().map_or(0, Editor::words);
                crate::text::plural(words, "word", "words")
            }
            Some(Field::Pick(pick)) => pick.rule(),
            None => String::new(),
        }
    }

    /// What a key means here; none where it means nothing.
    pub fn press_of(&self, key: KeyEvent) -> Option<Press> {
        keys::press_of(key, self.is_closed() && !self.says_why())
    }

    /// Whether what was asked is given, and a letter begins the reason in the next field.
    fn says_why(&self) -> bool {
        let settled = match self.field(self.at) {
            Some(Field::Choice(choice)) => choice.is_settled(),
            Some(Field::Scale(scale)) => scale.is_settled(),
            _ => false,
        };
        settled && matches!(self.field(self.at + 1), Some(Field::Text(_)))
    }

    /// One digit after the other goes down the statements, each its point.
    fn rates_on(&mut self, press: &Press) {
        let Press::Char(digit @ '0'..='9') = press else {
            self.rated = false;
            return;
        };
        let rated = std::mem::replace(&mut self.rated, true);
        let (at, scales) = (self.at, self.slots.iter().enumerate());
        let mut scales = scales.filter(|(_, slot)| matches!(slot.field, Field::Scale(_)));
        let below = scales.find(|(number, _)| *number > at);
        let below = below.map(|(number, _)| number);
        match self.slots.get_mut(at).map(|slot| &mut slot.field) {
            Some(Field::Scale(scale)) if rated && !scale.ends_with(*digit) => {
                if !scale.go_below() {
                    self.at = below.unwrap_or(at);
                }
            }
            Some(Field::Scale(_)) => {}
            Some(
                Field::Text(_)
                | Field::Choice(_)
                | Field::Rank(_)
                | Field::Basket(_)
                | Field::Pick(_),
            )
            | None => {
                self.rated = false;
            }
        }
    }

    /// Takes a key press.
    pub fn press(&mut self, press: Press) -> Reply {
        self.rates_on(&press);
        if self.turns_item(&press) || self.leaves(&press) {
            return Reply::Done;
        }
        match press {
            Press::NextField => self.turn(1),
            Press::FieldBefore => self.turn(self.slots.len().saturating_sub(1)),
            Press::Undo | Press::Redo if self.is_closed() => return self.swap(),
            press => return self.changes(press),
        }
        Reply::Done
    }

    /// A key press that may change the field that has the keyboard.
    fn changes(&mut self, press: Press) -> Reply {
        let was = self.field(self.at).filter(|_| self.is_closed()).cloned();
        let stood = (self.at, self.value(self.at), self.points_so_far(self.at));
        let reply = match press {
            Press::Enter => self.enter(),
            Press::Char(letter) if letter.is_alphabetic() && self.says_why() => {
                self.said_instead(Some(letter), FormError(String::new()))
            }
            press => self.types(press),
        };
        let (at, value, points) = stood;
        if self.value(at) != value || self.points_so_far(at) != points {
            self.before = was.map(|was| Box::new((at, was)));
        }
        reply
    }

    fn types(&mut self, press: Press) -> Reply {
        let typed = press.letter();
        let Some(slot) = self.slots.get_mut(self.at) else {
            return Reply::Done;
        };
        let told = match &mut slot.field {
            Field::Text(editor) => type_in(editor, press),
            Field::Choice(choice) => choose(choice, &press),
            Field::Scale(scale) => mark(scale, &press),
            Field::Rank(rank) => order(rank, &press),
            Field::Basket(basket) => basket
                .editor_mut()
                .map_or(Ok(()), |editor| type_in(editor, press)),
            Field::Pick(pick) => {
                pick.press(&press);
                Ok(())
            }
        };
        told.map_or_else(|told| self.said_instead(typed, told), |()| Reply::Done)
    }
}
