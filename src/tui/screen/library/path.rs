//! A path that was typed or pasted where cases are looked for.

use std::path::PathBuf;

use crate::home::unquoted;

/// How the names of documents end that can be opened.
const ENDINGS: &[&str] = &[
    ".md",
    ".markdown",
    ".txt",
    ".text",
    ".docx",
    ".odt",
    ".rtf",
    ".pdf",
    ".eml",
    ".html",
    ".htm",
    ".pptx",
    ".gift",
    ".tex",
    ".epub",
    ".zip",
];

/// The file that a text names, where it is a path and no words to look for: as it stands, in
/// quotes, or as a file manager gives it.
pub(in crate::tui) fn path_in(text: &str) -> Option<PathBuf> {
    let line = text.trim();
    if line.is_empty() || line.contains('\n') {
        return None;
    }
    let path = unquoted(line);
    let line = path.to_string_lossy();
    let small = line.to_lowercase();
    let named = ENDINGS.iter().any(|ending| small.ends_with(ending));
    let begins = ["/", "./", "../", "~/", "\\\\"];
    let drive = line
        .get(1..3)
        .is_some_and(|rest| rest == ":\\" || rest == ":/");
    let absolute = drive || begins.iter().any(|begin| line.starts_with(begin));
    let is_path = named && (absolute || !line.contains(' ')) || absolute && line.len() > 2;
    is_path.then_some(path)
}
