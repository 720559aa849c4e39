//! A damaged journal gives back all that is sound: at most the damaged entry is lost, and it is
//! named, whichever it is.

use std::{
    fs,
    path::{Path, PathBuf},
};

use roundtable::{
    handout,
    id::{PersonId, Seq},
    journal::{
        kind,
        line::{self, Hash},
        name::beside,
        open::{Why, look},
        salvage::{CaseFrom, salvage},
        scan::{self, Scan},
        verify::verify,
    },
    protocol::{BUILT_IN, Names, Protocol},
    report::markdown,
    session::{Actor, Command, Entry, Event, Place, Salvaged, Session, Viewer},
    table::{Table, World},
    text::Clean,
};
use serde_json::Value;
use tempfile::TempDir;

use crate::{
    desk::{entries, join, resume},
    driven::{golden, lines, session},
    tidy::root,
    world::{self, case},
};

/// Every text in an event.
fn texts(event: &Event) -> Vec<String> {
    fn collect(value: &Value, found: &mut Vec<String>) {
        match value {
            Value::String(text) if text.contains('-') => found.push(text.clone()),
            Value::Array(values) => values.iter().for_each(|value| collect(value, found)),
            Value::Object(fields) => fields.values().for_each(|value| collect(value, found)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    collect(&serde_json::to_value(event).unwrap(), &mut found);
    found
}

/// Whether an entry says something about another alone that is not there.
fn is_about_what_is_lost(sound: &Scan, n: Seq) -> bool {
    let there = |n: Seq| sound.entries.iter().find(|entry| entry.n == n);
    match there(n).map(|entry| &entry.event) {
        Some(Event::TakenBack { entry, .. } | Event::Reassigned { entry, .. }) => {
            there(*entry).is_none()
        }
        // Of which question it was is told by where the session had gone.
        Some(Event::KeptUnshown {}) => there(Seq(n.0 - 1)).is_none(),
        _ => false,
    }
}

/// What is sound is kept: no entry is left out, and none of its texts. Whose a lost answer was, or
/// that it was taken back, is named and left out: of nobody's answer it would tell what is not so.
#[track_caller]
fn keeps_all(sound: &Scan, path: &Path, what: &str) {
    let (made, _) = salvage(path, sound.clone(), true).unwrap_or_else(|| panic!("{what}: nothing"));
    let about = |(n, _): &(Seq, _)| is_about_what_is_lost(sound, *n);
    assert!(made.left.iter().all(about), "{what}: {:?}", made.left);
    for entry in &sound.entries {
        let left = made.left.iter().any(|(n, _)| *n == entry.n);
        if left || matches!(entry.event, Event::Opened(_)) {
            continue;
        }
        let same = |kept: &&Entry| kept.id == entry.id && kept.by == entry.by;
        let kept: Vec<_> = made
            .entries
            .iter()
            .filter(same)
            .flat_map(|kept| texts(&kept.event))
            .collect();
        for text in texts(&entry.event) {
            assert!(kept.contains(&text), "{what}: {text} of entry {}", entry.n);
        }
    }
    let session = Session::replay(&made.entries).unwrap();
    assert_eq!(session.last(), made.session.last(), "{what}");
}

fn harmed(lines: &[Vec<u8>], line: usize, at: usize, value: u8) -> Scan {
    let mut bytes = lines.concat();
    let start: usize = lines.iter().take(line).map(Vec::len).sum();
    bytes[start + at] = value;
    scan::lines(&bytes[..]).unwrap()
}

/// Flips bytes of every line of a journal; `every` so many.
fn at_most_one_is_lost(entries: &[Entry], every: usize, name: &str) {
    let nowhere = Path::new("nowhere.jsonl");
    let lines = lines(entries);
    let mut tried = 0;
    for (number, line) in lines.iter().enumerate() {
        // Each line from another byte on, so that all of them are met.
        for at in (number * 37 % every.min(line.len())..line.len()).step_by(every) {
            let value = if at % 2 == 0 { line[at] ^ 1 } else { b'\n' };
            // The end of a line is no part of an entry.
            let at = if at + 1 == line.len() { at - 1 } else { at };
            let sound = harmed(&lines, number, at, value);
            assert_eq!(
                sound.entries.len(),
                entries.len() - 1,
                "{name}: {number} at {at}"
            );
            keeps_all(
                &sound,
                nowhere,
                &format!("{name}: byte {at} of line {}", number + 1),
            );
            tried += 1;
        }
    }
    assert!(tried >= lines.len());
}

#[test]
fn at_most_the_damaged_entry_is_lost() {
    at_most_one_is_lost(&golden(), 29, "golden");
    for protocol in BUILT_IN.iter().filter(|protocol| protocol.name != "solo") {
        at_most_one_is_lost(&session(protocol), 2_001, &protocol.name);
    }
}

#[test]
#[ignore = "takes minutes: every byte of a journal"]
fn at_most_the_damaged_entry_is_lost_over_every_byte() {
    for format in ["format-1", "format-2"] {
        let path = root().join(format!("tests/journals/{format}.jsonl"));
        let entries = scan::file(&path).unwrap().entries;
        assert!(entries.len() >= 60);
        at_most_one_is_lost(&entries, 1, format);
    }
}

#[test]
fn whole_lines_that_are_gone_lose_only_themselves() {
    let entries = golden();
    let lines = lines(&entries);
    for gone in 1..lines.len() - 1 {
        let rest: Vec<_> = lines
            .iter()
            .enumerate()
            .filter(|(at, _)| *at != gone)
            .collect();
        let bytes: Vec<u8> = rest
            .iter()
            .flat_map(|(_, line)| line.iter().copied())
            .collect();
        keeps_all(
            &scan::lines(&bytes[..]).unwrap(),
            Path::new("nowhere"),
            &format!("without line {}", gone + 1),
        );
    }
}

/// A journal on disk, with one letter of a line changed.
fn damaged(entries: &[Entry], line: usize, from: &str, to: &str) -> (TempDir, PathBuf) {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("session.jsonl");
    let mut lines = lines(entries);
    let text = String::from_utf8(lines[line].clone()).unwrap();
    has!(text, from);
    lines[line] = text.replacen(from, to, 1).into_bytes();
    fs::write(&path, lines.concat()).unwrap();
    (folder, path)
}

fn think_share() -> Vec<Entry> {
    session(Protocol::find("think-share").unwrap())
}

#[test]
fn a_person_whose_name_is_damaged_keeps_what_they_wrote() {
    let entries = think_share();
    let whole = entries.len();
    let (_folder, path) = damaged(&entries, 1, "\"Ann\"", "\"Bnn\"");
    let report = markdown::write(&handout::of_journal(&path).unwrap(), true);
    has!(
        report,
        "Person 1 (name damaged)",
        "Ben",
        "answer-of-1-in-step-",
        "answer-of-5-in-step-"
    );
    let verdict = verify(&path).unwrap();
    assert_eq!(
        (verdict.intact, verdict.damaged, verdict.left_out),
        (whole - 1, vec![(2, 2)], vec![])
    );
    assert_eq!(verdict.was.as_deref(), Some("it was somebody's name"));
    let (keys, _, opening) = resume(&World::real(), &path);
    let why = opening.view_only.unwrap();
    assert!(matches!(why, Why::Damaged { .. }));
    assert!(why.to_string().starts_with("Entry 2 is damaged, "), "{why}");
    let view = keys.session().view(Viewer::Room, keys.session().last_at());
    assert_eq!(view.people[0].name.as_str(), "Person 1 (name damaged)");
    assert_eq!(view.people.len(), 5);
    keys.leave();
    let new = Table::take_over(&path).unwrap();
    let took = entries_of(&new);
    let said = took
        .iter()
        .filter(|event| matches!(event, Event::Answered { .. }))
        .count();
    let all = entries
        .iter()
        .filter(|entry| matches!(entry.event, Event::Answered { .. }));
    assert_eq!(said, all.count());
    let (keys, _, opening) = resume(&World::real(), &new);
    assert_eq!(opening.view_only, None, "the new one is sound");
    keys.ask(Command::Rename {
        person: PersonId(1),
        name: Clean::new("Ann"),
    })
    .unwrap();
    keys.leave();
}

fn entries_of(path: &Path) -> Vec<Event> {
    entries(path).into_iter().map(|entry| entry.event).collect()
}

#[test]
fn a_case_that_is_damaged_is_read_from_its_copy_or_as_far_as_it_goes() {
    let entries = think_share();
    let first = &lines(&entries)[0];
    // Anywhere: within a text, and within what holds the texts together.
    for (from, to) in [("PROMPT-1-", "PRXMPT-1-"), ("\"case\":{", "\"case\":x")] {
        let (_folder, path) = damaged(&entries, 0, from, to);
        let broken = to.ends_with('x');
        let sound = scan::file(&path).unwrap();
        let (_, case_from) = salvage(&path, sound.clone(), true).unwrap();
        let expected = if broken {
            CaseFrom::Nowhere
        } else {
            CaseFrom::Damaged
        };
        assert_eq!(case_from, expected);
        let report = || markdown::write(&handout::of_journal(&path).unwrap(), true);
        has!(report(), "answer-of-3-in-step-");
        assert!(report().contains("Ann"));
        // The copy of another session is none.
        let other = world::Table::new(case(), Protocol::find("think-share").unwrap(), 10);
        fs::write(beside(&path, "opened"), &lines(&other.entries)[0]).unwrap();
        assert_eq!(salvage(&path, sound.clone(), true).unwrap().1, expected);
        fs::write(beside(&path, "opened"), first).unwrap();
        let (made, case_from) = salvage(&path, sound, true).unwrap();
        assert_eq!(case_from, CaseFrom::Copy);
        assert_eq!(made.entries, entries, "nothing is lost");
        assert!(report().contains("PROMPT-1-"));
        assert!(
            verify(&path)
                .unwrap()
                .said
                .contains("the copy beside the file")
        );
        let new = Table::take_over(&path).unwrap();
        assert!(look(&new).is_ok());
    }
}

#[test]
fn a_journal_has_a_copy_of_its_first_line_beside_it() {
    let desk = crate::desk::Fixture::new();
    desk.ask_the_question();
    let path = desk.path();
    let bytes = fs::read(&path).unwrap();
    let line = bytes.split_inclusive(|byte| *byte == b'\n').next().unwrap();
    assert_eq!(fs::read(beside(&path, "opened")).unwrap(), line);
    // One of before gets it when it is gone on with.
    fs::remove_file(beside(&path, "opened")).unwrap();
    let (desk, _) = desk.again();
    desk.must(crate::desk::says(crate::desk::ANN, "and on"));
    desk.keys.leave();
    assert_eq!(fs::read(beside(&path, "opened")).unwrap(), line);
}

#[test]
fn names_that_were_hidden_stay_hidden_where_the_entry_that_hid_them_is_damaged() {
    let mut table = world::Table::new(case(), Protocol::find("think-share").unwrap(), 9);
    table.must(Actor::Desk, join("Annabel"));
    table.must(Actor::Desk, join("Benedict"));
    table.must(
        Actor::Desk,
        Command::SetNames {
            names: Names::Hidden,
        },
    );
    while table.view(Viewer::Room).question.is_none() {
        table.advance();
    }
    table.must(
        Actor::Desk,
        crate::desk::says(PersonId(1), "who wrote this"),
    );
    table.advance();
    for (from, to) in [
        ("names_set", "nameX_set"),
        ("\"names\":", "\"namQs\":"),
        ("\"event\":\"names_set\"", "\"evQnt\":\"nQmes_set\""),
    ] {
        let (_folder, path) = damaged(&table.entries, 3, from, to);
        let report = markdown::write(&handout::of_journal(&path).unwrap(), true);
        let answer = report.split("who wrote this").next().unwrap();
        let by = answer.lines().rev().take(2).collect::<String>();
        has!(report, "who wrote this");
        lacks!(by, "Annabel");
    }
}

#[test]
fn every_kind_of_event_has_words_for_when_it_is_damaged() {
    for entry in golden() {
        let (line, _) = line::write(&entry, Hash::NONE).unwrap();
        let value: Value = serde_json::from_slice(&line).unwrap();
        let name = value["event"].as_str().unwrap();
        assert_eq!(kind::of(&line), [name]);
        assert_eq!(kind::words(&line).len(), 1, "{name}");
    }
}

/// An entry that does not fit changes nothing, so that what follows it can be taken.
#[test]
fn an_entry_that_does_not_fit_changes_nothing() {
    let entries = golden();
    let mut session = Session::open(&entries[0]).unwrap();
    let mut misfits = 0;
    for entry in &entries[1..] {
        for other in &entries {
            let wrong = Entry {
                n: session.last().next(),
                ..other.clone()
            };
            let before = session.clone();
            let mut tried = session.clone();
            if tried.apply(&wrong).is_err() {
                misfits += 1;
                assert_eq!(
                    format!("{before:?}"),
                    format!("{tried:?}"),
                    "{:?}",
                    other.event
                );
            }
        }
        session.apply(entry).unwrap();
    }
    assert!(misfits > 100, "{misfits}");
}

/// 20,000 entries of which none fits: in time that grows as they do.
#[test]
fn entries_that_do_not_fit_cost_no_more_than_others() {
    let entries = think_share();
    let event = |at: u64| match at % 2 {
        0 => Event::Renamed {
            person: PersonId(1),
            name: Clean::new(&format!("Ann {at}")),
        },
        _ => Event::Moved {
            to: Place::Gather,
            skipped: false,
        },
    };
    let entry = |at: u64| Entry {
        n: Seq(at + 3),
        event: event(at),
        ..entries[1].clone()
    };
    let many = (0..20_000).map(entry);
    let all: Vec<_> = entries[..2].iter().cloned().chain(many).collect();
    let began = std::time::Instant::now();
    let made = Salvaged::of(all, &[], true).unwrap();
    assert!(began.elapsed().as_secs() < 5, "{:?}", began.elapsed());
    assert_eq!((made.entries.len(), made.left.len()), (10_002, 10_000));
}
