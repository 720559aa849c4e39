//! The text of a paragraph: its runs, with emphasis, breaks and captions of pictures.

use roxmltree::Node;

use crate::import::{
    look::{self, Look, stands_out},
    zipped::{attribute, child},
};

/// Stands before a relation until it is known what that leads to.
pub(super) const EMBEDDED: &str = "embedded:";

/// The text of a paragraph with its line breaks; as bold or coloured as each run is.
pub(super) fn text(paragraph: Node<'_, '_>) -> String {
    let mut text = String::new();
    runs(paragraph, &mut text);
    look::joined(&text)
}

fn runs(node: Node<'_, '_>, text: &mut String) {
    for child in node.children() {
        match child.tag_name().name() {
            "r" => run(child, text),
            "del" | "moveFrom" | "Fallback" | "pPr" => {}
            // A box with text of its own within a paragraph.
            "txbxContent" => {
                text.push('\n');
                runs(child, text);
                text.push('\n');
            }
            _ => runs(child, text),
        }
    }
}

fn run(node: Node<'_, '_>, text: &mut String) {
    let settings = child(node, "rPr");
    let on = |name: &str| {
        let set = settings.and_then(|settings| child(settings, name));
        set.is_some_and(|set| !matches!(attribute(set, "val"), Some("0" | "false" | "none")))
    };
    if on("vanish") {
        return;
    }
    let mut own = String::new();
    pieces(node, &mut own);
    let says = |name: &str, what: &str| {
        let set = settings.and_then(|settings| child(settings, name));
        set.and_then(|set| attribute(set, what))
    };
    let style = says("rStyle", "val");
    let parent = node.parent();
    let links = style == Some("Hyperlink")
        || parent.is_some_and(|parent| parent.tag_name().name() == "hyperlink");
    let mut colours = [("color", "val"), ("highlight", "val"), ("shd", "fill")].into_iter();
    let look = if on("b") || style == Some("Strong") {
        Look::Bold
    } else if !links && colours.any(|(name, what)| says(name, what).is_some_and(stands_out)) {
        Look::Coloured
    } else {
        Look::Plain
    };
    look::say(text, &own, look);
}

fn pieces(node: Node<'_, '_>, text: &mut String) {
    for piece in node.children() {
        match piece.tag_name().name() {
            "t" => text.push_str(piece.text().unwrap_or_default()),
            "tab" => text.push(' '),
            "br" | "cr" => text.push('\n'),
            "noBreakHyphen" => text.push('-'),
            "sym" if is_box(piece) => text.push('☐'),
            "docPr" => text.push_str(&picture(piece)),
            "rPr" | "Fallback" => {}
            "p" => super::run::runs(piece, text),
            _ => pieces(piece, text),
        }
    }
}

/// What a picture shows, by its author's words, else its name; a box with text is no picture.
fn picture(properties: Node<'_, '_>) -> String {
    let said = attribute(properties, "descr").filter(|said| !said.trim().is_empty());
    let is_picture = || {
        let drawing = properties.parent();
        drawing.is_some_and(|drawing| {
            drawing
                .descendants()
                .any(|node| node.tag_name().name() == "pic")
        })
    };
    match said.or_else(|| attribute(properties, "name").filter(|_| is_picture())) {
        Some(said) => match embedded(properties) {
            Some(part) => format!(
                "![{}]({EMBEDDED}{part})",
                said.replace(['[', ']', '\n'], " ")
            ),
            None => format!("[Picture: {said}]"),
        },
        None => String::new(),
    }
}

/// The relation by which the file holds a picture within itself.
fn embedded<'a>(properties: Node<'a, '_>) -> Option<&'a str> {
    let mut inside = properties.parent()?.descendants();
    let picture = inside.find(|node| node.tag_name().name() == "blip")?;
    let plain = |id: &&str| id.bytes().all(|byte| byte.is_ascii_alphanumeric());
    attribute(picture, "embed").filter(plain)
}

/// Boxes to tick, in the fonts that Word draws them with.
fn is_box(symbol: Node<'_, '_>) -> bool {
    matches!(attribute(symbol, "char"), Some("F06F" | "F0A8" | "F071"))
}

/// The text of a cell on one line.
pub(super) fn cell(cell: Node<'_, '_>) -> String {
    let paragraphs = cell
        .descendants()
        .filter(|node| node.tag_name().name() == "p");
    let texts: Vec<_> = paragraphs
        .map(|paragraph| text(paragraph).trim().replace('\n', " "))
        .filter(|text| !text.is_empty())
        .collect();
    texts.join(" ")
}
