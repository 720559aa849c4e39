//! What was said of lines, written into the document as blocks that say themselves what they are.

use super::{
    As, Mended, Piece, bare,
    words::{Fenced, closing},
};
use crate::case::read::rows::{self, Part};

/// A document with what was said written into it.
#[derive(Default)]
pub(super) struct Quoted {
    pub(super) text: String,
    /// For each line of the document, counted from 0, the line that it stands on now.
    pub(super) now: Vec<u32>,
    /// For each line of the text, counted from 0, the line of the document that it came with.
    pub(super) back: Vec<u32>,
}

/// A document while what was said is written into it.
#[derive(Default)]
struct Writer {
    out: Vec<(String, u32)>,
    /// Lines that open a block, counted from 0, and what it is.
    opened: Vec<(usize, As)>,
    now: Vec<u32>,
    open: Option<As>,
    /// What closes the document's own block around the line, where it is open.
    around: Option<String>,
}

impl Writer {
    fn put(&mut self, text: &str, number: u32) {
        self.out.push((text.to_owned(), number));
    }

    /// The document's own block is open from here.
    fn goes_into(&mut self, opening: &str, number: u32) {
        if self.around.is_none() {
            self.put(opening, number);
            self.around = Some(closing(opening).to_owned());
        }
    }

    fn comes_out(&mut self, number: u32) {
        if let Some(closing) = self.around.take() {
            self.put(&closing, number);
            self.put("", number);
        }
    }

    fn opens(&mut self, mark: As, number: u32) {
        self.put("", number);
        self.opened.push((self.out.len(), mark));
        self.put("", number);
        self.open = Some(mark);
    }

    /// The line above is the last of what ends here.
    fn closes(&mut self, number: u32) {
        if self.open.take().is_some() {
            self.put(":::", number.saturating_sub(1));
            self.put("", number);
        }
    }

    /// The next line of the document stands where the newest line is.
    fn stands_here(&mut self) {
        self.now
            .push(u32::try_from(self.out.len()).unwrap_or(u32::MAX));
    }

    /// A line that is several things, one after the other; where it asks, it stands there.
    fn put_pieces(&mut self, pieces: &[Piece], number: u32) {
        self.closes(number);
        let asks = pieces.iter().position(|one| one.mark == Some(As::Question));
        for (at, piece) in pieces.iter().enumerate() {
            match piece.mark {
                Some(mark) => self.opens(mark, number),
                None => self.put("", number),
            }
            self.put(&piece.text, number);
            if at == asks.unwrap_or_default() {
                self.stands_here();
            }
            if self.open.take().is_some() {
                self.put(":::", number);
            }
            self.put("", number);
        }
    }
}

/// A table in a document: its first line, counted from 0, and its lines.
struct Table<'a> {
    from: usize,
    rows: &'a [String],
}

impl Table<'_> {
    fn is_head(&self, at: usize) -> bool {
        at < self.from + 2
    }
}

impl Mended {
    /// For each line, what was said of the first line from there on that is not blank.
    fn below(&self) -> Vec<Option<As>> {
        let mut below = None;
        let numbered = (1..).zip(&self.lines).collect::<Vec<(u32, _)>>();
        let mut all: Vec<_> = numbered
            .into_iter()
            .rev()
            .map(|(number, _)| {
                if !self.is_blank(number) {
                    below = self.written(number);
                }
                below
            })
            .collect();
        all.reverse();
        all
    }

    /// The table that a line, counted from 0, is a row of, if one is.
    fn table(&self, at: usize) -> Option<Table<'_>> {
        let is_row = |line: &String| line.starts_with('|');
        self.lines.get(at).filter(|line| is_row(line))?;
        let before = self.lines.get(..at)?.iter().rev();
        let from = at - before.take_while(|line| is_row(line)).count();
        let below = self.lines.get(from..)?;
        let count = below.iter().take_while(|line| is_row(line)).count();
        let rows = below.get(..count)?;
        rows::is_rule(rows.get(1)?).then_some(Table { from, rows })
    }

    /// The pieces of a line that is several things: as they were said, or, of a row that was said
    /// to ask, its question and beside it what answers, helps or is noted.
    fn several(&self, at: usize, mark: Option<As>) -> Option<Vec<Piece>> {
        if let Some(pieces) = mark.and_then(|mark| self.pieces_of(mark)) {
            return Some(pieces.to_vec());
        }
        let table = self.table(at).filter(|_| mark == Some(As::Question))?;
        let line = u32::try_from(at + 1).unwrap_or(u32::MAX);
        let parts = rows::split(table.rows, at - table.from)?.into_iter();
        let piece = |(part, text): (Part, String)| {
            let mark = match part {
                Part::Asks => As::Question,
                Part::Answers => As::Answer,
                Part::Hints => As::Hint,
                Part::Notes => As::NoteTo(line),
            };
            Piece::new(&text, Some(mark))
        };
        Some(parts.map(piece).collect())
    }

    /// What is left of a table of which some rows were said to be something else is a table too:
    /// its heads stand above each stretch of its rows.
    fn put_heads(&self, writer: &mut Writer, at: usize) {
        let Some(table) = self.table(at).filter(|table| !table.is_head(at)) else {
            return;
        };
        let first = at == table.from + 2;
        if !self.is_marked(if first { table.from } else { at - 1 }) {
            return;
        }
        let heads = (1..).zip(&self.lines).skip(table.from).take(2);
        // A head that was said to be something else heads no more.
        let bare = self.is_marked(table.from);
        for (nth, (number, line)) in heads.enumerate() {
            let empty = || line.replace(|letter| letter != '|', " ");
            let text = if bare && nth == 0 {
                empty()
            } else {
                line.clone()
            };
            writer.put(&text, number);
        }
    }

    /// Whether anything was said of a line, counted from 0.
    fn is_marked(&self, at: usize) -> bool {
        self.written(u32::try_from(at + 1).unwrap_or(0)).is_some()
    }

    /// Whether a line is the head of a table, or its rule, that has no row left below it.
    fn heads_nothing(&self, at: usize) -> bool {
        self.table(at).is_some_and(|table| {
            let first = table.from + 2;
            let none = self.is_marked(table.from) || table.rows.len() > 2 && self.is_marked(first);
            table.is_head(at) && !self.is_marked(at) && none
        })
    }

    /// The block around a line, or at its edge, that what was said of its lines cuts up.
    fn cut(&self, at: usize) -> Option<Fenced> {
        let line = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        self.block(at).filter(|block| {
            let mut said = self
                .marks
                .range(line(block.opens + 2)..line(block.closes + 1));
            said.any(|(_, mark)| !mark.is_of_option())
        })
    }

    /// What was said stands outside the blocks that the document has itself; what is left of them
    /// is one each.
    fn step(&self, writer: &mut Writer, block: Fenced, number: u32, mark: Option<As>) {
        let at = number as usize - 1;
        if block.opens == at || block.closes == at {
            writer.closes(number);
            writer.comes_out(number);
            writer.put("", number);
        } else if mark.is_some() {
            writer.comes_out(number);
        } else if !self.is_blank(number) {
            writer.closes(number);
            let opening = self.lines.get(block.opens).map_or("", String::as_str);
            writer.goes_into(opening, number);
        }
    }

    /// The document with what was said written into it.
    pub(super) fn quoted(&self) -> Quoted {
        let mut writer = Writer::default();
        let below = self.below();
        for ((at, line), below) in self.lines.iter().enumerate().zip(below) {
            let number = u32::try_from(at + 1).unwrap_or(u32::MAX);
            // A blank line within an exhibit is in it.
            let within = writer
                .open
                .filter(|mark| *mark == As::Exhibit && below == writer.open);
            let mark = match self.is_blank(number) {
                true => within,
                false => self.written(number),
            };
            if let Some(block) = self.cut(at) {
                let edge = block.opens == at || block.closes == at;
                self.step(&mut writer, block, number, mark.filter(|_| !edge));
                if edge {
                    writer.stands_here();
                    continue;
                }
            }
            if let Some(pieces) = self.several(at, mark) {
                writer.put_pieces(&pieces, number);
                continue;
            }
            let open = writer.open;
            let goes_on = open.is_some() && mark == open && mark.is_some_and(|m| m.takes_on(line));
            if !goes_on {
                writer.closes(number);
            }
            let begins = mark.filter(|_| !goes_on);
            if let Some(mark) = begins {
                writer.opens(mark, number);
            } else if mark.is_none() {
                if self.heads_nothing(at) {
                    writer.put("", number);
                    writer.stands_here();
                    continue;
                }
                self.put_heads(&mut writer, at);
            }
            let text = match mark {
                // A heading in a brief would end it.
                Some(As::Brief(_)) if line.starts_with('#') => bare(line),
                Some(As::Text | As::Out | As::Brief(_)) | None => line.as_str(),
                Some(As::Exhibit) if begins.is_none() => line,
                Some(_) => bare(line),
            };
            writer.put(text, number);
            writer.stands_here();
        }
        if writer.open.is_some() {
            let last = u32::try_from(self.lines.len()).unwrap_or(u32::MAX);
            writer.put(":::", last);
        }
        writer.finish()
    }
}

impl Writer {
    fn finish(mut self) -> Quoted {
        // An answer may name a question that stands below it.
        let now = |line: u32| self.now.get(line as usize - 1).copied().unwrap_or(line);
        for (at, mark) in self.opened {
            if let Some((text, _)) = self.out.get_mut(at) {
                *text = format!("::: {}", mark.class(now));
            }
        }
        let mut quoted = Quoted::default();
        for (line, number) in self.out {
            quoted.text.push_str(&line);
            quoted.text.push('\n');
            quoted.back.push(number);
        }
        quoted.now = self.now;
        quoted
    }
}
