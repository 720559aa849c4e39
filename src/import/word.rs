//! Word files: their paragraphs, headings, lists and tables as Markdown.
//!
//! A .docx is a zip with XML in it (ECMA-376). Styles say what is a heading, numbering what
//! counts; text that was deleted under "track changes", comments, and what stands at the head
//! and foot of each page stay behind, which is told.

use std::collections::HashMap;

use roxmltree::Node;

use super::{
    Converted,
    flow::Flow,
    table::{Cell, Row},
    zipped::{Zipped, attribute, child},
};
use crate::{
    fault::Fault,
    text::{Clean, plural},
};

mod list;
mod run;

use list::Lists;

pub(super) fn markdown(bytes: &[u8]) -> Result<Converted, Fault> {
    let mut zip = Zipped::open(bytes, "Word", ".docx")?;
    let body = zip.body("word/document.xml")?;
    let styles = zip.part("word/styles.xml")?.unwrap_or_default();
    let numbering = zip.part("word/numbering.xml")?.unwrap_or_default();
    let mut page = WordText {
        styles: Styles::of(&zip, &styles)?,
        lists: Lists::of(&zip, &numbering)?,
        ..WordText::default()
    };
    let tree = zip.parsed(&body)?;
    page.blocks(tree.root_element());
    let mut said = left_behind(tree.root_element());
    page.notes(&mut zip, &mut said)?;
    beside(&mut zip, &mut said)?;
    Ok(Converted {
        markdown: with_pictures(page.flow.text, &mut zip)?,
        title: title(&mut zip)?,
        from: "Word",
        said,
    })
}

/// Pictures by the names of their parts, as relations say; of one that is elsewhere only the words.
fn with_pictures(text: String, zip: &mut Zipped<'_>) -> Result<String, Fault> {
    let Some(relations) = zip
        .part("word/_rels/document.xml.rels")?
        .filter(|_| text.contains(run::EMBEDDED))
    else {
        return Ok(text);
    };
    let tree = zip.parsed(&relations)?;
    let mut text = text;
    for relation in tree.root_element().children() {
        let (id, target) = (attribute(relation, "Id"), attribute(relation, "Target"));
        if let (Some(id), Some(target)) = (id, target) {
            let part = format!(
                "](word/{})",
                target.trim_start_matches('/').trim_start_matches("word/")
            );
            text = text.replace(&format!("]({}{id})", run::EMBEDDED), &part);
        }
    }
    Ok(text)
}

/// The title in the file's own description.
fn title(zip: &mut Zipped<'_>) -> Result<Option<String>, Fault> {
    let Some(core) = zip.part("docProps/core.xml")? else {
        return Ok(None);
    };
    let tree = zip.parsed(&core)?;
    let title = child(tree.root_element(), "title").and_then(|title| title.text());
    Ok(title.map(str::to_owned))
}

/// What styles say of the paragraphs that have them.
#[derive(Default)]
struct Styles {
    /// The level of each that is a heading: the title is 0, and stands above all others.
    headings: HashMap<String, usize>,
    /// The list, and the level in it, of each that makes items.
    lists: HashMap<String, (String, usize)>,
}

impl Styles {
    fn of(zip: &Zipped<'_>, styles: &str) -> Result<Self, Fault> {
        let mut all = Self::default();
        if styles.is_empty() {
            return Ok(all);
        }
        let tree = zip.parsed(styles)?;
        let styles = tree
            .descendants()
            .filter(|node| node.tag_name().name() == "style");
        for style in styles {
            let Some(id) = attribute(style, "styleId") else {
                continue;
            };
            // A style's id is in the language of the author's Word, its name is always English.
            let name = child(style, "name").and_then(|name| attribute(name, "val"));
            let name = name.unwrap_or_default().to_lowercase();
            let level = match name.strip_prefix("heading ").map(str::parse) {
                Some(Ok(level)) => Some(level),
                _ => (name == "title").then_some(0),
            };
            if let Some(level) = level {
                all.headings.insert(id.to_owned(), level);
            }
            let numbers = child(style, "pPr").and_then(|settings| child(settings, "numPr"));
            if let Some((list, level)) = numbers.and_then(place) {
                // "List Number 2" is a list of its own, within the one that has no number.
                let deep = name.rsplit(' ').next().and_then(|deep| deep.parse().ok());
                let deep = deep.map_or(level, |deep: usize| deep.saturating_sub(1));
                all.lists.insert(id.to_owned(), (list, deep));
            }
        }
        Ok(all)
    }
}

/// The list of a paragraph and its level in it.
fn place(numbers: Node<'_, '_>) -> Option<(String, usize)> {
    let value = |name: &str| child(numbers, name).and_then(|node| attribute(node, "val"));
    let deep = value("ilvl").and_then(|level| level.parse::<usize>().ok());
    Some((value("numId")?.to_owned(), deep.unwrap_or_default().min(8)))
}

/// What of the text itself is not read.
fn left_behind(root: Node<'_, '_>) -> Vec<Clean> {
    let has_text = |node: &Node<'_, '_>| {
        node.descendants()
            .any(|node| matches!(node.tag_name().name(), "t" | "delText"))
    };
    let of = |name: &'static str| {
        root.descendants()
            .filter(move |node| node.tag_name().name() == name)
    };
    let deleted = of("del").filter(has_text).count() + of("moveFrom").filter(has_text).count();
    let hidden = of("vanish")
        .filter(|node| !matches!(attribute(*node, "val"), Some("0" | "false")))
        .filter_map(|node| node.parent().and_then(|settings| settings.parent()))
        .filter(|run| run.tag_name().name() == "r" && has_text(run))
        .count();
    let mut said = Vec::new();
    if deleted > 0 {
        let places = plural(deleted, "place", "places");
        said.push(Clean::line(&format!(
            "Text that was deleted under “track changes” stayed behind ({places})."
        )));
    }
    if hidden > 0 {
        let places = plural(hidden, "place", "places");
        said.push(Clean::line(&format!(
            "Text that is hidden in Word stayed behind ({places})."
        )));
    }
    said
}

/// What stands beside the text and is not read.
fn beside(zip: &mut Zipped<'_>, said: &mut Vec<Clean>) -> Result<(), Fault> {
    let mut has_text = |begin: &str| -> Result<bool, Fault> {
        for name in zip.names(begin) {
            let part = zip.part(&name)?.unwrap_or_default();
            let tree = zip.parsed(&part)?;
            let mut texts = tree
                .descendants()
                .filter(|node| node.tag_name().name() == "t");
            if texts.any(|text| text.text().is_some_and(|text| !text.trim().is_empty())) {
                return Ok(true);
            }
        }
        Ok(false)
    };
    if has_text("word/comments.xml")? {
        said.push(Clean::new("Comments in the margin stayed behind."));
    }
    if has_text("word/header")? || has_text("word/footer")? {
        said.push(Clean::new(
            "What stands at the head and foot of each page stayed behind.",
        ));
    }
    Ok(())
}

#[derive(Default)]
struct WordText {
    flow: Flow,
    styles: Styles,
    lists: Lists,
    titled: bool,
}

impl WordText {
    fn blocks(&mut self, node: Node<'_, '_>) {
        for child in node.children() {
            match child.tag_name().name() {
                "p" => self.paragraph(child),
                "tbl" => self.table(child),
                // Text that was deleted, and fallbacks that say again what was said.
                "del" | "moveFrom" | "Fallback" => {}
                _ => self.blocks(child),
            }
        }
    }

    fn paragraph(&mut self, node: Node<'_, '_>) {
        let text = run::text(node);
        let bare = text.trim();
        if bare.is_empty() {
            return;
        }
        let settings = child(node, "pPr");
        let value = |name: &str| settings.and_then(|settings| child(settings, name));
        let style = value("pStyle").and_then(|style| attribute(style, "val"));
        let outline = value("outlineLvl").and_then(|level| attribute(level, "val"));
        let outline = outline.and_then(|level| level.parse::<usize>().ok());
        let level = style.and_then(|style| self.styles.headings.get(style).copied());
        let level = level.or(outline.filter(|level| *level < 9).map(|level| level + 1));
        let of_style = style.and_then(|style| self.styles.lists.get(style).cloned());
        let item = value("numPr").and_then(place).or(of_style);
        let item = item.and_then(|(list, deep)| self.lists.next(&list, deep));
        match (level, item) {
            (Some(level), _) => {
                // The title is the only heading of the first level; without one, all keep theirs.
                self.titled |= level == 0;
                let level = if self.titled { level + 1 } else { level };
                self.flow.heading(level, bare);
            }
            (None, Some(mark)) => self.flow.item(&mark, bare),
            (None, None) => self.flow.paragraph(bare),
        }
    }

    /// A table of one column is boxes around text; others are tables.
    fn table(&mut self, node: Node<'_, '_>) {
        let named = |name: &'static str| move |node: &Node<'_, '_>| node.tag_name().name() == name;
        let rows: Vec<Vec<Node<'_, '_>>> = node
            .children()
            .filter(named("tr"))
            .map(|row| cells(row))
            .collect();
        if rows.iter().all(|row| row.len() <= 1) {
            for cell in rows.iter().flatten() {
                self.blocks(*cell);
            }
            return;
        }
        // The text above each column, for cells that go on over rows.
        let mut above: Vec<String> = Vec::new();
        let laid = rows.iter().map(|row| {
            let laid: Row = row.iter().map(|cell| laid(*cell)).collect();
            let mut at = 0;
            let mut line = Row::new();
            for (cell, mut laid) in row.iter().zip(laid) {
                if goes_on(*cell) {
                    laid.text = above.get(at).cloned().unwrap_or_default();
                }
                above.resize(above.len().max(at + 1), String::new());
                if let Some(place) = above.get_mut(at) {
                    place.clone_from(&laid.text);
                }
                at += laid.columns.clamp(1, MOST_SPANNED);
                line.push(laid);
            }
            line
        });
        let laid = laid.collect();
        self.flow.table(laid);
    }

    fn notes(&mut self, zip: &mut Zipped<'_>, said: &mut Vec<Clean>) -> Result<(), Fault> {
        let mut texts: Vec<String> = Vec::new();
        for (part, name) in [
            ("word/footnotes.xml", "footnote"),
            ("word/endnotes.xml", "endnote"),
        ] {
            let notes = zip.part(part)?.unwrap_or_default();
            if notes.is_empty() {
                continue;
            }
            let tree = zip.parsed(&notes)?;
            let notes = tree.descendants().filter(|node| {
                node.tag_name().name() == name && attribute(*node, "type").is_none()
            });
            texts.extend(
                notes
                    .map(|note| run::cell(note).trim().to_owned())
                    .filter(|text| !text.is_empty()),
            );
        }
        if !texts.is_empty() {
            self.flow.block("## Sources");
            for text in &texts {
                self.flow.paragraph(text);
            }
            let said_of = format!(
                "{} put under “Sources” at the end.",
                plural(texts.len(), "footnote was", "footnotes were")
            );
            said.push(Clean::line(&said_of));
        }
        Ok(())
    }
}

/// A cell of Word spans no more columns than that.
const MOST_SPANNED: usize = 63;

/// The cells of a row, also where they stand in a control to fill in.
fn cells<'a, 'b>(row: Node<'a, 'b>) -> Vec<Node<'a, 'b>> {
    let mut cells = Vec::new();
    for child in row.children() {
        match child.tag_name().name() {
            "tc" => cells.push(child),
            "sdt" | "sdtContent" => cells.extend(self::cells(child)),
            _ => {}
        }
    }
    cells
}

fn laid(cell: Node<'_, '_>) -> Cell {
    let columns = child(cell, "tcPr")
        .and_then(|settings| child(settings, "gridSpan"))
        .and_then(|span| attribute(span, "val"))
        .and_then(|span| span.parse().ok());
    Cell {
        text: run::cell(cell),
        columns: columns.unwrap_or(1),
        rows: 1,
    }
}

/// Whether a cell is the lower part of the one above.
fn goes_on(cell: Node<'_, '_>) -> bool {
    child(cell, "tcPr")
        .and_then(|settings| child(settings, "vMerge"))
        .is_some_and(|merge| !matches!(attribute(merge, "val"), Some("restart")))
}
