//! Guides show what they teach, and what has to be found in other forms: decisions with numbers
//! behind their letters, cards with two sides in one line, tasks below a word for tasks.

use crate::early::shown;

/// All that a text shows before its last question was answered, and how many it asks.
fn seen(text: &str) -> (String, usize) {
    let (before, asked, _) = shown(text);
    (format!("{before}\n{}", asked.join("\n")), asked.len())
}

/// A list that explains terms, what is put on a slide, and what hangs on words that are said are
/// for all; what a list tells of those who take part, of minutes, or to do, is not.
#[test]
fn a_guide_shows_the_terms_that_it_teaches() {
    for (name, text) in [
        (
            "English",
            "# Facilitator guide: the quay\n\n## Trust\n\n**Three kinds:**\n\n- **Calm:** the kind of the ferry\n- **Brave:** the kind of the mate\n- **Slow:** the kind of the guard\n\n\
             **Discussion prompt:** \"Which kind is yours?\"\n\n**Handling them:**\n\n- **Silence:** wait for the heron, then ask participants again\n- **Noise:** let the heron speak\n\n\
             **Before you start:**\n\n- Put the heron on the table\n- Check the chairs\n",
        ),
        (
            "deutsch",
            "# Leitfaden für die Moderation: der Kai\n\n## Vertrauen\n\n**Auf der Folie:**\n\n- Das Boot (ferry) liegt still\n- Niemand hat gefragt\n\n**Frage an alle:** \"Wer hätte fragen können?\"\n\n\
             **Ablauf:**\n\n- **Einstieg (5 min):** heron\n- **Runde (10 min):** heron\n",
        ),
        (
            "español",
            "# Guía del facilitador: el muelle\n\n## Opiniones\n\n1. **Explica el juego:**\n   - \"Hay dos carteles:\"\n     - **VERDE:** quiero el ferry\n     - **ROJO:** no lo quiero\n\n\
             **Pregunta:** \"¿Quién quiere empezar?\"\n\n**Si hay silencio:**\n\n- **Espera:** cuenta hasta heron\n- **Ánimo:** los participantes son el heron\n",
        ),
        (
            "Nederlands",
            "# Docentenhandleiding: de kade\n\n## Rust\n\n**Drie begrippen:**\n\n- **Kalm:** zoals de ferry\n- **Moedig:** zoals de stuurman\n\n**Vraag aan allen:** \"Welk woord past bij jou?\"\n\n\
             **Tips voor de docent:**\n\n- **Stilte:** wacht op heron\n- **Lawaai:** roep heron\n",
        ),
    ] {
        let (seen, asked) = seen(text);
        assert_eq!(asked, 1, "{name}: {seen}");
        assert!(
            seen.contains("ferry") && !seen.contains("heron"),
            "{name}: {seen}"
        );
    }
}

/// A plan that its title keeps back still reads its story out; the title of what is handed out is
/// none.
#[test]
fn a_plan_reads_out_its_story() {
    let (seen, asked) = seen(
        "## A sample lesson plan\n\n### Aims\n- The heron is known.\n\n### Course\n\n#### 1. Warm-up (5 min)\n- **Question:** \"Who has been on a ferry?\"\n- The teacher shows the heron.\n\n\
         #### 2. Quarrels (10 min)\n- A short story to read: \"Somebody on the ferry laughed at the mate.\"\n- Discussion: How does the mate feel?\n\n### Helpful things\n- Posters for all: \"Five rules of herons\"\n",
    );
    assert_eq!(asked, 2, "{seen}");
    assert!(
        seen.contains("laughed at the mate") && !seen.contains("heron"),
        "{seen}"
    );
}

/// An answer in a division right below what asks finds it, also where one label of a question
/// elsewhere would be enough for a case of our own.
#[test]
fn answers_in_divisions_find_their_questions() {
    let lesson = |label: &str, number: u32| {
        format!(
            "### Lesson {number}\n\n{label}\n\nBoat {number} leaves the quay. Who waves at the ferry?\n\n::: answer\nGood answer\n\nThe heron, number {number}.\n:::\n\n"
        )
    };
    let labels = [
        "Think",
        "Think · ropes",
        "Key question · tides",
        "Think · masts",
    ];
    let lessons: String = (1..)
        .zip(labels)
        .map(|(number, label)| lesson(label, number))
        .collect();
    let (seen, asked) = seen(&format!("# Boats\n\n{lessons}"));
    assert_eq!(asked, 4, "{seen}");
    assert!(!seen.contains("heron"), "{seen}");
}

/// "Option 4A-1" and "4A-2" are options of one decision, and what comes of each waits for it.
#[test]
fn decisions_count_their_options_behind_the_letter() {
    for (word, result) in [
        ("Option", "Outcome"),
        ("選項", "結果"),
        ("Opción", "Resultado"),
    ] {
        let decision = |name: &str| {
            format!(
                "### {name}\n\n- **{word} {name}-1**: Sail the ferry\n- **{word} {name}-2**: Stay\n\n---\n\n### {result} {name}-1\n\nThe heron sinks.\n\n### {result} {name}-2\n\nThe heron stays.\n\n"
            )
        };
        let text = format!(
            "# The storm\n\nIt blows.\n\n{}{}{}",
            decision("1A"),
            decision("1B"),
            decision("2A")
        );
        let (seen, asked) = seen(&text);
        assert_eq!(asked, 3, "{word}: {seen}");
        assert!(!seen.contains("The heron sinks"), "{word}: {seen}");
    }
}

/// Cards with two sides in one line, statements with their truth in slanted letters, tasks below a
/// word for tasks; a number of a scale asks nothing.
#[test]
fn cards_truths_and_tasks_are_asked() {
    for (name, expected, text) in [
        (
            "cards",
            3,
            "# Cards\n\nWho steers? :: The heron, always.\nWho waits? :: The heron at noon.\nWho pays? :: The heron pays.\n",
        ),
        (
            "truths",
            3,
            "# Richtig oder falsch?\n\n- Der Steuermann stimmt zuletzt ab. *falsch*\n- Das Logbuch ist öffentlich. *richtig*\n- Ein Anker ist nötig. *falsch*\n",
        ),
        (
            "tasks",
            2,
            "# The quay\n\nNinety boats and one guard.\n\n## Task\n\n1. Write a plan for the night.\n2. Name three risks.\n\n## Marking scheme\n\n| Criterion | 0 | 1 |\n|---|---|---|\n| Plan | heron | none |\n",
        ),
        (
            "a scale",
            1,
            "# The quay\n\n**Part A: How you work (3 minutes)**\n\nRate yourself:\n- 1 = Not like me\n- 3 = A little\n- 5 = Very much\n\n## Questions\n\n1. What surprised you?\n",
        ),
    ] {
        let (seen, asked) = seen(text);
        assert_eq!(asked, expected, "{name}: {seen}");
        assert!(
            !seen.contains("heron") && !seen.contains("*falsch*"),
            "{name}: {seen}"
        );
    }
}
