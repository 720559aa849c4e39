//! Many phones at once: how long a page waits until its answer is on disk, what a phone costs in
//! memory, and whether the desk's keys wait meanwhile.
//!
//! `cargo bench --bench phones` says it for 40, 300 and 2,000 phones; a number after `--` for
//! that many.

use std::{
    io::{Read, Write},
    net::{Ipv4Addr, SocketAddrV4, TcpStream},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use roundtable::{
    case::Kind,
    home::Home,
    id::PersonId,
    session::{Actor, Command, Viewer},
    table::Table,
    text::Clean,
    web::{
        Web, Wish,
        device::{Devices, Token},
    },
};

mod hall;

/// Each phone hands in so many versions.
const VERSIONS: usize = 10;
/// The most people at one table.
const PEOPLE: usize = 300;
/// So many of them hand in at the same time.
const HANDS: usize = 32;

fn main() {
    let asked: Vec<usize> = std::env::args()
        .filter_map(|word| word.parse().ok())
        .collect();
    let counts = if asked.is_empty() {
        vec![40, 300, 2000]
    } else {
        asked
    };
    for count in counts {
        measure(count);
    }
}

fn measure(count: usize) {
    let folder = tempfile::tempdir().expect("a folder");
    let home = Home::find(Some(folder.path().to_owned())).expect("a home");
    let table = Table::open(&home, hall::opened("think-share", &[Kind::Open])).expect("a table");
    let desk = table.client(Actor::Desk);
    let mut devices = Devices::default();
    let tokens: Vec<_> = (0..count)
        .map(|_| Token::fresh().expect("random numbers"))
        .collect();
    for (token, number) in tokens.iter().zip(1..).take(PEOPLE) {
        let name = Clean::new(&format!("Person {number}"));
        desk.ask(Command::Join { name, role: None })
            .expect("it joins");
        let device = devices.add(token.mark());
        let people = vec![PersonId(number)];
        desk.ask(Command::Bind { device, people })
            .expect("it is bound");
    }
    let journal = table.journal_path().expect("a journal");
    devices
        .write(&journal.with_extension("devices"))
        .expect("it is written");
    let wish = Wish {
        phones: true,
        ip: Some(Ipv4Addr::new(127, 0, 0, 2)),
        port: None,
        connections: Some(count * 2 + 100),
        wifi: None,
    };
    let before = memory();
    let web = Web::open(&table, &wish).expect("the pages");
    let at = web.standing().address.expect("an address");
    let from = table.session().place();
    desk.ask(Command::Advance { from }).expect("it begins");
    // More phones than people can be at a table are second pages of the first ones.
    let tokens: Vec<_> = tokens
        .iter()
        .take(PEOPLE)
        .cycle()
        .take(count)
        .cloned()
        .collect();
    let streams: Vec<_> = tokens.iter().map(|token| listens(at, token)).collect();
    let each = memory().saturating_sub(before) / count;
    let busy = Arc::new(AtomicBool::new(true));
    let keys = thread::spawn({
        let (busy, table) = (Arc::clone(&busy), table.clone());
        move || keys(&table, &busy)
    });
    let began = Instant::now();
    let tokens: Vec<_> = tokens.into_iter().enumerate().collect();
    let hands = tokens.chunks(count.div_ceil(HANDS)).map(<[_]>::to_vec);
    let hands: Vec<_> = hands
        .map(|mine| thread::spawn(move || hands_in(at, &mine)))
        .collect();
    let mut waits: Vec<_> = hands
        .into_iter()
        .flat_map(|hand| hand.join().expect("all are in"))
        .collect();
    let took = began.elapsed();
    busy.store(false, Ordering::Relaxed);
    let mut keys = keys.join().expect("keys");
    let _ = writeln!(
        std::io::stdout(),
        "{count:>5} phones, {} answers in {:.1} s: saved after {} ms (half), {} ms (99 of 100), {} ms (longest); a key of the desk {} ms (99 of 100), {} ms (longest); {each} KiB a phone",
        waits.len(),
        took.as_secs_f64(),
        part(&mut waits, 50),
        part(&mut waits, 99),
        part(&mut waits, 100),
        part(&mut keys, 99),
        part(&mut keys, 100),
    );
    let written = std::fs::read_to_string(&journal).expect("the journal");
    assert_eq!(
        written.matches("\"answered\"").count(),
        count * VERSIONS,
        "none is lost"
    );
    drop(streams);
}

/// What a part of all waits is not longer than, in milliseconds.
fn part(waits: &mut [Duration], percent: usize) -> u128 {
    waits.sort_unstable();
    let last = waits.len().saturating_sub(1);
    waits
        .get(last * percent / 100)
        .map_or(0, Duration::as_millis)
}

/// Kibibytes of memory of this process.
fn memory() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let number = line.and_then(|line| line.split_whitespace().next());
    number.and_then(|number| number.parse().ok()).unwrap_or(0)
}

/// What a key of the desk costs: the view that its screen is drawn from.
fn keys(table: &Table, busy: &AtomicBool) -> Vec<Duration> {
    let desk = table.client(Actor::Desk);
    let mut all = Vec::new();
    while busy.load(Ordering::Relaxed) {
        let began = Instant::now();
        let view = desk
            .session()
            .view(Viewer::Facilitator, roundtable::clock::now());
        assert!(view.question.is_some());
        all.push(began.elapsed());
        thread::sleep(Duration::from_millis(20));
    }
    all
}

fn head(at: SocketAddrV4, token: &Token, line: &str) -> String {
    let (port, token) = (at.port(), token.hex());
    format!("{line} HTTP/1.1\r\nHost: {at}\r\nOrigin: http://{at}\r\nCookie: rt{port}={token}\r\n")
}

fn listens(at: SocketAddrV4, token: &Token) -> TcpStream {
    let mut stream = TcpStream::connect(at).expect("a connection");
    let head = head(at, token, "GET /news");
    stream
        .write_all(format!("{head}\r\n").as_bytes())
        .expect("it is sent");
    let mut piece = [0; 256];
    let _ = stream.read(&mut piece);
    stream
}

/// Hands in all versions of some phones; how long each took.
fn hands_in(at: SocketAddrV4, tokens: &[(usize, Token)]) -> Vec<Duration> {
    let mut waits = Vec::new();
    for version in 0..VERSIONS {
        for (number, token) in tokens {
            let id = number * VERSIONS + version;
            let text =
                "I+would+ask+the+night+shift+first+and+write+down+every+word+of+it.".repeat(7);
            let body = format!("id={id:032x}&question=q1&kind=open&text={id}+{text}&do=answer");
            let kind = "Content-Type: application/x-www-form-urlencoded";
            let head = head(at, token, "POST /do");
            let request = format!(
                "{head}{kind}\r\nConnection: close\r\nContent-Length: {}\r\n\r\n{body}",
                body.len()
            );
            let began = Instant::now();
            let mut stream = TcpStream::connect(at).expect("a connection");
            stream.write_all(request.as_bytes()).expect("it is sent");
            let mut answer = String::new();
            let _ = stream.read_to_string(&mut answer);
            assert!(answer.starts_with("HTTP/1.1 303"), "{answer}");
            waits.push(began.elapsed());
        }
    }
    waits
}
