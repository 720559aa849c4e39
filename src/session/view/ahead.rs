//! Where going on leads, and the steps that a question goes through.

use std::sync::Arc;

use crate::{
    protocol::Step,
    session::{Place, Session, Stop},
    text::Clean,
};

/// What is ahead.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ahead {
    /// The names of the steps that the question asked now goes through, in order.
    pub steps: Vec<Clean>,
    /// Where going on leads.
    pub next: Next,
}

/// Where going on leads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Next {
    /// Nowhere: this is the close, or the session is over.
    #[default]
    Nothing,
    /// To something to read.
    Read,
    /// To the question of that number.
    Question(u32),
    /// To another step of the same question.
    Step(Arc<Step>),
    /// To the close.
    Close,
}

/// What is ahead of a session.
pub(super) fn ahead(session: &Session) -> Ahead {
    let steps = session.asked_now().into_iter().flat_map(|asked| {
        let steps = session.steps_of(asked.index);
        let steps: Vec<_> = steps
            .filter_map(|at| session.protocol_for(asked.index).steps.get(at))
            .map(|step| Clean::new(&step.name))
            .collect();
        steps
    });
    Ahead {
        steps: steps.collect(),
        next: next(session).unwrap_or_default(),
    }
}

fn next(session: &Session) -> Option<Next> {
    let place = session.next_place()?;
    let Place::At { stop, .. } = place else {
        return None;
    };
    let here = matches!(session.place, Place::At { stop: now, .. } if now == stop);
    Some(match session.agenda.get(usize::from(stop))? {
        Stop::Read { .. } => Next::Read,
        Stop::Close => Next::Close,
        Stop::Question { .. } if here => Next::Step(Arc::new(session.step_at(place)?.clone())),
        Stop::Question { question, .. } => Next::Question(u32::try_from(question + 1).ok()?),
    })
}
