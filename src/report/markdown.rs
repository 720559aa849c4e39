//! The report as Markdown, to read, print and send. What people wrote is plain text: nothing
//! in it becomes a heading, a list or a tag.

use std::fmt::{self, Write};

use super::{
    Dissent, Given, Move, Question, Report, Round,
    basket::by_item,
    first::{First, Writer, by_option, by_theme},
    words::line as author,
};
use crate::text::Clean;

mod voices;

use voices::said_when;

/// Writes it. `bookkeeping` asks for the facilitator's last part.
pub fn write(report: &Report, bookkeeping: bool) -> String {
    let mut text = String::new();
    let written = write_into(report, bookkeeping, &mut text);
    written.expect("writing to a string cannot fail");
    text
}

/// The same, piece by piece.
pub fn write_into(report: &Report, bookkeeping: bool, out: &mut dyn Write) -> fmt::Result {
    let mut page = Markdown::default();
    page.head(report);
    let first = First(report);
    for question in first.told() {
        page.asked(question, first);
        page.hand_on(out)?;
    }
    page.closing(report);
    page.passages(report);
    page.spoken_of(report);
    page.record(report);
    if let Some(all) = First(report).everybody() {
        page.paragraph("## Who was there");
        page.paragraph(&inline(&all));
    }
    if bookkeeping {
        page.bookkeeping(report);
    }
    page.hand_on(out)?;
    writeln!(out)
}

#[derive(Default)]
struct Markdown(String);

impl Markdown {
    /// Writes what is there, but for the blank lines at its end.
    fn hand_on(&mut self, out: &mut dyn Write) -> fmt::Result {
        let end = self.0.trim_end().len();
        out.write_str(self.0.drain(..end).as_str())
    }

    fn line(&mut self, markdown: &str) {
        self.0.push_str(markdown);
        self.0.push('\n');
    }

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
    fn list(&mut self, title: &str, items: &[impl AsRef<str>]) {
        if items.is_empty() {
            return;
        }
        self.paragraph(&format!("### {title}"));
        for item in items {
            self.line(&format!("- {}", inline(item.as_ref())));
        }
        self.0.push('\n');
    }

    /// The first page: the same as that of the page in HTML.
    fn head(&mut self, report: &Report) {
        let first = First(report);
        self.paragraph(&format!("# {}", inline(&report.case.title)));
        if !report.finished {
            self.paragraph("**This session is not finished.** What is here was saved so far; answers that were not shown yet are counted, not told.");
        }
        let utc = report.opened_at.get(..16).unwrap_or(&report.opened_at);
        let utc = format!("{} UTC", utc.replace('T', " "));
        let here = Some(report.opened.to_string()).filter(|here| !here.is_empty());
        let facts = [
            ("When", here.unwrap_or(utc)),
            (first.titles()[0], first.people()),
        ];
        self.facts(&facts);
        let words = |lines: &[Clean]| lines.iter().map(Clean::to_string).collect::<Vec<_>>();
        self.list("About this record", &words(&report.damage));
        self.learned(report);
        self.commitments(report);
        let told = !first.alone() || !report.dissent.is_empty();
        if told {
            self.paragraph("## Open dissent");
        }
        for one in first.open() {
            self.quoted(&one.text);
            let by = inline(one.by.as_deref().unwrap_or("Without a name"));
            self.paragraph(&format!("{by}, against {}.", inline(&one.against)));
        }
        if told && !first.dissent_filed().is_empty() {
            self.paragraph(&first.dissent_filed());
        }
        if !report.questions.is_empty() {
            self.paragraph("## The questions, in numbers");
        }
        for question in first.told() {
            let prompt = inline(&author(&question.prompt));
            let numbers = first.numbers(question);
            self.line(&format!(
                "- Question {}: {prompt} {numbers}",
                question.number
            ));
        }
        self.0.push('\n');
        let facts: Vec<_> = report.facts.iter().map(|fact| fact.said.clone()).collect();
        self.list("Facts that were asked for", &words(&facts));
        self.list("What was gone back on", &first.gone_back());
        self.list("What was put right", &first.put_right());
        self.paragraph("## How it went");
        self.facts(&first.how_it_went());
    }

    fn facts(&mut self, facts: &[(&str, String)]) {
        for (what, said) in facts {
            self.line(&format!("- {what}: {}", inline(said)));
        }
        self.0.push('\n');
    }

    fn asked(&mut self, question: &Question, first: First<'_>) {
        let prompt = inline(&author(&question.prompt));
        self.paragraph(&format!("## Question {}: {prompt}", question.number));
        question.body.iter().for_each(|block| self.authored(block));
        // Each item stands over its answers.
        let listed = match by_item(question) {
            Some(_) => &[][..],
            None => question.options.as_slice(),
        };
        for (at, option) in listed.iter().enumerate() {
            let right = question.right.iter().any(|right| usize::from(*right) == at);
            let mark = if right { " (marked right)" } else { "" };
            self.line(&format!("- {}{mark}", inline(&author(option))));
        }
        if !listed.is_empty() {
            self.0.push('\n');
        }
        for line in question.before_answers() {
            self.paragraph(&inline(&line));
        }
        self.answers(question);
        if question.hidden > 0 {
            self.paragraph(&first.unshown(question));
        }
        if question.answers.is_empty() && question.hidden == 0 {
            self.paragraph("No answer is on record.");
        }
        if let Some(passed) = question.who_passed() {
            self.paragraph(&inline(&passed));
        }
        // The last round of votes has said it.
        let again = |round: &Round| round.lines == question.tally;
        let tally = match question.rounds.last().is_some_and(again) {
            true => question.uncounted.clone(),
            false => [question.tally.as_slice(), &question.uncounted].concat(),
        };
        self.list("What the answers add up to", &tally);
        self.together(question);
        self.models(question);
        let notes = question.notes.iter().map(|note| {
            let by = note.by.iter().map(|by| format!(" ({by})"));
            let about = note.speaks_to.iter();
            let about: String = about.map(|about| format!(", on {about}")).collect();
            let by: String = by.collect();
            let tag = note.tag.map(|tag| format!(", {tag}")).unwrap_or_default();
            let late = if note.late { ", late" } else { "" };
            format!("{}{by}{about}{tag}{late}: {}", note.kind, note.text)
        });
        self.list("Notes", &notes.collect::<Vec<_>>());
    }

    /// Answers: by item of an in-basket, by option, by theme, or as they came.
    fn answers(&mut self, question: &Question) {
        if let Some(items) = by_item(question) {
            for (number, one) in (1..).zip(items) {
                let item = inline(&author(one.item));
                self.paragraph(&format!("### {number}\\. {item}"));
                for (by, text) in &one.said {
                    self.paragraph(&format!("{}:", inline(by)));
                    self.quoted(text);
                }
                if !one.alone.is_empty() {
                    self.paragraph(&format!("Left alone by {}.", inline(&one.alone.join(", "))));
                }
            }
            return;
        }
        for group in by_option(question).unwrap_or_default() {
            self.paragraph(&format!("### {}", inline(&author(group.option))));
            self.writers(&group.writers, true);
            if !group.names.is_empty() {
                let also = if group.writers.is_empty() {
                    "Chosen"
                } else {
                    "And"
                };
                let names = inline(&group.names.join(", "));
                self.paragraph(&format!("{also} by {names}."));
            }
        }
        if by_option(question).is_some() {
            return;
        }
        for (theme, writers) in by_theme(question) {
            if !question.themes.is_empty() {
                self.paragraph(&format!("### {}", inline(&theme)));
            }
            self.writers(&writers, false);
        }
    }

    /// `above`: what was chosen stands over them.
    fn writers(&mut self, writers: &[Writer<'_>], above: bool) {
        for writer in writers {
            let above = above && writer.given.len() == 1;
            for (given, same) in writer.versions() {
                self.given(writer, given, (same, above));
            }
        }
    }

    /// Themes, rounds of votes, what came of them, and who moved.
    fn together(&mut self, question: &Question) {
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

    /// "Ann wrote:", and each later version with its step. `same`: the words are those of the version
    /// before; `above`: they stand over all who chose them.
    fn given(&mut self, writer: &Writer<'_>, given: &Given, (same, above): (bool, bool)) {
        let role = writer.role.iter().map(|role| format!(" ({role})"));
        let by = inline(&format!("{}{}", writer.by, role.collect::<String>()));
        let when = writer
            .order(given)
            .map_or_else(|| said_when(given), str::to_owned);
        let named = given.version > 1 || writer.has_several() || given.late;
        let when = if named {
            // "then", "late": behind a comma where the verb has said a when.
            let comma = if given.handed_in { "," } else { "" };
            format!("{comma} {when}")
        } else {
            String::new()
        };
        let verb = match (given.handed_in, same) {
            (true, _) => "was writing when the step ended",
            (false, _) => "wrote",
        };
        let what = format!("{verb}{}{when}", if same { " the same" } else { "" });
        if let Some((number, words)) = given.stands_on.as_ref().filter(|_| !named) {
            self.paragraph(&format!("{by} wrote to question {number}:"));
            self.quoted(words);
        }
        if above {
            self.paragraph(&format!(
                "{by}{}",
                if given.handed_in {
                    ", when the step ended"
                } else {
                    ""
                }
            ));
        } else if same {
            self.paragraph(&format!("{by} {what}."));
        } else {
            self.paragraph(&format!("{by} {what}:"));
            self.quoted(&given.words);
        }
        for (what, text) in [("Why", &given.reason), ("What moved them", &given.moved_by)] {
            if !text.is_empty() {
                self.paragraph(&format!("{what}:"));
                self.quoted(text);
            }
        }
    }

    fn models(&mut self, question: &Question) {
        for model in &question.model_answers {
            let title = model.title.as_ref().map_or("The author’s answer", |own| {
                own.trim_end_matches(char::is_whitespace)
            });
            self.paragraph(&format!("### {}", inline(&author(title))));
            for claim in &model.claims {
                self.line(&format!("- {}", inline(&author(&claim.text))));
                for taken in &claim.stances {
                    let why = if taken.text.is_empty() { "" } else { ": " };
                    let late = if taken.late { ", late" } else { "" };
                    let said = format!("{}, {}{late}{why}{}", taken.by, taken.stance, taken.text);
                    self.line(&format!("  - {}", inline(&said)));
                }
            }
            self.0.push('\n');
        }
    }

    fn learned(&mut self, report: &Report) {
        if !report.learned.is_empty() {
            self.paragraph("## What was tried since last time, and what came of it");
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

    fn commitments(&mut self, report: &Report) {
        self.paragraph(&format!("## {}", First(report).titles()[1]));
        if report.commitments.is_empty() {
            self.paragraph("No commitment was recorded.");
        }
        for one in &report.commitments {
            let by = one.by.as_deref().unwrap_or("the group");
            let when = match one.by_when.is_empty() {
                true => "no date said",
                false => &one.by_when,
            };
            self.line(&format!(
                "- {}",
                inline(&format!("{by}, {when}: {}", one.what))
            ));
            for (what, text) in [("Expected", &one.expect), ("Would surprise", &one.surprise)] {
                if !text.is_empty() {
                    self.line(&format!("  - {what}: {}", inline(text)));
                }
            }
        }
        self.0.push('\n');
    }

    fn closing(&mut self, report: &Report) {
        if !report.dissent.is_empty() {
            self.paragraph("## Dissent, and what became of it");
        }
        for dissent in &report.dissent {
            self.dissent(dissent);
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
        self.paragraph(&format!("{by}, against {against} ({state}):"));
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

    /// The facilitator's bookkeeping, last.
    fn bookkeeping(&mut self, report: &Report) {
        let first = First(report);
        self.paragraph("## For the facilitator");
        for line in first.record() {
            self.line(&format!("- {}", inline(&line)));
        }
        self.0.push('\n');
        self.line("| Minutes and seconds | planned | taken |\n|---|---:|---:|");
        for (below, label, planned, taken) in first.times() {
            let lead = if below { "– " } else { "" };
            self.line(&format!(
                "| {lead}{} | {planned} | {taken} |",
                inline(&label)
            ));
        }
        self.0.push('\n');
    }

    fn record(&mut self, report: &Report) {
        for (title, texts) in [
            ("## What this case was for", &report.case.goals),
            ("## Sources", &report.case.sources),
        ] {
            if !texts.is_empty() {
                self.paragraph(title);
            }
            texts.iter().for_each(|text| self.authored(text));
        }
    }
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
