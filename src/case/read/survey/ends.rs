//! What ends an answer in a text without headings of its own.

use super::{Kept, Survey, line::Form, role::Role};
use crate::case::vocabulary::{
    self,
    grammar::{Phrases, Sort, is_for_who_leads, tells_the_end},
};

/// Whether a line stands apart from the answer above it.
pub(super) fn comes_apart(survey: &Survey<'_>, at: usize) -> bool {
    heads_in_capitals(survey, at) || speaks_to_staff_apart(survey, at)
}

/// Behind the last answer a heading in capitals opens what whoever leads has to know.
pub(super) fn keep_behind_all(survey: &mut Survey<'_>, at: usize) {
    if heads_in_capitals(survey, at) {
        let end = survey.next_heading(at, u8::MAX).unwrap_or(survey.len());
        survey.keep(at, end, Kept::Staff);
    }
}

/// "THE NEXT MORNING" in a paragraph of its own: a heading, as plain text has them.
fn heads_in_capitals(survey: &Survey<'_>, at: usize) -> bool {
    let line = survey.at(at);
    let blank = |at: usize| at >= survey.len() || survey.at(at).is_blank();
    let kept = |role: &Role| role.sense.is_kept_back() && !role.is(&[Sort::Staff]);
    line.form == Form::Plain
        && line.indent == 0
        && line.text.split_whitespace().count() >= 2
        && line.text.chars().filter(|one| one.is_uppercase()).count() >= 6
        && !line.text.contains(char::is_lowercase)
        && at.checked_sub(1).is_some_and(blank)
        && blank(at + 1)
        && !survey.role(at).is_some_and(kept)
}

/// "[Facilitator: …]" in a paragraph of its own.
fn speaks_to_staff_apart(survey: &Survey<'_>, at: usize) -> bool {
    let staff = |role: &Role| role.is(&[Sort::Staff]) && role.sense.strength >= 3;
    survey.at(at).raw.trim_start().starts_with('[')
        && at
            .checked_sub(1)
            .is_some_and(|above| survey.at(above).is_blank())
        && survey.role(at).is_some_and(staff)
}

/// What stands behind all questions under a heading of its own is no more than so much of a text,
/// one in so many lines.
const SHARE: usize = 4;

/// What a talk is to bring out.
#[rustfmt::skip]
static BRING_OUT: Phrases = Phrases::of(&[
    "to bring out", "to draw out", "to surface", "should come out", "should come up", "worth raising", "herauskommen", "herausarbeiten",
    "a faire ressortir", "a faire emerger", "deberia salir", "debe salir", "a destacar", "deve emergere", "far emergere", "deve aparecer",
    "naar voren", "powinno pasc", "должно прозвучать", "kell elhangz",
]);

/// How a word begins for how something is run, which only whoever runs it has to know.
#[rustfmt::skip]
static RUNS: Phrases = Phrases::of(&[
    "variation", "variant", "timing", "time plan", "time management", "adaptation", "adapting", "extension", "facilitation", "running", "debrief",
    "wrap-up", "wrapping up", "logistic", "room setup", "set-up", "group size", "pitfall", "repeat use", "replay", "reuse", "tips for", "how to run",
    "how to use", "after the session", "closing the session", "zeitplan", "zeiteinteilung", "ablauf", "durchfuhr", "abwandlung", "nachbesprechung",
    "auswertungsrunde", "stolperstein", "wiederverwend", "deroulement", "conduite", "animation", "adaptat", "prolongement", "minutage", "gestion du temps",
    "variacion", "adaptacion", "como conducir", "conduccion", "tiempos", "gestion del tiempo", "cierre de la sesion", "variaco", "variacoes", "adaptaco",
    "conducao", "gestao do tempo", "como conduzir", "varianti", "adattament", "conduzione", "come condurre", "gestione del tempo", "variaties",
    "varianten", "tijdsindeling", "tijdsplanning", "nabespreking", "begeleiding", "wariant", "przebieg", "omowienie zajec", "вариации", "варианты проведения",
    "проведени", "хронометраж", "тайминг", "tidsplan", "variationer", "genomforande", "valtozat", "时间安排", "进行方式", "複数回", "進め方", "タイムライン",
]);

/// Whether a folded title says what a talk is to bring out.
pub(super) fn brings_out(folded: &str) -> bool {
    BRING_OUT.are_in(folded)
}

/// A short section behind all questions that tells something and asks nothing tells what came of
/// them, or what whoever leads has to know, whatever its heading says.
pub(super) fn hide_last_sections(survey: &mut Survey<'_>) {
    let Some(last) = survey.units.last() else {
        return;
    };
    let parts = survey
        .headings
        .iter()
        .filter(|at| !survey.titles.contains(at));
    let Some(level) = parts.map(|at| survey.at(*at).level).min() else {
        return;
    };
    let behind = last.end.max(last.to) + 1;
    let Some(from) = survey.next_heading(behind, level) else {
        return;
    };
    let filled =
        |from: usize, to: usize| (from..to).filter(|at| !survey.at(*at).is_blank()).count();
    let several = survey.units.len() >= 2;
    let short = several && filled(from, survey.len()) * SHARE <= filled(0, survey.len());
    let mut kept = Vec::new();
    let mut at = from;
    while at < survey.len() {
        let end = survey.section_end(at);
        let known = vocabulary::of_heading(&survey.at(at).text).is_some() || survey.in_exhibit(at);
        let lists = (at + 1..end)
            .filter(|at| survey.at(*at).raw.contains("]("))
            .count();
        let tells = (at + 1..end).any(|at| survey.at(at).text.len() > super::noted::SAYS);
        let asks = (at..end).any(|at| survey.at(at).asks());
        let beside = survey.is_role(
            at,
            &[Sort::Beside, Sort::Later, Sort::Questions, Sort::Slot],
        );
        let folded = survey.at(at).folded();
        let runs = RUNS.begin(folded.trim_start_matches(|letter: char| !letter.is_alphabetic()));
        let speaks = is_for_who_leads(folded) || brings_out(folded) || runs && !asks;
        let tells = short && tells && !asks && !known && !beside && lists == 0;
        if (tells || speaks) && !tells_the_end(folded) && !survey.is_kept(at) {
            kept.push((at, end));
        }
        at = end.max(at + 1);
    }
    for (at, end) in kept {
        survey.keep(at, end, Kept::Staff);
    }
}
