//! What stands beside an answer label in a list, and lists that judge: under a question, items of
//! which most bear a label tell whoever asks what to look for, and so do runs of ✓ and ✗.

use super::{
    Kept, Survey,
    line::{Form, Line},
    mark::sign,
    repeat,
};
use crate::case::vocabulary::grammar::{Phrases, Sort, each_word};

/// What stands behind a label that gives nothing away, "10 min", has no more letters.
const INNOCENT: usize = 12;

/// Labelled items beside one that is kept back.
pub(super) fn hide_labelled_items(survey: &mut Survey<'_>) {
    let mut kept = Vec::new();
    for unit in &survey.units {
        let below = repeat::below(survey, unit);
        let listed = below
            .into_iter()
            .take_while(|at| survey.at(*at).form == Form::Item || survey.is_kept(*at));
        let items: Vec<usize> = listed.collect();
        let indent = items.first().map(|at| survey.at(*at).indent);
        let outer = |at: &&usize| Some(survey.at(**at).indent) == indent;
        let all = items
            .iter()
            .filter(outer)
            .all(|at| is_labelled(survey.at(*at)));
        let some = items.iter().any(|at| survey.is_kept(*at));
        let open = |at: &&usize| {
            let short = survey.at(**at).text.split_once([':', '：']);
            let short = short.is_some_and(|(_, rest)| rest.trim().chars().count() <= INNOCENT);
            let asks = [Sort::Hint, Sort::Questions, Sort::Slot];
            !survey.is_kept(**at) && !short && !survey.is_role(**at, &asks)
        };
        if all && some {
            kept.extend(items.iter().filter(open).copied());
        }
    }
    for at in kept {
        survey.keep(at, at + 1, Kept::Answer);
    }
}

/// Lists that say by signs what is good and then what is bad, under a question.
pub(super) fn hide_judging_lists(survey: &mut Survey<'_>) {
    let mut kept = Vec::new();
    for unit in survey.units.iter().filter(|unit| unit.options.is_empty()) {
        let below = repeat::below(survey, unit);
        let items: Vec<usize> = below
            .into_iter()
            .filter(|at| survey.at(*at).form == Form::Item)
            .collect();
        if judges(survey, &items) {
            kept.extend(items);
        }
    }
    for at in kept {
        survey.keep(at, at + 1, Kept::Answer);
    }
}

/// Whether items bear signs, all good ones before all bad ones and several of each: options
/// are in no such order.
pub(super) fn judges(survey: &Survey<'_>, items: &[usize]) -> bool {
    let signs: Vec<bool> = items
        .iter()
        .filter_map(|at| sign(survey.at(*at).raw))
        .collect();
    let good = signs.iter().filter(|good| **good).count();
    let sorted = signs.iter().take(good).all(|good| *good);
    good >= 2 && signs.len() - good >= 2 && signs.len() >= 5 && sorted
}

/// "- **Goal:** …".
fn is_labelled(line: &Line<'_>) -> bool {
    let raw = line
        .raw
        .trim_start()
        .trim_start_matches(['-', '+', '•', ' ']);
    let raw = raw.strip_prefix("* ").unwrap_or(raw);
    let bold = raw.trim_start().starts_with("**");
    bold && line
        .text
        .split_once([':', '：'])
        .is_some_and(|(head, _)| head.split_whitespace().count() <= 6)
}

/// What whoever leads is told to do: "the facilitator should assess whether …", and the list or
/// table that it introduces.
pub(super) fn hide_orders(survey: &mut Survey<'_>) {
    for at in 0..survey.len() {
        let line = survey.at(at);
        let free = !survey.is_kept(at) && !survey.starts_question(at);
        let told = line.is(&[Form::Plain, Form::Item]);
        if !(free && told && orders_who_leads(line.folded())) {
            continue;
        }
        if line.form == Form::Item {
            survey.keep(at, at + 1, Kept::Staff);
            continue;
        }
        let mut end = survey.paragraph_end(at) + 1;
        let opens = survey.at(end - 1).text.trim_end().ends_with([':', '：']);
        let list = |at: usize| {
            let line = survey.at(at);
            line.is(&[Form::Blank, Form::Item, Form::Table]) && !survey.starts_question(at)
        };
        let below = (end..survey.len()).find(|at| !survey.at(*at).is_blank());
        let table = below.is_some_and(|at| survey.at(at).form == Form::Table);
        if opens || table {
            end += (end..survey.len()).take_while(|at| list(*at)).count();
        }
        survey.keep(at, end, Kept::Staff);
    }
}

/// Beginnings of words for who leads a talk, in the languages that say it with an article.
static LEADERS: Phrases = Phrases::of(&[
    "facilitat",
    "moderat",
    "animateur",
    "animatrice",
    "formateur",
    "formatrice",
    "facilitador",
    "moderador",
    "kursleit",
    "begeleider",
]);
/// And where they are told to do what they must.
const TEACHERS: [&str; 4] = ["instructor", "trainer", "teacher", "tutor"];
/// What they do then, or are to do.
#[rustfmt::skip]
const THEY: &[&str] = &[
    "should", "must", "can", "may", "notes", "doit", "peut", "note", "soll", "sollte", "kann", "notiert", "debe", "puede", "anota", "deve",
    "pode", "puo", "annota", "moet", "kan", "noteert",
];

/// "The facilitator should …", "trainers must …", "le formateur note …".
fn orders_who_leads(folded: &str) -> bool {
    let mut before = "";
    each_word(folded).any(|must| {
        let who = std::mem::replace(&mut before, must);
        LEADERS.begin(who) && THEY.contains(&must)
            || ["should", "must"].contains(&must) && TEACHERS.contains(&who.trim_end_matches('s'))
    })
}
