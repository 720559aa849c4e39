//! An entry becomes state. The fold that resume, report and every screen share.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Arc,
};

use super::{
    Actor, CaseCard, Dissent, DissentState, Entry, Event, Opened, Person, Place, Round, Session,
    Version,
    agenda::{agenda, reading_times, stop_of},
    assign::{self, chosen, without::took_out},
    back, ballot,
    close::Consents,
    door, group,
    newest::{Newest, Reach, reach},
    parts, pause, study,
    study::Studied,
    theme,
    voice::{self, Voices},
};
use crate::{
    id::{PersonId, QuestionId, Seq},
    protocol::{Edit, Names, See},
};

type Fit = Result<(), &'static str>;

/// An entry that cannot follow from those before it: the file was edited by hand, or
/// this program has a bug.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("entry {n} does not fit: {why}")]
pub struct ReplayError {
    /// The entry's number.
    pub n: Seq,
    pub why: &'static str,
}

impl Session {
    /// The session that a first entry opens.
    ///
    /// # Errors
    ///
    /// [`ReplayError`] where the entry is not number 1 or not [`Event::Opened`].
    pub fn open(entry: &Entry) -> Result<Self, ReplayError> {
        match &entry.event {
            Event::Opened(opened) if entry.n == Seq(1) => Ok(Self::begin(entry, opened)),
            _ => Err(ReplayError {
                n: entry.n,
                why: "a session begins with “opened”, entry 1",
            }),
        }
    }

    /// The session that entries make, in order. No time passes in it until the next entry.
    ///
    /// # Errors
    ///
    /// [`ReplayError`] at the first entry that cannot follow from those before it.
    pub fn replay<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> Result<Self, ReplayError> {
        let mut entries = entries.into_iter();
        let first = entries.next().ok_or(ReplayError {
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
            turned_back: None,
            left_out: BTreeSet::new(),
            given_s: None,
            changes: Vec::new(),
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
            consents: Consents::up_to(opened.most),
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
            settled: parts::Settled::default(),
            studied: Studied::of(opened.study.as_deref().cloned().unwrap_or_default()),
        };
        session.newest.take(entry.n, Reach::Everybody);
        if session.studied.returns() {
            session.agenda = study::only_asked(&session, &session.agenda).into();
            session.reading_seconds = reading_times(&session.case, &session.agenda);
        }
        session
    }

    /// Takes the next entry in.
    ///
    /// # Errors
    ///
    /// [`ReplayError`] where it cannot follow; it has then changed nothing.
    pub fn apply(&mut self, entry: &Entry) -> Result<(), ReplayError> {
        let misfit = |why| ReplayError { n: entry.n, why };
        if entry.n != self.last.0.next() {
            return Err(misfit("its number does not follow"));
        }
        if self.place == Place::Over && !may_follow_the_end(&entry.event) {
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
        let event = &entry.event;
        match event {
            Event::Opened(_) => return Err("a session is opened once"),
            Event::Resumed { .. } | Event::Paused { .. } => self.wakes_or_rests(entry),
            Event::Joined { .. } => return self.comes(entry),
            Event::DeviceBound { device, people } => return door::bound(self, *device, people),
            Event::Left { person } => return door::left(self, *person),
            Event::Returned { person } => self.person_mut(*person)?.here = true,
            Event::Renamed { person, name } => self.person_mut(*person)?.name = name.clone(),
            Event::ProtocolChosen { .. } | Event::ProtocolOf { .. } => return chosen(self, event),
            Event::LeftOut { .. } | Event::KeptUnshown {} => return took_out(self, event),
            Event::NamesSet { names } => self.names = *names,
            Event::Writing { how } => self.way = Some(*how),
            Event::SeatHanded { to } => self.has_seat(entry.n, *to),
            Event::Moved { to, skipped } => return self.moved(entry, *to, *skipped),
            Event::SteppedBack { .. }
            | Event::Reassigned { .. }
            | Event::TakenBack { .. }
            | Event::SetAside { .. }
            | Event::Recommitted { .. }
            | Event::BroughtBack { .. }
            | Event::Reopened {} => return back::gone_back(self, entry),
            Event::FactGiven { .. } | Event::Decided { .. } => return parts::took(self, entry),
            Event::Grouped { groups } => return group::grouped(self, groups),
            Event::BreakBegan { .. } | Event::BreakEnded { .. } => pause::took(self, entry),
            Event::MinutesGiven { .. } | Event::Extended { .. } => return self.gets_time(event),
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
            | Event::Tagged { .. } => return theme::sorted(self, entry.n, &entry.event),
            Event::Heard { .. }
            | Event::Queued { .. }
            | Event::Unqueued { .. }
            | Event::TurnPassed { .. }
            | Event::DutyHanded { .. }
            | Event::RoleTaken { .. } => return voice::voiced(self, &entry.event),
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

    fn wakes_or_rests(&mut self, entry: &Entry) {
        if let Event::Paused { spent_ms } = entry.event {
            self.pauses(entry, spent_ms);
        } else {
            self.wake(entry);
        }
    }

    /// So much time there is for all of it, or so much more for the step that runs.
    fn gets_time(&mut self, event: &Event) -> Fit {
        if let Event::MinutesGiven { seconds } = event {
            self.given_s = Some(*seconds);
        }
        if let Event::Extended { seconds } = event {
            let timing = self.timings.last_mut().ok_or("nothing runs")?;
            timing.extended = timing.extended.saturating_add(*seconds);
        }
        Ok(())
    }

    fn has_seat(&mut self, n: Seq, person: Option<PersonId>) {
        self.seat = person;
        self.seats.push((n, person));
    }

    fn comes(&mut self, entry: &Entry) -> Fit {
        let Event::Joined { person, name, role } = &entry.event else {
            return Err("nobody comes with it");
        };
        if person.0 as usize != self.people.len() + 1 {
            return Err("people are numbered in the order of joining");
        }
        self.people.push(Person {
            id: *person,
            entry: entry.n,
            name: name.clone(),
            role: role.clone(),
            here: true,
            joined: self.place,
        });
        Ok(())
    }

    fn said_to_question(&mut self, entry: &Entry) -> Fit {
        match &entry.event {
            Event::Answered {
                person, question, ..
            } => {
                self.person_mut(*person)?;
                self.answered(entry, question)?;
                self.studied.take(&entry.event, entry.at.wall);
            }
            Event::Passed { person, question } => {
                self.studied.take(&entry.event, entry.at.wall);
                let run = ballot::run(self);
                let passes = &mut self.round(question)?.passes;
                passes.entry(*person).or_default().push(run);
            }
            Event::Hinted { question, hint } => {
                self.round(question)?.hints = hint.saturating_add(1);
            }
            Event::Noted { .. } => voice::noted(self, entry)?,
            Event::Voted {
                person,
                question,
                ballot,
            } => {
                self.person_mut(*person)?;
                ballot::voted(self, *person, question, ballot)?;
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
                typed: entry.by == Actor::Desk,
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
                if *state == DissentState::Reworded {
                    let before = std::mem::replace(&mut met.text, text.clone());
                    met.answers.push((*state, before));
                } else {
                    met.state = *state;
                    met.answers.push((*state, text.clone()));
                }
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
                self.consents.said.insert(*person, *level);
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
        let hidden = self.names == Names::Hidden || self.asks_unnamed();
        let after = !step.takes_answers();
        // One that comes alone while all others are read would be known by that.
        let revealed = step.shows(See::Answers) && !((*late || after) && hidden);
        let group = if step.one_a_group && !*late {
            let mut group = group::group_of(self, *person).unwrap_or_default().to_vec();
            group.sort_unstable();
            group
        } else {
            Vec::new()
        };
        let role = self.person(*person).and_then(|person| person.role.clone());
        let strand = self.strand(*person, self.place);
        let version = Version {
            entry: entry.n,
            person: *person,
            place: self.place,
            answer: Arc::new(answer.clone()),
            handed_in: *handed_in,
            late: *late,
            changed: after && !*late,
            moved_by: moved_by.clone().unwrap_or_default(),
            names: if hidden { Names::Hidden } else { Names::Named },
            revealed,
            run: ballot::run(self),
            strand,
            typed: entry.by == Actor::Desk,
            // Whoever was passed the shared keyboard acts as themselves too.
            own_device: entry.by == Actor::Person(*person) && self.device_of(*person).is_some(),
            group,
            role,
        };
        self.round(id)?.versions.push(version);
        Ok(())
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

    /// Which strand an answer of a person belongs to that is given at a place.
    pub(super) fn strand(&self, person: PersonId, place: Place) -> u16 {
        let beside = self.step_at(place).map(|step| step.edit) == Some(Edit::Beside);
        let mut earlier = self.rounds.iter().flat_map(|round| &round.versions).rev();
        let own = |version: &&Version| {
            version.is_persons(person) && stop_of(version.place) == stop_of(place)
        };
        match place {
            Place::At { step, .. } if beside => step,
            Place::At { .. } | Place::Gather | Place::Over => {
                earlier.find(own).map_or(0, |version| version.strand)
            }
        }
    }

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

/// Whether something may follow the end of a session: that it is opened again, and what the
/// program has to tell before.
fn may_follow_the_end(event: &Event) -> bool {
    matches!(
        event,
        Event::Reopened {}
            | Event::Resumed { .. }
            | Event::ClockJumped { .. }
            | Event::Mended { .. }
            | Event::Shortened { .. }
    )
}
