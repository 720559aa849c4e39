//! A sheet to work on paper: what its template asks for.

use askama::Template;

use crate::{
    case::{self, Block, Case, Item, Kind},
    report::words,
    text::Clean,
};

#[derive(Template)]
#[template(path = "sheet.html", config = "src/report/html/askama.toml")]
pub(super) struct SheetPage<'a> {
    pub(super) case: &'a Case,
    pub(super) everything: bool,
    /// How many later parts were reached.
    pub(super) stage: usize,
    /// Nothing comes after it.
    pub(super) last: bool,
}

impl<'a> SheetPage<'a> {
    /// All parts, or those of the stage; what follows a later part belongs to its stage.
    fn parts(&self) -> Vec<&'a case::Part> {
        let mut stage = 0;
        let staged = self.case.parts.iter().map(|part| {
            stage += usize::from(part.staged);
            (stage, part)
        });
        let wanted = staged.filter(|(stage, _)| self.everything || *stage == self.stage);
        wanted.map(|(_, part)| part).collect()
    }

    fn notes(&self) -> &'a [Block] {
        if self.everything {
            &self.case.facilitator_notes
        } else {
            &[]
        }
    }

    fn sources(&self) -> &'a [Block] {
        if self.everything || self.last {
            &self.case.sources
        } else {
            &[]
        }
    }

    /// Options in the author's order, and whether each is marked right.
    fn options(
        &self,
        question: &'a case::Question,
        options: &'a [Clean],
    ) -> Vec<(&'a Clean, bool)> {
        let right = |at: usize| {
            question
                .aside
                .right
                .iter()
                .any(|right| usize::from(*right) == at)
        };
        let options = options.iter().enumerate();
        options
            .map(|(at, option)| (option, self.everything && right(at)))
            .collect()
    }

    /// Lines to write on: more for an open question, some for a reason.
    fn lines(&self, question: &case::Question) -> usize {
        match (&question.prompt.kind, question.prompt.seconds) {
            (Kind::Open, Some(seconds)) if seconds >= 600 => 12,
            (Kind::Open, _) => 8,
            (Kind::Choice { .. } | Kind::Scale(_) | Kind::Rank { .. } | Kind::Number { .. }, _) => {
                3
            }
            // Each item has its own.
            (Kind::Items { .. }, _) => 0,
        }
    }

    /// Whether the lines to write on stay on one page, with what they are for.
    fn is_short(&self, question: &case::Question) -> bool {
        self.lines(question) <= 3
    }

    fn kept_back(&self, question: &'a case::Question) -> Vec<(String, String)> {
        let aside = &question.aside;
        let list = |what: &str, lines: &[Clean]| {
            let lines: Vec<_> = lines.iter().map(|line| format!("- {line}")).collect();
            (what.to_owned(), lines.join("\n"))
        };
        let models = aside.models.iter().map(|model| {
            let title = model
                .title
                .as_ref()
                .map(|title| words::line(title).to_string());
            let claims: Vec<_> = model.claims.iter().map(Clean::to_string).collect();
            (
                title.unwrap_or_else(|| "The author’s answer".to_owned()),
                claims.join("\n\n"),
            )
        });
        let rest = [
            list("Hints", &aside.hints),
            list("Follow-ups", &aside.follow_ups),
            list("Listen for", &aside.listen_for),
            list("Notes", &aside.notes),
        ];
        let all = models.chain(rest);
        all.filter(|(_, text)| !text.is_empty()).collect()
    }
}
