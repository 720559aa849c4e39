//! A command becomes events, or a refusal. Pure: nothing has changed when it returns.

use super::{
    Actor, Command, Decision, DissentState, Event, Order, PersonState, Place, Refusal, Round,
    Session, Stance, Target,
    after::may_be_late,
    amend,
    assign::{self, without},
    back, ballot, clock, close, door, facts,
    fit::fits,
    group,
    learned::learn,
    parts, pause,
    rule::{short_enough, wants_reason, written},
    study::{self, due},
    theme, voice,
};
use crate::{
    case::Answer,
    id::{PersonId, QuestionId, Seq},
    protocol::{GoOn, Step},
    stamp::Stamp,
    text::Clean,
};

/// Who hands in something of whom, to which question.
#[derive(Clone, Copy)]
struct Whose<'a> {
    by: Actor,
    person: PersonId,
    question: &'a QuestionId,
}

impl Session {
    /// What follows from a command, by the rules.
    ///
    /// A command that was heard before has no events: sent twice, it has one effect.
    ///
    /// # Errors
    ///
    /// A [`Refusal`] that says why not and what to do instead.
    pub fn decide(&self, order: &Order, now: Stamp) -> Decision {
        if self.heard.contains_key(&order.id) {
            return Ok(Vec::new());
        }
        let by = order.by;
        study::may_be_alone(self, &order.command)?;
        match &order.command {
            Command::Join { name, role } => door::join(self, by, name, role.as_ref()),
            Command::Leave { person } => door::leave(self, by, *person),
            Command::Return { person } => door::come_back(self, by, *person),
            Command::Rename { person, name } => door::rename(self, by, *person, name),
            Command::Bind { device, people } => door::bind(self, by, *device, people),
            Command::Unbind { device } => door::unbind(self, by, *device),
            Command::ChooseProtocol { protocol } => assign::choose(self, by, protocol),
            Command::ProtocolOf { number, protocol } => {
                assign::choose_for(self, by, *number, protocol)
            }
            Command::SetNames { names } => {
                self.may_set_up(by)?;
                Ok(vec![Event::NamesSet { names: *names }])
            }
            Command::SetWriting { how } => {
                self.may_steer(by)?;
                Ok(vec![Event::Writing { how: *how }])
            }
            Command::GiveMinutes { seconds } => clock::give_minutes(self, by, *seconds),
            Command::HandSeat { to } => {
                self.may_hand_seat(by, *to)?;
                Ok(vec![Event::SeatHanded { to: *to }])
            }
            Command::Advance { from } => self.advance(by, *from, now),
            Command::Skip { from } => self.skip(by, *from, now),
            Command::ShowNow { from } => without::show_now(self, by, *from),
            Command::LeaveOut { from } => without::leave_out(self, by, *from),
            Command::ToClose { from } => without::to_close(self, by, *from),
            Command::PlanWithout { number, out } => without::plan_without(self, by, *number, *out),
            Command::Repeat { from } => self.repeat(by, *from),
            Command::Break { on } => pause::decide(self, by, *on, now),
            Command::StepBack { from } => back::step_back(self, by, *from),
            Command::Reassign { what, to, why } => back::reassign(self, by, what, *to, why),
            Command::TakeBack { person, question } => back::take_back(self, by, *person, question),
            Command::SetAside { entries, why } => back::set_aside(self, by, entries, why),
            Command::BringBack { entries } => amend::bring_back(self, by, entries),
            Command::Reopen => back::reopen(self, by),
            Command::Extend { seconds } => self.extend(by, *seconds),
            Command::Answer {
                person,
                question,
                answer,
                handed_in,
                moved_by,
            } => {
                let whose = Whose {
                    by,
                    person: *person,
                    question,
                };
                self.answer(whose, answer, *handed_in, moved_by.as_ref())
            }
            Command::Pass { person, question } => self.pass(by, *person, question),
            Command::Hint { question } => {
                let asked = self.asked(question)?;
                self.may_hint(by, asked)?;
                Ok(vec![Event::Hinted {
                    question: question.clone(),
                    hint: asked.round.hints,
                }])
            }
            Command::Decide { number, option } => parts::decide(self, by, *number, *option),
            Command::GiveFact { number, asked_by } => facts::give(self, by, *number, *asked_by),
            Command::Note {
                person,
                question,
                kind,
                text,
                about,
            } => {
                self.may_note_as(by, *person, question, *about)?;
                written(text)?;
                Ok(vec![Event::Noted {
                    person: *person,
                    question: question.clone(),
                    kind: *kind,
                    text: text.clone(),
                    about: *about,
                }])
            }
            Command::Compare {
                person,
                question,
                model,
                claim,
                stance,
                text,
            } => {
                let whose = Whose {
                    by,
                    person: *person,
                    question,
                };
                self.compare(whose, (*model, *claim), *stance, text)
            }
            Command::Dissent {
                person,
                against,
                text,
            } => self.dissent(by, *person, against, text),
            Command::MeetDissent {
                dissent,
                state,
                text,
            } => self.meet_dissent(by, *dissent, *state, text),
            Command::Commit { person, commitment } => close::commit(self, by, *person, commitment),
            Command::Recommit {
                commitment,
                person,
                anew,
            } => amend::recommit(self, by, *commitment, *person, anew.as_ref()),
            Command::Speak { person, word } => close::speak(self, by, *person, word),
            Command::Consent { person, level } => close::consent(self, by, *person, *level),
            Command::Rate {
                person,
                question,
                rating,
                zone,
            } => {
                self.may_write_for(by, *person)?;
                study::rate(self, *person, question, *rating, |rung| {
                    due(rung, now.wall, zone)
                })
            }
            Command::Mark {
                person,
                paragraph,
                note,
            } => {
                self.may_write_for(by, *person)?;
                study::mark(self, *person, *paragraph, note.as_ref())
            }
            Command::Close => self.close(by),
            Command::Vote {
                person,
                question,
                ballot,
            } => ballot::vote(self, by, *person, question, ballot),
            Command::Hear {
                person,
                answer,
                seconds,
            } => voice::hear(self, by, *person, *answer, *seconds),
            Command::Queue { person, kind } => voice::queue(self, by, *person, *kind),
            Command::Unqueue { person } => voice::unqueue(self, by, *person),
            Command::PassTurn { person } => voice::pass_turn(self, by, *person),
            Command::MakeTheme {
                question,
                title,
                items,
            } => theme::make_theme(self, by, question, title, items),
            Command::NameTheme { theme, title } => theme::name_theme(self, by, *theme, title),
            Command::Sort { items, theme } => theme::sort(self, by, items, *theme),
            Command::UndoSort { question } => theme::undo_sort(self, by, question),
            Command::Tag { note, tag } => theme::tag(self, by, *note, *tag),
            Command::HandDuty { duty, to } => voice::hand_duty(self, by, *duty, *to),
            Command::TakeRole { person, role } => {
                voice::take_role(self, by, *person, role.as_ref())
            }
            Command::DealRoles => voice::deal_roles(self, by),
            Command::Learn(learned) => learn(self, by, learned),
        }
    }

    /// Two presses move once: whoever saw another place gets no second step.
    fn advance(&self, by: Actor, from: Place, now: Stamp) -> Decision {
        self.may_advance(by, now)?;
        if from == self.place {
            self.move_on(false)
        } else {
            Ok(Vec::new())
        }
    }

    fn skip(&self, by: Actor, from: Place, now: Stamp) -> Decision {
        self.may_skip(by, now)?;
        if from == self.place {
            self.move_on(true)
        } else {
            Ok(Vec::new())
        }
    }

    pub(super) fn move_on(&self, skipped: bool) -> Decision {
        // Skipping leads out of a round that would be gone through again.
        let back = ballot::way_back(self).filter(|_| !skipped);
        self.move_to(back.or_else(|| self.next_place()), skipped)
    }

    pub(super) fn move_to(&self, to: Option<Place>, skipped: bool) -> Decision {
        let to = to.ok_or(Refusal::NotNow("This is the last stop."))?;
        let mut events = parts::settling(self, to)?;
        events.extend(self.moving_to(to, skipped));
        Ok(events)
    }

    /// The move to a place, and what has to be settled for it.
    pub(super) fn moving_to(&self, to: Place, skipped: bool) -> Vec<Event> {
        let mut events = vec![Event::Moved { to, skipped }];
        events.extend(self.settling(to, self.goes_on_again(to)));
        events
    }

    /// What has to be settled for a place. Whoever comes back to it finds the groups as they were,
    /// unless somebody came or went.
    pub(super) fn settling(&self, to: Place, again: bool) -> Vec<Event> {
        let mut events = Vec::new();
        if let Some(step) = self.step_at(to) {
            if step.who.size().is_some() {
                let before = self.groups_at(to).filter(|_| again);
                let groups = before.unwrap_or_else(|| group::make(self, step, to));
                events.push(Event::Grouped { groups });
            }
            events.extend(voice::holder_for(self, step.who));
        }
        events
    }

    fn repeat(&self, by: Actor, from: Place) -> Decision {
        self.may_time_step(by)?;
        if from != self.place {
            return Ok(Vec::new());
        }
        Ok(self.moving_to(self.place, false))
    }

    fn extend(&self, by: Actor, seconds: u32) -> Decision {
        self.may_time_step(by)?;
        if !(1..=3600).contains(&seconds) {
            return Err(Refusal::NotNow("Give between a second and an hour more."));
        }
        Ok(vec![Event::Extended { seconds }])
    }

    fn answer(
        &self,
        whose: Whose<'_>,
        answer: &Answer,
        handed_in: bool,
        moved_by: Option<&Clean>,
    ) -> Decision {
        let Whose {
            by,
            person,
            question,
        } = whose;
        let asked = self.asked(question)?;
        // What was typed is handed in by the program, as the person could have done.
        let by = match by {
            Actor::Program if handed_in => Actor::Person(person),
            other => other,
        };
        self.may_answer(by, person, asked)?;
        fits(&asked.question.prompt.kind, &answer.value)?;
        let why = wants_reason(asked.step, &asked.question.prompt.kind);
        if why && !handed_in && answer.reason.trim().is_empty() {
            return Err(Refusal::WrongValue("Add in a few words why."));
        }
        let bytes = [&answer.reason].into_iter().chain(moved_by);
        let text: usize = answer.value.texts().iter().map(|text| text.len()).sum();
        let more: usize = bytes.map(|text| text.len()).sum();
        if let Some(over) = (text + more)
            .checked_sub(super::MOST_BYTES)
            .filter(|over| *over > 0)
        {
            return Err(Refusal::TooLong(over));
        }
        if self.stands_already(person, asked, answer, moved_by) {
            return Ok(Vec::new());
        }
        let asks = asked.step.takes_answers();
        let late = match asks {
            true => self.was_seen_before(person, asked),
            false => may_be_late(self, person, asked),
        };
        let event = Event::Answered {
            person,
            question: question.clone(),
            answer: answer.clone(),
            handed_in,
            late,
            moved_by: moved_by.filter(|text| !text.trim().is_empty()).cloned(),
        };
        if !asks {
            return Ok(vec![event]);
        }
        self.then_perhaps_on(event, person, asked.step)
    }

    fn pass(&self, by: Actor, person: PersonId, question: &QuestionId) -> Decision {
        let asked = self.asked(question)?;
        self.may_pass(by, person, asked)?;
        let event = Event::Passed {
            person,
            question: question.clone(),
        };
        self.then_perhaps_on(event, person, asked.step)
    }

    /// Where everyone being ready ends the step, the last one's answer moves the session on.
    pub(super) fn then_perhaps_on(&self, event: Event, person: PersonId, step: &Step) -> Decision {
        let mut events = vec![event];
        let waiting = self
            .people
            .here()
            .any(|other| other.id != person && self.state_of(other.id) == PersonState::Open);
        // This answer is not counted yet, so nothing is decided by the way.
        let next = self.next_place();
        let decides = next.is_some_and(|next| {
            parts::settling(self, next).map_or(true, |events| !events.is_empty())
        });
        if step.go_on == GoOn::EveryoneReady && !waiting && !decides {
            events.extend(self.move_on(false)?);
        }
        Ok(events)
    }

    fn compare(
        &self,
        whose: Whose<'_>,
        (model, claim): (u8, u8),
        stance: Stance,
        text: &Clean,
    ) -> Decision {
        let Whose {
            by,
            person,
            question,
        } = whose;
        let asked = self.asked(question)?;
        self.may_compare(asked)?;
        self.may_write_for(by, person)?;
        short_enough(text)?;
        let models = &asked.question.aside.models;
        models
            .get(usize::from(model))
            .and_then(|answer| answer.claims.get(usize::from(claim)))
            .ok_or(Refusal::NotThere)?;
        Ok(vec![Event::Compared {
            person,
            question: question.clone(),
            model,
            claim,
            stance,
            text: text.clone(),
        }])
    }

    fn dissent(
        &self,
        by: Actor,
        person: Option<PersonId>,
        against: &Target,
        text: &Clean,
    ) -> Decision {
        self.running()?;
        self.may_dissent(by, person)?;
        written(text)?;
        let there = match against {
            Target::Answer(entry) => theme::shown(self, *entry),
            Target::Tally(question) => self.round_of(question).is_some_and(Round::is_open),
            Target::Model(question) => {
                let round = self.round_of(question);
                round.is_some_and(|round| round.model_revealed)
            }
            Target::Theme(entry) => theme::find(self, *entry).is_some(),
            Target::Summary => true,
        };
        if !there {
            return Err(Refusal::NotThere);
        }
        Ok(vec![Event::Dissented {
            person,
            against: against.clone(),
            text: text.clone(),
        }])
    }

    fn meet_dissent(&self, by: Actor, dissent: Seq, state: DissentState, text: &Clean) -> Decision {
        short_enough(text)?;
        let mut known = self.dissents.iter().filter(|one| one.entry == dissent);
        let known = known.next().ok_or(Refusal::NotThere)?;
        match (state.is_own(), known.person) {
            (false, _) => self.may_speak_for(by, None)?,
            (true, Some(person)) => self.may_write_for(by, person)?,
            // Nobody can tell who filed it, but those at the keyboard where it was typed.
            (true, None) if by == Actor::Desk => self.not_over()?,
            (true, None) => return Err(Refusal::NotYours),
        }
        if state == DissentState::Reworded {
            written(text)?;
        }
        if state == DissentState::Open {
            return Err(Refusal::NotNow("A dissent is open until it is met."));
        }
        Ok(vec![Event::DissentMet {
            dissent,
            state,
            text: text.clone(),
        }])
    }

    fn close(&self, by: Actor) -> Decision {
        self.running()?;
        self.may_steer(by)?;
        let mut events = without::kept_unshown(self);
        events.push(Event::Closed {
            count: self.last.0.0 + events.len() as u64,
            // The core knows no file: whoever writes the entry puts the hash in.
            head: Clean::default(),
        });
        Ok(events)
    }
}
