//! Options: their words without letters and signs, and which are marked right.

use super::{
    Survey,
    ask::{RIGHT, WRONG, is_marked, letter},
    line::{Form, Line},
    unit::Group,
};
use crate::case::{
    read::question::mark::{judged, option},
    vocabulary::{self, Word},
};

/// An option as it is written.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Option_ {
    pub(super) text: String,
    pub(super) right: bool,
    pub(super) any: bool,
}

/// Whether lettered options, a, b, c, or some that are marked right, stand right below a paragraph.
pub(super) fn has_choices(survey: &Survey<'_>, at: usize, to: usize) -> bool {
    let mut unit = survey.unit((at, to), String::new(), Group::Choice, (None, false));
    unit.stop = survey.next_heading(to + 1, u8::MAX).unwrap_or(survey.len());
    let options = super::options::options_after(survey, &unit);
    let mut letters = options.iter().map(|at| letter(survey.at(*at)));
    let lettered = ["a", "b", "c"].iter().all(|letter| {
        letters
            .next()
            .flatten()
            .is_some_and(|own| own.to_string() == **letter)
    });
    let named = |at: &usize| super::ask::is_named_option(survey.at(*at).text.as_ref());
    let named = options.len() >= 2 && options.iter().all(named);
    lettered || named || super::options::are_marked(survey, &options)
}

/// Whether two options or more that are called so stand right below a line.
pub(super) fn has_named_choices(survey: &Survey<'_>, at: usize) -> bool {
    let first = (at + 1..survey.len()).find(|at| !survey.at(*at).is_blank());
    first.is_some_and(|first| super::ask::is_named_option(&survey.at(first).text))
        && has_choices(survey, at, at)
}

/// Whether a field of ours below a heading says how it is answered, "Scale: …", "Rank:", with no
/// line in between that asks: the heading does.
pub(super) fn says_how(survey: &Survey<'_>, at: usize) -> bool {
    if survey.titles.contains(&at) {
        return false;
    }
    let ends = |line: &Line<'_>| line.form == Form::Heading || line.asks();
    let below = (at + 1..survey.len()).take(super::score::REACH);
    let mut below = below.map(|at| survey.at(at)).take_while(|line| !ends(line));
    below.any(|line| {
        let field = vocabulary::label_of_field(&line.text).filter(|_| line.is_field());
        matches!(field, Some(Word::Scale | Word::Rank))
    })
}

/// Whether options as our own format writes them, `- ( ) one`, stand right below a line and belong
/// to it.
pub(super) fn is_picked_from(survey: &Survey<'_>, at: usize, to: usize) -> bool {
    let below = (to + 1..survey.len()).find(|below| !survey.at(*below).is_blank());
    below.map(|below| survey.at(below)).is_some_and(|below| {
        let words = below
            .raw
            .trim_start()
            .trim_start_matches(['-', '*', '+', ' ']);
        below.indent > survey.at(at).indent && option(words).is_some()
    })
}

/// Whether a line bears a sign for a right or a wrong option.
pub(super) fn is_signed(raw: &str) -> bool {
    let signed = || RIGHT.iter().chain(WRONG).any(|sign| raw.contains(sign));
    (is_marked(raw) && signed()) || judged(raw.trim_end()).is_some()
}

/// What the sign before the words of an item says: good or bad.
pub(super) fn sign(raw: &str) -> Option<bool> {
    let start = raw
        .trim_start()
        .trim_start_matches(['-', '*', '+', '•', ' ']);
    let says = |signs: &[&str]| signs.iter().any(|sign| start.starts_with(sign));
    let good = says(RIGHT);
    let signed = good || says(WRONG);
    (signed && !start.starts_with('[')).then_some(good)
}

/// The words of an option; `letters` where the options of its question are lettered.
pub(super) fn option_of(raw: &str, letters: bool) -> Option_ {
    let bullet = raw
        .trim()
        .trim_start_matches(['-', '+', '•', '◦', '▪', '●'])
        .trim_start();
    let bullet = bullet.strip_prefix("* ").unwrap_or(bullet);
    if let Some(choice) = option(bullet) {
        let inner = option_of(&choice.text, letters);
        return Option_ {
            text: inner.text,
            right: choice.right || inner.right,
            any: choice.any,
        };
    }
    let mut text = bullet.to_owned();
    let mut right = false;
    for sign in RIGHT.iter().chain(["\u{fe0f}"].iter()) {
        if text.contains(sign) {
            right |= *sign != "\u{fe0f}";
            text = text.replace(sign, "");
        }
    }
    for sign in WRONG {
        text = text.replace(sign, "");
    }
    let mut text = text
        .trim()
        .trim_start_matches(['○', '◯', '□'])
        .trim()
        .to_owned();
    if let Some((before, said)) = judged(&text) {
        right |= said;
        text = before.to_owned();
    }
    if letters && let Some(rest) = without_letter(&text) {
        text = rest;
    }
    Option_ {
        text: text.trim().to_owned(),
        right,
        any: false,
    }
}

/// A text without the letter before it: "A) text", "**b.** text", "(c) text", "A: text".
fn without_letter(text: &str) -> Option<String> {
    if let Some((_, said)) = super::ask::named_by_letter(text) {
        return Some(said.trim_start_matches(['*', '_', ' ']).to_owned());
    }
    super::ask::lettered(text)?;
    let inner = text.trim_start_matches(['(', '*', '_', ' ']);
    let bold = text.len() - inner.len() > 0 && text.starts_with(['*', '_']);
    let letter = inner.chars().next()?;
    let rest = inner.get(letter.len_utf8()..)?;
    let rest = rest
        .trim_start_matches([')', '.', ':', '：', '、', '．', '*', '_'])
        .trim_start();
    let rest = if bold {
        rest.trim_start_matches(['*', '_'])
    } else {
        rest
    };
    let whole = bold && rest.ends_with("**") && !rest.trim_end_matches("**").contains("**");
    Some(if whole {
        rest.trim_end_matches("**").to_owned()
    } else {
        rest.to_owned()
    })
}

/// The only one of several options that is bold as a whole: it is marked right.
pub(super) fn the_bold_one(survey: &Survey<'_>, options: &[usize]) -> Option<usize> {
    let bold = |at: &&usize| {
        let raw = survey
            .at(**at)
            .raw
            .trim()
            .trim_start_matches(['-', '+', ' ']);
        let inner = raw
            .strip_prefix("**")
            .and_then(|raw| raw.strip_suffix("**"));
        inner.is_some_and(|inner| !inner.contains("**"))
    };
    let mut all = options.iter().filter(bold);
    let first = all.next().filter(|_| options.len() > 2)?;
    all.next().is_none().then_some(*first)
}
