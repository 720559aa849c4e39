//! Markdown as it grows: headings, paragraphs, items of lists, tables.

use super::table::{Grid, Row};

/// A text that blocks are added to.
#[derive(Debug, Default)]
pub(super) struct Flow {
    /// What was written so far.
    pub(super) text: String,
    /// What the last block was an item of.
    list: Option<Listed>,
}

/// How the items of a list are marked; items of another kind are another block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Listed {
    /// `- ` or `1. `.
    Markdown,
    /// `A) `, which Markdown knows nothing of.
    Lettered,
}

/// The mark of an item of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// A point, so deep.
    Point(usize),
    /// A number, so deep.
    Number(usize, u64),
    /// A letter: options are counted so.
    Letter(String),
    /// Words of the list's own: "Question 3:".
    Words(String),
}

impl Flow {
    /// A block of its own, as it is.
    pub(super) fn block(&mut self, text: &str) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str(text);
        self.text.push('\n');
        self.list = None;
    }

    /// Blank lines, until the block after the next blank line stands in that line.
    pub(super) fn down_to(&mut self, line: usize) {
        let written = self.text.bytes().filter(|byte| *byte == b'\n').count();
        self.text
            .push_str(&"\n".repeat(line.saturating_sub(written + 2)));
    }

    /// A heading of that level, counted from 1.
    pub(super) fn heading(&mut self, level: usize, text: &str) {
        let line = text.replace('\n', " ");
        let line = line.trim().trim_matches('*').trim();
        if !line.is_empty() {
            self.block(&format!("{} {line}", "#".repeat(level.clamp(1, 6))));
        }
    }

    /// A paragraph of text that its author did not mean as Markdown, but for its emphasis.
    pub(super) fn paragraph(&mut self, text: &str) {
        let text = harmless(text);
        if !text.trim().is_empty() {
            self.block(text.trim());
        }
    }

    /// An item of a list.
    pub(super) fn item(&mut self, mark: &Mark, text: &str) {
        let text = text.trim();
        let (kind, mark, indent) = match mark {
            Mark::Words(words) => return self.paragraph(&format!("{words} {text}")),
            Mark::Letter(letter) => (Listed::Lettered, letter.clone(), 0),
            Mark::Point(deep) => (Listed::Markdown, "-".to_owned(), deep * 3),
            Mark::Number(deep, number) => (Listed::Markdown, format!("{number}."), deep * 3),
        };
        let blank = " ".repeat(indent);
        let text = text.replace('\n', &format!("\n{blank}  "));
        let line = format!("{blank}{mark} {text}");
        if self.list == Some(kind) {
            self.text.push_str(&line);
            self.text.push('\n');
        } else {
            self.block(&line);
        }
        self.list = Some(kind);
    }

    /// A table.
    pub(super) fn table(&mut self, rows: Vec<Row>) {
        let lines = Grid::of(rows).lines();
        if !lines.is_empty() {
            self.block(&lines.join("\n"));
        }
    }
}

/// Lines that begin like a mark of Markdown's that their author did not mean.
pub(super) fn harmless(text: &str) -> String {
    let quote = |line: &str| {
        let rule = line.len() >= 3 && line.chars().all(|letter| "-=_* ".contains(letter));
        if rule || line.starts_with(['#', '>']) {
            format!("\\{line}")
        } else {
            line.trim_start().to_owned()
        }
    };
    let lines: Vec<_> = text.lines().map(quote).collect();
    lines.join("\n")
}

/// Numbers and boxes at the beginning of a line as their author wrote them: other writers of
/// Markdown take care that `1\. Why?` is no item of a list, and `\(x\)` no box to tick.
pub(super) fn unescaped(text: &str) -> String {
    let mut lines = text.split('\n').map(|line| {
        let bare = line.trim_start_matches([' ', '-', '#', '*']);
        let (before, rest) = line.split_at(line.len() - bare.len());
        let mark = rest
            .find(' ')
            .map_or(rest, |at| rest.get(..at).unwrap_or(rest));
        let short = mark.len() <= 6 && mark.contains('\\');
        if !short {
            return line.to_owned();
        }
        let after = rest.get(mark.len()..).unwrap_or_default();
        format!("{before}{}{after}", mark.replace('\\', ""))
    });
    let first = lines.next().unwrap_or_default();
    lines.fold(first, |text, line| text + "\n" + &line)
}
