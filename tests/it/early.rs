//! Reading documents as people have them: nothing is given away early, and reading ends.

use std::fs;

use roundtable::{
    case::{Item, Kind, TimeUp, read, read_within},
    library,
    text::Clean,
};
use tempfile::TempDir;

/// A Japanese sentence that ends in a full stop once held the reader up for ever.
#[test]
fn a_last_sentence_with_a_full_stop_is_read() {
    let document = read("# 夜勤\n\n三人が残りました。なぜですか。\n", "file.md");
    let texts: Vec<_> = document.cases[0]
        .questions()
        .map(|question| question.prompt.text.to_string())
        .collect();
    assert_eq!(texts, ["なぜですか。"]);
}

#[test]
fn reading_gives_up_when_its_time_is_up() {
    let many = "Some words of text.\n\n".repeat(2_000);
    let mut asked = 0;
    let read = read_within(&many, "file.md", &mut || {
        asked += 1;
        asked > 500
    });
    assert_eq!((read, asked), (Err(TimeUp), 501));
    assert!(read_within(&many, "file.md", &mut || false).is_ok());
}

#[test]
fn an_option_goes_on_over_its_lines() {
    let text = "# Ferry\n\n1. Who decides?\n   a) The captain, as long as\n      nobody else asks\n   b) The harbour\n   c) The passengers, if most\n      of them say so\n\n   Answer: b\n\n2. Who pays?\n\n   Answer: the town\n";
    let document = read(text, "ferry.md");
    let questions: Vec<_> = document.cases[0].questions().collect();
    let Kind::Choice { options, .. } = &questions[0].prompt.kind else {
        panic!("{:?}", questions[0].prompt.kind);
    };
    let options: Vec<_> = options.iter().map(Clean::as_str).collect();
    assert_eq!(
        options,
        [
            "The captain, as long as nobody else asks",
            "The harbour",
            "The passengers, if most of them say so"
        ]
    );
    assert_eq!(questions[0].prompt.text.as_str(), "Who decides?");
    assert_eq!(questions[0].prompt.body, []);
    assert_eq!(document.unused, []);
}

/// What everybody reads before a question, and each question's words, options and model answers.
pub(crate) fn shown(text: &str) -> (String, Vec<String>, usize) {
    let document = read(text, "file.md");
    let (mut before, mut asked, mut models) = (String::new(), Vec::new(), 0);
    for case in &document.cases {
        for part in &case.parts {
            before.push_str(part.title.as_deref().unwrap_or_default());
            for item in &part.items {
                match item {
                    Item::Reading(reading) => {
                        for block in &reading.blocks {
                            before.push_str(&block.text);
                        }
                    }
                    Item::Question(question) => {
                        asked.push(format!("{:?}", question.prompt));
                        models += question.aside.models.len();
                    }
                    Item::Exhibit(_) => {}
                }
            }
        }
    }
    (before, asked, models)
}

/// A list of `<details>` whose summaries ask: each is a question, what it folds away its answer.
#[test]
fn summaries_that_ask_are_questions_and_what_they_fold_away_answers_them() {
    let (before, asked, models) = shown(
        "# The night shift\n\nThree people stay.\n\n\
         <details>\n<summary>What is a hand-over?</summary><br><b>\n\nA talk at the change of shifts.\n</b></details>\n\n\
         <details>\n<summary>Name two risks of it</summary>\n\n* Haste\n* Noise in the corridor\n\n</details>\n\n\
         <details>\n<summary>Tell us what you would change</summary><br><b>\n</b></details>\n",
    );
    assert_eq!(asked.len(), 3, "{asked:?}");
    assert_eq!(models, 2);
    assert!(before.contains("Three people stay"));
    let seen = before + &asked.concat();
    lacks!(seen, "change of shifts");
    lacks!(seen, "corridor");
    // One that only tells more is no question, and neither is one among questions.
    let (_, asked, _) = shown(
        "# Quay\n\nText.\n\n## Questions\n\n1. Who decides?\n\n<details>\n<summary>What would you expect?</summary>\n\nThe pilot.\n\n</details>\n\n\
         2. Who pays?\n\n<details>\n<summary>What would you expect?</summary>\n\nThe port.\n\n</details>\n",
    );
    assert_eq!(asked.len(), 2, "{asked:?}");
}

/// Options that are themselves questions are options where one is marked right, and the mark is
/// kept back.
#[test]
fn options_that_ask_are_options_where_one_is_marked_right() {
    let (_, asked, _) = shown(
        "# Quiz\n\n## Question 1\n\nWhat opens a talk well?\n\nA. \"What is the capital?\"\n\
         B. \"Was his choice right?\" (correct)\nC. \"Did you read it?\"\n",
    );
    let asked = asked.concat();
    has!(asked, "Was his choice right");
    lacks!(asked, "(correct)");
}

/// "Example of an answer", "calculation/solution", "strong answer", "what to look for" in any
/// language: an answer.
#[test]
fn more_ways_to_call_an_answer() {
    for label in [
        "Пример ответа",
        "Przykład odpowiedzi",
        "Příklad odpovědi",
        "Példa a válaszra",
        "Приклад відповіді",
        "Rechnung/Lösung",
        "Answer / why",
        "Strong answer",
        "Плохой ответ",
        "Что искать",
        "Worauf achten",
    ] {
        let (before, asked, _) = shown(&format!(
            "# The quay\n\nA crane stands still.\n\n## Question 1\n\nWho is to be told?\n\n### {label}\n\nTell the pilot of the harbour.\n\n\
             ## Question 2\n\nWhat comes next?\n\n**{label}:** A walk round the basin.\n"
        ));
        let seen = before + &asked.concat();
        assert_eq!(asked.len(), 2, "{label}: {asked:?}");
        assert!(
            !seen.contains("pilot") && !seen.contains("basin"),
            "{label}: {seen}"
        );
    }
}

/// What is confidential in the story, or for all who take part, is read by everybody.
#[test]
fn a_story_about_a_confidential_file_is_shown() {
    let (before, ..) = shown(
        "# Two scenes\n\n## Scene 1: A confidential file goes astray\n\nThe folder lay on the tram.\n\n\
         ## Scene 2 – for participant briefing\n\nThe phone rings at noon.\n\n## Confidential: what the buyer knows\n\nHe needs it by May.\n\n\
         ## Questions\n\n1. What do you do first?\n2. Whom do you call?\n",
    );
    has!(before, "on the tram");
    has!(before, "rings at noon");
    lacks!(before, "by May");
}

/// A heading that names a task and orders by a list asks as a whole; its answer is kept back.
#[test]
fn a_task_with_a_list_of_orders_is_one_question() {
    for (task, orders, answer) in [
        ("Exercise", "Instructions", "Solution"),
        ("Esercizio", "Istruzioni", "Soluzione"),
        ("Aufgabe", "Arbeitsschritte", "Lösung"),
        ("Ejercicio", "Instrucciones", "Solución"),
    ] {
        let one = |number: u32, secret: &str| {
            format!(
                "### {task} {number} - A plan\n\n**{orders}**:\n\n- Draw a quay.\n- Add a crane.\n\n**{answer}**:\n\n{secret} stands here.\n\n---\n\n"
            )
        };
        let text = format!("# Quays\n\n{}{}", one(1, "Heron"), one(2, "Gull"));
        let (before, asked, _) = shown(&text);
        assert_eq!(asked.len(), 2, "{task}: {asked:?}");
        assert!(asked[1].contains("Add a crane"), "{task}: {asked:?}");
        let seen = before + &asked.concat();
        assert!(
            !seen.contains("Heron") && !seen.contains("Gull"),
            "{task}: {seen}"
        );
    }
}

/// Labels for who leads keep back what follows, whether or not a question was found.
#[test]
fn labels_for_who_leads_an_exercise_keep_back_what_follows() {
    for label in [
        "**Facilitator prompts:**",
        "**Facilitator note:**",
        "**Facilitation moves:**",
        "**Evaluation criteria:**",
    ] {
        let one = |number: u32| {
            format!(
                "### Decision {number}: The berth\n\n**The dilemma:** Two ships, one berth.\n\n{label}\n- Ask about the heron.\n- Wait for the gull.\n\n---\n\n"
            )
        };
        let (before, asked, _) = shown(&format!(
            "# Harbour\n\nA storm is near.\n\n{}{}{}",
            one(1),
            one(2),
            one(3)
        ));
        let seen = before + &asked.concat();
        assert!(seen.contains("Two ships"), "{label}: {seen}");
        assert!(
            !seen.contains("heron") && !seen.contains("gull"),
            "{label}: {seen}"
        );
    }
}

/// What to look for under a question, with signs for good and bad, is neither its options nor
/// shown; nor is what a labelled item beside it says.
#[test]
fn what_to_look_for_is_kept_back() {
    for (goal, look) in [
        ("Purpose", "What to look for"),
        ("Цель", "Что искать"),
        ("Ziel", "Worauf achten"),
    ] {
        let one = |number: u32| {
            format!(
                "**Q{number}: Tell me how you hand over a shift?**\n- **{goal}:** Find out about herons in the talk.\n- **{look}:**\n  - ✓ A clear herring\n  - ✓ A second herring\n  - ✓ A third herring\n  - ✗ No gull\n  - ✗ Two gulls\n\n---\n\n"
            )
        };
        let (before, asked, _) = shown(&format!("# Talks\n\n{}{}{}", one(1), one(2), one(3)));
        assert_eq!(asked.len(), 3, "{asked:?}");
        let seen = before + &asked.concat();
        assert!(
            !seen.contains("herring") && !seen.contains("gull") && !seen.contains("herons"),
            "{look}: {seen}"
        );
    }
}

/// A second paper behind the key of the first is asked, where a row of dashes parts them.
#[test]
fn a_second_paper_behind_a_key_is_asked() {
    let paper = |name: &str, word: &str| {
        format!(
            "Paper {name}\nInstructions: answer all.\n\n1. Name the tide.\n2. Is the quay dry?\n3. Describe the crane.\n\nSolutions - Paper {name}\n\n1. {word} ebb.\n2. {word} no.\n3. {word} tall.\n\n"
        )
    };
    let text = format!("{}---\n\n{}", paper("one", "Heron"), paper("two", "Gull"));
    let (before, asked, _) = shown(&text);
    assert_eq!(asked.len(), 6, "{asked:?}");
    let seen = before + &asked.concat();
    assert!(!seen.contains("Heron") && !seen.contains("Gull"), "{seen}");
    has!(seen, "Paper two");
}

/// What a division holds ends with it; one for who teaches is kept back.
#[test]
fn a_solution_in_a_division_ends_with_it() {
    let (before, asked, _) = shown(
        "# Praise\n\nA talk on deck.\n\n::: challenge\n\n## Which praise helps?\n\nPick one of the three.\n\n::: solution\n\n## Solution\n\nThe heron.\n\n:::\n\n:::\n\n\
         The crew goes below.\n\n::: instructor\n\nWait for the gull.\n\n:::\n\nThe night begins.\n",
    );
    let seen = before + &asked.concat();
    has!(seen, "goes below");
    has!(seen, "night begins");
    assert!(!seen.contains("heron") && !seen.contains("gull"), "{seen}");
}

/// A statement under the heading of a question, and below it whether it is true.
#[test]
fn whether_a_statement_is_true_answers_it() {
    let (before, asked, models) = shown(
        "# Tides\n\n## Question 1\n**The moon draws the sea.**  \n✅ **True** - a heron knows.\n\n---\n\n## Question 2\n**Ebb comes once a day.**  \n❌ **False** - a gull knows.\n\n---\n\n\
         ## Question 3\n**Quays float.**  \n❌ **False** - a herring knows.\n",
    );
    assert_eq!((asked.len(), models), (3, 3), "{asked:?}");
    let seen = before + &asked.concat();
    has!(seen, "Quays float");
    assert!(!seen.contains("knows") && !seen.contains("False"), "{seen}");
}

/// Lists that ask, or tell to tell, are asked where a text is made of them.
#[test]
fn a_text_that_is_made_of_lists_that_ask_is_asked() {
    let (_, asked, _) = shown(
        "# Looking back\n\nAll sit in a ring.\n\n## How it felt\n\n- What was hard?\n- Who spoke first?\n- When did you laugh?\n\n## What we saw\n\n- Which crane stopped?\n- Who noticed?\n\n\
         ## What comes next (led by the facilitator)\n\n- What will you try?\n- Whom will you tell?\n- When do we meet?\n",
    );
    assert_eq!(asked.len(), 8, "{asked:?}");
    let (_, asked, _) = shown(
        "# Crane driver – interview questions\n\n## Open\n\n1. Can you tell us of a storm on the quay?\n2. How did you find your way here?\n3. What would you do again?\n\n\
         ## Short\n\n1. Tell us about a fall.\n2. Walk us through a night shift.\n3. Tell us about a friend.\n\n## Long\n\n1. What made you stay?\n2. Who taught you?\n",
    );
    assert_eq!(asked.len(), 8, "{asked:?}");
}

/// A statement with lettered options asks; the speaker's notes below each slide are kept back and
/// end where the slide ends.
#[test]
fn slides_with_options_are_asked_without_the_speakers_notes() {
    let slide = |number: u32, word: &str| {
        format!(
            "**SLIDE {number}**\n\nThe {word} of a quay is called:\n\n**A)** The rim {number}\n\n**B)** The wall {number}\n\n**C)** The foot {number}\n\n---\n\n## Speaker Notes\n\nThe heron says B.\n\n---\n\n"
        )
    };
    let (before, asked, _) = shown(&format!(
        "# Slides\n\n{}{}{}",
        slide(1, "edge"),
        slide(2, "side"),
        slide(3, "base")
    ));
    assert_eq!(asked.len(), 3, "{asked:?}");
    let seen = before + &asked.concat();
    lacks!(seen, "heron");
    has!(seen, "The foot 3");
}

/// What the facilitator should do is for the facilitator; what is called a solution in a story is
/// read by everybody.
#[test]
fn orders_to_who_leads_are_kept_back_and_a_storys_solution_is_not() {
    let (before, ..) = shown(
        "# The crane\n\n## The new solution: a second crane\n\nIt was built in May.\n\n## Questions\n\n1. Who paid?\n2. Who gained?\n\n## Checklist\n\n\
         Afterwards the facilitator should note whether people saw:\n\n- the heron\n- the gull\n",
    );
    has!(before, "built in May");
    lacks!(before, "heron");
    lacks!(before, "gull");
}

/// Forms that once made the reading go through all that stood before, at every line.
const ENDLESS: &[(&str, &str)] = &[
    ("labels", "Answer:\n"),
    ("label lines", "Model answer: It is.\n\n"),
    ("note lines", "**Facilitator note:**\n\nSay so.\n\n"),
    ("questions", "- a?\n"),
    ("choices", "- ( ) It is\n"),
    ("divisions", "::: answer\n"),
    ("keys", "1. a?\n2. b?\n\nAnswers:\n\n1. c\n2. d\n\n"),
    (
        "cases",
        "# Case\n\n## Questions\n\n1. Why?\n2. How?\n\n## Answers\n\n1. So.\n\n",
    ),
    ("brackets", "[a "),
    ("notes between rules", "Note:\n\n---\n\n---\n"),
    ("terms that ask", ": a?\n"),
    ("spoilers", "||a|| "),
    ("words", "It is long and says nothing. "),
];

#[test]
fn forms_without_end_are_read_in_time_in_every_build() {
    let folder = TempDir::new().unwrap();
    for (name, piece) in ENDLESS {
        let path = folder.path().join("endless.md");
        let text = piece.repeat(48 * 1024 / piece.len());
        fs::write(&path, format!("# Ferry\n\n## Questions\n\n{text}")).unwrap();
        let loaded = library::load(&path).map(|loaded| loaded.document.cases.len());
        assert_eq!(loaded.ok().map(|count| count > 0), Some(true), "{name}");
    }
}

/// "### a) Explain …" under a numbered heading is asked; what stands below answers it.
#[test]
fn lettered_tasks_below_numbered_headings_are_asked() {
    let task = |number: u32, word: &str| {
        format!(
            "## {number}) Eine Reederei fährt im Winter nicht.\n\n### a) Erläutern Sie zwei Gründe\n\nDer {word} sagt es.\n\n### b) Nennen Sie einen Ausweg\n\nDer {word} weiß ihn.\n\n"
        )
    };
    let (before, asked, _) = shown(&format!(
        "# Fragen\n\n{}{}{}",
        task(1, "Reiher"),
        task(2, "Hering"),
        task(3, "Kiebitz")
    ));
    assert!(asked.len() >= 6, "{asked:?}");
    let seen = before + &asked.concat();
    lacks!(seen, "Reiher", "Hering", "Kiebitz");
}

/// In an exercise with words to the staff, what somebody fills in behind the last question is for
/// the staff too.
#[test]
fn a_form_for_observers_is_kept_back() {
    let inject = |number: u32| {
        format!(
            "## INJECT {number}: The crane\n\n**Read aloud:**\n\n\"It stops.\"\n\n**Primary question:** \"What do you do first?\"\n\n**Key points to listen for:**\n- The heron\n\n---\n\n"
        )
    };
    let (before, asked, _) = shown(&format!(
        "# Exercise\n\n{}{}## Outcomes checklist\n\n| Capability | Shown? |\n|---|---|\n| Called the gull | Yes / No |\n",
        inject(1),
        inject(2)
    ));
    assert_eq!(asked.len(), 2, "{asked:?}");
    let seen = before + &asked.concat();
    assert!(!seen.contains("heron") && !seen.contains("gull"), "{seen}");
}

/// Code that a question speaks of is part of it, and options below the code are its options; the
/// only one in bold letters is the right one.
#[test]
fn code_between_a_question_and_its_options_is_asked_about() {
    let one = |number: u32, options: [&str; 3]| {
        format!(
            "**{number}) What does the following code print?**\n\n```\nlet n = {number};\n```\n\n{}\n\n{}\n\n{}\n\n",
            options[0], options[1], options[2]
        )
    };
    let text = format!(
        "# Quiz\n\n{}{}{}",
        one(1, ["a) one", "**b) two**", "c) three"]),
        one(2, ["**a) four**", "b) five", "c) six"]),
        one(3, ["a) seven", "b) eight", "**c) nine**"])
    );
    let document = read(&text, "file.md");
    let questions: Vec<_> = document.cases[0].questions().collect();
    assert_eq!(questions.len(), 3);
    for (question, right) in questions.iter().zip([1, 0, 2]) {
        let Kind::Choice { options, .. } = &question.prompt.kind else {
            panic!("{question:?}");
        };
        assert_eq!((options.len(), &question.aside.right), (3, &vec![right]));
        let shown = format!("{:?}", question.prompt);
        assert!(shown.contains("let n") && !shown.contains("**"), "{shown}");
    }
    let (before, asked, _) = shown(
        "# Drill\n\n1. Read the following code and find the slip.\n\n```\nlet heron = 1;\n```\n\n2. Read the code below and mend it.\n\n```\nlet gull = 2;\n```\n\n3. Read the following lines and explain them.\n\n```\nlet tern = 3;\n```\n",
    );
    let seen = before + &asked.concat();
    has!(seen, "heron", "gull", "tern");
}

/// A scenario's brief is for all, and what stands under a role is for who plays it.
#[test]
fn a_scenario_brief_is_shown_and_what_a_role_considers_is_not_asked() {
    let (before, asked, _) = shown(
        "# Two crews\n\n## Scenario brief\n\nOne quay for two.\n\n### Role: pilot\n\nYou wait outside.\n\n**Consider:**\n\n- What do you need?\n- What can you give?\n- Who can help?\n\n\
         ## Discussion questions\n\n1. Who gave way?\n2. What did it cost?\n",
    );
    has!(before, "One quay");
    has!(before, "wait outside");
    assert_eq!(asked.len(), 2, "{asked:?}");
}
