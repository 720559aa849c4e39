//! A reading mended by hand: lines that a person says to be something else than they were taken
//! for. The document itself is never changed.

use std::{collections::BTreeMap, ops::RangeInclusive};

use serde::{Deserialize, Serialize};

use super::{Case, Document, Item, TimeUp, read_within, vocabulary};

mod held;
mod lines;
mod owner;
mod quoted;

pub use held::Held;
pub use owner::owners;

/// What a person says that a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum As {
    Question,
    /// A model answer to the question above.
    Answer,
    /// A model answer to the question that begins on that line, counted from 1.
    AnswerTo(u32),
    /// A hint to the question above.
    Hint,
    /// A hint to the question that begins on that line.
    HintTo(u32),
    Note,
    /// A note for the facilitator on the question that begins on that line.
    NoteTo(u32),
    /// An exhibit; the first line of several is its title.
    Exhibit,
    /// The title of a part that is hidden until it is reached.
    Part,
    /// The title of the case.
    Title,
    /// Text that everybody reads, and nothing more.
    Text,
    /// Nothing that belongs to the case.
    Out,
}

impl As {
    /// How it is quoted in Markdown. `now` tells on which line of the Markdown a line stands.
    fn class(self, now: impl Fn(u32) -> u32) -> String {
        let class = match self {
            Self::Question => "said question",
            Self::Answer => "said answer",
            Self::AnswerTo(line) => return format!("said answer {}", now(line)),
            Self::Hint => "said hint",
            Self::HintTo(line) => return format!("said hint {}", now(line)),
            Self::Note => "said note",
            Self::NoteTo(line) => return format!("said note {}", now(line)),
            Self::Exhibit => "said exhibit",
            Self::Part => "later part",
            Self::Title => "said title",
            Self::Text => "said text",
            Self::Out => "noise",
        };
        class.to_owned()
    }

    /// The same of the question that begins on a line, where it can be of one.
    #[must_use]
    pub fn to(self, line: u32) -> Self {
        match self {
            Self::Answer | Self::AnswerTo(_) => Self::AnswerTo(line),
            Self::Hint | Self::HintTo(_) => Self::HintTo(line),
            Self::Note | Self::NoteTo(_) => Self::NoteTo(line),
            other => other,
        }
    }

    /// The line of the question that it belongs to, where somebody has said so.
    pub fn of(self) -> Option<u32> {
        let (Self::AnswerTo(line) | Self::HintTo(line) | Self::NoteTo(line)) = self else {
            return None;
        };
        Some(line)
    }

    /// Whether nobody sees it before its time.
    pub fn is_kept_back(self) -> bool {
        let (question, out) = (self.of().is_some(), self == Self::Out);
        question || out || matches!(self, Self::Answer | Self::Hint | Self::Note)
    }

    /// Whether a line that is said to be the same as the one above belongs to it.
    fn takes_on(self, line: &str) -> bool {
        match self {
            Self::Question | Self::Part | Self::Title => false,
            Self::Text | Self::Out => true,
            Self::Exhibit => !names_an_exhibit(line),
            Self::Answer
            | Self::AnswerTo(_)
            | Self::Hint
            | Self::HintTo(_)
            | Self::Note
            | Self::NoteTo(_) => !is_item(line),
        }
    }
}

fn names_an_exhibit(line: &str) -> bool {
    let mut named = vocabulary::exhibits_named(bare(line)).into_iter();
    named.next().is_some_and(|named| named.at_start)
}

/// Whether a line begins an item of a list, which is a claim of its own.
fn is_item(line: &str) -> bool {
    let text = line.trim_start();
    let bullet = text.starts_with(['-', '*', '+', '•']) && !text.starts_with("**");
    bullet || (bare(line) != text.trim_end() && text.starts_with(char::is_numeric))
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Taken {
    #[default]
    Nothing,
    /// The title, a setting, a heading that opens something.
    Frame,
    /// Text that everybody reads.
    Text,
    /// What an exhibit holds.
    Exhibit,
    /// The first line of the question of this number.
    Question(u32),
    /// Options, points to cover: what stands under a question.
    UnderQuestion,
    /// Kept back, and as what.
    Hidden(&'static str),
    Noise,
    /// In no part of any case.
    Unused,
}

/// What a person says of the lines of a document, by line, counted from 1.
pub type Marks = BTreeMap<u32, As>;

/// More changes are not undone.
const MOST_UNDONE: usize = 500;

/// A document, and what a person says of its lines.
#[derive(Clone, Debug)]
pub struct Mended {
    lines: Vec<String>,
    file_name: String,
    marks: Marks,
    before: Vec<Marks>,
}

impl Mended {
    pub fn new(source: &str, file_name: &str) -> Self {
        Self::with(source, file_name, Marks::new())
    }

    /// A document of which somebody has said something already.
    pub fn with(source: &str, file_name: &str, marks: Marks) -> Self {
        let source = source.strip_prefix('\u{feff}').unwrap_or(source);
        Self {
            lines: source.lines().map(str::to_owned).collect(),
            file_name: file_name.to_owned(),
            marks,
            before: Vec::new(),
        }
    }

    /// The document's lines.
    pub fn lines(&self) -> &[String] {
        &self.lines
    }

    /// Everything that was said.
    pub fn marks(&self) -> &Marks {
        &self.marks
    }

    /// What was said of a line, counted from 1.
    pub fn mark(&self, line: u32) -> Option<As> {
        self.marks.get(&line).copied()
    }

    /// Whether a line has nothing on it, or is not there.
    pub fn is_blank(&self, line: u32) -> bool {
        let text = self.lines.get((line as usize).wrapping_sub(1));
        text.is_none_or(|text| text.trim().is_empty())
    }

    /// Says what a line is, counted from 1; nothing takes back what was said. A blank line is
    /// nothing.
    pub fn set(&mut self, line: u32, mark: Option<As>) {
        self.set_all(line..=line, mark);
    }

    /// Says it of several lines at once.
    pub fn set_all(&mut self, lines: RangeInclusive<u32>, mark: Option<As>) {
        let before = self.marks.clone();
        for line in lines {
            match mark.filter(|_| !self.is_blank(line)) {
                Some(mark) => self.marks.insert(line, mark),
                None => self.marks.remove(&line),
            };
        }
        if self.marks != before {
            self.before.push(before);
            let old = self.before.len().saturating_sub(MOST_UNDONE);
            self.before.drain(..old);
        }
    }

    /// Takes back the last change; false where there is none.
    pub fn undo(&mut self) -> bool {
        let before = self.before.pop();
        before.map(|before| self.marks = before).is_some()
    }

    /// The document as it is read now, and what each of its lines is taken for. All lines are
    /// those of the document.
    pub fn read(&self) -> (Document, Vec<Taken>) {
        self.read_within(&mut || false).unwrap_or_default()
    }

    /// The document with what was said written into it.
    pub fn text(&self) -> String {
        self.quoted().text
    }

    /// The same, as long as `is_time_up` says no.
    pub fn read_within(
        &self,
        is_time_up: &mut dyn FnMut() -> bool,
    ) -> Result<(Document, Vec<Taken>), TimeUp> {
        let quoted = self.quoted();
        let mut document = read_within(&quoted.text, &self.file_name, is_time_up)?;
        let taken = taken(&document, &quoted.text);
        let taken = quoted
            .now
            .iter()
            .map(|line| taken.get(*line as usize - 1).copied().unwrap_or_default());
        let taken = taken.collect();
        let line = |now: u32| match now {
            0 => 0,
            now => quoted.back.get(now as usize - 1).copied().unwrap_or(now),
        };
        lines::renumber(&mut document, line);
        // Whoever has said what a passage is has no doubt.
        document.doubts.retain(|doubt| {
            let mut lines = doubt.lines.from..=doubt.lines.to;
            lines.any(|line| !self.is_blank(line) && self.mark(line).is_none())
        });
        Ok((document, taken))
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
            Item::Exhibit(exhibit) => blocks(&exhibit.blocks, Taken::Exhibit),
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
