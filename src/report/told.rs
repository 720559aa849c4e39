//! What of the case a report tells: the questions that were asked, and what answers speak of.

use super::{Question, Section, first::First};

impl<'a> First<'a> {
    /// The questions but for those that were left out, of which nothing is on record.
    pub(super) fn told(self) -> impl Iterator<Item = &'a Question> {
        let all = self.0.questions.iter();
        all.filter(move |one| !self.left_out(one) || !one.notes.is_empty())
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
