//! How people who study alone rate their own answers, and when a question comes back.

use serde::{Deserialize, Serialize};

use crate::{
    id::QuestionId,
    session::Event,
    stamp::{Wall, Zone},
};

/// Days until a question comes back, rung by rung. Practice that is spread out lasts longer:
/// Cepeda et al. 2008, Psychological Science 19(11): 1095–1102.
pub const LADDER: [u32; 4] = [3, 10, 30, 90];

/// Milliseconds of a day.
const DAY_MS: i64 = 86_400_000;

/// How a person finds their own answer, once they have compared it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rating {
    /// It was not there: one rung back.
    Missed,
    /// Some of it was: the same rung again.
    Partly,
    /// It was there: one rung on, from the first time on.
    GotIt,
    /// The person sees it differently from the model answer: one rung on.
    Differently,
}

impl Rating {
    /// All ratings, in the order in which fronts offer them.
    pub const ALL: [Self; 4] = [Self::Missed, Self::Partly, Self::GotIt, Self::Differently];

    /// The glossary's words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Missed => "missed it",
            Self::Partly => "partly",
            Self::GotIt => "got it",
            Self::Differently => "I see it differently",
        }
    }

    /// When a question comes back that was answered or passed at that moment and not rated: as soon
    /// as one that was missed, so many times 24 hours later.
    pub fn due_without(met: Wall) -> Wall {
        let days = LADDER.first().copied().unwrap_or_default();
        Wall(met.0.saturating_add(i64::from(days) * DAY_MS))
    }

    /// The rung that follows from the one before; none before the first rating.
    pub fn rung(self, before: Option<u8>) -> u8 {
        let last = LADDER.len() as u8 - 1;
        match (self, before) {
            (Self::Missed | Self::Partly, None) => 0,
            (Self::GotIt | Self::Differently, None) => 1,
            (Self::Missed, Some(rung)) => rung.min(last).saturating_sub(1),
            (Self::Partly, Some(rung)) => rung.min(last),
            (Self::GotIt | Self::Differently, Some(rung)) => rung.saturating_add(1).min(last),
        }
    }
}

/// When a question on that rung comes back, seen from `now`: with the morning of a day of the
/// learner's own, whatever the hour at which it was rated.
pub fn due(rung: u8, now: Wall, zone: &Zone) -> Wall {
    let last = LADDER.len() - 1;
    let days = LADDER
        .get(usize::from(rung).min(last))
        .copied()
        .unwrap_or_default();
    zone.morning(now, days)
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rated {
    pub question: QuestionId,
    pub rating: Rating,
    /// Which rung of [`LADDER`], counted from 0.
    pub rung: u8,
    /// Which rating of this question it is, counted from 1 over all sessions. It tells the
    /// later of two, whatever a clock said.
    pub nth: u32,
    pub at: Wall,
    /// When the question comes back.
    pub due: Wall,
}

impl Rated {
    /// The rating that an event holds, given at that moment; none in any other event.
    pub fn of(event: &Event, at: Wall) -> Option<Self> {
        let Event::Rated {
            question,
            rating,
            rung,
            nth,
            due,
            ..
        } = event
        else {
            return None;
        };
        Some(Self {
            question: question.clone(),
            rating: *rating,
            rung: *rung,
            nth: *nth,
            at,
            due: *due,
        })
    }
}
