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

/// What lies together on one sheet, of one part.
pub(super) struct Stretch<'a> {
    /// How many sheets come before its own.
    pub(super) stage: usize,
    /// The heading, where its part begins here.
    title: Option<&'a Clean>,
    items: &'a [Item],
    /// Its sheet begins with it, and is a later one.
    fresh: bool,
}

/// A case by its sheets. A later one begins with a part that is hidden until it is reached, and
/// with whatever is read once a question was asked: it may tell what the answer was.
pub(super) fn stretches(case: &Case) -> Vec<Stretch<'_>> {
    let (mut stage, mut asked) = (0, false);
    let mut all = Vec::new();
    for part in &case.parts {
        let (mut title, mut fresh) = (part.title.as_ref(), part.staged);
        let mut rest = part.items.as_slice();
        loop {
            fresh |= asked && rest.first().is_some_and(|item| !is_question(item));
            stage += usize::from(fresh);
            let questions = rest.iter().skip_while(|item| !is_question(item));
            let later = questions.skip_while(|item| is_question(item)).count();
            let (items, left) = rest.split_at(rest.len() - later);
            asked = items.iter().any(is_question) || (asked && !fresh);
            all.push(Stretch {
                stage,
                title: title.take(),
                items,
                fresh: std::mem::take(&mut fresh),
            });
            if left.is_empty() {
                break;
            }
            rest = left;
        }
    }
    all
}

fn is_question(item: &Item) -> bool {
    matches!(item, Item::Question(_))
}

impl<'a> SheetPage<'a> {
    /// All of it, or what lies on the sheet of the stage.
    fn stretches(&self) -> Vec<Stretch<'a>> {
        let mut all = stretches(self.case);
        all.retain(|one| self.everything || one.stage == self.stage);
        all
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
