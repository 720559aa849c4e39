//! First pass: a text of numbered lines, with what CommonMark would misread evened out.

use std::{borrow::Cow, collections::HashSet};

use super::fence::Fence;
use crate::case::{
    flaw::{Code, Flaw},
    vocabulary,
};

/// A document's lines, each with its number in the source.
#[derive(Debug, Default)]
pub(super) struct Text<'a> {
    /// The lines of the front matter, its `---` lines included; perhaps none.
    pub(super) front: Vec<Numbered<'a>>,
    /// All others. A line of the source may be several here.
    pub(super) lines: Vec<Numbered<'a>>,
    /// No line is marked as a heading: mail, a typed letter, a page copied as text.
    pub(super) plain: bool,
    /// There is a level-1 heading.
    pub(super) titled: bool,
    /// Lines that hold comments.
    pub(super) comments: Vec<u32>,
    pub(super) flaws: Vec<Flaw>,
    /// Lines of options that had no blank before their mark.
    pub(super) glued: Vec<u32>,
    /// Lines of questions whose brackets were taken for their answers.
    pub(super) bracketed: Vec<u32>,
    /// Lines that end a division (`:::`); they hold nothing else.
    pub(super) division_ends: HashSet<u32>,
    /// What its file is called.
    pub(super) name: String,
    /// How many lines the source has.
    pub(super) count: u32,
}

/// A line and its number, counted from 1.
#[derive(Clone, Debug)]
pub(super) struct Numbered<'a> {
    pub(super) number: u32,
    pub(super) text: Cow<'a, str>,
}

impl Numbered<'_> {
    pub(super) fn is_blank(&self) -> bool {
        self.text.chars().all(char::is_whitespace)
    }
}

/// In a text without headings, a line of so many bytes is a paragraph of its own.
const LONG_LINE: usize = 120;
/// Deeper nesting is taken as this deep: nobody reads it, and parsers suffer.
const DEEPEST: usize = 64;

/// Strips the byte order mark and carriage returns, takes comments out; in a text without
/// headings, takes away indents, reads dashes under text as a rule and each long line as a
/// paragraph.
pub(super) fn even_out(source: &str) -> Text<'_> {
    let source = source.strip_prefix('\u{feff}').unwrap_or(source);
    let mut lines = split(source);
    if ENTITIES.iter().any(|entity| source.contains(entity)) {
        lines.iter_mut().for_each(write_blanks);
    }
    let (front, closed) = front_matter(&lines);
    let rest = lines.split_off(front);
    let underlined = underlined(&rest);
    let mut text = Text {
        count: (lines.len() + rest.len()) as u32,
        plain: !underlined && !rest.iter().any(|line| heading_level(&line.text).is_some()),
        titled: underlined || rest.iter().any(|line| heading_level(&line.text) == Some(1)),
        front: lines,
        ..Text::default()
    };
    let mut rest = notes_apart(source, in_our_words(source, rest));
    if source.contains("<!--") {
        take_comments(&mut rest, &mut text);
    }
    let details = |text: &str| text.contains("<details") || text.contains("<DETAILS");
    let has_details = rest.iter().any(|line| details(&line.text));
    let mut fence = Fence::default();
    for mut line in rest {
        let code = fence.holds(&line.text);
        if let Some(apart) = super::near::unglued(&line.text).filter(|_| !code) {
            text.glued.push(line.number);
            line.text = Cow::Owned(apart);
        }
        if !code {
            line.text = without_attributes(line.text);
            let ends = is_div(line.text.trim()).then_some(line.number);
            text.division_ends.extend(ends);
        }
        if code {
            text.lines.push(line);
        } else if has_details && line.text.contains('<') {
            details_apart(&line, text.plain, &mut text.lines);
        } else {
            push(line, text.plain, &mut text.lines);
        }
    }
    if !closed {
        text.flaws.push(Flaw::new(
            Code::Unclosed,
            1,
            "The settings at the top are opened with “---” and never closed; they end at the first blank line",
            "Put a line “---” under the last setting.",
        ));
    }
    if let Some(line) = fence.opened_at(&text.lines) {
        text.flaws.push(Flaw::new(
            Code::Unclosed,
            line,
            "A code fence is opened and never closed; all that follows is code",
            "End it with a line of the same marks.",
        ));
    }
    text
}

/// What other tools and other authors write in ways of their own, in ways that we know.
fn in_our_words<'a>(source: &str, lines: Vec<Numbered<'a>>) -> Vec<Numbered<'a>> {
    let lines = super::macros::opened(source, lines);
    let lines = super::directive::as_divisions(source, super::component::as_folds(source, lines));
    let lines = super::labels::whole(super::pasted::apart(lines));
    let lines = super::prompted::as_questions(source, lines);
    let lines = super::addressed::under_headings(lines);
    let lines = super::indented::set_back(super::admonition::as_callouts(source, lines));
    let lines = super::filled::emptied(lines);
    let lines = super::gap::emptied(super::picked::apart(super::rows::apart(
        super::remark::apart(lines),
    )));
    let lines = super::offered::as_options(super::outcome::behind_options(lines));
    let lines = super::truths::as_options(super::keyed::under_a_label(lines));
    let lines = super::exercise::named(super::signs::as_ticks(lines));
    super::owed::as_keys(lines)
}

/// Each footnote is a paragraph of its own.
fn notes_apart<'a>(source: &str, lines: Vec<Numbered<'a>>) -> Vec<Numbered<'a>> {
    if !source.contains("[^") {
        return lines;
    }
    let mut out: Vec<Numbered<'_>> = Vec::with_capacity(lines.len());
    for line in lines {
        let note = line.text.starts_with("[^") && line.text.contains("]:");
        if note && out.last().is_some_and(|above| !above.is_blank()) {
            out.push(blank(line.number));
        }
        out.push(line);
    }
    out
}

/// "> {: .solution}": a line that gives the block above its looks says nothing.
fn without_attributes(line: Cow<'_, str>) -> Cow<'_, str> {
    let bare = line.trim_start_matches(['>', ' ', '\t']);
    if !bare.starts_with("{:") || !bare.trim_end().ends_with('}') {
        return line;
    }
    let marks = line.get(..line.len() - bare.len()).unwrap_or_default();
    Cow::Owned(marks.trim_end().to_owned())
}

/// Blanks as pages and their editors write them out.
const ENTITIES: [&str; 4] = ["&#x20;", "&#32;", "&nbsp;", "&#160;"];

fn write_blanks(line: &mut Numbered<'_>) {
    if line.text.contains('&') && !line.text.contains('`') {
        let text = ENTITIES.iter().fold(line.text.to_string(), |text, entity| {
            text.replace(entity, " ")
        });
        line.text = Cow::Owned(text);
    }
}

/// The lines, without what ends them: `\n`, `\r\n`, or `\r` where that is all there is.
fn split(source: &str) -> Vec<Numbered<'_>> {
    let end = if source.contains('\n') { '\n' } else { '\r' };
    let lines = source.strip_suffix(end).unwrap_or(source).split(end);
    let numbered = lines.enumerate().map(|(at, line)| Numbered {
        number: u32::try_from(at + 1).unwrap_or(u32::MAX),
        text: Cow::Borrowed(line.trim_end_matches('\r')),
    });
    numbered.collect()
}

/// How many lines at the top are front matter, and whether it ends: between `---` lines, with a
/// setting in it. Where text begins before the second one, the settings end at the first blank
/// line, and a `---` further down is a line of the text.
fn front_matter(lines: &[Numbered<'_>]) -> (usize, bool) {
    let mut texts = lines.iter().map(|line| line.text.trim_end());
    if texts.next() != Some("---") {
        return (0, true);
    }
    let mut setting = false;
    let mut blank = None;
    for (at, line) in texts.enumerate() {
        if line == "---" || line == "..." {
            return (if setting || at == 0 { at + 2 } else { 0 }, true);
        }
        if line.is_empty() {
            blank.get_or_insert((at + 2, setting));
        } else if blank.is_some() && !may_be_setting(line) {
            break;
        }
        setting |= line.contains(':');
    }
    match blank {
        Some((count, true)) => (count, false),
        _ => (0, true),
    }
}

/// Whether a line may stand between settings: `key: value`, an item, what is indented, a remark.
fn may_be_setting(line: &str) -> bool {
    let key = line.split_once([':', '：']).map(|(key, _)| key);
    let is_key =
        |key: &str| vocabulary::whole(key).is_some() || key.chars().all(char::is_lowercase);
    line.starts_with(['-', ' ', '\t', '#']) || key.is_some_and(is_key)
}

/// The level of a heading that is written with `#` or as HTML.
pub(super) fn heading_level(line: &str) -> Option<usize> {
    let bare = line.trim_start_matches(' ');
    if let Some(tag) = bare.strip_prefix("<h").or_else(|| bare.strip_prefix("<H")) {
        let level = tag.chars().next()?.to_digit(10)? as usize;
        return (1..=6).contains(&level).then_some(level);
    }
    let level = bare.len() - bare.trim_start_matches('#').len();
    let after = bare.chars().nth(level);
    let indent = line.len() - bare.len();
    ((1..=6).contains(&level) && indent < 4 && after.is_none_or(char::is_whitespace))
        .then_some(level)
}

/// Whether a line of `=` makes a title of the line above.
fn underlined(lines: &[Numbered<'_>]) -> bool {
    let rule = |text: &str| text.len() > 2 && text.trim_end().bytes().all(|byte| byte == b'=');
    let mut pairs = lines.iter().zip(lines.iter().skip(1));
    pairs.any(|(above, line)| rule(&line.text) && !above.is_blank())
}

/// Takes comments out of the lines outside code; a comment that nothing ends is one line long.
fn take_comments(lines: &mut [Numbered<'_>], text: &mut Text<'_>) {
    let last_end = lines.iter().rposition(|line| line.text.contains("-->"));
    let mut fence = Fence::default();
    let mut open = false;
    for (at, line) in lines.iter_mut().enumerate() {
        if !open && fence.holds(&line.text) {
            continue;
        }
        let mut kept = String::new();
        let mut rest = line.text.as_ref();
        let mut found = open;
        loop {
            if open {
                let Some((_, after)) = rest.split_once("-->") else {
                    break;
                };
                open = false;
                rest = after;
            }
            let Some((before, after)) = rest.split_once("<!--") else {
                kept.push_str(rest);
                break;
            };
            kept.push_str(before);
            // Between backticks it is an example of a comment.
            if before.ends_with('`') {
                kept.push_str("<!--");
            } else {
                found = true;
                open = true;
            }
            rest = after;
        }
        if open && last_end.is_none_or(|last| last <= at) {
            open = false;
            text.flaws.push(Flaw::new(
                Code::Unclosed,
                line.number,
                "A comment is opened and never closed; only its first line is kept back",
                "End the comment with “-->”.",
            ));
        }
        if found {
            text.comments.push(line.number);
            line.text = Cow::Owned(kept);
        }
    }
}

/// Puts `<details>` and what ends it on lines of their own, so that what stands between them is
/// read as any other text.
fn details_apart<'a>(line: &Numbered<'a>, plain: bool, lines: &mut Vec<Numbered<'a>>) {
    let lower = line.text.to_ascii_lowercase();
    if !lower.contains("<details") && !lower.contains("</details") && !lower.contains("summary>") {
        return push(line.clone(), plain, lines);
    }
    let mut cuts = Vec::new();
    for (mark, before, after) in [
        ("<details", true, false),
        ("</summary>", false, true),
        ("</details>", true, true),
    ] {
        for (at, _) in lower.match_indices(mark) {
            cuts.extend(before.then_some(at));
            cuts.extend(after.then_some(at + mark.len()));
        }
    }
    cuts.extend([0, lower.len()]);
    cuts.sort_unstable();
    // What follows a list marker belongs to its item.
    let bare = lower.trim_start();
    let marker = bare.len() - bare.trim_start_matches(['-', '*', '+']).trim_start().len();
    let digits = bare.len()
        - bare
            .trim_start_matches(|letter: char| letter.is_ascii_digit())
            .len();
    let indent = lower.len() - bare.len() + if digits > 0 { digits + 2 } else { marker };
    let mut first = true;
    for (from, to) in cuts.iter().zip(cuts.iter().skip(1)) {
        let part = line.text.get(*from..*to).unwrap_or_default();
        if part.trim().is_empty() {
            continue;
        }
        let text = if first {
            part.trim_end().to_owned()
        } else {
            format!("{}{}", " ".repeat(indent.min(12)), part.trim())
        };
        let starts = text.trim_start().to_ascii_lowercase();
        let alone = starts.starts_with("</details");
        if !first || alone {
            lines.push(blank(line.number));
        }
        first = false;
        push(
            Numbered {
                number: line.number,
                text: Cow::Owned(text),
            },
            plain,
            lines,
        );
        if alone || starts.ends_with("</summary>") {
            lines.push(blank(line.number));
        }
    }
}

fn blank<'a>(number: u32) -> Numbered<'a> {
    Numbered {
        number,
        text: Cow::Borrowed(""),
    }
}

fn push<'a>(line: Numbered<'a>, plain: bool, lines: &mut Vec<Numbered<'a>>) {
    let Numbered { number, text } = line;
    let apart = lines.last().is_none_or(Numbered::is_blank);
    let text = match text {
        Cow::Borrowed(text) if plain => plain_line(text, apart),
        Cow::Borrowed(text) => shallow(text),
        Cow::Owned(text) => Cow::Owned(
            if plain {
                plain_line(&text, apart)
            } else {
                shallow(&text)
            }
            .into_owned(),
        ),
    };
    if plain && !text.is_empty() {
        let above = lines.last().map_or(0, |line| line.text.len());
        if above > 0 && !text.starts_with('|') && above.max(text.len()) > LONG_LINE {
            lines.push(blank(number));
        }
    }
    lines.push(Numbered { number, text });
}

fn is_rule(bare: &str) -> bool {
    let first = bare.bytes().next().unwrap_or_default();
    bare.len() > 2 && b"-=*".contains(&first) && bare.bytes().all(|byte| byte == first)
}

/// A line of plain text; dashes that stand apart part it, others underline what is above.
fn plain_line(line: &str, apart: bool) -> Cow<'_, str> {
    let bare = line.trim();
    if apart && is_rule(bare) {
        return Cow::Borrowed("***");
    }
    let rule = |letter: char| "-=_*".contains(letter);
    if is_div(bare) || (bare.len() > 2 && bare.chars().all(rule)) {
        return Cow::Borrowed("");
    }
    bullet(bare).unwrap_or(Cow::Borrowed(bare))
}

/// The end of a fenced division: `:::`. It holds nothing.
fn is_div(bare: &str) -> bool {
    bare.len() > 2 && bare.bytes().all(|byte| byte == b':')
}

/// A bullet that CommonMark does not know, as one that it does.
fn bullet(line: &str) -> Option<Cow<'_, str>> {
    let first = line.chars().next()?;
    if first.is_ascii() || !"•◦▪●‣·–⁃∙".contains(first) {
        return None;
    }
    let rest = line.strip_prefix(first)?;
    rest.starts_with([' ', '\t', '\u{a0}'])
        .then(|| Cow::Owned(format!("- {}", rest.trim_start())))
}

/// Quote marks and list markers nested without end keep their first few.
fn shallow(line: &str) -> Cow<'_, str> {
    let bare = line.trim_start();
    let indent = line.len() - bare.len();
    if indent > DEEPEST * 2 {
        return Cow::Borrowed(bare);
    }
    let marker = |letter: char| letter.is_ascii_digit() || matches!(letter, '>' | '-' | '*' | '+');
    if bare.starts_with(marker) && is_deep(bare) {
        let rest = bare.trim_start_matches(['>', '-', '*', '+', ' ', '\t']);
        return Cow::Owned(format!("> {rest}"));
    }
    if is_div(bare.trim_end()) {
        return Cow::Borrowed("");
    }
    match bullet(bare) {
        Some(bullet) => Cow::Owned(format!("{}{bullet}", " ".repeat(indent))),
        None => Cow::Borrowed(line),
    }
}

/// Whether a line opens more quotes and lists than anybody reads.
fn is_deep(bare: &str) -> bool {
    let mut opened = 0;
    let mut digits = false;
    for byte in bare.bytes() {
        match byte {
            b'>' | b'-' | b'*' | b'+' => opened += 1,
            b' ' | b'\t' => {}
            b'0'..=b'9' => digits = true,
            b'.' | b')' if digits => {
                digits = false;
                opened += 1;
            }
            _ => break,
        }
    }
    // A row of dashes or stars is a rule and opens nothing.
    opened > DEEPEST
        && bare
            .trim_end()
            .bytes()
            .any(|byte| !b"-* \t".contains(&byte))
}
