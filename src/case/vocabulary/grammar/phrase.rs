//! What a phrase opens, decided in a fixed order: for whom it is, what it names, what it asks.

use super::{
    Class, Sense, Set, Sort,
    fold::Phrases,
    least,
    regard::{FOR, is_everybody},
    stems,
};

/// A phrase and what its words do in one language.
#[derive(Clone, Copy)]
pub(super) struct Phrase<'a> {
    /// The folded text without remarks.
    bare: &'a str,
    /// Its words, numerals included.
    all: &'a [&'a str],
    /// Its words without numerals, and what each does.
    said: &'a [&'a str],
    sets: &'a [Set],
    language: &'a str,
    /// A modifier makes an answer of a weak noun.
    strong: bool,
    /// It is for who leads an exercise.
    leads: bool,
}

/// Modifiers that make an answer of a weak noun: "suggested points".
#[rustfmt::skip]
static STRONG: Phrases = Phrases::of(&[
    "correct", "right", "model", "sample", "suggest", "expect", "possible", "official", "accept", "propos", "recommend", "indicat",
    "exempl", "example", "ideal", "potential", "worked", "illustrat", "valid", "desired", "anticipat", "richtig", "korrekt", "muster",
    "moglich", "erwart", "vorgeschlag", "beispiel", "attendu", "sugger", "propose", "posible", "esperad", "sugerid", "propuest",
    "orientativ", "corret", "possive", "propost", "possibil", "attes", "verwacht", "mogelijk", "voorbeeld", "poprawn", "prawidlow",
    "wzorcow", "przyklad", "mozliw", "правильн", "верн", "пример", "возможн", "ожидаем", "образ", "helyes", "minta", "lehetseg",
    "vart", "javasolt", "dogru", "ornek", "приклад", "priklad", "pelda", "esempi",
]);
/// What names how an answer is judged.
#[rustfmt::skip]
const JUDGES: &[&str] = &["evaluation crit", "evaluation check", "assessment crit", "success crit", "performance indicat"];
/// "Only", as it follows or precedes the word for who teaches.
#[rustfmt::skip]
pub(in crate::case::vocabulary) const ONLY: &[&str] = &[
    "only", "nur", "uniquement", "seulement", "reserv", "solo", "solamente", "apenas", "somente", "alleen", "tylko", "только", "csak",
    "endast", "kun", "vain", "yalniz", "仅", "只限", "専用", "のみ", "eyes",
];
/// What forbids to hand something out.
#[rustfmt::skip]
static FORBIDS: Phrases = Phrases::of(&[
    "do not distribut", "do not hand", "do not circulat", "do not shar", "do not show", "do not give", "do not print", "not to be distribut",
    "not to be shar", "not to be hand", "not for distribut", "not for student", "not for participant", "not for learner", "don't hand",
    "don’t hand", "dont hand", "don't distribut", "don’t distribut", "don't shar", "don’t shar", "don't show", "don’t show", "never hand",
    "never show", "nicht austeil", "nicht weitergeb", "nicht verteil", "nicht zeig", "nicht fur teilnehm", "ne pas distribu", "ne pas diffus",
    "ne pas montr", "ne pas remettre", "no distribu", "no entreg", "no mostrar", "no repart", "nao distribu", "nao mostrar", "nao entreg",
    "non distribu", "non mostrare", "non consegn", "не раздав", "не показыв", "не распростран", "niet uitdel", "niet verspreid", "nie rozdaw",
    "ne ossza", "ne oszd", "dagitmay", "请勿", "不要发", "勿发", "勿外传", "非公開", "配布禁止", "配布しない", "배포 금지",
]);

/// Beginnings of what tells to answer: what follows are questions.
#[rustfmt::skip]
const ORDERS: &[&str] = &[
    "answer the", "answer these", "answer all", "answer each", "answer following", "answer any", "answer at", "answer question",
    "answer one", "answer two", "answer three", "please answer", "solve ",
];
/// "And", between questions and their answers.
const BOTH: &[&str] = &[
    "and", "with", "und", "mit", "et", "y", "con", "e", "com", "и", "en", "i",
];
/// "Short answer" is a kind of question.
#[rustfmt::skip]
const KINDS: &[&str] = &["short", "written", "long", "open", "extended", "free", "constructed", "numerical", "brief"];
/// "Your answer" is room to write.
#[rustfmt::skip]
const OWN: &[&str] = &[
    "your", "my", "ihre", "deine", "eure", "votre", "vos", "tu", "tus", "su", "sua", "suas", "ваш", "ваши", "твой", "twoja", "jouw", "uw", "sizin",
];

/// Whether a text forbids to hand out what it stands over.
pub(crate) fn keeps_back(folded: &str) -> bool {
    FORBIDS.are_in(folded)
}

/// "Asking questions before the workshop" tells of questions and opens none.
pub(crate) fn tells_of(folded: &str) -> bool {
    let mut verbs = ["asking ", "answering ", "writing ", "posing "].iter();
    verbs.any(|verb| folded.starts_with(verb))
}

/// How an order begins to pick something: "Choose the best answer".
#[rustfmt::skip]
static PICKS: Phrases = Phrases::of(&[
    "choose ", "pick ", "select ", "tick ", "circle ", "wahle ", "wahlen sie", "kreuze", "choisi", "cochez", "elige ", "elija", "seleccion",
    "escolha", "assinale", "selecione", "scegli", "kies ", "wybierz", "zaznacz", "выбери", "отметь", "valj ", "velg ", "vaelg ", "selezion",
    "selectionne", "sceglie", "marque ", "marca ", "indica ", "segna", "coche ", "vink ", "selecteer", "markera", "oznac",
]);

/// Whether a phrase tells to pick something.
pub(super) fn picks(folded: &str) -> bool {
    PICKS.begin(folded)
}

/// Whether a text says "only".
pub(super) fn only(folded: &str) -> bool {
    ONLY.iter().any(|word| folded.contains(word))
}

/// Words of phrases that open something by their form alone: "what to listen for", "running the
/// session", "director's script".
#[rustfmt::skip]
const FORMING: &[&str] = &[
    "inject", "injects",
    "for", "fur", "leitung", "reference", "handbook", "playbook", "kit", "toolkit", "packet", "scheme", "guide", "criteria", "allocation", "key", "rubric", "running", "facilitating", "teaching", "moderating", "how",
    "debriefing", "correct", "wrong", "incorrect", "right", "note", "notes", "guidance", "guidelines", "script", "tips", "only", "eyes",
    "version", "edition", "copy", "brief", "briefing", "manual", "cues", "prompts", "instructions",
    "evaluation", "assessment", "success", "performance", "facilitation",
];

/// Whether one of the words is of a phrase that opens something by its form alone.
pub(super) fn has_form(all: &[&str]) -> bool {
    all.iter()
        .any(|word| FORMING.contains(word) || LEADS.contains(word))
}

/// "12", "b", "iv", "no": what only counts.
pub(super) fn is_numeral(word: &str) -> bool {
    let roman = word.len() <= 4 && word.chars().all(|letter| "ivx".contains(letter));
    let letter = word.len() == 1 && ("b"..="h").contains(&word);
    let digits = word.chars().all(char::is_numeric);
    roman || letter || digits || matches!(word, "no" | "nr" | "n")
}

/// "Erläutern Sie …".
pub(super) fn addresses_politely(folded: &str) -> bool {
    let mut words = folded.split_whitespace();
    let verb = words.next().unwrap_or_default();
    verb.ends_with("en") && words.next() == Some("sie")
}

/// How one asks to be told: "Tell us about …", "Please walk me through …".
#[rustfmt::skip]
static TELL: Phrases = Phrases::of(&[
    "tell me", "tell us", "walk me", "walk us", "talk me", "talk us", "talk about", "show me", "show us", "erzahl mir", "erzahl uns",
    "racontez", "parlez-moi", "parlez-nous", "parlez moi", "cuentame", "cuentenos", "cuenteme", "hableme", "hablame", "conte-me",
    "fale sobre", "fale-me", "raccontami", "raccontaci", "mi racconti", "parlami", "vertel", "opowiedz", "расскаж", "meselj", "anlat",
]);

/// Whether a text begins so, politely or not.
pub(crate) fn asks_to_tell(folded: &str) -> bool {
    let bare = folded.trim_start_matches(|letter: char| !letter.is_alphabetic());
    let bare = ["please ", "can you ", "could you ", "bitte ", "por favor "]
        .iter()
        .find_map(|start| bare.strip_prefix(start))
        .unwrap_or(bare);
    TELL.begin(bare)
}

/// Beginnings of what tells who asks what to look for, or what a question tests.
#[rustfmt::skip]
static WATCHES: Phrases = Phrases::of(&[
    "red flag", "green flag", "what good looks", "what you may hear", "what you might hear", "what they may say", "what they might say",
    "what participants may", "what participants might", "what this tests", "what it tests", "what this assesses", "what it assesses", "what is assessed",
    "what is tested", "worauf achten", "worauf zu achten", "worauf sie achten", "was gepruft wird", "ce qui est attendu", "ce qui est evalue",
    "ce qu'on attend", "ce que l'on attend", "que buscar", "que observar", "que se espera", "que se evalua", "o que procurar",
    "o que observar", "o que se espera", "o que se avalia", "cosa cercare", "cosa osservare", "cosa ci si aspetta", "waar op letten",
    "waar let je op", "waarop letten", "na co zwrocic uwage", "czego szukac", "что искать", "что проверя", "что оценива", "на что обра",
    "на что смотр", "красные флаги", "що шукати", "що перевіря", "mire figyelj",
]);

/// Whether a phrase tells who asks what to look for in an answer.
pub(super) fn watches(bare: &str) -> bool {
    let bare = bare.trim();
    WATCHES.begin(bare) && bare.split_whitespace().count() <= 9
}

/// "Points to listen for".
pub(super) fn listens(bare: &str) -> bool {
    const FOR: [&str; 5] = [
        "listen for",
        "look for",
        "watch for",
        "listen out for",
        "look out for",
    ];
    FOR.iter().any(|verb| bare.contains(verb))
}

/// "The proposed solution" is the one of a story.
pub(super) fn is_of_a_story(all: &[&str]) -> bool {
    all.len() > 2 && all.first() == Some(&"the") && all.last() == Some(&"solution")
}

/// "Questions put to Ann": they were asked in a story.
pub(crate) fn was_asked(folded: &str) -> bool {
    tells_who_was_asked(&super::words(folded))
}

/// The same of the words of a text.
pub(super) fn tells_who_was_asked(all: &[&str]) -> bool {
    let mut pairs = all.iter().zip(all.iter().skip(1));
    pairs.any(|(put, to)| stems::PUT.contains(put) && stems::PUT_TO.contains(to))
}

/// Who may lead an exercise, besides who teaches.
#[rustfmt::skip]
const LEADS: &[&str] = &[
    "director", "master", "gm", "keeper", "host", "leader", "coach", "staff", "supervisor", "controller", "referee", "umpire",
    "evaluator", "assessor", "examiner", "actor", "spielleitung", "leiter", "leitung", "ledaren", "ledare", "lederen",
];
/// "For", before whoever does.
const FOR_THEM: &[&str] = &["for", "fur", "pour", "para", "per", "voor", "til", "till"];
/// What is written for whoever does.
#[rustfmt::skip]
const DOCUMENTS: &[&str] = &[
    "reference", "handbook", "playbook", "kit", "toolkit", "packet", "package", "pack", "companion", "handbuch", "hinweis",
    "hinweise", "notizen", "anmerkungen", "anteckningar", "handledning", "noter", "notater", "handboek", "manuel", "note",
    "notes", "guide", "guidance", "guidelines", "key", "script", "tips", "only", "eyes", "version", "edition", "copy", "brief",
    "briefing", "manual", "cues", "prompts", "instructions",
];

/// "Director notes", "Game master's guide": for who leads an exercise.
fn leads_a_game(all: &[&str]) -> bool {
    let noun = all.iter().rposition(|word| DOCUMENTS.contains(word));
    let said = all.iter().any(|word| FOR_THEM.contains(word));
    if all.len() > 5 || noun.is_none() && !said {
        return false;
    }
    let leads = |word: &&str| {
        LEADS.contains(word)
            || LEADS.contains(&word.trim_end_matches('s'))
            || super::is(word, Class::Staff)
    };
    all.iter().position(leads).is_some_and(|person| match noun {
        Some(noun) if person < noun => noun - person <= 2,
        Some(noun) => said && noun < person,
        // "För ledaren" is nothing but for whom it is.
        None => person > 0 && person + 1 == all.len() && all.len() <= 3,
    })
}

impl<'a> Phrase<'a> {
    /// A phrase without remarks, its words, and those of them that are no numerals.
    pub(super) fn of(bare: &'a str, all: &'a [&'a str], said: &'a [&'a str]) -> Self {
        Self {
            bare,
            all,
            said,
            sets: &[],
            language: "",
            strong: said.iter().any(|word| STRONG.begin(word)),
            leads: leads_a_game(all),
        }
    }

    /// What it opens, by what each of its words does in a language.
    pub(super) fn sense_in(self, language: &'a str, sets: &'a [Set]) -> Option<Sense> {
        Self {
            sets,
            language,
            ..self
        }
        .sense()
    }

    fn sense(&self) -> Option<Sense> {
        let unknown = self.sets.iter().filter(|set| set.is_empty()).count();
        let mut all = Set::default();
        for set in self.sets {
            all.extend(*set);
        }
        let decided = self
            .to_staff(all, unknown)
            .or_else(|| self.answers(all, unknown))
            .or_else(|| self.asks(all, unknown))
            .or_else(|| self.explains(all, unknown))
            .or_else(|| self.rest(all, unknown))?;
        Some(Sense { unknown, ..decided })
    }

    fn first(&self) -> &str {
        self.said.first().copied().unwrap_or_default()
    }

    fn says(&self, words: &[&str]) -> bool {
        self.all.iter().any(|word| words.contains(word))
    }

    fn begins(&self, starts: &[&str]) -> bool {
        let bare = self.bare.trim();
        starts.iter().any(|start| bare.starts_with(start))
    }

    /// Who teaches, with a noun, "for" or "only".
    fn to_staff(self, all: Set, unknown: usize) -> Option<Sense> {
        let english = self.language == "en";
        if self.leads || (english && self.lists_what_comes()) {
            return Some(Sense::of(Sort::Staff, 3));
        }
        let nouns = [Class::Answer, Class::Explains, Class::Weak];
        let meant = || {
            all.has_any(&nouns)
                || only(self.bare)
                || self.says(FOR)
                || (matches!(self.language, "ar" | "he" | "hu" | "tr" | "fi" | "hi")
                    && unknown == 0)
        };
        if all.has(Class::Staff) && unknown <= 1 && meant() {
            return Some(Sense::of(Sort::Staff, 3));
        }
        // "Facilitator prompts", "Facilitation moves": whatever the noun is.
        let leader = self.first().starts_with("facilitator") || self.first() == "facilitation";
        let runs = leader && (2..=4).contains(&self.said.len());
        let prompts = !all.has(Class::Asks) || self.says(&["prompt", "prompts"]);
        if english && runs && prompts {
            let script = self.says(&["says", "reads", "explains", "announces", "script"]);
            return Some(Sense::of(Sort::Staff, if script { 3 } else { 2 }));
        }
        let leads = self.begins(&[
            "running ",
            "facilitating ",
            "teaching ",
            "moderating ",
            "how to run ",
            "how to facilitate ",
            "debriefing the ",
            "debriefing this ",
        ]);
        let thing = self.says(&[
            "exercise",
            "session",
            "case",
            "workshop",
            "discussion",
            "activity",
            "scenario",
            "simulation",
            "game",
            "tabletop",
            "class",
        ]);
        (english && leads && thing && self.all.len() <= 6).then_some(Sense::of(Sort::Staff, 2))
    }

    /// "Sample inject schedule": what is told when, for whoever runs an exercise.
    fn lists_what_comes(&self) -> bool {
        let lists = ["schedule", "library", "log", "script", "scripts", "sheet"];
        let few = self.all.len() <= 4 && !self.says(BOTH);
        few && self.says(&["inject", "injects"]) && self.says(&lists)
    }

    /// A noun that answers.
    fn answers(&self, all: Set, unknown: usize) -> Option<Sense> {
        let few = self.said.len() < 3;
        let kind = all.has(Class::Kind) && self.first() != "the";
        let held = self.strong || all.has(Class::Asks) || kind;
        let most = usize::from(!few && held);
        if !all.has(Class::Answer) || unknown > most {
            return None;
        }
        let english = self.language == "en";
        let bare = self.bare.trim();
        let asked = all.has(Class::Asks);
        let verb = self.begins(ORDERS);
        let kind_of_question = KINDS.contains(&self.first())
            && self.said.len() <= 3
            && self
                .said
                .last()
                .is_some_and(|last| last.starts_with("answer") || last.starts_with("response"));
        if english && verb && (asked || self.says(&["the", "these", "following", "all"])) {
            return Some(Sense::of(Sort::Questions, 3));
        }
        let place = |class: Class| self.sets.iter().position(|set| set.has(class));
        let asks_first = place(Class::Asks) < place(Class::Answer);
        if asked && asks_first && self.says(BOTH) {
            return Some(Sense::of(Sort::Both, 2));
        }
        let own = self.said.iter().take(2).any(|word| OWN.contains(word));
        if kind_of_question || own {
            return Some(Sense::of(Sort::Slot, 1));
        }
        let typed = bare.contains("answer question")
            || bare.contains("answer type")
            || bare.contains("response question");
        if english && asked && typed {
            return Some(Sense::of(Sort::Questions, 3));
        }
        if english
            && ["the", "our", "a"].contains(&self.first())
            && self.said.len() <= 2
            && bare.contains("solution")
        {
            return Some(Sense::of(Sort::Weak, 1));
        }
        let vietnamese = ["dap an", "loi giai", "tra loi", "giai dap"]
            .iter()
            .any(|word| bare.contains(word));
        if self.language == "vi" && !vietnamese {
            return None;
        }
        Some(Sense::of(Sort::Answer, if unknown == 0 { 3 } else { 2 }))
    }

    /// Questions; the word for them stands last, in Romance languages first.
    fn asks(&self, all: Set, unknown: usize) -> Option<Sense> {
        if !all.has(Class::Asks) {
            return None;
        }
        let last_rules =
            ["en", "de", "nl", "sv", "da", "no", "fi", "hu", "tr"].contains(&self.language);
        let place = if last_rules {
            self.sets.last()
        } else {
            self.sets.first()
        };
        // "Fragen an die Gruppe"
        let first = self.sets.first().is_some_and(|set| set.has(Class::Asks));
        let whom = || self.all.iter().skip(1).any(|word| is_everybody(word));
        let stands = place.is_some_and(|set| set.has(Class::Asks)) || first && whom();
        if unknown > 0 {
            return (unknown <= 2 && self.said.len() >= 2 && stands)
                .then_some(Sense::of(Sort::Questions, 2));
        }
        (!(all.has(Class::Weak) && self.strong)).then_some(Sense::of(Sort::Questions, 3))
    }

    /// What explains or marks; a weak noun with a strong modifier.
    fn explains(&self, all: Set, unknown: usize) -> Option<Sense> {
        let judges = JUDGES.iter().any(|words| self.bare.contains(words));
        if judges {
            return Some(Sense::of(Sort::Explains, 2));
        }
        let strong_weak = all.has(Class::Weak) && self.strong;
        if unknown > 0 && !(unknown == 1 && self.said.len() >= 3 && strong_weak) {
            return None;
        }
        let listens = listens(self.bare);
        if listens && self.all.len() <= 7 {
            return Some(Sense::of(Sort::Answer, 2));
        }
        let marks = [
            "mark scheme",
            "marks scheme",
            "marking scheme",
            "marking guide",
            "marking criteria",
            "mark allocation",
            "scoring guide",
            "scoring key",
            "scoring rubric",
            "grading guide",
            "grading rubric",
            "grading criteria",
            "grading key",
            "evaluation criteria",
            "assessment criteria",
            "assessment rubric",
        ]
        .iter()
        .any(|words| self.bare.contains(words));
        if marks {
            return Some(Sense::of(Sort::Explains, 3));
        }
        if all.has(Class::Explains) {
            let sort = if self.strong {
                Sort::Answer
            } else {
                Sort::Explains
            };
            return Some(Sense::of(sort, 2));
        }
        if strong_weak && !all.has(Class::Beside) {
            return Some(Sense::of(Sort::Answer, 2));
        }
        let judged = self.says(&["correct", "wrong", "incorrect", "right"])
            && self.said.len() < self.all.len()
            && self.all.len() <= 4;
        (self.language == "en" && judged).then_some(Sense::of(Sort::Answer, 2))
    }

    fn rest(&self, all: Set, unknown: usize) -> Option<Sense> {
        if unknown > 0 {
            return None;
        }
        let counted = self.said.len() < self.all.len()
            || self.says(&["one", "two", "three", "four"])
            || self.bare.trim().ends_with(" a");
        let later = all.has(Class::Later)
            && (counted || all.has(Class::Next) || matches!(self.first(), "twist" | "inject"));
        if later && all.has(Class::Next) {
            Some(Sense::of(Sort::Later, 2))
        } else if all.has(Class::Beside) && !(all.has(Class::Weak) && self.first() == "key") {
            Some(Sense::of(Sort::Beside, 1))
        } else if later {
            Some(Sense::of(Sort::Later, 2))
        } else {
            least(all)
        }
    }
}
