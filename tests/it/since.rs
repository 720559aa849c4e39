//! The close of one session is the opening of the next, in lines: what people wanted to try is
//! asked for, and what came of it stands in every report.

use std::fs;

use tempfile::TempDir;

use crate::door::run;

const CASE: &str = "# The rota\n\nIt is full.\n\n## Questions\n\n1. What now?\n";

#[test]
fn what_was_tried_is_told_and_what_came_of_it_is_kept() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("case.md"), CASE).unwrap();
    let words = |people| ["run", "--plain", "case.md", "--people", people];
    let close = "\n\nA\n\nB\n\n\n\n\n";
    let first = run(
        folder.path(),
        &words("Ann, Ben"),
        &format!("{close}Ann: Ask first | in May | a no | a yes\nHear all\n\n"),
    );
    assert_eq!(first.code, 0, "{}{}", first.out, first.err);
    lacks!(first.out, "Since last time");

    // Others hear nothing of it.
    let others = run(folder.path(), &words("Flo"), "/tried\n\n/quit\n");
    lacks!(others.out, "Ask first");
    has!(others.out, "Nothing is on record");

    let said = "/tried 3 Nothing\n/tried 1\n/tried 1 They were glad | ask sooner\n/tried\n";
    let second = run(
        folder.path(),
        &words("Ann, Ben"),
        &format!("\n{said}\nA\n\nB\n\n\n\n\n\n\n"),
    );
    assert_eq!(second.code, 0, "{}{}", second.out, second.err);
    let (opens, rest) = second.out.split_once("What came of it: /tried 1").unwrap();
    has!(
        opens,
        "Since last time these people wanted to try:\n1. Ann: Ask first",
        "Expected: a yes",
        "Would have surprised: a no",
        "To look at it: in May",
        "2. The group: Hear all"
    );
    has!(rest, "Say which by its number");
    has!(rest, "Happened: They were glad\nLearned: ask sooner");
    let report = second.out.rsplit_once("Report: ").unwrap().1;
    let stem = report.trim().rsplit('/').nth(1).unwrap();
    for format in ["markdown", "json"] {
        let made = run(folder.path(), &["report", stem, "--format", format], "");
        for words in ["Ask first", "They were glad", "ask sooner"] {
            assert!(made.out.contains(words), "{format}, {words}: {}", made.out);
        }
    }
}
