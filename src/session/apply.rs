//! An entry becomes state. The fold that resume, report and every screen share.

use std::{
    collections::{BTreeMap, HashSet},
    sync::Arc,
};

use super::{
    CaseCard, Dissent, DissentState, Entry, Event, Misfit, Note, Opened, Person, Place, Round,
    Session, Stop, Timing, Version,
    agenda::{agenda, reading_times},
    study::Studied,
};
use crate::{
    id::{PersonId, QuestionId, Seq},
    protocol::{Names, See},
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
            card: Arc::new(CaseCard {
                title: case.title.clone(),
                language: case.language.clone(),
                seconds: case.seconds,
                settings: case.settings.clone(),
                goals: case.goals.clone(),
                roles: case.roles.clone(),
                source: opened.source.clone(),
                questions: questions.len(),
            }),
            rounds: vec![Round::default(); questions.len()],
            questions,
            case,
            protocol: Arc::clone(&opened.protocol),
            alone: opened.alone,
            seed: opened.seed,
            names: Names::Named,
            seat: None,
            seats: Vec::new(),
            place: Place::Gather,
            reached_part: 0,
            asleep: false,
            last: (entry.n, entry.at),
            opened_at: entry.at,
            people: Vec::new(),
            timings: Vec::new(),
            groups: Vec::new(),
            dissents: Vec::new(),
            commitments: Vec::new(),
            words: BTreeMap::new(),
            damage: Vec::new(),
            heard: HashSet::from([entry.id]),
            studied,
        };
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
    /// [`Misfit`] where it cannot follow; the session is then not to be used further.
    pub fn apply(&mut self, entry: &Entry) -> Result<(), Misfit> {
        let misfit = |why| Misfit { n: entry.n, why };
        if entry.n != self.last.0.next() {
            return Err(misfit("its number does not follow"));
        }
        if self.place == Place::Over {
            return Err(misfit("the session was closed before it"));
        }
        self.take(entry).map_err(misfit)?;
        // Mending is no part of the discussion: no time passes with it, and the clocks of the
        // program that mends may be those of another boot.
        if matches!(
            entry.event,
            Event::Mended { .. } | Event::Shortened { .. } | Event::TakenOver { .. }
        ) {
            self.last.0 = entry.n;
        } else {
            self.asleep = false;
            self.last = (entry.n, entry.at);
        }
        self.heard.insert(entry.id);
        Ok(())
    }

    fn take(&mut self, entry: &Entry) -> Fit {
        match &entry.event {
            Event::Opened(_) => return Err("a session is opened once"),
            Event::Resumed { .. } => self.wake(entry),
            Event::Joined { person, name, role } => return self.joined(*person, name, role.as_ref()),
            Event::Left { person } => self.person_mut(*person)?.here = false,
            Event::Returned { person } => self.person_mut(*person)?.here = true,
            Event::Renamed { person, name } => self.person_mut(*person)?.name = name.clone(),
            Event::ProtocolChosen { protocol } => {
                if self.place != Place::Gather {
                    return Err("the protocol is chosen before the start");
                }
                self.protocol = Arc::clone(protocol);
            }
            Event::NamesSet { names } => self.names = *names,
            Event::SeatHanded { to } => {
                self.seat = *to;
                self.seats.push((entry.n, *to));
            }
            Event::Moved { to, skipped } => return self.moved(entry, *to, *skipped),
            Event::Grouped { groups } => {
                if !self.groups_hold(groups) {
                    return Err("its groups name somebody twice, or nobody");
                }
                self.groups.clone_from(groups);
            }
            Event::Extended { seconds } => {
                let timing = self.timings.last_mut().ok_or("nothing runs")?;
                timing.extended = timing.extended.saturating_add(*seconds);
            }
            Event::Mended { bytes } => self.damage.push(Clean::new(&format!(
                "The last {bytes} bytes of the file were cut off and set apart; they had not been confirmed."
            ))),
            Event::Shortened { saved } => self.damage.push(Clean::new(&format!(
                "The end of the file was gone: entries {} to {saved} had been saved before.",
                self.last.0.next()
            ))),
            Event::TakenOver { from, damaged } => self.damage.push(Clean::new(&format!(
                "Taken over from {from}; {} of its entries could not be read.",
                damaged.len()
            ))),
            Event::ClockJumped { by_ms } => self.damage.push(Clean::new(&format!(
                "The computer's clock jumped by {} s; times of day after entry {} may be off.",
                by_ms / 1000,
                entry.n
            ))),
            Event::Closed { .. } => self.closed(entry),
            Event::Answered { .. }
            | Event::Passed { .. }
            | Event::Hinted { .. }
            | Event::Noted { .. }
            | Event::Compared { .. } => return self.said_to_question(entry),
            Event::Dissented { .. }
            | Event::DissentMet { .. }
            | Event::Committed { .. }
            | Event::Spoken { .. }
            | Event::Rated { .. }
            | Event::Marked { .. } => return self.said_at_large(entry),
        }
        Ok(())
    }

    fn joined(&mut self, person: PersonId, name: &Clean, role: Option<&Clean>) -> Fit {
        if person.0 as usize != self.people.len() + 1 {
            return Err("people are numbered in the order of joining");
        }
        self.people.push(Person {
            id: person,
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
                self.round(question)?.passes.insert(*person, entry.n);
            }
            Event::Hinted { question, hint } => {
                self.round(question)?.hints = hint.saturating_add(1);
            }
            Event::Noted {
                person,
                question,
                kind,
                text,
                about,
            } => self.round(question)?.notes.push(Note {
                entry: entry.n,
                person: *person,
                kind: *kind,
                text: text.clone(),
                about: *about,
            }),
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
            moved_by,
            ..
        } = &entry.event
        else {
            return Ok(());
        };
        let step = self.step().ok_or("no question is asked")?;
        let (revealed, hidden) = (step.shows(See::Answers), step.names == Names::Hidden);
        let version = Version {
            entry: entry.n,
            person: *person,
            place: self.place,
            answer: Arc::new(answer.clone()),
            handed_in: *handed_in,
            moved_by: moved_by.clone().unwrap_or_default(),
            names: if hidden { Names::Hidden } else { self.names },
            revealed,
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
            self.reveal_answers(left);
        }
        self.place = to;
        self.groups.clear();
        if let Some(Stop::Read { part, .. } | Stop::Question { part, .. }) = self.stop() {
            self.reached_part = *part;
        }
        let shows = |what| self.step().is_some_and(|step| step.shows(what));
        let (answers, model) = (shows(See::Answers), shows(See::Model));
        if answers {
            self.reveal_answers(to);
        }
        if let Some(round) = self.round_at(to) {
            round.model_revealed |= model;
        }
        self.timings.push(Timing {
            place: to,
            planned: self.planned_at(to),
            extended: 0,
            spent_ms: 0,
            since: Some(entry.at),
            skipped: false,
        });
        Ok(())
    }

    fn closed(&mut self, entry: &Entry) {
        self.stop_clock(entry, false);
        self.reveal_answers(self.place);
        self.place = Place::Over;
        self.groups.clear();
    }

    fn reveal_answers(&mut self, place: Place) {
        if let Some(round) = self.round_at(place) {
            for version in &mut round.versions {
                version.revealed = true;
            }
        }
    }

    fn stop_clock(&mut self, entry: &Entry, skipped: bool) {
        if let Some(timing) = self.timings.last_mut() {
            if let Some(since) = timing.since.take() {
                timing.spent_ms += entry.at.mono.saturating_sub(since.mono);
            }
            timing.skipped = skipped;
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

    fn round(&mut self, id: &QuestionId) -> Result<&mut Round, &'static str> {
        let mut questions = self.questions.iter();
        let index = questions.position(|question| question.prompt.id == *id);
        index
            .and_then(|index| self.rounds.get_mut(index))
            .ok_or("there is no such question")
    }

    fn person_mut(&mut self, id: PersonId) -> Result<&mut Person, &'static str> {
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
