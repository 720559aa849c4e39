//! The text of a paragraph: its runs, with emphasis, breaks and captions of pictures.

use roxmltree::Node;

use super::{attribute, child};

/// The text of a paragraph with its line breaks; bold and italic where the whole run is.
pub(super) fn text(paragraph: Node<'_, '_>) -> String {
    let mut text = String::new();
    runs(paragraph, &mut text);
    // Neighbouring runs of one kind are one.
    text.replace("****", "")
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
    let bare = own.trim();
    if on("b") && !bare.is_empty() && !bare.contains(['*', '\n']) {
        let (before, after) = own.split_once(bare).unwrap_or_default();
        text.push_str(&format!("{before}**{bare}**{after}"));
    } else {
        text.push_str(&own);
    }
}

fn pieces(node: Node<'_, '_>, text: &mut String) {
    for piece in node.children() {
        match piece.tag_name().name() {
            "t" => text.push_str(piece.text().unwrap_or_default()),
            "tab" => text.push(' '),
            "br" | "cr" => text.push('\n'),
            "noBreakHyphen" => text.push('-'),
            "sym" if is_box(piece) => text.push('☐'),
            "docPr" => {
                let caption = attribute(piece, "descr").or_else(|| attribute(piece, "name"));
                text.push_str(&format!("[Picture: {}]", caption.unwrap_or_default()));
            }
            "rPr" | "Fallback" => {}
            "p" => super::run::runs(piece, text),
            _ => pieces(piece, text),
        }
    }
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
        .map(|paragraph| {
            text(paragraph)
                .trim()
                .replace('\n', " ")
                .replace('|', "\\|")
        })
        .filter(|text| !text.is_empty())
        .collect();
    texts.join(" ")
}

/// A paragraph that begins like a mark of Markdown's that its author did not mean.
pub(super) fn harmless(text: &str) -> String {
    let quote = |line: &str| {
        let rule = line.len() >= 3 && line.chars().all(|letter| "-=_* ".contains(letter));
        if rule || line.starts_with(['#', '>']) {
            format!("\\{line}")
        } else {
            line.trim_start().to_owned()
        }
    };
    let lines: Vec<_> = text.lines().map(quote).collect();
    lines.join("\n")
}
