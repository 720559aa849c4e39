//! Whose answer, hint or note it is: by numbers that stand twice, in tables, in plain text.

use roundtable::case::{Case, Document, read};

fn case(text: &str, name: &str) -> Case {
    let Document { mut cases, .. } = read(text, name);
    assert_eq!(cases.len(), 1, "{text}");
    cases.remove(0)
}

/// For each question its words, its answers and its hints.
fn asked(case: &Case) -> Vec<(String, String, String)> {
    let joined = |texts: Vec<String>| texts.join(" / ");
    case.questions()
        .map(|question| {
            let aside = &question.aside;
            let claims = aside.models.iter().flat_map(|one| &one.claims);
            let hints = aside.hints.iter();
            (
                question.prompt.text.to_string(),
                joined(claims.map(ToString::to_string).collect()),
                joined(hints.map(ToString::to_string).collect()),
            )
        })
        .collect()
}

fn three(all: &[(String, String, String)]) -> Vec<(&str, &str, &str)> {
    all.iter()
        .map(|(one, two, three)| (one.as_str(), two.as_str(), three.as_str()))
        .collect()
}

const BOTH: [(&str, &str, &str); 2] = [
    ("Who calls first?", "The porter calls.", "Who has a key?"),
    ("Who waits?", "The guests wait.", ""),
];

#[test]
fn tables_have_columns_for_hints_and_notes_in_any_order_and_language() {
    for (heads, rows) in [
        (
            "| No. | Question | Expected answer | Hint |",
            [
                "| 1 | Who calls first? | The porter calls. | Who has a key? |",
                "| 2 | Who waits? | The guests wait. | |",
            ],
        ),
        (
            "| Hint | Question | Answer |",
            [
                "| Who has a key? | Who calls first? | The porter calls. |",
                "| | Who waits? | The guests wait. |",
            ],
        ),
        (
            "| Question | Answer | Hint | Facilitator notes |",
            [
                "| Who calls first? | The porter calls. | Who has a key? | HIDDEN |",
                "| Who waits? | The guests wait. | | HIDDEN |",
            ],
        ),
        (
            "| Nr. | Frage | Musterlösung | Hinweis |",
            [
                "| 1 | Who calls first? | The porter calls. | Who has a key? |",
                "| 2 | Who waits? | The guests wait. | |",
            ],
        ),
        (
            "| Pregunta | Respuesta | Pista |",
            [
                "| Who calls first? | The porter calls. | Who has a key? |",
                "| Who waits? | The guests wait. | |",
            ],
        ),
    ] {
        let rule = heads.replace(|letter| letter != '|', "-");
        let text = format!(
            "# Lift\n\nIt stands.\n\n{heads}\n{rule}\n{}\n{}\n",
            rows[0], rows[1]
        );
        let case = case(&text, "lift.md");
        assert_eq!(three(&asked(&case)), BOTH, "{text}");
        assert!(case.questions().all(|one| {
            let body = one.prompt.body.iter();
            !body
                .map(|block| block.text.as_str())
                .any(|text| text.contains("HIDDEN"))
        }));
    }
}

#[test]
fn a_table_without_heads_answers_below_a_heading_that_says_so() {
    for rows in [
        "| Who calls first? | The porter calls. |\n|---|---|\n| Who waits? | The guests wait. |\n",
        "|  |  |\n|---|---|\n| Who calls first? | The porter calls. |\n| Who waits? | The guests wait. |\n",
    ] {
        let text = format!("# Lift\n\nIt stands.\n\n## Questions and model answers\n\n{rows}");
        let all = asked(&case(&text, "lift.md"));
        assert_eq!(all.len(), 2, "{text}");
        assert_eq!(all[0].1, BOTH[0].1);
        assert_eq!(all[1].1, BOTH[1].1);
    }
}

#[test]
fn numbers_once_more_answer() {
    for text in [
        "# Lift\n\nIt stands.\n\n## Reflection\n\nQ1: Who calls first?\n\nQ2: Who waits?\n\n## Our view\n\nQ1: The porter calls.\n\nQ2: The guests wait.\n",
        "# Lift\n\nEr steht.\n\n## Fragen\n\n**Frage 1:** Who calls first?\n\n**Frage 2:** Who waits?\n\n## Musterlösungen\n\n**Zu Frage 1:** The porter calls.\n\n**Zu Frage 2:** The guests wait.\n",
        "# Lift\n\nIt stands.\n\n## Questions\n\n1. Who calls first?\n2. Who waits?\n\n## Model answers\n\nOn question 1: The porter calls.\n\nOn question 2: The guests wait.\n",
        "# Lift\n\nIt stands.\n\n## Questions\n\n1. Who calls first?\n2. Who waits?\n\n# Teaching note\n\nKeep it short.\n\n## Suggested answers\n\n1. The porter calls.\n\n2. The guests wait.\n\n## Running it\n\nForty minutes.\n",
    ] {
        let case = case(text, "lift.md");
        let all = asked(&case);
        let words: Vec<_> = all
            .iter()
            .map(|one| (one.0.as_str(), one.1.as_str()))
            .collect();
        assert_eq!(words.len(), 2, "{text}\n{words:?}");
        assert_eq!(words[0], (BOTH[0].0, BOTH[0].1), "{text}");
        assert_eq!(words[1].0, BOTH[1].0, "{text}");
        assert!(words[1].1.ends_with(BOTH[1].1), "{text}\n{words:?}");
        let notes = serde_json::to_string(&case.facilitator_notes).unwrap();
        assert_eq!(
            notes.contains("Forty minutes"),
            text.contains("Forty"),
            "{notes}"
        );
    }
}

#[test]
fn hints_with_numbers_go_to_their_questions_and_are_not_read() {
    let text = "# Lift\n\nEr steht.\n\n## Fragen\n\n1. Who calls first?\n2. Who waits?\n\n## Denkanstöße\n\n- Zu Frage 1: Who has a key?\n- Zu Frage 2: Who is there?\n";
    let case = case(text, "lift.md");
    let all = asked(&case);
    assert_eq!(all[0].2, "Who has a key?");
    assert_eq!(all[1].2, "Who is there?");
    assert!(
        !serde_json::to_string(&case.parts)
            .unwrap()
            .contains("Denkanst")
    );
}

#[test]
fn an_answer_that_asks_back_is_no_question() {
    let text = "# Lift\n\nIt stands.\n\nQuestions:\n\n1. Who calls first?\nAnswer: One thing: what does the porter know? Then the firm.\n\n2. Who waits?\nAnswer: The guests.\n\nThanks.\n";
    assert_eq!(case(text, "lift.md").questions().count(), 2);
}

#[test]
fn part_a_is_how_it_begins() {
    for (first, second) in [("Part A: Sunday", "Part B: Monday"), ("Teil 1", "Teil 2")] {
        let text = format!(
            "# Lift\n\nA case of 2024.\n\n## {first}\n\nIt stands.\n\n## {second}\n\nIt still stands.\n\n## Questions\n\n1. Who calls first?\n"
        );
        let staged: Vec<_> = case(&text, "lift.md")
            .parts
            .iter()
            .map(|part| part.staged)
            .collect();
        assert_eq!(staged, [false, false, true], "{first}");
    }
}

#[test]
fn a_heading_in_capitals_ends_an_answer_and_none_behind_the_last_is_read() {
    let text = "THE LIFT\nA case\n\nIt stands still.\n\nSTOP AND DISCUSS\n\nQ1. Who calls first?\n\n    A: The porter calls. Good groups\n       ask who has a key.\n\nTHE NEXT MORNING\n\nIt still stands, and SHOWN.\n\nQ2. Who waits?\n\n    A: The guests wait, and that\n       is a good sign.\n\nNOTES FOR WHOEVER RUNS THIS\n\nThe porter was HIDDEN.\n";
    let case = case(text, "lift.txt");
    assert_eq!(case.questions().count(), 2);
    let all = asked(&case);
    assert!(
        !all[0].1.contains("SHOWN") && !all[1].1.contains("HIDDEN"),
        "{all:?}"
    );
    let seen: Vec<_> = case.parts.iter().flat_map(|part| &part.items).collect();
    let seen = format!("{seen:?}");
    has!(seen, "SHOWN");
    let notes = format!("{:?}", case.facilitator_notes);
    has!(notes, "HIDDEN");
}
