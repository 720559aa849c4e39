//! GIFT, Moodle's format for questions as text: `::Title::Question?{=right #why ~wrong #why}`.
//!
//! Nothing is shown of what stands in braces but the options. A file with a mistake is refused
//! with the line of it, for half a question may be half an answer.

use std::path::Path;

use super::{
    Converted,
    bank::{Asked, Part, feedback, matching, write},
    html,
    text::decoded,
};
use crate::{fault::Fault, text::Clean};

mod answer;

/// How much of a text file is looked at to tell whether it is GIFT, in bytes.
const LOOKED_AT: usize = 64 * 1024;

/// Whether a text file is plainly GIFT: it has answers in braces, and titles or a category.
pub(super) fn is_gift(path: &Path, bytes: &[u8]) -> bool {
    let ending = path.extension().unwrap_or_default().to_string_lossy();
    if !ending.is_empty() && !ending.eq_ignore_ascii_case("txt") {
        return false;
    }
    let start = bytes.get(..bytes.len().min(LOOKED_AT)).unwrap_or_default();
    let text = String::from_utf8_lossy(start);
    let mut braces = text.split('{').skip(1).map(str::trim_start);
    let answers = |inside: &str| {
        inside.starts_with(['=', '~', '#', '}'])
            || ["T}", "F}", "TRUE}", "FALSE}", "T#", "F#", "TRUE#", "FALSE#"]
                .iter()
                .any(|word| inside.starts_with(word))
    };
    let options = |inside: &str| inside.starts_with(['=', '~']) && inside.contains('}');
    let named = text.lines().any(|line| {
        let line = line.trim_start();
        line.starts_with("$CATEGORY:")
            || line
                .strip_prefix("::")
                .is_some_and(|rest| rest.contains("::"))
    });
    let several = braces.clone().filter(|inside| options(inside)).count() >= 2;
    (named || several) && braces.any(answers)
}

/// The questions of a file.
pub(super) fn markdown(bytes: &[u8]) -> Result<Converted, Fault> {
    let (text, said) = decoded(bytes)?;
    let mut said: Vec<Clean> = said.into_iter().collect();
    let mut file = File {
        title: None,
        parts: Vec::new(),
    };
    for stretch in stretches(&text)? {
        file.take(&stretch)?;
    }
    if !file.parts.iter().any(|part| matches!(part, Part::Asked(_))) {
        return Err(Fault::new(
            "There is no question in the GIFT file",
            "A question needs its answers in braces behind it: Who decides? {=The master ~The crew}",
        ));
    }
    let unmarked = file.parts.iter().filter(|part| match part {
        Part::Asked(asked) => {
            !asked.options.is_empty() && asked.options.iter().all(|(_, right)| !right)
        }
        Part::Reading(_) => false,
    });
    let unmarked = unmarked.count();
    if unmarked > 0 {
        said.push(Clean::line(&format!(
            "No option is marked right in {unmarked} of its questions."
        )));
    }
    Ok(Converted {
        markdown: write(file.title.as_deref().unwrap_or_default(), &file.parts),
        from: "GIFT",
        said,
        ..Converted::default()
    })
}

/// A question as it stands in the file: what is before its braces, in them and after them.
struct Stretch {
    line: usize,
    before: String,
    answers: Option<(usize, String)>,
    after: String,
}

/// A mistake in the file.
fn mistake(line: usize, what: &str, hint: &str) -> Fault {
    Fault::new(
        &format!("There is a mistake in the GIFT file, line {line}"),
        hint,
    )
    .because(what)
}

/// Cuts the file at blank lines that stand in no braces; comments go.
fn stretches(text: &str) -> Result<Vec<Stretch>, Fault> {
    let (mut found, mut now) = (Vec::new(), None::<Stretch>);
    let mut open = false;
    for (at, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        let number = at + 1;
        if line.trim_start().starts_with("//") {
            continue;
        }
        if line.trim().is_empty() && !open {
            found.extend(now.take());
            continue;
        }
        // What begins a question or names a category ends the question above, blank line or not.
        let begins = ["$CATEGORY:", "::"]
            .iter()
            .any(|mark| line.trim_start().starts_with(mark));
        if begins && !open {
            found.extend(now.take_if(|own| own.answers.is_some() && own.after.trim().is_empty()));
        }
        let stretch = now.get_or_insert_with(|| Stretch {
            line: number,
            before: String::new(),
            answers: None,
            after: String::new(),
        });
        if line.trim_start().starts_with("$CATEGORY:") && stretch.before.is_empty() {
            stretch.before = line.to_owned();
            found.extend(now.take());
            continue;
        }
        stretch.add(line, number, &mut open)?;
    }
    if let Some(Stretch {
        answers: Some((line, _)),
        ..
    }) = &now
        && open
    {
        return Err(mistake(
            *line,
            "The brace { is never closed.",
            "Put a } behind the last answer of this question. A brace in a text is written \\{.",
        ));
    }
    found.extend(now);
    Ok(found)
}

impl Stretch {
    /// Adds a line to the part that it belongs to.
    fn add(&mut self, line: &str, number: usize, open: &mut bool) -> Result<(), Fault> {
        let mut escaped = false;
        for letter in line.chars().chain(['\n']) {
            match letter {
                '{' if !escaped && *open => {
                    let begun = self.answers.as_ref().map_or(number, |(line, _)| *line);
                    return Err(mistake(
                        begun,
                        &format!(
                            "Its brace {{ is not closed before the next one, in line {number}."
                        ),
                        "Put a } behind the last answer of this question. A brace in a text is written \\{.",
                    ));
                }
                '{' if !escaped && self.answers.is_some() => {
                    return Err(mistake(
                        number,
                        "A second { stands in one question.",
                        "Put a blank line between two questions. A brace in a text is written \\{.",
                    ));
                }
                '{' if !escaped => {
                    self.answers = Some((number, String::new()));
                    *open = true;
                }
                '}' if !escaped && *open => *open = false,
                '}' if !escaped => {
                    return Err(mistake(
                        number,
                        "A brace } closes nothing.",
                        "Put a { in front of the first answer. A brace in a text is written \\}.",
                    ));
                }
                _ => match &mut self.answers {
                    None => self.before.push(letter),
                    Some((_, inside)) if *open => inside.push(letter),
                    Some(_) => self.after.push(letter),
                },
            }
            escaped = letter == '\\' && !escaped;
        }
        Ok(())
    }
}

struct File {
    /// The first category.
    title: Option<String>,
    parts: Vec<Part>,
}

impl File {
    fn take(&mut self, stretch: &Stretch) -> Result<(), Fault> {
        if let Some(category) = stretch.before.trim().strip_prefix("$CATEGORY:") {
            let name = category.rsplit('/').next().unwrap_or_default().trim();
            self.title.get_or_insert_with(|| name.to_owned());
            return Ok(());
        }
        let (title, text) = titled(stretch.before.trim());
        let (text, is_page) = formatted(text);
        let shown = |text: &str| shown(text, is_page);
        let Some((line, inside)) = &stretch.answers else {
            self.parts.push(Part::Reading(shown(text)));
            return Ok(());
        };
        let mut asked = Asked {
            line: stretch.line,
            text: shown(text),
            ..Asked::default()
        };
        let after = shown(stretch.after.trim());
        if !after.is_empty() {
            asked.text = format!("{} ____ {after}", asked.text);
        }
        if asked.text.is_empty() {
            asked.text = shown(title);
        }
        if asked.text.is_empty() {
            return Err(mistake(
                stretch.line,
                "There are answers without a question in front of them.",
                "Write the question in front of the brace.",
            ));
        }
        answer::read(&mut asked, inside, *line, is_page)?;
        self.parts.push(Part::Asked(asked));
        Ok(())
    }
}

/// The title between colons, and what follows it.
fn titled(text: &str) -> (&str, &str) {
    let inside = text
        .strip_prefix("::")
        .and_then(|rest| rest.split_once("::"));
    inside.map_or(("", text), |(title, text)| (title.trim(), text.trim()))
}

/// Without the format in front, and whether that is HTML.
fn formatted(text: &str) -> (&str, bool) {
    for (mark, is_page) in [
        ("[html]", true),
        ("[moodle]", false),
        ("[plain]", false),
        ("[markdown]", false),
    ] {
        if let Some(rest) = text.strip_prefix(mark) {
            return (rest.trim(), is_page);
        }
    }
    (text, false)
}

/// A text without its escapes, as it is shown.
fn shown(text: &str, is_page: bool) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut letters = text.trim().chars();
    while let Some(letter) = letters.next() {
        if letter != '\\' {
            shown.push(letter);
            continue;
        }
        match letters.next() {
            Some('n') => shown.push('\n'),
            Some(letter @ ('~' | '=' | '#' | '{' | '}' | ':' | '\\')) => shown.push(letter),
            Some(letter) => shown.extend(['\\', letter]),
            None => shown.push('\\'),
        }
    }
    if is_page || shown.contains("</") || shown.contains("<br") {
        return html::plain(&shown);
    }
    shown.trim().to_owned()
}
