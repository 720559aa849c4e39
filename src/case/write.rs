//! A case as Markdown in the normal form: what a careful author would have written. It reads
//! back to the same case, and whoever writes says so only after [`same`] has agreed.

use std::fmt::Write;

use super::{
    Aside, Block, Case, Exhibit, Item, Kind, ModelAnswer, Part, Question, read,
    vocabulary::{self, Word, normal},
};
use crate::text::Clean;

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

/// Whether two cases are the same but for the lines that they stand on and what was set apart.
/// Texts are compared as people read them, without marks and quoting.
#[must_use]
pub fn same(one: &Case, other: &Case) -> bool {
    Outline::of(one) == Outline::of(other)
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

/// A bracket at the end that would be taken for a time, a limit or an id is quoted.
fn ending_quoted(text: &str) -> String {
    let bare = text.trim_end();
    let mut letters = bare.chars();
    match letters.next_back() {
        Some(last @ (')' | '）' | '}' | ']')) if !reads_as_prompt(bare) => {
            format!("{}&#{};", letters.as_str(), u32::from(last))
        }
        _ if !reads_as_prompt(bare) => quoted(bare),
        _ => bare.to_owned(),
    }
}

fn reads_as_prompt(text: &str) -> bool {
    let case = read_one(&format!("# T\n\n## Questions\n\n### 1. {text}\n"));
    let question = case.questions().next();
    question.is_some_and(|question| question.prompt.text.as_str() == text)
}

fn read_one(text: &str) -> Case {
    let mut document = read(text, "case.md");
    document.cases.truncate(1);
    document.cases.pop().unwrap_or_default()
}

/// A block as it may stand in a reading, first or behind questions: quoted where it would open
/// something.
fn as_reading(text: &str) -> String {
    let case = read_one(&format!(
        "# T\n\n{text}\n\nText.\n\n## Questions\n\n1. Why?\n\n## Part B: B\n\n{text}\n\nText.\n"
    ));
    let asked = case.questions().count() == 1
        && case.noise.is_empty()
        && case
            .questions()
            .all(|question| *question.aside == Aside::default());
    let kept = case.parts.len() == 2
        && case.parts.iter().all(|part| {
            let mut items = part.items.iter();
            items.any(|item| match item {
                Item::Reading(reading) => {
                    let mut blocks = reading.blocks.iter();
                    blocks.any(|block| block.text.as_str() == text)
                }
                Item::Exhibit(_) | Item::Question(_) => false,
            })
        });
    if kept && asked {
        text.to_owned()
    } else {
        quoted(text)
    }
}

/// A block as it may stand under a question.
fn in_question(text: &str) -> String {
    unless(text, &format!("Text.\n\n{text}\n\nText."), |question| {
        let mut body = question.prompt.body.iter();
        *question.aside == Aside::default() && body.any(|block| block.text.as_str() == text)
    })
}

/// A text as it may stand behind a label.
fn in_field(label: &str, text: &str) -> String {
    let fields = |aside: &Aside| {
        let fields = [
            &aside.hints,
            &aside.follow_ups,
            &aside.listen_for,
            &aside.notes,
        ];
        fields.iter().map(|texts| texts.len()).sum::<usize>() == 1
            && fields
                .iter()
                .any(|texts| texts.first().is_some_and(|said| said.as_str() == text))
    };
    unless(text, &format!("{label}: {text}"), |question| {
        question.prompt.body.is_empty() && fields(&question.aside)
    })
}

/// A text as it may stand among the claims of a model answer.
fn as_claim(text: &str) -> String {
    let document =
        format!("<details>\n<summary>Model answer</summary>\n\n{text}\n\nText.\n\n</details>");
    unless(text, &document, |question| {
        let mut models = question.aside.models.iter();
        models.next().is_some_and(|model| {
            matches!(model.claims.as_slice(), [claim, last]
                if claim.as_str() == text && last.as_str() == "Text.")
        })
    })
}

/// A text as it may stand in an option or another item of a list.
fn as_option(text: &str) -> String {
    let document = format!("- ( ) {text}\n- ( ) another one\n- ( ) {text}");
    unless(text, &document, |question| match &question.prompt.kind {
        Kind::Choice { options, .. } => outer(options, text),
        _ => false,
    })
}

/// Whether the first and the last of three are this.
fn outer(texts: &[Clean], text: &str) -> bool {
    matches!(texts, [first, _, last] if first.as_str() == text && last.as_str() == text)
}

/// A text as it may stand in a bullet without a mark.
fn as_item(text: &str) -> String {
    // Among few others a label counts, among many it does not.
    if vocabulary::label(text).is_some() {
        return quoted(text);
    }
    unless(
        text,
        &format!("Rank:\n\n- {text}\n- another one\n- {text}"),
        |question| {
            question.prompt.seconds.is_none()
                && match &question.prompt.kind {
                    Kind::Rank { items } => outer(items, text),
                    _ => false,
                }
        },
    )
}

/// The text, quoted unless a question with this under it is as it should be.
fn unless(text: &str, under: &str, kept: impl Fn(&Question) -> bool) -> String {
    let case = read_one(&format!("# T\n\n### 1. Why?\n\n{under}\n"));
    let mut questions = case.questions();
    match (questions.next(), questions.next()) {
        (Some(question), None) if kept(question) => text.to_owned(),
        _ => quoted(text),
    }
}

/// The same text to whoever reads it, and none of our marks to the reader of cases: behind quote
/// and emphasis marks, the first letter and the first colon are character references.
fn quoted(text: &str) -> String {
    let quote = |line: &str| {
        let bare = line.trim_start();
        let inside = bare.trim_start_matches(['>', ' ', '*', '_']);
        // A bullet is quoted itself, emphasis stays what it is.
        let bullet = bare.starts_with("* ");
        let inside = if bullet { bare } else { inside };
        let marks = bare.strip_suffix(inside).unwrap_or_default();
        let mut letters = inside.chars();
        let Some(first) = letters.next() else {
            return line.to_owned();
        };
        let rest = letters.as_str();
        let rest = rest.replacen(':', "&#58;", 1).replacen('：', "&#65306;", 1);
        format!("{marks}&#{};{rest}", u32::from(first))
    };
    let lines: Vec<_> = text.lines().map(quote).collect();
    lines.join("\n")
}

/// All that makes a case what it is, without lines, as people read it.
#[derive(Debug, PartialEq)]
struct Outline {
    head: Vec<String>,
    parts: Vec<(Option<String>, bool, Vec<String>)>,
    apart: Vec<Vec<String>>,
}

impl Outline {
    fn of(case: &Case) -> Self {
        let texts = |texts: &[Clean]| texts.iter().map(|text| plain(text)).collect::<Vec<_>>();
        let mut head = vec![case.title.to_string(), format!("{:?}", case.seconds)];
        head.extend(
            case.language
                .iter()
                .chain(&case.protocol)
                .map(ToString::to_string),
        );
        head.extend(texts(&case.roles));
        head.extend(texts(&case.tags));
        let settings = case.settings.iter();
        head.extend(settings.map(|(key, value)| format!("{key}: {value}")));
        Self {
            head,
            parts: outline(&case.parts),
            apart: [&case.goals, &case.sources, &case.facilitator_notes]
                .map(|blocks| said(blocks))
                .into(),
        }
    }
}

/// The parts; two that nothing tells apart are one.
fn outline(parts: &[Part]) -> Vec<(Option<String>, bool, Vec<String>)> {
    let mut all: Vec<(Option<String>, bool, Vec<String>)> = Vec::new();
    for part in parts {
        let items = part.items.iter().flat_map(|item| match item {
            Item::Reading(reading) => said(&reading.blocks),
            Item::Exhibit(exhibit) => {
                let mut all = vec![format!("exhibit {}", exhibit.title)];
                all.extend(said(&exhibit.blocks));
                all
            }
            Item::Question(question) => asked(question),
        });
        match all.last_mut() {
            Some((_, _, above)) if part.title.is_none() && !part.staged => above.extend(items),
            _ => all.push((
                part.title.as_ref().map(ToString::to_string),
                part.staged,
                items.collect(),
            )),
        }
    }
    all
}

/// Blocks as people read them, each with its ¶ number.
fn said(blocks: &[Block]) -> Vec<String> {
    let block = |block: &Block| format!("{:?} {}", block.number, plain(&block.text));
    blocks.iter().map(block).collect()
}

fn asked(question: &Question) -> Vec<String> {
    let (prompt, aside) = (&question.prompt, &question.aside);
    let mut all = vec![format!(
        "question {} {:?} {}",
        prompt.number,
        prompt.seconds,
        plain(&prompt.text)
    )];
    all.extend(prompt.body.iter().map(|block| plain(&block.text)));
    all.push(format!("{} {:?}", prompt.kind.word(), aside.right));
    all.extend(kind(&prompt.kind));
    for texts in [
        &aside.hints,
        &aside.follow_ups,
        &aside.listen_for,
        &aside.notes,
    ] {
        all.push(format!("{} texts", texts.len()));
        all.extend(texts.iter().map(|text| plain(text)));
    }
    for model in &aside.models {
        all.push(format!("model {:?}", model.title));
        all.extend(model.claims.iter().map(|claim| plain(claim)));
    }
    all
}

/// Limits, labels and texts of a kind.
fn kind(kind: &Kind) -> Vec<String> {
    let (limits, labels, texts) = match kind {
        Kind::Open => return Vec::new(),
        Kind::Choice { options, most } => (vec![*most], Vec::new(), options),
        Kind::Rank { items } => (Vec::new(), Vec::new(), items),
        Kind::Scale {
            low,
            high,
            low_label,
            high_label,
            statements,
        } => (vec![*low, *high], vec![low_label, high_label], statements),
    };
    let mut all = vec![format!("{limits:?} {labels:?}")];
    all.extend(texts.iter().map(|text| plain(text)));
    all
}

fn plain(text: &str) -> String {
    super::plain(text)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}
