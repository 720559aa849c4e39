//! Questions as they are pasted from a learning platform: "Question 3Answer" between what asks and
//! its options, letters without a blank, "True" and "**False**" on lines of their own.

use std::borrow::Cow;

use super::{fence::Fence, source::Numbered};
use crate::case::vocabulary::{
    self, TRUTHS,
    grammar::{fold, names_an_answer},
};

/// The lines of a source with each such question as others write theirs.
pub(super) fn apart(mut lines: Vec<Numbered<'_>>) -> Vec<Numbered<'_>> {
    let mut fence = Fence::default();
    let open: Vec<bool> = lines.iter().map(|line| !fence.holds(&line.text)).collect();
    let filled = (0..lines.len()).filter(|at| lines.get(*at).is_some_and(|line| !line.is_blank()));
    let filled: Vec<usize> = filled.filter(|at| open.get(*at) == Some(&true)).collect();
    let mut new = Vec::new();
    for pair in filled.windows(2) {
        let [one, next] = pair else { continue };
        let text = |at: &usize| lines.get(*at).map_or("", |line| line.text.trim());
        // It stands right below what is asked.
        if let Some(number) = of_a_form(text(next)) {
            let whole = one
                .checked_sub(1)
                .is_none_or(|above| lines.get(above).is_none_or(Numbered::is_blank));
            if whole && text(one).starts_with(char::is_alphanumeric) {
                new.push((*one, format!("**Question {number}:** {}", text(one))));
            }
            new.push((*next, String::new()));
        }
        // Its words went into a paragraph of their own.
        if is_bare_letter(text(one)) {
            new.push((*one, option((text(one), text(next)))));
            new.push((*next, String::new()));
        }
        if let (Some((a, first)), Some((b, second))) = (glued(text(one)), glued(text(next)))
            && b as u32 == a as u32 + 1
        {
            new.push((*one, option((&format!("{a}."), first))));
            new.push((*next, option((&format!("{b}."), second))));
        }
        if let Some([first, second]) = truths(text(one), text(next)) {
            new.push((*one, format!("- ({}) {}", first.1, first.0)));
            new.push((*next, format!("- ({}) {}", second.1, second.0)));
        }
    }
    for (at, text) in new {
        if let Some(line) = lines.get_mut(at) {
            line.text = Cow::Owned(text);
        }
    }
    lines
}

/// An option of a letter and words; where these are bold, all of it is.
fn option((letter, words): (&str, &str)) -> String {
    let inner = words
        .strip_prefix("**")
        .and_then(|inner| inner.strip_suffix("**"));
    match inner.filter(|inner| !inner.contains("**")) {
        Some(inner) => format!("**{letter} {inner}**"),
        None => format!("{letter} {words}"),
    }
}

/// "D." alone.
fn is_bare_letter(text: &str) -> bool {
    matches!(text.as_bytes(), [b'A'..=b'H', b'.' | b')'])
}

/// "Question 3Answer", what a form says to who cannot see it: the number.
fn of_a_form(text: &str) -> Option<u32> {
    let last = |letter: char| letter.is_ascii_digit();
    let at = text.rfind(last).filter(|_| text.len() < 40)?;
    let (head, rest) = text.split_at_checked(at + 1)?;
    let form = rest.starts_with(char::is_alphabetic)
        && names_an_answer(&fold(rest))
        && vocabulary::names_a_question(head);
    let digits = head.trim_start_matches(|letter: char| !letter.is_ascii_digit());
    digits.parse().ok().filter(|_| form)
}

/// An option whose letter has a mark and no blank behind it, or one already: "B.**wait**", "D. leave".
fn glued(text: &str) -> Option<(char, &str)> {
    let letter = text
        .chars()
        .next()
        .filter(|letter| ('A'..='H').contains(letter))?;
    let rest = text.get(1..)?.strip_prefix(['.', ')'])?.trim_start();
    let starts = rest
        .trim_start_matches('*')
        .starts_with(char::is_alphanumeric);
    // "U.S." and "A.M." go on with a mark.
    let word = rest.chars().nth(1).is_none_or(|second| second != '.');
    (starts && word).then_some((letter, rest))
}

/// Two lines that are nothing but the words for true and false, each with its mark where one of the
/// two is in bold letters.
fn truths<'a>(one: &'a str, next: &'a str) -> Option<[(&'a str, char); 2]> {
    let bare = |text: &'a str| text.trim_matches(['*', '_', ' ', '.']);
    if one.len().max(next.len()) > 24 {
        return None;
    }
    let words = [bare(one), bare(next)];
    let folded = words.map(fold);
    let whole = folded.iter().all(|word| word.chars().count() > 1);
    let pair = TRUTHS.iter().any(|truth| {
        truth
            .folded
            .iter()
            .all(|word| folded.iter().any(|own| own == word))
    });
    let bold = [one, next].map(|text| text.starts_with("**"));
    let tick = |bold: bool| if bold { 'x' } else { ' ' };
    (whole && pair && folded[0] != folded[1]).then(|| {
        let both = bold == [true, true];
        let [a, b] = bold.map(|bold| tick(bold && !both));
        let [first, second] = words;
        [(first, a), (second, b)]
    })
}
