//! The first steps in the library: a key too early, a pasted text, a document that is looked at,
//! and the way back from each.

use roundtable::{
    begin::{Wanted, changed_since},
    case::mend::{As, Marks},
    home::Home,
    library::{self, Decision},
    table::Table,
    tui::keys::{Action, Scope},
};
use tempfile::TempDir;

use crate::top::Screen;

const SHORT: &str = "# A Short Case\n\nMara waits.\n\n## Questions\n\n1. Why?\n\n<details><summary>Model answer</summary>\n\nBecause of Zebu.\n\n</details>\n";

#[test]
fn a_key_before_the_cases_are_there_or_where_none_is_found_is_answered() {
    let folder = TempDir::new().unwrap();
    let keys = [
        Action::Enter,
        Action::Study,
        Action::Print,
        Action::HowRead,
        Action::Rehearse,
    ];
    for action in keys {
        let mut screen = Screen::before_it_looks(&folder, &[("short.md", SHORT)]);
        screen.acts(action);
        assert!(
            screen.shows("still being looked for"),
            "{action:?}\n{}",
            screen.picture()
        );
        screen.work();
        screen.types("qqqq");
        screen.acts(action);
        assert!(
            screen.shows("Nothing matches"),
            "{action:?}\n{}",
            screen.picture()
        );
    }
}

#[test]
fn a_pasted_text_is_read_as_a_case_and_esc_leaves_it() {
    let mail = "From: Ann\nSubject: The crane/quay\n\nThe crane stands in the wind.\n\nQuestions\n\n1. Who stops it?\n2. Who pays?\n";
    for by_file in [false, true] {
        let folder = TempDir::new().unwrap();
        let mut screen = Screen::with(&folder, &[("short.md", SHORT)]);
        if by_file {
            screen.does(Action::OpenFile);
        }
        let before = screen.scope();
        screen.pastes(mail);
        assert!(
            screen.shows("Is it read as a case?"),
            "{}",
            screen.picture()
        );
        screen.does(Action::Back);
        assert_eq!(screen.scope(), before, "{}", screen.picture());
        screen.pastes(&mail.replace('\n', "\r"));
        screen.does(Action::Enter);
        assert!(screen.shows("2 questions"), "{}", screen.picture());
        let kept = std::fs::read_to_string(folder.path().join("cases/The cranequay.md"));
        assert_eq!(kept.unwrap(), mail);
    }
    // One line is looked for, and several paths are not.
    let folder = TempDir::new().unwrap();
    let mut screen = Screen::with(&folder, &[("short.md", SHORT)]);
    screen.pastes("/tmp/a.md\n/tmp/b.md\n");
    assert!(screen.shows("the path of one file"), "{}", screen.picture());
    screen.pastes("Short\n");
    assert!(screen.shows("A Short Case"), "{}", screen.picture());
}

#[test]
fn esc_leads_out_of_what_is_asked_and_nothing_is_given_away_unsaid() {
    for (at, leaves) in [(0, Action::Back), (3, Action::Enter)] {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("short.md");
        let mut screen = Screen::with(&folder, &[]);
        std::fs::write(&path, SHORT).unwrap();
        screen.pastes(&path.to_string_lossy());
        screen.work();
        assert!(screen.shows("Run it with a group"), "{}", screen.picture());
        // Looking at it says first what that gives away.
        for show in [false, true] {
            screen.does(Action::HowRead);
            assert!(
                screen.shows("shows how the document was read") && !screen.shows("Zebu"),
                "{}",
                screen.picture()
            );
            if show {
                screen.does(Action::Down);
                screen.does(Action::Enter);
                assert!(screen.shows("Zebu"), "{}", screen.picture());
            }
            screen.does(Action::Back);
            assert!(screen.shows("Run it with a group"), "{}", screen.picture());
            assert!(!screen.shows("Zebu"), "{}", screen.picture());
        }
        for _ in 0..at {
            screen.does(Action::Down);
        }
        screen.does(leaves);
        assert_eq!(screen.scope(), Scope::Library, "{}", screen.picture());
        // Nothing of it comes up once something else is asked.
        screen.does(Action::Back);
        assert_eq!(screen.scope(), Scope::Library, "{}", screen.picture());
    }
}

#[test]
fn an_original_and_its_clean_copy_are_told_apart() {
    let folder = TempDir::new().unwrap();
    let mut screen = Screen::with(&folder, &[("short.md", SHORT)]);
    screen.does(Action::HowRead);
    screen.does(Action::Down);
    screen.does(Action::Enter);
    screen.does(Action::SaveCopy);
    screen.does(Action::Down);
    screen.does(Action::Enter);
    screen.does(Action::Back);
    assert!(screen.shows("short.md in cases"), "{}", screen.picture());
    assert!(
        screen.shows("clean copy of short in cases"),
        "{}",
        screen.picture()
    );
}

#[test]
fn a_file_that_did_not_change_is_not_said_to_have_changed() {
    let folder = TempDir::new().unwrap();
    let (path, other) = (
        folder.path().join("short.md"),
        folder.path().join("other.md"),
    );
    std::fs::write(&path, SHORT).unwrap();
    std::fs::write(&other, SHORT.replace("Why?", "Wherefore?")).unwrap();
    let home = Home::find(Some(folder.path().join("data"))).unwrap();
    let of = |path| Wanted::of(library::load(path).unwrap(), Some(0));
    // An older program read the same file otherwise.
    let mut opened = of(&path).opened(false).unwrap();
    opened.case = of(&other).opened(false).unwrap().case;
    let session = Table::open(&home, opened).unwrap().session();
    let said = || changed_since(&session, &home, &[]).map(|said| said.to_string());
    assert_eq!(said(), None);
    // Somebody has mended it since.
    let mut loaded = library::load(&path).unwrap();
    loaded.decision = Decision::new(true, Marks::from([(3, As::Out)]));
    library::remember(&loaded, &home).unwrap();
    has!(said().unwrap(), "is read otherwise");
    std::fs::write(&path, SHORT.replace("Mara", "Ada")).unwrap();
    has!(said().unwrap(), "is no longer as it was");
}

#[test]
fn the_paragraph_that_a_key_marks_is_shown_before_it_is_marked() {
    let text = (1..=9).map(|at| format!("{}\n\n", format!("Paragraph {at} of it. ").repeat(9)));
    let text = format!(
        "# A Long One\n\n{}\n## Questions\n\n1. Why?\n",
        text.collect::<String>()
    );
    for size in [(60, 15), (80, 24)] {
        let folder = TempDir::new().unwrap();
        let mut screen = Screen::with(&folder, &[("long.md", &text)]).sized(size);
        screen.does(Action::Study);
        for keys in [
            &[][..],
            &[Action::Down, Action::Down],
            &[Action::NextParagraph],
        ] {
            keys.iter().for_each(|key| screen.does(*key));
            let picture = screen.picture();
            let row = picture.lines().find(|row| row.contains('›'));
            let words = row
                .unwrap_or_else(|| panic!("{picture}"))
                .split_once('›')
                .unwrap()
                .1;
            let number = words.split_whitespace().next().unwrap();
            let number = number.trim_start_matches('▸').to_owned();
            has!(picture, &format!("mark {number}"));
            screen.does(Action::Mark);
            has!(screen.picture(), &format!("{number} is marked"));
        }
    }
}

#[test]
fn what_is_said_of_a_key_tells_which_right_options_it_takes_away() {
    let text = "# A Key\n\nMara waits.\n\n## Questions\n\n1. Who?\n   a) Ann\n   b) Ben\n2. When?\n   a) now\n   b) later\n   c) never\n\n## Answers\n\n1 b 2 c\n";
    let folder = TempDir::new().unwrap();
    let mut screen = Screen::with(&folder, &[("key.md", text)]);
    screen.does(Action::HowRead);
    screen.does(Action::Down);
    screen.does(Action::Enter);
    screen.does(Action::Last);
    screen.does(Action::Say(Some(As::Out)));
    has!(
        screen.picture(),
        "No right option is known any more for: question 1, 2"
    );
    screen.does(Action::Undo);
    lacks!(screen.picture(), "No right option");
}

#[test]
fn what_was_not_read_plainly_is_counted_in_the_library_until_somebody_has_looked() {
    let mail = "The crane\n\nThe crane stands in the wind.\n\nQuestions:\n\n- Who stops it?\n- Who pays?\n\nAnswers:\n\nThe foreman.\n";
    // What lies there, how many cases are counted, and whether a look is asked for.
    for (files, cases, looks) in [
        (&[][..], "0 cases", false),
        (&[("short.md", SHORT)][..], "1 case", false),
        (&[("crane.txt", mail)][..], "1 case", true),
        (
            &[("crane.txt", mail), ("short.md", SHORT)][..],
            "2 cases",
            true,
        ),
    ] {
        let folder = TempDir::new().unwrap();
        let mut screen = Screen::with(&folder, files);
        assert!(screen.shows(cases), "{}", screen.picture());
        let unseen = "Nobody has looked";
        assert_eq!(screen.shows(unseen), looks, "{}", screen.picture());
        if looks {
            let path = folder.path().join("cases/crane.txt");
            let home = Home::find(Some(folder.path().join("data"))).unwrap();
            let mut loaded = library::load(&path).unwrap();
            loaded.decision = Decision::new(true, Marks::new());
            library::remember(&loaded, &home).unwrap();
            screen = Screen::with(&folder, &[]);
            assert!(!screen.shows(unseen), "{}", screen.picture());
        }
    }
}

#[test]
fn a_document_without_questions_asks_one_alone_and_a_group_in_their_own_words() {
    for (action, says) in [
        (Action::Study, "You answer each"),
        (Action::Enter, "Everybody answers each"),
    ] {
        let folder = TempDir::new().unwrap();
        let mut screen = Screen::with(&folder, &[("mute.md", "# Mute\n\nMara waits.\n")]);
        screen.does(action);
        has!(screen.picture(), says);
    }
}
