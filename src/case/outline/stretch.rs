//! A stretch of a document of which the same becomes, and how that is told.

use crate::{
    case::{Looks, asking::place},
    text::{Clean, cut, plural, width},
};

/// Between the first words of a row and its last ones.
const GAP: &str = " … ";
/// Around the words of a row.
const QUOTES: &str = "“”";
/// Fewer columns of words say nothing.
const FEWEST: usize = 8;

/// What becomes of a stretch of lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Everybody reads it once that many questions were answered; before all of them with 0.
    Read(u32),
    /// The question of that number, with its options.
    Asked(u32),
    /// Everybody sees it with that question.
    With(u32),
    /// Kept until that question was answered, or its own where that is not known.
    Answer(Option<u32>),
    /// Given to who asks for it.
    Hint(Option<u32>),
    /// Asked aloud once the answers are there.
    FollowUp,
    Staff,
    /// For whoever plays a role.
    Role,
    /// Given out when somebody asks for it.
    Fact,
    /// Goals and sources.
    Close,
    /// In no part of a session.
    Out,
    /// Questions of the same form, from one number to another, and whether something of each is
    /// kept back.
    Questions(u32, u32, bool),
}

/// Who looks at it, and so which words of it may be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// Whoever is going to answer: only what is read before anything is asked.
    Answers,
    /// Whoever leads: nothing of later parts.
    Leads,
    /// Whoever wrote it.
    Writes,
}

/// Lines of which the same becomes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// The first line, counted from 1, and the last one.
    pub from: u32,
    pub to: u32,
    /// How many of them have words.
    pub lines: usize,
    pub fate: Fate,
    /// It waits in a later part.
    pub later: bool,
    /// It is kept back only because it may give something away: what it looks like, and why.
    pub doubt: Option<(Looks, Clean)>,
    /// Something in it was guessed.
    pub guessed: bool,
    /// Its heading or first line, and its last one; empty where it is kept back.
    pub(super) words: Clean,
    pub(super) ends: Clean,
}

impl Stretch {
    /// Whether nobody of those who answer sees it before its time.
    pub fn is_kept(&self) -> bool {
        match self.fate {
            Fate::Answer(_) | Fate::Hint(_) | Fate::FollowUp => true,
            Fate::Staff | Fate::Role | Fate::Fact => true,
            Fate::Read(_) | Fate::Asked(_) | Fate::With(_) => false,
            Fate::Close | Fate::Out | Fate::Questions(..) => false,
        }
    }

    /// Whether somebody should look at it.
    pub fn asks_for_a_look(&self) -> bool {
        self.doubt.is_some() || self.guessed
    }

    /// How it begins, and ends where that is another line, as wide as that; nothing where a reader
    /// should not be told.
    pub fn words(&self, reader: Reader, columns: usize) -> String {
        let may = match reader {
            Reader::Answers => self.fate == Fate::Read(0),
            Reader::Leads => !self.later,
            Reader::Writes => true,
        };
        if !may || self.words.is_empty() || columns < FEWEST {
            return String::new();
        }
        let room = columns - width(QUOTES);
        if self.ends.is_empty() || room < width(GAP) + 2 * FEWEST {
            return format!("“{}”", cut(&self.words, room));
        }
        let begins = cut(&self.words, (room - width(GAP)) / 2);
        let gap = if begins.ends_with('…') { " " } else { GAP };
        let left = room - width(gap) - width(&begins);
        let from = self.ends.char_indices().map(|(at, _)| at);
        let mut ends = from.filter_map(|at| self.ends.get(at..));
        let ends = ends.find(|end| width(end) <= left).unwrap_or_default();
        let ends = match ends.len() < self.ends.len() {
            true => ends.split_once(' ').map_or(ends, |(_, whole)| whole),
            false => ends,
        };
        format!("“{begins}{gap}{ends}”")
    }

    /// Whether everybody sees it, sooner or later, beside what is asked.
    pub(super) fn is_read(&self) -> bool {
        matches!(self.fate, Fate::Read(_) | Fate::With(_)) && self.doubt.is_none()
    }

    /// "line 7", "lines 7 to 9"; of a document that was converted, how much it is, since nobody
    /// finds a line there by its number.
    pub fn place(&self, by_line: bool) -> String {
        match by_line {
            true => place(self.from, self.to),
            false => plural(self.lines, "paragraph", "paragraphs"),
        }
    }

    /// "7", "7–9"; nothing where no line is found by its number.
    pub fn lines_in_short(&self, by_line: bool) -> String {
        match self.from == self.to {
            _ if !by_line => String::new(),
            true => self.from.to_string(),
            false => format!("{}–{}", self.from, self.to),
        }
    }

    /// What becomes of it, in words.
    pub fn says(&self) -> String {
        let number = |number: Option<u32>| match number {
            Some(number) => format!("question {number}"),
            None => "its question".to_owned(),
        };
        let said = match self.fate {
            _ if self.doubt.is_some() => {
                let (looks, why) = self
                    .doubt
                    .as_ref()
                    .map_or(("", ""), |(looks, why)| (looks.words(), why.as_str()));
                let why = if why.is_empty() {
                    String::new()
                } else {
                    format!(": {why}")
                };
                return format!("kept back, as it {looks}{why}");
            }
            Fate::Read(0) => "all read it first".to_owned(),
            Fate::Read(after) => format!("all read it after question {after}"),
            Fate::Asked(number) => format!("question {number}"),
            Fate::With(number) => format!("all see it with question {number}"),
            Fate::Answer(of) => format!("kept until {} was answered", number(of)),
            Fate::Hint(of) => format!("a hint to {}, for who asks for one", number(of)),
            Fate::FollowUp => "asked aloud after the answers".to_owned(),
            Fate::Staff => "facilitator only".to_owned(),
            Fate::Role => "only for whoever has that role".to_owned(),
            Fate::Fact => "only once somebody asks for it".to_owned(),
            Fate::Close => "told at the close".to_owned(),
            Fate::Out => "left out; nobody sees it".to_owned(),
            Fate::Questions(first, last, false) => format!("questions {first} to {last}"),
            Fate::Questions(first, last, true) => {
                format!("questions {first} to {last}, each with what is kept until it was answered")
            }
        };
        if self.later {
            format!("later part: {said}")
        } else {
            said
        }
    }
}
