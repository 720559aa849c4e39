//! Protocols as data: the steps that one question goes through, in one table.
//!
//! `session` runs any list of steps, so a new protocol is a new entry in `table` or in a case's
//! front matter, never a new branch in the code.

use std::{borrow::Cow, fmt, ops::Deref};

use serde::{Deserialize, Serialize};

use crate::text::Clean;

mod fault;
mod fit;
mod own;
mod table;
mod way;

pub use fault::ProtocolFault;
pub use own::{StepFault, own};
pub use table::BUILT_IN;
pub use way::{AT_A_TABLE, Piece, Way, with_writing};

/// Text that stands in the table, or came with a case or a journal; clean in either case, since
/// it is printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words(Cow<'static, str>);

impl Words {
    /// Text of the table, which is ours.
    pub const fn of(ours: &'static str) -> Self {
        Self(Cow::Borrowed(ours))
    }

    /// Text from outside.
    pub fn new(theirs: &str) -> Self {
        Self(Cow::Owned(Clean::line(theirs).to_string()))
    }
}

impl Deref for Words {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl PartialEq<str> for Words {
    fn eq(&self, other: &str) -> bool {
        *self.0 == *other
    }
}

impl PartialEq<&str> for Words {
    fn eq(&self, other: &&str) -> bool {
        *self.0 == **other
    }
}

impl fmt::Display for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl Serialize for Words {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Words {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Clean::deserialize(deserializer).map(|theirs| Self::new(&theirs))
    }
}

/// A named list of steps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Protocol {
    /// What it is called on the command line: `think-share`.
    pub name: Words,
    pub about: Words,
    /// Who described it, so that people can read more.
    pub source: Words,
    /// Whether it is for one question of a case, and not for each: somebody brings the case, or it
    /// looks at all of it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub once: bool,
    /// The steps, in order; never empty in a sound protocol.
    pub steps: Cow<'static, [Step]>,
}

/// One stage of a protocol.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// One word for the head of the screen: "think".
    pub name: Words,
    /// What people do now, in one sentence.
    pub says: Words,
    /// Who works together.
    pub who: Who,
    pub write: Write,
    /// What people get to see, besides what was revealed before.
    pub see: Cow<'static, [See]>,
    /// Whether answers written in this step carry their writer's name.
    pub names: Names,
    /// How an answer that is there already may change.
    pub edit: Edit,
    /// Planned seconds; none where the step takes what it takes.
    pub seconds: Option<u32>,
    pub go_on: GoOn,
    /// How groups are put together, where there are groups.
    #[serde(default, skip_serializing_if = "is_default")]
    pub mix: Mix,
    /// Which one of each group it is about, counted from 1: only they write. None: all of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub one_of_each: Option<u8>,
    /// Whether a group gives one answer together, which any of it writes down.
    #[serde(default, skip_serializing_if = "is_default")]
    pub one_a_group: bool,
    /// Whether the people of a group take sides.
    #[serde(default, skip_serializing_if = "is_default")]
    pub sides: Sides,
    /// Whether, and until when, going on leads back to an earlier step.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub round_again: Option<RoundAgain>,
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// How groups are put together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mix {
    /// People who have not met in a group yet, as far as there are any.
    #[default]
    Fresh,
    /// People who answered differently, as far as there are any.
    Different,
    /// The groups of the step before, put together.
    Joined,
    /// People who sit at one table and share a device.
    Seated,
    /// The groups of the step before, as they were.
    Same,
    /// One of each group of the step before, as far as there are any.
    OneOfEach,
}

/// Whether half of each group argues for something and the other half against it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sides {
    /// Everybody speaks for themselves.
    #[default]
    Own,
    /// The first half is for it, the others are against it.
    Taken,
    /// The other way round.
    Changed,
}

/// A way back: steps that are gone through again until something holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoundAgain {
    /// How many steps back; 0 is the step itself.
    pub back: u16,
    pub until: Until,
    /// The most rounds of votes.
    pub rounds: u16,
}

/// What ends a way back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Until {
    /// Every item is settled: it is agreed on, for or against, or nobody rates it differently any
    /// more.
    Agreement,
    NoObjection,
}

/// Who works together in a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    /// Each person alone.
    Solo,
    /// Two people; three where the number is odd.
    Pair,
    /// Three people.
    Trio,
    Four,
    /// A table of up to eight.
    Table,
    /// The whole group.
    Everyone,
    /// The whole group, one after the other; nobody is interrupted.
    InTurn,
    /// Whoever brings the case or the proposal; the others listen.
    Holder,
    /// Everybody but the holder, who listens.
    Others,
    /// Some of the whole group, six at most, in a circle; all others listen. In the next such step
    /// others are in it.
    Inside,
}

impl Who {
    /// How many groups so many people make, none of them alone: pairs with a trio where the
    /// number is odd, threes and fours as near to their size as can be (six people are two groups
    /// of three, five stay together as a four), tables of no more than eight. None where there
    /// are no groups.
    pub fn groups(self, people: usize) -> Option<usize> {
        let size = self.size()?;
        let groups = match self {
            Self::Table => people.div_ceil(size),
            Self::Trio | Self::Four => (people + size / 2) / size,
            Self::Pair | Self::Solo | Self::Everyone => people / size,
            Self::InTurn | Self::Holder | Self::Others | Self::Inside => people / size,
        };
        Some(groups.max(1))
    }

    /// How many people make a group; none where there are no groups.
    pub fn size(self) -> Option<usize> {
        match self {
            Self::Solo | Self::Everyone | Self::InTurn => None,
            Self::Holder | Self::Others | Self::Inside => None,
            Self::Pair => Some(2),
            Self::Trio => Some(3),
            Self::Four => Some(4),
            Self::Table => Some(8),
        }
    }
}

/// What may be written in a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Write {
    Nothing,
    /// An answer of the question's kind.
    Answer,
    AnswerAndReason,
    /// Notes on what is said: new idea, builds on, challenges, asks.
    Notes,
    /// For each claim of the model answer: agree, extend, contest.
    Stance,
    /// What a person or the group will try.
    Commitment,
    /// The five best of all items, the best first.
    Ranking,
    /// 1 to 9 for each item, and why.
    Rating,
    /// Dots on items, [`DOTS`] for each person.
    Dots,
    /// Consent, or an objection and why.
    Consent,
}

/// How many dots each person has.
pub const DOTS: u8 = 3;
/// What the least and the most points of a rating mean.
pub const RATING_ENDS: [&str; 2] = ["not at all", "entirely"];
/// How many items a ranking holds at most.
pub const RANKED: usize = 5;

/// What people get to see in a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum See {
    Count,
    /// The answers of one's own pair or group.
    Group,
    /// All answers; they stay revealed. What is written meanwhile is seen at once.
    Answers,
    /// All answers of earlier steps; what is written meanwhile stays hidden.
    Earlier,
    /// Counts, medians, ranks.
    Tally,
    /// The model answer and the options marked right; they stay revealed.
    Model,
    /// What one wrote last time, and other voices; in study alone.
    Voices,
    /// The tally, for the facilitator only, with advice; nobody else sees it yet.
    PrivateTally,
    /// The rounds side by side, and who moved.
    Rounds,
    /// With answers: of them only what groups gave as one, and those of people whose group gave
    /// none. The others stay hidden until a later step shows answers.
    Ideas,
}

/// Whether names stand beside answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Names {
    /// The writer's name.
    #[default]
    Named,
    /// A fresh pseudonym for each question; the journal knows, room and reports do not.
    Hidden,
}

/// How an answer may change within the step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Edit {
    /// Free until the step ends; each change is a version all the same.
    Free,
    /// Only as a new version that stands after the earlier one.
    NewVersion,
    /// Locked with the first answer.
    Locked,
    /// Everybody is asked once more; it is a new version, and whoever passes keeps the earlier one.
    Again,
    /// Everybody is asked once more, and the earlier answer stands beside the new one.
    Beside,
}

/// What ends a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GoOn {
    Facilitator,
    /// Everyone has answered or passed; the facilitator may say so earlier.
    EveryoneReady,
    /// The planned time is over; the facilitator may say so earlier.
    Time,
    /// It goes round until everybody has passed; the facilitator may say so earlier.
    NobodyHasMore,
}

impl Step {
    /// Whether an answer to the question may be written now.
    pub fn takes_answers(&self) -> bool {
        matches!(self.write, Write::Answer | Write::AnswerAndReason)
    }

    /// Whether a vote on items may be cast now: a ranking, ratings, dots, consent.
    pub fn takes_votes(&self) -> bool {
        matches!(
            self.write,
            Write::Ranking | Write::Rating | Write::Dots | Write::Consent
        )
    }

    /// Whether answers of earlier steps are revealed when this step begins.
    pub fn reveals(&self) -> bool {
        self.shows(See::Answers) || self.shows(See::Earlier)
    }

    /// Whether people talk in it, in groups or all together, and do not only compare or write.
    pub fn talks(&self) -> bool {
        self.who != Who::Solo && !matches!(self.write, Write::Stance | Write::Commitment)
    }

    /// Whether this step shows `what`.
    pub fn shows(&self, what: See) -> bool {
        self.see.contains(&what)
    }
}

impl Protocol {
    pub fn find(name: &str) -> Option<&'static Self> {
        BUILT_IN.iter().find(|protocol| protocol.name == name)
    }

    /// Planned seconds of each step that `runs`, for a question whose author asks for `wanted`
    /// seconds in all: the timed steps share them in their usual proportion, in half minutes, and
    /// none gets nothing. Where nobody asks for a time, each has its own.
    ///
    /// It is not pressed into less than a quarter of its usual time: a talk planned for half an
    /// hour is no talk in four minutes. So a short question never gets more than a longer one.
    ///
    /// Where `claims` are compared that takes half a minute for each, but no more than a quarter of
    /// the time that is given; the other steps share what is left.
    pub fn plan(
        &self,
        wanted: Option<u32>,
        runs: impl Fn(&Step) -> bool,
        claims: usize,
    ) -> Vec<Option<u32>> {
        let usual = self.steps.iter();
        let usual: Vec<_> = usual
            .map(|step| step.seconds.filter(|_| runs(step)))
            .collect();
        let mut plan = match wanted {
            Some(wanted) => {
                let all: u32 = usual.iter().flatten().sum();
                shared(&usual, wanted.max(all / LEAST_SHARE))
            }
            None => usual.clone(),
        };
        let mut steps = self.steps.iter();
        let compares = steps.position(|step| step.write == Write::Stance);
        let Some((at, has)) = compares.and_then(|at| Some((at, (*plan.get(at)?)?))) else {
            return plan;
        };
        let all: u32 = plan.iter().flatten().sum();
        let claims = u32::try_from(claims).unwrap_or(u32::MAX);
        let mut needs = claims.saturating_mul(CLAIM);
        if wanted.is_some() {
            needs = needs.min(all / MOST_COMPARED / CLAIM * CLAIM);
        }
        if has < needs {
            if wanted.is_some() {
                let mut others = usual;
                others.splice(at..=at, [None]);
                plan = shared(&others, all - needs);
            }
            plan.splice(at..=at, [Some(needs)]);
        }
        plan
    }
}

/// Seconds to compare one claim: it is read aloud, and whoever sees it otherwise says so in a
/// sentence.
const CLAIM: u32 = 30;
/// Comparing takes no more than this part of a question's time: first of all people think.
const MOST_COMPARED: u32 = 4;

/// Seconds shared among timed steps in the proportion of their usual ones, in half minutes that
/// add up to what is asked for, as far as there is one for each (the method of largest
/// remainders).
fn shared(usual: &[Option<u32>], wanted: u32) -> Vec<Option<u32>> {
    let all: u64 = usual.iter().flatten().map(|one| u64::from(*one)).sum();
    let timed = usual.iter().flatten().count() as u64;
    let halves = (u64::from(wanted) + HALF_MINUTE / 2) / HALF_MINUTE;
    let halves = halves.max(timed);
    let whole = |usual: u32| (u64::from(usual) * halves / all.max(1)).max(1);
    // What a step is owed still, in parts of a half minute; below nothing where it has too much.
    let owed = |usual: u32, has: u64| {
        let exact = i128::from(usual) * i128::from(halves);
        exact - i128::from(has) * i128::from(all)
    };
    let mut shares: Vec<Option<(u32, u64)>> = usual
        .iter()
        .map(|usual| usual.map(|usual| (usual, whole(usual))))
        .collect();
    loop {
        let given: u64 = shares.iter().flatten().map(|(_, has)| has).sum();
        let open = shares.iter_mut().flatten();
        if given < halves {
            // The first of several that are equal.
            let most = open.rev().max_by_key(|(usual, has)| owed(*usual, *has));
            let Some((_, has)) = most else { break };
            *has += 1;
        } else if given > halves {
            let open = open.filter(|(_, has)| *has > 1);
            let Some((_, has)) = open.min_by_key(|(usual, has)| owed(*usual, *has)) else {
                break;
            };
            *has -= 1;
        } else {
            break;
        }
    }
    let seconds = |(_, has): (u32, u64)| u32::try_from(has * HALF_MINUTE).unwrap_or(u32::MAX);
    shares.into_iter().map(|share| share.map(seconds)).collect()
}

/// Nobody plans more finely, in seconds.
const HALF_MINUTE: u64 = 30;
/// A protocol is not pressed into less than this part of its usual time.
const LEAST_SHARE: u32 = 4;

/// The names that a case or a person may ask for.
pub fn names() -> Vec<&'static str> {
    BUILT_IN.iter().map(|protocol| &*protocol.name).collect()
}

/// The protocol that runs where nobody asks for another.
pub const DEFAULT: &str = "think-share";

/// The protocol of a person who studies alone.
pub const ALONE: &str = "solo";
