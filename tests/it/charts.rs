//! A chart of a table: in the terminal, on phones and the room's page, in the report and in lines;
//! where there are only words, the table stays and its author is told.

use std::fs;

use roundtable::{
    case::{
        Item, read,
        write::{same, write},
    },
    protocol::Protocol,
    report::html::prose,
    session::Viewer,
    tui::{
        prose::lines,
        theme::{Choice, Theme},
    },
    web::page::At,
};
use tempfile::TempDir;

use crate::{door::run, phone_pages::Phones, seed::laws};
use proptest::prelude::*;

const TABLE: &str =
    "| Month | Falls | Said |\n|---|--:|---|\n| August | 14 | <b>x</b> |\n| October | 1,302 | no |";

fn case(chart: &str) -> String {
    format!(
        "# The ward\n\nIt is full.\n\n{TABLE}\n\n{chart}\n\n## Exhibit 1: The rota\n\n{chart}\n\n{TABLE}\n\n## Questions\n\n1. Why?\n"
    )
}

fn rows(markdown: &str, columns: usize) -> Vec<String> {
    let theme = Theme::of(Choice::Mono, None, false, false);
    lines(markdown, columns, &theme)
        .iter()
        .map(ToString::to_string)
        .collect()
}

#[test]
fn the_chart_is_drawn_wherever_its_table_is_read() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("case.md"), case("Chart: bar")).unwrap();
    let said = run(folder.path(), &["check", "case.md"], "").out;
    has!(said, "othing to mend");
    let found = read(&case("Chart: bar"), "case.md").cases.remove(0);
    let texts: Vec<_> = found.parts[0]
        .items
        .iter()
        .flat_map(|item| match item {
            Item::Reading(reading) => reading.blocks.clone(),
            Item::Exhibit(exhibit) => exhibit.blocks.clone(),
            Item::Question(_) => Vec::new(),
        })
        .filter(|block| block.text.contains("October"))
        .collect();
    assert_eq!(texts.len(), 2);
    for block in &texts {
        assert_eq!(block.number, None, "a table is not cited by number");
        let drawn = rows(&block.text, 60);
        assert!(
            drawn.iter().any(|row| row.starts_with("October")
                && row.contains("▄▄▄▄▄▄▄▄")
                && row.ends_with("1,302")),
            "{drawn:?}"
        );
        assert!(!drawn.iter().any(|row| row.contains("Chart")), "{drawn:?}");
        let page = prose::blocks(&block.text);
        assert!(page.contains("<table>") && page.contains("<svg"), "{page}");
        has!(
            page,
            "aria-label=\"August: Falls 14. October: Falls 1,302\""
        );
        lacks!(page, "Chart: bar");
        lacks!(page, "<b>x</b>");
    }
    let written = write(&found);
    assert!(
        same(&read(&written, "case.md").cases[0], &found),
        "{written}"
    );
    let words = ["run", "--plain", "case.md", "--people", "Ann, Ben"];
    let ran = run(folder.path(), &words, "\n\n\n\n/quit\n");
    has!(ran.out, "Falls: 1,302");
    lacks!(ran.out, "Chart: bar");
    let mut phones = Phones::of(
        found,
        Protocol::find("think-share").unwrap(),
        &["Ann", "Ben"],
    );
    phones.table.advance();
    let html = phones.page(1, At::default());
    assert!(phones.table.view(Viewer::Room).parts[0].now, "{html}");
    has!(html, "<svg class=\"chart\"");
}

#[test]
fn what_cannot_be_drawn_is_told_and_the_table_stays() {
    let folder = TempDir::new().unwrap();
    let words = "| Who | Said |\n|---|---|\n| Ann | much |\n| Ben | nothing |";
    for (text, says) in [
        (format!("{words}\n\nChart: bar"), "no column of them"),
        (format!("{TABLE}\n\nChart: pie"), "no such chart"),
        ("Chart: bar".to_owned(), "no table beside"),
        (format!("{TABLE}\n\nChrt: bar"), "“Chart” is"),
    ] {
        let text = format!(
            "# The ward\n\nIt is full.\n\n{text}\n\nAnd so on.\n\n## Questions\n\n1. Why?\n"
        );
        fs::write(folder.path().join("case.md"), &text).unwrap();
        let said = run(folder.path(), &["check", "case.md"], "").out;
        has!(said, says);
        let found = read(&text, "case.md").cases.remove(0);
        let seen = format!("{:?}", found.parts);
        assert!(!text.contains("Ben") || seen.contains("nothing"), "{seen}");
        has!(seen, "And so on.");
    }
}

proptest! {
    #![proptest_config(laws(64))]

    #[test]
    fn any_table_with_any_width_is_drawn_or_left(
        cells in prop::collection::vec("[ a-z0-9.,%€-]{0,9}", 4..24),
        columns in 8_usize..90,
    ) {
        let row = |cells: &[String]| format!("| {} |", cells.iter().map(String::as_str).collect::<Vec<_>>().join(" | "));
        let body: Vec<_> = cells.chunks(2).map(row).collect();
        let text = format!("| a | b |\n|---|---|\n{}\n\nChart: bar", body.join("\n"));
        let drawn = rows(&text, columns);
        prop_assert!(drawn.iter().all(|row| row.chars().count() <= columns.max(8)), "{drawn:?}");
        prop_assert!(prose::blocks(&text).len() > 10);
    }
}
