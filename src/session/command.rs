//! What somebody wants to happen. The only way into a session.

use super::{
    Actor, Ballot, DissentState, Duty, Learned, Level, NoteKind, Place, Rating, Stance, Tag,
    Target, close::Commitment,
};
use crate::{
    case::Answer,
    id::{CommandId, PersonId, QuestionId, Seq},
    protocol::{Names, Protocol, Way},
    stamp::Zone,
    text::Clean,
};
use std::sync::Arc;

/// A command on its way to [`super::Session::decide`].
#[derive(Clone, Debug, PartialEq)]
pub struct Order {
    /// Made where the command was made: sent twice, it has one effect.
    pub id: CommandId,
    pub by: Actor,
    pub command: Command,
}

impl Command {
    /// Whether it ends the step that runs, so that what was typed and counts is handed in first.
    pub fn ends_step(&self) -> bool {
        let goes_on = matches!(
            self,
            Self::Advance { .. } | Self::Skip { .. } | Self::ShowNow { .. }
        );
        goes_on || self.leaves_question()
    }

    /// Whether it leaves the question that is asked, whatever steps it still has.
    pub fn leaves_question(&self) -> bool {
        matches!(
            self,
            Self::LeaveOut { .. } | Self::ToClose { .. } | Self::Close
        )
    }

    /// Whether it is about others, and so has no place where one person studies alone.
    pub fn is_for_groups(&self) -> bool {
        matches!(
            self,
            Self::Leave { .. }
                | Self::ChooseProtocol { .. }
                | Self::ProtocolOf { .. }
                | Self::SetNames { .. }
                | Self::SetWriting { .. }
                | Self::HandSeat { .. }
                | Self::Bind { .. }
                | Self::Unbind { .. }
                | Self::Hear { .. }
                | Self::Queue { .. }
                | Self::Unqueue { .. }
                | Self::PassTurn { .. }
                | Self::MakeTheme { .. }
                | Self::NameTheme { .. }
                | Self::Sort { .. }
                | Self::UndoSort { .. }
                | Self::Tag { .. }
                | Self::HandDuty { .. }
                | Self::Consent { .. }
                | Self::TakeRole { .. }
                | Self::DealRoles
                | Self::Reassign { .. }
                | Self::SetAside { .. }
                | Self::BringBack { .. }
        )
    }
}

/// What stands under the wrong name.
#[derive(Clone, Debug, PartialEq)]
pub enum Misnamed {
    /// Somebody's newest answer to a question, whether or not anybody sees it.
    Newest(QuestionId, PersonId),
    /// A version of an answer that can be seen, or a dissent, by its entry.
    Seen(Seq),
}

/// What somebody wants to happen.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Come to the table, at any time.
    Join {
        /// A name that nobody else here has.
        name: Clean,
        role: Option<Clean>,
    },
    /// Go; what was said stays.
    Leave { person: PersonId },
    /// Come back.
    Return { person: PersonId },
    /// Mend a name.
    Rename { person: PersonId, name: Clean },
    /// Say who uses a device of people's own. Whoever was on another one is here from now on.
    Bind {
        /// Its number in the session's list of devices.
        device: u32,
        /// Everybody who uses it.
        people: Vec<PersonId>,
    },
    /// Take everybody off a device.
    Unbind { device: u32 },
    /// Leave a question that is still to come out of the plan, or take it in again.
    PlanWithout {
        /// Which question, counted from 1.
        number: u32,
        /// Whether it is left out from now on.
        out: bool,
    },
    /// Choose the protocol, while people gather.
    ChooseProtocol { protocol: Arc<Protocol> },
    /// Let one question go through a protocol of its own, before the first question.
    ProtocolOf {
        /// Which question, counted from 1: what it is known by may tell what it asks.
        number: u32,
        protocol: Arc<Protocol>,
    },
    /// Hide or show names in what is written from now on; while people gather.
    SetNames { names: Names },
    /// Say how people write, at any time: paper and phones come and go.
    SetWriting { how: Way },
    /// Say how much time there is for the whole session.
    GiveMinutes { seconds: u32 },
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
    /// Go to the step that shows what was answered, past those before it.
    ShowNow {
        /// Where the sender saw the session.
        from: Place,
    },
    /// Go to the close at once; what is still to come is left out.
    ToClose {
        /// Where the sender saw the session.
        from: Place,
    },
    /// Begin this step once more, with its full time.
    Repeat {
        /// Where the sender saw the session.
        from: Place,
    },
    /// Stop the clock for coffee, or let it go on.
    Break { on: bool },
    /// Go back to the step before. What was seen stays seen.
    StepBack {
        /// Where the sender saw the session: two presses go back once.
        from: Place,
    },
    /// Say that something was typed under the wrong name.
    Reassign {
        what: Misnamed,
        to: PersonId,
        /// How that came; perhaps empty.
        why: Clean,
    },
    /// Take one's newest answer back, while nobody has seen it.
    TakeBack {
        person: PersonId,
        question: QuestionId,
    },
    /// Set answers and notes aside that have been seen.
    SetAside {
        entries: Vec<Seq>,
        /// Why; never empty.
        why: Clean,
    },
    /// Let what was set aside count again.
    BringBack { entries: Vec<Seq> },
    /// Open a closed session again, to add to it.
    Reopen,
    /// Give the step that runs more time.
    Extend {
        /// How much more.
        seconds: u32,
    },
    /// Answer, or answer anew.
    Answer {
        person: PersonId,
        question: QuestionId,
        answer: Answer,
        /// A draft handed in because time was up.
        handed_in: bool,
        /// What moved the person to a new version.
        moved_by: Option<Clean>,
    },
    /// Choose not to answer.
    Pass {
        person: PersonId,
        question: QuestionId,
    },
    /// Give everybody the next hint.
    Hint { question: QuestionId },
    /// Say what the group decided in a question on which a later part depends.
    Decide {
        /// Which question, counted from 1.
        number: u32,
        /// The option, counted from 0.
        option: u8,
    },
    /// Give everybody a fact that somebody asked for.
    GiveFact {
        /// Which, counted from 1 through the whole case.
        number: u16,
        /// Who asked for it; the group where nobody is named.
        asked_by: Option<PersonId>,
    },
    Note {
        person: Option<PersonId>,
        question: QuestionId,
        kind: NoteKind,
        text: Clean,
        /// The answer or note that it speaks to.
        about: Option<Seq>,
    },
    /// Put a note right: who said it, what it does, its words.
    MendNote {
        note: Seq,
        person: Option<PersonId>,
        kind: NoteKind,
        text: Clean,
    },
    /// Say what one makes of a claim of the model answer.
    Compare {
        person: PersonId,
        question: QuestionId,
        /// Which model answer, counted from 0.
        model: u8,
        /// Which claim, counted from 0.
        claim: u8,
        /// Agree, extend, contest.
        stance: Stance,
        text: Clean,
    },
    /// Put a disagreement on record.
    Dissent {
        /// Who, unless they want no name beside it.
        person: Option<PersonId>,
        against: Target,
        text: Clean,
    },
    /// Say what became of a dissent.
    MeetDissent {
        dissent: Seq,
        /// What became of it; never back to open.
        state: DissentState,
        text: Clean,
    },
    /// Say what a person or the group will try.
    Commit {
        /// Who; nobody means the whole group.
        person: Option<PersonId>,
        commitment: Commitment,
    },
    /// Say a commitment anew, or take it back.
    Recommit {
        commitment: Seq,
        /// Whose it is from now on; nobody means the whole group.
        person: Option<PersonId>,
        /// What it says from now on; none takes it back.
        anew: Option<Commitment>,
    },
    /// Say one word at the close.
    Speak { person: PersonId, word: Clean },
    /// Say what of one's own may leave this group.
    Consent { person: PersonId, level: Level },
    /// Rate one's own answer, in study alone.
    Rate {
        person: PersonId,
        question: QuestionId,
        rating: Rating,
        /// Where they are, since a question comes back on a day of theirs.
        zone: Zone,
    },
    /// Mark a paragraph, with a note or without, or take the mark away.
    Mark {
        person: PersonId,
        paragraph: u32,
        /// A note on it, perhaps empty; none takes the mark away.
        note: Option<Clean>,
    },
    /// Vote on items, or vote anew.
    Vote {
        person: PersonId,
        question: QuestionId,
        ballot: Ballot,
    },
    /// Put on record that somebody was heard, or that an answer was read aloud.
    Hear {
        person: Option<PersonId>,
        /// Which answer was read or told.
        answer: Option<Seq>,
        /// For how long, where somebody took the time.
        seconds: Option<u32>,
    },
    /// Want to speak.
    Queue {
        person: PersonId,
        /// What it will do in the discussion.
        kind: NoteKind,
    },
    /// No longer want to speak.
    Unqueue { person: PersonId },
    /// Let one's turn to speak go by.
    PassTurn { person: PersonId },
    /// Put answers and notes together that are alike.
    MakeTheme {
        question: QuestionId,
        title: Clean,
        /// The entries of answers and notes; perhaps none yet.
        items: Vec<Seq>,
    },
    /// Give a theme another title.
    NameTheme { theme: Seq, title: Clean },
    /// Put answers and notes into a theme, or out of it.
    Sort {
        /// The entries of answers and notes.
        items: Vec<Seq>,
        /// The theme; none puts them out.
        theme: Option<Seq>,
    },
    /// Undo the last change of themes.
    UndoSort { question: QuestionId },
    /// Say what a note is about.
    Tag {
        note: Seq,
        /// What it is about; none takes it away.
        tag: Option<Tag>,
    },
    HandDuty {
        duty: Duty,
        /// To whom; nobody where not given.
        to: Option<PersonId>,
    },
    /// Take a role or viewpoint, or lay it down.
    TakeRole {
        person: PersonId,
        /// Which; none from now on where not given.
        role: Option<Clean>,
    },
    /// Deal the case's roles to everybody who is here, at random and evenly.
    DealRoles,
    /// Say what came of something that was tried after an earlier session.
    Learn(Learned),
    /// End the session.
    Close,
}
