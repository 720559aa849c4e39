//! For whom an entry changes anything, so that three hundred pages are not drawn anew for each
//! answer that nobody may see yet.

use std::collections::BTreeMap;

use super::{Ballot, Event, Round, Session, Viewer, group};
use crate::{
    id::{PersonId, QuestionId, Seq},
    protocol::{See, Step},
};

/// The last entry that changed what somebody sees.
#[derive(Clone, Debug, Default)]
pub(super) struct Newest {
    last: Seq,
    all: Seq,
    /// For one person alone, beside that.
    people: BTreeMap<PersonId, Seq>,
}

/// Whose view an entry changes, beside those of the desk, the room and the report.
pub(super) enum Reach {
    Nobody,
    Only(Vec<PersonId>),
    Everybody,
}

impl Newest {
    /// Whoever has the lead learns what they may do as the desk does.
    pub(super) fn of(&self, viewer: Viewer, lead: Option<PersonId>) -> Seq {
        match viewer {
            Viewer::Person(person) if lead == Some(person) => self.last,
            Viewer::Person(person) => {
                let own = self.people.get(&person).copied();
                own.map_or(self.all, |own| own.max(self.all))
            }
            Viewer::Facilitator | Viewer::Room | Viewer::Report | Viewer::Shared => self.last,
        }
    }

    pub(super) fn take(&mut self, n: Seq, reach: Reach) {
        self.last = n;
        match reach {
            Reach::Nobody => {}
            Reach::Everybody => self.all = n,
            Reach::Only(people) => self.people.extend(people.into_iter().map(|one| (one, n))),
        }
    }
}

/// Whom an event reaches, as the session stands before it. In doubt, everybody.
pub(super) fn reach(session: &Session, event: &Event) -> Reach {
    let quiet = match event {
        Event::Resumed { .. } | Event::Paused { .. } | Event::DeviceBound { .. } => {
            return Reach::Nobody;
        }
        Event::Answered {
            person, question, ..
        } => answer_reaches(session, *person, question),
        Event::Passed { person, question } => {
            let round = session.round_of(question);
            let open = round.is_none_or(Round::is_open);
            (!open).then(|| vec![*person])
        }
        Event::Voted {
            person,
            question,
            ballot,
        } => {
            let hidden =
                session.step().is_some_and(Step::takes_votes) && !matches!(ballot, Ballot::Dots(_));
            let shown = session.round_of(question).is_none_or(|round| {
                let mut votes = round.votes.iter();
                votes.any(|vote| vote.revealed)
            });
            (hidden && !shown).then(|| vec![*person])
        }
        _ => None,
    };
    match quiet.filter(|_| !session.alone) {
        Some(people) => Reach::Only(people),
        None => Reach::Everybody,
    }
}

/// Whom a new answer reaches, as long as it is not shown to all. Under which name a person is
/// told elsewhere in the question hangs on their newest answer.
fn answer_reaches(
    session: &Session,
    person: PersonId,
    question: &QuestionId,
) -> Option<Vec<PersonId>> {
    let round = session.round_of(question)?;
    let step = session.step()?;
    session.asked(question).ok()?;
    let told = round.stances.keys().any(|(who, ..)| *who == person)
        || round.passes.contains_key(&person)
        || !round.votes.is_empty();
    if step.shows(See::Answers) || told {
        return None;
    }
    let group = group::group_of(session, person);
    Some(match group.filter(|_| step.shows(See::Group)) {
        Some(group) => group.to_vec(),
        None => vec![person],
    })
}
