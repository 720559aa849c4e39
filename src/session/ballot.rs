//! Votes on items: who may cast which, what they decide, and when a round is the last.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Actor, Ballot, Event, Place, Refusal, Round, Score, Session, Vote,
    rule::{Asked, Ruling, short_enough},
};
use crate::{
    id::{PersonId, QuestionId, Seq},
    protocol::{DOTS, Names, RANKED, RoundAgain, See, Until, Write},
};

/// Points of a rating that count as agreement, by the RAND/UCLA scale.
const AGREES: std::ops::RangeInclusive<u8> = 7..=9;
/// The share of ratings, in percent, that makes an agreement.
const AGREEMENT: usize = 70;
/// Points that a rating can give.
const POINTS: std::ops::RangeInclusive<u8> = 1..=9;

impl Session {
    /// Which run of a step this is: a step that is repeated runs twice.
    pub(super) fn run(&self) -> usize {
        self.timings.len()
    }

    /// Voting is for steps that take votes; dots may be put down wherever notes are taken.
    pub(super) fn may_vote(&self, by: Actor, person: PersonId, asked: Asked<'_>) -> Ruling {
        self.may_write_for(by, person)?;
        let dots = asked.step.write == Write::Notes && asked.step.shows(See::Answers);
        if asked.step.takes_votes() || dots {
            Ok(())
        } else {
            Err(Refusal::NotNow("This step takes no votes."))
        }
    }

    /// A vote becomes an event.
    pub(super) fn vote(
        &self,
        by: Actor,
        person: PersonId,
        question: &QuestionId,
        ballot: &Ballot,
    ) -> Result<Vec<Event>, Refusal> {
        let asked = self.asked(question)?;
        self.may_vote(by, person, asked)?;
        let wanted = matches!(
            (asked.step.write, ballot),
            (Write::Ranking, Ballot::Ranking(_))
                | (Write::Rating, Ballot::Rating(_))
                | (Write::Dots | Write::Notes, Ballot::Dots(_))
                | (Write::Consent, Ballot::Consent { .. })
        );
        if !wanted {
            return Err(Refusal::WrongValue(
                "This step asks for another kind of vote.",
            ));
        }
        self.ballot_fits(asked, ballot)?;
        let event = Event::Voted {
            person,
            question: question.clone(),
            ballot: ballot.clone(),
        };
        self.then_perhaps_on(event, person, asked.step)
    }

    fn ballot_fits(&self, asked: Asked<'_>, ballot: &Ballot) -> Ruling {
        let items: Vec<_> = ballot.items().collect();
        let once: BTreeSet<_> = items.iter().collect();
        if once.len() != items.len() {
            return Err(Refusal::WrongValue("Name each item once."));
        }
        let there = self.items(asked.index);
        if items.iter().any(|item| !there.contains(item)) {
            return Err(Refusal::NotThere);
        }
        match ballot {
            Ballot::Ranking(_) | Ballot::Rating(_) | Ballot::Dots(_) if items.is_empty() => {
                Err(Refusal::Empty)
            }
            Ballot::Ranking(_) if items.len() > RANKED => {
                Err(Refusal::WrongValue("Rank five items at most."))
            }
            Ballot::Rating(rated) if rated.iter().any(|one| !POINTS.contains(&one.points)) => {
                Err(Refusal::WrongValue("Rate from 1 to 9."))
            }
            Ballot::Dots(dotted) => {
                let dots: u32 = dotted.iter().map(|one| u32::from(one.dots)).sum();
                if dots == 0 {
                    Err(Refusal::Empty)
                } else if dots > u32::from(DOTS) {
                    Err(Refusal::WrongValue("Each person has three dots in all."))
                } else {
                    Ok(())
                }
            }
            Ballot::Rating(rated) => {
                let reasons: String = rated.iter().map(|one| one.reason.as_str()).collect();
                // Numbers and punctuation of each item take room on the line too.
                let room = " ".repeat(rated.len() * 64);
                short_enough(&(reasons + &room))
            }
            Ballot::Consent {
                objects: true,
                reason,
            } if reason.trim().is_empty() => Err(Refusal::WrongValue(
                "An objection needs its reason: write in a few words why.",
            )),
            Ballot::Consent { reason, .. } => short_enough(reason),
            Ballot::Ranking(_) => Ok(()),
        }
    }

    /// Takes a vote in.
    pub(super) fn voted(
        &mut self,
        person: PersonId,
        question: &QuestionId,
        ballot: &Ballot,
    ) -> Result<(), &'static str> {
        let step = self.step().ok_or("no question is asked")?;
        let open = !step.takes_votes();
        let hidden = step.names == Names::Hidden || self.names == Names::Hidden;
        let vote = Vote {
            person,
            run: self.run(),
            place: self.place,
            ballot: ballot.clone(),
            names: if hidden { Names::Hidden } else { Names::Named },
            revealed: open,
        };
        self.round(question)?.votes.push(vote);
        Ok(())
    }

    /// Where a step that may lead back leads, as its votes fell; none where it goes on.
    pub(super) fn way_back(&self) -> Option<Place> {
        let asked = self.asked_now()?;
        let again = asked.step.round_again?;
        if asked.round.wants_again(again) {
            self.back_from(self.place, again)
        } else {
            None
        }
    }

    /// Where a way back leads from a place.
    pub(super) fn back_from(&self, place: Place, again: RoundAgain) -> Option<Place> {
        match place {
            Place::At { stop, step } => Some(Place::At {
                stop,
                step: step.checked_sub(again.back)?,
            }),
            Place::Gather | Place::Over => None,
        }
    }
}

impl Round {
    /// The runs in which somebody voted, oldest first.
    pub(super) fn vote_runs(&self) -> Vec<usize> {
        let runs: BTreeSet<_> = self.votes.iter().map(|vote| vote.run).collect();
        runs.into_iter().collect()
    }

    /// The runs that decide something: ratings and consent, not dots and rankings.
    pub(super) fn deciding_runs(&self) -> Vec<usize> {
        let decides =
            |vote: &&Vote| matches!(vote.ballot, Ballot::Rating(_) | Ballot::Consent { .. });
        let runs: BTreeSet<_> = self
            .votes
            .iter()
            .filter(decides)
            .map(|vote| vote.run)
            .collect();
        runs.into_iter().collect()
    }

    /// Each person's newest vote of a run.
    pub(super) fn votes_of(&self, run: usize) -> BTreeMap<PersonId, &Vote> {
        let votes = self.votes.iter().filter(|vote| vote.run == run);
        votes.map(|vote| (vote.person, vote)).collect()
    }

    /// Whether there is to be another round: nobody has voted otherwise, or it is not settled.
    fn wants_again(&self, again: RoundAgain) -> bool {
        let runs = self.deciding_runs();
        let Some(last) = runs.last() else {
            return false;
        };
        if runs.len() >= usize::from(again.rounds) {
            return false;
        }
        match again.until {
            Until::NoObjection => self.objections(*last) > 0,
            Until::Agreement => self.agreed(*last).is_empty() && !self.settled(),
        }
    }

    /// How many object in a run.
    pub(super) fn objections(&self, run: usize) -> usize {
        let votes = self.votes_of(run);
        let objects = |vote: &&&Vote| matches!(vote.ballot, Ballot::Consent { objects: true, .. });
        votes.values().filter(objects).count()
    }

    /// The items that a run agrees on.
    pub(super) fn agreed(&self, run: usize) -> Vec<Seq> {
        let ratings = self.ratings(run);
        let agreed = |points: &Vec<u8>| {
            let high = points.iter().filter(|points| AGREES.contains(points));
            high.count() * 100 >= points.len() * AGREEMENT
        };
        let items = ratings.into_iter().filter(|(_, points)| agreed(points));
        items.map(|(item, _)| item).collect()
    }

    /// Whether nobody rated differently in the last two runs.
    fn settled(&self) -> bool {
        match self.deciding_runs().as_slice() {
            [.., before, last] => self.ratings_by_person(*before) == self.ratings_by_person(*last),
            _ => false,
        }
    }

    fn ratings_by_person(&self, run: usize) -> BTreeMap<(PersonId, Seq), u8> {
        let votes = self.votes_of(run);
        let mut points = BTreeMap::new();
        for (person, vote) in votes {
            if let Ballot::Rating(rated) = &vote.ballot {
                points.extend(rated.iter().map(|one| ((person, one.item), one.points)));
            }
        }
        points
    }

    /// All points that each item got in a run.
    pub(super) fn ratings(&self, run: usize) -> BTreeMap<Seq, Vec<u8>> {
        let mut all = BTreeMap::<Seq, Vec<u8>>::new();
        for ((_, item), points) in self.ratings_by_person(run) {
            all.entry(item).or_default().push(points);
        }
        all
    }

    /// Why people gave each item what they gave it, in a run.
    pub(super) fn reasons(&self, run: usize) -> BTreeMap<Seq, Vec<(PersonId, Names, &Score)>> {
        let mut reasons = BTreeMap::<Seq, Vec<_>>::new();
        for (person, vote) in self.votes_of(run) {
            let Ballot::Rating(rated) = &vote.ballot else {
                continue;
            };
            for one in rated.iter().filter(|one| !one.reason.is_empty()) {
                let on_it = reasons.entry(one.item).or_default();
                on_it.push((person, vote.names, one));
            }
        }
        reasons
    }
}
