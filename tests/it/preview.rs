//! `roundtable preview` in a terminal: the case as the group will see it, again when it changes.

use std::{fs, os::unix::fs::PermissionsExt, sync::Arc};

use roundtable::tui::editor::outside::open_at;
use tempfile::TempDir;

use crate::{door::run, pty::Terminal};

#[test]
fn a_change_is_shown_with_its_advice_and_hidden_text_never() {
    let data = Arc::new(TempDir::new().unwrap());
    let path = data.path().join("case.md");
    fs::write(
        &path,
        "# First title\n\nText.\n\n## Questions\n\n1. Why?\n\nModel answer: SECRET\n",
    )
    .unwrap();
    let mut terminal = Terminal::start_in(Arc::clone(&data), &["preview", "case.md"], (110, 30));
    terminal.wait("First title");
    terminal.wait("Kept back: 1 model answer.");
    terminal.wait("Nothing to mend.");
    // As most editors save: a new file in place of the old one.
    let new = data.path().join("new");
    fs::write(&new, "# Second title\n\n### 1. Which?\n\n- ( ) this\n").unwrap();
    fs::rename(&new, &path).unwrap();
    terminal.wait("Second title");
    terminal.wait("There is only one");
    // What cannot be read now leaves what was there.
    fs::write(&path, "\0").unwrap();
    terminal.wait("The file is not a text");
    terminal.wait("Second title");
    fs::remove_file(&path).unwrap();
    terminal.wait("The case cannot be");
    fs::write(&path, "# Third title\n\n### 1. Why?\n").unwrap();
    terminal.wait("Third title");
    terminal.wait("Nothing to mend.");
    terminal.press("q");
    assert_eq!(terminal.ended(), 0);
    let written = String::from_utf8_lossy(&terminal.bytes).into_owned();
    assert!(!written.contains("SECRET"));
}

#[test]
fn what_cannot_be_previewed_is_told_before_anything_is_drawn() {
    let folder = TempDir::new().unwrap();
    let ran = run(folder.path(), &["preview", "gone.md"], "");
    assert_eq!(ran.code, 1);
    has!(ran.err, "The case cannot be read");
}

#[test]
fn editors_are_told_the_line_as_they_want_it() {
    let folder = TempDir::new().unwrap();
    for (name, wanted) in [
        ("nano", "+7\ncase file.md\n"),
        ("code", "--wait\n--goto\ncase file.md:7\n"),
        ("hx", "case file.md:7\n"),
        // A path with blanks is one program, and not three words.
        ("my own editor", "+7\ncase file.md\n"),
    ] {
        let editor = folder.path().join(name);
        let log = folder.path().join(format!("{name}.log"));
        fs::write(
            &editor,
            format!("#!/bin/sh\nprintf '%s\\n' \"$@\" > '{}'\n", log.display()),
        )
        .unwrap();
        fs::set_permissions(&editor, fs::Permissions::from_mode(0o755)).unwrap();
        open_at(editor.as_os_str(), "case file.md".as_ref(), 7).unwrap();
        assert_eq!(fs::read_to_string(log).unwrap(), wanted, "{name}");
    }
    let gone = folder.path().join("gone");
    assert!(open_at(gone.as_os_str(), "x".as_ref(), 1).is_err());
}

#[test]
fn an_editor_may_have_arguments_and_quotation_marks_and_one_that_is_not_there_is_named() {
    let folder = TempDir::new().unwrap();
    let editor = folder.path().join("an editor");
    let log = folder.path().join("log");
    let script = format!("#!/bin/sh\nprintf '%s\\n' \"$@\" > '{}'\n", log.display());
    fs::write(&editor, script).unwrap();
    fs::set_permissions(&editor, fs::Permissions::from_mode(0o755)).unwrap();
    let command = format!("'{}' --plain 'two words'", editor.display());
    open_at(command.as_ref(), "x.md".as_ref(), 3).unwrap();
    let given = fs::read_to_string(log).unwrap();
    assert_eq!(given, "--plain\ntwo words\n+3\nx.md\n");
    let error = open_at("no-such-editor".as_ref(), "x".as_ref(), 1).unwrap_err();
    assert_eq!(error.to_string(), "There is no editor “no-such-editor”");
}

#[test]
fn a_case_is_previewed_by_its_title_and_what_is_said_is_said_whole_and_not_for_good() {
    let data = Arc::new(TempDir::new().unwrap());
    let cases = data.path().join("cases");
    fs::create_dir_all(&cases).unwrap();
    let path = cases.join("z.md");
    fs::write(&path, "# The late ferry\n\n### 1. Why?\n").unwrap();
    let editor = ("EDITOR", "an-editor-with-a-very-long-name-that-is-nowhere");
    let words = ["preview", "the late ferry"];
    let mut terminal = Terminal::start_with(Arc::clone(&data), &words, (60, 20), &[editor]);
    terminal.wait("The late ferry");
    terminal.press("e");
    terminal.wait("There is no editor");
    terminal.wait("Open it now in the program");
    terminal.press("\x1b");
    terminal.wait_until("it is put away", |screen| !screen.contains("Open it now"));
    fs::write(&path, "# The later ferry\n\n### 1. Why?\n").unwrap();
    terminal.wait("The later ferry");
    lacks!(terminal.text(), "no editor");

    let mut terminal = terminal.again(&["preview", "six-parcels"]);
    terminal.wait("Six Parcels");
    terminal.press("e");
    terminal.wait("there is no file to edit");
}
