//! Lines become paragraphs, headings and lists, over the ends of columns and pages.

use std::collections::{HashMap, HashSet};

use super::lines::{Line, Piece};
use crate::import::{
    flow::{Flow, Mark},
    look::{self, Look},
    table::{Cell, Row},
};

/// A paragraph that is being put together.
#[derive(Default)]
struct Paragraph {
    text: String,
    size: f64,
    look: Look,
    lines: usize,
    /// The left edge of its first line.
    left: f64,
}

/// A heading is so much larger than the text.
const LARGER: f64 = 1.12;
/// From line to line of one heading it is no more, in sizes of its font.
const HEADING: f64 = 1.55;
/// The longest heading, in letters.
const LONGEST_HEADING: usize = 160;
/// The longest question that stands as a heading, in letters.
const LONGEST_QUESTION: usize = 1_500;

/// The pages of a document as Markdown.
pub(super) fn markdown(pages: &[Vec<Line>]) -> String {
    let lines: Vec<&Line> = pages.iter().flatten().collect();
    let mut text = Text {
        body: body_size(&lines),
        leading: leading(pages),
        hyphened: hyphened(&lines),
        ..Text::default()
    };
    text.levels = levels(&lines, text.body);
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let rows = table_rows(lines.get(at..).unwrap_or_default(), text.leading);
        if rows >= 2 {
            text.flush();
            text.table(lines.get(at..at + rows).unwrap_or_default());
            at += rows;
            text.last = None;
            continue;
        }
        text.line(line);
        at += 1;
    }
    text.flush();
    text.flow.text
}

#[derive(Default)]
struct Text<'a> {
    flow: Flow,
    body: f64,
    /// From line to line, in sizes of the font.
    leading: f64,
    /// The sizes of headings, from the largest.
    levels: Vec<i64>,
    /// Words that have a hyphen where no line ends.
    hyphened: HashSet<String>,
    now: Paragraph,
    last: Option<&'a Line>,
}

/// A size as a number that can be compared.
fn step(size: f64) -> i64 {
    // Sizes are a few points, and rounded to halves.
    (size * 2.0).round() as i64
}

/// The size that most letters have; what is drawn with letters is no text.
fn body_size(lines: &[&Line]) -> f64 {
    let drawn = |text: &str| text.contains(|letter| ('\u{2500}'..='\u{259f}').contains(&letter));
    let mut counts: HashMap<i64, (usize, f64)> = HashMap::new();
    for line in lines {
        let picture = line.pieces.iter().any(|piece| drawn(&piece.text));
        for piece in line.pieces.iter().filter(|_| !picture) {
            let entry = counts.entry(step(piece.size)).or_insert((0, piece.size));
            entry.0 += piece
                .text
                .chars()
                .filter(|letter| letter.is_alphabetic())
                .count();
        }
    }
    let most = counts.into_values().max_by_key(|(count, _)| *count);
    most.map_or(10.0, |(_, size)| size)
}

fn levels(lines: &[&Line], body: f64) -> Vec<i64> {
    let large = lines
        .iter()
        .map(|line| line.size())
        .filter(|size| *size > body * LARGER);
    let mut levels: Vec<i64> = large.map(step).collect();
    levels.sort_unstable_by(|one, other| other.cmp(one));
    levels.dedup_by(|one, other| (*one - *other).abs() <= 1);
    levels
}

/// The usual way from one line to the next, in sizes of the font.
fn leading(pages: &[Vec<Line>]) -> f64 {
    let mut ways: Vec<f64> = Vec::new();
    for page in pages {
        for pair in page.windows(2) {
            let [one, other] = pair else { continue };
            let way = (other.down - one.down) / other.size().max(1.0);
            if one.column == other.column && (0.8..2.5).contains(&way) {
                ways.push(way);
            }
        }
    }
    ways.sort_by(f64::total_cmp);
    // Within paragraphs there are more lines than between them.
    ways.get(ways.len() * 2 / 5).copied().unwrap_or(1.2)
}

/// Words with a hyphen within a line: "well-kept" keeps its hyphen at the end of a line too.
fn hyphened(lines: &[&Line]) -> HashSet<String> {
    let mut words = HashSet::new();
    for line in lines {
        for word in line.text().split_whitespace() {
            let word = bare(word);
            if word.contains('-') && !word.ends_with('-') {
                words.insert(word);
            }
        }
    }
    words
}

fn bare(word: &str) -> String {
    let word = word.trim_matches(|letter: char| !letter.is_alphanumeric() && letter != '-');
    word.to_lowercase()
}

impl<'a> Text<'a> {
    fn line(&mut self, line: &'a Line) {
        let text = line.text();
        if text.is_empty() {
            return;
        }
        if !self.goes_on(line, &text) {
            self.flush();
        }
        self.add(line, &text);
        self.last = Some(line);
    }

    /// Whether a line belongs to the paragraph before it.
    fn goes_on(&self, line: &Line, text: &str) -> bool {
        let (Some(last), now) = (self.last, &self.now) else {
            return false;
        };
        if now.text.is_empty() || is_item(text) {
            return false;
        }
        let size = line.size();
        if (step(size) - step(now.size)).abs() > 1 {
            return false;
        }
        let short = last.column.1 - last.right() > 3.0 * size;
        let ended = now.text.ends_with(['.', '!', '?', ':']);
        // Bold or coloured words in the middle of a sentence begin nothing.
        if line.look() != now.look && text.len() > 3 && (short || ended) {
            return false;
        }
        let way = line.down - last.down;
        let same_column = last.column == line.column && way > 0.0;
        if !same_column {
            // Over the end of a column or page goes what is not at its end.
            let ends = now
                .text
                .ends_with(['.', '!', '?', ':', ';', '”', '"', ')', '。', '？']);
            let begins_small = text.starts_with(char::is_lowercase);
            // A last line that was cut short, with a capital behind it, was the last one.
            let anew = had_room(last, line, text)
                && text.starts_with(char::is_uppercase)
                && !now.text.ends_with('-');
            let heads = size > self.body * LARGER || now.look == Look::Bold;
            return (now.text.ends_with('-') || begins_small || !ends && !heads) && !anew;
        }
        let heading = size > self.body * LARGER;
        let most = self.leading + 0.28;
        if way > size * if heading { most.max(HEADING) } else { most } {
            return false;
        }
        // After a line that ended early, what begins left of an item's mark is behind it, and a
        // label on the paragraph's own edge begins something too.
        let before = line.left() - now.left;
        let outside = before < -0.5 * size && is_item(&now.text);
        if short && (outside || before.abs() < size && is_label(text)) {
            return false;
        }
        let short = had_room(last, line, text) && now.text.ends_with(['.', '!', '?', ':']);
        let indented = line.left() > last.left() + size && now.lines > 1 && !is_item(&now.text);
        !(indented || short)
    }

    fn add(&mut self, line: &Line, text: &str) {
        let now = &mut self.now;
        if now.text.is_empty() {
            now.size = line.size();
            now.look = line.look();
            now.left = line.left();
        }
        if line.look() != now.look {
            now.look = Look::Plain;
        }
        now.lines += 1;
        if now.text.is_empty() {
            now.text = text.to_owned();
            return;
        }
        let begins_small = text.starts_with(char::is_lowercase);
        let ends = now.text.chars().last();
        if matches!(ends, Some('-' | '\u{ad}' | '\u{2010}')) && begins_small {
            let before = now.text.rsplit(' ').next().unwrap_or_default();
            let after = text.split(' ').next().unwrap_or_default();
            let kept = self.hyphened.contains(&bare(&format!("{before}{after}")));
            if !kept {
                now.text.pop();
            }
        } else if !(ends.is_some_and(is_ideograph) && text.chars().next().is_some_and(is_ideograph))
        {
            now.text.push(' ');
        }
        now.text.push_str(text);
    }

    fn flush(&mut self) {
        let now = std::mem::take(&mut self.now);
        let text = now.text.trim();
        if text.is_empty() {
            return;
        }
        let short = text.chars().count() <= LONGEST_HEADING && now.lines <= 4;
        // A question in the type of headings, with a number or in bold, is one however long it is.
        let asks =
            (now.look == Look::Bold || is_item(text)) && text.chars().count() <= LONGEST_QUESTION;
        let level = self
            .levels
            .iter()
            .position(|level| (level - step(now.size)).abs() <= 1);
        if let Some(level) = level.filter(|_| (short || asks) && now.size > self.body * LARGER) {
            return self.flow.heading(level + 1, text);
        }
        let look = match now.look {
            Look::Bold if !short => Look::Plain,
            look => look,
        };
        let mut looks = String::new();
        look::say(&mut looks, point(text).unwrap_or(text), look);
        match point(text) {
            Some(_) => self.flow.item(&Mark::Point(0), &looks),
            None => self.flow.paragraph(&looks),
        }
    }

    fn table(&mut self, lines: &[&Line]) {
        let mut rows: Vec<Row> = Vec::new();
        let mut first: &[Piece] = &[];
        for line in lines {
            if first.is_empty() || line.pieces.len() == first.len() {
                first = &line.pieces;
                let cells = line.pieces.iter().map(|piece| Cell {
                    text: piece.text.trim().to_owned(),
                    columns: 1,
                    rows: 1,
                });
                rows.push(cells.collect());
                continue;
            }
            for piece in &line.pieces {
                let at = first.iter().position(|above| is_below(piece, above));
                let row = rows.last_mut();
                let cell = row.and_then(|row| row.get_mut(at.unwrap_or_default()));
                if let Some(cell) = cell {
                    cell.text = format!("{} {}", cell.text, piece.text.trim());
                }
            }
        }
        self.flow.table(rows);
    }
}

/// Whether a line was cut short, though the first word of the next one had room in it.
fn had_room(last: &Line, line: &Line, text: &str) -> bool {
    let size = line.size();
    let word = text
        .chars()
        .take_while(|letter| !letter.is_whitespace())
        .count();
    let letters = text.chars().count().max(1);
    let (word, letters) = (
        f64::from(u32::try_from(word).unwrap_or(8)),
        f64::from(u32::try_from(letters).unwrap_or(1)),
    );
    let wide = (line.right() - line.left()) * word / letters;
    let room = last.column.1 - last.right();
    room > wide + size && room > 3.0 * size
}

/// How many of the next lines are rows of one table: as many cells, at the same edges, and lines
/// of cells that go on.
fn table_rows(lines: &[&Line], leading: f64) -> usize {
    let Some(first) = lines.first().filter(|line| line.pieces.len() >= 2) else {
        return 0;
    };
    if first
        .pieces
        .first()
        .is_some_and(|piece| is_item(&format!("{} x", piece.text.trim())))
    {
        return 0;
    }
    let is_row = |line: &Line| {
        line.pieces.len() == first.pieces.len()
            && line
                .pieces
                .iter()
                .zip(&first.pieces)
                .all(|(one, other)| is_below(one, other))
    };
    let second = first.pieces.get(1).map_or(0.0, |piece| piece.left);
    let (mut rows, mut count) = (0, 0);
    let mut last: &Line = first;
    for line in lines {
        let way = line.down - last.down;
        // A line that begins in the first column, and reaches over the second, is behind the table.
        let goes_on = way > 0.0
            && way < line.size() * (leading + 0.28)
            && line.pieces.len() < first.pieces.len()
            && line.pieces.iter().all(|piece| {
                let mut above = first.pieces.iter();
                above.any(|above| is_below(piece, above))
            })
            && (line.left() >= second - line.size() || line.right() < second);
        if is_row(line) {
            rows += 1;
        } else if !goes_on {
            break;
        }
        count += 1;
        last = line;
    }
    if rows >= 2 { count } else { 0 }
}

/// Whether a piece begins where one above it does.
fn is_below(piece: &Piece, above: &Piece) -> bool {
    (piece.left - above.left).abs() < piece.size
}

/// Whether a line begins with a label: a word or a few, and a colon.
fn is_label(text: &str) -> bool {
    let label = text.split_once([':', '：']);
    label.is_some_and(|(label, _)| {
        label.split(' ').count() <= 3
            && label.chars().count() <= 30
            && label.starts_with(char::is_uppercase)
    })
}

fn is_ideograph(letter: char) -> bool {
    matches!(letter, '\u{3000}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}')
}

/// Points of lists, as fonts have them.
const POINTS: &[char] = &[
    '•', '◦', '▪', '▫', '●', '○', '■', '□', '‣', '⁃', '–', '—', '-', '*', '\u{f0b7}', '\u{f0a7}',
];

/// The text of a point of a list.
fn point(text: &str) -> Option<&str> {
    let rest = text.strip_prefix(POINTS)?;
    let rest = rest.strip_prefix(' ')?;
    Some(rest.trim())
}

/// Whether a line begins an item: a point, a number, a letter with a bracket, a box.
fn is_item(text: &str) -> bool {
    if point(text).is_some() {
        return true;
    }
    let Some((mark, _)) = text.split_once(' ') else {
        return false;
    };
    let inner = mark.trim_start_matches(['(', '[']);
    let inner = inner.trim_end_matches(['.', ')', ']', ':', '、']);
    let marked = inner.len() < mark.len();
    let number =
        !inner.is_empty() && inner.chars().count() <= 3 && inner.chars().all(char::is_numeric);
    let letter = inner.chars().count() == 1 && inner.chars().all(char::is_alphabetic);
    let question = mark.len() <= 4
        && mark.starts_with(['Q', 'F', 'P'])
        && mark.chars().skip(1).any(char::is_numeric);
    let tick = matches!(mark, "☐" | "☑" | "☒" | "✓" | "✔" | "✗" | "✘" | "□");
    (marked && (number || letter)) || question || tick
}
