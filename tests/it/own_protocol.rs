//! A protocol that a case brings along, mistakes in it, and the list of those that are built in.

use std::fs;

use roundtable::case::{
    read,
    write::{same, write},
};
use serde_json::Value;
use tempfile::TempDir;

use crate::door::run;

const OWN: &str = "---\ntitle: The rota\nprotocol: our way\n  - think 2: alone, answer\n  - pairs 4 min: pairs, answer, see group\n  - talk 90 sec: everyone, notes, see answers\n---\n\nIt is full.\n\n## Questions\n\n### 1. What now?\n";

/// What `check` says of a case with these step lines.
fn checked(steps: &str) -> String {
    let folder = TempDir::new().unwrap();
    let (before, rest) = OWN.split_once("  - think").unwrap();
    let (_, after) = rest.split_once("see answers\n").unwrap();
    fs::write(
        folder.path().join("case.md"),
        format!("{before}{steps}{after}"),
    )
    .unwrap();
    run(folder.path(), &["check", "case.md"], "").out
}

#[test]
fn a_case_brings_its_own_protocol() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("case.md"), OWN).unwrap();
    let words = ["run", "--plain", "case.md", "--people", "Ann, Ben"];
    let input = "\n\nOWN-1\n\nOWN-2\n\n\n\n\n\n\n\n";
    let ran = run(folder.path(), &words, input);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    has!(
        ran.out,
        "goes through “our way”",
        "step 1 of 3: think. ",
        "\nIn pairs: write an answer.",
        "step 3 of 3: talk. 1 minute 30 seconds.",
        "Answer 2, Ben: OWN-2"
    );
    let check = run(folder.path(), &["check", "case.md"], "");
    assert_eq!(check.code, 0, "{}", check.out);
}

#[test]
fn mistakes_in_a_protocol_say_what_to_do() {
    for (steps, said) in [
        (
            "  - think 2: alone, anser\n",
            "“anser” is no word for a step",
        ),
        (
            "  - talk 2: everyone, notes\n",
            "Nobody answers in any step",
        ),
        (
            "  - think: alone, answer, see answers\n  - talk: everyone, notes\n",
            "“think” shows answers before anybody has answered",
        ),
        (
            "  - look: everyone, see model answer\n  - think: alone, answer\n",
            "“look” shows model answer before anybody has answered",
        ),
        (
            "  - think: alone, answer\n  - two: everyone, see group\n",
            "“two” shows the group’s answers, but nobody is in a group there",
        ),
    ] {
        let out = checked(steps);
        has!(out, said);
    }
    let unknown = OWN.split_once(" our way").unwrap().0.to_owned() + " nowhere\n---\n\n1. Why?\n";
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("case.md"), unknown).unwrap();
    let check = run(folder.path(), &["check", "case.md"], "");
    assert_eq!(check.code, 1, "{}", check.out);
    has!(
        check.out,
        "There is no protocol “nowhere”",
        "case.md:3",
        "Use one of these"
    );
    let none = OWN.replace("our way", "").replace("  - ", "# ");
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("case.md"), none).unwrap();
    let out = run(folder.path(), &["check", "case.md"], "").out;
    has!(out, "The protocol has no steps");
}

/// What a group of two hears and does with a case of these step lines, to its end.
fn ran(steps: &str) -> (String, Value) {
    let folder = TempDir::new().unwrap();
    let (before, rest) = OWN.split_once(" our way").unwrap();
    let (_, after) = rest.split_once("see answers\n").unwrap();
    fs::write(
        folder.path().join("case.md"),
        format!("{before}{steps}{after}"),
    )
    .unwrap();
    let words = ["run", "--plain", "case.md", "--people", "Ann, Ben"];
    let input = "\n\nOWN-1\n\nOWN-2\n\n\n\n\n\n\n\n";
    let ran = run(folder.path(), &words, input);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    let sessions = fs::read_dir(folder.path().join("data/sessions")).unwrap();
    let mut paths = sessions.map(|entry| entry.unwrap().path());
    let journal = paths
        .find(|path| path.extension().is_some_and(|end| end == "jsonl"))
        .unwrap();
    let stem = journal.file_stem().unwrap().to_string_lossy().into_owned();
    let made = run(folder.path(), &["report", &stem, "--format", "json"], "");
    (ran.out, serde_json::from_str(&made.out).unwrap())
}

/// A protocol that cannot be run as it is: whoever runs the case hears the line and how to mend
/// it, and the session goes on with what is left, or with the usual protocol.
#[test]
fn a_session_goes_on_with_what_is_left_of_a_protocol() {
    let usual = "think-share";
    for (steps, said, runs) in [
        (
            " nowhere\n",
            "Line 3: There is no protocol “nowhere”. Use one of these: think-share",
            usual,
        ),
        (
            "\n",
            "Line 3: The protocol has no steps. A protocol needs",
            usual,
        ),
        (
            " our way\n  - think 2: alone, answer, sidways\n  - talk: everyone, notes, see answers\n",
            "Line 4: “sidways” is no word for a step. Use these",
            "our way",
        ),
        (
            " our way\n  - think 2: alone, answer\n  - talk: everyone, notes, see answrs\n",
            "Line 5: “see answrs” is no word for a step. Use these",
            "our way",
        ),
        (
            " our way\n  - look: everyone, see answers\n  - think: alone, answer\n",
            "Line 4: “look” shows answers before anybody has answered. Let a step come first",
            usual,
        ),
        (
            " our way\n  - think: alone, answer, see private tally\n",
            "Line 4: “think” shows private tally before anybody has answered. Let a step",
            usual,
        ),
        (
            " our way\n  - rate: alone, rating\n  - think: alone, answer\n",
            "Line 4: “rate” asks for votes before anybody has answered, so there is nothing",
            usual,
        ),
    ] {
        let (out, report) = ran(steps);
        has!(out, said);
        assert_eq!(report["protocol"], runs, "{steps}: {out}");
        assert_eq!(report["finished"], true, "{steps}: {out}");
        let answers = report["questions"][0]["answers"].as_array().unwrap();
        assert_eq!(answers.len(), 2, "{steps}: {out}");
    }
}

#[test]
fn protocols_are_listed_with_their_sources() {
    let folder = TempDir::new().unwrap();
    let ran = run(folder.path(), &["protocols"], "");
    has!(
        ran.out,
        "1-2-4-all",
        "Lipmanowicz",
        "Mazur",
        "Delbecq",
        "Dalkey",
        "Endenburg",
        "Borton"
    );
    let one = run(folder.path(), &["protocols", "delphi", "--json"], "");
    let list: Value = serde_json::from_str(&one.out).unwrap();
    assert_eq!(list[0]["name"], "delphi");
    let wrong = run(folder.path(), &["protocols", "delfi"], "");
    assert_eq!(wrong.code, 2);
    has!(wrong.err, "peer-instruction");
}

/// The protocol for one person takes no group, whoever asks for it; nobody is dropped in silence.
#[test]
fn a_group_is_told_that_a_protocol_is_for_one() {
    let folder = TempDir::new().unwrap();
    let text = "# T\n\nText.\n\n## Questions\n\n1. Why?\n";
    fs::write(folder.path().join("plain.md"), text).unwrap();
    let asks = format!("---\nprotocol: solo\n---\n{text}");
    fs::write(folder.path().join("asks.md"), asks).unwrap();
    let solo = ["--protocol", "solo"];
    for (case, more) in [
        ("plain.md", &solo[..]),
        ("asks.md", &[]),
        ("asks.md", &solo),
    ] {
        let words = [
            "run",
            "--plain",
            case,
            "--people",
            "Ann, Ben, Cem, Dee, Eve, Flo",
        ];
        let ran = run(folder.path(), &[&words[..], more].concat(), "\n\n");
        assert_eq!(ran.code, 2, "{}{}", ran.out, ran.err);
        has!(ran.err, "is for one person, and 6 are on the list");
    }
    // One person goes through it, and the case gives way to what is asked for.
    let one = ["run", "--plain", "asks.md", "--people", "Ann"];
    assert_eq!(run(folder.path(), &one, "/quit\n").code, 0);
    let other = [
        "run",
        "--plain",
        "asks.md",
        "--people",
        "Ann, Ben",
        "--protocol",
        "think-share",
    ];
    let ran = run(folder.path(), &other, "/quit\n");
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    has!(ran.out, "2 people are here");
}

const TWO: &str = "# The rota\n\nIt is full.\n\n## Questions\n\n### 1. Which first? (4 min)\n\nProtocol: peer-instruction\n\n- ( ) Ask\n- (x) Wait\n\n### 2. Why? (3 min)\n\n### 3. And then? (8 min)\n";

/// Which questions go through a protocol of their own, as a session says at its beginning.
fn own(folder: &TempDir, words: &[&str], input: &str) -> Vec<String> {
    let asked = ["run", "--plain", "case.md", "--people", "Ann, Ben"];
    let ran = run(
        folder.path(),
        &[&asked[..], words].concat(),
        &format!("{input}/quit\n"),
    );
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    let lines = ran
        .out
        .lines()
        .filter(|line| line.starts_with("Question ") && line.contains("goes through"));
    lines.map(str::to_owned).collect()
}

#[test]
fn a_question_has_a_protocol_of_its_own() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("case.md"), TWO).unwrap();
    let check = run(folder.path(), &["check", "case.md"], "");
    assert_eq!(check.code, 0, "{}", check.out);
    let show = run(folder.path(), &["show", "case.md"], "");
    has!(show.out, "choose one of 2 · 4 min · peer-instruction");
    lacks!(show.out, "more block of text");
    let words = ["run", "--plain", "case.md", "--people", "Ann, Ben"];
    let ran = run(
        folder.path(),
        &words,
        "\n\n1\nA\n\n2\nB\n\n\n\n\n/pass\n/pass\n\n\n\nWHY-1\n\nWHY-2\n\n\n\n\n\n",
    );
    lacks!(ran.out, "Protocol: peer-instruction");
    has!(
        ran.out,
        "Question 1 of 3, step 1 of 6: vote.",
        "Question 2 of 3, step 1 of 3: think."
    );
    let case = read(TWO, "case.md").cases.remove(0);
    let again = read(&write(&case), "case.md").cases.remove(0);
    assert!(same(&case, &again), "{}", write(&case));
}

#[test]
fn what_is_for_once_in_a_case_runs_once_and_what_does_not_fit_gives_way() {
    let folder = TempDir::new().unwrap();
    fs::write(
        folder.path().join("case.md"),
        TWO.replace("Protocol: peer-instruction", ""),
    )
    .unwrap();
    let usual = |number: u8| format!("Question {number} goes through “think-share”.");
    // The question with most time is the one that somebody's case is talked through at.
    assert_eq!(
        own(&folder, &["--protocol", "consultancy"], ""),
        [usual(1), usual(2)]
    );
    assert_eq!(
        own(&folder, &["--protocol", "peer-instruction"], ""),
        [usual(2), usual(3)]
    );
    assert!(own(&folder, &[], "").is_empty());
    let chosen = own(&folder, &[], "/protocol delphi for 2\n/who\n\n");
    assert!(chosen.is_empty(), "told when it began: {chosen:?}");
    for (said, told) in [
        (
            "/protocol delphi for 9",
            "There is no question 9; the case has 3 questions.",
        ),
        (
            "/protocol peer-instruction for 2",
            "needs a question with options",
        ),
        ("/protocol delfi for 2", "Choose one of: "),
    ] {
        let words = ["run", "--plain", "case.md", "--people", "Ann, Ben"];
        let ran = run(folder.path(), &words, &format!("{said}\n/quit\n"));
        assert!(ran.out.contains(told), "{said}: {}", ran.out);
    }
    let unknown = TWO.replace("peer-instruction", "pear-instruction").replace(
        "### 2. Why? (3 min)",
        "### 2. Why? (3 min)\n\nProtocol: peer-instruction",
    );
    fs::write(folder.path().join("case.md"), unknown).unwrap();
    let check = run(folder.path(), &["check", "case.md"], "").out;
    has!(
        check,
        "There is no protocol “pear-instruction” for a question"
    );
    has!(check, "“peer-instruction” does not fit question 2");
}

#[test]
fn where_nothing_can_be_counted_nobody_looks_at_votes() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("case.md"), crate::protocols::OPEN).unwrap();
    let run = |words: &[&str], input: &str| run(folder.path(), words, input);
    let asked = ["run", "--plain", "case.md", "--people", "Ann, Ben"];
    let refused = run(
        &[&asked[..], &["--protocol", "peer-instruction"]].concat(),
        "",
    );
    assert_eq!(refused.code, 2, "{}", refused.out);
    has!(refused.err, "no question of this case has options");
    let later = run(&asked, "/protocol peer-instruction\n/quit\n");
    has!(later.out, "needs a question with options");
    // A case that asks for it is told, and goes through another.
    let case = "---\nprotocol: peer-instruction\n---\n".to_owned() + crate::protocols::OPEN;
    fs::write(folder.path().join("case.md"), case).unwrap();
    let check = run(&["check", "case.md"], "");
    has!(check.out, "fits no question of this case");
    let begun = run(&asked, "/quit\n");
    has!(begun.out, "goes through “think-share”");
}
