//! In lines: answers of several paragraphs, and text that comes where nobody writes.

use std::{fs, path::Path, sync::Arc};

use roundtable::{case::Value, journal::scan, session::Event};
use tempfile::TempDir;

use crate::{door::run, pty::Terminal};

const CASE: &str = "# The ferry\n\nIt leaves at noon.\n\n## Questions\n\n1. Who waits?\n\nModel answer: MODELWORDS here.\n";
const FIRST: &str = "The pilot waits, as he must.";
const SECOND: &str = "Nobody told the crew at the rail.";
const THIRD: &str = "So they cast off.";

fn folder() -> Arc<TempDir> {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("ferry.md"), CASE).unwrap();
    Arc::new(folder)
}

/// Answers in the journal, the oldest first: whose, and what.
fn answers(folder: &Path) -> Vec<(u32, String)> {
    let sessions = fs::read_dir(folder.join("sessions")).unwrap();
    let mut files = sessions.map(|file| file.unwrap().path());
    let journal = files.find(|file| file.extension().is_some_and(|end| end == "jsonl"));
    let entries = scan::file(&journal.unwrap()).unwrap().entries;
    let answered = entries.iter().filter_map(|entry| match &entry.event {
        Event::Answered { person, answer, .. } => match &answer.value {
            Value::Text(text) => Some((person.0, text.to_string())),
            _ => None,
        },
        _ => None,
    });
    answered.collect()
}

#[test]
fn a_second_paragraph_is_kept_and_its_empty_lines_go_nowhere() {
    let alone: &[&str] = &["study", "ferry.md", "--as", "Ann", "--plain"];
    let one: &[&str] = &["run", "ferry.md", "--people", "Ann", "--plain"];
    for words in [alone, one] {
        let folder = folder();
        let start = if words[0] == "run" { "\n\n" } else { "\n" };
        let input = format!("{start}{FIRST}\n\n{SECOND}\n\n\n\n\n{THIRD}\n\n\n");
        let ran = run(folder.path(), words, &input);
        let said = "Nobody is writing now. That text is kept as a draft, behind what Ann wrote";
        assert_eq!(ran.out.matches(said).count(), 1, "{}", ran.out);
        assert_eq!(
            ran.out.matches("an empty line does not go on").count(),
            1,
            "{}",
            ran.out
        );
        assert!(!ran.out.contains("MODELWORDS"), "{words:?}: {}", ran.out);
        let data = folder.path().join("data");
        assert_eq!(answers(&data), [(1, FIRST.to_owned())]);
        // It comes back as it was, behind the first, and is handed in whole.
        let next = if words[0] == "run" {
            "/answer Ann\n\n\n"
        } else {
            "/next\n/next\n/answer\n\n\n"
        };
        let again = run(folder.path(), &["resume", "--plain"], next);
        assert!(
            again
                .out
                .contains(&format!("A draft is kept here: {FIRST}\n\n{SECOND}\n")),
            "{}",
            again.out
        );
        let whole = answers(&data).pop().unwrap().1;
        for paragraph in [FIRST, SECOND, THIRD] {
            assert!(whole.contains(paragraph), "{whole}: {}", again.out);
        }
    }
}

#[test]
fn a_command_settles_it_and_an_empty_line_goes_on_again() {
    let folder = folder();
    let words = ["run", "ferry.md", "--people", "Ann", "--plain"];
    let input = format!("\n\n{FIRST}\n\n{SECOND}\n\n/next\n");
    let ran = run(folder.path(), &words, &input);
    has!(ran.out, "step 2 of 4: share");
    let input = format!("{SECOND}\n\n/who\n\n");
    let ran = run(folder.path(), &["resume", "--plain"], &input);
    has!(ran.out, "step 3 of 4: discuss");
}

#[test]
fn text_at_a_reading_is_kept_and_goes_nowhere() {
    let folder = folder();
    let words = ["run", "ferry.md", "--people", "Ann, Ben", "--plain"];
    let ran = run(folder.path(), &words, &format!("\n{SECOND}\n\n{THIRD}\n\n"));
    has!(ran.out, "That text is kept as a draft. /next goes on");
    lacks!(ran.out, "Who waits?");
    let again = run(
        folder.path(),
        &["resume", "--plain"],
        "/draft\n/drop\n/quit\n",
    );
    let (before, _) = again.out.split_once("/read shows again").unwrap();
    assert!(!before.contains(SECOND), "nobody asked for it: {before}");
    has!(again.out, &format!("{SECOND}\n\n{THIRD}"));
    has!(again.out, "is thrown away");
    let again = run(folder.path(), &["resume", "--plain"], "/quit\n");
    lacks!(again.out, SECOND);
}

#[test]
fn a_long_answer_holds_empty_lines() {
    let folder = folder();
    let words = ["run", "ferry.md", "--people", "Ann, Ben", "--plain"];
    let input =
        format!("\n\n/long\n{FIRST}\n\n{SECOND}\n\n\n/who\n{THIRD}\n\n/end\nBen's own.\n\n/quit\n");
    let ran = run(folder.path(), &words, &input);
    let prompt =
        "An empty line ends it. /long begins one that may hold empty lines, and /end ends it.";
    has!(ran.out, prompt);
    let whole = format!("{FIRST}\n\n{SECOND}\n\n\n{THIRD}");
    assert_eq!(
        answers(&folder.path().join("data")),
        [(1, whole), (2, "Ben's own.".to_owned())]
    );
}

#[test]
fn a_long_answer_that_is_not_ended_is_a_draft() {
    let folder = folder();
    let words = ["run", "ferry.md", "--people", "Ann, Ben", "--plain"];
    let ran = run(
        folder.path(),
        &words,
        &format!("\n\n/long\n{FIRST}\n\n{SECOND}\n"),
    );
    has!(ran.out, "What was typed last is kept as a draft.");
    let again = run(folder.path(), &["resume", "--plain"], "\n/quit\n");
    has!(again.out, "saved");
    assert_eq!(
        answers(&folder.path().join("data")),
        [(1, format!("{FIRST}\n\n{SECOND}"))]
    );
}

#[test]
fn what_is_pasted_into_a_terminal_is_one_answer() {
    let data = folder();
    let words = ["run", "ferry.md", "--people", "Ann, Ben", "--plain"];
    let mut desk = Terminal::start_in(Arc::clone(&data), &words, (100, 30));
    desk.wait("An empty line starts.");
    desk.press("\r");
    desk.wait("An empty line goes on.");
    desk.press("\r");
    desk.wait("Ann: write your answer.");
    desk.press(&format!("{FIRST}\r\r{SECOND}\r\r\r{THIRD}\r\r\r\r"));
    desk.wait("Ben: write your answer.");
    desk.press("Ben's own.\r\r");
    desk.wait("/answer NAME changes an answer.");
    let whole = format!("{FIRST}\n\n{SECOND}\n\n\n{THIRD}");
    assert_eq!(
        answers(data.path()),
        [(1, whole), (2, "Ben's own.".to_owned())]
    );
}
