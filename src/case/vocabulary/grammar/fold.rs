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
        'Ò'..='Ö' | 'Ø' | 'ò'..='ö' | 'ø' => 'o',
        'Ù'..='Ü' | 'ù'..='ü' => 'u',
        'Ý' | 'ý' | 'ÿ' => 'y',
        'Æ' | 'æ' => 'æ',
        'ß' => 'ß',
        'Й' | 'й' => 'и',
        'Ё' | 'ё' => 'е',
        'А'..='Я' => char::from_u32(u32::from(letter) + 0x20)?,
        'а'..='я' | '\u{4e00}'..='\u{9fff}' | '。' | '、' => letter,
        '–' | '—' | '‘' | '’' | '“' | '”' | '„' | '«' | '»' => letter,
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
    /// Whether one of them begins with each byte.
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
            let first = all[at].as_bytes()[0];
            begins[first as usize] = true;
            begins[first.to_ascii_uppercase() as usize] = true;
            at += 1;
        }
        Self { all, begins }
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
        let first = text.first().copied().unwrap_or_default();
        let small = first.to_ascii_lowercase();
        let start = |phrase: &str| {
            phrase.as_bytes().first() == Some(&small)
                && text
                    .get(..phrase.len())
                    .is_some_and(|start| start.eq_ignore_ascii_case(phrase.as_bytes()))
        };
        self.begins
            .get(usize::from(first))
            .is_some_and(|begins| *begins)
            && self.all.iter().any(|phrase| start(phrase))
    }
}

/// The words of a folded text.
pub(crate) fn words(folded: &str) -> Vec<&str> {
    each_word(folded).collect()
}

/// The words of a folded text, one after another. What an apostrophe cuts off at either end is no
/// part of a word: "l'animateur", "teacher's".
pub(crate) fn each_word(folded: &str) -> impl Iterator<Item = &str> {
    let letter = |letter: char| letter.is_alphanumeric() || matches!(letter, '\'' | '’');
    let words = folded.split(move |at: char| !letter(at));
    words
        .map(|word| {
            let word = word.trim_matches(['\'', '’']);
            match word.split_once(['\'', '’']) {
                Some((before, after)) if before.len() <= 2 && after.len() > 2 => after,
                Some((before, "s" | "")) => before,
                _ => word,
            }
        })
        .filter(|word| !word.is_empty())
}

/// Where so many letters of a text end.
pub(crate) fn start(text: &str, letters: usize) -> usize {
    let mut all = text.char_indices();
    all.nth(letters).map_or(text.len(), |(at, _)| at)
}
