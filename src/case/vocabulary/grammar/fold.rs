//! Words as they are compared: small, without accents, vowel signs and width.

use unicode_normalization::{UnicodeNormalization, char::canonical_combining_class};

/// A text in small letters without accents: "Lösung", "LOSUNG" and "losung" are one word.
pub(crate) fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
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

/// The words of a folded text. What an apostrophe cuts off at either end is no part of a word:
/// "l'animateur", "teacher's".
pub(crate) fn words(folded: &str) -> Vec<&str> {
    let letter = |letter: char| letter.is_alphanumeric() || matches!(letter, '\'' | '’');
    let words = folded.split(|at: char| !letter(at));
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
        .collect()
}
