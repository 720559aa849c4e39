//! What is chosen before the first question, and what each choice costs in minutes: how people
//! write, and what happens with each question.

use std::ops::RangeInclusive;

use super::{Viewer, WORTH_SAYING, budget::to_leave_out};
use crate::{
    case::{LeaveOut, Question, fit},
    protocol::{ALONE, BUILT_IN, Protocol, Way},
    session::{AgendaItem, Command, Place, Session, View, assigned, clock::usual_way, parts},
    text::{Clean, plural, questions as numbered},
};

/// What can be chosen, with what it costs for the people who are here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setup {
    /// How people write: what was chosen, or what it is where nobody chooses.
    pub way: Way,
    /// Every way, with its seconds for one question.
    pub ways: Vec<(Way, u32)>,
    /// Every protocol, the one that is chosen first where it is none of ours.
    pub protocols: Vec<Offer>,
    /// Seconds of everything, reading and close included.
    pub all_s: u32,
    /// Seconds that there are: as was said, else as the author planned.
    pub there_s: Option<u32>,
    /// How many questions are asked.
    pub asked: usize,
    /// That in words: “the case has 20”, “you have 75”.
    pub there: Clean,
    /// What would fit into that time, where this does not; else empty.
    pub instead: Clean,
}

/// A protocol to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    pub name: Clean,
    pub about: Clean,
    pub seconds: u32,
    pub good_for: RangeInclusive<usize>,
    /// Why it does not fit here, in a few words; else empty.
    pub misfit: Clean,
}

impl Setup {
    /// Whether it takes longer than there is time, by more than anybody would notice.
    pub fn is_too_long(&self) -> bool {
        let worth = u32::try_from(WORTH_SAYING).unwrap_or(0);
        self.there_s.is_some_and(|there| self.all_s > there + worth)
    }
}

impl View {
    /// What is sent to begin from where people gather: how they write is put on record, too.
    pub fn beginning(&self) -> Vec<Command> {
        let from = self.place;
        let begins = from == Place::Gather && self.people.iter().any(|person| person.here);
        let unsaid = self.setup.as_ref().filter(|_| begins && self.way.is_none());
        let how = unsaid.map(|setup| Command::SetWriting { how: setup.way });
        how.into_iter().chain([Command::Advance { from }]).collect()
    }
}

/// What can be chosen, for whoever steers, until the first question is asked. Later it is nine
/// tenths of the work of a view, so that it is asked for.
pub(super) fn until_asked(session: &Session, viewer: Viewer) -> Option<Setup> {
    let shown = session.is_before_questions();
    shown.then(|| setup_of(session, viewer)).flatten()
}

/// The same at any time.
pub fn setup_of(session: &Session, viewer: Viewer) -> Option<Setup> {
    if viewer != Viewer::Facilitator || session.alone || session.place == Place::Over {
        return None;
    }
    let people = session.people.here().count();
    let way = usual_way(session);
    let now = &*session.protocol;
    let known = Protocol::find(&now.name).is_some_and(|known| known == now);
    let ours = BUILT_IN.iter().filter(|protocol| protocol.name != ALONE);
    let all = std::iter::once(now).filter(|_| !known).chain(ours);
    let offers = all.map(|protocol| offer(session, protocol, way, people));
    let mut setup = Setup {
        way,
        ways: Way::ALL
            .map(|way| (way, a_question(session, now, way)))
            .to_vec(),
        protocols: offers.collect(),
        all_s: everything(session, now, way),
        asked: asked(session).count(),
        there_s: session.given_s.or(session.case.seconds),
        there: there(session),
        instead: Clean::default(),
    };
    if let Some(there) = setup.there_s.filter(|_| setup.is_too_long()) {
        setup.instead = instead(session, &setup, there);
    }
    Some(setup)
}

/// How much time there is, in words.
fn there(session: &Session) -> Clean {
    let (whose, seconds) = match (session.given_s, session.case.seconds) {
        (Some(given), _) => ("you have", given),
        (None, Some(author)) => ("the case has", author),
        (None, None) => return Clean::default(),
    };
    Clean::new(&format!("{whose} {}", seconds.div_ceil(60)))
}

fn offer(session: &Session, protocol: &Protocol, way: Way, people: usize) -> Offer {
    Offer {
        name: Clean::new(&protocol.name),
        about: Clean::new(&protocol.about),
        seconds: a_question(session, protocol, way),
        good_for: protocol.good_for(),
        misfit: Clean::new(&misfit(session, protocol, people)),
    }
}

/// Why a protocol does not fit this case and so many people.
fn misfit(session: &Session, protocol: &Protocol, people: usize) -> String {
    let questions = || session.questions();
    let options = questions().filter(|question| fit::misfit(protocol, question).is_none());
    let options = options.count();
    let size = protocol.good_for();
    if protocol.needs_options() && options == 0 {
        "needs options".to_owned()
    } else if protocol.needs_options() && options < questions().count() {
        format!("a vote in {options} of {}", questions().count())
    } else if people > 0 && people < *size.start() {
        format!("needs {}", plural(*size.start(), "person", "people"))
    } else if people > *size.end() {
        format!("good up to {}", size.end())
    } else {
        String::new()
    }
}

/// The questions that are not left out, each with its place among all.
fn asked(session: &Session) -> impl Iterator<Item = (usize, &std::sync::Arc<Question>)> {
    let rounds = session.rounds.iter().enumerate();
    let asked = rounds.filter(|(_, round)| !round.left_out);
    asked.map(|(at, round)| (at, &round.question))
}

/// Seconds of all steps of one question: the mean of all, since each has its own kind.
fn a_question(session: &Session, protocol: &Protocol, way: Way) -> u32 {
    let count = u32::try_from(asked(session).count()).unwrap_or(u32::MAX);
    questions(session, protocol, way) / count.max(1)
}

/// Seconds of all questions.
fn questions(session: &Session, protocol: &Protocol, way: Way) -> u32 {
    let chosen = *protocol == *session.protocol;
    let own = assigned(&session.case, protocol);
    let of = |(at, question): (usize, &std::sync::Arc<Question>)| {
        let mut own = own.iter();
        let own = own.find(|(id, _)| *id == question.prompt.id);
        let through = match own {
            _ if chosen => &**session.protocol_for(at),
            Some((_, own)) => &**own,
            None => protocol,
        };
        let plan = session.plan_with(through, Some(way), question);
        plan.into_iter().flatten().sum::<u32>()
    };
    asked(session).map(of).sum()
}

/// Seconds of reading and close.
fn around(session: &Session) -> u32 {
    let stops = session.agenda.iter().enumerate();
    let comes = |stop: &AgendaItem| {
        stop.part()
            .is_none_or(|part| parts::is_planned(session, part))
    };
    let around = stops.filter(|(_, stop)| stop.question().is_none() && comes(stop));
    around.filter_map(|(at, _)| session.planned_for(at)).sum()
}

/// Whether so many seconds are not longer than there are by more than anybody would notice.
fn fits(all_s: u32, there_s: u32) -> bool {
    u64::from(all_s) <= u64::from(there_s) + WORTH_SAYING
}

fn everything(session: &Session, protocol: &Protocol, way: Way) -> u32 {
    around(session) + questions(session, protocol, way)
}

/// What would fit: the smallest change first, which is another way to write, then another
/// protocol, then fewer questions.
fn instead(session: &Session, setup: &Setup, there: u32) -> Clean {
    let now = &*session.protocol;
    let minutes = |seconds: u32| format!("{} min", seconds.div_ceil(60));
    let others = Way::ALL.into_iter().filter(|way| *way != setup.way);
    let ways: Vec<_> = others
        .map(|way| (way, everything(session, now, way)))
        .collect();
    if let Some((way, all)) = ways.iter().find(|(_, all)| fits(*all, there)) {
        return Clean::new(&format!("{}: {}.", way.words(), minutes(*all)));
    }
    // Where none fits, the shortest is still the best to begin with.
    let shortest = ways.iter().min_by_key(|(_, all)| *all);
    let shortest = shortest.filter(|(_, all)| *all + 120 < setup.all_s);
    let shorter = shortest.map_or_else(String::new, |(way, all)| {
        format!("{}: {}. ", way.words(), minutes(*all))
    });
    let sound = |offer: &&Offer| offer.misfit.is_empty();
    let named = setup.protocols.iter().filter(sound);
    let mut protocols = named.filter_map(|offer| {
        let protocol = Protocol::find(&offer.name)?;
        Some((&offer.name, everything(session, protocol, setup.way)))
    });
    if let Some((name, all)) = protocols.find(|(_, all)| fits(*all, there)) {
        return Clean::new(&format!("With {name}: {}.", minutes(all)));
    }
    let over = u64::from(setup.all_s.saturating_sub(there));
    let out = to_leave_out(&each(session, setup.way), over);
    let won: u64 = out.iter().map(|(_, seconds)| u64::from(*seconds)).sum();
    if won + WORTH_SAYING < over || out.len() >= setup.asked {
        let last = "Plan for more time, or take one question.";
        return Clean::new(&format!("{shorter}{last}"));
    }
    let out = numbered(out.iter().map(|(number, _)| *number));
    Clean::new(&format!("{shorter}Without {out} it fits."))
}

/// Each question with its seconds, and what its author says of leaving it out.
fn each(session: &Session, way: Way) -> Vec<(u32, u32, Option<LeaveOut>)> {
    let each = asked(session).map(|(at, question)| {
        let plan = session.plan_with(session.protocol_for(at), Some(way), question);
        let seconds = plan.into_iter().flatten().sum();
        (question.prompt.number, seconds, question.aside.leave_out)
    });
    each.collect()
}
