//! What happened: the journal's contract. Variants and optional fields are added, never
//! renamed, never given a new meaning.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{
    Actor, Ballot, Commitment, DissentState, Duty, Learned, Level, NoteKind, Place, Rating, Stance,
    Study, Tag, Target,
};
use crate::{
    case::{Answer, Case},
    id::{CommandId, PersonId, QuestionId, Seq},
    protocol::Protocol,
    stamp::{Stamp, Wall},
    text::Clean,
};

/// The version of the event format that this program writes.
pub const FORMAT: u32 = 2;

/// One thing that happened, with its number, moment and cause.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Counted from 1 without gaps.
    pub n: Seq,
    /// When it happened, as the shell saw it.
    pub at: Stamp,
    /// The command that it came from; several entries may come from one.
    pub id: CommandId,
    pub by: Actor,
    pub event: Event,
}

/// What happened, in the past tense.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// The session began; always the first entry, so that the file stands alone.
    Opened(Box<Opened>),
    /// A program opened the file again; clocks of different boots are not compared.
    Resumed {
        /// Which boot of which machine the monotonic clock belongs to.
        boot: Clean,
    },
    /// A person came.
    Joined {
        /// Counted from 1.
        person: PersonId,
        /// The name, unlike all others in the session.
        name: Clean,
        /// A role or viewpoint, where one is taken.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        role: Option<Clean>,
    },
    /// A person went; what they said stays.
    Left { person: PersonId },
    /// A person who went is back.
    Returned { person: PersonId },
    /// A name was mended, before or after the start.
    Renamed { person: PersonId, name: Clean },
    /// A device of people's own has these people from now on; nobody where there are none.
    DeviceBound {
        /// Its number in the session's list of devices.
        device: u32,
        /// Who uses it; several who share one pass it on.
        people: Vec<PersonId>,
    },
    /// A protocol was chosen while people gathered.
    ProtocolChosen {
        /// The whole protocol, so that the file stands alone.
        protocol: Arc<Protocol>,
    },
    /// One question goes through a protocol of its own; choosing the session's takes it away.
    ProtocolOf {
        question: QuestionId,
        /// The whole protocol, so that the file stands alone.
        protocol: Arc<Protocol>,
    },
    /// Names were hidden or shown for what is written from now on.
    NamesSet { names: crate::protocol::Names },
    /// How people write was chosen; it counts for the steps that begin from now on.
    Writing { how: crate::protocol::Way },
    /// How much time there is for the whole session was said.
    MinutesGiven { seconds: u32 },
    /// The question is left before its answers were shown: no report tells them.
    KeptUnshown {},
    /// The facilitator's seat was handed on; nobody means the shared keyboard itself.
    SeatHanded {
        /// Who steers from now on.
        to: Option<PersonId>,
    },
    /// The session went on to a place on the agenda.
    Moved {
        to: Place,
        /// Whether the step that ended was skipped.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        skipped: bool,
    },
    /// A question that was still to come was left out of the plan.
    LeftOut {
        question: QuestionId,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        again: bool,
    },
    /// Whoever steers went back to an earlier step. What was seen stays seen.
    SteppedBack { to: Place },
    /// An answer, or a dissent, had been typed under the wrong name.
    Reassigned {
        /// The entry of the answer or the dissent.
        entry: Seq,
        to: PersonId,
        /// How that came; perhaps empty.
        #[serde(default, skip_serializing_if = "empty")]
        why: Clean,
    },
    /// Whoever gave an answer took it back before anybody had seen it.
    TakenBack { entry: Seq },
    /// Answers and notes that had been seen were set aside. A dissent never is.
    SetAside {
        /// The entries of answers and notes.
        entries: Vec<Seq>,
        /// Why; never empty.
        why: Clean,
    },
    /// What had been set aside counts again.
    BroughtBack {
        /// The entries of answers and notes.
        entries: Vec<Seq>,
    },
    /// A closed session was opened again, to add to it.
    Reopened {},
    /// Groups were made for the step that runs.
    Grouped { groups: Vec<Vec<PersonId>> },
    /// Coffee: the clock stands still.
    BreakBegan {
        /// Milliseconds that the step, the reading or the close had taken by then.
        spent_ms: u64,
    },
    /// The clock goes on; going on with the session ends a break too, without this entry.
    BreakEnded {
        /// Milliseconds that it lasted by the wall clock.
        lasted_ms: u64,
    },
    /// More time was given to the step that runs.
    Extended {
        /// How much more.
        seconds: u32,
    },
    /// An answer; a later one of the same person to the same question is a new version.
    Answered {
        person: PersonId,
        question: QuestionId,
        answer: Answer,
        /// A draft that was handed in when the step ended.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        handed_in: bool,
        /// It came after the step that asked for it, while the question was still asked.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        late: bool,
        /// What moved the person to a new version; perhaps empty.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        moved_by: Option<Clean>,
    },
    /// A person chose not to answer.
    Passed {
        person: PersonId,
        question: QuestionId,
    },
    /// A hint was given to everybody.
    Hinted {
        question: QuestionId,
        /// Which hint, counted from 0.
        hint: u8,
    },
    /// The group decided in a question on which a later part depends.
    Decided {
        question: QuestionId,
        /// The option, counted from 0.
        option: u8,
    },
    /// A fact that somebody asked for was given to everybody.
    FactGiven {
        /// Which, counted from 1 through the whole case.
        fact: u16,
        /// Who asked for it; the group where nobody is named.
        asked_by: Option<PersonId>,
    },
    /// Something said in discussion.
    Noted {
        /// Who said it; nobody in particular where not given.
        person: Option<PersonId>,
        question: QuestionId,
        /// New idea, builds on, challenges, asks.
        kind: NoteKind,
        text: Clean,
        /// The answer or note that it speaks to.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        about: Option<Seq>,
    },
    /// A note was put right; what it said before stays in its own entry.
    NoteMended {
        note: Seq,
        /// Who said it; nobody in particular where not given.
        person: Option<PersonId>,
        kind: NoteKind,
        text: Clean,
    },
    /// What a person makes of one claim of a model answer.
    Compared {
        person: PersonId,
        question: QuestionId,
        /// Which model answer, counted from 0.
        model: u8,
        /// Which claim of it, counted from 0.
        claim: u8,
        /// Agree, extend, contest.
        stance: Stance,
        /// How or why; perhaps empty.
        text: Clean,
    },
    /// A recorded disagreement. Nothing takes it away.
    Dissented {
        /// Who; not told where the person wants no name beside it.
        person: Option<PersonId>,
        against: Target,
        text: Clean,
    },
    /// A dissent was answered, or carried on.
    DissentMet {
        dissent: Seq,
        state: DissentState,
        text: Clean,
    },
    /// What a person or the group will try.
    Committed {
        /// Who; the whole group where not given.
        person: Option<PersonId>,
        commitment: Commitment,
    },
    /// A commitment was said anew, or taken back.
    Recommitted {
        commitment: Seq,
        /// Whose it is from now on; the group's where not given.
        person: Option<PersonId>,
        /// None where it was taken back.
        anew: Option<Commitment>,
    },
    /// One word at the close.
    Spoken { person: PersonId, word: Clean },
    /// A person said what may leave this group; a later word takes its place.
    Consented {
        person: PersonId,
        /// How much of what they said.
        level: Level,
    },
    /// What came of something that was tried after an earlier session.
    Learned(Learned),
    /// An unfinished tail of the file was set apart; it had not been confirmed.
    Mended {
        /// How many bytes, which stay in the file.
        bytes: u64,
    },
    /// The end of the file was gone, and somebody chose to go on without it.
    Shortened {
        /// The last entry that had been saved.
        saved: Seq,
    },
    /// Entries were taken over from a damaged journal into this new one.
    TakenOver {
        /// The damaged file's name.
        from: Clean,
        /// Numbers of its entries that could not be read.
        damaged: Vec<u64>,
    },
    /// The program was closed. Time stands still until something is done again.
    Paused {
        /// Milliseconds that the step, the reading or the close had taken by then.
        spent_ms: u64,
    },
    /// The wall clock jumped against the monotonic one.
    ClockJumped {
        /// By how many milliseconds; negative is backwards.
        by_ms: i64,
    },
    /// A person who studies alone found how their own answer was.
    Rated {
        person: PersonId,
        question: QuestionId,
        rating: Rating,
        /// Which rung of the ladder, counted from 0.
        rung: u8,
        /// Which rating of this question, counted from 1 over all sessions.
        nth: u32,
        /// When the question comes back.
        due: Wall,
    },
    /// A paragraph was marked, or a mark taken away.
    Marked {
        person: PersonId,
        paragraph: u32,
        /// A note on it, perhaps empty; none takes the mark away.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<Clean>,
    },
    /// A vote on items. A later one in the same run of the step takes its place; all are kept.
    Voted {
        person: PersonId,
        question: QuestionId,
        ballot: Ballot,
    },
    /// Somebody was heard, or an answer was read aloud.
    Heard {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        person: Option<PersonId>,
        /// Which answer was read or told.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        answer: Option<Seq>,
        /// For how long, where somebody took the time.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        seconds: Option<u32>,
    },
    /// A person wants to speak.
    Queued {
        person: PersonId,
        /// What it will do in the discussion.
        kind: NoteKind,
    },
    /// A person no longer wants to speak.
    Unqueued { person: PersonId },
    /// A person passed when it was their turn to speak.
    TurnPassed { person: PersonId },
    /// Answers and notes that are alike were put together; the entry's number is the theme's.
    ThemeMade {
        question: QuestionId,
        title: Clean,
        /// The entries of answers and notes.
        items: Vec<Seq>,
    },
    /// A theme got another title.
    ThemeNamed {
        /// The entry that made it.
        theme: Seq,
        title: Clean,
    },
    /// Answers and notes were put into a theme, or out of it.
    Sorted {
        /// The entries of answers and notes.
        items: Vec<Seq>,
        /// The entry that made the theme; none puts them out.
        theme: Option<Seq>,
    },
    /// The last change of themes in a question was undone.
    SortUndone { question: QuestionId },
    /// A note is about people, about learning, or about how things are set up.
    Tagged {
        note: Seq,
        /// What it is about; none takes it away.
        tag: Option<Tag>,
    },
    DutyHanded {
        duty: Duty,
        /// Who has it from now on; nobody where not given.
        to: Option<PersonId>,
    },
    /// A person took a role or viewpoint, was dealt one, or laid it down.
    RoleTaken {
        person: PersonId,
        /// Which; none from now on where not given.
        role: Option<Clean>,
    },
    /// The session is over.
    Closed {
        /// How many entries stood before this one.
        count: u64,
        /// The hash of the entry before this one.
        head: Clean,
    },
}

/// All that a session needs to know of the world at its beginning.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Opened {
    /// [`FORMAT`] of the program that wrote it.
    pub format: u32,
    /// The case as it was read; never read again from Markdown.
    pub case: Arc<Case>,
    /// File name of the source, for people.
    pub source: Clean,
    /// BLAKE3 of the source, 32 hexadecimal digits.
    pub source_hash: Clean,
    /// Where the source lies on this computer, `~` for somebody's own folder; empty for a case
    /// that came with the program. It tells files of one computer apart and is never shown.
    #[serde(default, skip_serializing_if = "empty")]
    pub place: Clean,
    /// The protocol that every question goes through.
    pub protocol: Arc<Protocol>,
    /// But for these questions, which go through one of their own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub protocols: Vec<(QuestionId, Arc<Protocol>)>,
    /// Whether one person studies alone.
    #[serde(default)]
    pub alone: bool,
    /// Decides pseudonyms and groups, so that a replay makes the same ones.
    pub seed: u64,
    /// Which boot of which machine the monotonic clock belongs to.
    pub boot: Clean,
    /// BCP 47 tag of the language that the program spoke; none before it spoke several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lang: Option<Clean>,
    /// The most that may leave the group, whatever people agree to, where a site says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most: Option<Level>,
    /// What study alone begins with; none for the first time, and for groups.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub study: Option<Box<Study>>,
}

impl Event {
    /// Who said something with it, or that they would rather say nothing; none of who was
    /// there only.
    pub(super) fn said_by(&self) -> Option<PersonId> {
        if let Self::Answered { person, .. }
        | Self::Passed { person, .. }
        | Self::Voted { person, .. }
        | Self::Compared { person, .. }
        | Self::Spoken { person, .. }
        | Self::Consented { person, .. }
        | Self::Reassigned { to: person, .. } = self
        {
            return Some(*person);
        }
        if let Self::Noted { person, .. }
        | Self::NoteMended { person, .. }
        | Self::Dissented { person, .. }
        | Self::Committed { person, .. }
        | Self::Recommitted { person, .. } = self
        {
            return *person;
        }
        None
    }
}

pub(super) fn empty(text: &Clean) -> bool {
    text.is_empty()
}
