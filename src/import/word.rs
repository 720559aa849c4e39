//! Word files: their paragraphs, headings, lists and tables as Markdown.
//!
//! A .docx is a zip with XML in it (ECMA-376). Styles say what is a heading, numbering what
//! counts; text that was deleted under "track changes" stays behind.

use std::{
    collections::HashMap,
    io::{Cursor, Read},
};

use roxmltree::{Document, Node, ParsingOptions};
use zip::ZipArchive;

use super::Converted;
use crate::{fault::Fault, text::Clean};

mod list;
mod run;

use list::Lists;

/// The most bytes that one part may unfold to: no text that a person wrote is longer.
const MOST_UNFOLDED: u64 = 32 * 1024 * 1024;
/// The most XML nodes of a part.
const MOST_NODES: u32 = 2_000_000;

pub(super) fn is_word(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
        && ZipArchive::new(Cursor::new(bytes))
            .is_ok_and(|zip| zip.index_for_name("word/document.xml").is_some())
}

pub(super) fn markdown(bytes: &[u8]) -> Result<Converted, Fault> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| {
        Fault::new(
            "This is no Word file, or it is damaged",
            "Open it in Word or LibreOffice, save it as .docx again, and import that.",
        )
        .because(&error.to_string())
    })?;
    let body = part(&mut zip, "word/document.xml")?.ok_or_else(|| {
        Fault::new(
            "There is no text in the Word file",
            "Open it in Word or LibreOffice, save it as .docx again, and import that.",
        )
    })?;
    let styles = part(&mut zip, "word/styles.xml")?.unwrap_or_default();
    let numbering = part(&mut zip, "word/numbering.xml")?.unwrap_or_default();
    let notes = part(&mut zip, "word/footnotes.xml")?.unwrap_or_default();
    let mut page = Page {
        headings: headings(&styles)?,
        lists: Lists::of(&numbering)?,
        ..Page::default()
    };
    let tree = parsed(&body)?;
    page.blocks(tree.root_element());
    page.footnotes(&notes)?;
    Ok(Converted {
        markdown: page.text,
        from: "Word",
        said: page.said,
    })
}

/// A part of the file, unfolded; none where it is not there.
fn part(zip: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Result<Option<String>, Fault> {
    let Ok(file) = zip.by_name(name) else {
        return Ok(None);
    };
    let mut bytes = Vec::new();
    // The size that the file claims is not believed.
    file.take(MOST_UNFOLDED + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| damaged(&error.to_string()))?;
    if bytes.len() as u64 > MOST_UNFOLDED {
        return Err(Fault::new(
            "The Word file unfolds to more than 32 MiB of text",
            "No case is that long, so it is not read. Save its text alone, and import that.",
        ));
    }
    String::from_utf8(bytes)
        .map(Some)
        .map_err(|error| damaged(&error.to_string()))
}

fn damaged(why: &str) -> Fault {
    Fault::new(
        "The Word file is damaged",
        "Open it in Word or LibreOffice, save it as .docx again, and import that.",
    )
    .because(why)
}

fn parsed(xml: &str) -> Result<Document<'_>, Fault> {
    let options = ParsingOptions {
        nodes_limit: MOST_NODES,
        ..ParsingOptions::default()
    };
    Document::parse_with_options(xml, options).map_err(|error| damaged(&error.to_string()))
}

/// The attribute of that name, whatever its namespace.
fn attribute<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    let mut all = node.attributes();
    all.find(|attribute| attribute.name() == name)
        .map(|attribute| attribute.value())
}

fn child<'a, 'b>(node: Node<'a, 'b>, name: &str) -> Option<Node<'a, 'b>> {
    let mut children = node.children();
    children.find(|child| child.tag_name().name() == name)
}

/// The level of each style that is a heading: the title is 1, and stands above all others.
fn headings(styles: &str) -> Result<HashMap<String, usize>, Fault> {
    let mut levels = HashMap::new();
    if styles.is_empty() {
        return Ok(levels);
    }
    let tree = parsed(styles)?;
    let styles = tree
        .descendants()
        .filter(|node| node.tag_name().name() == "style");
    for style in styles {
        // A style's id is in the language of the author's Word, its name is always English.
        let name = child(style, "name").and_then(|name| attribute(name, "val"));
        let name = name.unwrap_or_default().to_lowercase();
        let level = match name
            .strip_prefix("heading ")
            .and_then(|number| number.parse().ok())
        {
            Some(level) => Some(level),
            None => (name == "title").then_some(0),
        };
        if let (Some(id), Some(level)) = (attribute(style, "styleId"), level) {
            levels.insert(id.to_owned(), level);
        }
    }
    Ok(levels)
}

#[derive(Default)]
struct Page {
    text: String,
    headings: HashMap<String, usize>,
    lists: Lists,
    /// Whether the last block was an item of a list.
    in_list: bool,
    titled: bool,
    said: Vec<Clean>,
}

impl Page {
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
        let level = style.and_then(|style| self.headings.get(style).copied());
        let level = level.or(outline.filter(|level| *level < 9).map(|level| level + 1));
        let item = value("numPr").and_then(|numbers| self.lists.next(numbers));
        match (level, item) {
            (Some(level), _) => self.heading(level, bare),
            (None, Some(mark)) => self.item(&mark, bare),
            (None, None) => self.block(&run::harmless(bare)),
        }
    }

    /// The title is the only heading of the first level; without one, all keep theirs.
    fn heading(&mut self, level: usize, text: &str) {
        self.titled |= level == 0;
        let level = if self.titled { level + 1 } else { level };
        let line = text.replace('\n', " ");
        let line = line.trim_matches('*');
        self.block(&format!("{} {line}", "#".repeat(level.clamp(1, 6))));
    }

    fn item(&mut self, mark: &str, text: &str) {
        let indent = mark.len() - mark.trim_start().len();
        let text = text.replace('\n', &format!("\n{}", " ".repeat(indent + 2)));
        if self.in_list {
            self.text.push_str(&format!("{mark} {text}\n"));
        } else {
            self.block(&format!("{mark} {text}"));
        }
        self.in_list = true;
    }

    fn block(&mut self, text: &str) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str(text);
        self.text.push('\n');
        self.in_list = false;
    }

    /// A table of one cell is a box around text; others are tables.
    fn table(&mut self, node: Node<'_, '_>) {
        let named = |name: &'static str| move |node: &Node<'_, '_>| node.tag_name().name() == name;
        let rows: Vec<Vec<Node<'_, '_>>> = node
            .children()
            .filter(named("tr"))
            .map(|row| row.children().filter(named("tc")).collect())
            .collect();
        if let [row] = rows.as_slice()
            && let [cell] = row.as_slice()
        {
            return self.blocks(*cell);
        }
        let mut lines = Vec::new();
        for (at, row) in rows.iter().enumerate() {
            let cells: Vec<_> = row.iter().map(|cell| run::cell(*cell)).collect();
            lines.push(format!("| {} |", cells.join(" | ")));
            if at == 0 {
                lines.push(format!("|{}", "---|".repeat(cells.len())));
            }
        }
        if !lines.is_empty() {
            self.block(&lines.join("\n"));
        }
    }

    fn footnotes(&mut self, notes: &str) -> Result<(), Fault> {
        if notes.is_empty() {
            return Ok(());
        }
        let tree = parsed(notes)?;
        let notes = tree.descendants().filter(|node| {
            node.tag_name().name() == "footnote" && attribute(*node, "type").is_none()
        });
        let texts: Vec<String> = notes
            .map(|note| run::cell(note).trim().to_owned())
            .filter(|text| !text.is_empty())
            .collect();
        if !texts.is_empty() {
            self.block("## Sources");
            for text in &texts {
                self.block(&run::harmless(text));
            }
            let said = format!(
                "{} footnotes were put under “Sources” at the end.",
                texts.len()
            );
            self.said.push(Clean::line(&said));
        }
        Ok(())
    }
}
