//! The desk with phones: *Devices* on the full screen, a line in lines, and the way back.

use std::{
    io::{BufRead, BufReader, Write},
    net::{SocketAddrV4, TcpListener},
    process::{Child, Command as Program, Stdio},
    sync::{
        Arc,
        mpsc::{self, Receiver},
    },
    thread,
    time::Duration,
};

use ratatui::{Terminal, backend::TestBackend, buffer::Cell};
use roundtable::{
    id::PersonId,
    text::Clean,
    tui::{
        keys::Action,
        screen::devices::{AtDoor, Devices},
        theme::{Choice, Theme},
    },
    web::{Claim, Counters, Crowd, Phone, Standing, Wants, address::Interface, door::Code},
};
use tempfile::TempDir;

use crate::{door::run, phone_rig::tries, pty};

/// Two people and phones, at an address of this computer.
pub(crate) const WITH_PHONES: [&str; 7] = [
    "run",
    "six-parcels",
    "--people",
    "Ann, Ben",
    "--phones",
    "--address",
    "127.0.0.2",
];

#[test]
fn devices_show_where_phones_come_in_and_who_is_there() {
    let data = Arc::new(TempDir::new().unwrap());
    let mut terminal = pty::Terminal::start_in(data, &WITH_PHONES, (110, 40));
    terminal.wait("[Enter] begin");
    terminal.press("\x10");
    terminal.wait("The code");
    terminal.wait("firewall of this");
    let screen = terminal.text();
    has!(screen, "http://127.0.0.2:");
    has!(screen, "/ROOM");
    has!(screen, "joined");
    has!(screen, "Lock the door");
    // Whoever has only looked goes back with Enter; the door is locked by choice.
    terminal.goes(&[
        ("\r", "[Enter] begin"),
        ("\x10", "▸ Back to who is here"),
        ("\x1b[B", "[Enter] Lock the door"),
        ("\r", "The door is locked"),
        ("\x1b", "[Enter] begin"),
        ("\r", "▸ begin: read the case"),
        ("\r", "left of"),
    ]);
    // The same key as where people gathered.
    terminal.press("\x10");
    terminal.wait("▸ Back to the session");
    terminal.press("\r");
    terminal.wait("left of");
}

/// Goes from the names to "Everybody’s own phone", which is taken on the way to the next part.
pub(crate) const BY_PHONE: &str = "\t\x1b[B\x1b[B\x1b[B\t";

#[test]
fn whoever_chooses_phones_lets_them_in_before_anybody_reads() {
    let mut terminal = pty::Terminal::start(&WITH_PHONES);
    // Who asks for phones writes on them; another way is taken by moving to it, and given up so.
    terminal.wait("● Everybody’s own phone");
    terminal.wait("[Enter] begin");
    terminal.goes(&[
        ("\t", "○ One answer a table"),
        ("\x1b[A", "[Enter] choose this"),
        ("\t", "● One answer a table"),
        ("\x1b[Z", "○ Everybody’s own phone"),
        ("\x1b[B", "[Enter] choose this"),
        ("\t", "The code"),
        ("\r", "● Everybody’s own phone"),
        ("\r", "▸ begin: read the case"),
    ]);
    terminal.wait("Not in yet by phone: Ann, Ben.");
    terminal.goes(&[
        ("\x1b", "How will they write?"),
        ("\r", "▸ begin: read the case"),
        ("\r", "left of"),
        ("\r", "No phone is in yet"),
    ]);
    let screen = terminal.text();
    lacks!(
        screen,
        "Pass the keyboard",
        "looks away",
        "On this screen only"
    );
    terminal.wait("[Enter] show all answers");
    terminal.press("\r");
    terminal.wait("Not answered yet: Ann, Ben.");
    terminal.press("\x1b");
    terminal.wait("No phone is in yet");
    // Whoever has no phone is typed for.
    terminal.press("\x1b[B\r");
    terminal.wait("You type for Ann");
}

/// Copies are taken home from phones after the laptop has gone back to the library.
#[test]
fn the_pages_of_a_session_that_is_over_stay_when_it_is_left() {
    let data = Arc::new(TempDir::new().unwrap());
    let mut terminal = pty::Terminal::start_in(data, &WITH_PHONES, (110, 40));
    terminal.wait("[Enter] begin");
    terminal.press("\x10");
    terminal.wait("http://127.0.0.2:");
    let screen = terminal.text();
    let (_, address) = screen.split_once("http://").unwrap();
    let end = |letter: char| !letter.is_ascii_digit() && !".:".contains(letter);
    let address: SocketAddrV4 = address.split(end).next().unwrap().parse().unwrap();
    let page = || {
        let ask = format!("GET / HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
        tries(address, ask.as_bytes()).map_or(0, |got| got.status)
    };
    terminal.press("\r");
    terminal.wait("[Enter] begin");
    terminal.goes(&[("\r", "▸ begin: read the case"), ("\r", "left of")]);
    assert_eq!(page(), 200);
    terminal.press("X");
    terminal.wait("[Enter] to the close");
    terminal.press("\r");
    terminal.wait("What we take with us");
    terminal.press("X");
    terminal.wait("Close the session?");
    terminal.press("\r");
    terminal.wait("OVER");
    assert_eq!(page(), 200);
    terminal.press("\r");
    terminal.wait("CASES");
    assert_eq!(page(), 200);
}

/// Where there is a network phones can come in, and where there is none that is said at once; a
/// page with nothing on it but yes and no is never there.
#[test]
fn the_network_is_looked_at_when_phones_are_chosen() {
    let mut terminal = pty::Terminal::start(&["run", "six-parcels", "--people", "Ann, Ben"]);
    terminal.wait("[Enter] begin");
    terminal.press(BY_PHONE);
    terminal.wait("▸ Back to who is here");
    terminal.wait_until("a code, or why there is none", |screen| {
        screen.contains("The code") || screen.contains("Nothing is lost")
    });
    lacks!(terminal.text(), "yes");
    terminal.press("\r");
    terminal.wait("How will they write?");
}

/// Phones of Ann, which is awake, and of Cem, which sleeps; and another address of this computer.
pub(crate) fn standing(other: &Interface) -> Standing {
    let phone = |person, name: &str, awake| Phone {
        person: PersonId(person),
        name: Clean::new(name),
        awake,
        silent: Some(2),
        needs_time: false,
        twice: false,
    };
    Standing {
        address: Some("192.168.1.9:4242".parse().unwrap()),
        gone: false,
        wifi: None,
        room: "http://127.0.0.1:4242/ROOM".to_owned(),
        shows_room: false,
        code: Code::of(7),
        locked: false,
        counters: Counters {
            joined: 2,
            connected: 1,
            ..Counters::default()
        },
        reached_at: Some("13:58".to_owned()),
        claims: Vec::new(),
        crowds: Vec::new(),
        firewall: String::new(),
        phones: vec![phone(1, "Ann", true), phone(2, "Cem", false)],
        others: vec![other.clone()],
        other_hosts: Vec::new(),
    }
}

pub(crate) fn wlan() -> Interface {
    Interface {
        name: "wlan0".to_owned(),
        ip: [192, 168, 1, 5].into(),
        prefix: 24,
        up: true,
    }
}

#[test]
fn whoever_sleeps_is_named_and_can_be_gone_on_without() {
    let other = wlan();
    let mut devices = Devices::default();
    devices.standing = Some(standing(&other));
    let brief = devices.brief("P").unwrap();
    assert_eq!(brief, "phones 1/2 · Cem (asleep 2 min)");
    if let Some(standing) = &mut devices.standing {
        standing.phones[0].needs_time = true;
    }
    let brief = devices.brief("P").unwrap();
    assert!(
        brief.starts_with("phones 1/2 · Ann asks for more time"),
        "{brief}"
    );
    let crowd = Crowd {
        from: [192, 168, 1, 66].into(),
        devices: vec![7, 8, 9],
        people: vec![PersonId(7), PersonId(8)],
        waiting: 1,
    };
    if let Some(standing) = &mut devices.standing {
        standing.crowds.push(crowd);
    }
    let mut wanted = Vec::new();
    for _ in 0..8 {
        devices.act(Action::Down, 80);
        wanted.extend(devices.act(Action::Enter, 80).1);
    }
    let all = [
        AtDoor::Lock(true),
        AtDoor::OtherCode,
        AtDoor::SendCrowdAway([192, 168, 1, 66].into()),
        AtDoor::ShowRoom,
        AtDoor::AskWifi,
        AtDoor::SendAway(PersonId(2)),
        AtDoor::Address(other.ip),
        AtDoor::SendAway(PersonId(1)),
    ];
    assert_eq!(wanted, all);
}

/// Who comes to the door, and who is let in, moves the rows: Enter never does what another row
/// said a moment ago.
#[test]
fn the_row_that_is_chosen_is_not_another_when_people_come_and_go() {
    let mut devices = Devices::default();
    let claim = |device, name| Claim {
        device,
        wants: Wants::Seat(PersonId(device), Clean::new(name)),
        digits: 34,
    };
    let stands = |claims| {
        Some(Standing {
            claims,
            ..standing(&wlan())
        })
    };
    devices.standing = stands(vec![claim(7, "Carla")]);
    devices.act(Action::Down, 80);
    assert!(devices.says(80).starts_with("Let Carla in"));
    devices.standing = stands(vec![claim(8, "Dora"), claim(7, "Carla")]);
    let (_, wanted) = devices.act(Action::Enter, 80);
    assert_eq!(wanted, Some(AtDoor::LetIn(7)));
    // She is in: what is chosen now does nothing at the door.
    devices.standing = stands(vec![claim(8, "Dora")]);
    let (_, wanted) = devices.act(Action::Enter, 80);
    assert_eq!(wanted, None);
}

/// The laptop went to another network: every screen says so, and *Devices* what to do.
#[test]
fn an_address_that_is_gone_is_told_with_the_way_on() {
    let mut devices = Devices::default();
    let gone = true;
    devices.standing = Some(Standing {
        gone,
        ..standing(&wlan())
    });
    assert!(
        devices
            .brief("P")
            .unwrap()
            .ends_with("THEIR ADDRESS IS GONE")
    );
    let theme = Theme::of(Choice::Mono, None, false, false);
    let mut screen = Terminal::new(TestBackend::new(100, 40)).unwrap();
    let drawn = screen.draw(|frame| devices.draw(frame, frame.area(), &theme));
    let cells = drawn.unwrap().buffer.content();
    let text: String = cells.iter().map(Cell::symbol).collect();
    has!(
        text,
        "no longer at",
        "A phone reached this laptop at 13:58.",
        "Leave the laptop open",
        "Another address of this computer: 192.168.1.5"
    );
}

/// Nobody is told to scan a code that is not there.
#[test]
fn a_window_too_small_for_the_code_says_so() {
    let mut devices = Devices::default();
    devices.standing = Some(standing(&wlan()));
    let theme = Theme::of(Choice::Mono, None, false, false);
    for (size, drawn) in [
        ((60, 15), false),
        ((60, 18), true),
        ((44, 40), false),
        ((100, 30), true),
    ] {
        let mut screen = Terminal::new(TestBackend::new(size.0, size.1)).unwrap();
        let shown = screen.draw(|frame| devices.draw(frame, frame.area(), &theme));
        let cells = shown.unwrap().buffer.content();
        let text: String = cells.iter().map(Cell::symbol).collect();
        assert_eq!(text.contains('█'), drawn, "{size:?}: {text}");
        assert_eq!(text.contains("Scan, or type"), drawn, "{size:?}: {text}");
        assert_eq!(
            text.contains("Type this address"),
            !drawn,
            "{size:?}: {text}"
        );
        assert!(text.contains("http://"), "{size:?}: {text}");
    }
}

#[test]
fn without_phones_nothing_of_them_is_there() {
    let mut terminal = pty::Terminal::start(&["run", "six-parcels", "--people", "Ann, Ben"]);
    terminal.wait("[Enter] begin");
    terminal.press("\r");
    terminal.wait("left of");
    lacks!(terminal.text(), "phones");
    let threads = std::fs::read_dir(format!("/proc/{}/task", terminal.pid())).unwrap();
    let names = threads
        .map(|task| std::fs::read_to_string(task.unwrap().path().join("comm")).unwrap_or_default());
    let names: Vec<_> = names.collect();
    assert!(
        !names.iter().any(|name| name.starts_with("web")),
        "{names:?}"
    );
}

#[test]
fn lines_say_the_address_and_the_code() {
    let arguments = [
        "run",
        "six-parcels",
        "--people",
        "Ann",
        "--phones",
        "--address",
        "127.0.0.2",
        "--plain",
    ];
    let folder = TempDir::new().unwrap();
    let said = run(folder.path(), &arguments, "/quit\n").out;
    has!(said, "open http://127.0.0.2:");
    has!(said, "type the code");
    has!(
        said,
        "For the projector, on this computer: http://127.0.0.1:"
    );
}

/// A program in lines: what it says until it says what is waited for.
struct Said {
    child: Child,
    lines: Receiver<String>,
}

impl Said {
    fn until(&self, words: &str) -> String {
        let mut said = String::new();
        while !said.contains(words) {
            let line = self.lines.recv_timeout(Duration::from_secs(20));
            said += &line.unwrap_or_else(|_| panic!("{words:?} is never said: {said}"));
            said.push('\n');
        }
        said
    }

    fn types(&mut self, line: &str) {
        let keys = self.child.stdin.as_mut().unwrap();
        keys.write_all(format!("{line}\n").as_bytes()).unwrap();
    }
}

/// Whoever has a phone is not asked for the keyboard, and whoever has not written is named before
/// it goes on.
#[test]
fn lines_ask_nobody_to_type_who_has_a_phone() {
    let folder = TempDir::new().unwrap();
    let arguments = [
        "run",
        "six-parcels",
        "--plain",
        "--phones",
        "--address",
        "127.0.0.2",
    ];
    let mut child = Program::new(env!("CARGO_BIN_EXE_roundtable"))
        .args(arguments)
        .args(["--people", "Ann, Ben, Cem"])
        .env("ROUNDTABLE_DATA", folder.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let out = BufReader::new(child.stdout.take().unwrap());
    let (sender, lines) = mpsc::channel();
    thread::spawn(move || {
        for line in out.lines() {
            let _ = sender.send(line.unwrap_or_default());
        }
    });
    let mut desk = Said { child, lines };
    let said = desk.until("For the projector");
    let at = said.split("open http://").nth(1).unwrap();
    let at = at.split(' ').next().unwrap().parse().unwrap();
    let code = said.split("the code ").nth(1).unwrap();
    let code: String = code
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .take(6)
        .collect();
    let mut phones = [1, 3].map(|person| {
        let (cookie, bytes) = (None, String::new());
        let mut phone = crate::phone_rig::Phone { at, cookie, bytes };
        let form = format!("code={code}&person={person}");
        crate::phone_rig::wait(|| phone.post("/join", &form).status == 303);
        phone
    });
    desk.types("");
    desk.until("An empty line goes on");
    desk.types("");
    let said = desk.until("Ben: write your answer");
    // Who came on a phone meanwhile is counted: most write at once, and need no turns.
    has!(said, "think. 1 minute.");
    lacks!(said, "keyboard to Ann");
    desk.types("Typed at the desk.\n");
    desk.until("No answer yet from Ann, Cem.");
    assert_eq!(phones[0].hands_in("/me", "text=one", "answer").status, 303);
    desk.types("");
    let said = desk.until("No answer yet from Cem.");
    lacks!(said, "All answers appear");
    assert_eq!(phones[1].hands_in("/me", "text=two", "answer").status, 303);
    desk.types("");
    let said = desk.until("two");
    has!(said, "one");
    has!(said, "Typed at the desk.");
    desk.types("/quit");
    desk.child.wait().unwrap();
}

#[test]
fn an_address_that_no_phone_reaches_is_said_to_be_one() {
    let words = "run six-parcels --people Ann --phones --address 127.0.0.1 --plain";
    let arguments: Vec<_> = words.split(' ').collect();
    let folder = TempDir::new().unwrap();
    let ran = run(folder.path(), &arguments, "/quit\n");
    let said = format!("{}{}", ran.out, ran.err).replace('\n', " ");
    has!(said, "which no phone reaches");
    lacks!(said, "Another program");
}

/// Somebody else has the port that was asked for: it is said where, with one that is free, and the
/// session goes on without phones.
#[test]
fn a_port_that_is_taken_is_told_with_one_that_is_free() {
    let taken = TcpListener::bind("127.0.0.2:0").unwrap();
    let at = taken.local_addr().unwrap().to_string();
    let words = format!("run six-parcels --people Ann --phones --address {at}");
    let arguments: Vec<_> = words.split(' ').collect();
    let plain = [&arguments[..], &["--plain"]].concat();
    let folder = TempDir::new().unwrap();
    let ran = run(folder.path(), &plain, "/quit\n");
    let said = ran.out.replace('\n', " ");
    let told = format!("Phones cannot be let in: {at}: another program, or another session, has");
    has!(said, &told);
    has!(said, "1 person is here");
    let free = said.split("Name another, as --address ").nth(1).unwrap();
    let free = free.split(", which is free").next().unwrap();
    assert!(free != at && TcpListener::bind(free).is_ok(), "{free}");
    let mut terminal = pty::Terminal::start_in(Arc::new(folder), &arguments, (100, 30));
    terminal.wait("has that port");
    terminal.wait("which is free");
    terminal.press("\r");
    terminal.wait("[Enter] begin");
}
