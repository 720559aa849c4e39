//! Words of a command that somebody is told to type.

use std::borrow::Cow;

/// A name as it has to be typed in a shell, as the last word of a command: quoted where it holds
/// more than letters, digits and what no shell looks at, and never taken for an option.
pub fn shell(word: &str) -> Cow<'_, str> {
    let plain = |letter: char| letter.is_alphanumeric() || "-_./:@%+,".contains(letter);
    let quoted = if !word.is_empty() && word.chars().all(plain) {
        Cow::Borrowed(word)
    } else {
        Cow::Owned(format!("'{}'", word.replace('\'', "'\\''")))
    };
    if word.starts_with('-') {
        Cow::Owned(format!("-- {quoted}"))
    } else {
        quoted
    }
}
