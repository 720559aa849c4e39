//! What stands out in a page by its colour, by what its elements say themselves.

use std::{cell::RefCell, rc::Rc};

use htmd::Node;
use markup5ever_rcdom::NodeData;

use super::tree;
use crate::import::look;

/// Elements whose text is one run or one paragraph.
const RUNS: &[&str] = &[
    "b", "em", "font", "i", "label", "li", "mark", "p", "span", "strong", "u",
];

/// Puts the marks of coloured letters around the text of every element that gives it a colour.
pub(super) fn marks(root: &Rc<Node>) {
    let mut inside: Option<usize> = None;
    for (deep, node) in tree::all(root) {
        if inside.is_some_and(|outer| deep > outer) {
            continue;
        }
        // A link has a colour because it is one.
        inside = (tree::is(&node, "a") || mark(&node)).then_some(deep);
    }
}

/// Marks an element that has a colour; false for any other.
fn mark(node: &Rc<Node>) -> bool {
    let is_run = RUNS.contains(&tree::name(node));
    if !is_run || !has_colour(node) || tree::text(node).trim().is_empty() {
        return false;
    }
    let sign = |sign: char| {
        Node::new(NodeData::Text {
            contents: RefCell::new(sign.to_string().into()),
        })
    };
    let mut children = node.children.borrow_mut();
    children.insert(0, sign(look::BEGIN));
    children.push(sign(look::END));
    true
}

fn has_colour(node: &Rc<Node>) -> bool {
    let said = tree::attribute(node, "color").filter(|_| tree::is(node, "font"));
    let style = tree::attribute(node, "style").unwrap_or_default();
    let of_style = style.split(';').filter_map(|rule| rule.split_once(':'));
    let mut of_style = of_style.filter(|(name, _)| {
        let name = name.trim().to_ascii_lowercase();
        matches!(name.as_str(), "color" | "background" | "background-color")
    });
    tree::is(node, "mark")
        || said.is_some_and(|colour| look::stands_out(&colour))
        || of_style.any(|(_, colour)| look::stands_out(colour))
}
