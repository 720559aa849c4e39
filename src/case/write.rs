//! A case as Markdown in the normal form: what a careful author would have written. It reads
//! back to the same case, and whoever writes says so only after [`same`] has agreed.

use std::fmt::Write;

use quote::{as_claim, as_item, as_option, as_reading, ending_quoted, in_field, in_question};

use super::{
    Aside, Block, Case, Exhibit, Item, Kind, ModelAnswer, Part, Question,
    vocabulary::{self, Word, normal},
};
use crate::text::Clean;

mod outline;
mod quote;

pub use outline::same;

/// The case in the normal form. What would be taken for something else is quoted: its first
/// letter is written as a character reference, which every Markdown reader turns back.
#[must_use]
pub fn write(case: &Case) -> String {
    let mut page = Page::default();
    page.settings(case);
    page.block(&format!("# {}", case.title));
    for part in &case.parts {
        page.part(part);
    }
    page.section("Learning goals", &case.goals);
    page.section("Facilitator notes", &case.facilitator_notes);
    page.section("Sources", &own_sources(case));
    page.apart(&case.noise);
    page.text
}

/// Sources that are no setting; settings bring theirs along.
fn own_sources(case: &Case) -> Vec<Block> {
    let set = |block: &&Block| {
        let mut settings = case.settings.iter();
        settings.any(|(key, value)| {
            vocabulary::whole(key) == Some(Word::Sources) && *value == block.text
        })
    };
    let blocks = case.sources.iter();
    blocks.filter(|block| !set(block)).cloned().collect()
}

#[derive(Default)]
struct Page {
    text: String,
    questions: bool,
}

impl Page {
    fn block(&mut self, text: &str) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str(text.trim_end());
        self.text.push('\n');
    }

    fn settings(&mut self, case: &Case) {
        if case.settings.is_empty() {
            return;
        }
        self.text.push_str("---\n");
        for (key, value) in &case.settings {
            let items = match vocabulary::whole(key) {
                Some(Word::Tags) => &case.tags,
                Some(Word::Roles) => &case.roles,
                _ => &Vec::new(),
            };
            if items.iter().any(|item| item.contains([',', ';'])) {
                let _ = writeln!(self.text, "{key}:");
                for item in items {
                    let _ = writeln!(self.text, "  - {item}");
                }
            } else {
                let _ = writeln!(self.text, "{key}: {value}");
            }
        }
        self.text.push_str("---\n");
    }

    fn section(&mut self, title: &str, blocks: &[Block]) {
        if blocks.is_empty() {
            return;
        }
        self.block(&format!("## {title}"));
        for block in blocks {
            self.block(&block.text);
        }
    }

    fn part(&mut self, part: &Part) {
        if let Some(title) = &part.title {
            self.block(&format!("## {title}"));
            self.questions = false;
        }
        for item in &part.items {
            match item {
                Item::Reading(reading) => {
                    for block in &reading.blocks {
                        self.block(&as_reading(&block.text));
                    }
                }
                Item::Exhibit(exhibit) => self.exhibit(exhibit),
                Item::Question(question) => self.question(question),
            }
        }
    }

    fn exhibit(&mut self, exhibit: &Exhibit) {
        self.block(&format!("## {}", exhibit.title));
        for block in &exhibit.blocks {
            self.block(&block.text);
        }
    }

    fn question(&mut self, question: &Question) {
        if !self.questions {
            self.questions = true;
            self.block("## Questions");
        }
        let prompt = &question.prompt;
        let text = Clean::line(&prompt.text);
        let mut head = format!("### {}. {}", prompt.number, ending_quoted(&text));
        if let Kind::Choice { options, most } = &prompt.kind
            && *most > 1
            && usize::from(*most) < options.len()
        {
            let _ = write!(head, " (choose up to {most})");
        }
        if let Some(seconds) = prompt.seconds {
            let _ = write!(head, " ({})", time(seconds));
        }
        if !follows_from(&prompt.id.0, &text) {
            let _ = write!(head, " {{#{}}}", prompt.id.0.replace(' ', "-"));
        }
        self.block(&head);
        for block in &prompt.body {
            self.block(&in_question(&block.text));
        }
        self.kind(&prompt.kind, &question.aside.right);
        self.aside(&question.aside);
    }

    fn kind(&mut self, kind: &Kind, right: &[u8]) {
        let mut list = String::new();
        match kind {
            Kind::Open => return,
            Kind::Choice { options, most } => {
                let (open, close) = if *most == 1 { ('(', ')') } else { ('[', ']') };
                for (at, option) in options.iter().enumerate() {
                    let right = right.iter().any(|right| usize::from(*right) == at);
                    let mark = if right { 'x' } else { ' ' };
                    let _ = writeln!(
                        list,
                        "- {open}{mark}{close} {}",
                        as_option(&Clean::line(option))
                    );
                }
            }
            Kind::Scale {
                low,
                high,
                low_label,
                high_label,
                statements,
            } => {
                let end = |point: &u8, label: &Clean| match label.is_empty() {
                    true => point.to_string(),
                    false => format!("{point} ({label})"),
                };
                self.block(&format!(
                    "Scale: {} to {}",
                    end(low, low_label),
                    end(high, high_label)
                ));
                list = bullets(statements);
            }
            Kind::Rank { items } => {
                self.block("Rank:");
                list = bullets(items);
            }
        }
        if !list.is_empty() {
            self.block(&list);
        }
    }

    fn aside(&mut self, aside: &Aside) {
        let fields = [
            ("Hint", &aside.hints),
            ("Follow-up", &aside.follow_ups),
            ("Listen for", &aside.listen_for),
            ("Facilitator", &aside.notes),
        ];
        for (label, texts) in fields {
            for text in texts {
                self.block(&format!("{label}: {}", in_field(label, text)));
            }
        }
        for model in &aside.models {
            self.model(model);
        }
    }

    fn model(&mut self, model: &ModelAnswer) {
        let title = model.title.as_deref().unwrap_or("Model answer");
        self.block(&format!("<details>\n<summary>{title}</summary>"));
        for claim in &model.claims {
            if claim.contains("\n\n") {
                self.block(&format!("- {}", claim.replace('\n', "\n  ")));
            } else {
                self.block(&as_claim(claim));
            }
        }
        self.block("</details>");
    }

    /// What belongs to the page that a text was copied from is kept, and never shown.
    fn apart(&mut self, noise: &[Block]) {
        if noise.is_empty() {
            return;
        }
        let lines: Vec<_> = noise
            .iter()
            .map(|block| block.text.replace("--", "- -"))
            .collect();
        self.block(&format!("<!--\nSet apart:\n{}\n-->", lines.join("\n")));
    }
}

fn bullets(texts: &[Clean]) -> String {
    let lines: Vec<_> = texts
        .iter()
        .map(|text| format!("- {}", as_item(&Clean::line(text))))
        .collect();
    lines.join("\n")
}

fn time(seconds: u32) -> String {
    if seconds.is_multiple_of(60) {
        format!("{} min", seconds / 60)
    } else {
        format!("{seconds} sec")
    }
}

/// Whether an id is what the reader makes of the question's words.
fn follows_from(id: &str, text: &str) -> bool {
    let words = normal(text);
    let letters: String = words
        .chars()
        .filter(|letter| !letter.is_numeric())
        .collect();
    letters.split_whitespace().collect::<Vec<_>>().join(" ") == id
}
