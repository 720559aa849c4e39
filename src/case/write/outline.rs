//! What makes two cases the same.

use super::super::{Block, Case, Item, Kind, Part, Question};
use crate::text::Clean;

/// Whether two cases are the same but for the lines that they stand on and what was set apart.
/// Texts are compared as people read them, without marks and quoting.
#[must_use]
pub fn same(one: &Case, other: &Case) -> bool {
    Outline::of(one) == Outline::of(other)
}

/// All that makes a case what it is, without lines, as people read it.
#[derive(Debug, PartialEq)]
struct Outline {
    head: Vec<String>,
    parts: Vec<(Option<String>, bool, Vec<String>)>,
    apart: Vec<Vec<String>>,
}

impl Outline {
    fn of(case: &Case) -> Self {
        let texts = |texts: &[Clean]| texts.iter().map(|text| plain(text)).collect::<Vec<_>>();
        let mut head = vec![case.title.to_string(), format!("{:?}", case.seconds)];
        head.extend(
            case.language
                .iter()
                .chain(&case.protocol)
                .map(ToString::to_string),
        );
        head.extend(texts(&case.roles));
        head.extend(texts(&case.tags));
        let settings = case.settings.iter();
        head.extend(settings.map(|(key, value)| format!("{key}: {value}")));
        Self {
            head,
            parts: outline(&case.parts),
            apart: [&case.goals, &case.sources, &case.facilitator_notes]
                .map(|blocks| said(blocks))
                .into(),
        }
    }
}

/// The parts; two that nothing tells apart are one.
fn outline(parts: &[Part]) -> Vec<(Option<String>, bool, Vec<String>)> {
    let mut all: Vec<(Option<String>, bool, Vec<String>)> = Vec::new();
    for part in parts {
        let items = part.items.iter().flat_map(|item| match item {
            Item::Reading(reading) => said(&reading.blocks),
            Item::Exhibit(exhibit) => {
                let mut all = vec![format!("exhibit {}", exhibit.title)];
                all.extend(said(&exhibit.blocks));
                all
            }
            Item::Question(question) => asked(question),
        });
        match all.last_mut() {
            Some((_, _, above)) if part.title.is_none() && !part.staged => above.extend(items),
            _ => all.push((
                part.title.as_ref().map(ToString::to_string),
                part.staged,
                items.collect(),
            )),
        }
    }
    all
}

/// Blocks as people read them, each with its ¶ number.
fn said(blocks: &[Block]) -> Vec<String> {
    let block = |block: &Block| format!("{:?} {}", block.number, plain(&block.text));
    blocks.iter().map(block).collect()
}

fn asked(question: &Question) -> Vec<String> {
    let (prompt, aside) = (&question.prompt, &question.aside);
    let mut all = vec![format!(
        "question {} {:?} {}",
        prompt.number,
        prompt.seconds,
        plain(&prompt.text)
    )];
    all.extend(prompt.body.iter().map(|block| plain(&block.text)));
    all.push(format!("{} {:?}", prompt.kind.word(), aside.right));
    all.extend(kind(&prompt.kind));
    for texts in [
        &aside.hints,
        &aside.follow_ups,
        &aside.listen_for,
        &aside.notes,
    ] {
        all.push(format!("{} texts", texts.len()));
        all.extend(texts.iter().map(|text| plain(text)));
    }
    for model in &aside.models {
        all.push(format!("model {:?}", model.title));
        all.extend(model.claims.iter().map(|claim| plain(claim)));
    }
    all
}

/// Limits, labels and texts of a kind.
fn kind(kind: &Kind) -> Vec<String> {
    let (limits, labels, texts) = match kind {
        Kind::Open => return Vec::new(),
        Kind::Choice { options, most } => (vec![*most], Vec::new(), options),
        Kind::Rank { items } => (Vec::new(), Vec::new(), items),
        Kind::Scale {
            low,
            high,
            low_label,
            high_label,
            statements,
        } => (vec![*low, *high], vec![low_label, high_label], statements),
    };
    let mut all = vec![format!("{limits:?} {labels:?}")];
    all.extend(texts.iter().map(|text| plain(text)));
    all
}

fn plain(text: &str) -> String {
    crate::case::plain(text)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}
