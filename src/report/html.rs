//! The report as a page that prints well: one file, no script, no request, nothing to load.
//! Also one person's copy, and a sheet to work on paper.

use std::fmt::{self, Write};

use askama::Template;

use super::{Claim, Commitment, Dissent, Given, Note, Question, Report, Taken, first::First};
use crate::{case::Case, text::Clean};

mod bars;
mod draw;
mod page;
pub mod prose;
mod sheet;

use page::ReportPage;
pub(super) use prose::{blocks, inline};
use sheet::SheetPage;

/// Writes the report. `opened` is the local date and time at which the session was opened, with
/// its zone; `bookkeeping` asks for the facilitator's last page.
pub fn report(report: &Report, opened: &str, bookkeeping: bool) -> String {
    made(&ReportPage {
        report,
        opened,
        bookkeeping,
    })
}

/// The same, piece by piece.
pub fn report_into(
    report: &Report,
    opened: &str,
    bookkeeping: bool,
    out: &mut dyn fmt::Write,
) -> fmt::Result {
    let page = ReportPage {
        report,
        opened,
        bookkeeping,
    };
    page.render_into(out).map_err(|_| fmt::Error)
}

/// Writes what one person takes home: only what stands under that name in the report, so nothing
/// that was said under hidden names.
pub fn person(report: &Report, name: &str, opened: &str) -> String {
    made(&PersonPage {
        report,
        name,
        opened,
    })
}

/// Writes a sheet to work on paper. `everything` is the facilitator's copy; else the sheet holds
/// nothing that is hidden: of a case with later parts only the first, or the later part of that
/// number, counted from 1.
pub fn sheet(case: &Case, everything: bool, part: Option<usize>) -> String {
    let stages = stages(case);
    let stage = part.unwrap_or(0);
    let last = stage + 1 == stages;
    made(&SheetPage {
        case,
        everything,
        stage,
        last,
    })
}

/// How many sheets a case has: one, and one more for each later part.
pub fn stages(case: &Case) -> usize {
    let last = sheet::stretches(case).pop();
    1 + last.map_or(0, |stretch| stretch.stage)
}

pub(super) fn made(page: &impl Template) -> String {
    page.render().expect("writing to a string cannot fail")
}

/// A title at the foot of every printed page: letters, and all else escaped, for a style sheet.
pub(super) fn foot(title: &str) -> String {
    let mut text = String::new();
    for sign in title.chars() {
        if sign.is_ascii_alphanumeric() || sign == ' ' {
            text.push(sign);
        } else {
            // Writing to a string cannot fail.
            let _ = write!(text, "\\{:x} ", u32::from(sign));
        }
    }
    text
}

/// What stands in a language of the author's, or in none that is known.
pub(super) fn lang(language: Option<&Clean>) -> &str {
    language.map_or("und", |tag| tag)
}

#[derive(Template)]
#[template(path = "person.html", config = "src/report/html/askama.toml")]
struct PersonPage<'a> {
    report: &'a Report,
    name: &'a str,
    opened: &'a str,
}

impl<'a> PersonPage<'a> {
    /// What was asked; what was left out has nothing to take home.
    fn questions(&self) -> impl Iterator<Item = &'a Question> {
        let first = First(self.report);
        let all = self.report.questions.iter();
        all.filter(move |question| !first.left_out(question))
    }

    /// Why nothing of theirs stands under a question; none where something does.
    fn silent(&self, question: &'a Question) -> Option<&'static str> {
        let said = self.given(question).count() + self.notes(question).count();
        if said + self.claims(question).count() > 0 {
            return None;
        }
        let hidden = question.answers.iter().any(|given| given.pseudonym);
        let passed = question.passed.iter().any(|name| **name == *self.name);
        Some(match (passed, hidden) {
            (true, _) => "You passed.",
            (false, true) => {
                "Names were hidden: what you wrote is in the report under a pseudonym, and this copy does not tell which, so that nobody can be told apart by it."
            }
            (false, false) => "Nothing stands here under your name.",
        })
    }

    /// What the group tries, and nobody of it alone.
    fn of_group(&self) -> Vec<&'a Commitment> {
        let all = self.report.commitments.iter();
        all.filter(|one| one.by.is_none()).collect()
    }

    fn words(&self) -> impl Iterator<Item = &'a Clean> {
        let own = self.report.words.iter().filter(|one| *one.by == *self.name);
        own.map(|one| &one.word)
    }

    fn commitments(&self) -> Vec<&'a Commitment> {
        let own = |one: &&Commitment| one.by.as_deref() == Some(self.name);
        self.report.commitments.iter().filter(own).collect()
    }

    fn dissent(&self) -> Vec<&'a Dissent> {
        let own = |one: &&Dissent| one.by.as_deref() == Some(self.name);
        self.report.dissent.iter().filter(own).collect()
    }

    /// A pseudonym is never a name: nothing said under one is in here.
    fn given(&self, question: &'a Question) -> impl Iterator<Item = &'a Given> {
        question
            .answers
            .iter()
            .filter(|given| !given.pseudonym && self.is_own(&given.by, &given.together))
    }

    fn is_own(&self, by: &str, together: &[Clean]) -> bool {
        by == self.name || together.iter().any(|name| **name == *self.name)
    }

    /// What they made of the author's claims, alone or with their group.
    fn claims(&self, question: &'a Question) -> impl Iterator<Item = (&'a Claim, &'a Taken)> {
        let claims = question
            .model_answers
            .iter()
            .flat_map(|model| &model.claims);
        let each = claims.flat_map(|claim| claim.stances.iter().map(move |taken| (claim, taken)));
        each.filter(|(_, taken)| self.is_own(&taken.by, &taken.together))
    }

    /// “I agree with”, “We add to”.
    fn stance(&self, taken: &Taken) -> String {
        let who = if taken.by == *self.name { "I" } else { "We" };
        let does = match taken.stance {
            "agree" => "agree with",
            "extend" => "add to",
            other => other,
        };
        format!("{who} {does}")
    }

    fn notes(&self, question: &'a Question) -> impl Iterator<Item = &'a Note> {
        question
            .notes
            .iter()
            .filter(|note| note.by.as_deref() == Some(self.name))
    }
}
