//! From study to a group's session: each person's own answers, to begin their first version with.

use std::{fs, path::Path, sync::Arc};

use roundtable::{
    case::{Answer, Value},
    stamp::Wall,
    study::shelf::brought::Brought,
    text::Clean,
};
use tempfile::TempDir;

use crate::{
    door::run,
    pty::Terminal,
    rig::{Rig, open},
};

const CASE: &str = "# The bridge\n\nIt is shut.\n\n## Questions\n\n### 1. Who decides?\n\nModel answer: MODEL one.\n\n### 2. Which first?\n\n- ( ) Ask\n- ( ) Wait\n- ( ) Go\n";

/// Ann has studied alone: an answer to each question, the second with a reason.
fn studied(data: &Path) {
    fs::write(data.join("bridge.md"), CASE).unwrap();
    let path = data.to_string_lossy().into_owned();
    let study = ["study", "bridge.md", "--plain", "--as", "Ann", "--data"];
    let study = [&study[..], &[&path]].concat();
    let input = "\nAnn alone thinks so.\n\n\n\n\n\n2 it can be undone\n\n\n\n\n\n\n\n";
    let ran = run(data, &study, input);
    has!(ran.out, "The session is closed.");
}

fn group(data: &Path, more: &[&str], input: &str) -> String {
    let path = data.to_string_lossy().into_owned();
    let all = ["run", "bridge.md", "--plain", "--data", &path];
    let ran = run(data, &[&all[..], more].concat(), input);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    ran.out
}

#[test]
fn in_lines_ones_own_answer_is_offered_and_becomes_version_1() {
    let data = TempDir::new().unwrap();
    studied(data.path());
    // Start, the reading; Ann takes what she wrote, Ben writes his own.
    let input = "\n\n\nBen thinks otherwise.\n\n/quit\n";
    let out = group(data.path(), &["--people", "Ann, Ben"], input);
    let offer = "You answered this studying alone, on ";
    assert_eq!(out.matches(offer).count(), 1, "{out}");
    has!(out, ": Ann alone thinks so.");
    let path = data.path().to_string_lossy().into_owned();
    let report = run(
        data.path(),
        &["report", "the-bridge", "--format", "json", "--data", &path],
        "",
    );
    // Two sessions are of that name; the group's is the newest.
    let sessions = run(data.path(), &["sessions", "--json", "--data", &path], "");
    let sessions: serde_json::Value = serde_json::from_str(&sessions.out).unwrap();
    let id = sessions[0]["id"].as_str().unwrap().to_owned();
    assert_ne!(report.code, 0);
    let report = run(
        data.path(),
        &["report", &id, "--format", "json", "--data", &path],
        "",
    );
    let answers = &report.out;
    assert!(
        !answers.contains("Ann alone thinks so."),
        "still hidden: {answers}"
    );
    let rest = group_on(data.path(), &id, "\n/quit\n");
    has!(rest, "Ann: Ann alone thinks so.");
    has!(rest, "Ben: Ben thinks otherwise.");
}

fn group_on(data: &Path, id: &str, input: &str) -> String {
    let path = data.to_string_lossy().into_owned();
    let ran = run(data, &["resume", id, "--plain", "--data", &path], input);
    ran.out
}

#[test]
fn it_can_be_dropped_added_to_and_nobody_else_gets_it() {
    let data = TempDir::new().unwrap();
    studied(data.path());
    let input = "\n\n/drop\nAnn anew.\n\nBen.\n\n\n/quit\n";
    let out = group(data.path(), &["--people", "Ann, Ben"], input);
    has!(out, "Ann: Ann anew.");
    let others = group(
        data.path(),
        &["--people", "Annika, Ben"],
        "\n\nx\n\ny\n\n/quit\n",
    );
    lacks!(others, "studying alone");
    lacks!(others, "Ann alone thinks so.");
}

#[test]
fn from_another_computer_it_is_brought_as_a_file_and_its_writer_is_there() {
    let (theirs, ours) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    studied(theirs.path());
    fs::write(ours.path().join("bridge.md"), CASE).unwrap();
    let journals = fs::read_dir(theirs.path().join("sessions")).unwrap();
    let mut journals = journals.map(|file| file.unwrap().path());
    let journal = journals
        .find(|path| path.extension().is_some_and(|end| end == "jsonl"))
        .unwrap();
    let stick = ours.path().join("ann.jsonl");
    fs::copy(journal, &stick).unwrap();
    let bring = ["--bring", &stick.to_string_lossy(), "--people", "Ben"].map(str::to_owned);
    let bring: Vec<_> = bring.iter().map(String::as_str).collect();
    let out = group(ours.path(), &bring, "\n\nBen.\n\n\n\n/quit\n");
    has!(out, "You answered this studying alone");
    has!(out, "Ann: Ann alone thinks so.");
    fs::write(ours.path().join("none.jsonl"), "{}\n").unwrap();
    let path = ours.path().to_string_lossy().into_owned();
    let ran = run(
        ours.path(),
        &["run", "bridge.md", "--bring", "none.jsonl", "--data", &path],
        "",
    );
    assert_eq!(ran.code, 1, "{}", ran.out);
    has!(ran.err, "nothing to bring");
}

#[test]
fn other_options_make_it_another_answer() {
    let data = TempDir::new().unwrap();
    studied(data.path());
    let edited = CASE.replace("- ( ) Ask\n", "");
    fs::write(data.path().join("bridge.md"), edited).unwrap();
    let input = "\n\n\nBen.\n\n\n\n\n\n/quit\n";
    let out = group(data.path(), &["--people", "Ann, Ben"], input);
    assert_eq!(out.matches("studying alone").count(), 1, "{out}");
    has!(out, "Question 2 of 2");
}

#[test]
fn on_the_full_screen_only_its_writer_sees_it_and_enter_begins_with_it() {
    let data = Arc::new(TempDir::new().unwrap());
    studied(data.path());
    let arguments = ["run", "bridge.md", "--people", "Ann, Ben"];
    let mut desk = Terminal::start_in(Arc::clone(&data), &arguments, (80, 24));
    desk.wait("[Enter] begin");
    desk.goes(&[
        ("\r", "left of"),
        ("\r", "next: Ann"),
        ("\r", "Ann, press Enter"),
    ]);
    let before = String::from_utf8_lossy(&desk.bytes).into_owned();
    assert!(!before.contains("alone thinks"));
    desk.press("\r");
    desk.wait("Ann, you answered this studying alone, on ");
    desk.wait("Ann alone thinks so.");
    desk.goes(&[
        ("\r", "4 words"),
        (" More.", "5 words"),
        ("\x13", "Ben, press Enter"),
    ]);
    lacks!(desk.text(), "alone thinks");
    desk.goes(&[
        ("\r", "0 words"),
        ("No.", "1 word"),
        ("\x13", "All is in"),
        ("n", "Ann alone thinks so. More."),
    ]);
}

#[test]
fn whoever_sits_down_before_it_is_found_gets_it_unless_they_write_by_then() {
    for typed in [false, true] {
        let mut rig = Rig::new(open(), "think-share", &["Ann", "Ben"], (80, 24));
        rig.keys("Enter Enter");
        if typed {
            rig.types("anew");
        }
        let view = rig.view();
        let found = Brought {
            name: Clean::new("Ann"),
            question: view.question.as_ref().unwrap().prompt.id.clone(),
            answer: Answer {
                value: Value::Text(Clean::new("Found late.")),
                reason: Clean::default(),
            },
            at: Wall(0),
        };
        rig.screens.bring(vec![found], &view);
        let screen = rig.screen();
        assert_eq!(screen.contains("Found late."), !typed, "{screen}");
        assert_eq!(screen.contains("anew"), typed, "{screen}");
    }
}

#[test]
fn what_was_picked_last_time_is_told_in_the_words_of_then() {
    let data = TempDir::new().unwrap();
    studied(data.path());
    let edited = CASE.replace("- ( ) Ask\n- ( ) Wait\n", "- ( ) Run\n- ( ) Hide\n");
    fs::write(data.path().join("bridge.md"), edited).unwrap();
    let path = data.path().to_string_lossy().into_owned();
    let study = ["study", "bridge.md", "--plain", "--again", "--data", &path];
    let ran = run(data.path(), &study, "\nOne.\n\n\n\n\n\n\n1\n\n\n/quit\n");
    let told = |line: &str| line.starts_with("What you wrote last time") && line.contains(": Wait");
    assert!(ran.out.lines().any(told), "{}", ran.out);
}
