//! What stands in *Devices*: who waits at the door, how people write, an address that is typed.

use std::sync::Arc;

use roundtable::{
    id::PersonId,
    protocol::Way,
    text::Clean,
    tui::{
        keys::Action,
        screen::devices::{AtDoor, Devices},
    },
    web::{Claim, Crowd, Wants},
};
use tempfile::TempDir;

use crate::{
    devices::{BY_PHONE, standing, wlan},
    door::run,
    pty,
};

#[test]
fn whoever_comes_back_is_one_key_away_and_the_line_says_which() {
    let mut devices = Devices::default();
    let mut standing = standing(&wlan());
    standing.claims.push(Claim {
        device: 4,
        wants: Wants::Seat(PersonId(1), Clean::new("Ann")),
        digits: 42,
    });
    // A crowd of nobody is no row.
    standing.crowds.push(Crowd {
        from: [127, 0, 0, 1].into(),
        devices: vec![1],
        people: Vec::new(),
        waiting: 0,
    });
    devices.standing = Some(standing);
    let brief = devices.brief("P").unwrap();
    assert!(brief.ends_with("P lets Ann in: 42"), "{brief}");
    devices.open("Back".to_owned(), Vec::new());
    assert_eq!(devices.says(80), "Let Ann in");
    let (stays, wants) = devices.act(Action::Enter, 80);
    assert!(stays);
    assert_eq!(wants, Some(AtDoor::LetIn(4)));
    let mut rows = Vec::new();
    for _ in 0..12 {
        devices.act(Action::Down, 80);
        rows.push(devices.says(80));
    }
    assert!(
        !rows.iter().any(|row| row.contains("Send all away")),
        "{rows:?}"
    );
}

#[test]
fn how_people_write_is_changed_back_at_the_door() {
    let mut devices = Devices::default();
    devices.standing = Some(standing(&wlan()));
    devices.way = Some(Way::Round);
    devices.open("Back".to_owned(), Vec::new());
    devices.act(Action::Down, 80);
    let (_, wants) = devices.act(Action::Enter, 80);
    assert_eq!(wants, Some(AtDoor::Writes(Way::Phones)));
}

#[test]
fn where_no_network_is_found_all_else_can_be_done_and_an_address_be_typed() {
    let data = Arc::new(TempDir::new().unwrap());
    let run = ["run", "six-parcels", "--people", "Ann, Ben"];
    let mut terminal = pty::Terminal::start_in(data, &run, (100, 30));
    terminal.wait("[Enter] begin");
    terminal.press(BY_PHONE);
    terminal.wait_until("a code, or why there is none", |screen| {
        screen.contains("The code") || screen.contains("Nothing is lost")
    });
    // A list of all that can be done opens over it, and takes the letters.
    terminal.goes(&[
        (":", "such as"),
        ("minutes", ": minutes"),
        ("\x1b", "▸ Back to who is here"),
    ]);
    if terminal.text().contains("The code") {
        return;
    }
    terminal.goes(&[
        ("\x1b[B\x1b[B\r", "Which address of this computer"),
        ("nowhere\r", "That is no address"),
        ("\r", "▸ Type an address"),
        ("\r", "Which address of this computer"),
        ("127.0.0.2\r", "http://127.0.0.2:"),
    ]);
}

#[test]
fn a_session_goes_on_with_phones_at_an_address_that_is_named() {
    let folder = TempDir::new().unwrap();
    let begun = ["run", "six-parcels", "--people", "Ann", "--plain"];
    run(folder.path(), &begun, "");
    let on = ["resume", "--plain", "--phones", "--address", "127.0.0.3"];
    let said = run(folder.path(), &on, "/quit\n").out;
    has!(said, "open http://127.0.0.3:");
}

#[test]
fn a_port_of_the_system_and_an_address_of_another_computer_are_told() {
    let folder = TempDir::new().unwrap();
    for (address, why) in [
        ("192.0.2.7", "no such address now"),
        ("192.0.2.7:5000", "192.0.2.7:5000"),
    ] {
        let words = format!("run six-parcels --people Ann --plain --phones --address {address}");
        let arguments: Vec<_> = words.split(' ').collect();
        let ran = run(folder.path(), &arguments, "/quit\n");
        let said = ran.out.replace('\n', " ");
        has!(said, why);
        lacks!(said, "os error");
    }
}
