//! Each rule once: `decide` asks them before it makes events, `view` asks them to say
//! what a viewer can do.

use super::{
    Actor, AgendaItem, Duty, Level, MOST_BYTES, Person, PersonState, Place, Refusal, Round, Ruling,
    Session,
    after::{self, may_answer_past, may_be_late, may_change},
    ballot, clock, voice,
};
use crate::{
    case::{Answer, Kind, Question},
    id::{PersonId, QuestionId, Seq},
    protocol::{Edit, GoOn, Names, See, Step, Write},
    stamp::Stamp,
    text::Clean,
};

/// A question that is asked now, or is past, and where it stands in the session.
#[derive(Clone, Copy)]
pub(super) struct Asked<'a> {
    pub(super) index: usize,
    pub(super) question: &'a Question,
    pub(super) round: &'a Round,
    pub(super) step: &'a Step,
    /// Where it was left, where it is past.
    pub(super) past: Option<Place>,
}

impl Session {
    pub(super) fn not_over(&self) -> Ruling {
        match self.place {
            Place::Over => Err(Refusal::Over),
            Place::Gather | Place::At { .. } => Ok(()),
        }
    }

    /// The session runs: people have gathered and it has not ended.
    pub(super) fn running(&self) -> Ruling {
        self.not_over()?;
        match self.place {
            Place::At { .. } => Ok(()),
            Place::Gather | Place::Over => {
                Err(Refusal::NotNow("That comes once the session has started."))
            }
        }
    }

    /// Steering is for the shared keyboard and for whoever holds the seat.
    pub(super) fn may_steer(&self, by: Actor) -> Ruling {
        self.not_over()?;
        match by {
            Actor::Desk => Ok(()),
            Actor::Person(person) if self.people.seat == Some(person) || self.alone => Ok(()),
            Actor::Person(_) | Actor::Door | Actor::Program => Err(Refusal::NotYourSeat),
        }
    }

    /// Choosing the protocol and the names is for the time before the first question is asked.
    pub(super) fn may_set_up(&self, by: Actor) -> Ruling {
        self.may_steer(by)?;
        if self.is_before_questions() {
            Ok(())
        } else {
            Err(Refusal::NotNow(
                "That is chosen before the first question is asked.",
            ))
        }
    }

    /// Whether people gather, or a group reads and was asked nothing yet.
    pub(super) fn is_before_questions(&self) -> bool {
        match self.place {
            Place::Gather => true,
            Place::At { stop, .. } => {
                let mut so_far = self.agenda.iter().take(usize::from(stop) + 1);
                !self.alone && so_far.all(|stop| matches!(stop, AgendaItem::Read { .. }))
            }
            Place::Over => false,
        }
    }

    /// Going on is for whoever steers; the program may where the planned time decides.
    pub(super) fn may_advance(&self, by: Actor, now: Stamp) -> Ruling {
        self.not_over()?;
        if self.people.here().next().is_none() {
            return Err(Refusal::NobodyHere);
        }
        if self.stop() == Some(&AgendaItem::Close) {
            return Err(Refusal::NotNow(
                "This is the last stop. Close the session when all is said.",
            ));
        }
        self.may_look_on()?;
        if by == Actor::Program && self.time_decides(now) {
            return Ok(());
        }
        self.may_steer(by)
    }

    /// Whoever studies alone answers, or passes, before the model answer comes; else one key too
    /// many would show it.
    fn may_look_on(&self) -> Ruling {
        let locks = self
            .asked_now()
            .filter(|asked| self.alone && asked.step.edit == Edit::Locked);
        let open = |person: &Person| self.state_of(person.id) == PersonState::Open;
        match locks {
            Some(asked) if asked.question.has_model() && self.people.here().any(open) => {
                Err(Refusal::AnswerFirst)
            }
            _ => Ok(()),
        }
    }

    /// Leaving out leads past what was not shown yet.
    pub(super) fn may_leave_out(&self, by: Actor) -> Ruling {
        self.may_time_step(by)?;
        match self.stop() {
            Some(AgendaItem::Close) | None => Err(Refusal::NotNow("This is the last stop.")),
            Some(AgendaItem::Read { .. } | AgendaItem::Question { .. }) => Ok(()),
        }
    }

    fn time_decides(&self, now: Stamp) -> bool {
        let ends = self.step().is_some_and(|step| step.go_on == GoOn::Time);
        let clock = clock::of(self, now);
        ends && clock
            .planned_s
            .is_some_and(|planned| clock.spent_ms >= u64::from(planned) * 1000)
    }

    /// Extending, skipping and repeating a step that runs.
    pub(super) fn may_time_step(&self, by: Actor) -> Ruling {
        self.running()?;
        self.may_steer(by)
    }

    /// Skipping leads on, so it needs somewhere to go.
    pub(super) fn may_skip(&self, by: Actor, now: Stamp) -> Ruling {
        self.may_time_step(by)?;
        self.may_advance(by, now)
    }

    /// The seat is handed on by whoever holds it, to somebody who is here.
    pub(super) fn may_hand_seat(&self, by: Actor, to: Option<PersonId>) -> Ruling {
        self.may_steer(by)?;
        match to {
            None => Ok(()),
            Some(person) => self.people.is_here(person),
        }
    }

    /// A person writes for themselves; the shared keyboard types for everybody.
    pub(super) fn may_write_for(&self, by: Actor, person: PersonId) -> Ruling {
        self.not_over()?;
        self.people.is_here(person)?;
        match by {
            Actor::Desk => Ok(()),
            Actor::Person(writer) if writer == person => Ok(()),
            Actor::Person(_) | Actor::Door | Actor::Program => Err(Refusal::NotYours),
        }
    }

    /// Whether something may be put down as said by `person`: by the shared keyboard, by
    /// the person, or by whoever keeps the record for the room.
    pub(super) fn may_speak_for(&self, by: Actor, person: Option<PersonId>) -> Ruling {
        self.not_over()?;
        match person {
            Some(person) => {
                self.people.known(person)?;
                match by {
                    Actor::Person(writer) if writer == person => Ok(()),
                    Actor::Person(_) | Actor::Desk | Actor::Door | Actor::Program => {
                        self.may_steer(by)
                    }
                }
            }
            // What is said in nobody's name is the room's.
            None => match self.may_keep_record(by) {
                Err(Refusal::NotYourSeat) => Err(Refusal::NotForTheRoom),
                other => other,
            },
        }
    }

    /// The record of the room is kept by whoever steers, and by the scribe.
    pub(super) fn may_keep_record(&self, by: Actor) -> Ruling {
        self.not_over()?;
        let scribe = self.people.duties.get(&Duty::Scribe);
        match by {
            Actor::Person(person) if scribe == Some(&person) => Ok(()),
            Actor::Person(_) | Actor::Desk | Actor::Door | Actor::Program => self.may_steer(by),
        }
    }

    /// Anybody may dissent, with their name beside it or without.
    pub(super) fn may_dissent(&self, by: Actor, person: Option<PersonId>) -> Ruling {
        match (person, by) {
            (None, Actor::Desk | Actor::Person(_)) => self.not_over(),
            (None, Actor::Door | Actor::Program) => Err(Refusal::NotYours),
            (Some(_), _) => self.may_speak_for(by, person),
        }
    }

    /// The question that is asked now, if it is `question`.
    pub(super) fn asked(&self, question: &QuestionId) -> Result<Asked<'_>, Refusal> {
        self.not_over()?;
        self.asked_now()
            .filter(|asked| asked.question.prompt.id == *question)
            .ok_or(Refusal::NotNow("That question is not asked now."))
    }

    /// The same, or a question that is past: what is said to it late belongs to it.
    pub(super) fn spoken_of(&self, question: &QuestionId) -> Result<Asked<'_>, Refusal> {
        let asked = self.asked(question);
        asked.or_else(|not_now| match not_now {
            Refusal::Over => Err(not_now),
            not_now => after::past(self, question).ok_or(not_now),
        })
    }

    /// Answering is for steps that take answers, or comes `after` them; a locked one stays.
    pub(super) fn may_answer(&self, by: Actor, person: PersonId, asked: Asked<'_>) -> Ruling {
        if asked.past.is_some() {
            let mut versions = asked.round.versions.iter().rev();
            let newest = versions.find(|version| version.is_by(person));
            return may_answer_past(self, by, person, asked, newest);
        }
        self.may_write_for(by, person)?;
        let after = || may_be_late(self, person, asked) || may_change(self, person, asked);
        if !asked.step.takes_answers() && !after() {
            return Err(Refusal::NotNow(
                "This step takes no answers. Say it in a note, or file a dissent.",
            ));
        }
        voice::may_be_heard(self, asked.step.who, person)?;
        let locked = asked.step.edit == Edit::Locked
            && asked
                .round
                .versions
                .iter()
                .any(|version| version.person == person);
        if locked { Err(Refusal::Locked) } else { Ok(()) }
    }

    /// Whether what was said to a question was shown before the session stepped back to where it is
    /// asked, so that whoever had not answered yet does not do so blind.
    pub(super) fn was_seen_before(&self, person: PersonId, asked: Asked<'_>) -> bool {
        let mut versions = asked.round.versions.iter();
        let silent = !versions.any(|known| known.person == person);
        let seen = || asked.round.versions.iter().any(|known| known.revealed);
        let first = matches!(asked.step.edit, Edit::Free | Edit::Locked);
        let back = self.turned_back.is_some() && first && silent;
        back && (asked.round.model_revealed || seen())
    }

    /// Whether names are hidden in the step that asks for an answer, or asked for it.
    pub(super) fn asks_unnamed(&self, place: Place) -> bool {
        let now = self.step_at(place).filter(|step| step.takes_answers());
        let asks = now.or_else(|| self.asked_before(place));
        asks.is_none_or(|step| step.names == Names::Hidden)
    }

    /// The step before a place that took answers to the question there.
    pub(super) fn asked_before(&self, place: Place) -> Option<&Step> {
        let Place::At { stop, step } = place else {
            return None;
        };
        let steps = &self.protocol_for(self.question_at(stop)?).steps;
        let before = steps.get(..usize::from(step))?;
        before.iter().rev().find(|step| step.takes_answers())
    }

    /// Passing is for people who have not answered.
    pub(super) fn may_pass(&self, by: Actor, person: PersonId, asked: Asked<'_>) -> Ruling {
        if asked.step.takes_votes() {
            ballot::may_vote(self, by, person, asked)?;
        } else {
            self.may_answer(by, person, asked)?;
            if !asked.step.takes_answers() {
                return Err(Refusal::NotNow("Nobody is asked for an answer now."));
            }
        }
        if self.has_answered(person, asked) {
            Err(Refusal::NotNow("There is an answer already; it is kept."))
        } else {
            Ok(())
        }
    }

    /// Whether a person has done what the step asks of them.
    pub(super) fn has_answered(&self, person: PersonId, asked: Asked<'_>) -> bool {
        let (round, run) = (asked.round, ballot::run(self));
        if asked.step.takes_votes() {
            let mut votes = round.votes.iter();
            return votes.any(|vote| vote.person == person && vote.run == run);
        }
        let this_run = matches!(asked.step.edit, Edit::Again | Edit::Beside);
        let mut versions = round.versions.iter();
        versions.any(|version| version.is_by(person) && (!this_run || version.run == run))
    }

    /// What a person has done in the step that runs.
    ///
    /// Where a step invites new versions, whoever answered before owes nothing.
    pub(super) fn state_of(&self, person: PersonId) -> PersonState {
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

    /// Whether an answer stands there as it is, so that handing it in once more is no new version.
    pub(super) fn stands_already(
        &self,
        person: PersonId,
        asked: Asked<'_>,
        answer: &Answer,
        moved_by: Option<&Clean>,
    ) -> bool {
        let mut own = asked.round.versions.iter().rev();
        let last = own.find(|version| version.is_by(person));
        let before = last
            .filter(|last| last.changed)
            .map_or("", |last| last.moved_by.trim());
        let moved = moved_by.is_some_and(|text| text.trim() != before);
        let same = last.is_some_and(|last| *last.answer == *answer);
        same && !moved && (asked.past.is_some() || self.has_answered(person, asked))
    }

    /// Whether a person has passed in the step that runs, or in one that it only goes on from.
    pub(super) fn has_passed(&self, person: PersonId, asked: Asked<'_>) -> bool {
        let this_run =
            asked.step.takes_votes() || matches!(asked.step.edit, Edit::Again | Edit::Beside);
        let passed = asked.round.passes.get(&person);
        passed.is_some_and(|runs| !this_run || runs.contains(&ballot::run(self)))
    }

    /// Whether `by` may put down what `person`, or nobody in particular, said to a question, and
    /// about what others saw there.
    pub(super) fn may_note_as(
        &self,
        by: Actor,
        person: Option<PersonId>,
        question: &QuestionId,
        about: Option<Seq>,
    ) -> Ruling {
        let asked = self.spoken_of(question)?;
        self.may_note(asked)?;
        self.may_speak_for(by, person)?;
        if let Some(person) = person.filter(|_| asked.past.is_none()) {
            voice::may_be_heard(self, asked.step.who, person)?;
        }
        match about {
            Some(entry) if !asked.round.shows(entry) => Err(Refusal::NotThere),
            Some(_) | None => Ok(()),
        }
    }

    /// Notes are for what is said once answers can be seen, or the question is past.
    pub(super) fn may_note(&self, asked: Asked<'_>) -> Ruling {
        if asked.past.is_some()
            || asked.step.write == Write::Notes
            || asked.step.shows(See::Answers)
        {
            Ok(())
        } else {
            Err(Refusal::NotNow(
                "Notes come with the discussion. Now everybody writes.",
            ))
        }
    }

    /// Claims can be compared once the model answer is revealed.
    pub(super) fn may_compare(&self, asked: Asked<'_>) -> Ruling {
        let models = &asked.question.aside.models;
        if !asked.round.model_revealed {
            Err(Refusal::NotNow("The model answer is not shown yet."))
        } else if models.iter().all(|model| model.claims.is_empty()) {
            Err(Refusal::NotThere)
        } else {
            Ok(())
        }
    }

    /// Hints are given by whoever steers, while the question is asked.
    pub(super) fn may_hint(&self, by: Actor, asked: Asked<'_>) -> Ruling {
        self.may_steer(by)?;
        if usize::from(asked.round.hints) < asked.question.aside.hints.len() {
            Ok(())
        } else {
            Err(Refusal::NoMoreHints)
        }
    }

    /// Commitments have their step, and the close.
    pub(super) fn may_commit(&self) -> Ruling {
        self.not_over()?;
        let commits = self
            .step()
            .is_some_and(|step| step.write == Write::Commitment);
        if commits || self.stop() == Some(&AgendaItem::Close) {
            Ok(())
        } else {
            Err(Refusal::NotNow("Commitments come at the close."))
        }
    }

    /// One word each comes at the close.
    pub(super) fn may_say_word(&self) -> Ruling {
        self.not_over()?;
        if self.stop() == Some(&AgendaItem::Close) {
            Ok(())
        } else {
            Err(Refusal::NotNow("One word each comes at the close."))
        }
    }

    /// What of one's own may leave the group is asked at the close.
    pub(super) fn may_consent(&self, by: Actor, person: PersonId) -> Ruling {
        self.not_over()?;
        self.may_write_for(by, person)?;
        if self.consents.most == Level::Nothing {
            Err(Refusal::NotNow("Nothing may leave a group here."))
        } else if self.stop() == Some(&AgendaItem::Close) {
            Ok(())
        } else {
            Err(Refusal::NotNow(
                "What may leave this group is asked at the close.",
            ))
        }
    }
}

/// Whether an answer to the question has to say why. One in words says so by itself.
pub(super) fn wants_reason(step: &Step, kind: &Kind) -> bool {
    step.write == Write::AnswerAndReason && !kind.in_words()
}

/// A text stays within one journal line.
pub(super) fn short_enough(text: &str) -> Ruling {
    match text.len().checked_sub(MOST_BYTES) {
        None | Some(0) => Ok(()),
        Some(over) => Err(Refusal::TooLong(over)),
    }
}

/// Something visible was written, and it stays within one journal line.
pub(super) fn written(text: &str) -> Ruling {
    if text.trim().is_empty() {
        return Err(Refusal::Empty);
    }
    short_enough(text)
}
