//! For how many people a protocol is good, and what it needs of a question: said before it is
//! chosen, so that nobody finds out in front of twelve people.

use std::ops::RangeInclusive;

use super::{Mix, Protocol, See, Who, Write};

/// The most people of a session in any way.
const MANY: usize = 300;
/// In turn, each speaks for half a minute, and nobody listens for longer than six.
const IN_TURN: usize = 12;
/// Everybody judges each answer; more than a dozen are no longer weighed one by one.
const JUDGED: usize = 12;
/// A whole group talks; more than that and most are silent.
const TALKS: usize = 30;

impl Protocol {
    /// For how many people it is good, by what its steps ask of them.
    pub fn good_for(&self) -> RangeInclusive<usize> {
        let steps = || self.steps.iter();
        let least = steps().map(|step| match step.who {
            Who::Solo | Who::Everyone => 1,
            Who::Pair => 2,
            Who::InTurn | Who::Trio | Who::Holder | Who::Others => 3,
            Who::Four | Who::Table | Who::Inside => 4,
        });
        let most = steps().map(|step| {
            let all = matches!(step.who, Who::Everyone | Who::Others);
            if step.who == Who::InTurn {
                IN_TURN
            } else if matches!(step.write, Write::Rating | Write::Ranking) {
                JUDGED
            } else if all && step.write == Write::Notes {
                TALKS
            } else {
                MANY
            }
        });
        let discusses = steps().any(|step| step.shows(See::Answers));
        let least = least.max().unwrap_or(1).max(if discusses { 2 } else { 1 });
        least..=most.min().unwrap_or(MANY).max(least)
    }

    /// Whether it only works with a question that has options: votes on a text have nothing to
    /// count, and nobody can be put beside somebody who voted differently.
    pub fn needs_options(&self) -> bool {
        let mut steps = self.steps.iter();
        steps.any(|step| step.shows(See::PrivateTally) || step.mix == Mix::Different)
    }
}
