//! Progress and one's own work as text: Markdown to read, CSV and JSON for other programs.

use super::{
    progress::{AnswerLine, CaseProgress, Progress, QuestionProgress},
    remark::Remark,
};
use crate::{
    report::{csv::table, words},
    session::Commitment,
    stamp::{Wall, Zone},
    text::{Clean, plural},
};

/// The widest bar of the chart, in characters.
const BAR: usize = 30;

/// How far the learner has come, a line each, every state in words.
pub fn lines(progress: &Progress, zone: &Zone) -> Vec<String> {
    let mut lines = vec![format!(
        "{} begun, {} done, {}, {} written.",
        plural(progress.cases.len(), "case", "cases"),
        progress.done,
        plural(progress.answers(), "answer", "answers"),
        plural(progress.words, "word", "words"),
    )];
    if let Some(ahead) = progress.ahead {
        lines.push(format!(
            "Your newest answer is of {}, which is later than today: this computer's clock may be wrong. Nothing is lost; dates of return are as they were.",
            zone.day(ahead)
        ));
    }
    for case in &progress.cases {
        lines.push(String::new());
        lines.extend(case_lines(case, zone));
    }
    let mut differently = progress.differently().peekable();
    if differently.peek().is_some() {
        lines.push(String::new());
        lines.push("Where you see it differently:".to_owned());
    }
    for (case, question) in differently {
        lines.push(format!("{}: {}", case.title, question.text));
    }
    lines
}

fn case_lines(case: &CaseProgress, zone: &Zone) -> Vec<String> {
    let state = match case.closed {
        0 => "not finished yet".to_owned(),
        count => format!("finished {}", plural(count, "time", "times")),
    };
    // What is in the case no more can be neither asked nor missed.
    let now = case.questions.iter().filter(|each| !each.gone);
    let answered = now.clone().filter(|each| !each.answers.is_empty());
    let mut lines = vec![
        case.title.to_string(),
        format!(
            "  Begun {}, {state}. {} of {} answered, {}, {} of {} used.",
            zone.day(case.begun),
            answered.count(),
            plural(now.count(), "question", "questions"),
            plural(case.words, "word", "words"),
            case.cited,
            plural(case.paragraphs as usize, "paragraph", "paragraphs"),
        ),
    ];
    lines.push(match (case.due, case.next) {
        (0, Some(next)) => format!("  Comes back on {}.", zone.day(next)),
        (0, None) => "  No question was left yet, so nothing comes back.".to_owned(),
        (due, _) => format!("  {} due now.", plural(due, "question is", "questions are")),
    });
    for question in case.questions.iter().filter(|each| each.is_known()) {
        lines.push(format!("  “{}” {}", question.text, moved(question, zone)));
    }
    lines
}

/// How the ratings of a question moved, with their dates, and when it was passed.
fn moved(question: &QuestionProgress, zone: &Zone) -> String {
    let ratings = question.ratings.iter();
    let ratings = ratings.map(|line| format!("{} ({})", line.rating.words(), zone.day(line.at)));
    let passes = question.passes.iter();
    let passes = passes.map(|at| format!("passed ({})", zone.day(*at)));
    let mut moves: Vec<String> = passes.chain(ratings).collect();
    if moves.is_empty() {
        moves.push("answered, not rated".to_owned());
    }
    let due = question.due.map_or_else(String::new, |due| {
        format!("; comes back on {}", zone.day(due))
    });
    format!("{}{due}", moves.join(", then "))
}

/// Everything that the learner wrote, an entry for each question: what is asked, then every version
/// and what was written besides; then an entry for what of a case belongs to no question.
pub fn written(progress: &Progress, zone: &Zone) -> Vec<Vec<String>> {
    let known = progress.cases.iter().flat_map(|case| {
        let known = case.questions.iter().filter(|each| each.holds_words());
        let known = known.map(|question| entry(case, question, zone));
        known.chain(of_case(case, zone))
    });
    known.collect()
}

/// What of a case belongs to no question; none where nothing was written.
fn of_case(case: &CaseProgress, zone: &Zone) -> Option<Vec<String>> {
    let mut rows = vec![format!("{}: notes on the text, and the close", case.title)];
    let undated = undated(case);
    let undated = undated.filter(|(_, text)| !text.is_empty());
    rows.extend(undated.map(|(kind, text)| format!("  {kind}: {}", words::line(text))));
    rows.extend(case.remarks.iter().map(|remark| besides(remark, zone)));
    (rows.len() > 1).then_some(rows)
}

/// Notes on paragraphs and what will be tried: what each is, and its words, perhaps none.
fn undated(case: &CaseProgress) -> impl Iterator<Item = (String, &Clean)> {
    let marks = case.marks.iter();
    let marks = marks.map(|(number, note)| (format!("on ¶{number}"), note));
    let tries = case.commitments.iter().flat_map(|commitment| {
        let what = ("what I will try", &commitment.what);
        let parts = std::iter::once(what).chain(parts(commitment));
        parts.map(|(kind, text)| (kind.to_owned(), text))
    });
    marks.chain(tries)
}

/// What else was said of something to try, each perhaps empty.
fn parts(commitment: &Commitment) -> [(&'static str, &Clean); 3] {
    [
        ("what I expect", &commitment.expect),
        ("by when", &commitment.by_when),
        ("what would surprise me", &commitment.surprise),
    ]
}

fn besides(remark: &Remark, zone: &Zone) -> String {
    let text = words::line(&remark.text);
    format!("  {}, {}: {text}", zone.day(remark.at), remark.kind)
}

fn entry(case: &CaseProgress, question: &QuestionProgress, zone: &Zone) -> Vec<String> {
    let mut rows = vec![format!("{}: {}", case.title, question.text)];
    for answer in &question.answers {
        let (at, version) = (zone.day(answer.at), answer.version);
        rows.push(format!("  {at}, version {version}:"));
        rows.extend(answer.text.lines().map(|line| format!("    {line}")));
        for (lead, text) in [("why", &answer.reason), ("moved by", &answer.moved_by)] {
            if !text.is_empty() {
                rows.push(format!("    {lead}: {text}"));
            }
        }
    }
    rows.extend(question.remarks.iter().map(|each| besides(each, zone)));
    rows
}

/// All of it in rows: what comes back when, and the answers over time.
pub fn page(progress: &Progress, zone: &Zone) -> Vec<String> {
    let mut rows = lines(progress, zone);
    rows.extend([String::new(), "Answers over time:".to_owned()]);
    rows.extend(chart(progress));
    rows
}

/// Answers over time: a row for each day with its number, and a bar for those who see.
pub fn chart(progress: &Progress) -> Vec<String> {
    let most = progress.days.iter().map(|(_, count)| *count).max();
    let most = most.unwrap_or(1).max(1);
    let row = |(day, count): &(Clean, usize)| {
        let bar = "█".repeat((count * BAR).div_ceil(most));
        format!("{day}  {bar} {count}")
    };
    progress.days.iter().map(row).collect()
}

/// All of it, and everything that the learner wrote, as Markdown.
pub fn markdown(progress: &Progress, zone: &Zone) -> String {
    let mut text = format!("# {}: what I studied\n\n", escaped(&progress.learner));
    for line in lines(progress, zone) {
        text.push_str(&match line.strip_prefix("  ") {
            Some(rest) => format!("- {}\n", escaped(rest)),
            None if line.is_empty() => "\n".to_owned(),
            None => format!("{}\n\n", escaped(&line)),
        });
    }
    text.push_str("\n## Answers over time\n\n| day | answers |\n|---|---|\n");
    for (day, count) in &progress.days {
        text.push_str(&format!("| {day} | {count} |\n"));
    }
    for case in &progress.cases {
        text.push_str(&format!("\n## {}\n", escaped(&case.title)));
        // What was not reached yet may be of a part that is still hidden.
        for question in case.questions.iter().filter(|each| each.is_known()) {
            text.push_str(&format!("\n### {}\n", escaped(&question.text)));
            for answer in &question.answers {
                let (at, version) = (zone.day(answer.at), answer.version);
                text.push_str(&format!("\n{at}, version {version}:\n\n"));
                quoted(&mut text, &answer.text);
                if !answer.reason.is_empty() {
                    text.push_str(&format!("\nWhy: {}\n", escaped(&answer.reason)));
                }
                if !answer.moved_by.is_empty() {
                    text.push_str(&format!("\nMoved by: {}\n", escaped(&answer.moved_by)));
                }
            }
            if !question.ratings.is_empty() || !question.passes.is_empty() {
                text.push_str(&format!("\nRated: {}\n", moved(question, zone)));
            }
            listed(&mut text, &question.remarks, zone);
        }
        extras(&mut text, case, zone);
    }
    text
}

/// What was written besides answers, as a list.
fn listed(text: &mut String, remarks: &[Remark], zone: &Zone) {
    if !remarks.is_empty() {
        text.push('\n');
    }
    for remark in remarks {
        text.push_str(&format!("- {}\n", escaped(besides(remark, zone).trim())));
    }
}

fn extras(text: &mut String, case: &CaseProgress, zone: &Zone) {
    if !case.commitments.is_empty() {
        text.push_str("\n### What I will try\n\n");
    }
    for commitment in &case.commitments {
        text.push_str(&format!("- {}\n", escaped(&commitment.what)));
        let parts = parts(commitment).into_iter();
        for (kind, said) in parts.filter(|(_, said)| !said.is_empty()) {
            text.push_str(&format!("  - {kind}: {}\n", escaped(said)));
        }
    }
    if !case.marks.is_empty() {
        text.push_str("\n### What I marked\n\n");
    }
    for (number, note) in &case.marks {
        text.push_str(&format!("- ¶{number} {}\n", escaped(note)));
    }
    if !case.remarks.is_empty() {
        text.push_str("\n### What I said at the close\n");
    }
    listed(text, &case.remarks, zone);
}

/// A text as a quotation, so that nothing in it becomes a heading or a list of the page.
fn quoted(text: &mut String, said: &str) {
    for line in said.lines() {
        text.push_str(&format!("> {}  \n", escaped(line)));
    }
}

/// One line of plain text that Markdown leaves as it is.
fn escaped(text: &str) -> String {
    let mut safe = String::new();
    for (at, letter) in text.replace('\n', " ").chars().enumerate() {
        let first = at == 0 && (letter.is_ascii_digit() || "#-+".contains(letter));
        if (first && !letter.is_ascii_digit()) || "\\`*_[]<>|&".contains(letter) {
            safe.push('\\');
        }
        safe.push(letter);
    }
    safe
}

/// All that was written as CSV, a row for every version of every answer and for every other text,
/// which `kind` names: all quoted, and nothing that a spreadsheet would take for a formula.
pub fn csv(progress: &Progress) -> String {
    let columns = [
        "learner", "case", "question", "session", "at", "version", "answer", "reason", "moved_by",
        "words", "rating", "due", "kind",
    ];
    let mut rows = vec![columns.map(str::to_owned).to_vec()];
    for case in &progress.cases {
        let row = |question: &Clean, cells: [String; 10]| {
            let lead = [&progress.learner, &case.title, question];
            let lead = lead.map(ToString::to_string);
            lead.into_iter().chain(cells).collect::<Vec<_>>()
        };
        for question in &case.questions {
            let answers = question.answers.iter();
            let answers = answers.map(|answer| answer_cells(question, answer));
            let cells = answers.chain(question.remarks.iter().map(remark_cells));
            rows.extend(cells.map(|cells| row(&question.text, cells)));
        }
        let undated = undated(case).map(|(kind, text)| Remark {
            kind: Clean::line(&kind),
            text: text.clone(),
            ..Remark::default()
        });
        let besides = undated.chain(case.remarks.iter().cloned());
        let besides = besides.filter(|each| !each.text.is_empty());
        rows.extend(besides.map(|each| row(&Clean::default(), remark_cells(&each))));
    }
    table(&rows, b',')
}

fn answer_cells(question: &QuestionProgress, answer: &AnswerLine) -> [String; 10] {
    let mut ratings = question.ratings.iter();
    let rating = ratings.find(|other| other.at >= answer.at);
    [
        answer.session.to_string(),
        answer.at.to_string(),
        answer.version.to_string(),
        answer.text.to_string(),
        answer.reason.to_string(),
        answer.moved_by.to_string(),
        answer.words.to_string(),
        rating.map_or_else(String::new, |line| line.rating.words().to_owned()),
        rating.map_or_else(String::new, |line| line.due.to_string()),
        "answer".to_owned(),
    ]
}

/// The words stand where an answer's do; a mark and a commitment have no time of their own.
fn remark_cells(remark: &Remark) -> [String; 10] {
    let none = String::new;
    let at = Some(remark.at).filter(|at| *at != Wall::default());
    [
        remark.session.to_string(),
        at.map_or_else(none, |at| at.to_string()),
        none(),
        remark.text.to_string(),
        none(),
        none(),
        none(),
        none(),
        none(),
        remark.kind.to_string(),
    ]
}

/// All of it as one JSON document, with a new line at its end.
pub fn json(progress: &Progress) -> String {
    let written = serde_json::to_string_pretty(progress);
    let mut text = written.expect("progress holds nothing that JSON cannot");
    text.push('\n');
    text
}
