//! Components of a site that fold something away, `<Accordion title="Who pays?">…</Accordion>`, are
//! read as `<details>`, whatever the site calls them.

use std::borrow::Cow;

use super::source::Numbered;

/// What the name of such a component holds.
#[rustfmt::skip]
const FOLDS: &[&str] = &["accordion", "collaps", "spoiler", "toggle", "expand", "dropdown", "reveal", "disclosure", "flipcard", "fold", "details"];
/// The attributes that say what is seen before it is opened.
const TITLES: &[&str] = &[
    "title=",
    "summary=",
    "label=",
    "question=",
    "heading=",
    "header=",
];

/// The lines of a source with each such component as a fold.
pub(super) fn as_folds<'a>(source: &str, mut lines: Vec<Numbered<'a>>) -> Vec<Numbered<'a>> {
    let closes = |line: &str| line.contains("</") && names(line).next().is_some();
    if !source.lines().any(closes) {
        return lines;
    }
    for line in &mut lines {
        if let Some(text) = folded(&line.text) {
            line.text = Cow::Owned(text);
        }
    }
    lines
}

/// The names of such components that a line opens or closes, and where each tag begins.
fn names(line: &str) -> impl Iterator<Item = (usize, &str)> {
    line.match_indices('<').filter_map(|(at, _)| {
        let name = line.get(at + 1..)?.trim_start_matches('/');
        let end = name.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-')?;
        let name = name.get(..end)?;
        let own = name.starts_with(|first: char| first.is_ascii_uppercase()) || name.contains('-');
        let small = name.to_ascii_lowercase();
        let folds = own && FOLDS.iter().any(|fold| small.contains(fold));
        folds.then_some((at, name))
    })
}

fn folded(line: &str) -> Option<String> {
    let mut out = String::new();
    let mut rest = line;
    while let Some((at, _)) = names(rest).next() {
        let (before, tag) = rest.split_at_checked(at)?;
        let (inner, behind) = tag.split_once('>')?;
        out.push_str(before);
        match inner.starts_with("</") {
            true => out.push_str("</details>"),
            false => {
                out.push_str("<details><summary>");
                out.push_str(title(inner).unwrap_or_default());
                out.push_str("</summary>");
            }
        }
        rest = behind;
    }
    (!out.is_empty()).then(|| out + rest)
}

/// What a tag says in quotation marks that is seen before it is opened.
fn title(tag: &str) -> Option<&str> {
    let at = TITLES
        .iter()
        .find_map(|name| Some(tag.find(name)? + name.len()))?;
    let rest = tag.get(at..)?.trim_start_matches('{');
    let quote = rest
        .chars()
        .next()
        .filter(|first| "\"'`".contains(*first))?;
    rest.get(1..)?.split_once(quote).map(|(title, _)| title)
}
