//! Sessions that lie about: put away, brought back, deleted for good with all that belongs to
//! them and nothing else.

use std::{fs, path::Path, sync::Arc};

use roundtable::{
    home::Home,
    journal::{
        away,
        list::{list, unfinished},
    },
    library,
};
use tempfile::TempDir;

use crate::{door::run, pty::Terminal};

const CASE: &str = "---\nauthor: Ida Nowak\n---\n\n# Rota\n\nIt hangs by the kettle.\n\n## Questions\n\n1. Why?\n\n\
    Model answer: Nobody looks there.\n";

/// Two sessions of one case, the second one closed; the home that they lie in.
fn two(folder: &TempDir) -> Home {
    fs::write(folder.path().join("rota.md"), CASE).unwrap();
    let begun = "Ann, Ben\n\n/quit\n";
    let closed = "Ann, Ben\n\n/close\n";
    for input in [begun, closed] {
        let ran = run(folder.path(), &["run", "--plain", "rota.md"], input);
        assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    }
    Home::find(Some(folder.path().join("data"))).unwrap()
}

fn files(folder: &Path) -> Vec<String> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        match entry.path() {
            path if path.is_dir() => names.extend(files(&path)),
            path => names.push(path.file_name().unwrap().to_string_lossy().into_owned()),
        }
    }
    names
}

#[test]
fn what_is_put_away_is_no_longer_gone_on_with_and_comes_back_whole() {
    let folder = TempDir::new().unwrap();
    let home = two(&folder);
    let open = unfinished(&home).remove(0);
    let before = fs::read(&open.path).unwrap();
    away::put(&open.path, true).unwrap();
    assert!(unfinished(&home).is_empty());
    assert!(list(&home).iter().any(|brief| brief.away));
    let ran = run(folder.path(), &["resume", "--plain"], "");
    assert_ne!(ran.code, 0, "{}", ran.out);
    away::put(&open.path, false).unwrap();
    away::put(&open.path, false).unwrap();
    assert_eq!(unfinished(&home).len(), 1);
    assert_eq!(fs::read(&open.path).unwrap(), before);
}

#[test]
fn deleting_takes_all_that_belongs_to_a_session_and_nothing_of_another() {
    let folder = TempDir::new().unwrap();
    let home = two(&folder);
    let all = list(&home);
    let closed = all.iter().find(|brief| brief.finished).unwrap();
    // Another's name begins alike.
    let alike = closed.path.with_file_name(format!("{}-2.jsonl", closed.id));
    fs::copy(&closed.path, &alike).unwrap();
    let rescue = closed
        .path
        .with_file_name(format!("{}-rescue1.drafts", closed.id));
    fs::write(&rescue, "{}").unwrap();
    // What a link leads to is not theirs.
    let other = folder.path().join("rota.md");
    let link = home.reports().join(&*closed.id).join("link");
    std::os::unix::fs::symlink(folder.path(), &link).unwrap();
    let listed = away::belongs(&home, &closed.path);
    assert_eq!(listed.last(), Some(&closed.path), "the journal goes last");
    assert!(listed.contains(&rescue));
    let reports = listed
        .iter()
        .filter(|path| path.starts_with(home.reports()));
    assert!(reports.count() > 2, "{listed:?}");
    let count = listed.len();
    assert_eq!(away::delete(&home, &closed.path).unwrap(), count);
    assert!(other.is_file());
    let left = [files(&home.sessions()), files(&home.reports())].concat();
    let ours = left.iter().filter(|name| name.starts_with(&*closed.id));
    let ours: Vec<_> = ours.collect();
    assert_eq!(ours, [&format!("{}-2.jsonl", closed.id)], "{left:?}");
    assert!(!home.reports().join(&*closed.id).exists());
    assert_eq!(unfinished(&home).len(), 1, "the other one");
}

#[test]
fn a_session_that_is_open_is_not_deleted() {
    let folder = TempDir::new().unwrap();
    let home = two(&folder);
    let path = list(&home).remove(0).path;
    let held = fs::File::open(&path).unwrap();
    held.lock().unwrap();
    let fault = away::delete(&home, &path).unwrap_err();
    assert!(
        fault.to_string().contains("open in another window"),
        "{fault}"
    );
    assert!(path.is_file());
}

#[test]
fn the_library_asks_twice_and_names_every_file() {
    let data = Arc::new(TempDir::new().unwrap());
    let arguments = ["run", "six-parcels", "--people", "Ann, Ben"];
    let mut desk = Terminal::start_in(Arc::clone(&data), &arguments, (100, 30));
    desk.wait("[Enter] begin");
    desk.goes(&[
        ("\x1b", "Go on: gathering"),
        ("\x1b[3~", "What becomes of it?"),
        ("\r", "It is put away"),
        ("put away", "Put away: gathering"),
        ("\x1b[3~", "Bring it back"),
        ("\r", "It is back"),
        ("\x1b", "Go on: gathering"),
        ("\x1b[3~", "What becomes of it?"),
        ("\x1b[B\x1b[B\r", "Nobody can bring it back"),
    ]);
    desk.wait(".jsonl");
    desk.press("\x1b[B\r");
    desk.wait("It is deleted");
    desk.wait_until("a list without it", |text| {
        !text.contains("Go on: gathering")
    });
}

#[test]
fn a_case_is_found_by_its_author_and_its_text_and_never_by_an_answer() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("rota.md"), CASE).unwrap();
    let cards = library::shelve(&[folder.path().to_owned()], None, &|_, _| {});
    let card = cards.iter().find(|card| &*card.title == "Rota").unwrap();
    has!(card.words, "Ida Nowak");
    has!(card.words, "kettle");
    lacks!(card.words, "Nobody looks");
}
