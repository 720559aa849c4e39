//! What somebody wants to happen. The only way into a session.

use super::{Actor, DissentState, NoteKind, Place, Rating, Stance, Target, event::Commitment};
use crate::{
    case::Answer,
    id::{CommandId, PersonId, QuestionId, Seq},
    protocol::{Names, Protocol},
    text::Clean,
};
use std::sync::Arc;

/// A command on its way to [`super::Session::decide`].
#[derive(Clone, Debug, PartialEq)]
pub struct Order {
    /// Made where the command was made: sent twice, it has one effect.
    pub id: CommandId,
    /// Who wants it.
    pub by: Actor,
    /// What they want.
    pub command: Command,
}

/// What somebody wants to happen.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Come to the table, at any time.
    Join {
        /// A name that nobody else here has.
        name: Clean,
        /// A role or viewpoint.
        role: Option<Clean>,
    },
    /// Go; what was said stays.
    Leave {
        /// Who.
        person: PersonId,
    },
    /// Come back.
    Return {
        /// Who.
        person: PersonId,
    },
    /// Mend a name.
    Rename {
        /// Who.
        person: PersonId,
        /// The new name.
        name: Clean,
    },
    /// Choose the protocol, while people gather.
    ChooseProtocol {
        /// Which.
        protocol: Arc<Protocol>,
    },
    /// Hide or show names in what is written from now on; while people gather.
    SetNames {
        /// From now on.
        names: Names,
    },
    /// Hand on the facilitator's seat.
    HandSeat {
        /// To whom; nobody means the shared keyboard itself.
        to: Option<PersonId>,
    },
    /// Go on to the next step, or stop on the agenda.
    Advance {
        /// Where the sender saw the session: two presses move once.
        from: Place,
    },
    /// Leave out the rest of this step, marked so in the record.
    Skip {
        /// Where the sender saw the session.
        from: Place,
    },
    /// Leave out the rest of this stop of the agenda, marked so in the record.
    LeaveOut {
        /// Where the sender saw the session.
        from: Place,
    },
    /// Begin this step once more, with its full time.
    Repeat {
        /// Where the sender saw the session.
        from: Place,
    },
    /// Give the step that runs more time.
    Extend {
        /// How much more.
        seconds: u32,
    },
    /// Answer, or answer anew.
    Answer {
        /// Whose answer.
        person: PersonId,
        /// To which question.
        question: QuestionId,
        /// What.
        answer: Answer,
        /// A draft handed in because time was up.
        handed_in: bool,
        /// What moved the person to a new version.
        moved_by: Option<Clean>,
    },
    /// Choose not to answer.
    Pass {
        /// Who.
        person: PersonId,
        /// Which question.
        question: QuestionId,
    },
    /// Give everybody the next hint.
    Hint {
        /// To which question.
        question: QuestionId,
    },
    /// Note what was said.
    Note {
        /// Who said it.
        person: Option<PersonId>,
        /// To which question.
        question: QuestionId,
        /// What it does in the discussion.
        kind: NoteKind,
        /// What was said.
        text: Clean,
        /// The answer or note that it speaks to.
        about: Option<Seq>,
    },
    /// Say what one makes of a claim of the model answer.
    Compare {
        /// Who.
        person: PersonId,
        /// To which question.
        question: QuestionId,
        /// Which model answer, counted from 0.
        model: u8,
        /// Which claim, counted from 0.
        claim: u8,
        /// Agree, extend, contest.
        stance: Stance,
        /// How or why.
        text: Clean,
    },
    /// Put a disagreement on record.
    Dissent {
        /// Who, unless they want no name beside it.
        person: Option<PersonId>,
        /// Against what.
        against: Target,
        /// The disagreement.
        text: Clean,
    },
    /// Say what became of a dissent.
    MeetDissent {
        /// The entry of the dissent.
        dissent: Seq,
        /// What became of it; never back to open.
        state: DissentState,
        /// In what words.
        text: Clean,
    },
    /// Say what a person or the group will try.
    Commit {
        /// Who; nobody means the whole group.
        person: Option<PersonId>,
        /// The commitment.
        commitment: Commitment,
    },
    /// Say one word at the close.
    Speak {
        /// Who.
        person: PersonId,
        /// The word.
        word: Clean,
    },
    /// Rate one's own answer, in study alone.
    Rate {
        /// Who.
        person: PersonId,
        /// Which question.
        question: QuestionId,
        /// In words.
        rating: Rating,
    },
    /// Mark a paragraph, with a note or without, or take the mark away.
    Mark {
        /// Who.
        person: PersonId,
        /// The ¶ number.
        paragraph: u32,
        /// A note on it, perhaps empty; none takes the mark away.
        note: Option<Clean>,
    },
    /// End the session.
    Close,
}
