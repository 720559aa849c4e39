//! OpenDocument texts: their paragraphs, headings, lists and tables as Markdown.
//!
//! An .odt is a zip with XML in it (OASIS OpenDocument 1.3). Automatic styles say what is bold,
//! list styles what counts; text deleted under "track changes" and comments stay behind.

use std::collections::HashMap;

use roxmltree::Node;

use super::{
    Converted,
    flow::{Flow, Mark},
    look::{self, Look, stands_out},
    table::{Cell, Row},
    zipped::{Zipped, attribute, child},
};
use crate::{
    fault::Fault,
    text::{Clean, plural},
};

/// The most times that a row or cell is repeated: a thousand empty ones are only a margin.
const MOST_REPEATED: usize = 64;

pub(super) fn markdown(bytes: &[u8]) -> Result<Converted, Fault> {
    let mut zip = Zipped::open(bytes, "OpenDocument", ".odt")?;
    let body = zip.body("content.xml")?;
    let styles = zip.part("styles.xml")?.unwrap_or_default();
    let mut page = OpenText::default();
    if !styles.is_empty() {
        page.styles(zip.parsed(&styles)?.root_element());
    }
    let tree = zip.parsed(&body)?;
    page.styles(tree.root_element());
    let text = tree.descendants().find(|node| {
        node.tag_name().name() == "text"
            && node
                .parent_element()
                .is_some_and(|above| above.tag_name().name() == "body")
    });
    page.blocks(text.unwrap_or(tree.root_element()), 0);
    page.footnotes();
    let mut said = Vec::new();
    for (name, what) in [
        (
            "deletion",
            "Text that was deleted under “track changes” stayed behind",
        ),
        ("annotation", "Comments in the margin stayed behind"),
    ] {
        let count = tree
            .descendants()
            .filter(|node| node.tag_name().name() == name)
            .count();
        if count > 0 {
            said.push(Clean::line(&format!(
                "{what} ({}).",
                plural(count, "place", "places")
            )));
        }
    }
    Ok(Converted {
        markdown: page.flow.text,
        title: title(&mut zip)?,
        from: "OpenDocument",
        said,
    })
}

/// The title in the file's own description.
fn title(zip: &mut Zipped<'_>) -> Result<Option<String>, Fault> {
    let Some(meta) = zip.part("meta.xml")? else {
        return Ok(None);
    };
    let tree = zip.parsed(&meta)?;
    let mut titles = tree
        .descendants()
        .filter(|node| node.tag_name().name() == "title");
    Ok(titles
        .next()
        .and_then(|title| title.text())
        .map(str::to_owned))
}

/// How a level of a list is marked.
#[derive(Clone, Default)]
struct Level {
    /// "1", "a", "A"; none for points.
    format: Option<String>,
    first: u64,
}

#[derive(Default)]
struct OpenText {
    flow: Flow,
    looks: HashMap<String, Look>,
    /// The style that a style is made from.
    parents: HashMap<String, String>,
    lists: HashMap<String, Vec<Level>>,
    /// The last number given, by the style of the list and the level.
    last: HashMap<(String, usize), u64>,
    titled: bool,
    notes: Vec<String>,
}

impl OpenText {
    fn styles(&mut self, root: Node<'_, '_>) {
        for node in root.descendants() {
            let name = attribute(node, "name").unwrap_or_default();
            match node.tag_name().name() {
                "style" => {
                    if let Some(look) = child(node, "text-properties").and_then(look_of) {
                        self.looks.insert(name.to_owned(), look);
                    }
                    if let Some(parent) = attribute(node, "parent-style-name") {
                        self.parents.insert(name.to_owned(), parent.to_owned());
                    }
                }
                "list-style" => {
                    let levels = node.children().filter(Node::is_element).map(|level| {
                        let counts = level.tag_name().name() == "list-level-style-number";
                        let format = attribute(level, "num-format")
                            .filter(|format| counts && !format.is_empty());
                        let first =
                            attribute(level, "start-value").and_then(|first| first.parse().ok());
                        Level {
                            format: format.map(str::to_owned),
                            first: first.unwrap_or(1),
                        }
                    });
                    self.lists.insert(name.to_owned(), levels.collect());
                }
                _ => {}
            }
        }
    }

    /// Whether a style, or one that it is made from, is called so.
    fn is_made_from(&self, style: &str, wanted: &str) -> bool {
        let mut style = style;
        for _ in 0..8 {
            if style == wanted {
                return true;
            }
            match self.parents.get(style) {
                Some(parent) => style = parent,
                None => return false,
            }
        }
        false
    }

    fn look(&self, style: &str) -> Option<Look> {
        self.looks.get(style).copied()
    }

    fn blocks(&mut self, node: Node<'_, '_>, deep: usize) {
        for child in node.children() {
            match child.tag_name().name() {
                "p" => self.paragraph(child),
                "h" => {
                    let level =
                        attribute(child, "outline-level").and_then(|level| level.parse().ok());
                    let text = self.text(child);
                    self.flow
                        .heading(level.unwrap_or(1) + usize::from(self.titled), &text);
                }
                "list" => self.list(child, deep, ""),
                "table" => self.table(child),
                "tracked-changes" | "sequence-decls" | "table-of-content" | "annotation" => {}
                _ => self.blocks(child, deep),
            }
        }
    }

    fn paragraph(&mut self, node: Node<'_, '_>) {
        let style = attribute(node, "style-name").unwrap_or_default();
        let text = self.text(node);
        if text.trim().is_empty() {
            return;
        }
        if !self.titled && self.is_made_from(style, "Title") {
            self.titled = true;
            return self.flow.heading(1, &text);
        }
        self.flow.paragraph(text.trim());
    }

    /// The items of a list; `style` is that of the list around it.
    fn list(&mut self, node: Node<'_, '_>, deep: usize, style: &str) {
        let style = attribute(node, "style-name").unwrap_or(style).to_owned();
        let goes_on = attribute(node, "continue-numbering") == Some("true")
            || attribute(node, "continue-list").is_some();
        let key = (style.clone(), deep);
        if !goes_on {
            self.last.remove(&key);
        }
        let level = self
            .lists
            .get(&style)
            .and_then(|levels| levels.get(deep))
            .cloned();
        for item in node.children().filter(Node::is_element) {
            let mut first = true;
            for block in item.children() {
                match block.tag_name().name() {
                    "list" => self.list(block, deep + 1, &style),
                    "p" | "h" => {
                        let text = self.text(block);
                        if text.trim().is_empty() {
                            continue;
                        }
                        if !first {
                            self.flow.paragraph(text.trim());
                            continue;
                        }
                        first = false;
                        let mark = self.mark(level.as_ref(), &key, item);
                        self.flow.item(&mark, &text);
                    }
                    "table" => self.table(block),
                    _ => {}
                }
            }
        }
    }

    fn mark(&mut self, level: Option<&Level>, key: &(String, usize), item: Node<'_, '_>) -> Mark {
        let Some((format, first)) =
            level.and_then(|level| Some((level.format.clone()?, level.first)))
        else {
            return Mark::Point(key.1);
        };
        let wanted = attribute(item, "start-value").and_then(|value| value.parse().ok());
        let next = self
            .last
            .get(key)
            .map_or(first, |last| last.saturating_add(1));
        let number = wanted.unwrap_or(next);
        self.last.insert(key.clone(), number);
        let at = u8::try_from(number.saturating_sub(1))
            .ok()
            .filter(|at| *at < 26);
        match (format.as_str(), at) {
            ("a", Some(at)) => Mark::Letter(format!("{})", char::from(b'a' + at))),
            ("A", Some(at)) => Mark::Letter(format!("{})", char::from(b'A' + at))),
            _ => Mark::Number(key.1, number),
        }
    }

    fn table(&mut self, node: Node<'_, '_>) {
        let mut rows: Vec<Node<'_, '_>> = Vec::new();
        rows_of(node, &mut rows);
        let cells: Vec<Vec<Node<'_, '_>>> = rows
            .iter()
            .map(|row| {
                let cells = row.children();
                cells
                    .filter(|cell| cell.tag_name().name() == "table-cell")
                    .collect()
            })
            .collect();
        if cells.iter().all(|row| row.len() <= 1) {
            for cell in cells.iter().flatten() {
                self.blocks(*cell, 0);
            }
            return;
        }
        let mut laid = Vec::new();
        for row in cells {
            let mut line = Row::new();
            for cell in row {
                let number =
                    |name: &str| attribute(cell, name).and_then(|number| number.parse().ok());
                let of = Cell {
                    text: self.cell(cell),
                    columns: number("number-columns-spanned").unwrap_or(1),
                    rows: number("number-rows-spanned").unwrap_or(1),
                };
                let times: usize = number("number-columns-repeated").unwrap_or(1);
                for _ in 0..times.clamp(1, MOST_REPEATED) {
                    line.push(of.clone());
                }
            }
            laid.push(line);
        }
        self.flow.table(laid);
    }

    /// The text of a cell, also of lists and tables in it.
    fn cell(&mut self, cell: Node<'_, '_>) -> String {
        let paragraphs: Vec<_> = cell
            .descendants()
            .filter(|node| matches!(node.tag_name().name(), "p" | "h"))
            .collect();
        let texts: Vec<_> = paragraphs.into_iter().map(|node| self.text(node)).collect();
        texts.join(" ")
    }

    fn text(&mut self, node: Node<'_, '_>) -> String {
        let style = attribute(node, "style-name").unwrap_or_default();
        let mut text = String::new();
        let look = self.look(style).unwrap_or_default();
        self.runs(node, look, &mut text);
        look::joined(&text)
    }

    fn runs(&mut self, node: Node<'_, '_>, look: Look, text: &mut String) {
        for piece in node.children() {
            if piece.is_text() {
                spoken(piece.text().unwrap_or_default(), look, text);
                continue;
            }
            match piece.tag_name().name() {
                "s" => text.push(' '),
                "tab" => text.push(' '),
                "line-break" => text.push('\n'),
                "note" => {
                    let body = child(piece, "note-body").map(|body| self.cell(body));
                    self.notes
                        .extend(body.filter(|body| !body.trim().is_empty()));
                }
                "desc" | "title" => {
                    let said = piece.text().unwrap_or_default().trim();
                    if !said.is_empty() {
                        text.push_str(&format!("[Picture: {said}]"));
                    }
                }
                "annotation" | "annotation-end" | "tracked-changes" | "change" => {}
                "p" | "h" => {
                    text.push('\n');
                    self.runs(piece, look, text);
                    text.push('\n');
                }
                _ => {
                    let style = attribute(piece, "style-name").unwrap_or_default();
                    let link = piece.tag_name().name() == "a";
                    let own = self.look(style).filter(|_| !link).unwrap_or(look);
                    self.runs(piece, own, text);
                }
            }
        }
    }

    fn footnotes(&mut self) {
        let notes = std::mem::take(&mut self.notes);
        if !notes.is_empty() {
            self.flow.block("## Sources");
            for note in notes {
                self.flow.paragraph(note.trim());
            }
        }
    }
}

/// How text with these properties looks; none where they say nothing of it.
fn look_of(properties: Node<'_, '_>) -> Option<Look> {
    let weight = attribute(properties, "font-weight");
    let colours = ["color", "background-color"].map(|name| attribute(properties, name));
    let heavy = |weight: &str| weight == "bold" || weight.parse().is_ok_and(|of: u32| of >= 600);
    let mut said = colours.iter().flatten();
    match weight {
        Some(weight) if heavy(weight) => Some(Look::Bold),
        _ if said.any(|colour| stands_out(colour)) => Some(Look::Coloured),
        _ => weight
            .or(colours.into_iter().flatten().next())
            .map(|_| Look::Plain),
    }
}

/// The rows of a table, also those that head it, but not those of tables in it.
fn rows_of<'a, 'b>(node: Node<'a, 'b>, rows: &mut Vec<Node<'a, 'b>>) {
    for child in node.children() {
        match child.tag_name().name() {
            "table-row" => rows.push(child),
            "table-header-rows" | "table-rows" | "table-row-group" => rows_of(child, rows),
            _ => {}
        }
    }
}

/// Adds a text; blanks between words are one.
fn spoken(piece: &str, look: Look, text: &mut String) {
    let words: Vec<_> = piece.split_whitespace().collect();
    let own = words.join(" ");
    if own.is_empty() {
        if !piece.is_empty() {
            text.push(' ');
        }
        return;
    }
    if piece.starts_with(char::is_whitespace) {
        text.push(' ');
    }
    look::say(text, &own, look);
    if piece.ends_with(char::is_whitespace) {
        text.push(' ');
    }
}
