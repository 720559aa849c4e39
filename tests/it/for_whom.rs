//! Documents for whoever leads, what a question is answered with in its own line, options that are
//! ticked, and labels that ask: none of it is seen before its question was answered.

use crate::forms::shows;

#[test]
fn of_a_guide_for_whoever_leads_only_questions_and_cases_are_shown() {
    let titles = [
        "Facilitator guide: the quay",
        "The quay – Guide animateur",
        "Guía del docente · El muelle",
        "Lesson plan: the quay",
        "Leitfaden für die Lehrkraft",
        "Docentenhandleiding",
        "Draaiboek: de kade",
        "För cirkelledaren",
        "1페이지 운영자 런북",
        "教案：码头",
    ];
    for title in titles {
        let text = format!(
            "# {title}\n\n**Expected outcome:** most groups pick Zebu.\n\n## Set-up\n\n- [ ] Chairs in a ring for Zebu\n\n## Case: the crane\n\nA crane stands in the wind.\n\n## Round 1\n\nWalk about and say nothing of Zebu.\n\n## Questions\n\n1. Who stops the crane?\n2. Whom do you call first?\n\n## Debrief\n\nZebu was the trap.\n"
        );
        shows(&text, 2, &["Zebu"], &["A crane stands", "Whom do you call"]);
    }
}

#[test]
fn a_remark_above_all_else_keeps_the_whole_from_people() {
    for remark in [
        "> Internal – do not distribute to participants.",
        "Document interne — ne pas distribuer aux participants.",
        "**Nicht austeilen.**",
    ] {
        let text = format!(
            "# The quay\n\n{remark}\n\n## Part one\n\nThe groups fall for Zebu.\n\n**Script:**\n- Say that Zebu is fine\n"
        );
        shows(&text, 0, &["Zebu"], &[]);
    }
}

#[test]
fn paragraphs_that_open_with_what_the_teacher_does_make_a_plan() {
    let (asks, walks, ends) = (
        "The teacher asks:",
        "The teacher walks about",
        "The teacher sums up:",
    );
    let sv = (
        "Läraren frågar:",
        "Läraren cirkulerar",
        "Läraren leder samtalet:",
    );
    for (asks, walks, ends) in [(asks, walks, ends), sv] {
        let text = format!(
            "# The quay in an hour\n\n**{asks}**\n\nWho decides?\n\n**The point:** Zebu does.\n\n**{walks}** and helps with Zebu.\n\n## Questions\n\n1. Who stops the crane?\n2. Who pays?\n\n**{ends}**\n\nIt was Zebu.\n"
        );
        shows(&text, 2, &["Zebu"], &["Who pays?"]);
    }
    // Who speaks in a talk is named by one word.
    let talk = "# A talk\n\n**Teacher:** The crane is old.\n\n**Teacher:** It rains.\n\n**Teacher:** We stop.\n\n## Questions\n\n1. Who spoke?\n";
    shows(talk, 1, &[], &["The crane is old", "We stop"]);
}

#[test]
fn headings_that_only_a_plan_of_a_lesson_has_make_one() {
    for [one, two] in [
        ["Learning facilitation", "Closure"],
        ["Lesson sequence", "Differentiation notes"],
        ["教学过程", "教学反思"],
    ] {
        let text = format!(
            "# The quay\n\n### Summary\n\nIt ends with Zebu.\n\n### {one}\n\nShow a picture of Zebu.\n\n- Has everybody seen Zebu?\n- Is Zebu far away?\n\n### {two}\n\nSay that it was Zebu.\n"
        );
        shows(&text, 0, &["Zebu"], &[]);
    }
    let story = "# The quay\n\n## Closure of the port\n\nThe port was closed for a day.\n\n## Questions\n\n1. Why?\n";
    shows(story, 1, &[], &["The port was closed"]);
}

#[test]
fn of_what_is_read_aloud_only_that_is_shown() {
    for aloud in [
        "**Read aloud to participants:**",
        "*Vorlesen:*",
        "**Leer en voz alta:**",
    ] {
        let text = format!(
            "# The quay\n\n## Overview\n\nThe culprit is Zebu.\n\n## INJECT 1: The crane\n\n{aloud}\n\nA crane stands in the wind.\n\n**Primary question:** \"Walk me through what you do.\"\n\n**Goal:** they find Zebu.\n\n## INJECT 2: The rope\n\n{aloud}\n\nThe rope is cut.\n\n**Primary question:** \"Whom do you call?\"\n\nBy now Zebu is known.\n"
        );
        shows(&text, 2, &["Zebu"], &["A crane stands", "The rope is cut"]);
    }
}

#[test]
fn a_plan_in_a_table_and_goals_that_are_counted_steps() {
    let plan = "# Unit 1\n\n| Lesson at a glance | Zebu |\n|---|---|\n| Warm-up | Zebu |\n\n| Est time | Instructional activities |\n|---|---|\n| 5 min | T: Who saw Zebu? S: We did. |\n\nShow Zebu.\n";
    shows(plan, 0, &["Zebu"], &[]);
    let steps = "# Le quai - Corrigé\n\n## Étape 1 : La corde\n\n### Objectif 1 : Trouver la corde\n\nZebu la tient.\n\n### Objectif 2 : Ouvrir\n\nZebu ouvre.\n";
    shows(steps, 0, &["Zebu"], &[]);
    let project = "# A project\n\n| Phase | Who |\n|---|---|\n| Closure | Ann |\n| Differentiation | Ben |\n\nIt ends.\n\n## Questions\n\n1. Why?\n";
    shows(project, 1, &[], &["It ends"]);
}

#[test]
fn an_answer_by_a_letter_with_a_slash_is_one() {
    for letter in ["R/.", "R/", "Rta.:", "Rpta.:"] {
        let text = format!(
            "# El muelle\n\n#### 1. Describa la grúa.\n{letter} Zebu la mueve desde mayo.\n\n#### 2. ¿Quién paga?\n{letter} Zebu y la ciudad pagan.\n"
        );
        shows(&text, 2, &["Zebu"], &["Describa la grúa"]);
    }
}

#[test]
fn answers_that_may_vary_are_answers_to_what_stands_above() {
    for says in [
        "Answers will vary but could include Zebu and Gnu.",
        "*Responses may vary but may include:*\n\n- *Zebu*\n- *Gnu*",
        "Les réponses peuvent varier : Zebu, Gnu.",
        "Las respuestas pueden incluir Zebu y Gnu.",
        "Antworten können variieren, etwa Zebu oder Gnu.",
    ] {
        let text = format!(
            "# Unit-2_Answer-Key\n\nBellringer:\nWho stops the crane?\n{says}\n\nWho pays for it?\n\n{says}\n\nMore of Zebu.\n"
        );
        shows(&text, 2, &["Zebu", "Gnu"], &["Who pays for it?"]);
    }
    let told = "# The quay\n\n## Questions\n\nAnswers should be short, and may be sung.\n\n1. Who stops the crane?\n";
    shows(told, 1, &[], &["may be sung"]);
}

#[test]
fn what_answers_a_question_in_its_own_line_comes_later() {
    let lists = [
        [
            "**Who leads?** Zebu, since May.",
            "**Who pays?** The town and Zebu do.",
            "**Why so late?** Because Zebu slept in.",
        ],
        [
            "1. Wer führt? Zebu führt seit Mai.",
            "2. Wer zahlt? Die Stadt und Zebu.",
            "3. Warum so spät? Weil Zebu verschlief.",
        ],
        [
            "1. ¿Quién dirige? Zebu dirige desde mayo.",
            "2. ¿Quién paga? La ciudad y Zebu.",
            "3. ¿Por qué? Porque Zebu se durmió.",
        ],
    ];
    for [one, two, three] in lists {
        // In a list that counts, questions need no heading.
        let head = if one.starts_with("**") {
            "## Questions\n\n"
        } else {
            ""
        };
        let text = format!(
            "# The quay\n\nA crane stands in the wind.\n\n{head}{one}\n\n{two}\n\n{three}\n"
        );
        shows(&text, 3, &["Zebu"], &["A crane stands"]);
    }
    // What is told behind one question in several is part of it.
    let task = "# The quay\n\n## Questions\n\n1. Who leads? Give two reasons.\n2. Who pays? You have met the mayor twice.\n3. What next?\n4. And then?\n";
    shows(task, 4, &[], &["You have met the mayor twice"]);
}

#[test]
fn ticked_boxes_make_a_question_of_what_stands_above() {
    for head in [
        "### Question NTH of 2",
        "> ### Questão NTH de 2",
        "**Task NTH of 2**",
        "",
    ] {
        let block = |nth: usize| {
            let head = head.replace("NTH", &nth.to_string());
            format!(
                "{head}\n\nA good pilot number {nth} is one who\n\n- [ ] sleeps\n- [x] asks\n    > Zebu{nth} says why.\n\n- [ ] shouts\n\n---\n\n"
            )
        };
        let text = format!("# The quay 2\n\n{}{}", block(1), block(2));
        shows(
            &text,
            2,
            &["Zebu", "[x]"],
            &["A good pilot number 2", "sleeps", "shouts"],
        );
    }
    // Where no question can be found, the alarm keeps back what is ticked, and what is not.
    let lone = "# The quay\n\nThings to bring:\n\n- [x] Zebu\n- [ ] Gnu\n\nIt rains.\n";
    shows(lone, 0, &["Zebu", "Gnu"], &["It rains"]);
}

#[test]
fn a_label_that_asks_makes_a_question_and_what_to_listen_for_is_the_staffs() {
    for (asks, listens) in [
        ("**Ask:**", "**Listen for:**"),
        ("**Ask the group:**", "*Look for:*"),
        ("Fragen Sie:", "**Worauf achten:**"),
        ("**Pregunte:**", "**Qué observar:**"),
    ] {
        let text = format!(
            "# The quay\n\nA crane stands in the wind.\n\n{asks} Who stops the crane?\n\n{listens}\n\n- Zebu names the pilot\n- Calls Zebu first?\n\n{asks} Who pays for it?\n\n{listens}\n\n- The Zebu of the town\n- The harbour of Zebu\n"
        );
        shows(&text, 2, &["Zebu"], &["A crane stands", "Who pays for it?"]);
    }
}

#[test]
fn a_heading_of_a_task_and_one_of_its_answer_are_a_question_in_any_words() {
    for (task, answer) in [
        ("Tarea", "Solución"),
        ("Tarefa", "Gabarito"),
        ("Compito", "Soluzione"),
        ("Taak", "Antwoord"),
        ("Arbeitsauftrag", "Lösung"),
        ("任务", "参考答案"),
        ("Encargo", "Solución"),
        ("Opstap", "Antwoord"),
    ] {
        let block = |nth: usize| {
            format!(
                "### {task} {nth}\n\nSay what number {nth} saw.\n\n### {answer}\n\nZebu{nth} held the rope.\n\n"
            )
        };
        let text = format!(
            "# The quay\n\nA crane stands in the wind.\n\n{}{}",
            block(1),
            block(2)
        );
        shows(
            &text,
            2,
            &["Zebu"],
            &["A crane stands", "Say what number 2 saw"],
        );
    }
}
