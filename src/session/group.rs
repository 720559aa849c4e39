//! Groups for a step: everybody who is here in one, none alone where two are here. Fresh ones
//! each time: nobody meets the same partner again while others are left.

use std::{collections::BTreeMap, sync::Arc};

mod costs;

use costs::Costs;

use super::{Fit, Place, Session, ballot, pseudonym::scatter};
use crate::{
    case::Value,
    id::PersonId,
    protocol::{Mix, Sides, Step, Who},
    text::Clean,
};

/// What it costs to bring two together who answered alike, where they should not have; more
/// than all meetings of a session.
const ALIKE: u32 = 100_000;

/// Who works with whom.
#[derive(Clone, Debug, Default)]
pub(super) struct Groups {
    /// Those of the step that runs.
    pub(super) now: Vec<Vec<PersonId>>,
    /// Those of the last step that had any.
    pub(super) before: Vec<Vec<PersonId>>,
    /// How often two people were in one group, the lower number first, and in which run last.
    met: Arc<BTreeMap<(PersonId, PersonId), (u32, usize)>>,
}

/// Groups for a step; what is left over is spread, so that odd numbers become trios. The same
/// session makes the same ones, whoever replays it.
pub(super) fn make(session: &Session, step: &Step, to: Place) -> Vec<Vec<PersonId>> {
    // Always in this order: the rounds of pairs are turns of one circle.
    let mut people: Vec<_> = session.people.here().map(|person| person.id).collect();
    people.sort_by_key(|person| scatter(session.seed, 0, u64::from(person.0)));
    of_size(session, &people, step.who, step.mix, to)
}

fn of_size(
    session: &Session,
    people: &[PersonId],
    who: Who,
    mix: Mix,
    to: Place,
) -> Vec<Vec<PersonId>> {
    let count = who.groups(people.len()).unwrap_or(1);
    if mix == Mix::Same && !session.groups.before.is_empty() {
        return same_groups(session, people);
    }
    if mix == Mix::Joined && !session.groups.before.is_empty() {
        return joined_groups(session, people, count);
    }
    if mix == Mix::OneOfEach && session.groups.before.len() > 1 {
        return one_of_each(session, people, count);
    }
    if mix == Mix::Seated {
        return seated_groups(session, people, who, to);
    }
    let said = match mix {
        Mix::Different => said_at(session, to, people),
        Mix::Fresh | Mix::Joined | Mix::Seated | Mix::Same | Mix::OneOfEach => {
            vec![None; people.len()]
        }
    };
    let costs = costs(session, people, &said);
    let groups = match (mix, who) {
        (Mix::Different, _) => dealt(&by_answer(&said), count),
        (_, Who::Pair) => costs.turned(),
        _ => {
            let mut order: Vec<_> = (0..people.len()).collect();
            let salt = session.last.0.0;
            order.sort_by_key(|at| scatter(session.seed, salt, *at as u64));
            dealt(&order, count)
        }
    };
    let groups = costs.improved(groups);
    let named = |at: usize| people.get(at).copied();
    let groups = groups.into_iter();
    groups
        .map(|group| group.into_iter().filter_map(named).collect())
        .collect()
}

/// People who share a device sit together and are a group. Everybody else makes groups as
/// usual; one who is left over joins the smallest.
fn seated_groups(
    session: &Session,
    people: &[PersonId],
    who: Who,
    to: Place,
) -> Vec<Vec<PersonId>> {
    let here = |on: &Vec<PersonId>| {
        let here = on.iter().filter(|person| people.contains(person));
        here.copied().collect::<Vec<_>>()
    };
    let mut groups: Vec<_> = session.people.devices.values().map(here).collect();
    groups.retain(|group| group.len() > 1);
    let mut others = people.to_vec();
    others.retain(|person| !groups.iter().flatten().any(|seated| seated == person));
    match (
        others.as_slice(),
        groups.iter_mut().min_by_key(|group| group.len()),
    ) {
        ([], _) => {}
        ([left], Some(smallest)) => smallest.push(*left),
        _ => groups.extend(of_size(session, &others, who, Mix::Fresh, to)),
    }
    groups
}

/// The groups before, as they were; whoever was in none of them joins the smallest, and whoever
/// is left alone another.
fn same_groups(session: &Session, people: &[PersonId]) -> Vec<Vec<PersonId>> {
    let mut groups = session.groups.before.clone();
    for group in &mut groups {
        group.retain(|person| people.contains(person));
    }
    let known = |person: &&PersonId| !groups.iter().flatten().any(|known| known == *person);
    let mut left: Vec<_> = people.iter().filter(known).copied().collect();
    groups.retain(|group| !group.is_empty());
    if groups.len() > 1
        && let Some(lonely) = groups.iter().position(|group| group.len() == 1)
    {
        left.extend(groups.remove(lonely));
    }
    for person in left {
        match groups.iter_mut().min_by_key(|group| group.len()) {
            Some(group) => group.push(person),
            None => groups.push(vec![person]),
        }
    }
    groups
}

/// People of different groups before: those of one are dealt out one after the other, so that
/// no two of them meet as long as there are other groups.
fn one_of_each(session: &Session, people: &[PersonId], count: usize) -> Vec<Vec<PersonId>> {
    let before = session.groups.before.iter().flatten();
    let mut order: Vec<_> = before
        .filter(|person| people.contains(person))
        .copied()
        .collect();
    let new = people.iter().filter(|person| !order.contains(person));
    order.extend(new.copied().collect::<Vec<_>>());
    let mut groups = vec![Vec::new(); count];
    for (at, person) in order.into_iter().enumerate() {
        if let Some(group) = groups.get_mut(at % count) {
            group.push(person);
        }
    }
    groups
}

/// Who argues for it and who against it, group by group, in words.
pub(super) fn sides_told(session: &Session, sides: Sides) -> Clean {
    let several = session.groups.now.len() > 1;
    let names = |people: &[PersonId]| {
        let people = people
            .iter()
            .filter_map(|person| session.people.get(*person));
        let names: Vec<_> = people.map(|person| person.name.as_str()).collect();
        names.join(", ")
    };
    let told = session.groups.now.iter().enumerate().map(|(at, group)| {
        let (first, second) = group.split_at(group.len().div_ceil(2));
        let (pro, contra) = match sides {
            Sides::Changed => (second, first),
            Sides::Own | Sides::Taken => (first, second),
        };
        let number = if several {
            format!("{}. ", at + 1)
        } else {
            String::new()
        };
        if pro.is_empty() || contra.is_empty() {
            let one = names(group);
            return format!("{number}{one} is alone and argues both sides, for it first.");
        }
        format!(
            "{number}For it: {}. Against it: {}.",
            names(pro),
            names(contra)
        )
    });
    Clean::line(&told.collect::<Vec<_>>().join(" "))
}

/// The groups before, put together; whoever was in none of them comes along.
fn joined_groups(session: &Session, people: &[PersonId], count: usize) -> Vec<Vec<PersonId>> {
    let mut before: Vec<Vec<_>> = Vec::new();
    for group in &session.groups.before {
        let there = group.iter().filter(|person| people.contains(person));
        before.push(there.copied().collect());
    }
    let new = people
        .iter()
        .filter(|person| !before.iter().flatten().any(|known| known == *person));
    before.extend(new.map(|person| vec![*person]).collect::<Vec<_>>());
    before.sort_by_key(|group| std::cmp::Reverse(group.len()));
    let mut groups = vec![Vec::new(); count];
    for group in before {
        if let Some(smallest) = groups.iter_mut().min_by_key(|group| group.len()) {
            smallest.extend(group);
        }
    }
    evened(groups)
}

/// What each person answered last to the question of that place.
fn said_at<'a>(session: &'a Session, to: Place, people: &[PersonId]) -> Vec<Option<&'a Value>> {
    let round = match to {
        Place::At { stop, .. } => session
            .question_at(stop)
            .and_then(|question| session.rounds.get(question)),
        Place::Gather | Place::Over => None,
    };
    let mut newest = BTreeMap::new();
    let own = |version: &&super::Version| version.group.is_empty();
    let versions = round.iter().flat_map(|round| &round.versions);
    for version in versions.filter(own) {
        newest.insert(version.person, &version.answer.value);
    }
    let said = |person: &PersonId| newest.get(person).copied();
    people.iter().map(said).collect()
}

fn costs(session: &Session, people: &[PersonId], said: &[Option<&Value>]) -> Costs {
    let places: BTreeMap<_, _> = people.iter().zip(0..).collect();
    let mut costs = Costs::none(people.len());
    for ((a, b), (times, _)) in session.groups.met.iter() {
        if let (Some(a), Some(b)) = (places.get(a), places.get(b)) {
            costs.add(*a, *b, *times);
        }
    }
    for (a, mine) in said.iter().enumerate() {
        for (b, theirs) in said.iter().enumerate().skip(a + 1) {
            if mine.is_some() && mine == theirs {
                costs.add(a, b, ALIKE);
            }
        }
    }
    costs
}

pub(super) fn grouped(session: &mut Session, groups: &[Vec<PersonId>]) -> Fit {
    if !groups_hold(session, groups) {
        return Err("its groups name somebody twice, or nobody");
    }
    session.groups.now = groups.to_vec();
    session.groups.before = groups.to_vec();
    remember_meetings(session);
    Ok(())
}

/// Remembers who is in a group with whom now.
fn remember_meetings(session: &mut Session) {
    let run = ballot::run(session);
    let met = Arc::make_mut(&mut session.groups.met);
    for group in &session.groups.now {
        for a in group {
            for b in group.iter().filter(|b| a < *b) {
                let (times, last) = met.entry((*a, *b)).or_default();
                // Groups that change while they work meet once all the same.
                if *last != run {
                    *times += 1;
                }
                *last = run;
            }
        }
    }
}

/// The groups with a person who came while they work: into the smallest one.
pub(super) fn groups_with(session: &Session, person: PersonId) -> Vec<Vec<PersonId>> {
    let mut groups = session.groups.now.clone();
    match groups.iter_mut().min_by_key(|group| group.len()) {
        Some(group) => group.push(person),
        None => groups.push(vec![person]),
    }
    groups
}

/// The groups without a person who went: whoever would be left alone joins the smallest
/// other group.
pub(super) fn groups_without(session: &Session, person: PersonId) -> Vec<Vec<PersonId>> {
    let mut groups = session.groups.now.clone();
    for group in &mut groups {
        group.retain(|member| *member != person);
    }
    groups.retain(|group| !group.is_empty());
    if let Some(lonely) = groups.iter().position(|group| group.len() == 1)
        && groups.len() > 1
    {
        let left = groups.remove(lonely);
        if let Some(group) = groups.iter_mut().min_by_key(|group| group.len()) {
            group.extend(left);
        }
    }
    groups
}

/// Whom each person works with now, themselves included.
pub(super) fn group_of(session: &Session, person: PersonId) -> Option<&[PersonId]> {
    session
        .groups
        .now
        .iter()
        .find(|group| group.contains(&person))
        .map(Vec::as_slice)
}

/// Groups name people who are here, each once.
fn groups_hold(session: &Session, groups: &[Vec<PersonId>]) -> bool {
    let mut seen = BTreeMap::new();
    for person in groups.iter().flatten() {
        *seen.entry(*person).or_insert(0) += 1;
    }
    seen.iter()
        .all(|(person, count)| *count == 1 && session.people.get(*person).is_some())
}

/// Groups of which none has two people more than another: as many of the largest as that takes go
/// over, so that three pairs make two groups of three.
fn evened(mut groups: Vec<Vec<PersonId>>) -> Vec<Vec<PersonId>> {
    loop {
        groups.sort_by_key(Vec::len);
        let (Some(least), Some(most)) = (groups.first(), groups.last()) else {
            return groups;
        };
        if most.len() < least.len() + 2 {
            return groups;
        }
        let over = groups.last_mut().and_then(Vec::pop);
        if let Some(least) = groups.first_mut() {
            least.extend(over);
        }
    }
}

/// People by their answer, so that dealing them out parts those who answered alike.
fn by_answer(said: &[Option<&Value>]) -> Vec<usize> {
    let mut kinds: Vec<(&Option<&Value>, Vec<usize>)> = Vec::new();
    for (at, value) in said.iter().enumerate() {
        match kinds.iter_mut().find(|(known, _)| *known == value) {
            Some((_, people)) => people.push(at),
            None => kinds.push((value, vec![at])),
        }
    }
    kinds.sort_by_key(|(_, people)| std::cmp::Reverse(people.len()));
    kinds.into_iter().flat_map(|(_, people)| people).collect()
}

/// Dealt out like cards, one to each group in turn.
fn dealt(order: &[usize], count: usize) -> Vec<Vec<usize>> {
    let mut groups = vec![Vec::new(); count];
    for (at, person) in order.iter().enumerate() {
        if let Some(group) = groups.get_mut(at % count) {
            group.push(*person);
        }
    }
    groups
}
