//! Who was heard, which paragraphs carried the discussion, and what was noted on them.

use super::{Page, inline};
use crate::{
    report::{Passage, Report, words::used},
    text::plural,
};

impl Page {
    /// Who was heard how often.
    pub(super) fn voices(&mut self, report: &Report) {
        let heard = report.people.iter().filter(|person| person.heard > 0);
        let heard = heard.map(|person| {
            let times = plural(person.heard, "time", "times");
            let time = match person.heard_minutes.ms {
                0 => String::new(),
                _ => format!(", {}", person.heard_minutes),
            };
            format!("{}: {times}{time}", person.name)
        });
        let heard: Vec<_> = heard.collect();
        if !heard.is_empty() {
            self.paragraph("## Who was heard");
            for line in &heard {
                self.line(&format!("- {}", inline(line)));
            }
            self.0.push('\n');
        }
    }

    /// Which paragraphs carried the discussion, and what was noted on them.
    pub(super) fn passages(&mut self, report: &Report) {
        let number = |passage: &Passage| format!("¶{}", passage.number);
        if report.passages.iter().any(|passage| passage.uses > 0) {
            self.paragraph("## Passages");
            for passage in report.passages.iter().filter(|passage| passage.uses > 0) {
                let words = used(passage.uses, passage.mark.is_some());
                self.line(&format!("- {}: {words}", number(passage)));
            }
            let unused = report.passages.iter().filter(|passage| passage.uses == 0);
            let unused: Vec<_> = unused.map(number).collect();
            if !unused.is_empty() {
                let unused = unused.join(" ");
                self.line(&format!("- Not cited in an answer or a note: {unused}"));
            }
            self.0.push('\n');
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
