//! A dissent said anew, or taken back, by whoever filed it; and never gone from the record.

use roundtable::{
    id::PersonId,
    protocol::{DEFAULT, Protocol},
    report,
    session::{Actor, Command, DissentState, Target, Viewer},
    text::Clean,
    web::page::At,
};

use crate::{
    desk::join,
    phone_pages::Phones,
    report::report_of,
    rig::{Rig, open},
    world::{self, Table},
};

const ANN: PersonId = PersonId(1);
const BEN: PersonId = PersonId(2);

fn filed(person: Option<PersonId>) -> Table {
    let mut table = Table::new(world::case(), Protocol::find(DEFAULT).unwrap(), 7);
    for name in ["Ann", "Ben"] {
        table.must(Actor::Desk, join(name));
    }
    table.advance();
    let dissent = Command::Dissent {
        person,
        against: Target::Summary,
        text: Clean::new("WRONG WORDS"),
    };
    table.must(Actor::Desk, dissent);
    table
}

fn says(table: &Table, state: DissentState, text: &str) -> Command {
    let view = table.view(Viewer::Room);
    Command::MeetDissent {
        dissent: view.dissents[0].entry,
        state,
        text: Clean::new(text),
    }
}

fn told(table: &mut Table) -> String {
    table.must(Actor::Desk, Command::Close);
    report::markdown::write(&report_of(table), true)
}

#[test]
fn said_anew_it_stands_with_what_was_said_before() {
    let mut table = filed(Some(ANN));
    let again = says(&table, DissentState::Reworded, "RIGHT WORDS");
    table.must(Actor::Person(ANN), again);
    let view = table.view(Viewer::Room);
    assert_eq!(view.dissents[0].text.as_str(), "RIGHT WORDS");
    assert_eq!(view.dissents[0].state, DissentState::Open);
    let told = told(&mut table);
    has!(told, "RIGHT WORDS", "WRONG WORDS", "said before");
}

#[test]
fn taken_back_it_stays_on_record_and_is_open_no_more() {
    let mut table = filed(Some(ANN));
    let back = says(&table, DissentState::TakenBack, "I misread it");
    table.must(Actor::Person(ANN), back);
    let told = told(&mut table);
    has!(told, "WRONG WORDS", "taken back", "I misread it");
    let shared = table.view(Viewer::Shared);
    assert!(shared.dissents.is_empty(), "it does not leave the group");
}

#[test]
fn nobody_else_says_it_anew_or_takes_it_back() {
    for person in [Some(ANN), None] {
        let mut table = filed(person);
        table.must(Actor::Desk, Command::HandSeat { to: Some(BEN) });
        for state in [DissentState::Reworded, DissentState::TakenBack] {
            let command = says(&table, state, "not mine");
            for by in [Actor::Person(BEN), Actor::Door, Actor::Program] {
                let refused = world::tried(&table, by, &command);
                assert!(refused.is_err(), "{by:?} {state:?} {person:?}");
            }
            // Who types for everybody types that, too.
            assert!(world::tried(&table, Actor::Desk, &command).is_ok());
        }
        let empty = says(&table, DissentState::Reworded, "  ");
        assert!(world::tried(&table, Actor::Desk, &empty).is_err());
    }
}

#[test]
fn the_page_of_dissents_takes_both() {
    let mut rig = Rig::new(open(), DEFAULT, &["Ann", "Ben"], (80, 24));
    rig.keys("d").types("WRONG WORDS").keys("Ctrl-s D w");
    has!(rig.screen(), "WRONG WORDS");
    rig.types(" RIGHT").keys("Ctrl-s");
    let dissents = rig.view().dissents;
    assert!(dissents[0].text.contains("RIGHT"), "{dissents:?}");
    rig.keys("w Shift-Tab Right Ctrl-s");
    let state = rig.view().dissents[0].state;
    assert_eq!(state, DissentState::TakenBack, "{}", rig.screen());
}

#[test]
fn ones_own_phone_says_it_anew_and_takes_it_back() {
    let mut phones = Phones::new(Protocol::find(DEFAULT).unwrap(), &["Ann", "Ben"]);
    phones.table = filed(Some(ANN));
    let entry = phones.table.view(Viewer::Room).dissents[0].entry;
    let offers = |html: &str| html.contains("value=\"reword\"");
    assert!(offers(&phones.page(1, At::More)));
    assert!(!offers(&phones.page(2, At::More)), "not hers");
    let fill = format!("dissent={entry}&text=RIGHT+WORDS");
    assert!(phones.posts(2, &fill, "reword").is_err());
    phones.posts(1, &fill, "reword").unwrap();
    let page = phones.page(2, At::More);
    has!(page, "RIGHT WORDS", "said before: WRONG WORDS");
    let fill = format!("dissent={entry}&text=");
    assert!(phones.posts(2, &fill, "withdraw").is_err());
    assert!(phones.posts(1, &fill, "reword").is_err(), "no words");
    phones.posts(1, &fill, "withdraw").unwrap();
    let page = phones.page(1, At::More);
    assert!(page.contains("taken back") && !offers(&page), "{page}");
}
