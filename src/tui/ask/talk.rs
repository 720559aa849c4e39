//! Small forms for what is said: a note, a dissent and what became of it, a stance to a claim.

use super::{Ask, Purpose, after::After, anybody, at, at_or_first, line, long, pick, written};
use crate::{
    id::{PersonId, QuestionId, Seq},
    journal::drafts::DraftKey,
    protocol::{Names, Who},
    session::{
        AnswerView, Command, DissentState, DissentView, MOST_BYTES, NoteKind, QuestionView, Stance,
        Target, View,
    },
    text::Clean,
    tui::form::{Form, FormError, plain},
};

/// What is said, and what the places in the form's lists mean.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Talk {
    Note {
        question: QuestionId,
        people: Vec<Option<PersonId>>,
        about: Vec<Option<Seq>>,
    },
    Dissent {
        targets: Vec<Target>,
        people: Vec<Option<PersonId>>,
    },
    /// After the step that asked: late, or a change of mind.
    Answer(Box<After>),
    MeetDissent {
        dissent: Seq,
    },
    /// Whoever filed a dissent says it anew, or takes it back.
    Reword {
        dissent: Seq,
    },
    Stance {
        question: QuestionId,
        people: Vec<PersonId>,
        /// Which model answer, and which claim of it, each counted from 0.
        claims: Vec<(u8, u8)>,
        /// Whether who it is and which claim are the first two things that are asked.
        which: bool,
    },
}

/// Every answer that is shown, and what it is called.
fn answers(view: &View) -> (Vec<Seq>, Vec<Clean>) {
    let newest = view.question.iter().flat_map(QuestionView::newest);
    let named = |answer: &AnswerView| {
        let by = answer.by.words().map(|by| format!("{by}'s answer"));
        Clean::line(&by.unwrap_or_else(|| "an answer without a name".to_owned()))
    };
    newest.map(|answer| (answer.entry, named(answer))).unzip()
}

/// What a form is called. One that is about a question that is past names it.
fn called(question: Option<&QuestionView>, title: &str) -> String {
    match question.filter(|question| question.past) {
        Some(past) => {
            let (first, rest) = title.split_at(1);
            let (number, first) = (past.prompt.number, first.to_lowercase());
            format!("To question {number}, late: {first}{rest}")
        }
        None => title.to_owned(),
    }
}

/// Something said in discussion. `about` is the answer that it speaks to first of all.
pub fn note(view: &View, kind: NoteKind, about: Option<Seq>) -> Option<Ask> {
    let asked = view.question.as_ref()?;
    let question = asked.prompt.id.clone();
    let (people, names) = anybody(view, "nobody in particular");
    let kinds = NoteKind::ALL.map(|kind| Clean::line(kind.words()));
    let at = NoteKind::ALL.iter().position(|each| *each == kind)?;
    let (entries, names_of) = answers(view);
    let targets: Vec<_> = [None]
        .into_iter()
        .chain(entries.into_iter().map(Some))
        .collect();
    let mut speaks_to = vec![Clean::line("the question")];
    speaks_to.extend(names_of);
    let speaks = matches!(kind, NoteKind::BuildsOn | NoteKind::Challenges);
    let front = about.filter(|_| speaks);
    let to = targets
        .iter()
        .position(|target| *target == front)
        .unwrap_or(0);
    // What is said aloud is no secret, and still nobody should be named by mistake.
    let who = match view.names {
        Names::Named => "Who said it",
        Names::Hidden => "Who said it: a name stands beside the note",
    };
    let mut form = Form::new(vec![
        pick(who, names, said_it(view, &people)),
        pick("What it does", kinds.to_vec(), at),
        pick("It speaks to", speaks_to, to),
        line("What was said", "", MOST_BYTES),
    ]);
    form.focus(3);
    Some(Ask::new(
        called(Some(asked), "A note"),
        form,
        Purpose::Talk(Talk::Note {
            question,
            people,
            about: targets,
        }),
    ))
}

/// A disagreement on record. `front` is the one answer that was brought to the front; else it is
/// against what the author answers where that is what people look at, or against all that was
/// answered, until one is picked. Where a question is asked, the session as a whole comes last.
pub fn dissent(view: &View, front: Option<Seq>) -> Ask {
    let (mut targets, mut words) = (Vec::new(), Vec::new());
    if let Some(question) = &view.question {
        let id = &question.prompt.id;
        let mut put = |there: bool, target: fn(QuestionId) -> Target, called: &str| {
            targets.extend(there.then(|| target(id.clone())));
            words.extend(there.then(|| Clean::line(called)));
        };
        put(true, Target::Question, "the question as it is asked");
        let answers = !question.answers.is_empty();
        put(
            answers,
            Target::Tally,
            "no answer in particular: what they add up to",
        );
        put(
            !question.models.is_empty(),
            Target::Model,
            "the author’s answer",
        );
    }
    let shown = targets.last().cloned().unwrap_or(Target::Summary);
    let (entries, names_of) = answers(view);
    targets.extend(entries.into_iter().map(Target::Answer));
    words.extend(names_of);
    let against = front.map_or(shown, Target::Answer);
    let first = targets.iter().position(|target| *target == against);
    for theme in view.question.iter().flat_map(|question| &question.themes) {
        targets.push(Target::Theme(theme.entry));
        words.push(Clean::line(&format!("the theme “{}”", theme.title)));
    }
    targets.push(Target::Summary);
    words.push(Clean::line("the session as a whole"));
    let (people, names) = anybody(view, "without a name");
    let mut form = Form::new(vec![
        pick("Who disagrees", names, 0),
        pick("With what", words, first.unwrap_or(0)),
        long("In what, and why", ""),
    ]);
    form.focus(2);
    Ask::new(
        called(
            view.question.as_ref(),
            "A disagreement on record (dissent): it stands in every report",
        ),
        form,
        Purpose::Talk(Talk::Dissent { targets, people }),
    )
}

/// An answer after the step that asked for it. `at`: the answer in front of people.
pub fn answer(view: &View, at: Option<Seq>) -> Option<Ask> {
    let (after, first) = After::of(view, at)?;
    // Whose it is comes first: what one person says never lands in the text of another.
    let form = after.form(first);
    let title = "An answer, changed or late; what stood before is kept";
    let title = called(view.question.as_ref(), title);
    let purpose = Purpose::Talk(Talk::Answer(Box::new(after)));
    Some(Ask::new(title, form, purpose))
}

pub fn meet_dissent(dissent: Seq, against: &str) -> Ask {
    // In the order of the states that they become.
    let words = ["not said yet", "answered", "not settled: carried on"].map(Clean::line);
    let form = Form::new(vec![
        pick("It is now", words.to_vec(), 0),
        long("In what words", ""),
    ]);
    Ask::new(
        format!("The disagreement with {against}"),
        form,
        Purpose::Talk(Talk::MeetDissent { dissent }),
    )
}

/// A dissent said anew by whoever filed it, or taken back.
pub fn reword(dissent: &DissentView) -> Ask {
    let words = ["said anew", "taken back; it stays on record"].map(Clean::line);
    let mut form = Form::new(vec![
        pick("It is", words.to_vec(), 0),
        long("In these words", &dissent.text),
    ]);
    form.focus(1);
    let whose = dissent.by.words().map(|by| format!("{by}’s"));
    let whose = whose.unwrap_or_else(|| "A".to_owned());
    Ask::new(
        format!("{whose} disagreement; what was said before stays below it"),
        form,
        Purpose::Talk(Talk::Reword {
            dissent: dissent.entry,
        }),
    )
}

/// What a person makes of a claim, and why; where no claim is looked at, it is asked which, and who.
pub fn stance(view: &View, at: Option<(PersonId, (u8, u8))>, stance: Stance) -> Option<Ask> {
    let asked = view.question.as_ref()?;
    let all = asked.models.iter().zip(0..).flat_map(|(model, at)| {
        let claims = model.claims.iter().zip(0..);
        claims.map(move |(claim, place)| ((at, place), Clean::new(&plain(claim))))
    });
    let (claims, texts): (Vec<_>, Vec<_>) = all
        .filter(|(claim, _)| at.is_none_or(|(_, at)| at == *claim))
        .unzip();
    let people = view.here().filter(|one| at.is_none_or(|at| at.0 == one.id));
    let (people, names): (Vec<_>, Vec<_>) = people.map(|one| (one.id, one.name.clone())).unzip();
    let about = texts.first().filter(|_| at.is_some()).cloned();
    let group = at.and_then(|at| asked.speaks_for(at.0));
    let title = match (group.or(names.first()), at) {
        (Some(name), Some((_, (_, claim)))) => format!("{name} on claim {}", claim + 1),
        _ => called(Some(asked), "A stance on the author’s answer"),
    };
    let words = Stance::ALL.map(|stance| Clean::line(stance.words()));
    let place = Stance::ALL.iter().position(|each| *each == stance)?;
    let mut slots = vec![
        pick("To this claim", words.to_vec(), place),
        line("How, or why (may stay empty)", "", MOST_BYTES),
    ];
    let which = at.is_none();
    if which {
        let texts = texts.iter().zip(1..);
        let texts = texts.map(|(text, number)| Clean::line(&format!("{number}. {text}")));
        slots.splice(
            0..0,
            [
                pick("Who", names, 0),
                pick("Which claim", texts.collect(), 0),
            ],
        );
    }
    let mut form = Form::new(slots);
    form.focus(if which { 0 } else { 1 });
    (!claims.is_empty() && !people.is_empty()).then(|| Ask {
        about: about.unwrap_or_default().to_string(),
        ..Ask::new(
            title,
            form,
            Purpose::Talk(Talk::Stance {
                question: asked.prompt.id.clone(),
                people,
                claims,
                which,
            }),
        )
    })
}

impl Talk {
    /// The command that such a form becomes.
    pub(super) fn command(&self, form: &Form) -> Result<Command, FormError> {
        match self {
            Self::Note {
                question,
                people,
                about,
            } => Ok(Command::Note {
                person: at(people, form.picked(0)),
                question: question.clone(),
                kind: at_or_first(&NoteKind::ALL, form.picked(1)),
                text: written(form, 3, "Write what was said first.")?,
                about: at(about, form.picked(2)),
            }),
            Self::Dissent { targets, people } => Ok(Command::Dissent {
                person: at(people, form.picked(0)),
                against: targets
                    .get(form.picked(1))
                    .cloned()
                    .unwrap_or(Target::Summary),
                text: written(form, 2, "Write in what you disagree first.")?,
            }),
            Self::Answer(after) => after.command(form),
            Self::MeetDissent { dissent } => Ok(Command::MeetDissent {
                dissent: *dissent,
                state: match form.picked(0) {
                    1 => DissentState::Answered,
                    2 => DissentState::CarriedOn,
                    _ => return Err(FormError("Say first what became of it.".to_owned())),
                },
                text: form.text(1),
            }),
            Self::Reword { dissent } => Ok(Command::MeetDissent {
                dissent: *dissent,
                state: at_or_first(
                    &[DissentState::Reworded, DissentState::TakenBack],
                    form.picked(0),
                ),
                text: form.text(1),
            }),
            Self::Stance { question, .. } => {
                let (person, (model, claim)) = self
                    .stands_to(form)
                    .ok_or_else(|| FormError("Nobody is here.".to_owned()))?;
                let first = self.before_stance();
                Ok(Command::Compare {
                    person,
                    question: question.clone(),
                    model,
                    claim,
                    stance: at_or_first(&Stance::ALL, form.picked(first)),
                    text: form.text(first + 1),
                })
            }
        }
    }

    /// Under which name its text is kept as a draft.
    pub(super) fn draft_key(&self, form: &Form) -> Option<DraftKey> {
        Some(match self {
            Self::Answer(after) => return after.draft_key(form),
            Self::Note { question, .. } => DraftKey::Note {
                question: question.clone(),
                person: None,
            },
            Self::Dissent { .. } => DraftKey::Dissent,
            Self::MeetDissent { dissent } | Self::Reword { dissent } => DraftKey::Meeting {
                dissent: *dissent,
                person: None,
            },
            Self::Stance { question, .. } => {
                let (person, (model, claim)) = self.stands_to(form)?;
                DraftKey::Stance {
                    person,
                    question: question.clone(),
                    model,
                    claim,
                }
            }
        })
    }

    /// How many things are asked before the stance itself.
    pub(super) fn before_stance(&self) -> usize {
        usize::from(matches!(self, Self::Stance { which: true, .. })) * 2
    }

    /// Whose stance, and on which claim.
    fn stands_to(&self, form: &Form) -> Option<(PersonId, (u8, u8))> {
        let Self::Stance { people, claims, .. } = self else {
            return None;
        };
        let picked = |at: usize| match self.before_stance() {
            0 => 0,
            _ => form.picked(at),
        };
        Some((*people.get(picked(0))?, *claims.get(picked(1))?))
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
