//! The real binary from outside: arguments, exit codes, bad input, and what it says to it.

use std::{
    ffi::OsStr,
    fs::{self, File},
    io::{Write, pipe},
    os::unix::{ffi::OsStrExt, fs::PermissionsExt},
    path::Path,
    process::{Command, Stdio},
};

use rustix::fs::{CWD, FileType, Mode, mknodat};
use tempfile::TempDir;

use crate::pty::binary;

/// What came of a run.
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// The binary with a data folder of its own and no other surroundings.
pub(crate) fn command<S: AsRef<OsStr>>(folder: &Path, arguments: &[S]) -> Command {
    let mut command = Command::new(binary());
    command
        .args(arguments)
        .current_dir(folder)
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("HOME", folder)
        .env("ROUNDTABLE_DATA", folder.join("data"))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// Runs the binary in a folder with that text on its standard input.
pub(crate) fn run<S: AsRef<OsStr>>(folder: &Path, arguments: &[S], input: &str) -> Ran {
    ran(command(folder, arguments), input)
}

/// Runs a command to its end with that text on its standard input.
pub(crate) fn ran(mut command: Command, input: &str) -> Ran {
    let mut child = command.stdin(Stdio::piped()).spawn().unwrap();
    // It may have gone before it has read all of it.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let output = child.wait_with_output().unwrap();
    Ran {
        code: output.status.code().expect("it ends by itself"),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// The same by a user who may not read everything: by another one, where root tests.
fn run_as_nobody(folder: &Path, arguments: &[&str]) -> Ran {
    if !rustix::process::geteuid().is_root() {
        return run(folder, arguments, "");
    }
    // Nobody has to come by the program and the folder.
    let own = folder.join("program");
    // Written by us it would be busy as long as another test starts a program meanwhile.
    let copied = Command::new("cp").arg(binary()).arg(&own).status();
    assert!(copied.unwrap().success());
    for path in [folder, &own] {
        fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
    }
    let nobody = ["--reuid=65534", "--regid=65534", "--clear-groups", "--"];
    let output = command(folder, arguments)
        .get_args()
        .fold(Command::new("setpriv").args(nobody).arg(&own), Command::arg)
        .current_dir(folder)
        .env("HOME", folder)
        .env("ROUNDTABLE_DATA", folder.join("data"))
        .output()
        .expect("root needs setpriv to be somebody else");
    Ran {
        code: output.status.code().expect("it ends by itself"),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

impl Ran {
    /// It ended with that code, said that on standard error, and did not panic.
    #[track_caller]
    pub(crate) fn ends(&self, code: i32, says: &str) {
        assert_eq!(self.code, code, "{}{}", self.out, self.err);
        assert!(self.err.contains(says), "{says:?} is not in {}", self.err);
        lacks!(self.err, "panicked");
    }
}

fn folder() -> TempDir {
    TempDir::new().unwrap()
}

const SMALL: &str = "# Small\n\nA text.\n\n## Questions\n\n1. Why?\n";

#[test]
fn help_is_there_for_every_command() {
    let folder = folder();
    let help = run(folder.path(), &["--help"], "");
    assert_eq!(help.code, 0);
    for command in [
        "run",
        "resume",
        "sessions",
        "report",
        "show",
        "verify",
        "protocols",
        "completions",
        "man",
    ] {
        assert!(help.out.contains(command), "{command}");
        let own = run(folder.path(), &[command, "--help"], "");
        assert_eq!(own.code, 0);
        has!(own.out, "Usage");
    }
    assert!(
        !folder.path().join("data").exists(),
        "help leaves nothing behind"
    );
}

#[test]
fn completions_and_the_man_page_come_from_the_same_table() {
    let folder = folder();
    for arguments in [
        ["completions", "bash"].as_slice(),
        &["completions", "zsh"],
        &["completions", "fish"],
        &["man"],
    ] {
        let ran = run(folder.path(), arguments, "");
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert!(
            ran.out.contains("protocols") && ran.out.contains("theme"),
            "{arguments:?}"
        );
    }
}

#[test]
fn wrong_use_is_told_from_failure() {
    let folder = folder();
    fs::write(folder.path().join("small.md"), SMALL).unwrap();
    for (arguments, code, says) in [
        (["frobnicate"].as_slice(), 2, "frobnicate"),
        (&["run"], 2, "CASE"),
        (&["report"], 2, "SESSION"),
        (&["run", "small.md", "--protocol", "nope"], 2, "think-share"),
        (&["run", "small.md", "--case", "3"], 2, "no case 3"),
        (&["run", "small.md", "--theme", "pink"], 2, "pink"),
        (&["sessions", "--cases", "nowhere"], 2, "no such folder"),
        (&["protocols", "nope"], 2, "think-share"),
        (&["run", "nope"], 1, "six-parcels"),
        (&["resume"], 1, "no unfinished session"),
        (&["resume", "nope"], 1, "no such session"),
        (&["report", "nope"], 1, "no such session"),
        (&["verify", "nope"], 1, ""),
    ] {
        run(folder.path(), arguments, "").ends(code, says);
    }
}

#[test]
fn without_a_terminal_it_says_so() {
    let folder = folder();
    run(folder.path(), &[] as &[&str], "").ends(2, "--plain");
    fs::write(folder.path().join("small.md"), SMALL).unwrap();
    let ran = run(folder.path(), &["run", "small.md"], "");
    ran.ends(0, "as with --plain");
    has!(ran.out, "Small");
}

#[test]
fn what_was_typed_never_reaches_the_terminal_raw() {
    let folder = folder();
    let evil = "\u{1b}]0;gone\u{7}\u{1b}[31m\u{202e}";
    for arguments in [
        [evil].as_slice(),
        &["run", evil],
        &["show", &format!("{evil}.md")],
        &["resume", evil],
        &["report", evil],
        &["protocols", evil],
        &["run", "small.md", "--people", &format!("{evil}.txt")],
    ] {
        let ran = run(folder.path(), arguments, "");
        assert_ne!(ran.code, 0);
        for text in [&ran.out, &ran.err] {
            let raw = text.contains(['\u{1b}', '\u{7}', '\u{202e}']);
            assert!(!raw, "{arguments:?}: {text:?}");
        }
    }
}

#[test]
fn a_closed_pipe_is_success() {
    let folder = folder();
    fs::write(folder.path().join("small.md"), SMALL).unwrap();
    for arguments in [
        ["--help"].as_slice(),
        &["man"],
        &["completions", "bash"],
        &["protocols"],
        &["sessions"],
        &["show", "small.md"],
        &["show", "small.md", "--json"],
        &["run", "small.md", "--people", "Ann"],
    ] {
        let (reader, writer) = pipe().unwrap();
        drop(reader);
        let mut command = command(folder.path(), arguments);
        command.stdin(Stdio::null()).stdout(writer);
        let output = command.output().unwrap();
        let err = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {err}");
        lacks!(err, "panicked");
    }
}

/// Files that are no cases, and what is said of each, by `show` and `run` alike.
#[test]
fn what_is_no_case_is_told_and_what_to_do() {
    let folder = folder();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("empty.md"), "").unwrap();
    fs::write(at("blank.md"), " \n\t\n").unwrap();
    fs::write(at("binary.md"), [0_u8, 159, 146, 150].repeat(100)).unwrap();
    fs::create_dir(at("folder")).unwrap();
    File::create(at("huge.md"))
        .unwrap()
        .set_len(100 << 20)
        .unwrap();
    fs::write(at("long.md"), "word ".repeat(1 << 18)).unwrap();
    mknodat(
        CWD,
        at("pipe.md"),
        FileType::Fifo,
        Mode::from_raw_mode(0o600),
        0,
    )
    .unwrap();
    std::os::unix::fs::symlink(at("nowhere"), at("link.md")).unwrap();
    let odd = OsStr::from_bytes(b"odd-\xff.md");
    for (file, says) in [
        (OsStr::new("missing.md"), "Check the name"),
        (OsStr::new("empty.md"), "is empty"),
        (OsStr::new("blank.md"), "is empty"),
        (OsStr::new("binary.md"), "not a text"),
        (OsStr::new("folder"), "is a folder"),
        (OsStr::new("huge.md"), "too long"),
        (OsStr::new("long.md"), "too long"),
        (OsStr::new("pipe.md"), "no regular file"),
        (OsStr::new("link.md"), "cannot be read"),
        (odd, "cannot be read"),
    ] {
        for verb in ["show", "run"] {
            let ran = run(folder.path(), &[OsStr::new(verb), file], "");
            ran.ends(1, says);
            has!(ran.err, "Where: ");
            has!(ran.err, "What to do: ");
        }
    }
    assert!(!folder.path().join("data").exists(), "nothing was begun");
}

#[test]
fn a_file_whose_name_is_no_unicode_can_be_run() {
    let folder = folder();
    let odd = OsStr::from_bytes(b"odd-\xff.md");
    let made = fs::write(folder.path().join(odd), SMALL);
    if cfg!(target_os = "macos") {
        // There a file's name is Unicode.
        return;
    }
    made.unwrap();
    let ran = run(folder.path(), &[OsStr::new("show"), odd], "");
    assert_eq!(ran.code, 0, "{}", ran.err);
}

#[test]
fn an_unreadable_file_is_told() {
    let folder = folder();
    let path = folder.path().join("closed.md");
    fs::write(&path, SMALL).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    let ran = run_as_nobody(folder.path(), &["show", "closed.md"]);
    ran.ends(1, "closed.md");
    ran.ends(1, "Change its permissions");
    // And it keeps nobody from the others of its folder.
    fs::create_dir(folder.path().join("both")).unwrap();
    fs::rename(&path, folder.path().join("both/closed.md")).unwrap();
    fs::write(folder.path().join("both/open.md"), SMALL).unwrap();
    let ran = run_as_nobody(folder.path(), &["check", "both"]);
    has!(ran.out, "both/closed.md");
    has!(ran.out, "2 files: 1 error");
}

/// Documents with something missing run all the same, and `show` says what to mend.
#[test]
fn what_a_case_lacks_is_told_and_made_up_for() {
    let folder = folder();
    let without_title = "## Questions\n\n1. Why?\n";
    let doubled = "# T\n\n## Questions\n\n### 1. Why? {#a}\n\n### 2. Who? {#a}\n";
    let one_option = "# T\n\n## Questions\n\n### 1. Pick?\n\n- ( ) only this\n";
    for (name, text, says, runs) in [
        (
            "no-title.md",
            without_title,
            "There is no title",
            "no-title",
        ),
        (
            "no-question.md",
            "# T\n\nJust a text.\n",
            "no question",
            "What? So what? Now what?",
        ),
        (
            "doubled.md",
            doubled,
            "Another question has the id",
            "2 questions",
        ),
        (
            "one-option.md",
            one_option,
            "only one option",
            "1 question.",
        ),
    ] {
        fs::write(folder.path().join(name), text).unwrap();
        let shown = run(folder.path(), &["show", name], "");
        assert_eq!(shown.code, 0, "{}", shown.err);
        assert!(shown.out.contains(says), "{says:?} is not in {}", shown.out);
        let ran = run(
            folder.path(),
            &["run", name, "--plain", "--people", "Ann"],
            "yes\n\n",
        );
        ran.ends(0, "");
        assert!(ran.out.contains(runs), "{runs:?} is not in {}", ran.out);
    }
}

#[test]
fn who_is_here_is_looked_at_before_anything_begins() {
    let folder = folder();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("small.md"), SMALL).unwrap();
    let names = |count: usize| {
        let names: Vec<_> = (1..=count).map(|at| format!("P{at}")).collect();
        names.join("\n")
    };
    fs::write(at("301.txt"), names(301)).unwrap();
    fs::write(at("nobody.txt"), "\n\n").unwrap();
    fs::write(at("binary.txt"), b"a\0\0b\0\0\0c").unwrap();
    for (people, code, says) in [
        ("", 2, "no name"),
        (" , ,", 2, "no name"),
        ("nobody.txt", 2, "no name"),
        ("301.txt", 2, "301 names; 300 people are the most"),
        ("Ann, Ben, ann", 2, "“ann” is on the list twice"),
        ("Ann, ???", 2, "“???” is no name"),
        ("missing.txt", 1, "no such list"),
        ("binary.txt", 1, "not a text"),
    ] {
        let arguments = ["run", "small.md", "--plain", "--people", people];
        run(folder.path(), &arguments, "").ends(code, says);
    }
    assert!(!at("data").exists(), "nothing was begun");
    fs::write(at("300.txt"), names(300)).unwrap();
    let ran = run(
        folder.path(),
        &["run", "small.md", "--people", "300.txt"],
        "",
    );
    ran.ends(0, "");
    has!(ran.out, "300 people are here");
}

#[test]
fn sessions_are_listed_found_and_told_apart() {
    let folder = folder();
    let at = folder.path();
    fs::write(at.join("small.md"), SMALL).unwrap();
    let none = run(at, &["sessions"], "");
    has!(none.out, "no session yet");
    for people in ["Ann", "Ben"] {
        run(at, &["run", "small.md", "--people", people], "\n").ends(0, "");
    }
    let json = run(at, &["sessions", "--json"], "");
    let list: Vec<serde_json::Value> = serde_json::from_str(&json.out).unwrap();
    assert_eq!(list.len(), 2);
    assert_eq!(list[0]["people"][0], "Ben", "the newest first");
    let id = list[1]["id"].as_str().unwrap();
    let short = id.rsplit('-').next().unwrap();
    let path = list[1]["path"].as_str().unwrap();
    for name in [id, short, path] {
        let report = run(at, &["report", name], "");
        assert_eq!(report.code, 0, "{}", report.err);
        has!(report.out, "Who was there: Ann");
    }
    // Both are of the case of that title: they are listed, and neither is taken.
    for name in ["small", "SMALL"] {
        let both = run(at, &["report", name], "");
        both.ends(1, "More than one");
        has!(both.err, id);
    }
    // Without a name the newest unfinished one goes on.
    let ran = run(at, &["resume"], "/who\n/quit\n");
    has!(ran.out, "Ben");
}

#[test]
fn a_report_is_never_written_over_a_file() {
    let folder = folder();
    let at = folder.path();
    fs::write(at.join("small.md"), SMALL).unwrap();
    run(at, &["run", "small.md", "--people", "Ann"], "\n").ends(0, "");
    let write = ["report", "small", "-o", "out.md"];
    run(at, &write, "").ends(0, "Written to");
    fs::write(at.join("out.md"), "mine").unwrap();
    run(at, &write, "").ends(1, "left as it is");
    assert_eq!(fs::read_to_string(at.join("out.md")).unwrap(), "mine");
    let json = run(at, &["report", "small", "--format", "json"], "");
    let report: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!(report["case"]["title"], "Small");
    let both = ["report", "small", "small", "--format", "json"];
    let json = run(at, &both, "");
    let reports: Vec<serde_json::Value> = serde_json::from_str(&json.out).unwrap();
    assert_eq!(reports.len(), 2);
}

#[test]
fn a_damaged_session_is_a_fault_that_was_found() {
    let folder = folder();
    let at = folder.path();
    fs::write(at.join("small.md"), SMALL).unwrap();
    run(
        at,
        &["run", "small.md", "--people", "Ann, Ben"],
        "\n\nhers\n\nhis\n\n",
    )
    .ends(0, "");
    let sound = run(at, &["verify", "small"], "");
    sound.ends(0, "");
    assert!(sound.out.starts_with("ok"), "{}", sound.out);
    let mut journals = fs::read_dir(at.join("data/sessions")).unwrap().flatten();
    let journal = journals.find(|entry| entry.path().extension() == Some("jsonl".as_ref()));
    let journal = journal.unwrap().path();
    let text = fs::read_to_string(&journal).unwrap();
    fs::write(&journal, text.replacen("\"hers\"", "\"hens\"", 1)).unwrap();
    let damaged = run(at, &["verify", "small"], "");
    damaged.ends(1, "");
    has!(damaged.out, "DAMAGED");
    // What is intact is in the report, and what is not is told.
    let report = run(at, &["report", "small"], "");
    report.ends(0, "");
    has!(report.out, "About this record");
    // To look only is not to go on; to say yes is.
    let looks = run(at, &["resume", "small", "--plain"], "no\n/who\n");
    looks.ends(1, "");
    has!(looks.out, "takes over all that is intact");
    let goes_on = run(at, &["resume", "small", "--plain"], "yes\n/who\n");
    goes_on.ends(0, "");
    has!(goes_on.out, "Ann has not answered yet", "Ben has answered");
}

#[test]
fn an_empty_variable_is_no_folder() {
    let folder = folder();
    fs::write(folder.path().join("small.md"), SMALL).unwrap();
    let mut command = command(folder.path(), &["run", "small.md", "--people", "Ann"]);
    command.env("ROUNDTABLE_DATA", "").stdin(Stdio::null());
    assert!(command.status().unwrap().success());
    assert!(
        folder
            .path()
            .join(".local/share/roundtable/sessions")
            .is_dir()
    );
    assert!(!folder.path().join("sessions").exists());
}
