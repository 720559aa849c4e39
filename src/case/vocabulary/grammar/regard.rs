//! Whom or what a label regards: for whom it is, whether it says how answers are marked.

use super::each_word;

/// "For", as it stands before who something is for.
#[rustfmt::skip]
pub(super) const FOR: &[&str] = &["for", "fur", "zur", "pour", "para", "per", "voor", "til", "till", "для", "dla", "pro", "za"];

/// "For teachers", not "Note for teachers".
pub(crate) fn begins_with_for(folded: &str) -> bool {
    each_word(folded)
        .next()
        .is_some_and(|first| FOR.contains(&first))
}

/// How a word begins for those who take part.
#[rustfmt::skip]
pub(crate) const PEOPLE: &[&str] = &[
    "participant", "student", "learner", "pupil", "attendee", "teilnehm", "lernende", "schuler", "studierend", "apprenant", "eleve", "etudiant",
    "participante", "alumn", "estudiant", "aluno", "estudant", "partecipant", "studenti", "allievi", "deelnemer", "leerling", "uczestni", "uczni",
    "uczen", "участник", "учащ", "учени", "студент", "deltag", "elever", "resztvev", "tanulo", "学生", "學生", "参加者", "学员",
];
/// Words for all of them.
#[rustfmt::skip]
const ALL: &[&str] = &[
    "all", "everybody", "everyone", "class", "group", "groups", "team", "teams", "alle", "gruppe", "gruppen", "klasse", "tous", "groupe", "classe",
    "todos", "grupo", "clase", "turma", "tutti", "gruppo", "iedereen", "groep", "klas", "grupa", "grupy", "wszystkich", "всех", "группы",
];

/// "For the participants", "Für alle"; "For visual learners" is for some.
pub(crate) fn is_for_all(folded: &str) -> bool {
    let mut words = each_word(folded).peekable();
    if !words.next().is_some_and(|first| FOR.contains(&first)) {
        return false;
    }
    let joins = |word: &&str| {
        super::is(word, super::Class::Joins) || ["your", "ihre", "vos", "tus", "los"].contains(word)
    };
    while words.next_if(joins).is_some() {}
    let whom = words.next();
    let last = words.next().is_none();
    last && whom.is_some_and(is_everybody)
}

/// Whether a word is one for those who take part, or for all of them.
pub(super) fn is_everybody(word: &str) -> bool {
    ALL.contains(&word) || PEOPLE.iter().any(|start| word.starts_with(start))
}

/// Beginnings of words for how an answer is marked.
#[rustfmt::skip]
const MARKS: &[&str] = &[
    "scor", "marking", "mark scheme", "grading", "rubric", "bewert", "punkt", "bareme", "puntua", "puntaje", "pontua", "puntegg", "griglia", "beoordel",
    "punten", "балл", "критери", "pontoz", "punctaj", "bodovan", "bedomning", "vurdering", "arvioin", "puanla", "채점", "採点", "配点", "评分", "計分",
];

/// Whether a label says how answers are marked: that is for whoever marks.
pub(crate) fn marks(folded: &str) -> bool {
    let head = folded.split([':', '：']).next().unwrap_or_default();
    let bare = head.trim_start_matches(|letter: char| !letter.is_alphabetic());
    MARKS.iter().any(|start| bare.starts_with(start))
}

/// What is to be read out to everybody.
#[rustfmt::skip]
const ALOUD: &[&str] = &[
    "read aloud", "read or display", "read out", "vorlesen", "laut vorlesen", "lire a voix haute", "a lire a voix haute", "leer en voz alta",
    "lea en voz alta", "ler em voz alta", "leggere ad alta voce", "voorlezen", "las upp", "przeczytaj na glos", "зачитать вслух", "прочитайте вслух",
    "朗读", "読み上げ",
];

/// Whether a folded label says that what follows is read out to everybody: "Read aloud".
pub(crate) fn is_to_be_read_out(folded: &str) -> bool {
    ALOUD
        .iter()
        .any(|start| folded.trim_start().starts_with(start))
}
