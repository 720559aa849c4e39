//! Web pages and mail: their text as Markdown; scripts and styles stay behind.

use htmd::{
    HtmlToMarkdown,
    options::{BulletListMarker, Options},
};

use super::{Converted, text::decoded};
use crate::{fault::Fault, text::Clean};

/// What is no text of a page.
const SKIPPED: &[&str] = &[
    "script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "head", "nav",
];

/// Deeper pages are no documents that a person wrote.
const DEEPEST: usize = 400;

pub(super) fn markdown(bytes: &[u8]) -> Result<Converted, Fault> {
    let (page, said) = decoded(bytes)?;
    if depth(&page) > DEEPEST {
        return Err(Fault::new(
            "The page is nested too deeply",
            "Open it in a browser, copy its text, and import that.",
        ));
    }
    let converter = HtmlToMarkdown::builder()
        .options(Options {
            bullet_list_marker: BulletListMarker::Dash,
            ul_bullet_spacing: 1,
            ol_number_spacing: 1,
            ..Options::default()
        })
        .skip_tags(SKIPPED.to_vec())
        .build();
    let markdown = converter.convert(&page).map_err(|error| {
        Fault::new(
            "The page cannot be read",
            "Open it in a browser, copy its text, and import that.",
        )
        .because(&error.to_string())
    })?;
    let mut said: Vec<Clean> = said.into_iter().collect();
    let low = page.to_lowercase();
    let left: Vec<&str> = ["script", "nav", "iframe"]
        .into_iter()
        .filter(|tag| low.contains(&format!("<{tag}")))
        .collect();
    if !left.is_empty() {
        said.push(Clean::line(&format!(
            "Parts of the page that are no text stayed behind: {}.",
            left.join(", ")
        )));
    }
    Ok(Converted {
        markdown,
        from: "web page",
        said,
    })
}

/// At most how many elements are open at once: tags that open less those that close.
fn depth(page: &str) -> usize {
    let (mut deepest, mut open) = (0_usize, 0_usize);
    for tag in page.split('<').skip(1) {
        if tag.starts_with('/') {
            open = open.saturating_sub(1);
        } else if tag.starts_with(|letter: char| letter.is_ascii_alphabetic()) && !is_void(tag) {
            open += 1;
        }
        deepest = deepest.max(open);
    }
    deepest
}

/// Elements that are never closed, or need not be.
const VOID: &[&str] = &[
    "p", "br", "hr", "img", "li", "input", "meta", "link", "td", "tr", "th", "dt", "dd", "option",
    "col", "source", "wbr", "area", "base",
];

fn is_void(tag: &str) -> bool {
    let name = tag
        .split(|letter: char| !letter.is_ascii_alphanumeric())
        .next();
    let name = name.unwrap_or_default().to_lowercase();
    VOID.contains(&name.as_str()) || tag.split('>').next().is_some_and(|tag| tag.ends_with('/'))
}
