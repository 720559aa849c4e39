//! Lists of words that open nothing by themselves: units, marks, phrases.

/// How page noise begins that goes on in words of its own.
#[rustfmt::skip]
pub const NOISE_STARTS: &[&str] = &["join us ", "sign up ", "subscribe ", "we use cookies", "this site uses cookies", "share on "];

/// Words for minutes, as they follow a number.
#[rustfmt::skip]
pub const MINUTES: &[&str] = &[
    "min", "mins", "minute", "minutes", "minuto", "minutos", "minuten", "мин", "минут", "минуты", "минута", "分钟", "分", "分鐘",
    "دقيقة", "دقائق", "دقيقتان", "דקות", "דקה", "דק", "'", "′",
];
/// Words for hours.
#[rustfmt::skip]
pub const HOURS: &[&str] = &[
    "h", "hr", "hrs", "hour", "hours", "hora", "horas", "heure", "heures", "std", "stunde", "stunden", "час", "часа", "часов", "ч",
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
];

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
