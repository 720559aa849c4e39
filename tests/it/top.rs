//! One screen is on, and keys go where people look.

use std::fs;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::{Terminal, backend::TestBackend, layout::Size};
use roundtable::{
    home::Home,
    table::Table,
    tui::{
        draw::draw,
        house::House,
        inbox::{self, Heard},
        keys::Scope,
        theme::{Choice, Theme},
    },
};
use tempfile::TempDir;

use crate::desk::{opened, small_case};

fn at(folder: &TempDir) -> Home {
    Home::find(Some(folder.path().to_owned())).unwrap()
}

fn house(folder: &TempDir) -> House {
    fs::write(
        folder.path().join("learners.json"),
        "{\"names\": [\"Ann\"]}",
    )
    .unwrap();
    let theme = Theme::of(Choice::Mono, None, false, false);
    let mut house = House::new(theme, at(folder));
    house.fit(Size::new(100, 30));
    house
}

fn screen(house: &House) -> String {
    let mut terminal = Terminal::new(TestBackend::new(100, 30)).unwrap();
    terminal.draw(|frame| draw(house, frame)).unwrap();
    terminal.backend().to_string()
}

fn key(code: KeyCode) -> KeyEvent {
    KeyEvent::new(code, KeyModifiers::NONE)
}

/// How far somebody has come, as the thread that looked it up tells it.
fn come(house: &mut House) -> (u64, Vec<String>) {
    let (post, inbox) = inbox::open();
    house.look_how_far(&post);
    match inbox.recv().unwrap() {
        Heard::Progress(request, rows) => (request, rows),
        other => panic!("{other:?}"),
    }
}

fn sits_down(house: &mut House, folder: &TempDir) {
    let home = at(folder);
    let table = Table::open(&home, opened(small_case())).unwrap();
    house.sit_down(table, Box::new(drop), home, None);
}

#[test]
fn what_is_asked_for_in_time_is_shown() {
    let folder = TempDir::new().unwrap();
    let mut house = house(&folder);
    let (request, rows) = come(&mut house);
    house.show_progress(request, rows);
    assert_eq!(house.scope(), Scope::Progress);
    assert!(screen(&house).contains("how far I have come"));
    house.key(key(KeyCode::Esc));
    assert_eq!(house.scope(), Scope::Library);
}

#[test]
fn a_late_reply_takes_no_key_from_another_screen() {
    let folder = TempDir::new().unwrap();
    let mut house = house(&folder);
    let (request, rows) = come(&mut house);
    sits_down(&mut house, &folder);
    house.show_progress(request, rows.clone());
    assert_eq!(house.scope(), Scope::Gather);
    assert!(screen(&house).contains("Who is here?"));
    house.key(key(KeyCode::Char('A')));
    assert!(screen(&house).contains("Add a name: A"), "the key is lost");
    // Nor does it come up once the session is left.
    house.leave();
    house.show_progress(request, rows);
    assert_eq!(house.scope(), Scope::Library);
}

#[test]
fn only_the_newest_of_two_requests_is_answered() {
    let folder = TempDir::new().unwrap();
    let mut house = house(&folder);
    let (first, rows) = come(&mut house);
    let (second, _) = come(&mut house);
    house.show_progress(first, rows.clone());
    assert_eq!(house.scope(), Scope::Library);
    house.show_progress(second, rows);
    assert_eq!(house.scope(), Scope::Progress);
}

#[test]
fn help_stays_on_top_of_what_comes_meanwhile() {
    let folder = TempDir::new().unwrap();
    let mut house = house(&folder);
    sits_down(&mut house, &folder);
    house.key(key(KeyCode::F(1)));
    house.notice("Something was told.");
    assert_eq!(house.scope(), Scope::Help);
    assert!(!screen(&house).contains("Something was told."));
    house.key(key(KeyCode::Esc));
    assert_eq!(house.scope(), Scope::Message);
    assert!(screen(&house).contains("Something was told."));
    // A paste goes to what is on top, and to nothing under it.
    let pasted = crossterm::event::Event::Paste("Ann".to_owned());
    house.input(pasted);
    house.key(key(KeyCode::Esc));
    assert!(!screen(&house).contains("Ann"), "typed under a notice");
}
