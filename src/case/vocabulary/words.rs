//! The words themselves: small letters, as [`normal`](super::normal) makes them. A new word is a
//! new entry here and nowhere else; a new language is a new column.

use super::Word;

/// The languages of the columns, as BCP 47 tags.
pub const LANGUAGES: [&str; 9] = ["en", "es", "pt", "fr", "de", "ru", "zh", "ar", "he"];

/// A row: what the words of each language open, in the order of [`LANGUAGES`].
pub type Row = (Word, [&'static [&'static str]; 9]);

/// Every word, by what it opens.
#[rustfmt::skip]
pub const WORDS: &[Row] = &[
    (Word::Questions, [
        &["questions", "question s", "discussion questions", "questions for discussion", "discussion question s",
          "reflection questions", "questions for reflection", "review questions", "case questions", "study questions",
          "guiding questions", "questions to consider", "questions to discuss", "debrief questions", "essay questions",
          "for discussion", "discuss", "discussion", "discussion prompts", "reflection prompts"],
        &["preguntas", "preguntas de discusión", "preguntas para la discusión", "preguntas para discutir", "preguntas para el debate",
          "preguntas de reflexión", "preguntas para reflexionar", "para discutir", "cuestiones"],
        &["perguntas", "perguntas para discussão", "perguntas para debate", "perguntas para reflexão", "questões", "questões para discussão",
          "questões para debate", "para discussão"],
        &["questions de discussion", "questions à débattre", "questions à discuter", "questions pour la discussion",
          "questions de réflexion", "à discuter"],
        &["fragen", "diskussionsfragen", "leitfragen", "reflexionsfragen", "fragen zur diskussion", "fragen zum fall", "fragen zur reflexion",
          "zur diskussion"],
        &["вопросы", "вопросы для обсуждения", "вопросы к обсуждению", "вопросы к кейсу", "для обсуждения"],
        &["问题", "问题讨论", "讨论", "讨论题", "讨论问题", "思考题", "思考与讨论", "案例思考题", "問題", "討論題"],
        &["أسئلة", "الأسئلة", "أسئلة للنقاش", "أسئلة المناقشة", "أسئلة للمناقشة", "للنقاش"],
        &["שאלות", "שאלות לדיון", "שאלות למחשבה", "לדיון"],
    ]),
    (Word::Question, [
        &["question", "primary question", "main question", "key question", "discussion question", "q"],
        &["pregunta", "pregunta principal"],
        &["pergunta", "pergunta principal", "questão"],
        &["question principale"],
        &["frage", "leitfrage", "hauptfrage", "aufgabe"],
        &["вопрос", "главный вопрос"],
        &["题", "主要问题", "核心问题"],
        &["سؤال", "السؤال", "السؤال الرئيسي", "س"],
        &["שאלה", "השאלה המרכזית"],
    ]),
    (Word::Answers, [
        &["model answer", "model answers", "sample answer", "sample answers", "suggested answer", "suggested answers", "answer", "answers",
          "answer s", "answer key", "full answer section", "answer section", "possible answer", "possible answers", "one possible answer",
          "solution", "solutions", "sample response", "sample responses", "model response", "suggested response", "a"],
        &["respuesta", "respuestas", "respuesta modelo", "respuestas modelo", "respuesta sugerida", "respuestas sugeridas",
          "posible respuesta", "posibles respuestas", "solución", "soluciones", "r"],
        &["resposta", "respostas", "resposta modelo", "respostas modelo", "resposta sugerida", "respostas sugeridas", "gabarito", "solução"],
        &["réponse", "réponses", "réponse modèle", "réponses modèles", "réponse type", "réponses types", "éléments de réponse", "corrigé"],
        &["antwort", "antworten", "musterantwort", "musterantworten", "mögliche antwort", "mögliche antworten", "lösung", "lösungen",
          "musterlösung", "musterlösungen", "lösungsvorschlag", "lösungshinweise"],
        &["ответ", "ответы", "примерный ответ", "примерные ответы", "образец ответа", "ключ", "о"],
        &["答", "答案", "参考答案", "参考答案要点", "标准答案", "答案要点", "參考答案"],
        &["الإجابة", "إجابة", "الإجابات", "إجابات", "الجواب", "إجابة نموذجية", "الإجابة النموذجية", "الإجابات النموذجية", "ج"],
        &["תשובה", "תשובות", "תשובה לדוגמה", "תשובה אפשרית", "תשובות אפשריות", "ת"],
    ]),
    (Word::Exhibit, [
        &["exhibit", "appendix", "table", "figure"],
        &["anexo", "tabla", "figura"],
        &["tabela", "quadro"],
        &["annexe", "tableau"],
        &["anlage", "anhang", "tabelle", "abbildung"],
        &["приложение", "таблица", "рисунок"],
        &["附件", "附录", "附表", "表", "图"],
        &["ملحق", "الملحق", "جدول", "الجدول"],
        &["נספח", "טבלה"],
    ]),
    (Word::Part, [
        &["part", "inject", "stage", "act", "update", "new developments"],
        &["parte", "etapa", "acto", "novedades"],
        &["ato", "novos acontecimentos"],
        &["partie", "étape", "acte", "nouveaux développements"],
        &["teil", "akt", "etappe", "neue entwicklungen"],
        &["часть", "этап", "новые обстоятельства"],
        &["部分", "阶段", "新情况"],
        &["الجزء", "جزء", "المرحلة", "مستجدات"],
        &["חלק", "שלב", "התפתחויות"],
    ]),
    (Word::Case, [
        &["case", "case study", "scenario"],
        &["caso", "estudio de caso", "escenario"],
        &["estudo de caso", "cenário"],
        &["cas", "étude de cas", "scénario"],
        &["fall", "fallstudie", "fallbeispiel", "szenario"],
        &["случай", "кейс", "сценарий", "ситуация"],
        &["案例", "情景"],
        &["حالة", "الحالة", "دراسة حالة", "سيناريو"],
        &["מקרה", "תרחיש"],
    ]),
    (Word::Facilitator, [
        &["facilitator", "facilitator notes", "facilitator note", "facilitator s notes", "facilitators notes", "facilitator only",
          "notes for the facilitator", "notes for facilitators", "for the facilitator", "for facilitators", "facilitation notes",
          "teaching note", "teaching notes", "instructor notes", "instructor s notes", "instructor"],
        &["notas para el facilitador", "notas para la facilitación", "notas del facilitador", "facilitador", "facilitadora", "facilitación"],
        &["notas para o facilitador", "notas para facilitação", "notas do facilitador", "facilitação"],
        &["notes pour l animateur", "notes pour l animation", "pour l animateur", "animateur", "animatrice", "animation"],
        &["moderation", "notizen für die moderation", "hinweise für die moderation", "für die moderation", "moderationshinweise"],
        &["заметки для ведущего", "заметки ведущего", "ведущему", "для ведущего", "ведущий"],
        &["主持人", "主持人备注", "主持人笔记", "主持人说明", "教学笔记", "教学说明"],
        &["ملاحظات للميسر", "ملاحظات الميسر", "الميسر", "للميسر"],
        &["הערות למנחה", "למנחה", "מנחה"],
    ]),
    (Word::ListenFor, [
        &["listen for", "look for"],
        &["escuchar", "escuche", "preste atención a", "atención a"],
        &["ouvir", "ouça", "atenção a"],
        &["écouter", "écoutez", "à écouter"],
        &["achten auf", "achten sie auf", "hinhören"],
        &["прислушаться", "слушайте", "обратить внимание"],
        &["留意", "注意听", "倾听"],
        &["انتبه إلى", "أصغ إلى"],
        &["הקשיבו ל", "שימו לב ל", "להקשיב ל"],
    ]),
    (Word::Hint, [
        &["hint", "hints", "tip"],
        &["pista", "pistas", "indicio"],
        &["dica", "dicas"],
        &["indice", "indices", "piste"],
        &["hinweis", "hinweise", "tipp", "tipps"],
        &["подсказка", "подсказки"],
        &["提示"],
        &["تلميح", "تلميحات"],
        &["רמז", "רמזים"],
    ]),
    (Word::FollowUp, [
        &["follow-up", "follow-ups", "follow up", "follow ups", "followup", "follow-up question", "follow-up questions", "probe", "probes"],
        &["seguimiento", "repregunta", "repreguntas", "preguntas de seguimiento"],
        &["seguimento", "perguntas de seguimento", "pergunta de seguimento"],
        &["relance", "relances", "question de relance", "questions de relance"],
        &["nachfrage", "nachfragen", "rückfrage", "rückfragen"],
        &["уточнение", "уточнения", "дополнительный вопрос", "дополнительные вопросы"],
        &["追问", "后续问题"],
        &["متابعة", "سؤال متابعة", "أسئلة متابعة"],
        &["שאלת המשך", "שאלות המשך"],
    ]),
    (Word::Scale, [
        &["scale"], &["escala"], &["escala"], &["échelle"], &["skala"], &["шкала"], &["量表", "评分"], &["مقياس", "المقياس"], &["סולם"],
    ]),
    (Word::Rank, [
        &["rank", "ranking"],
        &["ordene", "ordenar", "ordena", "clasifique"],
        &["ordene", "ordenar", "classifique"],
        &["classer", "classez", "classement"],
        &["rangfolge", "reihenfolge", "ordnen", "ordnen sie"],
        &["упорядочите", "расположите", "ранжирование"],
        &["排序"],
        &["رتب", "رتبوا", "ترتيب"],
        &["דרגו", "דירוג", "סדרו"],
    ]),
    (Word::Time, [
        &["time", "duration"],
        &["tiempo", "duración"],
        &["tempo", "duração"],
        &["temps", "durée"],
        &["zeit", "dauer"],
        &["время", "продолжительность"],
        &["时间", "时长"],
        &["الوقت", "المدة"],
        &["זמן", "משך"],
    ]),
    (Word::Sources, [
        &["source", "sources", "reference", "references", "bibliography", "further reading"],
        &["fuente", "fuentes", "referencias", "bibliografía"],
        &["fonte", "fontes", "referências", "bibliografia"],
        &["références", "bibliographie", "pour aller plus loin"],
        &["quelle", "quellen", "literatur", "quellenangaben"],
        &["источник", "источники", "литература"],
        &["来源", "资料来源", "参考文献"],
        &["المصدر", "المصادر", "المراجع"],
        &["מקור", "מקורות"],
    ]),
    (Word::Goals, [
        &["learning goals", "learning objectives", "learning outcomes", "goals", "objectives"],
        &["objetivos", "objetivos de aprendizaje"],
        &["objetivos", "objetivos de aprendizagem"],
        &["objectifs", "objectifs d apprentissage", "objectifs pédagogiques"],
        &["lernziele", "ziele"],
        &["цели", "цели обучения", "учебные цели"],
        &["学习目标", "教学目标", "教学目的"],
        &["أهداف التعلم", "الأهداف", "أهداف"],
        &["מטרות", "מטרות למידה", "מטרות הלמידה"],
    ]),
    (Word::Closing, [
        &["assignment", "next steps", "key lessons", "lessons learned", "key takeaways", "takeaways", "navigation", "about the author",
          "director"],
        &["tarea", "próximos pasos", "lecciones aprendidas", "sobre el autor"],
        &["tarefa", "próximos passos", "lições aprendidas", "sobre o autor"],
        &["devoir", "prochaines étapes", "enseignements", "à propos de l auteur"],
        &["nächste schritte", "lehren", "über den autor"],
        &["задание", "следующие шаги", "выводы", "об авторе"],
        &["作业", "下一步", "经验教训", "作者简介"],
        &["الخطوات التالية", "الدروس المستفادة", "عن المؤلف"],
        &["צעדים הבאים", "לקחים", "על המחבר"],
    ]),
    (Word::Author, [
        &["author", "authors", "by"], &["autor", "autora", "autores"], &["autor", "autora", "autores"], &["auteur", "auteure", "auteurs"],
        &["autor", "autorin", "verfasser"], &["автор", "авторы"], &["作者"], &["المؤلف"], &["מחבר", "מחברת"],
    ]),
    (Word::Language, [
        &["language", "lang"], &["idioma", "lengua"], &["idioma", "língua"], &["langue"], &["sprache"], &["язык"], &["语言"], &["اللغة"], &["שפה"],
    ]),
    (Word::Licence, [
        &["licence", "license"], &["licencia"], &["licença"], &["licence"], &["lizenz"], &["лицензия"], &["许可", "许可证"], &["الترخيص"],
        &["רישיון"],
    ]),
    (Word::Tags, [
        &["tags", "keywords", "topics"], &["etiquetas", "palabras clave"], &["etiquetas", "palavras-chave"], &["mots-clés", "étiquettes"],
        &["schlagworte", "schlagwörter", "stichworte"], &["теги", "ключевые слова"], &["标签", "关键词"], &["الوسوم", "الكلمات المفتاحية"],
        &["תגיות", "מילות מפתח"],
    ]),
    (Word::Level, [
        &["level", "audience"], &["nivel"], &["nível"], &["niveau"], &["niveau", "stufe", "zielgruppe"], &["уровень"], &["级别", "难度"],
        &["المستوى"], &["רמה"],
    ]),
    (Word::Protocol, [
        &["protocol"], &["protocolo"], &["protocolo"], &["protocole"], &["protokoll"], &["протокол"], &["规程"], &["البروتوكول"], &["פרוטוקול"],
    ]),
    (Word::Roles, [
        &["roles"], &["papeles"], &["papéis"], &["rôles"], &["rollen"], &["роли"], &["角色"], &["الأدوار"], &["תפקידים"],
    ]),
    (Word::Title, [
        &["title"], &["título"], &["título"], &["titre"], &["titel"], &["название"], &["标题"], &["العنوان"], &["כותרת"],
    ]),
    (Word::Noise, [
        &["read more", "read full text", "full text", "talk to us", "schedule a call", "share", "share this", "share this article",
          "download pdf", "download", "view pdf", "sign in", "sign up", "log in", "subscribe", "cookie settings", "accept cookies",
          "published version free", "published version", "back to top", "skip to main content", "contact us", "join us", "advertisement",
          "show more", "view more", "print", "home", "menu", "related articles", "get access", "cite", "cite this article"],
        &["leer más", "compartir", "iniciar sesión", "suscribirse", "contáctenos"],
        &["leia mais", "ler mais", "partilhar", "compartilhar", "entrar", "fale conosco"],
        &["lire la suite", "partager", "se connecter", "nous contacter"],
        &["weiterlesen", "mehr lesen", "teilen", "anmelden", "nach oben", "kontakt", "drucken"],
        &["читать далее", "подробнее", "поделиться", "войти"],
        &["阅读更多", "阅读全文", "分享", "登录", "联系我们"],
        &["اقرأ المزيد", "مشاركة", "تسجيل الدخول", "اتصل بنا"],
        &["קרא עוד", "שיתוף", "התחברות", "צור קשר"],
    ]),
];

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
