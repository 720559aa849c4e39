//! Blocks as MkDocs writes them, `??? question "…"` and `!!! tip`, with what they hold indented
//! below: they are read as the callouts that other tools know.

use std::borrow::Cow;

use super::{fence::Fence, source::Numbered};

/// What such a block holds is indented by so many letters.
const INDENT: usize = 4;

/// The lines of a source with each such block as a quote that begins with `[!kind]`.
pub(super) fn as_callouts<'a>(source: &str, lines: Vec<Numbered<'a>>) -> Vec<Numbered<'a>> {
    if !["??? ", "???+ ", "!!! "]
        .iter()
        .any(|mark| source.contains(mark))
    {
        return lines;
    }
    let mut fence = Fence::default();
    let mut open: Vec<usize> = Vec::new();
    let mut blanks = Vec::new();
    let mut out = Vec::with_capacity(lines.len());
    for line in lines {
        if line.is_blank() {
            blanks.push(line);
            continue;
        }
        let indent = line.text.len() - line.text.trim_start().len();
        let code = open.is_empty() && fence.holds(&line.text);
        while open.last().is_some_and(|own| indent < own + INDENT) {
            open.pop();
        }
        let marks = "> ".repeat(open.len());
        out.extend(
            blanks
                .drain(..)
                .map(|blank| within(blank, marks.trim_end())),
        );
        let inner = open.last().map_or(0, |own| own + INDENT);
        let opened = callout(line.text.trim()).filter(|_| !code);
        let text = match (opened, line.text.get(inner..)) {
            (Some(callout), _) => {
                open.push(indent);
                Cow::Owned(format!("{marks}> {callout}"))
            }
            (None, Some(rest)) if !open.is_empty() => Cow::Owned(format!("{marks}{rest}")),
            _ => line.text,
        };
        out.push(Numbered {
            number: line.number,
            text,
        });
    }
    out.extend(blanks);
    out
}

fn within<'a>(blank: Numbered<'a>, marks: &str) -> Numbered<'a> {
    match marks.is_empty() {
        true => blank,
        false => Numbered {
            number: blank.number,
            text: Cow::Owned(marks.to_owned()),
        },
    }
}

/// `??? question "What now?"` as `[!question]- What now?`.
fn callout(text: &str) -> Option<String> {
    let (folded, rest) = match text.strip_prefix("!!!") {
        Some(rest) => ("", rest),
        None => ("-", text.strip_prefix("???")?.trim_start_matches('+')),
    };
    let rest = rest.strip_prefix(' ')?.trim();
    let end = rest
        .find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-')
        .unwrap_or(rest.len());
    let (kind, title) = rest.split_at_checked(end)?;
    let title = title.trim();
    let quoted = title
        .split_once('"')
        .and_then(|(_, title)| title.rsplit_once('"'));
    let classes = |text: &str| {
        text.chars()
            .all(|letter| letter.is_ascii_alphanumeric() || " -".contains(letter))
    };
    let title = match quoted {
        Some((title, _)) => title,
        None if classes(title) => "",
        None => return None,
    };
    (!kind.is_empty()).then(|| format!("[!{kind}]{folded} {title}").trim_end().to_owned())
}
