//! The report as Markdown, to read, print and send. What people wrote is plain text: nothing
//! in it becomes a heading, a list or a tag.

use std::fmt::Write;

use super::{Dissent, Given, Minutes, Move, Question, Report, Step, sum, words::line as author};
use crate::text::plural;

mod voices;

/// Writes it.
#[must_use]
pub fn write(report: &Report) -> String {
    let mut page = Page::default();
    page.head(report);
    for question in &report.questions {
        page.asked(question);
    }
    page.closing(report);
    page.voices(report);
    page.passages(report);
    page.times(report);
    page.record(report);
    let end = page.0.trim_end().len();
    page.0.truncate(end);
    page.0.push('\n');
    page.0
}

#[derive(Default)]
struct Page(String);

impl Page {
    /// A line that is Markdown.
    fn line(&mut self, markdown: &str) {
        self.0.push_str(markdown);
        self.0.push('\n');
    }

    /// A paragraph that is Markdown.
    fn paragraph(&mut self, markdown: &str) {
        self.line(markdown);
        self.0.push('\n');
    }

    /// Plain text, line by line, as a quotation.
    fn quoted(&mut self, text: &str) {
        let mut lines = text.lines().peekable();
        while let Some(line) = lines.next() {
            // Two blanks at the end keep the writer's own line break.
            let breaks = lines.peek().is_some() && !line.trim().is_empty();
            let quoted = format!("> {}", escaped(line.trim_end()));
            self.line(quoted.trim_end());
            if breaks {
                self.0.pop();
                self.0.push_str("  \n");
            }
        }
        self.0.push('\n');
    }

    /// Items of plain text under a heading; nothing where there are none.
    fn list(&mut self, title: &str, items: &[String]) {
        if items.is_empty() {
            return;
        }
        self.paragraph(&format!("### {title}"));
        for item in items {
            self.line(&format!("- {}", inline(item)));
        }
        self.0.push('\n');
    }

    fn head(&mut self, report: &Report) {
        self.paragraph(&format!("# {}", inline(&report.case.title)));
        if !report.finished {
            self.paragraph("**This session is not finished.** What is here was saved so far; answers that were not shown yet are counted, not told.");
        }
        let when = report.opened_at.get(..16).unwrap_or(&report.opened_at);
        self.line(&format!("- Opened: {} UTC", when.replace('T', " ")));
        self.line(&format!("- Case: {}", inline(&report.case.source)));
        if !report.session.is_empty() {
            self.line(&format!("- Session: {}", inline(&report.session)));
        }
        self.line(&format!("- Protocol: {}", inline(&report.protocol)));
        self.line(&format!("- Kept: {}", sum(report)));
        let titled = |name: &str| name.eq_ignore_ascii_case("title");
        let settings = report.case.settings.iter();
        for setting in settings.filter(|setting| !titled(&setting.name)) {
            let (name, value) = (inline(&setting.name), inline(&setting.value));
            self.line(&format!("- {name}: {value}"));
        }
        self.0.push('\n');
        let people = report.people.iter().map(|person| {
            let role = person.role.iter().map(|role| format!(" ({role})"));
            let late = if person.late { ", came later" } else { "" };
            let left = if person.left { ", left" } else { "" };
            inline(&format!(
                "{}{}{late}{left}",
                person.name,
                role.collect::<String>()
            ))
        });
        let people: Vec<_> = people.collect();
        if !people.is_empty() {
            self.paragraph(&format!("People: {}", people.join(" · ")));
        }
        for seat in &report.seats {
            let to = seat.as_ref().map_or("the shared keyboard", |to| to);
            let to = inline(to);
            self.paragraph(&format!("The facilitator’s seat was handed on to {to}."));
        }
        for handed in &report.duties {
            let to = handed.to.as_ref().map_or("nobody", |to| to);
            let to = inline(to);
            self.paragraph(&format!("{}: {to}.", sentence(handed.duty)));
        }
    }

    fn asked(&mut self, question: &Question) {
        let prompt = inline(&author(&question.prompt));
        self.paragraph(&format!("## Question {}: {prompt}", question.number));
        self.paragraph(&format!("Kind: {}.", kind(question)));
        for (at, option) in question.options.iter().enumerate() {
            let right = question.right.iter().any(|right| usize::from(*right) == at);
            let mark = if right { " (marked right)" } else { "" };
            self.line(&format!("- {}{mark}", inline(&author(option))));
        }
        if !question.options.is_empty() {
            self.0.push('\n');
        }
        for answer in &question.answers {
            self.given(answer);
        }
        if question.hidden > 0 {
            let hidden = plural(question.hidden, "answer is", "answers are");
            self.paragraph(&format!("{hidden} not shown yet."));
        }
        if question.answers.is_empty() && question.hidden == 0 {
            self.paragraph("No answer is on record.");
        }
        let unnamed = plural(question.passed_unnamed, "person", "people");
        let unnamed = (question.passed_unnamed > 0).then_some(unnamed);
        let passed: Vec<_> = question.passed.iter().cloned().chain(unnamed).collect();
        if !passed.is_empty() {
            self.paragraph(&format!("Passed: {}", inline(&passed.join(", "))));
        }
        self.list("What the answers add up to", &question.tally);
        self.together(question);
        self.models(question);
        let notes = question.notes.iter().map(|note| {
            let by = note.by.iter().map(|by| format!(" ({by})"));
            let about = note.speaks_to.iter();
            let about: String = about.map(|about| format!(", on {about}")).collect();
            let by: String = by.collect();
            let tag = note.tag.map(|tag| format!(", {tag}")).unwrap_or_default();
            format!("{}{by}{about}{tag}: {}", note.kind, note.text)
        });
        self.list("Notes", &notes.collect::<Vec<_>>());
        let tags = question.tags.iter();
        let tags = tags.map(|tag| format!("{}: {}", tag.tag, tag.notes));
        self.list("What the notes are about", &tags.collect::<Vec<_>>());
        if !question.unheard_by.is_empty() {
            let by = inline(&question.unheard_by.join(", "));
            self.paragraph(&format!(
                "Not on record as read out or spoken to: the answers of {by}."
            ));
        }
    }

    /// Themes, rounds of votes, what came of them, and who moved.
    fn together(&mut self, question: &Question) {
        let themes = question
            .themes
            .iter()
            .map(|theme| format!("{}: {}", theme.title, theme.items.join(" · ")));
        self.list("Themes", &themes.collect::<Vec<_>>());
        for round in &question.rounds {
            self.list(&inline(&format!("Round “{}”", round.step)), &round.lines);
        }
        if let Some(outcome) = &question.outcome {
            self.paragraph(&format!("**{}**", inline(outcome)));
        }
        if let Some(rating) = question.own_rating {
            self.paragraph(&format!(
                "How the answer was, in their own judgement: **{rating}**."
            ));
        }
        let moves = question.moves.iter().map(|moved| {
            let why = if moved.moved_by.is_empty() {
                ""
            } else {
                ", moved by "
            };
            let Move {
                by,
                from,
                to,
                moved_by,
            } = moved;
            format!("{by} moved from {from} to {to}{why}{moved_by}")
        });
        self.list("Who moved", &moves.collect::<Vec<_>>());
    }

    fn given(&mut self, answer: &Given) {
        let mut facts = vec![escaped(&answer.step)];
        if answer.version > 1 {
            facts.push(format!("version {}", answer.version));
        }
        if answer.handed_in {
            facts.push("handed in when time was up".to_owned());
        }
        if answer.pseudonym {
            facts.push("a pseudonym".to_owned());
        }
        let role = answer.role.iter().map(|role| format!(" ({role})"));
        let by = format!("{}{}", answer.by, role.collect::<String>());
        self.paragraph(&format!("**{}**, {}:", inline(&by), facts.join(", ")));
        self.quoted(&answer.words);
        for (what, text) in [("Why", &answer.reason), ("Moved by", &answer.moved_by)] {
            if !text.is_empty() {
                self.paragraph(&format!("{what}:"));
                self.quoted(text);
            }
        }
    }

    fn models(&mut self, question: &Question) {
        for model in &question.model_answers {
            let title = model.title.as_ref().map_or("One possible answer", |own| {
                own.trim_end_matches(char::is_whitespace)
            });
            self.paragraph(&format!("### {}", inline(&author(title))));
            for claim in &model.claims {
                self.line(&format!("- {}", inline(&author(&claim.text))));
                for taken in &claim.stances {
                    let why = if taken.text.is_empty() { "" } else { ": " };
                    let said = format!("{}, {}{why}{}", taken.by, taken.stance, taken.text);
                    self.line(&format!("  - {}", inline(&said)));
                }
            }
            self.0.push('\n');
        }
    }

    fn learned(&mut self, report: &Report) {
        if !report.learned.is_empty() {
            self.paragraph("## What came of what we tried before");
            for one in &report.learned {
                let tried = inline(&format!("{}: {}", one.who, one.what));
                self.line(&format!("- {tried}"));
                self.line(&format!("  - What happened: {}", inline(&one.happened)));
                if !one.learned.is_empty() {
                    self.line(&format!("  - What was learned: {}", inline(&one.learned)));
                }
            }
            self.0.push('\n');
        }
    }

    fn closing(&mut self, report: &Report) {
        if !report.dissent.is_empty() {
            self.paragraph("## Dissent");
        }
        for dissent in &report.dissent {
            self.dissent(dissent);
        }
        self.learned(report);
        if !report.commitments.is_empty() {
            self.paragraph("## What we will try");
            for commitment in &report.commitments {
                let by = commitment.by.as_deref().unwrap_or("The group");
                let what = inline(&format!("{by}: {}", commitment.what));
                self.line(&format!("- {what}"));
                for (what, text) in [
                    ("What we expect", &commitment.expect),
                    ("By when", &commitment.by_when),
                    ("What would surprise us", &commitment.surprise),
                ] {
                    if !text.is_empty() {
                        self.line(&format!("  - {what}: {}", inline(text)));
                    }
                }
            }
            self.0.push('\n');
        }
        if !report.words.is_empty() {
            self.paragraph("## One word each");
            for word in &report.words {
                let said = inline(&format!("{}: {}", word.by, word.word));
                self.line(&format!("- {said}"));
            }
            self.0.push('\n');
        }
    }

    fn dissent(&mut self, dissent: &Dissent) {
        let by = inline(dissent.by.as_deref().unwrap_or("Without a name"));
        let against = inline(&dissent.against);
        let state = dissent.state;
        self.paragraph(&format!("**{by}**, against {against} ({state}):"));
        self.quoted(&dissent.text);
        for met in &dissent.answers {
            let colon = if met.text.is_empty() { "" } else { ": " };
            let said = inline(&format!("{}{colon}{}", met.state, met.text));
            self.line(&format!("- {said}"));
        }
        if !dissent.answers.is_empty() {
            self.0.push('\n');
        }
    }

    fn times(&mut self, report: &Report) {
        self.paragraph("## Time");
        self.line("| | planned | taken |\n|---|---:|---:|");
        for stop in report.agenda.iter().filter(|stop| stop.reached) {
            let planned = or_dash(stop.planned_minutes);
            let label = inline(&stop.label);
            self.line(&format!(
                "| {label} | {planned} | {} |",
                stop.actual_minutes
            ));
            for question in &report.questions {
                if stop.label.as_str() == format!("Question {}", question.number) {
                    for step in &question.steps {
                        self.step(step);
                    }
                }
            }
        }
        self.0.push('\n');
        self.paragraph("Minutes and seconds.");
    }

    fn step(&mut self, step: &Step) {
        let added = match step.added_minutes.ms {
            0 => String::new(),
            _ => format!(" + {}", step.added_minutes),
        };
        let skipped = if step.skipped { ", rest skipped" } else { "" };
        let (name, planned) = (inline(&step.step), or_dash(step.planned_minutes));
        self.line(&format!(
            "| – {name}{skipped} | {planned}{added} | {} |",
            step.actual_minutes
        ));
    }

    fn record(&mut self, report: &Report) {
        for (title, texts) in [
            ("## What this case was for", &report.case.goals),
            ("## Sources", &report.case.sources),
        ] {
            if !texts.is_empty() {
                self.paragraph(title);
            }
            for text in texts {
                for line in crate::case::plain(text).lines() {
                    self.line(&format!("{}  ", escaped(line)));
                }
                self.0.push('\n');
            }
        }
        if !report.damage.is_empty() {
            self.paragraph("## About this record");
            for line in &report.damage {
                self.line(&format!("- {}", inline(line)));
            }
        }
    }
}

fn kind(question: &Question) -> String {
    match &question.scale {
        None => question.kind.to_owned(),
        Some(scale) => {
            let end = |point: u8, label: &str| match label {
                "" => point.to_string(),
                label => format!("{point} ({})", inline(&author(label))),
            };
            let low = end(scale.low, &scale.low_label);
            format!("scale, {low} to {}", end(scale.high, &scale.high_label))
        }
    }
}

/// With a capital at its beginning.
fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}

fn or_dash(planned: Option<Minutes>) -> String {
    planned.map_or_else(|| "–".to_owned(), |planned| planned.to_string())
}

/// Plain text on one line of Markdown.
fn inline(text: &str) -> String {
    let words: Vec<_> = text.split_whitespace().collect();
    escaped(&words.join(" "))
}

/// One line of plain text that Markdown shows as it was written.
fn escaped(text: &str) -> String {
    let start = text.len() - text.trim_start().len();
    let begun = text.trim_start();
    let digits = begun.len() - begun.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let mut out = String::with_capacity(text.len() + 8);
    let mut before = None;
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let after = letters.peek().map(|(_, after)| *after);
        let begins = at == start;
        let between = |this: Option<char>| this.is_some_and(char::is_alphanumeric);
        let special = match letter {
            '\\' | '`' | '*' | '[' | '<' | '|' | '~' => true,
            '+' | '-' | '=' | '>' | ':' => begins,
            '#' => before.is_none_or(char::is_whitespace),
            '.' | ')' => digits > 0 && at == start + digits,
            '_' => !(between(before) && between(after)),
            '!' => after == Some('['),
            '&' => between(after) || after == Some('#'),
            _ => false,
        };
        if special {
            out.push('\\');
        }
        // An indent would make code of it.
        let _ = write!(out, "{}", if at < start { '\u{a0}' } else { letter });
        before = Some(letter);
    }
    out
}
