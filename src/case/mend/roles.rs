//! Lines that are for one role only. They are written as notes, so that nobody else sees them, and
//! given to their role once the document is read.

use super::{Mended, Taken, is_item};
use crate::{
    case::{Block, Brief, Case, Document, read::Hidden},
    text::{Clean, folded},
};

/// What such lines are called where it is told what is hidden.
const BRIEF: &str = "brief";

/// Gives each role what was said to be for it only.
pub(super) fn give(mended: &Mended, document: &mut Document, taken: &mut [Taken]) {
    if mended.roles.is_empty() {
        return;
    }
    for case in &mut document.cases {
        let notes = std::mem::take(&mut case.facilitator_notes);
        for block in notes {
            match reader(mended, &block) {
                Some(role) => put(case, role, &block),
                None => case.facilitator_notes.push(block),
            }
        }
    }
    let lines = mended.marks.iter();
    let lines = lines.filter(|(_, mark)| mended.role_of(**mark).is_some());
    for line in lines.map(|(line, _)| *line) {
        if let Some(taken) = taken.get_mut(line as usize - 1) {
            *taken = Taken::Hidden(BRIEF);
        }
        without(&mut document.hidden, line);
        document.hidden.push(Hidden {
            what: BRIEF,
            from: line,
            to: line,
        });
    }
    document.hidden.sort_by_key(|hidden| hidden.from);
}

/// Whose brief a note is, where it was said to be one.
fn reader<'a>(mended: &'a Mended, block: &Block) -> Option<&'a Clean> {
    let mark = mended.mark(block.line)?;
    let pieces = mended.pieces_of(mark).unwrap_or_default();
    let piece = pieces.iter().find(|piece| piece.text == block.text);
    mended.role_of(piece.map_or(Some(mark), |piece| piece.mark)?)
}

fn put(case: &mut Case, role: &Clean, block: &Block) {
    if !case.roles.iter().any(|own| folded(own) == folded(role)) {
        case.roles.push(role.clone());
    }
    let blocks = in_blocks(block);
    match case.briefs.iter_mut().find(|brief| brief.is_for(role)) {
        Some(brief) => brief.blocks.extend(blocks),
        None => case.briefs.push(Brief {
            role: role.clone(),
            blocks,
        }),
    }
}

/// A list right below a paragraph is a block of its own, as it is when a document is read.
fn in_blocks(block: &Block) -> Vec<Block> {
    let lines: Vec<&str> = block.text.lines().collect();
    let item = lines.iter().position(|line| is_item(line)).unwrap_or(0);
    let (text, list) = lines.split_at(item);
    let part = |lines: &[&str], from: usize| Block {
        text: Clean::new(&lines.join("\n")),
        number: None,
        line: block.line + u32::try_from(from).unwrap_or(0),
    };
    let parts = [part(text, 0), part(list, item)].into_iter();
    parts.filter(|part| !part.text.is_empty()).collect()
}

/// Takes a line out of what is hidden as something else.
fn without(hidden: &mut Vec<Hidden>, line: u32) {
    let is_note = |one: &Hidden| one.what != "later part" && (one.from..=one.to).contains(&line);
    let Some(at) = hidden.iter().position(is_note) else {
        return;
    };
    let one = hidden.remove(at);
    let parts = [(one.from, line.saturating_sub(1)), (line + 1, one.to)];
    let parts = parts.into_iter().filter(|(from, to)| from <= to);
    hidden.extend(parts.map(|(from, to)| Hidden {
        what: one.what,
        from,
        to,
    }));
}
