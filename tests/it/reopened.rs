//! A closed session is opened again, to add to it.

use roundtable::{
    id::Seq,
    session::{Actor, Command, Event, Place, Session, Viewer},
    text::Clean,
};

use crate::{
    back::{refused, sees, view, written},
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
    assert!(view(&table, Viewer::Facilitator).can.reopen);
    let staged =
        |table: &Table| sees(table, Viewer::Room, "STAGED-") || sees(table, Viewer::Room, "MODEL-");
    assert!(!staged(&table));
    table.must(Actor::Desk, Command::Reopen);
    assert_eq!(table.session.place(), place);
    assert!(!staged(&table));
    answers(&mut table, BEN, "one more");
    assert!(!sees(&table, Viewer::Person(CEM), "one more"));
    while table.session.place() != Place::Over {
        if view(&table, Viewer::Facilitator).can.advance {
            table.advance();
        } else {
            table.must(Actor::Desk, Command::Close);
        }
    }
    let report = written(&table);
    assert!(
        report.contains("had been closed, and was opened again"),
        "{report}"
    );
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
