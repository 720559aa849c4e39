//! A reading that a person mends: lines marked as something else, and what is read then.

use roundtable::case::{
    Case,
    mend::{As, Mended, Taken},
    read,
    write::{same, write_all},
};

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
