//! A label in bold letters and a remark in brackets behind it, "**Aufgabe 2** (15 Minuten)", are one
//! label: the brackets go into the bold letters.

use std::borrow::Cow;

use super::{fence::Fence, source::Numbered, time};
use crate::case::vocabulary::{Word, counted_heading};

/// No such line is longer, in bytes.
const LONGEST: usize = 120;

/// The lines of a source with each such label as one.
pub(super) fn whole(mut lines: Vec<Numbered<'_>>) -> Vec<Numbered<'_>> {
    let mut fence = Fence::default();
    for line in &mut lines {
        let code = fence.holds(&line.text);
        let short = !code && line.text.len() <= LONGEST;
        if let Some(text) = short.then(|| one(&line.text)).flatten() {
            line.text = Cow::Owned(text);
        }
    }
    lines
}

fn one(line: &str) -> Option<String> {
    let (label, rest) = line.trim().strip_prefix("**")?.split_once("**")?;
    let remark = rest.trim_start_matches([':', ' ']);
    let inner = remark.strip_prefix('(')?.strip_suffix(')')?;
    let asks = counted_heading(label.trim_end_matches(':')) == Some(Word::Question);
    // Points beside a time stay where they are.
    let time = time::split_end(remark);
    (asks && time.0.is_empty() && time.1.is_some() && !inner.contains([')', '*']))
        .then(|| format!("**{} {remark}**", label.trim_end_matches([':', ' '])))
}
