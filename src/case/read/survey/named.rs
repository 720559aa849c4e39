//! What headings and label lines speak of: a talk, goals, exhibits, a role.

use super::line::Line;
use crate::case::vocabulary::grammar::{fold, names_a_task, words};

/// Words of a heading that speaks of a talk: what stands below may ask.
#[rustfmt::skip]
const TALKS: &[&str] = &[
    "discuss", "reflect", "review", "debrief", "diskuss", "reflex", "repaso", "discus", "讨论", "思考", "обсужд", "обговор", "debat",
];
/// Headings below which a list states goals or names sources.
#[rustfmt::skip]
pub(super) const GOALS: &[&str] = &[
    "objective", "outcome", "goal", "lernziel", "objetivo", "objectif", "obiettiv", "source", "reference", "bibliograph", "цел", "目标",
];
/// Beginnings of lines that ask to talk.
#[rustfmt::skip]
pub(super) const TO_TALK: &[&str] = &[
    "discuss", "reflect", "think about", "answer", "diskut", "uberleg", "besprech", "reflex", "reflech", "discut", "debat", "beantwort",
    "repond", "respond", "rispond", "обсуд", "ответ", "подума", "讨论", "思考", "回答", "討論", "consider",
];
pub(super) const EXHIBITS: &[&str] = &[
    "exhibit",
    "appendix",
    "annex",
    "anhang",
    "anlage",
    "anexo",
    "allegato",
    "bijlage",
    "zalacznik",
    "приложени",
    "melleklet",
    "附录",
    "附件",
    "付録",
];

/// "Role: project manager", "Rolle 2 – …": what stands below is for who plays it.
pub(super) fn is_a_role(folded: &str) -> bool {
    #[rustfmt::skip]
    const ROLES: &[&str] = &["role", "rolle", "rol", "ruolo", "papel", "роль", "rola", "szerep", "角色", "役割"];
    ROLES.iter().any(|word| {
        let rest = folded.strip_prefix(word);
        rest.is_some_and(|rest| {
            // "Role-specific" is one word.
            let word = rest.starts_with('-');
            let rest = rest.trim_start_matches(|letter: char| letter == ' ' || letter.is_numeric());
            !word && rest.starts_with([':', '：', '–', '—', '-'])
        })
    })
}

/// "Discussion points", "Reflexion": what stands below may ask.
pub(super) fn talks(folded: &str) -> bool {
    holds(folded, TALKS)
}

/// Whether a line asks to talk about what follows, or to answer it.
pub(super) fn tells_to_talk(line: &Line<'_>) -> bool {
    holds(line.folded(), TO_TALK)
}

pub(super) fn holds(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

/// "**Guiding question:** Walk me through the night.": the word for a question stands in bold letters
/// before what asks, whatever stands beside it.
pub(super) fn leads_to_a_question(line: &Line<'_>) -> bool {
    let raw = line.raw.trim_start();
    let bold = raw.starts_with("**") && [":**", "**:"].iter().any(|end| raw.contains(end));
    let Some((head, rest)) = line.text.split_once([':', '：']).filter(|_| bold) else {
        return false;
    };
    let folded = fold(head);
    let all = words(&folded);
    let ends = [all.first(), all.last()];
    let named = all.len() <= LEAD && ends.into_iter().flatten().any(|word| names_a_task(word));
    named && rest.split_whitespace().nth(LEAD).is_some()
}

/// What stands before a question has no more words, and a question has more.
const LEAD: usize = 4;
