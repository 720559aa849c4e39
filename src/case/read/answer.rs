//! Answer sections: whose answer each stretch is, by number, by name, else by what it speaks
//! about; nothing of it is dropped.

use super::{
    block::{Item, Raw, Shape, blocks},
    build::named,
    question::mark::{counted_answer, numbered},
    rows::cells,
    time,
};
use crate::{
    case::vocabulary::{self, Word},
    text::Clean,
};

pub(super) use hand_out::spread_key;

mod hand_out;

/// The most letters of a mark that stands for "answer".
const MARK: usize = 3;
/// The most words of a label that names a question.
const FEW: usize = 4;

/// What a section holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Holds {
    #[default]
    Answers,
    Hints,
    /// Answers within words to the staff: theirs, where no number gives them to a question.
    Noted,
}

/// Everything that stands in answer sections.
#[derive(Clone, Debug, Default)]
pub(super) struct Answers {
    sections: Vec<Section>,
}

/// What stands under one heading or label for answers.
#[derive(Clone, Debug, Default)]
struct Section {
    /// How many questions stood before it.
    after: usize,
    holds: Holds,
    /// What no number and no name decides belongs to the question right before it.
    to_last: bool,
    /// It stands behind one question, and another one behind the question before.
    each: bool,
    stretches: Vec<Stretch>,
}

/// What somebody says in an answer, and the line that it begins on.
pub(super) type Claim = (Clean, u32);

/// Claims under one number, name or topic.
#[derive(Clone, Debug, Default)]
struct Stretch {
    number: Option<u64>,
    name: Option<String>,
    /// What the author calls the section, or this stretch of it.
    title: Option<String>,
    claims: Vec<Claim>,
    line: u32,
    /// It names a part or a case: what follows answers the questions of that.
    scope: bool,
}

impl Answers {
    /// Opens a section behind so many questions.
    pub(super) fn open(&mut self, title: Option<&str>, after: usize, line: u32) {
        self.sections.push(Section {
            after,
            holds: Holds::Answers,
            to_last: false,
            each: false,
            stretches: vec![Stretch {
                title: title.map(str::to_owned),
                line,
                ..Stretch::default()
            }],
        });
    }

    /// The open section holds this.
    pub(super) fn hold(&mut self, what: Holds) {
        self.section().holds = what;
    }

    /// What lines of the open section are kept back as.
    pub(super) fn what(&self) -> &'static str {
        match self.sections.last().map(|section| section.holds) {
            Some(Holds::Hints) => "hint",
            Some(Holds::Answers | Holds::Noted) | None => "model answer",
        }
    }

    /// The open section belongs to the question right before it.
    pub(super) fn belongs_to_last(&mut self) {
        if let Some(section) = self.sections.last_mut() {
            section.to_last = true;
        }
    }

    fn section(&mut self) -> &mut Section {
        if self.sections.is_empty() {
            self.open(None, 0, 0);
        }
        self.sections
            .last_mut()
            .expect("one was just opened where there was none")
    }

    /// A heading within a section names a question or a topic.
    pub(super) fn heading(&mut self, title: &str, line: u32) {
        let title = super::question::mark::id_at_end(title).map_or(title, |(title, _)| title);
        self.section().begin(Stretch::of(title, line));
    }

    /// What follows answers the question of that number.
    pub(super) fn numbered(&mut self, number: u64, line: u32) {
        self.section().begin_numbered(number, line);
    }

    /// A block within a section.
    pub(super) fn take(&mut self, raw: &Raw<'_>) {
        self.section().take(raw);
    }
}

impl Stretch {
    /// What stands under a heading or a topic.
    fn of(title: &str, line: u32) -> Self {
        let title = time::split_end(title).0;
        let (number, name) = named(title);
        let number = number.or_else(|| vocabulary::number_within(title));
        let word = vocabulary::counted_heading(title);
        Self {
            scope: matches!(word, Some(Word::Part | Word::Case)),
            number,
            name: Some(name.to_owned()),
            title: number.is_none().then(|| name.to_owned()),
            claims: Vec::new(),
            line,
        }
    }
}

impl Section {
    fn begin(&mut self, mut stretch: Stretch) {
        // A topic over a topic: the upper one is part of what the lower one is called.
        if self.stretches.len() > 1
            && let Some(above) = self.stretches.last()
            && above.claims.is_empty()
            && !above.scope
            && let (Some(above), Some(own)) = (&above.title, &mut stretch.title)
        {
            *own = format!("{above} – {own}");
        }
        self.stretches.push(stretch);
    }

    fn claim(&mut self, text: &str, line: u32) {
        if let Some(stretch) = self.stretches.last_mut() {
            let claim = Clean::new(unmarked(text).trim());
            stretch.claims.push((claim, line));
        }
    }

    fn take(&mut self, raw: &Raw<'_>) {
        match &raw.shape {
            Shape::List {
                start: Some(first),
                items,
            } if self.numbers(*first, items) => {
                for (at, item) in items.iter().enumerate() {
                    let number = first.saturating_add(at as u64);
                    self.begin_numbered(number, item.from());
                    self.item(item);
                }
            }
            Shape::List { items, .. } => {
                for item in items {
                    match to_question(&item.text) {
                        Some((number, text)) => {
                            self.begin_numbered(number, item.from());
                            self.claim(text, item.from());
                        }
                        None => self.claim(&item.text, item.from()),
                    }
                }
            }
            Shape::Paragraph => self.paragraph(raw),
            Shape::Table if self.rows(raw) => {}
            Shape::Rule => {}
            _ => self.claim(raw.text, raw.from()),
        }
    }

    /// Whether an ordered list counts questions: nothing above it has named one.
    fn numbers(&self, first: u64, items: &[Item]) -> bool {
        let last = self.stretches.last();
        let named = last.is_some_and(|stretch| stretch.name.is_some() && !stretch.scope);
        let each = !self.to_last || (first == 1 && self.after > 1 && items.len() == self.after);
        // Questions that nothing marks are found only later.
        let counted = first <= self.after as u64 || (self.after == 0 && first == 1);
        !named && each && counted
    }

    /// A table whose rows begin with numbers of questions answers each in its row.
    fn rows(&mut self, raw: &Raw<'_>) -> bool {
        let rows = keyed_rows(raw);
        let numbered = rows.iter().filter(|(number, ..)| number.is_some()).count();
        let (all, named) = (rows.len(), self.stretches.last());
        let free = named.is_none_or(|stretch| stretch.name.is_none() || stretch.scope);
        if all < 2 || numbered * 2 <= all || !free {
            return false;
        }
        for (number, text, line) in rows {
            if let Some(number) = number {
                self.begin_numbered(number, line);
            }
            self.claim(&text, line);
        }
        true
    }

    fn begin_numbered(&mut self, number: u64, line: u32) {
        self.begin(Stretch {
            number: Some(number),
            line,
            ..Stretch::default()
        });
    }

    /// An item of a numbered list: its first paragraph and its bullets are claims.
    fn item(&mut self, item: &Item) {
        let piece = item.piece();
        for raw in &blocks(&piece) {
            match &raw.shape {
                Shape::List { items, .. } => {
                    for item in items {
                        self.claim(&item.text, item.from());
                    }
                }
                _ => self.claim(raw.text, raw.from()),
            }
        }
    }

    fn paragraph(&mut self, raw: &Raw<'_>) {
        if is_topic(raw.text) {
            let topic = raw.text.trim().trim_matches(['*', '_']);
            let topic = topic.trim_end_matches([':', '：', '*', '_']);
            return self.begin(Stretch::of(topic, raw.from()));
        }
        // `1、` and the like are lines of a paragraph.
        let mut text = String::new();
        let mut from = raw.from();
        for (line, at) in raw.text.lines().zip(raw.lines.iter().copied()) {
            match answered(line).filter(|(number, _)| self.numbers(*number, &[])) {
                Some((number, rest)) => {
                    self.flush(&mut text, from);
                    from = at;
                    self.begin_numbered(number, at);
                    text.push_str(rest);
                }
                None => {
                    if !text.is_empty() {
                        text.push('\n');
                    }
                    text.push_str(line);
                }
            }
        }
        self.flush(&mut text, from);
    }

    fn flush(&mut self, text: &mut String, line: u32) {
        let text = std::mem::take(text);
        if !text.trim().is_empty() {
            self.claim(&text, line);
        }
    }
}

/// The rows of a table below its heads: the number in the first column, and what the others say,
/// each but the first of them behind its head.
fn keyed_rows(raw: &Raw<'_>) -> Vec<(Option<u64>, String, u32)> {
    let mut lines = raw.text.lines().zip(raw.lines.iter().copied());
    let heads = lines.next().map_or_else(Vec::new, |(line, _)| cells(line));
    let rows = lines.skip(1).map(|(line, at)| {
        let own = cells(line);
        let number = own.first().and_then(|cell| number_of_row(cell));
        let told = own.iter().zip(&heads).skip(usize::from(number.is_some()));
        let told = told.filter(|(cell, _)| !cell.is_empty());
        let texts: Vec<String> = told
            .enumerate()
            .map(|(nth, (cell, head))| match nth {
                0 => cell.clone(),
                _ if head.is_empty() => cell.clone(),
                _ => format!("{head}: {cell}"),
            })
            .collect();
        (number, texts.join(" · "), at)
    });
    rows.collect()
}

/// "1", "2.", "Aufgabe 3", "Q4": the number of a question.
pub(super) fn number_of_row(cell: &str) -> Option<u64> {
    let cell = cell.trim_matches(['*', '_', ' ', '.', ')', ':']);
    let short = cell.split_whitespace().count() <= 2;
    let by_word = || vocabulary::number_within(cell).filter(|_| short);
    let alone = || named(cell).0.filter(|_| named(cell).1.is_empty());
    let number = cell.parse().ok().or_else(by_word).or_else(alone);
    number.filter(|number| *number > 0)
}

/// A claim without the letters that only mark it as an answer: "A: ", "Ans. 2: ". A word before a
/// colon may be part of what the author says.
pub(super) fn unmarked(text: &str) -> &str {
    let letters = |head: &str| head.chars().filter(|one| one.is_alphabetic()).count();
    if let Some((Word::Answers, rest)) = vocabulary::label(text)
        && let Some((head, _)) = text.split_once(':')
        && letters(head) <= MARK
        && !rest.trim().is_empty()
    {
        return rest.trim();
    }
    text
}

/// `1. text`, `A1: text`, `Zu 1: text`, `Question 1: text`: whose answer it is, and the answer.
pub(super) fn answered(line: &str) -> Option<(u64, &str)> {
    let bare = line.trim_start_matches(['*', '_', ' ']);
    if let Some((number, text)) = counted_answer(bare) {
        return Some((number, text));
    }
    let (first, rest) = bare.split_once(' ').unwrap_or(("", bare));
    let to = ["zu", "ad", "re", "к"].contains(&first.to_lowercase().as_str());
    numbered(if to { rest } else { line }).or_else(|| match named(bare) {
        (Some(number), text) if !text.is_empty() => Some((number, text)),
        _ => to_question(bare),
    })
}

/// `Zu Frage 1: text`, `On the first question 1: text`: a few words before a question's number.
fn to_question(bare: &str) -> Option<(u64, &str)> {
    let (head, _) = bare.split_once([':', '：'])?;
    // "1. is 2. are. Why: …" counts points.
    if !head
        .trim_end_matches([')', '*', '_', ' '])
        .ends_with(char::is_numeric)
    {
        return None;
    }
    let words = head.split_whitespace().count().min(FEW);
    let mut rest = bare;
    for _ in 1..words {
        rest = rest.split_once(' ')?.1.trim_start();
        if let (Some(number), text) = named(rest)
            && !text.is_empty()
        {
            return Some((number, text));
        }
    }
    None
}

/// A short line that ends in a colon, or is bold, orders an answer.
fn is_topic(text: &str) -> bool {
    let text = text.trim();
    if text.len() > 200 || text.chars().count() > 60 || text.contains('\n') {
        return false;
    }
    let bold = text.starts_with("**") && text.ends_with("**");
    bold || text.trim_end_matches('*').ends_with([':', '：']) || is_example(text)
}

/// "Public Service Example: Public Schools".
fn is_example(text: &str) -> bool {
    let words = text.split_whitespace();
    let capitals = words
        .clone()
        .filter(|word| word.starts_with(char::is_uppercase));
    let count = words.count();
    text.contains(": ") && count <= 7 && capitals.count() == count
}
