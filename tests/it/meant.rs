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

const VOTE: &str = "# A Vote\n\nMara waits.\n\n## Questions\n\n### 1. Which first? (9 min)\n\nProtocol: peer-instruction\n\n- ( ) Ask\n- (x) Wait\n";

/// In a second vote the sheet begins with the first one, which nobody else may see.
#[test]
fn prose_at_the_list_opens_no_sheet_that_begins_with_what_was_written_before() {
    let folder = TempDir::new().unwrap();
    let mut screen = Screen::with(&folder, &[("vote.md", VOTE)]);
    screen.types("\n");
    screen.work();
    screen.types("Ann\nBen\nCy\n\n\n");
    for _ in 0..3 {
        screen.until_written_in();
        screen.types("1SECRET");
        screen.ctrl('s');
    }
    while !screen.shows("VOTE AGAIN") {
        screen.types("n");
    }
    screen.press(KeyCode::Esc);
    for prose in ["G", "Great idea", "now we must go"] {
        screen.types(prose);
        assert!(!screen.shows("SECRET"), "{prose}\n{}", screen.picture());
        assert_ne!(screen.scope(), Scope::Writing, "{prose}");
        while screen.scope() != Scope::Hub {
            screen.press(KeyCode::Esc);
        }
    }
}

const ANSWERED: &str = "# A Short Case\n\nMara waits.\n\n## Questions\n\n1. Why? (9 min)\n\n   Answer: Because she must.\n\n2. What else? (9 min)\n\n   Answer: Nothing.\n";

/// One person alone, who has answered the first question and comes to write it anew.
fn alone_at_revise(folder: &TempDir) -> Screen {
    let mut screen = Screen::with(folder, &[("answered.md", ANSWERED)]);
    screen.ctrl('s');
    screen.work();
    if !screen.shows("Mara waits") {
        screen.types("Ann\n");
    }
    screen.until_written_in();
    screen.types("MY WORDS");
    screen.ctrl('s');
    while !screen.shows("REVISE") {
        screen.press(KeyCode::Enter);
    }
    screen
}

/// Where digits are named as ratings they are none of an answer, before one is begun.
#[test]
fn a_digit_rates_where_the_screen_says_so_and_is_text_in_a_text() {
    let folder = TempDir::new().unwrap();
    let mut screen = alone_at_revise(&folder);
    assert!(screen.shows("How was it?"), "{}", screen.picture());
    screen.types("2");
    assert!(screen.shows("Your answer: "), "{}", screen.picture());
    assert_ne!(screen.scope(), Scope::Writing, "{}", screen.picture());
    screen.types("and 3 more");
    assert!(screen.shows("and 3 more"), "{}", screen.picture());
}

const PICKED: &str = "# A Short Case\n\nMara waits.\n\n## Questions\n\n1. Who?\n\n- ( ) Ann\n- (x) Ben\n- ( ) Cem\n\n2. Why?\n\n   Model answer: Because she must.\n";

/// A digit picks what bears it, and a question that was passed is not asked about.
#[test]
fn a_digit_picks_where_options_bear_digits_and_nothing_is_rated_that_was_passed() {
    let folder = TempDir::new().unwrap();
    let mut screen = Screen::with(&folder, &[("picked.md", PICKED)]);
    screen.ctrl('s');
    screen.work();
    screen.types("Ann\n");
    screen.until_written_in();
    screen.types("1");
    screen.ctrl('s');
    screen.press(KeyCode::Enter);
    assert!(screen.shows("How was it?"), "{}", screen.picture());
    // Nothing is claimed to which one could agree.
    assert!(!screen.shows("agree"), "{}", screen.picture());
    screen.press(KeyCode::Enter);
    assert!(screen.shows("REVISE"), "{}", screen.picture());
    assert!(!screen.shows("How was it?"), "{}", screen.picture());
    screen.types("2");
    assert!(screen.shows("2 (•) Ben"), "{}", screen.picture());
    screen.ctrl('s');
    for _ in 0..9 {
        if !screen.shows("Why?") || screen.scope() != Scope::Writing {
            screen.press(KeyCode::Enter);
        }
    }
    assert!(screen.shows("Why?"), "{}", screen.picture());
    screen.ctrl('p');
    for _ in 0..9 {
        assert!(!screen.shows("How was it?"), "{}", screen.picture());
        if !screen.shows("What I take with me") {
            screen.press(KeyCode::Enter);
        }
    }
    assert!(screen.shows("What I take with me"), "{}", screen.picture());
}

/// Where letters begin a text, the list of all that can be done names none as a key.
#[test]
fn the_list_of_all_that_can_be_done_names_no_key_that_types() {
    let folder = TempDir::new().unwrap();
    let mut screen = alone_at_revise(&folder);
    screen.ctrl('k');
    screen.types("step before");
    let row = |screen: &Screen| {
        let picture = screen.picture();
        let row = picture.lines().find(|row| row.contains("back to the step"));
        row.unwrap_or_default().trim_matches(['"', ' ']).to_owned()
    };
    assert!(row(&screen).ends_with("before"), "{}", screen.picture());
    screen.press(KeyCode::Enter);
    assert!(!screen.shows("REVISE"), "{}", screen.picture());
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
    screen.ctrl('u');
    assert!(
        screen.shows("Ctrl-U does nothing here"),
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
    rig.screens.restore([(key.clone(), draft.clone())]);
    rig.keys("Enter Enter").types(", exactly next");
    assert_eq!(rig.written(), "before the crash, exactly next");
    // It is thrown away once that was asked, and what was thrown away is one key away.
    let mut rig = Rig::new(open(), DEFAULT, &["Ann", "Ben"], (80, 20));
    rig.screens.restore([(key, draft)]);
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

/// A key that was meant for something else opens a sheet; left at once, it leaves nothing there
/// that the end of the step would hand in.
#[test]
fn one_stray_letter_is_no_draft() {
    let folder = TempDir::new().unwrap();
    let mut screen = at_the_list(&folder);
    screen.types("M");
    assert_eq!(screen.scope(), Scope::Writing, "{}", screen.picture());
    screen.press(KeyCode::Esc);
    assert_eq!(screen.scope(), Scope::Hub, "{}", screen.picture());
    assert!(!screen.shows("draft"), "{}", screen.picture());
    // A word is one, however short.
    screen.types("My");
    screen.press(KeyCode::Esc);
    assert!(screen.shows("draft"), "{}", screen.picture());
}

/// Alone, Esc leaves the sheet and then the session; it does not go round in circles.
#[test]
fn alone_esc_leads_out_of_the_sheet_and_says_that_the_draft_is_kept() {
    let folder = TempDir::new().unwrap();
    let mut screen = alone_at_revise(&folder);
    screen.press(KeyCode::Esc);
    assert_ne!(screen.scope(), Scope::Writing, "{}", screen.picture());
    assert!(screen.shows("a draft too"), "{}", screen.picture());
    screen.press(KeyCode::Esc);
    screen.types("anew");
    screen.press(KeyCode::Esc);
    assert_ne!(screen.scope(), Scope::Writing, "{}", screen.picture());
    assert!(screen.shows("your draft goes on"), "{}", screen.picture());
    screen.types(" and more");
    assert!(screen.shows("anew and more"), "{}", screen.picture());
}
