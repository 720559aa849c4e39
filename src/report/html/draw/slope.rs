//! Who moved between the first and the last round: a line from what was said to what is said, with
//! how many went that way. Whoever stayed stands in the bars.

use std::collections::BTreeMap;

use super::{Drawing, LINE, Shape, WIDE};
use crate::{
    report::{Question, chart::Chart, words},
    text::Clean,
};

/// More kinds of answers than that are read as a list, and not seen in a drawing.
const MOST: usize = 7;
/// From one answer to the next.
const STEP: usize = 26;
/// Where lines begin and end: there is room for a letter and a count beside them.
const FROM: usize = 46;
const TO: usize = WIDE - 46;

/// The drawing of who moved; none where nobody did, or where each said something else.
pub(in crate::report::html) fn slope(question: &Question) -> Option<Drawing> {
    let said = answers(question);
    let at = |words: &Clean| said.iter().position(|known| known == words);
    let mut moved = BTreeMap::<(usize, usize), usize>::new();
    for one in &question.moves {
        *moved.entry((at(&one.from)?, at(&one.to)?)).or_default() += 1;
    }
    if moved.is_empty() || said.len() > MOST {
        return None;
    }
    let mut drawing = Drawing::new("From the first to the last round", &[]);
    drawing.head = vec!["moved".into()];
    for (at, words) in said.iter().enumerate() {
        drawing.label(&format!("{} {words}", letter(at)));
    }
    let top = drawing.high + LINE;
    let y = |at: usize| top + at * STEP;
    for ((from, to), count) in &moved {
        drawing.shapes.push(Shape::Slope {
            x1: FROM,
            x2: TO,
            y1: y(*from),
            y2: y(*to),
            wide: (*count).min(8),
        });
    }
    for ((from, to), count) in moved {
        // Beside its own line, and where lines from one answer have parted.
        let part = 3 + to % 3;
        let x = FROM + (TO - FROM) * part / 10;
        let on_line = (y(from) * (10 - part) + y(to) * part) / 10;
        drawing.words(x, on_line - 3, "b halo", count.to_string());
        let (from, to) = (said.get(from)?, said.get(to)?);
        let way = Clean::line(&format!("{from} → {to}"));
        drawing.rows.push((way, vec![count.to_string()]));
    }
    for (at, words) in said.iter().enumerate() {
        let letter = letter(at);
        let (first, last) = counts(question, words).unwrap_or_default();
        drawing.words(0, y(at) + 4, "b", format!("{letter}  {first}"));
        drawing.words(TO + 8, y(at) + 4, "b", format!("{letter}  {last}"));
    }
    drawing.high = y(said.len().saturating_sub(1)) + LINE;
    drawing.reads =
        "First round at the left, last at the right. A line is people who moved, and how many.";
    Some(drawing.said())
}

/// What was said, in the author's order where all of it is an option; else as it comes.
fn answers(question: &Question) -> Vec<Clean> {
    let options: Vec<_> = question
        .options
        .iter()
        .map(|one| Clean::line(one))
        .collect();
    let moves = question.moves.iter();
    let said = moves.flat_map(|one| [&one.from, &one.to]);
    if said.clone().all(|words| options.contains(words)) {
        return options;
    }
    let mut all: Vec<Clean> = Vec::new();
    for words in said {
        if !all.contains(words) {
            all.push(words.clone());
        }
    }
    all
}

/// How many said that in the first and in the last round, where it was counted.
fn counts(question: &Question, said: &Clean) -> Option<(String, String)> {
    let label = words::line(said);
    let mut rows = question.charts.iter().filter_map(|chart| match chart {
        Chart::Counts { rounds, rows, .. } if rounds.len() > 1 => {
            rows.iter().find(|row| row.label == label)
        }
        Chart::Counts { .. } | Chart::Spreads { .. } => None,
    });
    let counts = &rows.next()?.counts;
    Some((counts.first()?.to_string(), counts.last()?.to_string()))
}

fn letter(at: usize) -> char {
    ('A'..='Z').nth(at).unwrap_or('?')
}
