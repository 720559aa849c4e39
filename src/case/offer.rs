//! Questions for a case that has none: What? So what? Now what?
//!
//! The three come from Borton 1970, *Reach, Touch and Teach*; in human services they are best
//! known from Rolfe, Freshwater & Jasper 2001.

use std::sync::Arc;

use super::{Aside, Case, Item, Kind, Part, Prompt, Question};
use crate::{id::QuestionId, text::Clean};

/// Planned seconds of each question.
const SECONDS: u32 = 8 * 60;

/// The three questions, by language; English where there is no other.
const WORDS: &[(&str, [&str; 3])] = &[
    (
        "en",
        [
            "What? What happens here, and what strikes you?",
            "So what? Why does it matter, and for whom?",
            "Now what? What follows for us?",
        ],
    ),
    (
        "de",
        [
            "Was? Was geschieht hier, und was fällt Ihnen auf?",
            "Na und? Warum ist das wichtig, und für wen?",
            "Was nun? Was folgt daraus für uns?",
        ],
    ),
    (
        "es",
        [
            "¿Qué? ¿Qué ocurre aquí y qué le llama la atención?",
            "¿Y qué? ¿Por qué importa, y a quién?",
            "¿Y ahora qué? ¿Qué se sigue de ello para nosotros?",
        ],
    ),
    (
        "fr",
        [
            "Quoi ? Que se passe-t-il ici, et qu’est-ce qui vous frappe ?",
            "Et alors ? Pourquoi est-ce important, et pour qui ?",
            "Et maintenant ? Qu’en tirons-nous pour nous ?",
        ],
    ),
    (
        "pt",
        [
            "O quê? O que acontece aqui e o que lhe chama a atenção?",
            "E daí? Por que isso importa, e para quem?",
            "E agora? O que isso significa para nós?",
        ],
    ),
];

/// The same case with three questions at its end, in its own language where we have it.
#[must_use]
pub fn what_so_what_now_what(case: &Case) -> Case {
    let language = case.language.as_deref().unwrap_or("en").to_lowercase();
    let in_language = WORDS.iter().find(|(tag, _)| language.starts_with(tag));
    let words = in_language.or(WORDS.first()).map(|(_, words)| words);
    let question = |(at, text): (usize, &&str)| {
        Item::Question(Arc::new(Question {
            prompt: Arc::new(Prompt {
                id: QuestionId(format!("what-{}", at + 1)),
                number: at as u32 + 1,
                text: Clean::new(text),
                body: Vec::new(),
                kind: Kind::Open,
                seconds: Some(SECONDS),
                line: 0,
            }),
            aside: Arc::new(Aside::default()),
        }))
    };
    let mut case = case.clone();
    case.parts.push(Part {
        title: None,
        staged: false,
        items: words
            .into_iter()
            .flatten()
            .enumerate()
            .map(question)
            .collect(),
    });
    case
}
