//! What an RTF file says, as paragraphs, headings, items and tables.

use std::collections::HashMap;

use crate::import::{
    flow::{Flow, Mark},
    look::{self, Look},
    table::{Cell, Row},
};

/// What a paragraph is.
#[derive(Clone, Debug)]
pub(super) enum Kind {
    Heading(usize),
    Item(Mark),
    Plain,
}

#[derive(Clone, Debug)]
struct Block {
    kind: Kind,
    text: String,
    /// The size of most of its letters, in half points.
    size: i32,
}

/// A cell as a row says it will be.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Planned {
    /// Its right edge, in twentieths of a point.
    pub(super) edge: i32,
    /// Whether it is a part of the cell before it.
    pub(super) joined: bool,
    /// Whether it is a part of the cell above it.
    pub(super) below: bool,
}

type Laid = (Planned, Vec<Block>);

#[derive(Debug)]
enum Part {
    Block(Block),
    Table(Vec<Vec<Laid>>),
}

/// Letters of one kind.
#[derive(Debug)]
struct Run {
    text: String,
    bold: bool,
    size: i32,
}

/// A document as it grows.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    parts: Vec<Part>,
    runs: Vec<Run>,
    /// The paragraphs of this cell, the cells of this row, what the row planned, and its table.
    cell: Vec<Block>,
    row: Vec<Vec<Block>>,
    pub(super) planned: Vec<Planned>,
    table: Vec<Vec<Laid>>,
}

/// A heading is so much larger than the text, in hundredths.
const LARGER: i32 = 112;
/// The longest heading that is known by its size only, in letters.
const LONGEST_HEADING: usize = 160;
/// Edges of cells that are as near as that are one, in twentieths of a point.
const NEAR: i32 = 60;

impl Sheet {
    pub(super) fn say(&mut self, text: &str, bold: bool, size: i32) {
        match self.runs.last_mut() {
            Some(run) if run.bold == bold && run.size == size => run.text.push_str(text),
            _ => self.runs.push(Run {
                text: text.to_owned(),
                bold,
                size,
            }),
        }
    }

    /// Whether nothing was said since the last paragraph ended.
    pub(super) fn is_fresh(&self) -> bool {
        self.runs.iter().all(|run| run.text.trim().is_empty())
    }

    /// Ends the paragraph.
    pub(super) fn end(&mut self, kind: Kind, in_table: bool) {
        let runs = std::mem::take(&mut self.runs);
        let size = runs.iter().max_by_key(|run| run.text.len());
        let size = size.map_or(0, |run| run.size);
        let text = text(&runs);
        let bare = text.trim();
        if !bare.is_empty() && !in_table {
            self.end_table();
        }
        if bare.is_empty() {
            return;
        }
        // Small programs write the point of an item as its first letter.
        let point = bare.strip_prefix(['•', '▪', '◦', '‣', '⁃']);
        let (kind, bare) = match (kind, point) {
            (Kind::Plain, Some(rest)) => (Kind::Item(Mark::Point(0)), rest.trim()),
            (kind, _) => (kind, bare),
        };
        let block = Block {
            kind,
            text: bare.to_owned(),
            size,
        };
        if in_table {
            self.cell.push(block);
        } else {
            self.parts.push(Part::Block(block));
        }
    }

    pub(super) fn end_cell(&mut self) {
        self.row.push(std::mem::take(&mut self.cell));
    }

    pub(super) fn end_row(&mut self) {
        if !self.cell.is_empty() {
            self.end_cell();
        }
        let mut row: Vec<Laid> = Vec::new();
        for (at, blocks) in std::mem::take(&mut self.row).into_iter().enumerate() {
            let planned = self.planned.get(at).copied().unwrap_or_default();
            match row.last_mut().filter(|_| planned.joined) {
                Some((before, all)) => {
                    before.edge = planned.edge;
                    all.extend(blocks);
                }
                None => row.push((planned, blocks)),
            }
        }
        if !row.is_empty() {
            self.table.push(row);
        }
    }

    /// Ends the table, where there is one.
    fn end_table(&mut self) {
        self.end_row();
        if !self.table.is_empty() {
            self.parts
                .push(Part::Table(std::mem::take(&mut self.table)));
        }
    }

    /// The document as Markdown, with its notes at the end.
    pub(super) fn markdown(mut self, notes: &[String]) -> String {
        self.end_table();
        self.by_size();
        let mut written = Written::default();
        for part in self.parts {
            match part {
                Part::Block(block) => written.block(&block),
                Part::Table(rows) => written.table(&rows),
            }
        }
        if !notes.is_empty() {
            written.flow.block("## Sources");
            for note in notes {
                written.flow.paragraph(note);
            }
        }
        written.flow.text
    }

    /// Where no style says what is a heading, its size does.
    fn by_size(&mut self) {
        let mut counts: HashMap<i32, usize> = HashMap::new();
        for part in &self.parts {
            let Part::Block(block) = part else { continue };
            if matches!(block.kind, Kind::Heading(_)) {
                return;
            }
            *counts.entry(block.size).or_default() += block.text.len();
        }
        let most = counts.iter().max_by_key(|(size, count)| (**count, **size));
        let least = most.map_or(i32::MAX, |(size, _)| size.saturating_mul(LARGER) / 100);
        let mut sizes: Vec<i32> = counts.into_keys().filter(|size| *size > least).collect();
        sizes.sort_unstable_by(|one, other| other.cmp(one));
        for part in &mut self.parts {
            let Part::Block(block) = part else { continue };
            let short = block.text.chars().count() <= LONGEST_HEADING;
            let level = sizes.iter().position(|size| *size == block.size);
            if let Some(level) = level.filter(|_| short && matches!(block.kind, Kind::Plain)) {
                block.kind = Kind::Heading(level + 1);
            }
        }
    }
}

/// The text of a paragraph, with what is bold in it.
fn text(runs: &[Run]) -> String {
    let mut text = String::new();
    for run in runs {
        let look = if run.bold { Look::Bold } else { Look::Plain };
        look::say(&mut text, &run.text, look);
    }
    look::joined(&text)
}

#[derive(Default)]
struct Written {
    flow: Flow,
    titled: bool,
}

impl Written {
    fn block(&mut self, block: &Block) {
        match &block.kind {
            Kind::Heading(level) => {
                // The title is the only heading of the first level; without one, all keep theirs.
                self.titled |= *level == 0;
                let level = if self.titled { level + 1 } else { *level };
                self.flow.heading(level, &block.text);
            }
            Kind::Item(mark) => self.flow.item(mark, &block.text),
            Kind::Plain => self.flow.paragraph(&block.text),
        }
    }

    /// A table of one column is boxes around text; others are tables.
    fn table(&mut self, rows: &[Vec<Laid>]) {
        if rows.iter().all(|row| row.len() <= 1) {
            for block in rows.iter().flatten().flat_map(|(_, blocks)| blocks) {
                self.block(block);
            }
            return;
        }
        let mut edges: Vec<i32> = rows.iter().flatten().map(|(cell, _)| cell.edge).collect();
        edges.sort_unstable();
        edges.dedup_by(|one, other| one.saturating_sub(*other) < NEAR);
        let place = |edge: i32| edges.partition_point(|other| *other <= edge);
        // The text above each edge, for cells that go on over rows.
        let mut above: HashMap<usize, String> = HashMap::new();
        let laid = rows.iter().map(|row| {
            let mut at = 0;
            let cells = row.iter().map(|(cell, blocks)| {
                let to = place(cell.edge);
                let columns = to.saturating_sub(at).max(1);
                at = at.max(to);
                let own = || {
                    let texts: Vec<_> = blocks.iter().map(in_cell).collect();
                    texts.join(" ")
                };
                let text = match above.get(&to).filter(|_| cell.below) {
                    Some(text) => text.clone(),
                    None => own(),
                };
                above.insert(to, text.clone());
                Cell {
                    text,
                    columns,
                    rows: 1,
                }
            });
            cells.collect::<Row>()
        });
        let laid = laid.collect();
        self.flow.table(laid);
    }
}

/// A paragraph of a cell on one line, with its number where it has one.
fn in_cell(block: &Block) -> String {
    let text = block.text.replace('\n', " ");
    match &block.kind {
        Kind::Item(Mark::Number(_, number)) => format!("{number}. {text}"),
        Kind::Item(Mark::Letter(mark) | Mark::Words(mark)) => format!("{mark} {text}"),
        Kind::Item(Mark::Point(_)) | Kind::Heading(_) | Kind::Plain => text,
    }
}
