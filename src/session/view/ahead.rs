//! Where going on leads, the steps that a question goes through, and the whole agenda.

use std::sync::Arc;

use crate::{
    case::{Kind, LeaveOut, Question},
    protocol::{See, Step},
    session::{
        AgendaItem, Command, PersonState, Place, Session, View, Viewer,
        assign::without::is_left_out, ballot, clock::left_of_stop, parts, reveal,
    },
    stamp::{Stamp, Wall},
    text::{Clean, listed, plural, questions},
};

/// What is asked before an author's answer is shown to a group.
pub const SHOW_MODEL: &str = "Show the author's answer to the room?";

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ahead {
    /// The names of the steps that the question asked now goes through, in order.
    pub steps: Vec<Clean>,
    /// Where going on leads.
    pub next: Next,
    /// Whether going on shows a group an author's answer that it has not seen: nobody can unsee it.
    pub shows_model: bool,
    /// How many people's answers wait for a step still to come to show them; told to whoever steers.
    pub unshown: usize,
    /// The same, with those to later questions, from which the group went back.
    pub unshown_to_the_end: usize,
    /// Whether what is said now waits for a step still to come to show it.
    pub waits_to_be_shown: bool,
}

/// Where going on leads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Next {
    /// Nowhere: this is the close, or the session is over.
    #[default]
    Nothing,
    Read,
    Question(u32),
    /// To another step of the same question.
    Step(Arc<Step>),
    Close,
}

pub(super) fn ahead(session: &Session, viewer: Viewer) -> Ahead {
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
    let steers = viewer == Viewer::Facilitator;
    let told = |count: fn(&Session) -> usize| if steers { count(session) } else { 0 };
    Ahead {
        steps: steps.collect(),
        next,
        shows_model,
        unshown: told(reveal::unshown),
        unshown_to_the_end: told(reveal::unshown_to_the_end),
        waits_to_be_shown: reveal::waits_to_be_shown(session),
    }
}

fn next(session: &Session) -> Option<Next> {
    // A vote that runs tells nobody by the way how it falls.
    let votes = session.step().is_some_and(Step::takes_votes);
    let back = ballot::way_back(session).filter(|_| !votes);
    let place = back.or_else(|| session.next_place())?;
    let Place::At { stop, .. } = place else {
        return None;
    };
    let here = matches!(session.place, Place::At { stop: now, .. } if now == stop);
    // Nobody learns by the way what the answers decide.
    if parts::settling(session, place).map_or(true, |events| !events.is_empty()) {
        return Some(Next::Read);
    }
    Some(match session.agenda.get(usize::from(stop))? {
        AgendaItem::Read { .. } => Next::Read,
        AgendaItem::Close => Next::Close,
        AgendaItem::Question { .. } if here => {
            Next::Step(Arc::new(session.step_at(place)?.clone()))
        }
        AgendaItem::Question { question, .. } => Next::Question(u32::try_from(question + 1).ok()?),
    })
}

/// The question that has to be decided before the session can go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undecided {
    /// Counted from 1.
    pub number: u32,
    pub options: Vec<Clean>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgendaLine {
    /// "Read", "Question 3", "Close", or "Later part" where the title is still hidden.
    pub label: Clean,
    /// What the question asks, for whoever steers, once its part may be read; else empty.
    pub words: Clean,
    /// The question's number, where it is a question.
    pub question: Option<u32>,
    /// The protocol that the question goes through, for whoever steers; else empty.
    pub protocol: Clean,
    /// Past, now or ahead.
    pub when: When,
    /// The plan goes without it.
    pub left_out: bool,
    pub planned_s: Option<u32>,
    /// Seconds that the plan still gives to it: of the step that runs what is not used, and all
    /// of the steps after it.
    pub ahead_s: u32,
    /// Whether its author says that it is left out first, or never.
    pub leave_out: Option<LeaveOut>,
    /// When it began; none before that.
    pub began: Option<Wall>,
    /// Milliseconds that it took so far.
    pub spent_ms: u64,
}

/// Past, now or ahead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    Past,
    Now,
    Ahead,
}

/// What is asked before the session goes to the close at once: what that leaves out.
pub fn asks_to_close(view: &View) -> String {
    let ahead = view.agenda.iter().filter(|line| line.when == When::Ahead);
    let ahead = ahead.filter(|line| !line.left_out);
    let ahead: Vec<_> = ahead.filter_map(|line| line.question).collect();
    let rest = view
        .question
        .as_ref()
        .map(|_| "the rest of this question".to_owned());
    let later = (!ahead.is_empty()).then(|| questions(ahead.into_iter()));
    let out: Vec<_> = rest.into_iter().chain(later).collect();
    match out.is_empty() {
        true => "To the close now?".to_owned(),
        false => format!(
            "To the close now? That leaves out {}; the record says so.",
            listed(&out)
        ),
    }
}

/// What is said before a command leaves answers that wait to be shown; empty where none do.
pub fn says_unshown(view: &View, command: &Command) -> String {
    let count = match command {
        Command::Close | Command::ToClose { .. } => view.ahead.unshown_to_the_end,
        _ => view.ahead.unshown,
    };
    let have = plural(count, "answer has", "answers have");
    match count {
        0 => String::new(),
        _ => format!("{have} not been shown. Left unshown, no report tells more than how many."),
    }
}

/// What becomes of what somebody may have half typed when a command ends the step; empty where
/// nobody is asked to write. What is begun beside an answer that is in stays a draft.
pub fn says_half_typed(view: &View, command: &Command) -> &'static str {
    let writes = view.can.answer || view.can.vote;
    let open = view.here().any(|one| one.state == PersonState::Open);
    match (
        writes && command.ends_step(),
        command.leaves_question() && view.ahead.waits_to_be_shown || !open,
    ) {
        (false, _) => "",
        (true, true) => "What is half typed is not handed in.",
        (true, false) if is_whole_or_nothing(view) => {
            "What is half typed is handed in, marked so, if nothing is missing in it."
        }
        (true, false) => "What is half typed is handed in, marked so.",
    }
}

/// Whether half of what is asked for is none of it: a scale without a point, a reason alone.
fn is_whole_or_nothing(view: &View) -> bool {
    let asked = view.question.as_ref();
    view.can.vote || asked.is_some_and(|question| !question.prompt.kind.in_words())
}

/// How many drafts were handed in as a step ended; empty where none were.
pub fn says_handed_in(drafts: usize) -> String {
    match drafts {
        0 => String::new(),
        1 => "A draft was handed in, marked so.".to_owned(),
        many => format!("{many} drafts were handed in, marked so."),
    }
}

/// What has to be decided before the session can go on.
pub(super) fn undecided(session: &Session) -> Option<Undecided> {
    let question = session.question(parts::undecided(session)?)?;
    match &question.prompt.kind {
        Kind::Choice { options, .. } => Some(Undecided {
            number: question.prompt.number,
            options: options.clone(),
        }),
        Kind::Open
        | Kind::Scale(_)
        | Kind::Rank { .. }
        | Kind::Number { .. }
        | Kind::Items { .. } => None,
    }
}

/// Every stop of the agenda, planned and taken.
pub(super) fn agenda_lines(session: &Session, viewer: Viewer, now: Stamp) -> Vec<AgendaLine> {
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
    let planned = |at: usize, stop: &AgendaItem| {
        session.planned_for(at).filter(|_| {
            let part = stop.part();
            part.is_none_or(|part| parts::is_planned(session, part))
        })
    };
    let when = |at: usize| match here {
        Some(here) if at < here => When::Past,
        Some(here) if at == here => When::Now,
        _ => When::Ahead,
    };
    let line = |(at, stop): (usize, &AgendaItem)| AgendaLine {
        label: label(session, stop, hidden),
        words: words(session, viewer, stop),
        question: stop.number(),
        protocol: protocol(session, viewer, stop),
        when: when(at),
        left_out: is_left_out(session, stop),
        planned_s: planned(at, stop),
        ahead_s: match when(at) {
            When::Past => 0,
            When::Now => left_of_stop(session, now),
            When::Ahead if is_left_out(session, stop) => 0,
            When::Ahead => planned(at, stop).unwrap_or(0),
        },
        leave_out: asked(session, stop).and_then(|question| question.aside.leave_out),
        began: times(at).0,
        spent_ms: times(at).1,
    };
    session.agenda.iter().enumerate().map(line).collect()
}

fn asked<'a>(session: &'a Session, stop: &AgendaItem) -> Option<&'a Question> {
    session.question(stop.question()?).map(|one| &**one)
}

/// What a question asks, for whoever steers, once its part may be read.
fn words(session: &Session, viewer: Viewer, stop: &AgendaItem) -> Clean {
    let part = stop.part();
    let there = part.is_some_and(|part| parts::is_readable(session, part));
    let asked = asked(session, stop).filter(|_| there && viewer == Viewer::Facilitator);
    asked.map_or_else(Clean::default, |asked| asked.prompt.text.clone())
}

fn protocol(session: &Session, viewer: Viewer, stop: &AgendaItem) -> Clean {
    let asked = stop.question().filter(|_| viewer == Viewer::Facilitator);
    let name = asked.map(|question| Clean::new(&session.protocol_for(question).name));
    name.unwrap_or_default()
}

fn label(session: &Session, stop: &AgendaItem, hidden: usize) -> Clean {
    match stop {
        AgendaItem::Read { part, .. } if *part >= hidden || parts::is_not_taken(session, *part) => {
            Clean::new("Later part")
        }
        AgendaItem::Read { part, .. } => {
            let title = session
                .case
                .parts
                .get(*part)
                .and_then(|part| part.title.clone());
            title.unwrap_or_else(|| Clean::new("Read"))
        }
        AgendaItem::Question { question, .. } => {
            let out = if is_left_out(session, stop) {
                ", left out"
            } else {
                ""
            };
            Clean::new(&format!("Question {}{out}", question + 1))
        }
        AgendaItem::Close => Clean::new("Close"),
    }
}
