//! What hands find on the whole screen, in groups and alone: what is asked before and while a
//! session runs, and what lies over it.

use roundtable::{
    case::Kind,
    protocol::{ALONE, DEFAULT, Way},
    report::{self, html},
    session::{Actor, Command, View, Viewer},
    tui::{
        keys::{Action, Scope},
        palette::Palette,
    },
};
use tempfile::TempDir;

use crate::{
    report::report_of,
    rig::{ASKED, Rig, one, open, words},
    top::Screen,
};

const SHORT: &str =
    "# A Short Case\n\nMara waits.\n\n## Questions\n\n1. Why? (9 min)\n2. What else? (9 min)\n";

/// Two people have gathered.
fn gathered(folder: &TempDir) -> Screen {
    let mut screen = Screen::with(folder, &[("short.md", SHORT)]);
    screen.types("\n");
    screen.work();
    screen.types("Ann\nBen\n");
    screen
}

#[test]
fn minutes_are_said_where_people_gather_and_stand_beside_what_it_takes() {
    let folder = TempDir::new().unwrap();
    let mut screen = gathered(&folder);
    assert!(!screen.shows("you have"), "{}", screen.picture());
    screen.does(Action::Minutes);
    assert!(screen.shows("How many minutes"), "{}", screen.picture());
    screen.types("soon\n");
    assert!(screen.shows("such as 75"), "{}", screen.picture());
    screen.does(Action::Minutes);
    screen.types("17\n");
    assert!(screen.shows("you have 17"), "{}", screen.picture());
    assert!(screen.shows("Without question"), "{}", screen.picture());
}

#[test]
fn what_lies_over_a_field_has_no_cursor_of_it() {
    let folder = TempDir::new().unwrap();
    let mut screen = gathered(&folder);
    let field = screen.cursor();
    assert_ne!(field, (0, 0), "{}", screen.picture());
    for over in [Action::Minutes, Action::Protocol, Action::Help] {
        screen.does(over);
        assert_eq!(screen.cursor(), (0, 0), "{over:?}\n{}", screen.picture());
        screen.does(Action::Back);
        assert_eq!(screen.cursor(), field, "{over:?}\n{}", screen.picture());
    }
}

#[test]
fn a_list_says_at_the_foot_what_enter_does() {
    let folder = TempDir::new().unwrap();
    let mut screen = gathered(&folder);
    screen.does(Action::Protocol);
    let foot = |screen: &Screen| screen.picture().lines().last().unwrap().to_owned();
    assert!(
        foot(&screen).contains("[Enter] think-share"),
        "{}",
        foot(&screen)
    );
    screen.does(Action::Down);
    let next = foot(&screen);
    lacks!(next, "think-share ");
    lacks!(next, " yes");
    has!(next, "leave it");
}

#[test]
fn plain_words_for_an_end_lead_to_the_close_first() {
    let rig = Rig::new(open(), DEFAULT, &["Ann", "Ben"], (80, 24));
    let first = |words: &str, view: &View| {
        let mut palette = Palette::new(Scope::Hub);
        words.chars().for_each(|one| palette.type_letter(Some(one)));
        palette.rows(&view.can).first().map(|row| row.action)
    };
    for words in ["end", "close", "finish", "to the close"] {
        assert_eq!(first(words, &rig.view()), Some(Action::ToClose), "{words}");
    }
    assert_eq!(first("leave", &rig.view()), Some(Action::Quit));
    assert_eq!(first("minutes", &rig.view()), Some(Action::Minutes));
    let alone = Rig::new(open(), ALONE, &["Ann"], (80, 24));
    assert_eq!(first("end", &alone.view()), Some(Action::Quit));
}

/// Every word that the list itself names, and its neighbours, leads first to what it says.
#[test]
fn plain_words_lead_first_to_what_they_say() {
    let first = |scope: Scope, words: &str, view: &View| {
        let mut palette = Palette::new(scope);
        words.chars().for_each(|one| palette.type_letter(Some(one)));
        palette.rows(&view.can).first().map(|row| row.action)
    };
    let mut rig = Rig::new(open(), DEFAULT, &["Ann", "Ben"], (80, 24));
    for (words, action) in [
        ("late", Action::Join),
        ("latecomer", Action::Join),
        ("go on", Action::GoOn),
        ("next", Action::GoOn),
        ("correct", Action::Write),
        ("typo", Action::Write),
        ("mistake", Action::Write),
        ("coffee", Action::Coffee),
    ] {
        let found = first(Scope::Hub, words, &rig.view());
        assert_eq!(found, Some(action), "{words}");
    }
    rig.keys("Enter Enter").types("MINE").keys("Ctrl-s");
    assert_eq!(
        first(Scope::Hub, "undo", &rig.view()),
        Some(Action::TakeBack)
    );
    let told = ["wrong name", "exchange", "swap"];
    for words in told {
        let found = first(Scope::Hub, words, &rig.view());
        assert_eq!(found, Some(Action::WrongName), "{words}");
    }
    rig.keys("Esc Enter Enter")
        .types("MINE TOO")
        .keys("Ctrl-s Esc n n");
    let view = rig.view();
    assert_eq!(rig.screens.scope(&view), Scope::Discuss, "{}", rig.screen());
    for words in ["correct", "correction", "typo", "change", "edit"] {
        let found = first(Scope::Discuss, words, &view);
        assert_eq!(found, Some(Action::Change), "{words}");
    }
    assert_eq!(first(Scope::Discuss, "undo", &view), Some(Action::StepBack));
    assert_eq!(first(Scope::Discuss, "late", &view), Some(Action::Join));
    // What was just saved is what is to be undone.
    rig.keys("i").types("ris").keys("Enter");
    let view = rig.view();
    assert_eq!(view.question.as_ref().unwrap().notes.len(), 1);
    for words in ["undo", "mistake", "oops"] {
        let found = first(Scope::Discuss, words, &view);
        assert_eq!(found, Some(Action::SetAside), "{words}");
    }
}

/// Looking at protocols does not choose; a way to write that was moved to is taken with the next
/// part. A word that was typed goes as a whole.
#[test]
fn looking_at_protocols_chooses_none_and_a_way_to_write_is_taken() {
    let folder = TempDir::new().unwrap();
    let mut screen = gathered(&folder);
    let chosen = |screen: &Screen| {
        let session = screen.table.as_ref().unwrap().session();
        let view = session.view(Viewer::Facilitator, roundtable::clock::now());
        (view.setup, view.protocol.name.clone(), view.way)
    };
    let before = chosen(&screen);
    screen.does(Action::Next);
    screen.does(Action::Next);
    screen.does(Action::Down);
    screen.does(Action::Before);
    screen.does(Action::Before);
    assert_eq!(chosen(&screen), before, "{}", screen.picture());
    screen.does(Action::Next);
    screen.does(Action::Down);
    screen.does(Action::Next);
    let (_, _, way) = chosen(&screen);
    assert_eq!(way, Some(Way::Typed), "{}", screen.picture());
    screen.does(Action::Next);
    screen.types("Somebody");
    assert!(screen.shows("Somebody"), "{}", screen.picture());
    screen.ctrl('u');
    assert!(!screen.shows("Somebody"), "{}", screen.picture());
    screen.does(Action::Palette);
    screen.types("coffee");
    assert!(screen.shows(": coffee"), "{}", screen.picture());
    screen.ctrl('u');
    assert!(
        screen.shows("a plain word, such as"),
        "{}",
        screen.picture()
    );
}

#[test]
fn whoever_studies_alone_has_no_countdown() {
    let folder = TempDir::new().unwrap();
    let mut screen = Screen::with(&folder, &[("short.md", SHORT)]);
    screen.does(Action::Study);
    for _ in 0..3 {
        let picture = screen.picture();
        lacks!(picture, "left of");
        screen.press(crossterm::event::KeyCode::Enter);
        screen.work();
    }
}

#[test]
fn of_two_cases_of_one_title_each_says_its_file() {
    let folder = TempDir::new().unwrap();
    let files = [("short.md", SHORT), ("short-2.md", SHORT)];
    let screen = Screen::with(&folder, &files);
    for words in ["  short.md in cases", "  short-2.md in cases"] {
        assert!(screen.shows(words), "{words}\n{}", screen.picture());
    }
    let other = TempDir::new().unwrap();
    let screen = Screen::with(&other, &files[..1]);
    assert!(!screen.shows("short.md"), "{}", screen.picture());
}

/// A long text, with an end that is known.
fn long() -> String {
    let paragraph =
        "Mara waits for the doctor, who does not come, and the night is long. ".repeat(4);
    let text = format!("{paragraph}\n\n").repeat(14);
    format!("# A Long Case\n\n{text}The END-OF-IT.\n\n## Questions\n\n1. Why?\n2. What else?\n")
}

const SIZES: [(u16, u16); 4] = [(60, 15), (80, 24), (100, 30), (140, 40)];

/// The library, set-up at each of its questions, and the reading.
fn before_it_begins(folder: &TempDir, size: (u16, u16), upto: usize) -> Screen {
    let text = long();
    let mut screen = Screen::with(folder, &[("long.md", &text)]).sized(size);
    if upto > 0 {
        screen.types("\n");
        screen.work();
    }
    if upto > 1 {
        screen.types("Ann\nBen\n");
    }
    match upto {
        3 => screen.does(Action::Next),
        4 => {
            screen.does(Action::Next);
            screen.does(Action::Next);
        }
        5 => screen.does(Action::Enter),
        _ => {}
    }
    screen
}

#[test]
fn every_action_at_the_foot_does_something_before_the_first_question_too() {
    let mut scopes = std::collections::BTreeSet::new();
    for size in SIZES {
        for upto in 0..=5 {
            let folder = TempDir::new().unwrap();
            let foot = before_it_begins(&folder, size, upto).foot();
            // Nobody was here last time, in this world.
            for action in foot.into_iter().filter(|one| *one != Action::LastTime) {
                let folder = TempDir::new().unwrap();
                let mut screen = before_it_begins(&folder, size, upto);
                scopes.insert(format!("{:?}", screen.scope()));
                let before = screen.picture();
                // Where there is nothing but the case, no other tab is offered.
                if action == Action::Next && upto == 5 && !before.contains("[Tab]") {
                    continue;
                }
                screen.does(action);
                let did = screen.is_busy() || screen.picture() != before;
                assert!(did, "{size:?} {upto} {action:?}\n{before}");
            }
        }
    }
    assert_eq!(scopes.len(), 3, "{scopes:?}");
}

#[test]
fn preview_and_reading_are_read_to_their_last_word_and_back() {
    for size in SIZES {
        for upto in [0, 5] {
            let folder = TempDir::new().unwrap();
            let mut screen = before_it_begins(&folder, size, upto);
            let beside = upto > 0 || size.0 >= 80;
            let first = screen.picture();
            let mut last = first.clone();
            for _ in 0..80 {
                screen.does(Action::PageDown);
                let now = screen.picture();
                if now == last {
                    break;
                }
                last = now;
            }
            assert_eq!(
                last.contains("END-OF-IT"),
                beside,
                "{size:?} {upto}\n{last}"
            );
            for _ in 0..80 {
                screen.does(Action::PageUp);
            }
            assert_eq!(screen.picture(), first, "{size:?} {upto}");
        }
    }
}

#[test]
fn the_report_of_one_person_alone_speaks_of_no_group() {
    let mut rig = Rig::new(open(), ALONE, &["Ann"], (80, 24));
    rig.table.must(Actor::Desk, Command::Close);
    let report = report_of(&rig.table);
    for told in [
        report::markdown::write(&report, true),
        html::report(&report, "today", true),
    ] {
        lacks!(
            told,
            "What people will try",
            "Who was there",
            "Open dissent"
        );
        has!(told, "What I will try");
    }
}

#[test]
fn bars_stand_beside_their_options_where_answers_would_be_cut() {
    let kind = Kind::Choice {
        options: words(&["Ask in person", "Leave it empty", "Write to all", "Wait"]),
        most: 1,
    };
    let shared = |size| {
        let mut rig = Rig::new(
            one(kind.clone(), ASKED),
            DEFAULT,
            &["Ann", "Ben", "Cy"],
            size,
        );
        for option in ["1", "2", "2"] {
            rig.keys("Enter Enter").keys(option);
            rig.types("because nobody has asked them why they do not come any more")
                .keys("Ctrl-s");
        }
        rig.keys("Esc n");
        rig.screen()
    };
    let beside = |screen: &str| {
        let mut rows = screen.lines();
        rows.any(|row| row.contains("2. Leave it empty") && row.contains("2 of 3"))
    };
    let small = shared((80, 20));
    assert!(beside(&small), "{small}");
    lacks!(small, "more lines");
    let large = shared((80, 40));
    assert!(!beside(&large), "{large}");
}
