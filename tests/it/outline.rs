//! Whoever opens a document sees in its own order what everybody reads and what is kept back: on
//! the page that asks, in lines, and as its author with `check`.

use std::{fs, sync::Arc};

use roundtable::case::read;
use tempfile::TempDir;

use crate::{door::run, pty::Terminal};

/// No word says that the passage above the questions answers them.
const LEAKS: &str = "The two keys

The shop has two keys, and both are in Mona's pocket.

Seen from today:

Mona never trusted the lock, and that is why.

- Why does she keep both?
- What would you say to her brother?

Answers:

She does not trust the lock.

She was robbed once.
";

fn with(document: &str) -> Arc<TempDir> {
    let folder = Arc::new(TempDir::new().unwrap());
    fs::write(folder.path().join("keys.txt"), document).unwrap();
    folder
}

#[test]
fn the_page_that_asks_tells_each_passage_and_what_becomes_of_it() {
    let words = ["run", "keys.txt", "--people", "Ann"];
    for size in [(80, 24), (60, 15)] {
        let mut terminal = Terminal::start_in(with(LEAKS), &words, size);
        // Blank lines are not counted.
        terminal.wait("3 lines kept back");
        terminal.wait("1–3    all read it first");
        assert!(!terminal.text().contains("trust the lock"));
        terminal.press("\x1b[B\x1b[B");
        terminal.wait("▸   5–7    all read it first  “Seen from");
        terminal.press("\x1b[F");
        terminal.wait("? 12–16  kept until question 2 was answered");
        assert!(!terminal.text().contains("trust the lock"));
        terminal.goes(&[("\x1b[H\x1b[B\x1b[A", "keys"), ("\x1b[B", "▸   5–7")]);
        // What is wrong there is mended there.
        terminal.goes(&[("l", "▸ text"), ("a", "4 lines kept back")]);
        terminal.goes(&[("\x1b", "You are asked once")]);
    }
}

#[test]
fn in_lines_and_for_the_author_it_is_told_too() {
    let folder = with(LEAKS);
    let words = ["run", "keys.txt", "--plain", "--people", "Ann"];
    let ran = run(folder.path(), &words, "/kept\n/quit\n");
    has!(ran.out, "What is read: lines 1 to 7 (all read it first).");
    has!(
        ran.out,
        "Lines 5 to 7: all read it first, “Seen from today:"
    );
    has!(
        ran.out,
        "Lines 12 to 16: kept until question 2 was answered."
    );
    lacks!(ran.out, "does not trust the lock");
    let ran = run(folder.path(), &["check", "keys.txt"], "");
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    has!(ran.out, "  5–7    all read it first  “Seen from today:");
    has!(ran.out, "12–16  kept until question 2 was answered");
    has!(ran.out, "1 file: ");
}

#[test]
fn hundreds_of_questions_of_one_form_are_one_row_and_the_odd_one_is_seen() {
    let mut text = String::from("# Bank\n\n");
    for number in 1..=300 {
        let odd = match number {
            150 => "This is a thing that happened.\n\nIt took long.\n\nIt did not end well.\n\n",
            _ => "",
        };
        text.push_str(&format!(
            "### {number}. What now, in case {number}?\n\n{odd}Model answer: Stop number {number}.\n\n"
        ));
    }
    let folder = with(&text);
    let ran = run(folder.path(), &["check", "keys.txt"], "");
    let (_, told) = ran.out.split_once("line by line:\n").unwrap();
    let told: Vec<&str> = told.lines().take_while(|line| !line.is_empty()).collect();
    has!(
        told.join("\n"),
        "questions 1 to 149, each with what is kept"
    );
    has!(
        told.join("\n"),
        "all read it after question 150  “This is a thing"
    );
    has!(
        told.join("\n"),
        "questions 151 to 300, each with what is kept"
    );
    assert!(told.len() < 8, "{told:?}");
}

#[test]
fn a_question_whose_brackets_are_opened_is_asked_all_the_same() {
    let text = "# The boat\n\nIt lay at the quay.\n\n## Questions\n\n1. Who owned the boat? (the captain of it)\n2. Who rowed?\n";
    let folder = with(text);
    let words = ["run", "keys.txt", "--plain", "--people", "Ann"];
    let ran = run(folder.path(), &words, "/kept\n/show 1\n/quit\n");
    has!(ran.out, "Passage 1, line 7");
    let ran = run(folder.path(), &["show", "keys.txt"], "");
    has!(ran.out, "2 questions in 1 case");
}

/// Options below more text are asked, what all questions have belongs to each, and settings are
/// no text that all read.
#[test]
fn options_are_asked_and_labels_that_repeat_belong_to_their_question() {
    let question = |number, text| {
        format!(
            "### Q{number}: The quay\n**Level:** easy\n\nWho {text}?\n\nA) The gull\nB) The tide\n\n**Answer:** B\n\n**Feedback:**\n- The tide {text}.\n\n"
        )
    };
    let text = format!(
        "---\ntitle: The quay\nsynopsis: The tide is to blame.\ntopics:\n- blame\n---\n\n## Questions\n\n{}{}",
        question(1, "waits"),
        question(2, "closes the gate"),
    );
    let folder = with(&text);
    let told = run(folder.path(), &["check", "keys.txt"], "").out;
    let rows: Vec<_> = told.lines().filter(|row| row.contains("A) The")).collect();
    assert!(rows.iter().all(|row| row.contains("question")), "{told}");
    assert_eq!(
        told.matches("kept until question 1 was answered").count(),
        1,
        "{told}"
    );
    assert_eq!(
        told.matches("kept until question 2 was answered").count(),
        1,
        "{told}"
    );
    lacks!(told, "blame");
}

#[test]
fn what_an_author_says_of_lines_is_told_back_and_is_no_page_noise() {
    let text =
        "# The boat\n\nIt lay at the quay.\n\n- Who rowed?\n\nThink of June.\n\n- Who paid?\n";
    let folder = with(text);
    let words = ["run", "keys.txt", "--people", "Ann"];
    let mut terminal = Terminal::start_in(Arc::clone(&folder), &words, (80, 24));
    terminal.goes(&[
        ("", "You are asked once"),
        ("\x1b[B", "▸"),
        ("l", "how it was read"),
        ("\x1b[B", "▸ text"),
        ("x", "Now left out: “It lay at the quay.”."),
        ("\r", "[Enter] begin"),
    ]);
    assert!(!terminal.text().contains("page noise"));
}

/// What is told behind the questions, under a heading that is none of our words, is marked, whatever
/// else stands there.
#[test]
fn a_passage_that_also_asks_or_is_parted_further_is_still_named() {
    let asked = "# The kiosk\n\nIt burnt.\n\n**1. Who had the key?**\n\n**2. Who was told?**\n\n";
    let told = "The porter had it all along, and told nobody of the night.\n";
    for below in [
        told.to_owned(),
        format!("Now who would have thought that?\n\n{told}"),
        format!("{told}\nWould you have?\n"),
        format!("### At noon\n\n{told}"),
        format!("### Ready?\n\n{told}"),
        format!("**What is left?**\n\n- ready?\n\n{told}"),
    ] {
        let text = format!("{asked}## The lamp\n\n{below}");
        let document = read(&text, "kiosk.md");
        let line = text.lines().position(|line| line == "## The lamp").unwrap() as u32 + 1;
        let named = document.guesses.iter().any(|guess| guess.line == line);
        assert!(named, "{text}\n{:?}", document.guesses);
    }
    let bare = format!("{asked}## The lamp\n\n## The mat\n\n{told}");
    let document = read(&bare, "kiosk.md");
    assert!(
        !document
            .guesses
            .iter()
            .any(|guess| guess.said.contains("The lamp"))
    );
}
