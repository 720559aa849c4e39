//! Keys that no word tells: a column of a table, a sign of the author's own, the numbers of a whole
//! run of questions answered at once.

use roundtable::case::{self, Kind, Question};

use crate::early::shown;

/// The case before its questions.
const CASE: &str = "# Ferry\n\nIt left at nine.\n\n";

#[test]
fn a_table_of_questions_and_answers_is_questions_with_their_answers() {
    let tables = [
        "| Nr | Frage | Antwort |\n| --- | --- | --- |\n| 1 | Wer legte ab? | OKAPI der Maat |\n| 2 | Nennen Sie zwei Zeugen. | OKAPI Koch und Lotse |\n| 3 | Warum so spät? | OKAPI Nebel |\n",
        "| Question | Model answer | Explanation |\n|---|---|---|\n| Who cast off? | OKAPI the mate | OKAPI he had the watch |\n| Why so late? | OKAPI fog | OKAPI see the log |\n| Who saw it? | OKAPI the cook | |\n",
        "| # | Pregunta | Respuesta corta |\n|:-:|:--|:--|\n|1|¿Quién zarpó?|OKAPI el piloto|\n|2|¿Por qué tan tarde?|OKAPI la niebla|\n|3|¿Quién lo vio?|OKAPI el cocinero|\n",
        "| No | Soru | Kısa Yanıt |\n|---|---|---|\n|1| Kim yola çıktı? | OKAPI kaptan |\n|2| Neden geç? | OKAPI sis |\n|3| Kim gördü? | OKAPI aşçı |\n",
        "| Nr | Frage | Antwort |\n|---|---|---|\n| 1 | Wer legte ab? | OKAPI der Maat |\n| 2\\. Warum so spät? | OKAPI Nebel |\n| 3\\. Wer sah es? | OKAPI der Koch |\n",
    ];
    for table in tables {
        for before in [CASE, "", "# Ferry\n\n## Questions and answers\n\n"] {
            let (read, asked, models) = shown(&format!("{before}{table}"));
            assert_eq!((asked.len(), models), (3, 3), "{before}{table}: {asked:?}");
            assert!(!(read + &asked.concat()).contains("OKAPI"), "{table}");
        }
    }
    let options = format!(
        "{CASE}| Question | A | B | C | Answer |\n|---|---|---|---|---|\n| Who cast off? | mate | cook | pilot | B |\n| Who saw it? | mate | cook | nobody | C |\n"
    );
    let document = case::read(&options, "ferry.md");
    for question in document.cases[0].questions() {
        assert_eq!(options_of(question).len(), 3);
    }
}

#[test]
fn other_tables_stay_tables() {
    let tables = [
        // What people said is what the case is about.
        "## Exhibit 1: What the crew said\n\n| Question | Answer |\n|---|---|\n| Who cast off? | the mate |\n| Why so late? | fog |\n",
        // Room to write.
        "| Question | Your answer |\n|---|---|\n| Who cast off? | |\n| Why so late? | |\n",
        "| Hour | Port | Wind |\n|---|---|---|\n| 9 | north | 4 |\n| 10 | south | 6 |\n",
    ];
    for table in tables {
        let text = format!("{CASE}{table}\n## Questions\n\n1. What now?\n2. Who decides?\n");
        let (_, asked, _) = shown(&text);
        assert_eq!(asked.len(), 2, "{asked:?}");
        let cases = format!("{:?}", case::read(&text, "ferry.md").cases);
        assert!(cases.contains("|---|"), "{table}: {cases}");
    }
    // Long rows of a text without headings are rows all the same.
    let long = "a long story of fog and of ropes that goes on and on for more than a line has room for on any page at all";
    let (read, _, _) = shown(&format!(
        "The ferry\n\n| Hour | Log |\n|---|---|\n| 9 | {long} |\n| 10 | {long} |\n\nQuestions:\n\n1. What now?\n2. Who?\n"
    ));
    has!(read, "|\n| 10");
}

fn options_of(question: &Question) -> Vec<&str> {
    match &question.prompt.kind {
        Kind::Choice { options, .. } => options.iter().map(|option| &**option).collect(),
        kind => panic!("{kind:?}"),
    }
}

/// Options with a sign of the author's own at the right one.
fn signed(sign: &dyn Fn(&str, bool) -> String) -> String {
    let questions = [
        ("Who casts off", 1),
        ("Who keeps the log", 2),
        ("Who lights the lamp", 0),
        ("Who calls the pilot", 1),
    ];
    let words = ["the mate", "the cook", "the owner"];
    let asked = questions.iter().enumerate().map(|(nth, (text, right))| {
        let options = words.iter().enumerate();
        let options = options.map(|(at, word)| {
            let letter = ["A", "B", "C"][at];
            sign(&format!("{letter}) {word}"), at == *right)
        });
        format!("{}. {text}?\n{}\n", nth + 1, options.collect::<String>())
    });
    format!("{CASE}{}", asked.collect::<String>())
}

#[test]
fn a_sign_of_the_authors_own_marks_the_right_option_and_is_not_shown() {
    let behind = |mark: &'static str| {
        move |option: &str, right: bool| format!("- {option}{}\n", if right { mark } else { "" })
    };
    let bullets = |option: &str, right: bool| {
        let words = option.get(3..).unwrap_or_default();
        format!("    {} {words}\n", if right { '+' } else { '-' })
    };
    let texts = [
        signed(&behind(" X")),
        signed(&behind(" (R)")),
        signed(&behind(" <<")),
        signed(&behind("*")),
        signed(&bullets),
    ];
    for text in texts {
        let document = case::read(&text, "ferry.md");
        let questions: Vec<_> = document.cases[0].questions().collect();
        assert_eq!(questions.len(), 4, "{text}");
        for (question, right) in questions.iter().zip([1, 2, 0, 1]) {
            assert_eq!(
                options_of(question),
                ["the mate", "the cook", "the owner"],
                "{text}"
            );
            assert_eq!(question.aside.right, [right], "{text}");
        }
    }
}

#[test]
fn words_that_end_many_options_are_words() {
    let two =
        |option: &str, right: bool| format!("- {option} {}\n", if right { "of A" } else { "of B" });
    let all = |option: &str, _: bool| format!("- {option} X\n");
    for text in [signed(&two), signed(&all)] {
        let document = case::read(&text, "ferry.md");
        for question in document.cases[0].questions() {
            assert!(question.aside.right.is_empty(), "{text}");
            let whole = |option: &&str| option.ends_with([' ', 'A', 'B', 'X']);
            assert!(options_of(question).iter().all(whole), "{text}");
        }
    }
}

#[test]
fn one_answer_below_a_run_of_questions_answers_each_by_its_number() {
    let keys = [
        "1. Who cast off?\n2. Why so late?\n\nAnswers:\n1. ALPHA the mate\n   and no other\n2. OMEGA fog\n",
        "1、谁起航了？\n2、为什么这么晚？\n答案：1、ALPHA 大副起航。\n（1）ALPHA 他当值；\n（2）ALPHA 他有钥匙。\n2、OMEGA 大雾。\n（1）OMEGA 看不见。\n",
        "问题：\n(1)谁起航了？\n(2)为什么这么晚？\n\n答：(1)ALPHA 大副起航。\n(2)OMEGA 大雾：\n①OMEGA 看不见；\n②OMEGA 没有灯。\n",
        "1. 谁起航了？\n2. 为什么这么晚？\n\n答：（真题）\n1. ALPHA 大副：\n一、ALPHA 他当值。\n二、ALPHA 他有钥匙。\n2. OMEGA 大雾：\n一、OMEGA 看不见。\n",
    ];
    for key in keys {
        let document = case::read(&format!("{CASE}{key}"), "ferry.md");
        let models: Vec<String> = document.cases[0]
            .questions()
            .map(|question| format!("{:?}", question.aside.models))
            .collect();
        let [first, second] = &models[..] else {
            panic!("{key}: {models:?}");
        };
        assert!(
            first.contains("ALPHA") && !first.contains("OMEGA"),
            "{key}: {models:?}"
        );
        assert!(
            second.contains("OMEGA") && !second.contains("ALPHA"),
            "{key}: {models:?}"
        );
    }
}

#[test]
fn headings_of_a_level_of_tasks_are_tasks_and_those_of_a_manual_are_none() {
    let tasks = [
        "What is a watch?",
        "Name two berths",
        "Zeige, wie man ablegt",
        "Who signs the log?",
        "Describe the way to the quay",
    ];
    let text: String = tasks
        .iter()
        .map(|task| format!("## {task}\n- OKAPI one\n- OKAPI two\n\n"))
        .collect();
    let (read, asked, models) = shown(&text);
    assert_eq!((asked.len(), models), (5, 5), "{asked:?}");
    assert!(!(read + &asked.concat()).contains("OKAPI"));
    let manual = "# How to cast off\n\n## Choose a crew\n\nTwo will do.\n\n## Define the way\n\nBy the buoys.\n\n## Prepare the ropes\n\nDry ones.\n\n## Describe the wind\n\nIn the log.\n\n## Review the log\n\nAt noon.\n\n## Questions\n\n1. What was left out?\n2. Why?\n";
    let (read, asked, _) = shown(manual);
    assert_eq!(asked.len(), 2, "{asked:?}");
    has!(read, "By the buoys");
}

#[test]
fn under_a_title_of_questions_headings_are_questions_though_none_asks() {
    let goals = [
        "You know two ways to moor",
        "You can tell a buoy by its light",
        "You know who may cast off",
    ];
    let sections: String = (0..4)
        .flat_map(|_| goals)
        .enumerate()
        .map(|(nth, goal)| format!("### {goal} {nth}\n\n- OKAPI one\n- OKAPI two\n\n"))
        .collect();
    let (read, asked, models) = shown(&format!("# Review questions\n\n## Mooring\n\n{sections}"));
    assert_eq!((asked.len(), models), (12, 12), "{asked:?}");
    assert!(!(read + &asked.concat()).contains("OKAPI"));
    let (read, _, _) = shown(&format!("# A year at sea\n\n## Mooring\n\n{sections}"));
    has!(read, "OKAPI");
}

#[test]
fn a_heading_of_a_question_and_one_of_an_answer_are_one_question() {
    let pairs = [
        ("Task", "Decide who boards first.", "Model answer"),
        (
            "Task",
            "Write to the owner of the boat.",
            "Answer structure",
        ),
        ("Frage", "Wen lassen Sie zuerst an Bord?", "Antwort"),
        ("Consigne", "Rédigez un message à l'armateur.", "Corrigé"),
    ];
    for (head, asks, answer) in pairs {
        let (read, asked, models) = shown(&format!(
            "{CASE}## {head}\n\n{asks}\n\n## {answer}\n\n**Ways:**\n\n1. **By number**\n   - OKAPI fair\n2. **By need**\n   - OKAPI kind\n\n## {head}\n\nWho is told, and when?\n\n## {answer}\n\n1. OKAPI the crew\n\n## The sea\n\nIt is wide.\n"
        ));
        assert_eq!((asked.len(), models), (2, 2), "{head}: {asked:?}");
        assert!(
            !(read.clone() + &asked.concat()).contains("OKAPI"),
            "{head}: {read}"
        );
        assert!(read.contains("It is wide"), "{head}: {read}");
    }
}

#[test]
fn a_section_that_says_it_has_the_answer_with_it_shows_what_it_asks() {
    let pair = "### Question\n\n*You are the mate. Who boards first?*\n\n### Answer structure\n\n1. **By need**\n   - OKAPI kind\n";
    let steps = "## Steps\n\n- Who is touched?\n- What else could be done?\n\n";
    let (read, asked, _) = shown(&format!(
        "{CASE}{steps}## A worked case with answer\n\n{pair}"
    ));
    let shown_once = asked.iter().any(|asks| asks.contains("You are the mate"));
    assert!(shown_once, "{asked:?}");
    assert!(!(read + &asked.concat()).contains("OKAPI"));
    let (read, asked, _) = shown(&format!("{CASE}{steps}## Answers\n\n{pair}"));
    assert!(
        !(read + &asked.concat()).contains("You are the mate"),
        "{asked:?}"
    );
}

#[test]
fn a_paragraph_of_questions_above_others_that_are_announced_is_one() {
    let (read, asked, _) = shown(&format!(
        "{CASE}## Debrief\n\nWhat did they decide? Which of it felt least certain?\n\nThen the structural questions:\n\nHow long did nobody look? What would have told them?\n"
    ));
    assert_eq!(asked.len(), 2, "{asked:?}");
    lacks!(read, "least certain");
}

#[test]
fn what_a_division_holds_answers_the_one_right_above_it() {
    let document = case::read(
        "# Ferry\n\n::: challenge\n\n## Ropes\n\nWhich rope holds?\n\n:::\n\n::: solution\n\nThe new one.\n\n:::\n\n::: challenge\n\n## Lamps\n\nWhich of these are lit?\n\n1. the red one\n2. the green one\n\n:::\n\n::: solution\n\n1. Lit at nine.\n2. Never lit.\n\n:::\n",
        "ferry.md",
    );
    let questions = document.cases[0].questions();
    let models: Vec<String> = questions
        .map(|question| format!("{:?}", question.aside.models))
        .collect();
    assert_eq!(models.len(), 2, "{models:?}");
    assert!(
        models[0].contains("new one") && !models[0].contains("Lit"),
        "{models:?}"
    );
    assert!(
        models[1].contains("Lit at nine") && models[1].contains("Never lit"),
        "{models:?}"
    );
}

#[test]
fn how_points_are_counted_is_told_to_nobody_who_still_answers() {
    for head in [
        "Scoring",
        "PUNTEGGI",
        "Barème",
        "Bewertung und Punktevergabe",
        "Implementation notes",
        "Notes on the design",
    ] {
        let text = format!(
            "{CASE}## Questions\n\n1. Who cast off?\n2. Why so late?\n\n## {head}\n\n- OKAPI two points for the mate\n"
        );
        let (read, asked, _) = shown(&text);
        assert_eq!(asked.len(), 2, "{head}: {asked:?}");
        assert!(!(read + &asked.concat()).contains("OKAPI"), "{head}");
    }
}
