//! Options that nothing marks, told by the answer below them: where "Answer: the cook" stands right
//! under lines of which one says "the cook", those are what can be picked, and this is the right one.

use std::{borrow::Cow, ops::Range};

use super::{fence::Fence, source::Numbered};
use crate::case::vocabulary::{
    CORRECT,
    grammar::{Sort, fold, sense},
};

/// So many options at least, and at most.
const FEW: usize = 2;
const MANY: usize = 8;
/// No option is longer, in bytes.
const LONGEST: usize = 300;

/// The lines of a source with each such option in a way of writing that says it is one.
pub(super) fn as_options(lines: Vec<Numbered<'_>>) -> Vec<Numbered<'_>> {
    let mut fence = Fence::default();
    let mut found: Vec<(Range<usize>, usize)> = Vec::new();
    for at in 0..lines.len() {
        let Some(line) = lines.get(at) else { break };
        if !fence.holds(&line.text)
            && at > FEW
            && (line.text.contains(':') || line.text.contains('：'))
        {
            found.extend(options_above(&lines, at));
        }
    }
    if found.is_empty() {
        return lines;
    }
    let mut out = Vec::with_capacity(lines.len() + found.len() * 2);
    let mut found = found.into_iter().peekable();
    for (at, mut line) in lines.into_iter().enumerate() {
        while found.next_if(|(options, _)| options.end < at).is_some() {}
        let here = found.peek().filter(|(options, _)| options.start <= at);
        if let Some((options, right)) = here {
            if at == options.start || at == options.end {
                out.push(Numbered {
                    number: line.number,
                    text: Cow::Borrowed(""),
                });
            }
            if at < options.end {
                let tick = if at == *right { 'x' } else { ' ' };
                line.text = Cow::Owned(format!("- ({tick}) {}", words(&line.text)));
            }
        }
        out.push(line);
    }
    out
}

/// The lines right above an answer's label that can be picked, and the right one.
fn options_above(lines: &[Numbered<'_>], at: usize) -> Option<(Range<usize>, usize)> {
    let text = without_tags(&lines.get(at)?.text);
    let (label, said) = text.split_once([':', '：'])?;
    let said = plain(said);
    if said.is_empty() || label.len() > LONGEST {
        return None;
    }
    let above = lines.get(..at)?;
    let bare = above.iter().rev().take(2);
    let bare = bare.take_while(|line| line.is_blank()).count();
    let end = at - bare;
    let first = lines.get(end.checked_sub(1)?)?;
    let listed = bullet(&first.text);
    if bare > 1 {
        return None;
    }
    let same = |line: &&Numbered<'_>| {
        let text = &line.text;
        let fits = bullet(text) == listed && text.len() <= LONGEST && !text.trim().is_empty();
        fits && !text.trim_start().starts_with(['|', '>', '#', '`', '<'])
    };
    let nearest = lines.get(..end)?.iter().rev().take(MANY + 1);
    let count = nearest.take_while(same).count();
    let options = end - count..end;
    let right = options.clone().find(|at| {
        lines
            .get(*at)
            .is_some_and(|line| plain(words(&line.text)) == said)
    })?;
    let broken = |at: usize| {
        let text = lines.get(at).map_or("", |line| &line.text);
        text.ends_with("  ") || text.ends_with('\\')
    };
    let apart = listed || (options.start..options.end - 1).all(broken);
    let mut asked = lines.get(..options.start)?.iter().rev();
    let asked = listed || asked.next().is_some_and(Numbered::is_blank);
    let answers = || {
        let label = label.trim_matches(['*', '_', ' ']);
        let named = sense(label).is_some_and(|found| found.sort == Sort::Answer);
        named || CORRECT.iter().any(|word| fold(word) == fold(label))
    };
    let fits = (FEW..=MANY).contains(&count) && apart && asked;
    (fits && answers()).then_some((options, right))
}

fn bullet(text: &str) -> bool {
    let text = text.trim_start();
    text.starts_with(['-', '*', '+', '•']) && text.chars().nth(1).is_some_and(char::is_whitespace)
}

/// A line without the bullet before its words.
fn words(text: &str) -> &str {
    let text = text.trim().trim_end_matches('\\').trim_end();
    match bullet(text) {
        true => text.trim_start_matches(['-', '*', '+', '•']).trim_start(),
        false => text,
    }
}

fn plain(text: &str) -> String {
    let text =
        text.trim_matches(|letter: char| letter.is_whitespace() || "*_`.\"“”'\\".contains(letter));
    text.to_lowercase()
}

fn without_tags(text: &str) -> Cow<'_, str> {
    if !text.contains('<') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut tag = false;
    for letter in text.chars() {
        match letter {
            '<' => tag = true,
            '>' if tag => tag = false,
            _ if !tag => out.push(letter),
            _ => {}
        }
    }
    Cow::Owned(out)
}
