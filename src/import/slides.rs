//! PowerPoint files: the title of a slide is a heading, its notes are the facilitator's.

use std::collections::HashMap;

use roxmltree::Node;

use super::{
    Converted,
    flow::{Flow, Mark},
    look::{self, Look, stands_out},
    table::{Cell, Row},
    zipped::{MOST_PARTS, Zipped, attribute, child},
};
use crate::{
    fault::Fault,
    text::{Clean, plural},
};

pub(super) fn markdown(bytes: &[u8]) -> Result<Converted, Fault> {
    let mut zip = Zipped::open(bytes, "PowerPoint", ".pptx")?;
    let mut show = Show::default();
    let mut hidden = 0;
    for name in slides(&mut zip)? {
        let Some(xml) = zip.part(&name)? else {
            continue;
        };
        let tree = zip.parsed(&xml)?;
        if attribute(tree.root_element(), "show") == Some("0") {
            hidden += 1;
            continue;
        }
        show.slide(tree.root_element());
        let notes = related(&mut zip, &name)?;
        let notes = notes.into_values().find(|part| part.contains("notesSlide"));
        if let Some(notes) = notes {
            let xml = zip.part(&notes)?.unwrap_or_default();
            if !xml.is_empty() {
                show.notes(zip.parsed(&xml)?.root_element());
            }
        }
    }
    let said = (hidden > 0).then(|| {
        let slides = plural(hidden, "slide that is hidden", "slides that are hidden");
        Clean::line(&format!("Left behind: {slides} in the show."))
    });
    Ok(Converted {
        markdown: show.flow.text,
        from: "PowerPoint",
        said: said.into_iter().collect(),
        ..Converted::default()
    })
}

/// The parts of the slides, in the order of the show.
fn slides(zip: &mut Zipped<'_>) -> Result<Vec<String>, Fault> {
    let show = zip.body("ppt/presentation.xml")?;
    let parts = related(zip, "ppt/presentation.xml")?;
    let tree = zip.parsed(&show)?;
    let ids = tree
        .descendants()
        .filter(|node| node.tag_name().name() == "sldId");
    let names = ids.filter_map(|id| {
        // The one that names a part is in a namespace of its own; the other is a bare number.
        let mut all = id.attributes().filter(|one| one.name() == "id");
        all.find_map(|one| parts.get(one.value()).cloned())
    });
    let names: Vec<String> = names.take(MOST_PARTS).collect();
    if names.is_empty() {
        return Ok(zip.names("ppt/slides/slide"));
    }
    Ok(names)
}

/// The parts that a part refers to, by their ids.
fn related(zip: &mut Zipped<'_>, name: &str) -> Result<HashMap<String, String>, Fault> {
    let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
    let Some(xml) = zip.part(&format!("{folder}/_rels/{file}.rels"))? else {
        return Ok(HashMap::new());
    };
    let tree = zip.parsed(&xml)?;
    let relations = tree
        .descendants()
        .filter(|node| node.tag_name().name() == "Relationship");
    let parts = relations.filter_map(|relation| {
        let target = attribute(relation, "Target")?;
        let mut path: Vec<&str> = folder.split('/').collect();
        if target.starts_with('/') {
            path.clear();
        }
        for step in target.split('/').filter(|step| !step.is_empty()) {
            match step {
                ".." => drop(path.pop()),
                step => path.push(step),
            }
        }
        Some((attribute(relation, "Id")?.to_owned(), path.join("/")))
    });
    Ok(parts.collect())
}

#[derive(Default)]
struct Show {
    flow: Flow,
    titled: bool,
}

/// What a shape is for.
fn placed(shape: Node<'_, '_>) -> Option<String> {
    let place = shape
        .children()
        .filter(|node| node.tag_name().name().starts_with("nv"))
        .flat_map(|node| node.descendants())
        .find(|node| node.tag_name().name() == "ph");
    place.map(|place| attribute(place, "type").unwrap_or("body").to_owned())
}

impl Show {
    fn slide(&mut self, root: Node<'_, '_>) {
        let is_title = |node: &Node<'_, '_>| {
            node.tag_name().name() == "sp"
                && placed(*node).is_some_and(|place| matches!(place.as_str(), "title" | "ctrTitle"))
        };
        let title = root.descendants().find(is_title);
        let title = title.map(|shape| {
            let lines = paragraphs(shape).map(|paragraph| text(paragraph));
            let lines: Vec<_> = lines.collect();
            lines.join(" ")
        });
        if let Some(title) = title.filter(|title| !title.trim().is_empty()) {
            let level = if self.titled { 2 } else { 1 };
            self.titled = true;
            self.flow.heading(level, &title);
        }
        self.shapes(root);
    }

    fn shapes(&mut self, node: Node<'_, '_>) {
        for shape in node.children() {
            match shape.tag_name().name() {
                "sp" => match placed(shape).as_deref() {
                    Some("title" | "ctrTitle" | "sldNum" | "dt" | "ftr") => {}
                    place => self.body(shape, place.is_some_and(|place| place != "subTitle")),
                },
                "tbl" => self.table(shape),
                "Fallback" => {}
                _ => self.shapes(shape),
            }
        }
    }

    /// The paragraphs of a shape; those of the slide's body are points where nothing else is said.
    fn body(&mut self, shape: Node<'_, '_>, listed: bool) {
        let mut counts: HashMap<usize, u64> = HashMap::new();
        let several = paragraphs(shape)
            .filter(|paragraph| !text(*paragraph).trim().is_empty())
            .count()
            > 1;
        for paragraph in paragraphs(shape) {
            let said = text(paragraph);
            if said.trim().is_empty() {
                continue;
            }
            let settings = child(paragraph, "pPr");
            let has = |name: &str| settings.is_some_and(|settings| child(settings, name).is_some());
            let deep = settings
                .and_then(|settings| attribute(settings, "lvl"))
                .and_then(|level| level.parse::<usize>().ok())
                .unwrap_or_default()
                .min(8);
            let counted = settings.and_then(|settings| child(settings, "buAutoNum"));
            if let Some(counted) = counted {
                let number = counts.entry(deep).or_default();
                *number += 1;
                let kind = attribute(counted, "type").unwrap_or_default();
                let at = u8::try_from(*number - 1).ok().filter(|at| *at < 26);
                let mark = match at {
                    Some(at) if kind.starts_with("alphaLc") => {
                        Mark::Letter(format!("{})", char::from(b'a' + at)))
                    }
                    Some(at) if kind.starts_with("alphaUc") => {
                        Mark::Letter(format!("{})", char::from(b'A' + at)))
                    }
                    _ => Mark::Number(deep, *number),
                };
                self.flow.item(&mark, &said);
            } else if has("buChar") || (listed && several && !has("buNone")) {
                self.flow.item(&Mark::Point(deep), &said);
            } else {
                self.flow.paragraph(&said);
            }
        }
    }

    fn table(&mut self, table: Node<'_, '_>) {
        let rows = table
            .children()
            .filter(|node| node.tag_name().name() == "tr");
        let rows = rows.map(|row| {
            let cells = row.children().filter(|node| node.tag_name().name() == "tc");
            // What another cell goes over has a cell of its own all the same, which is empty.
            let cells = cells.filter(|cell| attribute(*cell, "hMerge").is_none());
            let cells = cells.map(|cell| Cell {
                text: paragraphs(cell).map(text).collect::<Vec<_>>().join(" "),
                columns: attribute(cell, "gridSpan")
                    .and_then(|span| span.parse().ok())
                    .unwrap_or(1),
                rows: 1,
            });
            cells.collect::<Row>()
        });
        let rows = rows.collect();
        self.flow.table(rows);
    }

    fn notes(&mut self, root: Node<'_, '_>) {
        let shapes = root.descendants().filter(|node| {
            node.tag_name().name() == "sp" && placed(*node).as_deref() == Some("body")
        });
        for paragraph in shapes.flat_map(|shape| paragraphs(shape).collect::<Vec<_>>()) {
            let said = text(paragraph).replace('\n', " ");
            if !said.trim().is_empty() {
                self.flow.block(&format!("Facilitator: {}", said.trim()));
            }
        }
    }
}

fn paragraphs<'a, 'b>(shape: Node<'a, 'b>) -> impl Iterator<Item = Node<'a, 'b>> {
    shape
        .descendants()
        .filter(|node| node.tag_name().name() == "p")
}

/// The text of a paragraph; a run looks as its settings say.
fn text(paragraph: Node<'_, '_>) -> String {
    let mut all = String::new();
    for run in paragraph.children() {
        match run.tag_name().name() {
            "r" | "fld" => {
                let own = child(run, "t")
                    .and_then(|text| text.text())
                    .unwrap_or_default();
                look::say(
                    &mut all,
                    own,
                    child(run, "rPr").map_or(Look::Plain, look_of),
                );
            }
            "br" => all.push('\n'),
            _ => {}
        }
    }
    look::joined(&all)
}

/// How a run looks, by its settings; a link has a colour because it is one.
fn look_of(settings: Node<'_, '_>) -> Look {
    let colour = |name: &str| {
        let colour = child(settings, name).and_then(|fill| child(fill, "srgbClr"));
        colour.and_then(|colour| attribute(colour, "val"))
    };
    let mut colours = ["solidFill", "highlight"].into_iter().filter_map(colour);
    if attribute(settings, "b") == Some("1") {
        Look::Bold
    } else if child(settings, "hlinkClick").is_none() && colours.any(stands_out) {
        Look::Coloured
    } else {
        Look::Plain
    }
}
