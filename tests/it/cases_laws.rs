//! Laws of the reader: nothing of a document is silently dropped, nothing that is kept back
//! stands where everybody reads, and any text at all is read.

use proptest::prelude::*;
use roundtable::case::{
    Case, Item, read,
    write::{same, write_all},
};

use crate::seed::laws;

/// All that everybody may read of a case sooner or later, and nothing that is kept back.
fn open_text(case: &Case) -> String {
    let mut text = vec![case.title.to_string()];
    let blocks = |blocks: &[roundtable::case::Block]| -> Vec<String> {
        blocks.iter().map(|block| block.text.to_string()).collect()
    };
    text.extend(blocks(&case.goals));
    text.extend(blocks(&case.sources));
    text.extend(
        case.settings
            .iter()
            .map(|(key, value)| format!("{key}: {value}")),
    );
    for part in &case.parts {
        text.extend(part.title.iter().map(ToString::to_string));
        for item in &part.items {
            match item {
                Item::Reading(reading) => text.extend(blocks(&reading.blocks)),
                Item::Exhibit(exhibit) => {
                    text.push(exhibit.title.to_string());
                    text.extend(blocks(&exhibit.blocks));
                }
                Item::Question(question) => text.push(format!("{:?}", question.prompt)),
            }
        }
    }
    text.join("\n")
}

/// Pieces of the grammar; `@` becomes a word that stands nowhere else.
const OPEN: &[&str] = &[
    "# Title @\n\n",
    "Text @ and more @.\n\n",
    "- bullet @\n- bullet @\n\n",
    "> said @\n\n",
    "```\ncode @\n```\n\n",
    "## Exhibit 1: @\n\n| a | b |\n|---|---|\n| @ | @ |\n\n",
    "## Questions\n\n",
    "1. What is @? (5 min)\n2. And @?\n\n",
    "1. What is @?\n   - point @\n   - point @\n\n",
    "### 3. Which @?\n\n- ( ) a @\n- ( ) b @\n\n",
    "### 4. Which @? (choose up to 2)\n\n- [ ] a @\n- [ ] b @\n- [ ] c @\n\n",
    "### 5. It is @.\n\nScale: 1 (no @) to 5 (yes @)\n\n- statement @\n\n",
    "### 6. Order @\n\nRank:\n- a @\n- b @\n\n",
    "### Question 7\n\nWhat about @?\n\n",
    "**Primary question:** Why @?\n\n",
    "## Part B: @\n\nLater @.\n\n",
    "## Case 1: @\n\nReading @.\n\n",
    "## Sources\n\nSource @.\n\n",
    "## Learning goals\n\n- goal @\n\n",
    "Source: by @\n\n",
    "    indented @\n\n",
    "1、中文 @？\n2、还有 @？\n\n",
    "A) a @\nB) b @\n\n",
    "<p>html @</p>\n\n",
    "<h2>Questions</h2>\n1. html @?\n2. html @?\n\n",
    "<ul><li>item @</li><li>item @</li></ul>\n\n",
    "<div\nopen @\n\n",
    "::: questions\n1. div @?\n:::\n\n",
    "> [!question] callout @?\n> more @\n\n",
    "Under @\n-----\n\n",
    "Question 8: inline @?\n\n",
    "Consider these questions:\n\n- why @?\n- when @?\n\n",
    "* * *\n\n",
    "Read more\n\n",
    "[link @](https://example.org/@)\n\n",
    "Time: 45 min @\n\n",
    "1. a @\n- b @\n2. c @\n\n",
];

/// The same for what is kept back; `@` becomes a secret.
const SECRET: &[&str] = &[
    "Model answer: @ it is\n\n",
    "Hint: @\n\n",
    "Listen for: @\n\n",
    "Facilitator: @\n\n",
    "Follow-up: @?\n\n",
    "<details><summary>Model answer</summary>\n\n@ first.\n\n- @\n\n</details>\n\n",
    "<details>\n<summary>Answer</summary>\n@ there\n</details>\n\n",
    "## Facilitator notes\n\n@ and @.\n\nQuestions:\n\n- @?\n\n## More\n\n",
    "<!-- @ -->\n\n",
    "## Model answers\n\n1. @\n2. @\n\n### Why @\n\n@\n\nGoals:\n\n- @\n\n## More\n\n",
];

/// A document of pieces, with its open words and its secret ones.
fn document(
    asked: impl Strategy<Value = bool>,
) -> impl Strategy<Value = (String, Vec<String>, Vec<String>)> {
    let piece = prop_oneof![
        4 => (0..OPEN.len()).prop_map(|at| (OPEN[at], false)),
        2 => (0..SECRET.len()).prop_map(|at| (SECRET[at], true)),
    ];
    (asked, prop::collection::vec(piece, 1..14)).prop_map(|(asked, pieces)| {
        let mut text = String::new();
        let (mut open, mut secret) = (Vec::new(), Vec::new());
        if asked {
            text.push_str("# The case\n\n## Questions\n\n1. What first?\n\n");
        }
        for (piece, hidden) in pieces {
            let words = if hidden { &mut secret } else { &mut open };
            let mut parts = piece.split('@');
            text.push_str(parts.next().unwrap());
            for part in parts {
                let word = format!(
                    "{}{}z",
                    if hidden { "zsecret" } else { "zopen" },
                    words.len()
                );
                text.push_str(&word);
                words.push(word);
                text.push_str(part);
            }
        }
        (text, open, secret)
    })
}

/// The number of the line that holds a word.
fn line_of(text: &str, word: &str) -> u32 {
    let (before, _) = text.split_once(word).unwrap();
    before.matches('\n').count() as u32 + 1
}

proptest! {
    #![proptest_config(laws(400))]

    #[test]
    fn nothing_of_a_document_is_silently_dropped((text, open, secret) in document(any::<bool>())) {
        let document = read(&text, "file.md");
        prop_assert!(!document.cases.is_empty());
        let kept = format!("{:?} {:?}", document.title, document.cases);
        for word in open.iter().chain(&secret) {
            let line = line_of(&text, word);
            let unused = document.unused.iter().any(|lines| lines.from <= line && line <= lines.to);
            let comment = document
                .hidden
                .iter()
                .any(|hidden| hidden.what == "comment" && hidden.from <= line && line <= hidden.to);
            prop_assert!(
                kept.contains(word.as_str()) || unused || comment,
                "{} of line {} is nowhere:\n{}", word, line, text
            );
        }
    }

    #[test]
    fn what_is_kept_back_stands_nowhere_else((text, _, secret) in document(Just(true))) {
        // With a question first: before any question a hint is text like any other.
        let document = read(&text, "file.md");
        for case in &document.cases {
            let open = open_text(case);
            for word in &secret {
                prop_assert!(!open.contains(word.as_str()), "{} is open:\n{}\n\n{}", word, text, open);
            }
        }
        for word in &secret {
            let line = line_of(&text, word);
            let told = document.hidden.iter().any(|hidden| hidden.from <= line && line <= hidden.to);
            prop_assert!(told, "{} of line {} is not told as hidden:\n{}", word, line, text);
        }
    }

    #[test]
    fn any_text_is_read(text in "(?s).{0,400}") {
        sound(&text);
    }

    #[test]
    fn any_mixture_of_marks_is_read(
        marks in prop::collection::vec(prop_oneof![
            Just("#"), Just("## "), Just("\n"), Just("\n\n"), Just("- "), Just("1. "), Just("( ) "), Just("[x] "),
            Just("Scale: "), Just("Rank:"), Just("1"), Just(" to "), Just("99999999999"), Just("Question "), Just("Model answer"),
            Just(":"), Just("?"), Just("("), Just(")"), Just("min"), Just("<details>"), Just("<summary>"), Just("</summary>"),
            Just("</details>"), Just("<!--"), Just("-->"), Just("```"), Just("~~~"), Just("---"), Just("==="), Just("|"), Just("{#"),
            Just("}"), Just("> "), Just("[!question]"), Just(":::"), Just("**"), Just("，"), Just("问题"), Just("答："), Just("١."),
            Just("\r"), Just("\t"), Just("    "), Just("<h2>"), Just("<"), Just("<li>"), Just("Facilitator"), Just("Part B"),
            Just("Case 1"), Just("A) "), Just("B) "), Just("✓"), Just("•"), Just("\u{feff}"), Just("\u{202e}"), Just("\0"), Just("é"),
        ], 0..60)
    ) {
        sound(&marks.concat());
    }
}

/// What holds for whatever is read.
fn sound(text: &str) {
    let document = read(text, "file.md");
    assert!(!document.cases.is_empty());
    assert!(!document.title.is_empty());
    let last = text.matches(['\n', '\r']).count() as u32 + 1;
    for case in &document.cases {
        assert!(!case.title.is_empty());
        let numbers: Vec<_> = case
            .questions()
            .map(|question| question.prompt.number)
            .collect();
        assert!(
            numbers.iter().copied().eq(1..=numbers.len() as u32),
            "{text:?}"
        );
        for question in case.questions() {
            assert!(!question.prompt.text.is_empty(), "{text:?}");
            assert!((1..=last).contains(&question.prompt.line), "{text:?}");
        }
    }
    for hidden in &document.hidden {
        assert!(
            1 <= hidden.from && hidden.from <= hidden.to && hidden.to <= last,
            "{text:?}: {hidden:?}"
        );
    }
    for lines in &document.unused {
        assert!(
            1 <= lines.from && lines.from <= lines.to && lines.to <= last,
            "{text:?}"
        );
    }
}

/// The normal form of a document, which has to read back to the same cases.
fn written(text: &str, name: &str) -> Result<String, String> {
    let document = read(text, name);
    let written = write_all(&document.title, &document.cases);
    let back = read(&written, "other.md");
    let mut pairs = back.cases.iter().zip(&document.cases);
    if back.cases.len() == document.cases.len() && pairs.all(|(one, other)| same(one, other)) {
        return Ok(written);
    }
    Err(format!(
        "READ\n{text}\nWRITTEN\n{written}\nWAS\n{:#?}\nIS\n{:#?}",
        document.cases, back.cases
    ))
}

#[test]
fn every_document_of_the_tests_is_written_and_read_back() {
    let mut wrong = Vec::new();
    for folder in ["tests/cases", "cases"] {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if name.ends_with(".read") {
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            wrong.extend(written(&text, &name).err());
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

proptest! {
    #![proptest_config(laws(500))]

    #[test]
    fn what_is_written_reads_back_to_the_same_case((text, _, _) in document(any::<bool>())) {
        if let Err(difference) = written(&text, "file.md") {
            prop_assert!(false, "{}", difference);
        }
    }
}
