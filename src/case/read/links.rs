//! Links that name their address elsewhere, `[the log][log]` and `[log]`: as a document is cut into
//! blocks, each says its address itself.

use std::{borrow::Cow, collections::HashMap};

use super::{fence::Fence, source::Text};

/// No label of a link is longer, in bytes.
const LONGEST: usize = 200;

/// A text with the addresses of its links in place.
pub(super) fn resolved(mut text: Text<'_>) -> Text<'_> {
    let mut fence = Fence::default();
    let defined = text.lines.iter().filter(|line| !fence.holds(&line.text));
    let known: HashMap<String, String> =
        defined.filter_map(|line| definition(&line.text)).collect();
    if known.is_empty() {
        return text;
    }
    let mut fence = Fence::default();
    for line in &mut text.lines {
        let code = fence.holds(&line.text) || line.text.starts_with("    ");
        if !code && line.text.contains('[') && definition(&line.text).is_none() {
            let with = in_place(&line.text, &known);
            line.text = Cow::Owned(with);
        }
    }
    text
}

/// `[log]: https://example.org "The log"`.
fn definition(line: &str) -> Option<(String, String)> {
    let inner = line.trim_start().strip_prefix('[')?;
    let (label, rest) = inner.split_once("]:")?;
    let address = rest.trim().trim_start_matches('<');
    let end = address.find([' ', '\t', '>']).unwrap_or(address.len());
    let address = address.get(..end)?;
    let sound = !label.is_empty()
        && !label.starts_with('^')
        && label.len() <= LONGEST
        && !label.contains(['[', ']']);
    let title = rest
        .trim()
        .get(end..)
        .unwrap_or_default()
        .trim_start_matches(['>', ' ', '\t']);
    let stands = title.is_empty() || title.starts_with(['"', '\'', '(']);
    let is_address = address.contains(['/', '.', '#', ':']);
    (sound && stands && is_address).then(|| (folded(label), address.to_owned()))
}

fn folded(label: &str) -> String {
    label
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase()
}

fn in_place(line: &str, known: &HashMap<String, String>) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    let mut code = false;
    while let Some((before, after)) = rest.split_once('[') {
        out.push_str(before);
        code ^= !before.matches('`').count().is_multiple_of(2);
        let taken = if code { None } else { link(after, known) };
        match taken {
            Some((words, address, behind)) => {
                out.push_str(&format!("[{words}]({address})"));
                rest = behind;
            }
            None => {
                out.push('[');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

/// The words of a link, its address, and what stands behind it.
fn link<'a>(
    after: &'a str,
    known: &'a HashMap<String, String>,
) -> Option<(&'a str, &'a str, &'a str)> {
    let end = after.bytes().take(LONGEST).position(|byte| byte == b']')?;
    let (words, behind) = (after.get(..end)?, after.get(end + 1..)?);
    if words.is_empty() || words.contains('[') || behind.starts_with(['(', ':']) {
        return None;
    }
    // A second bracket names the address, or the words do.
    if let Some((label, behind)) = behind
        .strip_prefix('[')
        .and_then(|rest| rest.split_once(']'))
    {
        let label = if label.is_empty() { words } else { label };
        return Some((words, known.get(&folded(label))?, behind));
    }
    Some((words, known.get(&folded(words))?, behind))
}
