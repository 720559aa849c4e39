//! "### Mini practice 7" over gaps to fill, and "## 7" under a last heading: exercises that a heading
//! counts, and the key to them, in whatever language. Both are called what the rest knows.

use std::{borrow::Cow, ops::Range};

use super::{
    fence::Fence,
    source::{Numbered, heading_level},
};
use crate::case::vocabulary;

/// So many headings that count on are no accident.
const FEWEST: usize = 3;
/// Room to write in.
const GAP: &str = "___";

/// A heading, and what it is made of.
struct Head {
    at: usize,
    level: usize,
    words: String,
    number: Option<usize>,
}

/// The lines of a source with such exercises and keys under words that we know.
pub(super) fn named(mut lines: Vec<Numbered<'_>>) -> Vec<Numbered<'_>> {
    let mut fence = Fence::default();
    let heads = lines.iter().enumerate();
    let heads = heads.filter(|(_, line)| !fence.holds(&line.text));
    let heads: Vec<Head> = heads
        .filter_map(|(at, line)| head(at, &line.text))
        .collect();
    if heads.iter().filter(|head| head.number.is_some()).count() < FEWEST {
        return lines;
    }
    let key = key(&heads);
    let before = key.as_ref().map_or(heads.len(), |key| key.start);
    let mut new = Vec::new();
    let exercises = exercises(
        heads.get(..before).unwrap_or_default(),
        &lines,
        key.as_ref().map(Range::len),
    );
    new.extend(exercises.iter().map(|head| {
        (
            head.at,
            format!(
                "Question {}: {}",
                head.number.unwrap_or_default(),
                head.words
            ),
        )
    }));
    let answers = key.as_ref().filter(|key| answered(&heads, key, &lines));
    if let Some(key) = answers {
        let title = key.start.checked_sub(1).and_then(|title| heads.get(title));
        new.extend(title.map(|title| (title.at, "Answers".to_owned())));
        let own = heads.get(key.clone()).unwrap_or_default();
        new.extend(own.iter().map(|head| {
            (
                head.at,
                format!("Question {}", head.number.unwrap_or_default()),
            )
        }));
    }
    for (at, title) in new {
        if let Some(line) = lines.get_mut(at) {
            let marks = "#".repeat(heading_level(&line.text).unwrap_or(2));
            line.text = Cow::Owned(format!("{marks} {title}"));
        }
    }
    lines
}

fn head(at: usize, line: &str) -> Option<Head> {
    let level = heading_level(line)?;
    let words = line.trim().trim_matches(['#', ' ']).to_owned();
    let digits = words
        .trim_end_matches('.')
        .rsplit(' ')
        .next()
        .unwrap_or_default();
    Some(Head {
        at,
        level,
        number: digits.parse().ok().filter(|_| digits.len() < 3),
        words,
    })
}

/// The last headings that are nothing but the numbers from 1 on, one level below the one above.
fn key(heads: &[Head]) -> Option<Range<usize>> {
    let bare = |head: &&Head| {
        head.words
            .trim_end_matches('.')
            .bytes()
            .all(|byte| byte.is_ascii_digit())
    };
    let count = heads
        .iter()
        .rev()
        .skip_while(|head| !bare(head))
        .take_while(bare)
        .count();
    let last = heads.iter().rposition(|head| bare(&head))? + 1;
    let own = heads.get(last - count..last)?;
    let title = (last - count)
        .checked_sub(1)
        .and_then(|title| heads.get(title))?;
    let counts = own
        .iter()
        .zip(1..)
        .all(|(head, number)| head.number == Some(number) && head.level > title.level);
    (count >= FEWEST && counts).then_some(last - count..last)
}

/// The headings that say the same and count from 1 on: as far as the key, or each with gaps to fill.
fn exercises<'a>(heads: &'a [Head], lines: &[Numbered<'_>], key: Option<usize>) -> Vec<&'a Head> {
    let prefix = |head: &Head| {
        head.words
            .trim_end_matches(|letter: char| letter.is_ascii_digit())
            .trim()
            .to_owned()
    };
    let firsts = heads
        .iter()
        .filter(|head| head.number == Some(1) && !prefix(head).is_empty());
    for first in firsts {
        let same = |head: &&Head| {
            head.level == first.level && head.number.is_some() && prefix(head) == prefix(first)
        };
        let run: Vec<&Head> = heads.iter().filter(same).collect();
        let counts = run.len() >= FEWEST
            && run
                .iter()
                .zip(1..)
                .all(|(head, number)| head.number == Some(number));
        let known = vocabulary::counted_heading(&first.words).is_some();
        let gaps = |head: &&&Head| {
            let below = lines
                .iter()
                .skip(head.at + 1)
                .take_while(|line| heading_level(&line.text).is_none());
            below.into_iter().any(|line| line.text.contains(GAP))
        };
        let filled = run.iter().filter(gaps).count();
        if counts && !known && (key == Some(run.len()) || filled * 5 >= run.len() * 4) {
            return run;
        }
    }
    Vec::new()
}

/// Whether each number of a key counts something above it.
fn answered(heads: &[Head], key: &Range<usize>, lines: &[Numbered<'_>]) -> bool {
    let from = heads.get(key.start).map_or(0, |head| head.at);
    let above = heads.get(..key.start).unwrap_or_default();
    let headed = |number: usize| above.iter().any(|head| head.number == Some(number));
    let item = |number: usize| {
        let count = format!("{number}. ");
        lines
            .iter()
            .take(from)
            .any(|line| line.text.starts_with(&count))
    };
    (1..=key.len()).all(|number| headed(number) || item(number))
}
