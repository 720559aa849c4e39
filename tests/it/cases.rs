//! Reading cases: documents of many shapes beside what is read from them, flaws, words, times.

use std::{
    fs,
    path::{Path, PathBuf},
};

use roundtable::{
    case::{Document, Item, Kind, Question, offer, read},
    cli::show::show,
    library,
};

/// The files of a folder of this package, in order.
fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let entries = fs::read_dir(folder).unwrap();
    let mut files: Vec<_> = entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|own| own == ending))
        .collect();
    files.sort();
    files
}

/// How a document is shown, as text and then as JSON.
fn shown(path: &Path) -> String {
    // The name alone: the tests run in the folder of the package, wherever that is.
    let name = path.file_name().unwrap();
    let loaded = library::load(&Path::new("tests/cases").join(name)).unwrap();
    let mut out = Vec::new();
    show(&loaded, false, &mut out).unwrap();
    out.extend(b"\n----\n");
    show(&loaded, true, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// `UPDATE=1` writes what is read now; look at the difference before you keep it.
#[test]
fn documents_are_read_as_they_always_were() {
    let mut cases = files("tests/cases", "md");
    cases.extend(files("tests/cases", "txt"));
    assert!(cases.len() > 25);
    let mut wrong = Vec::new();
    for path in &cases {
        let expected = path.with_extension("read");
        let now = shown(path);
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&expected, &now).unwrap();
        }
        let before = fs::read_to_string(&expected).unwrap_or_default();
        if before != now {
            wrong.push(format!("{}:\n{now}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(files("tests/cases", "read").len(), cases.len());
}

#[test]
fn every_case_that_comes_with_the_program_is_sound() {
    let files = files("cases", "md");
    assert_eq!(files.len(), library::built_in().len());
    for path in files {
        let slug = path.file_stem().unwrap().to_str().unwrap();
        let text = fs::read_to_string(&path).unwrap();
        let built_in = library::built_in().iter().find(|(own, _)| *own == slug);
        assert_eq!(
            built_in.map(|(_, text)| *text),
            Some(text.as_str()),
            "{slug}"
        );
        let document = read(&text, slug);
        assert_eq!(document.flaws, [], "{slug}");
        assert_eq!(document.guesses, [], "{slug}");
        assert_eq!(document.unused, [], "{slug}");
        for case in &document.cases {
            assert!(
                case.questions().any(|question| question.has_model()),
                "{slug}"
            );
            assert!(!case.facilitator_notes.is_empty(), "{slug}");
            assert!(case.language.is_some() && case.seconds.is_some(), "{slug}");
            // Reading at 200 words a minute, the questions and the close fit into its time.
            let items = case.parts.iter().flat_map(|part| &part.items);
            let blocks = items.flat_map(|item| match item {
                Item::Reading(reading) => reading.blocks.as_slice(),
                Item::Exhibit(exhibit) => exhibit.blocks.as_slice(),
                Item::Question(_) => &[],
            });
            let words: usize = blocks
                .map(|block| block.text.split_whitespace().count())
                .sum();
            let asked: Option<u32> = case.questions().map(|asked| asked.prompt.seconds).sum();
            let reading = u32::try_from(words * 60 / 200).unwrap();
            let all = asked.unwrap() + reading + 300;
            assert!(Some(all) <= case.seconds, "{slug}: {all} s");
            // It ends at home, with a question that no model can answer.
            let own = case.questions().last().unwrap();
            assert!(!own.has_model(), "{slug}");
        }
    }
}

/// Sessions and people's own studies know a question of a case by its id.
#[test]
fn earlier_answers_to_the_cases_are_still_found() {
    for (slug, ids) in [
        ("six-parcels", "unfair table sentences"),
        (
            "the-second-signature",
            "protects stand notebook page october",
        ),
        ("all-green", "lights offer only-good dennis eight-days rook"),
        ("seven-of-six-hundred", "latest who-knew decide again"),
        (
            "the-staffroom-letter",
            "letter find-out agree first decide friday",
        ),
        (
            "der-platz-am-heizkoerper",
            "probleme zustimmung geld regel samstag",
        ),
    ] {
        let loaded = crate::library::find(slug, &[]).unwrap();
        let questions = loaded.document.cases[0].questions();
        let now: Vec<_> = questions
            .map(|asked| asked.prompt.id.as_clean().as_str())
            .collect();
        for id in ids.split(' ') {
            assert!(now.contains(&id), "{slug}: {id} of {now:?}");
        }
    }
}

fn only(document: &Document) -> &Question {
    let mut questions = document.cases[0].questions();
    let question = questions.next().unwrap();
    assert_eq!(questions.next(), None, "more than one question");
    question
}

#[test]
fn flaws_say_where_what_and_what_to_do() {
    let options: String = (0..300).map(|n| format!("- ( ) option {n}\n")).collect();
    let many = format!("# T\n\n### 1. Which?\n\n{options}");
    for (source, line, what) in [
        ("", 0, "nothing in the file"),
        (" \n\t\n", 0, "nothing in the file"),
        ("# T\n\nText.\n", 0, "no question"),
        ("## Questions\n\n1. Why?\n", 0, "no title"),
        ("# T\n\n### 1. Which?\n\n- ( ) this\n", 3, "only one option"),
        (
            "# T\n\n### 1. Which?\n\n- ( ) a\n- ( ) A\n",
            3,
            "is there twice",
        ),
        (
            "# T\n\n### 1. Which?\n\n- (x) a\n- (x) b\n",
            3,
            "Several options are marked right",
        ),
        (
            "# T\n\n### 1. Which? (choose up to 3)\n\n- [ ] a\n- [ ] b\n",
            3,
            "More options may be chosen",
        ),
        (&many, 3, "more than 255 options"),
        (
            "# T\n\n### 1. Sure?\n\nScale: 1 to 12\n",
            3,
            "2 to 11 points",
        ),
        (
            "# T\n\n### 1. Sure?\n\nScale: often\n",
            5,
            "scale cannot be read",
        ),
        (
            "# T\n\n### 1. What first?\n\nRank:\n- this\n",
            3,
            "nothing to rank",
        ),
        ("# T\n\n### 1. What first?\n\nRank:\n", 3, "nothing to rank"),
        ("# T\n\n### 1. What?\n\nTime: soon\n", 5, "is no time"),
        (
            "---\ntime: soon\n---\n# T\n\n### 1. What?\n",
            2,
            "is no time",
        ),
        ("# T\n\n## Questions\n\n1. Why?\n2. Why?\n", 6, "has the id"),
        ("# T\n\n### 1. A? {#a}\n\n### 2. B? {#a}\n", 5, "has the id"),
        ("# T\n\n### Question 1\n", 3, "no words of its own"),
        (
            "# T\n\n<!-- never\n\n## Questions\n\n1. Why?\n",
            3,
            "comment is opened and never closed",
        ),
        (
            "# T\n\n```\n## Questions\n\n1. Why?\n",
            3,
            "code fence is opened and never closed",
        ),
        (
            "# T\n\n### 1. Why?\n\n<details><summary>Model answer</summary>\n\nSo.\n\n### 2. When?\n",
            9,
            "never closed",
        ),
        (
            "# T\n\n## Model answers\n\n1. Because.\n",
            5,
            "model answers, but no question",
        ),
    ] {
        let document = read(source, "file.md");
        let found = document.flaws.iter().find(|flaw| flaw.what.contains(what));
        let flaw = found.unwrap_or_else(|| panic!("{source:?}: {what}: {:?}", document.flaws));
        assert_eq!(flaw.line, line, "{source:?}: {what}");
        assert!(!flaw.hint.is_empty(), "{what}");
    }
}

#[test]
fn a_flawed_question_is_asked_as_an_open_one_with_all_its_text() {
    for source in [
        "# T\n\n### 1. Which?\n\n- ( ) this one\n",
        "# T\n\n### 1. Which?\n\nRank:\n- this one\n",
        "# T\n\n### 1. Which?\n\nScale: 1 to 12\n\n- this one\n",
    ] {
        let document = read(source, "file.md");
        let question = only(&document);
        assert_eq!(question.prompt.kind, Kind::Open, "{source}");
        let body = &question.prompt.body;
        assert!(
            body.iter().any(|block| block.text.contains("this one")),
            "{source}"
        );
    }
    let many: String = (0..300).map(|n| format!("- ( ) option {n}\n")).collect();
    let document = read(&format!("# T\n\n### 1. Which?\n\n{many}"), "file.md");
    match &only(&document).prompt.kind {
        Kind::Choice { options, most } => assert_eq!((options.len(), *most), (255, 1)),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_question_is_known_by_its_words_or_by_its_id() {
    let id = |line: &str| {
        let document = read(&format!("# T\n\n## Questions\n\n{line}\n"), "file.md");
        only(&document).prompt.id.to_string()
    };
    assert_eq!(
        id("1. What, then, do you do? (5 min)"),
        id("7. what then do you do")
    );
    assert_eq!(id("1. Why 3 of them?"), id("1. Why 4 of them?"));
    assert_ne!(id("1. Why?"), id("1. When?"));
    assert_eq!(id("1. Why? {#why}"), "why");
    assert_eq!(id("1. Why? {#why} (5 min)"), "why");
    assert_eq!(id("1. 谁决定？"), "谁决定");
    let twice = read(
        "# T\n\n## Questions\n\n1. Why?\n2. Why?\n3. Why?\n",
        "file.md",
    );
    let ids: Vec<_> = twice.cases[0]
        .questions()
        .map(|q| q.prompt.id.as_clean().as_str())
        .collect();
    assert_eq!(ids, ["why", "why 2", "why 3"]);
}

#[test]
fn a_case_without_questions_is_offered_three_in_its_own_language() {
    for (text, first) in [
        ("The people and the house of the town.", "What? "),
        (
            "Der Rat der Stadt und das Haus, das nicht mit dem Dorf spricht.",
            "Was? ",
        ),
        (
            "Los vecinos y las casas del pueblo, con una plaza.",
            "¿Qué? ",
        ),
        (
            "Les gens et les maisons, dans une ville, le soir.",
            "Quoi ? ",
        ),
        (
            "As pessoas e os vizinhos da vila não estão com uma casa em ordem.",
            "O quê? ",
        ),
        ("Люди и дома.", "What? "),
        (
            "---\nlanguage: de-AT\n---\nThe people and the house.",
            "Was? ",
        ),
    ] {
        let document = read(text, "file.txt");
        let case = &document.cases[0];
        assert_eq!(case.questions().count(), 0, "{text}");
        let offered = offer::what_so_what_now_what(case);
        let prompts: Vec<_> = offered
            .questions()
            .map(|q| q.prompt.text.as_str())
            .collect();
        assert_eq!(prompts.len(), 3);
        assert!(prompts[0].starts_with(first), "{text}: {}", prompts[0]);
    }
}

#[test]
fn flaws_without_end_are_counted() {
    let source = format!("# T\n\n## Questions\n\n{}", "1. Why?\n".repeat(500));
    let document = read(&source, "file.md");
    assert_eq!(document.flaws.len(), 100);
    assert!(
        document
            .flaws
            .iter()
            .any(|flaw| flaw.what.contains("400 flaws more"))
    );
}

#[test]
fn times_are_read_and_points_are_not() {
    for (text, seconds, shown) in [
        ("Why? (5 min)", Some(300), "Why?"),
        ("Why? (90 sec)", Some(90), "Why?"),
        ("Why? (5')", Some(300), "Why?"),
        ("¿Por qué? (5 minutos)", Some(300), "¿Por qué?"),
        ("Por quê? (1 h 15)", Some(4500), "Por quê?"),
        ("Pourquoi ? (5 minutes)", Some(300), "Pourquoi ?"),
        ("Warum? (2 Stunden)", Some(7200), "Warum?"),
        ("Почему? (5 мин)", Some(300), "Почему?"),
        ("为什么？（5分钟）", Some(300), "为什么？"),
        ("لماذا؟ (٥ دقائق)", Some(300), "لماذا؟"),
        ("למה? (5 דקות)", Some(300), "למה?"),
        ("Why? (12 points)", None, "Why? (12 points)"),
        ("Why? [2 marks]", None, "Why? [2 marks]"),
        ("Why in (1999)", None, "Why in (1999)"),
    ] {
        let document = read(&format!("# T\n\n## Questions\n\n1. {text}\n"), "file.md");
        let question = only(&document);
        assert_eq!(question.prompt.seconds, seconds, "{text}");
        assert_eq!(question.prompt.text.as_str(), shown, "{text}");
    }
}

#[test]
fn the_words_of_every_language_open_what_they_name() {
    for (case, answers, notes) in [
        (
            "## Discussion questions",
            "## Model answers",
            "## Facilitator notes",
        ),
        (
            "## Preguntas",
            "## Respuestas modelo",
            "## Notas para el facilitador",
        ),
        (
            "## Perguntas para discussão",
            "## Respostas",
            "## Notas do facilitador",
        ),
        (
            "## Questions à débattre",
            "## Réponses types",
            "## Notes pour l’animation",
        ),
        (
            "## Fragen zur Diskussion",
            "## Musterantworten",
            "## Hinweise für die Moderation",
        ),
        (
            "## Вопросы для обсуждения",
            "## Примерные ответы",
            "## Для ведущего",
        ),
        ("## 思考题", "## 参考答案", "## 主持人备注"),
        (
            "## أسئلة للنقاش",
            "## الإجابات النموذجية",
            "## ملاحظات للميسر",
        ),
        ("## שאלות לדיון", "## תשובות אפשריות", "## הערות למנחה"),
    ] {
        let source = format!(
            "# T\n\n¶\n\n{case}\n\n1. A?\n2. B?\n\n{answers}\n\n1. a\n2. b\n\n{notes}\n\nN\n"
        );
        let document = read(&source, "file.md");
        let case = &document.cases[0];
        let models: Vec<_> = case
            .questions()
            .map(|q| q.aside.models[0].claims[0].as_str())
            .collect();
        assert_eq!(models, ["a", "b"], "{source}");
        assert_eq!(case.facilitator_notes.len(), 1, "{source}");
        assert!(
            document.flaws.is_empty() && document.guesses.is_empty(),
            "{source}"
        );
    }
}
