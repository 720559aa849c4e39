//! What people see in a session, step by step: no answer of a document is in the view of anybody
//! in the room before its question was answered, however it is written; and what is written in our
//! own format is neither alarmed about nor asked about.

use std::{fs, process::Command as Process, sync::Arc};

use proptest::{prelude::*, sample::select};
use roundtable::{
    case::{self, Case, Item, Kind, read},
    id::PersonId,
    protocol::Protocol,
    session::{Actor, Command, Viewer},
    text::Clean,
};
use tempfile::TempDir;

use crate::{
    labelled::{Asked, Language, Marked, answer, keyed, language, question},
    seed::laws,
    world::{self, Table},
};

/// No session has more steps.
const LONGEST: usize = 60;

/// Goes through a session of a document, and says what was seen too early, else whether an answer
/// was seen at all.
fn early(text: &str, secrets: usize) -> Result<bool, String> {
    let document = read(text, "file.md");
    let case = document.cases[0].clone();
    let mut table = Table::open(case, Protocol::find("think-share").unwrap(), 7, false);
    for name in ["Ann", "Ben"] {
        let name = Clean::new(name);
        table.must(Actor::Desk, Command::Join { name, role: None });
    }
    let people = [0, 1].map(|nth| Viewer::Person(PersonId(nth)));
    let (mut steps, mut told) = (0, false);
    loop {
        for viewer in people.into_iter().chain([Viewer::Room, Viewer::Shared]) {
            let view = table.view(viewer);
            let mut answered: Vec<u32> = view.past.iter().map(|past| past.prompt.number).collect();
            let now = view.question.as_ref();
            answered.extend(
                now.filter(|now| !now.models.is_empty())
                    .map(|now| now.prompt.number),
            );
            let seen = format!("{view:?}");
            told |= seen.contains("Zebu");
            for nth in 0..secrets {
                let number = u32::try_from(nth + 1).unwrap();
                if !answered.contains(&number) && seen.contains(&format!("Zebu{nth}")) {
                    return Err(format!(
                        "{viewer:?} sees answer {number} at step {steps} of\n{text}"
                    ));
                }
            }
            if seen.contains("Okapi") {
                return Err(format!(
                    "{viewer:?} sees a note to the staff at step {steps} of\n{text}"
                ));
            }
        }
        // At its last stop a session goes no further.
        let from = table.session.place();
        let on = table.send(Actor::Desk, Command::Advance { from }, 1_000);
        if on.is_err() || steps > LONGEST {
            return if steps > 3 {
                Ok(told)
            } else {
                Err(format!("nothing was asked of\n{text}"))
            };
        }
        steps += 1;
    }
}

/// A document with an answer below each question.
fn answered(language: &Language, how: Asked, marked: Marked, label: usize, place: u8) -> String {
    let label = language.answers[label % language.answers.len()];
    let mut text = "# The quay\n\nA crane stands in the wind.\n\n".to_owned();
    for (at, ask) in language.asks.iter().enumerate() {
        text.push_str(&question(how, language.task, at + 1, ask));
        text.push('\n');
        text.push_str(&answer(marked, label, &format!("Zebu{at}"), place));
        text.push('\n');
    }
    text
}

fn asked() -> impl Strategy<Value = Asked> {
    select(vec![
        Asked::Listed,
        Asked::Bold,
        Asked::Heading,
        Asked::NumberedHeading,
        Asked::TaskHeading,
    ])
}

fn marked() -> impl Strategy<Value = Marked> {
    select(vec![
        Marked::Plain,
        Marked::Bold,
        Marked::BoldThenColon,
        Marked::Slanted,
        Marked::Quoted,
        Marked::Heading,
    ])
}

proptest! {
    #![proptest_config(laws(48))]

    #[test]
    fn no_answer_is_in_a_view_before_its_question_was_answered(
        language in language(), how in asked(), marked in marked(), label in 0_usize..20, place in 0_u8..3,
    ) {
        let text = answered(language, how, marked, label, place);
        prop_assert_eq!(early(&text, 3), Ok(true));
    }

    #[test]
    fn no_key_and_no_note_is_in_a_view(
        language in language(), how in select(vec![Asked::Listed, Asked::NumberedHeading, Asked::TaskHeading]),
        heading in any::<bool>(), label in 0_usize..20, staff in 0_usize..20, before in any::<bool>(),
    ) {
        let key = language.answers[label % language.answers.len()];
        let note = language.staff[staff % language.staff.len()];
        let text = keyed(language, how, heading, [key, note], before);
        prop_assert_eq!(early(&text, 3), Ok(true));
    }

    /// Our own format says everything itself.
    #[test]
    fn our_own_format_is_not_asked_about(
        counts in proptest::collection::vec((0_usize..4, 0_usize..4, any::<bool>(), any::<bool>()), 1..5),
        part in any::<bool>(), notes in any::<bool>(),
    ) {
        let mut text = "# The quay\n\nA crane stands in the wind. Who is to blame is not said.\n\nThe answer came late.\n\n## Questions\n\n".to_owned();
        for (at, (hints, claims, options, follow)) in counts.iter().enumerate() {
            text.push_str(&format!("{}. What is seen first, {at}? (3 min)\n", at + 1));
            if *options {
                text.push_str("   - ( ) the rope\n   - ( ) the wind\n");
            }
            for nth in 0..*hints {
                text.push_str(&format!("\n   Hint: look at number {nth}.\n"));
            }
            if *follow {
                text.push_str("\n   Follow-up: what else?\n");
            }
            for nth in 0..*claims {
                text.push_str(&format!("\n   Model answer: Zebu{at} holds rope {nth}.\n"));
            }
            text.push('\n');
        }
        if part {
            text.push_str("## Part 2: The storm\n\nThe wind grows.\n\n## Questions\n\n1. What now?\n\n");
        }
        if notes {
            text.push_str("## Facilitator notes\n\nOkapi waits ten minutes.\n");
        }
        let document = read(&text, "own.md");
        prop_assert!(document.doubts.is_empty(), "{:?}\n{}", document.doubts, text);
        prop_assert!(document.guesses.is_empty(), "{:?}\n{}", document.guesses, text);
        let answers = counts.iter().any(|(_, claims, ..)| *claims > 0);
        prop_assert_eq!(early(&text, counts.len()), Ok(answers));
    }
}

/// The same through the front door, in lines.
#[test]
fn in_lines_no_answer_is_printed_before_its_question_was_answered() {
    for (label, marked, how) in [
        ("Model answer", Marked::Bold, Asked::Bold),
        ("Musterlösung", Marked::Heading, Asked::NumberedHeading),
        ("Ответ", Marked::Quoted, Asked::Listed),
        ("参考答案", Marked::Plain, Asked::Heading),
    ] {
        let folder = TempDir::new().unwrap();
        let mut text = "# The quay\n\nA crane stands in the wind.\n\n".to_owned();
        for nth in 0..2 {
            text.push_str(&question(
                how,
                "Question",
                nth + 1,
                &format!("Who holds rope {nth}?"),
            ));
            text.push_str(&format!(
                "\n{}\n",
                answer(marked, label, &format!("Zebu{nth}"), 1)
            ));
        }
        let path = folder.path().join("quay.md");
        fs::write(&path, text).unwrap();
        let script = folder.path().join("script");
        fs::write(&script, format!("\n\n{}", "/pass\n\n\n\n".repeat(6))).unwrap();
        let out = Process::new(env!("CARGO_BIN_EXE_roundtable"))
            .args([
                "run",
                path.to_str().unwrap(),
                "--people",
                "Ann",
                "--plain",
                "--protocol",
                "think-share",
            ])
            .env("ROUNDTABLE_DATA", folder.path())
            .env("ROUNDTABLE_LANG", "en")
            .stdin(fs::File::open(&script).unwrap())
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&out.stdout);
        for nth in 0..2 {
            let asked = said
                .find(&format!("Who holds rope {nth}?"))
                .unwrap_or_else(|| panic!("{said}"));
            let told = said.find(&format!("Zebu{nth}")).unwrap_or(said.len());
            let compare = said
                .get(asked..)
                .unwrap()
                .find("compare")
                .map_or(said.len(), |at| asked + at);
            assert!(
                told > compare,
                "{label}: answer {nth} before its question was answered\n{said}"
            );
        }
    }
}

/// Text between questions is read in its order also where the first of them stands before all
/// text; only where all text stands behind all questions is it read with the first.
#[test]
fn text_behind_a_question_waits_where_the_first_question_begins_the_part() {
    let block = |text| case::Block {
        text: Clean::new(text),
        number: None,
        line: 1,
    };
    let text = |words| {
        Item::Reading(Arc::new(case::Reading {
            blocks: vec![block(words)],
        }))
    };
    let asked = |number| world::question(number, Kind::Open);
    let shown = |items: Vec<Item>| {
        let part = case::Part {
            items,
            ..case::Part::default()
        };
        let parts = vec![part];
        let case = Case {
            title: Clean::new("The quay"),
            parts,
            ..Case::default()
        };
        let mut table = Table::new(case, Protocol::find("think-share").unwrap(), 1);
        let name = Clean::new("Ann");
        table.must(Actor::Desk, Command::Join { name, role: None });
        table.advance();
        format!("{:?}", table.view(Viewer::Room).parts)
    };
    let mixed = shown(vec![
        asked(1),
        text("The gull."),
        asked(2),
        text("The tide."),
    ]);
    lacks!(mixed, "gull");
    lacks!(mixed, "tide");
    let behind = shown(vec![asked(1), asked(2), text("The tide.")]);
    has!(behind, "tide");
}
