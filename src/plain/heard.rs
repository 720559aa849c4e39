//! What was read already at a question: another step does not read it twice.

use std::collections::BTreeSet;

use super::{Flow, front::Front};
use crate::id::QuestionId;

/// What was read at the question that is asked.
#[derive(Debug, Default)]
pub(super) struct Heard {
    question: Option<QuestionId>,
    blocks: BTreeSet<String>,
    /// Whether what was read before is left out now, and whether anything was.
    only_new: bool,
    left_out: bool,
}

/// Reads what belongs together; in a new step of a question, only if it is new there.
pub(super) fn tell(front: &mut Front<'_>, lines: &[String]) -> Flow {
    let block = lines.join("\n");
    if front.heard.only_new && front.heard.blocks.contains(&block) {
        front.heard.left_out = true;
        return Ok(());
    }
    front.say(&block)?;
    front.heard.blocks.insert(block);
    Ok(())
}

/// Reads with `read` what is new at that question, and says how to hear the rest again.
pub(super) fn only_new(
    front: &mut Front<'_>,
    question: &QuestionId,
    read: impl FnOnce(&mut Front<'_>) -> Flow,
) -> Flow {
    if front.heard.question.as_ref() != Some(question) {
        front.heard = Heard {
            question: Some(question.clone()),
            ..Heard::default()
        };
    }
    front.heard.only_new = true;
    front.heard.left_out = false;
    let read = read(front);
    front.heard.only_new = false;
    read?;
    if front.heard.left_out {
        front.say("/answers reads again what was read before.")?;
    }
    Ok(())
}
