//! The view of a whole session, for one viewer.

use std::sync::Arc;

use crate::{
    case::{Block, Item},
    id::{PersonId, QuestionId},
    protocol::{Edit, GoOn, Names, See, Sides, Step, Way, Who},
    session::{
        Actor, Clock, DissentView, PartView, Person, PersonState, PersonView, Place, QuestionView,
        Round, Session, StepView, Stop, Target, Timing, View, Viewer, clock,
        door::members,
        group,
        mask::Mask,
        parts,
        rule::{Asked, wants_reason},
        study, theme,
        view::{brief, can::can, closing, facts, question, shared::only_shared, voices},
        voice,
    },
    stamp::Stamp,
    text::Clean,
};

impl Session {
    /// What `viewer` may see at the moment `now`.
    ///
    /// The only place that decides who sees what: screens, pages and reports draw what is here.
    pub fn view(&self, viewer: Viewer, now: Stamp) -> View {
        let past = self.past_views(viewer, now);
        let view = View {
            past,
            ..self.view_of_now(viewer, now)
        };
        self.kept_to(viewer, view)
    }

    /// The same without the questions that were asked before, for whoever shows only what is now:
    /// a page for each of three hundred people.
    pub fn view_now(&self, viewer: Viewer, now: Stamp) -> View {
        self.kept_to(viewer, self.view_of_now(viewer, now))
    }

    /// The times alone, for whoever only has to know when they change.
    pub fn view_clock(&self, now: Stamp) -> Clock {
        clock::of(self, now)
    }

    /// When time alone ends the step that runs; none where it does not, or stands still.
    pub fn wake_at(&self, now: Stamp) -> Option<Stamp> {
        let timed = self.step().is_some_and(|step| step.go_on == GoOn::Time);
        let runs = self.timings.last().is_some_and(Timing::runs) && !self.asleep;
        let clock = clock::of(self, now);
        let planned = clock.planned_s.filter(|_| timed && runs)?;
        Some(now.plus((u64::from(planned) * 1000).saturating_sub(clock.spent_ms)))
    }

    /// The view, and of it only what was consented to where it leaves the group.
    fn kept_to(&self, viewer: Viewer, view: View) -> View {
        if viewer == Viewer::Shared {
            only_shared(self, view)
        } else {
            view
        }
    }

    fn view_of_now(&self, viewer: Viewer, now: Stamp) -> View {
        let now = self.moment(now);
        let asked = self.asked_now();
        let due = matches!(self.stop(), Some(Stop::Close)) || self.place == Place::Over;
        View {
            viewer,
            session: self.id(),
            case: Arc::clone(&self.card),
            place: self.place,
            alone: self.alone,
            seq: self.last.0,
            opened_at: self.opened_at.wall,
            protocol: Arc::clone(self.protocol_now()),
            protocols: question::own_protocols(self),
            names: self.names,
            way: self.way,
            setup: super::setup::setup(self, viewer).map(Box::new),
            agenda: super::ahead::agenda_lines(self, viewer, now),
            clock: clock::of(self, now),
            breaks: clock::break_views(self, now),
            step: self.step_view(viewer),
            ahead: super::ahead::ahead(self, viewer),
            people: self.people_views(viewer),
            seat: self.people.seat,
            seats: self.people.seat_names(),
            groups: self.groups.now.clone(),
            queue: voices::queue_lines(self),
            next_speaker: voice::next_speaker(self),
            duties: voices::duty_views(self),
            duty_log: voices::duty_log_views(self),
            step_times: self.times_of_steps(),
            citations: voices::citations(self),
            parts: self.part_views(),
            exhibits: facts::exhibits(self),
            facts: facts::facts(self, viewer),
            undecided: super::ahead::undecided(self),
            question: asked
                .and_then(|asked| question::question_view(self, asked.index, viewer, now)),
            past: Vec::new(),
            goals: only_if(due, &self.case.goals),
            sources: only_if(due || viewer == Viewer::Report, &self.case.sources),
            dissents: self.dissent_views(viewer),
            commitments: closing::commitments(self, viewer),
            learned: self.learned.clone(),
            consent: closing::consent(self, viewer),
            words: closing::words(self, viewer),
            facilitator_notes: only_if(
                question::reads_notes(self, viewer) && (due || !self.alone),
                &question::notes_to_the_case(self),
            ),
            facilitator_goals: question::goals_ahead(self, viewer),
            briefs: brief::briefs(self, viewer, due),
            study: study::study_view(self),
            changes: super::back::changes(self),
            damage: self.damage.clone(),
            unnamed: closing::unnamed(viewer),
            can: can(self, viewer, now),
        }
    }

    fn step_view(&self, viewer: Viewer) -> Option<StepView> {
        let asked = self.asked_now()?;
        let Place::At { step, .. } = self.place else {
            return None;
        };
        let ready = |person: &&Person| {
            matches!(
                self.state_of(person.id),
                PersonState::Answered | PersonState::Passed
            )
        };
        let step = usize::from(step);
        Some(StepView {
            step: Arc::new(asked.step.clone()),
            number: self
                .steps_of(asked.index)
                .take_while(|at| *at <= step)
                .count(),
            of: self.steps_of(asked.index).count(),
            audience: self.audience(viewer),
            wants_reason: wants_reason(asked.step, &asked.question.prompt.kind),
            ready: self.people.here().filter(ready).count(),
            asked: self
                .people
                .here()
                .filter(|person| self.state_of(person.id) != PersonState::Free)
                .count(),
            lonely: self.lonely(asked.step),
        })
    }

    /// Who will see what is written now, when, and whether named: one sentence.
    fn audience(&self, viewer: Viewer) -> Clean {
        let Some(step) = self.step() else {
            return Clean::default();
        };
        let unnamed = match step.takes_votes() {
            true => step.names == Names::Hidden,
            false => self.asks_unnamed(),
        };
        let hidden = unnamed || self.names == Names::Hidden;
        let names = if hidden {
            "under a pseudonym; this computer keeps who wrote it"
        } else {
            "with the name"
        };
        if self.alone {
            return Clean::new("Only you see this. It stays on this computer.");
        }
        let shown = if step.takes_votes() {
            See::Tally
        } else {
            See::Answers
        };
        if !step.takes_votes() && step.shows(shown) {
            let waits = hidden && !step.takes_answers();
            let when = if waits {
                "when the next question begins"
            } else {
                "at once"
            };
            return Clean::new(&format!("Everyone sees this {when}, {names}."));
        }
        let Place::At { step: at, .. } = self.place else {
            return Clean::default();
        };
        let later = self.protocol_now().steps.iter().skip(usize::from(at) + 1);
        let reveals =
            |step: &&Step| step.shows(shown) || (shown == See::Answers && step.shows(See::Earlier));
        let reveal = later.filter(reveals).map(|step| &step.name).next();
        let when = match reveal {
            Some(name) => format!("when “{name}” begins"),
            None => "when the next question begins".to_owned(),
        };
        let apart = match viewer {
            Viewer::Person(person) => self.people.device_of(person).is_some(),
            Viewer::Room => !self.people.devices.is_empty(),
            Viewer::Facilitator => self.way == Some(Way::Phones),
            Viewer::Report | Viewer::Shared => false,
        };
        let until = match (step.shows(See::Group), apart) {
            (true, _) => "Your group sees this now, everyone",
            (false, true) => "Nobody sees this yet; everyone does",
            (false, false) => "On this screen only; everyone sees it",
        };
        Clean::new(&format!("{until} {when}, {names}."))
    }

    fn people_views(&self, viewer: Viewer) -> Vec<PersonView> {
        let hides = self.step().is_some_and(|step| step.names == Names::Hidden);
        let hidden = hides || self.names == Names::Hidden;
        let watches = match viewer {
            Viewer::Facilitator | Viewer::Report | Viewer::Shared => false,
            Viewer::Room => true,
            Viewer::Person(own) => self.people.device_of(own).is_some(),
        };
        let people = self.people.all.iter();
        people
            .map(|person| {
                let state = match watches && viewer.person() != Some(person.id) {
                    true => self.state_told(person.id, hidden),
                    false => self.state_of(person.id),
                };
                PersonView {
                    answers_after: viewer == Viewer::Facilitator
                        && self.may_answer_after(person.id),
                    ..self.person_view(person, state)
                }
            })
            .collect()
    }

    /// What the room, and whoever has a device of their own, learn of what another has done in the
    /// step that runs: that they are done, and under hidden names nothing but how many are. The
    /// shared keyboard has to know whose turn it is.
    fn state_told(&self, person: PersonId, hidden: bool) -> PersonState {
        if hidden {
            return PersonState::Free;
        }
        match self.state_of(person) {
            PersonState::Passed => PersonState::Answered,
            state @ (PersonState::Free | PersonState::Open | PersonState::Answered) => state,
        }
    }

    fn person_view(&self, person: &Person, state: PersonState) -> PersonView {
        let heard = self.asked_now().map_or(0, |asked| {
            let notes = asked.round.notes.iter();
            notes.filter(|note| note.person == Some(person.id)).count()
        });
        let voice = self.voices.heard.get(&person.id).copied();
        let voice = voice.unwrap_or_default();
        PersonView {
            id: person.id,
            name: person.name.clone(),
            members: members(self, person.id),
            role: person.role.clone(),
            here: person.here,
            late: person.joined > Place::At { stop: 0, step: 0 },
            state,
            heard,
            spoken: voice.0,
            spoken_s: voice.1,
            answers_after: false,
        }
    }

    /// Whether the desk may take down an answer of theirs after the step that asked for it.
    fn may_answer_after(&self, person: PersonId) -> bool {
        let after = self.asked_now().filter(|asked| !asked.step.takes_answers());
        after.is_some_and(|asked| self.may_answer(Actor::Desk, person, asked).is_ok())
    }

    /// What a person has done in the step that runs.
    ///
    /// Where a step invites new versions, whoever answered before owes nothing.
    pub(in crate::session) fn state_of(&self, person: PersonId) -> PersonState {
        let works = |asked: &Asked<'_>| {
            let writes = asked.step.takes_answers() || asked.step.takes_votes();
            writes && voice::works(self, asked.step.who, person)
        };
        let Some(asked) = self.asked_now().filter(works) else {
            return PersonState::Free;
        };
        let by_place = matches!(asked.step.edit, Edit::Free | Edit::Locked);
        let answered = if asked.step.takes_votes() || !by_place {
            self.has_answered(person, asked)
        } else {
            let mut versions = asked.round.versions.iter();
            versions.any(|version| version.is_by(person) && version.place == self.place)
        };
        if answered {
            PersonState::Answered
        } else if self.has_passed(person, asked) {
            PersonState::Passed
        } else {
            PersonState::Open
        }
    }

    /// What to do where a step needs more people than are here.
    fn lonely(&self, step: &Step) -> Clean {
        if step.who == Who::Inside {
            let inside = voice::inside(self).into_iter();
            let names: Vec<_> = inside
                .filter_map(|person| self.people.name(person))
                .collect();
            let names: Vec<_> = names.iter().map(Clean::as_str).collect();
            return Clean::new(&format!("Inside: {}. The others listen.", names.join(", ")));
        }
        if step.sides != Sides::Own && !self.groups.now.is_empty() && !self.alone {
            return group::sides_told(self, step.sides);
        }
        if step.who.size().is_none() || self.alone || self.people.here().count() > 1 {
            return Clean::default();
        }
        Clean::new("Nobody else is here to talk with. Think it through once more alone, or go on.")
    }

    pub(in crate::session) fn part_views(&self) -> Vec<PartView> {
        let now = match self.stop() {
            Some(Stop::Read { part, .. } | Stop::Question { part, .. }) => Some(*part),
            Some(Stop::Close) | None => None,
        };
        let readings = |items: &[Item]| {
            let of = |item: &Item| match item {
                Item::Reading(reading) => Some(Arc::clone(reading)),
                Item::Exhibit(_) | Item::Question(_) => None,
            };
            items.iter().filter_map(of).collect()
        };
        parts::readable(self)
            .map(|(at, part)| PartView {
                title: part.title.clone(),
                readings: readings(part.items.get(..self.readable(at)).unwrap_or_default()),
                now: now == Some(at),
            })
            .collect()
    }

    /// How many items of a part may be read: text behind a question is read when it is reached,
    /// unless the part begins with what it asks, and all its text comes afterwards.
    fn readable(&self, part: usize) -> usize {
        let items = self
            .case
            .parts
            .get(part)
            .map_or(&[][..], |part| &part.items);
        let counts = |item: &&Item| matches!(item, Item::Reading(_) | Item::Question(_));
        if let Some(Item::Question(_)) = items.iter().find(counts) {
            return items.len();
        }
        let here = match self.place {
            Place::Gather => 0,
            Place::At { .. } | Place::Over => self.reached_stop(),
        };
        let reached = self.agenda.iter().take(here + 1);
        let ends = reached.filter_map(|stop| match stop {
            Stop::Read { part: of, items } if *of == part => Some(items.end),
            Stop::Read { .. } | Stop::Question { .. } | Stop::Close => None,
        });
        ends.max().unwrap_or_default()
    }

    /// The moment by which time is counted: until something is saved again, the last one.
    pub(in crate::session) fn moment(&self, now: Stamp) -> Stamp {
        if self.asleep { self.last.1 } else { now }
    }

    /// The questions that were asked before, in order.
    fn past_views(&self, viewer: Viewer, now: Stamp) -> Vec<QuestionView> {
        let now = self.moment(now);
        let (reached, here) = match self.place {
            Place::Gather => (0, None),
            Place::At { .. } | Place::Over => (self.reached_stop() + 1, self.stop()),
        };
        let before = self.agenda.iter().take(reached);
        before
            .filter(|stop| Some(*stop) != here)
            .filter(|stop| {
                stop.part()
                    .is_none_or(|part| !parts::is_not_taken(self, part))
            })
            .filter_map(|stop| match stop {
                Stop::Question { question, .. } => {
                    question::question_view(self, *question, viewer, now)
                }
                Stop::Read { .. } | Stop::Close => None,
            })
            .collect()
    }

    /// What leaves under hidden names is in no order that tells who wrote when.
    pub(super) fn is_out_of_order(&self, viewer: Viewer) -> bool {
        self.hides_names() && matches!(viewer, Viewer::Report | Viewer::Shared)
    }

    /// Whether names are hidden anywhere in what was said, or may yet be.
    pub(in crate::session) fn hides_names(&self) -> bool {
        let hides = |step: &Step| step.names == Names::Hidden;
        let said = |round: &Round| {
            let mut versions = round.versions.iter();
            versions.any(|version| version.names == Names::Hidden)
        };
        self.names == Names::Hidden
            || self.all_protocols().any(|one| one.steps.iter().any(hides))
            || self.rounds.iter().any(said)
    }

    fn dissent_views(&self, viewer: Viewer) -> Vec<DissentView> {
        let view = |dissent| DissentView::of(self, viewer, dissent);
        let mut views: Vec<_> = self.dissents.iter().map(view).collect();
        if self.is_out_of_order(viewer) {
            views.sort_by_key(|one| (one.against_words.clone(), one.text.clone()));
        }
        views
    }

    pub(super) fn target_words(&self, target: &Target) -> Clean {
        let number = |index: usize| index + 1;
        let number_of = |id: &QuestionId| number(self.index_of(id).unwrap_or(0));
        match target {
            Target::Summary => Clean::new("the session as a whole"),
            Target::Tally(id) => Clean::new(&format!(
                "what the answers to question {} add up to",
                number_of(id)
            )),
            Target::Model(id) => Clean::new(&format!(
                "the author’s answer to question {}",
                number_of(id)
            )),
            Target::Theme(entry) => match theme::find(self, *entry) {
                Some((_, theme)) => Clean::new(&format!("the theme “{}”", theme.title)),
                None => Clean::new("a theme"),
            },
            Target::Answer(entry) => {
                let mut rounds = self.rounds.iter().enumerate();
                let found = rounds.find_map(|(index, round)| Some((index, round.answer(*entry)?)));
                let Some((index, version)) = found else {
                    return Clean::new("an answer");
                };
                let writer = Mask::of(self, index).writer(self, version);
                Clean::new(&match writer.words() {
                    Some(writer) => format!("{writer}’s answer to question {}", number(index)),
                    None => format!("an answer to question {}", number(index)),
                })
            }
        }
    }
}

/// These blocks for whom they are, nothing for anybody else.
fn only_if(may_see: bool, blocks: &[Block]) -> Vec<Block> {
    if may_see { blocks } else { &[] }.to_vec()
}
