//! What people bring stays legible in 80 columns: wide tables, deep lists, every script, images.

use std::fs;

use roundtable::text::width;

use crate::pty::Terminal;

/// The first screen of a document's reading that holds `first`, and its last that holds `last`.
fn screens(document: &str, first: &str, last: &str) {
    let text = format!("# Legible\n\n{document}\n\n## Questions\n\n1. Why?\n");
    let folder = std::sync::Arc::new(tempfile::TempDir::new().unwrap());
    fs::write(folder.path().join("legible.md"), text).unwrap();
    let words = ["run", "legible.md", "--people", "Ann"];
    let mut terminal = Terminal::start_in(folder, &words, (80, 24));
    terminal.wait("WHO");
    terminal.press("\r");
    terminal.wait(first);
    let shown = terminal.text();
    terminal.press("G");
    terminal.wait(last);
    for line in shown.lines().chain(terminal.text().lines()) {
        assert!(width(line.trim_end()) <= 80, "{line}");
    }
    terminal.close();
}

#[test]
fn a_table_that_is_too_wide_tears_no_word_and_loses_none() {
    let cells = |name: &str| {
        let cells = (0..40).map(|at| format!(" {name} number {at} |"));
        format!("|{}", cells.collect::<String>())
    };
    let rule = format!("|{}", "---|".repeat(40));
    let table = format!("{}\n{rule}\n{}", cells("Column"), cells("value"));
    screens(
        &table,
        "Column number 0: value number 0",
        "Column number 39: value number 39",
    );

    let narrow = "| Day | Late |\n|---|---|\n| Monday | 4 |\n| Tuesday | 11 |";
    screens(narrow, "Monday      4", "Tuesday    11");
}

#[test]
fn a_list_a_hundred_deep_keeps_its_last_item_whole() {
    let items = (0..100).map(|level| format!("{}- level {level} is here\n", "  ".repeat(level)));
    screens(
        &items.collect::<String>(),
        "level 0 is here",
        "level 99 is here",
    );
}

#[test]
fn every_script_and_image_is_there() {
    let document = "مرحبا بالعالم and שלום and 没有空格 and 👩‍👩‍👧.\n\n![The rota](images/rota.png)\n";
    for words in ["مرحبا", "שלום", "没有空格", "The rota"] {
        screens(document, words, "images/rota.png");
    }
}
