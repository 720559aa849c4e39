//! Answers that no label tells: noted below each question, or in a key that says which question it
//! means; what stands behind all questions; and how far a note to the staff goes on.

use std::path::Path;

use roundtable::{
    case::{Case, Item, Kind, read},
    import::convert_bytes,
};

use crate::early::shown;

/// All that a text shows before its last question was answered, and how many it asks.
fn seen(text: &str) -> (String, usize) {
    let (before, asked, _) = shown(text);
    (format!("{before}\n{}", asked.join("\n")), asked.len())
}

/// The model answers of each question.
fn answers(case: &Case) -> Vec<String> {
    let told = case.questions().map(|question| {
        let models = question.aside.models.iter();
        let claims = models.flat_map(|model| &model.claims);
        claims.map(ToString::to_string).collect::<Vec<_>>()
    });
    told.map(|claims| claims.join(" / ")).collect()
}

/// What is noted below each question of a list answers it: in points, in a paragraph, on the next
/// line; under headings that ask, too.
#[test]
fn what_is_noted_below_each_question_waits_for_it() {
    for (name, text) in [
        (
            "points",
            "# El muelle\n\nEl ferry salió.\n\n## Preguntas\n\n1. ¿Quién soltó el cabo?\n   - heron el piloto\n   - heron nadie más\n2. ¿Por qué tan tarde?\n   - heron la niebla\n   - heron una disputa\n3. ¿Quién debía preguntar?\n   - heron el capitán\n   - heron la oficina\n",
        ),
        (
            "a paragraph",
            "# Le quai\n\nLe bac est parti.\n\n## Questions\n\n1. Qui a largué l'amarre ?\n\n   Un heron : le matelot était de quart et personne ne l'a arrêté.\n\n2. Pourquoi si tard ?\n\n   Un heron : le brouillard est resté jusqu'à huit heures et demie.\n\n3. Qui devait demander ?\n\n   Un heron : le capitaine, qui savait tout depuis la veille.\n",
        ),
        (
            "the next line",
            "# Причал\n\nПаром ушёл.\n\n## Вопросы\n\n1. Кто отдал конец?\n   heron матрос стоял на вахте, и никто его не остановил.\n2. Почему так поздно?\n   heron туман держался до половины девятого утра.\n3. Кто должен был спросить?\n   heron капитан, который знал всё ещё вечером.\n",
        ),
        (
            "headings",
            "# Il molo\n\nIl traghetto partì.\n\n## Chi sciolse la cima?\n\nQuel heron del mozzo era di guardia e nessuno lo fermò in tempo.\n\n## Perché così tardi?\n\nUn heron nella nebbia rimase fino alle otto e mezza di mattina.\n\n## Chi doveva chiedere?\n\nSolo il heron, che sapeva tutto dalla sera prima.\n",
        ),
        (
            "no blanks",
            "# 桟橋\n\nフェリーは九時に出た。\n\n## 質問\n\n1. 誰が綱を解きましたか。\n   - heron 当番の船員\n   - heron 他は見ていない\n2. なぜ遅れましたか。\n   - heron 霧が続いた\n   - heron 言い争い\n3. 誰が尋ねるべきでしたか。\n   - heron 船長\n   - heron 港の事務所\n",
        ),
        (
            "listed first, answered below",
            "# Teaching note: the quay\n\n### Suggested assignment questions\n\n1. Who cast off on the night of the fog?\n2. Why was it so late when she left?\n\n### Analysis\n\n1. Who cast off on the night of the fog?\n\nThe heron did, who had the watch.\n\n2. Why was it so late when she left?\n\nThe heron slept.\n",
        ),
    ] {
        let (seen, asked) = seen(text);
        let expected = if name.starts_with("listed") { 2 } else { 3 };
        assert_eq!(asked, expected, "{name}: {seen}");
        assert!(!seen.contains("heron"), "{name}: {seen}");
        let case = &read(text, "file.md").cases[0];
        assert!(
            answers(case).iter().all(|told| told.contains("heron")),
            "{name}"
        );
    }
    // What tells to do more is part of what is asked, and so is the story of a case.
    let (seen, _) = seen(
        "# Quay\n\nIt is late.\n\n## Questions\n\n1. Who cast off?\n   Give two reasons.\n2. Why so late?\n   Explain it to the guard.\n3. Who pays?\n   Name them all.\n",
    );
    assert!(
        seen.contains("two reasons") && seen.contains("Name them"),
        "{seen}"
    );
}

/// Lines that say which question they mean answer that one, in a mail as in a text without marks.
#[test]
fn a_key_that_refers_to_its_questions_is_given_to_each() {
    let asked = "1. Who cast off?\n2. Why so late?\n3. Who should have asked?\n";
    for key in [
        "to 1: the first heron\nto 2: the second heron\nto 3: the third heron\n",
        "Re 1) the first heron\n\nRe 2) the second heron\n\nRe 3) the third heron\n",
        "Zu Frage 1: the first heron\n\nZu Frage 2: the second heron\n\nZu Frage 3: the third heron\n",
        "Zu Aufgabe 1\n\nthe first heron\n\nZu Aufgabe 2\n\nthe second heron\n\nZu Aufgabe 3\n\nthe third heron\n",
        "Bij vraag 1: the first heron\nBij vraag 2: the second heron\nBij vraag 3: the third heron\n",
        "К вопросу 1: the first heron\nК вопросу 2: the second heron\nК вопросу 3: the third heron\n",
    ] {
        let text = format!("The quay\n\nThe ferry left at nine.\n\n{asked}\n{key}");
        let mail = format!(
            "From: Ann <ann@uni.example>\nTo: Tom <tom@uni.example>\nSubject: The quay\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n{text}"
        );
        let mail = convert_bytes(Path::new("quay.eml"), mail.as_bytes()).unwrap();
        for text in [text, mail.markdown.to_string()] {
            let case = &read(&text, "quay.txt").cases[0];
            let told = answers(case);
            assert_eq!(told.len(), 3, "{text}");
            for (told, own) in told.iter().zip(["first", "second", "third"]) {
                assert!(told.contains(own), "{key}: {told}");
                assert_eq!(told.matches("heron").count(), 1, "{key}: {told}");
            }
        }
    }
    // What counts other things refers to no question.
    let (seen, _) = seen(&format!(
        "# Quay\n\nIt is late.\n\n{asked}\n## Rooms\n\nTable 1: by the lamp\n\nTable 2: by the bell\n"
    ));
    assert!(seen.contains("by the bell"), "{seen}");
}

/// A heading behind the last question that speaks to whoever leads, or says what a talk is to bring
/// out, opens what only they see, however short the case is; how it all ended is read by all.
#[test]
fn headings_behind_the_last_question_say_for_whom_they_are() {
    let case = "# The quay\n\nThe ferry left at nine.\n\nNobody asked the mate.\n\n## Questions\n\n1. Who cast off?\n2. Why so late?\n\n";
    for heading in [
        "Notes for whoever runs this",
        "Points to bring out",
        "For those who lead the talk",
        "Für alle, die das Gespräch leiten",
        "Was herauskommen sollte",
        "Pour celui qui anime la séance",
        "Para quien conduce la sesión",
        "Per chi conduce l'incontro",
        "Voor wie het gesprek leidt",
    ] {
        let (seen, asked) = seen(&format!(
            "{case}## {heading}\n\nThe heron begins with the guard.\n\n- the heron knew\n"
        ));
        assert_eq!(asked, 2, "{heading}");
        assert!(!seen.contains("heron"), "{heading}: {seen}");
        let told = answers(&read(&format!("{case}## {heading}\n\nThe heron.\n"), "a.md").cases[0]);
        assert!(told.iter().all(String::is_empty), "{heading}: {told:?}");
    }
    for heading in [
        "Epilogue",
        "What happened next",
        "Was danach geschah",
        "Ce qui s'est passé",
        "Lo que pasó",
        "Hoe het afliep",
        "Что было дальше",
        "その後",
    ] {
        let text = format!("{case}## {heading}\n\nThe mate became a pilot.\n");
        let case = &read(&text, "a.md").cases[0];
        let told = answers(case);
        assert!(told.iter().all(String::is_empty), "{heading}: {told:?}");
        let parts = serde_json::to_string(&case.parts).unwrap();
        assert!(parts.contains("became a pilot"), "{heading}: {parts}");
    }
}

/// A star before the letter of some options, or behind them, says that they are right.
#[test]
fn a_star_tells_the_right_option() {
    let before = |text: &str| format!("* {text}");
    let tight = |text: &str| format!("*{text}");
    let behind = |text: &str| format!("{text} *");
    let marks: [&dyn Fn(&str) -> String; 3] = [&before, &tight, &behind];
    for mark in marks {
        let options = |right: usize| {
            let all = ["a) the cook", "b) the mate", "c) the owner"];
            let all = (0..).zip(all).map(|(at, one)| match at == right {
                true => mark(one),
                false => one.to_owned(),
            });
            all.collect::<Vec<_>>().join("\n")
        };
        let text = format!(
            "# Quay\n\nIt left at nine.\n\n1. Who cast off?\n{}\n\n2. Who saw it?\n{}\n\n3. Who pays?\n{}\n",
            options(1),
            options(0),
            options(2)
        );
        let case = &read(&text, "a.md").cases[0];
        let mut right = Vec::new();
        for question in case.questions() {
            let Kind::Choice { options, .. } = &question.prompt.kind else {
                panic!("{text}{:?}", question.prompt.kind);
            };
            let words: Vec<_> = options.iter().map(ToString::to_string).collect();
            assert_eq!(words, ["the cook", "the mate", "the owner"], "{text}");
            right.extend(question.aside.right.iter().copied());
        }
        assert_eq!(right, [1, 0, 2], "{text}");
    }
}

/// A table of minutes beside who does what is a plan for whoever leads; a log with the time of the
/// day is part of the story.
#[test]
fn a_run_sheet_is_not_for_all() {
    for plan in [
        "| Time | What | Who |\n|---|---|---|\n| 0:00 | heron welcome | Ann |\n| 0:10 | heron read | all |\n",
        "| Zeit | Was | Wer |\n|---|---|---|\n| 10 min | heron Lesen | alle |\n| 20 min | heron Reden | Gruppen |\n",
        "| Qui | Quoi | Durée |\n|---|---|---|\n| tous | heron accueil | 5' |\n| groupes | heron lecture | 15' |\n",
        "| Minuten | Werkvorm | Inhoud |\n|---|---|---|\n| 0–10 | plenair | heron welkom |\n| 10–25 | groepen | heron lezen |\n",
    ] {
        let text = format!(
            "# Quay\n\nIt left at nine.\n\n{plan}\n## Questions\n\n1. Who cast off?\n2. Why so late?\n"
        );
        let (seen, asked) = seen(&text);
        assert_eq!(asked, 2, "{plan}");
        assert!(!seen.contains("heron"), "{plan}: {seen}");
    }
    for log in [
        "| Time | What | Who |\n|---|---|---|\n| 21:40 | the bell rang | the guard |\n| 22:15 | she cast off | the mate |\n",
        "| Route | Duration |\n|---|---|\n| north | 20 min |\n| south | 35 min |\n",
    ] {
        let text = format!(
            "# Quay\n\nIt left at nine.\n\n{log}\n## Questions\n\n1. Who cast off?\n2. Why so late?\n"
        );
        let cases = serde_json::to_string(&read(&text, "a.md").cases[0].parts).unwrap();
        let first = log.lines().nth(2).unwrap();
        assert!(cases.contains(first), "{cases}");
    }
}

/// Headings that ask what one knows are an exam, in many languages; what stands below each waits.
/// The steps of a manual ask nothing.
#[test]
fn headings_that_ask_what_one_knows_are_questions() {
    for verbs in [
        ["Erkläre", "Nenne", "Beschreibe", "Zeige auf", "Skizziere"],
        ["Explain", "Describe", "Compare", "Define", "Outline"],
        ["Expliquez", "Décrivez", "Définissez", "Citez", "Comparez"],
        ["Spiega", "Descrivi", "Elenca", "Illustra", "Definisci"],
        [
            "Объясните",
            "Опишите",
            "Назовите",
            "Перечислите",
            "Раскройте",
        ],
    ] {
        let tasks = verbs.map(|verb| {
            format!("## {verb} the third watch of a ferry\n\nThe heron keeps it until four.\n\n")
        });
        let (seen, asked) = seen(&tasks.concat());
        assert_eq!(asked, 5, "{verbs:?}: {seen}");
        assert!(!seen.contains("heron"), "{verbs:?}: {seen}");
    }
    let steps = ["Install", "Open", "Write", "Create", "Choose"]
        .map(|verb| format!("## {verb} the log of the ferry\n\nThe lamp is red until four.\n\n"));
    let case = read(&steps.concat(), "manual.md");
    assert_eq!(case.cases[0].questions().count(), 0);
}

/// "How to answer" below each of several tasks answers it; once, it tells how to write.
#[test]
fn how_to_answer_answers_where_it_stands_below_each_task() {
    for how in [
        "How to answer",
        "Come rispondere",
        "Cómo responder",
        "Как отвечать",
        "So beantwortest du es",
    ] {
        let task = |nth: usize| {
            format!(
                "## {nth}. The watch\n\n> **Quesito:** *Chi tiene il terzo turno?*\n\n### 💡 {how}\n\n1. The heron {nth} keeps it.\n2. Nobody else?\n\n---\n\n"
            )
        };
        let (seen, _) = seen(&format!("# Exam\n\n{}{}{}", task(1), task(2), task(3)));
        assert!(!seen.contains("heron"), "{how}: {seen}");
        let (seen, asked) = self::seen(&format!(
            "# Quay\n\n## {how}\n\nUse a pen, please.\n\n## Questions\n\n1. Who cast off?\n2. Why so late?\n"
        ));
        assert!(asked == 2 && seen.contains("Use a pen"), "{how}: {seen}");
    }
}

/// A question with its answer in the same line, or with a blank that a page wrote out, is one.
#[test]
fn an_answer_in_the_line_of_its_question_waits() {
    for (label, blank) in [
        ("Answer", ""),
        ("**Antwort**", "&#x20;"),
        ("Respuesta", "&nbsp;"),
        ("Ответ", ""),
    ] {
        let line =
            |who: &str| format!("Who {who} the ferry?{blank} {label}: the heron {who} it.\n\n");
        let text = format!(
            "# Quay\n\nIt left.\n\n{}{}{}",
            line("steers"),
            line("paints"),
            line("pays for")
        );
        let (seen, asked) = seen(&text);
        assert_eq!(asked, 3, "{label}: {seen}");
        assert!(
            !seen.contains("heron") && !seen.contains('&'),
            "{label}: {seen}"
        );
    }
    // Headings and lines may ask in turn.
    let (seen, asked) = seen(
        "# Quay\n\n### Who steers?&#x20;\n\nAnswer: the heron.\n\n### Who pays?&#x20;\n\nAnswer: a heron.\n\nWho paints?&#x20;\n\nAnswer: no heron.\n\nWho sleeps?\n\nAnswer: one heron.\n",
    );
    assert_eq!(asked, 4, "{seen}");
    assert!(!seen.contains("heron"), "{seen}");
}

/// Exercises in quotes with their solutions in quotes within: what follows the quote is read.
#[test]
fn exercises_in_quotes_keep_their_solutions_and_nothing_else() {
    let exercise = |nth: usize| {
        format!(
            "> ## Exercise {nth}: the log (8 min)\n> Read the log of day {nth}.\n> What is missing in it?\n>\n> > ## Solution\n> > The heron of day {nth}.\n> {{: .solution}}\n{{: .challenge}}\n\n(3 min teaching)\n\nThe lamp of day {nth} is red.\n\n"
        )
    };
    let (seen, asked) = seen(&format!(
        "# Logs\n\n## Why logs?\n\nThey help.\n\n{}{}{}",
        exercise(1),
        exercise(2),
        exercise(3)
    ));
    assert_eq!(asked, 3, "{seen}");
    assert!(!seen.contains("heron"), "{seen}");
    assert!(
        seen.contains("lamp of day 1") && seen.contains("They help"),
        "{seen}"
    );
}

/// A word for a question in bold letters before what tells one to talk is a question as those that
/// ask, whatever stands around it.
#[test]
fn a_word_for_a_question_leads_to_one_that_orders() {
    for label in [
        "Primary question",
        "Opening question",
        "Leitfrage eins",
        "Pregunta inicial",
        "Question centrale",
    ] {
        let inject = |nth: usize, asks: &str| {
            format!(
                "## INJECT {nth}\n\n**Read aloud:**\n\n\"It is {nth} o'clock.\"\n\n**{label}:** \"{asks}\"\n\n**Key points to listen for:**\n\n- the heron {nth}\n\n"
            )
        };
        let text = format!(
            "# Fog\n\n**Facilitator only**\n\n{}{}{}",
            inject(1, "What are the first three things to do?"),
            inject(
                2,
                "The guard is gone. Walk me through your next steps in order."
            ),
            inject(3, "Who is told, and what now?")
        );
        let (seen, asked) = seen(&text);
        assert_eq!(asked, 3, "{label}: {seen}");
        assert!(!seen.contains("heron"), "{label}: {seen}");
    }
}

/// A tag between a question's title and its words takes nothing with it, and neither does a note
/// above what asks.
#[test]
fn a_question_may_have_tags_before_its_words() {
    for label in [
        "**Bloom's Level:** Remembering",
        "**Level:** easy\n**Tutor note:** two marks",
        "**Instructor note:** They mix these up every year.",
        "**Hinweis für die Lehrkraft:** mittel",
    ] {
        let question = |number, asked| {
            format!(
                "### Q{number}: The quay\n\n{label}\n\n{asked}\n\nA) The gull\nB) The tide\n\n**Answer:** B\n\n"
            )
        };
        let asked = question(1, "What closes the gate?") + &question(2, "Who opens it?");
        let text = format!("# The quay\n\nInes waits.\n\n## Questions\n\n{asked}");
        let document = read(&text, "file.md");
        let options: Vec<_> = document.cases[0]
            .questions()
            .map(|question| question.prompt.kind.clone())
            .collect();
        assert_eq!(options.len(), 2, "{label}");
        let (seen, _) = seen(&text);
        for wanted in ["What closes the gate?", "Who opens it?"] {
            has!(seen, wanted);
        }
        assert!(
            options
                .iter()
                .all(|kind| matches!(kind, Kind::Choice { .. })),
            "{label}: {options:?}"
        );
        lacks!(seen, "every year");
    }
}

/// A label alone on its line ends where the next question comes, in a list or by its number.
#[test]
fn a_label_for_the_staff_alone_ends_at_the_next_question() {
    for label in ["**For the tutor**", "**Tutor notes**", "Facilitator notes:"] {
        for head in ["## Questions\n\n", ""] {
            let text = format!(
                "# The quay\n\nInes waits.\n\n{head}1. Why did she wait?\n\n{label}\n\nShe knew of the heron.\n\nAsk who saw the gull.\n\n2. What comes first?\n\n{label}\n\nBread, and no heron.\n\n3. Who pays?\n"
            );
            let document = read(&text, "file.md");
            assert_eq!(document.cases[0].questions().count(), 3, "{label}, {head}");
            let (seen, _) = seen(&text);
            assert!(
                !seen.contains("heron") && !seen.contains("gull"),
                "{label}, {head}: {seen}"
            );
        }
    }
}

/// Rules that part questions from each other part no paragraphs: none stands at an end of what is
/// read, and no two in a row.
#[test]
fn rules_between_questions_are_not_read() {
    let text = "# The quay\n\nInes waits.\n\n---\n\n***\n\nBread is short.\n\n---\n\n**Question 1:** Why?\n\n---\n\n**Question 2:** Who pays?\n\n---\n\nThe tide turned.\n\n---\n";
    let case = &read(text, "file.md").cases[0];
    let blocks = case.parts.iter().flat_map(|part| &part.items);
    let read: Vec<_> = blocks
        .filter_map(|item| match item {
            Item::Reading(reading) => Some(reading.blocks.iter().map(|block| block.text.as_str())),
            Item::Exhibit(_) | Item::Question(_) => None,
        })
        .map(|texts| texts.collect::<Vec<_>>().join("|"))
        .collect();
    assert_eq!(
        read,
        ["Ines waits.|---|Bread is short.", "The tide turned."]
    );
}

/// Boxes to tick under a question that has a number are its options, set in or not; ticks in any
/// other list are kept back and asked about.
#[test]
fn ticked_points_under_a_number_are_its_options() {
    let lists = [
        "- [ ] the gull\n- [x] the tide\n- [ ] the mast",
        "* the gull\n* the tide ✅\n* the mast",
        "- [ ] the gull\n- [x] the tide\n",
    ];
    for list in lists {
        let text = format!(
            "# The quay\n\n1. What closes the gate is\n\n{list}\n\n2. The bread is paid by\n\n{list}\n\n3. The mast was broken by\n\n{list}\n"
        );
        let document = read(&text, "file.md");
        let mut questions = document.cases[0].questions();
        let chosen = |kind: &Kind| matches!(kind, Kind::Choice { .. });
        assert!(questions.all(|one| chosen(&one.prompt.kind)), "{list}");
        assert_eq!(document.cases[0].questions().count(), 3, "{list}");
        lacks!(seen(&text).0, "✓");
    }
    let story = "# The quay\n\nWhat Ines knew:\n\n- the tide turns\n- the gull waits ✅\n- the mast breaks\n\n## Questions\n\n1. Why?\n";
    let document = read(story, "file.md");
    assert_eq!(document.doubts.len(), 1);
    lacks!(seen(story).0, "gull");
}
