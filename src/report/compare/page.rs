//! The page of a comparison: what its template asks for.

use askama::Template;

use super::{Comparison, Sheet};
use crate::{
    report::{cell::Line, html::made},
    text::{Clean, plural},
};

/// Shares are told of so many people and more.
const FEWEST_IN_SHARES: usize = 20;

#[derive(Template)]
#[template(path = "comparison.html", config = "src/report/html/askama.toml")]
struct ComparisonPage<'a> {
    comparison: &'a Comparison,
}

/// Writes it as a page.
pub fn html(comparison: &Comparison) -> String {
    made(&ComparisonPage { comparison })
}

impl ComparisonPage<'_> {
    fn title(&self) -> String {
        match self.comparison.cases.as_slice() {
            [only] => only.to_string(),
            cases => plural(cases.len(), "case", "cases"),
        }
    }

    fn groups(&self) -> String {
        plural(self.comparison.groups, "group", "groups")
    }

    fn people(&self) -> String {
        let questions = &self.comparison.questions;
        let all = questions.iter().flat_map(|question| &question.tables);
        let most = all.map(|sheet| match &sheet.all {
            Some(line) => line.people,
            None => sheet.lines.iter().map(|line| line.people).sum(),
        });
        plural(most.max().unwrap_or(0), "person", "people")
    }

    fn days(&self) -> String {
        match &self.comparison.days {
            Some((first, last)) if first == last => first.to_string(),
            Some((first, last)) => format!("{first} to {last}"),
            None => "no day is known".to_owned(),
        }
    }

    fn files(&self) -> String {
        let twice = self.comparison.twice;
        match twice {
            0 => self.groups(),
            _ => format!(
                "{}; {} of a session that is in them",
                self.groups(),
                plural(twice, "more file was", "more files were")
            ),
        }
    }

    fn not_in(&self) -> String {
        match self.comparison.nothing {
            Some(0) => "nobody agreed to share nothing".to_owned(),
            Some(people) => format!("{} who share nothing", plural(people, "person", "people")),
            None => "fewer than 5 people who share nothing".to_owned(),
        }
    }

    fn never_asked(&self) -> String {
        let people = plural(
            self.comparison.never_asked,
            "person in an older file was",
            "people in older files were",
        );
        format!("{people} never asked what may leave their group: counted, and not quoted.")
    }

    /// The line of all groups as bars.
    fn bars(&self, sheet: &Sheet) -> Vec<(Clean, String, usize)> {
        let Some(all) = &sheet.all else {
            return Vec::new();
        };
        let bar = |(column, cell): (&Clean, &Option<usize>)| {
            let said = cell.map_or_else(|| "–".to_owned(), |count| share(count, all.people));
            let wide = cell.map_or(0, |count| 300 * count / all.people.max(1));
            (column.clone(), said, wide)
        };
        sheet.columns.iter().zip(&all.cells).map(bar).collect()
    }

    fn lines<'s>(&self, sheet: &'s Sheet) -> Vec<(&'s str, bool, &'s Line)> {
        let own = sheet.lines.iter().map(|line| {
            let group = line.group.as_deref();
            (group.unwrap_or("other groups"), false, line)
        });
        let all = sheet.all.iter().map(|line| ("in all", true, line));
        own.chain(all).collect()
    }
}

/// A number, and of enough people its share.
fn share(count: usize, people: usize) -> String {
    match people {
        0..FEWEST_IN_SHARES => count.to_string(),
        _ => format!("{count} · {} %", (200 * count / people).div_ceil(2)),
    }
}
