//! What was typed or pasted where cases are looked for: a path, or the text of a case.

use std::path::PathBuf;

use crate::{
    home::unquoted,
    text::{Clean, cut, plural},
    tui::effect::Effect,
};

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

/// The longest name that a pasted text is saved under, in cells.
const LONGEST: usize = 50;

/// Asks whether a pasted text is read as a case; none where it is no more than a line to look for,
/// or a path.
pub(in crate::tui) fn pasted(text: &str) -> Option<Effect> {
    // Terminals send a line's end as the key for it.
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    let all: Vec<_> = lines.map(str::trim).collect();
    if all.len() < 2 {
        return None;
    }
    if all.iter().all(|line| path_in(line).is_some()) {
        let words = "Paste the path of one file, a case’s text, or words to look for.";
        return Some(Effect::Tell(words.to_owned()));
    }
    let name = called(&all);
    let words = format!(
        "That is a text, no file: “{name} …”, {}. Is it read as a case? It is saved as a file among your own cases then, and shown as it was read.",
        plural(all.len(), "line", "lines")
    );
    let save = Effect::ReadPasted(name, text.clone());
    let choices = vec![
        ("Read it as a case".to_owned(), vec![save]),
        ("Leave it".to_owned(), Vec::new()),
    ];
    Some(Effect::Choices(words, choices))
}

/// What a pasted text is called: a mail by its subject, all else as it begins.
fn called(lines: &[&str]) -> String {
    let subject = lines.iter().take(12).find_map(|line| {
        let (name, rest) = line.split_once(':')?;
        ["subject", "betreff", "objet", "asunto"]
            .contains(&name.to_lowercase().as_str())
            .then_some(rest)
    });
    let first = subject.or(lines.first().copied()).unwrap_or_default();
    let kept = |letter: &char| letter.is_alphanumeric() || " -_".contains(*letter);
    let name: String = Clean::line(first).chars().filter(kept).collect();
    let name = cut(name.trim(), LONGEST)
        .trim_end_matches('…')
        .trim()
        .to_owned();
    match name.is_empty() {
        true => "A pasted case".to_owned(),
        false => name,
    }
}
