//! Questions whose answer stands in their own line, "**Who leads the team?** Ann, since May.", or on
//! the back of a card.

use std::collections::HashSet;

use super::{
    Survey, ask,
    line::{Form, is_bold_item},
    unit::{Group, Key, Unit},
};

/// So many questions with more behind them are no accident.
const OFTEN: usize = 3;
/// What stands behind a question and answers it has so many words at least, or letters where
/// there are no blanks between words.
const WORDS: usize = 3;
const LETTERS: usize = 8;

/// Whether most questions are answered in their own line.
pub(super) fn are(survey: &Survey<'_>) -> bool {
    let told = |unit: &&Unit| cut(survey.at(unit.from).raw).is_some();
    let count = survey.units.iter().filter(told).count();
    count >= OFTEN && count * 5 >= survey.units.len() * 3
}

/// A question, and what the same line says behind it.
pub(super) fn cut(raw: &str) -> Option<(&str, &str)> {
    let end = raw.find(['?', '？'])?;
    let rest = raw.get(end..)?.trim_start_matches(['?', '？']);
    let rest = rest.trim_start_matches(['*', '_', '"', '”', '»', ' ']);
    let question = raw.get(..raw.len() - rest.len())?;
    let dense = !rest.is_ascii() && rest.chars().count() >= LETTERS;
    let says = rest.split_whitespace().nth(WORDS - 1).is_some() || dense;
    let asks = rest.contains(['?', '？']) || ask::tells_to(rest);
    let begins = rest.starts_with(char::is_alphanumeric);
    (says && begins && !asks).then_some((question.trim_end(), rest))
}

/// Whether most of some items ask in bold letters and go on below in others: each is told with its
/// answer.
pub(super) fn in_bold(survey: &Survey<'_>, units: &[Unit]) -> bool {
    let told = |unit: &&Unit| {
        let (own, next) = (survey.at(unit.from), survey.at(unit.to + 1));
        let below = next.form == Form::Plain && next.indent > 0 && !next.asks();
        below && is_bold_item(own.raw)
    };
    units.iter().filter(told).count() * 5 >= units.len() * 4
}

/// A flashcard: a line, "?" alone, and its back.
pub(super) fn card(survey: &Survey<'_>, at: usize) -> Option<(Key, Unit)> {
    if let Some((front, _)) = turned(survey.at(at).raw) {
        let front = super::line::bare(front);
        let unit = survey.unit((at, at), front, Group::Truth, (None, true));
        return Some((Key::of(Group::Truth, 0), unit));
    }
    let turn = matches!(survey.at(at + 1).raw.trim(), "?" | "??");
    (turn && survey.at(at).text.contains(char::is_alphabetic)).then(|| {
        let text = survey.at(at).text.clone();
        let unit = survey.unit((at, at), text, Group::Card, (None, true));
        (Key::of(Group::Card, 0), unit)
    })
}

/// "Who may close it? :: The chair": a card with both sides in one line.
pub(super) fn turned(raw: &str) -> Option<(&str, &str)> {
    let (front, back) = raw.split_once(" :: ")?;
    let asks = ask::asks_at_its_end(front);
    (asks && back.contains(char::is_alphanumeric)).then_some((front.trim_end(), back.trim()))
}

/// A summary that asks or states what is answered within says so many words.
const SUMMARY: usize = 6;

/// Folds beside each other of which nearly each has a summary of its own that asks, orders or says
/// a whole sentence: cards with their backs.
pub(super) fn open_cards(survey: &mut Survey<'_>) {
    let heads = |at: &usize| {
        let line = survey.at(*at);
        line.folded && line.form == Form::Division
    };
    let all: Vec<usize> = (0..survey.len()).filter(heads).collect();
    let says = |at: &&usize| {
        let line = survey.at(**at);
        let sentence = line.text.trim_end().ends_with(['.', '。', '!'])
            && line.text.split_whitespace().nth(SUMMARY - 1).is_some();
        survey.role(**at).is_none() && (line.asks() || line.tells_to() || sentence)
    };
    let asked: Vec<usize> = all.iter().filter(says).copied().collect();
    let texts: HashSet<&str> = asked.iter().map(|at| survey.at(*at).folded()).collect();
    if asked.len() < OFTEN || asked.len() * 5 < all.len() * 4 || texts.len() < asked.len() {
        return;
    }
    for at in asked {
        survey.kept.remove(&at);
        survey.cards.insert(at);
    }
}
