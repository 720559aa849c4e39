//! What a report tells of a session as it was: who said how much and when, in sentences, with
//! what they speak of, and nothing of what was not asked.

use std::fs;

use tempfile::TempDir;

use crate::door::run;

const CASE: &str = "# Rain\n\n## Goals\n\n- Compare two gauges.\n- Say what is missing.\n\n## Reading\n\nIt rains.\n\n\
    ## Exhibit 1: The gauge\n\nSixty-two thousand litres.\n\n## Exhibit 2: The roof\n\nTiles of slate.\n\n\
    ## Questions\n\n1. Why does it rain?\n2. What now?\n   - ( ) Ask the gauge.\n   - ( ) Wait for the sun.\n3. Who was never asked?\n";

/// The report and Ann's copy of a session of these lines.
fn told(protocol: &str, lines: &str) -> (String, String, String) {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("rain.md"), CASE).unwrap();
    let begin = [
        "run",
        "--plain",
        "rain.md",
        "--people",
        "Ann, Ben, Cy",
        "--protocol",
        protocol,
    ];
    let ran = run(folder.path(), &begin, lines);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    let mut reports = fs::read_dir(folder.path().join("data/reports")).unwrap();
    let at = reports.next().unwrap().unwrap().path();
    let read = |name: &str| {
        fs::read_to_string(at.join(name)).unwrap_or_else(|why| panic!("{name}: {why}\n{}", ran.out))
    };
    (
        read("report.md"),
        read("report.html"),
        read("people/ann.html"),
    )
}

#[test]
fn a_late_answer_a_change_and_a_pass_are_told_as_they_were() {
    let lines = "\n/leaveout 2\n\nsee Exhibit 1\n\nbens words\n\n/pass Cy\n\n/answer Cy\ncys words\n\n/answer Ann\nsee Exhibit 1\n\nWHAT BEN SAID\n\
        \n\n/leaveout\n/commit dig a drain | May\n/word Ann: wet\n/close\n";
    let (mail, page, own) = told("think-share", lines);
    for wanted in [
        "3 answers from 3 people",
        "Cy wrote late, in “",
        "Ann wrote the same in “",
        "after all had been shown.",
        "What moved them:",
        "Exhibit 1: The gauge",
        "Sixty-two thousand litres.",
        "- Compare two gauges.",
    ] {
        assert!(mail.contains(wanted), "{wanted} in\n{mail}");
    }
    // The question that was left out is counted, and asked nowhere.
    for never in [
        "\\- Compare",
        "Tiles of slate",
        "What moved to it",
        "Question 2",
    ] {
        assert!(!mail.contains(never), "{never} in\n{mail}");
    }
    // Question 3 was asked for a moment, and nobody said anything.
    has!(mail, "questions 2 and 3 were left out");
    for wanted in ["late, ", "What moved them: ", "Sixty-two thousand litres."] {
        assert!(page.contains(wanted), "{wanted} in\n{page}");
    }
    assert!(!page.contains("Tiles of slate"), "{page}");
    for wanted in [
        "What the group will try",
        "dig a drain",
        "My word at the close",
        "wet",
    ] {
        assert!(own.contains(wanted), "{wanted} in\n{own}");
    }
}

#[test]
fn what_was_chosen_stands_once_and_adds_up_once() {
    let lines =
        "\n\n/leaveout\n1\nit is there\n\n1\nso do I\n\n2\nit shines\n\n\n\n\n\n\n/close\n/close\n";
    let (mail, _, _) = told("think-share", lines);
    assert!(mail.contains("- Ask the gauge: 2\n"), "{mail}");
    // As an option, over those who chose it, and where it is counted.
    assert_eq!(mail.matches("Ask the gauge").count(), 3, "{mail}");
}
