//! Phrases in scripts without blanks between words, alone or beside the same in another script.

use super::{Class, Sense, Set, Sort, index::unspaced, least, spaced_sense};
use crate::case::vocabulary::is_ideograph;

/// Whether a letter is of such a script, or of one whose words are compounds: Han, kana, Hangul.
pub(super) fn is_dense(letter: char) -> bool {
    is_ideograph(letter) || ('\u{ac00}'..='\u{d7af}').contains(&letter)
}

/// "Answer key 答案", "评分标准 Scoring guide": the same said twice, each in its own letters.
pub(super) fn in_two_scripts(bare: &str) -> Option<Sense> {
    if !bare.contains(is_dense) {
        return None;
    }
    let of = |keep: &dyn Fn(char) -> bool| -> String {
        bare.chars()
            .map(|letter| if keep(letter) { letter } else { ' ' })
            .collect()
    };
    let latin = spaced_sense(&of(&|letter| !is_dense(letter)));
    latin.or_else(|| dense_sense(&of(&is_dense)))
}

/// Chinese, Japanese, Korean: by the longest words, with few letters that belong to none.
pub(super) fn dense_sense(bare: &str) -> Option<Sense> {
    let text: String = bare
        .chars()
        .filter(|letter| !letter.is_whitespace())
        .collect();
    let (found, unknown) = unspaced(&text);
    let (_, last) = *found.last()?;
    let mut all = Set::default();
    for (_, set) in &found {
        all.extend(*set);
    }
    let covered: usize = found.iter().map(|(length, _)| length).sum();
    let sure = all.has_any(&[Class::Answer, Class::Staff]);
    if unknown * 100 > covered * if sure { 50 } else { 35 } {
        return None;
    }
    let asks_last = last.has(Class::Asks) && !last.has(Class::Answer);
    let nouns = [
        Class::Answer,
        Class::Explains,
        Class::Weak,
        Class::Joins,
        Class::Model,
    ];
    let sense = if all.has(Class::Staff) && all.has_any(&nouns) {
        Sense::of(Sort::Staff, 3)
    } else if all.has(Class::Answer) && !asks_last {
        Sense::of(Sort::Answer, if unknown == 0 { 3 } else { 2 })
    } else if all.has(Class::Asks) && unknown <= 3 {
        Sense::of(Sort::Questions, if last.has(Class::Asks) { 3 } else { 2 })
    } else if unknown > 0 {
        return None;
    } else if all.has(Class::Explains) {
        Sense::of(Sort::Explains, 2)
    } else if all.has(Class::Beside) {
        Sense::of(Sort::Beside, 1)
    } else {
        least(all)?
    };
    Some(Sense { unknown, ..sense })
}
