//! Which question each line that is kept back belongs to.

use std::collections::HashMap;

use super::Taken;
use crate::case::{Case, Document, vocabulary::normal};

/// So many words at the end of a line tell it from others; labels stand before them.
const WORDS: usize = 6;

/// For each line of a document, the line of the question that it belongs to: where it is kept
/// back, and its words are those of an answer, a hint or a note of that question. What several
/// say ("Feedback:") belongs to the nearest above.
pub fn owners(document: &Document, lines: &[String], taken: &[Taken]) -> Vec<Option<u32>> {
    let mut known: HashMap<String, Vec<u32>> = HashMap::new();
    for question in document.cases.iter().flat_map(Case::questions) {
        let aside = &question.aside;
        let claims = aside.models.iter().flat_map(|one| &one.claims);
        let rest = aside.hints.iter().chain(&aside.notes);
        let texts = claims.chain(rest).chain(&aside.listen_for);
        for line in texts.flat_map(|text| text.lines()) {
            let of = known.entry(end(line)).or_default();
            of.push(question.prompt.line);
        }
    }
    known.remove("");
    let asked = |line: u32| {
        let mut questions = document.cases.iter().flat_map(Case::questions);
        questions.any(|question| question.prompt.line == line)
    };
    let mut above = None;
    let found = (1..).zip(lines).zip(taken).map(|((number, line), taken)| {
        let Taken::Hidden(what) = *taken else {
            above = above.filter(|_| *taken == Taken::Nothing);
            return None;
        };
        let row = (line.starts_with('|') && asked(number)).then_some(number);
        // What goes on from the line above belongs where that one does.
        let goes_on = above.and_then(|(own, question)| (own == what).then_some(question));
        let of_all = what == "facilitator notes";
        let nearest = |of: &Vec<u32>| {
            let above = of.partition_point(|asked| *asked <= number);
            of.get(above.saturating_sub(1)).copied()
        };
        let found = row.or_else(|| known.get(&end(line)).and_then(nearest));
        let found = found.or(goes_on).filter(|_| !of_all);
        above = found.map(|question| (what, question));
        found
    });
    found.collect()
}

/// The last words of a line, as they are compared.
fn end(line: &str) -> String {
    let text = normal(line);
    let words: Vec<&str> = text.split(' ').filter(|word| !word.is_empty()).collect();
    let from = words.len().saturating_sub(WORDS);
    words.get(from..).unwrap_or_default().join(" ")
}
