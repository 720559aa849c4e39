//! Runs of numbers that go on elsewhere: what goes on a run belongs to it.

use std::collections::{BTreeMap, HashSet};

use super::unit::{Group, Key, Unit};

/// So many numbers that follow each other are no accident.
const LONG_RUN: usize = 4;

/// So many lines behind its last number stands what belongs to it.
const NEAR: usize = 12;

/// Joins what goes on the same run.
pub(super) fn join(groups: &mut BTreeMap<Key, Vec<Unit>>) {
    join_headings(groups);
    join_lists(groups);
}

/// "4. …" behind "3. …" and what stands below that: one list, whatever stands between.
fn join_lists(groups: &mut BTreeMap<Key, Vec<Unit>>) {
    let mut lists: Vec<(usize, Key)> = groups
        .iter()
        .filter(|(key, _)| key.group == Group::Ordered)
        .filter_map(|(key, units)| Some((units.first()?.from, *key)))
        .collect();
    lists.sort_unstable_by_key(|(from, _)| *from);
    let mut last: BTreeMap<usize, (Key, u64)> = BTreeMap::new();
    for (_, key) in lists {
        let numbers = groups.get(&key).map(|units| (units.first(), units.last()));
        let Some((Some(first), Some(end))) = numbers else {
            continue;
        };
        let (Some(first), Some(end)) = (first.number, end.number) else {
            continue;
        };
        let run = last.get(&key.a).filter(|(_, last)| first == last + 1);
        let own = match run.copied() {
            Some((own, _)) => {
                let more = groups.remove(&key).unwrap_or_default();
                groups.entry(own).or_default().extend(more);
                own
            }
            None => key,
        };
        last.insert(key.a, (own, end));
    }
}

/// Numbered headings that go on a run of headings that ask belong to it.
fn join_headings(groups: &mut BTreeMap<Key, Vec<Unit>>) {
    let keys: Vec<Key> = groups
        .keys()
        .copied()
        .filter(|key| key.group == Group::HeadingNumber && key.b == 0)
        .collect();
    for key in keys {
        let plain = Key {
            group: Group::HeadingPlainNumber,
            ..key
        };
        let Some(mut waiting) = groups.remove(&plain) else {
            continue;
        };
        let run: HashSet<u64> = groups
            .get(&key)
            .into_iter()
            .flatten()
            .filter_map(|unit| unit.number)
            .collect();
        // Where most of a run ask, what stands between them does.
        let most = run.len() >= waiting.len();
        let ends = run.iter().min().zip(run.iter().max());
        let fits = |unit: &Unit| {
            let within =
                |number: u64| ends.is_some_and(|(first, last)| *first < number && number < *last);
            unit.number.is_some_and(|number| {
                let beside = run.contains(&(number + 1)) || run.contains(&number.wrapping_sub(1));
                beside || most && within(number)
            })
        };
        if run.len() >= 3
            && let Some(own) = groups.get_mut(&key)
        {
            let (on, off): (Vec<Unit>, Vec<Unit>) = waiting.into_iter().partition(fits);
            own.extend(on);
            waiting = off;
        }
        if run.len() < 3 {
            join_the_few(groups, &key, &mut waiting);
        }
        if !waiting.is_empty() {
            groups.insert(plain, waiting);
        }
    }
}

/// One that asks among many numbered headings that do not is one of them: all have options, or none
/// asks.
fn join_the_few(groups: &mut BTreeMap<Key, Vec<Unit>>, key: &Key, many: &mut Vec<Unit>) {
    let numbers: HashSet<u64> = many.iter().filter_map(|unit| unit.number).collect();
    let Some(few) = groups.remove(key) else {
        return;
    };
    let beside =
        |number: u64| numbers.contains(&(number + 1)) || numbers.contains(&number.wrapping_sub(1));
    let fits = |unit: &Unit| {
        unit.number
            .is_some_and(|own| !numbers.contains(&own) && beside(own))
    };
    let (on, off): (Vec<Unit>, Vec<Unit>) = few
        .into_iter()
        .partition(|unit| numbers.len() >= 3 && fits(unit));
    many.extend(on);
    if !off.is_empty() {
        groups.insert(*key, off);
    }
}

/// A long run of numbers asks; a paragraph between two of them that happens to ask answers the one
/// above.
pub(super) fn drop_within(units: &mut Vec<Unit>) {
    let run: Vec<(usize, u64)> = units
        .iter()
        .filter(|unit| unit.form == Group::Ordered)
        .filter_map(|unit| Some((unit.from, unit.number?)))
        .collect();
    let on = |pair: &&[(usize, u64)]| matches!(pair, [(_, one), (_, next)] if *next == one + 1);
    if run.windows(2).filter(on).count() < LONG_RUN {
        return;
    }
    let within = |at: usize| {
        let next = run.partition_point(|(from, _)| *from < at);
        let pair = run.get(next.wrapping_sub(1)..=next);
        let behind = run
            .last()
            .is_some_and(|(from, _)| *from < at && at - from <= NEAR);
        behind || pair.filter(|pair| on(pair)).is_some()
    };
    units.retain(|unit| unit.form != Group::Paragraph || unit.section >= 2.5 || !within(unit.from));
}
