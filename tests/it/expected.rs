//! What somebody is to find, several fields in one line, topics worked out, tasks in any mood: forms
//! that give an answer away, or ask, with no word for either.

use roundtable::case::{
    Document, Item,
    read::{Hidden, read},
};

/// All that participants see before they answer.
fn seen(document: &Document) -> String {
    let items = document.cases.iter().flat_map(|case| &case.parts);
    let blocks = items
        .flat_map(|part| &part.items)
        .flat_map(|item| match item {
            Item::Reading(reading) => reading.blocks.as_slice(),
            Item::Exhibit(exhibit) => exhibit.blocks.as_slice(),
            Item::Question(question) => question.prompt.body.as_slice(),
        });
    blocks
        .map(|block| block.text.as_str())
        .collect::<Vec<_>>()
        .join("\n")
}

fn asked(document: &Document) -> usize {
    document
        .cases
        .iter()
        .map(|case| case.questions().count())
        .sum()
}

#[test]
fn what_somebody_is_to_find_waits() {
    for heading in [
        "What the Reviewers Should Find",
        "Was eine gute Gruppe bemerkt",
        "Pistes possibles (ne lisez que si vous êtes bloqué)",
        "Decisiones esperadas",
        "Cosa dovrebbe emergere",
        "Wat de groep zou moeten zien",
        "Co uczestnicy powinni zauważyć",
        "Ways to mend it (only read this if you are stuck)",
    ] {
        let document = read(
            &format!(
                "# The quay\n\nIt is late.\n\n## Questions\n\n1. Who cast off?\n2. Why?\n\n## {heading}\n\n- The heron knew.\n"
            ),
            "quay.md",
        );
        assert_eq!(asked(&document), 2, "{heading}");
        assert!(!seen(&document).contains("heron"), "{heading}");
    }
    // What a title asks, or tells of a story, is read.
    for heading in [
        "What should the harbour do?",
        "What the harbour is",
        "Expected revenue",
    ] {
        let document = read(
            &format!(
                "# The quay\n\n## {heading}\n\nThe heron knew.\n\n## Questions\n\n1. Who cast off?\n2. Why?\n"
            ),
            "quay.md",
        );
        assert!(seen(&document).contains("heron"), "{heading}");
    }
}

#[test]
fn one_of_several_fields_in_a_line_answers() {
    for line in [
        "**Type:** open  **Level:** apply  **Answer:** the heron",
        "**Tipo:** abierta | **Nivel:** aplicar | **Respuesta:** the heron",
    ] {
        let document = read(
            &format!(
                "# The quay\n\nIt is late.\n\n1. Who cast off?\n{line}\n2. Why so late?\n{line}\n"
            ),
            "quay.md",
        );
        assert_eq!(asked(&document), 2, "{line}");
        assert!(!seen(&document).contains("heron"), "{line}");
    }
}

#[test]
fn topics_with_text_below_each_are_worked_out() {
    let topic = |(nth, title): (usize, &&str)| {
        format!(
            "## {}. {title}\n\n- **First** the heron.\n- **Then** the gull.\n\n",
            nth + 1
        )
    };
    let topics = [
        "Ropes",
        "The duties of the mate",
        "Define the tide",
        "Signals",
    ];
    let topics: String = topics.iter().enumerate().map(topic).collect();
    let exam = read(&format!("# Exam topics\n\n{topics}"), "exam.md");
    assert_eq!(asked(&exam), 4);
    assert!(!seen(&exam).contains("heron"));
    // A story may count its chapters.
    let story = read(&format!("# The quay\n\n{topics}"), "quay.md");
    assert!(seen(&story).contains("heron"));
}

#[test]
fn a_list_below_a_word_for_tasks_asks_in_any_mood() {
    for (heading, one, other) in [
        ("Compiti", "Scrivete la lettera", "Individua tre soluzioni"),
        ("Tarefas", "Redija um bilhete", "Identificar dois motivos"),
        ("Aufgaben", "Brief entwerfen", "Eine Maßnahme auswählen"),
        (
            "Travail à faire",
            "Rédigez la lettre",
            "Proposer deux mesures",
        ),
    ] {
        let document = read(
            &format!("# The quay\n\nIt is late.\n\n## {heading}\n\n- {one}.\n- {other}.\n"),
            "quay.md",
        );
        assert_eq!(asked(&document), 2, "{heading}");
    }
}

#[test]
fn notes_below_each_question_hide_no_question() {
    for label in ["For the tutor", "Per il docente", "Für die Moderation"] {
        let document = read(
            &format!(
                "1. Who cast off?\n\n**{label}:** the heron, most will say.\n\n2. Why so late?\n\n**{label}:** ask who had the key.\n"
            ),
            "quay.md",
        );
        assert_eq!(asked(&document), 2, "{label}");
        assert!(!seen(&document).contains("heron"), "{label}");
    }
}

#[test]
fn a_sentence_of_the_story_is_no_answer() {
    let story = "The answer is simple, she thought.\n\nLa soluzione è nel dialogo, disse.";
    let document = read(
        &format!("# The quay\n\n{story}\n\n## Questions\n\n1. Who cast off?\n"),
        "quay.md",
    );
    let hidden: &[Hidden] = &document.hidden;
    assert!(hidden.is_empty(), "{hidden:?}");
}

#[test]
fn settings_that_nobody_knows_are_shown_to_nobody() {
    let text = "---\ntitle: The quay\nexpected: the heron\nauthor: Ann\n---\nIt is late.\n\n## Questions\n\n1. Who?\n";
    let case = &read(text, "quay.md").cases[0];
    let open: Vec<_> = case.open_settings().map(|(key, _)| key.as_str()).collect();
    assert_eq!(open, ["title", "author"]);
}

#[test]
fn what_is_to_be_read_out_is_read_whatever_note_stands_above() {
    for aloud in [
        "Read aloud:",
        "Vorlesen:",
        "À lire à voix haute :",
        "Leer en voz alta:",
    ] {
        let document = read(
            &format!(
                "# The quay\n\n**For the facilitator**\n\nThe gull.\n\n**{aloud}**\n\nYou are the heron.\n\n**Questions**\n\n1. Who cast off?\n2. Why?\n"
            ),
            "quay.md",
        );
        let seen = seen(&document);
        assert!(
            seen.contains("heron") && !seen.contains("gull"),
            "{aloud}: {seen}"
        );
    }
}
