//! What whoever brings a document is told while they open it, mend it and check it: every place in
//! words that they find there, and nothing twice that they have decided.

use std::{fs, path::Path, sync::Arc};

use roundtable::{
    home::Home,
    library::{self, Loaded},
};
use tempfile::TempDir;

use crate::{door::run, pty::Terminal};

/// Nothing says what is asked, nor for whom the passages behind it are.
const DOUBTS: &str = "# The kiosk

Two people run a kiosk.

1. Who opens on Sunday?
2. What does the other say?

They have kept both keys since the lock was changed in May.

Nobody has asked the other one.
";

/// Everybody reads what stands under two headings that nobody knows.
const HEADINGS: &str = "# The kiosk

Two people run a kiosk.

## Questions

1. Who opens on Sunday?

## Seen from the till

The lock was changed in May, and nobody was told.

## Seen from the yard

There is a second door, and it is never locked.
";

/// A guide in nobody's words of ours: all of it but what is asked is for whoever leads.
const GUIDE: &str = "# Instructor guide

Keep the group small. Do not tell them that the plan has failed.

## Questions

1. What would you do first?
2. And then?
";

/// The same kiosk as a page of another program.
fn page() -> String {
    let text = DOUBTS.replace("# The kiosk", "<h1>The kiosk</h1>");
    let blocks = text
        .split("\n\n")
        .map(|block| match block.starts_with('<') {
            true => block.to_owned(),
            false => format!("<p>{}</p>", block.replace('\n', "</p><p>")),
        });
    format!("<html><body>{}</body></html>", blocks.collect::<String>())
}

fn with(name: &str, text: &str) -> Arc<TempDir> {
    let data = Arc::new(TempDir::new().unwrap());
    fs::create_dir_all(data.path().join("cases")).unwrap();
    fs::write(data.path().join("cases").join(name), text).unwrap();
    data
}

fn loaded(data: &Path, name: &str) -> Loaded {
    let home = Home::find(Some(data.to_owned())).unwrap();
    let loaded = library::load(&data.join("cases").join(name)).unwrap();
    library::recall(loaded, &home).unwrap()
}

fn check(data: &Path, name: &str) -> String {
    let file = format!("cases/{name}");
    run(data, &["check", &file, "--data", "."], "").out
}

fn mending(data: &Arc<TempDir>) -> Terminal {
    let mut terminal = Terminal::start_in(Arc::clone(data), &[], (80, 24));
    terminal.wait("The kiosk");
    terminal.press("kiosk");
    terminal.wait_until("only it", |screen| !screen.contains("All Green"));
    terminal.press("\x12");
    terminal.wait("Show everything");
    terminal.press("\x1b[B\r");
    terminal.wait("how it was read");
    terminal
}

#[test]
fn no_doubt_is_passed_over_and_how_many_are_left_is_said() {
    let data = with("kiosk.md", HEADINGS);
    let mut terminal = mending(&data);
    let mut looked_at = 0;
    terminal.press("\t");
    terminal.wait(" to look at. ");
    while !terminal.text().contains("Nothing is in doubt any more.") {
        looked_at += 1;
        assert!(looked_at < 9, "{}", terminal.text());
        terminal.press("n");
        terminal.wait("Now a note for the facilitator: “");
        terminal.press("\t");
        terminal.wait_until("there or done", |screen| {
            let left = screen.contains(" to look at. ");
            left && !screen.contains("Now left") || screen.contains("any more.")
        });
    }
    assert!(looked_at > 1, "{}", terminal.text());
    // One key takes the last one back, wherever the cursor went meanwhile, and it is seen.
    terminal.press("gu");
    terminal.wait("Taken back: “");
    terminal.wait("1 of 1 to look at.");
}

#[test]
fn what_was_decided_is_called_so_and_not_scolded_again() {
    let data = with("kiosk.md", DOUBTS);
    let before = check(data.path(), "kiosk.md");
    has!(before, "in-plain-sight");
    let home = Home::find(Some(data.path().to_owned())).unwrap();
    let mut loaded = loaded(data.path(), "kiosk.md");
    loaded.decision.seen = true;
    library::remember(&loaded, &home).unwrap();
    let after = check(data.path(), "kiosk.md");
    lacks!(after, "in-plain-sight");
    has!(after, "as you decided when you opened");
    // Another content was not decided about.
    fs::write(
        data.path().join("cases/kiosk.md"),
        DOUBTS.replace("May", "June"),
    )
    .unwrap();
    has!(check(data.path(), "kiosk.md"), "in-plain-sight");
}

#[test]
fn places_are_told_by_words_where_no_line_is_found_by_its_number() {
    let data = with("kiosk.html", &page());
    for words in [
        check(data.path(), "kiosk.html"),
        run(
            data.path(),
            &["show", "cases/kiosk.html", "--data", "."],
            "",
        )
        .out,
        run(
            data.path(),
            &[
                "study",
                "cases/kiosk.html",
                "--plain",
                "--as",
                "Ann",
                "--data",
                ".",
            ],
            "/kept\n",
        )
        .out,
    ] {
        let numbered = |word: &str| {
            let mut behind = words.split(word).skip(1);
            behind.any(|rest| rest.starts_with(|letter: char| letter.is_ascii_digit()))
        };
        for word in ["line ", "lines ", "Line ", "Lines ", ".html:"] {
            assert!(!numbered(word), "{word}: {words}");
        }
    }
    has!(
        check(data.path(), "kiosk.html"),
        "“They have kept both keys"
    );
}

#[test]
fn a_guide_that_is_kept_back_as_a_whole_is_told_of_wherever_it_is_opened() {
    let data = with("guide.md", GUIDE);
    assert!(loaded(data.path(), "guide.md").is_asked());
    let words = ["run", "cases/guide.md", "--plain", "--data", "."];
    has!(run(data.path(), &words, "/leave\n").out, "kept back");
    let words = ["import", "cases/guide.md", "-o", "new.md", "--data", "."];
    let imported = run(data.path(), &words, "");
    has!(format!("{}{}", imported.out, imported.err), "kept back");
    let mut terminal = Terminal::start_in(Arc::clone(&data), &["run", "cases/guide.md"], (80, 24));
    terminal.wait("How this document was read");
    // In our own words nobody is asked.
    let ours = GUIDE.replace(
        "# Instructor guide\n\n",
        "# The plan\n\n## Facilitator notes\n\n",
    );
    let data = with("ours.md", &ours);
    assert!(!loaded(data.path(), "ours.md").is_asked());
}

#[test]
fn a_clean_copy_has_the_name_that_is_offered() {
    let data = with("kiosk.md", DOUBTS);
    fs::write(data.path().join("cases/kiosk (clean).md"), "# Another\n").unwrap();
    let mut terminal = mending(&data);
    terminal.press("s");
    terminal.wait("kiosk (clean)-2.md");
    terminal.press("\r");
    terminal.wait("Saved as");
    assert!(data.path().join("cases/kiosk (clean)-2.md").exists());
    assert_eq!(
        fs::read(data.path().join("cases/kiosk (clean).md")).unwrap(),
        b"# Another\n"
    );
}

#[test]
fn what_no_editor_writes_is_opened_in_its_own_program() {
    let data = with("kiosk.html", &page());
    let words = ["preview", "cases/kiosk.html"];
    let editor = ("EDITOR", "true");
    let mut terminal = Terminal::start_with(Arc::clone(&data), &words, (80, 24), &[editor]);
    terminal.wait("The kiosk");
    terminal.press("e");
    terminal.wait("in the program that it was made with");
    terminal.wait("Open it now");
}

/// In a low window it is said how far the lines go, and what was undone is seen though other lines
/// were held by it.
#[test]
fn lines_say_how_far_they_go_and_what_is_taken_back_is_gone_to() {
    let data = with("kiosk.md", HEADINGS);
    let mut terminal = Terminal::start_in(Arc::clone(&data), &[], (60, 15));
    terminal.wait("The kiosk");
    terminal.press("kiosk");
    terminal.wait_until("only it", |screen| !screen.contains("All Green"));
    terminal.press("\x12");
    terminal.wait("Show everything");
    terminal.press("\x1b[B\r");
    terminal.wait("▾");
    terminal.press("G");
    terminal.wait("▴");
    terminal.press("n");
    terminal.wait("Now a note for the facilitator");
    terminal.press("gu");
    terminal.wait("Taken back: “There is a second door");
}
