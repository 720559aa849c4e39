//! What is mended keeps its words, and so does the copy that is saved of it: it reads to the same
//! case, and no mark of ours is text in it.

use proptest::prelude::*;
use roundtable::case::{
    Document,
    mend::{As, Mended},
    read,
    write::{same, write_all},
};

use crate::{
    held::{DOCUMENTS, MARKS},
    seed::laws,
};

/// Lines, and what stays of them when nothing but their place changes.
const LINES: &[(&str, &str)] = &[
    ("1.1 million less 420,000", "1.1 million less 420,000"),
    ("- 1.5 litres, no more", "1.5 litres, no more"),
    ("-5 degrees at noon", "-5 degrees at noon"),
    ("+3 degrees at noon", "+3 degrees at noon"),
    (">5 metres of snow", ">5 metres of snow"),
    ("Number #1 of C# it was", "Number #1 of C# it was"),
    ("1914. The war began", "1914. The war began"),
    ("3.Oktober, kein Brief", "3.Oktober, kein Brief"),
    ("1．5 倍 sind genug", "1．5 倍 sind genug"),
    ("0.5 is not enough", "0.5 is not enough"),
    ("12) Then 2.5 more", "Then 2.5 more"),
    ("## 3. So 2.5 it was", "So 2.5 it was"),
    (
        "**Tom** paid and **Ann** did not",
        "**Tom** paid and **Ann** did not",
    ),
    ("*Very* cold, *very* late", "*Very* cold, *very* late"),
    ("**Zur Sache:** kein Wort", "**Zur Sache:** kein Wort"),
    ("9:15 bis 10.45", "9:15 bis 10.45"),
];

/// Where a line may stand: alone, in a list, within blocks that say what they are, within code.
const AROUND: &[&str] = &[
    "# The lift\n\nIt stands.\n\nHERE\n\n1. Who calls first?\n2. Who waits?\n",
    "# The lift\n\n1. Who calls first?\n2. Who waits?\n\nAnswer key\n\nThe porter.\nHERE\nThen wait.\n",
    "# The lift\n\n## Questions\n\n### 1. Who calls first?\n\nModel answer:\n\n- The porter.\n\nHERE\n\n- The cook.\n\n### 2. Who waits?\n",
    "# The lift\n\n## Questions\n\n### 1. Who calls first?\n\n<details><summary>Model answer</summary>\n\n::: text\nThe porter.\nHERE\nThe cook.\n:::\n\n</details>\n\n### 2. Who waits?\n",
    "# The lift\n\n::: reading\nIt stands.\n\nHERE\n:::\n\n```\nkey 7\n```\n\n## Questions\n\n1. Who calls first?\n2. Who waits?\n",
];

fn words(document: &Document) -> String {
    let cases = serde_json::to_string(&document.cases).unwrap();
    format!("{} {cases}", document.title)
}

/// The saved copy reads to what was mended.
fn saved(document: &Document) {
    let copy = write_all(&document.title, &document.cases);
    let again = read(&copy, "lift.md");
    assert_eq!(again.cases.len(), document.cases.len(), "{copy}");
    for (one, other) in again.cases.iter().zip(&document.cases) {
        assert!(same(one, other), "{copy}\n{one:#?}\n{other:#?}");
    }
    for text in [words(document), words(&again)] {
        assert!(!text.contains(":::"), "{copy}\n{text}");
    }
}

#[test]
fn a_line_keeps_its_words_whatever_somebody_says_it_is() {
    for (line, stays) in LINES {
        for around in AROUND {
            let text = around.replace("HERE", line);
            let at = (1..)
                .zip(text.lines())
                .find(|(_, own)| own == line)
                .unwrap()
                .0;
            let asked = (1..)
                .zip(text.lines())
                .find(|(_, own)| own.contains("Who waits?"));
            let given = asked.map(|(asked, _)| As::AnswerTo(asked));
            for role in MARKS.iter().copied().chain(given) {
                let mut mended = Mended::new(&text, "lift.md");
                mended.set(at, Some(role));
                let (document, _) = mended.read();
                let told = format!("{role:?}\n{}\n{document:#?}", mended.text());
                assert!(words(&document).contains(stays), "{line} {told}");
                saved(&document);
            }
        }
    }
}

proptest! {
    #![proptest_config(laws(96))]

    #[test]
    fn the_saved_copy_of_a_mended_document_is_the_same_case(
        which in 0..DOCUMENTS.len() + AROUND.len(),
        line in 0..LINES.len(),
        said in prop::collection::vec((1..40_u32, 0..MARKS.len(), prop::option::of(1..40_u32)), 1..6),
    ) {
        let all: Vec<&str> = DOCUMENTS.iter().chain(AROUND).copied().collect();
        let text = all[which].replace("HERE", LINES[line].0);
        let mut mended = Mended::new(&text, "lift.md");
        for (at, role, of) in said {
            let role = of.map_or(MARKS[role], |of| MARKS[role].to(of));
            mended.set(at, Some(role));
        }
        saved(&mended.read().0);
    }
}

#[test]
fn lines_of_an_answer_stay_in_their_order() {
    for text in [
        "# The lift\n\n1. Who calls first?\n2. Who waits?\n\nAnswer key\n\n- First the porter.\n- Then the cook.\n- Last the guests.\n",
        "# The lift\n\n## Questions\n\n### 1. Who calls first?\n\n### 2. Who waits?\n\nModel answer:\n\n- First the porter.\n- Then the cook.\n- Last the guests.\n",
    ] {
        let at = |words: &str| {
            (1..)
                .zip(text.lines())
                .find(|(_, line)| line.contains(words))
                .unwrap()
                .0
        };
        for given in ["First", "Then", "Last"] {
            let mut mended = Mended::new(text, "lift.md");
            mended.set(at(given), Some(As::AnswerTo(at("Who waits?"))));
            let (document, _) = mended.read();
            let last = document.cases[0].questions().last().unwrap();
            let claims = last.aside.models.iter().flat_map(|model| &model.claims);
            let claims: Vec<_> = claims.map(roundtable::text::Clean::as_str).collect();
            assert_eq!(
                claims,
                ["First the porter.", "Then the cook.", "Last the guests."],
                "{given}"
            );
            saved(&document);
        }
    }
}

/// A decimal that was given to another question, two lines that were given to the same one.
#[test]
fn figures_and_lines_that_follow_each_other_are_not_touched() {
    let text = "# The vines\n\n1. What is it worth?\n2. What next?\n\nAnswer key\n\n1.1 million less 420,000 leaves 680,000.\n\nThat is 340,000 each.\n\nThen wait.\n";
    let mut mended = Mended::new(text, "vines.md");
    mended.set(8, Some(As::AnswerTo(3)));
    mended.set(10, Some(As::AnswerTo(3)));
    let (document, _) = mended.read();
    let first = document.cases[0].questions().next().unwrap();
    let claims: Vec<_> = first.aside.models[0]
        .claims
        .iter()
        .map(roundtable::text::Clean::as_str)
        .collect();
    assert_eq!(
        claims,
        [
            "1.1 million less 420,000 leaves 680,000.",
            "That is 340,000 each."
        ]
    );
    saved(&document);
}
