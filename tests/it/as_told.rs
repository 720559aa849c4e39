//! What people write over notes, answers, parts and tasks, in their words: each is what it says.

use roundtable::case::{Case, read};

fn case(text: &str) -> Case {
    read(text, "case.md").cases[0].clone()
}

fn seen(case: &Case) -> String {
    let mut all = serde_json::to_string(&case.parts).unwrap();
    for question in case.questions() {
        let aside = serde_json::to_string(&question.aside).unwrap();
        all = all.replace(&aside, "");
    }
    all
}

/// All that anybody is given as the author's answers.
fn answers(case: &Case) -> Vec<String> {
    let claims = |question: &roundtable::case::Question| {
        let models = question.aside.models.iter();
        let claims = models
            .flat_map(|model| &model.claims)
            .map(ToString::to_string);
        claims.collect::<Vec<_>>().join("\n")
    };
    case.questions().map(|question| claims(question)).collect()
}

#[test]
fn notes_on_how_it_is_taught_are_the_facilitators() {
    for heading in [
        "Hinweise zur Durchführung",
        "Didaktischer Kommentar",
        "Methodische Hinweise",
        "Commentaire didactique",
        "Comentario didáctico",
        "Note didattiche",
        "Didactische aanwijzingen",
        "Anvisningar för genomförandet",
        "Методический комментарий",
        "Notes for the instructor",
    ] {
        for text in [
            format!(
                "# The trip\n\nIt is dear.\n\n## {heading}\n\nSay NOTHING.\n\n## Questions\n\n1. Who pays?\n2. Who goes?\n"
            ),
            format!(
                "# The trip\n\nIt is dear.\n\n## Questions\n\n1. Who pays?\n2. Who goes?\n\n## Answers\n\n1. All.\n2. Few.\n\n## {heading}\n\nSay NOTHING.\n"
            ),
            format!(
                "# The trip\n\nIt is dear.\n\nQ1. Who pays?\n\nAnswer: All.\n\nQ2. Who goes?\n\nAnswer: Few.\n\n**{heading}**\n\nSay NOTHING.\n"
            ),
        ] {
            let case = case(&text);
            assert!(!seen(&case).contains("NOTHING"), "{text}");
            let told = answers(&case);
            assert!(
                !told.iter().any(|one| one.contains("NOTHING")),
                "{text}\n{told:?}"
            );
            assert_eq!(case.questions().count(), 2, "{text}");
        }
    }
    // "Comments on the figures" are of the case.
    let text = "# The trip\n\n## Comments on the figures\n\nThey are SEEN.\n\n## Questions\n\n1. Who pays?\n";
    assert!(seen(&case(text)).contains("SEEN"));
}

#[test]
fn a_line_to_whoever_trains_is_theirs() {
    for label in [
        "Trainer",
        "Trainerin",
        "Formateur",
        "Formatrice",
        "Kursleitung",
        "Formatore",
    ] {
        for text in [
            format!(
                "# The trip\n\nIt is dear.\n\n{label}: say NOTHING first.\n\n## Questions\n\n1. Who pays?\n"
            ),
            format!(
                "# The trip\n\nIt is dear.\n\n## Questions\n\n### 1. Who pays?\n\nModel answer: All.\n\n{label}: say NOTHING first.\n"
            ),
        ] {
            let case = case(&text);
            assert!(!seen(&case).contains("NOTHING"), "{text}");
            assert!(!answers(&case)[0].contains("NOTHING"), "{text}");
        }
    }
}

#[test]
fn a_part_that_is_handed_out_later_is_a_later_part() {
    for heading in [
        "Part B (hand out after question 2)",
        "PART B - to be distributed after the first round",
        "Teil B (später austeilen)",
        "The next morning (hand out after question 2)",
        "Am nächsten Tag (erst nach Frage 2 austeilen)",
        "Le lendemain (à distribuer après la question 2)",
        "De volgende dag (pas na vraag 2 uitdelen)",
    ] {
        let text = format!(
            "# The ward\n\nIt is full.\n\n## Questions\n\n1. Who waits?\n2. Who goes?\n\n## {heading}\n\nShe FELL.\n\n## Questions\n\n3. And now?\n"
        );
        let case = case(&text);
        let part = case.parts.last().unwrap();
        assert!(part.staged, "{heading}: {:?}", case.parts);
        assert!(
            serde_json::to_string(part).unwrap().contains("FELL"),
            "{heading}"
        );
    }
    for heading in [
        "The fall (on Tuesday)",
        "Three weeks later",
        "Marketing (distribution)",
    ] {
        let text = format!(
            "# The ward\n\nIt is full.\n\n## {heading}\n\nShe FELL.\n\n## Questions\n\n1. And now?\n"
        );
        assert!(
            case(&text).parts.iter().all(|part| !part.staged),
            "{heading}"
        );
    }
}

#[test]
fn a_task_below_its_number_is_asked_whatever_stands_beside_the_number() {
    for (label, remark) in [
        ("Aufgabe", "(Bearbeitungszeit: 10 Minuten)"),
        ("Question", "(10 minutes)"),
        ("Frage", "(10 Minuten)"),
    ] {
        let text = format!(
            "# Der Lieferant\n\nEr schweigt.\n\n**{label} 1** {remark}\n\nWelche Pflichten hat sie?\n\n**{label} 2** {remark}\n\nBerechnen Sie, was ein Wechsel kostet.\n\n**{label} 3**\n\nWie soll sie antworten?\n\n**Musterlösung**\n\n**Zu {label} 1:** Keine.\n\n**Zu {label} 2:** Viel.\n\n**Zu {label} 3:** Erst lesen.\n"
        );
        let case = case(&text);
        let asked: Vec<_> = case
            .questions()
            .map(|one| one.prompt.text.to_string())
            .collect();
        assert_eq!(asked.len(), 3, "{text}\n{asked:?}");
        assert!(asked[1].contains("Berechnen Sie"), "{asked:?}");
        assert_eq!(
            case.questions().next().unwrap().prompt.seconds,
            Some(600),
            "{text}"
        );
        let told = answers(&case);
        for (nth, words) in ["Keine.", "Viel.", "Erst lesen."].iter().enumerate() {
            assert!(told[nth].contains(words), "{text}\n{told:?}");
        }
    }
}

#[test]
fn each_row_of_a_key_answers_the_question_that_it_names() {
    for (label, first) in [
        ("Erwartungshorizont", "1"),
        ("Answer key", "Question 1"),
        ("Corrigé", "1."),
        ("Lösungen", "Aufgabe 1"),
    ] {
        let row = |nth: usize| first.replace('1', &nth.to_string());
        for before in [
            "## Questions\n\n1. Who pays?\n2. Who goes?\n3. Who stays?\n",
            "Q1. Who pays?\n\nQ2. Who goes?\n\nQ3. Who stays?\n",
        ] {
            let text = format!(
                "# The trip\n\nIt is dear.\n\n{before}\n## {label}\n\n| No. | Expected | Points |\n|---|---|---|\n| {} | ALL of them | 8 |\n| {} | FEW of them | 12 |\n| {} | NONE of them | 10 |\n",
                row(1),
                row(2),
                row(3)
            );
            let told = answers(&case(&text));
            for (nth, word) in ["ALL", "FEW", "NONE"].iter().enumerate() {
                assert!(told[nth].contains(word), "{text}\n{told:?}");
                let others = told.iter().enumerate().filter(|(other, _)| *other != nth);
                assert!(
                    others.into_iter().all(|(_, one)| !one.contains(word)),
                    "{text}\n{told:?}"
                );
            }
        }
    }
}

#[test]
fn words_that_are_nearly_ours_are_told() {
    let text = "---\nauthor: Ann\ntiem: 45 min\nlangauge: en\n---\n\n# The ferry\n\nIt is late.\n\n## Exibit 1: The rota\n\nAnn, 6.\n\n## Qestions\n\n### 1. Who waits?\n\nModel answer: The guests.\n\nLisen for: the porter.\n\n## Sorces\n\nThe paper.\n";
    let flaws = read(text, "ferry.md").flaws;
    let told: Vec<String> = flaws.iter().map(|flaw| flaw.what.to_string()).collect();
    for word in [
        "tiem",
        "langauge",
        "Exibit 1: The rota",
        "Qestions",
        "Lisen for",
        "Sorces",
    ] {
        assert!(
            told.iter().any(|what| what.contains(&format!("“{word}”"))),
            "{word}: {told:?}"
        );
    }
    let case = case(text);
    assert!(
        !answers(&case)[0].contains("porter"),
        "{:?}",
        answers(&case)
    );
}
