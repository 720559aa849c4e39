//! A disk that stays full, in lines: nobody waits for ever, nothing is shown as saved, and the
//! program says at its end that something is not.

use std::{
    fs::{self, File},
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use tempfile::TempDir;

use crate::pty::binary;

/// Files may not grow beyond that many blocks of 512 bytes, as on a disk that is full.
const BLOCKS: usize = 20;
const LONG: Duration = Duration::from_secs(60);

/// Runs a session on such a disk. Its exit code and what it said.
fn run(input: &str) -> (Option<i32>, String) {
    let folder = TempDir::new().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::write(
        at("small.md"),
        "# Small\n\nA text.\n\n## Questions\n\n1. Why?\n",
    )
    .unwrap();
    fs::write(at("in"), input).unwrap();
    // A file that grows too long is an error, and no signal that kills.
    let script = format!("trap '' XFSZ; ulimit -f {BLOCKS}; exec \"$0\" \"$@\"");
    let mut child = Command::new("sh")
        .args(["-c", &script])
        .arg(binary())
        .args(["run", "small.md", "--people", "Ann", "--plain"])
        .current_dir(folder.path())
        .env("ROUNDTABLE_DATA", at("data"))
        .stdin(File::open(at("in")).unwrap())
        .stdout(Stdio::from(File::create(at("out")).unwrap()))
        .stderr(Stdio::from(File::create(at("err")).unwrap()))
        .spawn()
        .unwrap();
    let end = Instant::now() + LONG;
    let status = loop {
        match child.try_wait().unwrap() {
            Some(status) => break status,
            None if Instant::now() > end => {
                child.kill().unwrap();
                child.wait().unwrap();
                panic!("it hangs: {}", fs::read_to_string(at("out")).unwrap());
            }
            None => thread::sleep(Duration::from_millis(10)),
        }
    };
    let said = ["out", "err"].map(|name| fs::read_to_string(at(name)).unwrap());
    (status.code(), said.concat())
}

#[test]
fn nobody_waits_for_ever_for_a_disk_that_stays_full() {
    let long = "word ".repeat(4_000);
    for end in ["/quit\n", "", "\n\n/quit\n"] {
        let (code, said) = run(&format!("\n\n{long}\n\n{end}"));
        assert_eq!(code, Some(1), "{said}");
        has!(said, "NOT SAVED");
        lacks!(said, "\nsaved");
        lacks!(said, "The session is kept.");
        has!(said, "Go on with: roundtable resume ");
    }
}
