//! Markdown blocks become lines: hanging indents, quote bars, tables, ¶ numbers in the margin.
//!
//! By hand over pulldown-cmark's events, since no crate keeps hanging indents.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use ratatui::{
    style::{Modifier, Style},
    text::{Line, Span},
};
use unicode_segmentation::UnicodeSegmentation;

use super::theme::{Role, Theme};
use crate::{
    case::{self, Block, readable},
    text::{cut, width},
};

mod chart;
mod column;

pub use column::Column;

/// Cells of the margin that holds ¶ numbers.
pub const MARGIN: usize = 5;

/// The lines of a block within so many columns, the margin not counted.
pub fn lines(markdown: &str, columns: usize, theme: &Theme) -> Vec<Line<'static>> {
    let (markdown, bars) = match case::chart::split(markdown) {
        Some((table, bars)) => (table, Some(bars)),
        None => (markdown, None),
    };
    let mut page = Prose::new(columns.max(8), theme);
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    for event in Parser::new_ext(&readable(markdown), options) {
        page.take(event);
    }
    page.flush();
    if let Some(bars) = bars {
        page.lines.push(Line::default());
        page.lines.extend(chart::rows(&bars, columns.max(8), theme));
    }
    page.lines
}

/// A block with its ¶ number, or a mark where it is cited, in the margin.
pub fn numbered(block: &Block, marked: bool, columns: usize, theme: &Theme) -> Vec<Line<'static>> {
    let label = match (block.number, marked) {
        (Some(number), true) => format!("▸¶{number}"),
        (Some(number), false) => format!("¶{number}"),
        (None, _) => String::new(),
    };
    let role = if marked { Role::Text } else { Role::Quiet };
    let inside = lines(&block.text, columns.saturating_sub(MARGIN), theme);
    let margin = |at: usize| {
        let text = if at == 0 { label.as_str() } else { "" };
        Span::styled(format!("{text:<MARGIN$}"), theme.style(role))
    };
    inside
        .into_iter()
        .enumerate()
        .map(|(at, line)| {
            let mut spans = vec![margin(at)];
            spans.extend(line.spans);
            Line::from(spans)
        })
        .collect()
}

struct Prose<'a> {
    columns: usize,
    theme: &'a Theme,
    lines: Vec<Line<'static>>,
    /// Words of the paragraph that is being read.
    words: Vec<(String, Style)>,
    styles: Vec<Style>,
    /// What stands before each line: list indents and quote bars.
    before: Vec<String>,
    /// What stands before the next line only.
    marker: Option<String>,
    lists: Vec<Option<u64>>,
    code: bool,
    table: Vec<Vec<String>>,
    in_table: bool,
    image: Option<String>,
}

impl<'a> Prose<'a> {
    fn new(columns: usize, theme: &'a Theme) -> Self {
        Self {
            columns,
            theme,
            lines: Vec::new(),
            words: Vec::new(),
            styles: vec![theme.style(Role::Text)],
            before: Vec::new(),
            marker: None,
            lists: Vec::new(),
            code: false,
            table: Vec::new(),
            in_table: false,
            image: None,
        }
    }

    fn style(&self) -> Style {
        self.styles.last().copied().unwrap_or_default()
    }

    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) if self.in_table => self.cell(&text),
            Event::Text(text) if self.code => self.code_lines(&text),
            Event::Text(text) => self.text(&text),
            Event::Code(text) if self.in_table => self.cell(&text),
            Event::Code(text) => {
                let style = self.style().add_modifier(Modifier::BOLD);
                self.words.push((text.to_string(), style));
            }
            Event::SoftBreak => self.text(" "),
            Event::HardBreak => {
                self.flush();
            }
            Event::Rule => {
                let rule = "─".repeat(self.columns.min(24));
                self.lines
                    .push(Line::styled(rule, self.theme.style(Role::Border)));
            }
            Event::Html(text) | Event::InlineHtml(text) if !text.starts_with("<!--") => {
                self.text(&text);
            }
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph if !self.lines.is_empty() && self.marker.is_none() => self.gap(),
            Tag::Heading { .. } => self.styles.push(self.theme.style(Role::Title)),
            Tag::Emphasis => self
                .styles
                .push(self.style().add_modifier(Modifier::ITALIC)),
            Tag::Strong => self.styles.push(self.style().add_modifier(Modifier::BOLD)),
            Tag::Strikethrough => self
                .styles
                .push(self.style().add_modifier(Modifier::CROSSED_OUT)),
            Tag::BlockQuote(_) => self.before.push("│ ".to_owned()),
            Tag::List(first) => {
                self.flush();
                self.lists.push(first);
            }
            Tag::Item => {
                let marker = match self.lists.last_mut() {
                    Some(Some(number)) => {
                        *number += 1;
                        format!("{}. ", *number - 1)
                    }
                    _ => "• ".to_owned(),
                };
                self.before.push(" ".repeat(width(&marker)));
                self.marker = Some(marker);
            }
            Tag::CodeBlock(_) => self.code = true,
            Tag::Table(_) => self.in_table = true,
            Tag::TableHead | Tag::TableRow => self.table.push(Vec::new()),
            Tag::TableCell => {
                if let Some(row) = self.table.last_mut() {
                    row.push(String::new());
                }
            }
            Tag::Image { dest_url, .. } => {
                self.text("[Image: ");
                self.image = Some(dest_url.to_string());
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => self.flush(),
            TagEnd::Heading(_) => {
                self.flush();
                self.styles.pop();
            }
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough => {
                self.styles.pop();
            }
            TagEnd::BlockQuote(_) => {
                self.before.pop();
            }
            TagEnd::Item => {
                self.flush();
                self.before.pop();
                self.marker = None;
            }
            TagEnd::List(_) => {
                self.lists.pop();
            }
            TagEnd::CodeBlock => self.code = false,
            TagEnd::Table => self.draw_table(),
            TagEnd::Image => {
                let path = self.image.take().unwrap_or_default();
                self.text(&format!(" – {path}]"));
            }
            _ => {}
        }
    }

    fn gap(&mut self) {
        let bars: String = self.before.iter().map(String::as_str).collect();
        self.lines
            .push(Line::styled(bars, self.theme.style(Role::Border)));
    }

    fn text(&mut self, text: &str) {
        let style = self.style();
        for word in text.split_word_bounds() {
            let blank = word.chars().all(char::is_whitespace);
            self.words.push((
                if blank {
                    " ".to_owned()
                } else {
                    word.to_owned()
                },
                style,
            ));
        }
    }

    fn code_lines(&mut self, text: &str) {
        let style = self.theme.style(Role::Quiet);
        for line in text.lines() {
            let line = line.replace('\t', "    ");
            self.lines.push(Line::styled(
                format!("  {}", cut(&line, self.columns.saturating_sub(2))),
                style,
            ));
        }
    }

    fn cell(&mut self, text: &str) {
        if let Some(cell) = self.table.last_mut().and_then(|row| row.last_mut()) {
            cell.push_str(text);
        }
    }

    /// Ends a line of words: they are filled into as many lines as they take.
    fn flush(&mut self) {
        if self.words.is_empty() {
            return;
        }
        let words = std::mem::take(&mut self.words);
        let hanging: String = self.before.iter().map(String::as_str).collect();
        let room = self.columns.saturating_sub(width(&hanging)).max(4);
        let mut line: Vec<(String, Style)> = Vec::new();
        let mut used = 0;
        let runs = runs(&words);
        for ((word, style), run) in words.into_iter().zip(runs) {
            let wide = width(&word);
            if used + wide > room && word == " " {
                continue;
            }
            // What is wider than a line is broken wherever it has to be.
            let whole = run.filter(|run| *run <= room).unwrap_or(wide);
            if used + whole > room && used > 0 && (run.is_some() || used + wide > room) {
                self.push_line(&mut line);
                used = 0;
            }
            if wide > room {
                for grapheme in word.graphemes(true) {
                    if used + width(grapheme) > room {
                        self.push_line(&mut line);
                        used = 0;
                    }
                    used += width(grapheme);
                    line.push((grapheme.to_owned(), style));
                }
            } else if !(used == 0 && word == " ") {
                used += wide;
                line.push((word, style));
            }
        }
        if !line.is_empty() {
            self.push_line(&mut line);
        }
    }

    fn push_line(&mut self, words: &mut Vec<(String, Style)>) {
        let mut lead: String = self.before.iter().map(String::as_str).collect();
        if let Some(marker) = self.marker.take() {
            let keep = lead.chars().count().saturating_sub(marker.chars().count());
            lead = lead.chars().take(keep).collect::<String>() + &marker;
        }
        let mut spans = Vec::new();
        if !lead.is_empty() {
            spans.push(Span::styled(lead, self.theme.style(Role::Border)));
        }
        for (word, style) in words.drain(..) {
            match spans.last_mut() {
                Some(last) if last.style == style && spans_text(last) => {
                    last.content.to_mut().push_str(&word);
                }
                _ => spans.push(Span::styled(word, style)),
            }
        }
        self.lines.push(Line::from(spans));
    }

    /// Columns as wide as their widest cell while there is room; else the widest give way.
    fn draw_table(&mut self) {
        self.in_table = false;
        let rows = std::mem::take(&mut self.table);
        let count = rows.iter().map(Vec::len).max().unwrap_or(0);
        let mut widths: Vec<usize> = (0..count)
            .map(|at| {
                rows.iter()
                    .filter_map(|row| row.get(at))
                    .map(|cell| width(cell))
                    .max()
                    .unwrap_or(0)
                    .max(1)
            })
            .collect();
        let room = self
            .columns
            .saturating_sub(2 * count.saturating_sub(1))
            .max(count);
        while widths.iter().sum::<usize>() > room {
            let Some(widest) = widths.iter_mut().max() else {
                break;
            };
            if *widest <= 3 {
                break;
            }
            *widest -= 1;
        }
        if tears(&rows, &widths) {
            return self.draw_records(&rows);
        }
        for (at, row) in rows.iter().enumerate() {
            self.table_row(row, &widths, at == 0);
            if at == 0 {
                let rule: Vec<_> = widths.iter().map(|wide| "─".repeat(*wide)).collect();
                self.lines.push(Line::styled(
                    rule.join("  "),
                    self.theme.style(Role::Border),
                ));
            }
        }
    }

    /// A table that is too wide for its columns: each row by itself, a line for each cell.
    fn draw_records(&mut self, rows: &[Vec<String>]) {
        let Some((head, body)) = rows.split_first() else {
            return;
        };
        let rule = || Line::styled("───", self.theme.style(Role::Border));
        let mut lines = Vec::new();
        for row in body {
            if !lines.is_empty() {
                lines.push(rule());
            }
            for (at, cell) in row.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
                let name = head.get(at).filter(|name| !name.is_empty());
                let text = name.map_or_else(|| cell.clone(), |name| format!("{name}: {cell}"));
                let wrapped = crate::text::wrap(&text, self.columns.saturating_sub(2));
                for (at, line) in wrapped.into_iter().enumerate() {
                    let indent = if at == 0 { "" } else { "  " };
                    let style = self.theme.style(Role::Text);
                    lines.push(Line::styled(format!("{indent}{line}"), style));
                }
            }
        }
        self.lines.extend(lines);
    }

    fn table_row(&mut self, row: &[String], widths: &[usize], head: bool) {
        let style = if head {
            self.theme.style(Role::Title)
        } else {
            self.theme.style(Role::Text)
        };
        let cells: Vec<Vec<String>> = row
            .iter()
            .zip(widths)
            .map(|(cell, wide)| crate::text::wrap(cell, *wide))
            .collect();
        let height = cells.iter().map(Vec::len).max().unwrap_or(1);
        for line in 0..height {
            let mut text = String::new();
            for (cell, wide) in cells.iter().zip(widths) {
                let part = cell.get(line).map_or("", String::as_str);
                let number = cell.len() == 1 && is_number(part) && !head;
                let pad = " ".repeat(wide.saturating_sub(width(part)));
                text.push_str(&if number {
                    format!("{pad}{part}  ")
                } else {
                    format!("{part}{pad}  ")
                });
            }
            self.lines.push(Line::styled(
                cut(text.trim_end(), self.columns).into_owned(),
                style,
            ));
        }
    }
}

/// A column of so many cells may break a word.
const ROOMY: usize = 12;

/// Whether words would be torn apart in columns of these widths.
fn tears(rows: &[Vec<String>], widths: &[usize]) -> bool {
    let mut cells = rows.iter().skip(1).flat_map(|row| row.iter().zip(widths));
    cells.any(|(cell, wide)| {
        let mut words = crate::text::words(cell);
        *wide < ROOMY && words.any(|word| width(word) > *wide)
    })
}

/// For each word that a line may be broken before, the columns up to the next such place:
/// punctuation sticks to its word, wide letters as in Chinese stand alone.
fn runs(words: &[(String, Style)]) -> Vec<Option<usize>> {
    let mut runs = vec![None; words.len()];
    let mut ahead = 0;
    for (at, (word, _)) in words.iter().enumerate().rev() {
        let before = at.checked_sub(1).and_then(|before| words.get(before));
        let wide =
            word.chars().any(char::is_alphanumeric) && width(word) == 2 * word.chars().count();
        let breaks = word == " " || wide || before.is_none_or(|(before, _)| before == " ");
        ahead += width(word);
        if breaks {
            if let Some(run) = runs.get_mut(at) {
                *run = Some(ahead);
            }
            ahead = 0;
        }
    }
    runs
}

/// Whether more of the same style may be added to a span: not to a marker.
fn spans_text(span: &Span<'_>) -> bool {
    !span.content.ends_with("• ") && !span.content.ends_with("│ ")
}

fn is_number(text: &str) -> bool {
    !text.is_empty()
        && text
            .chars()
            .all(|letter| letter.is_ascii_digit() || " .,%+-–:€$£".contains(letter))
}
