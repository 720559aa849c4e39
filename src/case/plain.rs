//! The author's Markdown as plain text: for lines, for reports, for whoever hears it read aloud.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::{chart, readable};

/// The text of some Markdown, without its marks. List items begin with a dash or their number,
/// a table's cells with the head of their column, and an address follows the words that link
/// to it.
pub fn plain(markdown: &str) -> String {
    let mut page = PlainText::default();
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    for event in Parser::new_ext(&readable(chart::without(markdown)), options) {
        page.take(event);
    }
    page.text.trim_end().to_owned()
}

#[derive(Default)]
struct PlainText {
    text: String,
    /// For each open list, the number of its next item; none where it has none.
    lists: Vec<Option<u64>>,
    links: Vec<String>,
    heads: Vec<String>,
    row: Vec<String>,
    cell: Option<String>,
    in_comment: bool,
}

impl PlainText {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(end) => self.end(end),
            Event::Text(text) | Event::Code(text) => self.push(&text),
            Event::Html(text) | Event::InlineHtml(text) => self.html(&text),
            Event::SoftBreak => self.push(" "),
            Event::HardBreak => self.push(if self.cell.is_some() { " " } else { "\n" }),
            _ => {}
        }
    }

    /// Tags are text here, as the author wrote them; comments are nothing.
    fn html(&mut self, text: &str) {
        let mut rest = text;
        while !rest.is_empty() {
            let mark = if self.in_comment { "-->" } else { "<!--" };
            let (before, after) = rest.split_once(mark).unwrap_or((rest, ""));
            if !self.in_comment {
                self.push(before);
            }
            self.in_comment ^= rest.contains(mark);
            rest = after;
        }
    }

    fn push(&mut self, text: &str) {
        match &mut self.cell {
            Some(cell) => cell.push_str(text),
            None => self.text.push_str(text),
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::List(first) => {
                self.new_line();
                self.lists.push(first);
            }
            Tag::Item => self.item(),
            Tag::Link { dest_url, .. } => self.links.push(dest_url.to_string()),
            Tag::TableCell => self.cell = Some(String::new()),
            Tag::TableHead | Tag::TableRow => self.row.clear(),
            Tag::Paragraph | Tag::Heading { .. } | Tag::CodeBlock(_) | Tag::Table(_)
                if self.lists.is_empty() =>
            {
                self.gap();
            }
            _ => {}
        }
    }

    fn end(&mut self, end: TagEnd) {
        match end {
            TagEnd::List(_) => {
                self.lists.pop();
            }
            TagEnd::Link => self.address(),
            TagEnd::TableCell => self.row.extend(self.cell.take()),
            TagEnd::TableHead => self.heads = std::mem::take(&mut self.row),
            TagEnd::TableRow => self.row(),
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::CodeBlock | TagEnd::Item => {
                self.new_line();
            }
            _ => {}
        }
    }

    fn item(&mut self) {
        self.new_line();
        let depth = self.lists.len().saturating_sub(1);
        self.text.push_str(&"  ".repeat(depth));
        match self.lists.last_mut() {
            Some(Some(number)) => {
                self.text.push_str(&format!("{number}. "));
                *number += 1;
            }
            _ => self.text.push_str("- "),
        }
    }

    /// The address of a link, where its words are not the address.
    fn address(&mut self) {
        let address = self.links.pop().unwrap_or_default();
        let said = self.cell.as_ref().unwrap_or(&self.text);
        let bare = address.strip_prefix("mailto:").unwrap_or(&address);
        if !bare.is_empty() && !said.ends_with(bare) {
            self.push(&format!(" ({address})"));
        }
    }

    fn row(&mut self) {
        self.new_line();
        let bare = |at: usize| self.heads.get(at).is_none_or(String::is_empty);
        let cells = self.row.iter().enumerate();
        let cells = cells.filter(|(at, cell)| !(cell.is_empty() && bare(*at)));
        let said: Vec<_> = cells
            .map(|(at, cell)| match self.heads.get(at) {
                Some(head) if !head.is_empty() => format!("{head}: {cell}"),
                _ => cell.clone(),
            })
            .collect();
        self.text.push_str(&said.join("; "));
    }

    fn new_line(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }

    fn gap(&mut self) {
        self.new_line();
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }
}
