//! Finding and loading cases: every kind of bad input gets a clear word, and what to do.

use std::{
    fs,
    os::unix::fs::symlink,
    path::{Path, PathBuf},
};

use roundtable::{
    fault::Fault,
    library::{self, Loaded, Origin},
};
use rustix::fs::{CWD, FileType, Mode, mknodat};
use tempfile::TempDir;

const CASE: &str = "# The Ferry\n\nIt leaves at six.\n\n## Questions\n\n1. Who waits?\n";

/// The case of that name.
pub(crate) fn find(name: &str, folders: &[PathBuf]) -> Result<Loaded, Fault> {
    library::open(&library::locate(name, folders)?)
}

/// What is said about a file that cannot be loaded.
fn said(path: &Path) -> String {
    library::load(path).unwrap_err().to_string()
}

#[test]
fn bad_input_gets_a_clear_word_and_what_to_do() {
    let folder = TempDir::new().unwrap();
    let long = format!("# T\n\n{}", "x".repeat(1024 * 1024));
    for (name, bytes, what) in [
        ("empty.md", &b""[..], "The file is empty"),
        ("blank.md", b" \n\n\t\n", "The file is empty"),
        ("binary.md", b"# T\n\0\x01\x02", "The file is not a text"),
        ("long.md", long.as_bytes(), "too long for a case"),
    ] {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        let said = said(&path);
        assert!(said.contains(what), "{name}: {said}");
        assert!(said.contains("What to do: "), "{name}: {said}");
        has!(said, name);
    }
    let missing = said(&folder.path().join("missing.md"));
    has!(missing, "Check the name");
    assert!(said(folder.path()).contains("a folder, not a case"));
    assert!(said(Path::new("/dev/null")).contains("no regular file"));
}

#[test]
fn a_text_in_an_old_encoding_is_read_and_that_is_told() {
    let folder = TempDir::new().unwrap();
    for (name, bytes, title, says) in [
        (
            "latin1.md",
            &b"# Caf\xe9\n"[..],
            "Café",
            "line 1 does not fit",
        ),
        ("utf16.md", b"\xff\xfe#\0 \0T\0", "T", ""),
        ("utf16be.md", b"\xfe\xff\0#\0 \0T", "T", ""),
    ] {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        let loaded = library::load(&path).unwrap();
        assert_eq!(loaded.document.title.as_str(), title);
        let said: Vec<_> = loaded
            .said
            .iter()
            .map(roundtable::text::Clean::as_str)
            .collect();
        assert!(said.concat().contains(says), "{said:?}");
    }
}

#[test]
fn a_pipe_is_not_waited_for() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("pipe.md");
    rustix::fs::mknodat(
        rustix::fs::CWD,
        &path,
        rustix::fs::FileType::Fifo,
        rustix::fs::Mode::RUSR | rustix::fs::Mode::WUSR,
        0,
    )
    .unwrap();
    assert!(said(&path).contains("no regular file"));
}

#[test]
fn a_hundred_megabytes_are_refused_unread() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("huge.md");
    // A file with a hole takes no space and no time, unless somebody reads it.
    fs::File::create(&path).unwrap().set_len(100 << 20).unwrap();
    let said = said(&path);
    has!(said, "104857600 bytes");
}

#[test]
fn a_megabyte_is_a_case() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("thick.md");
    let filler = "Somebody says something to somebody else.\n\n";
    let most = 1024 * 1024 - CASE.len();
    let text = format!(
        "# The Ferry\n\n{}{CASE}",
        filler.repeat((most - 13) / filler.len())
    );
    assert!(text.len() <= 1024 * 1024 && text.len() > 1_000_000);
    fs::write(&path, text).unwrap();
    let loaded = library::load(&path).unwrap();
    assert_eq!(loaded.document.cases[0].questions().count(), 1);
}

#[test]
fn a_case_is_found_by_path_slug_and_title() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("river-crossing.md");
    fs::write(&path, CASE).unwrap();
    let folders = [folder.path().to_owned()];
    for name in [
        "river-crossing",
        "River Crossing",
        "The Ferry",
        "the-ferry",
        path.to_str().unwrap(),
    ] {
        let loaded = find(name, &folders).unwrap();
        assert_eq!(loaded.origin, Origin::File(path.clone()), "{name}");
    }
    let built_in = find("all-green", &folders).unwrap();
    assert_eq!(built_in.origin, Origin::BuiltIn("all-green"));
    let unknown = find("nothing of the kind", &folders)
        .unwrap_err()
        .to_string();
    has!(unknown, "all-green");
    let missing = find("nothing.md", &folders).unwrap_err().to_string();
    has!(missing, "Check the name");
    // Ours goes before the one that is built in.
    fs::write(folder.path().join("all-green.md"), CASE).unwrap();
    let own = find("all-green", &folders).unwrap();
    assert!(matches!(own.origin, Origin::File(_)));
}

#[test]
fn the_shelf_shows_every_case_once_and_says_what_is_broken() {
    let folder = TempDir::new().unwrap();
    let outside = TempDir::new().unwrap();
    fs::write(outside.path().join("outside.md"), "# Outside\n").unwrap();
    fs::create_dir(folder.path().join("deeper")).unwrap();
    fs::write(folder.path().join("deeper/ferry.md"), CASE).unwrap();
    fs::write(folder.path().join("broken.md"), b"\0").unwrap();
    fs::write(folder.path().join("picture.png"), b"x").unwrap();
    fs::write(folder.path().join("README.md"), "# Read me\n").unwrap();
    fs::write(
        folder.path().join("two.md"),
        "# Two\n\n## Case 1: One\n\n### Questions\n\n1. A?\n\n## Case 2: Other\n\n### Questions\n\n1. B?\n2. C?\n",
    )
    .unwrap();
    symlink(
        outside.path().join("outside.md"),
        folder.path().join("link.md"),
    )
    .unwrap();
    symlink(outside.path(), folder.path().join("linked")).unwrap();
    let same = folder.path().join(".");
    let cards = library::shelf(&[folder.path().to_owned(), same]);
    let own: Vec<_> = cards
        .iter()
        .filter(|card| matches!(card.origin, Origin::File(_)))
        .collect();
    let titles: Vec<_> = own.iter().map(|card| card.title.as_str()).collect();
    // Files first, then what is in the way of one.
    assert_eq!(
        titles,
        [
            "broken.md",
            "The Ferry",
            "Case 1: One",
            "Case 2: Other",
            "link.md"
        ]
    );
    let link = own[4].problem.as_ref().unwrap();
    has!(link, "leads out of the folder");
    let problem = own[0].problem.as_ref().unwrap();
    has!(problem, "not a text");
    assert_eq!((own[3].number, own[3].questions), (1, 2));
    assert_eq!(cards.len() - own.len(), library::built_in().len());
}

/// A folder with so many cases, some of them deep down.
fn many(count: usize) -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::create_dir_all(folder.path().join("a/b/c")).unwrap();
    for number in 0..count {
        let place = if number % 3 == 0 { "a/b/c" } else { "." };
        let path = folder.path().join(place).join(format!("{number:04}.md"));
        fs::write(
            path,
            format!("# Case {number:04}\n\n## Questions\n\n1. Why {number}?\n"),
        )
        .unwrap();
    }
    folder
}

#[test]
fn thousands_of_cases_are_remembered_and_what_changed_is_read_anew() {
    let folder = many(300);
    let folders = [folder.path().to_owned()];
    let data = TempDir::new().unwrap();
    let memory = data.path().join("cache/library.json");
    let told = std::sync::Mutex::new(Vec::new());
    let progress = |done, of| told.lock().unwrap().push((done, of));
    let first = library::shelve(&folders, Some(&memory), &progress);
    assert_eq!(first.len(), 300 + library::built_in().len());
    let told = told.into_inner().unwrap();
    assert!(
        !told.is_empty() && told.iter().all(|(done, of)| done <= of && *of == 300),
        "{told:?}"
    );
    assert_eq!(library::shelve(&folders, Some(&memory), &|_, _| {}), first);

    // What is remembered is what is shown, as long as the file is as it was.
    let text = fs::read_to_string(&memory).unwrap();
    fs::write(&memory, text.replace("Case 0007", "Remembered")).unwrap();
    let titles = |cards: Vec<library::Card>| -> Vec<String> {
        cards.iter().map(|card| card.title.to_string()).collect()
    };
    let again = titles(library::shelve(&folders, Some(&memory), &|_, _| {}));
    assert!(again.contains(&"Remembered".to_owned()));
    fs::write(folder.path().join("0007.md"), "# Case changed\n").unwrap();
    fs::remove_file(folder.path().join("0008.md")).unwrap();
    fs::rename(
        folder.path().join("0010.md"),
        folder.path().join("moved.md"),
    )
    .unwrap();
    let again = titles(library::shelve(&folders, Some(&memory), &|_, _| {}));
    assert!(
        again.contains(&"Case changed".to_owned()) && !again.contains(&"Remembered".to_owned())
    );
    assert!(!again.contains(&"Case 0008".to_owned()) && again.contains(&"Case 0010".to_owned()));
    // A damaged memory is none.
    fs::write(&memory, "{").unwrap();
    assert_eq!(
        titles(library::shelve(&folders, Some(&memory), &|_, _| {})).len(),
        again.len()
    );
}

#[test]
fn few_cases_leave_no_memory() {
    let folder = many(3);
    let memory = folder.path().join("cache/library.json");
    let cards = library::shelve(&[folder.path().to_owned()], Some(&memory), &|_, _| {});
    assert_eq!(cards.len(), 3 + library::built_in().len());
    assert!(!folder.path().join("cache").exists());
}

#[test]
fn what_is_in_the_way_is_told_and_nothing_hangs() {
    let folder = many(1);
    mknodat(
        CWD,
        folder.path().join("pipe.md"),
        FileType::Fifo,
        Mode::RUSR,
        0,
    )
    .unwrap();
    symlink(
        folder.path().join("nowhere.md"),
        folder.path().join("lost.md"),
    )
    .unwrap();
    symlink(folder.path(), folder.path().join("round")).unwrap();
    symlink(
        folder.path().join("0000.md"),
        folder.path().join("a/inside.md"),
    )
    .unwrap();
    let cards = library::shelf(&[folder.path().to_owned()]);
    let problem = |name: &str| {
        let card = cards.iter().find(|card| card.title.as_str() == name);
        card.unwrap_or_else(|| panic!("{name}: {cards:?}"))
            .problem
            .clone()
            .unwrap()
    };
    assert!(problem("pipe.md").contains("no regular file"));
    assert!(problem("lost.md").contains("leads out of the folder"));
}

#[test]
fn a_piece_of_a_name_is_enough_where_only_one_case_has_it() {
    let folder = tempfile::TempDir::new().unwrap();
    let show = crate::door::run(folder.path(), &["show", "parcels"], "");
    assert_eq!(show.code, 0, "{}", show.err);
    has!(show.out, "Six Parcels");
    let several = crate::door::run(folder.path(), &["show", "six"], "");
    assert_eq!(several.code, 1);
    has!(several.err, "More than one case");
    has!(several.err, "six-parcels");
    let none = crate::door::run(folder.path(), &["show", "nowhere-at-all"], "");
    assert_eq!(none.code, 1);
}

#[test]
fn a_closed_session_is_found_by_its_people_and_shows_its_report() {
    let data = std::sync::Arc::new(tempfile::TempDir::new().unwrap());
    let rota = "# The rota\n\nIt is full.\n\n## Questions\n\n1. Why?\n";
    std::fs::write(data.path().join("rota.md"), rota).unwrap();
    let path = data.path().to_string_lossy().into_owned();
    let people = ["--people", "Zora, Yusuf", "--plain", "--data", &path];
    let run = [&["run", "rota.md"][..], &people].concat();
    let ran = crate::door::run(data.path(), &run, "\n\nOne.\n\nTwo.\n\n\n\n\n\n");
    has!(ran.out, "The session is closed.");
    let mut terminal = crate::pty::Terminal::start_in(std::sync::Arc::clone(&data), &[], (100, 30));
    terminal.wait("Choose a case");
    terminal.wait("ENDED");
    terminal.wait("Closed 20");
    terminal.press("zora");
    terminal.wait(": Zora, Yusuf");
    terminal.press("\r");
    terminal.wait("The session is over.");
    terminal.wait("Send this file to those who were here");
    terminal.wait("the-rota");
}
