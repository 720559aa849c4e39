//! Settings: as front matter, or as a table where that would not be read as it was written.

use std::fmt::Write as _;

use super::CaseWriter;
use crate::{
    case::{Case, read, vocabulary},
    text::Clean,
};

/// Whether a setting says where a case comes from.
pub(super) fn is_source(key: &str) -> bool {
    vocabulary::whole(key) == Some(vocabulary::Word::Sources)
}

impl CaseWriter {
    pub(super) fn settings(&mut self, case: &Case, title: &str) {
        let front = front_matter(case);
        let settings = |text: &str| read(text, "").cases.first().map(known);
        let kept = |text: &str| settings(text) == Some(known(case));
        if case.settings.is_empty() {
            let _ = writeln!(self.out, "# {title}\n");
        } else if kept(&front) {
            let _ = writeln!(self.out, "{front}\n# {title}\n");
        } else {
            let _ = writeln!(self.out, "# {title}\n\n{}", table(case));
        }
    }
}

/// A case of nothing but what settings come to.
fn known(case: &Case) -> Case {
    Case {
        language: case.language.clone(),
        seconds: case.seconds,
        synopsis: case.synopsis.clone(),
        reading_seconds: case.reading_seconds.clone(),
        close_seconds: case.close_seconds,
        protocol: case.protocol.clone(),
        own_protocol: case.own_protocol.clone(),
        roles: case.roles.clone(),
        tags: case.tags.clone(),
        settings: case.settings.clone(),
        ..Case::default()
    }
}

fn front_matter(case: &Case) -> String {
    let mut front = "---\n".to_owned();
    for (key, value) in &case.settings {
        let items = match vocabulary::whole(key) {
            Some(vocabulary::Word::Roles) => &case.roles,
            Some(vocabulary::Word::Tags) => &case.tags,
            _ => &Vec::new(),
        };
        let joined: Vec<_> = items.iter().map(Clean::as_str).collect();
        let listed = joined.join(", ") == value.as_str();
        // A comma within an item would tear it apart.
        if listed && items.iter().any(|item| item.contains([',', ';', '、'])) {
            let _ = writeln!(front, "{key}:");
            for item in items {
                let _ = writeln!(front, "  - {}", quoted(item));
            }
        } else if key.is_empty() {
            let _ = writeln!(front, "{value}");
        } else {
            let _ = writeln!(front, "{key}: {}", quoted(value));
        }
    }
    front.push_str("---\n");
    front
}

/// A value in quotes, where it would lose its own or its brackets.
fn quoted(value: &str) -> String {
    let edges = ['"', '\'', '[', ']'];
    if value.starts_with(edges) || value.ends_with(edges) {
        format!("\"{value}\"")
    } else {
        value.to_owned()
    }
}

fn table(case: &Case) -> String {
    let mut table = String::new();
    for (at, (key, value)) in case.settings.iter().enumerate() {
        let _ = writeln!(table, "| {key} | {value} |");
        if at == 0 {
            table.push_str("|---|---|\n");
        }
    }
    table
}
