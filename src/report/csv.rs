//! Tables for spreadsheets and for programs that code answers: all that was said, and a row a
//! person. UTF-8 with a byte order mark, so that Excel knows it; every cell quoted; a cell that a
//! spreadsheet would take for a formula begins with an apostrophe.

use csv::{QuoteStyle, Terminator, WriterBuilder};

use super::{Given, Question, Report, words};
use crate::text::Clean;

/// What a spreadsheet takes for the beginning of a formula.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// A table of these rows, each as long as the first.
pub fn table(rows: &[Vec<String>], separator: u8) -> String {
    let mut writer = WriterBuilder::new()
        .quote_style(QuoteStyle::Always)
        .terminator(Terminator::CRLF)
        .delimiter(separator)
        .from_writer("\u{feff}".as_bytes().to_vec());
    for row in rows {
        let cells = row.iter().map(|cell| match cell.starts_with(FORMULA) {
            true => format!("'{cell}"),
            false => cell.clone(),
        });
        writer
            .write_record(cells)
            .expect("writing to memory cannot fail");
    }
    let bytes = writer.into_inner().expect("writing to memory cannot fail");
    String::from_utf8(bytes).expect("text goes in, text comes out")
}

/// The columns of [`answers`].
const COLUMNS: [&str; 12] = [
    "row",
    "question",
    "prompt",
    "step",
    "by",
    "pseudonym",
    "kind",
    "version",
    "text",
    "reason",
    "moved_by",
    "themes",
];

/// A row for each version of an answer, vote, note, stance, dissent, commitment and word; the
/// first column says which it is.
pub fn answers(report: &Report, separator: u8) -> String {
    let mut rows = vec![COLUMNS.map(str::to_owned).to_vec()];
    for question in &report.questions {
        asked(question, &mut rows);
    }
    for one in &report.dissent {
        let mut row = Row::new("dissent");
        row.by(one.by.as_deref());
        row.set("kind", one.state);
        row.set("text", &one.text);
        row.set("reason", &format!("against {}", one.against));
        rows.push(row.0);
    }
    for one in &report.commitments {
        let mut row = Row::new("commitment");
        row.by(Some(one.by.as_deref().unwrap_or("the group")));
        row.set("kind", &one.by_when);
        row.set("text", &one.what);
        row.set("reason", &one.surprise);
        rows.push(row.0);
    }
    for one in &report.words {
        let mut row = Row::new("word");
        row.by(Some(&one.by));
        row.set("text", &one.word);
        rows.push(row.0);
    }
    table(&rows, separator)
}

fn asked(question: &Question, rows: &mut Vec<Vec<String>>) {
    let begun = |what: &str| {
        let mut row = Row::new(what);
        row.set("question", &question.number.to_string());
        row.set("prompt", &words::line(&question.prompt));
        row
    };
    for given in &question.answers {
        let mut row = begun("answer");
        row.set("step", &given.step);
        row.by(Some(&given.by));
        row.set("pseudonym", if given.pseudonym { "yes" } else { "no" });
        row.set("kind", given.kind);
        row.set("version", &given.version.to_string());
        row.set("text", &given.words);
        row.set("reason", &given.reason);
        row.set("moved_by", &given.moved_by);
        let themes: Vec<_> = given.themes.iter().map(Clean::to_string).collect();
        row.set("themes", &themes.join("; "));
        rows.push(row.0);
    }
    for round in &question.rounds {
        for line in &round.lines {
            let mut row = begun("round");
            row.set("step", &round.step);
            row.set("text", line);
            rows.push(row.0);
        }
    }
    for note in &question.notes {
        let mut row = begun("note");
        row.by(note.by.as_deref());
        row.set("kind", note.kind);
        row.set("text", &note.text);
        row.set("reason", note.speaks_to.as_deref().unwrap_or_default());
        rows.push(row.0);
    }
    for claim in question
        .model_answers
        .iter()
        .flat_map(|model| &model.claims)
    {
        for taken in &claim.stances {
            let mut row = begun("stance");
            row.by(Some(&taken.by));
            row.set("kind", taken.stance);
            row.set("text", &taken.text);
            row.set("reason", &words::line(&claim.text));
            rows.push(row.0);
        }
    }
}

/// A row whose cells are filled by the names of their columns.
struct Row(Vec<String>);

impl Row {
    fn new(what: &str) -> Self {
        let mut row = Self(vec![String::new(); COLUMNS.len()]);
        row.set("row", what);
        row
    }

    fn set(&mut self, column: &str, text: &str) {
        let at = COLUMNS.iter().position(|name| *name == column);
        if let Some(cell) = at.and_then(|at| self.0.get_mut(at)) {
            text.clone_into(cell);
        }
    }

    fn by(&mut self, name: Option<&str>) {
        self.set("by", name.unwrap_or_default());
    }
}

/// A row for each person, a column for each question with the newest version of the answer: an
/// id first, headers unique and without punctuation, as QualCoder's survey import wants them.
/// What was said under hidden names is not in it: there it would get its name back.
pub fn people(report: &Report, separator: u8) -> String {
    let question = |question: &Question| {
        let prompt = words::line(&question.prompt);
        let letters = |c: char| if c.is_alphanumeric() { c } else { ' ' };
        let words: String = prompt.chars().map(letters).collect();
        let first: Vec<_> = words.split_whitespace().take(8).collect();
        format!("Q{} {}", question.number, first.join(" "))
    };
    let mut head: Vec<String> = ["id", "name", "members", "role"]
        .map(str::to_owned)
        .to_vec();
    head.extend(report.questions.iter().map(question));
    head.push("commitment".to_owned());
    let mut rows = vec![head];
    for (at, person) in report.people.iter().enumerate() {
        let name = person.name.as_str();
        let role = person
            .role
            .as_ref()
            .map_or_else(String::new, Clean::to_string);
        let members = person.members.map_or_else(String::new, |n| n.to_string());
        let mut row = vec![(at + 1).to_string(), name.to_owned(), members, role];
        for question in &report.questions {
            let own = |given: &&Given| !given.pseudonym && given.by == name;
            let newest = question.answers.iter().rfind(own);
            row.push(newest.map_or_else(String::new, |given| given.words.to_string()));
        }
        let own = report
            .commitments
            .iter()
            .filter(|one| one.by.as_deref() == Some(name));
        let own: Vec<_> = own.map(|one| one.what.to_string()).collect();
        row.push(own.join("; "));
        rows.push(row);
    }
    table(&rows, separator)
}
