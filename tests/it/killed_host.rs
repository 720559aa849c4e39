//! The host is killed while phones send, and started again: each answer is on record once, under
//! whatever moment it died, and nobody is told "saved" of one that is not.

use std::{
    fs,
    io::{BufRead, BufReader, Write},
    net::{SocketAddrV4, TcpListener},
    path::{Path, PathBuf},
    process::{Child, Command as Process, Stdio},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
        mpsc,
    },
    thread,
    time::Duration,
};

use roundtable::{case::Value, home::Home, journal::list::list, journal::scan, session::Event};

use crate::phone_rig::{Phone, hidden, id, ip, tries, wait};

const NAMES: [&str; 4] = ["Ann", "Ben", "Cem", "Dora"];

/// The program, and what it said until it said what is waited for.
fn host(data: &Path, arguments: &[&str], waits_for: &str) -> (Child, String) {
    let mut child = Process::new(env!("CARGO_BIN_EXE_roundtable"))
        .args(arguments)
        .env("ROUNDTABLE_DATA", data)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let out = BufReader::new(child.stdout.take().unwrap());
    let (sender, lines) = mpsc::channel();
    // It is listened to until it ends: else it would wait for that.
    thread::spawn(move || {
        for line in out.lines() {
            let _ = sender.send(line.unwrap_or_default());
        }
    });
    let mut said = String::new();
    while !said.contains(waits_for) {
        let line = lines.recv_timeout(Duration::from_secs(20));
        said += &line.unwrap_or_else(|_| panic!("it says no more: {said}"));
    }
    (child, said)
}

/// Everybody sends version after version, each until it is called saved.
fn sends(mut phone: Phone, nth: usize, versions: usize, saved: &AtomicUsize) {
    let page = hidden(&phone.get("/me").body);
    let question = page.split("question=").nth(1).unwrap();
    let question = question.split('&').next().unwrap().to_owned();
    for version in 0..versions {
        let number = id((nth * versions + version) as u128);
        let form = format!(
            "id={number}&question={question}&kind=open&text=answer-{nth}-{version}-&do=answer"
        );
        let (at, cookie) = (phone.at, phone.cookie.clone().unwrap());
        let request = format!(
            "POST /do HTTP/1.1\r\nHost: {at}\r\nOrigin: http://{at}\r\nConnection: close\r\nCookie: {cookie}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{form}",
            form.len()
        );
        // Nobody is there, or died before it answered: the same again, as the page's outbox does.
        while tries(at, request.as_bytes()).map_or(0, |got| got.status) != 303 {
            thread::sleep(Duration::from_millis(5));
        }
        saved.fetch_add(1, Ordering::SeqCst);
    }
}

fn journal(data: &Path) -> PathBuf {
    let home = Home::find(Some(data.to_owned())).unwrap();
    list(&home).remove(0).path
}

#[test]
fn a_killed_host_loses_nothing_and_doubles_nothing() {
    killed(12);
}

#[test]
#[ignore = "takes minutes"]
fn takes_minutes_a_host_is_killed_a_hundred_times() {
    killed(100);
}

/// So often, at another moment of sending each time.
fn killed(kills: usize) {
    let versions = kills * 3 + 4;
    let folder = tempfile::tempdir().unwrap();
    let case = folder.path().join("case.md");
    fs::write(&case, "# Tiny\n\n## Questions\n\n1. Why?\n").unwrap();
    let free = TcpListener::bind((ip(), 0)).unwrap();
    let at = free.local_addr().unwrap().to_string();
    drop(free);
    let (case, people) = (case.display().to_string(), NAMES.join(", "));
    let run = [
        "run",
        &case,
        "--plain",
        "--people",
        &people,
        "--phones",
        "--address",
        &at,
    ];
    let (mut child, said) = host(folder.path(), &run, "For the projector");
    let code = said.split("the code ").nth(1).unwrap();
    let code: String = code
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .take(6)
        .collect();
    let at: SocketAddrV4 = at.parse().unwrap();
    let mut joined = [1, 2, 3, 4].map(|person| {
        let (cookie, bytes) = (None, String::new());
        let mut phone = Phone { at, cookie, bytes };
        let form = format!("code={code}&person={person}");
        // The list is read once the door is open.
        wait(|| phone.post("/join", &form).status == 303);
        phone
    });
    child.stdin.as_mut().unwrap().write_all(b"\n").unwrap();
    wait(|| joined[0].get("/me").body.contains("id=\"form\""));
    let saved = Arc::new(AtomicUsize::new(0));
    let hands: Vec<_> = joined
        .into_iter()
        .enumerate()
        .map(|(nth, phone)| {
            let saved = Arc::clone(&saved);
            thread::spawn(move || sends(phone, nth, versions, &saved))
        })
        .collect();
    let all = NAMES.len() * versions;
    for kill in 1..=kills {
        let until = all * kill / (kills + 1);
        wait(|| saved.load(Ordering::SeqCst) >= until);
        thread::sleep(Duration::from_micros(700 * kill as u64));
        child.kill().unwrap();
        child.wait().unwrap();
        let path = journal(folder.path()).display().to_string();
        let resume = ["resume", &path, "--plain"];
        child = host(folder.path(), &resume, "For the projector").0;
    }
    for hand in hands {
        hand.join().unwrap();
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let entries = scan::file(&journal(folder.path())).unwrap().entries;
    let mut answers: Vec<_> = entries
        .into_iter()
        .filter_map(|entry| match entry.event {
            Event::Answered { answer, .. } => match answer.value {
                Value::Text(text) => Some(text.to_string()),
                _ => None,
            },
            _ => None,
        })
        .collect();
    answers.sort();
    let mut expected: Vec<_> = (0..NAMES.len())
        .flat_map(|nth| (0..versions).map(move |version| format!("answer-{nth}-{version}-")))
        .collect();
    expected.sort();
    assert_eq!(answers, expected);
}
