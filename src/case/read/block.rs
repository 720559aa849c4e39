//! Fourth pass: pulldown-cmark finds the blocks of a piece. Only the outermost ones count;
//! the author's own Markdown is kept, not the parser's idea of it.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::piece::Piece;

/// A block of a piece.
#[derive(Clone, Debug)]
pub(super) struct Raw<'a> {
    pub(super) shape: Shape,
    /// Its source text, trailing blank lines cut off.
    pub(super) text: &'a str,
    /// Its first and last line in the document.
    pub(super) from: u32,
    pub(super) to: u32,
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
        /// Each item's text, its marker and indent taken away, and its first line.
        items: Vec<(String, u32)>,
    },
    Html,
    Quote,
    Table,
    Code,
    Rule,
}

/// The blocks of a piece, in order.
pub(super) fn blocks(piece: &Piece) -> Vec<Raw<'_>> {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_HEADING_ATTRIBUTES | Options::ENABLE_FOOTNOTES;
    let starts = line_starts(&piece.text);
    let mut raws = Vec::new();
    let mut depth = 0_usize;
    let mut shape: Option<Shape> = None;
    let mut item = 0;
    for (event, range) in Parser::new_ext(&piece.text, options).into_offset_iter() {
        match event {
            Event::Start(tag) => {
                depth += 1;
                if depth == 1 {
                    shape = shape_of(&tag);
                } else if depth == 2 && matches!(tag, Tag::Item) {
                    item = range.start;
                    push_item(&mut shape, piece, &starts, &range);
                }
            }
            Event::End(end) => {
                depth = depth.saturating_sub(1);
                if depth == 1 && end == TagEnd::Item && item == range.start {
                    item = 0;
                }
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

/// The blocks of a text that stands within a document at a line.
pub(super) fn blocks_of(text: &str, line: u32) -> Piece {
    let count = text.lines().count() as u32;
    Piece {
        label: None,
        text: format!("{text}\n"),
        numbers: (line..=line + count).collect(),
    }
}

fn shape_of(tag: &Tag<'_>) -> Option<Shape> {
    Some(match tag {
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
    })
}

fn number(level: HeadingLevel) -> u8 {
    level as u8
}

fn push_item(shape: &mut Option<Shape>, piece: &Piece, starts: &[usize], range: &Range<usize>) {
    if let Some(Shape::List { items, .. }) = shape {
        let text = piece.text.get(range.clone()).unwrap_or_default();
        let line = line_at(piece, starts, range.start);
        items.push((without_marker(text), line));
    }
}

/// An item's text without its marker, and without the indent that the marker asks for.
fn without_marker(text: &str) -> String {
    let marker = text.find([' ', '\t', '\n']).unwrap_or(text.len());
    let after = text.split_at(marker).1;
    let blanks = after.len() - after.trim_start_matches([' ', '\t']).len();
    let indent = marker + blanks;
    let mut lines = text.lines();
    let first = lines.next().unwrap_or_default();
    let mut out = first
        .get(indent.min(first.len())..)
        .unwrap_or_default()
        .to_owned();
    for line in lines {
        out.push('\n');
        let own = line.len() - line.trim_start().len();
        out.push_str(line.get(own.min(indent)..).unwrap_or(line));
    }
    out.trim_end().to_owned()
}

fn with_title(shape: Shape, piece: &Piece, range: &Range<usize>) -> Shape {
    match shape {
        Shape::Heading { level, id, .. } => {
            let text = piece.text.get(range.clone()).unwrap_or_default();
            let first = text.lines().next().unwrap_or_default();
            let bare = first
                .trim()
                .trim_start_matches('#')
                .trim_end_matches('#')
                .trim();
            let bare = match bare.rsplit_once('{') {
                Some((before, inside)) if inside.ends_with('}') => before.trim_end(),
                _ => bare,
            };
            Shape::Heading {
                level,
                title: bare.to_owned(),
                id,
            }
        }
        other => other,
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
    Some(Raw {
        shape,
        text,
        from: line_at(piece, starts, range.start),
        to: line_at(piece, starts, last),
    })
}

fn line_starts(text: &str) -> Vec<usize> {
    let breaks = text.match_indices('\n').map(|(at, _)| at + 1);
    std::iter::once(0).chain(breaks).collect()
}

/// The document's line at an offset of the piece.
fn line_at(piece: &Piece, starts: &[usize], offset: usize) -> u32 {
    let line = starts
        .partition_point(|start| *start <= offset)
        .saturating_sub(1);
    let last = piece.numbers.last().copied().unwrap_or(1);
    piece.numbers.get(line).copied().unwrap_or(last)
}
