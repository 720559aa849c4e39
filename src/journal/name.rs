//! What a journal and the files beside it are called.

use std::path::{Path, PathBuf};

use crate::session::Entry;

/// The most bytes of a title in a file's name.
const MOST_SLUG_BYTES: usize = 40;

/// The best name for a session's file: `<date>-<case slug>-<short id>.jsonl`.
pub fn file_name(opened: &Entry, title: &str) -> String {
    let date = opened.at.wall.to_string();
    let date = date.split('T').next().unwrap_or_default();
    let id = opened.id.to_string();
    let short = id.get(id.len().saturating_sub(6)..).unwrap_or_default();
    format!("{date}-{}-{short}.jsonl", slug(title))
}

/// A piece of a file name made of a title: small letters, digits and single dashes.
pub fn slug(title: &str) -> String {
    let mut slug = String::new();
    for letter in title.chars().flat_map(char::to_lowercase) {
        if letter.is_alphanumeric() {
            slug.push(letter);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
        if slug.len() >= MOST_SLUG_BYTES {
            break;
        }
    }
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() {
        "case".to_owned()
    } else {
        slug.to_owned()
    }
}

/// A file that lies beside a journal and bears its name.
pub fn beside(path: &Path, what: &str) -> PathBuf {
    path.with_extension(what)
}

/// The first of a row of names that nothing has yet.
pub(super) fn free(name: impl Fn(u32) -> PathBuf) -> PathBuf {
    let mut number = 1;
    loop {
        let candidate = name(number);
        // A link to nothing has the name too.
        if candidate.symlink_metadata().is_err() {
            return candidate;
        }
        number += 1;
    }
}

/// A name in `folder` for a new journal: the one wished for, or with a number.
pub fn fresh(folder: &Path, wish: &str) -> PathBuf {
    let stem = wish.strip_suffix(".jsonl").unwrap_or(wish);
    free(|number| match number {
        1 => folder.join(format!("{stem}.jsonl")),
        _ => folder.join(format!("{stem}-{number}.jsonl")),
    })
}

/// A name for the file that a rescued session goes on in.
pub(super) fn rescue(path: &Path, folder: Option<&Path>) -> PathBuf {
    let folder = folder.or(path.parent()).unwrap_or(Path::new("."));
    let (first, _) = rescued(&stem(path));
    free(|number| folder.join(format!("{first}-rescue{number}.jsonl")))
}

/// The name that a session and its rescues share, and which rescue this is; 0 for none.
pub(super) fn rescued(stem: &str) -> (String, u32) {
    stem.rsplit_once("-rescue")
        .and_then(|(first, number)| Some((first.to_owned(), number.parse().ok()?)))
        .unwrap_or_else(|| (stem.to_owned(), 0))
}

/// The file's name without its ending.
pub(super) fn stem(path: &Path) -> String {
    path.file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}
