//! What is known about a document before its blocks are read.

use super::super::{
    html,
    question::mark::{bare, numbered},
    source::Text,
};
use crate::case::vocabulary::{self, Word};

/// What is known about a document before its blocks are read.
#[derive(Default)]
pub(super) struct Scan {
    /// Headings that bear a number are questions.
    pub(super) numbered_ask: bool,
    /// Most summaries of what is folded away ask.
    pub(super) folds_ask: bool,
    /// Paragraphs that begin with a bold number are questions.
    pub(super) bold_ask: bool,
    /// Some `<details>` is never closed.
    pub(super) unclosed: bool,
    /// Several cases are told apart by headings of level 1.
    pub(super) cases_on_top: bool,
}

impl Scan {
    pub(super) fn of(text: &Text<'_>) -> Self {
        let (mut headings, mut asking, mut bold, mut telling) = (0, 0, 0, 0);
        let (mut opened, mut closed, mut cases) = (0, 0, 0);
        let (mut summaries, mut folding) = (0, 0);
        for line in &text.lines {
            let line = line.text.trim_start();
            let title = line
                .strip_prefix("##")
                .map(|title| title.trim_start_matches('#'));
            if let Some((_, title)) = title.and_then(numbered) {
                headings += 1;
                asking += usize::from(is_sentence(title));
            } else if let Some(title) = line.strip_prefix("# ") {
                let case = vocabulary::counted_heading(title) == Some(Word::Case);
                cases += usize::from(case);
            } else if let Some((_, title)) = numbered(line).filter(|_| line.starts_with("**")) {
                bold += 1;
                telling += usize::from(is_sentence(title) || tells_or_asks(title));
            } else if line.starts_with('<') {
                let lower = line.to_ascii_lowercase();
                opened += usize::from(lower.starts_with("<details"));
                closed += usize::from(lower.starts_with("</details"));
                if let Some(summary) = html::summary(line) {
                    summaries += 1;
                    folding += usize::from(tells_or_asks(&summary));
                }
            }
        }
        Self {
            // Numbered headings are questions only if at least half of them end like a sentence.
            numbered_ask: headings > 0 && asking * 2 >= headings,
            // So are bold lines, if some do: others are chapters.
            bold_ask: bold > 2 && telling * 3 >= bold,
            unclosed: opened > closed,
            cases_on_top: cases > 1,
            folds_ask: folding >= 2 && folding * 3 >= summaries * 2,
        }
    }
}

/// Whether a summary asks, or tells to do something.
fn tells_or_asks(summary: &str) -> bool {
    let folded = vocabulary::grammar::fold(summary);
    let told = ["tell me ", "tell us "]
        .iter()
        .any(|start| folded.starts_with(start));
    vocabulary::of_heading(summary).is_none()
        && (told || summary.contains(['?', '？', '؟']) || vocabulary::grammar::commands(summary))
}

fn is_sentence(title: &str) -> bool {
    let bare = bare(title);
    bare.ends_with(['?', '？', '؟', '!', '.', '。']) || bare.chars().count() > 60
}
