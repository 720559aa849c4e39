//! Web pages and mail: their text as Markdown; what is no text of theirs stays behind.

use std::{collections::HashMap, rc::Rc};

use htmd::{
    Element, HtmlToMarkdown, Node,
    element_handler::{HandlerResult, Handlers},
    options::{BulletListMarker, Options},
};

use super::{
    Converted,
    flow::unescaped,
    text::decoded,
    zipped::{attributes, tag_end},
};
use crate::{fault::Fault, text::Clean};

mod apart;
mod colour;
mod table;
mod tree;

/// What is no text of a page.
const SKIPPED: &[&str] = &[
    "script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "head", "title",
    "button", "select", "canvas", "audio", "video",
];

/// Deeper pages are no documents that a person wrote.
const DEEPEST: usize = 400;
/// The most attributes of an element.
const MOST_ATTRIBUTES: usize = 500;

pub(super) fn markdown(bytes: &[u8]) -> Result<Converted, Fault> {
    let (page, said) = decoded(bytes)?;
    measured(&page)?;
    let unread = |why: &str| {
        Fault::new(
            "The page cannot be read",
            "Open it in a browser, copy its text, and import that.",
        )
        .because(why)
    };
    let tree = HtmlToMarkdown::new()
        .html_to_tree(&page)
        .map_err(|error| unread(&error.to_string()))?;
    // Whatever was measured before, this is what will be walked through.
    if tree::depth(&tree) > DEEPEST + 100 {
        return Err(too_deep());
    }
    let title = tree::first(&tree, "title").map(|title| tree::text(&title));
    let left = apart::set_apart(&tree);
    colour::marks(&tree);
    let markdown = converter(apart::controls(&tree)).tree_to_markdown(&tree);
    let mut said: Vec<Clean> = said.into_iter().collect();
    if !left.is_empty() {
        said.push(Clean::line(&format!(
            "Parts of the page that are no text stayed behind: {}.",
            left.join(", ")
        )));
    }
    Ok(Converted {
        markdown: unescaped(&markdown),
        title: title.map(|title| own_title(&title)),
        from: "web page",
        said,
    })
}

/// What writes the page; `controls` says what opens what.
fn converter(controls: HashMap<String, String>) -> HtmlToMarkdown {
    let collapsed = move |handlers: &dyn Handlers, element: Element| {
        if !apart::is_collapsed(element.node) {
            return match apart::named(element.node) {
                Some(name) => named(name, &handlers.walk_children(element.node).content),
                None => handlers.fallback(element),
            };
        }
        let id = tree::attribute(element.node, "id").unwrap_or_default();
        let said = controls.get(&id).map_or("Answer", String::as_str);
        hidden(said, &handlers.walk_children(element.node).content)
    };
    HtmlToMarkdown::builder()
        .options(Options {
            bullet_list_marker: BulletListMarker::Dash,
            ul_bullet_spacing: 1,
            ol_number_spacing: 1,
            ..Options::default()
        })
        .add_handler(
            vec!["table"],
            |handlers: &dyn Handlers, element: Element| table::handle(handlers, &element),
        )
        .add_handler(
            vec!["details"],
            |handlers: &dyn Handlers, element: Element| details(handlers, &element),
        )
        .add_handler(vec!["ol"], lettered)
        .add_handler(vec!["dl"], defined)
        .add_handler(vec!["input"], |_: &dyn Handlers, element: Element| {
            Some(choice(&element))
        })
        .add_handler(vec!["img"], picture)
        .add_handler(apart::COLLAPSIBLE.to_vec(), collapsed)
        .skip_tags(SKIPPED.to_vec())
        .build()
}

/// The title of a page without the name of its site: "The gate | A school" is "The gate".
fn own_title(title: &str) -> String {
    let parts = title.split(['|', '·']);
    let mut parts = parts.map(str::trim).filter(|part| !part.is_empty());
    let first = parts.next();
    first.unwrap_or_default().to_owned()
}

/// Collapsed text stays collapsed: its reader knows `<details>`.
fn details(handlers: &dyn Handlers, element: &Element) -> Option<HandlerResult> {
    let children = element.node.children.borrow();
    let summary = children.iter().find(|child| tree::is(child, "summary"));
    let said = summary.map(tree::text).unwrap_or_default();
    let rest = children
        .iter()
        .filter(|child| !tree::is(child, "summary"))
        .map(|child| content(handlers, child));
    let rest: String = rest.collect();
    hidden(&said, &rest)
}

/// What is hidden until somebody asks for it, as its reader knows it.
fn hidden(said: &str, text: &str) -> Option<HandlerResult> {
    let said = said.replace(['<', '>', '\n'], " ");
    let said = Some(said.trim()).filter(|said| !said.is_empty());
    let (said, text) = (said.unwrap_or("Answer"), text.trim());
    (!text.is_empty()).then(|| {
        format!("\n\n<details>\n<summary>{said}</summary>\n\n{text}\n\n</details>\n\n").into()
    })
}

/// What an author's class says of a block, as a division.
fn named(name: &str, text: &str) -> Option<HandlerResult> {
    let text = text.trim();
    Some(match text.is_empty() {
        true => "".into(),
        false => format!("\n\n::: {name}\n\n{text}\n\n:::\n\n").into(),
    })
}

/// A list of terms that ask: what defines each answers it.
fn defined(handlers: &dyn Handlers, element: Element) -> Option<HandlerResult> {
    let children = element.node.children.borrow();
    let terms = || children.iter().filter(|child| tree::is(child, "dt"));
    let asking = terms().filter(|term| tree::text(term).ends_with(['?', '？', '؟']));
    if asking.count() * 2 <= terms().count() {
        return handlers.fallback(element);
    }
    let mut out = String::new();
    for child in children.iter() {
        let text = handlers.walk_children(child).content;
        match tree::name(child) {
            "dt" => out.push_str(&format!("\n\n{}\n\n", text.trim())),
            "dd" => out.push_str(&format!("\n\n::: answer\n\n{}\n\n:::\n\n", text.trim())),
            _ => {}
        }
    }
    Some(out.into())
}

/// What one picks in a form: an option, whichever is picked when the page opens.
fn choice(element: &Element) -> HandlerResult {
    match tree::attribute(element.node, "type").as_deref() {
        Some("radio") => "( ) ".into(),
        Some("checkbox") => "[ ] ".into(),
        _ => "".into(),
    }
}

/// What a node says, be it an element or text.
fn content(handlers: &dyn Handlers, node: &Rc<Node>) -> String {
    handlers
        .handle(node)
        .map(|result| result.content)
        .unwrap_or_default()
}

/// A list that counts with letters: `A) ` in front of each, for these are options.
fn lettered(handlers: &dyn Handlers, element: Element) -> Option<HandlerResult> {
    let first = match tree::attribute(element.node, "type").as_deref() {
        Some("a") => b'a',
        Some("A") => b'A',
        _ => return handlers.fallback(element),
    };
    let children = element.node.children.borrow();
    let items = children.iter().filter(|child| tree::is(child, "li"));
    let lines = items.zip(first..=first + 25).map(|(item, letter)| {
        let text = handlers.walk_children(item).content;
        format!("{}) {}", char::from(letter), text.trim())
    });
    let lines: Vec<_> = lines.collect();
    Some(format!("\n\n{}\n\n", lines.join("\n")).into())
}

/// A picture that is written out in the page is named only.
fn picture(handlers: &dyn Handlers, element: Element) -> Option<HandlerResult> {
    let source = tree::attribute(element.node, "src").unwrap_or_default();
    if !source.trim_start().starts_with("data:") {
        return handlers.fallback(element);
    }
    let said = tree::attribute(element.node, "alt").unwrap_or_default();
    (!said.trim().is_empty()).then(|| format!("[Picture: {}]", said.trim()).into())
}

fn too_deep() -> Fault {
    Fault::new(
        "The page is nested too deeply",
        "Open it in a browser, copy its text, and import that.",
    )
}

/// Whether a browser's work on the page stays small: elements that are open at once, and
/// attributes of each, in one pass.
fn measured(page: &str) -> Result<(), Fault> {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = page;
    while let Some((_, tag)) = rest.split_once('<') {
        if let Some(comment) = tag.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, rest)| rest);
            continue;
        }
        let closing = tag.starts_with('/');
        let named = tag.strip_prefix('/').unwrap_or(tag);
        let end = named.find(|letter: char| !letter.is_ascii_alphanumeric());
        let name = named.get(..end.unwrap_or(named.len())).unwrap_or_default();
        if !name.starts_with(|letter: char| letter.is_ascii_alphabetic()) {
            rest = tag;
            continue;
        }
        let (inside, after) = tag_end(tag);
        rest = after;
        if attributes(inside) > MOST_ATTRIBUTES {
            return Err(Fault::new(
                "An element of the page has hundreds of attributes",
                "Open it in a browser, copy its text, and import that.",
            ));
        }
        if closing {
            close(&mut open, name);
        } else if !is_void(name) && !inside.ends_with('/') {
            open.push(name);
        }
        if open.len() > DEEPEST {
            return Err(too_deep());
        }
        if ["script", "style"]
            .iter()
            .any(|raw| !closing && name.eq_ignore_ascii_case(raw))
        {
            rest = after_raw(rest, name);
            open.pop();
        }
    }
    Ok(())
}

/// Elements that are closed with all that is open in them; others, such as bold, close alone.
const BLOCKS: &[&str] = &[
    "div",
    "section",
    "article",
    "main",
    "aside",
    "nav",
    "header",
    "footer",
    "ul",
    "ol",
    "dl",
    "table",
    "form",
    "figure",
    "blockquote",
    "details",
    "fieldset",
    "center",
];
/// Elements that nothing outside of them closes anything in.
const WALLS: &[&str] = &["table", "object", "template", "svg", "math", "marquee"];

/// What is open once an element is closed; what was never opened closes nothing.
fn close(open: &mut Vec<&str>, name: &str) {
    let is = |names: &[&str], name: &str| names.iter().any(|one| one.eq_ignore_ascii_case(name));
    for at in (0..open.len()).rev() {
        let Some(here) = open.get(at) else { return };
        if here.eq_ignore_ascii_case(name) {
            if is(BLOCKS, name) {
                open.truncate(at);
            } else {
                open.remove(at);
            }
            return;
        }
        if is(WALLS, here) {
            return;
        }
    }
}

/// What follows a script or style; nothing in it is a tag.
fn after_raw<'a>(text: &'a str, name: &str) -> &'a str {
    let mut rest = text;
    while let Some((_, tag)) = rest.split_once("</") {
        let begins = tag.get(..name.len()).unwrap_or_default();
        if begins.eq_ignore_ascii_case(name) {
            return tag_end(tag).1;
        }
        rest = tag;
    }
    ""
}

/// Elements that are never closed, or need not be.
const VOID: &[&str] = &[
    "p", "br", "hr", "img", "li", "input", "meta", "link", "td", "tr", "th", "dt", "dd", "option",
    "col", "source", "wbr", "area", "base", "thead", "tbody", "tfoot", "colgroup", "rp", "rt",
    "optgroup", "html", "body", "head", "param", "track",
];

fn is_void(name: &str) -> bool {
    VOID.iter().any(|void| name.eq_ignore_ascii_case(void))
}

/// The words of a fragment of a page, as questions of a bank have them.
pub(super) fn plain(fragment: &str) -> String {
    if !fragment.contains(['<', '&']) {
        return fragment.trim().to_owned();
    }
    let read = markdown(fragment.as_bytes());
    // What is no page is text.
    read.map_or_else(
        |_| fragment.replace(['<', '>'], " "),
        |converted| converted.markdown.trim().to_owned(),
    )
}
