//! The page of a report: what its template asks for.

use askama::Template;

use super::{draw, lang, made, prose};
use crate::{
    report::{Claim, Dissent, Given, Minutes, Question, Report, chart::Chart, sum},
    text::{Clean, plural},
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

/// All versions of one writer's answer; of a version that says the same again, only that it does.
struct Writer<'a> {
    by: &'a str,
    role: Option<&'a Clean>,
    given: Vec<&'a Given>,
}

impl<'a> Writer<'a> {
    /// The versions, and whether each says the same as the one before.
    fn versions(&self) -> impl Iterator<Item = (&'a Given, bool)> {
        let before = [None].into_iter().chain(self.given.iter().map(Some));
        let both = self.given.iter().zip(before);
        both.map(|(given, before)| (*given, before.is_some_and(|b| b.words == given.words)))
    }

    fn has_changed(&self) -> bool {
        self.versions().filter(|(_, same)| !same).count() > 1
    }

    fn is_long(&self) -> bool {
        self.given
            .iter()
            .map(|given| given.words.len())
            .sum::<usize>()
            > LONG
    }
}

impl<'a> ReportPage<'a> {
    fn lang(&self) -> &str {
        lang(self.report.case.language.as_ref())
    }

    fn inline(&self, markdown: &str) -> String {
        prose::inline(markdown)
    }

    fn blocks(&self, markdown: &str) -> String {
        prose::blocks(markdown)
    }

    fn drawn(&self, chart: &Chart) -> String {
        made(&draw::draw(chart))
    }

    fn planned(&self) -> String {
        match self.report.case.minutes {
            Some(minutes) => format!("{} planned", about(minutes)),
            None => "no plan".to_owned(),
        }
    }

    fn taken(&self) -> String {
        let stops = self.report.agenda.iter();
        about(Minutes {
            ms: stops.map(|stop| stop.actual_minutes.ms).sum(),
        })
    }

    /// Author and licence, where the document names them.
    fn credits(&self) -> String {
        let settings = self.report.case.settings.iter();
        let wanted = |name: &str| matches!(&*name.to_lowercase(), "author" | "licence" | "license");
        let said: Vec<_> = settings
            .filter(|s| wanted(&s.name))
            .map(|s| s.value.to_string())
            .collect();
        if said.is_empty() {
            self.report.case.source.to_string()
        } else {
            said.join(", ")
        }
    }

    fn people(&self) -> String {
        let people = self.report.people.iter().map(|person| {
            let role = person
                .role
                .as_ref()
                .map_or(String::new(), |role| format!(" ({role})"));
            let late = if person.late { ", came later" } else { "" };
            let left = if person.left { ", left" } else { "" };
            format!("{}{role}{late}{left}", person.name)
        });
        people.collect::<Vec<_>>().join(" · ")
    }

    fn done(&self) -> String {
        let asked = plural(self.report.questions.len(), "question", "questions");
        format!("{asked} asked, {}", sum(self.report))
    }

    fn open(&self) -> impl Iterator<Item = &'a Dissent> {
        self.report.dissent.iter().filter(|one| one.state == "open")
    }

    fn dissent_filed(&self) -> String {
        match (self.report.dissent.len(), self.open().count()) {
            (0, _) => "No dissent was filed.".to_owned(),
            (all, open) if open < all => format!(
                "{} answered or carried on, further down.",
                plural(all - open, "dissent was", "dissents were")
            ),
            _ => String::new(),
        }
    }

    /// What was recorded of a question, in a sentence of numbers.
    fn numbers(&self, question: &Question) -> String {
        let writers = writers(question.answers.iter());
        let of = question
            .asked
            .map_or(String::new(), |asked| format!(" of {asked}"));
        let mut said = vec![format!("{}{of} answered", writers.len())];
        let passed = question.passed.len() + question.passed_unnamed;
        if passed > 0 {
            said.push(format!("{passed} passed"));
        }
        if question.hidden > 0 {
            said.push(plural(
                question.hidden,
                "answer is not shown yet",
                "answers are not shown yet",
            ));
        }
        let again = writers.iter().filter(|writer| writer.has_changed()).count();
        if again > 0 {
            said.push(format!("{again} gave a new version"));
        }
        if !question.moves.is_empty() {
            said.push(format!("{} moved", question.moves.len()));
        }
        if !question.notes.is_empty() {
            said.push(plural(question.notes.len(), "note", "notes"));
        }
        format!("{}.", said.join(", "))
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
    /// them and there is nothing to mark.
    fn options(&self, question: &'a Question) -> Vec<(&'a Clean, bool)> {
        let right = |at: usize| question.right.iter().any(|right| usize::from(*right) == at);
        let drawn = question.right.is_empty() && !question.charts.is_empty();
        let options = question.options.iter().enumerate().filter(|_| !drawn);
        options.map(|(at, option)| (option, right(at))).collect()
    }

    /// Writers, by theme where there are themes. What is in none comes last.
    fn answers(&self, question: &'a Question) -> Vec<(String, Vec<Writer<'a>>)> {
        let mut groups: Vec<(String, Vec<Writer<'a>>)> = Vec::new();
        for theme in &question.themes {
            let inside = question
                .answers
                .iter()
                .filter(|given| given.themes.contains(&theme.title));
            groups.push((theme.title.to_string(), writers(inside)));
        }
        let rest = question
            .answers
            .iter()
            .filter(|given| given.themes.is_empty());
        let name = if groups.is_empty() {
            "Answers"
        } else {
            "In no theme"
        };
        groups.push((name.to_owned(), writers(rest)));
        groups.retain(|(_, writers)| !writers.is_empty());
        groups
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
            ("extend", "extended"),
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
            Some((passage.number, plural(passage.uses, "time", "times"), text))
        })
        .collect()
    }

    fn uncited(&self) -> String {
        let unused = self
            .report
            .passages
            .iter()
            .filter(|passage| passage.uses == 0);
        let unused: Vec<_> = unused
            .map(|passage| format!("¶{}", passage.number))
            .collect();
        match unused.len() {
            0 => "Each was cited in an answer or a note.".to_owned(),
            _ => format!("Cited in no answer and no note: {}.", unused.join(", ")),
        }
    }

    /// The agenda: whether a row stands below another, what, planned, taken.
    fn times(&self) -> Vec<(bool, String, String, String)> {
        let mut rows = Vec::new();
        for stop in self.report.agenda.iter().filter(|stop| stop.reached) {
            let planned = planned_or_dash(stop.planned_minutes);
            rows.push((
                false,
                stop.label.to_string(),
                planned,
                stop.actual_minutes.to_string(),
            ));
            let of = |q: &&Question| stop.label.as_str() == format!("Question {}", q.number);
            for step in self
                .report
                .questions
                .iter()
                .filter(of)
                .flat_map(|q| &q.steps)
            {
                let skipped = if step.skipped { ", rest skipped" } else { "" };
                let added = match step.added_minutes.ms {
                    0 => String::new(),
                    _ => format!(" + {}", step.added_minutes),
                };
                rows.push((
                    true,
                    format!("{}{skipped}", step.step),
                    format!("{}{added}", planned_or_dash(step.planned_minutes)),
                    step.actual_minutes.to_string(),
                ));
            }
        }
        rows
    }

    /// What else is on record, a sentence each.
    fn record(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for to in &self.report.seats {
            let to = to.as_ref().map_or("the shared keyboard", |to| to);
            lines.push(format!("The facilitator’s seat was handed on to {to}."));
        }
        for handed in &self.report.duties {
            let to = handed.to.as_ref().map_or("nobody", |to| to);
            lines.push(format!("As {}: {to}.", handed.duty));
        }
        for person in self.report.people.iter().filter(|person| person.heard > 0) {
            lines.push(format!(
                "{}: marked as heard {}.",
                person.name,
                plural(person.heard, "time", "times")
            ));
        }
        for question in &self.report.questions {
            let drafts = question
                .answers
                .iter()
                .filter(|given| given.handed_in)
                .count();
            if drafts > 0 {
                let drafts = plural(drafts, "draft was", "drafts were");
                lines.push(format!(
                    "Question {}: {drafts} handed in when time was up.",
                    question.number
                ));
            }
            for tagged in question.tags.iter().filter(|tagged| tagged.notes > 0) {
                lines.push(format!(
                    "Question {}: {} about {}.",
                    question.number,
                    plural(tagged.notes, "note", "notes"),
                    tagged.tag
                ));
            }
        }
        lines
    }
}

/// Answers by writer, each with all versions; in the order in which the view shows them.
fn writers<'a>(answers: impl Iterator<Item = &'a Given>) -> Vec<Writer<'a>> {
    let mut writers: Vec<Writer<'a>> = Vec::new();
    for given in answers {
        match writers.iter_mut().find(|writer| writer.by == given.by) {
            Some(writer) => writer.given.push(given),
            None => writers.push(Writer {
                by: &given.by,
                role: given.role.as_ref(),
                given: vec![given],
            }),
        }
    }
    writers
}

/// Minutes as people say them.
fn about(minutes: Minutes) -> String {
    match minutes.ms.div_ceil(1000) {
        seconds if seconds < 60 => format!("{seconds} s"),
        seconds => format!("{} min", (seconds + 30) / 60),
    }
}

fn planned_or_dash(minutes: Option<Minutes>) -> String {
    minutes.map_or_else(|| "–".to_owned(), |minutes| minutes.to_string())
}
