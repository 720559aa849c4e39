//! Odd inputs without an end: whatever is read, nothing panics, nothing hangs, and nothing that
//! is unclean comes out.
//!
//! ```sh
//! CARGO_PROFILE_BENCH_OVERFLOW_CHECKS=true CARGO_PROFILE_BENCH_DEBUG_ASSERTIONS=true \
//!     cargo bench --bench fuzz -- TARGET RUNS SEED
//! ```
//!
//! `TARGET` is `case`, `clean`, `journal` or `import`; without any, each runs a little. A run that
//! fails is told with its number, and its input is written to a file: the same target and seed
//! come to it again.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a benchmark that meets the unexpected has failed, and a panic says where"
)]

use std::{
    fs,
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
    process,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use roundtable::{
    case,
    id::{CommandId, PersonId, Seq},
    import,
    journal::{
        line::{self, Hash},
        salvage::salvage,
        scan,
    },
    library,
    protocol::Protocol,
    report,
    session::{Actor, Entry, Event, FORMAT, Opened, Place, Viewer},
    stamp::Stamp,
    text::{Clean, clean},
};

/// A run that takes longer has failed.
const LONGEST: Duration = Duration::from_secs(2);
/// A run that is still not done then is stopped, with the whole program.
const HANGS: u64 = 20;
/// The most bytes of an input: short ones say as much, and many more of them are tried.
const MOST_BYTES: usize = 3_000;
/// Runs of each target where nothing is asked for.
const FEW: u64 = 2_000;

/// What has a meaning somewhere: marks of Markdown, HTML, settings, question banks and journals;
/// letters that turn, join, hide or end others.
const BITS: &[&str] = &[
    "\n",
    "\n\n",
    "# ",
    "## Questions\n\n",
    "1. ",
    "a) ",
    "- [ ] ",
    "- [x] ",
    "> ",
    "```\n",
    "---\n",
    "title: ",
    "| a | b |\n|---|---|\n",
    "**",
    "_",
    "](",
    "![",
    "<b>",
    "</b>",
    "<details>",
    "<!--",
    "-->",
    "&#x1b;",
    "&amp;",
    "Answer: ",
    "Correct: B",
    "Hint: ",
    "[^1]",
    "[^1]: ",
    "{#id}",
    "::: ",
    ":::",
    "$$",
    "\\",
    "\\item ",
    "\\begin{enumerate}",
    "::Q1:: Why? {=yes ~no}",
    "{T}",
    "\t",
    "    ",
    "\u{1b}[31m",
    "\u{9b}",
    "\u{202e}",
    "\u{200d}",
    "\u{200b}",
    "\u{301}",
    "\u{feff}",
    "\u{2028}",
    "\r",
    "\0",
    "か。",
    "吗？",
    "؟",
    "é",
    "👩‍👩‍👧",
    "%%",
    "?",
    "¶2",
    "5 min",
    "\"",
    "{\"n\":",
    ",\"h\":\"",
    "}",
    "\"event\":\"",
    "99999999999999999999",
    "-1",
    "İ",
    "ß",
    "ﬁ",
];

struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        // xorshift64*, Vigna 2016.
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.roll() % end.max(1) as u64) as usize
    }
}

/// Another input, made of those that are there.
fn mutated(seeds: &[Vec<u8>], dice: &mut Dice) -> Vec<u8> {
    let seed = &seeds[dice.below(seeds.len())];
    let from = if seed.len() > MOST_BYTES {
        dice.below(seed.len() - MOST_BYTES)
    } else {
        0
    };
    let mut bytes = seed[from..seed.len().min(from + MOST_BYTES)].to_vec();
    for _ in 0..=dice.below(8) {
        let (at, end) = (dice.below(bytes.len() + 1), dice.below(bytes.len() + 1));
        let (at, end) = (at.min(end), at.max(end).min(at.min(end) + 200));
        match dice.below(8) {
            0 if at < bytes.len() => bytes[at] ^= 1 << dice.below(8),
            1 if at < bytes.len() => bytes[at] = dice.roll() as u8,
            2 => drop(bytes.drain(at..end)),
            3 => {
                let piece = bytes[at..end].to_vec();
                for _ in 0..dice.below(6) {
                    bytes.splice(at..at, piece.iter().copied());
                }
            }
            4 => {
                let other = &seeds[dice.below(seeds.len())];
                let from = dice.below(other.len());
                let piece = &other[from..other.len().min(from + 100)];
                bytes.splice(at..at, piece.iter().copied());
            }
            _ => {
                let bit = BITS[dice.below(BITS.len())].as_bytes();
                for _ in 0..=dice.below(3) {
                    bytes.splice(at..at, bit.iter().copied());
                }
            }
        }
    }
    bytes.truncate(MOST_BYTES);
    bytes
}

/// What may stand in nothing that is shown.
fn is_unclean(letter: char) -> bool {
    (letter.is_control() && letter != '\n' && letter != '\t')
        || matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200b}' | '\u{2028}')
}

fn all_clean(what: &str, text: &str) {
    if let Some(letter) = text.chars().find(|letter| is_unclean(*letter)) {
        panic!("{letter:?} is in {what}: {text:?}");
    }
}

fn texts(value: &serde_json::Value) {
    match value {
        serde_json::Value::String(text) => all_clean("a text", text),
        serde_json::Value::Array(values) => values.iter().for_each(texts),
        serde_json::Value::Object(fields) => {
            for (name, value) in fields {
                all_clean("a name", name);
                texts(value);
            }
        }
        _ => {}
    }
}

fn read_case(bytes: &[u8]) {
    let document = case::read(&String::from_utf8_lossy(bytes), "fuzz.md");
    texts(&serde_json::to_value(&document.cases).unwrap());
}

fn clean_text(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let once = clean(&text);
    all_clean("what was cleaned", &once);
    assert_eq!(clean(&once), once, "cleaning twice is cleaning once");
    all_clean("a line", &Clean::line(&text));
}

fn read_journal(bytes: &[u8]) {
    let found = scan::lines(bytes).unwrap();
    assert!(found.length <= bytes.len() as u64);
    let Some((made, _)) = salvage(Path::new("fuzz.jsonl"), found, true) else {
        return;
    };
    let view = made.session.view(Viewer::Report, made.session.last_at());
    all_clean(
        "a report",
        &report::markdown::write(&report::report(&view), true),
    );
}

fn import_document(bytes: &[u8], dice: &mut Dice) {
    let names = [
        "a.md", "a.txt", "a.html", "a.gift", "a.tex", "a.xml", "a.csv",
    ];
    let name = names[dice.below(names.len())];
    if let Ok(converted) = import::convert_bytes(Path::new(name), bytes) {
        read_case(converted.markdown.as_bytes());
    }
}

/// A small sound journal.
fn journal() -> Vec<u8> {
    let (_, text) = library::built_in()[2];
    let case = case::read(text, "seed.md").cases.remove(0);
    let question = case.questions().next().unwrap().prompt.id.clone();
    let mut events = vec![Event::Opened(Box::new(Opened {
        protocols: Vec::new(),
        format: FORMAT,
        case: Arc::new(case),
        source: Clean::new("seed.md"),
        source_hash: Clean::default(),
        place: Clean::default(),
        protocol: Arc::new(Protocol::find("think-share").unwrap().clone()),
        alone: false,
        seed: 3,
        boot: Clean::new("boot"),
        lang: None,
        most: None,
        study: None,
    }))];
    for person in [1, 2] {
        let (person, name) = (PersonId(person), Clean::new(&format!("Person {person}")));
        events.push(Event::Joined {
            person,
            name,
            role: None,
        });
    }
    for stop in 0..2 {
        let to = Place::At { stop, step: 0 };
        events.push(Event::Moved { to, skipped: false });
    }
    for person in [1, 2] {
        events.push(Event::Answered {
            person: PersonId(person),
            question: question.clone(),
            answer: case::Answer::text("because"),
            handed_in: false,
            late: false,
            moved_by: None,
        });
    }
    let mut bytes = Vec::new();
    let mut hash = Hash::NONE;
    for (event, n) in events.into_iter().zip(1..) {
        let entry = Entry {
            n: Seq(n),
            at: Stamp::new(1_763_892_000_000, n * 1_000),
            id: CommandId(u128::from(n)),
            by: Actor::Desk,
            event,
        };
        let (line, next) = line::write(&entry, hash).unwrap();
        hash = next;
        bytes.extend(line);
    }
    bytes
}

/// One change within whole lines: most of what a journal meets is nearly sound.
fn harmed(journal: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut lines: Vec<Vec<u8>> = journal
        .split_inclusive(|byte| *byte == b'\n')
        .map(<[u8]>::to_vec)
        .collect();
    for _ in 0..=dice.below(3) {
        let at = dice.below(lines.len());
        match dice.below(4) {
            0 if lines.len() > 1 => drop(lines.remove(at)),
            1 => lines.insert(at, lines[dice.below(lines.len())].clone()),
            _ => {
                let line = &mut lines[at];
                let byte = dice.below(line.len());
                line[byte] = dice.roll() as u8;
            }
        }
    }
    lines.concat()
}

fn fuzz(target: &str, runs: u64, seed: u64) {
    let run_now = Arc::new(AtomicU64::new(0));
    watch(target, Arc::clone(&run_now));
    let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let mut seeds: Vec<Vec<u8>> = library::built_in()
        .iter()
        .map(|(_, text)| text.as_bytes().to_vec())
        .collect();
    seeds.push(BITS.concat().into_bytes());
    seeds.push(
        b"<html><body><h1>Case</h1><ol><li>Why?</li></ol><p>Answer: no</p></body></html>".to_vec(),
    );
    let journal = journal();
    let began = Instant::now();
    for run in 1..=runs {
        run_now.store(run, Ordering::Relaxed);
        let bytes = match target {
            "journal" if run % 8 > 0 => harmed(&journal, &mut dice),
            "journal" => mutated(std::slice::from_ref(&journal), &mut dice),
            _ => mutated(&seeds, &mut dice),
        };
        let started = Instant::now();
        let ran = catch_unwind(AssertUnwindSafe(|| match target {
            "case" => read_case(&bytes),
            "clean" => clean_text(&bytes),
            "journal" => read_journal(&bytes),
            "import" => import_document(&bytes, &mut dice),
            _ => panic!("there is no target {target}"),
        }));
        if ran.is_err() || started.elapsed() > LONGEST {
            let file = std::env::temp_dir().join(format!("fuzz-{target}-{seed}-{run}"));
            fs::write(&file, &bytes).unwrap();
            eprintln!(
                "{target}: run {run} of seed {seed} failed after {:?}: {}",
                started.elapsed(),
                file.display()
            );
            process::exit(1);
        }
    }
    run_now.store(u64::MAX, Ordering::Relaxed);
    println!(
        "{target}: {runs} runs of seed {seed} in {:?}, nothing failed",
        began.elapsed()
    );
}

/// Ends the program where one run does not end.
fn watch(target: &str, run_now: Arc<AtomicU64>) {
    let target = target.to_owned();
    thread::spawn(move || {
        let mut before = 0;
        loop {
            thread::sleep(Duration::from_secs(HANGS));
            let run = run_now.load(Ordering::Relaxed);
            if run == u64::MAX {
                return;
            }
            if run == before {
                eprintln!("{target}: run {run} hangs");
                process::exit(1);
            }
            before = run;
        }
    });
}

fn main() {
    let words: Vec<String> = std::env::args()
        .skip(1)
        .filter(|word| !word.starts_with("--"))
        .collect();
    let number = |at: usize, or: u64| words.get(at).map_or(or, |word| word.parse().unwrap());
    match words.first() {
        Some(target) => fuzz(target, number(1, FEW), number(2, 1)),
        None => {
            for target in ["case", "clean", "journal", "import"] {
                fuzz(target, FEW, 1);
            }
        }
    }
}
