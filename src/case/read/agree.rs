//! Whether two readings of a document agree: the same questions, and nothing that the one shows
//! earlier than the other.

use std::collections::{HashMap, HashSet};

use super::Document;
use crate::case::{Block, Item};

/// The lines of a document's questions.
pub(super) fn asked(document: &Document) -> HashSet<u32> {
    let questions = document.cases.iter().flat_map(super::Case::questions);
    questions.map(|question| question.prompt.line).collect()
}

/// How many questions have a model answer.
fn answered(document: &Document) -> usize {
    let questions = document.cases.iter().flat_map(super::Case::questions);
    questions.filter(|question| question.has_model()).count()
}

/// Whether the first reading shows nothing earlier than the second, and asks the same.
pub(super) fn agree(first: &Document, second: &Document) -> bool {
    if asked(first) != asked(second) || answered(second) > answered(first) {
        return false;
    }
    let (first, second) = (shown(first), shown(second));
    first
        .iter()
        .all(|(line, stage)| second.get(line).is_some_and(|own| own <= stage))
}

/// Whether a reading shows some of these lines.
pub(super) fn shows(document: &Document, lines: &[u32]) -> bool {
    let shown = shown(document);
    lines.iter().any(|line| shown.contains_key(line))
}

/// For each line that is shown, when: two steps a question, its own text at the second.
pub(super) fn shown(document: &Document) -> HashMap<u32, usize> {
    fn put(shown: &mut HashMap<u32, usize>, blocks: &[Block], stage: usize) {
        for block in blocks {
            let count = block.text.lines().count() as u32;
            for line in block.line..block.line + count.max(1) {
                shown.entry(line).or_insert(stage);
            }
        }
    }
    let mut shown = HashMap::new();
    let mut stage = 0;
    for item in document
        .cases
        .iter()
        .flat_map(|case| &case.parts)
        .flat_map(|part| &part.items)
    {
        match item {
            Item::Reading(reading) => put(&mut shown, &reading.blocks, stage),
            Item::Exhibit(exhibit) => put(&mut shown, &exhibit.blocks, stage),
            Item::Question(question) => {
                let prompt = &question.prompt;
                // The words of a question that is a heading stand below it.
                let count = prompt.text.lines().count() as u32;
                for line in (prompt.line..=prompt.line + count).filter(|_| count > 1) {
                    shown.entry(line).or_insert(stage + 1);
                }
                put(&mut shown, &prompt.body, stage + 1);
                stage += 2;
            }
        }
    }
    shown
}
