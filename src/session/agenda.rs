//! The agenda: the document's order, then the close; and where the session is on it.

use std::sync::Arc;

use super::{
    AgendaItem, Entry, Fit, Place, Round, Session, Timing, assign::without, ballot, clock,
    door::members, pause, reveal, rule::Asked,
};
use crate::{
    case::{Block, Case, Item, Question},
    id::PersonId,
    protocol::{AT_A_TABLE, Protocol, See, Step, Way, Write, with_writing},
    text::Clean,
};

/// Bytes a minute that tired people read from a screen: 200 words of six bytes. Silent reading
/// of English non-fiction averages 238 words (Brysbaert 2019, Journal of Memory and Language
/// 109: 104047). Counting bytes is near enough for a plan, and for scripts without blanks too.
const BYTES_A_MINUTE: usize = 1_200;

/// Planned seconds of the close.
const CLOSE_SECONDS: u32 = 300;

/// The stops of a case, in the document's order, the close last.
pub(super) fn agenda(case: &Case) -> Arc<[AgendaItem]> {
    let mut stops = Vec::new();
    let mut question = 0;
    for (part, content) in case.parts.iter().enumerate() {
        for (at, item) in content.items.iter().enumerate() {
            match (item, stops.last_mut()) {
                // Nobody stops for what not everybody reads.
                (Item::Exhibit(exhibit), _) if !exhibit.readers.are_all() => {}
                (Item::Question(_), _) => {
                    stops.push(AgendaItem::Question { part, question });
                    question += 1;
                }
                (
                    Item::Reading(_) | Item::Exhibit(_),
                    Some(AgendaItem::Read { part: last, items }),
                ) if *last == part => {
                    items.end = at + 1;
                }
                (Item::Reading(_) | Item::Exhibit(_), _) => stops.push(AgendaItem::Read {
                    part,
                    items: at..at + 1,
                }),
            }
        }
    }
    stops.push(AgendaItem::Close);
    stops.into()
}

/// How many seconds each stop's reading takes, by the author or about; 0 for other stops.
pub(super) fn reading_times(case: &Case, agenda: &[AgendaItem]) -> Arc<[u32]> {
    let mut said = case.reading_seconds.iter().copied();
    let time = |stop: &AgendaItem| match stop {
        AgendaItem::Read { .. } if said.len() > 0 => said.next().unwrap_or_default(),
        AgendaItem::Read { part, items } => case
            .parts
            .get(*part)
            .and_then(|part| part.items.get(items.clone()))
            .map_or(0, reading_seconds),
        AgendaItem::Question { .. } | AgendaItem::Close => 0,
    };
    agenda.iter().map(time).collect()
}

impl Session {
    /// The stop where the session is; none before it starts and after it ends.
    pub(super) fn stop(&self) -> Option<&AgendaItem> {
        match self.place {
            Place::At { stop, .. } => self.agenda.get(usize::from(stop)),
            Place::Gather | Place::Over => None,
        }
    }

    /// The protocol that a question goes through.
    pub(super) fn protocol_for(&self, question: usize) -> &Arc<Protocol> {
        let round = self.rounds.get(question);
        let own = round.and_then(|round| round.protocol.as_ref());
        own.unwrap_or(&self.protocol)
    }

    /// The question that is asked at a stop, both counted from 0.
    pub(super) fn question_at(&self, stop: u16) -> Option<usize> {
        self.agenda.get(usize::from(stop))?.question()
    }

    /// The stop that asks a question, both counted from 0.
    pub(super) fn stop_asking(&self, question: usize) -> Option<usize> {
        let mut stops = self.agenda.iter();
        stops.position(|stop| stop.question() == Some(question))
    }

    /// How many steps the question of a stop goes through; none where nothing is asked there.
    pub(super) fn steps_at(&self, stop: u16) -> Option<usize> {
        Some(self.protocol_for(self.question_at(stop)?).steps.len())
    }

    /// Every protocol that a question goes through, the session's first.
    pub(super) fn all_protocols(&self) -> impl Iterator<Item = &Arc<Protocol>> {
        std::iter::once(&self.protocol).chain(self.own_protocols().map(|(_, own)| own))
    }

    /// The questions that go through a protocol of their own, by number, and its name.
    pub(super) fn own_protocols(&self) -> impl Iterator<Item = (u32, &Arc<Protocol>)> {
        let rounds = self.rounds.iter().zip(1..);
        rounds.filter_map(|(round, number)| Some((number, round.protocol.as_ref()?)))
    }

    /// The protocol of the question that is asked now; before that, the session's.
    pub(super) fn protocol_now(&self) -> &Arc<Protocol> {
        let question = self.stop().and_then(AgendaItem::question);
        question.map_or(&self.protocol, |question| self.protocol_for(question))
    }

    /// The step that runs; none where no question is asked.
    pub(super) fn step(&self) -> Option<&Step> {
        self.step_at(self.place)
    }

    /// The step of the protocol at a place; none where no question is asked.
    pub(super) fn step_at(&self, place: Place) -> Option<&Step> {
        let Place::At { stop, step } = place else {
            return None;
        };
        let protocol = self.protocol_for(self.question_at(stop)?);
        protocol.steps.get(usize::from(step))
    }

    /// The question that is asked now, with all that was said to it.
    pub(super) fn asked_now(&self) -> Option<Asked<'_>> {
        let Some(AgendaItem::Question {
            question: index, ..
        }) = self.stop()
        else {
            return None;
        };
        let round = self.rounds.get(*index)?;
        Some(Asked {
            index: *index,
            question: &round.question,
            round,
            step: self.step()?,
            past: None,
        })
    }

    /// What invented people say to the question that is asked now, as its author wrote it.
    pub fn rehearsal(&self) -> &[Clean] {
        let asked = self.asked_now();
        asked.map_or(&[], |asked| asked.question.aside.rehearsal.as_slice())
    }

    /// Where "go on" leads from here; the close leads nowhere.
    pub(super) fn next_place(&self) -> Option<Place> {
        let (stop, step) = match self.place {
            Place::Gather | Place::Over => return without::next_stop(self),
            Place::At { stop, step } => (stop, step),
        };
        if let Some(question) = self.question_at(stop) {
            let steps = self.protocol_for(question).steps.iter().zip(0..);
            let mut later = steps.skip(usize::from(step) + 1);
            if let Some((_, step)) = later.find(|(next, _)| self.runs(next, question)) {
                return Some(Place::At { stop, step });
            }
        }
        without::next_stop(self)
    }

    pub(super) fn is_on_agenda(&self, place: Place) -> bool {
        let Place::At { stop, step } = place else {
            return false;
        };
        match self.agenda.get(usize::from(stop)) {
            Some(AgendaItem::Question { question, .. }) => {
                usize::from(step) < self.protocol_for(*question).steps.len()
            }
            Some(AgendaItem::Read { .. } | AgendaItem::Close) => step == 0,
            None => false,
        }
    }

    /// Whether going on to a place leads back to one that was left by stepping back.
    pub(super) fn goes_on_again(&self, to: Place) -> bool {
        to > self.place && self.turned_back.is_some_and(|furthest| to <= furthest)
    }

    /// Whether a place is ahead of where the session stepped back to, so that what was written
    /// there is as hidden as if it had not come to it yet.
    pub(super) fn is_ahead(&self, place: Place) -> bool {
        self.turned_back.is_some() && place > self.place
    }

    pub(super) fn reached_stop(&self) -> usize {
        let stops = self.timings.iter().filter_map(|timing| match timing.place {
            Place::At { stop, .. } => Some(usize::from(stop)),
            Place::Gather | Place::Over => None,
        });
        stops.max().unwrap_or_default()
    }

    pub(super) fn closed_at(&self) -> Place {
        let last = self.timings.last();
        last.map_or(Place::Gather, |timing| timing.place)
    }

    /// Whether a place is on the agenda and not before where the session is, or where its step
    /// leads back to.
    pub(super) fn leads_to(&self, to: Place) -> bool {
        let there = self.is_on_agenda(to);
        let again = self.step().and_then(|step| step.round_again);
        let back = again.and_then(|again| ballot::back_from(self.place, again));
        there && (to >= self.place || Some(to) == back)
    }

    /// Planned seconds at a place, by the author's times and the protocol's.
    pub(super) fn planned_at(&self, place: Place) -> Option<u32> {
        let Place::At { stop, step } = place else {
            return None;
        };
        match self.agenda.get(usize::from(stop))? {
            AgendaItem::Read { .. } => self.reading_seconds.get(usize::from(stop)).copied(),
            AgendaItem::Question { question, .. } => {
                *self.plan_of(*question)?.get(usize::from(step))?
            }
            AgendaItem::Close => Some(self.case.close_seconds.unwrap_or(CLOSE_SECONDS)),
        }
    }

    /// Planned seconds of each step of a question, steps that have no work left out.
    pub(super) fn plan_of(&self, question: usize) -> Option<Vec<Option<u32>>> {
        if let Some(before) = self.planned.get(&question) {
            return Some(before.clone());
        }
        let asked = self.question(question)?;
        let way = clock::planned_way(self);
        Some(self.plan_with(self.protocol_for(question), way, asked))
    }

    /// The same for any protocol and any way to write; where nobody said how people write, each
    /// step has the time that everybody at once would need.
    pub(super) fn plan_with(
        &self,
        protocol: &Protocol,
        way: Option<Way>,
        question: &Question,
    ) -> Vec<Option<u32>> {
        let runs = |step: &Step| self.runs_in(protocol, step, question);
        let claims = question.aside.models.iter().map(|model| model.claims.len());
        let plan = protocol.plan(question.prompt.seconds, runs, claims.sum());
        let text = question.prompt.kind.in_words();
        let takes = |step: &Step, seconds: u32| match way {
            Some(way) if step.asks_each() && !self.alone => {
                way.seconds(seconds, self.authors(way), step.piece(text))
            }
            Some(_) | None => seconds,
        };
        with_writing(protocol, plan, takes)
    }

    /// How many hand something in: everybody, or each table.
    fn authors(&self, way: Way) -> usize {
        let here = self.people.here().count().max(1);
        match way {
            Way::Tables => {
                let tables = self
                    .people
                    .here()
                    .filter(|one| members(self, one.id).is_some());
                let tables = tables.count();
                tables + (here - tables).div_ceil(AT_A_TABLE)
            }
            Way::Round | Way::Typed | Way::Phones => here,
        }
    }

    /// The shortest and the longest planned seconds of each step, while people gather.
    pub(super) fn times_of_steps(&self) -> Vec<Option<(u32, u32)>> {
        if self.place != Place::Gather {
            return Vec::new();
        }
        let rounds = self.rounds.iter().enumerate();
        let usual = rounds.filter(|(_, round)| round.protocol.is_none());
        let plans = usual.filter_map(|(question, _)| self.plan_of(question));
        let none = vec![None; self.protocol.steps.len()];
        plans.fold(none, |times, plan| {
            let wider = |(now, next): (Option<(u32, u32)>, Option<u32>)| match (now, next) {
                (Some((low, high)), Some(next)) => Some((low.min(next), high.max(next))),
                (None, Some(next)) => Some((next, next)),
                (now, None) => now,
            };
            times.into_iter().zip(plan).map(wider).collect()
        })
    }

    /// Where in the protocol the steps stand that a question goes through.
    pub(super) fn steps_of(&self, question: usize) -> impl Iterator<Item = usize> {
        let steps = self.protocol_for(question).steps.iter().enumerate();
        let work = steps.filter(move |(_, step)| self.runs(step, question));
        work.map(|(at, _)| at)
    }

    /// Whether a step has work to do in that question: one that only shows something is left out
    /// where there is nothing of it.
    pub(super) fn runs(&self, step: &Step, index: usize) -> bool {
        let question = self.question(index);
        question.is_some_and(|question| self.runs_in(self.protocol_for(index), step, question))
    }

    fn runs_in(&self, protocol: &Protocol, step: &Step, question: &Question) -> bool {
        if step.shows(See::Voices) {
            self.studied.has_voices(question)
        } else if step.write == Write::Stance && step.shows(See::Model) {
            question.has_model()
        } else if step.write == Write::Answer && step.shows(See::Model) {
            // A new version is for whoever was moved by something.
            question.has_model() || self.studied.has_voices(question)
        } else if step.write == Write::Nothing && step.shows(See::PrivateTally) {
            // Texts cannot be counted; votes on them can.
            let votes = protocol.steps.iter().any(Step::takes_votes);
            votes || !question.prompt.kind.in_words()
        } else {
            true
        }
    }

    /// Planned seconds of a whole stop.
    pub(super) fn planned_for(&self, stop: usize) -> Option<u32> {
        match self.agenda.get(stop)? {
            AgendaItem::Question { question, .. } => {
                Some(self.plan_of(*question)?.into_iter().flatten().sum())
            }
            AgendaItem::Read { .. } | AgendaItem::Close => self.planned_at(Place::At {
                stop: u16::try_from(stop).ok()?,
                step: 0,
            }),
        }
    }

    /// All that was said to the question of that stop.
    pub(super) fn round_at(&mut self, place: Place) -> Option<&mut Round> {
        let Place::At { stop, .. } = place else {
            return None;
        };
        let question = self.question_at(stop)?;
        self.rounds.get_mut(question)
    }

    /// The first part that is still hidden; all that follows is hidden too.
    pub(super) fn first_hidden_part(&self) -> usize {
        let reached = match self.place {
            Place::Gather => 0,
            Place::Over => self.reached_part,
            Place::At { .. } => match self.stop() {
                Some(AgendaItem::Read { .. } | AgendaItem::Question { .. }) => self.reached_part,
                Some(AgendaItem::Close) | None => self.case.parts.len(),
            },
        };
        let parts = self.case.parts.iter().enumerate();
        let mut later = parts.skip(if self.place == Place::Gather {
            0
        } else {
            reached + 1
        });
        later
            .find(|(_, part)| part.staged)
            .map_or(self.case.parts.len(), |(at, _)| at)
    }

    /// Takes in that the session went on.
    pub(super) fn moved(&mut self, entry: &Entry, to: Place, skipped: bool) -> Fit {
        if !self.leads_to(to) {
            return Err("it leads back, or off the agenda");
        }
        let left = self.place;
        self.leave_step(entry, skipped);
        if stop_of(left) != stop_of(to) {
            // Who wanted to speak waits as long as the question is asked.
            self.voices.queue.clear();
            reveal::left(self, left, to);
        }
        let again = self.goes_on_again(to);
        self.turned_back = self.turned_back.filter(|furthest| to < *furthest);
        self.arrive(entry, to, again);
        // What was written ahead of a step that is come to again waits for its own.
        let so_far = self.turned_back.map(|_| to);
        let shows = |what| self.step().is_some_and(|step| step.shows(what));
        let answers = self.step().is_some_and(Step::reveals);
        let (tally, model, rounds) = (shows(See::Tally), shows(See::Model), shows(See::Rounds));
        if shows(See::Ideas) {
            reveal::ideas(self, to, so_far);
        } else if answers {
            reveal::answers(self, to, so_far);
        }
        if tally {
            reveal::votes(self, to, so_far);
        }
        if let Some(round) = self.round_at(to) {
            round.model_revealed |= model;
            round.rounds_shown |= rounds;
        }
        Ok(())
    }

    /// Puts the session at a place. `again`: what was begun there goes on, as one run of its step.
    pub(super) fn arrive(&mut self, entry: &Entry, to: Place, again: bool) {
        if stop_of(self.place) != stop_of(to) {
            self.groups.before.clear();
        }
        self.place = to;
        if let Some(AgendaItem::Read { part, .. } | AgendaItem::Question { part, .. }) = self.stop()
        {
            self.reached_part = self.reached_part.max(*part);
        }
        if let Some(round) = self.round_at(to) {
            (round.unshown, round.left_out) = (false, false);
        }
        let runs = self.timings.iter().map(|timing| timing.run);
        let new = runs.max().unwrap_or_default() + 1;
        let run = self.timing_at(to).filter(|_| again);
        self.timings.push(Timing {
            place: to,
            began: entry.at.wall,
            run: run.map_or(new, |timing| timing.run),
            planned: self.planned_at(to),
            extended: 0,
            spent_ms: 0,
            since: Some(entry.at),
            skipped: false,
            there: None,
            groups: Vec::new(),
        });
    }

    /// The last time that the session was at a place.
    pub(super) fn timing_at(&self, place: Place) -> Option<&Timing> {
        let mut latest = self.timings.iter().rev();
        latest.find(|timing| timing.place == place)
    }

    /// The groups that worked at a place, where they are everybody who is here now.
    pub(super) fn groups_at(&self, place: Place) -> Option<Vec<Vec<PersonId>>> {
        let groups = &self.timing_at(place)?.groups;
        let mut there = groups.concat();
        there.sort_unstable();
        let here = self.people.here().map(|person| person.id);
        (!there.is_empty() && here.eq(there)).then(|| groups.clone())
    }

    /// Takes in that the session ended.
    pub(super) fn closed(&mut self, entry: &Entry) {
        self.leave_step(entry, false);
        self.voices.queue.clear();
        reveal::everything(self);
        self.place = Place::Over;
    }

    /// The step that runs is over.
    pub(super) fn leave_step(&mut self, entry: &Entry, skipped: bool) {
        pause::ends(self, entry);
        let there = self.people.here().map(|person| person.id).collect();
        let groups = std::mem::take(&mut self.groups.now);
        self.voices.in_step.clear();
        self.voices.passed.clear();
        if let Some(timing) = self.timings.last_mut() {
            (timing.there, timing.groups) = (Some(there), groups);
            if let Some(since) = timing.since.take() {
                timing.spent_ms += entry.at.mono.saturating_sub(since.mono);
            }
            timing.skipped = skipped;
        }
    }
}

/// About how long it takes to read these, in whole half minutes.
fn reading_seconds(items: &[Item]) -> u32 {
    let bytes = |blocks: &[Block]| blocks.iter().map(|block| block.text.len()).sum::<usize>();
    let all: usize = items
        .iter()
        .map(|item| match item {
            Item::Reading(reading) => bytes(&reading.blocks),
            Item::Exhibit(exhibit) if exhibit.readers.are_all() => bytes(&exhibit.blocks),
            Item::Exhibit(_) | Item::Question(_) => 0,
        })
        .sum();
    let half_minutes = (all * 2).div_ceil(BYTES_A_MINUTE).max(1);
    u32::try_from(half_minutes * 30).unwrap_or(u32::MAX)
}

pub(super) fn stop_of(place: Place) -> Option<u16> {
    match place {
        Place::At { stop, .. } => Some(stop),
        Place::Gather | Place::Over => None,
    }
}
