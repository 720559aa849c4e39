//! What people take away, as data: made from a view for the report, which has decided who may see
//! what, and from nothing else.

use serde::Serialize;

use crate::{
    session::{Byline, Learned, Level},
    text::{Clean, plural},
};

mod asked;
mod basket;
pub mod cell;
pub mod chart;
pub mod compare;
pub mod csv;
mod first;
pub mod html;
pub mod json;
mod made;
pub mod markdown;
mod minutes;
mod own;
mod read;
pub mod rows;
mod said;
mod set_aside;
pub mod sheet;
mod told;
mod went;
pub mod words;

pub use made::report;
pub use minutes::Minutes;
pub use own::own;
pub use read::{Fact, Passage, Section};
pub use said::Said;
pub use set_aside::SetAside;

/// The version of the JSON form; it grows with every key that changes its meaning.
pub const FORMAT: u32 = 1;

/// A report. Its fields are the keys of the JSON form, and stay.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// [`FORMAT`].
    pub format: u32,
    /// Name of the session's file without its ending; empty where it has none yet.
    pub session: Clean,
    /// What the session is known by wherever its file goes.
    pub session_id: Clean,
    /// The last entry that it is made from.
    pub entries: u64,
    /// Whether its people were asked what may leave the group.
    pub consent_asked: bool,
    pub case: About,
    pub protocol: Clean,
    /// Questions with a protocol of their own, by number; not in the JSON form, where each
    /// question has its steps.
    #[serde(skip)]
    pub protocols: Vec<(u32, Clean)>,
    /// When the session was opened, RFC 3339.
    pub opened_at: Clean,
    /// The same where we are, in words; empty where nobody said where that is.
    #[serde(skip)]
    pub opened: Clean,
    /// Whether it was closed; an unfinished session has an unfinished report.
    pub finished: bool,
    pub people: Vec<Person>,
    /// To whom the facilitator's seat was handed on, in order; none is the shared keyboard.
    pub seats: Vec<Option<Clean>>,
    /// Hand-overs of duties, oldest first.
    pub duties: Vec<HandedOn>,
    /// Every paragraph that was read, and how often it was cited.
    pub passages: Vec<Passage>,
    pub questions: Vec<Question>,
    /// Recorded disagreement.
    pub dissent: Vec<Dissent>,
    /// What came of what was tried before this session.
    pub learned: Vec<Learned>,
    /// What people will try.
    pub commitments: Vec<Commitment>,
    pub words: Vec<Word>,
    /// How many there were for all of it, where somebody said so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub given_minutes: Option<Minutes>,
    /// The agenda with planned and actual minutes.
    pub agenda: Vec<AgendaRow>,
    /// Facts that somebody asked for, by their number.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<Fact>,
    /// What was gone back on or put right, a sentence each, oldest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<Clean>,
    /// Those of them that only put something right.
    #[serde(skip)]
    pub put_right: Vec<Clean>,
    /// What went wrong with the session's file; empty in a sound one.
    pub damage: Vec<Clean>,
    /// What was read, part by part; not in the JSON form, whose readers have the case.
    #[serde(skip)]
    pub reading: Vec<Section>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct About {
    pub title: Clean,
    /// File name of the document.
    pub source: Clean,
    /// BCP 47 tag of its language, where the document says so.
    pub language: Option<Clean>,
    pub minutes: Option<Minutes>,
    /// The author's settings, in their order.
    pub settings: Vec<Setting>,
    /// What people should learn, in the author's Markdown; empty before the close.
    pub goals: Vec<Clean>,
    /// Where it comes from, in the author's Markdown.
    pub sources: Vec<Clean>,
}

/// A setting of the author's.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Setting {
    pub name: Clean,
    pub value: Clean,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Person {
    pub name: Clean,
    /// How many they are, where it is a table that answers as one.
    pub members: Option<u32>,
    pub role: Option<Clean>,
    /// Whether they came after the start.
    pub late: bool,
    /// Whether they left before the end.
    pub left: bool,
    /// How often they were heard in discussion.
    pub heard: usize,
    /// For how many minutes, as far as somebody took the time.
    pub heard_minutes: Minutes,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct HandedOn {
    /// `timekeeper`, `scribe`, `keeper of dissent` or `holder of the case`.
    pub duty: &'static str,
    /// To whom; none is nobody.
    pub to: Option<Clean>,
}

/// A question and all that was said to it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Question {
    /// Counted from 1.
    pub number: u32,
    pub id: Clean,
    /// `open`, `choice`, `scale`, `rank` or `number`.
    pub kind: &'static str,
    /// The question, in the author's Markdown.
    pub prompt: Clean,
    /// Options, statements or items, in the author's Markdown.
    pub options: Vec<Clean>,
    /// What the points of a scale mean.
    pub scale: Option<Scale>,
    /// Every version of every answer that may be seen.
    pub answers: Vec<Given>,
    /// How many answers are still hidden; 0 once the question is over.
    pub hidden: usize,
    /// Who passed; only by name, since anybody in the room could watch it.
    pub passed: Vec<Clean>,
    /// How many more passed, where names are hidden.
    pub passed_unnamed: usize,
    /// What the answers add up to, in words.
    pub tally: Vec<Clean>,
    /// Which answers that stand below are not in it, and why, in words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub uncounted: Vec<Clean>,
    pub model_answers: Vec<Model>,
    /// The options marked right, once revealed, counted from 0.
    pub right: Vec<u8>,
    /// What was said in discussion.
    pub notes: Vec<Note>,
    /// What was set aside after it had been seen.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub set_aside: Vec<SetAside>,
    /// How long each step took, in the order in which they ran.
    pub steps: Vec<Step>,
    /// Answers and notes that were put together.
    pub themes: Vec<Theme>,
    /// What votes and answers added up to, round by round, in words.
    pub rounds: Vec<Round>,
    /// What came of the votes.
    pub outcome: Option<Clean>,
    /// How somebody who studied alone found their own answer, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub own_rating: Option<&'static str>,
    /// Who moved between the rounds.
    pub moves: Vec<Move>,
    /// How many notes have each tag, those with none included; empty where nothing is tagged.
    pub tags: Vec<Tagged>,
    /// The entries of answers of which it is not on record that they were read out or spoken to,
    /// where it is of others; those under a pseudonym are left out.
    pub unheard: Vec<u64>,
    /// Whether anybody was marked as heard, or an answer as read out, at this question.
    pub heard_recorded: bool,
    pub unheard_by: Vec<Clean>,
    /// More of the question in the author's Markdown: context, points to cover.
    #[serde(skip)]
    pub body: Vec<Clean>,
    /// How many were asked; none where that was not everybody, or cannot be told.
    #[serde(skip)]
    pub asked: Option<usize>,
    /// What the answers and votes add up to, to be drawn.
    #[serde(skip)]
    pub charts: Vec<chart::Chart>,
}

/// Answers and notes that were put together.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Theme {
    pub title: Clean,
    /// Their entries in the journal; those of answers under a pseudonym are left out.
    pub entries: Vec<u64>,
    /// The same in words, all of them.
    pub items: Vec<Clean>,
}

/// What one round added up to.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Round {
    pub step: Clean,
    /// A line for each item, option or objection.
    pub lines: Vec<Clean>,
}

/// Somebody who moved between two rounds.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Move {
    pub by: Clean,
    pub from: Clean,
    pub to: Clean,
    /// What moved them; perhaps empty.
    pub moved_by: Clean,
}

/// How many notes have a tag.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Tagged {
    /// `Human`, `Learning` or `Systems`.
    pub tag: &'static str,
    pub notes: usize,
}

/// What the points of a scale mean.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Scale {
    /// The lowest point.
    pub low: u8,
    pub high: u8,
    /// Words for the lowest point, perhaps empty.
    pub low_label: Clean,
    /// Words for the highest point, perhaps empty.
    pub high_label: Clean,
}

/// One version of an answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Given {
    /// Its entry in the journal; what a note's `about` refers to. None under a pseudonym: the
    /// order of the entries would tell who wrote it.
    pub entry: Option<u64>,
    pub by: Clean,
    /// Whether that is a pseudonym, fresh for each question.
    pub pseudonym: bool,
    /// The names of a group that gave it.
    #[serde(skip)]
    pub together: Vec<Clean>,
    pub role: Option<Clean>,
    /// Counted from 1 for each person.
    pub version: usize,
    pub step: Clean,
    /// `open`, `choice`, `scale`, `rank` or `number`.
    pub kind: &'static str,
    pub value: Said,
    pub words: Clean,
    /// Why; perhaps empty.
    pub reason: Clean,
    /// What moved the person to this version; perhaps empty.
    pub moved_by: Clean,
    /// Whether it was a draft, handed in when the step ended.
    pub handed_in: bool,
    /// Whether it came after the step that asked for it.
    pub late: bool,
    /// Whether it is a change of mind after all answers could be read.
    pub changed: bool,
    /// Whether the shared keyboard typed it for whoever gave it.
    pub typed_by_desk: bool,
    /// Whether it came from a device of their own.
    #[serde(skip)]
    pub own_device: bool,
    /// How much of it may leave the group, 0 to 3; none where nobody was asked.
    pub level: Option<Level>,
    /// Titles of the themes that it was put under.
    #[serde(skip)]
    pub themes: Vec<Clean>,
    #[serde(skip)]
    pub cites: Vec<u32>,
    /// What the same person wrote to the question that this one stands on, and its number.
    #[serde(skip)]
    pub stands_on: Option<(u32, Clean)>,
}

/// A model answer and what people made of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Model {
    /// What the author calls it.
    pub title: Option<Clean>,
    pub claims: Vec<Claim>,
}

/// A claim, in the author's Markdown, and the stances on it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Claim {
    pub text: Clean,
    /// What people made of it.
    pub stances: Vec<Taken>,
}

/// What one person makes of a claim.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Taken {
    pub by: Clean,
    /// As [`Given::together`].
    #[serde(skip)]
    pub together: Vec<Clean>,
    /// `agree`, `extend` or `contest`.
    pub stance: &'static str,
    /// How or why; perhaps empty.
    pub text: Clean,
    /// Whether it was said once the question was past.
    pub late: bool,
    /// As [`Given::level`].
    pub level: Option<Level>,
}

/// Something said in discussion.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Note {
    pub entry: u64,
    /// Who; none where nobody is named.
    pub by: Option<Clean>,
    /// `new idea`, `builds on`, `challenges` or `asks`.
    pub kind: &'static str,
    pub text: Clean,
    /// The entry of the answer or note that it speaks to; none where that has none.
    pub about: Option<u64>,
    /// The same in words.
    pub speaks_to: Option<Clean>,
    /// `Human`, `Learning` or `Systems`.
    pub tag: Option<&'static str>,
    /// Whether it was said once the question was past.
    pub late: bool,
    /// As [`Given::level`].
    pub level: Option<Level>,
}

/// A recorded disagreement.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Dissent {
    /// Who; none where no name stands beside it.
    pub by: Option<Clean>,
    pub against: Clean,
    pub text: Clean,
    /// `open`, `answered` or `carried on`.
    pub state: &'static str,
    /// What was answered, oldest first.
    pub answers: Vec<Met>,
    /// As [`Given::level`].
    pub level: Option<Level>,
}

/// What became of a dissent.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Met {
    /// `answered` or `carried on`.
    pub state: &'static str,
    /// In what words; perhaps empty.
    pub text: Clean,
}

/// What somebody will try.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Commitment {
    /// Who; none is the whole group.
    pub by: Option<Clean>,
    pub what: Clean,
    /// By when; perhaps empty.
    pub by_when: Clean,
    /// What would surprise them; perhaps empty.
    pub surprise: Clean,
    /// What they expect; perhaps empty.
    pub expect: Clean,
    /// As [`Given::level`].
    pub level: Option<Level>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Word {
    pub by: Clean,
    pub word: Clean,
    /// As [`Given::level`].
    pub level: Option<Level>,
}

/// How long a step took.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Step {
    pub step: Clean,
    /// Planned, without what was added.
    pub planned_minutes: Option<Minutes>,
    /// Added while it ran.
    pub added_minutes: Minutes,
    pub actual_minutes: Minutes,
    pub skipped: bool,
}

/// How long a stop of the agenda took.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AgendaRow {
    pub label: Clean,
    /// The number of its question; the label says it, so it is not written down again.
    #[serde(skip)]
    pub question: Option<u32>,
    /// Whether the plan went without it; the same.
    #[serde(skip)]
    pub left_out: bool,
    pub planned_minutes: Option<Minutes>,
    pub actual_minutes: Minutes,
    pub reached: bool,
}

/// Who, in words; empty where nobody is named.
pub fn named(by: &Byline) -> Clean {
    Clean::line(by.words().unwrap_or_default())
}

/// "12 answers from 5 people", for the head of a report; versions of one answer count once.
pub fn sum(report: &Report) -> String {
    let answers = report.questions.iter().flat_map(|one| &one.answers);
    let answers = answers.filter(|given| given.version == 1).count();
    format!(
        "{} from {}",
        plural(answers, "answer", "answers"),
        plural(report.people.len(), "person", "people")
    )
}
