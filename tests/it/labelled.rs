//! Documents from a grammar – labels × languages × mark-up × places: no answer is seen before its
//! question was answered, and every question is asked.

use proptest::{prelude::*, sample::select};
use roundtable::case::{Item, read};

use crate::{alarm::visible, seed::laws};

/// A language: how it asks, its labels of answers, its labels of notes to the staff.
#[derive(Debug)]
pub(crate) struct Language {
    pub(crate) asks: [&'static str; 3],
    pub(crate) task: &'static str,
    pub(crate) answers: &'static [&'static str],
    pub(crate) staff: &'static [&'static str],
}

#[rustfmt::skip]
const LANGUAGES: &[Language] = &[
    Language {
        asks: ["Who stops the crane in a storm?", "Why did the pilot wait for so long?", "What would you have told the crew?"],
        task: "Question",
        answers: &["Answer", "Model answer", "Sample answer", "Suggested answer", "Expected response", "Solution", "Correct answer", "Possible answers", "Example of an answer"],
        staff: &["Facilitator notes", "Note for the trainer", "Instructor note", "Facilitator prompts"],
    },
    Language {
        asks: ["Wer hält den Kran im Sturm an?", "Warum wartete der Lotse so lange?", "Was hätten Sie der Crew gesagt?"],
        task: "Frage",
        answers: &["Antwort", "Musterlösung", "Lösung", "Mögliche Antworten", "Erwartungshorizont", "Beispielantwort"],
        staff: &["Hinweise für die Lehrkraft", "Nur für Lehrende", "Hinweis für die Moderation"],
    },
    Language {
        asks: ["Qui arrête la grue dans la tempête ?", "Pourquoi le pilote a-t-il attendu ?", "Qu'auriez-vous dit à l'équipage ?"],
        task: "Question",
        answers: &["Réponse", "Corrigé", "Réponse attendue", "Éléments de réponse", "Solution"],
        staff: &["Notes pour le formateur", "Note de l'animateur"],
    },
    Language {
        asks: ["¿Quién para la grúa en la tormenta?", "¿Por qué esperó tanto el piloto?", "¿Qué le habría dicho a la tripulación?"],
        task: "Pregunta",
        answers: &["Respuesta", "Solución", "Respuesta esperada", "Respuesta modelo", "Posible respuesta"],
        staff: &["Notas para el facilitador", "Nota para el docente"],
    },
    Language {
        asks: ["Quem para o guindaste na tempestade?", "Por que o piloto esperou tanto?", "O que o senhor teria dito à tripulação?"],
        task: "Questão",
        answers: &["Resposta", "Gabarito", "Resposta esperada", "Solução"],
        staff: &["Notas para o facilitador", "Orientações para o professor"],
    },
    Language {
        asks: ["Chi ferma la gru nella tempesta?", "Perché il pilota ha aspettato?", "Che cosa avrebbe detto all'equipaggio?"],
        task: "Domanda",
        answers: &["Risposta", "Soluzione", "Risposta attesa", "Possibile risposta"],
        staff: &["Note per il formatore", "Note per il docente"],
    },
    Language {
        asks: ["Кто остановит кран в шторм?", "Почему лоцман ждал так долго?", "Что бы вы сказали команде?"],
        task: "Вопрос",
        answers: &["Ответ", "Правильный ответ", "Примерный ответ", "Пример ответа", "Решение"],
        staff: &["Для преподавателя", "Указания для ведущего"],
    },
    Language {
        asks: ["Kto zatrzyma dźwig w czasie burzy?", "Dlaczego pilot tak długo czekał?", "Co powiedzieliby państwo załodze?"],
        task: "Pytanie",
        answers: &["Odpowiedź", "Rozwiązanie", "Przykładowa odpowiedź", "Poprawna odpowiedź"],
        staff: &["Uwagi dla prowadzącego", "Wskazówki dla nauczyciela"],
    },
    Language {
        asks: ["暴风雨中谁来停吊车？", "领航员为什么等了那么久？", "你会对船员说什么？"],
        task: "问题",
        answers: &["答案", "参考答案", "标准答案", "参考解答"],
        staff: &["教师提示", "主持人说明"],
    },
    Language {
        asks: ["嵐の中で誰がクレーンを止めますか？", "水先人はなぜ長く待ったのですか？", "あなたなら乗組員に何と言いますか？"],
        task: "問題",
        answers: &["解答", "模範解答", "解答例", "参考解答"],
        staff: &["講師用メモ", "進行役へ"],
    },
];

/// How a question is written.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Asked {
    Listed,
    Bold,
    Heading,
    NumberedHeading,
    TaskHeading,
}

/// How a label is written, and where its answer stands.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Marked {
    Plain,
    Bold,
    BoldThenColon,
    Slanted,
    Quoted,
    Heading,
}

pub(crate) fn question(how: Asked, task: &str, number: usize, text: &str) -> String {
    match how {
        Asked::Listed => format!("{number}. {text}\n"),
        Asked::Bold => format!("**{number}. {text}**\n"),
        Asked::Heading => format!("## {text}\n"),
        Asked::NumberedHeading => format!("## {number}. {text}\n"),
        Asked::TaskHeading => format!("## {task} {number}\n\n{text}\n"),
    }
}

/// An answer behind its label: in the line, in a paragraph, or as a list.
pub(crate) fn answer(how: Marked, label: &str, secret: &str, place: u8) -> String {
    let said = match place {
        0 => format!(" {secret} stands at the winch."),
        1 => format!("\n\n{secret} stands at the winch.\n\nAnd {secret} holds the rope."),
        _ => format!("\n\n- {secret} stands at the winch\n- {secret} holds the rope"),
    };
    match how {
        Marked::Plain => format!("{label}:{said}\n"),
        Marked::Bold => format!("**{label}:**{said}\n"),
        Marked::BoldThenColon => format!("**{label}**:{said}\n"),
        Marked::Slanted => format!("*{label}:*{said}\n"),
        Marked::Quoted => format!("> **{label}:** {secret} stands at the winch.\n"),
        Marked::Heading => format!("### {label}\n{}\n", said.replacen(' ', "\n", 1)),
    }
}

/// All that people see before the answers: readings, questions with their options, exhibits.
pub(crate) fn seen(text: &str) -> (String, usize) {
    let document = read(text, "file.md");
    let parts = document.cases.iter().flat_map(|case| &case.parts);
    let asked = parts
        .flat_map(|part| &part.items)
        .filter(|item| matches!(item, Item::Question(_)));
    (visible(&document), asked.count())
}

/// Questions, a key behind them all, and notes to the staff before or behind.
pub(crate) fn keyed(
    language: &Language,
    how: Asked,
    heading: bool,
    [key, note]: [&str; 2],
    before: bool,
) -> String {
    let note = format!("## {note}\n\nOkapi waits ten minutes.\n\n");
    let mut text = "# The quay\n\n## The night\n\nA crane stands in the wind.\n\n".to_owned();
    if before {
        text.push_str(&note);
    }
    if matches!(how, Asked::Listed) {
        text.push_str(&format!("## {}\n\n", language.task));
    }
    for (at, ask) in language.asks.iter().enumerate() {
        text.push_str(&question(how, language.task, at + 1, ask));
        text.push('\n');
    }
    text.push_str(&if heading {
        format!("## {key}\n\n")
    } else {
        format!("---\n\n**{key}**\n\n")
    });
    for at in 0..3 {
        text.push_str(&format!("{}. Zebu{at} stands at the winch.\n", at + 1));
    }
    text.push('\n');
    if !before {
        text.push_str(&note);
    }
    text
}

pub(crate) fn language() -> impl Strategy<Value = &'static Language> {
    (0..LANGUAGES.len()).prop_map(|at| &LANGUAGES[at])
}

proptest! {
    #![proptest_config(laws(160))]

    /// An answer below each question, by any label of its language.
    #[test]
    fn no_answer_below_its_question_is_seen(
        language in language(),
        how in select(vec![Asked::Listed, Asked::Bold, Asked::Heading, Asked::NumberedHeading, Asked::TaskHeading]),
        marked in select(vec![Marked::Plain, Marked::Bold, Marked::BoldThenColon, Marked::Slanted, Marked::Quoted, Marked::Heading]),
        place in 0_u8..3,
        label in 0_usize..20,
        count in 2_usize..=3,
    ) {
        let label = language.answers[label % language.answers.len()];
        let mut text = "# The quay\n\nA crane stands in the wind.\n\n".to_owned();
        for (at, ask) in language.asks.iter().take(count).enumerate() {
            text.push_str(&question(how, language.task, at + 1, ask));
            text.push('\n');
            text.push_str(&answer(marked, label, &format!("Zebu{at}"), place));
            text.push('\n');
        }
        let (seen, asked) = seen(&text);
        prop_assert!(!seen.contains("Zebu"), "{}\n---\n{}", text, seen);
        prop_assert_eq!(asked, count, "{}\n---\n{}", text, seen);
        prop_assert!(seen.contains("A crane stands"), "{}", seen);
    }

    /// A key behind all questions, and notes to the staff anywhere.
    #[test]
    fn no_key_and_no_note_is_seen(
        language in language(),
        how in select(vec![Asked::Listed, Asked::NumberedHeading, Asked::TaskHeading]),
        heading in any::<bool>(),
        label in 0_usize..20,
        staff in 0_usize..20,
        before in any::<bool>(),
    ) {
        let key = language.answers[label % language.answers.len()];
        let note = language.staff[staff % language.staff.len()];
        let text = keyed(language, how, heading, [key, note], before);
        let (seen, asked) = seen(&text);
        prop_assert!(!seen.contains("Zebu") && !seen.contains("Okapi"), "{}\n---\n{}", text, seen);
        prop_assert_eq!(asked, 3, "{}\n---\n{}", text, seen);
        prop_assert!(seen.contains("A crane stands"), "{}", seen);
    }
}
