//! What people stumbled over who had never seen the program: each thing once, by its kind.

use std::{fs, sync::Arc};

use proptest::prelude::*;
use ratatui::text::Line;
use roundtable::{
    case::{Answer, Value},
    id::PersonId,
    protocol::{ALONE, DEFAULT, Way},
    session::{Actor, Command, Event, Rating, Viewer},
    tui::{
        theme::{Choice, Theme},
        widget::{Card, cards},
    },
};
use tempfile::TempDir;

use crate::{
    door::run,
    pty::Terminal,
    rig::{ASKED, Rig, all_answer, choice, one, open, rank, scale},
    seed::laws,
};

const THREE: &[&str] = &["Ann", "Ben", "Cy"];

/// Everybody picks the first option, each with a reason.
fn all_pick(rig: &mut Rig) {
    rig.keys("Enter");
    for _ in 0..3 {
        rig.keys("Enter 1")
            .types("since it is the most careful way to go about it at night")
            .keys("Ctrl-s");
    }
}

#[test]
fn every_option_and_every_card_is_in_sight_where_there_is_room() {
    for (protocol, steps) in [(DEFAULT, 1), (DEFAULT, 2), ("peer-instruction", 1)] {
        let mut rig = Rig::new(one(choice(1), ASKED), protocol, THREE, (80, 24));
        all_pick(&mut rig);
        for _ in 0..steps {
            rig.keys("n");
        }
        let screen = rig.screen();
        for words in [
            "Call the head of nursing",
            "Wait for the morning",
            "Write it down",
        ] {
            assert!(screen.contains(words), "{protocol} {words}: {screen}");
        }
        assert!(!screen.contains("shows all of it"), "{protocol}: {screen}");
        if protocol == DEFAULT {
            for name in THREE {
                assert!(screen.contains(&format!(" {name} ")), "{name}: {screen}");
            }
            assert!(!screen.contains("▾"), "{protocol}: {screen}");
        }
    }
}

#[test]
fn who_talks_to_whom_stays_in_sight_while_votes_are_hidden() {
    let mut rig = Rig::new(one(choice(1), ASKED), "peer-instruction", THREE, (80, 24));
    all_pick(&mut rig);
    rig.keys("n n Esc");
    let screen = rig.screen();
    has!(screen, "Together: ");
    has!(screen, "Wait for the morning");
}

proptest! {
    #![proptest_config(laws(64))]

    /// Cards leave no row free while one of them is cut, and never stand higher than there is
    /// room for while they could give way.
    #[test]
    fn no_card_is_cut_beside_free_rows(
        texts in prop::collection::vec(1usize..20, 1..12),
        at in 0usize..12,
        cols in 30usize..200,
        height in 4usize..40,
    ) {
        let theme = Theme::of(Choice::Mono, None, false, false);
        let all: Vec<Card> = texts
            .iter()
            .map(|rows| Card {
                name: "Ann".to_owned(),
                rows: vec![Line::from("words"); *rows],
                ..Card::default()
            })
            .collect();
        let at = at % all.len();
        let laid = cards(&all, at, (cols, height), &theme);
        prop_assert_eq!(laid.places.len(), all.len());
        let end = |column: usize| {
            let of = laid.places.iter().filter(|(cells, _)| cells.start == column);
            of.map(|(_, rows)| rows.end).max().unwrap()
        };
        for ((cells, rows), text) in laid.places.iter().zip(&texts) {
            let whole = rows.len() == text + 2;
            // A card of a row of its own may have no room for its border.
            let free = height.saturating_sub(end(cells.start));
            let least = if rows.len() == 1 { 3 } else { 1 };
            prop_assert!(whole || free < least, "{rows:?} of {text} in {height}: {:?}", laid.places);
        }
    }
}

#[test]
fn who_passed_has_not_written() {
    let mut rig = Rig::new(open(), DEFAULT, THREE, (80, 24));
    all_answer(&mut rig);
    let screen = rig.screen();
    has!(screen, "2 wrote, 1 passed");
    lacks!(screen, "3 of 3");
    // Under hidden names nobody is told apart by having passed, not even by number.
    let mut rig = Rig::gathered(open(), THREE, (80, 24));
    let names = roundtable::protocol::Names::Hidden;
    rig.table.must(Actor::Desk, Command::SetNames { names });
    rig.starts();
    all_answer(&mut rig);
    let screen = rig.screen();
    has!(screen, "3 of 3 are in");
    lacks!(screen, "passed");
}

#[test]
fn what_is_handed_in_unchanged_is_no_new_version() {
    let mut rig = Rig::new(open(), DEFAULT, THREE, (80, 24));
    rig.keys("Enter Enter").types("the same").keys("Ctrl-s");
    let entries = rig.table.entries.len();
    rig.keys("Esc Up w Enter Ctrl-s");
    assert_eq!(rig.table.entries.len(), entries, "{}", rig.screen());
    // Whatever front sends it: the rule is the session's.
    let question = rig.table.asked();
    let again = |text: &str| Command::Answer {
        person: PersonId(1),
        question: question.clone(),
        answer: Answer::text(text),
        handed_in: false,
        moved_by: None,
    };
    let ann = Actor::Person(PersonId(1));
    rig.table.must(ann, again("the same"));
    assert_eq!(rig.table.entries.len(), entries);
    rig.table.must(ann, again("another"));
    assert_eq!(rig.table.entries.len(), entries + 1);
    rig.table.must(ann, again("the same"));
    assert_eq!(rig.table.entries.len(), entries + 2);
}

#[test]
fn one_digit_after_the_other_goes_down_the_statements() {
    let mut rig = Rig::new(one(scale(), ASKED), DEFAULT, THREE, (80, 24));
    rig.keys("Enter Enter 4 2 Ctrl-s");
    assert_eq!(rig.answer_of(1), Some(Value::Scale(vec![4, 2])));
    // Whoever goes back to one gives it another point.
    rig.keys("Enter Enter 4 Down 2 Up 5 Ctrl-s");
    assert_eq!(rig.answer_of(2), Some(Value::Scale(vec![5, 2])));
    // Ideas that are rated one by one are the same under the fingers.
    let mut rig = Rig::new(open(), "delphi", THREE, (100, 40));
    rig.keys("Enter");
    for text in ["one", "two", "three"] {
        rig.keys("Enter").types(text).keys("Ctrl-s");
    }
    while !rig.view().step.unwrap().step.takes_votes() {
        rig.keys("n");
    }
    rig.keys("Enter Enter 7 3 9 Ctrl-s");
    let last = rig.table.entries.last().unwrap().event.clone();
    let Event::Voted { ballot, .. } = last else {
        panic!("{last:?}");
    };
    let said = format!("{ballot:?}");
    has!(said, "points: 7", "points: 3", "points: 9");
}

#[test]
fn a_digit_belongs_to_the_ten_before_it() {
    let ten = roundtable::case::Kind::Scale(roundtable::case::Scale {
        low: 1,
        high: 10,
        statements: crate::rig::words(&["one", "two", "three"]),
        ..Default::default()
    });
    let mut rig = Rig::new(one(ten, ASKED), DEFAULT, THREE, (80, 24));
    rig.keys("Enter Enter 1 0 1 1 0 Ctrl-s");
    assert_eq!(rig.answer_of(1), Some(Value::Scale(vec![10, 1, 10])));
}

#[test]
fn alone_there_are_no_words_of_a_group_and_what_comes_back_is_said() {
    let mut rig = Rig::new(open(), ALONE, &["Ada"], (80, 24));
    rig.types("I would ask the night shift").keys("Ctrl-s");
    rig.keys("Enter");
    let question = rig.table.asked();
    let rate = Command::Rate {
        person: PersonId(1),
        question,
        rating: Rating::GotIt,
        zone: roundtable::stamp::Zone::UTC,
    };
    rig.table.must(Actor::Desk, rate);
    // The step that asks for a new version says how to write one.
    while rig
        .view()
        .step
        .is_some_and(|step| !step.step.takes_answers())
    {
        rig.keys("Enter");
    }
    has!(rig.screen(), "Type to write a new version");
    while rig.view().step.is_some() {
        rig.keys("Enter");
    }
    let screen = rig.screen();
    lacks!(screen, "What we", "One word each", "Ada:", "everybody");
    has!(screen, "What comes back");
    has!(screen, "question 1, got it");
    for key in ["Enter", "Esc Down Enter", "Esc Down Enter"] {
        rig.keys(key);
    }
    rig.keys("Enter Enter");
    for screen in &rig.frames {
        let screen = screen.to_lowercase();
        lacks!(
            screen,
            "everybody",
            "the group",
            "we try",
            "who was here",
            "all have"
        );
    }
}

#[test]
fn what_somebody_typed_for_others_is_there_when_they_come_back_to_it() {
    let mut rig = Rig::new(open(), DEFAULT, THREE, (80, 24));
    rig.table
        .must(Actor::Desk, Command::SetWriting { how: Way::Typed });
    rig.follow();
    rig.keys("Enter").types("from paper").keys("Esc Enter");
    assert_eq!(rig.written(), "from paper", "{}", rig.screen());
    // Also after the program was closed.
    let kept = rig.drafts.clone();
    rig.screens = roundtable::tui::session_screens::SessionScreens::default();
    rig.screens.restore(kept);
    rig.follow();
    rig.keys("Enter");
    assert_eq!(rig.written(), "from paper", "{}", rig.screen());
}

#[test]
fn light_and_dark_are_chosen_inside() {
    let dark = Theme::of(Choice::Dark, None, true, true);
    let (light, words) = dark.next();
    assert_eq!(
        (light, words),
        (Theme::of(Choice::Light, None, true, true), "Light")
    );
    let mut theme = dark;
    let all: Vec<_> = (0..4)
        .map(|_| {
            theme = theme.next().0;
            theme
        })
        .collect();
    assert_eq!(all.last(), Some(&dark), "it comes round");
    let mut desk = Terminal::start(&["--theme", "dark"]);
    desk.wait("Choose a case");
    desk.press("\x1b[20~");
    desk.wait("Light.");
    // It is found by words too.
    desk.press("\x0bprojector");
    desk.wait("light or dark");
}

#[test]
fn a_case_is_found_by_somebody_in_it() {
    let folder = TempDir::new().unwrap();
    let cases = folder.path().join("cases");
    fs::create_dir_all(&cases).unwrap();
    let long = "Nobody asked. ".repeat(300);
    let named = format!(
        "# The ward\n\n{long}\n\nThen Ilka Morgenroth came in.\n\n## Questions\n\n1. Why?\n"
    );
    fs::write(cases.join("ward.md"), named).unwrap();
    let within = "# The filka\n\nA silkana, an ilkanor and filkas.\n\n## Questions\n\n1. Why?\n";
    fs::write(cases.join("aaa.md"), within).unwrap();
    let data = Arc::new(folder);
    let mut desk = Terminal::start_in(Arc::clone(&data), &[], (100, 30));
    desk.wait("The ward");
    desk.press("ilka");
    desk.wait("matches");
    desk.wait_until("the person's case first", |screen| {
        let at = |words: &str| screen.lines().position(|row| row.contains(words));
        at("The ward").is_some() && at("The ward") < at("The filka")
    });
    desk.press("\x1b");
    desk.wait("Choose a case");
    desk.press("Morgenroth");
    desk.wait("1 match");
}

#[test]
fn a_title_that_begins_with_what_was_typed_stands_first() {
    let mut desk = Terminal::start(&[]);
    desk.wait("Choose a case");
    desk.press("six");
    desk.wait("matches");
    desk.wait_until("the title that begins so", |screen| {
        let at = |words: &str| screen.lines().position(|row| row.contains(words));
        at("Six Parcels").is_some() && at("Six Parcels") < at("Seven of Six Hundred")
    });
}

#[test]
fn cases_are_chosen_in_lines() {
    let folder = TempDir::new().unwrap();
    let out = run(folder.path(), &["--plain"], "/quit\n");
    assert_eq!(out.code, 0, "{}", out.err);
    has!(out.out, "Six Parcels");
    let found = run(folder.path(), &["--plain"], "parcels\n/quit\n");
    let line = found
        .out
        .lines()
        .rev()
        .find(|line| line.contains("Six Parcels"));
    let number = line.unwrap().split('.').next().unwrap().to_owned();
    let begun = run(folder.path(), &["--plain"], &format!("{number}\nAnn\n\n\n"));
    assert_eq!(begun.code, 0, "{}", begun.err);
    has!(begun.out, "Jonas Pell");
    // What was begun is offered first.
    let again = run(folder.path(), &["--plain"], "/quit\n");
    has!(again.out, "1. Go on with Six Parcels");
    let studied = run(
        folder.path(),
        &["--plain"],
        &format!("study {}\nAda\n", number.parse::<usize>().unwrap() + 1),
    );
    has!(studied.out, "solo");
}

#[test]
fn no_page_is_written_into_a_file_of_another_kind() {
    let folder = TempDir::new().unwrap();
    for name in ["x.pdf", "x.PDF", "x.docx", "x.xlsx"] {
        let out = run(folder.path(), &["print", "six-parcels", "-o", name], "");
        assert_eq!(out.code, 1, "{name}: {}{}", out.out, out.err);
        assert!(out.err.contains("print it there"), "{name}: {}", out.err);
        assert!(!folder.path().join(name).exists(), "{name}");
    }
    let out = run(folder.path(), &["print", "six-parcels", "-o", "x.html"], "");
    assert_eq!(out.code, 0, "{}", out.err);
}

#[test]
fn study_alone_is_in_the_foot_of_a_small_window() {
    let data = Arc::new(TempDir::new().unwrap());
    let mut desk = Terminal::start_in(data, &[], (60, 15));
    desk.wait("Choose a case");
    desk.wait("study alone");
    desk.wait("more");
}

#[test]
fn an_order_is_shown_whole_on_its_card() {
    let mut rig = Rig::new(one(rank(), ASKED), DEFAULT, &["Ann", "Ben"], (80, 24));
    rig.keys("Enter Enter Ctrl-s Enter Ctrl-s n");
    let screen = rig.screen();
    has!(screen, "1. Safety");
}

#[test]
fn what_one_wrote_alone_is_found_by_its_words() {
    let folder = TempDir::new().unwrap();
    let case = "# The mill\n\nIt stands.\n\n## Questions\n\n1. Who decides?\n2. Who pays?\n";
    fs::write(folder.path().join("mill.md"), case).unwrap();
    let input = "\nThe MILLER, as ever.\n\n\nNobody yet.\n\n\n/close\n";
    let arguments = ["study", "mill.md", "--plain", "--as", "Ada"];
    let ran = run(folder.path(), &arguments, input);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let data = folder.path().join("data");
    let arguments = ["--data", data.to_str().unwrap()];
    let mut desk = Terminal::start_in(Arc::new(folder), &arguments, (80, 24));
    desk.wait("Choose a case");
    desk.goes(&[
        ("\x10", "What I wrote"),
        ("\x1b[6~", "Nobody yet."),
        ("/", "Which words?"),
        ("miller\r", "1 question holds"),
    ]);
    desk.wait_until("the other is away", |screen| {
        !screen.contains("Nobody yet.")
    });
    desk.wait("The MILLER, as ever.");
    desk.press("\x1b");
    desk.wait("What I wrote");
}

#[test]
fn a_later_question_is_left_out_of_the_plan_and_taken_in_again() {
    let mut table = crate::world::Table::new(
        crate::world::case(),
        roundtable::protocol::Protocol::find(DEFAULT).unwrap(),
        3,
    );
    for name in THREE {
        let name = roundtable::text::Clean::new(name);
        table.must(Actor::Desk, Command::Join { name, role: None });
    }
    while table.view(Viewer::Facilitator).question.is_none() {
        table.advance();
    }
    let without = |number, out| Command::PlanWithout { number, out };
    let ahead = |table: &crate::world::Table| table.view(Viewer::Facilitator).budget().ahead_s;
    // What is asked now is no later question.
    assert!(table.send(Actor::Desk, without(1, true), 0).is_err());
    assert!(
        table
            .send(Actor::Person(PersonId(2)), without(2, true), 0)
            .is_err()
    );
    let before = ahead(&table);
    table.must(Actor::Desk, without(2, true));
    assert!(ahead(&table) < before);
    let entries = table.entries.len();
    table.must(Actor::Desk, without(2, true));
    assert_eq!(
        table.entries.len(),
        entries,
        "said twice, it has one effect"
    );
    table.must(Actor::Desk, without(2, false));
    // Some seconds went by.
    assert!(ahead(&table).abs_diff(before) < 10);
    table.must(Actor::Desk, without(2, true));
    let asked = |table: &crate::world::Table| {
        let view = table.view(Viewer::Facilitator);
        view.question.map(|question| question.prompt.number)
    };
    let mut numbers = Vec::new();
    while !table.session.is_over() {
        numbers.extend(asked(&table));
        let from = table.session.place();
        let on = [
            Command::Advance { from },
            Command::Skip { from },
            Command::Close,
        ];
        assert!(
            on.into_iter()
                .any(|on| table.send(Actor::Desk, on, 1_000).is_ok())
        );
    }
    assert!(numbers.contains(&1) && !numbers.contains(&2), "{numbers:?}");
    let view = table.view(Viewer::Report);
    assert!(
        view.agenda
            .iter()
            .any(|line| &*line.label == "Question 2, left out")
    );
}
