//! Small forms for what brings people and answers together: themes, dots, duties.

use super::{Ask, LINE_BYTES, Purpose, anybody, command::who, line, pick};
use crate::{
    begin::Tried,
    case::{Kind, Scale, Value},
    id::Seq,
    protocol::DOTS,
    session::{Ballot, Command, Dotted, Duty, MOST_BYTES, View},
    text::Clean,
    tui::form::{Form, FormError, Slot},
};

impl Ask {
    /// A theme of answers and notes.
    pub fn theme(view: &View, items: Vec<Seq>) -> Option<Self> {
        let question = view.question.as_ref()?.prompt.id.clone();
        let count = crate::text::plural(items.len(), "answer or note", "answers and notes");
        Some(Self::new(
            format!("A theme of {count}"),
            Form::new(vec![line("What they have in common", "", LINE_BYTES)]),
            Purpose::Theme { question, items },
        ))
    }

    /// What came of something that was tried.
    pub fn learned(tried: &Tried) -> Self {
        Self::new(
            format!("{}: {}", tried.who, tried.commitment.what),
            Form::new(vec![
                line("What happened", "", MOST_BYTES / 4),
                line("What was learned (may stay empty)", "", MOST_BYTES / 4),
            ]),
            Purpose::Learned {
                tried: tried.clone(),
            },
        )
    }

    /// Another title for a theme.
    pub fn name_theme(view: &View, theme: Seq) -> Option<Self> {
        let known = view.question.as_ref()?.theme(theme)?;
        Some(Self::new(
            "The theme's title",
            Form::new(vec![line(
                "What they have in common",
                &known.title,
                LINE_BYTES,
            )]),
            Purpose::NameTheme { theme },
        ))
    }

    /// The facilitator's seat, or a duty, is handed on.
    pub fn hand_seat(view: &View) -> Self {
        let (people, names) = anybody(view, "nobody: whoever sits at this keyboard");
        let at = people.iter().position(|person| *person == view.seat);
        let duties = Duty::ALL.iter().map(|duty| Clean::line(duty.words()));
        let what: Vec<_> = std::iter::once(Clean::line("the lead: time, skip, go on"))
            .chain(duties)
            .collect();
        let mut form = Form::new(vec![
            pick("What", what, 0),
            pick("To", names, at.unwrap_or(0)),
        ]);
        form.focus(1);
        Self::new(
            "Give somebody the lead, or something to look after",
            form,
            Purpose::Hand { people },
        )
    }

    /// The dots of one person, as they are called out; none where there is nothing to put
    /// them on.
    pub fn dots(view: &View) -> Option<Self> {
        let question = view.question.as_ref()?;
        let here = view.here();
        let (people, names): (Vec<_>, Vec<_>) =
            here.map(|person| (person.id, person.name.clone())).unzip();
        let items: Vec<_> = question.items.iter().map(|item| item.entry).collect();
        let words: Vec<_> = question
            .items
            .iter()
            .map(|item| item.words.clone())
            .collect();
        if items.is_empty() || people.is_empty() {
            return None;
        }
        let marks = Value::Scale(vec![0; items.len()]);
        let kind = Kind::Scale(Scale {
            high: DOTS,
            statements: words,
            ..Scale::default()
        });
        let form = Form::new(vec![
            pick("Who", names, 0),
            Slot {
                label: String::new(),
                field: Form::field_of(&kind, Some(&marks), MOST_BYTES),
            },
        ]);
        Some(Self::new(
            format!("{DOTS} dots for each person, as they are called out"),
            form,
            Purpose::Dots {
                question: question.prompt.id.clone(),
                people,
                items,
            },
        ))
    }

    /// How many dots the person still has.
    pub(super) fn dots_left(&self) -> String {
        let put: usize = match self.form.value(1) {
            Some(Value::Scale(marks)) => marks.iter().map(|dots| usize::from(*dots)).sum(),
            _ => 0,
        };
        let all = usize::from(DOTS);
        match put.checked_sub(all) {
            None | Some(0) => format!("{put} of {all} dots put down · ◂ ▸ or a digit"),
            Some(over) => format!("{put} dots put down: {over} too many, each person has {all}"),
        }
    }

    /// The dots that were put down.
    pub(super) fn dots_command(&self) -> Result<Command, FormError> {
        let Purpose::Dots {
            question,
            people,
            items,
        } = &self.purpose
        else {
            return Err(FormError("There are no dots here.".to_owned()));
        };
        let marks = match self.form.value(1) {
            Some(Value::Scale(marks)) => marks,
            _ => Vec::new(),
        };
        let on = items.iter().zip(marks).filter(|(_, dots)| *dots > 0);
        let dotted = on.map(|(item, dots)| Dotted { item: *item, dots });
        Ok(Command::Vote {
            person: who(people, self.form.picked(0))?,
            question: question.clone(),
            ballot: Ballot::Dots(dotted.collect()),
        })
    }
}
