//! Tables of pages: spans are laid out; boxes around text are no tables.

use std::rc::Rc;

use htmd::{
    Element, Node,
    element_handler::{HandlerResult, Handlers},
};

use super::tree;
use crate::import::table::{Cell, Grid};

/// Blocks that a cell of a table of figures does not hold.
const BLOCKS: &[&str] = &[
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ol",
    "ul",
    "details",
    "table",
    "blockquote",
];

pub(super) fn handle(handlers: &dyn Handlers, element: &Element) -> Option<HandlerResult> {
    let caption = element.node.children.borrow();
    let caption = caption.iter().find(|child| tree::is(child, "caption"));
    let caption = caption.map(tree::text).unwrap_or_default();
    let rows: Vec<Vec<Rc<Node>>> = rows(element.node).iter().map(cells).collect();
    let widest = rows.iter().map(Vec::len).max().unwrap_or_default();
    let is_frame = rows.len() <= 2 && rows.iter().flatten().any(is_block);
    if widest <= 1 || (is_frame && !within_cell(element.node)) {
        let blocks = rows.iter().flatten().map(|cell| {
            let text = handlers.walk_children(cell).content;
            format!("{}\n\n", text.trim_matches('\n'))
        });
        let blocks: String = blocks.collect();
        return Some(format!("\n\n{caption}\n\n{blocks}").into());
    }
    let nested = within_cell(element.node);
    let laid = rows.iter().map(|row| {
        let row = row.iter().map(|cell| Cell {
            text: handlers.walk_children(cell).content,
            columns: span(cell, "colspan"),
            rows: span(cell, "rowspan"),
        });
        row.collect()
    });
    let laid: Vec<Vec<Cell>> = laid.collect();
    if nested {
        // A table in a cell of another is told in a line.
        let lines = laid.iter().map(|row| {
            let texts: Vec<_> = row.iter().map(|cell| cell.text.trim()).collect();
            texts.join(", ")
        });
        let lines: Vec<_> = lines.collect();
        return Some(format!("{caption} {}", lines.join("; ")).into());
    }
    let lines = Grid::of(laid).lines();
    (!lines.is_empty()).then(|| format!("\n\n{caption}\n\n{}\n\n", lines.join("\n")).into())
}

fn span(cell: &Rc<Node>, name: &str) -> usize {
    let said = tree::attribute(cell, name);
    said.and_then(|said| said.trim().parse().ok()).unwrap_or(1)
}

/// The rows of a table, but not of tables in it.
fn rows(table: &Rc<Node>) -> Vec<Rc<Node>> {
    let mut rows = Vec::new();
    for child in table.children.borrow().iter() {
        match tree::name(child) {
            "tr" => rows.push(child.clone()),
            "thead" | "tbody" | "tfoot" => {
                let children = child.children.borrow();
                rows.extend(children.iter().filter(|row| tree::is(row, "tr")).cloned());
            }
            _ => {}
        }
    }
    rows
}

fn cells(row: &Rc<Node>) -> Vec<Rc<Node>> {
    let children = row.children.borrow();
    let cells = children
        .iter()
        .filter(|cell| matches!(tree::name(cell), "td" | "th"));
    cells.cloned().collect()
}

fn is_block(cell: &Rc<Node>) -> bool {
    tree::all(cell)
        .iter()
        .any(|(_, node)| BLOCKS.contains(&tree::name(node)))
}

fn within_cell(table: &Rc<Node>) -> bool {
    let parent = |node: &Rc<Node>| {
        let parent = node.parent.take();
        node.parent.set(parent.clone());
        parent.and_then(|parent| parent.upgrade())
    };
    let mut above = parent(table);
    while let Some(node) = above {
        if matches!(tree::name(&node), "td" | "th") {
            return true;
        }
        above = parent(&node);
    }
    false
}
