//! Every protocol to its end with few people and with many: groups, what is hidden when, sides,
//! and the time that is planned for short and long questions.

use std::collections::{BTreeMap, BTreeSet};

use roundtable::{
    case::{Case, Item, Kind, Question},
    id::PersonId,
    protocol::{ALONE, BUILT_IN, Mix, Protocol, See, Sides, Step, Way},
    session::{Actor, Command, PersonState, Place, View, Viewer},
    text::Clean,
};

use crate::{rig, unordered::acts, world::Table};

/// As many people as sit around a table, and as fill a hall.
const PEOPLE: [u32; 7] = [2, 3, 5, 6, 7, 12, 40];
/// Nobody needs more steps, rounds included.
const MOST_STEPS: usize = 60;

fn asked(protocol: &Protocol) -> Case {
    let kind = if protocol.needs_options() {
        rig::choice(1)
    } else {
        Kind::Open
    };
    rig::one(kind, rig::ASKED)
}

fn gathered(protocol: &Protocol, people: u32) -> Table {
    let mut table = Table::new(asked(protocol), protocol, u64::from(people));
    for person in 1..=people {
        let name = Clean::new(&format!("Person {person}"));
        table.must(Actor::Desk, Command::Join { name, role: None });
    }
    table
}

/// Everybody is in one group, and nobody is alone in it.
fn groups_are_sound(view: &View, people: u32, what: &str) {
    let Some(step) = view
        .step
        .as_ref()
        .filter(|step| step.step.who.size().is_some())
    else {
        return;
    };
    let mut all: Vec<_> = view.groups.iter().flatten().map(|id| id.0).collect();
    all.sort_unstable();
    assert_eq!(all, (1..=people).collect::<Vec<_>>(), "{what}");
    let size = step.step.who.size().unwrap_or_default();
    for group in &view.groups {
        assert!(
            (2..2 * size.max(2)).contains(&group.len()),
            "{what}: {:?}",
            view.groups
        );
    }
    if step.step.sides != Sides::Own {
        let told = &step.lonely;
        assert_eq!(
            told.matches("For it: ").count(),
            view.groups.len(),
            "{what}: {told}"
        );
        for person in 1..=people {
            let name = |mark: &str| format!("Person {person}{mark}");
            let said = [name(","), name(".")]
                .iter()
                .map(|name| told.matches(name.as_str()).count())
                .sum::<usize>();
            assert_eq!(said, 1, "{what}: {person} in {told}");
        }
    }
}

/// Nobody sees what another wrote before a step shows it, but in a group what its people wrote.
fn hidden_is_hidden(table: &Table, people: u32, what: &str) {
    let seen = |viewer| format!("{:?}", table.view(viewer));
    let room = seen(Viewer::Room);
    assert!(
        !room.contains("TEXT-") && !room.contains("WHY-"),
        "{what}: {room}"
    );
    let view = table.view(Viewer::Facilitator);
    let shows = view.step.is_some_and(|step| step.step.shows(See::Group));
    for me in [1, people] {
        let own = seen(Viewer::Person(PersonId(me)));
        let with = view
            .groups
            .iter()
            .find(|group| group.contains(&PersonId(me)));
        for other in (1..=people).filter(|other| *other != me) {
            let together = with.is_some_and(|with| with.contains(&PersonId(other)));
            let text =
                own.contains(&format!("TEXT-{other}-")) || own.contains(&format!("WHY-{other}-"));
            assert!(!text || (shows && together), "{what}: {me} sees {other}");
        }
    }
}

fn play(protocol: &Protocol, people: u32) -> BTreeMap<String, Vec<Vec<PersonId>>> {
    let mut table = gathered(protocol, people);
    let mut met = BTreeMap::new();
    let mut shown = false;
    for _ in 0..MOST_STEPS {
        let view = table.view(Viewer::Facilitator);
        if let Some(step) = &view.step {
            let what = format!("{} with {people}, {}", protocol.name, step.step.name);
            groups_are_sound(&view, people, &what);
            met.insert(step.step.name.to_string(), view.groups.clone());
            shown |= step.step.reveals();
            for person in view
                .people
                .iter()
                .filter(|person| person.state == PersonState::Open)
            {
                acts(&mut table, person.id);
            }
            if !shown {
                hidden_is_hidden(&table, people, &what);
            }
        }
        if table.session.place() == Place::Over {
            break;
        }
        if view.can.advance {
            table.advance();
        } else {
            table.must(Actor::Desk, Command::Close);
        }
    }
    assert_eq!(
        table.session.place(),
        Place::Over,
        "{} with {people}",
        protocol.name
    );
    let report = table.view(Viewer::Report);
    let question = &report.past[0];
    let together = |name: &str| {
        let mut steps = protocol.steps.iter();
        steps.any(|step| step.one_a_group && step.name == *name)
    };
    let wrote: BTreeSet<_> = question
        .answers
        .iter()
        .filter(|answer| !together(&answer.step))
        .map(|answer| format!("{:?}", answer.by))
        .collect();
    let asks_all = protocol
        .steps
        .iter()
        .any(|step| step.asks_each() && step.takes_answers());
    if asks_all {
        // Every fifth passes.
        let may_pass = (1..=people).filter(|person| person % 5 == 3).count();
        let all = people as usize;
        assert!(
            (all - may_pass..=all).contains(&wrote.len()),
            "{} with {people}: {wrote:?}",
            protocol.name
        );
    } else {
        assert!(!wrote.is_empty(), "{} with {people}", protocol.name);
    }
    met
}

#[test]
fn every_protocol_comes_to_its_end_with_two_people_and_with_forty() {
    for protocol in BUILT_IN.iter().filter(|protocol| protocol.name != ALONE) {
        for people in PEOPLE {
            play(protocol, people);
        }
    }
}

#[test]
fn in_a_jigsaw_people_of_different_groups_meet() {
    let protocol = Protocol::find("jigsaw").unwrap();
    assert!(protocol.steps.iter().any(|step| step.mix == Mix::OneOfEach));
    for people in PEOPLE {
        let met = play(protocol, people);
        let (learnt, taught) = (&met["learn"], &met["teach"]);
        let piece = |person: &PersonId| learnt.iter().position(|group| group.contains(person));
        for group in taught.iter().filter(|_| learnt.len() > 1) {
            let pieces: BTreeSet<_> = group.iter().map(piece).collect();
            let wanted = learnt.len().min(group.len());
            assert_eq!(pieces.len(), wanted, "{people}: {learnt:?}, {taught:?}");
        }
    }
}

#[test]
fn in_a_controversy_the_same_people_change_sides() {
    let protocol = Protocol::find("academic-controversy").unwrap();
    for people in PEOPLE {
        let met = play(protocol, people);
        assert_eq!(met["prepare"], met["change sides"], "{people}");
        assert_eq!(met["prepare"], met["agree"], "{people}");
    }
}

#[test]
fn one_person_is_told_to_argue_both_sides() {
    let mut table = gathered(Protocol::find("academic-controversy").unwrap(), 1);
    let told = loop {
        table.advance();
        let view = table.view(Viewer::Room);
        let step = view.step.expect("a step with sides comes before the end");
        if step.step.sides != Sides::Own {
            break step.lonely;
        }
    };
    assert!(
        told.contains("argues both sides") || told.contains("Nobody else is here"),
        "{told}"
    );
}

/// A short question gets its minutes, or a quarter of what the protocol usually takes, and a longer
/// one never less.
#[test]
fn the_minutes_of_a_question_are_shared_out_and_add_up() {
    for protocol in BUILT_IN.iter().filter(|protocol| protocol.name != ALONE) {
        let usual: u32 = protocol.steps.iter().filter_map(|step| step.seconds).sum();
        let mut before = 0;
        for minutes in [3, 10, 30] {
            let case = with_time(asked(protocol), minutes * 60);
            let mut table = Table::new(case, protocol, 1);
            let how = Way::Phones;
            table.must(Actor::Desk, Command::SetWriting { how });
            let view = table.view(Viewer::Facilitator);
            let planned: u32 = view
                .agenda
                .iter()
                .filter(|line| line.question.is_some())
                .filter_map(|line| line.planned_s)
                .sum();
            let timed = protocol
                .steps
                .iter()
                .filter(|step| step.seconds.is_some())
                .count() as u32;
            let wanted = (minutes * 60).max(usual / 4).max(timed * 30);
            let what = format!("{}, {minutes} min: {planned} s of {wanted}", protocol.name);
            assert!(planned.abs_diff(wanted) <= 30, "{what}");
            assert!(planned.is_multiple_of(30) && planned >= before, "{what}");
            before = planned;
        }
    }
}

/// Where writing takes longer than the author gave, talk is not pressed into what is left.
#[test]
fn who_waits_long_for_the_keyboard_has_time_to_talk() {
    for protocol in BUILT_IN.iter().filter(|protocol| protocol.name != ALONE) {
        for way in [Way::Round, Way::Typed] {
            let mut table = Table::new(with_time(asked(protocol), 240), protocol, 1);
            for person in 1..=12 {
                table.must(Actor::Desk, crate::desk::join(&format!("P{person}")));
            }
            table.must(Actor::Desk, Command::SetWriting { how: way });
            let times = table.view(Viewer::Facilitator).step_times;
            let writes = protocol.steps.iter().any(Step::asks_each);
            for (step, time) in protocol.steps.iter().zip(times).filter(|_| writes) {
                let (usual, Some((least, _))) = (step.seconds.unwrap_or(0), time) else {
                    continue;
                };
                let what = format!("{}, {}: {least} s of {usual}", protocol.name, step.name);
                assert!(!step.talks() || least >= usual / 2 / 30 * 30, "{what}");
            }
        }
    }
}

fn with_time(mut case: Case, seconds: u32) -> Case {
    for item in case.parts.iter_mut().flat_map(|part| &mut part.items) {
        if let Item::Question(question) = item {
            let mut prompt = (*question.prompt).clone();
            prompt.seconds = Some(seconds);
            *question = std::sync::Arc::new(Question {
                prompt: std::sync::Arc::new(prompt),
                aside: std::sync::Arc::clone(&question.aside),
            });
        }
    }
    case
}
