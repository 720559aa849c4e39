//! Single votes leave the group as each voter agreed to, and are told to nobody in it.

use std::collections::BTreeSet;

use roundtable::{
    case::Answer,
    id::{PersonId, Seq},
    protocol::Protocol,
    report::rows::{self, Keys, Row, Voted},
    session::{Actor, Ballot, Command, Dotted, Level, Score, View, Viewer},
    text::Clean,
};

use crate::{
    leaving::{NAMES, agree},
    rig,
    world::Table,
};

/// What each of six people agrees to; the last one says nothing.
const LEVELS: [Option<Level>; 6] = [
    Some(Level::Named),
    Some(Level::Counted),
    Some(Level::Words),
    Some(Level::Nothing),
    Some(Level::Words),
    None,
];

/// What somebody votes where they are asked to, in the way of the protocol.
fn ballot(protocol: &str, person: u32, view: &View) -> Ballot {
    let items: Vec<Seq> = view
        .question
        .iter()
        .flat_map(|question| &question.items)
        .map(|item| item.entry)
        .collect();
    let why = Clean::new(&format!("Reason of voter {person}."));
    match protocol {
        "nominal-group" => Ballot::Ranking(items.into_iter().take(3).collect()),
        "delphi" => Ballot::Rating(
            items
                .into_iter()
                .map(|item| Score {
                    item,
                    points: (person % 9 + 1) as u8,
                    reason: why.clone(),
                })
                .collect(),
        ),
        "consent" => Ballot::Consent {
            objects: person == 5,
            reason: if person == 5 { why } else { Clean::default() },
        },
        _ => Ballot::Dots(
            items
                .into_iter()
                .take(1)
                .map(|item| Dotted { item, dots: 3 })
                .collect(),
        ),
    }
}

/// A session in which everybody answers and votes wherever they are asked, up to the close.
fn voted(protocol: &str) -> Table {
    let mut table = Table::new(rig::open(), Protocol::find(protocol).unwrap(), 3);
    for name in NAMES {
        let name = Clean::new(name);
        table.must(Actor::Desk, Command::Join { name, role: None });
    }
    for _ in 0..60 {
        let desk = table.view(Viewer::Facilitator);
        if desk.can.commit && desk.step.is_none() {
            return table;
        }
        for person in (1..=6).map(PersonId) {
            let seen = table.view(Viewer::Person(person));
            let Some(question) = seen.question.as_ref().map(|one| one.prompt.id.clone()) else {
                continue;
            };
            let by = Actor::Person(person);
            if seen.can.vote {
                let ballot = ballot(protocol, person.0, &seen);
                let vote = Command::Vote {
                    person,
                    question,
                    ballot,
                };
                table.must(by, vote);
            } else if seen.can.answer {
                let answer = Command::Answer {
                    person,
                    question,
                    answer: Answer::text(&format!("Words of number {}.", person.0)),
                    handed_in: false,
                    moved_by: None,
                };
                // Where it stands already, and may not be changed.
                let _ = table.send(by, answer, 10);
            }
        }
        let from = table.session.place();
        if table
            .send(Actor::Desk, Command::Advance { from }, 10)
            .is_err()
        {
            table.must(Actor::Desk, Command::Skip { from });
        }
    }
    panic!("{protocol} does not end");
}

fn leaves(table: &Table) -> Vec<Row> {
    let view = table.view(Viewer::Shared);
    let keys = Keys {
        secret: &[7; 32],
        session: &view.session,
        entry: &|entry| format!("entry {entry}").into(),
    };
    rows::of_view(&view, &keys)
}

/// A vote that leaves: whose, by name; how much may leave; what, and all reasons.
type Leaves<'r> = (Option<&'r str>, Level, &'r [Voted], Vec<&'r str>);

fn votes(rows: &[Row]) -> Vec<Leaves<'_>> {
    let mut votes = Vec::new();
    for row in rows {
        if let Row::Vote {
            of, items, reason, ..
        } = row
        {
            let mut why: Vec<&str> = items.iter().map(|one| &*one.reason).collect();
            why.push(reason);
            why.retain(|why| !why.is_empty());
            votes.push((of.by.as_deref(), of.level, items.as_slice(), why));
        }
    }
    votes
}

#[test]
fn a_vote_leaves_as_its_voter_agreed() {
    let mut table = voted("consent");
    assert!(votes(&leaves(&table)).is_empty(), "nobody was asked");
    for (person, level) in (1..).zip(LEVELS) {
        if let Some(level) = level {
            agree(&mut table, person, level);
        }
    }
    let rows = leaves(&table);
    let votes = votes(&rows);
    assert!(
        votes.len() >= 4 && votes.len().is_multiple_of(4),
        "{rows:?}"
    );
    for (by, level, _, why) in &votes {
        assert_eq!(*by, (*level == Level::Named).then_some("Ann Oak"));
        assert!(*level >= Level::Words || why.is_empty(), "{why:?}");
    }
    let why: Vec<_> = votes.iter().flat_map(|vote| &vote.3).collect();
    assert_eq!(why, vec![&"Reason of voter 5."; votes.len() / 4]);
    let text = rows::write(&rows);
    assert_eq!(rows::read(&text), Ok(rows.clone()));
    assert_eq!(text, rows::write(&leaves(&table)), "the same bytes");
    for viewer in [Viewer::Facilitator, Viewer::Room, Viewer::Report] {
        let view = table.view(viewer);
        assert!(view.past.iter().all(|question| question.votes.is_empty()));
    }
}

#[test]
fn under_hidden_names_votes_leave_where_five_agree() {
    for (protocol, points) in [("delphi", None), ("nominal-group", Some([5, 4, 3]))] {
        let mut table = voted(protocol);
        for person in 1..=4 {
            agree(&mut table, person, Level::Named);
        }
        assert!(
            votes(&leaves(&table)).is_empty(),
            "four could be told apart"
        );
        agree(&mut table, 5, Level::Counted);
        let rows = leaves(&table);
        let votes = votes(&rows);
        assert!(
            votes.len() >= 5 && votes.len().is_multiple_of(5),
            "{rows:?}"
        );
        for (by, level, items, why) in &votes {
            assert_eq!(*by, None);
            assert!(!items.is_empty());
            match points {
                Some(points) => {
                    let got: Vec<_> = items.iter().map(|one| one.points).collect();
                    assert_eq!(got, points, "{protocol}");
                }
                None => assert_eq!(*level == Level::Counted, why.is_empty()),
            }
        }
        // What may leave of the items is one of the rows; of the sixth there is a key alone.
        let own: BTreeSet<_> = rows
            .iter()
            .filter_map(|row| match row {
                Row::Answer { of, .. } => Some(&of.key),
                _ => None,
            })
            .collect();
        let items: BTreeSet<_> = votes
            .iter()
            .flat_map(|vote| vote.2)
            .map(|one| &one.item)
            .collect();
        assert!(items.iter().any(|item| own.contains(item)), "{rows:?}");
        // A name that stands beside an answer stands beside no vote.
        let voters = |row: &Row| match row {
            Row::Vote { of, .. } => Some(of.person.clone()),
            _ => None,
        };
        let voters: BTreeSet<_> = rows.iter().filter_map(voters).collect();
        let named = |row: &Row| match row {
            Row::Answer { of, .. } if of.by.is_some() => Some(of.person.clone()),
            _ => None,
        };
        assert!(
            rows.iter()
                .filter_map(named)
                .all(|one| !voters.contains(&one))
        );
    }
}
