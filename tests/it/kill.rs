//! The program killed at random moments, a hundred times: what it called saved is there.

use std::{
    collections::hash_map::RandomState,
    fs,
    hash::{BuildHasher, Hasher},
    io::{BufRead, BufReader, Read, Write},
    path::Path,
    process::{Child, Command as Process, Stdio},
    thread,
};

use roundtable::{
    home::Home,
    journal::{drafts, list::list, scan},
    session::Event,
};

use crate::child::{SAVED, TYPED, TYPES, confirmed, process, saved};

/// What the program says of an answer or a note that is on disk.
const ON_DISK: &str = "\nsaved\n";
/// Whoever says so many lines and not what is waited for will never say it.
const MOST_LINES: usize = 50_000;

/// Reads what a process says until something has been said so often, kills the process a
/// little later, and returns all that it said.
fn kill_after(child: &mut Child, what: &str, times: usize, a_little: usize) -> String {
    let mut out = BufReader::new(child.stdout.take().unwrap());
    let mut said = String::new();
    for _ in 0..MOST_LINES {
        if said.matches(what).count() >= times {
            break;
        }
        assert!(
            out.read_line(&mut said).unwrap() > 0,
            "it ended by itself: {said}"
        );
    }
    assert!(said.matches(what).count() >= times, "never {what:?}");
    for _ in 0..a_little {
        std::hint::spin_loop();
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let mut rest = Vec::new();
    out.read_to_end(&mut rest).unwrap();
    said.push_str(&String::from_utf8_lossy(&rest));
    said
}

/// The program, fed by a pipe: one answer, then note after note in the discussion.
fn program(folder: &Path) -> Child {
    let case = folder.join("case.md");
    fs::write(&case, "# Tiny\n\nRead this.\n\n## Questions\n\n1. Why?\n").unwrap();
    let mut child = Process::new(env!("CARGO_BIN_EXE_roundtable"))
        .args(["run", "--plain", "--people", "Ann", "--data"])
        .args([&folder.join("data"), &case])
        .env_remove("ROUNDTABLE_DATA")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut to = child.stdin.take().unwrap();
    thread::spawn(move || {
        let begun = to.write_all(b"\n\nmy answer\n\n\n\n");
        // Until nobody reads any more.
        let mut number = 0;
        while begun.is_ok() && to.write_all(format!("note-{number}\n").as_bytes()).is_ok() {
            number += 1;
        }
    });
    child
}

fn notes(folder: &Path) -> Vec<String> {
    let home = Home::find(Some(folder.join("data"))).unwrap();
    let path = list(&home).remove(0).path;
    let entries = scan::file(&path).unwrap().entries.into_iter();
    let notes = entries.filter_map(|entry| match entry.event {
        Event::Noted { text, .. } => Some(text.to_string()),
        _ => None,
    });
    notes.collect()
}

#[test]
fn a_hundred_kills_lose_nothing_that_was_called_saved() {
    let random = RandomState::new().build_hasher().finish();
    for number in 0..100 {
        let folder = tempfile::tempdir().unwrap();
        let a_little = usize::try_from(random.rotate_left(number) % 200_000).unwrap();
        let mut child = program(folder.path());
        let said = kill_after(&mut child, ON_DISK, 2 + number as usize % 7, a_little);
        // The first is the answer. A line that was cut off was not said.
        let count = said.matches(ON_DISK).count() - 1;
        let there = notes(folder.path());
        for note in 0..count {
            assert!(
                there.contains(&format!("note-{note}")),
                "{note} of {count}: {there:?}"
            );
        }
    }
}

#[test]
fn a_writer_that_confirms_what_it_only_holds_loses_some() {
    let folder = tempfile::tempdir().unwrap();
    for (policy, loses) in [("honest", false), ("holds", true)] {
        let folder = folder.path().join(policy);
        let mut child = process(&[], &folder, policy, 1_000_000).spawn().unwrap();
        let said = kill_after(&mut child, SAVED, 3, 0);
        let there = saved(&folder);
        let lost = confirmed(&said)
            .into_iter()
            .any(|answer| !there.contains(&answer));
        assert_eq!(lost, loses, "{policy}");
    }
}

/// Milliseconds from one key to the next.
const A_KEY: usize = 10;
/// How many type at once. Each sleeps nearly all the time.
const TYPISTS: usize = 4;

/// Kills somebody who types after so many keys. How many of them are lost.
///
/// Keys are counted, and no clock is read: on a computer that is busy with other things a key
/// comes late just as the saving does.
fn kill_typist(keys: usize) -> usize {
    let folder = tempfile::tempdir().unwrap();
    let mut child = process(&[], folder.path(), TYPES, 0).spawn().unwrap();
    let said = kill_after(&mut child, TYPED, keys, 0);
    let typed = said.lines().filter_map(|line| line.strip_prefix(TYPED));
    let number = |text: &str| {
        text.split(' ')
            .next()
            .and_then(|number| number.parse().ok())
    };
    let last: usize = typed.filter_map(number).next_back().unwrap();
    let home = Home::find(Some(folder.path().to_owned())).unwrap();
    let kept = drafts::read(&list(&home).remove(0).path).drafts;
    let kept = kept.values().next().and_then(|draft| number(&draft.text));
    last - kept.unwrap_or(0)
}

#[test]
fn kills_while_typing_lose_half_a_second_at_most() {
    for round in 0..10 {
        let typists: Vec<_> = (0..TYPISTS)
            .map(|number| thread::spawn(move || kill_typist(40 + round * 7 + number * 19)))
            .collect();
        for typist in typists {
            let lost = typist.join().unwrap();
            assert!(lost * A_KEY <= 500, "{lost} keys");
        }
    }
}
