//! The pieces that a case is made of while it is read.

use crate::{
    case::{Block, Exhibit, read::question::Draft, vocabulary},
    text::Clean,
};

/// One case of several, what stands before or after them all, or all there is.
#[derive(Clone, Debug, Default)]
pub(in crate::case::read) struct Segment {
    /// The heading that opens it; none for what is common to all cases.
    pub(in crate::case::read) title: Option<String>,
    pub(in crate::case::read) line: u32,
    pub(in crate::case::read) parts: Vec<Part>,
    pub(in crate::case::read) questions: Vec<Draft>,
    pub(in crate::case::read) goals: Vec<Block>,
    pub(in crate::case::read) sources: Vec<Block>,
    pub(in crate::case::read) notes: Vec<Block>,
    pub(in crate::case::read) noise: Vec<Block>,
}

/// A part while it is read; its questions stand in their segment, in the same order.
#[derive(Clone, Debug, Default)]
pub(in crate::case::read) struct Part {
    pub(in crate::case::read) title: Option<Clean>,
    pub(in crate::case::read) staged: bool,
    pub(in crate::case::read) items: Vec<Item>,
}

/// An item of a part while it is read.
#[derive(Clone, Debug)]
pub(in crate::case::read) enum Item {
    Reading(Vec<Block>),
    Exhibit(Exhibit),
    /// The next question of the segment.
    Question,
}

impl Segment {
    pub(super) fn titled(title: &str, line: u32) -> Self {
        Self {
            title: Some(title.to_owned()),
            line,
            ..Self::default()
        }
    }

    /// Nothing is on its agenda.
    pub(in crate::case::read) fn is_empty(&self) -> bool {
        self.parts.iter().all(|part| part.items.is_empty())
    }

    /// The part that is being read.
    pub(in crate::case::read) fn part(&mut self) -> &mut Part {
        if self.parts.is_empty() {
            self.parts.push(Part::default());
        }
        self.parts
            .last_mut()
            .expect("a part was just made where there was none")
    }

    /// The first part.
    pub(in crate::case::read) fn opening(&mut self) -> &mut Part {
        if self.parts.is_empty() {
            self.parts.push(Part::default());
        }
        self.parts
            .first_mut()
            .expect("a part was just made where there was none")
    }

    /// Takes in another segment that follows.
    pub(in crate::case::read) fn append(&mut self, other: Self) {
        let mut parts = other.parts;
        if let (Some(last), Some(first)) = (self.parts.last_mut(), parts.first())
            && last.title.is_none()
            && first.title.is_none()
            && !first.staged
        {
            for item in parts.remove(0).items {
                last.append(item);
            }
        }
        self.parts.extend(parts);
        self.questions.extend(other.questions);
        self.goals.extend(other.goals);
        self.sources.extend(other.sources);
        self.notes.extend(other.notes);
        self.noise.extend(other.noise);
    }
}

impl Part {
    pub(super) fn exhibit(&mut self, title: &str) {
        self.items.push(Item::Exhibit(Exhibit {
            title: Clean::line(title),
            blocks: Vec::new(),
            readers: vocabulary::readers(title),
        }));
    }

    /// Takes in an item that follows.
    fn append(&mut self, item: Item) {
        match (self.items.last_mut(), item) {
            (Some(Item::Reading(blocks)), Item::Reading(more)) => blocks.extend(more),
            (_, item) => self.items.push(item),
        }
    }

    pub(super) fn read(&mut self, block: Block) {
        match self.items.last_mut() {
            Some(Item::Reading(blocks)) => blocks.push(block),
            _ => self.items.push(Item::Reading(vec![block])),
        }
    }

    /// A block of the newest exhibit.
    pub(super) fn exhibit_block(&mut self, block: Block) {
        match self.items.last_mut() {
            Some(Item::Exhibit(exhibit)) => exhibit.blocks.push(block),
            _ => self.read(block),
        }
    }
}
