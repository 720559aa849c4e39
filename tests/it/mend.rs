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
    assert!(!mended.is_mended());

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
    assert!(!mended.is_mended());
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
    terminal.press("\r");
    terminal.wait("how it was read");
    terminal.wait("question 3   ");
    terminal.wait("3 questions in 1 case");
    // Down to line 5, and again to line 10.
    terminal.press("jjjjq");
    terminal.wait("4 questions in 1 case");
    terminal.press("jjjjt");
    terminal.wait_until("three again", |screen| {
        screen.contains("3 questions in 1 case")
            && screen.contains("text              2. Note that")
    });
    terminal.press("s");
    terminal.wait("Saved as");
    let clean = fs::read_to_string(cases.join("zinnia-2.md")).unwrap();
    assert_eq!(
        prompts(&read(&clean, "zinnia-2.md").cases[0]),
        ["Whose problem is this?", "What first?", "And then?"]
    );
    assert_eq!(fs::read_to_string(&path).unwrap(), document);

    terminal.press("\r");
    terminal.wait("Gather");
    terminal.press("Ann\r\r");
    terminal.wait("It is full.");
    terminal.press("\r");
    terminal.wait("Whose problem is this?");
    terminal.close();
}
