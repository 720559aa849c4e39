//! Small forms over a screen: a note, a dissent, a commitment, one word, a name.
//!
//! Each knows which command it becomes. Its text stays until the command is safe.

pub mod back;
mod closing;
mod command;
mod together;

use crate::{
    begin::Tried,
    id::{PersonId, QuestionId, Seq},
    journal::{
        drafts::{Draft, DraftKey},
        editing::Piece,
    },
    protocol::Who,
    session::{DissentState, MOST_BYTES, NoteKind, Stance, Target, View},
    text::Clean,
    tui::{
        editor::Editor,
        form::{Field, Form, Pick, Slot, Told, plain},
    },
};

/// The most bytes of a name or one word.
const LINE_BYTES: usize = 120;

/// A small form and what it is for.
#[derive(Clone, Debug)]
pub struct Ask {
    /// What stands over it.
    pub title: String,
    /// Its fields.
    pub form: Form,
    /// What it is about, where that has to stay in sight.
    pub about: String,
    purpose: Purpose,
    sent: bool,
}

/// What a form is for, and what the places in its lists mean.
#[derive(Clone, Debug, PartialEq)]
enum Purpose {
    Note {
        question: QuestionId,
        people: Vec<Option<PersonId>>,
        about: Vec<Option<Seq>>,
    },
    Dissent {
        targets: Vec<Target>,
        people: Vec<Option<PersonId>>,
    },
    MeetDissent {
        dissent: Seq,
    },
    Stance {
        person: PersonId,
        question: QuestionId,
        model: u8,
        claim: u8,
    },
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
    SetAside {
        items: Vec<Vec<Seq>>,
    },
    /// The seat or a duty is handed on.
    Hand {
        people: Vec<Option<PersonId>>,
    },
    /// A theme of these.
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
    /// Something said in discussion. `about` is the answer it may speak to, with its name.
    #[must_use]
    pub fn note(view: &View, kind: NoteKind, about: Option<(Seq, String)>) -> Option<Self> {
        let question = view.question.as_ref()?.prompt.id.clone();
        let (people, names) = anybody(view, "nobody in particular");
        let kinds = NoteKind::ALL.map(|kind| Clean::line(kind.words()));
        let at = NoteKind::ALL.iter().position(|each| *each == kind)?;
        let mut targets = vec![None];
        let mut speaks_to = vec![Clean::line("the question")];
        let mut to = 0;
        if let Some((entry, name)) = about {
            to = usize::from(matches!(kind, NoteKind::BuildsOn | NoteKind::Challenges));
            targets.push(Some(entry));
            speaks_to.push(Clean::line(&name));
        }
        let mut form = Form::new(vec![
            pick("Who said it", names, said_it(view, &people)),
            pick("What it does", kinds.to_vec(), at),
            pick("It speaks to", speaks_to, to),
            line("What was said", "", MOST_BYTES),
        ]);
        form.focus(3);
        Some(Self {
            title: "A note".to_owned(),
            form,
            purpose: Purpose::Note {
                question,
                people,
                about: targets,
            },
            sent: false,
            about: String::new(),
        })
    }

    /// A disagreement on record. `answer` is the answer in front of people, with its name.
    #[must_use]
    pub fn dissent(view: &View, answer: Option<(Seq, String)>) -> Self {
        let mut targets = Vec::new();
        let mut words = Vec::new();
        if let Some((entry, name)) = answer {
            targets.push(Target::Answer(entry));
            words.push(Clean::line(&name));
        }
        if let Some(question) = &view.question
            && !question.answers.is_empty()
        {
            targets.push(Target::Tally(question.prompt.id.clone()));
            words.push(Clean::line("what the answers add up to"));
        }
        for theme in view.question.iter().flat_map(|question| &question.themes) {
            targets.push(Target::Theme(theme.entry));
            words.push(Clean::line(&format!("the theme “{}”", theme.title)));
        }
        targets.push(Target::Summary);
        words.push(Clean::line("the way this goes"));
        let (people, names) = anybody(view, "no name beside it");
        let mut form = Form::new(vec![
            pick("Who disagrees", names, 0),
            pick("Against", words, 0),
            long("In what, and why", ""),
        ]);
        form.focus(2);
        Self {
            title: "A dissent stays: it stands in every report".to_owned(),
            form,
            purpose: Purpose::Dissent { targets, people },
            sent: false,
            about: String::new(),
        }
    }

    /// What became of a dissent.
    #[must_use]
    pub fn meet_dissent(dissent: Seq, against: &str) -> Self {
        let states = [DissentState::Answered, DissentState::CarriedOn];
        let words = states.map(|state| Clean::line(state.words()));
        let mut form = Form::new(vec![
            pick("It is now", words.to_vec(), 0),
            long("In what words", ""),
        ]);
        form.focus(1);
        Self {
            title: format!("The dissent against {against}"),
            form,
            purpose: Purpose::MeetDissent { dissent },
            sent: false,
            about: String::new(),
        }
    }

    /// What a person makes of a claim, and why.
    #[must_use]
    pub fn stance(
        view: &View,
        person: PersonId,
        (model, claim): (u8, u8),
        stance: Stance,
    ) -> Option<Self> {
        let question = view.question.as_ref()?.prompt.id.clone();
        let name = view
            .person(person)
            .map_or("", |person| person.name.as_str());
        let asked = view.question.as_ref()?;
        let text = asked.models.get(usize::from(model));
        let text = text.and_then(|model| model.claims.get(usize::from(claim)));
        let text = text.map(|claim| plain(claim)).unwrap_or_default();
        let words = Stance::ALL.map(|stance| Clean::line(stance.word()));
        let at = Stance::ALL.iter().position(|each| *each == stance)?;
        let mut form = Form::new(vec![
            pick("To this claim", words.to_vec(), at),
            line("How, or why (may stay empty)", "", MOST_BYTES),
        ]);
        form.focus(1);
        Some(Self {
            title: format!("{name} on claim {}", usize::from(claim) + 1),
            form,
            purpose: Purpose::Stance {
                person,
                question,
                model,
                claim,
            },
            sent: false,
            about: text,
        })
    }

    /// A person comes late.
    #[must_use]
    pub fn join() -> Self {
        Self {
            title: "Somebody came".to_owned(),
            form: Form::new(vec![line("Name", "", LINE_BYTES)]),
            purpose: Purpose::Join,
            sent: false,
            about: String::new(),
        }
    }

    /// A name is mended.
    #[must_use]
    pub fn rename(view: &View, person: PersonId) -> Self {
        let name = view
            .person(person)
            .map_or("", |person| person.name.as_str());
        Self {
            title: format!("Mend the name of {name}"),
            form: Form::new(vec![line("Name", name, LINE_BYTES)]),
            purpose: Purpose::Rename { person },
            sent: false,
            about: String::new(),
        }
    }

    /// Words about the field that has the keyboard, and how to reach the others.
    #[must_use]
    pub fn status(&self) -> String {
        match &self.purpose {
            Purpose::Dots { .. } if self.form.at() == 1 => self.dots_left(),
            _ => self.form.status(),
        }
    }

    /// Whether it became a command that is not on disk yet.
    #[must_use]
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
    #[must_use]
    pub fn holds_text(&self) -> bool {
        self.texts().iter().any(|text| !text.trim().is_empty())
    }

    /// Under which name its text is kept as a draft; none where there is nothing to lose.
    #[must_use]
    pub fn draft_key(&self) -> Option<DraftKey> {
        match &self.purpose {
            Purpose::Note { question, .. } => Some(DraftKey::Note {
                question: question.clone(),
                person: None,
            }),
            Purpose::Dissent { .. } => Some(DraftKey::Dissent),
            Purpose::MeetDissent { dissent } => Some(DraftKey::Meeting {
                dissent: *dissent,
                person: None,
            }),
            Purpose::Stance {
                person,
                question,
                model,
                claim,
            } => Some(DraftKey::Stance {
                person: *person,
                question: question.clone(),
                model: *model,
                claim: *claim,
            }),
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
            | Purpose::WrongName { .. }
            | Purpose::TakeBack { .. }
            | Purpose::SetAside { .. }
            | Purpose::Hand { .. } => None,
        }
    }

    /// Its text as a draft; none while nothing is written.
    #[must_use]
    pub fn draft(&self) -> Option<Draft> {
        let mut texts = self.texts().into_iter();
        self.holds_text().then(|| Draft {
            text: texts.next().unwrap_or_default(),
            more: texts.collect(),
            ..Draft::default()
        })
    }

    /// Which text of the draft has the keyboard.
    #[must_use]
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
            _ => return self.draft_key().as_ref() == Some(key),
        };
        of.is_some_and(|of| self.form.pick(0, of))
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
        match self.purpose {
            Purpose::Note { .. } => Some(3),
            Purpose::Dissent { .. } => Some(2),
            Purpose::MeetDissent { .. }
            | Purpose::Stance { .. }
            | Purpose::Commitment { .. }
            | Purpose::Word { .. } => Some(1),
            Purpose::Theme { .. } | Purpose::Learned { .. } => Some(0),
            Purpose::Consent { .. }
            | Purpose::Join
            | Purpose::Rename { .. }
            | Purpose::NameTheme { .. }
            | Purpose::Dots { .. }
            | Purpose::WrongName { .. }
            | Purpose::TakeBack { .. }
            | Purpose::SetAside { .. }
            | Purpose::Hand { .. } => None,
        }
    }
}

/// Whoever speaks in turn stands there already; else nobody in particular.
fn said_it(view: &View, people: &[Option<PersonId>]) -> usize {
    let turn = view
        .step
        .as_ref()
        .is_some_and(|step| step.step.who == Who::InTurn);
    let next = view.next_speaker.filter(|_| turn);
    let at = people
        .iter()
        .position(|person| person.is_some() && *person == next);
    at.unwrap_or(0)
}

/// Everybody who is here, after a first choice that names nobody.
fn anybody(view: &View, nobody: &str) -> (Vec<Option<PersonId>>, Vec<Clean>) {
    let here = view.people.iter().filter(|person| person.here);
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

fn written(form: &Form, place: usize, missing: &str) -> Result<Clean, Told> {
    let text = form.text(place);
    if text.trim().is_empty() {
        Err(Told(missing.to_owned()))
    } else {
        Ok(text)
    }
}
