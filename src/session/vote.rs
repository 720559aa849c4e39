//! Votes on items, duties and tags: what the newer events are made of.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{id::Seq, text::Clean};

/// What a person votes, on items of a question: its themes, answers and ideas.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ballot {
    /// The best items, the best first; at most [`crate::protocol::RANKED`].
    Ranking(Vec<Seq>),
    /// Points for items, each once.
    Rating(Vec<Score>),
    /// Dots on items; at most [`crate::protocol::DOTS`] in all.
    Dots(Vec<Dotted>),
    /// Consent, or an objection with its reason.
    Consent {
        objects: bool,
        /// Why; never empty in an objection.
        #[serde(default)]
        reason: Clean,
    },
}

/// The points that a person gives an item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Score {
    pub item: Seq,
    /// 1 to 9.
    pub points: u8,
    /// Why; perhaps empty.
    #[serde(default)]
    pub reason: Clean,
}

/// The dots that a person puts on an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dotted {
    pub item: Seq,
    pub dots: u8,
}

impl Ballot {
    /// The entries of the items that it is about.
    pub(super) fn items_mut(&mut self) -> Vec<&mut Seq> {
        match self {
            Self::Ranking(items) => items.iter_mut().collect(),
            Self::Rating(rated) => rated.iter_mut().map(|one| &mut one.item).collect(),
            Self::Dots(dotted) => dotted.iter_mut().map(|one| &mut one.item).collect(),
            Self::Consent { .. } => Vec::new(),
        }
    }

    /// Whether it says the same, whatever the reasons.
    pub fn votes_like(&self, other: &Self) -> bool {
        let points = |rated: &[Score]| {
            let points = rated.iter().map(|one| (one.item, one.points));
            points.collect::<BTreeMap<_, _>>()
        };
        match (self, other) {
            (Self::Consent { objects: mine, .. }, Self::Consent { objects, .. }) => mine == objects,
            (Self::Rating(mine), Self::Rating(theirs)) => points(mine) == points(theirs),
            _ => self == other,
        }
    }

    /// The entries that it names.
    pub fn items(&self) -> impl Iterator<Item = Seq> {
        let items: Vec<_> = match self {
            Self::Ranking(items) => items.clone(),
            Self::Rating(rated) => rated.iter().map(|rated| rated.item).collect(),
            Self::Dots(dotted) => dotted.iter().map(|dotted| dotted.item).collect(),
            Self::Consent { .. } => Vec::new(),
        };
        items.into_iter()
    }
}

/// Something that one person looks after for the room; it can be handed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Duty {
    /// Watches the time.
    Timekeeper,
    /// Writes down what is said.
    Scribe,
    /// Sees to it that disagreement is heard and kept.
    KeeperOfDissent,
    /// Brings the case or the proposal.
    Holder,
}

impl Duty {
    /// All duties, in the order in which screens offer them.
    pub const ALL: [Self; 4] = [
        Self::Timekeeper,
        Self::Scribe,
        Self::KeeperOfDissent,
        Self::Holder,
    ];

    pub fn words(self) -> &'static str {
        match self {
            Self::Timekeeper => "timekeeper",
            Self::Scribe => "scribe",
            Self::KeeperOfDissent => "keeper of dissent",
            Self::Holder => "holder of the case",
        }
    }
}

/// What a note is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tag {
    /// People: what they feel, want, fear and need.
    Human,
    Learning,
    /// How things are set up: rules, tools, habits, money.
    Systems,
}

impl Tag {
    /// All tags, in the order in which screens offer them.
    pub const ALL: [Self; 3] = [Self::Human, Self::Learning, Self::Systems];

    pub fn word(self) -> &'static str {
        match self {
            Self::Human => "Human",
            Self::Learning => "Learning",
            Self::Systems => "Systems",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoteKind {
    /// Something not said before.
    NewIdea,
    /// Takes something further.
    BuildsOn,
    /// Speaks against something.
    Challenges,
    /// Wants to know.
    Asks,
}

impl NoteKind {
    /// All kinds, in the order in which screens offer them.
    pub const ALL: [Self; 4] = [Self::NewIdea, Self::BuildsOn, Self::Challenges, Self::Asks];

    /// The glossary's words.
    pub fn words(self) -> &'static str {
        match self {
            Self::NewIdea => "new idea",
            Self::BuildsOn => "builds on",
            Self::Challenges => "challenges",
            Self::Asks => "asks",
        }
    }
}
