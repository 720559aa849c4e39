//! Sentences that say that they answer, and what footnotes tell that somebody will find out later.

use std::{borrow::Cow, collections::HashSet};

use super::{Found, Row};
use crate::case::{
    Looks,
    vocabulary::grammar::{Phrases, fold, start},
};

/// How a sentence begins that tells an answer: folded.
#[rustfmt::skip]
static ANSWERS: Phrases = Phrases::of(&[
    "the answer is", "the answers are", "the answer to ", "the correct answer", "the right answer", "the best answer", "the expected answer",
    "the solution is", "the solution to ", "the model answer", "correct answer", "answer to question", "answers to question", "here is the answer",
    "a good answer", "good answers", "strong answers", "a strong answer", "the key is that", "die antwort ist", "die antwort lautet",
    "die antwort auf", "die richtige antwort", "die richtigen antworten", "die losung ist", "die losung lautet", "die losung zu", "richtig ist",
    "richtig ware", "eine gute antwort", "gute antworten", "la reponse est", "la bonne reponse", "la reponse correcte", "les bonnes reponses",
    "la reponse a la question", "une bonne reponse", "la solution est", "la respuesta es", "la respuesta correcta", "las respuestas correctas",
    "la solucion es", "una buena respuesta", "respuesta a la pregunta", "a resposta e ", "a resposta correta", "a resposta certa", "a solucao e ",
    "uma boa resposta", "la risposta e ", "la risposta corretta", "la risposta giusta", "la soluzione e ", "una buona risposta", "het antwoord is",
    "het juiste antwoord", "het goede antwoord", "de oplossing is", "een goed antwoord", "odpowiedz brzmi", "prawidlowa odpowiedz",
    "poprawna odpowiedz", "ответ на вопрос", "правильный ответ", "верный ответ", "a helyes valasz", "dogru cevap", "svaret ar ", "ratt svar",
    "svaret er ", "答案是", "正确答案", "正解は",
]);
/// How a footnote begins that tells how it ended, folded.
#[rustfmt::skip]
static ENDS: Phrases = Phrases::of(&[
    "in the end", "eventually", "it turned out", "as it turned out", "it later turned out", "later it", "how it ended", "how this ended",
    "what happened next", "what really happened", "spoiler", "in reality", "in fact,", "am ende", "letztlich", "schliesslich", "es stellte sich",
    "spater stellte", "wie es ausging", "wie es weiterging", "in wirklichkeit", "finalement", "au final", "a la fin", "en fin de compte",
    "en realite", "il s'est avere", "al final", "finalmente", "resulto que", "en realidad", "como termino", "no final", "no fim", "afinal",
    "na verdade", "alla fine", "in realta", "si scopri", "uiteindelijk", "achteraf", "hoe het afliep", "ostatecznie", "w koncu", "okazalo sie",
    "в итоге", "в конце концов", "оказалось", "на самом деле", "vegul", "till slut", "til slutt", "til sidst", "最后", "最終的に", "结果", "結局",
]);
/// How one begins that says where something stands or what a word means: it tells nothing.
#[rustfmt::skip]
static SOURCES: Phrases = Phrases::of(&[
    "see ", "cf", "source", "adapted", "ibid", "http", "www", "siehe", "vgl", "quelle", "voir", "vease", "fuente", "fonte", "vedi", "zie ", "bron",
    "zob", "см", "p. ", "pp. ", "see:", "taken from", "from ", "based on", "nach ", "d'apres", "segun", "id.", "op. cit",
]);
/// A footnote of fewer words tells nothing.
const FEWEST: usize = 4;

/// Sentences that say that they answer, behind what asks: before it they are of the story.
pub(super) fn sentences(rows: &[Row<'_>], found: &mut Found) {
    let behind = rows.iter().skip_while(|row| !row.asks && row.free);
    for row in behind.filter(|row| row.free && !row.asks) {
        let near = row.text.get(..start(row.text, 80)).unwrap_or(row.text);
        let said = match near.is_ascii() {
            true => Cow::Borrowed(near),
            false => Cow::Owned(fold(near)),
        };
        let said = said.trim_start_matches(|letter: char| !letter.is_alphabetic());
        let quoted = row.text.starts_with(['"', '“', '„', '«', '‘', '\'']);
        if !quoted && ANSWERS.begin(said) && !row.text.contains(" not ") {
            found
                .entry(row.number)
                .or_insert((Looks::LikeAnAnswer, "it says that it answers"));
        }
    }
}

/// Footnotes that tell how it ended, and those of a question that say more than where something
/// stands or what a word means.
pub(super) fn footnotes(rows: &[Row<'_>], found: &mut Found) {
    let notes = rows.iter().enumerate().filter_map(|(at, row)| {
        let (name, said) = row.text.strip_prefix("[^")?.split_once("]:")?;
        Some((at, name, said.trim_start_matches(['*', '_', ' '])))
    });
    let asked = rows.iter().filter(|row| !row.free);
    let asked: HashSet<&str> = asked.flat_map(|row| marks(row.text)).collect();
    for (at, name, said) in notes {
        let folded = fold(said.get(..start(said, 80)).unwrap_or(said));
        let cites = SOURCES.begin(&folded) || said.contains("http") || defines(said);
        let long = said.split_whitespace().nth(FEWEST - 1).is_some();
        let why = if ENDS.begin(&folded) {
            "a footnote tells how it ended"
        } else if long && !cites && asked.contains(name) {
            "it is the footnote of a question"
        } else {
            continue;
        };
        for (nth, row) in rows.iter().skip(at).enumerate() {
            if nth > 0 && (row.first || row.text.starts_with("[^")) {
                break;
            }
            found
                .entry(row.number)
                .or_insert((Looks::LikeAnAnswer, why));
        }
    }
}

/// The names of the footnotes that a text refers to.
fn marks(text: &str) -> impl Iterator<Item = &str> {
    let after = text.split("[^").skip(1);
    after.filter_map(|after| after.split_once(']').map(|(name, _)| name))
}

/// "BATNA: the best alternative …", "Orm (2019), Ferries": a word explained, a book.
fn defines(said: &str) -> bool {
    let head = said.split([':', '：', '=']).next().unwrap_or_default();
    let term = head.len() < said.len() && head.split_whitespace().nth(3).is_none();
    let year = said.as_bytes().windows(5).any(|five| {
        let (first, rest) = five.split_first().unwrap_or((&b' ', &[]));
        !first.is_ascii_digit()
            && (rest.starts_with(b"19") || rest.starts_with(b"20"))
            && rest.iter().all(u8::is_ascii_digit)
    });
    term || year
}
