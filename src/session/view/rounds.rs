//! Rounds side by side: what votes and answers add up to in each, who was not heard in it, who
//! moved, and what came of it.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    mem::discriminant,
};

use super::{
    question::{self, Seen},
    together,
};
use crate::{
    case::{Kind, number::Target},
    id::{PersonId, Seq},
    protocol::{Edit, Names, RANKED},
    session::{
        Ballot, Byline, Place, Round, Score, Session, Spread, Tally, Version, Vote, ballot,
        mask::called,
        tally::{said, tally},
    },
    text::Clean,
};

/// What the votes of one round add up to.
#[derive(Clone, Debug, PartialEq)]
pub struct VoteRound {
    pub step: Clean,
    pub voted: usize,
    /// What each item got, the most first; empty for consent.
    pub items: Vec<ItemTally>,
    /// How many consented; none but for consent.
    pub consents: Option<usize>,
    pub objections: Vec<(Byline, Clean)>,
    /// Who passed; nobody is named where names are hidden.
    pub passed: Vec<Byline>,
    /// Who was there to its end and neither voted nor passed; they count as nothing.
    pub silent: Vec<Byline>,
}

/// What one item got in one round.
#[derive(Clone, Debug, PartialEq)]
pub struct ItemTally {
    pub entry: Seq,
    pub words: Clean,
    /// Points of rankings (five for the first place, one for the fifth) or dots.
    pub points: usize,
    pub dots: bool,
    /// The spread of ratings; none but for ratings.
    pub spread: Option<Spread>,
    /// Whether it stood on the list of a round of ratings and nobody rated it.
    pub unrated: bool,
    /// Whether 70 % of the ratings lie within 7 to 9, and fewer than 15 % within 1 to 3.
    pub agreed: bool,
    /// Why people rated as they did: who, how many points, why.
    pub reasons: Vec<(Byline, u8, Clean)>,
}

/// What the answers of one step add up to.
#[derive(Clone, Debug, PartialEq)]
pub struct AnswerRound {
    pub step: Clean,
    /// Counts, medians, ranks of what was answered in it. Whoever was asked anew and passed, or
    /// was only invited to a new version, stands by what they said before.
    pub tally: Tally,
    /// How many were there to its end and are not counted, since they did not answer.
    pub silent: usize,
}

/// Somebody who answered or voted otherwise in a later round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MoveView {
    /// Who, by pseudonym where names are hidden.
    pub by: Byline,
    pub from: Clean,
    pub to: Clean,
    /// What moved them; perhaps empty.
    pub why: Clean,
}

/// The rounds of votes that may be seen, oldest first.
pub(super) fn vote_rounds(seen: Seen<'_>) -> Vec<VoteRound> {
    let runs = ballot::runs_shown(seen.session, seen.round, seen.index).into_iter();
    runs.map(|run| vote_round(seen, run)).collect()
}

fn vote_round(seen: Seen<'_>, run: usize) -> VoteRound {
    let (session, round, mask) = (seen.session, seen.round, seen.mask);
    let votes = round.votes_of(run);
    let (mut consents, mut objections) = (0, Vec::new());
    for (person, vote) in &votes {
        match &vote.ballot {
            Ballot::Consent { objects: false, .. } => consents += 1,
            Ballot::Consent { reason, .. } => {
                objections.push((mask.byline(session, *person, vote.names), reason.clone()));
            }
            Ballot::Ranking(_) | Ballot::Dots(_) | Ballot::Rating(_) => {}
        }
    }
    objections.sort_by_key(|(by, why)| (why.clone(), called(by)));
    let is_consent = ballot::run_decides_by_consent(session, round, run);
    let place = ballot::place_of(session, run);
    VoteRound {
        step: place.map_or_else(Clean::default, |place| question::step_name(session, place)),
        voted: votes.len(),
        items: item_tallies(seen, run),
        consents: is_consent.then_some(consents),
        objections,
        passed: bylines(seen, run, round.passed_in(run)),
        silent: bylines(seen, run, ballot::silent_in(session, round, run)),
    }
}

/// People who did not vote in a run: by name, or by nothing where names are hidden. What nobody
/// may see yet decides nothing here: the same run is told in the same way before and after it.
fn bylines(seen: Seen<'_>, run: usize, people: Vec<PersonId>) -> Vec<Byline> {
    let shown = |vote: &Vote| vote.revealed && vote.names == Names::Hidden;
    let hidden = ballot::is_unnamed(seen.session, run) || seen.round.votes.iter().any(shown);
    let by = |person: PersonId| match hidden {
        true => Byline::Unnamed,
        false => question::counted(seen.session, person, seen.mask.names(person)),
    };
    people.into_iter().map(by).collect()
}

fn item_tallies(seen: Seen<'_>, run: usize) -> Vec<ItemTally> {
    let (session, round) = (seen.session, seen.round);
    let votes = round.votes_of(run);
    let mut points = BTreeMap::<Seq, usize>::new();
    for vote in votes.values() {
        match &vote.ballot {
            Ballot::Ranking(items) => {
                for (item, worth) in items.iter().zip((1..=RANKED).rev()) {
                    *points.entry(*item).or_default() += worth;
                }
            }
            Ballot::Dots(dotted) => {
                for one in dotted {
                    *points.entry(one.item).or_default() += usize::from(one.dots);
                }
            }
            Ballot::Rating(rated) => {
                for one in rated {
                    points.entry(one.item).or_default();
                }
            }
            Ballot::Consent { .. } => {}
        }
    }
    // What nobody rated stays on the list.
    let listed = round.rated.get(&run).map_or(&[][..], Vec::as_slice);
    for item in listed {
        points.entry(*item).or_default();
    }
    let (ratings, agreed) = (round.ratings(run), round.agreed(run));
    let reasons = round.reasons(run);
    let dots = |vote: &&Vote| matches!(vote.ballot, Ballot::Dots(_));
    let dots = votes.values().any(dots);
    let item = |(entry, points): (Seq, usize)| ItemTally {
        entry,
        words: together::item_words(round, entry),
        points,
        dots,
        spread: ratings.get(&entry).map(|points| Spread::of(points)),
        unrated: listed.contains(&entry) && !ratings.contains_key(&entry),
        agreed: agreed.contains(&entry),
        reasons: reasons
            .get(&entry)
            .map_or_else(Vec::new, |reasons| reason_views(seen, reasons)),
    };
    let mut items: Vec<_> = points.into_iter().map(item).collect();
    let middle = |item: &ItemTally| item.spread.map_or(0.0, |spread| spread.median);
    items.sort_by(|a, b| {
        let by_points = b.points.cmp(&a.points);
        let by_middle = || middle(b).total_cmp(&middle(a));
        // What is equal stands in an order that tells nothing about who wrote first.
        let order = |item: &ItemTally| seen.mask.order(session, round, item.entry);
        by_points
            .then_with(by_middle)
            .then_with(|| order(a).cmp(&order(b)))
    });
    items
}

fn reason_views(seen: Seen<'_>, reasons: &[(PersonId, Names, &Score)]) -> Vec<(Byline, u8, Clean)> {
    let reasons = reasons.iter();
    let mut reasons: Vec<_> = reasons
        .map(|(person, names, one)| {
            let by = seen.mask.byline(seen.session, *person, *names);
            (by, one.points, one.reason.clone())
        })
        .collect();
    // By points, so that the order tells nothing about who they are.
    reasons.sort_by(|(by, a, why), (others, b, other)| {
        let same = || called(by).cmp(&called(others));
        b.cmp(a).then(why.cmp(other)).then_with(same)
    });
    reasons
}

/// What the answers of each step add up to, where the rounds are shown side by side.
pub(super) fn answer_rounds(
    session: &Session,
    kind: &Kind,
    number: Option<Target>,
    round: &Round,
) -> Vec<AnswerRound> {
    if !round.rounds_shown {
        return Vec::new();
    }
    let revealed = round.shown().filter(|version| version.is_blind());
    let mut runs: Vec<_> = revealed
        .map(|version| (version.run, version.place))
        .collect();
    runs.sort_unstable();
    runs.dedup();
    let of = |(run, place): (usize, Place)| {
        let counted = counted_in(session, round, run, place);
        let there = ballot::there_in(session, run).into_iter();
        let silent = there.filter(|person| !counted.contains_key(person)).count();
        let answers = counted.into_values().map(|version| &version.answer);
        Some(AnswerRound {
            step: question::step_name(session, place),
            tally: tally(kind, number, answers)?,
            silent,
        })
    };
    runs.into_iter().filter_map(of).collect()
}

/// Whose answers count in a run of a step, and which.
fn counted_in<'a>(
    session: &Session,
    round: &'a Round,
    run: usize,
    place: Place,
) -> BTreeMap<PersonId, &'a Version> {
    let edit = session.step_at(place).map(|step| step.edit);
    let there = ballot::there_in(session, run);
    let passed = round.passed_in(run);
    let mut counted = BTreeMap::new();
    let shown = round.shown();
    for version in shown.filter(|version| version.is_blind() && version.group.is_empty()) {
        let stands = match edit {
            // Only invited to write anew: whoever does not stands by what they said.
            Some(Edit::NewVersion) => there.contains(&version.person),
            // A step that is repeated keeps what was written in it.
            Some(Edit::Free | Edit::Locked) => version.place == place,
            // Asked once more: whoever passes keeps the earlier answer.
            Some(Edit::Again | Edit::Beside) | None => passed.contains(&version.person),
        };
        if version.run == run || (version.run < run && stands) {
            counted.insert(version.person, version);
        }
    }
    counted
}

/// How many answered or voted in more than one round that may be seen.
pub(super) fn asked_again(round: &Round) -> usize {
    // Whoever answered and then voted was asked once for each.
    let mut runs = HashMap::<(PersonId, Option<_>), Vec<usize>>::new();
    let votes = round.votes.iter().filter(|vote| counts(vote));
    let of = |vote: &Vote| (vote.person, Some(discriminant(&vote.ballot)));
    let mut all: Vec<_> = votes.map(|vote| (of(vote), vote.run)).collect();
    if round.rounds_shown {
        let own = round.shown().filter(|version| version.group.is_empty());
        all.extend(own.map(|version| ((version.person, None), version.run)));
    }
    for (whose, run) in all {
        runs.entry(whose).or_default().push(run);
    }
    let twice = |runs: &Vec<usize>| runs.iter().any(|run| Some(run) != runs.first());
    let twice = runs.into_iter().filter(|(_, runs)| twice(runs));
    let people: BTreeSet<_> = twice.map(|((person, _), _)| person).collect();
    people.len()
}

/// Who moved between the first and the last round.
pub(super) fn moves(seen: Seen<'_>, kind: &Kind) -> Vec<MoveView> {
    let mut moves = vote_moves(seen);
    if !seen.round.rounds_shown {
        return moves;
    }
    let mut versions = BTreeMap::<PersonId, Vec<&Version>>::new();
    let own = seen.round.shown();
    for version in own.filter(|version| version.group.is_empty()) {
        versions.entry(version.person).or_default().push(version);
    }
    let mut moved = Vec::new();
    for (person, theirs) in versions {
        if let (Some(first), Some(last)) = (theirs.first(), theirs.last())
            && first.answer.value != last.answer.value
            // What was said under the name would tell whose the pseudonym is.
            && first.names == last.names
        {
            moved.push(MoveView {
                by: seen.mask.byline(seen.session, person, last.names),
                from: said(kind, &first.answer.value),
                to: said(kind, &last.answer.value),
                why: last.moved_by.clone(),
            });
        }
    }
    // In the order of people, a pseudonym would be no secret.
    moved.sort_by_key(|moved| called(&moved.by));
    moved.append(&mut moves);
    moved
}

fn vote_moves(seen: Seen<'_>) -> Vec<MoveView> {
    // The newest of each run.
    let mut votes = BTreeMap::<PersonId, BTreeMap<usize, &Vote>>::new();
    for vote in seen.round.votes.iter().filter(|vote| counts(vote)) {
        votes.entry(vote.person).or_default().insert(vote.run, vote);
    }
    let words = |ballot: &Ballot| ballot_words(seen, ballot);
    let mut moves = Vec::new();
    for (person, theirs) in votes {
        let Some(last) = theirs.values().next_back() else {
            continue;
        };
        let alike = |vote: &&&Vote| discriminant(&vote.ballot) == discriminant(&last.ballot);
        if let Some(first) = theirs.values().find(alike)
            && !first.ballot.votes_like(&last.ballot)
        {
            moves.push(MoveView {
                by: seen.mask.byline(seen.session, person, last.names),
                from: words(&first.ballot),
                to: words(&last.ballot),
                why: Clean::default(),
            });
        }
    }
    moves.sort_by_key(|one| (one.from.clone(), one.to.clone(), called(&one.by)));
    moves
}

fn ballot_words(seen: Seen<'_>, ballot: &Ballot) -> Clean {
    let words = |entry: Seq| together::item_words(seen.round, entry);
    let said: Vec<String> = match ballot {
        Ballot::Ranking(items) => items.iter().map(|item| words(*item).to_string()).collect(),
        Ballot::Rating(rated) => rated
            .iter()
            .map(|one| format!("{} for “{}”", one.points, words(one.item)))
            .collect(),
        Ballot::Dots(dotted) => dotted
            .iter()
            .map(|one| format!("{} on “{}”", one.dots, words(one.item)))
            .collect(),
        Ballot::Consent { objects: true, .. } => vec!["objects".to_owned()],
        Ballot::Consent { .. } => vec!["consents".to_owned()],
    };
    Clean::line(&said.join(" · "))
}

/// Whether a vote is part of a round that may be seen. Dots are put down and taken up while
/// people talk: no round.
fn counts(vote: &Vote) -> bool {
    vote.revealed && !matches!(vote.ballot, Ballot::Dots(_))
}
