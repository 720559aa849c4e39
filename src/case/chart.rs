//! A chart of a table: `Chart: bar` beside the table. The table stays; the chart says nothing that
//! is not in it.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::{
    Block,
    flaw::{Code, Flaw},
    number,
    vocabulary::{is_slip, normal},
};
use crate::text::Clean;

/// What the line is called that asks for a chart, in the languages that have a word of ours.
const LABELS: &[&str] = &["chart", "diagramm", "graphique", "gráfico"];
/// None of them is longer with marks around it, in bytes.
const LONGEST_LABEL: usize = 40;
/// Charts with bars.
const BARS: &[&str] = &[
    "bar",
    "bars",
    "balken",
    "barres",
    "en barres",
    "barras",
    "de barras",
];
/// More rows are a table to look things up in.
const MOST_ROWS: usize = 40;

/// A number in a table, with the words of its cell.
pub type Cell = (f64, Clean);
/// What a row is called, and a cell for each column of numbers.
pub type Row = (Clean, Vec<Option<Cell>>);

#[derive(Clone, Debug, PartialEq)]
pub struct Bars {
    /// What each column of numbers is called.
    pub columns: Vec<Clean>,
    /// What each row is called, with a number and its own words for each column; none where a
    /// cell holds none.
    pub rows: Vec<Row>,
}

impl Bars {
    /// The largest number, and never 0.
    pub fn most(&self) -> f64 {
        let cells = self.rows.iter().flat_map(|(_, cells)| cells).flatten();
        let most = cells.map(|(value, _)| *value).fold(0.0, f64::max);
        if most > 0.0 { most } else { 1.0 }
    }

    /// All of it in words, for whoever does not see it.
    pub fn words(&self) -> String {
        let row = |(name, cells): &Row| {
            let named = self.columns.iter().zip(cells);
            let said = named.filter_map(|(column, cell)| {
                let (_, words) = cell.as_ref()?;
                let column = column.trim();
                Some(match column.is_empty() {
                    true => words.to_string(),
                    false => format!("{column} {words}"),
                })
            });
            format!("{name}: {}", said.collect::<Vec<_>>().join(", "))
        };
        self.rows.iter().map(row).collect::<Vec<_>>().join(". ")
    }
}

/// The table of a block that asks for a chart, without the line that does.
pub fn split(markdown: &str) -> Option<(&str, Bars)> {
    let (table, label) = markdown.trim_end().rsplit_once("\n\n")?;
    asks(label).filter(|bar| *bar)?;
    Some((table, bars(table)?))
}

/// A text without the line that asks for a chart.
pub fn without(markdown: &str) -> &str {
    split(markdown).map_or(markdown, |(table, _)| table)
}

/// Whether a line asks for a chart, and for one with bars; none where it is another line.
fn asks(line: &str) -> Option<bool> {
    let (label, kind) = line
        .trim()
        .trim_matches(['*', '_'])
        .split_once([':', '：'])
        .filter(|(label, _)| label.len() <= LONGEST_LABEL)?;
    let known = LABELS.contains(&normal(label).as_str());
    let short = kind.split_whitespace().count() <= 2 && !line.trim().contains('\n');
    (known && short).then(|| BARS.contains(&normal(kind).as_str()))
}

/// Puts a line that asks for a chart to the table before it, or else behind it.
pub(super) fn join(blocks: &mut Vec<Block>, flaws: &mut Vec<Flaw>) {
    let mut at = 0;
    while let Some(block) = blocks.get(at) {
        let Some(is_bar) = asks(&block.text) else {
            flaws.extend(slip(block));
            at += 1;
            continue;
        };
        let is_table =
            |block: Option<&Block>| block.is_some_and(|block| looks_like_one(&block.text));
        let before = at
            .checked_sub(1)
            .filter(|before| is_table(blocks.get(*before)));
        let table = before.or_else(|| Some(at + 1).filter(|after| is_table(blocks.get(*after))));
        let line = block.line;
        let label = block.text.clone();
        let bars = table.and_then(|table| bars(&blocks.get(table)?.text));
        let told = match (is_bar, table, &bars) {
            (true, Some(_), Some(_)) => None,
            (false, ..) => Some("There is no such chart; “Chart: bar” is one"),
            (true, None, _) => Some("There is no table beside “Chart: bar” to draw it from"),
            (true, Some(_), None) => Some(
                "A chart is drawn from numbers, and this table has no column of them; it stays a table",
            ),
        };
        flaws.extend(told.map(|what| {
            let hint = "Write “Chart: bar” below a table with names in its first column and numbers in another.";
            Flaw::new(Code::Chart, line, what, hint).about(&label)
        }));
        let Some(table) = table else {
            at += 1;
            continue;
        };
        if bars.is_some()
            && is_bar
            && let Some(table) = blocks.get_mut(table)
        {
            table.text = Clean::new(&format!("{}\n\n{label}", table.text.trim_end()));
        }
        blocks.remove(at);
        at += usize::from(table > at);
    }
}

/// "Chrt: bar".
fn slip(block: &Block) -> Option<Flaw> {
    let found = block.text.split_once(':');
    let (label, kind) = found.filter(|(label, _)| label.len() <= LONGEST_LABEL)?;
    let label = normal(label);
    let meant = LABELS.iter().any(|form| is_slip(&label, form));
    (meant && BARS.contains(&normal(kind).as_str())).then(|| {
        let what = format!("“{label}” is no word that opens anything; “Chart” is");
        Flaw::new(
            Code::NearMiss,
            block.line,
            &what,
            "If that is meant, write “Chart: bar”.",
        )
        .about(&block.text)
    })
}

fn looks_like_one(text: &str) -> bool {
    text.lines().nth(1).is_some_and(|rule| {
        rule.contains("--") && rule.chars().all(|letter| "|-: ".contains(letter))
    })
}

/// The bars of a table with numbers; none of one with words.
fn bars(table: &str) -> Option<Bars> {
    let mut cells = cells(table);
    if cells.len() < 2 || cells.len() > MOST_ROWS {
        return None;
    }
    let head = cells.remove(0);
    let comma = writes_commas(cells.iter().flatten());
    let value = |row: &Vec<String>, column: usize| {
        let words = row.get(column)?;
        Some((number::of(words, comma)?, Clean::line(words)))
    };
    // At least half of a column's cells are numbers, none of them below 0, and two of them at least.
    let counts = |column: &usize| {
        let found: Vec<_> = cells.iter().filter_map(|row| value(row, *column)).collect();
        found.len() >= 2
            && found.len() * 2 >= cells.len()
            && found.iter().all(|(value, _)| *value >= 0.0)
    };
    let columns: Vec<usize> = (1..head.len()).filter(counts).collect();
    let rows = cells.iter().map(|row| {
        let cells = columns.iter().map(|column| value(row, *column)).collect();
        (
            row.first()
                .map_or_else(Clean::default, |name| Clean::line(name)),
            cells,
        )
    });
    (!columns.is_empty()).then(|| Bars {
        columns: columns
            .iter()
            .filter_map(|at| head.get(*at).map(|name| Clean::line(name)))
            .collect(),
        rows: rows.collect(),
    })
}

/// Whether a table's numbers have decimals behind a comma: some do so, or points stand before
/// three digits only.
fn writes_commas<'a>(cells: impl Iterator<Item = &'a String>) -> bool {
    let (mut commas, mut points, mut others) = (0, 0, 0);
    for cell in cells {
        for (sign, behind) in cell
            .char_indices()
            .filter(|(_, letter)| ".,".contains(*letter))
            .map(|(at, letter)| (letter, cell.get(at + 1..).unwrap_or_default()))
        {
            let digits = behind.chars().take_while(char::is_ascii_digit).count();
            match (sign, digits) {
                (_, 0) => {}
                (',', 3) | ('.', 1 | 2) => others += 1,
                (',', _) => commas += 1,
                (_, digits) => points += usize::from(digits == 3),
            }
        }
    }
    others == 0 && (commas > 0 || points > 0)
}

/// The cells of a table as plain text, its head first.
fn cells(table: &str) -> Vec<Vec<String>> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut inside = false;
    for event in Parser::new_ext(table, Options::ENABLE_TABLES) {
        if matches!(event, Event::Start(Tag::TableHead | Tag::TableRow)) {
            rows.push(Vec::new());
        } else if event == Event::Start(Tag::TableCell) {
            inside = true;
            rows.last_mut()
                .into_iter()
                .for_each(|row| row.push(String::new()));
        } else if event == Event::End(TagEnd::TableCell) {
            inside = false;
        } else if let Event::Text(text) | Event::Code(text) = event
            && inside
            && let Some(cell) = rows.last_mut().and_then(|row| row.last_mut())
        {
            cell.push_str(&text);
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::{bars, split};

    #[test]
    fn numbers_become_bars_and_words_do_not() {
        let table = "| Who | Calls | Said |\n|---|--:|---|\n| Ann | 504 | much |\n| Ben | 1,302 | – |\n| Cy | – | no |";
        let found = bars(table).map(|bars| bars.words());
        let said = "Ann: Calls 504. Ben: Calls 1,302. Cy: ".to_owned();
        assert_eq!(found, Some(said));
        assert_eq!(
            bars("| Who | Said |\n|---|---|\n| Ann | much |\n| Ben | no |"),
            None
        );
        let german = "| Wer | Euro |\n|---|--:|\n| A | 2.736 |\n| B | 6.960 |";
        assert!(bars(german).is_some_and(|bars| (bars.most() - 6960.0).abs() < 0.1));
    }

    #[test]
    fn only_a_table_with_its_line_is_a_chart() {
        let table = "| Who | Calls |\n|---|--:|\n| Ann | 504 |\n| Ben | 302 |";
        assert!(split(&format!("{table}\n\nChart: bar")).is_some());
        assert!(split(&format!("{table}\n\nChart: of the ward")).is_none());
        assert!(split(table).is_none());
    }
}
