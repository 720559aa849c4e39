//! Lines that can be picked: one below the other, counted a, b, c or 1, 2, 3 or alike, below a line
//! that is counted or asks.

use std::borrow::Cow;

use super::Sign;
use crate::case::read::{fence::Fence, source::Numbered};

/// What is longer, in letters, is told, not picked.
const LONGEST: usize = 120;
/// So many lines without a mark are picked from at most.
const MOST: usize = 8;

/// An option: what stands before its words, and these.
#[derive(Clone, Debug)]
pub(super) struct Choice<'a> {
    pub(super) at: usize,
    indent: &'a str,
    pub(super) bullet: Option<char>,
    /// What stands before its letter.
    pub(super) lead: Cow<'a, str>,
    /// Its letter or number, and what stands behind that.
    count: Cow<'a, str>,
    pub(super) words: Cow<'a, str>,
    /// Nothing counts it.
    pub(super) bare: bool,
}

/// What counts an option.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Letter(char),
    Number(u32),
    Bullet,
    Bare,
}

impl Kind {
    /// Whether nothing of its kind comes before it.
    fn begins(self) -> bool {
        matches!(
            self,
            Kind::Letter('a' | 'а') | Kind::Number(1) | Kind::Bullet | Kind::Bare
        )
    }

    /// What counts the next one.
    fn next(self) -> Option<Self> {
        match self {
            Kind::Letter(letter) => char::from_u32(u32::from(letter) + 1).map(Kind::Letter),
            Kind::Number(number) => Some(Kind::Number(number + 1)),
            other => Some(other),
        }
    }
}

impl Choice<'_> {
    pub(super) fn is_lettered(&self) -> bool {
        self.count.contains(char::is_alphabetic)
    }

    pub(super) fn is_counted(&self) -> bool {
        !self.count.is_empty()
    }

    /// The line without a sign, of which the words are rid already.
    pub(super) fn settle(&mut self, sign: &Sign) {
        if matches!(sign, Sign::Lead(_)) {
            self.lead = Cow::Borrowed("");
        }
        if self.bare || matches!(sign, Sign::Bullet(_)) {
            self.bullet = Some('-');
        }
    }

    pub(super) fn text(&self) -> String {
        self.with(&self.words)
    }

    /// The line with other words.
    pub(super) fn with(&self, words: &str) -> String {
        let bullet = self
            .bullet
            .map(|bullet| format!("{bullet} "))
            .unwrap_or_default();
        format!(
            "{}{bullet}{}{}{}",
            self.indent, self.lead, self.count, words
        )
    }
}

/// The options of each question.
pub(super) fn groups<'a>(lines: &'a [Numbered<'_>]) -> Vec<Vec<Choice<'a>>> {
    let mut fence = Fence::default();
    let mut groups: Vec<Vec<Choice<'a>>> = Vec::new();
    let mut next: Option<Kind> = None;
    let mut above: Option<&str> = None;
    for (at, line) in lines.iter().enumerate() {
        if fence.holds(&line.text) || line.is_blank() {
            continue;
        }
        let found = choice(at, &line.text);
        let goes_on = found.as_ref().is_some_and(|(kind, choice)| {
            let group = groups.last().and_then(|group| group.first());
            next == Some(*kind) && group.is_some_and(|first| first.indent == choice.indent)
        });
        let begins = |kind: Kind| {
            kind.begins() && (matches!(kind, Kind::Letter(_)) || above.is_some_and(is_a_task))
        };
        next = match found {
            Some((kind, choice)) if goes_on => {
                groups
                    .last_mut()
                    .into_iter()
                    .for_each(|group| group.push(choice.clone()));
                kind.next()
            }
            Some((kind, choice)) if begins(kind) => {
                groups.push(vec![choice]);
                kind.next()
            }
            _ => None,
        };
        above = Some(&line.text);
    }
    groups.retain(|group| {
        group.len() > 1
            && group.len()
                <= if group.iter().any(|choice| choice.bare) {
                    MOST
                } else {
                    usize::MAX
                }
    });
    groups
}

/// Whether a line is counted or asks: other lines have nothing below that is picked.
fn is_a_task(line: &str) -> bool {
    let text = line.trim_matches([' ', '\t', '#', '*', '_']);
    text.starts_with(char::is_numeric) || text.ends_with(['?', '？', ':', '：'])
}

/// A line as an option.
fn choice(at: usize, line: &str) -> Option<(Kind, Choice<'_>)> {
    let bare = line.trim_start();
    let indent = line.get(..line.len() - bare.len())?;
    let item = bare.strip_prefix(['-', '*', '+', '•']);
    let item = item.filter(|rest| rest.starts_with([' ', '\t']));
    let bullet = item.and_then(|_| bare.chars().next());
    let inner = item.unwrap_or(bare).trim();
    let made = |kind, lead, count, words, bare| {
        let choice = Choice {
            at,
            indent,
            bullet,
            lead,
            count,
            words,
            bare,
        };
        Some((kind, choice))
    };
    // "**b) wait**", "<u>b) wait</u>": what is around it is around its words.
    if let Some((open, own)) = super::around(inner)
        && let Some((kind, lead, count, words)) = counted(own)
    {
        let close = inner.get(inner.find(own)? + own.len()..)?;
        return made(
            kind,
            lead.into(),
            count.into(),
            format!("{open}{words}{close}").into(),
            false,
        );
    }
    if let Some((kind, lead, count, words)) = counted(inner) {
        return made(kind, lead.into(), count.into(), words.into(), false);
    }
    if bullet.is_some() {
        return made(Kind::Bullet, "".into(), "".into(), inner.into(), false);
    }
    let block = inner.starts_with(['#', '|', '>', '`'])
        || inner.starts_with('<') && super::around(inner).is_none();
    let plain = !block && inner.chars().count() <= LONGEST;
    (plain && !is_a_task(inner))
        .then(|| made(Kind::Bare, "".into(), "".into(), inner.into(), true))?
}

/// What counts an option, what stands before that, all of it, and the words.
fn counted(text: &str) -> Option<(Kind, &str, &str, &str)> {
    // "[+] a) ring"
    let boxed = text.strip_prefix('[').and_then(|text| text.split_once(']'));
    let boxed = boxed.filter(|(said, _)| said.chars().count() <= 1);
    let behind = boxed.map_or(text, |(_, rest)| rest);
    let first = text.len() - behind.len() + behind.find(char::is_alphanumeric)?;
    let (lead, rest) = text.split_at_checked(first)?;
    let bracket = lead.ends_with(['(', '（']);
    let lead = lead.trim_end_matches(['(', '（']);
    let digits = rest
        .find(|at: char| !at.is_ascii_digit())
        .unwrap_or(rest.len());
    let letter = rest.chars().next()?;
    let (kind, size) = match digits {
        0 => (
            Kind::Letter(letter.to_lowercase().next()?),
            letter.len_utf8(),
        ),
        1..=2 => (Kind::Number(rest.get(..digits)?.parse().ok()?), digits),
        _ => return None,
    };
    let behind = rest.get(size..)?;
    let close = behind.trim_start_matches(['*', '_']);
    let words = close.strip_prefix([')', '.', ':', '）', '、', '．'])?;
    let words = words.trim_start_matches(['*', '_']);
    let dense = close.starts_with(['）', '、', '．']);
    let stands = words.starts_with([' ', '\t']) || dense;
    let count = rest.get(..rest.len() - words.trim_start().len())?;
    let bare = !lead.contains(['[', '<', '"', '“']) && lead.chars().count() <= 3;
    let short = bare || boxed.is_some();
    let from = text.len() - rest.len() - usize::from(bracket);
    let count = text
        .get(from..from + usize::from(bracket) + count.len())
        .unwrap_or(count);
    (stands && short && !words.trim().is_empty()).then(|| (kind, lead, count, words.trim_start()))
}
