//! A sheet for the classroom: from inside the program, and from a shell.

use std::{
    fs::{self, Permissions},
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    sync::Arc,
};

use roundtable::{
    case,
    report::html,
    session::Can,
    tui::{
        keys::{Action, Scope},
        palette::Palette,
    },
};
use tempfile::TempDir;

use crate::{door::run, phone_rig::wait, pty::Terminal};

/// Options, an answer, and a part that comes later.
const CASE: &str = "\
# Zinnia

The seedlings dried out over a long weekend.

## Questions

1. Who waters them first?
   - a) The pupils
   - b) The caretaker
   - c) Nobody at all

   Answer: b, since he has the KEYRING.

2. Order these.

## Part B: The LETTER

It came on Tuesday.

## Questions

3. What now?
";

/// A data folder with that case in it, and a stand-in for what opens pages.
fn garden() -> (Arc<TempDir>, String) {
    let data = Arc::new(TempDir::new().unwrap());
    fs::create_dir_all(data.path().join("cases")).unwrap();
    fs::write(data.path().join("cases/zinnia.md"), CASE).unwrap();
    let opener = data.path().join("xdg-open");
    let seen = data.path().join("seen");
    let script = format!("#!/bin/sh\necho \"$1\" >> '{}'\n", seen.display());
    fs::write(&opener, script).unwrap();
    fs::set_permissions(&opener, Permissions::from_mode(0o755)).unwrap();
    let path = std::env::var("PATH").unwrap();
    let path = format!("{}:{path}", data.path().display());
    (data, path)
}

/// The page that was opened as the so-manieth, counted from 1.
fn opened(data: &Path, number: usize) -> (PathBuf, String) {
    let seen = data.join("seen");
    let lines = || fs::read_to_string(&seen).unwrap_or_default();
    wait(|| lines().lines().count() >= number);
    let path = PathBuf::from(lines().lines().nth(number - 1).unwrap());
    let page = fs::read_to_string(&path).unwrap();
    (path, page)
}

#[test]
fn a_sheet_is_printed_from_the_library_and_from_how_it_was_read() {
    let (data, path) = garden();
    let reports = data.path().join("reports");
    fs::create_dir_all(&reports).unwrap();
    // What lies there already is somebody else's.
    fs::write(reports.join("zinnia-sheet.html"), "mine").unwrap();
    let around = [("PATH", path.as_str())];
    let mut terminal = Terminal::start_with(Arc::clone(&data), &[], (100, 30), &around);
    terminal.wait("Zinnia");
    terminal.goes(&[
        (":", "a plain word"),
        ("handout", "print a sheet for paper"),
        ("\r", "A sheet of “Zinnia” for paper"),
        ("\x1b", "study alone"),
    ]);
    // The last row is no case.
    terminal.press("\x1b[F\x04");
    terminal.wait("Choose a case to print first");
    terminal.press("\x1b[H\x04");
    terminal.wait("A sheet of “Zinnia” for paper");
    terminal.wait("later part 1 of 1");
    terminal.press("\r");
    terminal.wait("prints it");
    terminal.wait("zinnia-sheet-2.html");
    let (file, page) = opened(data.path(), 1);
    assert_eq!(file, reports.join("zinnia-sheet-2.html"));
    has!(page, "The caretaker");
    assert!(!page.contains("KEYRING") && !page.contains("LETTER"));
    assert_eq!(
        fs::read_to_string(reports.join("zinnia-sheet.html")).unwrap(),
        "mine"
    );

    terminal.press("\x04");
    terminal.wait("A sheet of “Zinnia” for paper");
    terminal.press("\x1b[B\r");
    let (_, page) = opened(data.path(), 2);
    assert!(page.contains("It came on Tuesday") && !page.contains("KEYRING"));

    // How it was read, which shows everything.
    terminal.goes(&[
        ("\x12", "Show everything"),
        ("\x1b[B\r", "how it was read"),
        ("P", "A sheet of “Zinnia” for paper"),
    ]);
    terminal.press("\r");
    // The very same sheet needs no second file.
    assert_eq!(opened(data.path(), 3).0, file);
    terminal.press("P");
    terminal.wait("A sheet of “Zinnia” for paper");
    terminal.press("\x1b[B\x1b[B\r");
    let (file, page) = opened(data.path(), 4);
    assert_eq!(file, reports.join("zinnia-sheet-facilitator.html"));
    assert!(page.contains("KEYRING") && page.contains("LETTER"));
    terminal.close();
}

#[test]
fn whoever_looks_for_paper_finds_it() {
    let words = "print sheet paper handout classroom pdf export page worksheet";
    let can = Can {
        hand_seat: true,
        ..Can::default()
    };
    for scope in [
        Scope::Library,
        Scope::Asking,
        Scope::Mending,
        Scope::Gather,
        Scope::Read,
        Scope::Discuss,
    ] {
        for word in words.split(' ') {
            let mut palette = Palette::new(scope);
            word.chars()
                .for_each(|letter| palette.type_letter(Some(letter)));
            let rows = palette.rows(&can);
            let found = rows.iter().any(|row| row.action == Action::Print);
            assert!(found, "{word} at {scope:?}");
        }
    }
}

#[test]
fn no_page_is_poured_over_a_terminal() {
    let data = Arc::new(TempDir::new().unwrap());
    let at = |name: &str| data.path().join(name);
    fs::write(at("case.md"), CASE).unwrap();
    let print = |arguments: &[&str], says: &str| {
        let mut terminal = Terminal::start_in(Arc::clone(&data), arguments, (80, 24));
        terminal.wait("prints it");
        assert_eq!(terminal.ended(), 0, "{}", terminal.text());
        let said = terminal.text();
        has!(said, &format!("Written to {says}"));
        assert!(!said.contains("<html") && !said.contains("<p"), "{said}");
        let text = fs::read_to_string(at(says)).unwrap();
        assert!(text.starts_with("<!doctype html>"), "{text:.80}");
        text
    };
    let sheet = print(&["print", "case.md"], "zinnia-sheet.html");
    assert!(!sheet.contains("KEYRING"));
    // It is another one by now: what was printed stays.
    fs::write(at("case.md"), CASE.replace("Tuesday", "Friday")).unwrap();
    print(
        &["print", "case.md", "--part", "1"],
        "zinnia-sheet-part-1.html",
    );
    fs::write(at("case.md"), CASE.replace("Nobody at all", "The rain")).unwrap();
    let second = print(&["print", "case.md"], "zinnia-sheet-2.html");
    assert!(second.contains("The rain"));
    assert_eq!(fs::read_to_string(at("zinnia-sheet.html")).unwrap(), sheet);
    let all = print(
        &["print", "case.md", "--facilitator"],
        "zinnia-sheet-facilitator.html",
    );
    assert!(all.contains("KEYRING"));
    let journal = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/journals/format-2.jsonl");
    print(
        &["report", journal, "--format", "html"],
        "format-2-report.html",
    );
    // Into a pipe it goes as it did.
    let piped = run(data.path(), &["print", "case.md"], "");
    assert!(piped.out.starts_with("<!doctype html>"), "{}", piped.err);
    assert!(!at("zinnia-sheet-3.html").exists());
}

#[test]
fn a_question_stays_with_its_options_which_have_boxes() {
    let document = case::read(CASE, "case.md");
    let page = html::sheet(&document.cases[0], false, None);
    let (_, rest) = page.split_once("class=\"whole\"").unwrap();
    let (first, _) = rest.split_once("class=\"lines").unwrap();
    let option = |name: &str| format!("<li><span class=\"box\"></span>{name}</li>");
    for has in [
        "Who waters them first?",
        &option("The pupils"),
        &option("The caretaker"),
        &option("Nobody at all"),
    ] {
        has!(first, has);
    }
    // Nothing that is kept whole ends before its last option.
    let (whole, _) = first.rsplit_once("</div>").unwrap();
    assert!(whole.contains("Nobody at all"), "{first}");
    assert_eq!(
        whole.matches("<div").count(),
        whole.matches("</div>").count()
    );
    assert!(
        page.contains(".whole{break-inside:avoid") || page.contains(".whole { break-inside: avoid")
    );
}

/// What is read once a question was asked may tell what its answer was, under whatever heading, and
/// with none.
#[test]
fn no_sheet_tells_what_is_read_behind_its_questions() {
    for (between, ending) in [
        ("", "## Wie es weiterging\n\nDer Zettel war vom ENDING."),
        (
            "## Later\n\nThe INJECT comes by radio.\n\n1. And now?\n2. And then?\n\n",
            "In the ENDING they sold.",
        ),
        (
            "",
            "### Exhibit 2: the ENDING\n\n| a | b |\n|---|---|\n| 1 | 2 |",
        ),
    ] {
        let text = format!(
            "# The note\n\nA note hangs there.\n\n1. Who wrote it?\n2. What do you do?\n\n{between}{ending}\n"
        );
        let document = case::read(&text, "note.md");
        let case = &document.cases[0];
        let stages = html::stages(case);
        let later: Vec<_> = (1..stages)
            .map(|part| html::sheet(case, false, Some(part)))
            .collect();
        let first = html::sheet(case, false, None);
        has!(
            first,
            "A note hangs there.",
            "Who wrote it?",
            "What do you do?"
        );
        lacks!(first, "ENDING", "INJECT", "And now?");
        let ends = later.last().expect("a later sheet");
        has!(ends, "ENDING", "Only when the group gets here");
        assert_eq!(
            later.iter().filter(|page| page.contains("ENDING")).count(),
            1
        );
        has!(
            html::sheet(case, true, None),
            "ENDING",
            "A note hangs there."
        );
    }
    // Questions one below the other share a sheet.
    let case = case::read("# T\n\nIt is so.\n\n1. Why?\n2. How?\n", "t.md").cases;
    assert_eq!(html::stages(&case[0]), 1);
}
