//! `roundtable run CASE --rehearse`: invented people answer, and nothing of it is among real
//! sessions.

use std::{fs, sync::Arc};

use tempfile::TempDir;

use crate::{door::run, pty::Terminal};

const CASE: &str = "# The rota\n\nIt is full.\n\n## Questions\n\n### 1. Which first?\n\n- ( ) Ask\n- ( ) Wait\n\n### 2. Why?\n";

#[test]
fn invented_people_answer_and_are_kept_apart() {
    let data = Arc::new(TempDir::new().unwrap());
    fs::write(data.path().join("rota.md"), CASE).unwrap();
    let mut desk = Terminal::start_in(
        Arc::clone(&data),
        &["run", "rota.md", "--rehearse", "--people", "Amal, Bente"],
        (100, 30),
    );
    desk.wait("Rehearsal: The rota");
    desk.wait("Press Enter with no name to start");
    desk.press("\r");
    desk.wait("left of");
    desk.press("\r");
    // Nobody types: they answer by themselves.
    desk.wait("All is in");
    desk.press("n");
    desk.wait("2 answers");
    desk.press("n");
    desk.wait("· discuss");
    desk.press("n");
    desk.wait("Question 2 of 2");
    desk.wait("All is in");
    desk.press("q");
    desk.wait("Choose a case");
    assert!(!desk.text().contains("Go on: "), "{}", desk.text());
    desk.press("\x03");
    desk.ended();
    assert!(data.path().join("rehearsals/sessions").is_dir());
    assert!(!data.path().join("sessions").exists());
    let path = data.path().to_string_lossy().into_owned();
    let sessions = run(data.path(), &["sessions", "--data", &path], "");
    assert!(!sessions.out.contains("rota"), "{}", sessions.out);
    let journal = fs::read_dir(data.path().join("rehearsals/sessions")).unwrap();
    let journal = journal.map(|file| file.unwrap().path());
    let journal = journal.filter(|path| path.extension().is_some_and(|end| end == "jsonl"));
    let journal: Vec<_> = journal.collect();
    let report = run(
        data.path(),
        &["report".as_ref(), journal[0].as_os_str()],
        "",
    );
    assert!(report.out.contains("Rehearsal: The rota"), "{}", report.out);
    assert!(report.out.contains("Amal") && report.out.contains("Bente"));
}

#[test]
fn they_rank_and_vote_too() {
    let data = Arc::new(TempDir::new().unwrap());
    fs::write(
        data.path().join("rota.md"),
        "# The rota\n\nIt is full.\n\n### 1. Why?\n",
    )
    .unwrap();
    let mut desk = Terminal::start_in(
        Arc::clone(&data),
        &[
            "run",
            "rota.md",
            "--rehearse",
            "--people",
            "Amal, Bente",
            "--protocol",
            "nominal-group",
        ],
        (100, 30),
    );
    desk.wait("Press Enter with no name to start");
    desk.press("\r");
    desk.wait("left of");
    desk.press("\r");
    desk.wait("All is in");
    desk.press("n");
    desk.wait_until("the round", |screen| !screen.contains("All is in"));
    desk.press("n");
    desk.wait("· clarify");
    desk.press("n");
    desk.wait("· rank");
    desk.wait("All is in");
}
