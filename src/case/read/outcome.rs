//! "A: sail → the boat sinks": what stands behind the arrows of a row of options comes of them. It is
//! not shown before one was picked: it answers what stands above the options.

use std::borrow::Cow;

use super::{fence::Fence, source::Numbered, truths::ARROWS};

/// No title is longer, in letters.
const LONGEST: usize = 60;
/// So many options at least.
const FEWEST: usize = 2;

/// The lines of a source with the outcomes of each such row behind it, as an answer.
pub(super) fn behind_options(lines: Vec<Numbered<'_>>) -> Vec<Numbered<'_>> {
    let points = |line: &Numbered<'_>| ARROWS.iter().any(|arrow| line.text.contains(*arrow));
    if !lines.iter().any(points) {
        return lines;
    }
    let mut fence = Fence::default();
    let mut out: Vec<Numbered<'_>> = Vec::with_capacity(lines.len());
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let code = fence.holds(&line.text);
        let row = if code { Vec::new() } else { row(&lines, at) };
        if row.len() < FEWEST {
            out.push(line.clone());
            at += 1;
            continue;
        }
        if let Some(above) = out.iter_mut().rev().find(|line| !line.is_blank()) {
            name(above);
        }
        let mut put = |number: u32, text: String| {
            out.push(Numbered {
                number,
                text: Cow::Owned(text),
            });
        };
        let (first, last) = (line.number, row.last().map_or(0, |(at, _)| *at));
        put(first, String::new());
        for (at, option) in &row {
            let number = lines.get(*at).map_or(first, |line| line.number);
            put(number, format!("{}) {}", option.letter, option.text));
        }
        let number = lines.get(last).map_or(first, |line| line.number);
        for text in ["", "Model answer:", ""] {
            put(number, text.to_owned());
        }
        for (at, option) in &row {
            let number = lines.get(*at).map_or(first, |line| line.number);
            put(number, format!("- {}: {}", option.letter, option.outcome));
        }
        put(number, String::new());
        at = last + 1;
    }
    out
}

/// The title of a row, "Decision 1", asks, whatever it is called.
fn name(title: &mut Numbered<'_>) {
    let text = title.text.trim();
    let marks = text.bytes().take_while(|byte| *byte == b'#').count();
    let words = text.trim_matches(['#', '*', '_', ' ']);
    let short = words.chars().count() <= LONGEST && !words.ends_with(['.', '?', '？', '؟', '!']);
    if short && words.starts_with(char::is_alphabetic) {
        let asks = match marks {
            0 => format!("**Question:** {words}"),
            level => format!("{} Question: {words}", "#".repeat(level)),
        };
        title.text = Cow::Owned(asks);
    }
}

/// An option, and what comes of it.
struct Choice<'a> {
    letter: char,
    text: &'a str,
    outcome: &'a str,
}

/// The lines of a row that begins here: each begins with the next letter and holds one arrow.
fn row<'a>(lines: &'a [Numbered<'_>], from: usize) -> Vec<(usize, Choice<'a>)> {
    let mut found: Vec<(usize, Choice<'a>)> = Vec::new();
    let mut letter = 'A';
    for (at, line) in lines.iter().enumerate().skip(from) {
        if line.is_blank() && !found.is_empty() {
            continue;
        }
        let Some(choice) = choice(&line.text).filter(|choice| choice.letter == letter) else {
            break;
        };
        found.push((at, choice));
        letter = char::from_u32(u32::from(letter) + 1).unwrap_or('A');
    }
    found
}

fn choice(line: &str) -> Option<Choice<'_>> {
    let text = line.trim_start_matches(['-', '*', '+', '•', ' ', '\t']);
    let text = text.strip_prefix(['(', '[']).unwrap_or(text);
    let letter = text.chars().next()?.to_ascii_uppercase();
    let rest = text.get(1..).filter(|_| ('A'..='H').contains(&letter))?;
    let rest = rest.trim_start_matches('*');
    let rest = rest
        .strip_prefix([')', ']', '.', ':'])?
        .trim_start_matches(['*', ':', ' ']);
    let mut arrows = ARROWS.iter().filter(|arrow| rest.contains(**arrow));
    let (text, outcome) = rest.split_once(arrows.next()?)?;
    let whole = arrows.next().is_none() && !ARROWS.iter().any(|arrow| outcome.contains(arrow));
    let says = |text: &str| text.contains(char::is_alphabetic);
    (whole && says(text) && says(outcome)).then(|| Choice {
        letter,
        text: text.trim(),
        outcome: outcome.trim(),
    })
}
