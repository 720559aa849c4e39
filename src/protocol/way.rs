//! How people write, and what that costs: one keyboard is used by one person at a time.

use serde::{Deserialize, Serialize};

use super::{Protocol, Step, Who, Write};

/// How people write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// One keyboard goes from hand to hand; everybody writes behind a bare page.
    Round,
    /// Everybody writes on paper at once; then one person types it, sheet after sheet.
    Typed,
    /// A table talks and agrees on one answer, which one person types.
    Tables,
    /// Everybody writes at once, each on a device of their own.
    Phones,
}

/// What one person hands in in a step, as far as its time depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece {
    /// A few sentences.
    Text,
    /// One of several options, a number or an order.
    Mark,
    /// The same, with a few words why.
    MarkAndReason,
    Items,
}

/// Seconds to compose a piece at a keyboard, and to copy it from paper. Thirty words are a short
/// answer: people compose 19 words a minute and copy 33 (Karat, Halverson, Horn & Karat 1999,
/// Patterns of entry and correction in large vocabulary continuous speech recognition systems,
/// CHI ’99). Ten words say why. A mark is one key, found without haste; a judgement of items is
/// about six of them.
const EFFORT: [(Piece, u32, u32); 4] = [
    (Piece::Text, 95, 55),
    (Piece::Mark, 15, 10),
    (Piece::MarkAndReason, 45, 30),
    (Piece::Items, 60, 40),
];

/// Seconds to hand a keyboard on: one person leaves, another sits down and finds the page.
const PASS_ON: u32 = 15;

/// How many people talk at one table, where nobody said.
pub const AT_A_TABLE: usize = 6;

/// Nobody plans more finely, in seconds.
const HALF_MINUTE: u32 = 30;

impl Way {
    /// Every way, in the order in which it is offered.
    pub const ALL: [Self; 4] = [Self::Round, Self::Typed, Self::Tables, Self::Phones];

    /// What it is called on screens.
    pub fn words(self) -> &'static str {
        match self {
            Self::Round => "This keyboard goes round",
            Self::Typed => "I type for everybody",
            Self::Tables => "One answer a table",
            Self::Phones => "Everybody’s own phone",
        }
    }

    /// What it is called in lines: one word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Round => "round",
            Self::Typed => "typed",
            Self::Tables => "tables",
            Self::Phones => "phones",
        }
    }

    /// Whether the shared keyboard types what others say or wrote on paper.
    pub fn is_typed(self) -> bool {
        matches!(self, Self::Typed | Self::Tables)
    }

    /// Seconds that a step takes in which `authors` each hand in a piece, where everybody at once
    /// would have `at_once`.
    pub fn seconds(self, at_once: u32, authors: usize, piece: Piece) -> u32 {
        let effort = EFFORT.iter().find(|(known, ..)| *known == piece);
        let (composed, copied) =
            effort.map_or((0, 0), |(_, composed, copied)| (*composed, *copied));
        let authors = u32::try_from(authors).unwrap_or(u32::MAX);
        let taken = match self {
            Self::Phones => return at_once,
            // Whoever waits thinks meanwhile, so the step's own time is not added.
            Self::Round => at_once.max(authors.saturating_mul(composed + PASS_ON)),
            Self::Typed | Self::Tables => at_once.saturating_add(authors.saturating_mul(copied)),
        };
        taken.div_ceil(HALF_MINUTE).saturating_mul(HALF_MINUTE)
    }
}

impl Step {
    /// Whether everybody has to hand something in by themselves, so that its time depends on how
    /// people write. In a group a new version is welcome and nobody waits for it.
    pub fn asks_each(&self) -> bool {
        self.who == Who::Solo && (self.takes_answers() || self.takes_votes())
    }

    /// What each hands in, where the question asks for a text or not.
    pub fn piece(&self, text: bool) -> Piece {
        match self.write {
            Write::Ranking | Write::Rating => Piece::Items,
            Write::Dots | Write::Consent => Piece::Mark,
            Write::Answer | Write::AnswerAndReason if text => Piece::Text,
            Write::AnswerAndReason => Piece::MarkAndReason,
            Write::Answer | Write::Nothing | Write::Notes | Write::Stance | Write::Commitment => {
                Piece::Mark
            }
        }
    }
}

/// The plan where each step takes as long as writing in it `takes`. Where that is more than was
/// planned, the talk about it is not pressed into a corner: it has half its usual time at least.
pub fn with_writing(
    protocol: &Protocol,
    plan: Vec<Option<u32>>,
    takes: impl Fn(&Step, u32) -> u32,
) -> Vec<Option<u32>> {
    let steps = || protocol.steps.iter().zip(&plan);
    let written = steps().map(|(step, seconds)| seconds.map(|has| takes(step, has)));
    let written: Vec<_> = written.collect();
    if written == plan {
        return plan;
    }
    let half = |step: &Step| step.seconds.unwrap_or(0) / 2 / HALF_MINUTE * HALF_MINUTE;
    let talk = |(step, seconds): (&Step, Option<u32>)| match step.talks() {
        true => seconds.map(|seconds| seconds.max(half(step))),
        false => seconds,
    };
    protocol.steps.iter().zip(written).map(talk).collect()
}
