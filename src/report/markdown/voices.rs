//! What a report quotes: the author's texts, which paragraphs carried the discussion, and what was
//! noted on them.

use super::{Markdown, escaped, inline};
use crate::report::{
    Given, Passage, Report,
    first::First,
    words::{line, used},
};

impl Markdown {
    /// A text of the author's, line by line; what is a list there is one here.
    pub(super) fn authored(&mut self, text: &str) {
        for line in crate::case::plain(text).lines() {
            match line.strip_prefix("- ") {
                Some(item) => self.line(&format!("- {}", escaped(item))),
                None => self.line(&format!("{}  ", escaped(line))),
            }
        }
        self.0.push('\n');
    }

    /// What answers speak of by its label.
    pub(super) fn spoken_of(&mut self, report: &Report) {
        for section in First(report).spoken_of() {
            let title = section.title.as_ref().map_or("", |title| title);
            self.paragraph(&format!("## {}", inline(&line(title))));
            for (_, block) in &section.blocks {
                self.quoted(&crate::case::plain(block));
            }
        }
    }

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

/// In which step it was written, as a sentence goes on.
pub(super) fn said_when(given: &Given) -> String {
    let step = escaped(&given.step);
    match (given.changed, given.late) {
        (true, true) => "late, after the question was past".to_owned(),
        (true, false) => format!("in “{step}”, after all had been shown"),
        (false, true) => format!("late, in “{step}”"),
        (false, false) => format!("in “{step}”"),
    }
}
