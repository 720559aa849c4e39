//! Tables: cells that span columns and rows are laid out before anything is written.

/// A cell: its text, and over how many columns and rows it goes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) text: String,
    pub(super) columns: usize,
    pub(super) rows: usize,
}

/// The cells of a row, from left to right.
pub(super) type Row = Vec<Cell>;

/// More columns than that no table of a document has.
const MOST_COLUMNS: usize = 200;
/// The most places of a table, so that a span of a million makes no gigabyte.
const MOST_PLACES: usize = 200_000;
/// Words that name several rows are repeated in each, so that each can be read alone; longer
/// ones are told once. In letters.
const REPEATED: usize = 40;

/// A table whose every place has its text.
#[derive(Debug, Default)]
pub(super) struct Grid {
    rows: Vec<Vec<String>>,
}

impl Grid {
    /// Lays the cells out as a browser does: each takes the first place that is free.
    pub(super) fn of(rows: Vec<Row>) -> Self {
        let mut grid = Self::default();
        // What cells of earlier rows still take: for each column how many rows, and the text.
        let mut taken: Vec<(usize, String)> = Vec::new();
        let mut places = 0_usize;
        for row in rows {
            let mut line: Vec<String> = Vec::new();
            let mut cells = row.into_iter();
            let mut next = cells.next();
            while next.is_some() || taken.iter().skip(line.len()).any(|(left, _)| *left > 0) {
                let at = line.len();
                if let Some((left, text)) = taken.get_mut(at).filter(|(left, _)| *left > 0) {
                    *left -= 1;
                    line.push(text.clone());
                    continue;
                }
                let cell = next.take().unwrap_or_default();
                next = cells.next();
                let columns = cell.columns.clamp(1, MOST_COLUMNS);
                let rows = cell.rows.max(1);
                for column in 0..columns {
                    let text = if column == 0 { cell.text.as_str() } else { "" };
                    if taken.len() <= at + column {
                        taken.resize(at + column + 1, (0, String::new()));
                    }
                    if let Some(place) = taken.get_mut(at + column) {
                        let short = text.chars().count() <= REPEATED;
                        *place = (
                            rows - 1,
                            if short {
                                text.to_owned()
                            } else {
                                String::new()
                            },
                        );
                    }
                    line.push(text.to_owned());
                }
                if line.len() > MOST_COLUMNS {
                    // What is left of such a row stands in its last place.
                    let rest: Vec<String> = next
                        .take()
                        .into_iter()
                        .chain(cells.by_ref())
                        .map(|cell| cell.text)
                        .collect();
                    line.push(rest.join(" "));
                    break;
                }
            }
            places += line.len();
            grid.rows.push(line);
            if places > MOST_PLACES {
                taken.clear();
            }
        }
        grid
    }

    /// As Markdown, the first row as its head; a table of one column is no table but its cells.
    pub(super) fn lines(self) -> Vec<String> {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or_default();
        let full = |row: &Vec<String>| row.iter().any(|text| !text.trim().is_empty());
        let rows: Vec<_> = self.rows.into_iter().filter(full).collect();
        let mut lines = Vec::new();
        for (at, mut row) in rows.into_iter().enumerate() {
            row.resize(columns, String::new());
            let cells: Vec<_> = row.iter().map(|text| cell(text)).collect();
            lines.push(format!("| {} |", cells.join(" | ")));
            if at == 0 {
                lines.push(format!("|{}", "---|".repeat(columns)));
            }
        }
        lines
    }
}

/// A cell's text on one line; a bar in it is no border.
fn cell(text: &str) -> String {
    let words: Vec<_> = text.split_whitespace().collect();
    let line = words.join(" ");
    let mut safe = String::with_capacity(line.len());
    let mut escaped = false;
    for letter in line.chars() {
        if letter == '|' && !escaped {
            safe.push('\\');
        }
        escaped = letter == '\\' && !escaped;
        safe.push(letter);
    }
    safe
}
