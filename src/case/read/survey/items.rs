//! A run of items, whatever its form: headings, bold lines, list items or plain lines whose numbers
//! ascend from 1, perhaps with the same word before each, "Topic 3: …", and text below each. Where
//! such a run asks, every item of it does, and what stands below answers it.
//!
//! Neither a language nor a mark is looked for here, only that the form repeats. Chapters repeat
//! too, so a run needs a sign that it asks (`asked`).

use std::collections::BTreeMap;

use super::{
    Survey,
    line::{Form, Line},
};
use crate::case::{read::time, vocabulary::grammar::Sort};

mod asked;
mod item;

pub(super) use asked::take;

/// The word before a number has no more letters, and no more words.
const WORD: (usize, usize) = (24, 2);
/// So many letters at most stand between that word and the number.
const NEAR: usize = 4;
/// A title of a run has no more letters.
const TITLE: usize = 60;
/// So many runs lie within each other at most.
const DEEPEST: usize = 16;
/// What is set in further is part of something.
const INDENT: usize = 3;

/// What the heads of one run have in common.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Shape {
    /// The level of a heading or a bold line; others have none.
    level: u8,
    /// The word before the number.
    word: String,
    /// What stands behind the number, in a line.
    close: Option<char>,
}

/// The first line of an item.
#[derive(Clone, Copy, Debug)]
struct Head {
    at: usize,
    number: u64,
    /// Whether it is set in, nothing stands right above it, and it is bold: how it looks besides.
    look: (bool, bool, bool),
}

/// An item: the line that counts it, its own words, and what stands below them.
#[derive(Clone, Debug)]
struct Item {
    number: u64,
    head: usize,
    from: usize,
    to: usize,
    /// The line behind its last one.
    end: usize,
}

/// The number that begins a text, the word before it, and what stands behind it.
fn lead(text: &str, heads: bool) -> Option<(&str, u64, Option<char>)> {
    let text = text.trim_start_matches(['*', '_', '¿', ' ', '(', '（']);
    let mut start = text.char_indices().take(WORD.0 + NEAR);
    let (first, _) = start.find(|(_, letter)| time::digit(*letter).is_some())?;
    let (head, tail) = text.split_at_checked(first)?;
    let digits = tail.find(|letter: char| time::digit(letter).is_none());
    let (number, behind) = tail.split_at_checked(digits.unwrap_or(tail.len()))?;
    let word = head.trim_end_matches([' ', '№', '#', 'º', '°', '.', '-', '\u{a0}']);
    let (letters, words) = WORD;
    let named = word.chars().count() <= letters
        && word.split_whitespace().count() <= words
        && word.chars().all(|at| at.is_alphabetic() || at == ' ');
    let close = behind.trim_start().chars().next();
    let close = close.filter(|close| ".):：、．–—-）】".contains(*close));
    let decimal = || {
        let mut rest = behind.chars();
        rest.next() == Some('.') && rest.next().is_some_and(|next| next.is_ascii_digit())
    };
    let stands = match head.is_empty() {
        true => (close.is_some() || heads && behind.starts_with(' ')) && !decimal(),
        false => close.is_some() || behind.is_empty() || behind.starts_with(['*', '_']),
    };
    let value = number.chars().filter_map(time::digit);
    let value = value.fold(0_u64, |value, digit| {
        value.saturating_mul(10).saturating_add(u64::from(digit))
    });
    let sound = named && stands && number.chars().count() <= 3;
    sound.then_some((word, value, close))
}

/// What counts a line, and as which number.
fn counted(line: &Line<'_>) -> Option<(Shape, u64)> {
    let free = !line.quote && line.indent <= INDENT && !line.is_of_contents() && !line.folded;
    if !free || !line.is(&[Form::Heading, Form::Bold, Form::Plain, Form::Item]) {
        return None;
    }
    let text = match line.item_number() {
        Some(_) => line.raw,
        None if line.form == Form::Item => return None,
        None => &*line.text,
    };
    let (word, number, close) = lead(text, line.form == Form::Heading)?;
    let heads = line.is(&[Form::Heading, Form::Bold]);
    let level = if heads { line.level } else { u8::MAX };
    let word = crate::case::vocabulary::grammar::fold(word);
    // "3) …" among "## 2. …" is one of them.
    let close = close.filter(|_| level == u8::MAX);
    Some((Shape { level, word, close }, number))
}

/// The runs of each shape that are part of no other run.
fn runs(survey: &Survey<'_>) -> BTreeMap<Shape, Vec<Vec<Head>>> {
    let mut all: BTreeMap<Shape, Vec<Vec<Head>>> = BTreeMap::new();
    for at in 0..survey.len() {
        let line = survey.at(at);
        let Some((shape, number)) = counted(line).filter(|_| !survey.is_kept(at)) else {
            continue;
        };
        let above = at == 0 || survey.at(at - 1).is(&[Form::Blank, Form::Rule]);
        let bold = line.raw.contains("**");
        let head = Head {
            at,
            number,
            look: (line.indent > 1, above, bold),
        };
        let nests = shape.level == u8::MAX;
        add(all.entry(shape).or_default(), head, nests);
    }
    all
}

/// Adds a head to the run that it goes on: what lies within an item of a run ends with the next
/// one of it. A run of headings lies in no other of its shape.
fn add(open: &mut Vec<Vec<Head>>, head: Head, nests: bool) {
    let goes_on = |run: &Vec<Head>| {
        run.last()
            .is_some_and(|last| last.number + 1 == head.number)
    };
    let alike = |run: &Vec<Head>| run.last().is_some_and(|last| last.look == head.look);
    let fits = || {
        open.iter()
            .enumerate()
            .rev()
            .take(DEEPEST)
            .filter(|(_, run)| goes_on(run))
    };
    let inner = open.len().saturating_sub(1);
    let own = match nests {
        true => fits().find(|(_, run)| alike(run)).or_else(|| fits().next()),
        false => fits().next().filter(|(nth, _)| *nth == inner),
    };
    let own = own.map(|(nth, _)| nth);
    // A number that somebody left out.
    let skips = |run: &Vec<Head>| {
        run.last()
            .is_some_and(|last| last.number + 2 == head.number)
    };
    let skipped = || {
        open.len()
            .checked_sub(1)
            .filter(|nth| open.get(*nth).is_some_and(skips))
    };
    match own.or_else(skipped) {
        Some(nth) => {
            open.truncate(nth + 1);
            if let Some(run) = open.get_mut(nth) {
                run.push(head);
            }
        }
        None if head.number == 1 => open.push(vec![head]),
        None => {}
    }
}

/// Whether a line may be the title of what follows: a heading, a bold line, or a short one alone.
fn is_a_title(survey: &Survey<'_>, at: usize) -> bool {
    let line = survey.at(at);
    let apart = at == 0 || survey.at(at - 1).is(&[Form::Blank, Form::Rule]);
    let ends = line
        .text
        .trim_end()
        .ends_with([':', '：', '.', ';', ',', '。', '?', '!']);
    let short = line.form == Form::Plain && apart && line.text.chars().count() <= TITLE;
    line.form == Form::Heading || (line.form == Form::Bold || short) && !ends
}

/// The last line above one that is not blank.
fn line_above(survey: &Survey<'_>, at: usize) -> Option<usize> {
    (0..at).rev().find(|above| !survey.at(*above).is_blank())
}

/// Where what belongs to the last item of a run ends at the latest.
fn run_end(survey: &Survey<'_>, shape: &Shape, run: &[Head]) -> usize {
    let (Some(first), Some(last)) = (run.first(), run.last()) else {
        return 0;
    };
    let ruled = (first.at..last.at).any(|at| survey.at(at).form == Form::Rule);
    let ends = |at: &usize| {
        let line = survey.at(*at);
        let heads = line.form == Form::Heading && line.level <= shape.level;
        let opens = survey.is_role(*at, &[Sort::Questions, Sort::Later, Sort::Beside]);
        let opens = opens && line.is(&[Form::Heading, Form::Bold]);
        let rule = line.form == Form::Rule && !ruled;
        heads || opens || rule || matches!(line.form, Form::Division | Form::Quoted(_))
    };
    (last.at + 1..survey.len())
        .find(ends)
        .unwrap_or(survey.len())
}

/// What is told below an item answers it.
pub(super) fn say_owners(survey: &mut Survey<'_>) {
    for (at, head) in std::mem::take(&mut survey.told_at) {
        let nth = survey.units.binary_search_by_key(&head, |unit| unit.from);
        if let Ok(nth) = nth {
            survey.answers_to.insert(at, nth);
        }
    }
}
