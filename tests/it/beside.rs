//! What lies beside a journal, or where the program keeps things, and is no file of ours: a
//! pipe, a folder, a device, something without an end, any bytes. Nothing hangs and nothing is
//! read that has no end; a session is read without them.

use std::{
    fs::{self, File},
    os::unix::fs::symlink,
    path::{Path, PathBuf},
    process::{ExitStatus, Stdio},
    thread,
    time::{Duration, Instant},
};

use roundtable::library::shelve;
use rustix::fs::{CWD, FileType, Mode, mknodat};
use tempfile::TempDir;

use crate::door::{Ran, command, run};

const CASE: &str = "# Small\n\nA text.\n\n## Questions\n\n1. Why?\n";
/// More than any run takes here, and less than for ever.
const LONG: Duration = Duration::from_secs(20);
/// A file without blocks, longer than what can be held in memory.
const HUGE: u64 = 1 << 43;

/// Things that may lie where a file should.
const ODD: [&str; 6] = ["pipe", "folder", "device", "huge", "zeros", "bytes"];

fn lay(what: &str, path: &Path) {
    let _ = fs::remove_file(path);
    match what {
        "pipe" => mknodat(CWD, path, FileType::Fifo, Mode::from_raw_mode(0o600), 0).unwrap(),
        "folder" => fs::create_dir(path).unwrap(),
        "device" => symlink("/dev/zero", path).unwrap(),
        "huge" => File::create(path).unwrap().set_len(HUGE).unwrap(),
        "zeros" => fs::write(path, [0; 100]).unwrap(),
        _ => fs::write(path, b"{\"names\":[{\xff\xfe").unwrap(),
    }
}

fn clear(path: &Path) {
    let _ = fs::remove_file(path);
    let _ = fs::remove_dir(path);
}

/// Runs it with an empty input, and gives up on it where it does not end.
fn ends(folder: &Path, arguments: &[&str]) -> ExitStatus {
    let mut child = command(folder, arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let end = Instant::now() + LONG;
    loop {
        if let Some(status) = child.try_wait().unwrap() {
            return status;
        }
        if Instant::now() > end {
            child.kill().unwrap();
            child.wait().unwrap();
            panic!("{arguments:?} hangs");
        }
        thread::sleep(Duration::from_millis(5));
    }
}

/// A folder with a case and a session of it.
fn session() -> (TempDir, PathBuf) {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("small.md"), CASE).unwrap();
    let arguments = ["run", "small.md", "--plain", "--people", "Ann, Ben"];
    let Ran { code, err, .. } = run(folder.path(), &arguments, "\n\nfrom-ann\n\n/quit\n");
    assert_eq!(code, 0, "{err}");
    let sessions = fs::read_dir(folder.path().join("data/sessions")).unwrap();
    let mut paths = sessions.map(|entry| entry.unwrap().path());
    let journal = paths.find(|path| path.extension().is_some_and(|ending| ending == "jsonl"));
    (folder, journal.unwrap())
}

#[test]
fn nothing_odd_beside_a_journal_keeps_it_from_being_read() {
    let (folder, journal) = session();
    let name = journal.to_str().unwrap();
    for beside in ["head", "drafts", "typing", "opened", "reserve"] {
        let path = journal.with_extension(beside);
        for what in ODD {
            lay(what, &path);
            for arguments in [
                ["verify", name].as_slice(),
                &["report", name],
                &["sessions"],
                &["resume", "--plain", name],
            ] {
                let status = ends(folder.path(), arguments);
                assert!(status.success(), "{what}.{beside}: {arguments:?}: {status}");
            }
            clear(&path);
        }
    }
    let report = run(folder.path(), &["report", name], "");
    has!(report.out, "Ann · Ben");
}

#[test]
fn nothing_odd_in_the_data_folder_keeps_the_program_from_its_work() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("small.md"), CASE).unwrap();
    fs::create_dir(folder.path().join("data")).unwrap();
    for what in ODD {
        for file in ["learners.json", "library.json"] {
            let path = folder.path().join("data").join(file);
            lay(what, &path);
            let study = ["study", "small.md", "--plain", "--name", "Ann"];
            assert!(
                ends(folder.path(), &study).code().is_some(),
                "{what} {file}"
            );
            assert!(ends(folder.path(), &["show", "small.md"]).success());
            assert!(ends(folder.path(), &["progress", "Ann"]).code().is_some());
            clear(&path);
        }
    }
}

#[test]
fn a_library_is_listed_without_its_memory() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("small.md"), CASE).unwrap();
    for what in ODD {
        let memory = folder.path().join("library.json");
        lay(what, &memory);
        let began = Instant::now();
        let cards = shelve(&[folder.path().to_owned()], Some(&memory), &|_, _| {});
        assert!(cards.iter().any(|card| card.title.as_str() == "Small"));
        assert!(began.elapsed() < LONG, "{what}");
        clear(&memory);
    }
}

#[test]
fn nothing_odd_that_is_named_is_waited_for() {
    let (folder, _) = session();
    let odd = folder.path().join("odd.md");
    for what in ODD {
        lay(what, &odd);
        for arguments in [
            ["run", "small.md", "--plain", "--people", "odd.md"].as_slice(),
            &["run", "small.md", "--plain", "--bring", "odd.md"],
            &[
                "study", "small.md", "--plain", "--name", "Ann", "--with", "odd.md",
            ],
            &["run", "odd.md", "--plain", "--people", "Ann"],
            &["show", "odd.md"],
            &["import", "odd.md"],
            &["verify", "odd.md"],
            &["report", "odd.md"],
            &["resume", "--plain", "odd.md"],
        ] {
            let code = ends(folder.path(), arguments).code();
            let bytes = what == "bytes" || what == "zeros";
            assert!(
                code == Some(1) || code == Some(2) || bytes,
                "{what}: {arguments:?}: {code:?}"
            );
        }
        clear(&odd);
    }
}
