//! Kinds of what gives an answer away: told by its place and its look, whatever its words are.

use roundtable::case::{Kind, read};

use crate::forms::shows;

/// What the facilitator alone reads of a document, and all model answers of it.
fn told(text: &str) -> (String, String) {
    let document = read(text, "file.md");
    let (mut notes, mut models) = (String::new(), String::new());
    for case in &document.cases {
        for note in &case.facilitator_notes {
            notes += &note.text;
        }
        for question in case.questions() {
            for model in &question.aside.models {
                models.extend(model.claims.iter().map(ToString::to_string));
            }
        }
    }
    (notes, models)
}

#[test]
fn what_stands_in_one_form_below_each_question_answers_it() {
    let asked = [
        [
            "Who holds the rope?",
            "What do you tell the crew?",
            "When is it safe?",
        ],
        [
            "Vem håller i repet?",
            "Vad säger du till gruppen?",
            "När är det tryggt?",
        ],
        [
            "Qui tient la corde ?",
            "Que dites-vous à l'équipe ?",
            "Quand est-ce sûr ?",
        ],
    ];
    let forms: [&dyn Fn(usize) -> String; 6] = [
        &|nth| format!("Our view: the OKAPI{nth} has it, and she said so.\n"),
        &|nth| format!("> The OKAPI{nth} has it, and she said so at once.\n"),
        &|nth| format!("*The OKAPI{nth} has it, and she said so at once.*\n"),
        &|nth| format!("_The OKAPI{nth} has it, and she said so at once._\n"),
        &|nth| format!("(The OKAPI{nth} has it, and she said so at once.)\n"),
        &|nth| format!("**So sehen wir es:** The OKAPI{nth} has it, and she said so.\n"),
    ];
    let secrets = ["OKAPI0", "OKAPI1", "OKAPI2"];
    for questions in asked {
        for form in forms {
            for blank in ["", "\n"] {
                let counted = |(nth, asked): (usize, &&str)| {
                    format!("{}. {asked}\n{blank}{}\n", nth + 1, form(nth))
                };
                let headed = |(nth, asked): (usize, &&str)| {
                    format!(
                        "## Card {}\n\nIt is late. {asked}\n{blank}{}\n",
                        nth + 1,
                        form(nth)
                    )
                };
                for count in [2, 3] {
                    let lists: String = questions
                        .iter()
                        .take(count)
                        .enumerate()
                        .map(counted)
                        .collect();
                    let text = format!("# The boat\n\nIt left at dawn.\n\n{lists}");
                    shows(
                        &text,
                        count,
                        secrets.get(..count).unwrap(),
                        &["It left at dawn."],
                    );
                }
                let cards: String = questions.iter().enumerate().map(headed).collect();
                shows(&format!("# Cards\n\n{cards}"), 3, &secrets, &[]);
            }
        }
    }
}

#[test]
fn what_looks_so_elsewhere_too_answers_nothing() {
    let listed = "1. Who holds the rope?\n\n   > “We were tired,” says the mate.\n\n2. What do you tell the crew?\n\n3. When is it safe?\n";
    let text = format!(
        "# The boat\n\n> “Nobody slept,” says the cook.\n\n> “Never again,” says Ann.\n\n## Questions\n\n{listed}"
    );
    shows(&text, 3, &[], &["Nobody slept", "Never again"]);
    // Who is asked by name answers by name: a talk.
    let talk = "# A talk\n\nAnn: Who has the rope?\n\nBen: I have it since Monday, as always.\n\nAnn: Who has the key?\n\nBen: Nobody has it since Monday, I fear.\n\n## Questions\n\n1. What does Ann want?\n2. Would you ask so?\n";
    shows(
        talk,
        2,
        &[],
        &["since Monday, as always", "since Monday, I fear"],
    );
}

#[test]
fn words_to_the_staff_within_answers_stay_theirs() {
    for (asks, key, note) in [
        ("Questions", "Answers", "Facilitator notes"),
        ("Fragen", "Lösungen", "Hinweise für die Lehrkraft"),
        ("Vragen", "Antwoorden", "Aantekeningen voor de docent"),
        ("Preguntas", "Respuestas", "Notas para el facilitador"),
        ("Frågor", "Facit", "Till ledaren"),
        ("Pytania", "Klucz odpowiedzi", "Uwagi dla prowadzącego"),
    ] {
        for heads in ["## ", ""] {
            for note in [
                format!("{note}\n\nOKAPI waits."),
                format!("{note}: OKAPI waits."),
                format!("**{note}:**\n\nOKAPI waits."),
                format!("[{note}: OKAPI waits.]"),
            ] {
                let text = format!(
                    "# Boot\n\nIt left.\n\n{heads}{asks}\n\n1. Who left?\n2. Who stayed?\n\n{heads}{key}\n\n1. ZEBU the mate.\n2. ZEBU the cook.\n\n{note}\n"
                );
                shows(&text, 2, &["OKAPI", "ZEBU"], &["It left."]);
                let (notes, models) = told(&text);
                assert!(
                    notes.contains("OKAPI") && !models.contains("OKAPI"),
                    "{text}\n{notes}\n{models}"
                );
                assert_eq!(models.matches("ZEBU").count(), 2, "{text}\n{models}");
            }
        }
    }
}

#[test]
fn a_remark_in_brackets_and_a_footnote_to_the_staff_are_theirs() {
    for note in [
        "[Facilitator: OKAPI waits for the second group, then goes on.]",
        "(Trainer: OKAPI waits for the second group, then goes on.)",
        "[Moderatorin: OKAPI wartet auf die zweite Gruppe.]",
        "[^1]: Trainer: OKAPI waits for the second group, then goes on.",
        "[^1]: Hinweis für die Lehrkraft: OKAPI wartet.",
    ] {
        let text =
            format!("# Boat\n\nIt left at nine.[^1]\n\n1. Who left?\n2. Who stayed?\n\n{note}\n");
        shows(&text, 2, &["OKAPI"], &["It left at nine."]);
        assert!(!told(&text).1.contains("OKAPI"), "{text}");
        let text = format!(
            "Boat\n\nIt left at nine.\n\n1. Who left?\n\nAnswer: ZEBU the mate.\n{note}\n\n2. Who stayed?\n\nAnswer: ZEBU the cook.\n{note}\n"
        );
        let (notes, models) = told(&text);
        assert!(
            !models.contains("OKAPI") && notes.contains("OKAPI"),
            "{text}\n{notes}\n{models}"
        );
    }
}

#[test]
fn an_answer_that_repeats_a_line_tells_what_can_be_picked() {
    let labels = [
        "Answer: the cook.",
        "**Respuesta correcta:** the cook",
        "<span class=\"spoiler\">CORRECTA: the cook.</span>",
        "Richtige Antwort: the cook",
        "Ответ: the cook",
    ];
    for label in labels {
        for (bullet, end) in [("", "  "), ("- ", ""), ("* ", "")] {
            for gap in ["", "\n"] {
                let options = ["the mate.", "the cook.", "the pilot."]
                    .map(|option| format!("{bullet}{option}{end}\n"))
                    .concat();
                let task = |nth: usize| {
                    format!("{nth}) Who leads in fog:\n\n{options}{gap}{label}\n\n---\n\n")
                };
                let text = format!("# Quiz\n\n{}{}{}", task(1), task(2), task(3));
                let document = read(&text, "quiz.md");
                let kinds: Vec<_> = document.cases[0]
                    .questions()
                    .map(|question| match &question.prompt.kind {
                        Kind::Choice { options, .. } => options.len(),
                        _ => 0,
                    })
                    .collect();
                assert_eq!(kinds, [3, 3, 3], "{text}");
                let rights = document.cases[0]
                    .questions()
                    .map(|question| question.aside.right.len());
                assert!(rights.into_iter().all(|rights| rights == 1), "{text}");
            }
        }
    }
}

#[test]
fn signs_in_brackets_at_all_options_mark_and_go() {
    for (right, wrong) in [("[+]", "[-]")] {
        for bullet in ["•\t", "- "] {
            let task = |nth: usize| {
                format!(
                    "{nth}. It is foggy at {nth} and:\n{bullet}{wrong} a) the bell rings {nth} times\n{bullet}{right} b) the horn blows {nth} times\n{bullet}{wrong} c) nobody moves for {nth} hours\n"
                )
            };
            let text = format!("{}{}{}{}", task(1), task(2), task(3), task(4));
            let (shown, count) = crate::labelled::seen(&text);
            assert_eq!(count, 4, "{text}");
            assert!(
                !shown.contains(right) && !shown.contains('✓'),
                "{shown}\nin\n{text}"
            );
        }
    }
}

#[test]
fn numbers_with_a_quote_below_each_are_asked() {
    let tasks = [
        "The curve of a market.",
        "Two ways to moor.",
        "The late ferry",
        "Who is a pilot",
        "Why fog lies low.",
    ];
    for (open, close) in [("> ", ""), ("*", "*")] {
        let text: String = tasks
            .iter()
            .enumerate()
            .map(|(nth, task)| format!("{}. {task}\n{open}OKAPI{nth} goes up slowly, then fast, and lies flat in the end.{close}\n\n", nth + 1))
            .collect();
        shows(&text, 5, &["OKAPI0", "OKAPI2", "OKAPI4"], &[]);
    }
    // A list with one quote in it stays text.
    let text = "# Moor\n\nWe do four things.\n\n1. Throw the rope.\n2. Wait.\n> “Wait long,” says the old mate of ours.\n\n3. Pull.\n4. Tie.\n";
    shows(text, 0, &[], &["Wait long", "Pull."]);
}

#[test]
fn how_answers_are_marked_is_for_whoever_marks() {
    for (answer, scores) in [
        ("Model answer", "Scoring"),
        ("Musterlösung", "Bewertung"),
        ("Respuesta modelo", "Puntuación"),
    ] {
        let task = |nth: usize| {
            format!(
                "### {nth}. Who leads in fog?\n\n**{answer}:**\nZEBU the pilot.\n\n**{scores}:**\n- OKAPI: two for the pilot\n- OKAPI: one for the cook\n\n"
            )
        };
        let text = format!("# Fog\n\nIt is foggy.\n\n{}{}{}", task(1), task(2), task(3));
        shows(&text, 3, &["OKAPI", "ZEBU"], &["It is foggy."]);
        let (_, models) = told(&text);
        assert_eq!(models.matches("ZEBU").count(), 3, "{text}");
        assert!(!models.contains("OKAPI"), "{models}");
    }
}

/// A fold with its number and what it asks.
type Fold = dyn Fn(usize, &str) -> String;

#[test]
fn folds_that_ask_are_cards_with_their_backs() {
    let asked = [
        "A guest has lost a ring in the hall.",
        "Who opens the house at night?",
        "Explain the blue key.",
    ];
    let folds: [&Fold; 3] = [
        &|nth, asked| {
            format!(
                "<details>\n<summary>{asked}</summary>\n\nOKAPI{nth} does it.\n\n</details>\n\n"
            )
        },
        &|nth, asked| format!("<Accordion title=\"{asked}\">OKAPI{nth} does it.</Accordion>\n\n"),
        &|nth, asked| {
            format!("<my-toggle label='{asked}'>\n\nOKAPI{nth} does it.\n\n</my-toggle>\n\n")
        },
    ];
    for fold in folds {
        let cards: String = asked
            .iter()
            .enumerate()
            .map(|(nth, asked)| fold(nth, asked))
            .collect();
        shows(
            &format!("# Night\n\n## Scenarios\n\n{cards}"),
            3,
            &["OKAPI0", "OKAPI1", "OKAPI2"],
            &["lost a ring"],
        );
    }
    let same = "<details>\n<summary>Click here to see more of it.</summary>\n\nOKAPI waits.\n\n</details>\n\n";
    let text =
        format!("# Night\n\n1. Who waits?\n\n{same}2. Who goes?\n\n{same}3. Who stays?\n\n{same}");
    shows(&text, 3, &["OKAPI"], &[]);
}

#[test]
fn a_guide_shows_what_is_said_to_all_and_asks_what_is_asked() {
    for lead in [
        "# Facilitator guide\n## The harbour\n\n# Session 1\n\n",
        "# The harbour\n\n**Voor docenten.** This guide stands apart from all else.\n\n",
    ] {
        let text = format!(
            "{lead}Bring OKAPI paper.\n\n**Say:** \"It is night and the lamp is out.\"\n\n**Discussion prompt:** \"Who holds the rope?\"\n\n**Common answers you'll hear:**\n\n- \"OKAPI, we do not know.\"\n\n> \"Ready? Now the second hour begins.\"\n\n**Explain the game:**\n\n- \"Everybody holds one end.\"\n\n**Ask:** \"What do you see?\"\n\nCollect OKAPI answers.\n"
        );
        shows(
            &text,
            2,
            &["OKAPI"],
            &["the lamp is out", "second hour", "holds one end"],
        );
    }
    let note = "# The harbour\n\n**Note for the facilitator:** OKAPI take your time with this one.\n\nIt is night.\n\n## Questions\n\n1. Who sleeps?\n2. Who wakes?\n";
    shows(note, 2, &["OKAPI"], &["It is night."]);
}

#[test]
fn a_slanted_question_right_below_a_heading_is_asked_of_its_section() {
    let topic = |nth: usize, asked: &str| {
        format!(
            "## Topic {nth}\n\n*(Words: rope, lamp, fog)*  \n*{asked}*\n\n### A part\n\n- OKAPI{nth} goes first\n- OKAPI{nth} then waits\n\n"
        )
    };
    let text = format!(
        "# Exam\n\n{}{}{}",
        topic(1, "Redegør for to måder at fortøje på."),
        topic(2, "Why does fog lie low, and who says so?"),
        topic(3, "Explain the blue key and its use.")
    );
    shows(&text, 3, &["OKAPI1", "OKAPI2"], &["Topic 2"]);
}

#[test]
fn what_comes_of_an_option_waits_for_the_choice() {
    for (option, result, ask) in [
        ("Option", "Result", "What do you do?"),
        ("選項", "結果", "你會怎麼做？"),
    ] {
        let decision = |nth: usize| {
            format!(
                "## Decision {nth}\n\nThe lamp is out. {ask}\n\n- **{option} {nth}A**: wait\n- **{option} {nth}B**: sail on\n\n### {result} {nth}A\n\nOKAPI{nth} drifts.\n\n### {result} {nth}B\n\nOKAPI{nth} sinks.\n\n"
            )
        };
        let text = format!("# Night\n\n{}{}{}", decision(1), decision(2), decision(3));
        let (shown, count) = crate::labelled::seen(&text);
        assert_eq!(count, 3, "{text}");
        for secret in ["OKAPI1", "OKAPI2", "OKAPI3"] {
            assert!(!shown.contains(secret), "{shown}\nin\n{text}");
        }
    }
}
