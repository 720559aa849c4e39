//! What whoever leads is to look for in what was said: sections that grade it by signs, and labels
//! below each question that ask about those who answered.

use std::collections::HashMap;

use super::{
    Kept, Survey,
    line::{BOLD, Form},
    mark::sign,
};
use crate::case::vocabulary::grammar::words;

/// Sections beside each other of which one lists only what is good and another only what is bad,
/// behind the first question: the one above them grades.
pub(super) fn hide_sections(survey: &mut Survey<'_>) {
    let first = survey.units.first().map_or(survey.len(), |unit| unit.from);
    let mut graded: HashMap<usize, (bool, bool)> = HashMap::new();
    for at in survey.headings.iter().copied().filter(|at| *at > first) {
        let Some(above) = survey.above.get(&at).filter(|above| **above > first) else {
            continue;
        };
        let signs = (at + 1..survey.section_end(at))
            .filter(|at| survey.at(*at).form == Form::Item)
            .map(|at| sign(survey.at(at).raw));
        let signs: Vec<bool> = signs.flatten().collect();
        let (good, bad) = graded.entry(*above).or_default();
        if signs.len() >= 2 {
            *good |= signs.iter().all(|sign| *sign);
            *bad |= signs.iter().all(|sign| !sign);
        }
    }
    for (above, both) in graded {
        let end = survey.section_end(above);
        let asks = survey.units_above(end).len() > survey.units_above(above).len();
        if both == (true, true) && !asks && !survey.titles.contains(&above) {
            survey.keep(above, end, Kept::Staff);
        }
    }
}

/// "**Evaluation:** Do they see the risk?": a label in bold letters that stands so below several
/// questions and asks about those who answer is for whoever leads.
pub(super) fn hide_labels(survey: &mut Survey<'_>) {
    let about: Vec<usize> = (0..survey.len())
        .filter(|at| survey.at(*at).form == Form::Plain && !survey.is_kept(*at))
        .filter(|at| asks_about_others(survey, *at))
        .collect();
    let mut counts: HashMap<String, usize> = HashMap::new();
    for at in &about {
        *counts.entry(head(survey, *at)).or_default() += 1;
    }
    for at in about {
        if counts
            .get(&head(survey, at))
            .is_some_and(|count| *count >= 2)
        {
            survey.keep(at, survey.paragraph_end(at) + 1, Kept::Staff);
        }
    }
}

fn head(survey: &Survey<'_>, at: usize) -> String {
    let text = survey.at(at).folded();
    text.split(':').next().unwrap_or_default().to_owned()
}

/// Whether a label in bold letters is followed by a question about people who are not addressed.
fn asks_about_others(survey: &Survey<'_>, at: usize) -> bool {
    #[rustfmt::skip]
    const OTHERS: &[&str] = &["they", "participants", "students", "learners", "trainees", "sie", "teilnehmende", "ils", "elles", "ellos", "eles", "они"];
    let line = survey.at(at);
    let bold = line.raw.trim_start().starts_with("**");
    let Some((_, asked)) = line
        .folded()
        .split_once(':')
        .filter(|_| bold && line.asks())
    else {
        return false;
    };
    let opening = words(asked);
    let others = opening.iter().take(3).any(|word| OTHERS.contains(word));
    let addressed = opening
        .iter()
        .any(|word| ["you", "your", "we", "our"].contains(word));
    line.level > BOLD && others && !addressed
}
