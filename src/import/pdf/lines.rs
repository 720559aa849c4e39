//! Letters become lines, in the order in which a page with columns is read.

use super::letters::{Letter, PdfPage};
use crate::import::look::Look;

/// Letters that stand close to each other, on one line.
#[derive(Clone, Debug, Default)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) down: f64,
    pub(super) size: f64,
    /// How many of its letters are bold, how many coloured, and how many there are.
    pub(super) bold: usize,
    pub(super) coloured: usize,
    pub(super) count: usize,
}

/// A line: pieces from left to right.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    pub(super) pieces: Vec<Piece>,
    pub(super) down: f64,
    /// The edges of the column that it stands in.
    pub(super) column: (f64, f64),
    /// The height of its page.
    pub(super) page: f64,
}

/// A gap between letters that is no blank, in sizes of the font.
const NO_BLANK: f64 = 0.17;
/// A gap between letters that parts cells or columns, in sizes of the font.
const APART: f64 = 1.5;

impl Line {
    pub(super) fn text(&self) -> String {
        let texts = self.pieces.iter().map(|piece| piece.text.trim());
        let texts: Vec<_> = texts.filter(|text| !text.is_empty()).collect();
        texts.join(" ")
    }

    pub(super) fn left(&self) -> f64 {
        self.pieces.first().map_or(0.0, |piece| piece.left)
    }

    pub(super) fn right(&self) -> f64 {
        self.pieces.last().map_or(0.0, |piece| piece.right)
    }

    /// The size that most of its letters have.
    pub(super) fn size(&self) -> f64 {
        let most = self.pieces.iter().max_by_key(|piece| piece.count);
        most.map_or(0.0, |piece| piece.size)
    }

    pub(super) fn look(&self) -> Look {
        let count: usize = self.pieces.iter().map(|piece| piece.count).sum();
        let nearly_all = |of: fn(&Piece) -> usize| {
            let those: usize = self.pieces.iter().map(of).sum();
            those * 10 >= count * 9 && count > 0
        };
        if nearly_all(|piece| piece.bold) {
            Look::Bold
        } else if nearly_all(|piece| piece.coloured) {
            Look::Coloured
        } else {
            Look::Plain
        }
    }
}

/// The lines of a page as they are read.
pub(super) fn of(page: &PdfPage) -> Vec<Line> {
    let pieces = pieces(&page.letters);
    let mut lines = Vec::new();
    read(pieces, 2, &mut lines);
    for line in &mut lines {
        line.page = page.height;
    }
    lines
}

/// Letters as pieces, from the top of the page to its foot.
fn pieces(letters: &[Letter]) -> Vec<Piece> {
    let mut sorted: Vec<&Letter> = letters
        .iter()
        .filter(|letter| !letter.text.is_empty())
        .collect();
    sorted.sort_by(|one, other| one.down.total_cmp(&other.down));
    let mut pieces = Vec::new();
    let mut row: Vec<&Letter> = Vec::new();
    for letter in sorted {
        let same = row
            .last()
            .is_none_or(|last| letter.down - last.down < 0.3 * last.size.min(letter.size).max(1.0));
        if !same {
            pieces.extend(row_of(std::mem::take(&mut row)));
        }
        row.push(letter);
    }
    pieces.extend(row_of(row));
    pieces
}

/// The pieces of one row of letters.
fn row_of(mut row: Vec<&Letter>) -> Vec<Piece> {
    row.sort_by(|one, other| one.left.total_cmp(&other.left));
    let mut pieces: Vec<Piece> = Vec::new();
    let mut last: Option<&Letter> = None;
    for letter in row {
        // Bold text is sometimes drawn twice, a little aside.
        let twice = last.is_some_and(|last| {
            last.text == letter.text && (letter.left - last.left).abs() < 0.1 * letter.size
        });
        if twice {
            continue;
        }
        let blank = letter.text.trim().is_empty();
        let gap = pieces.last().map(|piece| letter.left - piece.right);
        match (pieces.last_mut(), gap) {
            (Some(piece), Some(gap)) if gap < APART * letter.size.min(piece.size) => {
                if blank {
                    // A blank does not reach to what follows it: the gap counts.
                    if !piece.text.ends_with(' ') {
                        piece.text.push(' ');
                    }
                    last = Some(letter);
                    continue;
                }
                if gap > NO_BLANK * letter.size && !piece.text.ends_with(' ') {
                    piece.text.push(' ');
                }
                piece.add(letter);
            }
            _ if blank => continue,
            _ => {
                let mut piece = Piece {
                    left: letter.left,
                    down: letter.down,
                    size: letter.size,
                    ..Piece::default()
                };
                piece.add(letter);
                pieces.push(piece);
            }
        }
        last = Some(letter);
    }
    for piece in &mut pieces {
        if is_from_right(&piece.text) {
            piece.text = turned(&piece.text);
        }
    }
    if pieces.iter().any(|piece| is_from_right(&piece.text)) {
        pieces = vec![joined(pieces)];
    }
    pieces
}

/// The pieces of a line that is read from the right.
fn joined(pieces: Vec<Piece>) -> Piece {
    let left = pieces.first().map_or(0.0, |piece| piece.left);
    let mut pieces = pieces.into_iter().rev();
    let mut all = pieces.next().unwrap_or_default();
    for piece in pieces {
        all.text = format!("{} {}", all.text.trim(), piece.text.trim());
        all.count += piece.count;
        all.bold += piece.bold;
        all.coloured += piece.coloured;
    }
    all.left = left;
    all
}

impl Piece {
    fn add(&mut self, letter: &Letter) {
        self.text.push_str(&letter.text);
        self.right = self.right.max(letter.right);
        self.count += 1;
        self.bold += usize::from(letter.bold);
        self.coloured += usize::from(letter.coloured);
        // A small sign at the beginning, such as a point of a list, does not make the line small.
        self.size = self.size.max(letter.size);
    }
}

/// Hebrew and Arabic letters.
fn is_from_right(text: &str) -> bool {
    let right = text
        .chars()
        .filter(|letter| matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fefc}'));
    right.count() * 2 > text.chars().filter(|letter| letter.is_alphabetic()).count()
}

/// A text as it is read, where its letters stand from right to left; numbers do not.
fn turned(text: &str) -> String {
    let mut turned = String::with_capacity(text.len());
    let mut number = String::new();
    for letter in text.chars().rev() {
        if letter.is_ascii_alphanumeric() || (!number.is_empty() && matches!(letter, '.' | ',')) {
            number.insert(0, letter);
            continue;
        }
        turned.push_str(&std::mem::take(&mut number));
        turned.push(match letter {
            '(' => ')',
            ')' => '(',
            letter => letter,
        });
    }
    turned + &number
}

/// Puts pieces into the order of reading: across where they go across, else column by column.
fn read(pieces: Vec<Piece>, deep: usize, lines: &mut Vec<Line>) {
    let Some(gutter) = gutter(&pieces).filter(|_| deep > 0) else {
        return rows(pieces, lines);
    };
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for piece in pieces {
        if piece.left < gutter - 2.0 && piece.right > gutter + 2.0 {
            read(std::mem::take(&mut left), deep - 1, lines);
            read(std::mem::take(&mut right), deep - 1, lines);
            rows(vec![piece], lines);
        } else if piece.right <= gutter + 2.0 {
            left.push(piece);
        } else {
            right.push(piece);
        }
    }
    read(left, deep - 1, lines);
    read(right, deep - 1, lines);
}

/// Pieces of one column as lines.
fn rows(pieces: Vec<Piece>, lines: &mut Vec<Line>) {
    let left = pieces
        .iter()
        .map(|piece| piece.left)
        .fold(f64::MAX, f64::min);
    let right = pieces.iter().map(|piece| piece.right).fold(0.0, f64::max);
    let begin = lines.len();
    for piece in pieces {
        match lines.get_mut(begin..).and_then(<[Line]>::last_mut) {
            Some(line) if (piece.down - line.down).abs() < 0.45 * piece.size => {
                line.pieces.push(piece);
                line.pieces
                    .sort_by(|one, other| one.left.total_cmp(&other.left));
            }
            _ => lines.push(Line {
                down: piece.down,
                column: (left, right),
                pieces: vec![piece],
                page: 0.0,
            }),
        }
    }
}

/// The fewest lines of a column.
const FEWEST: usize = 4;

/// Where two columns part: a place that few pieces go over, with enough on both sides, and what
/// stands on the right begins at one edge. A table of short cells is no column.
fn gutter(pieces: &[Piece]) -> Option<f64> {
    let left = pieces
        .iter()
        .map(|piece| piece.left)
        .fold(f64::MAX, f64::min);
    let right = pieces.iter().map(|piece| piece.right).fold(0.0, f64::max);
    let width = right - left;
    if pieces.len() < 2 * FEWEST || width < 150.0 {
        return None;
    }
    let mut best: Option<(usize, f64)> = None;
    for step in 25..=75_u32 {
        let at = left + width * f64::from(step) / 100.0;
        let over = pieces
            .iter()
            .filter(|piece| piece.left < at - 2.0 && piece.right > at + 2.0);
        let over = over.count();
        if over * 3 <= pieces.len()
            && best.is_none_or(|(fewest, _)| over < fewest)
            && is_column(pieces, at, left)
        {
            best = Some((over, at));
        }
    }
    best.map(|(_, at)| at)
}

fn is_column(pieces: &[Piece], at: f64, left: f64) -> bool {
    let lefts: Vec<_> = pieces
        .iter()
        .filter(|piece| piece.right <= at + 2.0)
        .collect();
    let rights: Vec<_> = pieces
        .iter()
        .filter(|piece| piece.left >= at - 2.0)
        .collect();
    if lefts.len() < FEWEST || rights.len() < FEWEST {
        return false;
    }
    let span = |side: &[&Piece]| {
        let downs = side.iter().map(|piece| piece.down);
        (
            downs.clone().fold(f64::MAX, f64::min),
            downs.fold(0.0, f64::max),
        )
    };
    let ((top, foot), (other_top, other_foot)) = (span(&lefts), span(&rights));
    let shared = foot.min(other_foot) - top.max(other_top);
    if shared < 0.4 * (foot - top).min(other_foot - other_top) {
        return false;
    }
    // The right column has an edge at which many lines begin.
    let edge = rights
        .iter()
        .map(|piece| piece.left)
        .fold(f64::MAX, f64::min);
    let at_edge = rights
        .iter()
        .filter(|piece| piece.left < edge + 3.0 * piece.size)
        .count();
    if at_edge * 2 < rights.len() {
        return false;
    }
    // In columns lines are about as long as the column; in tables cells are short.
    let full = |side: &[&Piece], width: f64| {
        let long = side
            .iter()
            .filter(|piece| piece.right - piece.left > 0.6 * width);
        long.count() * 5 >= side.len() * 2
    };
    let right = rights.iter().map(|piece| piece.right).fold(0.0, f64::max);
    full(&lefts, at - left) && full(&rights, right - edge)
}
