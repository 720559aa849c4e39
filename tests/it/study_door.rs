//! Study alone through the real program: interrupted and gone on with, nothing leaks, bad input.

use std::{fs, path::Path, sync::Arc};

use tempfile::TempDir;

use crate::{desk::until, door::run, pty::Terminal, study::CASE};

/// The model answer is on no way out of an unfinished session.
fn nothing_leaks(folder: &Path, out: &str) {
    lacks!(out, "MODEL");
    for arguments in [&["report", "s"][..], &["sessions"], &["progress"]] {
        let mut arguments = arguments.to_vec();
        if arguments[0] == "report" {
            arguments[1] = "the-bridge";
        }
        let ran = run(folder, &arguments, "");
        assert_eq!(ran.code, 0, "{}", ran.err);
        lacks!(ran.out, "MODEL");
    }
}

#[test]
fn interrupted_study_comes_back_to_the_same_place_with_the_text() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("bridge.md"), CASE).unwrap();
    let study = ["study", "bridge.md", "--plain"];
    let begun = run(folder.path(), &study, "Ann\n\n/mark 1 odd\n\nHalf an ans");
    assert_eq!(begun.code, 0, "{}", begun.err);
    has!(begun.out, "Who are you?");
    nothing_leaks(folder.path(), &begun.out);
    let again = run(folder.path(), &study, "wer\n\n\n/rate got it\n\n/quit\n");
    assert!(
        !again.out.contains("Who are you?"),
        "the name is kept: {}",
        again.out
    );
    has!(again.out, "Question 1 of 2");
    has!(again.out, "Half an ans");
    has!(again.out, "MODEL one decides");
    assert!(
        again
            .out
            .contains("Saved: got it. The question comes back on"),
        "{}",
        again.out
    );
    let report = run(folder.path(), &["report", "the-bridge"], "");
    has!(report.out, "in their own judgement: **got it**");
    let progress = run(folder.path(), &["progress"], "");
    has!(progress.out, "1 case begun, 0 done, 1 answer");
    let other = run(folder.path(), &["progress", "--as", "Ben"], "");
    has!(other.out, "0 cases begun");
    assert_eq!(
        fs::read_to_string(folder.path().join("bridge.md")).unwrap(),
        CASE
    );
}

#[test]
fn an_answer_of_64_kib_is_told_and_nothing_is_lost() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("bridge.md"), CASE).unwrap();
    let long = "word ".repeat(64 * 1024 / 5);
    let input = format!("\n\n{long}\n\n/drop\nshort\n\n/quit\n");
    let ran = run(
        folder.path(),
        &["study", "bridge.md", "--as", "Ann", "--plain"],
        &input,
    );
    assert_eq!(ran.code, 0, "{}", ran.err);
    has!(ran.out, "long");
    lacks!(ran.err, "panicked");
}

/// Whether a text lies in any whole file of the sessions' folder.
fn lies(data: &Path, text: &str) -> bool {
    let holds = |path: &Path| fs::read_to_string(path).is_ok_and(|all| all.contains(text));
    let files = fs::read_dir(data.join("sessions")).into_iter().flatten();
    let whole = |file: &fs::DirEntry| !file.file_name().to_string_lossy().starts_with('.');
    files
        .flatten()
        .any(|file| whole(&file) && holds(&file.path()))
}

#[test]
fn on_the_full_screen_one_writes_at_once_and_a_killed_program_keeps_the_text() {
    let data = Arc::new(TempDir::new().unwrap());
    let arguments = ["study", "all-green", "--as", "Ann"];
    let mut terminal = Terminal::start_in(Arc::clone(&data), &arguments, (100, 30));
    terminal.wait("READ");
    terminal.press("G\r");
    terminal.wait("0 words");
    terminal.press("my first thought");
    terminal.wait("3 words");
    until("the draft is on disk", || {
        lies(data.path(), "my first thought")
    });
    terminal.signal(9);
    terminal.ended();
    let mut terminal = terminal.again(&["study", "all-green"]);
    terminal.wait("a draft of yours was kept");
    terminal.wait("my first thought");
    // No clock counts down for one person; the offer can be left, and says the way back.
    lacks!(terminal.text(), "left of");
    terminal.press("\x1b");
    terminal.wait("Go on with your draft");
    has!(terminal.text(), "[Esc] leave");
    terminal.goes(&[
        ("\r", "a draft of yours was kept"),
        ("\r", "3 words"),
        ("\x13", "Your answer is saved"),
    ]);
    lacks!(terminal.text(), "stands still");
}

#[test]
fn no_key_and_no_line_shows_the_model_answer_before_an_answer_or_a_pass() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("bridge.md"), CASE).unwrap();
    let study = ["study", "bridge.md", "--plain", "--as", "Ann"];
    let ran = run(
        folder.path(),
        &study,
        "\n/back\n\n\n/next\n/skip\n/skip\n\n/quit\n",
    );
    lacks!(ran.out, "MODEL");
    has!(ran.out, "Write an answer first, or pass");
    // Leaving the question out shows nothing of it; passing does, and the record says so.
    let ran = run(folder.path(), &study, "/pass\n\n/quit\n");
    has!(ran.out, "MODEL one decides");

    let data = Arc::new(TempDir::new().unwrap());
    fs::write(data.path().join("bridge.md"), CASE).unwrap();
    let arguments = ["study", "bridge.md", "--as", "Ann"];
    let mut terminal = Terminal::start_in(Arc::clone(&data), &arguments, (80, 24));
    terminal.wait("READ");
    terminal.press("\r");
    terminal.wait("question 1 of 2");
    terminal.wait("0 words");
    terminal.goes(&[
        ("\x1b", "Write your answer"),
        // No key of a group's, such as one that skips, leads past it.
        ("ns", "Your answer"),
        ("\x1b", "Go on with your draft"),
    ]);
    let written = String::from_utf8_lossy(&terminal.bytes).into_owned();
    lacks!(written, "MODEL");
}

#[test]
fn in_lines_a_text_after_comparing_is_the_new_version() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("bridge.md"), CASE).unwrap();
    let study = ["study", "bridge.md", "--plain", "--as", "Ann"];
    let input =
        "\nFirst I thought so.\n\n\n\nNow I think\nanother way.\n\nIt asked who pays.\n\n/quit\n";
    let ran = run(folder.path(), &study, input);
    let sessions = fs::read_dir(folder.path().join("data/sessions")).unwrap();
    let kept = sessions
        .flatten()
        .filter_map(|file| fs::read_to_string(file.path()).ok());
    let kept: String = kept.collect();
    assert!(
        kept.contains("Now I think\\nanother way.") && kept.contains("It asked who pays."),
        "{kept} {}",
        ran.out
    );
    lacks!(ran.out, "Note 1");
}

#[test]
fn any_paragraph_can_be_marked_and_no_key_takes_a_note_away() {
    let data = Arc::new(TempDir::new().unwrap());
    let arguments = ["study", "six-parcels", "--as", "Ann"];
    let mut terminal = Terminal::start_in(Arc::clone(&data), &arguments, (100, 30));
    terminal.wait("READ");
    terminal.press("nnnn");
    terminal.goes(&[
        ("m", "¶5 is marked"),
        ("nM", "A note on ¶6"),
        ("who pays?\r", "▸¶6"),
        ("m", "is marked, with a note"),
        ("M", "who pays?"),
    ]);
    terminal.press(" And when?\r");
    terminal.wait_until("the note is in", |screen| !screen.contains("A note on"));
    // The name of whoever studies, and hints, are on the screen.
    terminal.press("G\r");
    terminal.wait("ANSWER");
    terminal.signal(9);
    terminal.ended();
    let path = data.path().to_string_lossy().into_owned();
    let progress = ["progress", "--format", "json", "--data", &path];
    let progress = run(data.path(), &progress, "");
    has!(progress.out, "who pays? And when?");
}

#[test]
fn a_note_on_a_paragraph_survives_a_kill_while_it_is_typed() {
    let data = Arc::new(TempDir::new().unwrap());
    let arguments = ["study", "six-parcels", "--as", "Ann"];
    let mut terminal = Terminal::start_in(Arc::clone(&data), &arguments, (100, 30));
    terminal.wait("READ");
    terminal.press("nM");
    terminal.wait("A note on ¶2");
    terminal.press("half a thought");
    until("the draft is on disk", || {
        lies(data.path(), "half a thought")
    });
    terminal.signal(9);
    terminal.ended();
    let mut terminal = terminal.again(&["study", "six-parcels"]);
    terminal.wait("READ");
    terminal.press("nM");
    terminal.wait("half a thought");
}
