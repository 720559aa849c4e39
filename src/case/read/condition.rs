//! A later part that comes only if the group decided so: "Only if question 2: The ward stays open"
//! on the first line below its heading.

use super::build::{Item, Part};
use crate::{
    case::{
        Case, Kind, OnlyIf,
        flaw::{Code, Flaw},
        vocabulary::{self, normal},
    },
    text::Clean,
};

/// How such a line begins, in small letters.
#[rustfmt::skip]
const BEGINS: &[&str] = &[
    "only if ", "nur wenn ", "nur falls ", "seulement si ", "uniquement si ", "solo si ", "sólo si ", "só se ", "solo se ", "alleen als ",
    "endast om ", "только если ",
];

/// What a part waits for, as it is written.
pub(super) struct Wanted {
    said: String,
    line: u32,
}

/// Takes the line out of a part.
pub(super) fn take(part: &mut Part) -> Option<Wanted> {
    part.title.as_ref()?;
    let Some(Item::Reading(blocks)) = part.items.first_mut() else {
        return None;
    };
    let block = blocks.first_mut()?;
    let (first, rest) = match block.text.split_once('\n') {
        Some((first, rest)) => (first, rest),
        None => (block.text.as_str(), ""),
    };
    let said = first.trim().trim_matches(['*', '_']);
    let small = said.to_lowercase();
    let begin = BEGINS.iter().find(|begin| small.starts_with(**begin))?;
    let said = said.get(begin.len()..)?;
    let asks = said.split_once(':').map_or(said, |(head, _)| head);
    if !vocabulary::names_a_question(asks.trim()) {
        return None;
    }
    let wanted = Wanted {
        said: said.to_owned(),
        line: block.line,
    };
    let (rest, line) = (Clean::new(rest), block.line + 1);
    if rest.trim().is_empty() {
        blocks.remove(0);
        if blocks.is_empty() {
            part.items.remove(0);
        }
    } else {
        (block.text, block.line) = (rest, line);
    }
    Some(wanted)
}

/// Ties the parts of a case to what they wait for. Each part comes whatever was decided where
/// that cannot be done.
pub(super) fn settle(case: &mut Case, wanted: Vec<Option<Wanted>>, flaws: &mut Vec<Flaw>) {
    for (at, wanted) in wanted.into_iter().enumerate() {
        let Some(wanted) = wanted else { continue };
        match found(case, at, &wanted.said) {
            Ok(only_if) => {
                let mut before = case.parts.iter().take(at);
                let twin = before.find(|part| part.only_if == Some(only_if));
                if let Some(twin) = twin.and_then(|twin| twin.title.clone()) {
                    flaws.push(flaw(
                        wanted.line,
                        &format!("“{twin}” comes for the same decision already; both come, one after the other"),
                        "Put both into one part, or name another option.",
                    ));
                }
                if let Some(part) = case.parts.get_mut(at) {
                    (part.only_if, part.staged) = (Some(only_if), true);
                }
            }
            Err(why) => flaws.push(flaw(
                wanted.line,
                &format!("{why}; so this part comes whatever the group decides"),
                "Write for example “Only if question 2: B”, with an option of a question that stands before this part and lets people choose one.",
            )),
        }
    }
}

fn flaw(line: u32, what: &str, hint: &str) -> Flaw {
    Flaw::new(Code::Condition, line, what, hint)
}

/// The question and the option that a part waits for.
fn found(case: &Case, part: usize, said: &str) -> Result<OnlyIf, String> {
    let (head, option) = said
        .split_once(':')
        .ok_or("It does not say which option the group has to decide for")?;
    let digits: String = head.chars().filter(char::is_ascii_digit).collect();
    let number: u32 = digits
        .parse()
        .map_err(|_| "It does not say which question decides".to_owned())?;
    let before = case.parts.iter().take(part).flat_map(|part| &part.items);
    let mut before = before.filter_map(|item| match item {
        crate::case::Item::Question(question) => Some(question),
        crate::case::Item::Reading(_) | crate::case::Item::Exhibit(_) => None,
    });
    let question = before
        .find(|question| question.prompt.number == number)
        .ok_or_else(|| format!("There is no question {number} before this part"))?;
    let Kind::Choice { options, most: 1 } = &question.prompt.kind else {
        return Err(format!(
            "In question {number} nobody chooses one of several options"
        ));
    };
    let wanted = normal(option);
    let mut all = options.iter().zip(0_u8..);
    let named = |(option, at): &(&Clean, u8)| {
        let letter = char::from(b'a'.saturating_add(*at)).to_string();
        normal(option) == wanted || (letter == wanted && *at < 26)
    };
    let (_, option) = all
        .find(named)
        .ok_or_else(|| format!("Question {number} has no option “{}”", Clean::line(option)))?;
    Ok(OnlyIf {
        question: number,
        option,
    })
}
