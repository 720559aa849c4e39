//! A reading mended by hand: lines that a person says to be something else than they were taken
//! for. The document itself is never changed.

use std::collections::BTreeMap;

use super::{Case, Document, Item, read};

/// What a person says that a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum As {
    /// A question.
    Question,
    /// A model answer to the question above.
    Answer,
    /// A note for the facilitator.
    Note,
    /// The title of a part that is hidden until it is reached.
    Part,
    /// Text that everybody reads, and nothing more.
    Text,
}

impl As {
    /// How it is quoted in Markdown.
    fn class(self) -> &'static str {
        match self {
            Self::Question => "said question",
            Self::Answer => "said answer",
            Self::Note => "said note",
            Self::Part => "later part",
            Self::Text => "said text",
        }
    }

    /// Lines of these that follow each other are one block.
    fn goes_on(self) -> bool {
        matches!(self, Self::Answer | Self::Note | Self::Text)
    }
}

/// What a line was taken for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Taken {
    /// It is blank.
    #[default]
    Nothing,
    /// The title, a setting, a heading that opens something.
    Frame,
    /// Text that everybody reads.
    Text,
    /// The first line of the question of this number.
    Question(u32),
    /// Options, points to cover: what stands under a question.
    UnderQuestion,
    /// Kept back, and as what.
    Hidden(&'static str),
    /// Page noise.
    Noise,
    /// In no part of any case.
    Unused,
}

/// A document, and what a person says of its lines.
#[derive(Clone, Debug)]
pub struct Mended {
    lines: Vec<String>,
    file_name: String,
    marks: BTreeMap<u32, As>,
}

impl Mended {
    /// A document as it is.
    #[must_use]
    pub fn new(source: &str, file_name: &str) -> Self {
        let source = source.strip_prefix('\u{feff}').unwrap_or(source);
        Self {
            lines: source.lines().map(str::to_owned).collect(),
            file_name: file_name.to_owned(),
            marks: BTreeMap::new(),
        }
    }

    /// The document's lines.
    #[must_use]
    pub fn lines(&self) -> &[String] {
        &self.lines
    }

    /// Whether anything was mended.
    #[must_use]
    pub fn is_mended(&self) -> bool {
        !self.marks.is_empty()
    }

    /// What was said of a line, counted from 1.
    #[must_use]
    pub fn mark(&self, line: u32) -> Option<As> {
        self.marks.get(&line).copied()
    }

    /// Says what a line is, counted from 1; nothing takes back what was said. A blank line is
    /// nothing.
    pub fn set(&mut self, line: u32, mark: Option<As>) {
        let text = self.lines.get((line as usize).wrapping_sub(1));
        if text.is_none_or(|text| text.trim().is_empty()) {
            return;
        }
        match mark {
            Some(mark) => self.marks.insert(line, mark),
            None => self.marks.remove(&line),
        };
    }

    /// The document as it is read now, and what each of its lines is taken for.
    #[must_use]
    pub fn read(&self) -> (Document, Vec<Taken>) {
        let mut text = String::new();
        // For each line of the document, the line that it stands on now.
        let mut now = Vec::with_capacity(self.lines.len());
        let mut count = 0;
        let mut before: Option<As> = None;
        for (at, line) in self.lines.iter().enumerate() {
            let mark = self.mark(at as u32 + 1);
            let mut push = |line: &str| {
                text.push_str(line);
                text.push('\n');
                count += 1;
            };
            if before.is_some_and(|open| mark != Some(open) || !open.goes_on()) {
                push(":::");
                push("");
            }
            if let Some(mark) = mark
                && (before != Some(mark) || !mark.goes_on())
            {
                push("");
                push(&format!("::: {}", mark.class()));
            }
            match mark {
                Some(As::Text) | None => push(line),
                Some(_) => push(bare(line)),
            }
            now.push(count);
            before = mark;
        }
        if before.is_some() {
            text.push_str(":::\n");
        }
        let document = read(&text, &self.file_name);
        let taken = taken(&document, &text);
        let taken = now
            .iter()
            .map(|line| taken.get(*line as usize - 1).copied().unwrap_or_default());
        (document, taken.collect())
    }
}

/// A line without the marks that made it something else: `## 3. Why?`, `- Why?`.
fn bare(line: &str) -> &str {
    let text = line
        .trim()
        .trim_start_matches(['#', '>', '-', '*', '+', '•', ' ']);
    let text = text.trim_end_matches(['#', '*', ' ']);
    let digits = text.trim_start_matches(char::is_numeric);
    let number = text.len() - digits.len();
    let after = digits.strip_prefix(['.', ')', '、', '．']);
    match after.filter(|_| number > 0) {
        Some(rest) if !rest.trim().is_empty() => rest.trim(),
        _ => text,
    }
}

/// What each line of a text was taken for.
fn taken(document: &Document, text: &str) -> Vec<Taken> {
    let mut taken: Vec<Taken> = text
        .lines()
        .map(|line| match line.trim().is_empty() {
            true => Taken::Nothing,
            false => Taken::Frame,
        })
        .collect();
    let mut put = |from: u32, count: usize, what: Taken| {
        let from = (from as usize).saturating_sub(1);
        for line in taken.iter_mut().skip(from).take(count) {
            if *line != Taken::Nothing {
                *line = what;
            }
        }
    };
    for case in &document.cases {
        of_case(case, &mut put);
    }
    for lines in &document.unused {
        put(
            lines.from,
            (lines.to - lines.from + 1) as usize,
            Taken::Unused,
        );
    }
    // A later part is hidden as a whole; within it, lines are what they are.
    let hidden = document.hidden.iter();
    for hidden in hidden.filter(|hidden| hidden.what != "later part") {
        let count = hidden.to.saturating_sub(hidden.from) as usize + 1;
        put(hidden.from, count, Taken::Hidden(hidden.what));
    }
    under_questions(&mut taken, text);
    taken
}

/// Options and the like keep no lines of their own: they stand right under a question, or bear
/// their marks.
fn under_questions(taken: &mut [Taken], text: &str) {
    let mut above = Taken::Nothing;
    let mut asked = false;
    for (line, own) in text.lines().zip(taken) {
        let under = matches!(above, Taken::Question(_) | Taken::UnderQuestion);
        let marked = line.trim_start().trim_start_matches(['-', '*', '+', ' ']);
        let option = asked && marked.starts_with(['(', '[']) && marked != line;
        if *own == Taken::Frame && (under || option) && !line.starts_with('#') {
            *own = Taken::UnderQuestion;
        }
        asked |= matches!(own, Taken::Question(_));
        above = *own;
    }
}

fn of_case(case: &Case, put: &mut impl FnMut(u32, usize, Taken)) {
    let mut blocks = |blocks: &[super::Block], what: Taken| {
        for block in blocks {
            put(block.line, block.text.lines().count(), what);
        }
    };
    blocks(&case.goals, Taken::Text);
    blocks(&case.sources, Taken::Text);
    blocks(&case.noise, Taken::Noise);
    for item in case.parts.iter().flat_map(|part| &part.items) {
        match item {
            Item::Reading(reading) => blocks(&reading.blocks, Taken::Text),
            Item::Exhibit(exhibit) => blocks(&exhibit.blocks, Taken::Text),
            Item::Question(question) => blocks(&question.prompt.body, Taken::UnderQuestion),
        }
    }
    for question in case.questions() {
        let prompt = &question.prompt;
        put(prompt.line, 1, Taken::Question(prompt.number));
        let more = prompt.text.lines().count().saturating_sub(1);
        put(prompt.line + 1, more, Taken::UnderQuestion);
    }
}
