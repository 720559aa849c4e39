//! How people lay out what must not be seen early: blocks of other tools, fences, notes below
//! questions, stems and options in bold letters, titles that say little.

use crate::labelled::seen;

pub(crate) fn shows(text: &str, asked: usize, kept: &[&str], open: &[&str]) {
    let (shown, count) = seen(text);
    for secret in kept {
        assert!(
            !shown.contains(secret),
            "{secret} is seen early:\n{shown}\nin\n{text}"
        );
    }
    for word in open {
        assert!(
            shown.contains(word),
            "{word} is not seen:\n{shown}\nin\n{text}"
        );
    }
    assert_eq!(count, asked, "questions of\n{text}");
}

#[test]
fn blocks_of_other_tools_are_callouts() {
    for (question, tip, label) in [
        (
            "Why does the crane stop?",
            "Show the solution",
            "**Answer:**",
        ),
        ("Vinç neden duruyor?", "💡 Çözümü Göster", "**Cevap:**"),
        ("Warum steht der Kran?", "Lösung zeigen", "**Antwort:**"),
    ] {
        for marks in ["???", "???+"] {
            let block = |nth: usize| {
                format!(
                    "{marks} question \"{nth}. {question}\"\n    ??? tip \"{tip}\"\n        {label}\n        Zebu{nth} held the rope.\n\n"
                )
            };
            let text = format!(
                "# The quay\n\nA crane stands in the wind.\n\n{}{}{}",
                block(1),
                block(2),
                block(3)
            );
            shows(&text, 3, &["Zebu", "???"], &["A crane stands", question]);
        }
    }
    let note = "# The quay\n\nA crane stands.\n\n!!! note\n    It is old.\n\nIt rains.\n\n## Questions\n\n1. Who stops it?\n";
    shows(note, 1, &["!!!"], &["It is old", "It rains"]);
}

#[test]
fn fences_that_tell_answers_are_kept_back() {
    for (right, wrong, said) in [
        ("Correct answer (Zebu)", "Wrong answer (others)", "Feedback"),
        (
            "Risposta corretta (Zebu)",
            "Risposta errata (altri)",
            "Feedback",
        ),
        (
            "Richtige Antwort: Zebu",
            "Falsche Antwort: alle anderen",
            "Rückmeldung",
        ),
        (
            "Правильный ответ: Zebu",
            "Неправильный ответ: другие",
            "Отзыв",
        ),
    ] {
        let text = format!(
            "# The quay\n\nA crane stands in the wind.\n\n## The plan\n\n```\nSTART\n  |\nQuestion 1: Who held the rope?\n  +-- {right}\n  |   +-> {said}: \"Zebu it was.\"\n\n  +-- {wrong}\n\nQuestion 2: When?\n  +-- {right}\n```\n\n## Questions\n\n1. Who held the rope?\n2. When did it slip?\n"
        );
        shows(
            &text,
            2,
            &["Zebu"],
            &["A crane stands", "Who held the rope?"],
        );
    }
    let code = "# The quay\n\n## Questions\n\n1. What does this print?\n\n```python\nprint(\"answer\", 42)\n```\n\n2. Who reads it?\n";
    shows(code, 2, &[], &["print(\"answer\", 42)"]);
}

#[test]
fn notes_below_most_questions_answer_them() {
    for label in [
        "Typical questions",
        "Типичные вопросы",
        "Typische Fragen",
        "Preguntas típicas",
    ] {
        let text = format!(
            "# The yard\n\nThe yard opens at six.\n\n## In an interview\n\n### {label}\n\n1. **What is a stand-up?**\n   - Zebu: a short daily meeting\n   - Everybody says what blocks the Zebu\n\n2. **Why limit the work?**\n   - So that a Zebu gets done\n   - Use the Zebu wisely\n   - Fewer Zebus wait\n\n3. **Who walks the board?**\n   - The Zebu of the day\n   - Never the same twice, says the Zebu\n"
        );
        shows(
            &text,
            3,
            &["Zebu"],
            &["The yard opens", "Why limit the work?"],
        );
    }
    // What a question is asked about is part of it.
    let own = "# The yard\n\n## Questions\n\n1. Which of these would you do first?\n   - call the owner\n   - close the gate\n2. Why?\n3. What then?\n";
    shows(own, 3, &[], &["call the owner", "close the gate"]);
}

#[test]
fn a_number_in_bold_letters_counts_a_question_whatever_its_words_are() {
    for (title, stem) in [
        ("Storage", "**A yard is used mainly to:**"),
        ("Lager", "**Ein Hof dient vor allem:**"),
        ("Stock", "**La cour sert surtout à :**"),
    ] {
        let mut text = "# Yard test\n\n".to_owned();
        for nth in 1..=4 {
            text.push_str(&format!("**{nth}. {title}**\n\n{stem}\n- a) keep goods{nth}\n- b) park cars\n- c) hold meetings  \n  **Correct answer:** a) keep Zebu{nth}\n\n---\n\n"));
        }
        shows(&text, 4, &["Zebu"], &["keep goods3"]);
    }
    let mut text = "# Answer key: yard test\n\n".to_owned();
    for (nth, stem) in ["**1) Who opens the gate?**", "**2) You are writing a plan for the yard. The plan must say:**\n\n- when it opens,\n- who waits.\n\nTick the line that says it:", "**3) Who closes it?**"].iter().enumerate() {
        text.push_str(&format!("{stem}\n\na) the owner{nth}\n\n**b) the porter**\n\nc) a crane\n\n"));
    }
    shows(
        &text,
        3,
        &["**b)"],
        &["the owner1", "who waits", "the porter"],
    );
}

#[test]
fn a_story_may_be_called_solutions() {
    let text = "---\ntitle: Solutions for the strike\n---\n\nThe pilots want to talk. The firm wants a court.\n\nBoth lose a week of flights.\n";
    let (shown, _) = seen(text);
    has!(shown, "Both lose a week");
    let key = "---\ntitle: Solutions to sheet 3\n---\n\n1. Zebu, by eleven.\n\n2. Zebu again.\n";
    let (shown, _) = seen(key);
    lacks!(shown, "Zebu");
}

#[test]
fn what_is_told_when_is_for_whoever_runs_it() {
    for heading in [
        "A. Sample inject schedule",
        "Inject log",
        "ファシリテーター用 重要ポイント",
    ] {
        let text = format!(
            "# The storm\n\nThe shelter is open.\n\n## {heading}\n\n| Time | Zebu |\n|---|---|\n| T+5 | The Zebu heating fails |\n\n## Questions\n\n1. Who calls whom?\n"
        );
        shows(&text, 1, &["Zebu"], &["The shelter is open"]);
    }
    let open = "# The storm\n\n## Inject timeline and discussion prompts\n\n### Phase 1\n\nThe lights go out.\n\n**Key questions:**\n\n1. Who calls whom?\n2. What is said first?\n";
    shows(open, 2, &[], &["The lights go out"]);
}

#[test]
fn a_heading_that_tells_of_questions_or_roles_opens_what_it_says() {
    let text = "# Feedback\n\n## Asking questions before the workshop\n\n- Know your audience.\n- Ask what people use today.\n\n## Questions\n\n1. What would you ask first?\n";
    shows(text, 1, &[], &["Know your audience"]);
    let role = "# Interview guide\n\n### Deep dive\n\nSample questions:\n- \"How would you start?\"\n- \"What would you leave?\"\n- \"Describe your last plan\"\n\n**What to look for:**\n- a Zebu\n- calm\n\n### Role-specific scenarios\n\nSample questions:\n- \"How would you handle a strike?\"\n- \"Who would you call?\"\n- \"Describe your ideal yard\"\n\n**What to look for:**\n- a Zebu\n- pace\n";
    shows(role, 6, &["Zebu"], &[]);
}

#[test]
fn a_misspelt_label_keeps_back_in_every_reading() {
    #[rustfmt::skip]
    let labels = [
        "Musterlsung", "Lösugn", "Modell answer", "Model anwser", "Anwser", "Facilitater notes", "Teacher noets", "Instuctor notes",
        "Respueta", "Soluzoine", "Rispsota", "Reponse attndue", "Antwoort", "Rozwiazanie", "Отвтет", "Megoldas", "Reposta",
        "Suggested anwer", "Marking sheme", "Rationle", "Explantion", "Solutoin", "Musterlösng",
    ];
    for label in labels {
        for (asked, text) in [
            (
                2,
                format!(
                    "## Questions\n\n1. Who held the rope?\n\n   {label}: Zebu held it.\n\n2. Why did it slip?\n"
                ),
            ),
            (
                2,
                format!(
                    "**1. Who held the rope?**\n\n**{label}:** Zebu held it.\n\n**2. Why did it slip?**\n"
                ),
            ),
            (
                2,
                format!(
                    "### Question 1\n\nWho held the rope?\n\n{label}: Zebu held it.\n\n### Question 2\n\nWhy did it slip?\n"
                ),
            ),
        ] {
            let text = format!("# The quay\n\nA crane stands.\n\n{text}");
            shows(&text, asked, &["Zebu"], &["A crane stands"]);
        }
    }
    // Hints are told when they are asked for; words of their own are left alone.
    let hint = "# The quay\n\n## Questions\n\n1. Who held the rope?\n\n   Hnt: Zebu held it.\n\n2. Why did it slip?\n";
    shows(hint, 2, &["Zebu"], &[]);
    for word in ["Hunt", "Trainee", "Moderate wind", "Lime"] {
        let text = format!(
            "# The quay\n\n{word}: the crane stands.\n\n## Questions\n\n1. Who held the rope?\n2. Why did it slip?\n"
        );
        shows(&text, 2, &[], &["the crane stands"]);
    }
}

#[test]
fn what_explains_or_hints_right_below_a_line_that_asks_finds_it() {
    for label in [
        "Explanation",
        "Rationale",
        "Begründung",
        "Explicación",
        "Пояснение",
    ] {
        let text = format!(
            "# The quay\n\nA crane stands.\n\nWho held the rope?\n\n{label}: Zebu held it.\n\nIt rains.\n\nWhy did it slip?\n\n{label}: Zebu let go.\n"
        );
        shows(&text, 2, &["Zebu"], &["A crane stands"]);
    }
}

#[test]
fn what_is_written_besides_is_read_as_people_read_it() {
    let text = "# The quay\n\nSee [the log][log], [Log] and [it][].\n\n```\n[log]\n```\n\n## Questions\n\n### 1. 1\\. Who wrote [the log][log]?\n\n### 2. 2\\. Who read it?\n\n[log]: https://example.org/log \"The log\"\n";
    let kept = ["[the log][log]", "[Log]", "1\\\\."];
    shows(
        text,
        2,
        &kept[..1],
        &[
            "[the log](https://example.org/log)",
            "[Log](https://example.org/log)",
            "```\n[log]\n```",
        ],
    );
    let (shown, _) = seen(text);
    assert!(
        shown.contains("\nWho read it?")
            || shown.ends_with("Who read it?")
            || shown.contains("Who read it?") && !shown.contains("2\\."),
        "{shown}"
    );
    let page = roundtable::case::plain(
        "Water is H<sub>2</sub>O; press <kbd>Ctrl</kbd>.<br>Then:\n\n> [!NOTE]\n> It rains.\n\n| A | B |\n|---|---|\n| a \\| b | c | d |\n",
    );
    for said in [
        "H₂O",
        "press Ctrl.",
        "\nThen:",
        "Note\nIt rains.",
        "A: a | b; B: c; d",
    ] {
        assert!(page.contains(said), "{said} in\n{page}");
    }
    assert!(!page.contains("[!") && !page.contains('<'), "{page}");
}

#[test]
fn a_page_of_cases_holds_a_case_for_each_with_questions_of_its_own() {
    for heading in [
        "5.3 Case studies",
        "Fallstudien",
        "Études de cas",
        "Casos prácticos",
        "Кейсы",
    ] {
        let text = format!(
            "# Working life\n\n## {heading}\n\n### The drummer\n\nA drummer leaves a band.\n\n**Questions**\n\n1. What was given up?\n2. Was it worth it?\n\n### The two jobs\n\nAn officer also sells.\n\n**Questions**\n\n1. Which value went first?\n2. Who else is to blame?\n"
        );
        let document = roundtable::case::read(&text, "file.md");
        let cases: Vec<_> = document
            .cases
            .iter()
            .map(|case| (case.title.to_string(), case.questions().count()))
            .collect();
        assert_eq!(
            cases,
            [
                ("The drummer".to_owned(), 2),
                ("The two jobs".to_owned(), 2)
            ],
            "{heading}"
        );
    }
}

#[test]
fn a_row_that_begins_with_a_question_answers_it() {
    let text = "# The ward\n\nNobody led the round.\n\n## Questions\n\n1. Whose problem was it?\n2. Who speaks first?\n\n## Questions and suggested answers\n\n| Question | Suggested answer |\n|---|---|\n| Whose problem was it? | Zebu owned it. |\n| Who speaks first? | The second Zebu does. |\n";
    shows(text, 2, &["Zebu"], &["Nobody led"]);
    let document = roundtable::case::read(text, "file.md");
    let models: Vec<String> = document.cases[0]
        .questions()
        .map(|question| format!("{:?}", question.aside.models))
        .collect();
    assert!(
        models[0].contains("Zebu owned") && !models[0].contains("second"),
        "{models:?}"
    );
    assert!(
        models[1].contains("second Zebu") && !models[1].contains("owned"),
        "{models:?}"
    );
}

#[test]
fn a_heading_without_a_number_within_a_run_of_questions_goes_with_the_answer() {
    let text = "# Exam\n\n## 1) Who holds the rope?\n\nThe Zebu does.\n\n## 2) Which roles are there?\n\n### Owner\n\n- Zebu one\n\n## Master\n\n- Zebu two holds\n\n## Crew\n\n- Zebu three pulls\n\n## 3) Who pulls?\n\nA Zebu pulls.\n\n## 4) Who rests?\n\nNo Zebu.\n";
    shows(text, 4, &["Zebu"], &[]);
    let parts = "# Exam\n\n## 1) The yard wants to grow.\n\nIt has two gates.\n\n### a) Explian the plan\n\nThe Zebu plans.\n\n### b) Explain the risk\n\nA Zebu risks.\n\n## 2) The gate is old.\n\nIt creaks.\n\n### a) Name the owner\n\nZebu.\n\n### b) Explain the cost\n\nA Zebu pays.\n";
    let (shown, _) = seen(parts);
    lacks!(shown, "Zebu");
    has!(shown, "Explian the plan");
}

#[test]
fn what_to_look_for_and_notes_behind_a_key_are_neither_asked_nor_claimed() {
    let story = "# The keys\n\nAnn lends Ben her bicycle. He keeps it.\n\n";
    for label in ["Key points to look for:", "Model answer:"] {
        let text = format!(
            "{story}## Questions\n\na) Why did Ben keep it?\nb) What should Ann say?\n\n{label}\n\n- Zebu fears the scratch.\n- Zebu never said when.\n"
        );
        shows(&text, 2, &["Zebu"], &["Ann lends"]);
    }
    for (answers, notes) in [
        ("Réponses", "Notes pédagogiques"),
        ("Answers", "Facilitator notes"),
    ] {
        let text = format!(
            "{story}1. Why did Ben keep it?\n2. What should Ann say?\n\n{answers}\n\n1. Zebu is afraid.\n2. Zebu asks what happened.\n\n{notes}\n\nZebu takes ten minutes.\n"
        );
        shows(&text, 2, &["Zebu"], &["Ann lends"]);
        let document = roundtable::case::read(&text, "file.md");
        let said = format!("{:?}", document.cases[0].questions().collect::<Vec<_>>());
        assert!(!said.contains("ten minutes"), "{notes}: {said}");
    }
}
