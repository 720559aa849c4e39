//! What a guide teaches to all besides what it asks and what is read out: terms that a list
//! explains, what is put on a slide, what stands below what is said.

use super::{
    Survey,
    line::{Form, Line, marker},
    named::{GOALS, holds},
    staff,
};
use crate::case::vocabulary::grammar::{PEOPLE, Sort, listens, speaks_to_staff, words};

/// What a label says under which whoever leads shows something to all.
#[rustfmt::skip]
const SHOWS: &[&str] = &[
    "slide", "to share", "to show", "on the board", "on screen", "on the screen", "folie", "an die tafel", "an der tafel", "diapo", "au tableau",
    "pizarra", "quadro", "lavagna", "op het bord", "op de dia", "slajd", "na tablicy", "слайд", "на доске", "幻灯片", "投影片", "スライド", "板書",
];
/// Words that begin a condition: what whoever leads does then.
#[rustfmt::skip]
const IF: &[&str] = &["if", "when", "wenn", "falls", "si", "cuando", "se", "quando", "als", "indien", "jesli", "gdy", "если", "om", "hvis", "ha", "如果"];

/// Opens the lines of a guide that are taught to all.
pub(super) fn open(survey: &Survey<'_>, open: &mut [bool]) {
    let mut put = |from: usize, to: usize| {
        if let Some(lines) = open.get_mut(from..to) {
            lines.fill(true);
        }
    };
    let mut at = 0;
    while at < survey.len() {
        let end = match survey.at(at).form {
            Form::Item => list_end(survey, at),
            _ => at + 1,
        };
        if survey.at(at).form == Form::Item && is_taught(survey, at, end) {
            let from = label(survey, at).filter(|label| survey.at(*label).form != Form::Heading);
            put(from.unwrap_or(at), end);
        }
        for said in at..end {
            put(said, said_end(survey, said));
        }
        at = end;
    }
}

/// Where the list ends that begins here.
fn list_end(survey: &Survey<'_>, at: usize) -> usize {
    let within = |at: &usize| {
        let line = survey.at(*at);
        line.is(&[Form::Item, Form::Blank]) || line.form == Form::Plain && line.indent > 0
    };
    (at..survey.len())
        .find(|at| !within(at))
        .unwrap_or(survey.len())
}

/// The line above a list.
fn label(survey: &Survey<'_>, at: usize) -> Option<usize> {
    (0..at).rev().find(|above| !survey.at(*above).is_blank())
}

/// Where what hangs on a line ends that is said to all: "“You will see three signs:”", and the signs.
fn said_end(survey: &Survey<'_>, at: usize) -> usize {
    let own = survey.at(at);
    let goes_on = own
        .text
        .trim_end_matches(['"', '”', '“', '»', ' '])
        .ends_with([':', '：']);
    if !goes_on || own.quote || !staff::says_aloud(survey, at) {
        return at;
    }
    let hangs = |next: &usize| {
        let line = survey.at(*next);
        line.is_blank() || line.form == Form::Item && line.indent > own.indent
    };
    (at + 1..survey.len())
        .find(|next| !hangs(next))
        .unwrap_or(survey.len())
}

/// Whether a list explains terms, or is shown to all, and nothing in it is for whoever leads.
fn is_taught(survey: &Survey<'_>, from: usize, end: usize) -> bool {
    let filled = |at: &usize| !survey.at(*at).is_blank();
    let lines: Vec<&Line<'_>> = (from..end).filter(filled).map(|at| survey.at(at)).collect();
    let heads = survey
        .path(from)
        .filter(|head| !survey.titles.contains(head));
    let label = label(survey, from);
    let shown = label.is_some_and(|label| holds(survey.at(label).folded(), SHOWS));
    let staffed = |at: usize| {
        let line = survey.at(at);
        let sorts = [
            Sort::Staff,
            Sort::Answer,
            Sort::Explains,
            Sort::Weak,
            Sort::Hint,
        ];
        let says = speaks_to_staff(line.folded()) || holds(line.folded(), GOALS);
        says || survey.is_role(at, &sorts) || listens(line.folded())
    };
    let told = (from..end).any(|at| survey.is_kept(at) || survey.is_role(at, &[Sort::Staff]));
    if told || heads.chain(label).any(staffed) || lines.iter().any(|line| is_of_the_plan(line)) {
        return false;
    }
    let orders = label.is_some_and(|label| survey.at(label).tells_to());
    let first = lines.first().map_or(0, |line| line.indent);
    let outer = || lines.iter().filter(|line| line.indent <= first);
    let terms = outer().filter(|line| explains_a_term(line)).count();
    shown || !orders && terms >= 2 && terms * 5 >= outer().count() * 4
}

/// Whether a line tells of minutes, of those who take part, of what one says to what they say.
fn is_of_the_plan(line: &Line<'_>) -> bool {
    let text = line.folded();
    let all = words(text);
    let people = PEOPLE.iter().any(|start| match start.is_ascii() {
        true => all.iter().any(|word| word.starts_with(start)),
        false => text.contains(start),
    });
    let minutes = text.match_indices("min").any(|(at, _)| {
        let before = text
            .get(..at)
            .unwrap_or_default()
            .trim_end_matches([' ', '-']);
        before.ends_with(|letter: char| letter.is_ascii_digit())
    });
    let boxed = line.text.starts_with(['[', '☐', '□']);
    let condition = all.first().is_some_and(|first| IF.contains(first));
    people
        || minutes
        || boxed
        || condition
        || text.contains('→')
        || line.asks()
        || speaks_to_staff(text)
}

/// "**Trust:** people say what they do not know", where nothing is ordered.
fn explains_a_term(line: &Line<'_>) -> bool {
    let raw = line.raw.trim();
    let Some((term, said)) = marker(raw)
        .and_then(|(_, text)| text.strip_prefix("**"))
        .and_then(|text| text.split_once("**"))
    else {
        return false;
    };
    let said = said.trim_start_matches([':', '：', '-', '–', '—', ' ', '*']);
    let named = !term.contains(|letter: char| letter.is_ascii_digit()) && !term.contains('"');
    named && !super::ask::tells_to(said) && !super::ask::tells_to(term)
}
