//! What of the case a report tells: the questions that were asked, and what answers speak of.

use super::{
    Question, Section,
    first::{First, writers},
};
use crate::text::plural;

impl<'a> First<'a> {
    /// The questions but for those that were left out, of which nothing is on record.
    pub(super) fn told(self) -> impl Iterator<Item = &'a Question> {
        let all = self.0.questions.iter();
        all.filter(move |one| !self.left_out(one) || !one.notes.is_empty())
    }

    /// What was recorded of a question, in a sentence of numbers; of one person without any.
    pub(super) fn numbers(self, question: &Question) -> String {
        if self.left_out(question) {
            return "Left out.".to_owned();
        }
        let one = self.0.people.len() == 1;
        let writers = writers(question.answers.iter());
        let of = question
            .asked
            .map_or(String::new(), |asked| format!(" of {asked}"));
        // Whoever answered has done so, shown or not.
        let answered = (writers.len() + question.hidden).min(self.0.people.len());
        let passed = question.passed.len() + question.passed_unnamed;
        let mut said = vec![match (one, answered) {
            (true, 0) if passed > 0 => "Passed".to_owned(),
            (true, 0) => "Not answered".to_owned(),
            (true, _) => "Answered".to_owned(),
            (false, _) => format!("{answered}{of} answered"),
        }];
        if passed > 0 && !one {
            said.push(format!("{passed} passed"));
        }
        if question.hidden > 0 {
            let unshown = self.unshown(question);
            said.push(unshown.trim_end_matches('.').to_owned());
        }
        let again = writers.iter().filter(|writer| writer.has_changed()).count();
        match (again, one) {
            (0, _) => {}
            (_, true) => said.push("with a new version".to_owned()),
            (again, false) => said.push(format!("{again} gave a new version")),
        }
        if !question.moves.is_empty() && !one {
            said.push(format!("{} moved", question.moves.len()));
        }
        if !question.notes.is_empty() {
            said.push(plural(question.notes.len(), "note", "notes"));
        }
        format!("{}.", said.join(", "))
    }

    /// The protocol, and those of questions that had one of their own.
    pub(super) fn protocols(self) -> String {
        let own = self.0.protocols.iter();
        let own = own.map(|(number, name)| format!("; question {number}: {name}"));
        own.fold(self.0.protocol.to_string(), |all, one| all + &one)
    }

    /// What answers and notes speak of by its label, such as “Exhibit 1”: whoever reads them was
    /// not there when it lay on the table.
    pub(super) fn spoken_of(self) -> Vec<&'a Section> {
        let mut said = String::new();
        for question in &self.0.questions {
            let notes = question.notes.iter().map(|note| &note.text);
            let answers = question.answers.iter();
            let answers = answers.flat_map(|given| [&given.words, &given.reason, &given.moved_by]);
            for text in answers.chain(notes) {
                said.push_str(text);
                said.push('\n');
            }
        }
        let said = said.to_lowercase();
        let sections = self.0.reading.iter();
        sections
            .filter(|section| label(section).is_some_and(|label| names(&said, &label)))
            .collect()
    }
}

/// "exhibit 1" of "Exhibit 1: Rain"; none of a title without a number.
fn label(section: &Section) -> Option<String> {
    let title = section.title.as_ref()?.to_lowercase();
    let mut words = title.split_whitespace();
    let (word, number) = (words.next()?, words.next()?);
    let number = number.trim_end_matches(|sign: char| !sign.is_alphanumeric());
    let counts = number.chars().all(|sign| sign.is_ascii_digit()) && !number.is_empty();
    counts.then(|| format!("{word} {number}"))
}

/// Whether the label stands there, and no longer number.
fn names(said: &str, label: &str) -> bool {
    let mut found = said.match_indices(label);
    found.any(|(at, _)| {
        let rest = said.get(at + label.len()..).unwrap_or_default();
        !rest.starts_with(|sign: char| sign.is_ascii_digit())
    })
}
