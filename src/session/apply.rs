//! An entry becomes state. The fold that resume, report and every screen share.

use std::{
    collections::{BTreeMap, HashSet},
    sync::Arc,
};

use super::{
    Actor, CaseCard, Dissent, DissentState, Entry, Event, Fit, Note, Opened, Person, Place, Rated,
    Round, Session, Theme, Version, after,
    agenda::{agenda, reading_times, stop_of},
    amend,
    assign::{self, without},
    back, ballot, clock,
    close::Consents,
    facts::{self, Given},
    group::{self, Groups},
    newest::{Newest, Reach, reach},
    notice, parts, pause,
    people::People,
    reveal,
    round::{Origin, Taken},
    study::{self, Studied},
    theme,
    voice::{self, Voices},
};
use crate::{
    case::{Answer, Question},
    id::{PersonId, QuestionId, Seq},
    protocol::{Edit, Names, See, Who},
    stamp::Stamp,
    text::Clean,
};

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
    /// Fails with [`ReplayError`] where the entry is not number 1 or not [`Event::Opened`].
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
    /// Fails with [`ReplayError`] at the first entry that cannot follow from those before it.
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
        let rounds = assign::rounds(&case, &opened.protocols);
        let agenda = agenda(&case);
        let mut session = Self {
            reading_seconds: reading_times(&case, &agenda),
            agenda,
            card: Arc::new(CaseCard::of(&case, &opened.source, rounds.len())),
            origin: (opened.source_hash.clone(), opened.place.clone()),
            rounds,
            case,
            protocol: Arc::clone(&opened.protocol),
            alone: opened.alone,
            seed: opened.seed,
            names: Names::Named,
            way: None,
            planned: BTreeMap::new(),
            place: Place::Gather,
            reached_part: 0,
            turned_back: None,
            given_s: None,
            changes: Vec::new(),
            asleep: false,
            paused: false,
            last: (entry.n, entry.at),
            opened_at: entry.at,
            people: People::default(),
            timings: Vec::new(),
            breaks: Vec::new(),
            groups: Groups::default(),
            dissents: Vec::new(),
            commitments: Vec::new(),
            learned: Vec::new(),
            words: BTreeMap::new(),
            consents: Consents::up_to(opened.most),
            opened_by: entry.id,
            format: opened.format,
            damage: Vec::new(),
            heard: HashSet::from([entry.id]),
            newest: Newest::default(),
            voices: Voices::default(),
            facts: Vec::new(),
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
    /// Fails with [`ReplayError`] where it cannot follow; it has then changed nothing.
    pub fn apply(&mut self, entry: &Entry) -> Result<(), ReplayError> {
        let misfit = |why| ReplayError { n: entry.n, why };
        if entry.n != self.last.0.next() {
            return Err(misfit("its number does not follow"));
        }
        if self.place == Place::Over && !may_follow_the_end(&entry.event) {
            return Err(misfit("the session was closed before it"));
        }
        let reach = reach(self, &entry.event);
        let said_by = entry.event.said_by();
        let known = |person| self.people.get(person).is_some();
        if said_by.is_some_and(|person| !known(person)) {
            return Err(misfit("there is no such person"));
        }
        self.take(entry).map_err(misfit)?;
        if let Some(person) = said_by {
            self.people.get_mut(person).map_err(misfit)?.took_part = true;
        }
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
        self.heard.insert(entry.id);
        Ok(())
    }

    /// Each event once, and what becomes of it.
    fn take(&mut self, entry: &Entry) -> Fit {
        let (n, at) = (entry.n, entry.at.wall);
        match &entry.event {
            Event::Opened(_) => return Err("a session is opened once"),
            Event::Resumed { .. } => self.wake(entry.at),
            Event::Paused { spent_ms } => self.pauses(entry.at, *spent_ms),
            Event::Joined { person, name, role } => self.people.join(Person {
                id: *person,
                name: name.clone(),
                role: role.clone(),
                here: true,
                joined: self.place,
                took_part: false,
            })?,
            Event::DeviceBound { device, people } => self.people.bind(*device, people)?,
            Event::Left { person } => {
                self.people.leave(*person)?;
                self.voices.leaves_queue(*person);
            }
            Event::Returned { person } => self.people.get_mut(*person)?.here = true,
            Event::Renamed { person, name } => {
                self.people.get_mut(*person)?.name = name.clone();
            }
            Event::ProtocolChosen { protocol } => assign::chosen(self, entry, None, protocol)?,
            Event::ProtocolOf { question, protocol } => {
                assign::chosen(self, entry, Some(question), protocol)?;
            }
            Event::LeftOut { question, again } => without::took_out(self, question, *again)?,
            Event::KeptUnshown {} => reveal::kept(self)?,
            Event::NamesSet { names } => self.names = *names,
            Event::Writing { how } => clock::writes_by(self, *how),
            Event::SeatHanded { to } => self.people.hand_seat(*to),
            Event::Moved { to, skipped } => self.moved(entry, *to, *skipped)?,
            Event::SteppedBack { to } => back::stepped_back(self, entry, *to)?,
            Event::Reassigned { entry, to, why } => back::reassigned(self, *entry, *to, why)?,
            Event::TakenBack { entry } => back::taken_back(self, *entry)?,
            Event::SetAside { entries, why } => back::put_aside(self, entries, why)?,
            Event::Recommitted { .. } | Event::NoteMended { .. } | Event::BroughtBack { .. } => {
                amend::amended(self, &entry.event)?;
            }
            Event::Reopened {} => back::reopened(self, entry)?,
            Event::FactGiven { fact, asked_by } => facts::given_out(
                self,
                Given {
                    number: *fact,
                    asked_by: *asked_by,
                    at,
                    place: self.place,
                },
            )?,
            Event::Decided { question, option } => parts::decides(self, question, *option)?,
            Event::Grouped { groups } => group::grouped(self, groups)?,
            Event::BreakBegan { spent_ms } => pause::began(self, entry, *spent_ms),
            Event::BreakEnded { .. } => pause::ended(self, entry),
            Event::MinutesGiven { seconds } => self.given_s = Some(*seconds),
            Event::Extended { seconds } => {
                let timing = self.timings.last_mut().ok_or("nothing runs")?;
                timing.extended = timing.extended.saturating_add(*seconds);
            }
            Event::Mended { bytes } => self.damage.push(notice::mended(*bytes)),
            Event::Shortened { saved } => {
                self.damage
                    .push(notice::shortened(self.last.0.next(), *saved));
            }
            Event::TakenOver { from, damaged } => {
                self.damage.push(notice::taken_over(from, damaged));
            }
            Event::ClockJumped { by_ms } => self.damage.push(notice::clock_jumped(*by_ms, n)),
            Event::Closed { .. } => self.closed(entry),
            Event::Answered {
                person,
                question,
                answer,
                handed_in,
                late,
                moved_by,
            } => {
                let version = Version {
                    handed_in: *handed_in,
                    moved_by: moved_by.clone().unwrap_or_default(),
                    ..self.version(entry, (*person, question), answer, *late)?
                };
                self.round(question)?.takes(version);
                self.studied.meets(question, at);
            }
            Event::Passed { person, question } => {
                let run = ballot::run(self);
                let passes = &mut self.round(question)?.passes;
                passes.entry(*person).or_default().push(run);
                self.studied.meets(question, at);
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
            } => {
                let late = after::is_past(self, question);
                let note = Note {
                    entry: n,
                    person: *person,
                    kind: *kind,
                    text: text.clone(),
                    about: *about,
                    tag: None,
                    in_turn: !late && self.step().is_some_and(|step| step.who == Who::InTurn),
                    late,
                };
                voice::noted(self, question, note)?;
            }
            Event::Voted {
                person,
                question,
                ballot,
            } => ballot::voted(self, *person, question, ballot)?,
            Event::Compared {
                person,
                question,
                model,
                claim,
                stance,
                text,
            } => {
                let typed = entry.by == Actor::Desk;
                let taken = Taken {
                    stance: *stance,
                    text: text.clone(),
                    of_group: self.round(question)?.stands_for(*person).filter(|_| typed),
                    late: after::is_past(self, question),
                    before: Vec::new(),
                };
                let key = (*person, *model, *claim);
                self.round(question)?.compares(key, taken);
            }
            Event::ThemeMade {
                question,
                title,
                items,
            } => {
                let title = title.clone();
                theme::made(self, question, Theme { entry: n, title }, items)?;
            }
            Event::ThemeNamed { theme, title } => theme::named(self, *theme, title)?,
            Event::Sorted { items, theme } => theme::sorted(self, items, *theme)?,
            Event::SortUndone { question } => self.round(question)?.take_back(),
            Event::Tagged { note, tag } => theme::tagged(self, *note, *tag)?,
            Event::Heard {
                person,
                answer,
                seconds,
            } => voice::heard(self, *person, *answer, *seconds)?,
            Event::Queued { person, kind } => {
                self.people.get_mut(*person)?;
                self.voices.queues((*person, *kind));
            }
            Event::Unqueued { person } => self.voices.leaves_queue(*person),
            Event::TurnPassed { person } => {
                self.people.get_mut(*person)?;
                self.voices.passes(*person);
            }
            Event::DutyHanded { duty, to } => self.people.hand_duty(*duty, *to)?,
            Event::RoleTaken { person, role } => {
                self.people.get_mut(*person)?.role.clone_from(role);
            }
            Event::Dissented {
                person,
                against,
                text,
            } => self.dissents.push(Dissent {
                entry: n,
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
                met.ok_or("there is no such dissent")?.met(*state, text);
            }
            Event::Committed { person, commitment } => {
                self.commitments.push((n, *person, commitment.clone()));
            }
            Event::Spoken { person, word } => {
                self.words.insert(*person, word.clone());
            }
            Event::Consented { person, level } => {
                self.people.get_mut(*person)?;
                self.consents.said.insert(*person, *level);
            }
            Event::Learned(learned) => self.learned.push(learned.clone()),
            Event::Rated { .. } => self.studied.rated(Rated::of(&entry.event, at)),
            Event::Marked {
                paragraph, note, ..
            } => self.studied.mark(*paragraph, note.as_ref()),
        }
        Ok(())
    }

    /// An answer that is given now.
    fn version(
        &self,
        entry: &Entry,
        (person, question): (PersonId, &QuestionId),
        answer: &Answer,
        late: bool,
    ) -> Result<Version, &'static str> {
        let role = self.people.get(person).ok_or("there is no such person")?;
        let role = role.role.clone();
        let past = after::past(self, question);
        let place = past.and_then(|asked| asked.past).unwrap_or(self.place);
        let step = self.step_at(place).ok_or("no question is asked")?;
        let hidden = self.names == Names::Hidden || self.asks_unnamed(place);
        let after = past.is_some() || !step.takes_answers();
        // One that comes alone while all others are read would be known by that.
        let read = past.is_some() || step.shows(See::Answers);
        let revealed = read && !((late || after) && hidden);
        let answered = past.is_some_and(|asked| {
            let mut versions = asked.round.versions.iter();
            versions.any(|known| known.is_by(person))
        });
        let mut group = match group::group_of(self, person) {
            Some(group) if step.one_a_group && !late => group.to_vec(),
            Some(_) | None => Vec::new(),
        };
        group.sort_unstable();
        Ok(Version {
            entry: entry.n,
            person,
            place,
            answer: Arc::new(answer.clone()),
            handed_in: false,
            late,
            changed: answered || (after && !late),
            moved_by: Clean::default(),
            names: if hidden { Names::Hidden } else { Names::Named },
            revealed,
            run: self.timing_at(place).map_or(0, |timing| timing.run),
            strand: self.strand(person, place),
            origin: match entry.by {
                Actor::Desk => Origin::Typed,
                Actor::Person(by) if by == person && self.people.device_of(by).is_some() => {
                    Origin::Device
                }
                Actor::Person(_) | Actor::Door | Actor::Program => Origin::Passed,
            },
            replaced: false,
            group,
            role,
        })
    }

    /// The program was closed: the clock stands where it stood.
    fn pauses(&mut self, at: Stamp, spent_ms: u64) {
        if let Some(timing) = self.timings.last_mut()
            && timing.runs()
        {
            timing.spent_ms = spent_ms;
            timing.since = Some(at);
        }
    }

    /// The program was opened again, perhaps after a restart of the machine: what lay
    /// between is nobody's working time.
    fn wake(&mut self, at: Stamp) {
        let last = self.last.1;
        if let Some(timing) = self.timings.last_mut()
            && let Some(since) = timing.since
        {
            timing.spent_ms += last.mono.saturating_sub(since.mono);
            timing.since = Some(at);
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

    pub(super) fn question(&self, index: usize) -> Option<&Arc<Question>> {
        self.rounds.get(index).map(|round| &round.question)
    }

    pub(super) fn questions(&self) -> impl Iterator<Item = &Arc<Question>> {
        self.rounds.iter().map(|round| &round.question)
    }

    pub(super) fn round_of(&self, id: &QuestionId) -> Option<&Round> {
        self.rounds.get(self.index_of(id)?)
    }

    /// Which question that is, counted from 0.
    pub(super) fn index_of(&self, id: &QuestionId) -> Option<usize> {
        self.questions()
            .position(|question| question.prompt.id == *id)
    }

    pub(super) fn round(&mut self, id: &QuestionId) -> Result<&mut Round, &'static str> {
        self.index_of(id)
            .and_then(|index| self.rounds.get_mut(index))
            .ok_or("there is no such question")
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
