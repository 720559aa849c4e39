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

impl Front<'_> {
    /// Reads what belongs together; in a new step of a question, only if it is new there.
    pub(super) fn tell(&mut self, lines: &[String]) -> Flow {
        let block = lines.join("\n");
        if self.heard.only_new && self.heard.blocks.contains(&block) {
            self.heard.left_out = true;
            return Ok(());
        }
        self.say(&block)?;
        self.heard.blocks.insert(block);
        Ok(())
    }

    /// Reads with `read` what is new at that question, and says how to hear the rest again.
    pub(super) fn only_new(
        &mut self,
        question: &QuestionId,
        read: impl FnOnce(&mut Self) -> Flow,
    ) -> Flow {
        if self.heard.question.as_ref() != Some(question) {
            self.heard = Heard {
                question: Some(question.clone()),
                ..Heard::default()
            };
        }
        self.heard.only_new = true;
        self.heard.left_out = false;
        let read = read(self);
        self.heard.only_new = false;
        read?;
        if self.heard.left_out {
            self.say("/answers reads again what was read before.")?;
        }
        Ok(())
    }
}
