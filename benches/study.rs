//! Study alone with 2,000 cases and 50,000 past answers: how long until the library shows what is
//! due, and how long a key takes there.
#![expect(
    clippy::unwrap_used,
    reason = "a benchmark that meets the unexpected has failed, and a panic says where"
)]

use std::{fs, path::PathBuf, sync::Arc};

use crossterm::event::{Event as Input, KeyCode, KeyEvent, KeyModifiers};
use divan::Bencher;
use ratatui::{Terminal, backend::TestBackend, layout::Size};
use roundtable::{
    case::{Answer, Case, read},
    clock,
    home::Home,
    id::{CommandId, PersonId, QuestionId, Seq},
    journal::{
        head::{Head, Summary},
        line::{self, Hash},
        list::list,
        name::beside,
    },
    library::shelve,
    protocol::{ALONE, Protocol},
    session::{Actor, Command, Entry, Event, FORMAT, Opened, Order, Place, Rating, Session},
    stamp::{Stamp, Zone},
    study::shelf::Learners,
    text::Clean,
    tui::{
        app::{App, Known},
        draw,
        errand::{Done, Msg, Ticket},
        screen::library::Found,
        theme::{Choice, Theme},
    },
};
use tempfile::TempDir;

const CASES: usize = 2_000;
/// Answers to each case.
const QUESTIONS: usize = 25;
const LONG_AGO: i64 = 1_600_000_000_000;

fn main() {
    divan::main();
}

/// A learner's folder: cases, a finished session of each, and what the library remembers.
struct Shelf {
    folder: TempDir,
    folders: [PathBuf; 1],
    home: Home,
}

impl Shelf {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let cases = folder.path().join("cases");
        fs::create_dir_all(&cases).unwrap();
        let home = Home::find(Some(folder.path().join("data"))).unwrap();
        fs::create_dir_all(home.sessions()).unwrap();
        let sat = sit(&text("A title to be replaced"));
        for number in 0..CASES {
            let title = format!("Case number {number}");
            fs::write(cases.join(format!("{number}.md")), text(&title)).unwrap();
            keep(&home, &sat, number, &title);
        }
        let folders = [cases];
        let shelf = Self {
            folder,
            folders,
            home,
        };
        shelf.look();
        shelf
    }

    /// What the program does when it opens its library.
    fn look(&self) -> App {
        let memory = self.folder.path().join("library.json");
        let theme = Theme::of(Choice::Dark, None, true, false);
        let mut house = App::new(Known {
            theme,
            learners: Learners::default(),
            zone: clock::zone(),
            first: CommandId(1),
            now: clock::now(),
        });
        let cards = shelve(&self.folders, Some(&memory), &|_, _| {});
        let found = Done::Found(Found::of(cards, list(&self.home)));
        house.update(Msg::Done(Ticket(1), Box::new(found)), clock::now());
        house
    }
}

fn text(title: &str) -> String {
    let questions = (1..=QUESTIONS).map(|number| {
        format!("### {number}. What does Mara see in place {number}?\n\nModel answer: Much.\n\n")
    });
    let questions: String = questions.collect();
    format!(
        "# {title}\n\nMara has led the night desk for six weeks.\n\n## Questions\n\n{questions}"
    )
}

/// One person answers and rates every question, and closes.
fn sit(text: &str) -> (Session, Vec<Entry>) {
    let case = Arc::new(read(text, "case.md").cases.remove(0));
    let ids: Vec<QuestionId> = case
        .questions()
        .map(|each| each.prompt.id.clone())
        .collect();
    let opened = Event::Opened(Box::new(opened(case)));
    let now = Stamp::new(LONG_AGO, 1_000);
    let entry = Entry {
        n: Seq(1),
        at: now,
        id: CommandId(0),
        by: Actor::Program,
        event: opened,
    };
    let mut session = Session::open(&entry).unwrap();
    let mut entries = vec![entry];
    let mut must = |command| {
        let order = Order {
            id: CommandId(entries.len() as u128),
            by: Actor::Desk,
            command,
        };
        let Ok(events) = session.decide(&order, now) else {
            return session.place();
        };
        for event in events {
            let entry = Entry {
                n: session.last().next(),
                at: now,
                id: order.id,
                by: order.by,
                event,
            };
            session.apply(&entry).unwrap();
            entries.push(entry);
        }
        session.place()
    };
    let name = Clean::new("Ann");
    let mut from = must(Command::Join { name, role: None });
    while from != Place::Over {
        for question in &ids {
            must(Command::Answer {
                person: PersonId(1),
                question: question.clone(),
                answer: Answer::text("It depends on who carries it on Monday, and for how long."),
                handed_in: false,
                moved_by: None,
            });
            must(Command::Rate {
                person: PersonId(1),
                question: question.clone(),
                rating: Rating::Partly,
                zone: Zone::UTC,
            });
        }
        let next = must(Command::Advance { from });
        from = if next == from {
            must(Command::Close)
        } else {
            next
        };
    }
    (session, entries)
}

fn opened(case: Arc<Case>) -> Opened {
    Opened {
        protocols: Vec::new(),
        format: FORMAT,
        case,
        source: Clean::new("case.md"),
        source_hash: Clean::default(),
        place: Clean::default(),
        alone: true,
        protocol: Arc::new(Protocol::find(ALONE).unwrap().clone()),
        seed: 1,
        boot: Clean::default(),
        lang: None,
        most: None,
        study: None,
    }
}

/// The same session of another case, as it lies on disk.
fn keep(home: &Home, (session, entries): &(Session, Vec<Entry>), number: usize, title: &str) {
    let mut brief = Summary::of(session);
    let kept = brief.study.as_mut().unwrap();
    kept.title = Clean::new(title);
    kept.source = Clean::new(&format!("{number}.md"));
    brief.title = Clean::new(title);
    let (mut bytes, mut hash) = (Vec::new(), Hash::NONE);
    for entry in entries {
        let (line, next) = line::write(entry, hash).unwrap();
        bytes.extend(line);
        hash = next;
    }
    let path = home.sessions().join(format!("session-{number}.jsonl"));
    fs::write(&path, &bytes).unwrap();
    let head = Head {
        n: session.last(),
        h: hash,
        length: bytes.len() as u64,
        brief: Some(brief),
    };
    let head = serde_json::to_vec(&head).unwrap();
    fs::write(beside(&path, "head"), head).unwrap();
}

/// At most 0.3 seconds.
#[divan::bench(sample_count = 10)]
fn library_with_what_is_due(bencher: Bencher) {
    let shelf = Shelf::new();
    bencher.bench_local(|| shelf.look());
}

/// At most a frame: a thirtieth of a second.
#[divan::bench(args = ["Down", "a"])]
fn key_in_the_library(bencher: Bencher, key: &str) {
    let shelf = Shelf::new();
    let mut house = shelf.look();
    let size = Size::new(100, 30);
    let mut screen = Terminal::new(TestBackend::new(size.width, size.height)).unwrap();
    let code = match key {
        "Down" => KeyCode::Down,
        letter => KeyCode::Char(letter.chars().next().unwrap()),
    };
    bencher.bench_local(|| {
        let pressed = Input::Key(KeyEvent::new(code, KeyModifiers::NONE));
        house.update(Msg::Input(pressed), clock::now());
        house.fit(size);
        screen.draw(|frame| draw::draw(&house, frame)).unwrap();
        if key != "Down" {
            let back = Input::Key(KeyEvent::from(KeyCode::Backspace));
            house.update(Msg::Input(back), clock::now());
        }
    });
}
