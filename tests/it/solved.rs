//! Keys, solution sheets and what explains an answer: whose it is, and that it is not read early.

use roundtable::case::{Case, read};

use crate::early::shown;

/// A document that holds answers, and in which nothing asks, is kept back as a whole.
#[test]
fn a_document_of_answers_is_kept_back() {
    for title in ["Case 4: Ideal answers & rubric", "Week 3: Tutor notes"] {
        let (before, asked, _) = shown(&format!(
            "# {title}\n\n## Overview\n\nThe heron counts for two.\n\n## Question 1: Whom to tell\n\n### Points\n\n- The gull: 5 points\n\n**Strong responses** name the herring.\n\n\
             ## Question 2: What to do\n\n### Points\n\n- The gull: 3 points\n\n> \"What would a heron do?\"\n"
        ));
        let seen = before + &asked.concat();
        for secret in ["heron", "gull", "herring"] {
            assert!(!seen.contains(secret), "{title}: {seen}");
        }
    }
}

/// Each question's words with its claims.
fn answers(text: &str) -> Vec<(String, String)> {
    let document = read(text, "file.md");
    let questions = document.cases.iter().flat_map(Case::questions);
    questions
        .map(|question| {
            let models = question.aside.models.iter();
            let claims = models.flat_map(|model| model.claims.iter().map(ToString::to_string));
            (
                question.prompt.text.to_string(),
                claims.collect::<Vec<_>>().join("\n"),
            )
        })
        .collect()
}

/// The sections of a key answer the questions that they name, or stand for by their place; points
/// that are counted within one stay with it.
#[test]
fn a_keys_sections_answer_their_questions() {
    let found = answers(
        "# Two friends\n\nThey split the bill.\n\n## Discussion questions\n\n### Question 1: The bill\n\nWhy did he pay?\n\n### Question 2: The drift\n\nWhat drove them apart?\n\n\
         ### Question 3: The friend's worth\n\nWhy does he stay?\n\n---\n\n## Analysis\n\n### The bill\n\n1. Heron\n2. Heron again\n3. Heron still\n\n### The drift\n\nGull\n\n### Worth of old days\n\nHerring\n",
    );
    let claims: Vec<&str> = found.iter().map(|(_, claims)| claims.as_str()).collect();
    assert_eq!(found.len(), 3, "{found:?}");
    for (nth, word) in [(0, "Heron still"), (1, "Gull"), (2, "Herring")] {
        assert!(claims[nth].contains(word), "{nth}: {found:?}");
    }
}

/// Among questions and answers in a document of solutions, a part that asks nothing is an answer.
#[test]
fn parts_that_ask_nothing_in_a_document_of_solutions_are_answers() {
    let (before, asked, _) = shown(
        "# Solutions to sheet 4\n\n## 1. Theory\n\n**1. What is a quay?**\n**Answer:** A wall.\n\n**2. What is a crane?**\n**Answer:** A lift.\n\n## 2. Practice\n\n\
         **1. The heron:**\n\n```\nlet heron = 1;\n```\n\n**2. The gull:**\n\n```\nlet gull = 2;\n```\n",
    );
    assert_eq!(asked.len(), 2, "{asked:?}");
    let seen = before + &asked.concat();
    lacks!(seen, "let heron");
    lacks!(seen, "let gull");
}

/// What stands in deeper sections behind an answer, and in sections that follow it in each task,
/// explains it.
#[test]
fn what_follows_an_answer_in_its_task_is_kept_back() {
    let deeper = "# Weights\n\n### Exercise 1: The crate\n\n**Answer**: 40 kg\n\n#### How it is found\n\nTwice the herring.\n\n---\n\n\
                  ### Exercise 2: The barrel\n\n**Answer**: 60 kg\n\n#### How it is found\n\nThrice the herring.\n";
    let sections = "# Weights\n\n## Exercise 1: The crate\n\n### Task\n\nWeigh the crate.\n\n### Expected answer\n\n40 kg\n\n### Why it works\n\nTwice the herring.\n\n\
                    ## Exercise 2: The barrel\n\n### Task\n\nWeigh the barrel.\n\n### Expected answer\n\n60 kg\n\n### Usual slips\n\nThrice the herring.\n";
    for text in [deeper, sections] {
        let (before, asked, _) = shown(text);
        let seen = before + &asked.concat();
        lacks!(seen, "herring");
    }
    let (before, asked, _) = shown(sections);
    let seen = before + &asked.concat();
    has!(seen, "Weigh the crate");
}

/// A resolution behind all questions tells how it came out: it is the last question's.
#[test]
fn a_resolution_behind_all_questions_is_read_with_the_last_one() {
    for resolution in [
        "Solution: the harbour master had signed for the crew.",
        "Auflösung: der Hafenmeister hatte für die crew signed.",
        "**Solution:**\n\nThe harbour master had signed for the crew.",
    ] {
        for heading in ["", "## Questions\n\n"] {
            let all = answers(&format!(
                "# Ferry\n\nIt left.\n\n{heading}1. What should the harbour master have signed?\n2. What do you tell the crew?\n3. Which rule would you change?\n\n{resolution}\n"
            ));
            let claimed: Vec<bool> = all.iter().map(|(_, claims)| !claims.is_empty()).collect();
            assert_eq!(claimed, [false, false, true], "{resolution}: {all:?}");
        }
    }
}

/// What is for whoever leads is no claim, even among the answers, and ends where they go on.
#[test]
fn words_to_the_staff_among_answers_are_no_claims() {
    for label in [
        "### Facilitator notes",
        "**Facilitator notes**",
        "Facilitator notes:",
        "### Didaktischer Hinweis",
        "Didaktischer Hinweis",
        "### Notas para el docente",
    ] {
        for heading in ["## Questions", "Now talk about this."] {
            let text = format!(
                "# Ferry\n\nIt left.\n\n{heading}\n\n1. Who signs?\n2. Who pays?\n3. Who rows?\n\n## Answers\n\n1. The master.\n2. The town.\n3. Ann.\n\n{label}\n\nLet them write OKAPI first.\n"
            );
            let all = answers(&text);
            assert_eq!(all.len(), 3, "{label}");
            assert!(
                all.iter().all(|(_, claims)| !claims.contains("OKAPI")),
                "{label}: {all:?}"
            );
        }
    }
    let all = answers(
        "# Ferry\n\nIt left.\n\n## Questions\n\n1. Who signs?\n2. Who pays?\n\n## Answers\n\n### 1. Signing\n\nThe master.\n\n### Facilitator notes\n\nOKAPI.\n\n### 2. Paying\n\nThe town.\n",
    );
    assert_eq!(
        all.get(1).map(|(_, claims)| claims.as_str()),
        Some("The town."),
        "{all:?}"
    );
}

/// In a key, a line with a label of its own answers, whatever it asks; a rule ends the key.
#[test]
fn a_key_with_labels_in_its_lines_ends_at_its_rule() {
    let (before, asked, _) = shown(
        "Paper 1 - The quay\n\n1. Which berth was free?\n2. Name two reasons for the delay.\n3. Plan a small study.\n\nSolutions - Paper 1\n\n1. Solution: OKAPI.\n2. Solution: OKAPI fog.\n3. Solution (model): OKAPI. Who signs? How often?\n\n---\n\n\
         Paper 2 - The crew of the ferry\n\n1. Who rowed?\n2. Name two signals.\n3. Write a notice.\n\nSolutions - Paper 2\n\n1. Solution: OKAPI.\n2. Solution: OKAPI horn.\n3. Solution (model): OKAPI.\n",
    );
    assert_eq!(asked.len(), 6, "{asked:?}");
    let seen = before + &asked.concat();
    lacks!(seen, "OKAPI");
    has!(seen, "The crew of the ferry");
}

/// A table behind the questions gives each its row; its head and its rule are nobody's words.
#[test]
fn a_table_of_answers_behind_the_questions_leaves_nothing_of_its_frame() {
    let all = answers(
        "# The ward round\n\nMira waited.\n\n## Discussion Questions\n\n1. Whose was the problem?\n2. What should Mira do first?\n3. How would you have led it?\n\n\
         ## Questions and suggested answers\n\n| Question | Suggested answer |\n|---|---|\n| Whose was the problem? | Nobody owned it. |\n| What should Mira do first? | Ask Olsen. |\n| How would you have led it? | Aloud. |\n",
    );
    let claims: Vec<&str> = all.iter().map(|(_, claims)| claims.as_str()).collect();
    assert_eq!(
        claims,
        ["Nobody owned it.", "Ask Olsen.", "Aloud."],
        "{all:?}"
    );
}
