//! Keys that are pressed and meant otherwise: prose where letters are commands, an end where
//! something is copied, a second Enter.

use crossterm::event::KeyCode;
use roundtable::{
    journal::drafts::{Draft, DraftKey},
    protocol::{DEFAULT, Protocol},
    session::{Actor, Command, Event},
    text::Clean,
    tui::keys::Scope,
};
use tempfile::TempDir;

use crate::{
    rig::{Rig, open},
    rules::{ANN, gathered},
    top::Screen,
    world::tried,
};

const SHORT: &str = "# A Short Case\n\nMara waits.\n\n## Questions\n\n1. Why? (9 min)\n2. What else? (9 min)\n3. Who? (9 min)\n";

/// Three people, and the first has answered: the list of people, with Ben next.
fn at_the_list(folder: &TempDir) -> Screen {
    let mut screen = Screen::with(folder, &[("short.md", SHORT)]);
    screen.types("\n");
    screen.work();
    screen.types("Ann\nBen\nCy\n\n\n");
    screen.until_written_in();
    screen.types("ANNS WORDS");
    screen.ctrl('s');
    screen.press(KeyCode::Esc);
    assert_eq!(screen.scope(), Scope::Hub, "{}", screen.picture());
    screen
}

#[test]
fn prose_at_the_list_of_people_begins_the_sheet_of_whoever_is_next() {
    for prose in [
        "now we must go",
        "She should go.",
        "The boat, first",
        "We wait",
        "my own",
    ] {
        let folder = TempDir::new().unwrap();
        let mut screen = at_the_list(&folder);
        screen.types(prose);
        assert_eq!(
            screen.scope(),
            Scope::Writing,
            "{prose}\n{}",
            screen.picture()
        );
        assert!(screen.shows(prose), "{prose}\n{}", screen.picture());
        screen.press(KeyCode::Enter);
        assert!(!screen.shows("ANNS WORDS"), "{prose}\n{}", screen.picture());
    }
}

#[test]
fn a_letter_that_is_a_command_there_stays_one() {
    let folder = TempDir::new().unwrap();
    let mut screen = at_the_list(&folder);
    screen.types("n");
    assert!(screen.shows("Show the 1 answer"), "{}", screen.picture());
    // No letter says yes: a word that goes on shows nothing.
    screen.press(KeyCode::Esc);
    screen.types("r");
    assert_eq!(screen.scope(), Scope::Overlay, "{}", screen.picture());
}

#[test]
fn out_of_a_session_with_people_in_it_is_asked_once() {
    let folder = TempDir::new().unwrap();
    let mut screen = at_the_list(&folder);
    screen.until_written_in();
    screen.types("BENS WORDS");
    screen.ctrl('c');
    assert!(screen.shows("Leave the session?"), "{}", screen.picture());
    screen.press(KeyCode::Esc);
    assert!(screen.shows("BENS WORDS"), "{}", screen.picture());
    screen.ctrl('c');
    screen.ctrl('c');
    assert_eq!(screen.scope(), Scope::Library, "{}", screen.picture());
}

#[test]
fn enter_on_the_plan_goes_back_and_what_is_ticked_stays_under_the_cursor() {
    let folder = TempDir::new().unwrap();
    let mut screen = at_the_list(&folder);
    screen.types("A");
    let before = screen.picture();
    screen.press(KeyCode::Enter);
    assert_eq!(screen.scope(), Scope::Hub, "{before}");
    screen.types("A");
    assert_eq!(screen.picture(), before);
    screen.types("Q");
    screen.press(KeyCode::Down);
    let row = |screen: &Screen| {
        let picture = screen.picture();
        let mut rows = picture.lines();
        rows.find(|row| row.contains('▸')).unwrap().to_owned()
    };
    let open = row(&screen);
    assert!(open.contains("[ ] question"), "{}", screen.picture());
    screen.types(" ");
    assert_eq!(
        row(&screen),
        open.replace("[ ]", "[x]"),
        "{}",
        screen.picture()
    );
}

#[test]
fn what_belongs_to_the_list_of_people_is_found_from_a_sheet() {
    let folder = TempDir::new().unwrap();
    let mut screen = at_the_list(&folder);
    screen.until_written_in();
    screen.types("HALF");
    screen.ctrl('k');
    screen.types("wrong name\n");
    assert!(
        screen.shows("Something stands under the wrong name"),
        "{}",
        screen.picture()
    );
    // The sheet is a draft meanwhile, and nobody sees it.
    assert!(!screen.shows("HALF"), "{}", screen.picture());
    screen.press(KeyCode::Esc);
    screen.until_written_in();
    assert!(screen.shows("HALF"), "{}", screen.picture());
}

#[test]
fn what_no_key_does_says_so_with_ctrl_too() {
    let folder = TempDir::new().unwrap();
    let mut screen = at_the_list(&folder);
    screen.ctrl('o');
    assert!(
        screen.shows("Ctrl-O does nothing here"),
        "{}",
        screen.picture()
    );
}

#[test]
fn whoever_is_away_comes_back_by_their_name_and_is_not_somebody_else() {
    let mut table = gathered(Protocol::find(DEFAULT).unwrap());
    table.must(Actor::Desk, Command::Leave { person: ANN });
    let name = Clean::new("ann");
    let events = tried(&table, Actor::Desk, &Command::Join { name, role: None });
    assert!(matches!(
        events.unwrap()[0],
        Event::Returned { person: ANN }
    ));
    let mut rig = Rig::new(open(), DEFAULT, &["Ann", "Ben"], (80, 24));
    rig.keys("Right L");
    assert!(rig.screen().contains("▸"), "{}", rig.screen());
    rig.keys("Enter Esc J");
    assert!(
        rig.screen()
            .contains("Away, and back by their own name: Ben"),
        "{}",
        rig.screen()
    );
    rig.types("Ben").keys("Ctrl-s");
    assert!(
        rig.view().people.iter().all(|person| person.here),
        "{:?}",
        rig.told
    );
}

#[test]
fn typing_goes_on_with_a_draft_that_is_offered() {
    let draft = Draft {
        text: Clean::new("before the crash"),
        ..Draft::default()
    };
    let mut rig = Rig::new(open(), DEFAULT, &["Ann", "Ben"], (80, 20));
    let key = DraftKey::Answer {
        person: ANN,
        question: rig.view().question.unwrap().prompt.id.clone(),
    };
    rig.desk.restore([(key.clone(), draft.clone())]);
    rig.keys("Enter Enter").types(", exactly next");
    assert_eq!(rig.written(), "before the crash, exactly next");
    // It is thrown away once that was asked, and what was thrown away is one key away.
    let mut rig = Rig::new(open(), DEFAULT, &["Ann", "Ben"], (80, 20));
    rig.desk.restore([(key, draft)]);
    rig.keys("Enter Enter Ctrl-x");
    assert!(
        rig.screen().contains("Throw away the draft"),
        "{}",
        rig.screen()
    );
    rig.keys("Enter");
    assert_eq!(rig.written(), "");
    // What was thrown away by mistake is one key away, while nothing stands in its place.
    rig.keys("Ctrl-z");
    assert_eq!(rig.written(), "before the crash");
    assert!(!rig.drafts.is_empty());
    // Whoever goes back from an offer is the one who is chosen.
    let mut rig = Rig::new(open(), DEFAULT, &["Ann", "Ben"], (80, 20));
    rig.keys("Right Enter Esc");
    assert!(rig.screen().contains("next: Ben"), "{}", rig.screen());
}
