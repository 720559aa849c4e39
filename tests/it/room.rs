//! `roundtable room` in a terminal of its own beside a session in another.

use std::{fs, sync::Arc};

use roundtable::{
    session::Event,
    web::{Spot, room_record::RoomRecord},
};
use tempfile::TempDir;

use crate::pty::Terminal;

const SECRET: &str = "xylophone-of-ann";
const CASE: &str = "# The rota\n\n## Learning goals\n\n- GOALSECRET\n\n## Case\n\nIt is full.\n\n## Questions\n\n1. Who decides\u{2026} and why?\n\nModel answer: MODELSECRET here.\n";

fn folder() -> Arc<TempDir> {
    let data = Arc::new(TempDir::new().unwrap());
    fs::write(data.path().join("rota.md"), CASE).unwrap();
    data
}

/// So small that what people say is in plain letters, which a test can read.
fn room(data: &Arc<TempDir>) -> Terminal {
    Terminal::start_in(Arc::clone(data), &["room"], (64, 16))
}

/// What was ever written to a terminal, as text.
fn written(terminal: &Terminal) -> String {
    String::from_utf8_lossy(&terminal.bytes).into_owned()
}

#[test]
fn the_room_follows_from_before_the_first_name_and_sees_nothing_hidden() {
    let data = folder();
    let mut room = room(&data);
    room.wait("Waiting for a session.");
    let mut desk = Terminal::start_in(
        Arc::clone(&data),
        &["run", "rota.md", "--people", "Ann, Ben"],
        (80, 24),
    );
    desk.wait("[Enter] begin");
    room.wait("2 people are here");
    room.wait("Ann · Ben");
    desk.press("\r");
    desk.wait("left of");
    desk.press("\r");
    desk.wait("next: Ann");
    room.wait("Who decides");
    room.wait("Everybody writes alone.");
    desk.press("\r\r");
    desk.wait("words");
    desk.press(SECRET);
    desk.wait(SECRET);
    desk.goes(&[
        ("\x13", "Ben, press Enter"),
        ("\r", "words"),
        ("Ben thinks", "Ben thinks"),
        ("\x13", "All is in"),
    ]);
    // Everything up to here is on disk; the room has had its chance to tell.
    assert!(!written(&room).contains("xylophone"));
    desk.press("n");
    desk.wait(SECRET);
    room.wait(SECRET);
    room.wait("Ben thinks");
    assert!(!written(&room).contains("MODELSECRET"));
    assert!(!written(&room).contains("GOALSECRET"));
    // What the desk looks at stands alone, as the file beside the journal says.
    let session = crate::desk::files(data.path());
    let mut journals = session.iter().map(|(path, _)| path);
    let journal = journals.find(|path| path.extension().is_some_and(|ending| ending == "jsonl"));
    let journal = journal.unwrap();
    let entries = crate::desk::entries(journal);
    let mut answers = entries
        .iter()
        .filter(|entry| matches!(entry.event, Event::Answered { .. }));
    let ben = answers.next_back().unwrap().n;
    let spot = |spot| {
        RoomRecord {
            spot,
            ..RoomRecord::default()
        }
        .write(journal)
        .unwrap();
    };
    spot(Some(Spot::Answer(ben)));
    room.wait_until("one answer alone", |screen| !screen.contains(SECRET));
    has!(room.text(), "Ben thinks");
    spot(None);
    room.wait(SECRET);
    assert!(!written(&desk).contains("GOALSECRET"));
    desk.goes(&[
        ("n", "DISCUSS"),
        ("n", "Show the author's answer to the room?"),
        ("\r", "COMPARE"),
    ]);
    room.wait("MODELSECRET");

    // The session is left and gone on with; the room stays.
    desk.press("q");
    desk.wait("Leave the session?");
    desk.press("\r");
    desk.wait("Choose a case");
    desk.press("\x03");
    desk.ended();
    let mut desk = Terminal::start_in(Arc::clone(&data), &["resume"], (80, 24));
    desk.wait("COMPARE");
    desk.press("n");
    desk.wait("What we take with us");
    room.wait_until("the close", |screen| !screen.contains("MODELSECRET"));
    room.wait("GOALSECRET");
    room.press("q");
    assert_eq!(room.ended(), 0);
    assert!(desk.is_running());
}

#[test]
fn the_room_may_come_late_and_go_without_a_trace() {
    let data = folder();
    let mut desk = Terminal::start_in(
        Arc::clone(&data),
        &["run", "rota.md", "--people", "Ann, Ben"],
        (80, 24),
    );
    desk.wait("[Enter] begin");
    desk.press("\r");
    desk.wait("left of");
    let sessions = data.path().join("sessions");
    let names = || {
        let files = fs::read_dir(&sessions).unwrap();
        let mut names: Vec<_> = files.map(|file| file.unwrap().file_name()).collect();
        names.sort();
        names
    };
    // What the session itself writes beside its journal is there first.
    let is_head = |name: &std::ffi::OsString| name.to_string_lossy().ends_with(".head");
    while !names().iter().any(is_head) {
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    let before = names();
    let mut room = room(&data);
    room.wait("The rota");
    room.press(" ");
    room.press("q");
    assert_eq!(room.ended(), 0);
    assert_eq!(names(), before);
    desk.press("\r");
    desk.wait("next: Ann");
}

/// A session in lines in a terminal of its own, whose people have gathered and begun.
fn in_lines(data: &Arc<TempDir>, people: &str) -> Terminal {
    let words = ["run", "rota.md", "--people", people, "--plain"];
    let mut desk = Terminal::start_in(Arc::clone(data), &words, (80, 24));
    desk.wait("An empty line starts.");
    desk.press("\r");
    desk.wait("An empty line goes on.");
    desk
}

#[test]
fn the_room_belongs_to_one_session_to_its_end() {
    let data = folder();
    // Somebody else's session was left, and another is open in a third window.
    let mut left = in_lines(&data, "Zacharias, Yolanda");
    left.press("/quit\r");
    left.ended();
    let mut other = in_lines(&data, "Ximena, Wilfred");
    let mut desk = in_lines(&data, "Ann, Ben");
    let mut room = room(&data);
    room.wait("It is full.");
    desk.press("\r");
    desk.wait("Ann: write your answer.");
    room.wait("Who decides");
    other.press("\r");
    other.wait("Ximena: write your answer.");
    desk.press("/close\r");
    desk.ended();
    let thanks = |screen: &str| screen.contains("▛█▜ ▜▌");
    room.wait_until("“Thank you.” in large letters", thanks);
    // The others go on meanwhile, and the room stays where it was.
    other.press("Wilfred is wrong.\r\r");
    other.wait("Wilfred: write your answer.");
    other.press("/pass\r\r");
    other.wait("All answers");
    room.press(" ");
    room.resize((66, 16));
    room.wait_until("“Thank you.” still", thanks);
    for name in ["Zacharias", "Yolanda", "Ximena", "Wilfred"] {
        assert!(!written(&room).contains(name), "{name}: {}", room.text());
    }
}

#[test]
fn the_room_waits_for_a_session_that_runs() {
    let data = folder();
    let mut left = in_lines(&data, "Zacharias, Yolanda");
    left.press("/quit\r");
    left.ended();
    let mut room = room(&data);
    room.wait("Waiting for a session.");
    // It is gone on with, which changes no file.
    let desk = Terminal::start_in(Arc::clone(&data), &["resume", "--plain"], (80, 24));
    room.wait("It is full.");
    drop(desk);
}

#[test]
fn the_room_says_when_the_program_of_its_session_is_gone() {
    let data = folder();
    let mut desk = in_lines(&data, "Ann, Ben");
    let mut room = room(&data);
    room.wait("It is full.");
    desk.press("/quit\r");
    desk.ended();
    room.wait("The session stands still");
    // Gone on with, it is followed again.
    let mut desk = Terminal::start_in(Arc::clone(&data), &["resume", "--plain"], (80, 24));
    desk.wait("An empty line goes on.");
    room.wait_until("the session again", |screen| {
        !screen.contains("stands still")
    });
    desk.press("\r");
    room.wait("Who decides");
    // Nor does it matter how it went.
    desk.signal(9);
    room.wait("The session stands still");
}

#[test]
fn a_browser_that_showed_the_room_finds_it_again_after_a_resume() {
    let data = folder();
    let mut desk = in_lines(&data, "Ann, Ben");
    desk.press("/quit\r");
    desk.ended();
    let files = crate::desk::files(data.path());
    let mut paths = files.iter().map(|(path, _)| path);
    let journal = paths.find(|path| path.extension().is_some_and(|ending| ending == "jsonl"));
    let free = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = free.local_addr().unwrap().port();
    drop(free);
    let opened = RoomRecord {
        port: Some(port),
        ..RoomRecord::default()
    };
    opened.write(journal.unwrap()).unwrap();
    for words in [&["resume"][..], &["resume", "--plain"]] {
        let mut desk = Terminal::start_in(Arc::clone(&data), words, (80, 24));
        let there = || std::net::TcpStream::connect(("127.0.0.1", port)).is_ok();
        crate::phone_rig::wait(there);
        assert!(desk.is_running());
    }
}
