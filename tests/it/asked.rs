//! A document that is not plainly in our own format is asked about once: on a page of the full
//! screen, as a notice in lines. What was decided holds wherever that content is opened.

use std::{
    fs,
    path::Path,
    sync::Arc,
    thread,
    time::{Duration, Instant},
};

use roundtable::{
    case::{
        Document, Doubt, Looks,
        advice::advise,
        asking::{in_brief, is_asked},
        flaw::Code,
        mend::As,
        read,
        read::Lines,
    },
    home::Home,
    library,
};
use tempfile::TempDir;

use crate::{
    door::{Ran, run},
    pty::Terminal,
};

/// Nothing says what is asked: its questions are a guess.
const LETTER: &str = "The two keys

The shop has two keys, and both are in Mona's pocket.

Her brother opens on Sundays and has asked twice.

- Why does she keep both?
- What would you say to her brother?

Answers:

She does not trust the lock.
";

/// The same said plainly.
const OURS: &str = "# The two keys

The shop has two keys.

## Questions

1. Why does she keep both?

Model answer: She does not trust the lock.
";

fn with(document: &str) -> Arc<TempDir> {
    let folder = Arc::new(TempDir::new().unwrap());
    fs::write(folder.path().join("keys.txt"), document).unwrap();
    folder
}

fn lines(folder: &Path, input: &str) -> Ran {
    let words = ["run", "keys.txt", "--plain", "--people", "Ann"];
    let ran = run(folder, &words, input);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    ran
}

#[test]
fn a_document_that_was_guessed_at_is_asked_about_once_and_our_own_never() {
    let data = with(LETTER);
    let words = ["run", "keys.txt", "--people", "Ann"];
    let mut terminal = Terminal::start_in(Arc::clone(&data), &words, (80, 24));
    terminal.wait("You are asked once");
    terminal.wait("2 questions");
    terminal.wait("kept back");
    assert!(!terminal.text().contains("trust the lock"));
    terminal.press("\r");
    terminal.wait("[Enter] begin");
    let mut terminal = terminal.again(&words);
    terminal.wait("[Enter] begin");
    assert!(!String::from_utf8_lossy(&terminal.bytes).contains("asked once"));

    // Other words are another content.
    fs::write(data.path().join("keys.txt"), LETTER.replace("two", "three")).unwrap();
    let mut terminal = terminal.again(&words);
    terminal.wait("You are asked once");
    // Whoever leaves has decided nothing.
    terminal.press("\x1b");
    terminal.wait("Choose a case");
    let mut terminal = terminal.again(&words);
    terminal.wait("You are asked once");

    fs::write(data.path().join("keys.txt"), OURS).unwrap();
    let mut terminal = terminal.again(&words);
    terminal.wait("[Enter] begin");
    assert!(!String::from_utf8_lossy(&terminal.bytes).contains("asked once"));
    let new = include_str!("../../src/library/beginning.md");
    assert!(!is_asked(&read(new, "new.md")));
    for (slug, text) in library::built_in() {
        assert!(!is_asked(&read(text, &format!("{slug}.md"))), "{slug}");
    }
}

#[test]
fn whoever_studies_is_asked_too_and_goes_on_studying() {
    let data = with(LETTER);
    let words = ["study", "keys.txt", "--as", "Ann"];
    let mut terminal = Terminal::start_in(Arc::clone(&data), &words, (80, 24));
    terminal.wait("You are asked once");
    terminal.goes(&[
        ("l", "how it was read"),
        ("\x1b", "You are asked once"),
        ("\r", "· Ann"),
    ]);
}

#[test]
fn what_was_mended_holds_wherever_the_content_is_opened() {
    let data = with(LETTER);
    let folder = data.path();
    let words = ["run", "keys.txt", "--people", "Ann"];
    let mut terminal = Terminal::start_in(Arc::clone(&data), &words, (80, 24));
    terminal.wait("You are asked once");
    terminal.press("l");
    // It opens at the place that was guessed.
    terminal.wait("▸ question 1");
    terminal.goes(&[
        ("t", "1 question ·"),
        ("\r", "[Enter] begin"),
        ("\x03", "Choose a case"),
    ]);

    fs::create_dir_all(folder.join("elsewhere")).unwrap();
    fs::copy(folder.join("keys.txt"), folder.join("elsewhere/other.txt")).unwrap();
    let home = [("--data", folder.to_str().unwrap())];
    let asked = |file: &str| {
        let [(data, home)] = home;
        let shown = run(folder, &["show", file, data, home], "");
        assert_eq!(shown.code, 0, "{}", shown.err);
        shown.out
    };
    // What was said is kept by a worker, a moment after it was said.
    let until = Instant::now() + Duration::from_secs(30);
    while !asked("keys.txt").contains("1 question in 1 case") && Instant::now() < until {
        thread::sleep(Duration::from_millis(50));
    }
    for file in ["keys.txt", "elsewhere/other.txt"] {
        let shown = asked(file);
        has!(shown, "1 question in 1 case");
        // Lines are the document's own.
        has!(shown, "open · 1 model answer · 1 claim · line 8");
    }
    let [(option, value)] = home;
    let words = [
        "run", "keys.txt", "--plain", "--people", "Ann", option, value,
    ];
    let ran = run(folder, &words, "\n\n/quit\n");
    has!(ran.out, "Question 1 of 1");
    has!(ran.out, "Why does she keep both?");

    let home = Home::find(Some(folder.to_owned())).unwrap();
    let cards = library::shelve_at(&home, &[folder.join("elsewhere")], &|_, _| {});
    let card = cards
        .iter()
        .find(|card| card.title.as_str() == "The two keys");
    assert_eq!(card.unwrap().questions, 1);
}

#[test]
fn in_lines_it_is_a_notice_that_eats_no_line() {
    let data = with(LETTER);
    let ran = lines(data.path(), "/kept\n/show 1\n\n\nMINE\n\n/quit\n");
    let notice = "This is how the document was read: 2 questions, ";
    has!(ran.out, notice);
    let kept = ran.out.split_once(notice).unwrap().1;
    let (kept, rest) = kept.split_once("No passage is in doubt").unwrap();
    has!(kept, "Lines 10 to 12: kept until question 2 was answered.");
    lacks!(kept, "trust the lock");
    has!(rest, "Question 1 of 2");
    lacks!(ran.out, "trust the lock");

    let ours = with(OURS);
    let ran = lines(ours.path(), "/quit\n");
    lacks!(ran.out, "how the document was read");
}

fn doubtful() -> Document {
    let mut document = read(OURS, "keys.md");
    document.doubts = vec![
        Doubt {
            lines: Lines { from: 3, to: 5 },
            looks: Looks::LikeAnAnswer,
            why: "it speaks of “the point”".into(),
        },
        Doubt {
            lines: Lines { from: 9, to: 9 },
            looks: Looks::LikeAStaffNote,
            why: "it speaks of students".into(),
        },
    ];
    document
}

#[test]
fn a_doubt_is_counted_asked_about_and_told_to_the_author_with_its_mend() {
    let document = doubtful();
    assert!(is_asked(&document));
    let brief = in_brief(&document, OURS).join(", ");
    has!(brief, "2 passages that may give something away");
    let flaws = advise(&document);
    let told: Vec<_> = flaws
        .iter()
        .filter(|flaw| matches!(flaw.code, Code::LooksLikeAnswer | Code::LooksLikeNote))
        .collect();
    assert_eq!(told.len(), 2);
    assert_eq!((told[0].line, told[1].line), (3, 9));
    has!(told[0].what, "“the point”");
    for (flaw, label) in told.iter().zip(["“Model answer:”", "“Facilitator notes:”"]) {
        assert!(!flaw.is_grave());
        for words in ["“Prompt:”", "“::: reading”", label] {
            has!(flaw.hint, words);
        }
    }
}

#[test]
fn a_decision_that_cannot_be_read_is_asked_for_again() {
    let data = with(LETTER);
    let home = Home::find(Some(data.path().to_owned())).unwrap();
    let path = data.path().join("keys.txt");
    let mut loaded = library::load(&path).unwrap();
    assert!(loaded.is_asked());
    loaded.decision.seen = true;
    loaded.decision.marks.insert(7, As::Text);
    library::remember(&loaded, &home).unwrap();
    let again = library::recall(library::load(&path).unwrap(), &home).unwrap();
    assert!(!again.is_asked());
    assert_eq!(again.document.cases[0].questions().count(), 1);
    // Whatever reads it: as a file of its own, and as advice to its author.
    let said_by = |arguments: &[&str]| {
        let out = std::process::Command::new(env!("CARGO_BIN_EXE_roundtable"))
            .args(arguments)
            .current_dir(data.path())
            .env("ROUNDTABLE_DATA", data.path())
            .output()
            .unwrap();
        String::from_utf8_lossy(&out.stdout).into_owned()
    };
    let written = said_by(&["import", "keys.txt", "-o", "-"]);
    has!(written, "- Why does she keep both?\n\n## Questions");
    lacks!(written, "### 2.");
    let said = said_by(&["check", "keys.txt", "--json"]);
    lacks!(said, "\"line\": 7");
    let kept = home.readings().join(format!("{}.json", loaded.hash));
    assert!(kept.exists());
    fs::write(kept, "{").unwrap();
    let again = library::recall(library::load(&path).unwrap(), &home).unwrap();
    assert!(again.is_asked());
    assert_eq!(again.document.cases[0].questions().count(), 2);
}

/// Nothing is guessed in it and nothing looks like an answer; but it is in no words of ours.
#[test]
fn what_is_not_plainly_in_our_format_is_never_opened_without_asking() {
    let heading = OURS.to_owned() + "\n## Seen from the till\n\nThe lock is new.\n";
    let steps =
        "# The two keys\n\nThe shop has two keys.\n\n## Seen from the till\n\nThe lock is new.\n";
    let bold = "**1. Why both?**\n\nA: The lock is old.\n\n**2. Who opens?**\n\nA: He does.\n\n**3. And then?**\n";
    for text in [heading.as_str(), steps, bold] {
        assert!(is_asked(&read(text, "keys.md")), "{text}");
    }
    let spanish = "# Dos llaves\n\nLa tienda.\n\n## Preguntas\n\n1. ¿Por qué?\n";
    for text in [OURS, spanish, "# The two keys\n\nThe shop has two keys.\n"] {
        assert!(!is_asked(&read(text, "keys.md")), "{text}");
    }
}

/// What stands behind a question under no word of ours is named by its line, on the page and in
/// `check`; in our own format nothing is.
#[test]
fn passages_that_everybody_reads_under_no_word_of_ours_are_named() {
    let text = "The two keys\n\nThe shop has two keys.\n\n1. Why does she keep both?\n2. What would you say?\n\nShe has kept both since the lock was changed in May.\n";
    let document = read(text, "keys.txt");
    let named = |document: &Document| {
        let flaws = advise(document);
        let sight = flaws.iter().filter(|flaw| flaw.code == Code::InSight);
        sight.map(|flaw| flaw.line).collect::<Vec<_>>()
    };
    assert_eq!(named(&document), [8], "{:?}", document.guesses);
    assert!(is_asked(&document));
    assert!(named(&read(OURS, "keys.md")).is_empty());
}
