//! "The boat belongs to **the mate**.": statements one below the other that each hold one marked
//! word or few, in a sheet to fill in whose gaps are filled. Each is read with an empty gap, and what
//! filled it as its answer.

use std::{borrow::Cow, collections::HashSet};

use super::{fence::Fence, source::Numbered, survey::marker};
use crate::case::vocabulary::{grammar::fold, is_ideograph, names_gaps};

/// So many statements with one such mark each are no accident.
const FEWEST: usize = 3;
/// So many lines above the first one stands what tells to fill gaps.
const NEAR: usize = 6;
/// What fills a gap has no more words, and letters.
const WORDS: usize = 5;
const LETTERS: usize = 40;
/// What stands around it has so many letters at least.
const AROUND: usize = 12;
/// A gap to fill; a longer one would be room to write, not a part of a sentence.
const GAP: &str = "___";

/// A statement: where it stands, what stands before its gap and behind, and what fills it.
struct Statement<'a> {
    at: usize,
    before: &'a str,
    gap: &'a str,
    behind: &'a str,
    /// The mark may stress words as well.
    stressed: bool,
}

/// The lines of a source with empty gaps, and what filled each below it.
pub(super) fn emptied(lines: Vec<Numbered<'_>>) -> Vec<Numbered<'_>> {
    let found: Vec<(usize, String, String)> = sheets(&lines)
        .iter()
        .flatten()
        .map(|one| {
            let asked = format!("{}{GAP}{}", one.before, one.behind);
            (one.at, asked, one.gap.to_owned())
        })
        .collect();
    if found.is_empty() {
        return lines;
    }
    let mut found = found.into_iter().peekable();
    let mut out = Vec::with_capacity(lines.len());
    for (at, mut line) in lines.into_iter().enumerate() {
        let Some((_, asked, gap)) = found.next_if(|(own, ..)| *own == at) else {
            out.push(line);
            continue;
        };
        let number = line.number;
        let indent = asked.len() - asked.trim_start().len();
        line.text = Cow::Owned(asked);
        out.push(line);
        let text = Cow::Owned(format!("{}Answer: {gap}", " ".repeat(indent + 3)));
        out.push(Numbered { number, text });
    }
    out
}

/// Statements with a filled gap each, one below the other.
fn sheets<'a>(lines: &'a [Numbered<'_>]) -> Vec<Vec<Statement<'a>>> {
    let mut fence = Fence::default();
    let mut sheets: Vec<Vec<Statement<'a>>> = Vec::new();
    let mut list: Option<(usize, Vec<Option<Statement<'a>>>)> = None;
    let mut close = |list: &mut Option<(usize, Vec<Option<Statement<'a>>>)>| {
        let all = list
            .take()
            .and_then(|(_, all)| all.into_iter().collect::<Option<Vec<_>>>());
        sheets.extend(all.filter(|all| is_a_sheet(lines, all)));
    };
    for (at, line) in lines.iter().enumerate() {
        if fence.holds(&line.text) || line.is_blank() {
            continue;
        }
        let text = &*line.text;
        let indent = text.len() - text.trim_start().len();
        if marker(text.trim()).is_none() {
            close(&mut list);
            continue;
        }
        let one = statement(at, text);
        match &mut list {
            Some((own, all)) if *own == indent => all.push(one),
            _ => {
                close(&mut list);
                list = Some((indent, vec![one]));
            }
        }
    }
    close(&mut list);
    sheets
}

/// Whether all of a list is a sheet: hardly a gap is filled as another, and colours, which stress
/// nothing, mark them, or a line above tells to fill gaps.
fn is_a_sheet(lines: &[Numbered<'_>], all: &[Statement<'_>]) -> bool {
    let gaps: HashSet<&str> = all.iter().map(|one| one.gap).collect();
    let coloured = all.iter().all(|one| !one.stressed);
    let first = all.first().map_or(0, |one| one.at);
    let above = lines
        .get(first.saturating_sub(NEAR * 2)..first)
        .unwrap_or_default();
    let mut above = above
        .iter()
        .rev()
        .filter(|line| !line.is_blank())
        .take(NEAR);
    let told = above.any(|line| names_gaps(&fold(&line.text)));
    all.len() >= FEWEST && gaps.len() * 4 >= all.len() * 3 && (coloured || told)
}

/// A list item as a statement with one marked stretch that is neither all of it nor begins it.
fn statement(at: usize, text: &str) -> Option<Statement<'_>> {
    let (before, gap, behind, stressed) = marked(text)?;
    let words = marker(before.trim())?.1;
    let dense = gap.contains(is_ideograph);
    let around = words.chars().count() + behind.chars().count();
    let says = around >= if dense { AROUND / 2 } else { AROUND };
    let short = gap.split_whitespace().count() <= WORDS && gap.chars().count() <= LETTERS;
    let asks = text.contains(['?', '？']) || text.contains("__");
    let fits = says
        && short
        && !asks
        && gap.contains(char::is_alphanumeric)
        && !words.ends_with([':', '：']);
    fits.then_some(Statement {
        at,
        before,
        gap,
        behind,
        stressed,
    })
}

/// What stands before the only marked stretch of a line, that, what stands behind, and whether the
/// mark may stress words as well.
fn marked(text: &str) -> Option<(&str, &str, &str, bool)> {
    if text.contains("</") {
        let open = text.find('<')?;
        let (before, rest) = text.split_at_checked(open)?;
        let (tag, rest) = rest.split_once('>')?;
        let end = tag.find(|at: char| at != '<' && !at.is_ascii_alphanumeric());
        let name = tag.get(1..end.unwrap_or(tag.len()))?;
        let (gap, behind) = rest.split_once(&format!("</{name}>"))?;
        let plain = !name.eq_ignore_ascii_case("a") && !gap.contains('<') && !behind.contains('<');
        let stressed = !tag.contains('=');
        return plain.then_some((before, gap.trim_matches('*'), behind, stressed));
    }
    let mark = ["==", "**"].into_iter().find(|mark| text.contains(mark))?;
    let (before, rest) = text.split_once(mark)?;
    let (gap, behind) = rest.split_once(mark)?;
    (!behind.contains(mark)).then_some((before, gap, behind, true))
}
