//! Protocols as data: the steps that one question goes through, in one table.
//!
//! `session` runs any list of steps, so a new protocol is a new entry here or in a case's
//! front matter, never a new branch in the code.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// Text that stands in the table, or came with a case or a journal.
pub type Words = Cow<'static, str>;

/// A named list of steps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Protocol {
    /// What it is called on the command line: `think-share`.
    pub name: Words,
    /// What it is for, in one sentence.
    pub about: Words,
    /// Who described it, so that people can read more.
    pub source: Words,
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
    /// What may be written.
    pub write: Write,
    /// What people get to see, besides what was revealed before.
    pub see: Cow<'static, [See]>,
    /// Whether answers written in this step carry their writer's name.
    pub names: Names,
    /// How an answer that is there already may change.
    pub edit: Edit,
    /// Planned seconds; none where the step takes what it takes.
    pub seconds: Option<u32>,
    /// What ends the step.
    pub go_on: GoOn,
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
    /// Four people.
    Four,
    /// A table of up to eight.
    Table,
    /// The whole group.
    Everyone,
}

impl Who {
    /// How many people make a group; none where there are no groups.
    #[must_use]
    pub fn size(self) -> Option<usize> {
        match self {
            Self::Solo | Self::Everyone => None,
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
    /// Nothing.
    Nothing,
    /// An answer of the question's kind.
    Answer,
    /// An answer and why.
    AnswerAndReason,
    /// Notes on what is said: new idea, builds on, challenges, asks.
    Notes,
    /// For each claim of the model answer: agree, extend, contest.
    Stance,
    /// What a person or the group will try.
    Commitment,
}

/// What people get to see in a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum See {
    /// How many have answered.
    Count,
    /// The answers of one's own pair or group.
    Group,
    /// All answers; they stay revealed.
    Answers,
    /// Counts, medians, ranks.
    Tally,
    /// The model answer and the options marked right; they stay revealed.
    Model,
    /// What one wrote last time, and other voices; in study alone.
    Voices,
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
}

/// What ends a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GoOn {
    /// The facilitator says so.
    Facilitator,
    /// Everyone has answered or passed; the facilitator may say so earlier.
    EveryoneReady,
    /// The planned time is over; the facilitator may say so earlier.
    Time,
}

impl Step {
    /// Whether an answer to the question may be written now.
    #[must_use]
    pub fn takes_answers(&self) -> bool {
        matches!(self.write, Write::Answer | Write::AnswerAndReason)
    }

    /// Whether this step shows `what`.
    #[must_use]
    pub fn shows(&self, what: See) -> bool {
        self.see.contains(&what)
    }
}

impl Protocol {
    /// The built-in protocol of that name.
    #[must_use]
    pub fn find(name: &str) -> Option<&'static Self> {
        BUILT_IN.iter().find(|protocol| protocol.name == name)
    }

    /// Planned seconds of each step that `runs`, for a question whose author asks for `wanted`
    /// seconds in all: the timed steps share them in their usual proportion, in half minutes.
    #[must_use]
    pub fn plan(&self, wanted: Option<u32>, runs: impl Fn(&Step) -> bool) -> Vec<Option<u32>> {
        let timed = |step: &Step| step.seconds.filter(|_| runs(step));
        let usual: u32 = self.steps.iter().filter_map(timed).sum();
        let share = |seconds: u32| match wanted {
            Some(wanted) if usual > 0 => {
                let scaled = u64::from(seconds) * u64::from(wanted) / u64::from(usual);
                let half_minutes = (scaled + HALF_MINUTE / 2) / HALF_MINUTE;
                u32::try_from(half_minutes.max(1) * HALF_MINUTE).unwrap_or(u32::MAX)
            }
            _ => seconds,
        };
        let steps = self.steps.iter();
        steps.map(|step| timed(step).map(share)).collect()
    }
}

/// Nobody plans more finely, in seconds.
const HALF_MINUTE: u64 = 30;

/// The names that a case or a person may ask for.
#[must_use]
pub fn names() -> Vec<&'static str> {
    BUILT_IN.iter().map(|protocol| &*protocol.name).collect()
}

/// The protocol that runs where nobody asks for another.
pub const DEFAULT: &str = "think-share";

/// The protocol of a person who studies alone.
pub const ALONE: &str = "solo";

const THINK: Step = Step {
    name: Cow::Borrowed("think"),
    says: Cow::Borrowed("Everybody writes alone. Nobody sees an answer yet."),
    who: Who::Solo,
    write: Write::Answer,
    see: Cow::Borrowed(&[See::Count]),
    names: Names::Named,
    edit: Edit::Free,
    seconds: Some(180),
    go_on: GoOn::Facilitator,
};

const SHARE: Step = Step {
    name: Cow::Borrowed("share"),
    says: Cow::Borrowed("All answers appear at once. Read before anybody speaks."),
    who: Who::Everyone,
    write: Write::Nothing,
    see: Cow::Borrowed(&[See::Answers, See::Tally]),
    names: Names::Named,
    edit: Edit::NewVersion,
    seconds: Some(60),
    go_on: GoOn::Facilitator,
};

const DISCUSS: Step = Step {
    name: Cow::Borrowed("discuss"),
    says: Cow::Borrowed(
        "Talk about it. Note what is new, what builds on, what challenges, what asks.",
    ),
    who: Who::Everyone,
    write: Write::Notes,
    see: Cow::Borrowed(&[See::Answers, See::Tally]),
    names: Names::Named,
    edit: Edit::NewVersion,
    seconds: Some(300),
    go_on: GoOn::Facilitator,
};

const COMPARE: Step = Step {
    name: Cow::Borrowed("compare"),
    says: Cow::Borrowed("One possible answer, claim by claim: agree, extend or contest it."),
    who: Who::Everyone,
    write: Write::Stance,
    see: Cow::Borrowed(&[See::Answers, See::Tally, See::Model]),
    names: Names::Named,
    edit: Edit::NewVersion,
    seconds: Some(120),
    go_on: GoOn::Facilitator,
};

/// Every built-in protocol, the default first.
pub const BUILT_IN: &[Protocol] = &[
    Protocol {
        name: Cow::Borrowed(DEFAULT),
        about: Cow::Borrowed(
            "Everybody writes, then all answers appear at once and are talked about.",
        ),
        source: Cow::Borrowed(
            "After silent individual work before group discussion: Diehl & Stroebe 1987, Journal of Personality and Social Psychology 53(3): 497–509.",
        ),
        steps: Cow::Borrowed(&[THINK, SHARE, DISCUSS, COMPARE]),
    },
    Protocol {
        name: Cow::Borrowed("think-pair-share"),
        about: Cow::Borrowed("Everybody writes, then two talk, then all hear all."),
        source: Cow::Borrowed("Lyman 1981, The responsive classroom discussion."),
        steps: Cow::Borrowed(&[
            Step {
                seconds: Some(120),
                ..THINK
            },
            Step {
                name: Cow::Borrowed("pair"),
                says: Cow::Borrowed(
                    "Two talk and see each other's answer. You may write a new version.",
                ),
                who: Who::Pair,
                write: Write::Answer,
                see: Cow::Borrowed(&[See::Count, See::Group]),
                names: Names::Named,
                edit: Edit::NewVersion,
                seconds: Some(180),
                go_on: GoOn::Facilitator,
            },
            Step {
                says: Cow::Borrowed(
                    "All answers appear at once. Hear from the pairs and note what is said.",
                ),
                write: Write::Notes,
                seconds: Some(240),
                ..SHARE
            },
            COMPARE,
        ]),
    },
    Protocol {
        name: Cow::Borrowed(ALONE),
        about: Cow::Borrowed(
            "For one person: answer, then compare claim by claim, revise, commit.",
        ),
        source: Cow::Borrowed(
            "Retrieval before feedback: Roediger & Karpicke 2006, Psychological Science 17(3): 249–255. If-then plans: Gollwitzer 1999, American Psychologist 54(7): 493–503.",
        ),
        steps: Cow::Borrowed(&[
            Step {
                name: Cow::Borrowed("answer"),
                says: Cow::Borrowed("Write before you look. Your answer is then locked."),
                edit: Edit::Locked,
                seconds: Some(300),
                ..THINK
            },
            Step {
                name: Cow::Borrowed("other voices"),
                says: Cow::Borrowed(
                    "What you wrote last time and how others see it. The model answer comes after.",
                ),
                who: Who::Solo,
                write: Write::Nothing,
                see: Cow::Borrowed(&[See::Answers, See::Voices]),
                seconds: Some(60),
                ..SHARE
            },
            Step {
                who: Who::Solo,
                seconds: Some(180),
                ..COMPARE
            },
            Step {
                name: Cow::Borrowed("revise"),
                says: Cow::Borrowed(
                    "Write a new version where something moved you. The first one is kept.",
                ),
                who: Who::Solo,
                write: Write::Answer,
                see: Cow::Borrowed(&[See::Answers, See::Model]),
                names: Names::Named,
                edit: Edit::NewVersion,
                seconds: Some(120),
                go_on: GoOn::Facilitator,
            },
            Step {
                name: Cow::Borrowed("commit"),
                says: Cow::Borrowed("What will you try? If … then I will …"),
                who: Who::Solo,
                write: Write::Commitment,
                see: Cow::Borrowed(&[See::Answers, See::Model]),
                names: Names::Named,
                edit: Edit::NewVersion,
                seconds: Some(60),
                go_on: GoOn::Facilitator,
            },
        ]),
    },
];
