//! The words by which authors name the parts of a case, in nine languages, as one table.
//!
//! English, Spanish, Portuguese, French, German, Russian, Chinese, Arabic, Hebrew; small
//! letters, as [`normal`] makes them. A new word is a new entry here and nowhere else.

/// What a heading or a label line opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Word {
    /// A list of questions.
    Questions,
    /// One question: "Question 3".
    Question,
    /// Model answers.
    Answers,
    /// A table, chart or letter with a tab of its own.
    Exhibit,
    /// A part that is hidden until it is reached.
    Part,
    /// One of several cases.
    Case,
    /// For the facilitator only.
    Facilitator,
    /// What to listen for.
    ListenFor,
    /// A hint.
    Hint,
    /// Asked aloud after the answer.
    FollowUp,
    /// A scale.
    Scale,
    /// A ranking.
    Rank,
    /// Planned time.
    Time,
    /// Where it comes from.
    Sources,
    /// What people should learn.
    Goals,
    /// Closes a question section and is none of the above.
    Closing,
    /// The author.
    Author,
    /// The language.
    Language,
    /// The licence.
    Licence,
    /// Words to find it by.
    Tags,
    /// For whom.
    Level,
    /// The protocol.
    Protocol,
    /// Roles that people may take.
    Roles,
    /// The title.
    Title,
    /// Not part of a text but of the page that it was copied from.
    Noise,
}

/// Every word, by what it opens.
pub const WORDS: &[(Word, &[&str])] = &[
    (
        Word::Questions,
        &[
            "questions",
            "question s",
            "discussion questions",
            "questions for discussion",
            "reflection questions",
            "review questions",
            "case questions",
            "study questions",
            "guiding questions",
            "questions to consider",
            "for discussion",
            "discuss",
            "discussion",
            "preguntas",
            "preguntas de discusión",
            "preguntas para la discusión",
            "preguntas para el debate",
            "preguntas de reflexión",
            "cuestiones",
            "perguntas",
            "perguntas para discussão",
            "questões",
            "questões para discussão",
            "questions de discussion",
            "questions à débattre",
            "questions pour la discussion",
            "fragen",
            "diskussionsfragen",
            "leitfragen",
            "fragen zur diskussion",
            "fragen zum fall",
            "reflexionsfragen",
            "вопросы",
            "вопросы для обсуждения",
            "问题",
            "讨论题",
            "讨论问题",
            "思考题",
            "問題",
            "أسئلة",
            "الأسئلة",
            "أسئلة للنقاش",
            "أسئلة المناقشة",
            "שאלות",
            "שאלות לדיון",
        ],
    ),
    (
        Word::Question,
        &[
            "question",
            "pregunta",
            "pergunta",
            "questão",
            "frage",
            "вопрос",
            "问题",
            "题",
            "سؤال",
            "السؤال",
            "שאלה",
            "q",
            "aufgabe",
        ],
    ),
    (
        Word::Answers,
        &[
            "model answer",
            "model answers",
            "sample answer",
            "sample answers",
            "suggested answer",
            "suggested answers",
            "answer",
            "answers",
            "answer key",
            "full answer section",
            "answer section",
            "possible answer",
            "possible answers",
            "one possible answer",
            "solution",
            "solutions",
            "sample response",
            "a",
            "respuesta",
            "respuestas",
            "respuesta modelo",
            "respuestas modelo",
            "respuesta sugerida",
            "respuestas sugeridas",
            "solución",
            "r",
            "resposta",
            "respostas",
            "resposta modelo",
            "respostas sugeridas",
            "resposta sugerida",
            "réponse",
            "réponses",
            "réponse modèle",
            "réponses modèles",
            "réponse type",
            "corrigé",
            "antwort",
            "antworten",
            "musterantwort",
            "musterantworten",
            "lösung",
            "lösungen",
            "musterlösung",
            "lösungsvorschlag",
            "ответ",
            "ответы",
            "примерный ответ",
            "образец ответа",
            "答",
            "答案",
            "参考答案",
            "参考答案要点",
            "الإجابة",
            "إجابة",
            "الإجابات",
            "إجابة نموذجية",
            "الإجابة النموذجية",
            "ج",
            "תשובה",
            "תשובות",
            "תשובה לדוגמה",
            "תשובה אפשרית",
        ],
    ),
    (
        Word::Exhibit,
        &[
            "exhibit",
            "appendix",
            "table",
            "figure",
            "anexo",
            "tabla",
            "tabela",
            "annexe",
            "tableau",
            "anlage",
            "anhang",
            "tabelle",
            "приложение",
            "таблица",
            "附件",
            "附录",
            "表",
            "ملحق",
            "جدول",
            "נספח",
            "טבלה",
        ],
    ),
    (
        Word::Part,
        &[
            "part",
            "inject",
            "stage",
            "act",
            "update",
            "new developments",
            "parte",
            "etapa",
            "partie",
            "étape",
            "teil",
            "akt",
            "neue entwicklungen",
            "часть",
            "этап",
            "部分",
            "阶段",
            "الجزء",
            "جزء",
            "חלק",
            "שלב",
        ],
    ),
    (
        Word::Case,
        &[
            "case",
            "case study",
            "scenario",
            "caso",
            "cenário",
            "escenario",
            "cas",
            "étude de cas",
            "scénario",
            "fall",
            "fallstudie",
            "szenario",
            "случай",
            "кейс",
            "案例",
            "حالة",
            "الحالة",
            "מקרה",
            "תרחיש",
        ],
    ),
    (
        Word::Facilitator,
        &[
            "facilitator",
            "facilitator notes",
            "facilitator note",
            "facilitator s notes",
            "notes for the facilitator",
            "notes for facilitators",
            "facilitation notes",
            "teaching note",
            "teaching notes",
            "instructor notes",
            "instructor",
            "notas para el facilitador",
            "notas del facilitador",
            "facilitador",
            "facilitadora",
            "notas para facilitação",
            "notas do facilitador",
            "notes pour l animateur",
            "notes pour l animation",
            "animateur",
            "animation",
            "moderation",
            "notizen für die moderation",
            "hinweise für die moderation",
            "moderationshinweise",
            "заметки для ведущего",
            "ведущему",
            "для ведущего",
            "主持人",
            "主持人备注",
            "教学笔记",
            "ملاحظات للميسر",
            "الميسر",
            "הערות למנחה",
            "למנחה",
        ],
    ),
    (
        Word::ListenFor,
        &[
            "listen for",
            "look for",
            "escuchar",
            "atención a",
            "ouvir",
            "atenção a",
            "écouter",
            "à écouter",
            "achten auf",
            "hinhören",
            "прислушаться",
            "обратить внимание",
            "留意",
            "注意听",
            "انتبه إلى",
            "הקשיבו ל",
            "שימו לב ל",
        ],
    ),
    (
        Word::Hint,
        &[
            "hint",
            "hints",
            "tip",
            "pista",
            "dica",
            "indice",
            "hinweis",
            "tipp",
            "подсказка",
            "提示",
            "تلميح",
            "רמז",
        ],
    ),
    (
        Word::FollowUp,
        &[
            "follow-up",
            "follow-ups",
            "follow up",
            "follow ups",
            "followup",
            "probe",
            "probes",
            "seguimiento",
            "repregunta",
            "repreguntas",
            "seguimento",
            "relance",
            "relances",
            "nachfrage",
            "nachfragen",
            "уточнение",
            "дополнительный вопрос",
            "追问",
            "متابعة",
            "שאלת המשך",
            "שאלות המשך",
        ],
    ),
    (
        Word::Scale,
        &[
            "scale",
            "escala",
            "échelle",
            "skala",
            "шкала",
            "量表",
            "مقياس",
            "סולם",
        ],
    ),
    (
        Word::Rank,
        &[
            "rank",
            "ranking",
            "ordene",
            "ordenar",
            "ordena",
            "classer",
            "classez",
            "rangfolge",
            "ordnen",
            "упорядочите",
            "排序",
            "رتب",
            "דרגו",
        ],
    ),
    (
        Word::Time,
        &[
            "time",
            "duration",
            "tiempo",
            "duración",
            "tempo",
            "duração",
            "temps",
            "durée",
            "zeit",
            "dauer",
            "время",
            "时间",
            "时长",
            "الوقت",
            "المدة",
            "זמן",
            "משך",
        ],
    ),
    (
        Word::Sources,
        &[
            "source",
            "sources",
            "references",
            "bibliography",
            "further reading",
            "fuente",
            "fuentes",
            "referencias",
            "bibliografía",
            "fonte",
            "fontes",
            "referências",
            "références",
            "bibliographie",
            "quelle",
            "quellen",
            "literatur",
            "источник",
            "источники",
            "литература",
            "来源",
            "参考文献",
            "المصدر",
            "المصادر",
            "المراجع",
            "מקור",
            "מקורות",
        ],
    ),
    (
        Word::Goals,
        &[
            "learning goals",
            "learning objectives",
            "learning outcomes",
            "goals",
            "objectives",
            "objetivos",
            "objetivos de aprendizaje",
            "objetivos de aprendizagem",
            "objectifs",
            "objectifs d apprentissage",
            "lernziele",
            "ziele",
            "цели",
            "цели обучения",
            "学习目标",
            "教学目标",
            "أهداف التعلم",
            "الأهداف",
            "מטרות",
            "מטרות למידה",
        ],
    ),
    (
        Word::Closing,
        &[
            "assignment",
            "next steps",
            "key lessons",
            "lessons learned",
            "key takeaways",
            "navigation",
            "about the author",
            "próximos pasos",
            "próximos passos",
            "tarea",
            "prochaines étapes",
            "nächste schritte",
            "следующие шаги",
            "下一步",
            "الخطوات التالية",
            "צעדים הבאים",
        ],
    ),
    (
        Word::Author,
        &[
            "author",
            "authors",
            "autor",
            "autora",
            "auteur",
            "автор",
            "作者",
            "المؤلف",
            "מחבר",
        ],
    ),
    (
        Word::Language,
        &[
            "language",
            "idioma",
            "língua",
            "langue",
            "sprache",
            "язык",
            "语言",
            "اللغة",
            "שפה",
        ],
    ),
    (
        Word::Licence,
        &[
            "licence",
            "license",
            "licencia",
            "licença",
            "lizenz",
            "лицензия",
            "许可",
            "الترخيص",
            "רישיון",
        ],
    ),
    (
        Word::Tags,
        &[
            "tags",
            "keywords",
            "etiquetas",
            "mots-clés",
            "schlagworte",
            "stichworte",
            "теги",
            "标签",
            "الوسوم",
            "תגיות",
        ],
    ),
    (
        Word::Level,
        &[
            "level",
            "nivel",
            "nível",
            "niveau",
            "stufe",
            "уровень",
            "级别",
            "المستوى",
            "רמה",
        ],
    ),
    (
        Word::Protocol,
        &[
            "protocol",
            "protocolo",
            "protocole",
            "protokoll",
            "протокол",
            "规程",
            "البروتوكول",
            "פרוטוקול",
        ],
    ),
    (
        Word::Roles,
        &[
            "roles",
            "papéis",
            "rôles",
            "rollen",
            "роли",
            "角色",
            "الأدوار",
            "תפקידים",
        ],
    ),
    (
        Word::Title,
        &[
            "title",
            "título",
            "titre",
            "titel",
            "название",
            "标题",
            "العنوان",
            "כותרת",
        ],
    ),
    (
        Word::Noise,
        &[
            "read more",
            "read full text",
            "full text",
            "talk to us",
            "schedule a call",
            "share",
            "share this article",
            "download pdf",
            "view pdf",
            "sign in",
            "log in",
            "subscribe",
            "cookie settings",
            "accept cookies",
            "published version free",
            "published version",
            "back to top",
            "skip to main content",
            "contact us",
            "leer más",
            "leia mais",
            "lire la suite",
            "weiterlesen",
            "mehr lesen",
            "teilen",
            "anmelden",
            "читать далее",
            "подробнее",
            "阅读更多",
            "اقرأ المزيد",
            "קרא עוד",
            "join us",
            "advertisement",
        ],
    ),
];

/// Words for minutes, hours and seconds, as they follow a number.
pub const MINUTES: &[&str] = &[
    "min",
    "mins",
    "minute",
    "minutes",
    "minuto",
    "minutos",
    "minuten",
    "мин",
    "минут",
    "минуты",
    "分钟",
    "分",
    "دقيقة",
    "دقائق",
    "דקות",
    "דקה",
    "'",
    "′",
];
/// Words for hours.
pub const HOURS: &[&str] = &[
    "h",
    "hr",
    "hrs",
    "hour",
    "hours",
    "hora",
    "horas",
    "heure",
    "heures",
    "std",
    "stunde",
    "stunden",
    "час",
    "часа",
    "часов",
    "小时",
    "ساعة",
    "ساعات",
    "שעה",
    "שעות",
];
/// Words for seconds.
pub const SECONDS: &[&str] = &[
    "s",
    "sec",
    "secs",
    "second",
    "seconds",
    "segundo",
    "segundos",
    "seconde",
    "secondes",
    "sek",
    "sekunden",
    "сек",
    "секунд",
    "秒",
    "ثانية",
    "שניות",
];
/// Words between the ends of a scale.
pub const TO: &[&str] = &[
    "to", "a", "à", "bis", "до", "到", "至", "إلى", "עד", "-", "–", "—", "…",
];
/// Words before the number of options that may be picked.
pub const UP_TO: &[&str] = &[
    "choose up to",
    "pick up to",
    "select up to",
    "up to",
    "choose",
    "elige hasta",
    "hasta",
    "escolha até",
    "até",
    "jusqu'à",
    "bis zu",
    "höchstens",
    "до",
    "最多",
    "حتى",
    "עד",
];

/// Small letters, single blanks, no punctuation at the ends or around words.
#[must_use]
pub fn normal(text: &str) -> String {
    let mut normal = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter.is_alphanumeric() || letter == '-' || letter == '_' || is_mark(letter) {
            normal.extend(letter.to_lowercase());
        } else if !normal.is_empty() && !normal.ends_with(' ') {
            normal.push(' ');
        }
    }
    normal.trim_matches([' ', '-', '_']).to_owned()
}

/// Vowel signs and accents that belong to the letter before.
fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}' | '\u{5b0}'..='\u{5c7}' | '\u{64b}'..='\u{65f}')
}

/// What a phrase opens, if it is one of the words and nothing else.
#[must_use]
pub fn whole(phrase: &str) -> Option<Word> {
    let phrase = normal(phrase);
    if phrase.is_empty() || phrase.split(' ').count() > 6 {
        return None;
    }
    find(&phrase)
}

/// What an already normal phrase is.
fn find(phrase: &str) -> Option<Word> {
    let mut all = WORDS.iter();
    all.find(|(_, words)| words.contains(&phrase))
        .map(|(word, _)| *word)
}

/// The word that a heading begins with, followed by a number, a letter or a colon; or that
/// it is as a whole; or, for questions and answers, that a short heading holds.
#[must_use]
pub fn of_heading(text: &str) -> Option<Word> {
    if let Some(word) = whole(text) {
        return Some(word);
    }
    let (head, colon) = match text.split_once([':', '：', '—']) {
        Some((head, _)) => (head, true),
        None => (text, false),
    };
    if colon && let Some(word) = whole(head) {
        return Some(word);
    }
    let normal_head = normal(head);
    let words: Vec<_> = normal_head.split(' ').collect();
    if let [first @ .., last] = words.as_slice()
        && !first.is_empty()
        && is_ordinal(last)
        && let Some(word) = find(&first.join(" "))
    {
        return Some(word);
    }
    if words.len() > 6 {
        return None;
    }
    // Question words beat answer words: "Answer the following questions".
    let holds = |wanted: Word| {
        let of = WORDS.iter().find(|(word, _)| *word == wanted);
        of.is_some_and(|(_, forms)| {
            let long = |form: &&&str| form.chars().count() > 1 || !form.is_ascii();
            forms
                .iter()
                .filter(long)
                .any(|form| contains_words(&normal_head, form))
        })
    };
    let strong = [Word::Questions, Word::Answers, Word::Facilitator];
    strong
        .into_iter()
        .find(|word| holds(*word) && words.len() <= 5)
}

/// Whether `text` holds `form` as whole words; scripts without blanks hold it anywhere.
fn contains_words(text: &str, form: &str) -> bool {
    let unspaced = form
        .chars()
        .any(|letter| ('\u{2e80}'..'\u{a000}').contains(&letter));
    if unspaced {
        return text.contains(form);
    }
    text.split(' ')
        .collect::<Vec<_>>()
        .windows(form.split(' ').count())
        .any(|window| window.join(" ") == form)
}

/// "3", "B", "iv", "３".
fn is_ordinal(word: &str) -> bool {
    let letters = word.chars().count();
    let number = word.chars().all(char::is_numeric);
    let roman = word.chars().all(|letter| "ivx".contains(letter));
    letters > 0 && (number || letters == 1 || (roman && letters <= 4))
}

/// The label that a line begins with, and what follows its colon.
#[must_use]
pub fn label(line: &str) -> Option<(Word, &str)> {
    let line = line.trim_start().trim_start_matches(['*', '_']);
    let (head, rest) = line.split_once([':', '：'])?;
    if head.len() > 60 {
        return None;
    }
    let word = whole(head.trim_end_matches(['*', '_']))?;
    Some((word, rest.trim_start_matches(['*', '_']).trim()))
}

#[cfg(test)]
mod tests {
    use super::{WORDS, normal};

    #[test]
    fn words_are_written_as_they_are_looked_for() {
        for (word, forms) in WORDS {
            for form in *forms {
                assert_eq!(&normal(form), form, "{word:?}");
            }
        }
    }
}
