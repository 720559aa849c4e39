//! Text from outside, made safe to show: one type on the way in and on every way out.

use std::{
    borrow::{Borrow, Cow},
    fmt,
    ops::Deref,
    sync::Arc,
};

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;
use unicode_security::skeleton;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

mod cleaning;
mod decode;
mod shell;

pub use cleaning::{MOST_MARKS, clean, clean_piece};
pub use decode::{Decoded, decode};
pub use shell::shell;

/// Text that can harm no terminal, page or file: control characters are shown as
/// pictures, bidirectional controls and invisible characters replaced, at most
/// [`MOST_MARKS`] combining marks stay on one character. New lines and tabs are kept, and so
/// are joiners, variation selectors and direction marks where a script or an emoji needs them.
///
/// Cheap to clone.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Clean(Arc<str>);

impl Clean {
    /// Cleans a text of any number of lines.
    pub fn new(text: &str) -> Self {
        Self(Arc::from(&*clean(text)))
    }

    /// Cleans a text that has to stand on one line: runs of white space become one space.
    pub fn line(text: &str) -> Self {
        let joined = text.split_whitespace().collect::<Vec<_>>().join(" ");
        Self::new(&joined)
    }

    /// The text itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A text that may stand in a page, within quotation marks too: what means something to HTML is
/// written as an entity.
pub fn in_page(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            other => safe.push(other),
        }
    }
    safe
}

/// The same JSON document with every character that could do harm in an escape of JSON, so that
/// it is safe to print and loses nothing. Such characters stand only within its strings.
pub fn escaped(json: &str) -> String {
    let mut safe = String::with_capacity(json.len());
    let mut units = [0; 2];
    for letter in json.chars() {
        let mut buffer = [0; 4];
        let alone = letter.encode_utf8(&mut buffer);
        if *clean(alone) == *alone {
            safe.push(letter);
            continue;
        }
        let units = letter.encode_utf16(&mut units).iter();
        safe.extend(units.map(|unit| format!("\\u{unit:04x}")));
    }
    safe
}

/// Columns that a text takes on a terminal.
pub fn width(text: &str) -> usize {
    text.width()
}

/// The text within so many columns, with an ellipsis where something was cut off.
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

/// Takes the last letter away, as people see it.
pub fn drop_last(text: &mut String) {
    let last = text.grapheme_indices(true).next_back();
    let end = last.map_or(0, |(at, _)| at);
    text.truncate(end);
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

/// "2", "2 and 3", "2, 3 and 4".
pub fn listed(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// Questions by their numbers: "question 2", "questions 2 and 3".
pub fn questions(numbers: impl Iterator<Item = u32>) -> String {
    let numbers: Vec<_> = numbers.map(|number| number.to_string()).collect();
    let word = if numbers.len() == 1 {
        "question"
    } else {
        "questions"
    };
    format!("{word} {}", listed(&numbers))
}

/// A number with its noun: "1 answer", "3 answers".
pub fn plural(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// A name, a title or a file's name as it is compared, never as it is shown: composed (NFC),
/// since systems write "é" as one letter or as two; in small letters; blanks as one.
pub fn folded(text: &str) -> String {
    let small = text.nfc().collect::<String>().to_lowercase();
    // Small letters of composed ones may be decomposed again: "İ" becomes an i with a dot.
    let small: String = small.nfc().collect();
    small.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The same text with each letter and its marks as one, where there is such a letter (NFC).
pub fn composed(text: &str) -> String {
    text.nfc().collect()
}

/// How many letters a text has, as people count them.
pub fn letters(text: &str) -> usize {
    text.graphemes(true).count()
}

/// Whether one name may be taken for another: [`same`], or the same once a letter of one script
/// that looks like one of another is taken for it, as in “Аna” with a Cyrillic A (Unicode TR 39).
pub fn look_alike(one: &str, other: &str) -> bool {
    let (one, other) = (looks(one), looks(other));
    one.iter().any(|looks| other.contains(looks))
}

/// How a name looks, as it is and in small letters: capitals and small letters are like others.
fn looks(name: &str) -> [String; 3] {
    let skeletal = |text: &str| {
        let mut alike = String::new();
        for letter in text.chars() {
            if letter.is_ascii() {
                alike.push(letter);
            } else {
                alike.extend(skeleton(letter.encode_utf8(&mut [0; 4])));
            }
        }
        folded(&alike)
    };
    let small = folded(name);
    [skeletal(&composed(name)), skeletal(&small), small]
}

/// Whether two names are one name.
pub fn same(one: &str, other: &str) -> bool {
    one == other || folded(one) == folded(other)
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

impl From<String> for Clean {
    fn from(text: String) -> Self {
        Self::new(&text)
    }
}

impl Borrow<str> for Clean {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl AsRef<str> for Clean {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl PartialEq<str> for Clean {
    fn eq(&self, other: &str) -> bool {
        *self.0 == *other
    }
}

impl PartialEq<&str> for Clean {
    fn eq(&self, other: &&str) -> bool {
        *self.0 == **other
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
