//! "Suggested solutions (lecturer only)", with "Ad 1: …" below: whom the heading speaks to keeps it
//! from nobody who has answered. Where what stands below says whose each is, it is read as a key.

use std::borrow::Cow;

use super::{
    answer::answered,
    build::named,
    fence::Fence,
    source::{Numbered, heading_level},
};
use crate::case::vocabulary::grammar::{Sort, each_word, fold, holds_an_answer, sense};

/// No such heading is longer, in bytes.
const LONGEST: usize = 90;
/// So many lines of words to the staff may stand between it and the first answer.
const BETWEEN: usize = 6;

/// The lines of a source with a heading of model answers for each such one.
pub(super) fn as_keys(mut lines: Vec<Numbered<'_>>) -> Vec<Numbered<'_>> {
    let mut fence = Fence::default();
    let mut asked = 0;
    let mut at = 0;
    while at < lines.len() {
        let code = lines.get(at).is_none_or(|line| fence.holds(&line.text));
        let first = lines.get(at).and_then(|line| refers(&line.text));
        if code || first != Some(1) {
            at += 1;
            continue;
        }
        if asked > 0
            && let Some(head) = head(&lines, at, asked)
        {
            let between = lines.get(head + 1..at).unwrap_or_default();
            let own = between.iter().all(Numbered::is_blank);
            let place = if own { head } else { at };
            let first = lines.get(at).map_or("", |line| &line.text);
            let label = lines.get(head).map(|line| label(&line.text, first, own));
            let number = lines.get(place).map_or(0, |line| line.number);
            let line = |text: String| Numbered {
                number,
                text: Cow::Owned(text),
            };
            let new = ["".to_owned(), label.unwrap_or_default(), "".to_owned()].map(line);
            lines.splice(place..place + usize::from(own), new);
            at += 3;
        }
        asked = run(&lines, at);
        at += 1;
    }
    lines
}

/// The line above the first answer that opens answers and is for the staff: there are no more of
/// them than were asked.
fn head(lines: &[Numbered<'_>], first: usize, asked: u64) -> Option<usize> {
    let above = (0..first).rev();
    let mut above = above.filter(|at| lines.get(*at).is_some_and(|line| !line.is_blank()));
    let near = above.by_ref().take(BETWEEN + 1);
    let opens = |at: &usize| lines.get(*at).is_some_and(|line| is_owed(&line.text));
    let told = run(lines, first);
    let mut near = near.take_while(|at| {
        lines
            .get(*at)
            .is_some_and(|line| refers(&line.text).is_none())
    });
    near.find(opens)
        .filter(|_| (asked.min(2)..=asked).contains(&told))
}

/// How far the numbers of lines go on from one that is the first.
fn run(lines: &[Numbered<'_>], first: usize) -> u64 {
    let numbers = lines
        .iter()
        .skip(first + 1)
        .filter_map(|line| refers(&line.text));
    let mut last = 1;
    for number in numbers {
        match number {
            1 => break,
            next if next == last + 1 => last = next,
            _ => {}
        }
    }
    last
}

/// The number of the question that a line asks or answers.
fn refers(line: &str) -> Option<u64> {
    let bare = line.trim_start_matches(['#', '*', '_', '-', ' ', '\t']);
    let near = bare
        .bytes()
        .take(40)
        .any(|byte| byte.is_ascii_digit() || byte >= 0xd9);
    let flat = !line.starts_with([' ', '\t']);
    let heading = || named(bare).0.filter(|_| line.starts_with('#'));
    let number = || answered(bare).map(|(number, _)| number).or_else(heading);
    (near && flat).then(number).flatten()
}

fn is_owed(line: &str) -> bool {
    let text = line.trim().trim_matches(['#', '*', '_', ' ', ':']);
    let staff = |text: &str| sense(text).is_some_and(|sense| sense.sort == Sort::Staff);
    let head = || text.split_once(':').is_some_and(|(head, _)| staff(head));
    // "Solution guide and teaching notes" holds more than answers.
    let and = |word: &str| ["and", "und", "et", "y", "e", "en", "i", "и"].contains(&word);
    let folded = fold(text);
    let several = text.contains('&') || each_word(&folded).any(and);
    text.len() <= LONGEST && !several && holds_an_answer(&folded) && (staff(text) || head())
}

/// "## Model answers" in the place of a heading, or one level below it; above answers that stand
/// under headings it is one, too.
fn label(head: &str, first: &str, own: bool) -> String {
    let below = heading_level(first).map(|level| level.max(2) - 1);
    let level = heading_level(head).map(|level| level + usize::from(!own));
    match level.or(below) {
        None => "**Model answers:**".to_owned(),
        Some(level) => format!("{} Model answers", "#".repeat(level.min(6))),
    }
}
