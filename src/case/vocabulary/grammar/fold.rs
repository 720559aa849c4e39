//! Words as they are compared: small, without accents, vowel signs and width.

use crate::case::vocabulary::is_ideograph;
use unicode_normalization::{UnicodeNormalization, char::canonical_combining_class};

/// A text in small letters without accents: "Lösung", "LOSUNG" and "losung" are one word.
pub(crate) fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match simple(letter) {
            Some('ß') => out.push_str("ss"),
            Some('æ') => out.push_str("ae"),
            Some(letter) => out.push(letter),
            None => return fold_any(text),
        }
    }
    out
}

/// A common letter small and without its accent; `ß` and `æ` stand for two.
fn simple(letter: char) -> Option<char> {
    Some(match letter {
        '\0'..='\x7f' => letter.to_ascii_lowercase(),
        'À'..='Å' | 'à'..='å' => 'a',
        'Ç' | 'ç' => 'c',
        'È'..='Ë' | 'è'..='ë' => 'e',
        'Ì'..='Ï' | 'ì'..='ï' => 'i',
        'Ñ' | 'ñ' => 'n',
        'Ò'..='Ö' | 'Ø' | 'Ő' | 'ò'..='ö' | 'ø' | 'ő' => 'o',
        'Ù'..='Ü' | 'Ű' | 'ù'..='ü' | 'ű' => 'u',
        'Ý' | 'ý' | 'ÿ' => 'y',
        'Æ' | 'æ' => 'æ',
        'ß' => 'ß',
        'Й' | 'й' => 'и',
        'Ё' | 'ё' => 'е',
        'А'..='Я' => char::from_u32(u32::from(letter) + 0x20)?,
        'а'..='я' | '\u{4e00}'..='\u{9fff}' | '。' | '、' => letter,
        '–' | '—' | '‘' | '’' | '“' | '”' | '„' | '«' | '»' | '¿' | '•' | '→' | '✓' => {
            letter
        }
        '£' | '€' | '−' | 'œ' => letter,
        '\u{a0}' => ' ',
        '：' => ':',
        '，' => ',',
        '（' => '(',
        '）' => ')',
        _ => return None,
    })
}

/// Any text in small letters without accents.
fn fold_any(text: &str) -> String {
    let small: String = text.nfkc().flat_map(char::to_lowercase).collect();
    let bare = small
        .nfkd()
        .filter(|letter| canonical_combining_class(*letter) == 0)
        .nfc();
    let mut out = String::with_capacity(small.len());
    for letter in bare {
        match letter {
            'ß' => out.push_str("ss"),
            'đ' => out.push('d'),
            'ø' => out.push('o'),
            'æ' => out.push_str("ae"),
            'ł' => out.push('l'),
            'ı' => out.push('i'),
            _ => out.push(letter),
        }
    }
    out
}

/// Phrases that are looked for where a word begins; in scripts without blanks, anywhere.
pub(crate) struct Phrases {
    all: &'static [&'static str],
    /// Whether one of them begins with two bytes of each key.
    begins: [bool; 256],
}

impl Phrases {
    /// These phrases, in small letters.
    #[expect(
        clippy::indexing_slicing,
        reason = "the compiler does it, and stops at a wrong index"
    )]
    pub(crate) const fn of(all: &'static [&'static str]) -> Self {
        let mut begins = [false; 256];
        let mut at = 0;
        while at < all.len() {
            let phrase = all[at].as_bytes();
            begins[key(phrase[0], phrase[1])] = true;
            at += 1;
        }
        Self { all, begins }
    }

    /// All of them.
    pub(crate) fn all(&self) -> impl Iterator<Item = &'static str> {
        self.all.iter().copied()
    }

    /// Whether a text holds one of them; capital letters count only where they are ASCII.
    pub(crate) fn are_in(&self, text: &str) -> bool {
        let mut within = false;
        text.char_indices().any(|(at, letter)| {
            let begins = !within || is_ideograph(letter);
            within = letter.is_alphanumeric();
            begins && self.begin(text.get(at..).unwrap_or_default())
        })
    }

    /// Whether a text begins with one of them.
    pub(crate) fn begin(&self, text: &str) -> bool {
        let text = text.as_bytes();
        let [first, second, ..] = text else {
            return false;
        };
        let begins = self.begins.get(key(*first, *second));
        let start = |phrase: &&str| {
            let start = text.get(..phrase.len());
            start.is_some_and(|start| start.eq_ignore_ascii_case(phrase.as_bytes()))
        };
        begins.is_some_and(|begins| *begins) && self.all.iter().any(start)
    }
}

/// What two bytes are told apart by, whether they are capitals or not.
const fn key(first: u8, second: u8) -> usize {
    let mixed = first.to_ascii_lowercase().wrapping_mul(37);
    (mixed ^ second.to_ascii_lowercase()) as usize
}

/// The words of a folded text.
pub(crate) fn words(folded: &str) -> Vec<&str> {
    each_word(folded).collect()
}

/// The words of a folded text, one after another. What an apostrophe cuts off at either end is no
/// part of a word: "l'animateur", "teacher's".
pub(crate) fn each_word(folded: &str) -> impl Iterator<Item = &str> {
    let mut letters = folded.char_indices();
    let words = std::iter::from_fn(move || {
        let (from, first) = letters.find(|(_, letter)| is_of_a_word(*letter))?;
        let mut whole = !APOSTROPHES.contains(&first);
        let end = letters.find(|(_, letter)| {
            whole &= !APOSTROPHES.contains(letter);
            !is_of_a_word(*letter)
        });
        let word = folded.get(from..end.map_or(folded.len(), |(at, _)| at))?;
        Some(if whole { word } else { without_article(word) })
    });
    words.filter(|word| !word.is_empty())
}

const APOSTROPHES: [char; 2] = ['\'', '’'];

fn is_of_a_word(letter: char) -> bool {
    letter.is_alphanumeric() || APOSTROPHES.contains(&letter)
}

/// A word without what an apostrophe cuts off at either end.
fn without_article(word: &str) -> &str {
    let word = word.trim_matches(APOSTROPHES);
    let Some((before, after)) = word.split_once(APOSTROPHES) else {
        return word;
    };
    let article = before.len() <= 2 && after.len() > 2;
    let owns = matches!(after, "s" | "");
    if article {
        after
    } else if owns {
        before
    } else {
        word
    }
}

/// Where so many letters of a text end.
pub(crate) fn start(text: &str, letters: usize) -> usize {
    let near = text.as_bytes().get(..letters);
    if near.is_some_and(<[u8]>::is_ascii) {
        return letters;
    }
    let mut all = text.char_indices();
    all.nth(letters).map_or(text.len(), |(at, _)| at)
}
