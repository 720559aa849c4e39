//! Tables that tell whoever leads what comes when: minutes, what is done, and by whom; and what is
//! expected of people.

use super::{Kept, Survey, hide::heads_a_table, line::Form, repeat::EXPECTED};
use crate::case::{
    read::rows::cells,
    vocabulary::grammar::{Phrases, each_word, fold},
};

/// How the heads of columns begin for who does something, and with what.
#[rustfmt::skip]
static WITH: Phrases = Phrases::of(&[
    "who", "lead", "speaker", "presenter", "material", "method", "format", "facilitat", "wer", "leitung", "medien", "sozialform", "methode",
    "qui", "animat", "methode", "support", "quien", "responsab", "metod", "recurs", "quem", "chi", "strument", "wie", "werkvorm", "kto", "prowadz",
    "кто", "ведущ", "материал", "метод", "ki", "eszkoz", "kim", "担当", "谁", "负责", "方法",
]);
/// How words begin for minutes.
#[rustfmt::skip]
static MINUTES: Phrases = Phrases::of(&["min", "мин", "perc", "dak", "分"]);

/// So many letters hold figures and their unit, and no sentence.
const FIGURES: usize = 12;

/// A table of which a column counts minutes, or the time from nothing, beside one for who does it or
/// with what: a log of what happened tells the time of the day. Or one that says in sentences what is
/// expected.
pub(super) fn hide(survey: &mut Survey<'_>) {
    let heads = |at: &usize| heads_a_table(survey, *at);
    let tables: Vec<usize> = (0..survey.len()).filter(heads).collect();
    for at in tables {
        let rows = (at + 2..survey.len()).take_while(|row| survey.at(*row).form == Form::Table);
        let rows: Vec<Vec<String>> = rows.map(|row| cells(survey.at(row).raw)).collect();
        let heads = cells(survey.at(at).raw);
        let heads: Vec<String> = heads
            .iter()
            .map(|head| fold(&super::line::bare(head)))
            .collect();
        let with = heads.iter().any(|head| WITH.begin(head));
        let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
        let cell = |row: usize, column: usize| Some(rows.get(row)?.get(column)?.as_str());
        let timed = |column: usize| {
            let told = (0..rows.len()).filter_map(|row| cell(row, column));
            let lasts = told.filter(|cell| lasts(cell)).count();
            let begins = cell(0, column).is_some_and(begins_at_nothing);
            begins && rows.len() > 1 || lasts * 2 > rows.len()
        };
        // "Expected response" over sentences; over figures it may be a return.
        let expected = |column: usize| {
            let head = heads.get(column).map_or("", String::as_str);
            let says = each_word(head).any(|word| EXPECTED.iter().any(|of| word.starts_with(of)));
            let told = (0..rows.len()).filter_map(|row| cell(row, column));
            let sentences = told.filter(|cell| cell.chars().nth(FIGURES).is_some());
            says && sentences.count() * 2 > rows.len()
        };
        if with && (0..columns).any(timed) || (0..columns).any(expected) {
            survey.keep(at, at + 2 + rows.len(), Kept::Staff);
        }
    }
}

/// "10 min", "5'", "0–15 Minuten": how long something takes.
fn lasts(cell: &str) -> bool {
    let folded = fold(cell);
    let counts = folded.starts_with(|letter: char| letter.is_ascii_digit());
    let few = folded.chars().count() <= 24;
    counts
        && few
        && (each_word(&folded).any(|word| MINUTES.begin(word))
            || folded.ends_with(['\'', '’', '′'])
            || MINUTES.are_in(&folded))
}

/// "0:00", "00:00 – 00:10".
fn begins_at_nothing(cell: &str) -> bool {
    ["0:00", "00:00", "0.00", "0'", "0–", "0-"]
        .iter()
        .any(|zero| cell.trim().starts_with(zero))
}
