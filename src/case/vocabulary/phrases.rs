//! What a clean copy says in a language beside the names of its fields; all of it is read again.

/// Phrases of one language.
#[derive(Debug)]
pub struct Phrases {
    /// The BCP 47 tag.
    pub language: &'static str,
    /// What stands before the number of the question that decides.
    pub only_if: &'static str,
    /// What stands before the most options that may be picked.
    pub up_to: &'static str,
    /// It is left out first.
    pub first: &'static str,
    /// It is never left out.
    pub never: &'static str,
    /// What stands before the role that a text is for.
    pub brief: &'static str,
}

const fn row(language: &'static str, says: [&'static str; 5]) -> Phrases {
    let [only_if, up_to, first, never, brief] = says;
    Phrases {
        language,
        only_if,
        up_to,
        first,
        never,
        brief,
    }
}

const ENGLISH: Phrases = row(
    "en",
    [
        "Only if question",
        "choose up to",
        "first",
        "never",
        "Brief",
    ],
);

/// English serves where a language has none; some have only some of their own.
#[rustfmt::skip]
pub const PHRASES: &[Phrases] = &[
    ENGLISH,
    row("es", ["Solo si pregunta", "elija hasta", "primero", "nunca", "Ficha de rol"]),
    row("pt", ["Só se pergunta", "escolha até", "primeiro", "nunca", "Ficha de papel"]),
    row("fr", ["Seulement si question", "jusqu’à", "en premier", "jamais", "Fiche de rôle"]),
    row("de", ["Nur wenn Frage", "bis zu", "zuerst", "nie", "Rollenkarte"]),
    row("it", ["Solo se domanda", "choose up to", "first", "never", "Scheda di ruolo"]),
    row("nl", ["Alleen als vraag", "choose up to", "first", "never", "Rolkaart"]),
    row("sv", ["Endast om fråga", "choose up to", "first", "never", "Rollkort"]),
    row("ru", ["Только если вопрос", "до", "first", "never", "Карточка роли"]),
];

/// The phrases of a language, by its tag without a region.
pub fn phrases(language: &str) -> &'static Phrases {
    let mut known = PHRASES.iter();
    known
        .find(|known| known.language == language)
        .unwrap_or(&ENGLISH)
}
