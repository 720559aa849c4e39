//! What whoever opens a document is told of its reading before anything begins.

use std::collections::BTreeSet;

use super::{
    Case, Document, Looks,
    mend::Carried,
    read::Guess,
    vocabulary::{WORDS, Word, normal},
};
use crate::text::plural;

/// Guesses at what everybody reads: a heading that is none of our words, text behind a question
/// that has no label, and items in a row that may ask, each with text below that may answer it.
pub const HEADING: &str = "unknown heading";
pub const BEHIND: &str = "behind a question";
pub const IN_A_ROW: &str = "items in a row";

/// Guesses that change neither what is asked nor what is hidden.
const HARMLESS: &[&str] = &["page noise", "several cases"];

/// Whether a person looks at the reading before anybody else sees it: something in it may give
/// an answer away, or what is asked or hidden was guessed. Never so in a case in our own format.
pub fn is_asked(document: &Document) -> bool {
    !document.doubts.is_empty() || document.guesses.iter().any(is_guess_of_weight)
}

/// The setting of a case that was made of another document before anybody had looked at how that
/// was read: it is asked about as the document would be.
const UNSEEN: &str = "read from";

/// A clean file of such a case, which says so; `from` is the kind of document: "Word".
pub fn unseen(clean: &str, from: &str) -> String {
    let said = format!("{UNSEEN}: {from}, not looked at yet (take this line out once you have)\n");
    match clean.strip_prefix("---\n") {
        Some(rest) => format!("---\n{said}{rest}"),
        None => format!("---\n{said}---\n{clean}"),
    }
}

/// Whether a case says that nobody has looked at how it was read.
pub fn is_unseen(case: &Case) -> bool {
    case.settings.iter().any(|(key, _)| is_unseen_by(key))
}

/// The same cases for a file that is written by somebody who has looked.
pub fn seen(mut cases: Vec<Case>) -> Vec<Case> {
    for case in &mut cases {
        case.settings.retain(|(key, _)| !is_unseen_by(key));
    }
    cases
}

fn is_unseen_by(key: &str) -> bool {
    key.trim().eq_ignore_ascii_case(UNSEEN)
}

/// Whether words for the staff are kept back and none of our own words for such says so anywhere in
/// the text: whoever opens it has to know that nobody else reads them.
pub fn keeps_back_by_others(document: &Document, text: &str) -> bool {
    let mut hidden = document.hidden.iter();
    hidden.any(|one| one.what == "facilitator notes") && !text.lines().any(says_so)
}

/// Whether a line begins with our own word for what is for the facilitator, in any language.
fn says_so(line: &str) -> bool {
    let words = line.trim_start_matches(|letter: char| !letter.is_alphanumeric());
    let label = words.split([':', '：']).next().unwrap_or_default();
    let label = normal(label);
    let row = WORDS.iter().find(|(word, _)| *word == Word::Facilitator);
    let mut columns = row.into_iter().flat_map(|(_, columns)| columns);
    columns.any(|forms| forms.iter().take(2).any(|form| *form == label))
}

/// Whether a guess is about what is asked or what is hidden.
pub fn is_guess_of_weight(guess: &Guess) -> bool {
    !HARMLESS.contains(&guess.rule)
}

/// What was guessed, in words that need no number of a line: what is told stands beside its place.
pub fn says(guess: &Guess) -> &str {
    match guess.rule {
        BEHIND => "everybody reads this, behind a question and under no word of ours",
        _ => &guess.said,
    }
}

/// Whether a guess names a passage that everybody reads and that may tell something.
pub fn is_in_sight(guess: &Guess) -> bool {
    [HEADING, BEHIND, IN_A_ROW].contains(&guess.rule)
}

/// The reading by count: "6 questions", "41 lines kept back", "2 passages that may give
/// something away". `text` is the text that was read.
pub fn in_brief(document: &Document, text: &str) -> Vec<String> {
    let cases = &document.cases;
    let questions: usize = cases.iter().map(|case| case.questions().count()).sum();
    let mut said = vec![match cases.len() {
        1 => plural(questions, "question", "questions"),
        several => format!(
            "{} in {several} cases",
            plural(questions, "question", "questions")
        ),
    }];
    let doubts = document.doubts.len();
    let in_sight = document.guesses.iter().filter(|guess| is_in_sight(guess));
    for (count, one, many) in [
        (
            kept_back(document, text),
            "line kept back",
            "lines kept back",
        ),
        (
            doubts,
            "passage that may give something away",
            "passages that may give something away",
        ),
        (
            in_sight.count(),
            "passage that all will read and that may answer a question",
            "passages that all will read and that may answer questions",
        ),
    ] {
        if count > 0 {
            said.push(plural(count, one, many));
        }
    }
    said
}

/// What became of what somebody said, once the document was saved again; by line, or how many
/// paragraphs ask for a look.
pub fn carried(carried: &Carried, by_line: bool) -> String {
    let Carried {
        of,
        kept,
        notes,
        look,
    } = carried;
    let changed = "The document has changed since you said what its lines are";
    let kept = match (of, kept) {
        (1, 1) => "your mark is carried over".to_owned(),
        (1, _) => "your mark could not be carried over".to_owned(),
        (of, kept) if of == kept => format!("all {of} of your marks are carried over"),
        (of, kept) => format!("{kept} of your {of} marks are carried over"),
    };
    let notes = match notes {
        0 => String::new(),
        1 => ", one of them as a note, since its question is not what it was".to_owned(),
        many => format!(", {many} of them as notes, since their question is not what it was"),
    };
    let look: Vec<String> = look
        .iter()
        .take(MOST_PLACES)
        .map(ToString::to_string)
        .collect();
    let look = match (look.as_slice(), carried.look.len()) {
        ([], _) => String::new(),
        (_, all) if !by_line => {
            format!("; look at {}", plural(all, "paragraph", "paragraphs"))
        }
        ([one], _) => format!("; look at line {one}"),
        (_, all) if all > look.len() => format!("; look at {all} lines: {} …", look.join(", ")),
        (_, all) => format!("; look at these {all} lines: {}", look.join(", ")),
    };
    format!("{changed}: {kept}{notes}{look}.")
}

/// So many lines are named.
const MOST_PLACES: usize = 12;

/// How many lines are kept back until their time, without blank ones; later parts, which come by
/// themselves, are not counted.
pub fn kept_back(document: &Document, text: &str) -> usize {
    let hidden = document.hidden.iter();
    let hidden = hidden.filter(|hidden| hidden.what != "later part");
    let hidden = hidden.flat_map(|hidden| hidden.from..=hidden.to);
    let doubts = document.doubts.iter();
    let doubts = doubts.flat_map(|doubt| doubt.lines.from..=doubt.lines.to);
    let all: BTreeSet<u32> = hidden.chain(doubts).collect();
    let lines = (1..).zip(text.lines());
    let kept = lines.filter(|(line, text)| all.contains(line) && !text.trim().is_empty());
    kept.count()
}

impl Looks {
    /// What a passage looks like, in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::LikeAnAnswer => "looks like an answer",
            Self::LikeAStaffNote => "looks like a note for the facilitator",
        }
    }
}

/// Lines in words.
pub fn place(from: u32, to: u32) -> String {
    if to > from {
        format!("lines {from} to {to}")
    } else {
        format!("line {from}")
    }
}
