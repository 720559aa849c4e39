//! Which of the paragraphs that people cite may be read by now.

use super::{Session, parts};
use crate::{
    case::{self, Answer, Block, Item},
    text::Clean,
};

/// The numbers of all paragraphs that may be read by now.
pub(super) fn paragraphs(session: &Session) -> impl Iterator<Item = u32> {
    let blocks = parts::readable(session)
        .flat_map(|(_, part)| &part.items)
        .flat_map(|item| match item {
            Item::Reading(reading) => reading.blocks.as_slice(),
            Item::Exhibit(exhibit) => exhibit.blocks.as_slice(),
            Item::Question(_) => &[] as &[Block],
        });
    blocks.filter_map(|block| block.number)
}

/// The paragraphs that a text cites, as far as they may be read by now.
pub(super) fn cited(session: &Session, text: &str) -> Vec<u32> {
    if !text.contains(['¶', 'P']) {
        return Vec::new();
    }
    let cited = case::cited(text).into_iter();
    // A long case is gone through only for what is cited.
    let there = |number: &u32| paragraphs(session).any(|there| there == *number);
    cited.filter(there).collect()
}

/// The same for an answer and its reason.
pub(super) fn cited_in(session: &Session, answer: &Answer) -> Vec<u32> {
    let mut texts: Vec<_> = answer.value.texts().iter().map(Clean::as_str).collect();
    texts.push(&answer.reason);
    cited(session, &texts.join("\n"))
}
