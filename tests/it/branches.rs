//! A later part that depends on what the group decided: it comes where they decided so, and
//! nothing of the other one is in any view, page, line or file.

use std::{fs, sync::Arc};

use proptest::prelude::*;
use roundtable::{
    case::{
        Answer, Case, Item, Kind, OnlyIf, Part, Value,
        advice::advise,
        flaw::Code,
        read,
        write::{same, write},
    },
    id::PersonId,
    protocol::{BUILT_IN, Protocol},
    report,
    session::{Actor, Command, Event, Next, Place, Refusal, Viewer},
    text::Clean,
    web::{self, page::At},
};
use tempfile::TempDir;

use crate::{
    door::run,
    phone_pages::Phones,
    rig::Rig,
    seed::laws,
    tries::{drive_case, tries},
    world::{self, Table},
};

const CASE: &str = "# The ward\n\nIt is full.\n\n## Questions\n\n### 1. What do you see?\n\n### 2. What do you do with the ward?\n\n- ( ) Close it\n- ( ) Keep it open\n- ( ) Ask the night shift\n\nModel answer: MODEL-TWO.\n\n## Part B: It is closed\n\nOnly if question 2: A\n\nCLOSED-TEXT and quiet.\n\n## Exhibit 1: CLOSED-EXHIBIT\n\nEmpty beds.\n\n### Question 3: CLOSED-ASKS who is told first?\n\n## Part C: It stays open\n\nOnly if question 2: Keep it open\n\nOPEN-TEXT and loud.\n\n### Question 4: OPEN-ASKS who stays?\n\n## Part D: A year later\n\nLATER-TEXT for all.\n";

/// The tests' case with two more parts, each for one option of its second question.
fn branching() -> Case {
    let mut case = world::case();
    let items = case.parts.iter_mut().flat_map(|part| &mut part.items);
    for item in items {
        if let Item::Question(question) = item
            && question.prompt.number == 2
        {
            let prompt = &mut Arc::make_mut(question).prompt;
            if let Kind::Choice { most, .. } = &mut Arc::make_mut(prompt).kind {
                *most = 1;
            }
        }
    }
    let only_if = |option| {
        Some(OnlyIf {
            question: 2,
            option,
        })
    };
    case.parts[1].only_if = only_if(0);
    let mut other = read("# T\n\nX\n\n## Part B: OTHER-title-\n\nOTHER-text-\n\n## Exhibit 9: OTHER-exhibit-\n\nSome.\n", "t.md").cases.remove(0).parts.remove(1);
    other.only_if = only_if(1);
    case.parts.push(other);
    case.parts.push(Part {
        title: Some(Clean::new("LAST-title-")),
        staged: true,
        only_if: None,
        items: vec![world::question(6, Kind::Open)],
    });
    case
}

/// What is in either part, and for which option it comes.
const CANARIES: &[(&str, u8)] = &[
    ("STAGED-title-", 0),
    ("STAGED-text-", 0),
    ("PROMPT-4-", 0),
    ("MODEL-5-", 0),
    ("EXHIBIT-Clerk-", 0),
    ("EXHIBIT-FACT2-", 0),
    ("OTHER-title-", 1),
    ("OTHER-text-", 1),
    ("OTHER-exhibit-", 1),
];

fn only_what_was_decided_is_seen(table: &Table) {
    let decided = table
        .entries
        .iter()
        .rev()
        .find_map(|entry| match entry.event {
            Event::Decided { option, .. } => Some(option),
            _ => None,
        });
    let now = table.now;
    let room = table.session.view(Viewer::Room, now);
    let people = room.people.iter().map(|person| Viewer::Person(person.id));
    let others = [
        Viewer::Room,
        Viewer::Report,
        Viewer::Shared,
        Viewer::Facilitator,
    ];
    for viewer in others.into_iter().chain(people) {
        let view = table.session.view(viewer, now);
        let mut all = format!("{view:?}");
        if let Some(person) = viewer.person() {
            all += &web::page::person(&view, person, &web::page::Looks::default());
        }
        if viewer == Viewer::Report {
            let made = report::report(&view);
            all += &report::markdown::write(&made, true);
            all += &report::json::write(&made);
        }
        for (canary, option) in CANARIES {
            let may = decided == Some(*option);
            assert!(
                may || !all.contains(canary),
                "{viewer:?} sees {canary}, {decided:?}"
            );
        }
    }
}

proptest! {
    #![proptest_config(laws(12))]

    #[test]
    fn nothing_of_a_part_that_does_not_come_is_seen(tries in tries(), which in 0..BUILT_IN.len()) {
        let table = drive_case(branching(), &BUILT_IN[which], &tries, only_what_was_decided_is_seen);
        // And what is on record makes the same session again.
        let again = roundtable::session::Session::replay(&table.entries).unwrap();
        prop_assert_eq!(again.place(), table.session.place());
    }
}

/// Every protocol, to the end, whatever they decide: somebody sees each part that comes.
#[test]
fn the_part_that_was_decided_for_comes_and_the_other_stays_hidden_to_the_end() {
    for (at, protocol) in BUILT_IN.iter().enumerate() {
        for option in 0..3_u8 {
            // Each protocol with one option, each option with many protocols.
            if at % 3 != usize::from(option) {
                continue;
            }
            let table = to_the_end(protocol, option);
            let report = table.view(Viewer::Report);
            let all = format!("{report:?}");
            for (canary, of) in [("STAGED-text-", 0), ("OTHER-text-", 1)] {
                assert_eq!(
                    all.contains(canary),
                    option == of,
                    "{}, {option}",
                    protocol.name
                );
            }
            assert!(all.contains("LAST-title-"), "{}", protocol.name);
        }
    }
}

fn to_the_end(protocol: &Protocol, option: u8) -> Table {
    let mut table = Table::new(branching(), protocol, 7);
    for name in ["Ann", "Ben", "Cy"] {
        let name = Clean::new(name);
        table.must(Actor::Desk, Command::Join { name, role: None });
    }
    while table.session.place() != Place::Over {
        let view = table.view(Viewer::Facilitator);
        if let Some(question) = view.question.filter(|asked| asked.prompt.number == 2) {
            for person in 1..=3 {
                let answer = Command::Answer {
                    person: PersonId(person),
                    question: question.prompt.id.clone(),
                    answer: Answer {
                        value: Value::Choice(vec![option]),
                        reason: Clean::new("so"),
                    },
                    handed_in: false,
                    moved_by: None,
                };
                // In some steps nothing is written, or not by all.
                let _ = table.send(Actor::Desk, answer, 1_000);
                only_what_was_decided_is_seen(&table);
            }
        }
        if view.undecided.is_some() {
            table.must(Actor::Desk, Command::Decide { number: 2, option });
        }
        match view.can.advance && table.view(Viewer::Facilitator).can.advance {
            true => table.advance(),
            false => table.must(Actor::Desk, Command::Close),
        }
        only_what_was_decided_is_seen(&table);
    }
    table
}

/// What a session in lines says, of people who answer question 2 so.
fn played(answers: &[&str], more: &str) -> (String, String) {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("case.md"), CASE).unwrap();
    let names = ["Ann", "Ben", "Cy"];
    let names = names[..answers.len()].join(", ");
    let words = [
        "run",
        "--plain",
        "case.md",
        "--protocol",
        "think-share",
        "--people",
        &names,
    ];
    let first = "SEEN\n\n".repeat(answers.len());
    let second: String = answers
        .iter()
        .map(|answer| format!("{answer}\n\n"))
        .collect();
    let rest = "\n/leaveout\n\n/close\n/quit\n";
    let input = format!("\n\n{first}\n\n\n{second}\n\n\n\n{more}{rest}");
    let ran = run(folder.path(), &words, &input);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    let mut folders = vec![folder.path().join("data/reports")];
    let mut files = String::new();
    while let Some(here) = folders.pop() {
        for entry in fs::read_dir(here).into_iter().flatten() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => folders.push(path),
                false => files += &String::from_utf8_lossy(&fs::read(&path).unwrap()),
            }
        }
    }
    (ran.out, files)
}

#[test]
fn what_most_answers_say_comes_and_the_other_part_never_does() {
    for (answers, comes, never) in [
        (["1", "1", "2"], "CLOSED-", "OPEN-"),
        (["2", "1", "2"], "OPEN-", "CLOSED-"),
    ] {
        let (out, files) = played(&answers, "");
        has!(out, &format!("{comes}TEXT"));
        has!(out, "LATER-TEXT");
        lacks!(out, never);
        lacks!(files, never);
        has!(files, "Most chose:");
    }
    // Nothing was written for the third option.
    let (out, files) = played(&["3", "3", "3"], "");
    for never in ["OPEN-", "CLOSED-"] {
        lacks!(out, never);
        lacks!(files, never);
    }
    has!(out, "LATER-TEXT");
}

#[test]
fn where_no_option_has_most_answers_the_group_says_what_it_decided() {
    let undecided = Refusal::Undecided(2).to_string();
    let (out, files) = played(&["1", "2"], "");
    has!(out, &undecided);
    for never in ["OPEN-", "CLOSED-", "LATER-"] {
        lacks!(out, never);
        lacks!(files, never);
    }
    let more = "/decided\n/decided 9 A\n/decided 1 A\n/decided 2 Z\n/decided 2 B\n\n";
    let (out, files) = played(&["1", "2"], more);
    has!(
        out,
        "Say which question, and which option: /decided 2 1",
        "That cannot be seen yet, or is not there.",
        "Nothing that comes depends on that question.",
        "Pick from the options that are there",
        "OPEN-TEXT",
        "LATER-TEXT"
    );
    lacks!(out, "CLOSED-");
    lacks!(files, "CLOSED-");
    has!(files, "The group decided: Keep it open");
}

#[test]
fn on_the_full_screen_it_is_asked_before_anything_comes() {
    let case = read(CASE, "ward.md").cases.remove(0);
    let mut rig = Rig::new(case, "think-share", &["Ann", "Ben"], (100, 30));
    let desk = Actor::Desk;
    let goes_on = |rig: &mut Rig| {
        let from = rig.view().place;
        rig.send(desk, Command::Advance { from });
        rig.saves();
    };
    while rig
        .view()
        .question
        .is_none_or(|asked| asked.prompt.number != 2)
    {
        goes_on(&mut rig);
    }
    for (person, option) in [(1, 0), (2, 1)] {
        let question = rig.table.asked();
        let answer = Command::Answer {
            person: PersonId(person),
            question,
            answer: Answer {
                value: Value::Choice(vec![option]),
                reason: Clean::new("so"),
            },
            handed_in: false,
            moved_by: None,
        };
        rig.send(desk, answer);
        rig.saves();
    }
    while rig.view().undecided.is_none() {
        assert!(matches!(rig.view().ahead.next, Next::Step(_)));
        goes_on(&mut rig);
    }
    assert_eq!(rig.view().ahead.next, Next::Read);
    rig.follow();
    rig.keys("n");
    let form = rig.screen();
    has!(form, "What did the group decide in question 2?");
    has!(form, "Close it");
    rig.keys("Right Ctrl-s");
    rig.saves();
    rig.follow();
    rig.keys("n");
    rig.saves();
    rig.follow();
    let read = format!("{:?}", rig.view().parts);
    has!(read, "OPEN-TEXT");
    lacks!(read, "CLOSED-");
}

#[test]
fn it_is_read_shown_and_written_and_bad_input_gets_a_clear_word() {
    let document = read(CASE, "ward.md");
    let case = &document.cases[0];
    let only_if = |at: usize| case.parts[at].only_if;
    let on = |option| {
        Some(OnlyIf {
            question: 2,
            option,
        })
    };
    assert_eq!(
        [only_if(0), only_if(1), only_if(2), only_if(3)],
        [None, on(0), on(1), None]
    );
    assert!(!format!("{:?}", case.parts).contains("Only if"));
    let again = read(&write(case), "ward.md");
    assert!(same(case, &again.cases[0]), "{}", write(case));
    assert_eq!(advise(&document), []);
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("case.md"), CASE).unwrap();
    let show = run(folder.path(), &["show", "case.md"], "");
    let says = "(hidden; it comes only if the group decides: Keep it open)";
    has!(show.out, says);
    let json = run(folder.path(), &["show", "--json", "case.md"], "");
    has!(json.out, "\"option\": \"Keep it open\"");
    for (bad, says) in [
        (
            "Only if question 9: A",
            "There is no question 9 before this part",
        ),
        (
            "Only if question 3: A",
            "There is no question 3 before this part",
        ),
        (
            "Only if question 1: A",
            "In question 1 nobody chooses one of several options",
        ),
        ("Only if question 2: F", "Question 2 has no option “F”"),
        ("Only if question 2", "It does not say which option"),
        (
            "Only if question 2: Keep it open",
            "comes for the same decision already",
        ),
    ] {
        let text = CASE.replace("Only if question 2: A", bad);
        let document = read(&text, "ward.md");
        let flaws = advise(&document);
        let told = flaws
            .iter()
            .any(|flaw| flaw.code == Code::Condition && flaw.what.contains(says));
        assert!(told, "{bad}: {flaws:?}");
        // It is not read out, and the session goes on with both parts.
        fs::write(folder.path().join("bad.md"), &text).unwrap();
        let words = [
            "run",
            "--plain",
            "bad.md",
            "--protocol",
            "think-share",
            "--people",
            "Ann",
        ];
        let ran = run(folder.path(), &words, "\n\nX\n\n\n\n\n2\n\n\n\n\n\n\n\n");
        assert_eq!(ran.code, 0, "{bad}: {}{}", ran.out, ran.err);
        let (_, read) = ran.out.split_once("An empty line starts.").unwrap();
        assert!(!read.contains("Only if"), "{bad}: {read}");
        assert!(ran.out.contains("CLOSED-TEXT"), "{bad}: {}", ran.out);
    }
}

#[test]
fn alone_the_one_answer_decides() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("case.md"), CASE).unwrap();
    let words = ["study", "--plain", "case.md", "--as", "Ann"];
    let input = "\nMINE\n\n\n2\n\n\n/skip\n\n\n\n/quit\n";
    let ran = run(folder.path(), &words, input);
    let out = &ran.out;
    has!(out, "OPEN-TEXT");
    lacks!(out, "CLOSED-");
}

/// A tie is settled on the phone of whoever holds the seat, and on no other.
#[test]
fn the_phone_of_the_seat_says_what_the_group_decided() {
    let protocol = Protocol::find("think-share").unwrap();
    let case = read(CASE, "case.md").cases.remove(0);
    let mut phones = Phones::of(case, protocol, &["Ann", "Ben"]);
    let to = Some(PersonId(1));
    phones.table.must(Actor::Desk, Command::HandSeat { to });
    let undecided = |phones: &Phones| {
        let view = phones.table.view(Viewer::Room);
        view.undecided.is_some()
    };
    while !undecided(&phones) {
        assert!(!phones.page(1, At::Main).contains("value=\"decide\""));
        for (person, option) in [(1, 0), (2, 1)] {
            let html = phones.page(person, At::Main);
            let _ = phones.sends(
                person,
                &html,
                &format!("choice={option}&text=so&reason=so"),
                "answer",
            );
        }
        phones.table.advance();
    }
    let html = phones.page(1, At::Main);
    has!(html, "What did the group decide?");
    lacks!(html, "Go on<");
    assert!(
        !phones
            .page(2, At::Main)
            .contains("What did the group decide?")
    );
    for (person, wrong) in [
        (2, "number=2&option=1"),
        (1, "number=2&option=9"),
        (1, "number=1&option=0"),
        (1, "number=2"),
    ] {
        assert!(
            phones.posts(person, wrong, "decide").is_err(),
            "{person} {wrong}"
        );
    }
    phones.posts(1, "number=2&option=1", "decide").unwrap();
    assert!(phones.page(1, At::Main).contains("value=\"advance\""));
    phones.table.advance();
    let html = phones.page(2, At::Main);
    has!(html, "OPEN-TEXT");
    lacks!(html, "CLOSED");
}
