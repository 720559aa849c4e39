//! The author's Markdown as HTML that can do no harm: no tag of the author's, no script, no
//! picture fetched, and links only to where a reader expects them.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd, html::push_html};

use super::bars::drawn;
use crate::case::{chart, readable};

/// Where a link may lead; anything else is shown as its words.
const SAFE: [&str; 3] = ["http://", "https://", "mailto:"];

pub fn blocks(markdown: &str) -> String {
    illustrated(markdown, &|_| None)
}

/// The same with those pictures for which there is an address.
pub fn illustrated(markdown: &str, address: &dyn Fn(&str) -> Option<String>) -> String {
    if let Some((table, bars)) = chart::split(markdown) {
        return illustrated(table, address) + &drawn(&bars);
    }
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let mut links = Vec::new();
    let mut page = String::with_capacity(markdown.len() * 5 / 4);
    let markdown = readable(markdown);
    let parser = Parser::new_ext(&markdown, options);
    // One within another's words is a part of those.
    let mut open = Vec::new();
    let shown = |event| {
        if let Event::Start(Tag::Image {
            link_type,
            dest_url,
            title,
            id,
        }) = event
        {
            let found = address(&dest_url).filter(|_| !open.contains(&true));
            open.push(found.is_some());
            return Some(Event::Start(Tag::Image {
                link_type,
                dest_url: found?.into(),
                title,
                id,
            }));
        }
        if event == Event::End(TagEnd::Image) {
            return open.pop()?.then_some(event);
        }
        tame(event, &mut links)
    };
    push_html(&mut page, parser.filter_map(shown));
    // No tag of the author's comes so far. A picture is fetched once it is nearly seen.
    let page = page.replace("<img src=", "<img loading=\"lazy\" src=");
    // Pages that allow no style of their own align by class.
    page.replace(" style=\"text-align: ", " class=\"to-")
}

/// The pictures that a text names: what each is called, and where it lies.
pub fn pictures(markdown: &str) -> Vec<(String, String)> {
    let (mut all, mut open) = (Vec::new(), None);
    for event in Parser::new(markdown) {
        match event {
            Event::Start(Tag::Image { dest_url, .. }) if open.is_none() => {
                open = Some((String::new(), dest_url.into_string()));
            }
            Event::End(TagEnd::Image) => all.extend(open.take()),
            Event::Text(words) | Event::Code(words) => {
                if let Some((called, _)) = &mut open {
                    called.push_str(&words);
                }
            }
            _ => {}
        }
    }
    all
}

/// The same within a line: a title, an option, a claim.
pub fn inline(markdown: &str) -> String {
    let block = |event: &Event<'_>| {
        let paragraph = matches!(
            event,
            Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph)
        );
        !paragraph
    };
    let mut links = Vec::new();
    let mut line = String::new();
    let markdown = readable(markdown);
    let events = Parser::new_ext(&markdown, Options::ENABLE_STRIKETHROUGH).filter(block);
    push_html(
        &mut line,
        events.filter_map(|event| tame(event, &mut links)),
    );
    line.trim().to_owned()
}

/// An event that may stand in a page; none where it may not. `links` are those that are open:
/// whether each is kept.
fn tame<'a>(event: Event<'a>, links: &mut Vec<bool>) -> Option<Event<'a>> {
    match event {
        Event::Html(tag) | Event::InlineHtml(tag) if tag.trim_start().starts_with("<!--") => None,
        Event::Html(tag) | Event::InlineHtml(tag) => Some(Event::Text(tag)),
        Event::Start(Tag::Link { ref dest_url, .. }) => {
            let address = dest_url.to_lowercase();
            links.push(SAFE.iter().any(|safe| address.starts_with(safe)));
            links.last().is_some_and(|kept| *kept).then_some(event)
        }
        Event::End(TagEnd::Link) => links.pop().unwrap_or(false).then_some(event),
        Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => None,
        Event::Start(Tag::HtmlBlock) => Some(Event::Start(Tag::Paragraph)),
        Event::End(TagEnd::HtmlBlock) => Some(Event::End(TagEnd::Paragraph)),
        // The page's own headings are above these.
        Event::Start(Tag::Heading { .. }) => Some(Event::Start(Tag::Heading {
            level: HeadingLevel::H4,
            id: None,
            classes: Vec::new(),
            attrs: Vec::new(),
        })),
        // A line of the author's source is none of the page, where lines of people's own are kept.
        Event::SoftBreak => Some(Event::Text(" ".into())),
        Event::End(TagEnd::Heading(_)) => Some(Event::End(TagEnd::Heading(HeadingLevel::H4))),
        event => Some(event),
    }
}
