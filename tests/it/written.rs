//! Cases written in the normal form read back to the same cases.

use std::{fs, path::Path, sync::Arc};

use proptest::prelude::*;
use roundtable::{
    case::{
        Aside, Block, Case, Item, Kind, LeaveOut, ModelAnswer, Part, Prompt, Question, Reading,
        Scale, number::Target, read, vocabulary::phrases::PHRASES, write,
    },
    id::QuestionId,
    text::Clean,
};

use crate::seed::laws;

/// Every document that the tests have, with the cases that come with the program.
fn documents() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = ["cases", "tests/cases"].into_iter();
    let files = folders.flat_map(|folder| fs::read_dir(root.join(folder)).unwrap());
    let paths = files.map(|file| file.unwrap().path());
    let sources = paths.filter(|path| path.extension().is_some_and(|end| end != "read"));
    let read = |path: std::path::PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        (name, fs::read_to_string(path).unwrap())
    };
    let mut all: Vec<_> = sources.map(read).collect();
    all.sort();
    all
}

#[test]
fn every_document_can_be_written_in_the_normal_form() {
    for (name, source) in documents() {
        for case in read(&source, &name).cases {
            let text = write::write(&case);
            let again = read(&text, &name).cases;
            let same = again.len() == 1 && write::same(&case, &again[0]);
            assert!(same, "{name}:\n{text}");
        }
    }
}

/// Texts that look like something else wherever they stand.
const NASTY: &[&str] = &[
    "Plain text, with a full stop.",
    "Hint: this is none.",
    "Model answer: neither is this.",
    "Sample Answer",
    "Read more",
    "1. First, and no question.",
    "- Is this one?",
    "Why not?",
    "Questions:",
    "> Hint: quoted",
    "Question 7: not asked",
    "Facilitator: nobody",
    "Scale: 1 to 5",
    "**Primary question:** which?",
    "\u{7b54}\u{ff1a}\u{4e0d}",
    "<b>bold</b> and *marked* & so on",
    "Time: 5 min",
    "Two\nlines: here.",
    "a) an option",
    "- ( ) one\n- ( ) two",
    "\u{5e9}\u{5dc}\u{5d5}\u{5dd}",
];

/// Questions that end in something else.
const ASKED: &[&str] = &[
    "Why?",
    "What lasts (5 min)",
    "Which set {#ids}",
    "Who said \u{201c}Hint: no\u{201d}?",
    "Say so. (12 points)",
    "Is it (x) or not",
    "1. or 2.?",
];

fn texts(most: usize) -> impl Strategy<Value = Vec<Clean>> {
    let text = proptest::sample::select(NASTY).prop_map(Clean::new);
    proptest::collection::vec(text, 0..=most)
}

fn question() -> impl Strategy<Value = (Prompt, Aside)> {
    let kind = prop_oneof![
        Just(Kind::Open),
        Just(Kind::Choice {
            options: ["this", "that (5 min)", "Hint: no"].map(Clean::new).into(),
            most: 1
        }),
        Just(Kind::Number {
            unit: Clean::new("families"),
            comma: false,
        }),
        Just(Kind::Items {
            items: ["A mail.\n\nFrom the roof.", "Number: 5", "Time: 5 min"]
                .map(Clean::new)
                .into()
        }),
        Just(Kind::Rank {
            items: ["sleep", "Time: 5 min"].map(Clean::new).into()
        }),
        Just(Kind::Scale(Scale {
            low: 1,
            high: 5,
            low_label: Clean::new("never"),
            high_label: Clean::default(),
            statements: ["It is so.", "Is it?"].map(Clean::new).into(),
        })),
    ];
    let asked = proptest::sample::select(ASKED);
    let model = texts(3).prop_map(|claims| {
        let models = vec![ModelAnswer {
            title: None,
            claims,
        }];
        models
            .into_iter()
            .filter(|model| !model.claims.is_empty())
            .collect()
    });
    (
        asked,
        kind,
        proptest::option::of(1..90_u32),
        texts(2),
        texts(2),
        texts(2),
        texts(1),
        model,
    )
        .prop_map(
            |(text, kind, half_minutes, hints, follow_ups, listen_for, notes, models)| {
                let one_line = |texts: Vec<Clean>| {
                    texts
                        .into_iter()
                        .filter(|text| !text.contains('\n'))
                        .collect()
                };
                let prompt = Prompt {
                    id: QuestionId::new(String::new()),
                    number: 0,
                    text: Clean::new(text),
                    body: Vec::new(),
                    kind,
                    seconds: half_minutes.map(|half| half * 30),
                    builds_on: None,
                    line: 0,
                };
                let mut models: Vec<ModelAnswer> = models;
                let number = matches!(prompt.kind, Kind::Number { .. }).then_some(Target {
                    value: 1250.5,
                    within: 2.0,
                });
                if let Some(number) = number {
                    let words = number.words("families", false);
                    match models.first_mut() {
                        Some(model) => model.claims.insert(0, words),
                        None => models.push(ModelAnswer {
                            title: None,
                            claims: vec![words],
                        }),
                    }
                }
                let leave_out = match half_minutes {
                    Some(1..30) => Some(LeaveOut::First),
                    Some(60..) => Some(LeaveOut::Never),
                    _ => None,
                };
                let aside = Aside {
                    number,
                    leave_out,
                    hints: one_line(hints),
                    follow_ups: one_line(follow_ups),
                    listen_for: one_line(listen_for),
                    notes: one_line(notes),
                    models,
                    ..Aside::default()
                };
                (prompt, aside)
            },
        )
}

fn case() -> impl Strategy<Value = Case> {
    let questions = proptest::collection::vec(question(), 1..4);
    (texts(4), questions, texts(2)).prop_map(|(read, asked, later)| {
        let mut count = 0;
        let mut blocks = |mut texts: Vec<Clean>| -> Vec<Item> {
            // Two lists, one right after the other, are one.
            let list = |text: &Clean| text.starts_with("- ") || text.starts_with("1. ");
            texts.dedup_by(|one, other| list(one) && list(other));
            let mut number = |text| {
                count += 1;
                Block {
                    text,
                    number: Some(count),
                    line: 0,
                }
            };
            let blocks: Vec<_> = texts.into_iter().map(&mut number).collect();
            let reading = (!blocks.is_empty()).then(|| Item::Reading(Arc::new(Reading { blocks })));
            reading.into_iter().collect()
        };
        let mut first = blocks(read);
        first.extend(
            asked
                .into_iter()
                .enumerate()
                .map(|(at, (mut prompt, aside))| {
                    prompt.number = at as u32 + 1;
                    prompt.id = QuestionId::new(format!("q-{at}"));
                    Item::Question(Arc::new(Question {
                        prompt: Arc::new(prompt),
                        aside: Arc::new(aside),
                    }))
                }),
        );
        let mut parts = vec![Part {
            title: None,
            staged: false,
            only_if: None,
            items: first,
        }];
        let second = blocks(later);
        if !second.is_empty() {
            parts.push(Part {
                title: Some(Clean::new("Part B: Later")),
                staged: true,
                only_if: None,
                items: second,
            });
        }
        Case {
            title: Clean::new("A case"),
            parts,
            ..Case::default()
        }
    })
}

proptest! {
    #![proptest_config(laws(300))]
    #[test]
    fn whatever_a_case_says_it_says_again_when_it_was_written_and_read(case in case()) {
        let text = write::write(&case);
        let again = read(&text, "case.md");
        prop_assert_eq!(again.cases.len(), 1, "{}", text);
        prop_assert!(write::same(&case, &again.cases[0]), "{}", text);
    }
}

/// What a clean copy says, it says in the language of the case, and it is read again.
#[test]
fn conditions_picks_and_briefs_are_written_in_the_language_of_the_case() {
    for phrases in PHRASES {
        let text = format!(
            "---\nlanguage: {}\n---\n\n# T\n\nIt is.\n\n## Brief: Nurse\n\nYou know.\n\n## Questions\n\n### 1. Which two? (choose up to 2)\n\n- [ ] a\n- [ ] b\n- [ ] c\n\nLeave out: first\n\n### 2. Which?\n\n- ( ) this\n- ( ) that\n\nLeave out: never\n\n## Part B\n\nOnly if question 2: that\n\nSo.\n",
            phrases.language
        );
        let case = read(&text, "case.md").cases.remove(0);
        assert_eq!(case.briefs.len(), 1);
        let written = write::write(&case);
        for says in [
            format!("{} 2: that", phrases.only_if),
            format!("({} 2)", phrases.up_to),
            format!(": {}\n", phrases.first),
            format!(": {}\n", phrases.never),
            format!("## {}: Nurse", phrases.brief),
        ] {
            assert!(written.contains(&says), "{says}: {written}");
        }
        let again = read(&written, "case.md").cases.remove(0);
        assert!(write::same(&again, &case), "{written}");
        assert!(
            again.parts.iter().any(|part| part.only_if.is_some()),
            "{written}"
        );
    }
}
