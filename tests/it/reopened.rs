//! A closed session is opened again, to add to it.

use std::fs;

use roundtable::{
    id::Seq,
    journal::verify::verify,
    session::{Actor, Command, Event, Place, Refusal, Session, Viewer},
    table::{Trouble, World},
    text::Clean,
};

use crate::{
    back::{refused, sees, written},
    desk::{Fixture, resume, says},
    rules::{ANN, BEN, answers, think},
    world::Table,
};

const CEM: roundtable::id::PersonId = roundtable::id::PersonId(3);

#[test]
fn a_closed_session_is_opened_again_where_it_was_and_shows_no_more_than_before() {
    let mut table = think();
    answers(&mut table, ANN, "said");
    let place = table.session.place();
    assert!(refused(&table, Actor::Desk, &Command::Reopen).contains("not closed"));
    table.must(Actor::Desk, Command::Close);
    assert!(refused(&table, Actor::Person(BEN), &Command::Reopen).contains("Only"));
    assert!(table.view(Viewer::Facilitator).can.reopen);
    let staged =
        |table: &Table| sees(table, Viewer::Room, "STAGED-") || sees(table, Viewer::Room, "MODEL-");
    assert!(!staged(&table));
    table.must(Actor::Desk, Command::Reopen);
    assert_eq!(table.session.place(), place);
    assert!(!staged(&table));
    answers(&mut table, BEN, "one more");
    assert!(!sees(&table, Viewer::Person(CEM), "one more"));
    while table.session.place() != Place::Over {
        if table.view(Viewer::Facilitator).can.advance {
            table.advance();
        } else {
            table.must(Actor::Desk, Command::Close);
        }
    }
    let report = written(&table);
    has!(report, "had been closed, and was opened again");
    assert!(report.contains("one more"));
    let replayed = Session::replay(&table.entries).unwrap();
    assert!(replayed.is_over());
}

/// Each new word is told from every other, and nothing follows a closed session but its opening.
#[test]
fn a_journal_with_the_way_back_cannot_be_forged_out_of_order() {
    let mut table = think();
    answers(&mut table, ANN, "said");
    table.must(Actor::Desk, Command::Close);
    let last = table.entries.last().unwrap().clone();
    let forged = |event: Event| {
        let mut session = table.session.clone();
        let mut entry = last.clone();
        entry.n = session.last().next();
        entry.event = event;
        session
            .apply(&entry)
            .map(|()| format!("{:?}", session.place()))
    };
    let to = Place::At { stop: 0, step: 0 };
    let why = Clean::new("why");
    assert!(forged(Event::SteppedBack { to }).is_err());
    assert!(forged(Event::TakenBack { entry: Seq(1) }).is_err());
    assert!(
        forged(Event::SetAside {
            entries: vec![Seq(1)],
            why
        })
        .is_err()
    );
    assert!(forged(Event::Moved { to, skipped: false }).is_err());
    assert!(forged(Event::Reopened {}).is_ok());
}

#[test]
fn what_is_added_to_a_closed_session_is_kept_whoever_opens_it() {
    let desk = Fixture::new();
    desk.ask_the_question();
    desk.must(Command::Close);
    let path = desk.path();
    desk.keys.leave();
    let closed = fs::read(&path).unwrap();
    let (keys, ..) = resume(&World::real(), &path);
    keys.leave();
    assert_eq!(fs::read(&path).unwrap(), closed, "a look adds nothing");
    fs::write(&path, [&closed[..], b"half a line"].concat()).unwrap();
    let (keys, ..) = resume(&World::real(), &path);
    let (second, _, opening) = resume(&World::real(), &path);
    assert_eq!(opening.view_only, None, "a report may be read twice");
    let Err(Trouble::Refused(refusal)) = second.ask(Command::Reopen) else {
        panic!("it was opened in two windows");
    };
    assert!(matches!(refusal, Refusal::ViewOnly(_)), "{refusal}");
    second.leave();
    keys.ask(Command::Reopen).unwrap();
    keys.ask(says(ANN, "added")).unwrap();
    keys.ask(Command::Close).unwrap();
    keys.leave();
    let kept = String::from_utf8_lossy(&fs::read(&path).unwrap()).into_owned();
    has!(kept, "\"added\"");
    assert!(verify(&path).unwrap().closed);
}
