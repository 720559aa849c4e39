//! Study with other voices and over time, through the real program: what an earlier group said,
//! what comes back, who studies, and one's own work as files.

use std::{fs, path::Path, sync::Arc};

use roundtable::session::Rating;
use tempfile::TempDir;

use crate::{
    door::{Ran, run},
    pty::Terminal,
    study::{CASE, World},
};

/// A group whose names are hidden answers and sees its answers; the session's id.
fn group(folder: &Path, people: &[&str]) -> String {
    fs::write(folder.join("bridge.md"), CASE).unwrap();
    let names = people.join(", ");
    let arguments = ["run", "bridge.md", "--plain", "--protocol", "delphi"];
    let arguments = [&arguments[..], &["--people", &names]].concat();
    let answers = people.iter().map(|name| format!("VOICE of {name}\n\n"));
    let input = format!("\n\n{}/next\n/quit\n", answers.collect::<String>());
    let ran = run(folder, &arguments, &input);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    let sessions = run(folder, &["sessions", "--json"], "");
    let sessions: serde_json::Value = serde_json::from_str(&sessions.out).unwrap();
    sessions[0]["id"].as_str().unwrap().to_owned()
}

/// Somebody studies the case alone, with the voices of that session.
fn studies(folder: &Path, name: &str, id: &str, input: &str) -> Ran {
    let arguments = ["study", "bridge.md", "--plain", "--as", name, "--with", id];
    run(folder, &arguments, input)
}

#[test]
fn other_voices_come_after_the_answer_and_before_the_model_answer() {
    let folder = TempDir::new().unwrap();
    let id = group(folder.path(), &["Ben", "Cy", "Dot", "Eli", "Fay", "Gus"]);
    let ran = studies(folder.path(), "Ann", &id, "\nI would wait.\n\n\n\n/quit\n");
    let at = |words: &str| {
        ran.out
            .find(words)
            .unwrap_or_else(|| panic!("{words}: {}", ran.out))
    };
    assert!(at("6 other voices to hear") < at("I would wait") || at("saved") > 0);
    assert!(at("saved") < at("Somebody in an earlier group: VOICE of"));
    assert!(at("Somebody in an earlier group") < at("MODEL one decides"));
    assert_eq!(
        ran.out.matches("VOICE of").count(),
        6,
        "each is read once: {}",
        ran.out
    );
    lacks!(ran.out, "Ben:", "Cy:", "Gus:");
    // One's own part comes along as what one wrote last time, and is no voice.
    let ran = studies(folder.path(), "Gus", &id, "\nI would go.\n\n\n\n/quit\n");
    has!(ran.out, "1 answer of your own came along.");
    has!(ran.out, ": VOICE of Gus");
    lacks!(ran.out, "group: VOICE of Gus");
}

#[test]
fn of_four_people_nobody_is_heard_since_everybody_would_know_who() {
    let folder = TempDir::new().unwrap();
    let id = group(folder.path(), &["Ben", "Cy", "Dot", "Eli"]);
    let ran = studies(folder.path(), "Ann", &id, "\nI would wait.\n\n\n\n/quit\n");
    has!(ran.out, "4 answers were left out");
    lacks!(ran.out, "VOICE of");
    has!(ran.out, "MODEL one decides");
}

/// A data folder in which Ann studied the bridge in the June of 2026 and missed everything.
fn studied_long_ago() -> World {
    let mut world = World::new();
    world.case("bridge.md", CASE);
    world.sits("bridge.md", "Ann", "JUNE thoughts", Rating::Missed);
    world
}

#[test]
fn what_is_due_stands_first_and_shows_what_was_written_last_time_after_the_answer() {
    let world = studied_long_ago();
    let folder = Arc::new(world.folder);
    let data = folder.path().join("data");
    let data = data.to_str().unwrap();
    let cases = folder.path().to_str().unwrap();
    let mut terminal = Terminal::start_in(
        Arc::clone(&folder),
        &["--data", data, "--cases", cases],
        (100, 30),
    );
    terminal.wait("Come back: 2 questions are due, Ann");
    terminal.press("\r");
    terminal.wait("2 questions are back");
    terminal.press("\r");
    terminal.wait("0 words");
    let screen = terminal.text();
    lacks!(screen, "JUNE");
    terminal.press("Today I think so.\x13");
    terminal.wait("Your answer is saved");
    terminal.press("\r");
    terminal.wait("What you wrote last time");
    terminal.wait("JUNE thoughts");
    lacks!(terminal.text(), "MODEL");
}

#[test]
fn what_is_due_from_a_document_elsewhere_is_told_with_its_name() {
    let world = studied_long_ago();
    let folder = Arc::new(world.folder);
    let data = folder.path().join("data");
    let arguments = ["--data", data.to_str().unwrap()];
    let mut terminal = Terminal::start_in(Arc::clone(&folder), &arguments, (100, 30));
    terminal.wait("2 questions are due, Ann: open bri");
    terminal.press("\r");
    terminal.wait("“bridge.md” is in no folder of the library");
}

#[test]
fn progress_and_who_studies_are_one_key_away_and_all_of_it_goes_into_files() {
    let world = studied_long_ago();
    let folder = Arc::new(world.folder);
    let data = folder.path().join("data");
    let cases = folder.path().to_str().unwrap();
    let arguments = ["--data", data.to_str().unwrap(), "--cases", cases];
    let mut terminal = Terminal::start_in(Arc::clone(&folder), &arguments, (100, 30));
    terminal.wait("Come back");
    terminal.goes(&[
        ("\x10", "Nobody has studied here yet"),
        ("\x0c", "Who"),
        ("Ann\r", "Ann studies from now on"),
        ("\x10", "Ann: how far I have come"),
    ]);
    terminal.wait("The Bridge");
    // All of it can be reached in a small window.
    terminal.resize((60, 15));
    terminal.wait("▾");
    terminal.press("G");
    terminal.wait("what I will try: if it rains then I will ask");
    terminal.resize((100, 30));
    terminal.press("w");
    terminal.wait("All that you wrote lies in these files now");
    terminal.press("\r");
    terminal.wait("1 case begun, 1 done");
    let files = fs::read_dir(data.join("reports")).unwrap().flatten();
    let mut texts: Vec<_> = files
        .map(|file| fs::read_to_string(file.path()).unwrap())
        .collect();
    texts.sort();
    assert_eq!(texts.len(), 3);
    for text in texts {
        has!(text, "JUNE thoughts");
    }
    // Somebody else on the same computer.
    terminal.goes(&[
        ("\x1b", "Come back"),
        ("\x0c", "Somebody else"),
        ("j\r", "Your name:"),
        ("Zoe\r", "Zoe studies from now on"),
        ("\x10", "Zoe: how far I have come"),
    ]);
    lacks!(terminal.text(), "The Bridge");
}
