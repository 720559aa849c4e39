//! A case of one's own: opened by whatever path, for whom one likes, and there again the next
//! time; read to its end, marked and noted on.

use std::{fs, path::Path, sync::Arc};

use tempfile::TempDir;

use crate::{door::run, pty::Terminal};

const CASE: &str = "# Case Aylin\n\nAylin keeps the keys, and nobody asked her.\n\n## Questions\n\n1. Who asks her?\n";

/// A folder that is somebody's own, with a case under a name that has blanks.
fn owned() -> (Arc<TempDir>, String) {
    let folder = TempDir::new().unwrap();
    let within = folder.path().join("Uni WS26");
    fs::create_dir_all(&within).unwrap();
    fs::write(within.join("Case Aylin.txt"), CASE).unwrap();
    let own = folder.path().to_str().unwrap().to_owned();
    (Arc::new(folder), own)
}

fn library(data: &Arc<TempDir>, own: &str) -> Terminal {
    let mut desk = Terminal::start_with(Arc::clone(data), &[], (100, 30), &[("HOME", own)]);
    desk.wait("Choose a case");
    desk
}

#[test]
fn a_path_is_understood_in_all_the_ways_that_it_is_given() {
    let (data, own) = owned();
    let mut desk = library(&data, &own);
    let address = own.replace(' ', "%20");
    for typed in [
        "~/Uni WS26/Case Aylin.txt".to_owned(),
        "\"~/Uni WS26/Case Aylin.txt\"".to_owned(),
        "'~/Uni WS26/Case Aylin.txt' ".to_owned(),
        "~/Uni\\ WS26/Case\\ Aylin.txt ".to_owned(),
        format!("{own}/Uni\\ WS26/Case\\ Aylin.txt"),
        format!("file://{address}/Uni%20WS26/Case%20Aylin.txt"),
        format!("file://localhost{address}/Uni%20WS26/Case%20Aylin.txt"),
    ] {
        // Asked for, and typed or dropped where cases are looked for.
        desk.press("\x0f");
        desk.wait("Which file?");
        desk.press(&format!("{typed}\r"));
        desk.wait("Study it alone");
        desk.press("\x1b");
        desk.wait("Choose a case");
        desk.press(&typed);
        desk.wait("a file");
        desk.press("\r");
        desk.wait("Study it alone");
        desk.press("\x1b");
        // What was looked for is forgotten: the list is whole.
        desk.wait("Choose a case");
        desk.wait("Case Aylin");
    }
    // In lines too.
    let typed = format!("{own}/Uni\\ WS26/Case\\ Aylin.txt");
    let ran = run(
        data.path(),
        &["--plain"],
        &format!("study {typed}\nAda\n/quit\n"),
    );
    assert!(ran.out.contains("Aylin keeps the keys"), "{}", ran.out);
}

#[test]
fn a_path_that_leads_nowhere_is_there_to_be_mended() {
    let (data, own) = owned();
    let mut desk = library(&data, &own);
    desk.press("\x0f");
    desk.wait("Which file?");
    desk.press("~/Uni WS26/Case Aylin.tx\r");
    desk.wait("No such file");
    assert!(!desk.text().contains("os error"), "{}", desk.text());
    desk.press("t\r");
    desk.wait("Study it alone");
}

#[test]
fn whoever_opens_a_file_finds_what_lies_about_and_takes_it_off_the_list_again() {
    let (data, own) = owned();
    let own = Path::new(&own);
    fs::create_dir_all(own.join("Downloads/Week 3")).unwrap();
    fs::write(
        own.join("Downloads/ferry.txt"),
        "# The ferry\n\nIt is late.\n\n## Questions\n\n1. Who waits?\n",
    )
    .unwrap();
    fs::write(
        own.join("Downloads/Week 3/fern.txt"),
        "The fern\n\nWho cuts it?\n",
    )
    .unwrap();
    fs::write(own.join("Downloads/song.mp3"), "la").unwrap();
    let mut desk = library(&data, &own.to_string_lossy());
    desk.goes(&[("\x0f", "ferry.txt in ~/Downloads"), ("", "~/Downloads/")]);
    lacks!(desk.text(), "song.mp3");
    // A folder is looked into; a name is completed as far as all go on in the same way.
    desk.press("~/Down\t");
    desk.wait_until("what lies there", |screen| {
        screen.contains("Week 3/") && screen.contains("/Downloads/▏")
    });
    desk.goes(&[
        ("fe\t", "/Downloads/ferry.txt▏"),
        ("\r", "Run it with a group"),
    ]);
    // It lies in the list from then on, with the cursor on it; taken off, it stays where it is.
    desk.goes(&[
        ("\x1b[B\x1b[B\x1b[B\r", "▸ The ferry"),
        ("\x18", "off the list"),
    ]);
    desk.wait_until("it is gone", |screen| !screen.contains("The ferry"));
    assert!(own.join("Downloads/ferry.txt").exists());
    // By arrows alone.
    desk.goes(&[
        ("\x0f", "ferry.txt in ~/Downloads"),
        ("\x1b[B\r", "Run it with a group"),
    ]);
}

#[test]
fn what_was_opened_is_for_whom_one_says_and_in_the_list_the_next_time() {
    let (data, own) = owned();
    let mut desk = library(&data, &own);
    desk.press("parcels");
    desk.wait("1 match");
    desk.press("\x0f");
    desk.wait("Which file?");
    desk.press("~/Uni WS26/Case Aylin.txt\r");
    desk.wait("Run it with a group");
    desk.press("\x1b[B\r");
    desk.wait("Who are you?");
    desk.press("Ada\r");
    desk.wait("Aylin keeps the keys");
    desk.goes(&[
        ("\r", "Who asks her?"),
        ("I do.\x13", "Your answer is saved"),
    ]);
    desk.close();
    let mut desk = library(&data, &own);
    desk.wait("Case Aylin");
    desk.press("aylin");
    desk.wait("2 matches");
    // For a group too.
    desk.press("\x1b");
    desk.wait_until("all again", |screen| screen.contains("Choose a case, or"));
    desk.press("\x0f");
    desk.wait("Which file?");
    desk.press("~/Uni WS26/Case Aylin.txt\r");
    desk.wait("Run it with a group");
    desk.press("\r");
    desk.wait("Who is here");
    let lines = run(data.path(), &["--plain"], "/quit\n");
    assert!(!lines.out.contains("panicked"), "{}", lines.err);
}

#[test]
fn what_was_done_is_told_in_the_list() {
    let folder = TempDir::new().unwrap();
    let cases = folder.path().join("cases");
    fs::create_dir_all(&cases).unwrap();
    fs::write(cases.join("aylin.md"), CASE).unwrap();
    let data = folder.path().to_str().unwrap();
    let study = [
        "study",
        "cases/aylin.md",
        "--plain",
        "--as",
        "Ada",
        "--data",
        data,
    ];
    let ran = run(folder.path(), &study, "\nI do.\n\n\n\n/close\n");
    assert_eq!(ran.code, 0, "{}", ran.err);
    let data = Arc::new(folder);
    for (size, sign) in [((140, 40), "✓ done"), ((60, 15), "✓")] {
        let mut desk = Terminal::start_in(Arc::clone(&data), &[], size);
        desk.wait("Choose a case");
        desk.press("aylin");
        desk.wait("1 match");
        desk.wait_until(sign, |screen| {
            screen
                .lines()
                .any(|row| row.contains("Case Aylin") && row.contains(sign))
        });
    }
}

#[test]
fn a_slip_finds_and_what_is_nowhere_is_not_found() {
    let mut desk = Terminal::start(&[]);
    desk.wait("Choose a case");
    for slip in ["parcells", "parcles", "parcel", "pracels six"] {
        desk.press(slip);
        desk.wait_until(slip, |screen| {
            let first = screen.lines().find(|row| row.contains('▸'));
            first.is_some_and(|row| row.contains("Six Parcels"))
        });
        desk.press("\x1b");
        desk.wait("Choose a case");
    }
    for nowhere in ["xylophone", "qqq", "zebra stripes"] {
        desk.press(nowhere);
        desk.wait("Nothing matches");
        desk.press("\x1b");
        desk.wait("Choose a case");
    }
}

/// A text of several pages, with an exhibit.
fn long() -> String {
    let paragraph = "Aylin keeps the keys, and nobody asked her whether she wants to.";
    let text = vec![paragraph; 30].join("\n\n");
    format!(
        "# Keys\n\n{text}\n\nLAST WORDS.\n\n## Exhibit: A list\n\nOne key.\n\n## Questions\n\n1. Who asks her?\n"
    )
}

#[test]
fn alone_enter_leads_through_the_text_and_marks_and_notes_are_in_sight() {
    for size in [(60, 15), (80, 24), (140, 40)] {
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join("keys.md"), long()).unwrap();
        let path = folder.path().join("keys.md");
        let data = Arc::new(folder);
        let study = ["study", path.to_str().unwrap(), "--as", "Ada"];
        let mut desk = Terminal::start_in(data, &study, size);
        desk.wait("read on");
        desk.wait("mark ¶1");
        desk.wait("›");
        desk.press("m");
        desk.wait("M writes a note");
        desk.press("M");
        desk.wait("A note on ¶1");
        desk.wait("nobody asked her");
        desk.press("why her\r");
        desk.wait("✎ why her");
        let mut pages = 0;
        while !desk.text().contains("LAST WORDS") {
            let before = desk.text();
            desk.press("\r");
            desk.wait_until("another page", |screen| *screen != before);
            pages += 1;
            assert!(pages < 30, "{}", desk.text());
        }
        assert!(pages > 0);
        desk.wait("question 1");
        // An exhibit has no paragraphs to mark: nobody is offered to.
        desk.press("\t");
        desk.wait("One key");
        assert!(!desk.text().contains("mark ¶"), "{}", desk.text());
        desk.press("\x1b[Z");
        desk.wait("LAST WORDS");
        desk.press("\r");
        desk.wait("Who asks her?");
        desk.press("\x12");
        desk.wait("✎ why her");
        desk.press("\x1b");
        desk.wait("Who asks her?");
        // Back to the text, without a word of a report; and to the question at once.
        desk.press("\x1b");
        desk.wait("Write your answer");
        desk.press("\x0bstep before");
        desk.wait("back to the step before");
        desk.press("\r");
        desk.wait("READ");
        assert!(!desk.text().contains("the report says"), "{}", desk.text());
    }
}

/// Chooses the row that begins a case of one's own.
const WRITE: &str = "\x1b[F\x1b[A\x1b[A\r";

#[test]
fn a_new_case_is_written_in_the_editor_that_somebody_has() {
    let data = Arc::new(TempDir::new().unwrap());
    // The file comes last, behind the line where it is to be opened.
    let case = CASE.replace("Aylin keeps the keys", "It is LATE");
    let script = format!("while [ $# -gt 1 ]; do shift; done\ncat > \"$1\" <<'END'\n{case}END\n");
    fs::write(data.path().join("editor"), script).unwrap();
    let mut desk = Terminal::start_in(Arc::clone(&data), &[], (80, 24));
    desk.goes(&[("", "write a case of my own"), (WRITE, "It is LATE,")]);
    // It is shown as the group will see it, with its place, and lies in the list.
    desk.wait_until("its place", |screen| {
        screen
            .replace(['\n', ' '], "")
            .contains("cases/Acaseofmyown.md")
    });
    desk.goes(&[("q", "▸ Case Aylin")]);
}

#[test]
fn whoever_has_no_editor_hears_where_the_new_case_lies_and_what_to_do() {
    let data = Arc::new(TempDir::new().unwrap());
    let mut desk = Terminal::start_in(Arc::clone(&data), &[], (80, 24));
    desk.goes(&[
        ("", "write a case of my own"),
        (WRITE, "It lies at"),
        ("", "in Word or any editor"),
        ("\x1b[B\r", "It lies at"),
    ]);
    // The screen follows what is saved from elsewhere.
    let path = data.path().join("cases/A case of my own.md");
    fs::write(path, "# The ferry\n\nIt is LATE.\n").unwrap();
    desk.goes(&[("", "It is LATE."), ("q", "▸ The ferry")]);
}

#[test]
fn whoever_mends_what_they_had_begun_to_study_studies_it_as_it_is_now() {
    let data = Arc::new(TempDir::new().unwrap());
    fs::create_dir_all(data.path().join("cases")).unwrap();
    let text = CASE.replace("her.\n", "her.\n\nThe OTHER key hangs nowhere.\n");
    fs::write(data.path().join("cases/aylin.md"), text).unwrap();
    let words = ["study", "cases/aylin.md", "--as", "Ada"];
    let mut desk = Terminal::start_in(Arc::clone(&data), &words, (80, 24));
    desk.goes(&[
        ("", "Aylin keeps"),
        ("\r", "Who asks her?"),
        ("Nobody.", "Nobody."),
    ]);
    let mut desk = desk.again(&[]);
    desk.goes(&[
        ("", "GO ON"),
        ("\x1b[B", "▸ Case Aylin"),
        ("\x12", "Show everything"),
        ("\x1b[B\r", "1 question"),
        ("jjq", "2 questions"),
        ("\x1b", "▸ Case Aylin"),
        ("\x13", "was mended since you began to study it"),
        ("\r", "Aylin keeps"),
        ("\r", "0 words"),
    ]);
    // What was a line of the reading is the first question now.
    has!(desk.text(), "The OTHER key hangs nowhere.");
    lacks!(desk.text(), "Who asks her?");
}
