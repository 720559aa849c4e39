//! Which paragraphs are items of lists, and how they are counted.

use std::collections::HashMap;

use roxmltree::Node;

use crate::{
    fault::Fault,
    import::{
        flow::Mark,
        zipped::{Zipped, attribute, child},
    },
};

/// How a level of a list is marked.
#[derive(Clone, Debug, Default)]
struct Level {
    counts: Counts,
    /// The first number.
    first: u64,
    /// What stands around the number, with `%1` in its place.
    around: String,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Counts {
    #[default]
    No,
    Numbers,
    Small,
    Capital,
}

/// The lists of a document.
#[derive(Default)]
pub(super) struct Lists {
    /// The levels of a list, by its number.
    levels: HashMap<String, Vec<Level>>,
    /// The last number given, by list and level.
    last: HashMap<String, HashMap<usize, u64>>,
}

impl Lists {
    pub(super) fn of(zip: &Zipped<'_>, numbering: &str) -> Result<Self, Fault> {
        let mut lists = Self::default();
        if numbering.is_empty() {
            return Ok(lists);
        }
        let tree = zip.parsed(numbering)?;
        let named = |name: &'static str| {
            tree.descendants()
                .filter(move |node| node.tag_name().name() == name)
        };
        let mut kinds: HashMap<&str, Vec<Level>> = HashMap::new();
        for kind in named("abstractNum") {
            let levels = kind
                .children()
                .filter(|node| node.tag_name().name() == "lvl");
            let id = attribute(kind, "abstractNumId").unwrap_or_default();
            kinds.insert(id, levels.map(level).collect());
        }
        for list in named("num") {
            let kind = child(list, "abstractNumId").and_then(|kind| attribute(kind, "val"));
            let levels = kind.and_then(|kind| kinds.get(kind)).cloned();
            if let (Some(id), Some(levels)) = (attribute(list, "numId"), levels) {
                lists.levels.insert(id.to_owned(), levels);
            }
        }
        Ok(lists)
    }

    /// The mark of the next item of that list, at that level. None for the list that is none.
    pub(super) fn next(&mut self, id: &str, deep: usize) -> Option<Mark> {
        if id == "0" {
            return None;
        }
        let levels = self.levels.get(id);
        let level = levels.and_then(|levels| levels.get(deep).or(levels.first()));
        let level = level.cloned().unwrap_or_default();
        if level.counts == Counts::No {
            return Some(Mark::Point(deep));
        }
        let last = self.last.entry(id.to_owned()).or_default();
        last.retain(|deeper, _| *deeper <= deep);
        let number = last
            .get(&deep)
            .map_or(level.first, |last| last.saturating_add(1));
        last.insert(deep, number);
        let words = level.around.chars().filter(|c| c.is_alphabetic()).count() > 1;
        Some(match letter(level.counts, number) {
            Some(letter) => Mark::Letter(format!("{letter})")),
            None if words => {
                let place = format!("%{}", deep + 1);
                Mark::Words(level.around.replace(&place, &number.to_string()))
            }
            None => Mark::Number(deep, number),
        })
    }
}

fn level(level: Node<'_, '_>) -> Level {
    let value = |name: &str| child(level, name).and_then(|node| attribute(node, "val"));
    Level {
        counts: match value("numFmt") {
            None | Some("bullet" | "none") => Counts::No,
            Some("lowerLetter") => Counts::Small,
            Some("upperLetter") => Counts::Capital,
            Some(_) => Counts::Numbers,
        },
        first: value("start")
            .and_then(|first| first.parse().ok())
            .unwrap_or(1),
        around: value("lvlText").unwrap_or_default().to_owned(),
    }
}

/// The letter for a number, from `a` to `z`.
fn letter(counts: Counts, number: u64) -> Option<char> {
    let at = u8::try_from(number.checked_sub(1)?)
        .ok()
        .filter(|at| *at < 26)?;
    match counts {
        Counts::Small => Some(char::from(b'a' + at)),
        Counts::Capital => Some(char::from(b'A' + at)),
        Counts::No | Counts::Numbers => None,
    }
}
