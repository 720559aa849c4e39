//! What is being typed: kept beside the journal until it is safe there, and what of it counts
//! when a step ends.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    Actor, Ballot, Command, Commitment, Dotted, Event, PersonState, Score, Session, Version,
    ballot, fit::fits, reveal, rule::Asked, theme,
};
use crate::{
    case::{Answer, Kind, Value},
    id::{PersonId, QuestionId, Seq},
    protocol::{RANKED, Write},
    text::Clean,
};

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DraftKey {
    Answer {
        person: PersonId,
        question: QuestionId,
    },
    /// An answer that the shared keyboard takes down after the step that asked for it: a late one,
    /// or a change of mind.
    Change {
        person: PersonId,
        question: QuestionId,
    },
    /// A vote: a ranking, ratings, dots, consent or an objection.
    Vote {
        person: PersonId,
        question: QuestionId,
    },
    Note {
        question: QuestionId,
        /// Who types it, on a device of their own.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        person: Option<PersonId>,
    },
    /// A dissent, typed at the shared keyboard.
    Dissent,
    /// A dissent, typed on a device of one's own.
    DissentOf {
        /// Who types it, whether or not their name will stand beside it.
        person: PersonId,
    },
    Commitment {
        /// Whose; the group's where nobody is named.
        person: Option<PersonId>,
    },
    /// A note on a paragraph, in study alone.
    Mark {
        paragraph: u32,
    },
    Word {
        person: PersonId,
    },
    /// The words that meet a dissent.
    Meeting {
        dissent: Seq,
        /// Who types them, on a device of their own.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        person: Option<PersonId>,
    },
    /// What a person makes of a claim.
    Stance {
        person: PersonId,
        question: QuestionId,
        /// Which model answer, counted from 0.
        model: u8,
        /// Which claim of it, counted from 0.
        claim: u8,
    },
    Theme {
        question: QuestionId,
    },
    /// Text that came where nobody wrote.
    Stray,
    /// What came of something that was tried.
    Learned {
        who: Clean,
        what: Clean,
    },
}

impl DraftKey {
    /// Whose it is, where it is one person's own.
    pub fn person(&self) -> Option<PersonId> {
        match self {
            Self::Answer { person, .. }
            | Self::Change { person, .. }
            | Self::Vote { person, .. }
            | Self::Word { person }
            | Self::DissentOf { person }
            | Self::Stance { person, .. } => Some(*person),
            Self::Commitment { person }
            | Self::Note { person, .. }
            | Self::Meeting { person, .. } => *person,
            Self::Dissent
            | Self::Mark { .. }
            | Self::Theme { .. }
            | Self::Stray
            | Self::Learned { .. } => None,
        }
    }

    /// The draft that an event of this actor's makes needless; none where nothing was typed.
    pub fn of(by: Actor, event: &Event) -> Option<Self> {
        // What is typed on a device of one's own is kept as one's own, in whose name it is said.
        let writer = match by {
            Actor::Person(person) => Some(person),
            Actor::Desk | Actor::Door | Actor::Program => None,
        };
        match event {
            Event::Answered {
                person, question, ..
            } => Some(Self::Answer {
                person: *person,
                question: question.clone(),
            }),
            Event::Voted {
                person, question, ..
            } => Some(Self::Vote {
                person: *person,
                question: question.clone(),
            }),
            Event::Noted { question, .. } => Some(Self::Note {
                question: question.clone(),
                person: writer,
            }),
            Event::Marked { paragraph, .. } => Some(Self::Mark {
                paragraph: *paragraph,
            }),
            Event::Dissented { .. } => {
                Some(writer.map_or(Self::Dissent, |person| Self::DissentOf { person }))
            }
            Event::Committed { person, .. } => Some(Self::Commitment { person: *person }),
            Event::Spoken { person, .. } => Some(Self::Word { person: *person }),
            Event::DissentMet { dissent, .. } => Some(Self::Meeting {
                dissent: *dissent,
                person: writer,
            }),
            Event::Compared {
                person,
                question,
                model,
                claim,
                ..
            } => Some(Self::Stance {
                person: *person,
                question: question.clone(),
                model: *model,
                claim: *claim,
            }),
            Event::ThemeMade { question, .. } => Some(Self::Theme {
                question: question.clone(),
            }),
            Event::Learned(learned) => Some(Self::Learned {
                who: learned.who.clone(),
                what: learned.what.clone(),
            }),
            _ => None,
        }
    }
}

/// What is being typed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    /// Whoever types for everybody typed it, so that it is not for one person's eyes.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub typed: bool,
    #[serde(default)]
    pub text: Clean,
    /// What was picked so far, where the question asks for a choice, scale or rank.
    #[serde(default)]
    pub value: Option<Value>,
    /// The points given so far, statement by statement, while some have none yet.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub points: Vec<Option<u8>>,
    #[serde(default)]
    pub reason: Clean,
    /// What moved the person to a new version, so far.
    #[serde(default, skip_serializing_if = "empty")]
    pub moved: Clean,
    /// The texts after the first, in a form that has several.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub more: Vec<Clean>,
}

fn empty(text: &Clean) -> bool {
    text.is_empty()
}

pub type Drafts = BTreeMap<DraftKey, Draft>;

/// The commands that hand in what is half typed and counts before a command ends the step: an
/// answer or a vote to the question that is asked, of somebody who is here and has said nothing
/// that stands; at the close what people were about to commit to and the word that they were about
/// to say. Where the question is left before its answers are shown, nobody has said what is half
/// typed: it stays a draft, and is counted nowhere.
pub(super) fn counting(session: &Session, ends: &Command, drafts: &Drafts) -> Vec<Command> {
    if matches!(ends, Command::Close) && session.may_commit().is_ok() {
        let word = |draft: (&DraftKey, &Draft)| commits(draft).or_else(|| speaks(session, draft));
        return drafts.iter().filter_map(word).collect();
    }
    let left = ends.leaves_question() && reveal::waits_to_be_shown(session);
    let Some(asked) = session.asked_now().filter(|_| !left) else {
        return Vec::new();
    };
    if asked.step.takes_votes() {
        let vote = |(key, draft): (&DraftKey, &Draft)| cast(session, asked, key, draft);
        return drafts.iter().filter_map(vote).collect();
    }
    if asked.step.write == Write::Commitment {
        return drafts.iter().filter_map(commits).collect();
    }
    if !asked.step.takes_answers() {
        return Vec::new();
    }
    let kind = &asked.question.prompt.kind;
    let counts = |(key, draft): (&DraftKey, &Draft)| {
        let DraftKey::Answer { person, question } = key else {
            return None;
        };
        let answer = draft.answer(kind)?;
        let mut theirs = asked.round.versions.iter().rev();
        let newest = theirs.find(|version| version.person == *person);
        let same = newest.is_some_and(|newest| *newest.answer == answer);
        let may = session.may_answer(Actor::Person(*person), *person, asked);
        let counts = *question == asked.question.prompt.id && !same && may.is_ok();
        // One letter was a key meant otherwise; it stays a draft.
        let slip = matches!(&answer.value, Value::Text(text) if text.trim().len() < 2);
        let counts = counts && !slip && !has_said(session, *person);
        counts.then(|| Command::Answer {
            person: *person,
            question: question.clone(),
            answer,
            handed_in: true,
            moved_by: Some(draft.moved.clone()),
        })
    };
    drafts.iter().filter_map(counts).collect()
}

/// The commitment that was begun, once it says what will be tried.
fn commits((key, draft): (&DraftKey, &Draft)) -> Option<Command> {
    let DraftKey::Commitment { person } = key else {
        return None;
    };
    let mut more = draft.more.iter().cloned();
    let mut more = || more.next().unwrap_or_default();
    let (expect, surprise, by_when) = (more(), more(), more());
    (!draft.text.trim().is_empty()).then(|| Command::Commit {
        person: *person,
        commitment: Commitment {
            what: draft.text.clone(),
            expect,
            by_when,
            surprise,
        },
    })
}

/// The closing word that was begun, of whoever has said none.
fn speaks(session: &Session, (key, draft): (&DraftKey, &Draft)) -> Option<Command> {
    let DraftKey::Word { person } = key else {
        return None;
    };
    let said = session.words.iter().any(|(who, _)| who == person);
    (!said && !draft.text.trim().is_empty()).then(|| Command::Speak {
        person: *person,
        word: draft.text.clone(),
    })
}

/// Which drafts became answers after that entry, handed in by the program.
pub fn handed_in_after(session: &Session, entry: Seq) -> Vec<DraftKey> {
    let keys = session.rounds.iter().flat_map(|round| {
        let newer = |version: &&Version| version.handed_in && version.entry > entry;
        let newer = round.versions.iter().filter(newer);
        newer.map(|version| DraftKey::Answer {
            person: version.person,
            question: round.question.prompt.id.clone(),
        })
    });
    keys.collect()
}

/// Whether somebody has said what counts: what they began beside an answer that stands takes its
/// place by their own hand alone, and whoever passed has said that nothing counts.
fn has_said(session: &Session, person: PersonId) -> bool {
    use PersonState::{Answered, Passed};
    matches!(session.state_of(person), Answered | Passed)
}

/// The vote that was begun, where it is one, and says something new.
fn cast(session: &Session, asked: Asked<'_>, key: &DraftKey, draft: &Draft) -> Option<Command> {
    let DraftKey::Vote { person, question } = key else {
        return None;
    };
    let ballot = draft.ballot(asked.step.write, &theme::items(session, asked.index))?;
    let mut theirs = asked.round.votes.iter().rev();
    let newest = theirs.find(|vote| vote.person == *person && vote.run == ballot::run(session));
    let same = newest.is_some_and(|newest| newest.ballot == ballot);
    let by = Actor::Person(*person);
    let may = ballot::vote(session, by, *person, question, &ballot);
    (!same && may.is_ok() && !has_said(session, *person)).then(|| Command::Vote {
        person: *person,
        question: question.clone(),
        ballot,
    })
}

impl Draft {
    /// The vote on these items that it makes; none while it makes none.
    fn ballot(&self, write: Write, items: &[Seq]) -> Option<Ballot> {
        let value = self.value.as_ref()?;
        match write {
            Write::Ranking => {
                let Value::Rank(order) = value else {
                    return None;
                };
                let item = |at: &u8| items.get(usize::from(*at)).copied();
                let best = order.iter().take(RANKED).filter_map(item);
                Some(Ballot::Ranking(best.collect()))
            }
            Write::Rating => {
                let reasons = self.reason.lines().map(Clean::new);
                let reasons = reasons.chain(std::iter::repeat(Clean::default()));
                let score = |((item, points), reason): ((&Seq, &u8), Clean)| Score {
                    item: *item,
                    points: *points,
                    reason,
                };
                let rated = marked(items, value)?.zip(reasons);
                let rated = rated.filter(|((_, points), _)| **points > 0);
                Some(Ballot::Rating(rated.map(score).collect()))
            }
            Write::Dots => {
                let dotted = marked(items, value)?.filter(|(_, dots)| **dots > 0);
                let dotted = dotted.map(|(item, dots)| Dotted {
                    item: *item,
                    dots: *dots,
                });
                Some(Ballot::Dots(dotted.collect()))
            }
            Write::Consent => {
                let Value::Choice(picked) = value else {
                    return None;
                };
                Some(Ballot::Consent {
                    objects: picked.contains(&1),
                    reason: self.reason.clone(),
                })
            }
            Write::Nothing
            | Write::Answer
            | Write::AnswerAndReason
            | Write::Notes
            | Write::Stance
            | Write::Commitment => None,
        }
    }

    /// The answer that it makes; none while it makes none.
    fn answer(&self, kind: &Kind) -> Option<Answer> {
        let value = match (&self.value, kind) {
            (Some(value), _) => value.clone(),
            (None, Kind::Open | Kind::Number { .. }) => Value::Text(self.text.clone()),
            (
                None,
                Kind::Choice { .. } | Kind::Scale(_) | Kind::Rank { .. } | Kind::Items { .. },
            ) => return None,
        };
        fits(kind, &value).ok()?;
        let reason = self.reason.clone();
        Some(Answer { value, reason })
    }
}

/// Each item with the points or dots that it has so far.
fn marked<'a>(
    items: &'a [Seq],
    value: &'a Value,
) -> Option<impl Iterator<Item = (&'a Seq, &'a u8)>> {
    match value {
        Value::Scale(marks) => Some(items.iter().zip(marks)),
        Value::Text(_) | Value::Choice(_) | Value::Rank(_) | Value::Parts(_) => None,
    }
}
