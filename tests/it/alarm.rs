//! The alarm: what no label marks and what would give an answer away is kept back and asked about.

use std::{fs, path::Path, sync::Arc};

use roundtable::{
    case::{Document, Item, Looks, asking::is_asked, read, write},
    library,
};
use tempfile::TempDir;

use crate::{
    door::{Ran, run},
    pty::Terminal,
};

/// No label of ours says that Ruth's words answer anything.
const LADDERS: &str = "# The two ladders

Ola lends a ladder to whoever asks, and it comes back late.

## Questions

1. Why does Ola go on lending?

   Ruth thinks: she fears to be called mean.

2. What should the neighbour bring back first?

   Ruth thinks: the bucket, since the roof leaks.
";

/// All that people may see before they answer.
pub(crate) fn visible(document: &Document) -> String {
    let mut seen = Vec::new();
    for item in document
        .cases
        .iter()
        .flat_map(|case| &case.parts)
        .flat_map(|part| &part.items)
    {
        let blocks = match item {
            Item::Reading(reading) => &reading.blocks,
            Item::Exhibit(exhibit) => &exhibit.blocks,
            Item::Question(question) => {
                seen.push(question.prompt.text.to_string());
                seen.push(format!("{:?}", question.prompt.kind));
                &question.prompt.body
            }
        };
        seen.extend(blocks.iter().map(|block| block.text.to_string()));
    }
    seen.join("\n")
}

fn doubts(text: &str) -> Vec<(u32, u32, Looks)> {
    let document = read(text, "file.md");
    let doubts = document.doubts.iter();
    doubts
        .map(|doubt| (doubt.lines.from, doubt.lines.to, doubt.looks))
        .collect()
}

fn with(document: &str) -> Arc<TempDir> {
    let folder = Arc::new(TempDir::new().unwrap());
    fs::write(folder.path().join("ladders.md"), document).unwrap();
    folder
}

fn lines(folder: &Path, input: &str) -> Ran {
    let words = ["run", "ladders.md", "--plain", "--people", "Ann"];
    let ran = run(folder, &words, input);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    ran
}

#[test]
fn a_form_that_follows_each_line_that_asks_comes_at_compare() {
    let document = read(LADDERS, "ladders.md");
    assert_eq!(
        doubts(LADDERS),
        [(9, 9, Looks::LikeAnAnswer), (13, 13, Looks::LikeAnAnswer)]
    );
    assert!(!visible(&document).contains("Ruth thinks"));
    let questions: Vec<_> = document.cases[0].questions().collect();
    assert_eq!(questions.len(), 2);
    for (question, words) in questions.iter().zip(["mean", "bucket"]) {
        let claims = &question.aside.models[0].claims;
        assert!(claims[0].contains(words), "{claims:?}");
    }
}

#[test]
fn it_is_asked_about_and_opened_once_and_for_all() {
    let data = with(LADDERS);
    let words = ["run", "ladders.md", "--people", "Ann"];
    let mut terminal = Terminal::start_in(Arc::clone(&data), &words, (80, 24));
    terminal.wait("You are asked once");
    terminal.wait("2 passages");
    assert!(!String::from_utf8_lossy(&terminal.bytes).contains("called mean"));
    drop(terminal);

    let checked = run(data.path(), &["check", "ladders.md"], "");
    let told = format!("{}{}", checked.out, checked.err);
    has!(told, "looks-like-an-answer");
    assert!(told.contains('9'), "{told}");

    let kept = lines(data.path(), "/kept\n\n\n/quit\n");
    has!(kept.out, "Passage 1, line 9");
    lacks!(kept.out, "called mean");
    let opened = lines(data.path(), "/show 1\n/quit\n");
    has!(opened.out, "called mean");
    let again = lines(data.path(), "/kept\n/quit\n");
    has!(again.out, "Line 9: all read it after question 1.");
    has!(again.out, "Passage 1, line 13");
    lacks!(again.out, "bucket");
}

#[test]
fn what_stands_in_plain_sight_on_purpose_is_left_alone() {
    let plain = LADDERS.replace("Ruth thinks", "Prompt: Ruth thinks");
    assert_eq!(doubts(&plain), []);
    assert!(visible(&read(&plain, "ladders.md")).contains("called mean"));
    let key = "# Rain\n\nIt rains.\n\n1. B\n2. A\n3. C\n";
    assert_eq!(doubts(key).len(), 1);
    let said = key.replace("1. B", "::: reading\n1. B") + ":::\n";
    assert_eq!(doubts(&said), []);
    assert!(visible(&read(&said, "rain.md")).contains("2. A"));
}

#[test]
fn keys_remarks_and_orders_are_kept_back() {
    for (passage, looks) in [
        ("1-B, 2-A, 3-D", Looks::LikeAnAnswer),
        ("Do not read out: Ola knew.", Looks::LikeAStaffNote),
        (
            "Ask participants to stand up and pair off.",
            Looks::LikeAStaffNote,
        ),
    ] {
        let text = format!("# Ladders\n\nOla lends.\n\n## Questions\n\n1. Why?\n\n{passage}\n");
        assert_eq!(doubts(&text), [(9, 9, looks)], "{passage}");
        assert!(!visible(&read(&text, "file.md")).contains(passage));
    }
}

#[test]
fn a_heading_for_some_only_and_a_document_of_answers_are_told() {
    let brief = "# Ladders\n\nOla lends.\n\n## Confidential: Ruth\n\nYou want the ladder.\n\n## Questions\n\n1. Why?\n";
    let document = read(brief, "file.md");
    assert!(!visible(&document).contains("You want"));
    assert_eq!(document.doubts.len(), 1, "{:?}", document.doubts);
    assert_eq!(document.doubts[0].looks, Looks::LikeAStaffNote);

    let answers =
        "# Week 3: Tutor notes\n\nThe lender fears a quarrel.\n\nThe ladder is not the matter.\n";
    let document = read(answers, "file.md");
    assert_eq!(document.doubts.len(), 1, "{:?}", document.doubts);
    assert_eq!(visible(&document), "");
}

#[test]
fn nothing_is_alarmed_about_in_our_own_format() {
    for (slug, text) in library::built_in() {
        let document = read(text, &format!("{slug}.md"));
        assert_eq!(document.doubts, [], "{slug}");
        for case in &document.cases {
            let written = write::write(case);
            let again = read(&written, "case.md");
            assert_eq!(again.doubts, [], "{slug}");
            assert!(!is_asked(&again), "{slug}");
        }
    }
}

/// A question by its form, an answer by any label, mark-up and place.
#[test]
fn no_answer_is_visible_whatever_its_label_mark_up_and_place() {
    let labels = [
        "Model answer",
        "Answer",
        "Lösung",
        "Réponse",
        "Respuesta",
        "Soluzione",
        "Antwoord",
        "答案",
        "Mögliche Antwort",
        "Suggested answer",
    ];
    let marks = [
        "L: X",
        "**L:** X",
        "**L**: X",
        "*L:* X",
        "> **L:** X",
        "### L\n\nX",
        "**L**\n\nX",
        "<details>\n<summary>L</summary>\n\nX\n\n</details>",
    ];
    let asked = ["N. Q?", "**N. Q?**", "## N. Q?", "## Question N\n\nQ?"];
    let questions = ["Why does Ola go on lending", "What is the bucket for"];
    let mut leaking = Vec::new();
    for label in labels {
        for mark in marks {
            for form in asked {
                for apart in [false, true] {
                    let list = form.starts_with('N');
                    let mut text = "# Ladders\n\nOla lends a ladder.\n\n".to_owned();
                    text += if list { "## Questions\n\n" } else { "" };
                    let mut key = String::new();
                    for (nth, question) in (1..).zip(questions) {
                        let number = nth.to_string();
                        text += &form.replace('N', &number).replace('Q', question);
                        text += "\n\n";
                        let said = format!("Zebra {nth} crossed the road at dawn.");
                        let answer = mark.replace('L', label).replace('X', &said) + "\n\n";
                        match apart {
                            true => key += &format!("{nth}. {said}\n"),
                            false => text += &answer,
                        }
                    }
                    if apart {
                        text += &format!("## {label}\n\n{key}");
                    }
                    if visible(&read(&text, "file.md")).contains("Zebra") {
                        leaking.push(text);
                    }
                }
            }
        }
    }
    assert!(
        leaking.is_empty(),
        "{} leak:\n{}",
        leaking.len(),
        leaking.join("\n=====\n")
    );
}
