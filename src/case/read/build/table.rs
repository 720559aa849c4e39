//! A table of questions: a row each, in the column that says so.

use super::{Build, block};
use crate::case::{
    read::{
        block::{Raw, Shape},
        question::Draft,
    },
    vocabulary::{self, Word},
};

/// Asks the rows of a table that has a column for questions; what stands in a column for
/// answers is kept back. False where it has none.
pub(super) fn put_table(build: &mut Build, raw: &Raw<'_>) -> bool {
    let mut rows = raw.text.lines().zip(raw.lines.iter().copied());
    let Some((head, _)) = rows.next() else {
        return false;
    };
    let names: Vec<_> = cells(head).collect();
    let words: Vec<_> = names.iter().map(|name| vocabulary::whole(name)).collect();
    let asks = |word: &Option<Word>| matches!(word, Some(Word::Question | Word::Questions));
    let Some(asked) = words.iter().position(asks) else {
        return false;
    };
    for (row, line) in rows.skip(1) {
        let cells: Vec<_> = cells(row).collect();
        let Some(text) = cells.get(asked).filter(|text| !text.is_empty()) else {
            build.part().read(block(row, line));
            continue;
        };
        let mut draft = Draft::asked(text, None, line);
        for ((at, cell), word) in cells.iter().enumerate().zip(&words) {
            if at != asked && !cell.is_empty() {
                let name = names.get(at).copied().unwrap_or_default();
                beside(&mut draft, *word, name, cell, line);
            }
        }
        build.add(draft);
    }
    true
}

/// A cell beside a question.
fn beside(draft: &mut Draft, word: Option<Word>, name: &str, cell: &str, line: u32) {
    if let Some(number) = cell.trim_end_matches('.').parse().ok()
        && draft.number.is_none()
    {
        draft.number = Some(number);
        return;
    }
    let kept_back = word.is_some_and(|word| draft.open_field(word, name, line));
    let text = if kept_back || name.is_empty() {
        cell.to_owned()
    } else {
        format!("{name}: {cell}")
    };
    let lines = [line];
    draft.take(&Raw {
        shape: Shape::Quoted,
        text: &text,
        lines: &lines,
    });
    draft.expect_body();
}

fn cells(row: &str) -> impl Iterator<Item = &str> {
    let row = row.trim();
    let row = row.strip_prefix('|').unwrap_or(row);
    let row = row.strip_suffix('|').unwrap_or(row);
    row.split('|').map(|cell| cell.trim().trim_matches('*'))
}
