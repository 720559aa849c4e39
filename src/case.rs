//! A case: what everybody reads, what is asked, and what is kept back until its time.
//!
//! The document's order is the agenda. What people may always see ([`Prompt`]) and what
//! is kept back ([`Aside`]) are two types, so that a view can hold the one without the other.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::{
    id::QuestionId,
    protocol::Protocol,
    text::{Clean, folded},
};

pub mod advice;
pub mod asking;
pub mod basket;
pub mod chart;
pub mod cite;
pub mod fit;
pub mod flaw;
mod footnote;
pub mod identity;
mod kind;
pub mod mend;
pub mod number;
pub mod offer;
pub mod outline;
mod plain;
pub mod read;
mod readable;
pub mod vocabulary;
pub mod write;

pub use cite::cited;
pub use footnote::footnotes;
pub use kind::{Answer, Kind, Scale, Value};
pub use plain::plain;
pub use read::{Document, Doubt, Looks, TimeUp, read, read_within};
pub use readable::readable;

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Case {
    /// The title; never empty.
    pub title: Clean,
    /// BCP 47 tag of the language, where the document says so.
    pub language: Option<Clean>,
    /// Planned seconds for the whole case, where the document says so.
    pub seconds: Option<u32>,
    /// What whoever chooses a case reads first; for nobody else, as it may tell what is to come.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub synopsis: Option<Clean>,
    /// Planned seconds of each reading, in their order, where the author says so.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reading_seconds: Vec<u32>,
    /// Planned seconds of the close, where the author says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub close_seconds: Option<u32>,
    /// Name of the protocol that the author asks for.
    pub protocol: Option<Clean>,
    /// The protocol that the author describes step by step, where there is one that can be run.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub own_protocol: Option<Arc<Protocol>>,
    /// Roles or viewpoints that people may take.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<Clean>,
    /// Words to find the case by.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<Clean>,
    /// Every setting in the author's order and words, those with a field above included.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub settings: Vec<(Clean, Clean)>,
    /// What people should learn. They tell what is to come, so only the facilitator has them
    /// before the close.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub goals: Vec<Block>,
    /// The case itself, in order.
    pub parts: Vec<Part>,
    /// Where it comes from; shown at the end.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Block>,
    /// For the facilitator only.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facilitator_notes: Vec<Block>,
    /// What only whoever plays a role may read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub briefs: Vec<Brief>,
    /// Page noise ("Read more", menus): kept, set apart, never part of a session.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub noise: Vec<Block>,
}

/// What only whoever plays a role may read, and the facilitator.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Brief {
    pub role: Clean,
    pub blocks: Vec<Block>,
}

impl Brief {
    /// Whether it is for whoever plays that role.
    pub fn is_for(&self, role: &str) -> bool {
        folded(&self.role) == folded(role)
    }
}

/// A stretch of the case under one heading.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Part {
    /// The heading; none for what stands before the first part.
    pub title: Option<Clean>,
    /// Hidden, with all that follows, until the agenda reaches it.
    pub staged: bool,
    /// It comes only if the group decided so; none where it always comes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub only_if: Option<OnlyIf>,
    /// Readings, exhibits and questions in the document's order.
    pub items: Vec<Item>,
}

impl Part {
    /// Whether all its text may be read at once: it begins with what it asks, and asks nothing
    /// behind its text.
    pub fn is_read_at_once(&self) -> bool {
        // True before false: questions, then text.
        let order = self.items.iter().filter_map(|item| match item {
            Item::Question(_) => Some(true),
            Item::Reading(_) => Some(false),
            Item::Exhibit(_) => None,
        });
        let mut order = order.peekable();
        order.peek() == Some(&true) && order.is_sorted_by(|one, next| one >= next)
    }
}

/// What the group has to decide before a part comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OnlyIf {
    /// The number of a question with one choice that stands before the part.
    pub question: u32,
    /// The option, counted from 0.
    pub option: u8,
}

/// One thing on the agenda, or beside it (an exhibit).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Item {
    /// Text that everybody reads.
    Reading(Arc<Reading>),
    /// A table, chart or letter with a tab of its own.
    Exhibit(Arc<Exhibit>),
    /// Something to answer.
    Question(Arc<Question>),
}

/// Text that everybody reads.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    pub blocks: Vec<Block>,
}

/// A block of Markdown: the author's own text, and what kind of block it is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Block {
    /// The author's Markdown of this block, without its final new line.
    pub text: Clean,
    /// The ¶ number, for blocks that can be cited; counted from 1 through the whole case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<u32>,
    /// The line of the source that it begins on, counted from 1.
    pub line: u32,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Exhibit {
    /// The heading as the author wrote it: "Exhibit 1: Tuesday's rota".
    pub title: Clean,
    pub blocks: Vec<Block>,
    /// Who may read it, and when.
    #[serde(default, skip_serializing_if = "Readers::are_all")]
    pub readers: Readers,
}

/// Who may read an exhibit once its part is reached. The facilitator always may.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Readers {
    #[default]
    All,
    Roles(Vec<Clean>),
    /// Everybody, but not before somebody has asked for it: a fact.
    OnRequest,
}

impl Readers {
    /// Whether everybody may read it without asking.
    pub fn are_all(&self) -> bool {
        *self == Self::All
    }
}

/// A question: what everybody sees, and what is kept back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Question {
    /// What everybody sees as soon as the question is reached.
    pub prompt: Arc<Prompt>,
    /// What is kept back until its time.
    pub aside: Arc<Aside>,
}

/// The part of a question that is never hidden once it is reached.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Prompt {
    /// What the question is known by when the case is edited.
    pub id: QuestionId,
    /// Counted from 1 through the whole case.
    pub number: u32,
    /// The question in Markdown, without number, time and id.
    pub text: Clean,
    /// More text under a question heading: context, points to cover.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub body: Vec<Block>,
    /// What an answer is made of.
    pub kind: Kind,
    /// Planned seconds, where the author says so.
    pub seconds: Option<u32>,
    /// The number of an earlier question whose answer this one stands on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub builds_on: Option<u32>,
    /// The line of the source that it begins on, counted from 1.
    pub line: u32,
}

/// The part of a question that is kept back.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Aside {
    /// Given one at a time, when asked for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hints: Vec<Clean>,
    /// Asked aloud after the answers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub follow_ups: Vec<Clean>,
    /// One possible answer each; several where the author gives several voices.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub models: Vec<ModelAnswer>,
    /// The options marked right, counted from 0.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub right: Vec<u8>,
    /// The number that is right. In words it is the first claim of the first model answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<number::Target>,
    /// What to listen for; facilitator only.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub listen_for: Vec<Clean>,
    /// Notes in place; facilitator only.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Clean>,
    /// Name of the protocol that the author asks for here, where it is not the case's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub protocol: Option<Clean>,
    /// Whether it is left out first, or never, where time runs short.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub leave_out: Option<LeaveOut>,
    /// Answers that invented people give in a rehearsal.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rehearsal: Vec<Clean>,
}

/// What becomes of a question where time runs short.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LeaveOut {
    /// It goes before any other.
    First,
    /// It stays, whatever goes.
    Never,
}

impl LeaveOut {
    pub fn words(self) -> &'static str {
        match self {
            Self::First => "left out first",
            Self::Never => "never left out",
        }
    }
}

/// The author's answer, claim by claim.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ModelAnswer {
    /// What the author calls it ("Sample answer"), where that says more than "Model answer".
    pub title: Option<Clean>,
    /// Each bullet or paragraph, in Markdown.
    pub claims: Vec<Clean>,
}

impl Question {
    /// Whether anything is kept back that a compare step can show.
    pub fn has_model(&self) -> bool {
        !self.aside.models.is_empty() || !self.aside.right.is_empty()
    }
}

impl Case {
    /// For whom it is, where the document says so.
    pub fn level(&self) -> Option<&Clean> {
        let mut settings = self.settings.iter();
        settings
            .find(|(key, _)| vocabulary::whole(key) == Some(vocabulary::Word::Level))
            .map(|(_, level)| level)
    }

    /// The settings that everybody may see: of those that nobody knows only its author can say
    /// whether they tell anything.
    pub fn open_settings(&self) -> impl Iterator<Item = &(Clean, Clean)> {
        let open =
            |key: &str| read::setting(key).is_some_and(|word| word != vocabulary::Word::Synopsis);
        self.settings.iter().filter(move |(key, _)| open(key))
    }

    /// All exhibits in order, and the part that each stands in, counted from 0.
    pub fn exhibits(&self) -> impl Iterator<Item = (usize, &Arc<Exhibit>)> {
        let parts = self.parts.iter().enumerate();
        let items = parts.flat_map(|(at, part)| part.items.iter().map(move |item| (at, item)));
        items.filter_map(|(at, item)| match item {
            Item::Exhibit(exhibit) => Some((at, exhibit)),
            Item::Reading(_) | Item::Question(_) => None,
        })
    }

    /// The exhibits that are given out when somebody asks: facts. They are counted from 1.
    pub fn facts(&self) -> impl Iterator<Item = (usize, &Arc<Exhibit>)> {
        self.exhibits()
            .filter(|(_, exhibit)| exhibit.readers == Readers::OnRequest)
    }

    /// The option for which the group has to decide before a part comes.
    pub fn decision(&self, only_if: OnlyIf) -> Option<&Clean> {
        let mut questions = self.questions();
        let question = questions.find(|question| question.prompt.number == only_if.question)?;
        match &question.prompt.kind {
            Kind::Choice { options, .. } => options.get(usize::from(only_if.option)),
            Kind::Open
            | Kind::Scale(_)
            | Kind::Rank { .. }
            | Kind::Number { .. }
            | Kind::Items { .. } => None,
        }
    }

    pub fn questions(&self) -> impl Iterator<Item = &Arc<Question>> {
        self.parts
            .iter()
            .flat_map(|part| &part.items)
            .filter_map(|item| match item {
                Item::Question(question) => Some(question),
                Item::Reading(_) | Item::Exhibit(_) => None,
            })
    }
}
