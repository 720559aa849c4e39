//! Which paragraphs are items of lists, and how they are counted.

use std::collections::HashMap;

use roxmltree::Node;

use super::{attribute, child, parsed};
use crate::fault::Fault;

/// The lists of a document.
#[derive(Default)]
pub(super) struct Lists {
    /// Whether the levels of a list count, by its number.
    counts: HashMap<String, Vec<bool>>,
    /// The last number given, by list and level.
    last: HashMap<(String, usize), u64>,
}

impl Lists {
    pub(super) fn of(numbering: &str) -> Result<Self, Fault> {
        let mut lists = Self::default();
        if numbering.is_empty() {
            return Ok(lists);
        }
        let tree = parsed(numbering)?;
        let named = |name: &'static str| {
            tree.descendants()
                .filter(move |node| node.tag_name().name() == name)
        };
        let mut kinds: HashMap<&str, Vec<bool>> = HashMap::new();
        for kind in named("abstractNum") {
            let levels = kind
                .children()
                .filter(|node| node.tag_name().name() == "lvl");
            let counts = levels.map(|level| {
                let format = child(level, "numFmt").and_then(|format| attribute(format, "val"));
                !matches!(format, None | Some("bullet" | "none"))
            });
            let id = attribute(kind, "abstractNumId").unwrap_or_default();
            kinds.insert(id, counts.collect());
        }
        for list in named("num") {
            let kind = child(list, "abstractNumId").and_then(|kind| attribute(kind, "val"));
            let counts = kind.and_then(|kind| kinds.get(kind)).cloned();
            if let (Some(id), Some(counts)) = (attribute(list, "numId"), counts) {
                lists.counts.insert(id.to_owned(), counts);
            }
        }
        Ok(lists)
    }

    /// The mark of the next item: `- `, or its number, indented by its level. None where the
    /// paragraph is in no list.
    pub(super) fn next(&mut self, numbers: Node<'_, '_>) -> Option<String> {
        let value = |name: &str| child(numbers, name).and_then(|node| attribute(node, "val"));
        let id = value("numId").filter(|id| *id != "0")?;
        let level = value("ilvl").and_then(|level| level.parse::<usize>().ok());
        let level = level.unwrap_or_default().min(8);
        let counts = self.counts.get(id).and_then(|levels| levels.get(level));
        let indent = "   ".repeat(level);
        if !counts.copied().unwrap_or_default() {
            return Some(format!("{indent}-"));
        }
        self.last
            .retain(|(list, deeper), _| list != id || *deeper <= level);
        let last = self.last.entry((id.to_owned(), level)).or_default();
        *last += 1;
        Some(format!("{indent}{last}."))
    }
}
