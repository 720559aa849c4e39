//! Which paragraphs carried the discussion, and what was noted on them.

use super::Markdown;
use crate::report::{
    Passage, Report,
    first::First,
    words::{line, used},
};

impl Markdown {
    /// Which paragraphs carried the discussion, and what was noted on them.
    pub(super) fn passages(&mut self, report: &Report) {
        let number = |passage: &Passage| format!("¶{}", passage.number);
        if report.passages.iter().any(|passage| passage.uses > 0) {
            self.paragraph("## Passages");
            for passage in report.passages.iter().filter(|passage| passage.uses > 0) {
                let words = used(passage.uses, passage.mark.is_some());
                self.paragraph(&format!("{}, {words}:", number(passage)));
                let mut blocks = report.reading.iter().flat_map(|part| &part.blocks);
                if let Some((_, text)) = blocks.find(|(own, _)| *own == Some(passage.number)) {
                    self.quoted(&line(text));
                }
            }
            self.paragraph(&First(report).uncited());
        }
        let notes = report.passages.iter();
        let notes =
            notes.filter(|passage| passage.mark.as_ref().is_some_and(|note| !note.is_empty()));
        let mut notes = notes.peekable();
        if notes.peek().is_none() {
            return;
        }
        self.paragraph("## Notes on paragraphs");
        for passage in notes {
            let note = passage.mark.clone().unwrap_or_default();
            self.paragraph(&format!("{}:", number(passage)));
            self.quoted(&note);
        }
    }
}
