//! The house rules that any reader can check: short rooms, heads, nothing left for later.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::house::files;

pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}

pub(crate) fn complain(complaints: &[String]) {
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}

#[test]
fn rooms_are_short_and_say_what_lives_there() {
    let mut complaints = Vec::new();
    let all = ["src", "tests/it", "benches"].map(|folder| files(&root().join(folder)));
    for path in all.iter().flatten() {
        let text = fs::read_to_string(path).unwrap();
        let lines = text.lines().count();
        if lines > 500 {
            complaints.push(format!("{} has {lines} lines", path.display()));
        }
        if !text.starts_with("//!") {
            complaints.push(format!("{} does not say what lives there", path.display()));
        }
    }
    complain(&complaints);
}

#[test]
fn nothing_is_left_for_later() {
    let mut complaints = Vec::new();
    for path in files(&root().join("src")) {
        for (at, line) in fs::read_to_string(&path).unwrap().lines().enumerate() {
            for word in ["TODO", "FIXME", "XXX", "#[allow", "#![allow"] {
                if line.contains(word) {
                    complaints.push(format!("{}:{}: {word}", path.display(), at + 1));
                }
            }
        }
    }
    complain(&complaints);
}

#[test]
fn no_test_file_is_forgotten() {
    let main = fs::read_to_string(root().join("tests/it/main.rs")).unwrap();
    let mut complaints = Vec::new();
    for path in files(&root().join("tests/it")) {
        let name = path.file_stem().unwrap().to_str().unwrap();
        let own = path.parent().unwrap() == root().join("tests/it");
        if own && name != "main" && !main.contains(&format!("mod {name};")) {
            complaints.push(format!("{} is in no test", path.display()));
        }
    }
    complain(&complaints);
}
