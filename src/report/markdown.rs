//! The report as Markdown, to read, print and send. What people wrote is plain text: nothing
//! in it becomes a heading, a list or a tag.

use std::fmt::Write;

use super::{Given, Question, Report, Step, sum};

/// Writes it.
#[must_use]
pub fn write(report: &Report) -> String {
    let mut out = String::new();
    head(report, &mut out);
    for question in &report.questions {
        asked(question, &mut out);
    }
    closing(report, &mut out);
    times(report, &mut out);
    if !report.sources.is_empty() {
        let _ = writeln!(out, "## Sources\n");
        for source in &report.sources {
            let _ = writeln!(out, "{source}\n");
        }
    }
    if !report.damage.is_empty() {
        let _ = writeln!(out, "## About this record\n");
        for line in &report.damage {
            let _ = writeln!(out, "- {}", escaped(line));
        }
        let _ = writeln!(out);
    }
    let trimmed = out.trim_end().len();
    out.truncate(trimmed);
    out.push('\n');
    out
}

fn head(report: &Report, out: &mut String) {
    let _ = writeln!(out, "# {}\n", escaped(&report.case));
    let state = if report.finished {
        ""
    } else {
        " The session is not finished."
    };
    let date = report.opened_at.get(..10).unwrap_or(&report.opened_at);
    let _ = writeln!(
        out,
        "Session of {date}, {}, protocol {}.{state}\n",
        sum(report),
        report.protocol
    );
    let _ = writeln!(out, "Case: {}\n", escaped(&report.source));
    for (key, value) in &report.settings {
        let _ = writeln!(out, "- {}: {}", escaped(key), escaped(value));
    }
    if !report.settings.is_empty() {
        let _ = writeln!(out);
    }
    let people = report.people.iter().map(|person| {
        let role = person
            .role
            .as_ref()
            .map(|role| format!(" ({role})"))
            .unwrap_or_default();
        let late = if person.late { ", came later" } else { "" };
        escaped(&format!("{}{role}{late}", person.name))
    });
    let people: Vec<_> = people.collect();
    if !people.is_empty() {
        let _ = writeln!(out, "People: {}\n", people.join(" · "));
    }
    for seat in &report.seats {
        let to = seat
            .as_ref()
            .map_or("the shared keyboard", |name| name.as_str());
        let _ = writeln!(
            out,
            "The facilitator's seat was handed on to {}.\n",
            escaped(to)
        );
    }
}

fn asked(question: &Question, out: &mut String) {
    let _ = writeln!(
        out,
        "## Question {}: {}\n",
        question.number,
        one_line(&question.prompt)
    );
    for option in &question.options {
        let right = if question.right.contains(option) {
            " (marked right)"
        } else {
            ""
        };
        let _ = writeln!(out, "- {}{right}", one_line(option));
    }
    if !question.options.is_empty() {
        let _ = writeln!(out);
    }
    for answer in &question.answers {
        given(answer, out);
    }
    if question.hidden > 0 {
        let _ = writeln!(out, "*{} answers are still hidden.*\n", question.hidden);
    }
    if !question.passed.is_empty() {
        let _ = writeln!(out, "Passed: {}\n", escaped(&question.passed.join(", ")));
    }
    list("What the answers add up to", &question.tally, out);
    models(question, out);
    let notes: Vec<_> = question
        .notes
        .iter()
        .map(|note| {
            let by = if note.by.is_empty() {
                String::new()
            } else {
                format!(" ({})", note.by)
            };
            format!("{}{by}: {}", note.kind, one_line(&note.text))
        })
        .collect();
    list("Notes", &notes, out);
}

fn models(question: &Question, out: &mut String) {
    for model in &question.model_answers {
        let title = model
            .title
            .as_ref()
            .map_or("One possible answer", |title| title.as_str());
        let _ = writeln!(out, "### {}\n", one_line(title));
        for claim in &model.claims {
            let _ = writeln!(out, "- {}", one_line(&claim.text));
            for (by, stance, why) in &claim.stances {
                let why = if why.is_empty() {
                    String::new()
                } else {
                    format!(": {}", one_line(why))
                };
                let _ = writeln!(out, "  - {}: {stance}{}", escaped(by), escaped(&why));
            }
        }
        let _ = writeln!(out);
    }
}

fn given(answer: &Given, out: &mut String) {
    let version = if answer.version > 1 {
        format!(", version {}", answer.version)
    } else {
        String::new()
    };
    let role = answer
        .role
        .as_ref()
        .map(|role| format!(" ({role})"))
        .unwrap_or_default();
    let late = if answer.handed_in {
        ", handed in when time was up"
    } else {
        ""
    };
    let _ = writeln!(
        out,
        "**{}**, {}{version}{late}\n",
        escaped(&format!("{}{role}", answer.by)),
        escaped(&answer.step)
    );
    quoted(&answer.words, out);
    if !answer.reason.is_empty() {
        let _ = writeln!(out, "Why:\n");
        quoted(&answer.reason, out);
    }
    if !answer.moved_by.is_empty() {
        let _ = writeln!(out, "What moved them:\n");
        quoted(&answer.moved_by, out);
    }
}

/// What a person wrote, line by line, as a quotation.
fn quoted(text: &str, out: &mut String) {
    let lines: Vec<_> = text.lines().collect();
    for (at, line) in lines.iter().enumerate() {
        // Two blanks at the end keep the writer's own line break.
        let end = if at + 1 < lines.len() && !line.trim().is_empty() {
            "  "
        } else {
            ""
        };
        let _ = writeln!(out, "> {}{end}", escaped(line.trim_end()));
    }
    let _ = writeln!(out);
}

fn closing(report: &Report, out: &mut String) {
    if !report.dissents.is_empty() {
        let _ = writeln!(out, "## Dissent\n");
        for dissent in &report.dissents {
            let by = if dissent.by.is_empty() {
                "Without a name"
            } else {
                &dissent.by
            };
            let against = escaped(&dissent.against);
            let _ = writeln!(
                out,
                "**{}** against {against} ({}):\n",
                escaped(by),
                dissent.state
            );
            quoted(&dissent.text, out);
            for (state, text) in &dissent.answers {
                let _ = writeln!(out, "- {state}: {}", one_line(text));
            }
            if !dissent.answers.is_empty() {
                let _ = writeln!(out);
            }
        }
    }
    if !report.commitments.is_empty() {
        let _ = writeln!(out, "## What we will try\n");
        for commitment in &report.commitments {
            let _ = writeln!(
                out,
                "- {}: {}",
                escaped(&commitment.by),
                one_line(&commitment.what)
            );
            for (what, text) in [
                ("By when", &commitment.by_when),
                ("What would surprise us", &commitment.surprise),
            ] {
                if !text.is_empty() {
                    let _ = writeln!(out, "  - {what}: {}", one_line(text));
                }
            }
        }
        let _ = writeln!(out);
    }
    let words: Vec<_> = report
        .words
        .iter()
        .map(|word| format!("{}: {}", word.by, word.word))
        .collect();
    list("One word each", &words, out);
}

fn times(report: &Report, out: &mut String) {
    let _ = writeln!(out, "## Time\n\n| | planned | taken |\n|---|---:|---:|");
    for stop in report.agenda.iter().filter(|stop| stop.reached) {
        let planned = stop
            .planned_s
            .map_or_else(|| "–".to_owned(), |seconds| clock(u64::from(seconds)));
        let _ = writeln!(
            out,
            "| {} | {planned} | {} |",
            cell(&stop.label),
            clock(stop.actual_s)
        );
    }
    for question in &report.questions {
        for step in &question.steps {
            let _ = writeln!(
                out,
                "| Question {} · {} |",
                question.number,
                step_cells(step)
            );
        }
    }
    let _ = writeln!(out);
}

fn step_cells(step: &Step) -> String {
    let more = if step.extended_s > 0 {
        format!(" + {}", clock(u64::from(step.extended_s)))
    } else {
        String::new()
    };
    let planned = step
        .planned_s
        .map_or_else(|| "–".to_owned(), |seconds| clock(u64::from(seconds)));
    let skipped = if step.skipped { ", rest skipped" } else { "" };
    format!(
        "{}{skipped} | {planned}{more} | {}",
        cell(&step.step),
        clock(step.actual_s)
    )
}

fn list(title: &str, lines: &[String], out: &mut String) {
    if lines.is_empty() {
        return;
    }
    let _ = writeln!(out, "### {title}\n");
    for line in lines {
        let _ = writeln!(out, "- {}", escaped(line));
    }
    let _ = writeln!(out);
}

fn clock(seconds: u64) -> String {
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

fn one_line(text: &str) -> String {
    let words: Vec<_> = text.split_whitespace().collect();
    escaped(&words.join(" "))
}

fn cell(text: &str) -> String {
    one_line(text).replace('|', "\\|")
}

/// Plain text that Markdown shows as it was written.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let start = text.len() - text.trim_start().len();
    let digits = text
        .trim_start()
        .chars()
        .take_while(char::is_ascii_digit)
        .count();
    for (at, letter) in text.char_indices() {
        let opens = at == start && matches!(letter, '#' | '+' | '-' | '=' | '~');
        let numbers = digits > 0 && at == start + digits && matches!(letter, '.' | ')');
        if opens
            || numbers
            || matches!(
                letter,
                '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '!' | '|'
            )
        {
            out.push('\\');
        }
        // An indent would make code of it.
        out.push(if at < start { '\u{a0}' } else { letter });
    }
    out
}
