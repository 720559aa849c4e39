//! Who wants to speak, whose turn it is, who looks after what, and which paragraphs carried the
//! discussion.

use std::collections::BTreeMap;

use crate::{
    id::PersonId,
    protocol::{GoOn, Who, Write},
    session::{Duty, NoteKind, Session, View, cite},
    text::Clean,
};

/// So many of those who want to speak are named in one line.
const NAMED: usize = 4;

/// Somebody who wants to speak.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueueLine {
    pub person: PersonId,
    pub name: Clean,
    /// What it will do in the discussion.
    pub kind: NoteKind,
}

/// How often a paragraph was used in what everybody may see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Citation {
    pub number: u32,
    /// In how many answers and notes, its own mark counted too.
    pub uses: usize,
    /// Whether it is marked, with a note or without.
    pub marked: bool,
}

/// Whose turn to speak it is, where it goes round or where they asked to: nobody's while all still
/// read, and nobody's who only might be next.
pub fn turn(view: &View) -> Option<PersonId> {
    let step = &view.step.as_ref()?.step;
    let round = step.who == Who::InTurn || step.go_on == GoOn::NobodyHasMore;
    let asked = |next: PersonId| view.queue.iter().any(|line| line.person == next);
    let talks = step.write != Write::Nothing;
    let next = view.next_speaker;
    next.filter(|next| round || (talks && asked(*next)))
}

/// Who has a hand up and what for, in one line; none where nobody has.
pub fn hands(view: &View) -> Option<String> {
    let (first, more) = view.queue.split_at(view.queue.len().min(NAMED));
    let named = first
        .iter()
        .map(|line| format!("{} ({})", line.name, line.kind.words()));
    let named: Vec<_> = named.collect();
    let more = match more.len() {
        0 => String::new(),
        count => format!(" and {count} more"),
    };
    let want = if view.queue.len() == 1 {
        "Wants"
    } else {
        "Want"
    };
    (!named.is_empty()).then(|| format!("{want} to speak: {}{more}", named.join(", ")))
}

/// Who wants to speak, the first first.
pub(super) fn queue_lines(session: &Session) -> Vec<QueueLine> {
    let queue = session.voices.queue.iter();
    queue
        .filter_map(|(person, kind)| {
            Some(QueueLine {
                person: *person,
                name: session.people.get(*person)?.name.clone(),
                kind: *kind,
            })
        })
        .collect()
}

pub(super) fn duty_views(session: &Session) -> Vec<(Duty, Option<PersonId>)> {
    let has = |duty: Duty| (duty, session.people.duties.get(&duty).copied());
    Duty::ALL.into_iter().map(has).collect()
}

/// Every hand-over of a duty so far, oldest first, by name.
pub(super) fn duty_log_views(session: &Session) -> Vec<(Duty, Option<Clean>)> {
    let named = |person: PersonId| session.people.get(person).map(|person| person.name.clone());
    let log = session.people.duty_log.iter();
    log.map(|(duty, to)| (*duty, to.and_then(named))).collect()
}

/// Every paragraph that may be read by now, how often it was cited in answers and notes
/// that everybody may see, and whether it was marked.
pub(super) fn citations(session: &Session) -> Vec<Citation> {
    let mut uses: BTreeMap<u32, usize> = BTreeMap::new();
    for number in cite::paragraphs(session) {
        uses.insert(number, 0);
    }
    for round in &session.rounds {
        let revealed = round.shown();
        let answers = revealed.map(|version| cite::cited_in(session, &version.answer));
        let notes = round
            .notes
            .iter()
            .map(|note| cite::cited(session, &note.text));
        for number in answers.chain(notes).flatten() {
            *uses.entry(number).or_default() += 1;
        }
    }
    let uses = uses.into_iter();
    uses.map(|(number, cited)| {
        let marked = session.studied.is_marked(number);
        Citation {
            number,
            uses: cited + usize::from(marked),
            marked,
        }
    })
    .collect()
}
