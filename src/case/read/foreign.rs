//! Whether a document is plainly in our own format. Whoever opens any other is shown how it was
//! read: nobody but its author knows what a heading of their own stands over.

use std::collections::HashSet;

use super::{Document, Guess, agree, fence::Fence, source::Text};
use crate::{
    case::{
        Item, asking,
        vocabulary::{self, Word},
    },
    text::Clean,
};

/// No label is longer, in bytes.
const LONGEST: usize = 90;

/// Guesses what a document does not say in our own words: that its questions are questions, and
/// that what stands behind them under a heading of its own may be read by everybody.
pub(super) fn tell(document: &mut Document, text: &Text<'_>, own: bool) {
    let mut told = headings_behind(document, text);
    let known =
        !document.doubts.is_empty() || document.guesses.iter().any(asking::is_guess_of_weight);
    let first = document
        .cases
        .iter()
        .flat_map(super::Case::questions)
        .next();
    let line = first.map(|question| question.prompt.line);
    let line = line.or_else(|| document.hidden.first().map(|hidden| hidden.from));
    let foreign = !own && !known && told.is_empty() && !are_announced(document, text);
    if let Some(line) = line.filter(|_| foreign) {
        let said = "it is not in our own format: what is asked and what is kept back was found by how it is written";
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

/// Headings that are none of our words, over what is read behind a question.
fn headings_behind(document: &Document, text: &Text<'_>) -> Vec<Guess> {
    let behind = read_behind(document);
    let mut fence = Fence::default();
    let mut found = Vec::new();
    for line in &text.lines {
        let fenced = fence.holds(&line.text);
        let free = !fenced && behind.contains(&line.number);
        if let Some(title) = label(line.text.trim()).filter(|_| free) {
            let said = format!(
                "“{title}” is no heading that we know; what stands below it is read by everybody"
            );
            found.push(Guess {
                line: line.number,
                rule: "unknown heading",
                said: Clean::new(&said),
            });
        }
    }
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
    (short && vocabulary::of_heading(title).is_none()).then_some(title)
}
