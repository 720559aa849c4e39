//! A path that was typed or pasted where cases are looked for.

use std::path::PathBuf;

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
    let quoted = |mark: char| line.strip_prefix(mark)?.strip_suffix(mark);
    let line = quoted('"').or_else(|| quoted('\'')).unwrap_or(line);
    let line = match line.strip_prefix("file://") {
        Some(path) => path.replace("%20", " "),
        None => line.to_owned(),
    };
    let small = line.to_lowercase();
    let named = ENDINGS.iter().any(|ending| small.ends_with(ending));
    let begins = ["/", "./", "../", "~/", "\\\\"];
    let drive = line
        .get(1..3)
        .is_some_and(|rest| rest == ":\\" || rest == ":/");
    let absolute = drive || begins.iter().any(|begin| line.starts_with(begin));
    (named && (absolute || !line.contains(' ')) || absolute && line.len() > 2)
        .then(|| PathBuf::from(line))
}
