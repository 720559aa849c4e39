//! Questions for a case that has none: What? So what? Now what?
//!
//! The three come from Borton 1970, *Reach, Touch and Teach*; in human services they are best
//! known from Rolfe, Freshwater & Jasper 2001.

use std::sync::Arc;

use super::{Aside, Case, Item, Kind, Part, Prompt, Question};
use crate::{id::QuestionId, text::Clean};

/// Planned seconds of each question.
const SECONDS: u32 = 8 * 60;

/// How many words are looked at to tell the language.
const LOOKED_AT: usize = 2000;

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

/// Short words that stand in any longer text of a language and in none of the others.
const COMMON: &[(&str, &[&str])] = &[
    ("en", &["the", "and", "of", "is", "that", "with", "for"]),
    ("de", &["der", "und", "ist", "nicht", "das", "mit", "dem"]),
    ("es", &["el", "los", "las", "y", "del", "una", "con"]),
    ("fr", &["le", "et", "les", "est", "des", "dans", "une"]),
    ("pt", &["o", "os", "da", "não", "uma", "com", "em"]),
];

/// The language whose common words stand most often in what everybody reads.
fn likely_language(case: &Case) -> &'static str {
    let items = case.parts.iter().flat_map(|part| &part.items);
    let blocks = items.flat_map(|item| match item {
        Item::Reading(reading) => reading.blocks.as_slice(),
        Item::Exhibit(exhibit) => exhibit.blocks.as_slice(),
        Item::Question(_) => &[],
    });
    let words = blocks.flat_map(|block| block.text.split_whitespace());
    let words = case.title.split_whitespace().chain(words);
    let mut counts = [0_usize; COMMON.len()];
    for word in words.take(LOOKED_AT) {
        let word = word.to_lowercase();
        for (count, (_, common)) in counts.iter_mut().zip(COMMON) {
            *count += usize::from(common.contains(&word.as_str()));
        }
    }
    let best = counts
        .iter()
        .zip(COMMON)
        .rev()
        .max_by_key(|(count, _)| **count);
    best.map_or("en", |(_, (tag, _))| tag)
}

/// The same case with three questions at its end, in its own language where we have it.
pub fn what_so_what_now_what(case: &Case) -> Case {
    let language = case
        .language
        .as_deref()
        .map_or_else(|| likely_language(case).to_owned(), str::to_lowercase);
    let in_language = WORDS.iter().find(|(tag, _)| language.starts_with(tag));
    let words = in_language.or(WORDS.first()).map(|(_, words)| words);
    let question = |(at, text): (usize, &&str)| {
        Item::Question(Arc::new(Question {
            prompt: Arc::new(Prompt {
                id: QuestionId::new(format!("what-{}", at + 1)),
                number: at as u32 + 1,
                text: Clean::new(text),
                body: Vec::new(),
                kind: Kind::Open,
                seconds: Some(SECONDS),
                builds_on: None,
                line: 0,
            }),
            aside: Arc::new(Aside::default()),
        }))
    };
    let mut case = case.clone();
    case.parts.push(Part {
        title: None,
        staged: false,
        only_if: None,
        items: words
            .into_iter()
            .flatten()
            .enumerate()
            .map(question)
            .collect(),
    });
    case
}
