//! Text that comes where nobody writes: the second paragraph of an answer that was pasted, above
//! all. It is told and kept as a draft, and what follows it is never taken for going on.

use super::{Flow, commands, front::Front};
use crate::{
    case::{Kind, Value},
    id::PersonId,
    journal::drafts::DraftKey,
    session::{MOST_BYTES, PersonState, View, Viewer},
    text::Clean,
};

/// What came that nobody asked for.
#[derive(Default)]
pub(super) struct Stray {
    /// Whose answer was ended last in this step.
    wrote: Option<PersonId>,
    /// Nothing was said since that end.
    ended: bool,
    /// A text came that nobody asked for, and nothing was said since.
    came: bool,
    /// It was told that empty lines do not go on.
    told: bool,
}

impl Stray {
    /// An answer was ended by an empty line: a text that follows belongs to it.
    pub(super) fn ended_by(&mut self, person: PersonId) {
        self.wrote = Some(person);
        self.ended = true;
    }

    /// Somebody said something with a slash, or an empty line went on.
    pub(super) fn settle(&mut self) {
        self.ended = false;
        self.came = false;
        self.told = false;
    }

    /// Another step began. Whoever studies alone goes on by their answer itself, and more of it
    /// may follow.
    pub(super) fn moves(&mut self, alone: bool) {
        if !(alone && self.ended) {
            self.forget();
        }
    }

    /// Nobody's answer was the last thing said.
    pub(super) fn forget(&mut self) {
        self.settle();
        self.wrote = None;
    }

    /// Whether a text that comes now is one that nobody asked for, wherever else text is taken.
    pub(super) fn goes_on(&self) -> bool {
        self.ended || self.came
    }

    /// Whether an empty line may go on.
    pub(super) fn is_quiet(&self) -> bool {
        !self.came
    }
}

/// A line of text that nobody asked for.
pub(super) fn take(front: &mut Front<'_>, line: &str) -> Flow {
    let view = front.view(Viewer::Facilitator);
    let (key, before) = draft(front, &view);
    let kept = front.drafts.get(&key).map(|draft| draft.text.clone());
    let line = commands::unescaped(line);
    let text = match kept {
        Some(kept) => format!("{kept}\n{line}"),
        None if before.is_empty() => line.to_owned(),
        None => format!("{before}\n\n{line}"),
    };
    let first = !std::mem::replace(&mut front.stray.came, true);
    if text.len() > MOST_BYTES {
        return front.say("That line was not taken: with it the draft is longer than one text can be. What came before it is kept.");
    }
    front.keep(&key, &text);
    if !first {
        return Ok(());
    }
    let name = match &key {
        DraftKey::Answer { person, .. } => view.person(*person).map(|person| &person.name),
        _ => None,
    };
    match name {
        Some(name) if view.can.answer => front.say(&format!(
            "Nobody is writing now. That text is kept as a draft, behind what {name} wrote: /answer {name} takes it up. /next goes on."
        )),
        Some(name) => front.say(&format!(
            "Nobody is writing now. That text is kept as a draft, behind what {name} wrote, for the next version. /next goes on."
        )),
        None => front.say("Nobody is writing now. That text is kept as a draft. /next goes on; /help lists all commands."),
    }
}

/// An empty line behind such a text: part of it, and no more.
pub(super) fn empty_behind_stray(front: &mut Front<'_>) -> Flow {
    let (key, _) = draft(front, &front.view(Viewer::Facilitator));
    if let Some(draft) = front
        .drafts
        .get(&key)
        .filter(|draft| draft.text.len() < MOST_BYTES)
    {
        let text = format!("{}\n", draft.text);
        front.keep(&key, &text);
    }
    if std::mem::replace(&mut front.stray.told, true) {
        return Ok(());
    }
    front.say("After that text an empty line does not go on. /next does.")
}

/// Where such a text is kept, and what stands before it: the answer that it follows.
fn draft(front: &Front<'_>, view: &View) -> (DraftKey, Clean) {
    let only = view.only();
    let writer = front.stray.wrote.or(only.map(|person| person.id));
    let asked = view.question.as_ref();
    let open = asked.filter(|asked| matches!(asked.prompt.kind, Kind::Open));
    let (Some(person), Some(asked)) = (writer, open) else {
        return (DraftKey::Stray, Clean::default());
    };
    let own = front.view(Viewer::Person(person)).question;
    let last = own.and_then(|own| own.mine.last().map(|last| last.answer.value.clone()));
    let before = match last {
        Some(Value::Text(text)) => text,
        _ => Clean::default(),
    };
    let question = asked.prompt.id.clone();
    (DraftKey::Answer { person, question }, before)
}

/// Drafts of people who have answered, which a new version takes up.
pub(super) fn drafts_kept(front: &Front<'_>, view: &View) -> String {
    let Some(asked) = view.question.as_ref().filter(|_| view.can.answer) else {
        return String::new();
    };
    let kept = view.people.iter().filter(|person| {
        let question = asked.prompt.id.clone();
        let key = DraftKey::Answer {
            person: person.id,
            question,
        };
        person.here && person.state != PersonState::Open && front.drafts.contains_key(&key)
    });
    kept.map(|person| {
        format!(
            "A draft of {0} is kept: /answer {0} takes it up.\n",
            person.name
        )
    })
    .collect()
}
