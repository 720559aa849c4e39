//! Documents as other writing tools make them, and keys that a sign alone tells: their questions
//! are found, and OKAPI, which stands in each answer, is in nothing that people see early.

use roundtable::case::{self, Kind};

use crate::early::shown;

/// Two questions, each with its answer, as a tool writes them.
fn two(block: &dyn Fn(&str, &str) -> String) -> String {
    let one = block("Why did it leave so late?", "OKAPI fog on the river.");
    let other = block("Who should decide that?", "OKAPI whoever has the watch.");
    format!("# Ferry\n\nIt left at nine.\n\n{one}\n{other}")
}

fn are_two(text: &str) {
    let (read, asked, models) = shown(text);
    assert_eq!((asked.len(), models), (2, 2), "{text}: {asked:?}");
    assert!(
        !(read.clone() + &asked.concat()).contains("OKAPI"),
        "{text}"
    );
    assert!(read.contains("It left at nine."), "{text}: {read}");
}

#[test]
fn directives_callouts_and_folded_blocks_hold_answers() {
    type Tool = fn(&str, &str) -> String;
    let tools: [Tool; 14] = [
        // MyST, with fences and with colons.
        |ask, tell| {
            format!(
                "```{{exercise}}\n:label: one\n{ask}\n```\n\n```{{solution}} one\n{tell}\n```\n"
            )
        },
        |ask, tell| format!("### Question 1\n\n{ask}\n\n:::{{dropdown}} Click here\n{tell}\n:::\n"),
        |ask, tell| {
            format!("{ask}\n\n:::{{admonition}} Solution\n:class: dropdown\n\n{tell}\n:::\n")
        },
        |ask, tell| format!("{ask}\n\n::::{{note}}\n:::{{toggle}}\n{tell}\n:::\n::::\n"),
        // Quarto.
        |ask, tell| {
            format!("{ask}\n\n::: {{.callout-tip collapse=\"true\"}}\n## Answer\n\n{tell}\n:::\n")
        },
        |ask, tell| format!("{ask}\n\n::: {{.callout-note title=\"Model answer\"}}\n{tell}\n:::\n"),
        // Docusaurus and VuePress.
        |ask, tell| format!("{ask}\n\n:::info[Suggested answer]\n\n{tell}\n\n:::\n"),
        |ask, tell| format!("{ask}\n\n::: details Show\n{tell}\n:::\n"),
        // AsciiDoc.
        |ask, tell| format!("{ask}\n\n.Look here\n[%collapsible]\n====\n{tell}\n====\n"),
        // reStructuredText.
        |ask, tell| {
            format!("{ask}\n\n.. admonition:: Answer\n   :class: dropdown\n\n   {tell}\n\n")
        },
        |ask, tell| format!("### Question 1\n\n{ask}\n\n.. toggle::\n\n   {tell}\n\n"),
        // Pandoc's definitions.
        |ask, tell| format!("{ask}\n: {tell}\n"),
        // Most and least effective, as tests of judgement say it.
        |ask, tell| format!("{ask}\n\nA. one\nB. two\nC. three\n\nMost effective: {tell}\n"),
        |ask, tell| format!("### Vraag 1\n\n{ask}\n\n*Mogelijke antwoordelementen:* {tell}\n"),
    ];
    for tool in tools {
        are_two(&two(&tool));
    }
    // Forums and chats.
    are_two(&two(&|ask, tell| format!("{ask}\n\n>! {tell} !<\n")));
    are_two(&two(&|ask, tell| format!("{ask}\n\n||{tell}||\n")));
}

#[test]
fn what_a_speaker_says_to_a_slide_is_for_the_staff() {
    for mark in ["???", "Note:", "Notes:"] {
        let text = format!(
            "# Ferry\n\nIt left at nine.\n\n---\n\n## Question 1\n\nWhy so late?\n\n{mark}\n\nOKAPI fog.\n\n---\n\n## Question 2\n\nWho decides?\n\n{mark}\nOKAPI the mate.\n"
        );
        let (read, asked, _) = shown(&text);
        assert_eq!(asked.len(), 2, "{text}: {asked:?}");
        assert!(!(read + &asked.concat()).contains("OKAPI"), "{text}");
    }
}

#[test]
fn answers_by_the_numbers_of_the_questions_and_beside_them_in_a_table_are_kept_back() {
    for head in [
        "Zu 1: OKAPI Nebel.\n\nZu 2: OKAPI der Maat.",
        "Ad 1) : OKAPI.\n\nAd 2) : OKAPI.",
    ] {
        let text = format!(
            "# Fähre\n\nSie legte ab.\n\n## Fragen\n\n1. Warum so spät?\n2. Wer entscheidet?\n\n---\n\n{head}\n"
        );
        let (_, asked, _) = shown(&text);
        assert!(
            asked.len() == 2 && !asked.concat().contains("OKAPI"),
            "{asked:?}"
        );
    }
    for head in ["Talking points", "Notes", "Key ideas"] {
        let table = format!(
            "| Discussion question | {head} |\n|---|---|\n| Why so late? | OKAPI fog |\n| Who decides? | OKAPI the mate |\n"
        );
        let (read, asked, models) = shown(&format!("# Ferry\n\nIt left.\n\n{table}"));
        assert_eq!((asked.len(), models), (2, 2), "{head}: {asked:?}");
        assert!(!(read + &asked.concat()).contains("OKAPI"), "{head}");
    }
}

#[test]
fn points_at_options_mark_the_right_one_and_are_not_shown() {
    for unit in ["points", "Punkte", "pts", "баллов", ""] {
        let text = format!(
            "# Ferry\n\n1. Who leads?\n   a) one (0 {unit})\n   b) many (2 {unit})\n   c) none (1 {unit})\n\n2. Who pays?\n   a) the mate (3 {unit})\n   b) all (-1 {unit})\n"
        );
        let document = case::read(&text, "ferry.md");
        let right: Vec<_> = document.cases[0]
            .questions()
            .map(|it| it.aside.right.clone())
            .collect();
        assert_eq!(right, [[1], [0]], "{text}");
        assert!(!shown(&text).1.concat().contains("(0"), "{text}");
    }
}

#[test]
fn a_web_page_says_by_its_classes_and_fields_what_a_block_holds() {
    type Page = fn(&str, &str) -> String;
    let pages: [Page; 4] = [
        |ask, tell| format!("<p>{ask}</p><div class=\"box model-answer\"><p>{tell}</p></div>"),
        |ask, tell| format!("<h3>Question 1</h3><p>{ask}</p><aside class=\"notes\">{tell}</aside>"),
        |ask, tell| format!("<dl><dt>{ask}</dt><dd>{tell}</dd></dl>"),
        |ask, tell| format!("<h3>{ask}</h3><section class=\"solution\">{tell}</section>"),
    ];
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ferry.html");
    let document = |body: &str| {
        let page = format!(
            "<!doctype html><title>Ferry</title><h1>Ferry</h1><p>It left at nine.</p>{body}"
        );
        std::fs::write(&path, page).unwrap();
        roundtable::library::load(&path).unwrap().document
    };
    for page in pages {
        let body = page("Why so late?", "OKAPI fog") + &page("Who decides?", "OKAPI the mate");
        let read = document(&body);
        let questions: Vec<_> = read.cases[0].questions().collect();
        assert_eq!(questions.len(), 2, "{body}");
        let seen: Vec<_> = questions
            .iter()
            .map(|it| format!("{:?}", it.prompt))
            .collect();
        assert!(!seen.concat().contains("OKAPI"), "{seen:?}");
    }
    // Options are called answers too.
    let read = document(
        "<p>1. Who decides?</p><ul class=\"answers\"><li><input type=\"radio\"> the head</li><li><input type=\"radio\" checked> the team</li></ul>",
    );
    let question = read.cases[0].questions().next().unwrap();
    assert!(
        matches!(&question.prompt.kind, Kind::Choice { options, .. } if options.len() == 2),
        "{question:?}"
    );
    assert!(question.aside.right.is_empty(), "{question:?}");
}

#[test]
fn a_frame_of_a_tool_is_read_as_what_it_frames_and_code_stays_code() {
    let (read, asked, _) = shown(
        "# Ferry\n\n:::{admonition} The crew\nFour people work on board.\n:::\n\n\
         ```{code-cell} python\nprint('log')\n```\n\n## Questions\n\n1. Who decides?\n",
    );
    assert_eq!(asked.len(), 1, "{asked:?}");
    has!(read, "The crew");
    has!(read, "Four people");
    has!(read, "print('log')");
    lacks!(read, ":::");
    // Nothing closes it, and nothing below is lost.
    let (read, asked, _) =
        shown("# Ferry\n\n:::{note}\nIt left at nine.\n\n1. Who decides?\n2. Why?\n");
    assert!(
        read.contains("at nine") && asked.len() == 2,
        "{read} {asked:?}"
    );
}

/// Two statements, of which the second is true.
fn statements(head: &str, say: &dyn Fn(bool) -> String) -> String {
    format!(
        "# Ferry\n\n{head}1. It left on time{}\n2. The mate decides{}\n",
        say(false),
        say(true)
    )
}

#[test]
fn a_statement_with_its_truth_behind_it_asks_which_of_the_two_it_is() {
    let words = [
        ("True", "False"),
        ("richtig", "falsch"),
        ("vero", "falso"),
        ("verdadero", "falso"),
        ("верно", "неверно"),
        ("对", "错"),
        ("V", "F"),
    ];
    for (holds, fails) in words {
        let word = |truth| if truth { holds } else { fails };
        let forms: [&dyn Fn(bool) -> String; 4] = [
            &|truth| format!(". ({})", word(truth)),
            &|truth| format!(". [{}]", word(truth)),
            &|truth| format!(" → {}", word(truth)),
            &|truth| format!(". ({} – OKAPI saw it)", word(truth)),
        ];
        for form in forms {
            for head in ["", "## Questions\n\n"] {
                let text = statements(head, form);
                let document = case::read(&text, "ferry.md");
                let questions: Vec<_> = document.cases[0].questions().collect();
                assert_eq!(questions.len(), 2, "{text}");
                for (question, right) in questions.iter().zip([1, 0]) {
                    let Kind::Choice { options, .. } = &question.prompt.kind else {
                        panic!("{text}: {question:?}");
                    };
                    assert_eq!(options.len(), 2, "{text}");
                    assert_eq!(question.aside.right, [right], "{text}");
                    let seen = format!("{:?}", question.prompt);
                    assert!(
                        !seen.contains("OKAPI") && !seen.contains('→'),
                        "{text}: {seen}"
                    );
                }
            }
        }
    }
    // What stands in brackets is a truth only where nearly each line has one.
    let text =
        "# Ferry\n\n## Questions\n\n1. Who won (F)?\n2. Whom do you ask (T)?\n3. Why not (X)?\n";
    let (_, asked, _) = shown(text);
    assert!(asked.len() == 3 && asked[0].contains("(F)"), "{asked:?}");
}

#[test]
fn numbers_with_letters_are_a_key_whatever_stands_before_them() {
    let keys = [
        "Key: 1-b, 2-a",
        "KEY – 1b 2a",
        "1) b 2) a",
        "**Zum Schluss:** 1b, 2a",
        "(1-b; 2-a)",
    ];
    for key in keys {
        for head in ["", "## Questions\n\n"] {
            let text = format!(
                "# Ferry\n\n{head}1. Who leads?\n   a) one\n   b) many\n2. Who follows?\n   a) nobody\n   b) all\n\n{key}\n"
            );
            let document = case::read(&text, "ferry.md");
            let right: Vec<_> = document.cases[0]
                .questions()
                .map(|it| it.aside.right.clone())
                .collect();
            assert_eq!(right, [[1], [0]], "{text}");
            assert!(!shown(&text).0.contains("1-b"), "{text}");
        }
    }
}

#[test]
fn marks_around_an_option_tell_that_it_is_right_and_are_not_shown() {
    for (open, close) in [
        ("==", "=="),
        ("<mark>", "</mark>"),
        ("**", "**"),
        ("<u>", "</u>"),
    ] {
        for head in ["", "## Questions\n\n"] {
            let text = format!(
                "# Ferry\n\n{head}1. Who leads?\n   a) one\n   b) {open}many{close}\n   c) none\n\n\
                 2. Who follows?\n   a) {open}nobody{close}\n   b) all\n   c) some\n"
            );
            let document = case::read(&text, "ferry.md");
            let right: Vec<_> = document.cases[0]
                .questions()
                .map(|it| it.aside.right.clone())
                .collect();
            assert_eq!(right, [[1], [0]], "{text}");
            let (read, asked, _) = shown(&text);
            assert!(!(read + &asked.concat()).contains(open), "{text}");
        }
    }
}

#[test]
fn a_tag_in_brackets_keeps_its_paragraph_for_the_staff() {
    for tag in [
        "[INSTRUCTOR ONLY]",
        "(Nur für Lehrende)",
        "**[Facilitator notes]**",
        "【教师用书】",
    ] {
        let text = format!(
            "# Ferry\n\nIt left at nine.\n\n{tag} OKAPI let them argue.\n\n## Questions\n\n1. Who goes home?\n\n{tag} OKAPI bed four.\n\n2. Who decides?\n"
        );
        let (read, asked, _) = shown(&text);
        assert_eq!(asked.len(), 2, "{text}: {asked:?}");
        assert!(!(read + &asked.concat()).contains("OKAPI"), "{text}");
    }
}

#[test]
fn what_is_folded_away_right_below_a_question_answers_it() {
    let text = "# Ferry\n\nIt left at nine.\n\n## Round 1\n\nWho lights the lamp?\n\n<details>\n<summary>Click me</summary>\n\nOKAPI the mate.\n\n</details>\n\n\
                ## Round 2\n\nWho calls the pilot?\n\n<details>\n<summary>And me</summary>\n\nOKAPI the cook.\n\n</details>\n";
    are_two(text);
}

#[test]
fn a_second_part_may_ask_a_single_counted_question() {
    let (_, asked, _) = shown(
        "# The ferry (A)\n\nIt is late.\n\n1. Who leads?\n2. Who pays?\n\n# The ferry (B)\n\nNobody came.\n\n1. What now?\n",
    );
    assert_eq!(asked.len(), 3, "{asked:?}");
}

#[test]
fn labels_of_more_languages_are_known() {
    let rows = [
        ("Въпрос", "Отговор", "Примерни отговори"),
        ("Pitanje", "Odgovor", "Rješenja"),
        ("Vprašanje", "Odgovor", "Rešitve"),
        ("Otázka", "Odpoveď", "Riešenia"),
        ("Küsimus", "Vastus", "Lahendused"),
        ("Klausimas", "Atsakymas", "Atsakymai"),
        ("Jautājums", "Atbilde", "Atbildes"),
        ("کلاس پرسش", "پاسخ", "پاسخنامه"),
        ("คำถาม", "คำตอบ", "เฉลย"),
        ("Pregunta", "Resposta", "Solucions"),
    ];
    for (question, answer, key) in rows {
        let each = two(&|ask, tell| format!("### {question} 1\n\n{ask}\n\n**{answer}:** {tell}\n"));
        are_two(&each);
        let (read, asked, models) = shown(&format!(
            "# Ferry\n\nIt left at nine.\n\n1. Why so late?\n2. Who decides?\n\n## {key}\n\n1. OKAPI fog\n2. OKAPI the mate\n"
        ));
        assert_eq!((asked.len(), models), (2, 2), "{key}: {asked:?}");
        assert!(!read.contains("OKAPI"), "{key}");
    }
}

#[test]
fn words_that_only_sound_like_an_answer_hide_nothing() {
    let heads = [
        "Odpovědnost",
        "Zodpovednosť",
        "Odgovornost",
        "Отговорност",
        "Ответственность",
        "Відповідальність",
        "Odpowiedzialność",
        "Atbildība",
        "Atsakomybė",
        "Vastutus",
        "Vastuu",
        "Ansvar",
        "Verantwortung",
        "Verantwoordelijkheid",
        "Választás",
        "Felelősség",
        "Schlüsselrolle",
        "Schlüsselperson",
        "Responsabilidad",
        "Responsabilité",
    ];
    let hidden = |head: &&str| {
        let (read, asked, _) = shown(&format!(
            "# Ferry\n\nIt left at nine.\n\n## {head}\n\nThe mate has it.\n\n## Questions\n\n1. Why so late?\n2. Who decides?\n"
        ));
        !read.contains("The mate has it.") || asked.len() != 2
    };
    let hidden: Vec<_> = heads.into_iter().filter(hidden).collect();
    assert!(hidden.is_empty(), "{hidden:?}");
}
