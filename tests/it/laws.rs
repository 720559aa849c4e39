//! Laws of the core, tried on random sequences of commands.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use roundtable::{
    id::{PersonId, QuestionId},
    protocol::{BUILT_IN, Names, Protocol, See, own},
    session::{Ballot, Byline, Entry, Event, Place, Session, View, Viewer},
};

use crate::seed::laws;
use crate::{
    revealed::{Revealed, Told, protocol_at, question_at},
    tries::{PEOPLE, drive, tries, votes},
    world::Table,
};

fn viewers() -> Vec<Viewer> {
    let people = (1..=PEOPLE).map(|person| Viewer::Person(PersonId(person)));
    let others = [Viewer::Facilitator, Viewer::Room, Viewer::Report];
    people.chain(others).collect()
}

fn revealed(entries: &[Entry]) -> Revealed {
    let mut told = Revealed {
        answers: Vec::new(),
        models: Vec::new(),
        hints: Vec::new(),
        staged: false,
        groups: Vec::new(),
        group_sees: None,
        votes: Vec::new(),
        ballots: Vec::new(),
        place: Place::Gather,
        furthest: None,
        gone: Vec::new(),
        kept: Vec::new(),
        been: BTreeMap::new(),
    };
    let (mut own, mut runs) = (BTreeMap::new(), BTreeMap::new());
    let (mut protocol, mut names) = (None, Names::Named);
    let mut last = Place::Gather;
    for entry in entries {
        match &entry.event {
            Event::Opened(opened) => protocol = Some(opened.protocol.clone()),
            Event::ProtocolChosen { protocol: chosen } => {
                protocol = Some(chosen.clone());
                own.clear();
            }
            Event::ProtocolOf { question, protocol } => {
                own.insert(question.clone(), protocol.clone());
                // One that is asked begins anew: nothing was said to it.
                if question_at(told.place).as_ref() == Some(question)
                    && let Place::At { stop, .. } = told.place
                {
                    told.arrive(Place::At { stop, step: 0 }, protocol, false);
                }
            }
            Event::NamesSet { names: set } => names = *set,
            Event::Grouped { groups } => told.groups.clone_from(groups),
            Event::Moved { to, .. } => {
                *runs.entry(*to).or_insert(0_usize) += 1;
                let protocol = protocol_at(*to, &own, &protocol);
                told.arrive(*to, &protocol, true);
            }
            Event::SteppedBack { .. }
            | Event::Reopened {}
            | Event::TakenBack { .. }
            | Event::Reassigned { .. } => {
                let to = match &entry.event {
                    Event::SteppedBack { to } => *to,
                    _ => last,
                };
                let protocol = protocol_at(to, &own, &protocol);
                told.goes_back(&entry.event, &protocol, last);
            }
            Event::Hinted { question, hint } => {
                let letter = ["A", "B"][usize::from(*hint)];
                told.hints.push(format!(
                    "HINT{letter}-{}-",
                    question.as_clean().trim_start_matches('q')
                ));
            }
            Event::Answered {
                person,
                question,
                answer,
                late,
                ..
            } => {
                let left = told.left_at(question);
                let place = left.unwrap_or(told.place);
                let Place::At { step, .. } = place else {
                    panic!("answered nowhere")
                };
                let protocol = own.get(question).or(protocol.as_ref()).unwrap();
                let steps = &protocol.steps[..=usize::from(step)];
                let asked = steps.iter().rev().find(|step| step.takes_answers());
                let hidden = names == Names::Hidden || asked.unwrap().names == Names::Hidden;
                let shown = left.is_some() || steps[usize::from(step)].see.contains(&See::Answers);
                let after = !steps[usize::from(step)].takes_answers();
                let groups = told.groups.iter().filter(|group| group.contains(person));
                let one = steps[usize::from(step)].one_a_group && !*late;
                let group = groups.filter(|_| one).flatten().copied().collect();
                told.answer(Told {
                    entry: entry.n,
                    writer: *person,
                    secret: answer.reason.to_string(),
                    of: question.clone(),
                    place,
                    late: *late,
                    open: shown && !((*late || after) && hidden),
                    group,
                    run: runs.get(&place).copied().unwrap_or_default(),
                    withdrawn: false,
                });
            }
            Event::Voted {
                person,
                question,
                ballot,
            } => {
                let reason = match ballot {
                    Ballot::Rating(rated) => rated.first().map(|one| one.reason.to_string()),
                    Ballot::Consent { reason, .. } => Some(reason.to_string()),
                    Ballot::Ranking(_) | Ballot::Dots(_) => None,
                };
                let place = told.place;
                let votes = reason.map(|reason| (*person, reason, question.clone(), place, false));
                told.votes.extend(votes);
                let ranking = matches!(ballot, Ballot::Ranking(_));
                // Dots are put down where all see them.
                let dots = matches!(ballot, Ballot::Dots(_));
                told.ballots
                    .push((*person, question.clone(), ranking, place, dots));
            }
            Event::KeptUnshown {} => {
                let Place::At { stop, .. } = told.place else {
                    panic!("left nowhere")
                };
                let stops = (stop..8).map(|stop| Place::At { stop, step: 0 });
                told.kept.extend(stops.filter_map(question_at));
            }
            Event::Closed { .. } => {
                for number in 1..=5 {
                    let question = QuestionId::new(format!("q{number}"));
                    told.open(&question, None);
                    told.open_votes(&question, None);
                }
                told.group_sees = None;
                last = told.place;
            }
            _ => {}
        }
    }
    told
}

/// Everything that a view holds, as text.
fn all_of(view: &View) -> String {
    format!("{view:?}")
}

fn nothing_hidden(table: &Table) {
    let told = revealed(&table.entries);
    for viewer in viewers() {
        let view = table.view(viewer);
        let text = all_of(&view);
        let in_view = |number: u32| {
            let id = QuestionId::new(format!("q{number}"));
            let mut asked = view.past.iter().chain(&view.question);
            asked.any(|question| question.prompt.id == id)
        };
        for gone in &told.gone {
            assert!(!text.contains(gone), "{viewer:?} and {gone}, taken back");
        }
        for one in &told.answers {
            let Told {
                writer, secret, of, ..
            } = one;
            let mine = viewer == Viewer::Person(*writer);
            let ours = matches!(viewer, Viewer::Person(person) if told
                .groups
                .iter()
                .any(|group| group.contains(&person) && group.contains(writer)));
            let ahead = told.furthest.is_some() && one.place > told.place;
            let in_group = ours && told.group_sees.as_ref() == Some(of) && !ahead;
            let may = (one.open || mine || in_group) && !told.is_dropped(one);
            assert_eq!(
                text.contains(secret),
                may,
                "{viewer:?} and {secret} in {of}"
            );
        }
        for (writer, secret, of, _, open) in &told.votes {
            let mine = viewer == Viewer::Person(*writer);
            assert!(
                *open || mine || !text.contains(secret),
                "{viewer:?} and the vote {secret} in {of}"
            );
        }
        votes_are_private(&told, &table.view(viewer));
        for number in 1..=5 {
            let model = told.models.contains(&QuestionId::new(format!("q{number}")));
            assert_eq!(
                text.contains(&format!("MODEL-{number}-")),
                model,
                "{viewer:?} model {number}"
            );
            for letter in ["A", "B"] {
                let hint = format!("HINT{letter}-{number}-");
                // Where a session goes back to before a question, nothing of it is in view.
                let given = told.hints.contains(&hint) && in_view(number);
                assert_eq!(text.contains(&hint), given, "{viewer:?} {hint}");
            }
        }
        assert_eq!(text.contains("STAGED-"), told.staged, "{viewer:?} staged");
        let facilitator = viewer == Viewer::Facilitator;
        assert!(
            facilitator || !text.contains("LISTEN-"),
            "{viewer:?} listen for"
        );
        assert_eq!(
            text.contains("NOTES-whole-"),
            facilitator,
            "{viewer:?} notes"
        );
    }
}

/// Where all that was cast are rankings that nobody has seen, nothing is told of them; and
/// nobody is said to have moved by a vote or an answer that nobody has seen.
fn votes_are_private(told: &Revealed, view: &View) {
    for question in view.past.iter().chain(&view.question) {
        let id = &question.prompt.id;
        let cast = told.ballots.iter().filter(|(_, of, ..)| of == id);
        let mut rankings = cast
            .clone()
            .filter(|(.., ranking, _, open)| *ranking && !open);
        if rankings.next().is_some() && cast.clone().all(|(.., open)| !open) {
            // A round in which nobody voted may be told, and that is all there is to tell.
            let told = question.rounds.iter().any(|round| round.voted > 0);
            assert!(!told, "{:?}", question.rounds);
            let nobody = |words: &roundtable::text::Clean| words.starts_with("Nobody voted");
            assert!(question.outcome.as_ref().is_none_or(nobody));
        }
        let votes = cast.filter(|(.., open)| *open).map(|(person, ..)| person);
        let answers = told.answers.iter().filter(|one| one.open && one.of == *id);
        let moved = twice(votes) + twice(answers.map(|one| &one.writer));
        assert!(question.moves.len() <= moved, "{:?}", question.moves);
    }
}

/// How many people come up more than once.
fn twice<'p>(people: impl Iterator<Item = &'p PersonId>) -> usize {
    let people: Vec<_> = people.collect();
    let again = (1..=PEOPLE).map(PersonId);
    let count = |person: &PersonId| people.iter().filter(|one| **one == person).count();
    again.filter(|person| count(person) > 1).count()
}

/// What an author may write: every kind of step, in an order that no built-in protocol has.
fn authors() -> Protocol {
    let lines = [
        "think 2: alone, answer, names hidden",
        "pairs 3: pairs, answer, see group, names hidden",
        "look 1: everyone, see private tally",
        "rate 2: alone, rating, see earlier answers, names hidden",
        "rate again 2: alone, rating, see earlier answers, see tally, see rounds, until agreement",
        "round 3: in turn, notes, see how many",
        "rank 2: alone, ranking, see answers",
        "fours 3: fours, answer, see group, groups joined",
        "decide 2: alone, consent, see answers",
        "talk 5: everyone, notes, see answers, see tally, see rounds",
        "model 2: everyone, stance, see model answer",
    ];
    let lines: Vec<_> = lines.into_iter().zip(1..).collect();
    let (protocol, faults) = own("authors", &lines);
    assert!(faults.is_empty(), "{faults:?}");
    protocol.unwrap()
}

/// Each built-in protocol, and one of an author's own.
fn protocol(which: usize) -> Protocol {
    BUILT_IN.get(which).cloned().unwrap_or_else(authors)
}

proptest! {
    #![proptest_config(laws(64))]

    /// Hidden means hidden, in every protocol and for every viewer.
    #[test]
    fn nothing_hidden_in_any_view(tries in tries(), which in 0..=BUILT_IN.len()) {
        drive(&protocol(which), &tries, nothing_hidden);
    }

    /// The same where people vote, and vote again.
    #[test]
    fn no_vote_is_seen_too_soon(tries in votes(), which in 0..=BUILT_IN.len()) {
        drive(&protocol(which), &tries, nothing_hidden);
    }

    /// State is nothing but entries applied in order: a replay sees what was seen live.
    #[test]
    fn replay_equals_live(tries in tries(), which in 0..=BUILT_IN.len()) {
        let table = drive(&protocol(which), &tries, |_| {});
        let replayed = Session::replay(&table.entries).unwrap().runs_elsewhere();
        let now = table.session.last_at();
        for viewer in viewers() {
            prop_assert_eq!(
                all_of(&replayed.view(viewer, now)),
                all_of(&table.session.view(viewer, now))
            );
        }
    }

    /// What is written as JSON is read as the same event.
    #[test]
    fn events_survive_json(tries in tries()) {
        let table = drive(&BUILT_IN[0], &tries, |_| {});
        for entry in &table.entries {
            let json = serde_json::to_string(&entry.event).unwrap();
            prop_assert_eq!(&serde_json::from_str::<Event>(&json).unwrap(), &entry.event);
        }
    }

    /// Time never runs backwards, and no step takes longer than the session.
    #[test]
    fn time_only_grows(tries in tries()) {
        let mut before = 0;
        drive(&BUILT_IN[0], &tries, |table| {
            let clock = table.view(Viewer::Room).clock;
            // Where people gather again, it is as if nothing had begun.
            if table.session.place() == Place::Gather {
                before = 0;
            }
            assert!(clock.total_spent_ms >= before);
            assert!(clock.spent_ms <= clock.total_spent_ms);
            before = clock.total_spent_ms;
        });
    }

    /// In a delphi nobody is named beside what was asked: answers, ratings, passes, stances, moves.
    #[test]
    fn a_delphi_names_nobody(tries in tries()) {
        let delphi = BUILT_IN.iter().find(|one| one.name == "delphi").unwrap();
        let table = drive(delphi, &tries, |_| {});
        // A question may have another way of its own, which names people.
        let others: BTreeSet<_> = table.entries.iter().filter_map(|entry| match &entry.event {
            Event::ProtocolOf { question, protocol } if protocol.name != "delphi" => Some(question),
            _ => None,
        }).collect();
        for viewer in [Viewer::Room, Viewer::Report] {
            let view = table.view(viewer);
            if view.protocol.name != "delphi" {
                continue;
            }
            let asked = view.past.iter().chain(&view.question);
            for question in asked.filter(|one| !others.contains(&one.prompt.id)) {
                let told = question.answers.iter().map(|one| &one.by);
                let told = told.chain(question.passed.iter());
                let told = told.chain(question.stances.iter().map(|one| &one.by));
                let mut told = told.chain(question.moves.iter().map(|one| &one.by));
                prop_assert!(told.all(|by| !matches!(by, Byline::Name(..))), "{:?}", question);
            }
        }
    }

    /// Behind a pseudonym stands no name: a report of hidden names links no answer to a person.
    #[test]
    fn hidden_names_stay_hidden(tries in tries()) {
        let table = drive(&BUILT_IN[0], &tries, |_| {});
        let view = table.view(Viewer::Report);
        let hidden = view.names == Names::Hidden;
        let set_up = table.entries.iter().position(|entry| matches!(entry.event, Event::Answered { .. }));
        let late = table.entries.iter().rposition(|entry| matches!(entry.event, Event::NamesSet { .. }));
        if hidden && late < set_up {
            for answer in view.past.iter().chain(&view.question).flat_map(|question| &question.answers) {
                prop_assert!(matches!(answer.by, Byline::Pseudonym(_)), "{:?}", answer);
                prop_assert_eq!(&answer.role, &None);
            }
        }
    }
}
