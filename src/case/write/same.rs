//! Whether two readings are the same case, wherever their lines stand.

use std::sync::Arc;

use crate::case::{Block, Case, Item, Part};

/// Whether these are the same case, apart from the lines that all of it stands on.
pub fn same(one: &Case, other: &Case) -> bool {
    without_lines(one) == without_lines(other)
}

/// A case without its lines. A part without a heading goes on with the part above it.
fn without_lines(case: &Case) -> Case {
    let mut case = case.clone();
    let mut parts: Vec<Part> = Vec::new();
    for mut part in case.parts.drain(..) {
        match parts.last_mut() {
            Some(above) if part.title.is_none() => {
                for item in part.items.drain(..) {
                    append(&mut above.items, item);
                }
            }
            _ => parts.push(part),
        }
    }
    case.parts = parts;
    for blocks in [
        &mut case.goals,
        &mut case.sources,
        &mut case.facilitator_notes,
        &mut case.noise,
    ] {
        forget(blocks);
    }
    for brief in &mut case.briefs {
        forget(&mut brief.blocks);
    }
    for item in case.parts.iter_mut().flat_map(|part| &mut part.items) {
        match item {
            Item::Reading(reading) => forget(&mut Arc::make_mut(reading).blocks),
            Item::Exhibit(exhibit) => forget(&mut Arc::make_mut(exhibit).blocks),
            Item::Question(question) => {
                let prompt = Arc::make_mut(&mut Arc::make_mut(question).prompt);
                prompt.line = 0;
                forget(&mut prompt.body);
            }
        }
    }
    case
}

fn append(items: &mut Vec<Item>, item: Item) {
    match (items.last_mut(), item) {
        (Some(Item::Reading(above)), Item::Reading(more)) => {
            let above = &mut Arc::make_mut(above).blocks;
            above.extend(more.blocks.iter().cloned());
        }
        (_, item) => items.push(item),
    }
}

fn forget(blocks: &mut [Block]) {
    for block in blocks {
        block.line = 0;
    }
}
