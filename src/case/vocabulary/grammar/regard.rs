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
