//! Text from outside, made safe to show: one type on the way in and on every way out.

use std::{borrow::Cow, fmt, ops::Deref, sync::Arc};

use serde::{Deserialize, Serialize};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Text that can harm no terminal, page or file: control characters are shown as
/// pictures, bidirectional controls and invisible characters replaced, at most
/// [`MOST_MARKS`] combining marks stay on one character. New lines and tabs are kept.
///
/// Cheap to clone.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Clean(Arc<str>);

/// The most combining marks that stay on one character.
pub const MOST_MARKS: usize = 8;

impl Clean {
    /// Cleans a text of any number of lines.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self(Arc::from(&*clean(text)))
    }

    /// Cleans a text that has to stand on one line: runs of white space become one space.
    #[must_use]
    pub fn line(text: &str) -> Self {
        let joined = text.split_whitespace().collect::<Vec<_>>().join(" ");
        Self::new(&joined)
    }

    /// The text itself.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The safe form of `text`; borrows where there is nothing to change. Cleaning twice is
/// cleaning once.
#[must_use]
pub fn clean(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_ordinary) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len());
    let mut marks = 0;
    let mut letters = text.chars().peekable();
    let mut before = None;
    while let Some(letter) = letters.next() {
        let mark = is_mark(letter);
        marks = if mark { marks + 1 } else { 0 };
        if marks > MOST_MARKS || (letter == '\r' && letters.peek() == Some(&'\n')) {
            continue;
        }
        match seen(letter, before, letters.peek().copied()) {
            Some(shown) => safe.push(shown),
            None => continue,
        }
        before = Some(letter);
    }
    Cow::Owned(safe)
}

/// Characters that most text is made of and that always stay as they are; others are looked at
/// one by one. A long session is read from disk many times faster for it.
fn is_ordinary(letter: char) -> bool {
    matches!(letter, ' '..='~' | '\n' | '\t'
        // Latin, Greek, Cyrillic without their combining marks; punctuation; money.
        | '\u{a0}'..='\u{ac}' | '\u{ae}'..='\u{2ff}' | '\u{370}'..='\u{482}' | '\u{48a}'..='\u{52f}'
        | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}' | '\u{20a0}'..='\u{20bf}'
        // Kana, Han, Hangul.
        | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}')
}

/// What stands for a character: itself, a picture of it, or nothing.
fn seen(letter: char, before: Option<char>, after: Option<char>) -> Option<char> {
    match letter {
        '\n' | '\t' => Some(letter),
        '\0'..='\u{1f}' => char::from_u32(0x2400 + letter as u32),
        '\u{7f}' => Some('\u{2421}'),
        '\u{80}'..='\u{9f}' => Some('\u{fffd}'),
        // Joiners belong inside emoji and inside scripts that need them; nowhere else.
        '\u{200c}' | '\u{200d}' => {
            let joins = before.is_some_and(is_joined) && after.is_some_and(is_joined);
            joins.then_some(letter)
        }
        // Text and emoji presentation, behind what they present.
        '\u{fe0e}' | '\u{fe0f}' => before
            .is_some_and(|before| !before.is_whitespace())
            .then_some(letter),
        '\u{2028}' | '\u{2029}' => Some('\n'),
        _ if is_bidi_control(letter) => Some('\u{fffd}'),
        _ if is_invisible(letter) => None,
        _ => Some(letter),
    }
}

/// Characters that turn the direction of what follows.
fn is_bidi_control(letter: char) -> bool {
    matches!(letter, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Characters without a picture of their own that hide or fake text.
fn is_invisible(letter: char) -> bool {
    matches!(letter,
        '\u{ad}' | '\u{34f}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}' | '\u{2060}'..='\u{2065}' | '\u{206a}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0d}'
        | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}')
}

/// Characters between which a joiner has work to do.
fn is_joined(letter: char) -> bool {
    matches!(letter as u32,
        // Arabic, Syriac, the scripts of India and South-East Asia, Mongolian; emoji and their modifiers.
        0x600..=0x8ff | 0x900..=0xdff | 0xe00..=0x109f | 0x1780..=0x18af | 0xfb50..=0xfdff | 0xfe70..=0xfefe
        | 0x200d | 0x2190..=0x2bff | 0xfe0f | 0x1f000..=0x1faff)
}

/// Marks that stand on the character before them and take no room.
fn is_mark(letter: char) -> bool {
    let mut buffer = [0; 4];
    !letter.is_ascii()
        && !letter.is_alphanumeric()
        && !matches!(letter, '\u{200c}' | '\u{200d}' | '\u{fe0e}' | '\u{fe0f}')
        && letter.encode_utf8(&mut buffer).width() == 0
        && !is_bidi_control(letter)
        && !is_invisible(letter)
}

/// Columns that a text takes on a terminal.
#[must_use]
pub fn width(text: &str) -> usize {
    text.width()
}

/// The text within so many columns, with an ellipsis where something was cut off.
#[must_use]
pub fn cut(text: &str, columns: usize) -> Cow<'_, str> {
    if width(text) <= columns {
        return Cow::Borrowed(text);
    }
    let mut short = String::new();
    let mut used = 1;
    for grapheme in text.graphemes(true) {
        used += width(grapheme);
        if used > columns {
            break;
        }
        short.push_str(grapheme);
    }
    if columns > 0 {
        short.push('…');
    }
    Cow::Owned(short)
}

/// The pieces of a text between which a line may be broken: runs of blanks, words with their
/// punctuation, single characters of scripts that have no blanks.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let mut letters = rest.grapheme_indices(true);
        let (_, first) = letters.next()?;
        let blank = first.chars().all(char::is_whitespace);
        let alone = width(first) > 1;
        let ends = |(_, next): &(usize, &str)| {
            alone || next.chars().all(char::is_whitespace) != blank || (!blank && width(next) > 1)
        };
        let end = letters.find(ends).map_or(rest.len(), |(at, _)| at);
        let (word, after) = rest.split_at_checked(end)?;
        rest = after;
        Some(word)
    })
}

/// The lines of a text within so many columns (at least two): broken between words, long words
/// and scripts without blanks between graphemes. Blanks at a break go.
#[must_use]
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    let columns = columns.max(2);
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let mut line = String::new();
        let mut used = 0;
        for word in words(paragraph) {
            let wide = width(word);
            if used + wide <= columns {
                line.push_str(word);
                used += wide;
            } else if word.chars().all(char::is_whitespace) {
                lines.push(std::mem::take(&mut line).trim_end().to_owned());
                used = 0;
            } else if wide <= columns {
                lines.push(
                    std::mem::replace(&mut line, word.to_owned())
                        .trim_end()
                        .to_owned(),
                );
                used = wide;
            } else {
                for grapheme in word.graphemes(true) {
                    let wide = width(grapheme);
                    if used + wide > columns {
                        lines.push(std::mem::take(&mut line).trim_end().to_owned());
                        used = 0;
                    }
                    line.push_str(grapheme);
                    used += wide;
                }
            }
        }
        lines.push(line.trim_end().to_owned());
    }
    lines
}

/// A number with its noun: "1 answer", "3 answers".
#[must_use]
pub fn plural(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

impl Deref for Clean {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl Default for Clean {
    fn default() -> Self {
        Self(Arc::from(""))
    }
}

impl fmt::Display for Clean {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for Clean {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&*self.0, f)
    }
}

impl From<&str> for Clean {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl Serialize for Clean {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Clean {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;
        impl serde::de::Visitor<'_> for Text {
            type Value = Clean;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "a text")
            }

            fn visit_str<E>(self, text: &str) -> Result<Clean, E> {
                Ok(Clean::new(text))
            }
        }
        deserializer.deserialize_str(Text)
    }
}
