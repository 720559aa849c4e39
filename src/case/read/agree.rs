//! Whether two readings of a document agree: the same questions, and nothing that the one shows
//! earlier than the other.

use std::collections::HashSet;

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
    let lines = 1..first.stages.len() as u32;
    lines
        .filter_map(|line| Some((line, first.stage(line)?)))
        .all(|(line, stage)| second.stage(line).is_some_and(|own| own <= stage))
}

/// Whether a reading shows some of these lines.
pub(super) fn shows(document: &Document, lines: &[u32]) -> bool {
    let shown = shown(document);
    lines.iter().any(|line| shown.stage(*line).is_some())
}

/// When each line is shown, by its number.
#[derive(Default)]
pub(super) struct Shown {
    stages: Vec<Option<usize>>,
}

impl Shown {
    /// When a line is shown.
    pub(super) fn stage(&self, line: u32) -> Option<usize> {
        self.stages.get(line as usize).copied().flatten()
    }

    fn put(&mut self, blocks: &[Block], stage: usize) {
        for block in blocks {
            let count = block.text.lines().count().max(1);
            self.put_lines(block.line, count, stage);
        }
    }

    fn put_lines(&mut self, first: u32, count: usize, stage: usize) {
        let from = first as usize;
        let to = from + count;
        if self.stages.len() < to {
            self.stages.resize(to, None);
        }
        for own in self.stages.get_mut(from..to).into_iter().flatten() {
            own.get_or_insert(stage);
        }
    }
}

/// For each line that is shown, when: two steps a question, its own text at the second.
pub(super) fn shown(document: &Document) -> Shown {
    let mut shown = Shown::default();
    let mut stage = 0;
    for item in document
        .cases
        .iter()
        .flat_map(|case| &case.parts)
        .flat_map(|part| &part.items)
    {
        match item {
            Item::Reading(reading) => shown.put(&reading.blocks, stage),
            Item::Exhibit(exhibit) => shown.put(&exhibit.blocks, stage),
            Item::Question(question) => {
                let prompt = &question.prompt;
                // The words of a question that is a heading stand below it.
                let count = prompt.text.lines().count();
                if count > 1 {
                    shown.put_lines(prompt.line, count + 1, stage + 1);
                }
                shown.put(&prompt.body, stage + 1);
                stage += 2;
            }
        }
    }
    shown
}
