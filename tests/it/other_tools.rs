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
    let tools: [Tool; 9] = [
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
    ];
    for tool in tools {
        are_two(&two(&tool));
    }
    // Forums and chats.
    are_two(&two(&|ask, tell| format!("{ask}\n\n>! {tell} !<\n")));
    are_two(&two(&|ask, tell| format!("{ask}\n\n||{tell}||\n")));
}

#[test]
fn a_frame_of_a_tool_is_read_as_what_it_frames_and_code_stays_code() {
    let (read, asked, _) = shown(
        "# Ferry\n\n:::{admonition} The crew\nFour people work on board.\n:::\n\n\
         ```{code-cell} python\nprint('log')\n```\n\n## Questions\n\n1. Who decides?\n",
    );
    assert_eq!(asked.len(), 1, "{asked:?}");
    assert!(
        read.contains("The crew") && read.contains("Four people"),
        "{read}"
    );
    assert!(read.contains("print('log')"), "{read}");
    assert!(!read.contains(":::"), "{read}");
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
