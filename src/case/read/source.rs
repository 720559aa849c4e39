//! First pass: a text of numbered lines, with what CommonMark would misread evened out.

use std::borrow::Cow;

/// A document's lines, each with its number in the source.
#[derive(Clone, Debug, Default)]
pub(super) struct Text<'a> {
    pub(super) lines: Vec<Numbered<'a>>,
    /// No line begins with `#`: mail, a typed letter, a page copied as text.
    pub(super) plain: bool,
}

/// A line and its number, counted from 1.
#[derive(Clone, Debug)]
pub(super) struct Numbered<'a> {
    pub(super) number: u32,
    pub(super) text: Cow<'a, str>,
}

impl Numbered<'_> {
    pub(super) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }
}

/// In a text without headings, a line this long is a paragraph of its own.
const LONG_LINE: usize = 120;
/// Deeper nesting is taken as this deep: nobody reads it, and parsers suffer.
const DEEPEST: usize = 64;

/// Strips the byte order mark and carriage returns; in a text without headings, takes away
/// indents, reads dashes under text as a rule and each long line as a paragraph.
pub(super) fn even_out(source: &str) -> Text<'_> {
    let source = source.strip_prefix('\u{feff}').unwrap_or(source);
    let plain = !source
        .lines()
        .any(|line| line.starts_with('#') || line.starts_with("<h"));
    let mut text = Text {
        lines: Vec::new(),
        plain,
    };
    let mut fenced = false;
    let mut after_long = false;
    for (at, line) in source.lines().enumerate() {
        let number = u32::try_from(at + 1).unwrap_or(u32::MAX);
        let line = line.trim_end_matches('\r');
        let fence = is_fence(line);
        fenced ^= fence;
        let even = if fenced || fence {
            Cow::Borrowed(line)
        } else if plain {
            plain_line(line)
        } else {
            shallow(line)
        };
        if plain && !fenced && after_long && !even.trim().is_empty() {
            text.lines.push(Numbered {
                number,
                text: Cow::Borrowed(""),
            });
        }
        after_long = even.chars().count() > LONG_LINE;
        text.lines.push(Numbered { number, text: even });
    }
    text
}

/// Whether a line opens or closes a code fence.
pub(super) fn is_fence(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with("```") || line.starts_with("~~~")
}

fn plain_line(line: &str) -> Cow<'_, str> {
    let bare = line.trim_start();
    if bare.len() > 2 && bare.chars().all(|letter| "-=_*".contains(letter)) {
        return Cow::Borrowed("");
    }
    bullet(bare).unwrap_or(Cow::Borrowed(bare))
}

/// A bullet that CommonMark does not know, as one that it does.
fn bullet(line: &str) -> Option<Cow<'_, str>> {
    let rest = line.strip_prefix(['•', '◦', '▪', '●', '‣', '·', '–'])?;
    rest.starts_with([' ', '\t'])
        .then(|| Cow::Owned(format!("- {}", rest.trim_start())))
}

/// Quote marks and list markers nested without end keep their first few.
fn shallow(line: &str) -> Cow<'_, str> {
    let markers = |letter: &char| matches!(letter, '>' | '-' | '*' | '+' | ' ' | '\t');
    let opening = line
        .chars()
        .take_while(markers)
        .filter(|letter| !letter.is_whitespace());
    if opening.count() > DEEPEST && line.contains('>') {
        let rest = line.trim_start_matches(['>', '-', '*', '+', ' ', '\t']);
        return Cow::Owned(format!("> {rest}"));
    }
    let indent = line.len() - line.trim_start().len();
    if indent > DEEPEST * 4 {
        return Cow::Borrowed(line.trim_start());
    }
    let bare = line.trim_start();
    match bullet(bare) {
        Some(bullet) => Cow::Owned(format!("{}{bullet}", " ".repeat(indent))),
        None => Cow::Borrowed(line),
    }
}
