//! A document as lines: what each is by its form, before anything is understood.

use std::{borrow::Cow, collections::HashSet};

use super::facts::Facts;
use crate::case::read::{
    fence::{Fence, Quoted},
    source::Numbered,
    time,
};

/// What a line is by its form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Form {
    #[default]
    Blank,
    Heading,
    /// A line that is bold as a whole.
    Bold,
    Plain,
    Item,
    Table,
    Code,
    /// The mark of a division, a callout, a summary: its words are its class.
    Division,
    Rule,
    /// Tags without text.
    Tags,
    /// Between marks that say what it is.
    Quoted(Quoted),
}

/// What counts an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::case::read) enum Marker {
    Bullet,
    Number(u64),
    Letter(char),
}

/// A line of a document.
#[derive(Clone, Debug, Default)]
pub(super) struct Line<'a> {
    /// Its number in the source.
    pub(super) number: u32,
    pub(super) raw: &'a str,
    pub(super) form: Form,
    /// Of a heading; 7 for a bold line, 99 for others.
    pub(super) level: u8,
    /// Its words, without marks.
    pub(super) text: Cow<'a, str>,
    pub(super) marker: Option<Marker>,
    pub(super) indent: usize,
    /// It stands in a quote.
    pub(super) quote: bool,
    /// It stands within `<details>`.
    pub(super) folded: bool,
    pub(super) facts: Facts,
}

impl Line<'_> {
    pub(super) fn is_blank(&self) -> bool {
        self.form == Form::Blank
    }

    pub(super) fn is(&self, forms: &[Form]) -> bool {
        forms.contains(&self.form)
    }

    /// The number that counts it as an item.
    pub(super) fn item_number(&self) -> Option<u64> {
        match self.marker {
            Some(Marker::Number(number)) => Some(number),
            _ => None,
        }
    }

    pub(super) fn is_lettered(&self) -> bool {
        matches!(self.marker, Some(Marker::Letter(_)))
    }

    /// Its number, if it is a list item, and its words.
    pub(super) fn counted_text(&self) -> Cow<'_, str> {
        match self.marker {
            Some(Marker::Number(number)) => Cow::Owned(format!("{number}. {}", self.text)),
            _ => Cow::Borrowed(&self.text),
        }
    }
}

/// Headings below all headings.
pub(super) const BOLD: u8 = 7;
const NONE: u8 = 99;

/// The lines of a document.
pub(super) fn lines<'a>(source: &'a [Numbered<'_>], ends: &HashSet<u32>) -> Vec<Line<'a>> {
    let mut fence = Fence::default();
    let mut folds = 0_u32;
    let mut callout: Option<usize> = None;
    let mut out: Vec<Line<'a>> = Vec::with_capacity(source.len());
    for numbered in source {
        let before = fence.quoted();
        let code = fence.holds(&numbered.text);
        let quoted = fence.quoted().or(before.filter(|_| code));
        let mut line = Line {
            number: numbered.number,
            raw: &numbered.text,
            form: Form::Plain,
            level: NONE,
            text: Cow::Borrowed(""),
            marker: None,
            indent: 0,
            quote: false,
            folded: folds > 0,
            facts: Facts::default(),
        };
        match quoted {
            Some(quoted) => {
                line.form = Form::Quoted(quoted);
                line.text = bare(numbered.text.trim());
            }
            None if ends.contains(&numbered.number) => {
                line.form = Form::Division;
                line.raw = ":::";
            }
            None if numbered.is_blank() => line.form = Form::Blank,
            None if code => {
                line.form = Form::Code;
                line.text = Cow::Borrowed(numbered.text.trim());
            }
            None => shape(&mut line, &mut folds, out.last_mut()),
        }
        let depth = || depth(line.raw);
        callout = callout.filter(|own| line.is_blank() || *own <= depth());
        callout = callout.or_else(|| folds_away(&line).then(depth));
        line.folded |= callout.is_some();
        out.push(line);
    }
    out
}

/// In so many quotes a line stands.
fn depth(raw: &str) -> usize {
    let inner = raw.trim_start_matches(['>', ' ']);
    raw.bytes()
        .take(raw.len() - inner.len())
        .filter(|byte| *byte == b'>')
        .count()
}

/// Kinds of callouts that ask.
const ASKING: &[&str] = &[
    "question", "faq", "help", "example", "exercise", "todo", "quiz", "abstract", "info",
];

/// "> [!success]- Done": what stands in a callout that is closed is folded away, if it does not ask.
fn folds_away(line: &Line<'_>) -> bool {
    let inner = line.raw.trim_start().trim_start_matches(['>', ' ']);
    let Some((kind, title)) = inner
        .strip_prefix("[!")
        .and_then(|kind| kind.split_once(']'))
    else {
        return false;
    };
    let asks = ASKING
        .iter()
        .any(|asks| kind.to_ascii_lowercase().starts_with(asks));
    title.starts_with('-') && !asks && !line.asks()
}

/// Finds what a line is by its first letters.
fn shape<'a>(line: &mut Line<'a>, folds: &mut u32, above: Option<&mut Line<'a>>) {
    let quoted = line.raw.trim_start();
    let inner = quoted.trim_start_matches(['>', ' ']);
    line.quote = quoted.starts_with('>');
    let raw = if line.quote { inner } else { line.raw };
    let text = raw.trim();
    let lower = match text.starts_with('<') {
        true => text
            .get(..text.len().min(12))
            .unwrap_or(text)
            .to_ascii_lowercase(),
        false => String::new(),
    };
    if lower.starts_with("<details") || lower.starts_with("<summary") {
        *folds += u32::from(lower.starts_with("<details"));
        line.folded = true;
        line.text = bare(text);
        line.form = if line.text.is_empty() {
            Form::Tags
        } else {
            Form::Division
        };
    } else if lower.starts_with("</details") {
        *folds = folds.saturating_sub(1);
        line.form = Form::Tags;
    } else if let Some((level, title)) = heading(text) {
        // "> > ## Solution" stands within "> ## Exercise".
        let depth = depth(quoted);
        line.form = Form::Heading;
        line.level = (level + depth.saturating_sub(1) as u8).min(BOLD - 1);
        line.text = bare(title);
    } else if text.starts_with(":::") {
        line.form = Form::Division;
        let class = text.replace([':', '{', '}', '.', '-', '_'], " ");
        line.text = Cow::Owned(class.trim().to_owned());
    } else if text.starts_with("[!") && line.quote {
        line.form = Form::Division;
        line.text = bare(
            text.split_once(']')
                .map_or(text, |(_, title)| title.trim_start_matches(['-', '+'])),
        );
    } else if is_rule(text) {
        line.form = Form::Rule;
        let underlines = text.len() > 2 && text.bytes().all(|byte| byte == b'=' || byte == b'-');
        if let Some(above) = above.filter(|above| underlines && above.form == Form::Plain) {
            above.form = Form::Heading;
            above.level = if text.starts_with('=') { 1 } else { 2 };
            line.form = Form::Tags;
        }
    } else if text.starts_with('|') {
        line.form = Form::Table;
        line.text = bare(text);
    } else {
        running(line, raw);
    }
}

/// A line of running text, of a list, or in bold letters.
fn running<'a>(line: &mut Line<'a>, raw: &'a str) {
    let start = raw.trim_start();
    let blanks = raw.get(..raw.len() - start.len()).unwrap_or_default();
    line.indent = blanks
        .chars()
        .map(|blank| if blank == '\t' { 4 } else { 1 })
        .sum();
    let mut text = start.trim_end();
    if let Some((marker, rest)) = marker(text) {
        line.marker = Some(marker);
        line.form = Form::Item;
        text = rest;
    }
    line.text = bare(text);
    if line.form == Form::Plain && line.text.is_empty() {
        line.form = if text.contains("__") || text.contains("..") {
            Form::Plain
        } else {
            Form::Tags
        };
    }
    if line.form == Form::Plain && is_bold(text) && line.text.contains(char::is_alphanumeric) {
        line.form = Form::Bold;
        line.level = BOLD;
    }
}

/// Whether a line is bold from end to end, but for a remark in brackets, a colon or a full stop
/// behind it: "**Explanation** (from the handbook)".
fn is_bold(text: &str) -> bool {
    if !text.starts_with(['*', '_']) {
        return false;
    }
    let remark = text
        .strip_suffix(')')
        .and_then(|text| text.rsplit_once(" ("));
    let text = remark.map_or(text, |(text, _)| text);
    let text = text.trim_end_matches([':', '：', '.', ' ', '\\']);
    ["**", "__"].iter().any(|mark| {
        let inner = text
            .strip_prefix(mark)
            .and_then(|rest| rest.strip_suffix(mark));
        inner.is_some_and(|inner| !inner.is_empty() && !inner.contains(mark))
    })
}

/// The bold words that a line begins with, and what follows them.
pub(super) fn bold_lead(raw: &str) -> Option<(&str, &str)> {
    raw.trim_start().strip_prefix("**")?.split_once("**")
}

/// Whether an item is bold from end to end: "- **Who pays?**".
pub(super) fn is_bold_item(raw: &str) -> bool {
    marker(raw.trim()).is_some_and(|(_, text)| is_bold(text.trim_end()))
}

fn heading(text: &str) -> Option<(u8, &str)> {
    if let Some(tag) = text.strip_prefix("<h").or_else(|| text.strip_prefix("<H")) {
        let level = tag.chars().next()?.to_digit(10)?;
        let title = tag.split_once('>')?.1;
        return u8::try_from(level)
            .ok()
            .filter(|level| (1..=6).contains(level))
            .map(|level| (level, title));
    }
    let rest = text.trim_start_matches('#');
    let level = text.len() - rest.len();
    let stands = rest.is_empty() || rest.starts_with([' ', '\t']);
    let title = rest.trim().trim_end_matches('#').trim_end();
    u8::try_from(level)
        .ok()
        .filter(|level| (1..=6).contains(level) && stands)
        .map(|level| (level, title))
}

/// `---`, `***`, `===`; a line of nine underscores or more is room to write.
fn is_rule(text: &str) -> bool {
    if !text.starts_with(['-', '*', '_', '=']) {
        return false;
    }
    let marks = text.chars().filter(|letter| *letter != ' ');
    let first = text.chars().next().unwrap_or_default();
    let count = marks.clone().count();
    count >= 3 && marks.clone().all(|mark| mark == first) && !(first == '_' && count > 8)
}

/// What counts an item, and its text: `- x`, `3. x`, `(b) x`, `1、x`, `IV. x`.
pub(in crate::case::read) fn marker(text: &str) -> Option<(Marker, &str)> {
    let first = text.chars().next()?;
    if "-*+•◦▪●○□☐–".contains(first) {
        let rest = text.get(first.len_utf8()..)?;
        let stands =
            rest.starts_with([' ', '\t', '\u{a0}']) || (!first.is_ascii() && !rest.is_empty());
        return (stands && !rest.trim().is_empty()).then(|| (Marker::Bullet, rest.trim_start()));
    }
    let open = text.strip_prefix(['(', '（']);
    let inner = open.unwrap_or(text);
    let digits = inner
        .find(|letter: char| time::digit(letter).is_none() && letter != '.')
        .unwrap_or(inner.len());
    let (head, tail) = inner.split_at_checked(digits)?;
    let (number, tail) = match head.strip_suffix('.') {
        Some(number) => (number, inner.get(number.len()..)?),
        None => (head, tail),
    };
    if !number.is_empty() && number.chars().count() <= 6 {
        let rest = tail.strip_prefix(['.', ')', '）', '、', '．'])?;
        let last = number.rsplit('.').next().unwrap_or(number);
        let value = last
            .chars()
            .filter_map(time::digit)
            .fold(0_u64, |value, digit| value * 10 + u64::from(digit));
        let spaced = rest.starts_with([' ', '\t', '\u{a0}'])
            || rest.starts_with(crate::case::vocabulary::is_ideograph)
            || tail.starts_with(['、', '）', '．'])
            || (open.is_some());
        let sound = last.chars().count() <= 3 && spaced && !rest.trim().is_empty();
        return sound.then(|| (Marker::Number(value), rest.trim_start()));
    }
    let letter = inner
        .chars()
        .next()
        .filter(|letter| letter.is_alphabetic())?;
    let rest = inner.get(letter.len_utf8()..)?;
    let closed = rest.strip_prefix([')', '）']).or_else(|| {
        rest.strip_prefix(['.', '、', '．'])
            .filter(|rest| open.is_none() && rest.starts_with([' ', '\t', '\u{a0}']))
    })?;
    let small = letter.to_lowercase().next()?;
    let known = ('a'..='j').contains(&small) || ('а'..='е').contains(&small);
    (known && !closed.trim().is_empty()).then(|| (Marker::Letter(small), closed.trim_start()))
}

/// No text of a link, and no picture, is longer, in bytes.
const LONGEST_LINK: usize = 2000;

/// How many bytes of a text are as they are without marks: no mark, no blank but single ones.
fn plain_length(text: &str) -> usize {
    let mut blank = true;
    for (at, byte) in text.bytes().enumerate() {
        if PLAIN.get(usize::from(byte)).is_some_and(|plain| *plain) {
            blank = false;
            continue;
        }
        let rest = text.get(at..).unwrap_or_default();
        let stops = match byte {
            b' ' => blank,
            b'!' => rest.starts_with("!["),
            b'\0'..=0x7f => true,
            _ => rest.starts_with(char::is_whitespace),
        };
        if stops {
            return at;
        }
        blank = byte == b' ';
    }
    text.len()
}

/// The bytes that are no mark, no blank, and begin none.
#[expect(
    clippy::indexing_slicing,
    reason = "the compiler does it, and stops at a wrong index"
)]
static PLAIN: [bool; 256] = {
    let mut plain = [true; 256];
    let special = b" !<[]\\*`~_\t\n\x0b\x0c\r\xc2\xe1\xe2\xe3";
    let mut at = 0;
    while at < special.len() {
        plain[special[at] as usize] = false;
        at += 1;
    }
    plain
};

/// The beginning of a text that is as it is without marks, and the rest; none where it is empty.
fn plain_start(text: &str) -> Option<(&str, &str)> {
    text.split_at_checked(plain_length(text))
        .filter(|(start, _)| !start.is_empty())
}

/// A text without the marks of Markdown and HTML; of a link its words.
pub(super) fn bare(text: &str) -> Cow<'_, str> {
    if plain_length(text) == text.len() {
        return Cow::Borrowed(text.trim_end());
    }
    let mut rest = text;
    let mut out = String::with_capacity(text.len());
    let mut open = false;
    while let Some(letter) = rest.chars().next() {
        if let Some((start, behind)) = plain_start(rest) {
            out.push_str(start);
            rest = behind;
            continue;
        }
        let after = rest.get(letter.len_utf8()..).unwrap_or_default();
        open |= letter == '[';
        rest = match letter {
            '<' if after.starts_with(|next: char| next.is_ascii_alphabetic() || next == '/') => {
                after.split_once('>').map_or("", |(_, behind)| behind)
            }
            '!' if after.starts_with('[') => near(after, b')').map_or(after, |(_, behind)| behind),
            '[' if near(after, b']').is_some_and(|(_, behind)| behind.starts_with('(')) => after,
            ']' if after.starts_with('(') && open => {
                after.split_once(')').map_or("", |(_, behind)| behind)
            }
            '\\' => {
                let next = after.chars().next();
                out.extend(next);
                next.map_or("", |next| after.get(next.len_utf8()..).unwrap_or_default())
            }
            '*' | '`' | '~' => after,
            '_' => {
                // Within a word, or as room to write, it is a letter.
                let inside = out.ends_with(char::is_alphanumeric)
                    && after.starts_with(char::is_alphanumeric);
                if inside || after.starts_with("__") || out.ends_with("__") {
                    out.push('_');
                }
                after
            }
            letter if letter.is_whitespace() => {
                if !out.ends_with(' ') && !out.is_empty() {
                    out.push(' ');
                }
                after
            }
            letter => {
                out.push(letter);
                after
            }
        };
    }
    out.truncate(out.trim_end().len());
    Cow::Owned(out)
}

/// What stands before and behind a mark that is near enough to close a link.
fn near(text: &str, mark: u8) -> Option<(&str, &str)> {
    let mut start = text.bytes().take(LONGEST_LINK);
    let end = start.position(|byte| byte == mark)?;
    Some((text.get(..end)?, text.get(end + 1..)?))
}
