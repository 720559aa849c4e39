//! What has come of votes, in words: what was decided, what was not, and what becomes of an
//! objection that stands.

use std::collections::BTreeMap;

use super::{question::Seen, together};
use crate::{
    id::{PersonId, Seq},
    protocol::Until,
    session::{Ballot, Place, Round, Session, ballot},
    text::{Clean, plural},
};

/// What has come of the votes so far, in words; none where nothing may be seen.
pub(super) fn outcome(seen: Seen<'_>) -> Option<Clean> {
    let (session, round) = (seen.session, seen.round);
    let mut runs = ballot::runs_shown(session, round, seen.index);
    runs.retain(|run| ballot::run_decides(session, round, *run));
    let last = *runs.last()?;
    let said = if ballot::run_decides_by_consent(session, round, last) {
        consent_words(seen, &runs)
    } else {
        agreement_words(seen, &runs)?
    };
    Some(Clean::new(&said))
}

fn consent_words(seen: Seen<'_>, runs: &[usize]) -> String {
    let (session, round) = (seen.session, seen.round);
    let last = runs.last().copied().unwrap_or_default();
    let votes = round.votes_of(last);
    let objecting = round.objections(last);
    if objecting > 0 && goes_round_again(session, seen.index, runs.len()) {
        let object = plural(objecting, "person objects", "people object");
        return format!("{object}. Change the proposal with them; then everybody is asked again.");
    }
    if objecting > 0 {
        let stand = plural(objecting, "objection stands", "objections stand");
        return format!("It does not go ahead: {stand}, and is kept in the report.");
    }
    let silent = ballot::silent_in(session, round, last).len();
    let decided = if votes.is_empty() {
        "Nobody voted, so nothing is decided.".to_owned()
    } else if silent > 0 {
        let have = plural(silent, "person has", "people have");
        format!("It is not decided: nobody who voted objects, but {have} not voted.")
    } else {
        "Nobody objects: it goes ahead.".to_owned()
    };
    let passed = match round.passed_in(last).len() {
        0 => String::new(),
        passed => {
            let passed = plural(
                passed,
                "person passed and counts",
                "people passed and count",
            );
            format!(" {passed} for neither side.")
        }
    };
    let earlier = match left_standing(round, runs) {
        0 => String::new(),
        left => {
            let left = plural(left, "earlier objection was", "earlier objections were");
            format!(" {left} not taken back: no vote followed. It is kept in the report.")
        }
    };
    decided + &passed + &earlier
}

fn agreement_words(seen: Seen<'_>, runs: &[usize]) -> Option<String> {
    let (session, round) = (seen.session, seen.round);
    let voted = |run: &&usize| !round.votes_of(**run).is_empty();
    let last = *runs.iter().rfind(voted)?;
    let rounds = runs.iter().filter(|run| **run <= last).count();
    let words = |mut items: Vec<Seq>| {
        items.sort_by_key(|item| seen.mask.order(session, round, *item));
        let items = items.iter();
        let items = items.map(|item| together::item_words(round, *item));
        let words: Vec<_> = items.map(|words| format!("“{words}”")).collect();
        words.join(" · ")
    };
    let (good, bad) = (words(round.agreed(last)), words(round.agreed_against(last)));
    let mut said = Vec::new();
    if !good.is_empty() {
        said.push(format!("Agreed in round {rounds}: {good}."));
    }
    if !bad.is_empty() {
        said.push(format!("Agreed in round {rounds} that it is not: {bad}."));
    }
    if said.is_empty() {
        said.push(format!(
            "No consensus after round {rounds}; that is a result too."
        ));
    }
    let rated = round.ratings(last);
    let listed = round.rated.get(&last).cloned().unwrap_or_default();
    let listed = listed.into_iter();
    let unrated = words(listed.filter(|item| !rated.contains_key(item)).collect());
    if !unrated.is_empty() {
        said.push(format!("Nobody rated {unrated}."));
    }
    Some(said.join(" "))
}

/// Whether a step that is still to end leads back to the vote, after so many rounds.
fn goes_round_again(session: &Session, index: usize, rounds: usize) -> bool {
    let (Some(asked), Place::At { step, .. }) = (session.asked_now(), session.place) else {
        return false;
    };
    let to_come = session.protocol_now().steps.iter();
    let to_come = to_come.skip(usize::from(step));
    let mut again = to_come.filter_map(|step| step.round_again);
    asked.index == index
        && again
            .any(|again| again.until == Until::NoObjection && rounds < usize::from(again.rounds))
}

/// How many objected in an earlier round and did not vote in the last one.
fn left_standing(round: &Round, runs: &[usize]) -> usize {
    let mut newest = BTreeMap::<PersonId, (usize, bool)>::new();
    for run in runs {
        for (person, vote) in round.votes_of(*run) {
            let objects = matches!(vote.ballot, Ballot::Consent { objects: true, .. });
            newest.insert(person, (*run, objects));
        }
    }
    let stands = |(run, objects): &&(usize, bool)| *objects && Some(run) != runs.last();
    newest.values().filter(stands).count()
}
