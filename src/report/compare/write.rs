//! A comparison as a table and for other programs.

use super::{Comparison, Sheet};
use crate::report::{cell::Line, csv::table, words};

/// The columns of [`csv()`].
const COLUMNS: [&str; 9] = [
    "case", "question", "prompt", "table", "group", "people", "column", "count", "hidden",
];

/// A row a cell; a hidden one has no count.
pub fn csv(comparison: &Comparison, separator: u8) -> String {
    let mut rows = vec![COLUMNS.map(str::to_owned).to_vec()];
    for question in &comparison.questions {
        let own = [
            question.case.to_string(),
            question.number.to_string(),
            words::line(&question.prompt).to_string(),
        ];
        for sheet in &question.tables {
            cells(&own, sheet, &mut rows);
        }
    }
    let none = [const { String::new() }; 3];
    if let Some(sheet) = &comparison.tried {
        cells(&none, sheet, &mut rows);
    }
    table(&rows, separator)
}

fn cells(own: &[String; 3], sheet: &Sheet, rows: &mut Vec<Vec<String>>) {
    let mut take = |line: &Line, group: &str| {
        for (column, cell) in sheet.columns.iter().zip(&line.cells) {
            let mut row = own.to_vec();
            row.extend([
                sheet.title.to_string(),
                group.to_owned(),
                line.people.to_string(),
                column.to_string(),
                cell.map_or_else(String::new, |count| count.to_string()),
                if cell.is_none() { "yes" } else { "no" }.to_owned(),
            ]);
            rows.push(row);
        }
    };
    for line in &sheet.lines {
        take(line, line.group.as_deref().unwrap_or("other groups"));
    }
    if let Some(line) = &sheet.all {
        take(line, "in all");
    }
}

/// All of it as one JSON document; a hidden cell is null.
pub fn json(comparison: &Comparison) -> String {
    let text = serde_json::to_string_pretty(comparison);
    let mut text = text.expect("a comparison holds nothing that JSON cannot");
    text.push('\n');
    text
}
