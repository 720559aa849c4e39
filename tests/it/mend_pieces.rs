//! A line that is several things: its question apart from what to listen for, a question in other
//! words, the right one of its options.

use std::{fs, sync::Arc};

use roundtable::{
    case::{
        Case, Kind,
        mend::{As, Mended, Piece, asked_within},
        read,
        write::write_all,
    },
    home::Home,
    library,
};
use tempfile::TempDir;

use crate::{door::run, pty::Terminal};

/// Every paragraph asks and says what to listen for.
const GUIDE: &str = "# The swap

Samira took the Monday of Pawel and never gave it back.

Ask first: “What does Samira owe Pawel?” Listen for the SHIFT and not for the money.

Then ask the room: “Who decides?” Some will say the manager. Wait for the RULE of the house.
";

const QUIZ: &str = "# Doses

1. When is the drop given?

a) before he sleeps
b) after he has slept
c) never
";

fn prompts(case: &Case) -> Vec<&str> {
    let questions = case.questions();
    questions.map(|one| one.prompt.text.as_str()).collect()
}

fn lines_of(text: &str, words: &str) -> u32 {
    let at = text.lines().position(|line| line.contains(words));
    at.unwrap() as u32 + 1
}

#[test]
fn the_words_that_ask_are_found_beside_others() {
    for (line, asked) in [
        (
            GUIDE.lines().nth(4).unwrap(),
            Some("What does Samira owe Pawel?"),
        ),
        (
            "- Ask: Who is it? And why? Then wait for it.",
            Some("Who is it? And why?"),
        ),
        (
            "Samira is late again. Who calls her?",
            Some("Who calls her?"),
        ),
        (
            "„Wer entscheidet?“ Achten Sie auf die Regel im Haus.",
            Some("Wer entscheidet?"),
        ),
        (
            "本文です。なぜですか？ 規則 を 待つ こと。",
            Some("なぜですか？"),
        ),
        ("3. What first?", None),
        ("Ask first: “What does Samira owe?”", None),
        ("She came at 9 a.m. on Monday and stayed.", None),
        ("", None),
        ("?", None),
    ] {
        assert_eq!(asked_within(line), asked, "{line}");
    }
}

#[test]
fn only_the_words_that_ask_are_asked_and_the_rest_is_kept_back() {
    let mut mended = Mended::new(GUIDE, "swap.md");
    let line = lines_of(GUIDE, "Ask first");
    let pieces = mended.asked_in(line, "What does Samira owe Pawel?");
    let mark = mended.in_pieces(pieces);
    mended.say(line..=line, Some(mark), &mut || false).unwrap();
    let (document, _) = mended.read();
    let case = &document.cases[0];
    assert_eq!(prompts(case), ["What does Samira owe Pawel?"]);
    let notes = &case.questions().next().unwrap().aside.notes;
    assert!(notes[0].contains("SHIFT"), "{notes:?}");
    // Undone, it is as it was read; said again, the clean copy says the same.
    let clean = write_all(&document.title, &document.cases);
    let again = read(&clean, "swap.md");
    assert_eq!(prompts(&again.cases[0]), ["What does Samira owe Pawel?"]);
    assert!(mended.undo());
    assert_eq!(mended.read().0, read(GUIDE, "swap.md"));
}

#[test]
fn an_option_is_said_to_be_right_and_stays_an_option() {
    let mut mended = Mended::new(QUIZ, "doses.md");
    let right = |mended: &Mended| {
        let (document, _) = mended.read();
        let case = &document.cases[0];
        let question = case.questions().next().unwrap();
        let Kind::Choice { options, .. } = &question.prompt.kind else {
            panic!("{question:?}");
        };
        assert_eq!(options.len(), 3);
        question.aside.right.clone()
    };
    assert!(right(&mended).is_empty());
    mended.set(6, Some(As::Right));
    assert_eq!(right(&mended), [1]);
    // Of one that is chosen, another one is right instead.
    mended.set(6, None);
    mended.set(7, Some(As::Right));
    assert_eq!(right(&mended), [2]);
    mended.set(7, Some(As::Wrong));
    assert!(right(&mended).is_empty());
}

#[test]
fn the_screen_asks_how_such_a_paragraph_asks_and_splits_it() {
    let folder = Arc::new(TempDir::new().unwrap());
    fs::create_dir(folder.path().join("cases")).unwrap();
    let path = folder.path().join("cases/swap.md");
    fs::write(&path, GUIDE).unwrap();
    let mut terminal = Terminal::start_in(Arc::clone(&folder), &[], (100, 30));
    terminal.goes(&[
        ("", "The swap"),
        ("the swap", "1 match"),
        ("\x12", "Show everything"),
        ("\x1b[B\r", "next doubt"),
        ("jj", "▸"),
        ("q", "holds more than its question"),
        ("\r", "*question 1"),
    ]);
    // The other one sentence by sentence: the question among them, the last one is a note.
    terminal.goes(&[
        ("jc", "Sentence 1 of"),
        ("q", "question: Then ask the room"),
        ("jn", "facilitator: Wait for the RULE"),
        ("\x1b", "You said so. It asks"),
    ]);
    // In other words.
    terminal.goes(&[("w", "in the words that people will read")]);
    for _ in 0..60 {
        terminal.press("\x7f");
    }
    terminal.goes(&[("Whose rule is it?\r", "It asks: “Whose rule is it?”")]);
    terminal.press("v");
    terminal.wait_until("as they see it", |screen| {
        screen.contains("Whose rule is it?") && !screen.contains("next doubt")
    });
    lacks!(terminal.text(), "RULE");
    let shown = run(folder.path(), &["show", "cases/swap.md", "--data", "."], "");
    has!(shown.out, "What does Samira owe Pawel?");
}

#[test]
fn pieces_are_kept_and_carried_over_with_their_line() {
    let folder = TempDir::new().unwrap();
    let home = Home::find(Some(folder.path().join("data"))).unwrap();
    let path = folder.path().join("swap.md");
    let opened = |text: &str| {
        fs::write(&path, text).unwrap();
        library::recall(library::load(&path).unwrap(), &home).unwrap()
    };
    let mut loaded = opened(GUIDE);
    let line = lines_of(GUIDE, "Ask first");
    let mut mended = loaded.mended();
    let pieces = mended.asked_in(line, "What does Samira owe Pawel?");
    let mark = mended.in_pieces(pieces);
    mended.set(line, Some(mark));
    loaded.decision = library::Decision::of(true, &mended);
    library::remember(&loaded, &home).unwrap();
    assert_eq!(prompts(&opened(GUIDE).document.cases[0]).len(), 1);
    let moved = GUIDE.replace("Samira took", "It was March.\n\nSamira took");
    let document = opened(&moved).document;
    assert_eq!(prompts(&document.cases[0]), ["What does Samira owe Pawel?"]);
    // Of other words the question is not said; what was held back stays so.
    let other = GUIDE.replace("not for the money", "never for money");
    let again = opened(&other);
    assert!(again.is_asked());
    assert_eq!(again.decision.marks.get(&line), Some(&As::Note));
    let piece = Piece::new("x", None);
    assert_eq!(serde_json::to_string(&piece).unwrap(), "{\"text\":\"x\"}");
}
