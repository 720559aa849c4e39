//! What of a page is no text of the document: menus, cookie words, links to other pages,
//! comments of readers. And what a page hides until somebody asks: that stays hidden.

use std::{collections::HashMap, rc::Rc};

use htmd::Node;
use markup5ever_rcdom::NodeData;

use super::tree;
use crate::case::vocabulary::grammar::{Sort, sense};

/// Words in the class, id or role of an element that is no text of the document, and what it
/// is called when it is told.
const NOISE: &[(&str, &str)] = &[
    ("nav", "navigation"),
    ("navbar", "navigation"),
    ("navigation", "navigation"),
    ("menu", "navigation"),
    ("menubar", "navigation"),
    ("breadcrumb", "navigation"),
    ("breadcrumbs", "navigation"),
    ("pagination", "navigation"),
    ("pager", "navigation"),
    ("skip", "navigation"),
    ("toolbar", "navigation"),
    ("search", "a search field"),
    ("cookie", "words on cookies"),
    ("cookies", "words on cookies"),
    ("consent", "words on cookies"),
    ("gdpr", "words on cookies"),
    ("share", "buttons to share"),
    ("sharing", "buttons to share"),
    ("social", "buttons to share"),
    ("related", "links to other pages"),
    ("recommended", "links to other pages"),
    ("comments", "comments of readers"),
    ("disqus", "comments of readers"),
    ("newsletter", "advertising"),
    ("subscribe", "advertising"),
    ("advert", "advertising"),
    ("advertisement", "advertising"),
    ("contentinfo", "the foot of the page"),
    ("copyright", "the foot of the page"),
];

/// A part of the page that has more than this share of its words is the text, whatever it is
/// called. In percent.
const MOST_WORDS: usize = 40;

/// Takes what is no text of the document out of the page; says what it was.
pub(super) fn set_apart(root: &Rc<Node>) -> Vec<String> {
    let nodes = tree::all(root);
    let words = words_under(&nodes);
    let count = |node: &Rc<Node>| words.get(&Rc::as_ptr(node)).copied().unwrap_or_default();
    let all = count(root);
    let mut left: Vec<String> = Vec::new();
    let mut tell = |what: &str| {
        if !left.iter().any(|told| told == what) {
            left.push(what.to_owned());
        }
    };
    for (_, node) in &nodes {
        let mut children = node.children.borrow_mut();
        children.retain(|child| {
            let small = count(child) * 100 <= all * MOST_WORDS;
            match noise(child).filter(|_| small) {
                Some(what) if count(child) > 0 || what == "script" || what == "iframe" => {
                    tell(what);
                    false
                }
                found => found.is_none(),
            }
        });
    }
    left
}

/// How many letters stand under each node, from below.
fn words_under(nodes: &[(usize, Rc<Node>)]) -> HashMap<*const Node, usize> {
    let mut words: HashMap<*const Node, usize> = HashMap::new();
    for (_, node) in nodes.iter().rev() {
        let own = match &node.data {
            NodeData::Text { contents } => contents.borrow().trim().len(),
            _ if matches!(
                tree::name(node),
                "script" | "style" | "noscript" | "template"
            ) =>
            {
                words.insert(Rc::as_ptr(node), 0);
                continue;
            }
            _ => 0,
        };
        let children = node.children.borrow();
        let under = children
            .iter()
            .filter_map(|child| words.get(&Rc::as_ptr(child)));
        let under: usize = under.sum();
        words.insert(Rc::as_ptr(node), own + under);
    }
    words
}

/// What an element is that is no text of the document.
fn noise(node: &Rc<Node>) -> Option<&'static str> {
    match tree::name(node) {
        "script" => return Some("script"),
        "nav" => return Some("nav"),
        "iframe" => return Some("iframe"),
        "footer" => return Some("the foot of the page"),
        "html" | "body" | "main" | "article" | "" => return None,
        // A heading or a paragraph of that name is what the author writes about.
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "p" | "td" | "th" | "tr" | "table" | "label" => {
            return None;
        }
        _ => {}
    }
    if tree::attribute(node, "role").as_deref() == Some("dialog") {
        return Some("a dialog");
    }
    let names = ["class", "id", "role"].map(|name| tree::attribute(node, name).unwrap_or_default());
    let names = names.join(" ").to_lowercase();
    let mut words = names.split(|letter: char| !letter.is_alphanumeric());
    words.find_map(|word| {
        let row = NOISE.iter().find(|(noise, _)| *noise == word);
        row.map(|(_, what)| *what)
    })
}

/// Elements that a page may hide until somebody asks for them.
pub(super) const COLLAPSIBLE: &[&str] = &[
    "div",
    "section",
    "p",
    "ul",
    "ol",
    "article",
    "aside",
    "dd",
    "span",
    "blockquote",
];

/// What the class of a block says that it holds: an answer, or words to the staff. Options are called
/// answers too; they are a list, a field of a form, or counted by a letter.
pub(super) fn named(node: &Rc<Node>) -> Option<&'static str> {
    if !matches!(
        tree::name(node),
        "div" | "section" | "p" | "aside" | "article" | "blockquote"
    ) {
        return None;
    }
    let classes = tree::attribute(node, "class")?.to_lowercase();
    let slide = tree::is(node, "aside") && classes.split_whitespace().any(|class| class == "notes");
    let sense = classes.split_whitespace().find_map(|class| {
        let words = class.replace(['-', '_'], " ");
        sense(&words).filter(|sense| sense.strength >= 3)
    });
    let is = |sort: Sort| sense.is_some_and(|sense| sense.sort == sort);
    let name = match (slide || is(Sort::Staff), is(Sort::Answer)) {
        (true, _) => "instructor",
        (false, true) => "answer",
        (false, false) => return None,
    };
    let nodes = tree::all(node);
    let picked = nodes
        .iter()
        .any(|(_, node)| matches!(tree::name(node), "input" | "label" | "li"));
    let text = tree::text(node);
    let lettered = text
        .chars()
        .nth(1)
        .is_some_and(|mark| matches!(mark, '.' | ')'));
    let options = lettered || (picked && name == "answer");
    (!options).then_some(name)
}

/// Classes by which a page hides an element until somebody asks for it.
const HIDES: &[&str] = &[
    "collapse",
    "spoiler",
    "hidden",
    "toggle-content",
    "accordion-body",
    "accordion-collapse",
    "accordion-content",
];

/// Whether an element is shown only when somebody asks for it.
pub(super) fn is_collapsed(node: &Rc<Node>) -> bool {
    let style = tree::attribute(node, "style").unwrap_or_default();
    let style: String = style.to_lowercase().split_whitespace().collect();
    let class = tree::attribute(node, "class")
        .unwrap_or_default()
        .to_lowercase();
    // "hidden md:block" is hidden on small screens only.
    let by_size = class.contains(':');
    tree::attribute(node, "hidden").is_some()
        || style.contains("display:none")
        || style.contains("visibility:hidden")
        || (!by_size && class.split_whitespace().any(|word| HIDES.contains(&word)))
}

/// What the controls of a page open: the words on each, by the id of what it opens.
pub(super) fn controls(root: &Rc<Node>) -> HashMap<String, String> {
    let mut opens = HashMap::new();
    for (_, node) in &tree::all(root) {
        if !matches!(
            tree::name(node),
            "a" | "button" | "summary" | "span" | "h3" | "h4"
        ) {
            continue;
        }
        let names = ["aria-controls", "data-target", "data-bs-target", "href"];
        let target = names.iter().find_map(|name| tree::attribute(node, name));
        if let Some(id) = target {
            opens.insert(id.trim_start_matches('#').to_owned(), tree::text(node));
        }
    }
    opens
}
