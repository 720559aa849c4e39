//! A reading mended by hand: lines that a person says to be something else than they were taken
//! for. The document itself is never changed.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::RangeInclusive,
};

use serde::{Deserialize, Serialize};

use super::{Case, Document, TimeUp, asking::is_in_sight, read::Guess, read_within};
use crate::text::Clean;
use taken::taken;
use words::{Fenced, bare, is_item, names_an_exhibit};

mod carry;
mod held;
mod lines;
mod owner;
mod pieces;
mod quoted;
mod roles;
mod taken;
mod words;

pub use carry::{Carried, carry};
pub use held::Held;
pub use owner::owners;
pub use pieces::{Piece, asked_within};

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
    /// For whoever plays the role of that number, and the facilitator.
    Brief(u32),
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
    /// The right option of its question, or one of them.
    Right,
    /// An option that is not right.
    Wrong,
    /// Several things: the pieces of that number.
    Pieces(u32),
}

impl As {
    /// For one role, whichever it is.
    pub const BRIEF: Self = Self::Brief(0);

    /// How it is quoted in Markdown. `now` tells on which line of the Markdown a line stands.
    fn class(self, now: impl Fn(u32) -> u32) -> String {
        let class = match self {
            Self::Question => "said question",
            Self::Answer => "said answer",
            Self::AnswerTo(line) => return format!("said answer {}", now(line)),
            Self::Hint => "said hint",
            Self::HintTo(line) => return format!("said hint {}", now(line)),
            // Whose brief it is, is said of the reading.
            Self::Note | Self::Brief(_) => "said note",
            Self::NoteTo(line) => return format!("said note {}", now(line)),
            Self::Exhibit => "said exhibit",
            Self::Part => "later part",
            Self::Title => "said title",
            // Pieces bear marks of their own, and which option is right is said of the reading.
            Self::Text | Self::Right | Self::Wrong | Self::Pieces(_) => "said text",
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

    /// What it makes of a line, in words; none where it is several things.
    pub fn words(self) -> Option<&'static str> {
        Some(match self {
            Self::Question => "a question",
            Self::Answer | Self::AnswerTo(_) => "an answer, kept back",
            Self::Hint | Self::HintTo(_) => "a hint, kept back",
            Self::Note | Self::NoteTo(_) => "a note for the facilitator",
            Self::Brief(_) => "for one role only",
            Self::Exhibit => "an exhibit",
            Self::Part => "the title of a later part",
            Self::Title => "the title",
            Self::Text => "text that everybody reads",
            Self::Out => "left out",
            Self::Right => "right",
            Self::Wrong => "not right",
            Self::Pieces(_) => return None,
        })
    }

    /// Whether it only says which option is right.
    pub fn is_of_option(self) -> bool {
        matches!(self, Self::Right | Self::Wrong)
    }

    /// Whether nobody sees it before its time.
    pub fn is_kept_back(self) -> bool {
        let (question, out) = (self.of().is_some(), self == Self::Out);
        let alone = matches!(self, Self::Answer | Self::Hint | Self::Note);
        question || out || alone || matches!(self, Self::Brief(_))
    }

    /// Whether a line that is said to be the same as the one above belongs to it.
    fn takes_on(self, line: &str) -> bool {
        match self {
            Self::Question | Self::Part | Self::Title => false,
            Self::Right | Self::Wrong | Self::Pieces(_) => false,
            Self::Text | Self::Out | Self::Brief(_) => true,
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
    /// An option of the question above.
    Option,
    /// Points to cover, and what else stands under a question.
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
    /// Where code, and what is quoted, begins and ends.
    fenced: Vec<Fenced>,
    file_name: String,
    marks: Marks,
    /// The pieces of lines that are several things, as marks name them.
    cuts: Vec<Vec<Piece>>,
    /// The roles that marks name by their number, counted from 0.
    roles: Vec<Clean>,
    /// Lines of which nobody has said anything: a mark holds them as they were.
    held: BTreeSet<u32>,
    before: Vec<Marks>,
}

impl Mended {
    pub fn new(source: &str, file_name: &str) -> Self {
        Self::with(source, file_name, Marks::new())
    }

    /// A document of which somebody has said something already.
    pub fn with(source: &str, file_name: &str, marks: Marks) -> Self {
        let source = source.strip_prefix('\u{feff}').unwrap_or(source);
        let lines: Vec<String> = source.lines().map(str::to_owned).collect();
        Self {
            fenced: words::fenced(&lines),
            lines,
            file_name: file_name.to_owned(),
            marks,
            cuts: Vec::new(),
            roles: Vec::new(),
            held: BTreeSet::new(),
            before: Vec::new(),
        }
    }

    /// The same with the lines that a mark only holds as they were, and what was said before.
    #[must_use]
    pub fn holding(mut self, held: BTreeSet<u32>, before: Vec<Marks>) -> Self {
        (self.held, self.before) = (held, before);
        self
    }

    /// The same with the pieces of lines that are several things.
    #[must_use]
    pub fn cutting(mut self, cuts: Vec<Vec<Piece>>) -> Self {
        self.cuts = cuts;
        self
    }

    /// The pieces of lines that are several things, as marks name them.
    pub fn cuts(&self) -> &[Vec<Piece>] {
        &self.cuts
    }

    /// Lines of which nobody has said anything, and that a mark holds as they were.
    pub fn held(&self) -> &BTreeSet<u32> {
        &self.held
    }

    /// What was said before each change, the newest one last.
    pub fn before(&self) -> &[Marks] {
        &self.before
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

    /// What somebody has said of a line themselves.
    pub fn said(&self, line: u32) -> Option<As> {
        self.mark(line).filter(|_| !self.held.contains(&line))
    }

    /// Whether a line has no words on it, or is not there: what opens and closes a block is none.
    pub fn is_blank(&self, line: u32) -> bool {
        let at = (line as usize).wrapping_sub(1);
        let text = self.lines.get(at);
        text.is_none_or(|text| text.trim().is_empty()) || self.is_fence(at)
    }

    /// The block between marks that a line, counted from 0, stands in or at the edge of.
    fn block(&self, at: usize) -> Option<Fenced> {
        let next = self.fenced.partition_point(|block| block.closes < at);
        let block = self.fenced.get(next).copied();
        block.filter(|block| block.opens <= at)
    }

    fn is_fence(&self, at: usize) -> bool {
        let block = self.block(at);
        block.is_some_and(|block| block.opens == at || block.closes == at)
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
            self.held.remove(&line);
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
        let Some(before) = self.before.pop() else {
            return false;
        };
        self.marks = before;
        let marks = &self.marks;
        self.held.retain(|line| marks.contains_key(line));
        true
    }

    /// The document as it is read now, and what each of its lines is taken for. All lines are
    /// those of the document.
    pub fn read(&self) -> (Document, Vec<Taken>) {
        self.read_within(&mut || false).unwrap_or_default()
    }

    /// The document with what was said in it.
    pub fn text(&self) -> String {
        self.quoted().text
    }

    /// The same, as long as `is_time_up` says no. A line that asks anyhow is not written anew for
    /// being said to: what stands around it is read by what it looks like. Fails where time is up.
    pub fn read_within(
        &self,
        is_time_up: &mut dyn FnMut() -> bool,
    ) -> Result<(Document, Vec<Taken>), TimeUp> {
        let said = |line: &u32| self.mark(*line) == Some(As::Question);
        let mut agreed: BTreeSet<u32> = self.marks.keys().copied().filter(said).collect();
        while !agreed.is_empty() {
            let mut other = self.clone();
            other.marks.retain(|line, _| !agreed.contains(line));
            let (mut document, taken) = other.read_marked(is_time_up)?;
            let asked = document.cases.iter().flat_map(Case::questions);
            let asks: BTreeSet<u32> = asked.map(|question| question.prompt.line).collect();
            if agreed.is_subset(&asks) {
                self.settle(&mut document);
                return Ok((document, taken));
            }
            agreed.retain(|line| asks.contains(line));
        }
        self.read_marked(is_time_up)
    }

    /// With every mark written into it.
    fn read_marked(
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
        let mut taken: Vec<_> = taken.collect();
        let line = |now: u32| match now {
            0 => 0,
            now => quoted.back.get(now as usize - 1).copied().unwrap_or(now),
        };
        lines::renumber(&mut document, line);
        self.put_right(&mut document);
        roles::give(self, &mut document, &mut taken);
        self.settle(&mut document);
        Ok((document, taken))
    }

    /// Whoever has said what a passage is has no doubt, and where they said what is asked nobody guesses.
    fn settle(&self, document: &mut Document) {
        document.doubts.retain(|doubt| {
            let mut lines = doubt.lines.from..=doubt.lines.to;
            lines.any(|line| !self.is_blank(line) && self.said(line).is_none())
        });
        let mut asked = document.cases.iter().flat_map(Case::questions).peekable();
        let any = asked.peek().is_some();
        if any && asked.all(|question| self.mark(question.prompt.line) == Some(As::Question)) {
            let unsaid = |guess: &Guess| self.said(guess.line).is_none();
            document
                .guesses
                .retain(|guess| is_in_sight(guess) && unsaid(guess));
        }
    }
}
