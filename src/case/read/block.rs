//! Fourth pass: pulldown-cmark finds the blocks of a piece. Only the outermost ones count;
//! the author's own Markdown is kept, not the parser's idea of it.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag};

use super::piece::Piece;

/// A block of a piece.
#[derive(Clone, Debug)]
pub(super) struct Raw<'a> {
    pub(super) shape: Shape,
    /// Its source text, trailing blank lines cut off.
    pub(super) text: &'a str,
    /// The document's number of each of its lines.
    pub(super) lines: &'a [u32],
}

/// What kind of block it is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Shape {
    Heading {
        level: u8,
        /// Its text without `#` and attributes.
        title: String,
        id: Option<String>,
    },
    Paragraph,
    List {
        /// The first number of an ordered list.
        start: Option<u64>,
        items: Vec<Item>,
    },
    Html,
    Quote,
    Table,
    Code,
    Rule,
    /// Quoted: it is what its author says it is.
    Quoted,
}

/// An item of a list.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Item {
    /// Its text, its marker and indent taken away.
    pub(super) text: String,
    /// The document's number of each of its lines.
    pub(super) lines: Vec<u32>,
}

impl Raw<'_> {
    /// Its first line in the document.
    pub(super) fn from(&self) -> u32 {
        self.lines.first().copied().unwrap_or_default()
    }

    /// Its last line in the document.
    pub(super) fn to(&self) -> u32 {
        self.lines.last().copied().unwrap_or_default()
    }
}

impl Item {
    pub(super) fn from(&self) -> u32 {
        self.lines.first().copied().unwrap_or_default()
    }

    pub(super) fn to(&self) -> u32 {
        self.lines.last().copied().unwrap_or_default()
    }

    pub(super) fn piece(&self) -> Piece {
        Piece::of(&self.text, &self.lines)
    }
}

/// The blocks of a piece, in order.
pub(super) fn blocks(piece: &Piece) -> Vec<Raw<'_>> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_HEADING_ATTRIBUTES;
    let starts = line_starts(&piece.text);
    let mut raws = Vec::new();
    let mut depth = 0_usize;
    let mut shape: Option<Shape> = None;
    for (event, range) in Parser::new_ext(&piece.text, options).into_offset_iter() {
        match event {
            Event::Start(tag) => {
                depth += 1;
                if depth == 1 {
                    shape = Some(shape_of(&tag));
                } else if depth == 2
                    && matches!(tag, Tag::Item)
                    && let Some(Shape::List { items, .. }) = &mut shape
                {
                    items.push(item(piece, &starts, range));
                }
            }
            Event::End(_) => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    let shape = with_title(shape.take().unwrap_or(Shape::Paragraph), piece, &range);
                    raws.extend(raw(piece, &starts, range, shape));
                }
            }
            Event::Rule if depth == 0 => raws.extend(raw(piece, &starts, range, Shape::Rule)),
            _ => {}
        }
    }
    raws
}

fn shape_of(tag: &Tag<'_>) -> Shape {
    match tag {
        Tag::Heading { level, id, .. } => Shape::Heading {
            level: number(*level),
            title: String::new(),
            id: id.as_ref().map(ToString::to_string),
        },
        Tag::List(start) => Shape::List {
            start: *start,
            items: Vec::new(),
        },
        Tag::HtmlBlock => Shape::Html,
        Tag::BlockQuote(_) => Shape::Quote,
        Tag::Table(_) => Shape::Table,
        Tag::CodeBlock(_) => Shape::Code,
        _ => Shape::Paragraph,
    }
}

fn number(level: HeadingLevel) -> u8 {
    level as u8
}

fn item(piece: &Piece, starts: &[usize], range: Range<usize>) -> Item {
    let text = piece.text.get(range.clone()).unwrap_or_default();
    let text = without_marker(text);
    let count = text.lines().count().max(1);
    let from = line_of(starts, range.start);
    let lines = piece.numbers.get(from..).unwrap_or_default();
    Item {
        lines: lines.iter().take(count).copied().collect(),
        text,
    }
}

/// An item's text without its marker, and without the indent that the marker asks for.
fn without_marker(text: &str) -> String {
    let marker = text.find([' ', '\t', '\n']).unwrap_or(text.len());
    let after = text.split_at(marker).1;
    let blanks = after.len() - after.trim_start_matches([' ', '\t']).len();
    // More than four blanks are code behind a marker and one blank.
    let indent = marker + if blanks > 4 { 1 } else { blanks };
    let mut lines = text.lines();
    let first = lines.next().unwrap_or_default();
    let mut out = String::with_capacity(text.len());
    out.push_str(first.get(indent.min(first.len())..).unwrap_or_default());
    for line in lines {
        out.push('\n');
        let own = line.len() - line.trim_start().len();
        out.push_str(line.get(own.min(indent)..).unwrap_or(line));
    }
    out.truncate(out.trim_end().len());
    out
}

fn with_title(shape: Shape, piece: &Piece, range: &Range<usize>) -> Shape {
    let Shape::Heading { level, id, .. } = shape else {
        return shape;
    };
    let text = piece.text.get(range.clone()).unwrap_or_default().trim();
    let title = match text.strip_prefix('#') {
        Some(text) => text.trim_start_matches('#').trim().to_owned(),
        // Underlined: all lines but the last.
        None => text
            .rsplit_once('\n')
            .map_or(text, |(above, _)| above)
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" "),
    };
    let bare = title.trim_end_matches('#').trim_end();
    let bare = match bare.rsplit_once('{') {
        Some((before, inside)) if inside.ends_with('}') && inside.starts_with(['#', '.']) => {
            before.trim_end()
        }
        _ => bare,
    };
    Shape::Heading {
        level,
        title: bare.to_owned(),
        id,
    }
}

fn raw<'a>(
    piece: &'a Piece,
    starts: &[usize],
    range: Range<usize>,
    shape: Shape,
) -> Option<Raw<'a>> {
    let text = piece.text.get(range.clone())?.trim_end();
    if text.trim().is_empty() {
        return None;
    }
    let last = range.start + text.len().saturating_sub(1);
    let lines = line_of(starts, range.start)..=line_of(starts, last);
    Some(Raw {
        shape,
        text,
        lines: piece.numbers.get(lines).unwrap_or_default(),
    })
}

fn line_starts(text: &str) -> Vec<usize> {
    let breaks = text.match_indices('\n').map(|(at, _)| at + 1);
    std::iter::once(0).chain(breaks).collect()
}

/// Which line of the piece an offset is in, counted from 0.
fn line_of(starts: &[usize], offset: usize) -> usize {
    starts
        .partition_point(|start| *start <= offset)
        .saturating_sub(1)
}
