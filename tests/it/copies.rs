//! Which session is gone on with where nobody names one, and commands as they have to be typed.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use roundtable::text::shell;
use tempfile::TempDir;

use crate::door::{Ran, run};

const CASE: &str = "# Small\n\nA text.\n\n## Questions\n\n1. Why?\n";

/// A session that was begun and left.
fn begun(folder: &Path, people: &str) -> PathBuf {
    fs::write(folder.join("small.md"), CASE).unwrap();
    let before = journals(folder);
    let arguments = ["run", "small.md", "--plain", "--people", people];
    let Ran { code, err, .. } = run(folder, &arguments, "\n\n/quit\n");
    assert_eq!(code, 0, "{err}");
    let mut after = journals(folder).into_iter();
    after.find(|path| !before.contains(path)).unwrap()
}

fn journals(folder: &Path) -> Vec<PathBuf> {
    let sessions = fs::read_dir(folder.join("data/sessions"))
        .into_iter()
        .flatten();
    let paths = sessions.map(|entry| entry.unwrap().path());
    paths
        .filter(|path| path.extension().is_some_and(|ending| ending == "jsonl"))
        .collect()
}

fn resume(folder: &Path) -> Ran {
    run(folder, &["resume", "--plain"], "/who\n/quit\n")
}

#[test]
fn a_copy_of_the_newest_session_is_never_taken_silently() {
    let folder = TempDir::new().unwrap();
    let path = begun(folder.path(), "Ann, Ben");
    let stem = path.file_stem().unwrap().to_str().unwrap();
    let copy = path.with_file_name(format!("{stem} (Eve's conflicted copy).jsonl"));
    fs::copy(&path, &copy).unwrap();
    let ran = resume(folder.path());
    assert_eq!(ran.code, 1, "{}", ran.out);
    let quoted = format!("roundtable resume '{stem} (Eve'\\''s conflicted copy)'");
    has!(ran.err, &quoted);
    has!(ran.err, &format!("roundtable resume {stem} "));
    // What it says can be typed.
    let name = format!("{stem} (Eve's conflicted copy)");
    let ran = run(folder.path(), &["resume", "--plain", &name], "/quit\n");
    assert_eq!(ran.code, 0, "{}", ran.err);
    has!(ran.out, &quoted);
    fs::remove_file(copy).unwrap();
    assert_eq!(resume(folder.path()).code, 0);
}

#[test]
fn a_session_that_was_taken_over_is_no_copy_and_not_gone_on_with() {
    let folder = TempDir::new().unwrap();
    let path = begun(folder.path(), "Ann, Ben");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replacen("\"Ann\"", "\"Amn\"", 1)).unwrap();
    let name = path.to_str().unwrap();
    let ran = run(folder.path(), &["resume", "--plain", name], "yes\n/quit\n");
    has!(ran.out, "-taken-over");
    let ran = resume(folder.path());
    assert_eq!(ran.code, 0, "{}", ran.err);
    has!(ran.out, "-taken-over");
    has!(ran.out, "Person 1 (name damaged)");
}

#[test]
fn a_session_from_the_future_is_passed_over_and_it_is_said() {
    let folder = TempDir::new().unwrap();
    let future = begun(folder.path(), "Ann, Ben");
    let head = future.with_extension("head");
    let text = fs::read_to_string(&head).unwrap();
    let (before, rest) = text.split_once("\"last_at\":\"20").unwrap();
    let (_, after) = rest.split_at(2);
    let dated = format!("{before}\"last_at\":\"2099{after}");
    fs::write(&head, &dated).unwrap();
    let alone = resume(folder.path());
    assert_eq!(alone.code, 0, "{}", alone.err);
    fs::write(&head, &dated).unwrap();
    begun(folder.path(), "Cem, Dee");
    let ran = resume(folder.path());
    has!(ran.out, "Cem");
    has!(ran.err, "yet to come");
    has!(ran.err, future.file_stem().unwrap().to_str().unwrap());
}

#[test]
fn a_name_that_is_typed_as_it_is_shown_stays_one_word() {
    for name in [
        "plain", "a b", "it's", "$HOME", "`id`", "a\"b", "-rf", "--help", "ä;ß", "a\\b", "*", "",
        "~", "#x", "!!",
    ] {
        let shown = shell(name);
        let script = format!("printf '%s|' x {shown}");
        let out = Command::new("sh").arg("-c").arg(script).output().unwrap();
        let expected = if name.starts_with('-') {
            format!("x|--|{name}|")
        } else {
            format!("x|{name}|")
        };
        assert_eq!(String::from_utf8(out.stdout).unwrap(), expected);
    }
}
