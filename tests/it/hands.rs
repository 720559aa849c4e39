//! What hands find: every action at the foot does something, in every protocol and step; every pane
//! is read to both ends and every answer to its last word, in protocols of each kind; and what a
//! facilitator of four stumbled over.

use std::collections::BTreeSet;

use roundtable::{
    protocol::{DEFAULT, Protocol},
    report::{self, html},
    session::{Actor, Command, Refusal, Target, Viewer},
    text::Clean,
    tui::{
        keys::{Action, Scope, foot},
        session_screens::{Shown, shown},
    },
    web::page::At,
};

use crate::{
    every_screen::{end_of, tightest, tightest_of_each_kind},
    phone_pages::Phones,
    pty::Terminal,
    report::report_of,
    rig::{Rig, all_answer, open},
    rules::{ANN, answers},
    world::{self, Table},
};

#[test]
fn every_action_at_the_foot_does_something() {
    let mut known = BTreeSet::new();
    tightest(&mut |rig| {
        if !known.insert(rig.screen()) {
            return;
        }
        let view = rig.view();
        let before = format!("{:?}", rig.screens);
        let scope = rig.screens.scope(&view);
        for row in foot(scope, &view.can) {
            // The house does these, on whatever screen.
            let of_the_house =
                matches!(row.action, Action::Palette | Action::Devices | Action::Quit);
            let moves = rig.screens.moves(row.action, &view, rig.area, &rig.theme);
            if of_the_house || !moves {
                continue;
            }
            let mut desk = rig.screens.clone();
            let effects = desk.act(row.action, &view, rig.area, &rig.theme);
            let changed = !effects.is_empty() || format!("{desk:?}") != before;
            assert!(changed, "{scope:?} {:?}\n{}", row.words, rig.screen());
        }
    });
}

/// Every "12–20 of 46" on a screen.
fn spans(screen: &str) -> Vec<(usize, usize, usize)> {
    let words: Vec<_> = screen.split_whitespace().collect();
    let span = |three: &[&str]| {
        let (from, to) = three[0].split_once('–')?;
        (three[1] == "of").then_some(())?;
        Some((from.parse().ok()?, to.parse().ok()?, three[2].parse().ok()?))
    };
    words.windows(3).filter_map(span).collect()
}

/// The most pages of what a test shows.
const PAGES: usize = 30;

#[test]
fn every_pane_is_read_to_both_ends() {
    let mut known = BTreeSet::new();
    tightest_of_each_kind(&mut |rig| {
        let scrolls = |rig: &Rig| {
            spans(&rig.screen())
                .iter()
                .any(|(from, to, all)| *from > 1 || to < all)
        };
        if !scrolls(rig) || !known.insert(rig.screen()) {
            return;
        }
        let desk = rig.screens.clone();
        let mut seen = BTreeSet::new();
        for keys in [
            "PgDn", "Down", "PgUp", "Up", "Tab", "PgDn", "Down", "PgUp", "Up",
        ] {
            let most = if keys == "Tab" { 1 } else { PAGES };
            for _ in 0..most {
                let before = rig.screen();
                seen.extend(spans(&before));
                rig.keys(keys);
                if rig.screen() == before {
                    break;
                }
            }
        }
        for (_, _, all) in &seen {
            let of = || seen.iter().filter(|(.., of)| of == all);
            let ends = of().any(|(_, to, _)| to == all) && of().any(|(from, ..)| *from == 1);
            assert!(ends, "{all} rows: {seen:?}\n{}", rig.screen());
        }
        rig.screens = desk;
        rig.follow();
    });
}

/// All that is on the screen while a key is pressed until it changes nothing.
fn read_through(rig: &mut Rig, key: &str, read: &mut String) {
    for _ in 0..PAGES {
        let before = rig.screen();
        read.push_str(&before);
        rig.keys(key);
        if rig.screen() == before {
            break;
        }
    }
}

#[test]
fn every_answer_is_read_to_its_last_word() {
    let (mut looked, mut known) = (0, BTreeSet::new());
    tightest_of_each_kind(&mut |rig| {
        let view = rig.view();
        let Some(question) = &view.question else {
            return;
        };
        let newest = question.answers.iter().filter(|one| !one.superseded);
        let newest: Vec<_> = newest.collect();
        let reads = matches!(
            shown(&view),
            Some(Shown::Share | Shown::Discuss | Shown::Compare)
        );
        if newest.is_empty() || !reads || rig.screens.is_covered() || !known.insert(rig.screen()) {
            return;
        }
        looked += 1;
        let desk = rig.screens.clone();
        let mut read = String::new();
        let compares = shown(&view) == Some(Shown::Compare);
        rig.keys("Home");
        rig.keys(if compares { "Tab" } else { "o" });
        for _ in &newest {
            read_through(rig, "PgDn", &mut read);
            rig.keys("Right");
        }
        let ends = (1..=4).map(end_of);
        let ends = ends.filter(|end| {
            newest
                .iter()
                .any(|one| format!("{:?}", one.answer).contains(end))
        });
        for end in ends {
            assert!(read.contains(end), "{end}\n{read}");
        }
        rig.screens = desk;
        rig.follow();
    });
    assert!(looked > 10, "{looked}");
}

/// Half minutes, as the plan tells them.
fn halves(words: &str) -> Option<usize> {
    let number = words.strip_suffix(" min")?.trim();
    match number.strip_suffix('½') {
        _ if number == "<½" => Some(0),
        Some("") => Some(1),
        Some(whole) => Some(whole.parse::<usize>().ok()? * 2 + 1),
        None => Some(number.parse::<usize>().ok()? * 2),
    }
}

#[test]
fn what_the_plan_shows_adds_up_and_what_was_left_out_took_nothing() {
    let case = || {
        let mut case = world::case();
        case.seconds = Some(20 * 60);
        case
    };
    let mut outs = 0;
    for (cols, waits) in [(80, 70), (60, 25), (140, 200)] {
        let protocol = Protocol::find(DEFAULT).unwrap();
        let mut rig = Rig::of(case(), protocol, &["Ann", "Ben"], (cols, 40));
        rig.starts();
        let without = Command::PlanWithout {
            number: 2,
            out: true,
        };
        rig.send(Actor::Desk, without);
        for _ in 0..6 {
            rig.waits(waits).keys("K").waits(100).keys("K");
            let from = rig.table.session.place();
            rig.send(Actor::Desk, Command::LeaveOut { from });
            rig.keys("A");
            let screen = rig.screen();
            let hours = |row: &&str| {
                let row = row.trim_start_matches(['▸', ' ']);
                row.as_bytes().get(2) == Some(&b':')
            };
            let columns = |row: &str, back: usize| {
                let row: Vec<_> = row.chars().collect();
                let end = HOURS + room(cols) + 2 + 16 - back * 8;
                let part: String = row.iter().skip(end - 8).take(8).collect();
                halves(part.trim())
            };
            let rows: Vec<_> = screen.lines().filter(hours).collect();
            let (last, rows) = rows.split_last().unwrap();
            for back in [0, 1] {
                let sum: usize = rows.iter().filter_map(|row| columns(row, back)).sum();
                assert_eq!(Some(sum), columns(last, back), "{back} {screen}");
            }
            // What is long done is one row.
            if let Some(out) = rows.iter().find(|row| row.contains("left out")) {
                outs += 1;
                assert_eq!(columns(out, 1), None, "{screen}");
            }
            lacks!(screen, "1 stop is done");
            rig.keys("Esc");
        }
    }
    assert!(outs >= 9, "{outs}");
}

/// Cells before a label on the plan, and those of the label.
const HOURS: usize = 10;
fn room(cols: u16) -> usize {
    usize::from(cols).saturating_sub(HOURS + 2 + 16).min(52)
}

#[test]
fn the_plan_goes_away_with_the_question_that_is_left_out() {
    let protocol = Protocol::find(DEFAULT).unwrap();
    let mut rig = Rig::of(world::case(), protocol, &["Ann", "Ben"], (80, 24));
    rig.starts();
    rig.keys("A");
    assert!(rig.screen().contains("The plan"));
    rig.keys("O Enter");
    let screen = rig.screen();
    lacks!(screen, "The plan");
    has!(screen, "PROMPT-2-");
}

#[test]
fn what_was_left_out_is_on_nobodys_sheet_and_coffee_is_in_the_report() {
    let mut table = Table::new(world::case(), Protocol::find(DEFAULT).unwrap(), 7);
    for name in ["Ann", "Ben"] {
        let name = Clean::new(name);
        table.must(Actor::Desk, Command::Join { name, role: None });
    }
    table.advance();
    table.advance();
    answers(&mut table, ANN, "MINE");
    let from = table.session.place();
    table.must(Actor::Desk, Command::ShowNow { from });
    let number = 2;
    table.must(Actor::Desk, Command::PlanWithout { number, out: true });
    table.must(Actor::Desk, Command::Break { on: true });
    table.now = table.now.plus(600_000);
    table.must(Actor::Desk, Command::Break { on: false });
    for _ in 0..40 {
        let from = table.session.place();
        let _ = table.send(Actor::Desk, Command::LeaveOut { from }, 1_000);
    }
    table.must(Actor::Desk, Command::Close);
    let report = report_of(&table);
    let page = html::person(&report, "Ann", "today");
    has!(page, "MINE");
    has!(page, "PROMPT-1-");
    lacks!(page, "PROMPT-2-");
    let other = html::person(&report, "Ben", "today");
    has!(other, "Nothing stands here under your name.");
    let coffee = report
        .agenda
        .iter()
        .find(|stop| stop.label.as_str() == "Coffee");
    assert!(coffee.is_some_and(|coffee| coffee.actual_minutes.ms >= 600_000));
    let told = report::markdown::write(&report, true);
    has!(told, "Coffee");
}

#[test]
fn one_word_goes_round_until_everybody_has_said_it() {
    let mut rig = Rig::new(open(), DEFAULT, &["Ann", "Ben", "Cy"], (80, 24));
    while rig.table.view(Viewer::Room).question.is_some() {
        rig.table.advance();
    }
    rig.follow();
    rig.keys("w");
    for (so_far, word) in ["tired", "glad", "awake"].iter().enumerate() {
        let screen = rig.screen();
        has!(screen, &format!("{so_far} of 3 so far"));
        rig.types(word).keys("Enter");
    }
    assert!(!rig.screens.is_covered(), "{}", rig.screen());
    assert_eq!(rig.view().words.len(), 3);
}

#[test]
fn a_disagreement_is_with_any_answer_or_with_none_in_particular() {
    let mut rig = Rig::new(open(), DEFAULT, &["Ann", "Ben", "Cy"], (100, 30));
    all_answer(&mut rig);
    rig.keys("Enter Enter d");
    let screen = rig.screen();
    has!(screen, "no answer in particular");
    for name in ["Ann", "Ben"] {
        rig.keys(if name == "Ann" {
            "BackTab Right"
        } else {
            "Right"
        });
        let screen = rig.screen();
        has!(screen, &format!("◂ {name}'s answer ▸"));
    }
    rig.keys("Home Right Tab")
        .types("In all of it.")
        .keys("Ctrl-s");
    let against = rig.view().dissents[0].against_words.to_string();
    assert_eq!(against, "what the answers to question 1 add up to");
    rig.keys("d BackTab End Tab")
        .types("With how we work.")
        .keys("Ctrl-s");
    let against = rig.view().dissents[1].against_words.to_string();
    assert_eq!(against, "the session as a whole");
    rig.keys("d BackTab Home Tab")
        .types("Asked askew.")
        .keys("Ctrl-s");
    let against = rig.view().dissents[2].against_words.to_string();
    assert_eq!(against, "question 1 as it is asked");
    // One that was brought to the front is meant.
    rig.keys("Right o d").types("In this.").keys("Ctrl-s");
    let against = rig.view().dissents[3].against_words.to_string();
    assert!(against.starts_with("Ben’s answer"), "{against}");
}

#[test]
fn beside_the_authors_answer_a_disagreement_is_with_that() {
    let mut rig = Rig::new(open(), DEFAULT, &["Ann", "Ben", "Cy"], (100, 30));
    all_answer(&mut rig);
    let question = rig.view().question.unwrap().prompt.id.clone();
    let dissent = |text: &str| Command::Dissent {
        person: None,
        against: Target::Model(question.clone()),
        text: Clean::new(text),
    };
    let early = rig.table.send(Actor::Desk, dissent("Not seen yet."), 0);
    assert_eq!(early, Err(Refusal::NotThere));
    rig.keys("n n n Enter d");
    let screen = rig.screen();
    has!(screen, "◂ the author’s answer ▸");
    rig.types("Not with us.").keys("Ctrl-s");
    let dissents = rig.view().dissents;
    assert_eq!(dissents[0].against, Target::Model(question));
    assert_eq!(
        &*dissents[0].against_words,
        "the author’s answer to question 1"
    );
}

#[test]
fn a_page_of_votes_and_groups_scrolls_where_people_are_asked() {
    let names: Vec<_> = (1..=24)
        .map(|number| format!("Person number {number}"))
        .collect();
    let names: Vec<_> = names.iter().map(String::as_str).collect();
    let mut rig = Rig::new(open(), DEFAULT, &names, (60, 12));
    assert_eq!(rig.screens.scope(&rig.view()), Scope::Hub);
    let mut read = String::new();
    read_through(&mut rig, "PgDn", &mut read);
    has!(read, "Person number 24");
    read_through(&mut rig, "PgUp", &mut read);
    has!(rig.screen(), "1  What would you say");
}

#[test]
fn every_way_to_write_stays_in_sight_with_what_a_protocol_is_for() {
    let people = ["run", "six-parcels", "--people", "Ann, Ben, Cem, Dora"];
    let mut desk = Terminal::start(&people);
    desk.wait("4 people");
    for way in [
        "This keyboard goes round",
        "I type for everybody",
        "One answer a table",
    ] {
        desk.wait(way);
    }
    desk.press("\t\t");
    desk.wait("Everybody writes, then");
}

#[test]
fn lines_and_the_seats_phone_ask_before_the_authors_answer_is_shown() {
    let folder = tempfile::TempDir::new().unwrap();
    let text = "# One\n\nText.\n\n## Questions\n\n1. Why?\n\n   Model answer: BECAUSE\n";
    let case = folder.path().join("case.md");
    std::fs::write(&case, text).unwrap();
    let people = [
        "run",
        case.to_str().unwrap(),
        "--plain",
        "--people",
        "Ann, Ben",
    ];
    let mut desk = Terminal::start(&people);
    desk.wait("An empty line starts.");
    desk.goes(&[
        ("\r", "An empty line goes on."),
        ("\r", "Pass the keyboard to Ann."),
        ("/pass\r", "Pass the keyboard to Ben."),
        (
            "/pass\r/next\r/next\r/next\r",
            "Show the author's answer to the room?",
        ),
        ("n\r", "It stays hidden."),
    ]);
    lacks!(desk.text(), "BECAUSE");
    desk.press("/next\ry\r");
    desk.wait("BECAUSE");

    let mut phones = Phones::new(Protocol::find(DEFAULT).unwrap(), &["Ann", "Ben", "Cem"]);
    let seat = Command::HandSeat { to: Some(ANN) };
    phones.table.must(Actor::Desk, seat);
    for _ in 0..4 {
        phones.table.advance();
    }
    let page = phones.page(1, At::Main);
    has!(page, "Nobody can unsee it.");
    has!(page, "Show it");
    assert!(!phones.page(2, At::Main).contains("Nobody can unsee it."));
}
