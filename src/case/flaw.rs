//! A flaw in a document: which line, what, why it matters, and how to mend it. A list, never
//! a stop.

use crate::text::Clean;

/// Something in a document that its author may want to mend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flaw {
    pub code: Code,
    /// The line, counted from 1; 0 for the document as a whole.
    pub line: u32,
    pub what: Clean,
    pub hint: Clean,
    /// The words of the line that are meant; empty for the whole line.
    pub words: Clean,
}

impl Flaw {
    /// A flaw on a line; 0 is the document as a whole.
    pub fn new(code: Code, line: u32, what: &str, hint: &str) -> Self {
        Self {
            code,
            line,
            what: Clean::line(what),
            hint: Clean::line(hint),
            words: Clean::default(),
        }
    }

    /// The same, with the words of the line that are meant.
    #[must_use]
    pub fn about(mut self, words: &str) -> Self {
        self.words = Clean::line(words);
        self
    }

    /// Whether a session suffers from it; the others are advice.
    pub fn is_grave(&self) -> bool {
        self.code.row().is_some_and(|row| row.grave)
    }
}

/// The kinds of flaws.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Code {
    /// There is nothing in the file.
    Empty,
    NoTitle,
    NoQuestion,
    NoWords,
    /// Two questions have one id.
    DoubledId,
    /// A model answer would be read with the case.
    VisibleAnswer,
    /// Model answers that belong to no question.
    UnmatchedAnswer,
    MoreAnswers,
    /// The times of the questions add up to more than the session has.
    TooLong,
    /// A time that cannot be read.
    UnreadTime,
    /// Options that cannot be told apart.
    AlikeOptions,
    /// Too few or too many options, or a number of them that cannot be picked.
    Options,
    /// A scale that cannot be used.
    Scale,
    /// A number that cannot be read.
    Number,
    /// A chart that cannot be drawn.
    Chart,
    /// A later part that depends on a decision that the group cannot make.
    Condition,
    /// The text speaks of an exhibit that is not there.
    DeadReference,
    /// Something that is opened and never closed.
    Unclosed,
    /// What belongs to a page and not to a case.
    PageNoise,
    /// Lines that are in no part of the case.
    NotUsed,
    /// A protocol that nobody knows, or that cannot be run.
    Protocol,
    /// A passage in plain sight that looks like an answer; it is kept back.
    LooksLikeAnswer,
    /// A passage in plain sight that looks like a note for the facilitator; it is kept back.
    LooksLikeNote,
    /// A passage that everybody reads, under a heading or a label that is none of ours.
    InSight,
    /// What is nearly a word or a mark of our grammar.
    NearMiss,
    /// Everything is asked in a part that is hidden until it is reached.
    AskedInPart,
    /// Several files have one title.
    SharedTitle,
    /// There are more flaws than are listed.
    More,
}

/// What is known of a kind of flaw.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    pub code: Code,
    /// What it is called in lists and in JSON; a promise.
    pub name: &'static str,
    /// Whether a session suffers from it.
    pub grave: bool,
    pub why: &'static str,
}

const fn row(code: Code, name: &'static str, grave: bool, why: &'static str) -> Row {
    Row {
        code,
        name,
        grave,
        why,
    }
}

/// Every kind of flaw.
#[rustfmt::skip]
pub const ROWS: &[Row] = &[
    row(Code::Empty, "empty", true, "A session needs something to read or to answer."),
    row(Code::NoTitle, "no-title", false, "People find a case, and its report, by its title."),
    row(Code::NoQuestion, "no-question", true, "Without a question nobody has anything to answer."),
    row(Code::NoWords, "no-words", false, "People would have to guess what is asked."),
    row(Code::DoubledId, "doubled-id", true, "Answers are kept under a question's id; two of one id are told apart by their order only."),
    row(Code::VisibleAnswer, "visible-answer", true, "Whoever has seen an answer no longer writes their own."),
    row(Code::UnmatchedAnswer, "unmatched-answer", false, "An answer beside the wrong question helps nobody."),
    row(Code::MoreAnswers, "more-answers", false, "One of them would stand beside a question that it does not answer."),
    row(Code::TooLong, "too-long", false, "The session would end before its last question."),
    row(Code::UnreadTime, "unread-time", false, "The protocol's usual time is planned instead."),
    row(Code::AlikeOptions, "alike-options", false, "Votes for the one and the other cannot be told apart."),
    row(Code::Options, "options", true, "People could not answer as they are asked to."),
    row(Code::Scale, "scale", true, "Without its points a scale is asked as an open question."),
    row(Code::Number, "number", true, "Without a number to compare with it is asked as an open question."),
    row(Code::Chart, "chart", true, "Nothing is drawn; what is there stays as it is."),
    row(Code::Condition, "condition", true, "People read what was meant for those who decided otherwise."),
    row(Code::DeadReference, "dead-reference", false, "People look for it and lose the thread."),
    row(Code::Unclosed, "unclosed", true, "All that follows may be hidden, or shown, by mistake."),
    row(Code::PageNoise, "page-noise", false, "It is set apart and nobody reads it in a session; it may have been meant."),
    row(Code::NotUsed, "not-used", false, "Nobody sees these lines in a session."),
    row(Code::Protocol, "protocol", true, "The session runs another protocol instead."),
    row(Code::LooksLikeAnswer, "looks-like-an-answer", false, "Whoever has seen an answer no longer writes their own, so it is kept back until its question is compared."),
    row(Code::LooksLikeNote, "looks-like-a-facilitators-note", false, "Words to the staff are for nobody else, so it stays with the facilitator."),
    row(Code::InSight, "in-plain-sight", false, "Only its author knows whether it tells an answer, or is for whoever leads."),
    row(Code::NearMiss, "near-miss", false, "What nobody can be sure about is taken as text, or kept back where it may be an answer."),
    row(Code::AskedInPart, "asked-in-a-part", false, "A part is hidden until the questions before it are done; here there are none."),
    row(Code::SharedTitle, "shared-title", false, "People find a case, its sessions and its report by its title."),
    row(Code::More, "more", false, "A list without end helps nobody."),
];

impl Code {
    /// Whether it tells how a passage was read, which somebody may have decided about.
    pub fn is_of_reading(self) -> bool {
        let kept = matches!(self, Self::LooksLikeAnswer | Self::LooksLikeNote);
        kept || matches!(self, Self::InSight | Self::PageNoise | Self::NotUsed)
    }

    pub fn row(self) -> Option<&'static Row> {
        ROWS.iter().find(|row| row.code == self)
    }
}
