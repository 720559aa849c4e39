//! LaTeX: what is a question, an option or a solution in exams is made plain before pandoc
//! reads the rest, so that no solution is left over as text.

use super::{Converted, pandoc, text::decoded};
use crate::fault::Fault;

/// Environments that hold what is not for those who answer.
const SOLUTIONS: &[&str] = &[
    "solution",
    "solutions",
    "sol",
    "soln",
    "answer",
    "answers",
    "ans",
    "key",
    "anskey",
    "proofsolution",
    "solutionbox",
    "solutionorbox",
    "solutionorlines",
    "solutionordottedlines",
    "solutionorgrid",
    "thesolution",
    "rubric",
    "loesung",
    "lösung",
    "reponse",
    "corrige",
    "solucion",
];
/// Environments that hold options.
const OPTIONS: &[&str] = &[
    "choices",
    "checkboxes",
    "oneparchoices",
    "oneparcheckboxes",
    "answerlist",
];
/// Environments that only hold questions together.
const AROUND: &[&str] = &["questions", "parts", "subparts", "subsubparts", "exam"];
/// Environments that are a question each.
const QUESTIONS: &[&str] = &["question", "exercise", "problem", "aufgabe"];

pub(super) fn markdown(bytes: &[u8]) -> Result<Converted, Fault> {
    let (text, said) = decoded(bytes)?;
    let text = without_comments(&text);
    let mut plain = Plain::default();
    plain.read(&text, 0);
    let title = braces_after(&text, "\\title").map(str::to_owned);
    let converted = pandoc::text(plain.text, "latex", "LaTeX")?;
    Ok(Converted {
        title,
        said: said.into_iter().chain(converted.said).collect(),
        ..converted
    })
}

/// A comment goes from a percent sign to the end of its line.
fn without_comments(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for line in text.lines() {
        let mut escaped = false;
        for letter in line.chars() {
            if letter == '%' && !escaped {
                break;
            }
            escaped = letter == '\\' && !escaped;
            plain.push(letter);
        }
        plain.push('\n');
    }
    plain
}

/// What stands in the braces behind the first of these commands.
fn braces_after<'a>(text: &'a str, command: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(command)?;
    group(rest, '{', '}').map(|(inside, _)| inside)
}

/// An argument is no longer than that, in letters; so that what is never closed costs little.
const LONGEST: usize = 20_000;

/// What stands in brackets at the beginning of a text, and what follows.
fn group(text: &str, open: char, close: char) -> Option<(&str, &str)> {
    let text = text.trim_start();
    let inside = text.strip_prefix(open)?;
    let (mut deep, mut escaped) = (1_usize, false);
    for (at, letter) in inside.char_indices().take(LONGEST) {
        if letter == open && !escaped {
            deep += 1;
        } else if letter == close && !escaped {
            deep -= 1;
            if deep == 0 {
                let (inside, rest) = inside.split_at(at);
                return Some((inside, rest.get(close.len_utf8()..).unwrap_or_default()));
            }
        }
        escaped = letter == '\\' && !escaped;
    }
    None
}

/// What stands before `\fi`, and what follows; `\fillin` does not end it.
fn until_fi(text: &str) -> (&str, &str) {
    let ends = |rest: &str| !rest.starts_with(|letter: char| letter.is_alphabetic());
    let found = text
        .match_indices("\\fi")
        .map(|(at, word)| (at, at + word.len()))
        .find(|(_, end)| text.get(*end..).is_some_and(ends));
    let (at, end) = found.unwrap_or((text.len(), text.len()));
    (
        text.get(..at).unwrap_or_default(),
        text.get(end..).unwrap_or_default(),
    )
}

/// Without arguments in square brackets.
fn past_options(text: &str) -> &str {
    let mut rest = text;
    while let Some((_, after)) = group(rest, '[', ']') {
        rest = after;
    }
    rest
}

/// LaTeX with plain headings, lists and solutions.
#[derive(Default)]
struct Plain {
    text: String,
    questions: usize,
    parts: u8,
    /// Answers that stood in the middle of a sentence.
    waiting: Vec<String>,
}

/// Solutions in solutions are read so deep.
const DEEPEST: usize = 20;

impl Plain {
    fn read(&mut self, text: &str, deep: usize) {
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('\\') {
            self.text.push_str(before);
            let end = after.find(|letter: char| !letter.is_alphabetic() && letter != '*');
            let (name, behind) = after.split_at(end.unwrap_or(after.len()));
            if name.is_empty() {
                // An escaped letter.
                let mut letters = behind.chars();
                self.text.push('\\');
                self.text.extend(letters.next());
                rest = letters.as_str();
                continue;
            }
            rest = self.command(name, behind, deep);
        }
        self.text.push_str(rest);
        if deep == 0 {
            self.flush();
        }
    }

    /// Takes a command, and gives what follows it.
    fn command<'a>(&mut self, name: &str, behind: &'a str, deep: usize) -> &'a str {
        match name {
            "begin" | "end" => return self.environment(name == "begin", behind),
            "question" | "bonusquestion" => {
                self.question(None);
                return past_options(behind);
            }
            "titledquestion" | "bonustitledquestion" => {
                let (title, rest) = group(behind, '{', '}').unwrap_or(("", behind));
                self.question(Some(title));
                return past_options(rest);
            }
            // In books it begins a part, with its title in braces.
            "part" | "subpart" | "bonuspart" if !behind.trim_start().starts_with('{') => {
                self.part();
                return past_options(behind);
            }
            "choice" | "CorrectChoice" | "correctchoice" => {
                let mark = if name == "choice" { " " } else { "x" };
                self.text.push_str(&format!("\\item ({mark}) "));
                return behind.trim_start();
            }
            "fillin" | "answerline" => {
                if let Some((answer, _)) = group(behind, '[', ']') {
                    self.waiting.push(answer.to_owned());
                }
                self.text.push_str("\\_\\_\\_\\_");
                return past_options(behind);
            }
            "ifprintanswers" => {
                let (shown, rest) = until_fi(behind);
                let (answer, otherwise) = shown.split_once("\\else").unwrap_or((shown, ""));
                self.solution(answer, deep);
                self.text.push_str(otherwise);
                return rest;
            }
            _ => {
                let low = name.to_lowercase();
                let holds = SOLUTIONS.contains(&low.as_str());
                let body = holds.then(|| group(past_options(behind), '{', '}'));
                match body.flatten() {
                    Some((answer, rest)) => {
                        self.solution(answer, deep);
                        return rest;
                    }
                    None => {
                        self.text.push('\\');
                        self.text.push_str(name);
                    }
                }
            }
        }
        behind
    }

    fn environment<'a>(&mut self, begins: bool, behind: &'a str) -> &'a str {
        let verb = if begins { "begin" } else { "end" };
        let Some((name, rest)) = group(behind, '{', '}') else {
            self.text.push_str(&format!("\\{verb}"));
            return behind;
        };
        let low = name.trim().trim_end_matches('*').to_lowercase();
        let is = |names: &[&str]| names.contains(&low.as_str());
        if low == "questions" || low == "document" {
            self.flush();
        }
        let named = if is(SOLUTIONS) {
            "solution"
        } else if is(OPTIONS) {
            "itemize"
        } else if is(AROUND) {
            ""
        } else if is(QUESTIONS) {
            if begins {
                self.question(None);
            }
            ""
        } else {
            self.text.push_str(&format!("\\{verb}{{{name}}}"));
            return rest;
        };
        if !named.is_empty() {
            self.text.push_str(&format!("\n\n\\{verb}{{{named}}}\n"));
        }
        if begins { past_options(rest) } else { rest }
    }

    fn question(&mut self, title: Option<&str>) {
        self.flush();
        self.questions += 1;
        self.parts = 0;
        let title = title.map_or_else(String::new, |title| format!(": {title}"));
        let number = self.questions;
        self.text.push_str(&format!(
            "\n\n\\subsubsection*{{Question {number}{title}}}\n\n"
        ));
    }

    fn part(&mut self) {
        self.flush();
        let letter = char::from(b'a' + self.parts.min(25));
        self.parts = self.parts.saturating_add(1);
        let number = self.questions.max(1);
        self.text.push_str(&format!(
            "\n\n\\subsubsection*{{Question {number}{letter}}}\n\n"
        ));
    }

    fn solution(&mut self, text: &str, deep: usize) {
        self.text.push_str("\n\n\\begin{solution}\n");
        if deep < DEEPEST {
            self.read(text, deep + 1);
        }
        self.text.push_str("\n\\end{solution}\n\n");
    }

    /// Answers that waited for the end of their question.
    fn flush(&mut self) {
        for answer in std::mem::take(&mut self.waiting) {
            self.text.push_str(&format!(
                "\n\n\\begin{{solution}}\n{answer}\n\\end{{solution}}\n\n"
            ));
        }
    }
}
