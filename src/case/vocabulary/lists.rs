//! Lists of words that open nothing by themselves: units, marks, phrases.

use super::{
    grammar::{self, Phrases},
    is_ideograph,
};

/// How page noise begins that goes on in words of its own.
#[rustfmt::skip]
pub const NOISE_STARTS: &[&str] = &["join us ", "sign up ", "subscribe ", "we use cookies", "this site uses cookies", "share on "];

/// Words for minutes, as they follow a number.
#[rustfmt::skip]
pub const MINUTES: &[&str] = &[
    "min", "mins", "minute", "minutes", "minuto", "minutos", "minuten", "мин", "минут", "минуты", "минута", "分钟", "分", "分鐘",
    "minut", "minuter", "minutter", "minutt", "minuti", "minuty", "minuta", "minuuttia", "perc", "dakika", "dk", "menit", "phút", "хв", "хвилин", "хвилини", "분",
    "دقيقة", "دقائق", "دقيقتان", "דקות", "דקה", "דק", "'", "′",
];
/// Words for hours.
#[rustfmt::skip]
pub const HOURS: &[&str] = &[
    "h", "hr", "hrs", "hour", "hours", "hora", "horas", "heure", "heures", "std", "stunde", "stunden", "час", "часа", "часов", "ч",
    "ora", "ore", "timme", "timmar", "tim", "godz", "godzina", "godziny", "óra", "saat", "시간", "時間",
    "小时", "ساعة", "ساعات", "שעה", "שעות",
];
/// Words for seconds.
#[rustfmt::skip]
pub const SECONDS: &[&str] = &[
    "s", "sec", "secs", "second", "seconds", "segundo", "segundos", "seg", "seconde", "secondes", "sek", "sekunde", "sekunden",
    "сек", "секунд", "секунды", "秒", "秒钟", "ثانية", "ثوان", "שניות", "שנייה", "\"", "″",
];
/// Words between the ends of a scale.
pub const TO: &[&str] = &[
    "to", "a", "à", "bis", "до", "到", "至", "إلى", "עד", "-", "–", "—", "…", "..",
];
/// Words before the number of options that may be picked.
#[rustfmt::skip]
pub const UP_TO: &[&str] = &[
    "choose up to", "pick up to", "select up to", "up to", "choose", "pick", "select", "elige hasta", "elija hasta", "hasta",
    "escolha até", "até", "choisir jusqu'à", "jusqu'à", "jusqu’à", "bis zu", "höchstens", "до", "最多", "最多选", "حتى", "עד",
];
/// Words that count, where digits and letters do not: "Part Two".
#[rustfmt::skip]
pub(super) const ORDINALS: &[&str] = &[
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "first", "second", "third",
    "uno", "dos", "tres", "cuatro", "um", "dois", "três", "un", "deux", "trois", "eins", "zwei", "drei", "vier",
    "первая", "вторая", "третья", "один", "два", "три", "الأول", "الثاني", "الثالث", "الأولى", "الثانية", "الثالثة",
];

/// What an option says behind it that is right.
pub const CORRECT: &[&str] = &[
    "correct",
    "right",
    "right answer",
    "correct answer",
    "correcta",
    "correcto",
    "certa",
    "certo",
    "correta",
    "juste",
    "bonne réponse",
    "richtig",
    "korrekt",
    "верно",
    "правильно",
    "正确",
    "对",
    "صحيح",
    "נכון",
    "true",
    "wahr",
    "vrai",
    "verdadero",
    "igaz",
    "helyes",
    "vero",
    "giusto",
    "corretto",
    "juist",
    "poprawna",
    "poprawne",
    "dogru",
    "正解",
    "đúng",
];

/// What an option says behind it that is wrong; folded.
#[rustfmt::skip]
pub(crate) const WRONG: &[&str] = &[
    "false", "wrong", "incorrect", "falsch", "faux", "falso", "incorrecta", "incorrecto", "errado", "sbagliato", "fout", "onjuist", "hamis",
    "helytelen", "неверно", "неправильно", "错误", "错", "yanlis", "sai", "خطا", "לא נכון",
];

/// The words for true and false of a list, and the same folded.
#[derive(Debug)]
pub(crate) struct Truth {
    pub(crate) words: [&'static str; 2],
    pub(crate) folded: [&'static str; 2],
}

const fn truth(holds: &'static str, fails: &'static str) -> Truth {
    let words = [holds, fails];
    Truth {
        words,
        folded: words,
    }
}

impl Truth {
    /// Where they are other words than the same folded.
    const fn folded(self, holds: &'static str, fails: &'static str) -> Self {
        Self {
            folded: [holds, fails],
            ..self
        }
    }
}

/// What a statement is: the words for true and false, whole and as single letters; languages share
/// some of them.
#[rustfmt::skip]
pub(crate) const TRUTHS: &[Truth] = &[
    truth("True", "False").folded("true", "false"), truth("richtig", "falsch"), truth("wahr", "falsch"), truth("vrai", "faux"),
    truth("verdadero", "falso"), truth("verdadeiro", "falso"), truth("vero", "falso"), truth("cierto", "falso"), truth("igaz", "hamis"),
    truth("juist", "onjuist"), truth("waar", "onwaar"), truth("верно", "неверно"), truth("правда", "ложь"),
    truth("prawda", "fałsz").folded("prawda", "falsz"), truth("sant", "falskt"), truth("sandt", "falsk"),
    truth("rätt", "fel").folded("ratt", "fel"), truth("oikein", "väärin").folded("oikein", "vaarin"),
    truth("doğru", "yanlış").folded("dogru", "yanlis"), truth("adevărat", "fals").folded("adevarat", "fals"), truth("pravda", "nepravda"),
    truth("так", "ні"), truth("对", "错"), truth("对", "不对"), truth("正确", "错误"), truth("正", "誤"), truth("○", "×"), truth("✓", "✗"),
    truth("صح", "خطأ").folded("صح", "خطا"), truth("נכון", "לא נכון"), truth("đúng", "sai").folded("dung", "sai"), truth("benar", "salah"),
    truth("참", "거짓"), truth("सही", "गलत"), truth("T", "F").folded("t", "f"), truth("V", "F").folded("v", "f"),
    truth("R", "F").folded("r", "f"), truth("W", "F").folded("w", "f"), truth("P", "F").folded("p", "f"), truth("В", "Н").folded("в", "н"),
];

/// Whether a folded word says that something is true or false; no single letter does.
pub(crate) fn is_truth(folded: &str) -> bool {
    folded.chars().nth(1).is_some() && TRUTHS.iter().any(|truth| truth.folded.contains(&folded))
}

/// Headings under which only what asks is a question.
#[rustfmt::skip]
pub const WEAK: &[&str] = &[
    "debrief", "debriefing", "reflection", "reflect", "things to consider", "points to consider", "consider", "think about it",
    "reflexión", "para pensar", "reflexão", "réflexion", "auswertung", "reflexion", "nachbereitung", "рефлексия", "反思", "总结反思",
    "تأمل", "للتفكير", "רפלקציה", "riflessione", "nabespreking", "reflectie", "振り返り", "성찰", "refleksja", "yansıtma", "reflektion",
];

/// Phrases that give an answer away.
pub const GIVES_AWAY: &[&str] = &[
    "the correct answer is",
    "the right answer is",
    "la respuesta correcta es",
    "a resposta correta é",
    "a resposta certa é",
    "la bonne réponse est",
    "die richtige antwort ist",
    "die richtige antwort lautet",
    "правильный ответ",
    "正确答案是",
    "الإجابة الصحيحة",
    "התשובה הנכונה",
];

/// Beginnings of words for questions proper, not for exercises or tasks; folded.
#[rustfmt::skip]
pub(super) const QUESTIONS: &[&str] = &[
    "question", "prompt", "frage", "pregunta", "pergunta", "questao", "questoes", "interrogante", "domand", "quesit", "vrag", "pytan", "вопрос", "питан", "запитан", "otaz", "kerdes", "intrebar", "fraga", "fragor", "sporsmal", "sporgsmal", "kysymy", "soru", "ερωτ", "pertanyaan", "cau hoi", "سؤال", "اسئل", "שאל", "परशन", "질문", "문제", "문항", "問", "题", "題", "问", "decisions",
];

/// What an exam is called in a title.
#[rustfmt::skip]
pub(super) const EXAMS: &[&str] = &[
    "exam", "exams", "cuestionario", "questionario", "questionnaire", "fragebogen", "fragenkatalog", "examination", "quiz", "quizzes", "midterm", "klausur", "probeklausur", "prufung", "abschlussprufung", "examen",
    "examenes", "simulacro", "parcial", "interrogation", "qcm", "esame", "exame", "simulado", "vizsga", "zarthelyi", "sinav", "egzamin",
    "kolokwium", "sprawdzian", "tentamen", "toets", "tenta", "prov", "eksamen", "exercises", "worksheet", "экзамен", "зачет", "билет", "билеты", "tetelek", "zagadnienia", "试卷", "试题", "考试",
    "測驗", "試験", "시험", "ispit", "ispiti", "ispita", "izpit", "izpiti", "tentti", "examene", "ujian", "kuis",
    "真题", "考题", "题库", "過去問", "問題集", "모의고사", "퀴즈",
];

/// Beginnings of such words in languages that bend them; folded.
#[rustfmt::skip]
const EXAM_STEMS: &[&str] = &[
    "prufungs", "zkousk", "zkousc", "skusk", "egzamin", "eksam", "ispitn", "izpitn", "kolokvij", "kolokwi", "vizsga", "sinavi", "sinavlar", "экзамен", "зачет", "билет",
    "іспит", "екзамен", "залік", "изпит", "εξετασ", "διαγωνισμ", "امتحان", "اختبار", "آزمون", "ازمون", "מבחן", "בחינ",
];

/// Beginnings of words for a gap and for filling it; folded.
#[rustfmt::skip]
const GAPS: &[&str] = &[
    "fill", "blank", "gap", "cloze", "complete", "lucke", "erganz", "vervollstand", "einsetz", "trous", "complet", "rellen", "hueco", "lacun",
    "preench", "riemp", "invul", "aanvul", "uzupeln", "luki", "dopln", "dopuni", "dopoln", "пропуск", "дополн", "заполн", "встав",
    "допов", "egeszit", "hianyz", "bosluk", "tamamla", "lengkapi", "dien vao", "fyll", "lucktext", "udfyld", "taydenn", "συμπληρ", "填", "穴埋", "空欄",
    "빈칸", "השלם", "اكمل", "املا",
];

/// Whether a folded line tells to fill gaps.
pub(crate) fn names_gaps(folded: &str) -> bool {
    let begins = |word: &str| GAPS.iter().any(|gap| word.starts_with(gap));
    let dense = || {
        GAPS.iter()
            .any(|gap| !gap.is_ascii() && folded.contains(gap))
    };
    grammar::each_word(folded).any(begins) || folded.contains(is_ideograph) && dense()
}

/// What several cases are called.
#[rustfmt::skip]
pub(super) const CASES: &[&str] = &[
    "case studies", "cases for discussion", "fallstudien", "fallbeispiele", "etudes de cas", "estudios de caso", "casos practicos",
    "estudos de caso", "casi di studio", "studi di caso", "casussen", "casestudy's", "кеисы", "studia przypadk", "esettanulmanyok",
    "vaka calismalari", "案例集", "事例集",
];

/// Words of a heading that keep what stands below from most people.
#[rustfmt::skip]
pub(super) static SECRET: Phrases = Phrases::of(&[
    "confidential", "vertraulich", "confidentiel", "confidencial", "riservat", "vertrouwelijk", "poufn", "конфиденциальн", "секретн",
    "bizalmas", "保密", "机密", "機密", "극비", "सरी", "سري",
]);

/// How a mail is closed; folded.
#[rustfmt::skip]
pub(super) const REGARDS: &[&str] = &[
    "see you", "best regards", "kind regards", "warm regards", "regards", "best wishes", "all the best", "best,", "thanks,", "many thanks",
    "cheers", "yours ", "sincerely", "kindest", "warmest", "warmly", "best greetings", "sent from my", "looking forward to", "viele grusse", "liebe grusse", "mit freundlichen", "herzlich", "beste grusse", "besten gruss", "lieben gruss", "schone grusse", "freundliche gruss", "gruss", "mfg",
    "bis dann", "bis donnerstag", "cordialement", "amicalement", "meilleures salutations", "mes salutations", "bien a vous", "a bientot", "saludos", "saludo", "abrazo", "cordial saludo", "atentamente", "hasta ", "abracos",
    "atenciosamente", "cordiali saluti", "distinti saluti", "a presto", "met vriendelijke", "groet", "tot ", "pozdrawiam", "z powazaniem", "с уважением",
    "до встречи", "udvozlettel", "med vanlig", "hilsen", "此致", "祝好", "よろしく", "敬具", "مع التحية", "בברכה", "-- ",
];

/// Whether a folded title is that of an exam or a quiz: what is counted in it asks.
pub(crate) fn names_an_exam(folded: &str) -> bool {
    let mut words = grammar::each_word(folded);
    let spaced = words
        .any(|word| EXAMS.contains(&word) || EXAM_STEMS.iter().any(|stem| word.starts_with(stem)));
    spaced
        || (folded.contains(is_ideograph)
            && EXAMS
                .iter()
                .any(|word| !word.is_ascii() && folded.contains(word)))
}

/// Whether a folded heading announces several cases: "5.3 Case studies".
pub(crate) fn names_cases(folded: &str) -> bool {
    CASES.iter().any(|word| folded.contains(word))
}

/// How a label begins that tells about a question what only its author needs: how hard it is, what
/// it is to teach.
#[rustfmt::skip]
pub(super) static ABOUT: Phrases = Phrases::of(&[
    "difficulty", "bloom", "learning objective", "learning outcome", "learning goal", "cognitive level", "skill tested", "skills tested",
    "competency tested", "schwierigkeit", "lernziel", "taxonomiestufe", "anforderungsbereich", "difficulte", "niveau de difficulte",
    "objectif d'apprentissage", "objectif pedagogique", "dificultad", "nivel de dificultad", "objetivo de aprendizaje", "dificuldade",
    "nivel de dificuldade", "objetivo de aprendizagem", "difficolta", "livello di difficolta", "obiettivo di apprendimento",
    "moeilijkheidsgraad", "leerdoel", "poziom trudnosci", "cel nauczania", "svarighetsgrad", "larandemal", "сложность", "уровень сложности",
    "难度", "学习目标", "認知レベル", "難易度", "난이도",
]);

/// The same of a folded title: whether it names questions proper.
pub(crate) fn names_questions_folded(folded: &str) -> bool {
    QUESTIONS.iter().any(|word| folded.contains(word))
}

/// What may stand before the words that close a mail; folded.
const WITH: &[&str] = &[
    "with ", "with my ", "mit ", "avec ", "bien ", "con ", "con un ", "un ", "um ", "z ",
];

/// Whether a line closes a mail: "Kind regards", "With kind regards", or opens its signature.
pub fn closes_a_mail(line: &str) -> bool {
    let folded = super::grammar::fold(line);
    let begins = |text: &str| REGARDS.iter().any(|start| text.starts_with(start));
    let mut bare = WITH.iter().filter_map(|with| folded.strip_prefix(with));
    let closes = line.trim() == "--" || begins(&folded) || bare.any(begins);
    closes && line.len() <= super::LONGEST
}

#[cfg(test)]
mod tests {
    use super::{TRUTHS, grammar::fold};

    #[test]
    fn words_for_true_and_false_are_folded_as_all_words_are() {
        for truth in TRUTHS {
            assert_eq!(truth.words.map(fold), truth.folded);
        }
    }
}
