//! Whether a document is plainly in our own format. Whoever opens any other is shown how it was
//! read: nobody but its author knows what a heading of their own stands over.

use std::collections::HashSet;

use super::{Document, Guess, agree, alarm, fence::Fence, source::Text};
use crate::{
    case::{
        Item, asking,
        vocabulary::{self, Word},
    },
    text::Clean,
};

/// No label is longer, in bytes.
const LONGEST: usize = 90;
/// A passage of fewer words tells nothing.
const FEWEST: usize = 4;

/// Guesses what a document does not say in our own words: that its questions are questions, and
/// that what stands behind them, under a heading of its own or under none, may be read by everybody.
pub(super) fn tell(document: &mut Document, text: &Text<'_>, own: bool, rows: &[Row]) {
    let unseen = document.cases.iter().any(asking::is_unseen);
    let ours = !unseen && (own || are_announced(document, text));
    let mut told = behind_questions(document, text, ours);
    if !ours {
        told.extend(in_a_row(document, rows));
    }
    let known =
        !document.doubts.is_empty() || document.guesses.iter().any(asking::is_guess_of_weight);
    let first = document
        .cases
        .iter()
        .flat_map(super::Case::questions)
        .next();
    let line = first.map(|question| question.prompt.line);
    let line = line.or_else(|| document.hidden.first().map(|hidden| hidden.from));
    let foreign = !ours && !known && told.is_empty();
    if let Some(line) = line.filter(|_| foreign) {
        let said = match unseen {
            true => {
                "it was made of another document: what is asked and what is kept back was found by how that was written"
            }
            false => {
                "it is not in our own format: what is asked and what is kept back was found by how it is written"
            }
        };
        told.push(Guess {
            line,
            rule: "another format",
            said: said.into(),
        });
    }
    if !told.is_empty() {
        document.guesses.extend(told);
        document.guesses.sort_by_key(|guess| guess.line);
    }
}

/// Items in a row, each with text below: where it stands, and how many they are.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    pub(super) from: u32,
    pub(super) to: u32,
    pub(super) count: usize,
}

/// The rows of items that everybody reads.
fn in_a_row(document: &Document, rows: &[Row]) -> Vec<Guess> {
    let read = agree::shown(document);
    let is_read = |row: &&Row| {
        let lines = (row.from..=row.to).filter(|line| read.stage(*line).is_some());
        lines.count() > row.count
    };
    let guess = |row: &Row| Guess {
        line: row.from,
        rule: asking::IN_A_ROW,
        said: Clean::new(&format!(
            "everybody reads {}: {} items in a row, each with text below; if they ask, that text answers them",
            asking::place(row.from, row.to),
            row.count
        )),
    };
    rows.iter().filter(is_read).map(guess).collect()
}

/// Whether all questions stand under a heading that is nothing but our word for them.
fn are_announced(document: &Document, text: &Text<'_>) -> bool {
    let asked = agree::asked(document);
    let mut announced = false;
    for line in &text.lines {
        let own = line.text.trim();
        if asked.contains(&line.number) && !announced {
            return false;
        }
        if let Some(title) = own.strip_prefix('#') {
            let title = title.trim_start_matches('#');
            announced = vocabulary::whole(title) == Some(Word::Questions);
        }
    }
    !asked.is_empty()
}

/// What is read behind a question: under headings that are none of our words, and in a document that
/// is not ours whatever else tells something.
fn behind_questions(document: &Document, text: &Text<'_>, ours: bool) -> Vec<Guess> {
    let behind = read_behind(document);
    let asks = document
        .cases
        .iter()
        .any(|case| case.questions().next().is_some());
    let mut fence = Fence::default();
    let mut found: Vec<Guess> = Vec::new();
    let mut passage: Option<(u32, u32, usize)> = None;
    // Headings that nothing was told below yet, with their levels: such a one gives nothing away.
    let mut heads: Vec<(usize, Guess)> = Vec::new();
    let end = |passage: &mut Option<(u32, u32, usize)>, found: &mut Vec<Guess>| {
        let told = passage.take().filter(|(_, _, words)| *words >= FEWEST);
        found.extend(told.map(|(from, to, _)| Guess {
            line: from,
            rule: asking::BEHIND,
            said: Clean::new(&format!(
                "everybody reads {}, behind a question and under no word of ours",
                asking::place(from, to)
            )),
        }));
    };
    for line in &text.lines {
        let fenced = fence.holds(&line.text);
        let own = line.text.trim();
        if own.is_empty() {
            continue;
        }
        let behind = behind.contains(&line.number);
        let title = label(own).filter(|_| !fenced && behind);
        let says = behind && !own.contains(['?', '？', '؟']);
        let tells = !ours && asks && says;
        if title.is_some() || !tells {
            end(&mut passage, &mut found);
        }
        if let Some(title) = title {
            let level = level(own);
            heads.retain(|(above, _)| *above < level);
            let guess = Guess {
                line: line.number,
                rule: asking::HEADING,
                said: Clean::new(&format!(
                    "“{title}” is no heading that we know; what stands below it is read by everybody"
                )),
            };
            heads.push((level, guess));
            continue;
        }
        if says {
            found.extend(heads.drain(..).map(|(_, head)| head));
        }
        if tells {
            let (_, to, words) = passage.get_or_insert((line.number, line.number, 0));
            *to = line.number;
            *words += own.split_whitespace().count();
        }
    }
    end(&mut passage, &mut found);
    found
}

/// The lines of all that comes behind the words of a question, exhibits left out; of all readings
/// where nothing is asked.
fn read_behind(document: &Document) -> HashSet<u32> {
    let mut lines = HashSet::new();
    for case in &document.cases {
        let asks = case.questions().next().is_some();
        let items = case.parts.iter().flat_map(|part| &part.items);
        let behind = items.skip_while(|item| asks && !matches!(item, Item::Question(_)));
        for item in behind {
            let blocks = match item {
                Item::Reading(reading) => &reading.blocks,
                Item::Question(question) => &question.prompt.body,
                Item::Exhibit(_) => continue,
            };
            for block in blocks {
                lines.extend(block.line..block.line + block.text.lines().count() as u32);
            }
        }
    }
    lines
}

/// How deep a heading stands; a bold line is below them all.
fn level(line: &str) -> usize {
    match line.len() - line.trim_start_matches('#').len() {
        0 => usize::MAX,
        level => level,
    }
}

/// The words of a heading, or of a line that is bold from end to end, if they are none of ours.
fn label(line: &str) -> Option<&str> {
    let bold = ["**", "__"].iter().find_map(|mark| {
        line.trim_end_matches(':')
            .strip_prefix(mark)?
            .strip_suffix(mark)
    });
    let title = line
        .strip_prefix('#')
        .map(|title| title.trim_start_matches('#'))
        .or(bold)?;
    let title = title.trim_matches(['*', '_', ' ', ':', '：']);
    let short = !title.is_empty() && title.len() <= LONGEST;
    (short && !alarm::asks(title) && vocabulary::of_heading(title).is_none()).then_some(title)
}
