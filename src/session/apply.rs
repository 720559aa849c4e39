//! An entry becomes state. The fold that resume, report and every screen share.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use super::{
    Actor, CaseCard, Dissent, DissentState, Entry, Event, Misfit, Opened, Person, Place, Round,
    Session, Stop, Timing, Version, Voices,
    agenda::{agenda, reading_times},
    assign, door,
    newest::{Newest, Reach, reach},
    pause, reveal,
    study::Studied,
};
use crate::{
    id::{PersonId, QuestionId, Seq},
    protocol::{Edit, Names, See},
    text::Clean,
};

type Fit = Result<(), &'static str>;

impl Session {
    /// The session that a first entry opens.
    ///
    /// # Errors
    ///
    /// [`Misfit`] where the entry is not number 1 or not [`Event::Opened`].
    pub fn open(entry: &Entry) -> Result<Self, Misfit> {
        match &entry.event {
            Event::Opened(opened) if entry.n == Seq(1) => Ok(Self::begin(entry, opened)),
            _ => Err(Misfit {
                n: entry.n,
                why: "a session begins with “opened”, entry 1",
            }),
        }
    }

    /// The session that entries make, in order. No time passes in it until the next entry.
    ///
    /// # Errors
    ///
    /// [`Misfit`] at the first entry that cannot follow from those before it.
    pub fn replay<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> Result<Self, Misfit> {
        let mut entries = entries.into_iter();
        let first = entries.next().ok_or(Misfit {
            n: Seq(1),
            why: "there are no entries",
        })?;
        let mut session = Self::open(first)?;
        for entry in entries {
            session.apply(entry)?;
        }
        session.asleep = true;
        Ok(session)
    }

    fn begin(entry: &Entry, opened: &Opened) -> Self {
        let case = Arc::clone(&opened.case);
        let questions: Vec<_> = case.questions().cloned().collect();
        let agenda = agenda(&case);
        let study = opened.study.as_deref().cloned();
        let studied = Studied::of(study.unwrap_or_default());
        let mut session = Self {
            reading_seconds: reading_times(&case, &agenda),
            agenda,
            card: Arc::new(CaseCard::of(&case, &opened.source, questions.len())),
            origin: (opened.source_hash.clone(), opened.place.clone()),
            rounds: vec![Round::default(); questions.len()],
            protocols: assign::own(&questions, &opened.protocols),
            questions,
            case,
            protocol: Arc::clone(&opened.protocol),
            alone: opened.alone,
            seed: opened.seed,
            names: Names::Named,
            way: None,
            seat: None,
            seats: Vec::new(),
            place: Place::Gather,
            reached_part: 0,
            asleep: false,
            paused: false,
            last: (entry.n, entry.at),
            opened_at: entry.at,
            people: Vec::new(),
            timings: Vec::new(),
            breaks: Vec::new(),
            groups: Vec::new(),
            dissents: Vec::new(),
            commitments: Vec::new(),
            learned: Vec::new(),
            words: BTreeMap::new(),
            consents: BTreeMap::new(),
            opened_by: entry.id,
            format: opened.format,
            damage: Vec::new(),
            heard: HashMap::from([(entry.id, entry.n)]),
            devices: BTreeMap::new(),
            newest: Newest::default(),
            voices: Voices::default(),
            duties: BTreeMap::new(),
            duty_log: Vec::new(),
            met: Arc::default(),
            groups_before: Vec::new(),
            studied,
        };
        session.newest.take(entry.n, Reach::Everybody);
        if session.studied.returns() {
            session.agenda = session.only_asked(&session.agenda).into();
            session.reading_seconds = reading_times(&session.case, &session.agenda);
        }
        session
    }

    /// Takes the next entry in.
    ///
    /// # Errors
    ///
    /// [`Misfit`] where it cannot follow; it has then changed nothing.
    pub fn apply(&mut self, entry: &Entry) -> Result<(), Misfit> {
        let misfit = |why| Misfit { n: entry.n, why };
        if entry.n != self.last.0.next() {
            return Err(misfit("its number does not follow"));
        }
        if self.place == Place::Over {
            return Err(misfit("the session was closed before it"));
        }
        let reach = reach(self, &entry.event);
        self.take(entry).map_err(misfit)?;
        self.newest.take(entry.n, reach);
        // Mending is no part of the discussion: no time passes with it, and the clocks of the
        // program that mends may be those of another boot.
        if matches!(
            entry.event,
            Event::Mended { .. } | Event::Shortened { .. } | Event::TakenOver { .. }
        ) {
            self.last.0 = entry.n;
        } else {
            self.paused = matches!(entry.event, Event::Paused { .. });
            self.asleep = self.paused;
            self.last = (entry.n, entry.at);
        }
        self.heard.entry(entry.id).or_insert(entry.n);
        Ok(())
    }

    fn take(&mut self, entry: &Entry) -> Fit {
        match &entry.event {
            Event::Opened(_) => return Err("a session is opened once"),
            Event::Resumed { .. } => self.wake(entry),
            Event::Paused { spent_ms } => self.pauses(entry, *spent_ms),
            Event::Joined { person, name, role } => {
                return self.comes(entry.n, *person, name, role.as_ref());
            }
            Event::DeviceBound { device, people } => return door::bound(self, *device, people),
            Event::Left { person } => return door::left(self, *person),
            Event::Returned { person } => self.person_mut(*person)?.here = true,
            Event::Renamed { person, name } => self.person_mut(*person)?.name = name.clone(),
            Event::ProtocolChosen { .. } | Event::ProtocolOf { .. } => {
                return assign::chosen(self, &entry.event);
            }
            Event::NamesSet { names } => self.names = *names,
            Event::Writing { how } => self.way = Some(*how),
            Event::SeatHanded { to } => {
                self.seat = *to;
                self.seats.push((entry.n, *to));
            }
            Event::Moved { to, skipped } => return self.moved(entry, *to, *skipped),
            Event::Grouped { groups } => return self.grouped(groups),
            Event::BreakBegan { .. } | Event::BreakEnded { .. } => pause::took(self, entry),
            Event::Extended { seconds } => return self.extended(*seconds),
            Event::Mended { .. }
            | Event::Shortened { .. }
            | Event::TakenOver { .. }
            | Event::ClockJumped { .. } => super::notice::noticed(self, entry),
            Event::Closed { .. } => self.closed(entry),
            Event::Answered { .. }
            | Event::Passed { .. }
            | Event::Hinted { .. }
            | Event::Noted { .. }
            | Event::Voted { .. }
            | Event::Compared { .. } => return self.said_to_question(entry),
            Event::ThemeMade { .. }
            | Event::ThemeNamed { .. }
            | Event::Sorted { .. }
            | Event::SortUndone { .. }
            | Event::Tagged { .. } => return self.sorted(entry.n, &entry.event),
            Event::Heard { .. }
            | Event::Queued { .. }
            | Event::Unqueued { .. }
            | Event::TurnPassed { .. }
            | Event::DutyHanded { .. }
            | Event::RoleTaken { .. } => return self.voiced(&entry.event),
            Event::Dissented { .. }
            | Event::DissentMet { .. }
            | Event::Committed { .. }
            | Event::Spoken { .. }
            | Event::Consented { .. }
            | Event::Rated { .. }
            | Event::Learned(_)
            | Event::Marked { .. } => return self.said_at_large(entry),
        }
        Ok(())
    }

    fn extended(&mut self, seconds: u32) -> Fit {
        let timing = self.timings.last_mut().ok_or("nothing runs")?;
        timing.extended = timing.extended.saturating_add(seconds);
        Ok(())
    }

    fn comes(&mut self, n: Seq, person: PersonId, name: &Clean, role: Option<&Clean>) -> Fit {
        if person.0 as usize != self.people.len() + 1 {
            return Err("people are numbered in the order of joining");
        }
        self.people.push(Person {
            id: person,
            entry: n,
            name: name.clone(),
            role: role.cloned(),
            here: true,
            joined: self.place,
        });
        Ok(())
    }

    /// What people said to one question.
    fn said_to_question(&mut self, entry: &Entry) -> Fit {
        match &entry.event {
            Event::Answered {
                person, question, ..
            } => {
                self.person_mut(*person)?;
                self.answered(entry, question)?;
            }
            Event::Passed { person, question } => {
                let run = self.run();
                let passes = &mut self.round(question)?.passes;
                passes.entry(*person).or_default().push(run);
            }
            Event::Hinted { question, hint } => {
                self.round(question)?.hints = hint.saturating_add(1);
            }
            Event::Noted { .. } => self.noted(entry)?,
            Event::Voted {
                person,
                question,
                ballot,
            } => {
                self.person_mut(*person)?;
                self.voted(*person, question, ballot)?;
            }
            Event::Compared {
                person,
                question,
                model,
                claim,
                stance,
                text,
            } => {
                let stances = &mut self.round(question)?.stances;
                stances.insert((*person, *model, *claim), (*stance, text.clone()));
            }
            _ => return Err("it was not said to a question"),
        }
        Ok(())
    }

    /// What people said about the session as a whole, or against any part of it.
    fn said_at_large(&mut self, entry: &Entry) -> Fit {
        match &entry.event {
            Event::Dissented {
                person,
                against,
                text,
            } => self.dissents.push(Dissent {
                entry: entry.n,
                person: *person,
                against: against.clone(),
                text: text.clone(),
                state: DissentState::Open,
                answers: Vec::new(),
            }),
            Event::DissentMet {
                dissent,
                state,
                text,
            } => {
                let mut known = self.dissents.iter_mut();
                let met = known.find(|known| known.entry == *dissent);
                let met = met.ok_or("there is no such dissent")?;
                met.state = *state;
                met.answers.push((*state, text.clone()));
            }
            Event::Committed { person, commitment } => {
                self.commitments
                    .push((entry.n, *person, commitment.clone()));
            }
            Event::Spoken { person, word } => {
                self.words.insert(*person, word.clone());
            }
            Event::Consented { person, level } => {
                self.person_mut(*person)?;
                self.consents.insert(*person, *level);
            }
            Event::Learned(learned) => self.learned.push(learned.clone()),
            Event::Rated { .. } | Event::Marked { .. } => {
                self.studied.take(&entry.event, entry.at.wall);
            }
            _ => return Err("it was said to a question"),
        }
        Ok(())
    }

    fn answered(&mut self, entry: &Entry, id: &QuestionId) -> Fit {
        let Event::Answered {
            person,
            answer,
            handed_in,
            late,
            moved_by,
            ..
        } = &entry.event
        else {
            return Ok(());
        };
        let step = self.step().ok_or("no question is asked")?;
        let hidden = self.names == Names::Hidden || self.asks_unnamed(*late);
        // One that comes alone while all others are read would be known by that.
        let revealed = step.shows(See::Answers) && !(*late && hidden);
        let beside = (step.edit == Edit::Beside).then_some(self.place);
        let group = if step.one_a_group && !*late {
            let mut group = self.group_of(*person).unwrap_or_default().to_vec();
            group.sort_unstable();
            group
        } else {
            Vec::new()
        };
        let role = self.person(*person).and_then(|person| person.role.clone());
        let mut earlier = self.rounds.iter().flat_map(|round| &round.versions).rev();
        let strand = match beside {
            Some(Place::At { step, .. }) => step,
            _ => earlier
                .find(|version| {
                    version.person == *person && stop_of(version.place) == stop_of(self.place)
                })
                .map_or(0, |version| version.strand),
        };
        let version = Version {
            entry: entry.n,
            person: *person,
            place: self.place,
            answer: Arc::new(answer.clone()),
            handed_in: *handed_in,
            late: *late,
            moved_by: moved_by.clone().unwrap_or_default(),
            names: if hidden { Names::Hidden } else { Names::Named },
            revealed,
            run: self.run(),
            strand,
            typed: entry.by == Actor::Desk,
            group,
            role,
        };
        self.round(id)?.versions.push(version);
        Ok(())
    }

    fn moved(&mut self, entry: &Entry, to: Place, skipped: bool) -> Fit {
        if !self.leads_to(to) {
            return Err("it leads back, or off the agenda");
        }
        let left = self.place;
        self.stop_clock(entry, skipped);
        if stop_of(left) != stop_of(to) {
            reveal::answers(self, left);
            reveal::votes(self, left);
            self.groups_before.clear();
        }
        self.place = to;
        self.groups.clear();
        if let Some(Stop::Read { part, .. } | Stop::Question { part, .. }) = self.stop() {
            self.reached_part = *part;
        }
        self.voices.in_step.clear();
        self.voices.passed.clear();
        self.voices.queue.clear();
        let shows = |what| self.step().is_some_and(|step| step.shows(what));
        let answers = self.step().is_some_and(crate::protocol::Step::reveals);
        let (tally, model, rounds) = (shows(See::Tally), shows(See::Model), shows(See::Rounds));
        if shows(See::Ideas) {
            reveal::ideas(self, to);
        } else if answers {
            reveal::answers(self, to);
        }
        if tally {
            reveal::votes(self, to);
        }
        if let Some(round) = self.round_at(to) {
            round.model_revealed |= model;
            round.rounds_shown |= rounds;
        }
        self.timings.push(Timing {
            place: to,
            began: entry.at.wall,
            planned: self.planned_at(to),
            extended: 0,
            spent_ms: 0,
            since: Some(entry.at),
            skipped: false,
            there: Vec::new(),
        });
        Ok(())
    }

    fn closed(&mut self, entry: &Entry) {
        self.stop_clock(entry, false);
        reveal::answers(self, self.place);
        reveal::votes(self, self.place);
        self.place = Place::Over;
        self.groups.clear();
    }

    fn stop_clock(&mut self, entry: &Entry, skipped: bool) {
        pause::ends(self, entry);
        let there = self.here().map(|person| person.id).collect();
        if let Some(timing) = self.timings.last_mut() {
            timing.there = there;
            if let Some(since) = timing.since.take() {
                timing.spent_ms += entry.at.mono.saturating_sub(since.mono);
            }
            timing.skipped = skipped;
        }
    }

    /// The program was closed: the clock stands where it stood.
    fn pauses(&mut self, entry: &Entry, spent_ms: u64) {
        if let Some(timing) = self.timings.last_mut()
            && timing.runs()
        {
            timing.spent_ms = spent_ms;
            timing.since = Some(entry.at);
        }
    }

    /// The program was opened again, perhaps after a restart of the machine: what lay
    /// between is nobody's working time.
    fn wake(&mut self, entry: &Entry) {
        let last = self.last.1;
        if let Some(timing) = self.timings.last_mut()
            && let Some(since) = timing.since
        {
            timing.spent_ms += last.mono.saturating_sub(since.mono);
            timing.since = Some(entry.at);
        }
    }

    /// All that was said to a question.
    pub(super) fn round_of(&self, id: &QuestionId) -> Option<&Round> {
        self.rounds.get(self.index_of(id)?)
    }

    /// Which question that is, counted from 0.
    pub(super) fn index_of(&self, id: &QuestionId) -> Option<usize> {
        let mut questions = self.questions.iter();
        questions.position(|question| question.prompt.id == *id)
    }

    pub(super) fn round(&mut self, id: &QuestionId) -> Result<&mut Round, &'static str> {
        self.index_of(id)
            .and_then(|index| self.rounds.get_mut(index))
            .ok_or("there is no such question")
    }

    pub(super) fn person_mut(&mut self, id: PersonId) -> Result<&mut Person, &'static str> {
        let index = (id.0 as usize).checked_sub(1);
        index
            .and_then(|index| self.people.get_mut(index))
            .ok_or("there is no such person")
    }
}

fn stop_of(place: Place) -> Option<u16> {
    match place {
        Place::At { stop, .. } => Some(stop),
        Place::Gather | Place::Over => None,
    }
}
