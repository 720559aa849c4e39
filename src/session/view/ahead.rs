//! Where going on leads, the steps that a question goes through, and the whole agenda.

use std::sync::Arc;

use crate::{
    case::Kind,
    protocol::{See, Step},
    session::{AgendaLine, Place, Session, Stop, When, assign::without::is_left_out, parts},
    stamp::Stamp,
    text::Clean,
};

/// What is asked before an author's answer is shown to a group.
pub const SHOW_MODEL: &str = "Show the author's answer to the room?";

/// What is ahead.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ahead {
    /// The names of the steps that the question asked now goes through, in order.
    pub steps: Vec<Clean>,
    /// Where going on leads.
    pub next: Next,
    /// Whether going on shows a group an author's answer that it has not seen: nobody can unsee it.
    pub shows_model: bool,
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
    let next = next(session).unwrap_or_default();
    let waits = session.asked_now().is_some_and(|asked| {
        let shown = asked.step.shows(See::Model) || asked.round.model_revealed;
        asked.question.has_model() && !shown && !session.alone
    });
    let shows_model = matches!(&next, Next::Step(step) if waits && step.shows(See::Model));
    Ahead {
        steps: steps.collect(),
        next,
        shows_model,
    }
}

fn next(session: &Session) -> Option<Next> {
    let place = session.next_place()?;
    let Place::At { stop, .. } = place else {
        return None;
    };
    let here = matches!(session.place, Place::At { stop: now, .. } if now == stop);
    // Nobody learns by the way what the answers decide.
    if parts::settling(session, place).map_or(true, |events| !events.is_empty()) {
        return Some(Next::Read);
    }
    Some(match session.agenda.get(usize::from(stop))? {
        Stop::Read { .. } => Next::Read,
        Stop::Close => Next::Close,
        Stop::Question { .. } if here => Next::Step(Arc::new(session.step_at(place)?.clone())),
        Stop::Question { question, .. } => Next::Question(u32::try_from(question + 1).ok()?),
    })
}

/// The question that has to be decided before the session can go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undecided {
    /// Counted from 1.
    pub number: u32,
    /// Its options.
    pub options: Vec<Clean>,
}

/// What has to be decided before the session can go on.
pub(super) fn undecided(session: &Session) -> Option<Undecided> {
    let question = session.questions.get(parts::undecided(session)?)?;
    match &question.prompt.kind {
        Kind::Choice { options, .. } => Some(Undecided {
            number: question.prompt.number,
            options: options.clone(),
        }),
        Kind::Open
        | Kind::Scale { .. }
        | Kind::Rank { .. }
        | Kind::Number { .. }
        | Kind::Items { .. } => None,
    }
}

/// Every stop of the agenda, planned and taken.
pub(super) fn agenda_lines(session: &Session, now: Stamp) -> Vec<AgendaLine> {
    let here = match session.place {
        Place::Gather => None,
        Place::At { stop, .. } => Some(usize::from(stop)),
        Place::Over => Some(session.agenda.len()),
    };
    let hidden = session.first_hidden_part();
    // One pass: a long session has hundreds of stops, and several times as many timings.
    let mut times = vec![(None, 0); session.agenda.len()];
    for timing in session.timings.iter() {
        let stop = match timing.place {
            Place::At { stop, .. } => times.get_mut(usize::from(stop)),
            Place::Gather | Place::Over => None,
        };
        if let Some((began, spent)) = stop {
            began.get_or_insert(timing.began);
            *spent += timing.spent(now);
        }
    }
    let times = |at: usize| times.get(at).copied().unwrap_or_default();
    let line = |(at, stop): (usize, &Stop)| AgendaLine {
        label: label(session, stop, hidden),
        question: match stop {
            Stop::Question { question, .. } => u32::try_from(question + 1).ok(),
            Stop::Read { .. } | Stop::Close => None,
        },
        when: match here {
            Some(here) if at < here => When::Past,
            Some(here) if at == here => When::Now,
            _ => When::Ahead,
        },
        left_out: is_left_out(session, stop),
        planned_s: session.planned_for(at).filter(|_| {
            let part = stop.part();
            part.is_none_or(|part| parts::is_planned(session, part))
        }),
        leave_out: match stop {
            Stop::Question { question, .. } => {
                let question = session.questions.get(*question);
                question.and_then(|question| question.aside.leave_out)
            }
            Stop::Read { .. } | Stop::Close => None,
        },
        began: times(at).0,
        spent_ms: times(at).1,
    };
    session.agenda.iter().enumerate().map(line).collect()
}

fn label(session: &Session, stop: &Stop, hidden: usize) -> Clean {
    match stop {
        Stop::Read { part, .. } if *part >= hidden || parts::is_not_taken(session, *part) => {
            Clean::new("Later part")
        }
        Stop::Read { part, .. } => {
            let title = session
                .case
                .parts
                .get(*part)
                .and_then(|part| part.title.clone());
            title.unwrap_or_else(|| Clean::new("Read"))
        }
        Stop::Question { question, .. } => {
            let out = if is_left_out(session, stop) {
                ", left out"
            } else {
                ""
            };
            Clean::new(&format!("Question {}{out}", question + 1))
        }
        Stop::Close => Clean::new("Close"),
    }
}
