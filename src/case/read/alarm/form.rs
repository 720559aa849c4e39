//! Forms that give an answer away, whatever its words are.

use std::collections::{HashMap, HashSet};

use super::{Found, Row};
use crate::case::{Looks, vocabulary::grammar::start};

/// A label is no longer than so many letters and words.
const LABEL: (usize, usize) = (40, 5);
/// So many lines that ask, and are nearest above, may be restated by a line.
const NEAR: usize = 40;
/// What stands under a question and answers nothing.
const INNOCENT: &[&str] = &[
    "time",
    "duration",
    "minutes",
    "format",
    "points",
    "marks",
    "consider",
    "think",
    "context",
    "background",
    "task",
    "option",
    "scenario",
    "situation",
    "source",
    "purpose",
    "type",
    "level",
    "your",
    "zeit",
    "dauer",
    "punkte",
    "aufgabe",
    "temps",
    "durée",
    "tiempo",
    "tempo",
    "tijd",
    "note",
    "https",
    "http",
];

/// Whether a line ends as a question does.
pub(in crate::case::read) fn asks(text: &str) -> bool {
    let end = text.trim_end_matches(['*', '_', ' ', ')', '"', '”', '»', '\\', '#']);
    end.ends_with(['?', '？', '؟', '՞'])
}

/// The paragraph that begins at `at` is found; behind a label alone, the next one too.
fn take(rows: &[Row<'_>], at: usize, why: &'static str, found: &mut Found) {
    let alone = rows.get(at).is_some_and(|row| {
        row.text
            .trim_end_matches(['*', '_', ' '])
            .ends_with([':', '：'])
    });
    let mut breaks = usize::from(alone) + 1;
    for (nth, row) in rows.iter().skip(at).enumerate() {
        let next = nth > 0 && row.first;
        breaks -= usize::from(next && breaks > 0);
        if breaks == 0 || (nth > 0 && (row.asks || row.level > 0 || !row.free)) {
            return;
        }
        found
            .entry(row.number)
            .or_insert((Looks::LikeAnAnswer, why));
    }
}

/// A form that stands right after one line that asks after another.
pub(super) fn repeated(rows: &[Row<'_>], found: &mut Found) {
    let mut after: HashMap<String, Vec<usize>> = HashMap::new();
    let mut asking = 0;
    for (at, row) in rows.iter().enumerate() {
        // Who asks by name is answered by name: a talk.
        let talks = || form(row.text).is_some_and(|form| form.ends_with(':'));
        if !row.asks || talks() {
            continue;
        }
        let below = rows.iter().enumerate().skip(at + 1);
        let mut below = below.skip_while(|(_, row)| is_option(row.text)).take(1);
        let Some((next, below)) = below.next().filter(|(_, below)| !below.asks) else {
            continue;
        };
        asking += 1;
        if let Some(form) = form(below.text).filter(|_| below.level == 0) {
            after.entry(form).or_default().push(next);
        }
    }
    if after.is_empty() {
        return;
    }
    let mut all: HashMap<String, usize> = HashMap::new();
    for form in rows
        .iter()
        .filter(|row| !row.asks)
        .filter_map(|row| form(row.text))
    {
        if after.contains_key(&form) {
            *all.entry(form).or_default() += 1;
        }
    }
    for (form, at) in after {
        let texts: HashSet<_> = at
            .iter()
            .filter_map(|at| rows.get(*at))
            .map(|row| row.text)
            .collect();
        let alone = texts.iter().all(|text| text.ends_with([':', '*', '：']));
        let count = at.len();
        let often = count >= 3 || (count == 2 && asking == 2 && form.ends_with(':'));
        let usual = count * 2 >= asking && count * 3 >= all.get(&form).copied().unwrap_or(0) * 2;
        if often && usual && (texts.len() == count || alone) {
            for at in at {
                take(
                    rows,
                    at,
                    "the same form stands after each line that asks",
                    found,
                );
            }
        }
    }
}

/// What a line looks like: its label, an arrow, brackets around it, slanted letters.
fn form(text: &str) -> Option<String> {
    let text = text.trim_start_matches(['>', ' ']);
    if ["→", "⇒", "->", "=>"]
        .iter()
        .any(|arrow| text.starts_with(arrow))
    {
        return Some("→".to_owned());
    }
    let several = || text.split_whitespace().nth(3).is_some();
    let around = |open: char, close: char| text.starts_with(open) && text.ends_with(close);
    if (around('(', ')') || around('[', ']')) && several() {
        return Some("()".to_owned());
    }
    let slanted = (around('*', '*') && !text.starts_with("**"))
        || (around('_', '_') && !text.starts_with("__"));
    if slanted && several() && !text.contains(':') {
        return Some("_".to_owned());
    }
    let (letters, most) = LABEL;
    // Marks may stand around the letters.
    let start = text.get(..start(text, letters * 2)).unwrap_or(text);
    let (label, rest) = text.split_at_checked(start.find([':', '：'])?)?;
    let rest = rest.trim_start_matches([':', '：']);
    let label = label.trim_matches(['*', '_', '-', '•', ' ']).to_lowercase();
    let short = label.chars().count() <= letters && label.split_whitespace().count() <= most;
    let sound = short
        && !label.is_empty()
        && !label.contains(|letter: char| letter.is_numeric() || "[(|`/".contains(letter));
    let innocent = label
        .split_whitespace()
        .any(|word| INNOCENT.contains(&word));
    let rest = rest.trim_matches(['*', '_', ' ']);
    // Room to write is no answer.
    let room = text.contains("___") || text.contains("....");
    let says = rest.is_empty() || rest.contains(char::is_alphabetic);
    (sound && !innocent && !room && says).then(|| format!("{label}:"))
}

fn is_option(text: &str) -> bool {
    let bare = text.trim_start_matches(['-', '*', '+', '(', '[', ' ']);
    let mut letters = bare.chars();
    let letter = letters
        .next()
        .is_some_and(|letter| ('a'..='h').contains(&letter.to_ascii_lowercase()));
    letter && letters.next().is_some_and(|mark| ".)]".contains(mark))
}

/// The number that counts a line, and its text.
fn counted(text: &str) -> Option<(u32, &str)> {
    let bare = text.trim_start_matches(['#', '*', '-', ' ', '(']);
    let rest = bare.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let number = bare.get(..bare.len() - rest.len())?.parse().ok()?;
    let rest = rest.strip_prefix(['.', ')', ':', '、'])?;
    Some((number, rest.trim_matches(['*', ' '])))
}

/// As many numbered lines behind the last line that asks as there are numbered lines that ask.
pub(super) fn numbered(rows: &[Row<'_>], found: &mut Found) {
    let Some(last) = rows.iter().rposition(|row| row.asks) else {
        return;
    };
    let asked: Vec<u32> = rows
        .iter()
        .filter(|row| row.asks || !row.free)
        .filter_map(|row| Some(counted(row.text)?.0))
        .collect();
    let count = asked.len();
    if count < 4 || !asked.iter().copied().eq(1..=count as u32) {
        return;
    }
    // What is right below belongs to the last question.
    let apart = |row: &Row<'_>| row.level > 0 || (row.first && counted(row.text).is_none());
    let Some(from) = rows.iter().skip(last + 1).position(apart) else {
        return;
    };
    let behind: Vec<_> = (last + 1 + from..rows.len())
        .filter_map(|at| Some((at, counted(rows.get(at)?.text)?.0)))
        .collect();
    if behind
        .iter()
        .map(|(_, number)| *number)
        .eq(1..=count as u32)
    {
        for (at, _) in behind {
            take(
                rows,
                at,
                "its numbers are those of the lines that ask",
                found,
            );
        }
    }
}

/// Lists of which some items are ticked, in boxes or behind their words: which are right is told,
/// and where they are left out, too.
pub(super) fn ticked(rows: &[Row<'_>], found: &mut Found) {
    let boxed = |row: &&Row<'_>| {
        let bare = row.text.trim_start_matches(['-', '*', '+', ' ']);
        let boxed = ["[x]", "[X]"].iter().any(|mark| bare.starts_with(mark));
        let item = bare.len() < row.text.len();
        item.then_some(boxed || bare.ends_with(['✓', '✔', '✅', '☑']))
    };
    let mut at = 0;
    while at < rows.len() {
        let rest = rows.get(at..).unwrap_or_default();
        let ticks: Vec<bool> = rest.iter().map_while(|row| boxed(&row)).collect();
        let some = ticks.contains(&true) && ticks.contains(&false);
        for row in rest.iter().take(ticks.len()).filter(|_| some) {
            let why = "some boxes of its list are ticked";
            found.insert(row.number, (Looks::LikeAnAnswer, why));
        }
        at += ticks.len().max(1);
    }
}

/// Runs of a number and a letter: "1. B", "1-C 2-A 3-D".
pub(super) fn keys(rows: &[Row<'_>], found: &mut Found) {
    let pairs: Vec<usize> = rows.iter().map(|row| pairs(row.text)).collect();
    for (at, count) in pairs.iter().enumerate() {
        let from = pairs
            .iter()
            .take(at)
            .rev()
            .take_while(|count| **count > 0)
            .take(2)
            .count();
        let behind = pairs
            .iter()
            .skip(at + 1)
            .take_while(|count| **count > 0)
            .take(2)
            .count();
        let Some(row) = rows
            .get(at)
            .filter(|_| *count > 0 && (*count >= 3 || from + behind >= 2))
        else {
            continue;
        };
        found.insert(
            row.number,
            (
                Looks::LikeAnAnswer,
                "it is a row of numbers with a letter each",
            ),
        );
    }
}

/// How many pairs of a number and a letter a line is made of; none where it holds anything else.
fn pairs(text: &str) -> usize {
    let first = text.chars().find(|letter| letter.is_alphanumeric());
    if !first.is_some_and(|first| first.is_ascii_digit()) {
        return 0;
    }
    let mut number = false;
    let mut pairs = 0;
    let mut inside = String::new();
    for letter in text.chars().chain([' ']) {
        if letter.is_alphanumeric() {
            let turns = inside
                .chars()
                .last()
                .is_some_and(|last| last.is_ascii_digit() != letter.is_ascii_digit());
            if !turns {
                inside.push(letter);
                continue;
            }
        }
        let whole = std::mem::take(&mut inside);
        if !whole.is_empty() {
            let digits = whole.len() <= 3 && whole.bytes().all(|byte| byte.is_ascii_digit());
            let option = matches!(whole.as_bytes(), [b'a'..=b'h' | b'A'..=b'H']);
            match (number, digits, option) {
                (false, true, _) => number = true,
                (true, _, true) => {
                    number = false;
                    pairs += 1;
                }
                _ => return 0,
            }
        }
        if letter.is_alphanumeric() {
            inside.push(letter);
        }
    }
    if number { 0 } else { pairs }
}

/// Lines that say the words of a line that asks again, and behind a colon something new.
pub(super) fn restated(rows: &[Row<'_>], found: &mut Found) {
    let mut near: Vec<HashSet<String>> = Vec::new();
    let mut hits = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        if row.asks {
            near.push(content(row.text));
            continue;
        }
        if near.is_empty() || !row.free {
            continue;
        }
        let Some((lead, rest)) = row.text.split_once([':', '：']) else {
            continue;
        };
        if rest.split_whitespace().nth(3).is_none() {
            continue;
        }
        let lead = content(lead);
        if lead.len() < 3 {
            continue;
        }
        let said =
            |asked: &&HashSet<String>| lead.intersection(asked).count() * 5 >= lead.len() * 4;
        if near.iter().rev().take(NEAR).any(|asked| said(&asked)) {
            hits.push(at);
        }
    }
    if hits.len() >= 2 {
        for at in hits {
            take(
                rows,
                at,
                "it says the words of a line that asks again, and more",
                found,
            );
        }
    }
}

fn content(text: &str) -> HashSet<String> {
    let words = text.split(|letter: char| !letter.is_alphanumeric());
    words
        .filter(|word| word.chars().count() >= 5)
        .map(str::to_lowercase)
        .collect()
}
