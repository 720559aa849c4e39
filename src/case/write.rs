//! A case becomes Markdown again, in the normal form of our own format: what is read from it is
//! the same case.

use std::{fmt::Write as _, slice};

use super::{
    Block, Case, Exhibit, Item, Part, Question,
    vocabulary::{self, Word},
};
use crate::text::Clean;
use fields::{Names, Quoting, stands};

mod fields;
mod question;
mod same;
mod settings;

pub use same::same;

/// A clean file of one case.
pub fn write(case: &Case) -> String {
    write_all(&case.title, slice::from_ref(case))
}

/// A clean file of all cases of a document. Text that would be taken for something else is
/// quoted: as little as possible, as much as needed.
pub fn write_all(title: &str, cases: &[Case]) -> String {
    let own = cases.iter().find_map(|case| case.language.clone());
    let own = own.unwrap_or_default();
    let ways = [
        (own.as_str(), Quoting::Closing),
        (own.as_str(), Quoting::Doubtful),
        ("en", Quoting::Doubtful),
        ("en", Quoting::All),
    ];
    let mut written = String::new();
    for (language, quoting) in ways {
        written = CaseWriter::new(language, quoting).all(title, cases);
        let again = super::read(&written, "").cases;
        let pairs = || again.iter().zip(cases);
        if again.len() == cases.len() && pairs().all(|(one, other)| same(one, other)) {
            break;
        }
    }
    written
}

fn is_case(title: &str) -> bool {
    vocabulary::counted_heading(title) == Some(Word::Case)
}

/// Whether a title makes a part of what stands below by its words.
fn names_a_part(title: &str) -> bool {
    vocabulary::of_heading(title) == Some(Word::Part) || is_case(title)
}

/// A case on its way to Markdown.
struct CaseWriter {
    out: String,
    names: Names,
    quoting: Quoting,
    /// Levels that all headings stand below that of a case alone.
    below: usize,
}

/// Where a block stands.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Around {
    /// Among what everybody reads.
    Reading,
    Question,
    /// Under a heading of its own: sources, goals, an exhibit.
    Beside,
}

impl CaseWriter {
    fn new(language: &str, quoting: Quoting) -> Self {
        Self {
            out: String::new(),
            names: Names::of(language),
            quoting,
            below: 0,
        }
    }

    fn all(mut self, title: &str, cases: &[Case]) -> String {
        if let Some(first) = cases.first() {
            self.settings(first, title);
        }
        if let [only] = cases {
            self.case(only);
        } else {
            self.below = 1;
            for case in cases {
                self.heading(1, &case.title);
                self.case(case);
            }
        }
        let end = self.out.trim_end().len();
        self.out.truncate(end);
        self.out.push('\n');
        self.out
    }

    fn case(&mut self, case: &Case) {
        self.beside(Word::Goals, &case.goals);
        for part in &case.parts {
            self.part(part, case);
        }
        // A brief goes on to the next heading: nothing of another kind may stand behind it.
        for block in &case.noise {
            self.quoted("noise", &block.text);
        }
        for brief in &case.briefs {
            let name = self.names.phrases.brief;
            self.heading(2, &format!("{name}: {}", brief.role));
            for block in &brief.blocks {
                self.paragraph(&block.text);
            }
        }
        self.beside(Word::Facilitator, &case.facilitator_notes);
        let set = |block: &&Block| {
            let mut settings = case.settings.iter();
            !settings.any(|(key, value)| settings::is_source(key) && *value == block.text)
        };
        let sources: Vec<Block> = case.sources.iter().filter(set).cloned().collect();
        self.beside(Word::Sources, &sources);
    }

    /// Blocks under a heading of their own.
    fn beside(&mut self, word: Word, blocks: &[Block]) {
        if blocks.is_empty() {
            return;
        }
        let name = self.names.heading(word);
        self.heading(2, &name);
        for block in blocks {
            self.block(&block.text, Around::Beside);
        }
    }

    fn part(&mut self, part: &Part, case: &Case) {
        match &part.title {
            // A heading without a word for a part would hide nothing.
            Some(title) if !names_a_part(title) => self.quoted("later part", title),
            Some(title) => self.heading(2, title),
            None => {}
        }
        if let Some(only_if) = part.only_if
            && let Some(option) = case.decision(only_if)
        {
            let begin = self.names.phrases.only_if;
            let (question, option) = (only_if.question, Clean::line(option));
            self.paragraph(&format!("{begin} {question}: {option}"));
        }
        // What stands as high as one of several readings would be common to them all.
        let one_of_several = part.title.as_deref().is_some_and(is_case);
        self.below += usize::from(one_of_several);
        let mut before: Option<&Item> = None;
        for item in &part.items {
            match item {
                Item::Reading(reading) => {
                    let closes = before.is_some() || (part.title.is_none() && self.has_section());
                    self.reading(&reading.blocks, closes);
                }
                Item::Exhibit(exhibit) => self.exhibit(exhibit),
                Item::Question(question) => {
                    if !matches!(before, Some(Item::Question(_))) {
                        let name = self.names.heading(Word::Questions);
                        self.heading(2, &name);
                    }
                    self.question(question);
                }
            }
            before = Some(item);
        }
        self.below -= usize::from(one_of_several);
    }

    /// Something under a heading stands above, so that a text would be taken for a part of it.
    fn has_section(&self) -> bool {
        let heading = format!("\n{} ", "#".repeat(2 + self.below));
        self.out.contains(&heading)
    }

    /// Readings; where something open stands above, the first one has to end it.
    fn reading(&mut self, blocks: &[Block], closes: bool) {
        let mut closes = closes;
        for block in blocks {
            let ends = block.text.starts_with("# ") || block.text.starts_with("## ");
            if closes && !ends {
                self.quoted("reading", &block.text);
            } else {
                self.block(&block.text, Around::Reading);
            }
            closes = false;
        }
    }

    fn exhibit(&mut self, exhibit: &Exhibit) {
        let title = &exhibit.title;
        // A heading without a word for an exhibit would open none.
        if vocabulary::of_heading(title) != Some(Word::Exhibit) {
            let blocks = exhibit.blocks.iter().map(|block| block.text.as_str());
            let all: Vec<&str> = std::iter::once(title.as_str()).chain(blocks).collect();
            return self.quoted("said exhibit", &all.join("\n\n"));
        }
        self.heading(2, title);
        for block in &exhibit.blocks {
            self.block(&block.text, Around::Beside);
        }
    }

    fn block(&mut self, text: &str, around: Around) {
        let plainly = match self.quoting {
            Quoting::Closing => true,
            Quoting::Doubtful => stands(text, around),
            Quoting::All => false,
        };
        if plainly {
            self.paragraph(text);
        } else {
            let kind = if around == Around::Reading {
                "reading"
            } else {
                "text"
            };
            self.quoted(kind, text);
        }
    }

    fn heading(&mut self, level: usize, title: &str) {
        let marks = "#".repeat(level + self.below);
        let _ = writeln!(self.out, "{marks} {title}\n");
    }

    fn paragraph(&mut self, text: &str) {
        let _ = writeln!(self.out, "{text}\n");
    }

    /// A block that is what it is, whatever it looks like.
    fn quoted(&mut self, kind: &str, text: &str) {
        let longest = text.lines().map(|line| {
            let line = line.trim_start();
            line.len() - line.trim_start_matches(':').len()
        });
        let marks = ":".repeat(longest.max().unwrap_or_default().max(2) + 1);
        let _ = writeln!(self.out, "{marks} {kind}\n{text}\n{marks}\n");
    }

    fn question(&mut self, question: &Question) {
        question::write(self, question);
    }
}
