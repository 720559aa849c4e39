//! What a viewer may do, by the rules that decide: screens, hints and pages offer nothing else.

use super::together;
use crate::{
    id::{PersonId, QuestionId},
    protocol::See,
    session::{
        Actor, Place, Session, Viewer, after, amend, assign, back, ballot, door, facts, pause,
        reveal, rule::Asked, study, voice,
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
    /// Choose a protocol for the question that is asked, or for one that is still to come.
    pub protocol: bool,
    pub advance: bool,
    /// Let the clock go on, which stands still.
    pub clock: bool,
    /// Go back before the first step, to who is here and what is chosen: nothing was said yet.
    pub gather_again: bool,
    /// Go back to the step before.
    pub step_back: bool,
    /// Take back an answer that nobody has seen.
    pub take_back: bool,
    /// Say that an answer was typed under the wrong name.
    pub reassign: bool,
    /// Set something aside that has been seen.
    pub set_aside: bool,
    pub mend_note: bool,
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
    /// Add an answer to a question that is past.
    pub add_late: bool,
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
    let Some(by) = acts_as(viewer) else {
        return Can::default();
    };
    let asked = session.asked_now();
    let mine = |person: &PersonId| viewer.person().is_none_or(|viewer| viewer == *person);
    let people = || session.people.here().map(|person| person.id).filter(mine);
    let anybody = |rule: &dyn Fn(PersonId) -> bool| people().any(rule);
    let answers =
        |asked: Asked<'_>| anybody(&|person| session.may_answer(by, person, asked).is_ok());
    let asks = |asked: &Asked<'_>| asked.step.takes_answers();
    let votes =
        |asked: Asked<'_>| anybody(&|person| ballot::may_vote(session, by, person, asked).is_ok());
    // Whoever is one person speaks in their own name.
    let speaks = session.may_speak_for(by, viewer.person()).is_ok();
    let heard = |asked: Asked<'_>| is_heard(session, viewer, asked);
    let spoken = asked.map_or_else(Spoken::default, |asked| spoken(session, asked, viewer));
    Can {
        join: door::may_join(session).is_ok(),
        set_up: !session.alone && session.may_set_up(by).is_ok(),
        protocol: assign::may_choose_any(session, by),
        clock: pause::may_go_on(session, by),
        gather_again: back::may_step_back(session, by) == Ok(Place::Gather),
        advance: session.may_advance(by, now).is_ok(),
        step_back: back::may_step_back(session, by).is_ok(),
        take_back: anybody(&|person| back::may_take_back_now(session, by, person).is_ok()),
        reassign: !session.alone && back::may_reassign_any(session, by),
        set_aside: !session.alone && back::may_set_aside_any(session, by),
        mend_note: amend::may_mend_any(session, by),
        said_last: asked.is_some_and(|asked| said_last(session, asked, viewer)),
        bring_back: amend::may_bring_back_any(session, by),
        reopen: back::may_reopen(session, by).is_ok(),
        time_step: session.may_time_step(by).is_ok(),
        leave_out: session.may_leave_out(by).is_ok(),
        show_now: by == Actor::Desk && reveal::shows_next(session),
        hand_seat: !session.alone && session.may_steer(by).is_ok(),
        answer: asked.filter(asks).is_some_and(answers),
        answer_after: asked.is_some_and(|asked| !asks(&asked) && answers(asked)),
        add_late: after::may_add_any(session, by),
        pass: asked
            .is_some_and(|asked| anybody(&|person| session.may_pass(by, person, asked).is_ok())),
        hint: asked.is_some_and(|asked| session.may_hint(by, asked).is_ok()),
        give_fact: facts::may_give_any(session, by),
        note: asked.is_some_and(|asked| spoken.note && heard(asked)),
        compare: spoken.compare,
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

/// Whether whoever is one person may speak in the step that runs.
fn is_heard(session: &Session, viewer: Viewer, asked: Asked<'_>) -> bool {
    let mut own = viewer.person().into_iter();
    own.all(|person| voice::may_be_heard(session, asked.step.who, person).is_ok())
}

/// As whom a viewer acts; the room's screen and reports do nothing.
fn acts_as(viewer: Viewer) -> Option<Actor> {
    match viewer {
        Viewer::Facilitator => Some(Actor::Desk),
        Viewer::Person(person) => Some(Actor::Person(person)),
        Viewer::Room | Viewer::Report | Viewer::Shared => None,
    }
}

/// What the viewer may say to a question that is asked now, or is past.
#[derive(Default)]
pub(super) struct Spoken {
    pub(super) note: bool,
    pub(super) compare: bool,
}

/// Everybody of whom the viewer may put down an answer to a question, late or changed.
pub(super) fn answers_after(
    session: &Session,
    question: &QuestionId,
    viewer: Viewer,
) -> Vec<PersonId> {
    let by = acts_as(viewer).zip(session.spoken_of(question).ok());
    by.map_or_else(Vec::new, |(by, asked)| after::whose(session, by, asked))
}

pub(super) fn spoken_of(session: &Session, question: &QuestionId, viewer: Viewer) -> Spoken {
    let asked = session.spoken_of(question).ok();
    asked.map_or_else(Spoken::default, |asked| spoken(session, asked, viewer))
}

fn spoken(session: &Session, asked: Asked<'_>, viewer: Viewer) -> Spoken {
    let Some(by) = acts_as(viewer) else {
        return Spoken::default();
    };
    let mut people = session.people.here().map(|person| person.id);
    let writes = people.any(|person| session.may_write_for(by, person).is_ok());
    let speaks = session.may_speak_for(by, viewer.person()).is_ok();
    Spoken {
        note: speaks && session.may_note(asked).is_ok(),
        compare: writes && session.may_compare(asked).is_ok(),
    }
}

/// Whether a note, or an answer that was seen at once, is the newest entry that this viewer is
/// told of.
fn said_last(session: &Session, asked: Asked<'_>, viewer: Viewer) -> bool {
    let note = asked.round.notes.last().map(|note| note.entry);
    let answers = asked.round.versions.iter();
    let answer = answers.filter(|one| one.revealed).map(|one| one.entry);
    note.into_iter().chain(answer.max()).max() == Some(session.newest_for(viewer))
}
