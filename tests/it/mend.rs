//! A reading that a person mends: lines marked as something else, and what is read then.

use std::{fs, sync::Arc};

use roundtable::case::{
    Case,
    mend::{As, Mended, Taken},
    read,
    write::{same, write_all},
};

use tempfile::TempDir;

use crate::pty::Terminal;

const DOCUMENT: &str = "\
# The rota

It is full.

Whose problem is this?

## Questions

1. What first?
2. Note that nobody slept.
3. And then?

The night desk knew all along.

Wednesday

Nobody came.
";

fn prompts(case: &Case) -> Vec<String> {
    let questions = case.questions();
    questions
        .map(|question| question.prompt.text.to_string())
        .collect()
}

#[test]
fn lines_become_what_a_person_says_they_are() {
    let mut mended = Mended::new(DOCUMENT, "rota.md");
    let (before, taken) = mended.read();
    assert_eq!(before, read(DOCUMENT, "rota.md"));
    assert_eq!(taken[2], Taken::Text);
    assert_eq!(taken[8], Taken::Question(1));
    assert!(mended.marks().is_empty());

    mended.set(5, Some(As::Question));
    mended.set(10, Some(As::Text));
    mended.set(13, Some(As::Answer));
    mended.set(15, Some(As::Part));
    mended.set(3, Some(As::Note));
    let (after, taken) = mended.read();
    let case = &after.cases[0];
    assert_eq!(
        prompts(case),
        ["Whose problem is this?", "What first?", "And then?"]
    );
    let last = case.questions().last().unwrap();
    assert_eq!(
        last.aside.models[0].claims[0].as_str(),
        "The night desk knew all along."
    );
    assert_eq!(case.facilitator_notes[0].text.as_str(), "It is full.");
    let part = case.parts.last().unwrap();
    assert!(part.staged);
    assert_eq!(part.title.as_deref(), Some("Wednesday"));
    assert_eq!(taken[4], Taken::Question(1));
    assert_eq!(taken[9], Taken::Text);
    assert_eq!(taken[12], Taken::Hidden("model answer"));
    assert_eq!(taken[2], Taken::Hidden("facilitator notes"));
    assert!(after.unused.is_empty());

    // What was mended is saved as a clean file that reads the same without any mending.
    let clean = write_all(&after.title, &after.cases);
    let again = read(&clean, "rota.md");
    assert_eq!(again.cases.len(), 1);
    assert!(same(&again.cases[0], case), "{clean}");
}

#[test]
fn what_was_said_can_be_taken_back_and_blank_lines_are_nothing() {
    let mut mended = Mended::new(DOCUMENT, "rota.md");
    mended.set(5, Some(As::Question));
    mended.set(4, Some(As::Question));
    mended.set(99, Some(As::Question));
    assert_eq!(mended.mark(5), Some(As::Question));
    assert_eq!(mended.mark(4), None);
    mended.set(5, None);
    assert!(mended.marks().is_empty());
    assert_eq!(mended.read().0, read(DOCUMENT, "rota.md"));
}

#[test]
fn every_line_can_be_marked_as_anything() {
    let count = DOCUMENT.lines().count() as u32;
    for mark in [As::Question, As::Answer, As::Note, As::Part, As::Text] {
        for line in 1..=count {
            let mut mended = Mended::new(DOCUMENT, "rota.md");
            mended.set(line, Some(mark));
            let (document, taken) = mended.read();
            assert_eq!(taken.len(), count as usize);
            let text = DOCUMENT.lines().nth(line as usize - 1).unwrap();
            if !text.is_empty() && mark == As::Question {
                let at = taken[line as usize - 1];
                assert!(matches!(at, Taken::Question(_)), "{line} {at:?}");
            }
            assert!(document.unused.is_empty());
        }
    }
}

#[test]
fn the_screen_mends_saves_a_clean_file_and_begins_with_what_was_mended() {
    let data = Arc::new(TempDir::new().unwrap());
    let cases = data.path().join("cases");
    fs::create_dir_all(&cases).unwrap();
    let path = cases.join("zinnia.md");
    let document = DOCUMENT.replace("The rota", "Zinnia");
    fs::write(&path, &document).unwrap();

    let mut terminal = Terminal::start_in(Arc::clone(&data), &[], (80, 24));
    terminal.wait("Zinnia");
    terminal.press("zinnia");
    terminal.wait_until("only Zinnia", |screen| !screen.contains("All green"));
    terminal.press("\x12");
    // It tells what whoever wants to study should not know yet.
    terminal.wait("Show everything");
    terminal.press("\x1b[B\r");
    terminal.wait("how it was read");
    terminal.wait("question 3   ");
    terminal.wait("3 questions ·");
    // Down to line 5, and again to line 10: blank lines take no key.
    terminal.press("jjq");
    terminal.wait("4 questions ·");
    terminal.press("jjjt");
    terminal.wait_until("three again", |screen| {
        screen.contains("3 questions ·")
            && screen
                .lines()
                .any(|row| row.contains("*text") && row.contains("2. Note that"))
    });
    // Where it is saved is asked; the same again is the same file.
    for _ in 0..2 {
        terminal.press("s");
        terminal.wait("Where is the clean copy saved?");
        terminal.wait("Beside the document");
        terminal.press("\r");
        terminal.wait("Saved as");
        terminal.wait_until("it is closed", |screen| {
            !screen.contains("Beside the document")
        });
    }
    let files = fs::read_dir(&cases).unwrap().count();
    assert_eq!(files, 2);
    let clean = fs::read_to_string(cases.join("zinnia (clean).md")).unwrap();
    assert_eq!(
        prompts(&read(&clean, "zinnia.md").cases[0]),
        ["Whose problem is this?", "What first?", "And then?"]
    );
    assert_eq!(fs::read_to_string(&path).unwrap(), document);

    // For whom, is asked: it was opened to be looked at.
    terminal.goes(&[
        ("\r", "▸ Run it with a group"),
        ("\r", "WHO"),
        ("Ann\r\r", "It is full."),
        ("\r", "Whose problem is this?"),
    ]);
    terminal.close();
}

#[test]
fn what_was_said_is_undone_by_whoever_comes_back_and_other_rows_say_why_not() {
    let data = Arc::new(TempDir::new().unwrap());
    let cases = data.path().join("cases");
    fs::create_dir_all(&cases).unwrap();
    fs::write(
        cases.join("zinnia.md"),
        DOCUMENT.replace("The rota", "Zinnia"),
    )
    .unwrap();
    let mut terminal = Terminal::start_in(Arc::clone(&data), &[], (80, 24));
    terminal.wait("Zinnia");
    terminal.press("zinnia");
    terminal.wait_until("only Zinnia", |screen| !screen.contains("All green"));
    terminal.press("\x12");
    terminal.wait("Show everything");
    terminal.press("\x1b[B\r");
    terminal.wait("3 questions ·");
    terminal.press("jjq");
    terminal.wait("4 questions ·");
    terminal.press("\x1b");
    terminal.wait_until("the library", |screen| !screen.contains("how it was read"));
    terminal.press("\x12");
    terminal.wait("Show everything");
    terminal.press("\x1b[B\r");
    terminal.wait("4 questions ·");
    terminal.press("u");
    terminal.wait("3 questions ·");
    terminal.press("\x1b");
    terminal.wait_until("the library", |screen| !screen.contains("how it was read"));
    // The last row is no case.
    terminal.press("\x1b");
    terminal.wait("All Green");
    terminal.press("\x1b[F\x12");
    terminal.wait("Choose a case first.");
    terminal.close();
}

/// Questions that nothing marks, and answers that stand away from them.
const MAIL: &str = "\
Hello all,

The answer to the first one is the lock.
- It is old.
- It is hers.

Ask for the spare key.

Keys we know of
The list of keys

one, two

Please think about this:

1) Why does she keep both keys?
2) Who should have the second one?

Look at the door first.
Printed on both sides.
";

fn read_of(marks: &[(u32, u32, As)]) -> roundtable::case::Document {
    let mut mended = Mended::new(MAIL, "mail.txt");
    for (from, to, mark) in marks {
        mended.set_all(*from..=*to, Some(*mark));
    }
    mended.read().0
}

#[test]
fn answers_go_to_the_question_that_was_named_wherever_they_stand() {
    // Above all questions, the first one gets it; each bullet is a claim of its own.
    let document = read_of(&[(3, 5, As::Answer)]);
    let case = &document.cases[0];
    let asides: Vec<_> = case.questions().map(|question| &question.aside).collect();
    let claims = &asides[0].models[0].claims;
    let claims: Vec<_> = claims.iter().map(roundtable::text::Clean::as_str).collect();
    assert_eq!(claims.len(), 3, "{claims:?}");
    assert_eq!(claims[2], "It is hers.");
    assert!(case.facilitator_notes.is_empty());

    let document = read_of(&[(3, 5, As::AnswerTo(17)), (19, 19, As::Hint)]);
    let case = &document.cases[0];
    let asides: Vec<_> = case.questions().map(|question| &question.aside).collect();
    assert_eq!(asides.len(), 2);
    assert!(asides[0].models.is_empty());
    assert_eq!(asides[1].models[0].claims.len(), 3);
    assert_eq!(asides[1].hints[0].as_str(), "Look at the door first.");
    let clean = write_all(&document.title, &document.cases);
    assert!(same(&read(&clean, "mail.md").cases[0], case), "{clean}");
}

#[test]
fn exhibits_hold_their_lines_and_what_is_left_out_is_in_no_part() {
    let document = read_of(&[(9, 12, As::Exhibit), (20, 20, As::Out)]);
    let case = &document.cases[0];
    let items = case.parts.iter().flat_map(|part| &part.items);
    let exhibits: Vec<_> = items
        .filter_map(|item| match item {
            roundtable::case::Item::Exhibit(exhibit) => Some(exhibit),
            _ => None,
        })
        .collect();
    assert_eq!(exhibits.len(), 1);
    assert_eq!(exhibits[0].title.as_str(), "Keys we know of");
    let texts: Vec<_> = exhibits[0]
        .blocks
        .iter()
        .map(|block| block.text.as_str())
        .collect();
    assert_eq!(texts, ["The list of keys", "one, two"]);
    assert!(
        case.noise
            .iter()
            .any(|block| block.text.contains("both sides"))
    );
    let all = serde_json::to_string(&case.parts).unwrap();
    lacks!(all, "both sides");
}

#[test]
fn lines_keep_their_numbers_and_changes_are_undone_one_by_one() {
    let mut mended = Mended::new(MAIL, "mail.txt");
    let (before, _) = mended.read();
    mended.set_all(1..=3, Some(As::Note));
    mended.set(9, Some(As::Part));
    let (after, taken) = mended.read();
    let lines: Vec<_> = after.cases[0]
        .questions()
        .map(|question| question.prompt.line)
        .collect();
    assert_eq!(lines, [16, 17]);
    assert_eq!(taken[15], Taken::Question(1));
    let hidden = after.hidden.iter().find(|one| one.what == "later part");
    assert_eq!(hidden.unwrap().from, 9);
    assert!(mended.undo());
    assert_eq!(mended.mark(9), None);
    assert_eq!(mended.mark(3), Some(As::Note));
    // A key that changes nothing is no change to undo.
    mended.set(3, Some(As::Note));
    assert!(mended.undo());
    assert!(mended.marks().is_empty());
    assert!(!mended.undo());
    assert_eq!(mended.read().0, before);
}

#[test]
fn the_screen_marks_several_lines_names_a_question_and_undoes() {
    let data = Arc::new(TempDir::new().unwrap());
    fs::write(data.path().join("mail.txt"), MAIL).unwrap();
    let words = ["run", "mail.txt", "--people", "Ann"];
    let mut terminal = Terminal::start_in(Arc::clone(&data), &words, (80, 24));
    terminal.wait("You are asked once");
    terminal.press("l");
    terminal.wait("how it was read");
    // The keys stand under the lines.
    for words in [
        "A answer to which",
        "x leave out",
        "m several",
        "h hint",
        "e exhibit",
    ] {
        terminal.wait(words);
    }
    terminal.goes(&[
        ("g", "▸ "),
        ("jmjj", "3 lines are chosen"),
        ("A", "Which question do these lines answer?"),
        ("2\r", "3 lines kept back"),
        ("kkk", "It belongs to question 2."),
    ]);
    terminal.press("u");
    terminal.wait_until("nothing kept back", |screen| {
        !screen.contains("lines kept back") && !screen.contains("hidden answer")
    });
    terminal.press("A");
    terminal.wait("Which question do these lines answer?");
    terminal.press("7\r");
    terminal.wait("There is no question 7");
}

#[test]
fn the_librarys_preview_ends_before_the_first_question_and_heeds_what_was_mended() {
    let data = Arc::new(TempDir::new().unwrap());
    let cases = data.path().join("cases");
    fs::create_dir_all(&cases).unwrap();
    let text = "# Zinnia\n\nIt is full.\n\nTuesday\n\nNobody came YET.\n\n## Questions\n\n1. Who waits?\n\n::: reading\nAFTERWARDS it rained.\n:::\n\n2. And now?\n";
    fs::write(cases.join("zinnia.md"), text).unwrap();
    let mut terminal = Terminal::start_in(Arc::clone(&data), &[], (120, 30));
    terminal.wait("Zinnia");
    terminal.press("zinnia");
    terminal.wait_until("its first part", |screen| {
        screen.contains("Nobody came YET.") && !screen.contains("AFTERWARDS")
    });
    terminal.press("\x12");
    terminal.wait("Show everything");
    terminal.press("\x1b[B\r");
    terminal.wait("2 questions ·");
    terminal.press("jjp");
    terminal.wait_until("a part", |screen| {
        screen.contains("*") && screen.contains("┊")
    });
    terminal.press("\x1b");
    terminal.wait_until("nothing of the later part", |screen| {
        screen.contains("It is full.") && screen.contains("▸ Zinnia") && !screen.contains("YET")
    });
    terminal.close();
}
