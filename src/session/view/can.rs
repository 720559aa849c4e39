//! What a viewer may do, by the rules that decide: screens, hints and pages offer nothing else.

use super::together;
use crate::{
    id::PersonId,
    protocol::See,
    session::{
        Actor, Session, Viewer, amend, back, ballot, door, facts, reveal, rule::Asked, study, voice,
    },
    stamp::Stamp,
};

/// What the viewer may do now; the same rules that [`crate::session::Session::decide`] follows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Can {
    /// Bring new people in.
    pub join: bool,
    /// Choose the protocol and whether names show.
    pub set_up: bool,
    pub advance: bool,
    /// Go back to the step before.
    pub step_back: bool,
    /// Take back an answer that nobody has seen.
    pub take_back: bool,
    /// Say that an answer was typed under the wrong name.
    pub reassign: bool,
    /// Set something aside that has been seen.
    pub set_aside: bool,
    /// What was taken down last of all was said in the discussion.
    pub said_last: bool,
    /// Bring back what was set aside.
    pub bring_back: bool,
    /// Open the closed session again.
    pub reopen: bool,
    /// Extend, skip or repeat the step.
    pub time_step: bool,
    /// Leave out the rest of this stop, or all that is left before the close.
    pub leave_out: bool,
    /// Go on to the step that shows the answers that are in.
    pub show_now: bool,
    pub hand_seat: bool,
    /// Answer, or write a new version; for [`Viewer::Facilitator`], type for others.
    pub answer: bool,
    /// Answer after the step that asked for it, late or with a change of mind, until the question
    /// is left.
    pub answer_after: bool,
    pub pass: bool,
    pub hint: bool,
    /// Give out a fact that somebody asks for.
    pub give_fact: bool,
    pub note: bool,
    /// Take a stance on the model answer's claims.
    pub compare: bool,
    pub dissent: bool,
    /// Commit to something, or say one word.
    pub commit: bool,
    /// Rate one's own answer, in study alone.
    pub rate: bool,
    /// Say what may leave the group.
    pub consent: bool,
    /// End the session.
    pub close: bool,
    pub vote: bool,
    /// Put dots on items.
    pub dot: bool,
    /// Put answers and notes together.
    pub theme: bool,
    /// Do all of it alone: one person studies.
    pub alone: bool,
    /// Read answers to the question that is asked now.
    pub read_answers: bool,
    /// See how votes fell before the others do.
    pub private_tally: bool,
}

impl Can {
    /// An answer may be given now: where it is asked for, or after.
    pub fn write_answer(&self) -> bool {
        self.answer || self.answer_after
    }
}

pub(super) fn can(session: &Session, viewer: Viewer, now: Stamp) -> Can {
    let by = match viewer {
        Viewer::Facilitator => Actor::Desk,
        Viewer::Person(person) => Actor::Person(person),
        Viewer::Room | Viewer::Report | Viewer::Shared => return Can::default(),
    };
    let asked = session.asked_now();
    let mine = |person: &PersonId| viewer.person().is_none_or(|viewer| viewer == *person);
    let people = || session.people.here().map(|person| person.id).filter(mine);
    let anybody = |rule: &dyn Fn(PersonId) -> bool| people().any(rule);
    let writes = anybody(&|person| session.may_write_for(by, person).is_ok());
    let answers =
        |asked: Asked<'_>| anybody(&|person| session.may_answer(by, person, asked).is_ok());
    let asks = |asked: &Asked<'_>| asked.step.takes_answers();
    let votes =
        |asked: Asked<'_>| anybody(&|person| ballot::may_vote(session, by, person, asked).is_ok());
    // Whoever is one person speaks in their own name.
    let speaks = session.may_speak_for(by, viewer.person()).is_ok();
    let heard = |asked: Asked<'_>| {
        let mut own = viewer.person().into_iter();
        own.all(|person| voice::may_be_heard(session, asked.step.who, person).is_ok())
    };
    Can {
        join: door::may_join(session).is_ok(),
        set_up: !session.alone && session.may_set_up(by).is_ok(),
        advance: session.may_advance(by, now).is_ok(),
        step_back: back::may_step_back(session, by).is_ok(),
        take_back: anybody(&|person| back::may_take_back_now(session, by, person).is_ok()),
        reassign: !session.alone && back::may_reassign_any(session, by),
        set_aside: !session.alone && back::may_set_aside_any(session, by),
        said_last: asked.is_some_and(|asked| said_last(session, asked)),
        bring_back: amend::may_bring_back_any(session, by),
        reopen: back::may_reopen(session, by).is_ok(),
        time_step: session.may_time_step(by).is_ok(),
        leave_out: session.may_leave_out(by).is_ok(),
        show_now: by == Actor::Desk && reveal::shows_next(session),
        hand_seat: !session.alone && session.may_steer(by).is_ok(),
        answer: asked.filter(asks).is_some_and(answers),
        answer_after: asked.is_some_and(|asked| !asks(&asked) && answers(asked)),
        pass: asked
            .is_some_and(|asked| anybody(&|person| session.may_pass(by, person, asked).is_ok())),
        hint: asked.is_some_and(|asked| session.may_hint(by, asked).is_ok()),
        give_fact: facts::may_give_any(session, by),
        note: speaks && asked.is_some_and(|asked| session.may_note(asked).is_ok() && heard(asked)),
        compare: writes && asked.is_some_and(|asked| session.may_compare(asked).is_ok()),
        dissent: session.running().is_ok(),
        commit: speaks && session.may_commit().is_ok(),
        consent: !session.alone && anybody(&|person| session.may_consent(by, person).is_ok()),
        rate: asked
            .is_some_and(|asked| study::may_rate(session, &asked.question.prompt.id).is_ok()),
        close: session.may_time_step(by).is_ok(),
        vote: asked.is_some_and(|asked| asked.step.takes_votes() && votes(asked)),
        dot: together::takes_dots(session) && asked.is_some_and(votes),
        theme: !session.alone && session.may_keep_record(by).is_ok(),
        alone: session.alone,
        read_answers: asked.is_some_and(|asked| reveal::shows_answers(asked.round)),
        private_tally: asked.is_some_and(|asked| asked.step.shows(See::PrivateTally)),
    }
}

/// Whether a note, or an answer that was seen at once, is the newest entry of all.
fn said_last(session: &Session, asked: Asked<'_>) -> bool {
    let note = asked.round.notes.last().map(|note| note.entry);
    let answers = asked.round.versions.iter();
    let answer = answers.filter(|one| one.revealed).map(|one| one.entry);
    note.into_iter().chain(answer.max()).max() == Some(session.last())
}
