//! Which of the paragraphs that people cite may be read by now.

use std::collections::BTreeSet;

use super::{Session, parts};
use crate::case::{self, Answer, Block, Item};

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
    there(session, case::cited(text))
}

/// The same for an answer and its reason.
pub(super) fn cited_in(session: &Session, answer: &Answer) -> Vec<u32> {
    let texts = answer.value.texts().iter().chain([&answer.reason]);
    there(session, texts.flat_map(|text| case::cited(text)).collect())
}

/// A long case is gone through only for what is cited.
fn there(session: &Session, cited: BTreeSet<u32>) -> Vec<u32> {
    let there = |number: &u32| paragraphs(session).any(|there| there == *number);
    cited.into_iter().filter(there).collect()
}
