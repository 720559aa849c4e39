//! Whole sessions in lines through the real binary: documents in, reports and journals out.

use std::{fs, path::Path};

use roundtable::{
    case::Value,
    journal::scan,
    session::{Entry, Event},
};
use tempfile::TempDir;

use crate::door::{Ran, run};

const PASSAGE: &str = include_str!("../cases/26-passage-with-answer-sections.txt");
const ABSTRACT: &str = include_str!("../cases/25-abstract-page.txt");
const KINDS: &str = "# The rota\n\nIt is full.\n\n## Questions\n\n### 1. Which first?\n\n- ( ) Ask\n- (x) Wait\n\n\
    ### 2. How sure are you?\n\nScale: 1 (not at all) to 5 (wholly)\n\n### 3. In which order?\n\nRank:\n\n- Sleep\n- Money\n- Time\n\n\
    ### 4. What else?\n\nHint: HINTONE\n\nModel answer: MODELONE\n";

/// A session of a document, and what it leaves.
struct Played {
    folder: TempDir,
    ran: Ran,
}

impl Played {
    fn new(name: &str, document: &str, more: &[&str], input: &str) -> Self {
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join(name), document).unwrap();
        let mut words = vec!["run", "--plain", name];
        words.extend(more);
        let ran = run(folder.path(), &words, input);
        assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
        Self { folder, ran }
    }

    /// Goes on with it.
    fn resumed(&mut self, input: &str) {
        self.ran = run(self.folder.path(), &["resume", "--plain"], input);
        assert_eq!(self.ran.code, 0, "{}{}", self.ran.out, self.ran.err);
    }

    fn says(&self, words: &str) -> &Self {
        assert!(self.ran.out.contains(words), "{words:?}: {}", self.ran.out);
        self
    }

    /// What is said from the first such words on.
    fn after(&self, words: &str) -> &str {
        let found = self.ran.out.split_once(words);
        found
            .unwrap_or_else(|| panic!("{words:?}: {}", self.ran.out))
            .1
    }

    fn entries(&self) -> Vec<Entry> {
        let journal = only(&self.folder.path().join("data/sessions"), "jsonl");
        let scanned = scan::file(&journal).unwrap();
        assert!(scanned.damage.is_empty());
        scanned.entries
    }

    /// The report that was written at the close.
    fn report(&self) -> String {
        let reports = fs::read_dir(self.folder.path().join("data/reports")).unwrap();
        let session = reports.flatten().next().unwrap().path();
        fs::read_to_string(session.join("report.md")).unwrap()
    }
}

/// The only file of a kind in a folder.
fn only(folder: &Path, extension: &str) -> std::path::PathBuf {
    let files = fs::read_dir(folder).unwrap();
    let files = files.map(|file| file.unwrap().path());
    let mut files = files.filter(|file| file.extension().is_some_and(|end| end == extension));
    let first = files.next().expect("there is one");
    assert_eq!(files.next(), None);
    first
}

#[test]
fn three_people_discuss_a_passage_and_its_answers_wait_for_their_step() {
    let mut input = "\n\n".to_owned();
    for question in 1..=3 {
        for name in ["Ann", "Ben", "Cy"] {
            input.push_str(&format!("{name} on {question}.\n\n"));
        }
        // Think, share; a note and a dissent; discuss, compare.
        input.push_str("\n\n/builds Ben: It builds up.\n/dissent Cy: I see it otherwise.\n\n");
        input.push_str("/contest 1 Ann: Not here.\n\n");
    }
    input.push_str(
        "/commit Ann: Ask the night desk | Friday | That they sleep\n/word Ben: Awake\n\n",
    );
    let played = Played::new(
        "passage.txt",
        PASSAGE,
        &["--people", "Ann, Ben, Cy"],
        &input,
    );

    played.says("3 questions.").says("“think-share”");
    let secrets = [
        "companies to profit",
        "whom you cannot direct",
        "live within their means",
        "Make room for objections",
        "lead something small early on",
    ];
    for secret in secrets {
        let at = played.ran.out.find(secret);
        let at = at.unwrap_or_else(|| panic!("{secret:?}: {}", played.ran.out));
        let compare = played.ran.out.find("step 4 of 4: compare").unwrap();
        assert!(at > compare, "{secret:?} before any compare step");
    }
    let first = played.after("Question 1 of 3, step 4 of 4: compare");
    let (first, _) = first.split_once("Question 2 of 3, step 4 of 4").unwrap();
    lacks!(first, "Make room for objections");

    let report = played.report();
    for name in ["Ann", "Ben", "Cy"] {
        for question in 1..=3 {
            has!(report, &format!("{name} on {question}."));
        }
    }
    for words in [
        "Ormond, P. (2009)",
        "It builds up.",
        "I see it otherwise.",
        "Not here.",
        "Ask the night desk",
        "That they sleep",
        "Awake",
        "live within their means",
    ] {
        assert!(report.contains(words), "{words:?}: {report}");
    }
    let entries = played.entries();
    let answers = entries
        .iter()
        .filter(|entry| matches!(entry.event, Event::Answered { .. }));
    assert_eq!(answers.count(), 9);
    assert!(matches!(
        entries.last().unwrap().event,
        Event::Closed { .. }
    ));
}

#[test]
fn a_page_without_questions_is_discussed_with_three_and_its_noise_is_set_apart() {
    let mut input = "yes\n\n\n".to_owned();
    for question in 1..=3 {
        input.push_str(&format!(
            "Ann on {question}.\n\nBen on {question}.\n\n\n\n\n"
        ));
    }
    input.push('\n');
    let played = Played::new("page.txt", ABSTRACT, &["--people", "Ann, Ben"], &input);
    played
        .says("This document has no questions.")
        .says("So what?");
    let noise = played
        .after("Set apart as page noise")
        .lines()
        .next()
        .unwrap();
    has!(noise, "Read more");
    assert_eq!(played.ran.out.matches("Read more").count(), 1);
    let report = played.report();
    for question in 1..=3 {
        for name in ["Ann", "Ben"] {
            has!(report, &format!("{name} on {question}."));
        }
    }
    let show = run(played.folder.path(), &["show", "page.txt"], "");
    has!(show.out, "Page noise, set apart");
}

#[test]
fn every_kind_of_question_is_answered_in_a_line_and_slips_are_told() {
    let input =
        "\n\n3\n2\n\n\n\n\n\nsix\n4\n\n\n\n\n1 1 2\n3 1 2\n\n\n\n\n/hint\n/pass\n\n\n\n\n\n";
    let played = Played::new("kinds.md", KINDS, &["--people", "Ann"], input);
    let answers: Vec<_> = played
        .entries()
        .into_iter()
        .filter_map(|entry| match entry.event {
            Event::Answered { answer, .. } => Some(answer.value),
            _ => None,
        })
        .collect();
    assert_eq!(
        answers,
        [
            Value::Choice(vec![1]),
            Value::Scale(vec![4]),
            Value::Rank(vec![2, 0, 1]),
        ],
        "{}",
        played.ran.out
    );
    played.says("HINTONE").says("MODELONE").says("Passed");
    assert!(
        played.ran.out.find("HINTONE") < played.ran.out.find("MODELONE"),
        "{}",
        played.ran.out
    );
}

#[test]
fn a_session_that_was_left_goes_on_where_it_was() {
    let mut played = Played::new(
        "kinds.md",
        KINDS,
        &["--people", "Ann, Ben"],
        "\n\n2\n\n1\n/quit\n",
    );
    played.says("The session is kept.");
    played.resumed("\n\n/quit\n");
    played
        .says("step 2 of 4: share")
        .says("Ann: Wait")
        .says("Ben: Ask");
    // Whoever goes on with a session need not be Ben: what he typed waits until it is asked for.
    played.says("A draft of yours is kept. /draft shows it");
    assert!(!played.ran.out.contains("A draft is kept here"));
    assert!(!played.ran.out.contains("Pass the keyboard to Ann"));
}

#[test]
fn what_is_said_before_anybody_is_there_or_with_one_name_twice_is_told() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("kinds.md"), KINDS).unwrap();
    let twice = run(
        folder.path(),
        &["run", "--plain", "kinds.md"],
        "\n/next\nAnn\nAnn\n\n/quit\n",
    );
    assert_eq!(twice.code, 0, "{}", twice.err);
    assert!(
        twice.out.contains("Ann 2") || twice.out.contains("already"),
        "{}",
        twice.out
    );
    has!(twice.out, "Nobody is here");
}

#[test]
fn who_goes_on_hears_that_the_case_was_edited_and_keeps_the_old_one() {
    let mut played = Played::new("rota.md", KINDS, &["--people", "Ann"], "\n\n1\n\n/quit\n");
    played.resumed("/quit\n");
    assert!(!played.ran.out.contains("no longer as it was"));

    let edited = KINDS
        .replace("How sure are you?", "How sure are you of it?")
        .replace(
            "### 4. What else?",
            "### 4. Since when did they know?\n\n### 5. And Ben?",
        );
    fs::write(played.folder.path().join("rota.md"), edited).unwrap();
    played.resumed("/read\n/quit\n");
    played
        .says("“rota.md” is no longer as it was when this session began.")
        .says("2 questions are the same. 1 question is reworded. 1 question is not in it any more. 2 questions are new.");
    assert!(!played.ran.out.contains("How sure are you of it?"));

    // A file of that name about something else says nothing.
    fs::write(
        played.folder.path().join("rota.md"),
        "# Soup\n\n## Questions\n\n1. Salt?\n",
    )
    .unwrap();
    played.resumed("/quit\n");
    assert!(!played.ran.out.contains("no longer as it was"));
}
