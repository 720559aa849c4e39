//! The page of a report: what its template asks for.

use askama::Template;

use super::{draw, made};
use crate::{
    report::{
        Claim, Minutes, Question, Report,
        basket::{Handled, by_item},
        chart::{Chart, Counted},
        first::{First, Picked, Writer, about, by_option, by_theme},
        words,
    },
    text::Clean,
};

/// Longer answers may be torn between two printed pages.
const LONG: usize = 900;

#[derive(Template)]
#[template(path = "report.html", config = "src/report/html/askama.toml")]
pub(super) struct ReportPage<'a> {
    pub(super) report: &'a Report,
    pub(super) opened: &'a str,
    pub(super) bookkeeping: bool,
}

impl<'a> ReportPage<'a> {
    fn first(&self) -> First<'a> {
        First(self.report)
    }

    /// Longer answers may be torn between two pages.
    fn is_long(&self, writer: &Writer<'_>) -> bool {
        let long = writer.given.iter().map(|given| given.words.len());
        long.sum::<usize>() > LONG
    }

    fn answers(&self, question: &'a Question) -> Vec<(String, Vec<Writer<'a>>)> {
        by_theme(question)
    }

    fn handled(&self, question: &'a Question) -> Option<Vec<Handled<'a>>> {
        by_item(question)
    }

    fn picked(&self, question: &'a Question) -> Option<Vec<Picked<'a>>> {
        by_option(question)
    }

    fn drawn(&self, chart: &Chart) -> String {
        made(&draw::draw(chart))
    }

    /// Who moved, drawn; nothing where there is nothing to draw.
    fn slope(&self, question: &Question) -> String {
        draw::slope(question).map_or_else(String::new, |slope| made(&slope))
    }

    fn steps(&self, question: &Question) -> String {
        let names: Vec<_> = question
            .steps
            .iter()
            .map(|step| step.step.to_string())
            .collect();
        let ms = question
            .steps
            .iter()
            .map(|step| step.actual_minutes.ms)
            .sum();
        if names.is_empty() {
            return String::new();
        }
        format!("{} · {}", names.join(", "), about(Minutes { ms }))
    }

    /// Options in the author's order, and whether each is marked right; none where a chart shows
    /// them and there is nothing to mark, and where each has its answers below it.
    fn options(&self, question: &'a Question) -> Vec<(&'a Clean, bool)> {
        let right = |at: usize| question.right.iter().any(|right| usize::from(*right) == at);
        let drawn = question.right.is_empty() && !question.charts.is_empty();
        let drawn = drawn || by_item(question).is_some();
        let options = question.options.iter().enumerate().filter(|_| !drawn);
        options.map(|(at, option)| (option, right(at))).collect()
    }

    fn stances(&self, claim: &Claim) -> String {
        let count = |word: &str| {
            claim
                .stances
                .iter()
                .filter(|taken| taken.stance == word)
                .count()
        };
        let said = [
            ("agree", "agreed"),
            ("extend", "added to"),
            ("contest", "contested"),
        ];
        let said = said
            .iter()
            .map(|(word, done)| (count(word), done))
            .filter(|(count, _)| *count > 0);
        said.map(|(count, done)| format!("{done} {count}"))
            .collect::<Vec<_>>()
            .join(" · ")
    }

    /// How often each passage was used, drawn; nothing where there is only one to draw.
    fn uses(&self) -> String {
        let used = self.report.passages.iter().filter(|one| one.uses > 0);
        let rows: Vec<_> = used
            .map(|one| Counted {
                label: format!("¶{}", one.number).into(),
                counts: vec![one.uses],
            })
            .collect();
        match rows.len() {
            0 | 1 => String::new(),
            _ => self.drawn(&Chart::Counts {
                what: "How often each was used",
                rounds: vec![Clean::default()],
                rows,
            }),
        }
    }

    /// Minutes planned and taken, stop by stop, drawn; nothing where nothing was planned.
    fn minutes(&self) -> String {
        let reached = self.report.agenda.iter().filter(|stop| stop.reached);
        let planned = reached.filter_map(|stop| Some((stop, stop.planned_minutes?)));
        let rows: Vec<_> = planned
            .map(|(stop, planned)| Counted {
                label: stop.label.clone(),
                counts: [planned, stop.actual_minutes].map(Minutes::whole).to_vec(),
            })
            .collect();
        match rows.is_empty() {
            true => String::new(),
            // The table beside it has these numbers, and more.
            false => made(
                &draw::draw(&Chart::Counts {
                    what: "Minutes",
                    rounds: vec!["planned".into(), "taken".into()],
                    rows,
                })
                .alone(),
            ),
        }
    }

    /// Passages that were cited, how often, and their text.
    fn passages(&self) -> Vec<(u32, String, &'a Clean)> {
        let used = self
            .report
            .passages
            .iter()
            .filter(|passage| passage.uses > 0);
        let blocks = || {
            self.report
                .reading
                .iter()
                .flat_map(|section| &section.blocks)
        };
        used.filter_map(|passage| {
            let (_, text) = blocks().find(|(number, _)| *number == Some(passage.number))?;
            Some((
                passage.number,
                words::used(passage.uses, passage.mark.is_some()),
                text,
            ))
        })
        .collect()
    }
}
