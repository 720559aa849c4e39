//! Looking at the elements of a page; nothing here recurses.

use std::rc::Rc;

use htmd::Node;
use markup5ever_rcdom::NodeData;

/// The name of an element; empty for anything else.
pub(super) fn name(node: &Node) -> &str {
    match &node.data {
        NodeData::Element { name, .. } => &name.local,
        _ => "",
    }
}

/// Whether it is an element of that name.
pub(super) fn is(node: &Rc<Node>, wanted: &str) -> bool {
    name(node) == wanted
}

/// The value of an attribute.
pub(super) fn attribute(node: &Node, wanted: &str) -> Option<String> {
    let NodeData::Element { attrs, .. } = &node.data else {
        return None;
    };
    let attrs = attrs.borrow();
    let mut found = attrs.iter().filter(|one| &*one.name.local == wanted);
    found.next().map(|one| one.value.to_string())
}

/// All nodes under one, itself included, in the order of the page, with how deep each lies.
pub(super) fn all(root: &Rc<Node>) -> Vec<(usize, Rc<Node>)> {
    let mut found = Vec::new();
    let mut waiting = vec![(0, root.clone())];
    while let Some((deep, node)) = waiting.pop() {
        let children = node.children.borrow();
        waiting.extend(children.iter().rev().map(|child| (deep + 1, child.clone())));
        drop(children);
        found.push((deep, node));
    }
    found
}

/// How deep the elements lie in each other.
pub(super) fn depth(root: &Rc<Node>) -> usize {
    let deep = all(root).into_iter().map(|(deep, _)| deep);
    deep.max().unwrap_or_default()
}

/// The first element of that name.
pub(super) fn first(root: &Rc<Node>, wanted: &str) -> Option<Rc<Node>> {
    let mut nodes = all(root).into_iter().map(|(_, node)| node);
    nodes.find(|node| is(node, wanted))
}

/// The words under a node.
pub(super) fn text(node: &Rc<Node>) -> String {
    let mut text = String::new();
    for (_, node) in all(node) {
        match &node.data {
            NodeData::Text { contents } => text.push_str(&contents.borrow()),
            NodeData::Element { .. } => text.push(' '),
            _ => {}
        }
    }
    let words: Vec<_> = text.split_whitespace().collect();
    words.join(" ")
}
