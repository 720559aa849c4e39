//! Small forms over a screen: a note, a dissent, a commitment, one word, a name.
//!
//! Each knows which command it becomes. Its text stays until the command is safe.

mod after;
pub mod back;
mod closing;
mod command;
pub mod lead;
pub mod talk;
mod together;

use self::{back::Undo, lead::Lead, talk::Talk};
use crate::{
    begin::Tried,
    id::{PersonId, QuestionId, Seq},
    journal::{
        drafts::{Draft, DraftKey},
        editing::Piece,
    },
    session::{MOST_BYTES, View},
    text::Clean,
    tui::{
        editor::Editor,
        form::{Field, Form, FormError, Pick, Slot},
    },
};

/// The most bytes of a name or one word.
const LINE_BYTES: usize = 120;

/// A small form and what it is for.
#[derive(Clone, Debug)]
pub struct Ask {
    /// What stands over it.
    pub title: String,
    pub form: Form,
    /// What it is about, where that has to stay in sight.
    pub about: String,
    purpose: Purpose,
    sent: bool,
}

/// What a form is for, and what the places in its lists mean.
#[derive(Clone, Debug, PartialEq)]
enum Purpose {
    /// Something is said.
    Talk(Talk),
    Commitment {
        people: Vec<Option<PersonId>>,
    },
    Word {
        people: Vec<PersonId>,
    },
    /// What of somebody's may leave the group.
    Consent {
        people: Vec<PersonId>,
    },
    Join,
    Rename {
        person: PersonId,
    },
    /// Something is gone back on.
    Undo(Undo),
    /// Something is given out, or put on record for all.
    Lead(Lead),
    /// The seat or a duty is handed on.
    Hand {
        people: Vec<Option<PersonId>>,
    },
    Theme {
        question: QuestionId,
        items: Vec<Seq>,
    },
    /// What came of something that was tried.
    Learned {
        tried: Tried,
    },
    NameTheme {
        theme: Seq,
    },
    /// Somebody's dots.
    Dots {
        question: QuestionId,
        people: Vec<PersonId>,
        items: Vec<Seq>,
    },
}

impl Ask {
    fn new(title: impl Into<String>, form: Form, purpose: Purpose) -> Self {
        Self {
            title: title.into(),
            form,
            about: String::new(),
            purpose,
            sent: false,
        }
    }

    /// A person comes late, or whoever is away comes back.
    pub fn join(view: &View) -> Self {
        let away = view.people.iter().filter(|person| !person.here);
        let away: Vec<_> = away.map(|person| person.name.as_str()).collect();
        let about = match away.is_empty() {
            true => String::new(),
            false => format!("Away, and back by their own name: {}", away.join(", ")),
        };
        Self {
            about,
            ..Self::new(
                "Somebody came",
                Form::new(vec![line("Name", "", LINE_BYTES)]),
                Purpose::Join,
            )
        }
    }

    /// A name is mended.
    pub fn rename(view: &View, person: PersonId) -> Self {
        let name = view.name(person);
        Self::new(
            format!("Mend the name of {name}"),
            Form::new(vec![line("Name", name, LINE_BYTES)]),
            Purpose::Rename { person },
        )
    }

    /// Words about the field that has the keyboard, and how to reach the others.
    pub fn status(&self) -> String {
        match &self.purpose {
            Purpose::Dots { .. } if self.form.at() == 1 => self.dots_left(),
            _ => self.form.status(),
        }
    }

    pub fn gives_fact(&self) -> bool {
        matches!(self.purpose, Purpose::Lead(Lead::Fact { .. }))
    }

    /// Whether it became a command that is not on disk yet.
    pub fn is_sent(&self) -> bool {
        self.sent
    }

    /// It became a command.
    pub fn send(&mut self) {
        self.sent = true;
    }

    /// The command did not get there.
    pub fn not_sent(&mut self) {
        self.sent = false;
    }

    /// Whether closing it would lose something that somebody wrote.
    pub fn holds_text(&self) -> bool {
        let stands = matches!(&self.purpose, Purpose::Talk(Talk::Answer(after))
            if after.stands(&self.form, self.form.picked(0)));
        !stands && self.texts().iter().any(|text| !text.trim().is_empty())
    }

    /// Under which name its text is kept as a draft; none where there is nothing to lose.
    pub fn draft_key(&self) -> Option<DraftKey> {
        match &self.purpose {
            Purpose::Talk(talk) => talk.draft_key(&self.form),
            Purpose::Commitment { people } => Some(DraftKey::Commitment {
                person: at(people, self.form.picked(0)),
            }),
            Purpose::Word { people } => Some(DraftKey::Word {
                person: people.get(self.form.picked(0)).copied()?,
            }),
            Purpose::Theme { question, .. } => Some(DraftKey::Theme {
                question: question.clone(),
            }),
            Purpose::Learned { tried } => Some(DraftKey::Learned {
                who: tried.who.clone(),
                what: tried.commitment.what.clone(),
            }),
            Purpose::Consent { .. }
            | Purpose::Join
            | Purpose::Rename { .. }
            | Purpose::NameTheme { .. }
            | Purpose::Dots { .. }
            | Purpose::Undo(_)
            | Purpose::Lead(_)
            | Purpose::Hand { .. } => None,
        }
    }

    /// Its text as a draft; none while nothing is written.
    pub fn draft(&self) -> Option<Draft> {
        let mut texts = self.texts().into_iter();
        self.holds_text().then(|| Draft {
            text: texts.next().unwrap_or_default(),
            more: texts.collect(),
            ..Draft::default()
        })
    }

    /// Which text of the draft has the keyboard.
    pub fn piece(&self) -> Option<Piece> {
        let at = self.form.at().checked_sub(self.first_text()?)?;
        Some(at.checked_sub(1).map_or(Piece::Text, Piece::More))
    }

    /// Whether a draft of that name belongs into this form; whose it is, is picked.
    pub fn takes_up(&mut self, key: &DraftKey) -> bool {
        let of = match (&self.purpose, key) {
            (Purpose::Commitment { people }, DraftKey::Commitment { person }) => {
                people.iter().position(|known| known == person)
            }
            (Purpose::Word { people }, DraftKey::Word { person }) => {
                people.iter().position(|known| known == person)
            }
            (Purpose::Talk(Talk::Answer(after)), DraftKey::Change { person, question }) => {
                return self.form.picked(0) == after.place_of(*person, question);
            }
            _ => return self.draft_key().as_ref() == Some(key),
        };
        of.is_some_and(|of| self.form.pick(0, of))
    }

    /// Another person was picked than `before`: what stands there of theirs comes with them. What
    /// was typed goes along where nothing stood; else it changes somebody's words and stays with
    /// them: a form of its own, which is returned.
    pub fn follow_pick(&mut self, before: usize) -> Option<Self> {
        let picked = self.form.picked(0);
        let mut theirs = if let Purpose::Undo(undo) = &self.purpose {
            undo.follow_pick(&self.form, before)?
        } else if let Purpose::Talk(Talk::Answer(after)) = &self.purpose {
            let other = (picked != before).then_some(after)?;
            other.follow_pick(&self.form, (before, picked))?
        } else {
            return None;
        };
        theirs.look_on(0, &self.form);
        let mut left = self.clone();
        self.form = theirs;
        left.form.pick(0, before);
        (left.draft_key().is_some() && left.holds_text()).then_some(left)
    }

    /// Puts a draft's texts into the empty form.
    pub fn restore(&mut self, draft: &Draft) {
        let first = self.first_text().into_iter();
        let places = first.flat_map(|first| first..);
        let texts = std::iter::once(&draft.text).chain(&draft.more);
        for (place, text) in places.zip(texts) {
            if let Some(editor) = self.form.editor_mut(place) {
                // It fitted into the same field before.
                let _ = editor.put(text);
            }
        }
    }

    /// What was written so far, field by field.
    fn texts(&self) -> Vec<Clean> {
        let first = self.first_text().into_iter();
        let places = first.flat_map(|first| first..self.form.count());
        places.map(|place| self.form.text(place)).collect()
    }

    /// The first of the fields with text that would hurt to lose; all after it are such.
    fn first_text(&self) -> Option<usize> {
        let kept = !matches!(
            self.purpose,
            Purpose::Consent { .. }
                | Purpose::Join
                | Purpose::Rename { .. }
                | Purpose::NameTheme { .. }
                | Purpose::Dots { .. }
                | Purpose::Undo(_)
                | Purpose::Lead(_)
                | Purpose::Hand { .. }
        );
        let text = |at: &usize| matches!(self.form.field(*at), Some(Field::Text(_)));
        (0..self.form.count()).filter(|_| kept).find(text)
    }
}

/// Everybody who is here, after a first choice that names nobody.
fn anybody(view: &View, nobody: &str) -> (Vec<Option<PersonId>>, Vec<Clean>) {
    let here = view.here();
    let here = here.map(|person| (Some(person.id), person.name.clone()));
    std::iter::once((None, Clean::line(nobody)))
        .chain(here)
        .unzip()
}

fn pick(label: &str, options: Vec<Clean>, at: usize) -> Slot {
    Slot {
        label: label.to_owned(),
        field: Field::Pick(Pick::new(options, at)),
    }
}

fn line(label: &str, text: &str, most_bytes: usize) -> Slot {
    Slot {
        label: label.to_owned(),
        field: Field::Text(Editor::line(text, most_bytes)),
    }
}

fn long(label: &str, text: &str) -> Slot {
    Slot {
        label: label.to_owned(),
        field: Field::Text(Editor::new(text, MOST_BYTES)),
    }
}

fn at<T: Copy>(list: &[Option<T>], place: usize) -> Option<T> {
    list.get(place).copied().flatten()
}

fn at_or_first<T: Copy, const N: usize>(all: &[T; N], place: usize) -> T {
    let last = all.len() - 1;
    *all.get(place.min(last))
        .expect("the place was cut to the list")
}

fn written(form: &Form, place: usize, missing: &str) -> Result<Clean, FormError> {
    let text = form.text(place);
    if text.trim().is_empty() {
        Err(FormError(missing.to_owned()))
    } else {
        Ok(text)
    }
}
