//! A shared keyboard in a temporary home: a table on a real or a cruel disk, and what is heard.

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc,
        mpsc::{self, Receiver},
    },
    time::{Duration, Instant},
};

use roundtable::{
    case::{Answer, Aside, Case, Item, Kind, Part, Prompt, Question},
    clock,
    home::Home,
    id::{CommandId, PersonId, QuestionId},
    journal::scan::{self, Scan},
    protocol::Protocol,
    session::{Actor, Command, Entry, FORMAT, Opened, Place, Session},
    table::{Client, Draft, DraftKey, Listening, News, Opening, Table, Trouble, World},
    text::Clean,
};
use tempfile::TempDir;

/// Longer than anything may take.
pub(crate) const LONG: Duration = Duration::from_secs(20);

pub(crate) const ANN: PersonId = PersonId(1);

/// A case as small as can be: one open question.
pub(crate) fn small_case() -> Case {
    Case {
        title: Clean::new("Small"),
        parts: vec![Part {
            title: None,
            staged: false,
            only_if: None,
            items: vec![Item::Question(Arc::new(Question {
                prompt: Arc::new(Prompt {
                    id: QuestionId::new("q1"),
                    number: 1,
                    text: Clean::new("Why?"),
                    body: Vec::new(),
                    kind: Kind::Open,
                    seconds: None,
                    builds_on: None,
                    line: 1,
                }),
                aside: Arc::new(Aside::default()),
            }))],
        }],
        ..Case::default()
    }
}

pub(crate) fn opened(case: Case) -> Opened {
    Opened {
        protocols: Vec::new(),
        format: FORMAT,
        case: Arc::new(case),
        source: Clean::new("small.md"),
        source_hash: Clean::default(),
        place: Clean::default(),
        protocol: Arc::new(Protocol::find("think-share").unwrap().clone()),
        alone: false,
        seed: 7,
        boot: Clean::new("boot"),
        lang: None,
        most: None,
        study: None,
    }
}

pub(crate) fn join(name: &str) -> Command {
    Command::Join {
        name: Clean::new(name),
        role: None,
    }
}

pub(crate) fn says(person: PersonId, text: &str) -> Command {
    Command::Answer {
        person,
        question: QuestionId::new("q1"),
        answer: Answer::text(text),
        handed_in: false,
        moved_by: None,
    }
}

pub(crate) fn advance(from: Place) -> Command {
    Command::Advance { from }
}

/// The shared keyboard at a table.
pub(crate) struct Keyboard {
    pub(crate) table: Table,
    pub(crate) client: Client,
    _listening: Listening,
}

impl Keyboard {
    /// The keyboard of this table, and what is heard there.
    pub(crate) fn at(table: Table) -> (Self, Receiver<News>) {
        let (sender, news) = mpsc::channel();
        let client = table.client(Actor::Desk);
        let listening = client.listen(Box::new(move |news| drop(sender.send(news))));
        let keys = Self {
            table,
            client,
            _listening: listening,
        };
        (keys, news)
    }

    pub(crate) fn ask(&self, command: Command) -> Result<Arc<Session>, Trouble> {
        self.client.ask(command)
    }

    pub(crate) fn send(&self, command: Command) -> CommandId {
        send(&self.client, command)
    }

    pub(crate) fn draft(&self, key: DraftKey, draft: Option<Draft>) {
        self.client.draft(key, draft);
    }

    /// Returns once every draft is on disk, or the table is gone.
    pub(crate) fn flush(&self) {
        let (sender, done) = mpsc::channel();
        self.client
            .flush(Box::new(move || sender.send(()).unwrap_or(())));
        let _ = done.recv();
    }

    pub(crate) fn session(&self) -> Arc<Session> {
        self.client.session()
    }

    pub(crate) fn journal_path(&self) -> Option<PathBuf> {
        self.table.journal_path()
    }

    pub(crate) fn save_in(&self, folder: PathBuf) {
        self.table.save_in(folder);
    }

    pub(crate) fn leave(&self) {
        self.table.clone().close();
    }
}

/// A shared keyboard, its home, and what it hears.
pub(crate) struct Fixture {
    pub(crate) home: Home,
    pub(crate) keys: Keyboard,
    pub(crate) news: Receiver<News>,
    pub(crate) folder: Arc<TempDir>,
}

impl Fixture {
    pub(crate) fn new() -> Self {
        Self::in_world(&World::real(), small_case())
    }

    pub(crate) fn in_world(world: &World, case: Case) -> Self {
        let folder = Arc::new(tempfile::tempdir().unwrap());
        let home = Home::find(Some(folder.path().join("data"))).unwrap();
        let table = Table::open_in(world, &home, opened(case)).unwrap();
        let (keys, news) = Keyboard::at(table);
        Self {
            home,
            keys,
            news,
            folder,
        }
    }

    /// Sends a command that has to be saved.
    pub(crate) fn must(&self, command: Command) {
        let said = format!("{command:?}");
        if let Err(trouble) = self.keys.ask(command) {
            panic!("{said}: {trouble:?}");
        }
    }

    /// Ann joins, and everybody is asked the one question.
    pub(crate) fn ask_the_question(&self) {
        self.must(join("Ann"));
        self.must(advance(Place::Gather));
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.keys.journal_path().expect("a journal was made")
    }

    /// Leaves, and opens the journal again.
    pub(crate) fn again(self) -> (Self, Opening) {
        let path = self.path();
        self.keys.leave();
        let (keys, news, opening) = resume(&World::real(), &path);
        (Self { keys, news, ..self }, opening)
    }

    /// Waits for news that pass.
    pub(crate) fn wait_for(&self, what: &str, passes: impl Fn(&News) -> bool) -> News {
        let end = Instant::now() + LONG;
        loop {
            let left = end.saturating_duration_since(Instant::now());
            match self.news.recv_timeout(left) {
                Ok(news) if passes(&news) => return news,
                Ok(_) => {}
                Err(_) => panic!("waited in vain for {what}"),
            }
        }
    }
}

pub(crate) fn resume(world: &World, path: &Path) -> (Keyboard, Receiver<News>, Opening) {
    let (table, opening) = Table::resume_in(world, path, false).unwrap();
    let (keys, news) = Keyboard::at(table);
    (keys, news, opening)
}

pub(crate) fn scan_file(path: &Path) -> Scan {
    scan::file(path).unwrap()
}

pub(crate) fn entries(path: &Path) -> Vec<Entry> {
    let scan = scan_file(path);
    assert_eq!(scan.damage, [], "{}", path.display());
    scan.entries
}

/// Waits until something holds, looking again and again.
pub(crate) fn until(what: &str, holds: impl Fn() -> bool) {
    let end = Instant::now() + LONG;
    while !holds() {
        assert!(Instant::now() < end, "waited in vain until {what}");
        std::thread::yield_now();
    }
}

/// Every file under a folder, with its bytes, but those that are gone before they are read: a
/// draft that is written elsewhere is exchanged by renaming.
pub(crate) fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
            continue;
        }
        match std::fs::read(&path) {
            Ok(bytes) => found.push((path, bytes)),
            Err(error) => assert_eq!(error.kind(), std::io::ErrorKind::NotFound, "{path:?}"),
        }
    }
    found.sort();
    found
}

/// Sends something; its id comes back.
pub(crate) fn send(client: &Client, command: Command) -> CommandId {
    let id = clock::command_id();
    client.send(id, command);
    id
}
