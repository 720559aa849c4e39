//! Groups, over many random rooms: nobody is left out, and nobody meets the same partner again
//! while others are left.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use roundtable::{
    case::{Answer, Case, Value},
    id::{PersonId, QuestionId},
    protocol::{Mix, Protocol, See, Step, Who},
    session::{Actor, Command, Viewer},
    text::Clean,
};

use crate::seed::laws;
use crate::{
    desk::join,
    rig::{choice, one},
    world::Table,
};

/// Think, then groups of that kind, and nothing else.
fn protocol(who: Who, mix: Mix) -> Protocol {
    let mut protocol = Protocol::find("think-pair-share").unwrap().clone();
    let steps = protocol.steps.to_mut();
    steps.truncate(2);
    let grouped: &mut Step = &mut steps[1];
    (grouped.who, grouped.mix) = (who, mix);
    grouped.see = vec![See::Count].into();
    protocol
}

fn room(case: Case, protocol: &Protocol, people: usize, seed: u64) -> Table {
    let mut table = Table::new(case, protocol, seed);
    for person in 1..=people {
        table.must(Actor::Desk, join(&format!("P{person}")));
    }
    table.advance();
    table
}

fn groups(table: &Table) -> Vec<Vec<PersonId>> {
    table.view(Viewer::Room).groups
}

/// New groups for the same step.
fn again(table: &mut Table) {
    let from = table.session.place();
    table.must(Actor::Desk, Command::Repeat { from });
}

fn meetings(groups: &[Vec<PersonId>]) -> Vec<(PersonId, PersonId)> {
    let mut pairs = Vec::new();
    for group in groups {
        for a in group {
            let others = group.iter().filter(|b| a < *b);
            pairs.extend(others.map(|b| (*a, *b)));
        }
    }
    pairs
}

fn whole(groups: &[Vec<PersonId>], people: usize, size: usize) {
    let all: BTreeSet<_> = groups.iter().flatten().collect();
    assert_eq!(all.len(), people);
    assert_eq!(groups.iter().map(Vec::len).sum::<usize>(), people);
    for group in groups {
        // Nobody alone; threes and fours within one of their size where that can be, tables no
        // larger than eight.
        let (least, most) = match size {
            2 => (2, 3),
            3 => (2, 4),
            4 => (3, 5),
            _ => (2, 8),
        };
        let least = least.min(people);
        assert!((least..=most).contains(&group.len()), "{groups:?}");
    }
    if size == 2 {
        let trios = groups.iter().filter(|group| group.len() == 3).count();
        assert_eq!(trios, people % 2, "{people}: {groups:?}");
    }
}

fn everybody_is_in_a_group(people: usize, which: usize, seed: u64) {
    let who = [Who::Pair, Who::Trio, Who::Four, Who::Table][which];
    let mut table = room(crate::rig::open(), &protocol(who, Mix::Fresh), people, seed);
    table.advance();
    whole(&groups(&table), people, who.size().unwrap());
}

proptest! {
    #![proptest_config(laws(1_000))]

    #[test]
    fn nobody_is_left_out(people in 2_usize..=60, which in 0..4_usize, seed in any::<u64>()) {
        everybody_is_in_a_group(people, which, seed);
    }
}

proptest! {
    #![proptest_config(laws(12))]

    #[test]
    fn nobody_is_left_out_of_hundreds(
        people in 200_usize..=300,
        which in 0..4_usize,
        seed in any::<u64>(),
    ) {
        everybody_is_in_a_group(people, which, seed);
    }
}

proptest! {
    #![proptest_config(laws(40))]

    /// An even number of people: everybody meets everybody once before anybody meets twice. An
    /// odd one: no pair meets twice while a trio can still be made of people who have not met.
    #[test]
    fn partners_are_new_while_others_are_left(people in 2_usize..=40, seed in any::<u64>()) {
        let mut table = room(crate::rig::open(), &protocol(Who::Pair, Mix::Fresh), people, seed);
        table.advance();
        let rounds = if people % 2 == 0 { people - 1 } else { people / 4 };
        let mut met = BTreeMap::new();
        for round in 0..rounds {
            let now = groups(&table);
            whole(&now, people, 2);
            for pair in meetings(&now) {
                *met.entry(pair).or_insert(0) += 1;
                prop_assert_eq!(met[&pair], 1, "round {}: {:?} met before", round, pair);
            }
            again(&mut table);
        }
        if people % 2 == 0 {
            prop_assert_eq!(met.len(), people * (people - 1) / 2);
        }
    }

    /// People come and go: whoever meets somebody again could not have been helped by an
    /// exchange with anybody else.
    #[test]
    fn people_who_come_and_go_meet_new_ones(people in 6_usize..=30, seed in any::<u64>()) {
        let mut table = room(crate::rig::open(), &protocol(Who::Pair, Mix::Fresh), people, seed);
        table.advance();
        let mut twice = 0;
        let mut met = BTreeSet::new();
        for round in 0..people / 3 {
            twice += meetings(&groups(&table)).into_iter().filter(|pair| !met.insert(*pair)).count();
            let person = PersonId(u32::try_from(1 + round % people).unwrap());
            let here = table.view(Viewer::Room).person(person).unwrap().here;
            // Where groups change while they work, those who stay are together a second time.
            let command = if here { Command::Leave { person } } else { Command::Return { person } };
            table.must(Actor::Desk, command);
            met.extend(meetings(&groups(&table)));
            again(&mut table);
        }
        prop_assert!(twice <= people / 6, "{twice} of {people}");
    }

    #[test]
    fn pairs_answered_differently_while_there_are_any(
        people in 2_usize..=120,
        first in 0_usize..=120,
        seed in any::<u64>(),
    ) {
        let first = first.min(people);
        let protocol = protocol(Who::Pair, Mix::Different);
        let mut table = room(one(choice(1), "Which?"), &protocol, people, seed);
        for person in 1..=people {
            let option = u8::from(person > first);
            let answer = Answer { value: Value::Choice(vec![option]), reason: Clean::default() };
            table.must(Actor::Desk, Command::Answer {
                person: PersonId(u32::try_from(person).unwrap()),
                question: QuestionId::new("q1"),
                answer,
                handed_in: false,
                moved_by: None,
            });
        }
        table.advance();
        let now = groups(&table);
        whole(&now, people, 2);
        let side = |person: &PersonId| person.0 as usize <= first;
        let mixed = now.iter().filter(|group| group.iter().any(side) && !group.iter().all(side));
        let most = first.min(people - first).min(people / 2);
        prop_assert_eq!(mixed.count(), most, "{:?}", now);
    }
}

#[test]
fn fours_are_made_of_the_pairs_before() {
    let protocol = Protocol::find("1-2-4-all").unwrap();
    for people in 4..=40 {
        let mut table = room(crate::rig::open(), protocol, people, 5);
        table.advance();
        let pairs = groups(&table);
        table.advance();
        let fours = groups(&table);
        let all: BTreeSet<_> = fours.iter().flatten().collect();
        assert_eq!(all.len(), people);
        let apart = pairs.iter().filter(|pair| {
            let mut fours = fours.iter();
            !fours.any(|four| pair.iter().all(|one| four.contains(one)))
        });
        // A pair is parted only so that three pairs are twice three and not the whole room.
        assert!(apart.count() <= 1, "{people}: {fours:?}");
        let sizes: BTreeSet<_> = fours.iter().map(Vec::len).collect();
        let expected: &[usize] = match people {
            5 => &[5],
            6 => &[3, 3],
            7 => &[3, 4],
            9 => &[4, 5],
            10 => &[3, 4],
            _ if people % 4 == 0 => &[4],
            _ => &[3, 4, 5],
        };
        assert!(
            sizes.iter().all(|size| expected.contains(size)),
            "{people}: {fours:?}"
        );
    }
}
