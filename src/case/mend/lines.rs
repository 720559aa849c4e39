//! A reading of a text with what was said written into it, told by the lines of the document.

use std::sync::Arc;

use crate::case::{Block, Document, Item};

/// Gives everything in a reading the line that `line` makes of its own.
pub(super) fn renumber(document: &mut Document, line: impl Fn(u32) -> u32) {
    let mend = |at: &mut u32| *at = line(*at);
    for hidden in &mut document.hidden {
        mend(&mut hidden.from);
        mend(&mut hidden.to);
    }
    for lines in &mut document.unused {
        mend(&mut lines.from);
        mend(&mut lines.to);
    }
    for doubt in &mut document.doubts {
        mend(&mut doubt.lines.from);
        mend(&mut doubt.lines.to);
    }
    for guess in &mut document.guesses {
        mend(&mut guess.line);
    }
    for flaw in &mut document.flaws {
        mend(&mut flaw.line);
    }
    let blocks = |blocks: &mut Vec<Block>| {
        for block in blocks {
            mend(&mut block.line);
        }
    };
    for case in &mut document.cases {
        blocks(&mut case.goals);
        blocks(&mut case.sources);
        blocks(&mut case.facilitator_notes);
        blocks(&mut case.noise);
        for brief in &mut case.briefs {
            blocks(&mut brief.blocks);
        }
        for item in case.parts.iter_mut().flat_map(|part| &mut part.items) {
            match item {
                Item::Reading(reading) => blocks(&mut Arc::make_mut(reading).blocks),
                Item::Exhibit(exhibit) => blocks(&mut Arc::make_mut(exhibit).blocks),
                Item::Question(question) => {
                    let prompt = Arc::make_mut(&mut Arc::make_mut(question).prompt);
                    mend(&mut prompt.line);
                    blocks(&mut prompt.body);
                }
            }
        }
    }
}
