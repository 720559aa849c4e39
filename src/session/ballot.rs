//! Votes on items: who may cast which, what they decide, and when a round is the last.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::RangeInclusive,
};

use super::{
    Actor, Ballot, Decision, Event, Fit, Place, Refusal, Round, Ruling, Score, Session, Timing,
    Vote, decide,
    rule::{Asked, short_enough},
    theme, voice,
};
use crate::{
    id::{PersonId, QuestionId, Seq},
    protocol::{DOTS, Names, RANKED, RoundAgain, See, Step, Until, Write},
};

/// Points of a rating that are for an item, on a scale of nine.
const FOR: RangeInclusive<u8> = 7..=9;
/// Points of a rating that are against it.
const AGAINST: RangeInclusive<u8> = 1..=3;
/// So many people at least agree on something: nobody agrees alone.
const FEWEST: usize = 2;
/// The share of ratings at one end, in percent, that makes an agreement, and the share at the other
/// end that leaves none (Harman et al. 2013, Trials 14: 70).
const AGREEMENT: usize = 70;
const DISAGREEMENT: usize = 15;
/// Points that a rating can give.
const POINTS: RangeInclusive<u8> = 1..=9;

/// Which run of a step this is: a step that is repeated runs twice. One that is come back to
/// goes on where it was.
pub(super) fn run(session: &Session) -> usize {
    session.timings.last().map_or(0, |timing| timing.run)
}

/// Voting is for steps that take votes; dots may be put down wherever notes are taken.
pub(super) fn may_vote(session: &Session, by: Actor, person: PersonId, asked: Asked<'_>) -> Ruling {
    session.may_write_for(by, person)?;
    let dots = asked.step.write == Write::Notes && asked.step.shows(See::Answers);
    if asked.step.takes_votes() || dots {
        Ok(())
    } else {
        Err(Refusal::NotNow("This step takes no votes."))
    }
}

pub(super) fn vote(
    session: &Session,
    by: Actor,
    person: PersonId,
    question: &QuestionId,
    ballot: &Ballot,
) -> Decision {
    let asked = session.asked(question)?;
    may_vote(session, by, person, asked)?;
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
    ballot_fits(session, asked, ballot)?;
    let event = Event::Voted {
        person,
        question: question.clone(),
        ballot: ballot.clone(),
    };
    decide::then_perhaps_on(session, event, person, asked.step)
}

fn ballot_fits(session: &Session, asked: Asked<'_>, ballot: &Ballot) -> Ruling {
    let items: Vec<_> = ballot.items().collect();
    let once: BTreeSet<_> = items.iter().collect();
    if once.len() != items.len() {
        return Err(Refusal::WrongValue("Name each item once."));
    }
    let there = theme::items(session, asked.index);
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

pub(super) fn voted(
    session: &mut Session,
    person: PersonId,
    question: &QuestionId,
    ballot: &Ballot,
) -> Fit {
    session.people.get_mut(person)?;
    let step = session.step().ok_or("no question is asked")?;
    let open = !step.takes_votes();
    let hidden = step.names == Names::Hidden || session.names == Names::Hidden;
    let vote = Vote {
        person,
        run: run(session),
        ballot: ballot.clone(),
        names: if hidden { Names::Hidden } else { Names::Named },
        revealed: open,
        place: session.place,
    };
    let rates = matches!(ballot, Ballot::Rating(_));
    let listed = session.index_of(question).filter(|_| rates);
    let listed = listed.map(|index| theme::items(session, index));
    let round = session.round(question)?;
    if let Some(listed) = listed {
        // Looked up once a run: three hundred people rate one list.
        round.rated.entry(vote.run).or_insert(listed);
    }
    round.votes.push(vote);
    Ok(())
}

/// Where a step that may lead back leads, as its votes fell; none where it goes on.
pub(super) fn way_back(session: &Session) -> Option<Place> {
    let asked = session.asked_now()?;
    let again = asked.step.round_again?;
    if wants_again(session, asked, again) {
        back_from(session.place, again)
    } else {
        None
    }
}

/// Whether there is to be another round: somebody votes otherwise or has not voted, and it is
/// not settled. A round in which nobody voted is the last.
fn wants_again(session: &Session, asked: Asked<'_>, again: RoundAgain) -> bool {
    let mut runs = vote_runs(session, asked.round, asked.index);
    runs.retain(|run| run_decides(session, asked.round, *run));
    let Some(last) = runs.last().copied() else {
        return false;
    };
    if runs.len() >= usize::from(again.rounds) || asked.round.votes_of(last).is_empty() {
        return false;
    }
    match again.until {
        Until::NoObjection => {
            asked.round.objections(last) > 0 || !silent_in(session, asked.round, last).is_empty()
        }
        Until::Agreement => !asked.round.settled(&runs),
    }
}

/// The runs of steps in which people voted on that question or were asked to, oldest first.
pub(super) fn vote_runs(session: &Session, round: &Round, index: usize) -> Vec<usize> {
    let mut runs: BTreeSet<_> = round.votes.iter().map(|vote| vote.run).collect();
    let steps = &session.protocol_for(index).steps;
    let votes = steps.iter().any(Step::takes_votes);
    let stop = session.stop_asking(index).filter(|_| votes);
    let takes_votes = |place| session.step_at(place).is_some_and(Step::takes_votes);
    if let Some(stop) = stop {
        let there = session.timings.iter().filter(|timing| timing.is_at(stop));
        let votes = there.filter(|timing| takes_votes(timing.place));
        runs.extend(votes.map(|timing| timing.run));
    }
    runs.into_iter().collect()
}

/// Those of them that may be seen: all votes are revealed, or it is over and nobody voted.
pub(super) fn runs_shown(session: &Session, round: &Round, index: usize) -> Vec<usize> {
    let mut runs = vote_runs(session, round, index);
    runs.retain(|run| {
        let votes = round.votes_of(*run);
        votes.values().all(|vote| vote.revealed) && !(votes.is_empty() && goes_on(session, *run))
    });
    runs
}

/// Whether that run is the one that goes on, coffee or not.
fn goes_on(session: &Session, run: usize) -> bool {
    matches!(session.place, Place::At { .. }) && self::run(session) == run
}

/// Whether names are hidden in what is voted in that run.
pub(super) fn is_unnamed(session: &Session, run: usize) -> bool {
    let hides = |step: &Step| step.names == Names::Hidden;
    session.names == Names::Hidden || asked_in(session, run).is_some_and(hides)
}

fn timing_of(session: &Session, run: usize) -> Option<&Timing> {
    let mut latest = session.timings.iter().rev();
    latest.find(|timing| timing.run == run)
}

pub(super) fn place_of(session: &Session, run: usize) -> Option<Place> {
    timing_of(session, run).map(|timing| timing.place)
}

fn asked_in(session: &Session, run: usize) -> Option<&Step> {
    session.step_at(place_of(session, run)?)
}

/// Whether a run decides something: by ratings or consent, not by dots and rankings.
pub(super) fn run_decides(session: &Session, round: &Round, run: usize) -> bool {
    let rates = asked_in(session, run).is_some_and(|step| step.write == Write::Rating);
    let rated = |vote: &Vote| matches!(vote.ballot, Ballot::Rating(_));
    let mut votes = round.votes.iter().filter(|vote| vote.run == run);
    rates || votes.any(rated) || run_decides_by_consent(session, round, run)
}

pub(super) fn run_decides_by_consent(session: &Session, round: &Round, run: usize) -> bool {
    let asks = asked_in(session, run).is_some_and(|step| step.write == Write::Consent);
    let voted = |vote: &Vote| matches!(vote.ballot, Ballot::Consent { .. });
    let mut votes = round.votes.iter().filter(|vote| vote.run == run);
    asks || votes.any(voted)
}

/// Who was there when a run ended, or is there while it goes on.
pub(super) fn there_in(session: &Session, run: usize) -> Vec<PersonId> {
    let ended = timing_of(session, run).and_then(|timing| timing.there.clone());
    ended.unwrap_or_else(|| session.people.here().map(|person| person.id).collect())
}

/// Who was asked for a vote in a run, was there to its end, and neither voted nor passed.
pub(super) fn silent_in(session: &Session, round: &Round, run: usize) -> Vec<PersonId> {
    let Some(step) = asked_in(session, run).filter(|step| step.takes_votes()) else {
        return Vec::new();
    };
    let (votes, passed) = (round.votes_of(run), round.passed_in(run));
    let mut there = there_in(session, run);
    there.retain(|person| {
        let said = votes.contains_key(person) || passed.contains(person);
        !said && voice::works(session, step.who, *person)
    });
    there
}

/// Where a way back leads from a place.
pub(super) fn back_from(place: Place, again: RoundAgain) -> Option<Place> {
    match place {
        Place::At { stop, step } => Some(Place::At {
            stop,
            step: step.checked_sub(again.back)?,
        }),
        Place::Gather | Place::Over => None,
    }
}

impl Round {
    /// Who passed in a run. Whoever then voted after all did not.
    pub(super) fn passed_in(&self, run: usize) -> Vec<PersonId> {
        let voted = self.votes_of(run);
        let passed = self.passes.iter();
        let passed = passed.filter(|(who, runs)| runs.contains(&run) && !voted.contains_key(who));
        passed.map(|(person, _)| *person).collect()
    }

    /// Each person's newest vote of a run.
    pub(super) fn votes_of(&self, run: usize) -> BTreeMap<PersonId, &Vote> {
        let votes = self.votes.iter().filter(|vote| vote.run == run);
        votes.map(|vote| (vote.person, vote)).collect()
    }

    pub(super) fn objections(&self, run: usize) -> usize {
        let votes = self.votes_of(run);
        let objects = |vote: &&&Vote| matches!(vote.ballot, Ballot::Consent { objects: true, .. });
        votes.values().filter(objects).count()
    }

    /// The items that a run agrees on: they are good.
    pub(super) fn agreed(&self, run: usize) -> Vec<Seq> {
        self.at_one_end(run, &FOR, &AGAINST)
    }

    /// The items that a run agrees on the other way: they are not.
    pub(super) fn agreed_against(&self, run: usize) -> Vec<Seq> {
        self.at_one_end(run, &AGAINST, &FOR)
    }

    fn at_one_end(
        &self,
        run: usize,
        here: &RangeInclusive<u8>,
        there: &RangeInclusive<u8>,
    ) -> Vec<Seq> {
        let agreed = |points: &Vec<u8>| {
            let within = |end: &RangeInclusive<u8>| {
                let within = points.iter().filter(|points| end.contains(points));
                within.count() * 100
            };
            points.len() >= FEWEST
                && within(here) >= points.len() * AGREEMENT
                && within(there) < points.len() * DISAGREEMENT
        };
        let items = self.ratings(run).into_iter();
        let items = items.filter(|(_, points)| agreed(points));
        items.map(|(item, _)| item).collect()
    }

    /// Whether every item of the last of these runs is settled: it is agreed on either way, or
    /// nobody who rated it in the last two runs rated it differently. Whoever came or went between
    /// them moved nothing, and what nobody rated is open.
    fn settled(&self, runs: &[usize]) -> bool {
        let Some(last) = runs.last().copied() else {
            return false;
        };
        let mut agreed = self.agreed(last);
        agreed.extend(self.agreed_against(last));
        let before = match runs {
            [.., before, _] => self.ratings_by_person(*before),
            _ => BTreeMap::new(),
        };
        let listed = self.rated.get(&last).into_iter().flatten();
        let mut all: BTreeMap<Seq, Option<bool>> = listed.map(|item| (*item, None)).collect();
        for (rated, points) in self.ratings_by_person(last) {
            let same = all.entry(rated.1).or_default();
            if let Some(was) = before.get(&rated) {
                *same = Some(same.unwrap_or(true) && *was == points);
            }
        }
        let settled =
            |(item, same): (Seq, Option<bool>)| same == Some(true) || agreed.contains(&item);
        !all.is_empty() && all.into_iter().all(settled)
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
