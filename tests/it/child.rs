//! A process of its own that answers and says what was saved: for the tests that trace or
//! kill one. It is this test binary, started again for its one test `child::answers`.

use std::{
    fs::{File, OpenOptions},
    io::{self, Write},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
    process::{Command as Process, Stdio},
    sync::Arc,
    time::{Duration, Instant},
};

use roundtable::{
    home::Home,
    id::QuestionId,
    journal::{
        disk::{Disk, RealDisk, Tape},
        list::list,
        scan,
    },
    session::{Event, Place},
    table::{Draft, DraftKey, Table, World},
    text::Clean,
};

use crate::desk::{ANN, Keyboard, advance, join, opened, says, small_case};

/// The data folder; without it, the test has nothing to do.
const FOLDER: &str = "ROUNDTABLE_TEST_FOLDER";
/// How it is written; without it, as the program does.
const POLICY: &str = "ROUNDTABLE_TEST_POLICY";
/// How many answers; without it, without end.
const ANSWERS: &str = "ROUNDTABLE_TEST_ANSWERS";
/// The policy of one who types and hands nothing in.
pub(crate) const TYPES: &str = "types";
/// What it says before what it typed: a number, and milliseconds since it began.
pub(crate) const TYPED: &str = "typed ";
/// What it says before each answer that was saved.
pub(crate) const SAVED: &str = "saved ";

/// The process: `folder` is its data folder.
pub(crate) fn process(program: &[&str], folder: &Path, policy: &str, answers: usize) -> Process {
    let this = std::env::current_exe().unwrap();
    let mut words = program.iter().copied();
    let mut process = match words.next() {
        Some(first) => {
            let mut process = Process::new(first);
            process.args(words).arg(this);
            process
        }
        None => Process::new(this),
    };
    process
        .args([
            "--exact",
            "child::answers",
            "--nocapture",
            "--test-threads=1",
        ])
        .env(FOLDER, folder)
        .env(POLICY, policy)
        .env(ANSWERS, answers.to_string())
        .env("RUST_BACKTRACE", "0")
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .stdout(Stdio::piped());
    process
}

/// What a process said was saved.
pub(crate) fn confirmed(said: &str) -> Vec<String> {
    // A line that was cut off was not said.
    let lines = said
        .split_inclusive('\n')
        .filter_map(|line| line.strip_suffix('\n'));
    lines
        .filter_map(|line| line.strip_prefix(SAVED))
        .map(str::to_owned)
        .collect()
}

/// Answers of every journal in a data folder; a rescue stands for what it rescued.
pub(crate) fn saved(folder: &Path) -> Vec<String> {
    let home = Home::find(Some(folder.to_owned())).unwrap();
    let mut found = Vec::new();
    for brief in list(&home) {
        for entry in scan::file(&brief.path).unwrap().entries {
            if let Event::Answered { answer, .. } = entry.event {
                found.push(
                    format!("{:?}", answer.value)
                        .replace("Text(\"", "")
                        .replace("\")", ""),
                );
            }
        }
    }
    found
}

#[test]
fn answers() {
    let Some(folder) = std::env::var_os(FOLDER) else {
        return;
    };
    let policy = std::env::var(POLICY).unwrap();
    let most: usize = std::env::var(ANSWERS).unwrap().parse().unwrap();
    let home = Home::find(Some(PathBuf::from(folder))).unwrap();
    let world = World {
        disk: disk(&policy),
        ..World::real()
    };
    let (keys, _) = Keyboard::at(Table::open_in(&world, &home, opened(small_case())).unwrap());
    let _ = keys.ask(join("Ann"));
    let _ = keys.ask(advance(Place::Gather));
    let mut out = io::stdout();
    if policy == TYPES {
        return type_on(&keys, &mut out);
    }
    for number in 0..most {
        let text = format!("answer-{number}");
        if keys.ask(says(ANN, &text)).is_ok() {
            // In one call, as a whole line.
            out.write_all(format!("\n{SAVED}{text}\n").as_bytes())
                .unwrap();
        }
    }
    keys.leave();
}

/// Types without end, at the pace of a quick typist who never pauses.
fn type_on(keys: &Keyboard, out: &mut impl Write) {
    let started = Instant::now();
    for number in 0.. {
        let typed = format!("{number} {}", started.elapsed().as_millis());
        let key = DraftKey::Answer {
            person: ANN,
            question: QuestionId::new("q1"),
        };
        let draft = Draft {
            text: Clean::new(&typed),
            ..Draft::default()
        };
        keys.draft(key, Some(draft));
        out.write_all(format!("\n{TYPED}{typed}\n").as_bytes())
            .unwrap();
        std::thread::sleep(Duration::from_millis(10));
    }
}

fn disk(policy: &str) -> Arc<dyn Disk> {
    match policy {
        "never-syncs" => Arc::new(Careless {
            late: false,
            folder: true,
        }),
        "syncs-late" => Arc::new(Careless {
            late: true,
            folder: true,
        }),
        "deaf" => Arc::new(Deaf),
        "holds" => Arc::new(Holds),
        "no-folder-sync" => Arc::new(Careless {
            late: false,
            folder: false,
        }),
        _ => Arc::new(RealDisk),
    }
}

/// Controls: disks that do not do all that has to be done.
struct Careless {
    /// Syncs before the next write instead of never.
    late: bool,
    /// Syncs the folder when a file is made.
    folder: bool,
}

impl Disk for Careless {
    fn create(&self, path: &Path) -> io::Result<Box<dyn Tape>> {
        if self.folder {
            let tape = RealDisk.create(path)?;
            return Ok(Box::new(Lax {
                tape,
                late: self.late,
                dirty: false,
            }));
        }
        let mut options = OpenOptions::new();
        let file = options
            .append(true)
            .create_new(true)
            .mode(0o600)
            .open(path)?;
        file.try_lock().unwrap();
        Ok(Box::new(Plain(file)))
    }

    fn open(&self, path: &Path) -> io::Result<Box<dyn Tape>> {
        RealDisk.open(path)
    }
}

struct Lax {
    tape: Box<dyn Tape>,
    late: bool,
    dirty: bool,
}

impl Tape for Lax {
    fn add(&mut self, bytes: &[u8]) -> io::Result<()> {
        if self.late && self.dirty {
            self.tape.sync()?;
        }
        self.dirty = true;
        self.tape.add(bytes)
    }

    fn sync(&mut self) -> io::Result<()> {
        Ok(())
    }
}

struct Plain(File);

impl Tape for Plain {
    fn add(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.0.write_all(bytes)
    }

    fn sync(&mut self) -> io::Result<()> {
        self.0.sync_data()
    }
}

/// A control that hears no error.
struct Deaf;

impl Disk for Deaf {
    fn create(&self, path: &Path) -> io::Result<Box<dyn Tape>> {
        Ok(Box::new(DeafTape(RealDisk.create(path)?)))
    }

    fn open(&self, path: &Path) -> io::Result<Box<dyn Tape>> {
        Ok(Box::new(DeafTape(RealDisk.open(path)?)))
    }
}

struct DeafTape(Box<dyn Tape>);

impl Tape for DeafTape {
    fn add(&mut self, bytes: &[u8]) -> io::Result<()> {
        let _ = self.0.add(bytes);
        Ok(())
    }

    fn sync(&mut self) -> io::Result<()> {
        let _ = self.0.sync();
        Ok(())
    }
}

/// A control that keeps in memory what it says it wrote.
struct Holds;

impl Disk for Holds {
    fn create(&self, path: &Path) -> io::Result<Box<dyn Tape>> {
        Ok(Box::new(HoldsTape(RealDisk.create(path)?, Vec::new())))
    }

    fn open(&self, path: &Path) -> io::Result<Box<dyn Tape>> {
        Ok(Box::new(HoldsTape(RealDisk.open(path)?, Vec::new())))
    }
}

struct HoldsTape(Box<dyn Tape>, Vec<u8>);

impl Tape for HoldsTape {
    fn add(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.1.extend_from_slice(bytes);
        Ok(())
    }

    fn sync(&mut self) -> io::Result<()> {
        if self.1.len() > 1 << 16 {
            self.0.add(&std::mem::take(&mut self.1))?;
        }
        Ok(())
    }
}
