//! What is for the staff and yet owed to those who have answered, what is addressed to them, and
//! what tells an answer in a place where nobody looks for one: brackets, arrows, footnotes.

use roundtable::case::{Case, asking::is_asked, read};

use crate::alarm::visible;

/// Each question's claims.
fn claims(text: &str) -> Vec<String> {
    let document = read(text, "file.md");
    let questions = document.cases.iter().flat_map(Case::questions);
    let claims = questions.map(|question| {
        let models = question.aside.models.iter();
        let claims = models.flat_map(|model| model.claims.iter().map(ToString::to_string));
        claims.collect::<Vec<_>>().join("\n")
    });
    claims.collect()
}

/// What people may see before they answer.
fn seen(text: &str) -> String {
    visible(&read(text, "file.md"))
}

/// Answers that say to which question each belongs come with it, whomever their heading speaks to,
/// in any mark-up; what a heading keeps for the staff and says of no question stays there.
#[test]
fn answers_for_the_staff_that_name_their_question_come_at_compare() {
    let heads = [
        ("Questions", "SUGGESTED SOLUTIONS (lecturer only)"),
        ("Questions", "Instructor's answers - do not distribute"),
        ("Questions", "LECTURER ONLY: suggested solutions"),
        ("Fragen", "Lösungsvorschläge (nur für Lehrende)"),
        ("Preguntas", "Soluciones sugeridas (solo para el docente)"),
        ("Questions", "Éléments de réponse (réservés au formateur)"),
    ];
    let refers = [
        "Ad N: ",
        "Zu N: ",
        "N. ",
        "**Question N.** ",
        "AN: ",
        "Pregunta N. ",
        "### Question N\n\n",
    ];
    for (asks, head) in heads {
        for form in ["## _", "_", "**_**"] {
            for refer in refers {
                let told = |number: &str, word: &str| {
                    format!("{}The {word}.\n\n", refer.replace('N', number))
                };
                let text = format!(
                    "# The quay\n\nInes ran the ferry office.\n\n## {asks}\n\n1. Why did Ines wait?\n2. What comes first?\n\n{}\n\n{}{}",
                    form.replace('_', head),
                    told("1", "heron"),
                    told("2", "gull"),
                );
                let claims = claims(&text);
                let own =
                    claims.len() == 2 && claims[0].contains("heron") && claims[1].contains("gull");
                assert!(own && !claims[0].contains("gull"), "{text}\n{claims:?}");
                assert!(!seen(&text).contains("heron"), "{text}");
            }
        }
    }
    let notes = "# The quay\n\nInes ran the ferry office.\n\n## Questions\n\n1. Why did Ines wait?\n2. What comes first?\n\n## Notes on the answers (for the lecturer only)\n\nThe heron, in every case.\n";
    assert_eq!(claims(notes), ["", ""]);
}

/// A key keeps its title, whatever that is called, and goes on in words.
#[test]
fn a_key_has_a_title_and_goes_on_in_words() {
    for title in [
        "KEY (keep this page apart)",
        "LÖSUNGEN (bitte abtrennen)",
        "## Para cortar",
        "Klucz – gull",
    ] {
        let text = format!(
            "# Quiz\n\n1. Who owned the boat?\n a) the council\n b) the captain\n\n2. When did it close?\n a) in May\n b) in winter\n\n3. What did Ines forget?\n\n4. Why did it close?\n\n\
             {title}\n\n1 b  2 a\n3 The gull.\n4 The heron moved.\n"
        );
        let claims = claims(&text);
        assert!(
            claims[2].contains("gull") && claims[3].contains("heron"),
            "{text}\n{claims:?}"
        );
        let seen = seen(&text);
        assert!(
            !seen.contains("heron") && !seen.contains("apart") && !seen.contains("abtrennen"),
            "{seen}"
        );
    }
}

/// A label that speaks to those who take part opens what one to the staff has closed.
#[test]
fn what_is_addressed_to_all_is_read() {
    for (title, staff, all) in [
        (
            "Tutor notes: The quay",
            "**For the tutor.** Count to ten; the heron knew.",
            "**For the participants.**",
        ),
        (
            "Der Steg",
            "**Für die Tutorin.** Der heron wusste es.",
            "**Für die Teilnehmenden.**",
        ),
        (
            "El muelle",
            "**Para el docente:** Cuente hasta diez; el heron lo sabía.",
            "**Para los participantes:**",
        ),
        (
            "The quay",
            "## For the facilitator\n\nThe heron knew.",
            "**For everybody:**",
        ),
    ] {
        let text = format!(
            "# {title}\n\n{staff}\n\n{all} Ines ran the ferry office.\n\nShe told nobody for weeks.\n\n1. Why did Ines wait?\n2. What would you have said?\n"
        );
        let seen = seen(&text);
        for open in ["ferry office", "told nobody", "Why did Ines wait?"] {
            assert!(seen.contains(open), "{text}\n{seen}");
        }
        assert!(!seen.contains("heron"), "{text}\n{seen}");
    }
    let some = "# Guide\n\n## Teaching notes\n\n**For the tutor.** Wait.\n\n**For visual learners:**\n\n- Draw the heron\n\n## Questions\n\n1. Why did Ines wait?\n";
    assert!(!seen(some).contains("heron"));
}

/// Brackets behind a question that say neither how to answer nor where to look are kept back as its
/// answer, and whoever opens it is asked.
#[test]
fn brackets_behind_a_question_may_answer_it() {
    for (asks, told, open) in [
        (
            "Questions",
            ["She hoped for the heron.", "the heron"],
            ["2 marks", "see table 1", "choose one", "in your own words"],
        ),
        (
            "Fragen",
            ["Sie hoffte auf den heron.", "dem heron"],
            [
                "2 Punkte",
                "siehe Tabelle 1",
                "eine Antwort",
                "max. 5 Zeilen",
            ],
        ),
        (
            "Preguntas",
            ["Esperaba el heron", "del heron"],
            [
                "5 líneas",
                "véase la tabla 1",
                "elija una",
                "p. ej. el barco",
            ],
        ),
    ] {
        let line = |inside: &str| format!("1. Why did Ines wait? ({inside})\n");
        let all: String = told
            .iter()
            .chain(&open)
            .map(|inside| line(inside))
            .collect();
        let text = format!("# The quay\n\nInes ran the ferry office.\n\n## {asks}\n\n{all}");
        let seen = seen(&text);
        assert!(!seen.contains("heron"), "{seen}");
        for open in open {
            assert!(seen.contains(open), "{open}: {seen}");
        }
        let document = read(&text, "file.md");
        assert_eq!(document.doubts.len(), 2, "{:?}", document.doubts);
        assert!(is_asked(&document));
        assert!(claims(&text)[0].contains("heron"));
    }
}

/// What comes of an option stands behind an arrow: it is not read before one was picked.
#[test]
fn outcomes_behind_arrows_wait() {
    for (first, second) in [
        (
            "## Decision 1\n\nA: sail → heron\nB: wait → heron\nC: call → heron",
            "## Decision 2\n\nA: pump → heron\nB: row → heron",
        ),
        (
            "**Entscheidung 1**\n\n- A: segeln -> heron\n- B: warten -> heron",
            "**Entscheidung 2**\n\n- A: pumpen -> heron\n- B: rudern -> heron",
        ),
        (
            "Décision 1\n\na) partir ⇒ heron\nb) attendre ⇒ heron",
            "Décision 2\n\na) pomper ⇒ heron\nb) ramer ⇒ heron",
        ),
    ] {
        let text = format!(
            "# The storm\n\nInes stands on the bridge, and the wind turns.\n\n{first}\n\n{second}\n"
        );
        let document = read(&text, "file.md");
        assert_eq!(
            document.cases.iter().flat_map(Case::questions).count(),
            2,
            "{text}"
        );
        assert!(!seen(&text).contains("heron"), "{text}");
        assert!(
            claims(&text).iter().all(|claims| claims.contains("heron")),
            "{text}"
        );
    }
    let flow = "# The plan\n\nA: plan → do → check\nB: rest → sleep → wake\n\n## Questions\n\n1. Which is better?\n";
    assert!(seen(flow).contains("check"));
}

/// A footnote that tells how it ended, one that says that it answers, and one of a question that is
/// no source and no word explained are kept back, and whoever opens it is asked.
#[test]
fn footnotes_that_tell_are_kept_back() {
    for (asks, told, of_question) in [
        (
            "Questions",
            "In the end the heron paid.",
            "The answer is the heron.",
        ),
        (
            "Fragen",
            "Am Ende zahlte der heron.",
            "Die Antwort lautet heron.",
        ),
        (
            "Questions",
            "Finalement, le heron a payé.",
            "Elle espérait le heron et la suite.",
        ),
    ] {
        let text = format!(
            "# The quay\n\nInes ran the ferry[^1] office.[^2]\n\n[^1]: It crosses the bay four times a day.\n[^2]: {told}\n\n## {asks}\n\n1. Why did Ines wait?[^3]\n\n2. What is a BATNA?[^4]\n\n[^3]: {of_question}\n[^4]: BATNA: the best alternative there is.\n"
        );
        let seen = seen(&text);
        assert!(!seen.contains("heron"), "{seen}");
        assert!(
            seen.contains("crosses the bay") && seen.contains("best alternative"),
            "{seen}"
        );
        assert!(is_asked(&read(&text, "file.md")));
    }
}

/// The letter of the right option in the gap that it fills, a sign behind a statement, the right
/// option left alone: each tells the answer where it is asked.
#[test]
fn what_stands_in_the_question_itself_is_taken_out() {
    for (one, two) in [
        ("1. The boat belongs to (B).", "2. (A) closed in winter."),
        ("1. 渡船属于（B）。", "2. 冬天关闭的是（A）。"),
        ("1. Das Boot gehört ( B ).", "2. Im Winter schloss ( A )."),
    ] {
        let text = format!(
            "# Quiz\n\n{one}\n  A. the heron\n  **B. the captain**\n\n{two}\n  **A. the quay**\n  B. the school\n"
        );
        let document = read(&text, "file.md");
        let asked: Vec<_> = document.cases.iter().flat_map(Case::questions).collect();
        assert_eq!(asked.len(), 2, "{text}");
        for (question, letter) in asked.iter().zip(["B", "A"]) {
            let words = &question.prompt.text;
            assert!(
                !words.contains(&format!("（{letter}）"))
                    && !words.contains(&format!("({letter})")),
                "{words}"
            );
            let right = format!("{:?}", question.aside);
            assert!(right.contains("right: [1]") == (letter == "B"), "{right}");
        }
    }
    let signs = "# Quiz\n\n## True or false\n\n1. The boat is old. (❌)\n   > The heron is.\n2. The quay is closed. (✔️)\n3. The crew is paid. (❌)\n";
    let seen = seen(signs);
    for secret in ["❌", "✔", "heron"] {
        assert!(!seen.contains(secret), "{seen}");
    }
    let alone = "# Quiz\n\n#### Q1. Who owns the boat?\n\n- [x] the heron\n\n#### Q2. What closed?\n\n- [x] the gull\n";
    assert!(!self::seen(alone).contains("heron"));
    assert_eq!(claims(alone), ["the heron", "the gull"]);
}

/// A callout that is closed is folded away, whatever it is called; a macro around it is no text.
#[test]
fn closed_callouts_wait_also_within_a_macro() {
    for closed in [
        "??? success \"Correction Q1\"\n    The heron.\n",
        "{{ correction(True,\n\"\"\"\n??? success \\\"Correction Q1\\\"\n    The heron.\n\n    ```python\n    heron()\n    ```\n\"\"\"\n) }}\n",
    ] {
        let text =
            format!("# The quay\n\nInes ran the ferry office.\n\n{closed}\nThe crew waited.\n");
        let seen = seen(&text);
        assert!(
            !seen.contains("heron")
                && !seen.contains("correction(")
                && seen.contains("crew waited"),
            "{seen}"
        );
    }
}

/// Whole sections are for the staff by a title that ends in words for them, or is called what only
/// they get; what students get beside it is read.
#[test]
fn a_section_for_the_staff_beside_one_for_students_is_kept_back() {
    for (first, students, last) in [
        (
            "Trainer information",
            "The quay and the boats, a session for crews: student guide",
            "The quay and the boats, a session for crews: trainer guide",
        ),
        (
            "Informationen für die Lehrperson",
            "Der Kai – Heft für Studierende",
            "Der Kai – Leitfaden für Lehrende",
        ),
        (
            "Información para el docente",
            "El muelle: cuaderno del alumno",
            "El muelle: guía del docente",
        ),
    ] {
        let text = format!(
            "A session\n\n# {first}\n\nThank the heron.\n\n## How to prepare\n\n- Read the heron.\n\n# {students}\n\n## Step 1\n\nInes ran the ferry office.\n\n### Questions\n\n1. Why did Ines wait?\n2. What comes first?\n\n\
             # {last}\n\n## Step 1\n\n- Greet the heron.\n\n## Wrap-up\n\n- Thank the heron.\n"
        );
        let seen = seen(&text);
        assert!(
            !seen.contains("heron") && seen.contains("ferry office"),
            "{seen}"
        );
    }
}

/// A script's prompts are its questions where nothing else asks in their scenes; a key by bare
/// numbers, in whatever language, answers the exercises that are counted so.
#[test]
fn prompts_of_scenes_and_counted_exercises_are_asked() {
    let scene = |number: u32, prompt: &str| {
        format!(
            "## Scene {number}\n\n**Visual:** Boat {number} leaves.\n\n**Prompt:** {prompt}\n- Wait\n- Row\n\n**Feedback:** The heron.\n\n"
        )
    };
    let script = format!(
        "# Script\n\n{}{}",
        scene(1, "Select actions:"),
        scene(2, "Next action?")
    );
    let document = read(&script, "file.md");
    assert_eq!(document.cases.iter().flat_map(Case::questions).count(), 2);
    assert!(!seen(&script).contains("heron"));
    for (exercise, key) in [
        ("Mini practice", "Atsakymai"),
        ("Drill", "Ratkaisut täällä"),
        ("Wprawka", "Na końcu"),
    ] {
        let exercises: String = (1..=3).map(|number| format!("### {exercise} {number}\n\nFill in.\n\n1. The boat ___ old.\n2. We ___ late.\n\n")).collect();
        let key: String = (1..=3)
            .map(|number| format!("## {number}\n\n1. heron{number} 2. are. **Why:** it is so.\n\n"))
            .fold(format!("# {key}\n\n"), |all, one| all + &one);
        let text = format!("# Clinic\n\nInes ran the ferry office.\n\n{exercises}{key}");
        let claims = claims(&text);
        assert_eq!(claims.len(), 3, "{text}");
        assert!(!seen(&text).contains("heron"), "{text}");
        for (claims, number) in claims.iter().zip(1..) {
            assert!(claims.contains(&format!("heron{number}")), "{claims}");
        }
    }
}

/// A quiz as it is pasted from a learning platform: nothing shows which option was right.
#[test]
fn a_pasted_quiz_is_asked_with_its_options() {
    let text = "# Quiz\n\nThe boat is old, and everybody knows it.\n\nQuestion 1Answer\n\nTrue\n\n**False**\n\nWhich of these is a benefit of the ferry?\n\nQuestion 2Answer\n\nA.Less noise\n\nB.**More heron**\n\nC.\n\nMore risk\n\nWhich of these closed in winter?\n\nQuestion 3Answer\n\nA.**The quay**\n\nB.The school\n";
    let document = read(text, "file.md");
    let asked: Vec<_> = document.cases.iter().flat_map(Case::questions).collect();
    assert_eq!(asked.len(), 3, "{:?}", visible(&document));
    assert!(!seen(text).contains("**"), "{}", seen(text));
    let right: Vec<_> = asked
        .iter()
        .map(|question| format!("{:?}", question.aside).contains("right: []"))
        .collect();
    assert_eq!(right.get(..2), Some(&[false; 2][..]));
}

/// What a column expects of people is for whoever leads, with the events beside it; figures that are
/// expected are an exhibit.
#[test]
fn a_table_that_says_what_is_expected_is_for_who_leads() {
    for (heads, figures) in [
        ("Hour | Event | Expected decision", false),
        ("Zeit | Ereignis | Erwartete Reaktion", false),
        ("Heure | Événement | Réponse attendue", false),
        ("Hora | Suceso | **Acción esperada**", true),
    ] {
        let table = |one: &str, other: &str| {
            format!(
                "# The quay\n\nInes runs the ferry office.\n\n## The night\n\n| {heads} |\n|---|---|---|\n| 22:40 | The heron boat | {one} |\n| 23:10 | The gull boat | {other} |\n\n## Afterwards\n\n| Question | Notes |\n|---|---|\n| What went well? | |\n| What comes next? | |\n"
            )
        };
        let tells = seen(&table(
            "She calls the harbour master",
            "She keeps both crews ashore",
        ));
        assert!(!tells.contains("harbour master"), "{heads}: {tells}");
        let counts = seen(&table("14 boats", "9 boats"));
        assert!(!figures || counts.contains("14 boats"), "{heads}: {counts}");
    }
}

/// A bold label keeps back what stands below it, whatever remark stands behind it in brackets.
#[test]
fn a_remark_behind_a_bold_label_changes_nothing() {
    for label in [
        "**Explanation** (from the handbook)",
        "**Erklärung** (Quelle: Handbuch)",
        "**Explicación** (fuente: manual)",
        "**Açıklama** (kaynak kitap)",
    ] {
        let text = format!(
            "# Quiz\n\n#### S1. Which boats wait?\n\n- [ ] The ferry\n- [x] The heron\n\n#### S2. Which boats go?\n\n- [x] all of these\n- [ ] one boat\n\n{label}\n\n- `The gull told them to.`\n\n#### S3. Which come?\n\n- [ ] The tug\n- [x] The ferry\n"
        );
        let seen = seen(&text);
        assert!(!seen.contains("gull"), "{label}: {seen}");
    }
}

/// What is said to the staff under a question goes on until something else begins, as an answer does.
#[test]
fn a_note_under_a_question_goes_on_over_paragraphs() {
    for label in [
        "For the tutor:",
        "Facilitator notes:",
        "**Tutor note:**",
        "Suggested answer (for the tutor):",
        "Für die Leitung:",
        "Notes pour l'animateur :",
    ] {
        let text = format!(
            "# The quay\n\nInes waits.\n\n## Questions\n\n1. Why did she wait?\n\n{label} She knew of the heron.\n\nLook for the gull: nobody names it.\n\n2. What comes first?\n"
        );
        let document = read(&text, "file.md");
        assert_eq!(document.cases[0].questions().count(), 2, "{label}");
        let seen = seen(&text);
        assert!(
            !seen.contains("gull") && !seen.contains("heron"),
            "{label}: {seen}"
        );
    }
}
