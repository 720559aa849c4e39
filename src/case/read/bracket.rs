//! "3. Who owned the boat? (the captain)": brackets behind what asks may answer it. What says no
//! word of how to answer, or where to look, is taken for its answer, and whoever opens the document
//! is asked.

use std::{borrow::Cow, collections::HashSet};

use super::{
    fence::Fence,
    question::mark::most_at_end,
    source::{Text, heading_level},
    survey::tells_to,
};
use crate::case::vocabulary::{
    self,
    grammar::{Phrases, each_word, fold, names_an_answer},
};

/// What a figure in brackets counts that answers nothing, by the beginnings of words, folded: how much
/// an answer counts, how long it may be.
#[rustfmt::skip]
static UNITS: Phrases = Phrases::of(&[
    "mark", "point", "pts", "punkt", "punt", "pont", "балл", "credit", "min", "sec", "sek", "seg", "hour", "stund", "heure", "hora", "word", "wort",
    "palabr", "palavr", "parol", "mots", "woord", "slow", "слов", "line", "zeile", "ligne", "riga", "righe", "regel", "sentence", "satz", "phrase",
    "frase", "page", "seite", "pagin", "answer", "antwort", "reponse", "respuest", "respost", "rispost",
]);
/// How brackets begin that say how to answer, where to look, or of what kind a question is.
#[rustfmt::skip]
static LEADS: Phrases = Phrases::of(&[
    "choose", "pick ", "select", "tick ", "check ", "circle ", "mehrfach", "einfachaus", "multiple", "single", "several", "mehrere", "plusieurs",
    "varias", "elija", "elige", "escolh", "scegli", "choisi", "coche", "kies ", "wybierz", "выбер", "optional", "opcional", "facultati", "zusatz",
    "bonus", "extra", "open ", "offen", "group", "gruppe", "groupe", "grupo", "in groups", "in pairs", "in der gruppe", "en groupe", "en grupo",
    "partner", "individu", "einzelarb", "plen", "write", "schriftlich", "draw ", "use ", "nutze", "utilis", "list ", "name ", "give ", "explain",
    "discuss", "describe", "justify", "begrund", "justifi", "why", "warum", "pourquoi", "por que", "how ", "if ", "falls ", "wenn ", "see ", "cf", "siehe",
    "vgl", "voir", "cfr", "vease", "ver ", "vedi", "zie ", "zob", "refer", "based on", "table", "tabelle", "tableau", "tabla", "tabela", "figure",
    "abb", "fig", "exhibit", "anlage", "anhang", "annex", "appendix", "chapter", "kapitel", "chapitre", "capit", "section", "abschnitt", "page",
    "seite", "slide", "folie", "question", "frage", "pregunta", "task", "case ", "fall ", "source", "quelle", "e.g", "i.e", "z.b", "z. b", "p.ex",
    "p. ex", "por ej", "p. ej", "p.ej", "bspw", "zum beispiel", "for example", "for instance", "par exemple", "por ejemplo", "such as", "like ", "think", "denk",
    "pens", "consider", "hint", "tip:", "tipp", "hinweis", "indice", "pista", "note", "remember", "also ", "auch ", "aussi ", "or ", "oder ", "ou ",
    "and ", "und ", "not ", "nicht ", "http", "www", "review", "week ", "level ", "adapted", "source", "max", "mind.", "mindestens", "at least", "up to",
    "about ", "true ", "rank", "rate ", "both", "all ", "only ", "nur ",
]);
/// How a request ends in Japanese.
const ASKS_FOR: &[&str] = &["ましょう", "みよう", "ください", "下さい", "もらいます"];
/// What brackets say alone in so many words may as well narrow the question: "(legally)".
const FEW: usize = 2;
/// No brackets hold more, in bytes.
const LONGEST: usize = 400;

/// Writes as an answer what brackets behind a question tell.
pub(super) fn label(text: &mut Text<'_>) {
    let mut fence = Fence::default();
    let told = text.lines.iter().enumerate();
    let told = told.filter(|(_, line)| !fence.holds(&line.text));
    let told = told.filter_map(|(at, line)| Some((at, told_in(&line.text)?)));
    let told: Vec<(usize, Told)> = told.collect();
    let texts: HashSet<&str> = told.iter().map(|(_, told)| told.answer.as_str()).collect();
    if texts.len() < told.len() {
        return;
    }
    let several = told.len() > 1;
    let long = |told: &Told| told.answer.split_whitespace().nth(FEW).is_some();
    let sure = told.iter().filter(|(_, told)| several || long(told));
    let sure: Vec<(usize, String)> = sure.map(|(at, told)| (*at, told.as_answer())).collect();
    for (at, answered) in sure {
        if let Some(line) = text.lines.get_mut(at) {
            text.bracketed.push(line.number);
            line.text = Cow::Owned(answered);
        }
    }
}

/// A question, what brackets behind it tell, and the other brackets and marks there.
struct Told {
    asks: String,
    answer: String,
    rest: String,
}

impl Told {
    fn as_answer(&self) -> String {
        let Self { asks, answer, rest } = self;
        format!("{asks}{rest} (Answer: {answer})")
    }
}

fn told_in(line: &str) -> Option<Told> {
    let text = line.trim_end();
    let bare = text.trim_end_matches(['*', '_', '.', ' ']);
    let ends = bare.ends_with([')', '）']) && is_counted(text) && most_at_end(text).is_none();
    let at = ends.then(|| text.rfind(['?', '？', '؟'])).flatten()?;
    let (asks, tail) = text.split_at_checked(at + text.get(at..)?.chars().next()?.len_utf8())?;
    let marks = tail.len() - tail.trim_start_matches(['*', '_']).len();
    let (marks, tail) = tail.split_at_checked(marks)?;
    let mut told = Told {
        asks: format!("{asks}{marks}"),
        answer: String::new(),
        rest: String::new(),
    };
    let mut tail = tail.trim();
    while !tail.is_empty() {
        let inner = tail
            .trim_start_matches(['*', '_'])
            .strip_prefix(['(', '（'])?;
        let (inside, behind) = inner.split_at_checked(inner.find([')', '）'])?)?;
        let behind = behind.trim_start_matches([')', '）']);
        if tells(inside) {
            told.answer.push_str(inside.trim());
        } else {
            told.rest.push_str(&format!(" ({inside})"));
        }
        tail = behind.trim_start_matches(['*', '_', '.', ' ']);
    }
    (!told.answer.is_empty()).then_some(told)
}

/// Whether a line is an item, a heading, in bold, or begins with a number.
fn is_counted(text: &str) -> bool {
    let start = text.trim_start();
    let digit =
        |letter: char| letter.is_numeric() || matches!(letter, '-' | '*' | '+' | '•' | '(' | 'Q');
    start.starts_with(digit) || heading_level(text).is_some()
}

/// Whether what stands in brackets says something, and not how to answer.
fn tells(inside: &str) -> bool {
    let inside = inside.trim();
    let folded = fold(inside);
    let counts =
        inside.contains(char::is_numeric) && each_word(&folded).any(|word| UNITS.begin(word));
    let reader = each_word(&folded).any(|word| {
        [
            "your", "you", "yourself", "ihr", "ihre", "ihrer", "votre", "vous",
        ]
        .contains(&word)
    });
    let aside = counts || reader || LEADS.begin(&folded) || names_an_answer(&folded);
    let figure = inside.chars().all(|letter| !letter.is_alphabetic());
    inside.len() <= LONGEST
        && inside.len() > 1
        && !inside.contains(['?', '？', '/', '_', '[', '…'])
        && !inside.contains("..")
        && (figure || !aside && !tells_to(inside))
        && !ASKS_FOR
            .iter()
            .any(|end| inside.trim_end_matches('。').ends_with(end))
        && vocabulary::label(inside).is_none()
}
