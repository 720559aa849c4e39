//! Help, made from the table of keys; the README's table too.

use std::fmt::Write;

use super::keys::{BINDINGS, Binding, Scope};

/// Every scope that help lists for a screen, in order.
#[must_use]
pub fn scopes(here: Scope) -> &'static [Scope] {
    here.chain()
}

/// The keys of a row: "Ctrl-S, F2".
#[must_use]
pub fn keys(row: &Binding) -> String {
    let names: Vec<_> = row.keys.iter().map(|chord| chord.name()).collect();
    names.join(", ")
}

/// The rows of help on a screen: a title, then keys and words, scope by scope.
#[must_use]
pub fn rows(here: Scope) -> Vec<(String, String)> {
    let mut rows = Vec::new();
    let (mut known, mut chords) = (Vec::new(), Vec::new());
    for scope in scopes(here) {
        if !rows.is_empty() {
            rows.push((String::new(), String::new()));
        }
        rows.push((scope.title().to_owned(), String::new()));
        // What a nearer scope says already is said once.
        let taken = |row: &Binding| row.keys.iter().all(|chord| chords.contains(chord));
        let new =
            |row: &&Binding| row.scope == *scope && !known.contains(&row.action) && !taken(row);
        let own: Vec<_> = BINDINGS.iter().filter(new).collect();
        known.extend(own.iter().map(|row| row.action));
        chords.extend(own.iter().flat_map(|row| row.keys.iter().copied()));
        rows.extend(own.iter().map(|row| (keys(row), row.words.to_owned())));
    }
    rows
}

/// The table of all keys, as Markdown.
#[must_use]
pub fn markdown() -> String {
    let mut text = String::new();
    let mut last = None;
    for row in BINDINGS {
        if last != Some(row.scope) {
            let gap = if last.is_some() { "\n" } else { "" };
            last = Some(row.scope);
            let _ = write!(
                text,
                "{gap}**{}**\n\n| keys | what they do |\n|---|---|\n",
                row.scope.title()
            );
        }
        let _ = writeln!(text, "| {} | {} |", keys(row), row.words);
    }
    text
}
