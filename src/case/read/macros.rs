//! `{{ correction(True, """` … `""") }}`: what a page's own macro is called with is text of the page;
//! the call is none.

use std::borrow::Cow;

use super::{fence::Fence, source::Numbered};

const QUOTES: &str = "\"\"\"";

/// The lines of a source without the calls around such texts.
pub(super) fn opened<'a>(source: &str, lines: Vec<Numbered<'a>>) -> Vec<Numbered<'a>> {
    if !source.contains("{{") || !source.contains(QUOTES) {
        return lines;
    }
    let mut fence = Fence::default();
    let (mut call, mut text) = (false, false);
    let open = |mut line: Numbered<'a>| {
        if !call && fence.holds(&line.text) {
            return line;
        }
        let trimmed = line.text.trim();
        call |= trimmed.starts_with("{{");
        if !call {
            return line;
        }
        let quotes = trimmed.matches(QUOTES).count();
        let ends =
            !text && trimmed.ends_with("}}") || text && quotes == 1 && trimmed.ends_with("}}");
        if quotes == 1 {
            text = !text;
        }
        if quotes > 0 || !text {
            line.text = Cow::Borrowed("");
        } else {
            line.text = Cow::Owned(line.text.replace("\\\"", "\""));
        }
        call &= !ends;
        line
    };
    lines.into_iter().map(open).collect()
}
