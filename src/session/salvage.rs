//! What sound entries still say where others are gone. Nothing that is whole is left out for
//! what is missing around it: a person without a name gets a number, a step that nobody told of
//! is gone to, what was said about something that is gone is kept without it.

use std::collections::HashMap;

use super::{
    Actor, AgendaItem, Ballot, Entry, Event, MOST_PEOPLE, NoteKind, Place, Session, Target,
};
use crate::{
    id::{PersonId, QuestionId, Seq},
    protocol::{Step, Write},
    text::Clean,
};

/// Something is missing between two sound entries.
#[derive(Clone, Debug, PartialEq)]
pub struct Gap {
    /// The index of the sound entry that follows.
    pub before: usize,
    /// What has to be taken for said there, to be on the safe side.
    pub events: Vec<Event>,
}

/// What was made of the sound entries of a journal.
#[derive(Clone, Debug)]
pub struct Salvaged {
    pub session: Session,
    /// Every entry of it, numbered anew, those that fill a gap included.
    pub entries: Vec<Entry>,
    /// Old numbers of entries of which nothing could be kept, and why.
    pub left: Vec<(Seq, &'static str)>,
    /// How many entries say less than they did, since a step of theirs is not there.
    pub bent: usize,
}

/// Nothing that one entry needs takes more entries than people to join and a few steps.
const MOST_FILLED: usize = MOST_PEOPLE + 8;

impl Salvaged {
    /// The session that sound entries make, whatever is missing between them; none where the
    /// first does not open one. `closes`: a session that was closed stays closed.
    pub fn of(
        entries: impl IntoIterator<Item = Entry>,
        gaps: &[Gap],
        closes: bool,
    ) -> Option<Self> {
        let mut entries = entries.into_iter();
        let first = entries.next()?;
        let old = first.n;
        let first = Entry { n: Seq(1), ..first };
        let mut hand = Hand {
            session: Session::open(&first).ok()?,
            entries: vec![first],
            numbers: HashMap::from([(old, Seq(1))]),
            left: Vec::new(),
            bent: 0,
            torn: false,
            limit: None,
        };
        let entries: Vec<_> = entries.collect();
        let limits = limits(&entries);
        let mut gaps = gaps.iter().peekable();
        let mut closed = None;
        for (at, (entry, limit)) in entries.into_iter().zip(limits).enumerate() {
            hand.limit = limit;
            while let Some(gap) = gaps.next_if(|gap| gap.before <= at + 1) {
                hand.torn = true;
                for event in &gap.events {
                    hand.fill(event.clone(), &entry);
                }
            }
            // What stands behind the end was said all the same.
            if matches!(entry.event, Event::Closed { .. }) {
                closed = Some(entry);
                continue;
            }
            if matches!(entry.event, Event::Reopened {}) {
                closed.take().into_iter().for_each(|end| hand.take(end));
            }
            hand.take(entry);
        }
        if let Some(entry) = closed.filter(|_| closes) {
            hand.take(entry);
        }
        hand.session.asleep = true;
        Some(Self {
            session: hand.session,
            entries: hand.entries,
            left: hand.left,
            bent: hand.bent,
        })
    }
}

/// Where the session has to be for this to be said, if it is not there yet.
fn way_to(session: &Session, event: &Event) -> Option<Place> {
    let (stop, at) = match session.place {
        Place::Gather => (None, 0),
        Place::At { stop, step } => (Some(usize::from(stop)), usize::from(step)),
        Place::Over => return None,
    };
    let close = || stop_where(session, |stop| *stop == AgendaItem::Close);
    let wanted = match event {
        Event::Spoken { .. } | Event::Consented { .. } => close()?,
        Event::Committed { .. } | Event::Recommitted { .. } => {
            match stop.filter(|stop| commits_at(session, *stop, at)) {
                Some(stop) => stop,
                None => close()?,
            }
        }
        Event::Extended { .. } if stop.is_none() => 0,
        event => stop_of_question(session, event.question()?)?,
    };
    let from = match stop {
        Some(stop) if stop > wanted => return None,
        Some(stop) if stop == wanted => at,
        _ => 0,
    };
    let step = step_for(session, event, wanted, from)?;
    let there = Some(wanted) == stop && step == at;
    (!there).then_some(Place::At {
        stop: u16::try_from(wanted).ok()?,
        step: u16::try_from(step).ok()?,
    })
}

/// Whether commitments have a step at a stop, from there on.
fn commits_at(session: &Session, stop: usize, from: usize) -> bool {
    let commits = |step: &Step| step.write == Write::Commitment;
    let question = session.agenda.get(stop).and_then(AgendaItem::question);
    let steps = question.map_or(&[][..], |question| &session.protocol_for(question).steps);
    steps.iter().skip(from).any(commits)
}

/// The question that is asked now, or else the first.
fn question_now(session: &Session) -> Option<QuestionId> {
    let asked = session.asked_now().map(|asked| asked.question);
    let question = asked.or_else(|| session.question(0).map(|first| &**first))?;
    Some(question.prompt.id.clone())
}

fn stop_where(session: &Session, is: impl Fn(&AgendaItem) -> bool) -> Option<usize> {
    session.agenda.iter().position(is)
}

fn stop_of_question(session: &Session, id: &QuestionId) -> Option<usize> {
    let index = session.index_of(id)?;
    session.stop_asking(index)
}

/// The first step from there on in which this can be said at a stop.
fn step_for(session: &Session, event: &Event, stop: usize, from: usize) -> Option<usize> {
    let Some(question) = session.agenda.get(stop)?.question() else {
        return Some(0);
    };
    let takes = |step: &Step| match event {
        Event::Answered { .. } => step.takes_answers(),
        Event::Voted {
            ballot: Ballot::Dots(_),
            ..
        } => matches!(step.write, Write::Dots | Write::Notes),
        Event::Voted { .. } => step.takes_votes(),
        Event::Committed { .. } | Event::Recommitted { .. } => step.write == Write::Commitment,
        _ => true,
    };
    let steps = session.protocol_for(question).steps.iter();
    let mut steps = steps.enumerate().skip(from);
    let found = steps.find(|(_, step)| takes(step) && session.runs(step, question));
    Some(found.map_or(from, |(at, _)| at))
}

/// A step whose end led back there, where nothing but a missing step keeps it from doing so.
fn step_that_led_back(session: &Session, to: Place) -> Option<Place> {
    let (
        Place::At { stop, step },
        Place::At {
            stop: here,
            step: at,
        },
    ) = (to, session.place)
    else {
        return None;
    };
    let steps = session.protocol_now().steps.iter().zip(0_u16..);
    let mut later = steps.skip(usize::from(at) + 1);
    let led = later.find(|(from, number)| {
        let again = from.round_again.filter(|_| stop == here);
        again.is_some_and(|again| number.checked_sub(again.back) == Some(step))
    });
    led.map(|(_, step)| Place::At { stop, step })
}

/// Puts a session together again.
struct Hand {
    session: Session,
    entries: Vec<Entry>,
    /// New numbers by old ones.
    numbers: HashMap<Seq, Seq>,
    left: Vec<(Seq, &'static str)>,
    bent: usize,
    /// Something is missing since the session last went on.
    torn: bool,
    /// Where the session goes on to next, as far as entries tell.
    limit: Option<Place>,
}

impl Hand {
    /// Takes an entry in, with what it needs before it.
    fn take(&mut self, mut entry: Entry) {
        let old = entry.n;
        if self.numbers.contains_key(&old) {
            return self.left.push((old, "another entry has its number"));
        }
        if let Event::Joined { person, name, .. } = &entry.event
            && person.0 as usize <= self.session.people.all.len()
        {
            let (person, name) = (*person, name.clone());
            entry.event = Event::Renamed { person, name };
        }
        self.point(&mut entry);
        for _ in 0..MOST_FILLED {
            let Some(event) = self.lacks(&entry) else {
                break;
            };
            if self.fill(event, &entry).is_none() {
                break;
            }
        }
        self.bend(&mut entry.event);
        let moves = matches!(entry.event, Event::Moved { .. });
        let mut fits = self.add(&mut entry);
        if fits.is_err()
            && !moves
            && let Some(to) = self.way_to(&entry.event)
        {
            self.fill(Event::Moved { to, skipped: false }, &entry);
            fits = self.add(&mut entry);
        }
        match fits {
            Ok(n) => {
                self.numbers.insert(old, n);
                self.torn &= !moves;
                self.entries.push(entry);
            }
            Err(why) => self.left.push((old, why)),
        }
    }

    /// Applies an entry under the next number.
    fn add(&mut self, entry: &mut Entry) -> Result<Seq, &'static str> {
        entry.n = self.session.last().next();
        // An entry that does not fit changes nothing.
        self.session.apply(entry).map_err(|misfit| misfit.why)?;
        Ok(entry.n)
    }

    /// Puts an event in where one is missing.
    fn fill(&mut self, event: Event, like: &Entry) -> Option<Seq> {
        let mut entry = Entry {
            n: Seq(0),
            at: like.at,
            id: like.id,
            by: Actor::Program,
            event,
        };
        let n = self.add(&mut entry).ok()?;
        self.entries.push(entry);
        Some(n)
    }

    /// What has to be there before this can be.
    fn lacks(&self, entry: &Entry) -> Option<Event> {
        let known = self.session.people.all.len();
        let joins = matches!(entry.event, Event::Joined { .. });
        let by = match entry.by {
            Actor::Person(person) => Some(person),
            Actor::Program | Actor::Desk | Actor::Door => None,
        };
        let named = entry.event.people().into_iter().chain(by);
        let most = named.map(|person| person.0 as usize).max().unwrap_or(0);
        let most = most.saturating_sub(usize::from(joins));
        if most > known && most <= MOST_PEOPLE {
            let number = u32::try_from(known + 1).ok()?;
            return Some(Event::Joined {
                person: PersonId(number),
                name: Clean::new(&format!("Person {number} (name damaged)")),
                role: None,
            });
        }
        let to = match &entry.event {
            Event::Moved { to, .. } if !self.session.leads_to(*to) => {
                step_that_led_back(&self.session, *to)
            }
            event if self.torn => self.way_to(event),
            _ => None,
        };
        to.map(|to| Event::Moved { to, skipped: false })
    }

    /// Where the session has to be for this; never further than it goes on to later.
    fn way_to(&self, event: &Event) -> Option<Place> {
        let to = way_to(&self.session, event)?;
        self.limit.is_none_or(|limit| to <= limit).then_some(to)
    }

    /// A step that the protocol has not, since the one that was chosen is gone, is its last one.
    fn bend(&mut self, event: &mut Event) {
        if let Event::Moved {
            to: to @ Place::At { .. },
            ..
        } = event
            && !self.session.leads_to(*to)
            && let Place::At { stop, step } = *to
            && let Some(steps) = self.session.steps_at(stop)
            && usize::from(step) >= steps
        {
            let last = steps.saturating_sub(1);
            let last = u16::try_from(last).unwrap_or(step);
            *to = Place::At { stop, step: last };
            self.bent += 1;
        }
    }

    /// Points what is said about other entries at their new numbers; what is gone is not spoken
    /// about any more, or something stands in its place.
    fn point(&mut self, entry: &mut Entry) {
        let like = entry.clone();
        let known = |numbers: &HashMap<Seq, Seq>, seq: &Seq| numbers.contains_key(seq);
        match &mut entry.event {
            Event::Noted { about, .. } => *about = about.filter(|to| known(&self.numbers, to)),
            Event::DissentMet { dissent, .. } if !known(&self.numbers, dissent) => {
                self.stand_in(*dissent, dissent_that_is_gone(), &like);
            }
            Event::Voted { ballot, .. } => match ballot {
                Ballot::Ranking(items) => items.retain(|item| known(&self.numbers, item)),
                Ballot::Rating(rated) => rated.retain(|one| known(&self.numbers, &one.item)),
                Ballot::Dots(dotted) => dotted.retain(|one| known(&self.numbers, &one.item)),
                Ballot::Consent { .. } => {}
            },
            Event::ThemeMade { items, .. } => items.retain(|item| known(&self.numbers, item)),
            Event::ThemeNamed { theme, .. } => self.theme_for(*theme, &like),
            Event::SetAside { entries, .. } | Event::BroughtBack { entries } => {
                entries.retain(|one| known(&self.numbers, one));
            }
            Event::Sorted { items, theme } => {
                items.retain(|item| known(&self.numbers, item));
                if let Some(theme) = *theme {
                    self.theme_for(theme, &like);
                }
            }
            Event::Tagged { note, .. } | Event::NoteMended { note, .. }
                if !known(&self.numbers, note) =>
            {
                if let Some(question) = question_now(&self.session) {
                    self.stand_in(*note, note_that_is_gone(question), &like);
                }
            }
            _ => {}
        }
        for to in entry.event.refers_to() {
            // No entry has the number 0.
            *to = self.numbers.get(to).copied().unwrap_or(Seq(0));
        }
    }

    /// A theme whose making is gone.
    fn theme_for(&mut self, theme: Seq, like: &Entry) {
        let question = question_now(&self.session);
        if let Some(question) = question.filter(|_| !self.numbers.contains_key(&theme)) {
            let made = Event::ThemeMade {
                question,
                title: Clean::new("A theme (title damaged)"),
                items: Vec::new(),
            };
            self.stand_in(theme, made, like);
        }
    }

    fn stand_in(&mut self, old: Seq, event: Event, like: &Entry) {
        if let Some(n) = self.fill(event, like) {
            self.numbers.insert(old, n);
        }
    }
}

fn dissent_that_is_gone() -> Event {
    Event::Dissented {
        person: None,
        against: Target::Summary,
        text: Clean::new("(the words of this dissent are damaged)"),
    }
}

fn note_that_is_gone(question: QuestionId) -> Event {
    Event::Noted {
        person: None,
        question,
        kind: NoteKind::NewIdea,
        text: Clean::new("(the words of this note are damaged)"),
        about: None,
    }
}

/// For each entry, where the session goes on to next after it.
fn limits(entries: &[Entry]) -> Vec<Option<Place>> {
    let mut next = None;
    let mut limits: Vec<_> = entries
        .iter()
        .rev()
        .map(|entry| {
            let limit = next;
            if let Event::Moved { to, .. } = &entry.event {
                next = Some(*to);
            } else if matches!(entry.event, Event::SteppedBack { .. }) {
                // It may have been anywhere behind that.
                next = None;
            }
            limit
        })
        .collect();
    limits.reverse();
    limits
}
