//! How long a session takes to open, against what serde_json needs for its lines.
#![expect(
    clippy::unwrap_used,
    reason = "a benchmark that meets the unexpected has failed, and a panic says where"
)]

use std::{fs, path::PathBuf, sync::Arc};

use roundtable::{
    case::{Answer, Kind},
    home::Home,
    id::{CommandId, PersonId, Seq},
    journal::{
        disk::RealDisk,
        line::{self, Hash},
        list::list,
        open::open,
        scan,
    },
    session::{Actor, Entry, Event, Place, Session},
    stamp::Stamp,
    text::Clean,
};

mod hall;

const EVENTS: u64 = 100_000;
const PEOPLE: u64 = 300;
const WORDS: &str = "We would first ask what each of them needs tonight, then say openly what \
    cannot be given, and write down who decides about the rest of the “rota” by when.";

/// Names a file: the largest session that is promised is written to it, and nothing measured. So
/// the memory of a whole program can be: `/usr/bin/time -v roundtable report FILE`.
const WRITE: &str = "ROUNDTABLE_LARGEST";

fn main() {
    match std::env::var_os(WRITE) {
        Some(path) => fs::write(path, people_by_questions(ANSWER_BYTES)).unwrap(),
        None => divan::main(),
    }
}

/// Questions of the largest session, to which everybody writes an answer that is as long as can be.
const QUESTIONS: u32 = 50;
const ANSWER_BYTES: usize = 30 * 1024;

/// 300 people, 50 questions, an answer of so many bytes of everybody to each.
fn people_by_questions(answer_bytes: usize) -> Vec<u8> {
    let opened = hall::opened("think-share", &vec![Kind::Open; QUESTIONS as usize]);
    let text: String = WORDS
        .chars()
        .cycle()
        .scan(0, |bytes, letter| {
            *bytes += letter.len_utf8();
            (*bytes <= answer_bytes).then_some(letter)
        })
        .collect();
    let mut events = vec![Event::Opened(Box::new(opened))];
    events.extend((2..=PEOPLE + 1).map(event));
    for stop in 0..QUESTIONS {
        for step in 0..2 {
            let stop = stop as u16;
            let to = Place::At { stop, step };
            events.push(Event::Moved { to, skipped: false });
            let person = |person| Event::Answered {
                person: PersonId(person as u32),
                question: hall::question_id(u32::from(stop) + 1),
                answer: Answer::text(&text),
                handed_in: false,
                late: false,
                moved_by: None,
            };
            if step == 0 {
                events.extend((1..=PEOPLE).map(person));
            }
        }
    }
    let mut bytes = Vec::new();
    let mut hash = Hash::NONE;
    for (event, n) in events.into_iter().zip(1..) {
        let entry = Entry {
            n: Seq(n),
            at: Stamp::new(1_763_892_000_000 + n as i64 * 100, n * 100),
            id: CommandId(u128::from(n) << 64 | u128::from(n)),
            by: Actor::Desk,
            event,
        };
        let (line, next) = line::write(&entry, hash).unwrap();
        hash = next;
        bytes.extend_from_slice(&line);
    }
    bytes
}

fn on_disk(bytes: &[u8]) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("largest.jsonl");
    fs::write(&path, bytes).unwrap();
    (folder, path)
}

/// The largest session that is promised: at most 2 s.
#[divan::bench(sample_count = 3)]
fn open_largest(bencher: divan::Bencher<'_, '_>) {
    let (_folder, path) = on_disk(&people_by_questions(ANSWER_BYTES));
    bencher.bench_local(|| open(Arc::new(RealDisk), &path, false).ok().unwrap().session);
}

/// A damaged one, of answers of 200 bytes: at most 2 s.
#[divan::bench(sample_count = 3)]
fn salvage_damaged(bencher: divan::Bencher<'_, '_>) {
    let mut bytes = people_by_questions(200);
    let name = bytes
        .windows(10)
        .position(|piece| piece == b"\"Person 2\"")
        .unwrap();
    if let Some(byte) = bytes.get_mut(name + 1) {
        *byte ^= 1;
    }
    let (_folder, path) = on_disk(&bytes);
    bencher.bench_local(|| open(Arc::new(RealDisk), &path, false).ok().unwrap().session);
}

fn event(n: u64) -> Event {
    match n {
        1 => Event::Opened(Box::new(hall::opened("think-share", &[Kind::Open]))),
        2..=301 => Event::Joined {
            person: PersonId(n as u32 - 1),
            name: Clean::new(&format!("Person {n}")),
            role: None,
        },
        302 => Event::Moved {
            to: Place::At { stop: 0, step: 0 },
            skipped: false,
        },
        _ => Event::Answered {
            person: PersonId((n % PEOPLE) as u32 + 1),
            question: hall::question_id(1),
            answer: Answer::text(WORDS),
            handed_in: false,
            late: false,
            moved_by: None,
        },
    }
}

/// A session of very many answers, as a file.
fn long() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let mut bytes = Vec::new();
    let mut hash = Hash::NONE;
    for n in 1..=EVENTS {
        let entry = Entry {
            n: Seq(n),
            at: Stamp::new(1_763_892_000_000 + n as i64 * 100, n * 100),
            id: CommandId(u128::from(n) << 64 | u128::from(n)),
            by: Actor::Desk,
            event: event(n),
        };
        let (line, next) = line::write(&entry, hash).unwrap();
        hash = next;
        bytes.extend_from_slice(&line);
    }
    let path = folder.path().join("long.jsonl");
    fs::write(&path, bytes).unwrap();
    (folder, path)
}

/// What serde_json needs to parse the lines: the measure for opening.
#[divan::bench(sample_count = 10)]
fn serde_json_alone(bencher: divan::Bencher<'_, '_>) {
    let (_folder, path) = long();
    bencher.bench_local(|| {
        let text = fs::read_to_string(&path).unwrap();
        let parses = |line: &&str| serde_json::from_str::<serde_json::Value>(line).is_ok();
        text.lines().filter(parses).count()
    });
}

#[divan::bench(sample_count = 10)]
fn open_whole(bencher: divan::Bencher<'_, '_>) {
    let (_folder, path) = long();
    bencher.bench_local(|| open(Arc::new(RealDisk), &path, false).ok().unwrap().session);
}

#[divan::bench(sample_count = 10)]
fn verify_and_parse(bencher: divan::Bencher<'_, '_>) {
    let (_folder, path) = long();
    let bytes = fs::read(path).unwrap();
    bencher.bench_local(|| scan::lines(&bytes[..]).unwrap().entries.len());
}

#[divan::bench(sample_count = 10)]
fn verify_only(bencher: divan::Bencher<'_, '_>) {
    let (_folder, path) = long();
    let bytes = fs::read(path).unwrap();
    bencher.bench_local(|| {
        let lines = bytes.split(|byte| *byte == b'\n');
        lines.filter(|line| line::verify(line).is_some()).count()
    });
}

#[divan::bench(sample_count = 10)]
fn replay(bencher: divan::Bencher<'_, '_>) {
    let (_folder, path) = long();
    let entries = scan::file(&path).unwrap().entries;
    bencher.bench_local(|| Session::replay(&entries).unwrap());
}

/// The list of 300 sessions whose heads are there.
#[divan::bench(sample_count = 10)]
fn list_sessions(bencher: divan::Bencher<'_, '_>) {
    use roundtable::journal::head::{self, Head, Summary};
    let folder = tempfile::tempdir().unwrap();
    let home = Home::find(Some(folder.path().to_owned())).unwrap();
    fs::create_dir(home.sessions()).unwrap();
    let entry = Entry {
        n: Seq(1),
        at: Stamp::new(1_763_892_000_000, 1),
        id: CommandId(1),
        by: Actor::Program,
        event: event(1),
    };
    let session = Session::open(&entry).unwrap();
    let (line, h) = line::write(&entry, Hash::NONE).unwrap();
    for number in 0..300 {
        let path = home.sessions().join(format!("session-{number}.jsonl"));
        fs::write(&path, &line).unwrap();
        let head = Head {
            n: Seq(1),
            h,
            length: line.len() as u64,
            brief: Some(Summary::of(&session)),
        };
        head::write(&path, &head).unwrap();
    }
    bencher.bench_local(|| list(&home).len());
}
