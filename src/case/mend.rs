//! A reading mended by hand: lines that a person says to be something else than they were taken
//! for. The document itself is never changed.

use std::{collections::BTreeMap, ops::RangeInclusive};

use serde::{Deserialize, Serialize};

use super::{Case, Document, Item, TimeUp, read_within, vocabulary};

mod lines;

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
    Note,
    /// An exhibit; the first line of several is its title.
    Exhibit,
    /// The title of a part that is hidden until it is reached.
    Part,
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
            Self::Note => "said note",
            Self::Exhibit => "said exhibit",
            Self::Part => "later part",
            Self::Text => "said text",
            Self::Out => "noise",
        };
        class.to_owned()
    }

    /// Whether a line that is said to be the same as the one above belongs to it.
    fn takes_on(self, line: &str) -> bool {
        match self {
            Self::Question | Self::Part => false,
            Self::Text | Self::Out => true,
            Self::Exhibit => !names_an_exhibit(line),
            Self::Answer | Self::AnswerTo(_) | Self::Hint | Self::Note => !is_item(line),
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

    /// For each line, what was said of the first line from there on that is not blank.
    fn below(&self) -> Vec<Option<As>> {
        let mut below = None;
        let numbered = (1..).zip(&self.lines).collect::<Vec<(u32, _)>>();
        let mut all: Vec<_> = numbered
            .into_iter()
            .rev()
            .map(|(number, line)| {
                if !line.trim().is_empty() {
                    below = self.mark(number);
                }
                below
            })
            .collect();
        all.reverse();
        all
    }

    /// The document with what was said written into it.
    fn quoted(&self) -> Quoted {
        let mut out = Vec::with_capacity(self.lines.len());
        let mut quoted = Quoted::default();
        let mut open: Option<As> = None;
        let mut opened = Vec::new();
        let below = self.below();
        for ((number, line), below) in (1..).zip(&self.lines).zip(below) {
            // A blank line within an exhibit is in it.
            let within = open.filter(|mark| *mark == As::Exhibit && below == open);
            let mark = match line.trim().is_empty() {
                true => within,
                false => self.mark(number),
            };
            let goes_on = open.is_some() && mark == open && mark.is_some_and(|m| m.takes_on(line));
            if open.is_some() && !goes_on {
                // The line above is the last of what ends here.
                out.extend([(":::".to_owned(), number - 1), (String::new(), number)]);
            }
            let begins = mark.filter(|_| !goes_on);
            if let Some(mark) = begins {
                out.push((String::new(), number));
                opened.push((out.len(), mark));
                out.push((String::new(), number));
            }
            let text = match mark {
                Some(As::Text | As::Out) | None => line.as_str(),
                Some(As::Exhibit) if begins.is_none() => line,
                Some(_) => bare(line),
            };
            out.push((text.to_owned(), number));
            quoted
                .now
                .push(u32::try_from(out.len()).unwrap_or(u32::MAX));
            open = mark;
        }
        if open.is_some() {
            let last = u32::try_from(self.lines.len()).unwrap_or(u32::MAX);
            out.push((":::".to_owned(), last));
        }
        // An answer may name a question that stands below it.
        let now = |line: u32| quoted.now.get(line as usize - 1).copied().unwrap_or(line);
        for (at, mark) in opened {
            if let Some((text, _)) = out.get_mut(at) {
                *text = format!("::: {}", mark.class(now));
            }
        }
        for (line, number) in out {
            quoted.text.push_str(&line);
            quoted.text.push('\n');
            quoted.back.push(number);
        }
        quoted
    }
}

/// A document with what was said written into it.
#[derive(Default)]
struct Quoted {
    text: String,
    /// For each line of the document, counted from 0, the line that it stands on now.
    now: Vec<u32>,
    /// For each line of the text, counted from 0, the line of the document that it came with.
    back: Vec<u32>,
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
