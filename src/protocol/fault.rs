//! What is wrong with a protocol, before anybody runs it.

use thiserror::Error;

use super::{Protocol, See, Step, Who, Words, Write};

/// Why a protocol cannot be run as it is, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ProtocolFault {
    #[error(
        "A protocol needs at least one step. Write one in each line, such as “- think 3: alone, answer”."
    )]
    NoSteps,
    /// Nobody ever writes an answer.
    #[error(
        "Nobody answers in any step. Add “answer” to the first one, such as “- think 3: alone, answer”."
    )]
    NobodyAnswers,
    /// A step shows what is still hidden.
    #[error(
        "“{step}” shows {what} before anybody has answered. Let a step come first in which everybody writes alone, or take “see {what}” away."
    )]
    ShowsHidden {
        /// The step's name.
        step: Words,
        what: &'static str,
    },
    /// A step shows a group's answers, and there are no groups in it.
    #[error(
        "“{0}” shows the group’s answers, but nobody is in a group there. Add “pairs” or “fours”, or take “see group” away."
    )]
    NoGroup(Words),
    /// A step asks for votes on items before there are any.
    #[error(
        "“{0}” asks for votes before anybody has answered, so there is nothing to vote on. Let a step come first in which everybody writes alone."
    )]
    NothingToVoteOn(Words),
    /// A step leads back to before the beginning.
    #[error(
        "“{0}” leads back, but no step before it takes votes. Add “rating” or “consent” to one."
    )]
    NoWayBack(Words),
}

impl Protocol {
    /// What is wrong with it, each with the step's place, counted from 0; empty in a sound one.
    pub fn faults(&self) -> Vec<(usize, ProtocolFault)> {
        if self.steps.is_empty() {
            return vec![(0, ProtocolFault::NoSteps)];
        }
        let Some(first) = self.steps.iter().position(Step::takes_answers) else {
            return vec![(0, ProtocolFault::NobodyAnswers)];
        };
        let mut faults = Vec::new();
        for (at, step) in self.steps.iter().enumerate() {
            faults.extend(shows_hidden(step, at, first).map(|fault| (at, fault)));
            let name = || step.name.clone();
            if at < first && step.takes_votes() {
                faults.push((at, ProtocolFault::NothingToVoteOn(name())));
            }
            if step.shows(See::Group) && step.who.size().is_none() {
                faults.push((at, ProtocolFault::NoGroup(name())));
            }
            if let Some(again) = step.round_again {
                let to = at.checked_sub(usize::from(again.back));
                let between = to.and_then(|to| self.steps.get(to..=at));
                if !between.is_some_and(|steps| steps.iter().any(Step::takes_votes)) {
                    faults.push((at, ProtocolFault::NoWayBack(name())));
                }
            }
        }
        faults
    }
}

/// What a step shows too early, where the first answers are written in step `first`.
fn shows_hidden(step: &Step, at: usize, first: usize) -> Option<ProtocolFault> {
    // Whoever brings the case presents it to all; there is nothing blind in that.
    let presents = step.who == Who::Holder && step.write == Write::Answer;
    let early = [
        (
            See::Answers,
            "answers",
            at < first || at == first && !presents,
        ),
        (See::Earlier, "earlier answers", at <= first),
        (See::Tally, "tally", at < first || at == first && !presents),
        (See::PrivateTally, "private tally", at <= first),
        (See::Model, "model answer", at <= first),
    ];
    let mut early = early.into_iter();
    let (_, what, _) = early.find(|(see, _, is_early)| *is_early && step.shows(*see))?;
    Some(ProtocolFault::ShowsHidden {
        step: step.name.clone(),
        what,
    })
}
