//! Reading documents as people have them: nothing is given away early, and reading ends.

use roundtable::{
    case::{Item, Kind, TimeUp, read, read_within},
    text::Clean,
};

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
fn shown(text: &str) -> (String, Vec<String>, usize) {
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
    assert!(
        !seen.contains("change of shifts") && !seen.contains("corridor"),
        "{seen}"
    );
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
    assert!(
        asked.contains("Was his choice right") && !asked.contains("(correct)"),
        "{asked}"
    );
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
    assert!(
        before.contains("on the tram") && before.contains("rings at noon"),
        "{before}"
    );
    assert!(!before.contains("by May"), "{before}");
}
