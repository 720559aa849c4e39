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

pub(super) fn decide(session: &Session, order: &Order, now: Stamp) -> Decision {
    if session.heard.contains(&order.id) {
        return Ok(Vec::new());
    }
    let by = order.by;
    study::may_be_alone(session, &order.command)?;
    match &order.command {
        Command::Join { name, role } => door::join(session, by, name, role.as_ref()),
        Command::Leave { person } => door::leave(session, by, *person),
        Command::Return { person } => door::come_back(session, by, *person),
        Command::Rename { person, name } => door::rename(session, by, *person, name),
        Command::Bind { device, people } => door::bind(session, by, *device, people),
        Command::Unbind { device } => door::unbind(session, by, *device),
        Command::ChooseProtocol { protocol } => assign::choose(session, by, protocol),
        Command::ProtocolOf { number, protocol } => {
            assign::choose_for(session, by, *number, protocol)
        }
        Command::SetNames { names } => {
            session.may_set_up(by)?;
            Ok(vec![Event::NamesSet { names: *names }])
        }
        Command::SetWriting { how } => {
            session.may_steer(by)?;
            Ok(vec![Event::Writing { how: *how }])
        }
        Command::GiveMinutes { seconds } => clock::give_minutes(session, by, *seconds),
        Command::HandSeat { to } => {
            session.may_hand_seat(by, *to)?;
            Ok(vec![Event::SeatHanded { to: *to }])
        }
        Command::Advance { from } => advance(session, by, *from, now),
        Command::Skip { from } => skip(session, by, *from, now),
        Command::ShowNow { from } => without::show_now(session, by, *from),
        Command::LeaveOut { from } => without::leave_out(session, by, *from, now),
        Command::ToClose { from } => without::to_close(session, by, *from, now),
        Command::PlanWithout { number, out } => without::plan_without(session, by, *number, *out),
        Command::Repeat { from } => repeat(session, by, *from),
        Command::Break { on } => pause::decide(session, by, *on, now),
        Command::StepBack { from } => back::step_back(session, by, *from),
        Command::Reassign { what, to, why } => back::reassign(session, by, what, *to, why),
        Command::TakeBack { person, question } => back::take_back(session, by, *person, question),
        Command::SetAside { entries, why } => back::set_aside(session, by, entries, why),
        Command::BringBack { entries } => amend::bring_back(session, by, entries),
        Command::Reopen => back::reopen(session, by),
        Command::Extend { seconds } => extend(session, by, *seconds),
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
            give_answer(session, whose, answer, *handed_in, moved_by.as_ref())
        }
        Command::Pass { person, question } => pass(session, by, *person, question),
        Command::Hint { question } => {
            let asked = session.asked(question)?;
            session.may_hint(by, asked)?;
            Ok(vec![Event::Hinted {
                question: question.clone(),
                hint: asked.round.hints,
            }])
        }
        Command::Decide { number, option } => parts::decide(session, by, *number, *option),
        Command::GiveFact { number, asked_by } => facts::give(session, by, *number, *asked_by),
        Command::Note {
            person,
            question,
            kind,
            text,
            about,
        } => {
            session.may_note_as(by, *person, question, *about)?;
            written(text)?;
            Ok(vec![Event::Noted {
                person: *person,
                question: question.clone(),
                kind: *kind,
                text: text.clone(),
                about: *about,
            }])
        }
        Command::MendNote {
            note,
            person,
            kind,
            text,
        } => amend::mend_note(session, by, *note, (*person, *kind, text)),
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
            compare(session, whose, (*model, *claim), *stance, text)
        }
        Command::Dissent {
            person,
            against,
            text,
        } => dissent(session, by, *person, against, text),
        Command::MeetDissent {
            dissent,
            state,
            text,
        } => meet_dissent(session, by, *dissent, *state, text),
        Command::Commit { person, commitment } => close::commit(session, by, *person, commitment),
        Command::Recommit {
            commitment,
            person,
            anew,
        } => amend::recommit(session, by, *commitment, *person, anew.as_ref()),
        Command::Speak { person, word } => close::speak(session, by, *person, word),
        Command::Consent { person, level } => close::consent(session, by, *person, *level),
        Command::Rate {
            person,
            question,
            rating,
            zone,
        } => {
            session.may_write_for(by, *person)?;
            study::rate(session, *person, question, *rating, |rung| {
                due(rung, now.wall, zone)
            })
        }
        Command::Mark {
            person,
            paragraph,
            note,
        } => {
            session.may_write_for(by, *person)?;
            study::mark(session, *person, *paragraph, note.as_ref())
        }
        Command::Close => close(session, by),
        Command::Vote {
            person,
            question,
            ballot,
        } => ballot::vote(session, by, *person, question, ballot),
        Command::Hear {
            person,
            answer,
            seconds,
        } => voice::hear(session, by, *person, *answer, *seconds),
        Command::Queue { person, kind } => voice::queue(session, by, *person, *kind),
        Command::Unqueue { person } => voice::unqueue(session, by, *person),
        Command::PassTurn { person } => voice::pass_turn(session, by, *person),
        Command::MakeTheme {
            question,
            title,
            items,
        } => theme::make_theme(session, by, question, title, items),
        Command::NameTheme { theme, title } => theme::name_theme(session, by, *theme, title),
        Command::Sort { items, theme } => theme::sort(session, by, items, *theme),
        Command::UndoSort { question } => theme::undo_sort(session, by, question),
        Command::Tag { note, tag } => theme::tag(session, by, *note, *tag),
        Command::HandDuty { duty, to } => voice::hand_duty(session, by, *duty, *to),
        Command::TakeRole { person, role } => voice::take_role(session, by, *person, role.as_ref()),
        Command::DealRoles => voice::deal_roles(session, by),
        Command::Learn(learned) => learn(session, by, learned),
    }
}

/// Two presses move once: whoever saw another place gets no second step.
fn advance(session: &Session, by: Actor, from: Place, now: Stamp) -> Decision {
    session.may_advance(by, now)?;
    if from == session.place {
        move_on(session, false)
    } else {
        Ok(Vec::new())
    }
}

fn skip(session: &Session, by: Actor, from: Place, now: Stamp) -> Decision {
    session.may_skip(by, now)?;
    if from == session.place {
        move_on(session, true)
    } else {
        Ok(Vec::new())
    }
}

pub(super) fn move_on(session: &Session, skipped: bool) -> Decision {
    // Skipping leads out of a round that would be gone through again.
    let back = ballot::way_back(session).filter(|_| !skipped);
    move_to(session, back.or_else(|| session.next_place()), skipped)
}

pub(super) fn move_to(session: &Session, to: Option<Place>, skipped: bool) -> Decision {
    let to = to.ok_or(Refusal::NotNow("This is the last stop."))?;
    let mut events = parts::settling(session, to)?;
    events.extend(moving_to(session, to, skipped));
    Ok(events)
}

/// The move to a place, and what has to be settled for it.
pub(super) fn moving_to(session: &Session, to: Place, skipped: bool) -> Vec<Event> {
    let mut events = vec![Event::Moved { to, skipped }];
    events.extend(settling(session, to, session.goes_on_again(to)));
    events
}

/// What has to be settled for a place. Whoever comes back to it finds the groups as they were,
/// unless somebody came or went.
pub(super) fn settling(session: &Session, to: Place, again: bool) -> Vec<Event> {
    let mut events = Vec::new();
    if let Some(step) = session.step_at(to) {
        if step.who.size().is_some() {
            let before = session.groups_at(to).filter(|_| again);
            let groups = before.unwrap_or_else(|| group::make(session, step, to));
            events.push(Event::Grouped { groups });
        }
        events.extend(voice::holder_for(session, step.who));
    }
    events
}

fn repeat(session: &Session, by: Actor, from: Place) -> Decision {
    session.may_time_step(by)?;
    if from != session.place {
        return Ok(Vec::new());
    }
    Ok(moving_to(session, session.place, false))
}

fn extend(session: &Session, by: Actor, seconds: u32) -> Decision {
    session.may_time_step(by)?;
    if !(1..=3600).contains(&seconds) {
        return Err(Refusal::NotNow("Give between a second and an hour more."));
    }
    Ok(vec![Event::Extended { seconds }])
}

fn give_answer(
    session: &Session,
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
    let asked = session.spoken_of(question)?;
    // What was typed is handed in by the program, as the person could have done.
    let by = match by {
        Actor::Program if handed_in => Actor::Person(person),
        other => other,
    };
    session.may_answer(by, person, asked)?;
    fits(&asked.question.prompt.kind, &answer.value)?;
    let why = asked.past.is_none() && wants_reason(asked.step, &asked.question.prompt.kind);
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
    if session.stands_already(person, asked, answer, moved_by) {
        return Ok(Vec::new());
    }
    let asks = asked.past.is_none() && asked.step.takes_answers();
    let late = match asks {
        true => session.was_seen_before(person, asked),
        false => asked.past.is_some() || may_be_late(session, person, asked),
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
    then_perhaps_on(session, event, person, asked.step)
}

fn pass(session: &Session, by: Actor, person: PersonId, question: &QuestionId) -> Decision {
    let asked = session.asked(question)?;
    session.may_pass(by, person, asked)?;
    let event = Event::Passed {
        person,
        question: question.clone(),
    };
    then_perhaps_on(session, event, person, asked.step)
}

/// Where everyone being ready ends the step, the last one's answer moves the session on.
pub(super) fn then_perhaps_on(
    session: &Session,
    event: Event,
    person: PersonId,
    step: &Step,
) -> Decision {
    let mut events = vec![event];
    let waiting = session
        .people
        .here()
        .any(|other| other.id != person && session.state_of(other.id) == PersonState::Open);
    // This answer is not counted yet, so nothing is decided by the way.
    let next = session.next_place();
    let decides = next.is_some_and(|next| {
        parts::settling(session, next).map_or(true, |events| !events.is_empty())
    });
    if step.go_on == GoOn::EveryoneReady && !waiting && !decides {
        events.extend(move_on(session, false)?);
    }
    Ok(events)
}

fn compare(
    session: &Session,
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
    let asked = session.spoken_of(question)?;
    session.may_compare(asked)?;
    session.may_write_for(by, person)?;
    short_enough(text)?;
    let models = &asked.question.aside.models;
    models
        .get(usize::from(model))
        .and_then(|answer| answer.claims.get(usize::from(claim)))
        .ok_or(Refusal::NotThere)?;
    // A verdict that comes back has its reason again.
    let was = asked.round.stances.get(&(person, model, claim));
    let was = was.filter(|was| was.stance != stance && text.is_empty());
    let mut known = was.into_iter().flat_map(|was| &was.before);
    let known = known.find(|(of, _)| *of == stance);
    let text = known.map_or(text, |(_, text)| text);
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
    session: &Session,
    by: Actor,
    person: Option<PersonId>,
    against: &Target,
    text: &Clean,
) -> Decision {
    session.running()?;
    session.may_dissent(by, person)?;
    written(text)?;
    let there = match against {
        Target::Answer(entry) => theme::shown(session, *entry),
        Target::Tally(question) => session.round_of(question).is_some_and(Round::is_open),
        Target::Model(question) => {
            let round = session.round_of(question);
            round.is_some_and(|round| round.model_revealed)
        }
        Target::Theme(entry) => theme::find(session, *entry).is_some(),
        Target::Question(question) => session.spoken_of(question).is_ok(),
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

fn meet_dissent(
    session: &Session,
    by: Actor,
    dissent: Seq,
    state: DissentState,
    text: &Clean,
) -> Decision {
    short_enough(text)?;
    let mut known = session.dissents.iter().filter(|one| one.entry == dissent);
    let known = known.next().ok_or(Refusal::NotThere)?;
    match (state.is_own(), known.person) {
        (false, _) => session.may_speak_for(by, None)?,
        (true, Some(person)) => session.may_write_for(by, person)?,
        // Nobody can tell who filed it, but those at the keyboard where it was typed.
        (true, None) if by == Actor::Desk => session.not_over()?,
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

fn close(session: &Session, by: Actor) -> Decision {
    session.running()?;
    session.may_steer(by)?;
    let mut events = without::kept_unshown(session);
    events.push(Event::Closed {
        count: session.last.0.0 + events.len() as u64,
        // The core knows no file: whoever writes the entry puts the hash in.
        head: Clean::default(),
    });
    Ok(events)
}
