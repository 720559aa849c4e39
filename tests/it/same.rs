//! One session through lines, through the full screen and through a bare client: the same is on
//! record, but for ids, times and what is drawn by lot.

use std::{fs, path::Path};

use ratatui::crossterm::event::KeyCode;
use roundtable::{
    begin::Wanted,
    case::Answer,
    home::Home,
    id::PersonId,
    journal::scan,
    library,
    session::{Actor, Command, Event, Viewer},
    table::Table,
    text::Clean,
    tui::keys::{Action, Scope},
};
use tempfile::TempDir;

use crate::{desk::join, door::run, top::Screen};

const CASE: &str = "# The Second Key\n\nMona keeps both keys.\n\n## Questions\n\n### 1. Why both?\n\n\
    Model answer: Fear.\n\n### 2. Who else?\n\nModel answer: Her brother.\n";

/// Who did what, in turn, of the only journal under a folder.
fn record(sessions: &Path) -> Vec<String> {
    let files = fs::read_dir(sessions).unwrap();
    let mut paths = files.map(|file| file.unwrap().path());
    let journal = paths.find(|path| path.extension().is_some_and(|end| end == "jsonl"));
    let scanned = scan::file(&journal.unwrap()).unwrap();
    assert!(scanned.damage.is_empty());
    let entries = scanned.entries.iter().filter(|entry| {
        !matches!(
            entry.event,
            Event::Opened(_) | Event::Resumed { .. } | Event::Paused { .. }
        )
    });
    entries
        .map(|entry| match &entry.event {
            // The head that it names follows from ids and times.
            Event::Closed { count, .. } => format!("{:?}: closed after {count}", entry.by),
            event => format!("{:?}: {event:?}", entry.by),
        })
        .collect()
}

fn in_lines() -> Vec<String> {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("key.md"), CASE).unwrap();
    let question = |number| format!("Ann on {number}.\n\nBen on {number}.\n\n\n\n\n\n");
    let input = format!("Ann\nBen\n\n\n{}{}\n", question(1), question(2));
    let ran = run(folder.path(), &["run", "--plain", "key.md"], &input);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    record(&folder.path().join("data/sessions"))
}

fn on_screen() -> Vec<String> {
    let folder = TempDir::new().unwrap();
    let mut screen = Screen::with(&folder, &[("key.md", CASE)]);
    screen.types("\n");
    screen.work();
    screen.types("Ann\nBen\n\n");
    screen.does(Action::GoOn);
    for number in [1, 2] {
        for name in ["Ann", "Ben"] {
            // The keyboard is passed, and whoever has it says so.
            screen.until_written_in();
            screen.types(&format!("{name} on {number}."));
            screen.does(Action::HandIn);
        }
        screen.until_nobody_writes();
        for _ in 0..4 {
            screen.does(Action::GoOn);
            // What reveals the author's answer asks first.
            if screen.scope() == Scope::Notice {
                screen.press(KeyCode::Enter);
            }
        }
    }
    screen.does(Action::Close);
    screen.types("\n");
    screen.work();
    screen.table.take().unwrap().close();
    record(&folder.path().join("data/sessions"))
}

fn by_a_client() -> Vec<String> {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("key.md");
    fs::write(&file, CASE).unwrap();
    let home = Home::find(Some(folder.path().join("data"))).unwrap();
    let wanted = Wanted::of(library::load(&file).unwrap(), Some(0));
    let table = Table::open(&home, wanted.opened(false).unwrap()).unwrap();
    let desk = table.client(Actor::Desk);
    let now = |viewer| table.session().view(viewer, roundtable::clock::now());
    let goes_on = || {
        for command in now(Viewer::Facilitator).beginning() {
            desk.ask(command).unwrap();
        }
    };
    for name in ["Ann", "Ben"] {
        desk.ask(join(name)).unwrap();
    }
    goes_on();
    goes_on();
    for number in [1, 2] {
        for (person, name) in [(PersonId(1), "Ann"), (PersonId(2), "Ben")] {
            let own = table.client(Actor::Person(person));
            let asked = now(Viewer::Person(person)).question.unwrap();
            own.ask(Command::Answer {
                person,
                question: asked.prompt.id.clone(),
                answer: Answer::text(&Clean::new(&format!("{name} on {number}."))),
                handed_in: false,
                moved_by: None,
            })
            .unwrap();
        }
        (0..4).for_each(|_| goes_on());
    }
    desk.ask(Command::Close).unwrap();
    table.close();
    record(&home.sessions())
}

#[test]
fn one_session_is_on_record_the_same_in_every_front() {
    let client = by_a_client();
    assert!(client.len() > 14, "{client:#?}");
    assert_eq!(in_lines(), client, "lines");
    assert_eq!(on_screen(), client, "the full screen");
}
