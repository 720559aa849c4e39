//! A path that somebody typed or pasted, in any of the ways that shells, terminals and file
//! managers give one.

use std::path::{Path, PathBuf};

use percent_encoding::percent_decode_str;

/// The file that is meant: it as it stands, where there is such a file, else what [`unquoted`]
/// makes of it.
pub fn typed(text: &str) -> PathBuf {
    let line = text.trim();
    match Path::new(line).exists() {
        true => PathBuf::from(line),
        false => unquoted(line),
    }
}

/// A path without the quotes around it, from somebody's own folder, without a mark before each
/// blank as after drag and drop, or from an address of this computer.
pub fn unquoted(text: &str) -> PathBuf {
    let line = text.trim();
    let quoted = |mark: char| line.strip_prefix(mark)?.strip_suffix(mark);
    let inner = quoted('"').or_else(|| quoted('\''));
    let plain = match (inner, line.strip_prefix("file://")) {
        (Some(inner), _) => inner.to_owned(),
        (None, Some(address)) => {
            let path = address.strip_prefix("localhost").unwrap_or(address);
            percent_decode_str(path).decode_utf8_lossy().into_owned()
        }
        (None, None) => unmarked(line),
    };
    let own = plain.strip_prefix("~/").zip(etcetera::home_dir().ok());
    own.map_or_else(|| PathBuf::from(&plain), |(rest, own)| own.join(rest))
}

/// Without the marks that a shell needs before blanks and signs; where the mark parts folders it
/// stays.
fn unmarked(line: &str) -> String {
    if std::path::MAIN_SEPARATOR == '\\' {
        return line.to_owned();
    }
    let mut letters = line.chars();
    let mut plain = String::new();
    while let Some(letter) = letters.next() {
        plain.push(match letter {
            '\\' => letters.next().unwrap_or(letter),
            letter => letter,
        });
    }
    plain
}
