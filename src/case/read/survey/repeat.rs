//! What repeats under questions: where most of them have something below that asks nothing,
//! that is what answers them.

use std::collections::{BTreeMap, HashSet};

use super::{
    Kept, Survey,
    ask::{asks, is_option, is_slot, tells_to},
    label,
    line::{BOLD, Form},
    noted,
    unit::{Group, Unit},
};
use crate::case::vocabulary::grammar::{Sort, fold, tells_the_end, words};

/// What a heading behind the last question says that explains.
#[rustfmt::skip]
const EXPLAINS: &[&str] = &[
    "solution", "lesson", "takeaway", "analys", "outcome", "epilog", "aftermath", "happened", "interpret", "conclu", "summar", "result",
    "insight", "lecon", "lecci", "enseign", "synthes", "erkenntnis", "fazit", "auswert", "ergebnis", "lehre", "вывод", "итог", "анализ",
    "урок", "tanuls", "osszegz", "elemz", "启示", "分析", "总结", "结论", "点评", "解説", "まとめ", "licoes", "licao", "what really",
    "what actually", "resolution", "debrief", "commentary", "key point", "talking point",
];

/// So many names of questions are looked for again: a section that repeats them repeats the first.
const MOST_NAMES: usize = 100;

/// What a heading behind the last question says under which somebody watches or marks, in a text
/// that holds words to the staff.
#[rustfmt::skip]
const MARKS: &[&str] = &[
    "checklist", "observ", "scoring", "rubric", "evaluat", "assessment", "checkliste", "beobacht", "bewertung", "grille", "rubrica",
    "valutaz", "avaliac", "evaluac", "оцен", "наблюд", "评分", "観察",
];

/// What a heading behind the last question says that tells how answers are counted.
#[rustfmt::skip]
const SCORES: &[&str] = &[
    "scoring", "score", "punktevergabe", "bepunktung", "bareme", "puntuacion", "puntaje", "punteggi", "pontuacao", "puntentelling",
    "punktacj", "подсчет", "баллы", "pontozas", "puanlama", "计分", "計分", "评分", "採点",
];

/// How a heading behind the last question begins that says what is expected to be said.
#[rustfmt::skip]
pub(super) const EXPECTED: &[&str] = &[
    "expected", "erwartet", "attendu", "esperad", "attes", "verwacht", "oczekiwan", "ожида", "elvart", "beklenen", "预期", "預期", "想定",
];

/// "Implementation notes", "Notes on the design": behind the last question, what their author
/// wrote for whoever uses it.
fn are_notes(folded: &str) -> bool {
    const NOTES: [&str; 8] = [
        "notes",
        "note",
        "notas",
        "notizen",
        "notities",
        "заметки",
        "uwagi",
        "notlar",
    ];
    let all = words(folded);
    let ends = all.first().into_iter().chain(all.last());
    (2..=4).contains(&all.len()) && ends.filter(|word| NOTES.contains(word)).count() > 0
}

/// How many words two headings share.
pub(super) fn shared(one: &HashSet<String>, other: &HashSet<String>) -> usize {
    one.intersection(other).count()
}

/// Whether a text speaks of what stands below it: "Look at the following code".
fn points_below(text: &str) -> bool {
    #[rustfmt::skip]
    const BELOW: &[&str] = &[
        "following", "below", "folgend", "nachstehend", "suivant", "ci-dessous", "siguiente", "seguinte", "abaixo", "seguent", "volgende",
        "hieronder", "nastepuj", "ponizsz", "следующ", "ниже", "kovetkez", "asagidaki", "以下", "下列", "下面", "次の", "下記",
    ];
    let folded = fold(text);
    text.trim_end().ends_with([':', '：']) || BELOW.iter().any(|word| folded.contains(word))
}

pub(super) fn long_words(text: &str) -> HashSet<String> {
    let folded = fold(text);
    let dense = folded
        .chars()
        .filter(|letter| crate::case::vocabulary::is_ideograph(*letter))
        .count();
    if dense * 2 > folded.chars().count() {
        // Without blanks, pairs of letters are words.
        let letters: Vec<char> = folded
            .chars()
            .filter(|letter| letter.is_alphabetic())
            .collect();
        return letters
            .windows(2)
            .map(|pair| pair.iter().collect())
            .collect();
    }
    words(&folded)
        .into_iter()
        .filter(|word| word.chars().count() > 3)
        .map(str::to_owned)
        .collect()
}

/// In our own format, prose under a question is part of it: only a second sign keeps it back.
pub(super) fn hide_repeated(survey: &mut Survey<'_>, own: bool) {
    hide_below_questions(survey, own);
    hide_named_again(survey);
    hide_explained(survey);
}

/// The lines behind what a unit asks, up to what ends it.
pub(super) fn below(survey: &Survey<'_>, unit: &Unit) -> Vec<usize> {
    let from = unit.options.last().copied().unwrap_or(unit.to).max(unit.to) + 1;
    let own = survey.at(unit.from);
    let level = if own.form == Form::Heading {
        own.level
    } else {
        slanted_below(survey, unit).unwrap_or(BOLD)
    };
    let ends = |at: &usize| {
        let line = survey.at(*at);
        let opens = survey.is_role(*at, &[Sort::Questions, Sort::Later]);
        let beside = line.form == Form::Bold && survey.is_role(*at, &[Sort::Beside]);
        let out = line.form == Form::Item && own.form == Form::Item && line.indent < own.indent;
        survey.starts_question(*at)
            || (line.form == Form::Heading
                && !super::task::is_within_a_run(survey, unit, *at)
                && (line.level <= level || (opens && !super::task::is_statement(survey, *at))))
            || (line.form == Form::Bold && opens)
            || beside
            || out
            || label::opens_a_case(survey, *at)
            || line.is(&[Form::Rule, Form::Division])
            || matches!(line.form, Form::Quoted(_))
    };
    let end = (from..survey.len()).find(ends).unwrap_or(survey.len());
    (from..end)
        .filter(|at| !survey.at(*at).is_blank())
        .collect()
}

/// The level of the heading that a question in slanted letters stands right below: all of its
/// section is about it.
fn slanted_below(survey: &Survey<'_>, unit: &Unit) -> Option<u8> {
    let slanted = |at: &usize| survey.at(*at).is_blank() || survey.at(*at).is_slanted();
    let above = (0..unit.from).rev().find(|at| !slanted(at))?;
    let head = survey.at(above);
    (unit.form == Group::Slanted && head.form == Form::Heading).then_some(head.level)
}

/// What is longer, in bytes, is prose.
const PROSE: usize = 160;

/// How many of the lines below belong to what is asked.
pub(super) fn stem_length(survey: &Survey<'_>, unit: &Unit, below: &[usize]) -> usize {
    if let Some(count) = super::task::statement_length(survey, unit, below) {
        return count;
    }
    // "b) Explain the risk" says all that is asked.
    let lettered =
        super::ask::lettered(&unit.text).is_some() && unit.text.split_whitespace().count() > 3;
    let sure = asks(&unit.text)
        || lettered
        || (tells_to(&unit.text) && unit.text.chars().count() > 25)
        || unit.text.chars().count() > 60
        || super::task::is_among_tasks(survey, survey.at(unit.from));
    let heads = matches!(survey.at(unit.from).form, Form::Heading | Form::Bold);
    let first = below.first().copied().unwrap_or_default();
    // In a key, the code below a task is what answers it.
    let given = !survey.about_answers || survey.for_staff;
    let heads = heads && (given || survey.at(first).form != Form::Code);
    let mut count = 0;
    if heads && !sure && unit.options.is_empty() {
        let line = |at: Option<&usize>| at.map(|at| survey.at(*at));
        count = below
            .iter()
            .take_while(|at| **at == first || !survey.at(**at - 1).is_blank())
            .count();
        while line(below.get(count)).is_some_and(|line| line.asks() || line.tells_to()) {
            count += 1;
        }
    }
    if count == 0 && given && unit.options.is_empty() && points_below(&unit.text) {
        count = block_length(survey, below);
    }
    let part = |at: &&usize| {
        let line = survey.at(**at);
        let goes_on = line.text.starts_with(['…', '.']);
        let task = line.tells_to() && line.counted().is_some();
        let more = is_option(line) || is_slot(line) || is_task_label(survey, **at);
        // A paragraph that happens to ask, below what has asked, answers it.
        let ends = line.text.trim_end().ends_with(['?', '？', '؟']);
        let apart = unit.form == Group::Ordered && line.indent == 0;
        let prose = asks(&unit.text) && line.form == Form::Plain && line.text.len() > PROSE;
        let prose = prose && (apart || !ends);
        goes_on || line.asks() && !prose || task || more
    };
    count + below.iter().skip(count).take_while(part).count()
}

/// How many of some lines belong to the block that the first one begins.
fn block_length(survey: &Survey<'_>, below: &[usize]) -> usize {
    let first = below.first().copied().unwrap_or_default();
    let code = survey.at(first).form == Form::Code;
    let goes_on = |at: &&usize| match code {
        true => survey.at(**at).form == Form::Code,
        false => **at == first || !survey.at(**at - 1).is_blank(),
    };
    below
        .iter()
        .take_while(goes_on)
        .take_while(|at| !survey.is_kept(**at))
        .count()
}

/// "Your task:", "Hint: …": a label that belongs to what is asked.
fn is_task_label(survey: &Survey<'_>, at: usize) -> bool {
    let line = survey.at(at);
    survey.at(at).is_field()
        || survey.is_role(at, &[Sort::Hint, Sort::Slot])
        || (line.form == Form::Plain && survey.is_role(at, &[Sort::Questions]))
}

fn hide_below_questions(survey: &mut Survey<'_>, own: bool) {
    let mut groups: BTreeMap<(Group, u8, bool, bool), Vec<usize>> = BTreeMap::new();
    for (nth, unit) in survey.units.iter().enumerate() {
        let apart = !matches!(
            unit.form,
            Group::Division
                | Group::Inline
                | Group::Answered
                | Group::Paired
                | Group::Card
                | Group::Truth
        );
        if apart {
            let line = survey.at(unit.from);
            let choice = !unit.options.is_empty();
            // Where headings with numbers ask, all do, whatever their words are.
            let plain = unit.form == Group::HeadingPlainNumber;
            let form = if plain {
                Group::HeadingNumber
            } else {
                unit.form
            };
            groups
                .entry((form, line.level, unit.explicit, choice))
                .or_default()
                .push(nth);
        }
    }
    let mut kept = Vec::new();
    for group in groups.values() {
        if own && noted::is_listed_below(survey, group) {
            let units = group.iter().filter_map(|at| survey.units.get(*at));
            kept.extend(units.flat_map(|unit| below(survey, unit)));
        } else if !own
            || noted::is_noted_below(survey, group)
            || noted::is_told_below(survey, group)
        {
            kept.extend(answers_below(survey, group));
        }
    }
    for at in kept {
        survey.keep(at, at + 1, Kept::Answer);
    }
}

/// What stands below a unit and is no part of what it asks.
pub(super) fn tail(survey: &Survey<'_>, unit: &Unit) -> Vec<usize> {
    let below = below(survey, unit);
    let stem = stem_length(survey, unit, &below);
    let rest = below.into_iter().skip(stem);
    rest.filter(|at| !survey.is_kept(*at) && survey.at(*at).form != Form::Tags)
        .collect()
}

/// Where headings ask and most are answered below, a list that asks is an answer too.
fn lists_that_answer(survey: &Survey<'_>, units: &[&Unit], tails: &[Vec<usize>]) -> Vec<usize> {
    let bare = units.iter().zip(tails).filter(|(_, tail)| tail.is_empty());
    let below = bare.flat_map(|(unit, _)| below(survey, unit));
    let free =
        |at: &usize| !is_option(survey.at(*at)) && !is_slot(survey.at(*at)) && !survey.is_kept(*at);
    below.filter(free).collect()
}

/// The lines below the units of one form, where most have some that ask nothing.
fn answers_below(survey: &Survey<'_>, group: &[usize]) -> Vec<usize> {
    let units: Vec<&Unit> = group
        .iter()
        .filter_map(|at| survey.units.get(*at))
        .collect();
    let labelled = units.iter().filter(|unit| unit.answered).count();
    if units.len() < 2 || labelled * 2 >= units.len() {
        return Vec::new();
    }
    let tails: Vec<Vec<usize>> = units.iter().map(|unit| tail(survey, unit)).collect();
    let lines = units
        .first()
        .is_some_and(|unit| !matches!(survey.at(unit.from).form, Form::Heading | Form::Bold));
    // What follows the last item of a list may be other text.
    let judged = if lines { tails.len() - 1 } else { tails.len() };
    let some = tails
        .iter()
        .take(judged)
        .filter(|tail| !tail.is_empty())
        .count();
    let asking = tails.iter().filter(|tail| {
        let asking = tail.iter().filter(|at| survey.at(**at).asks()).count();
        !tail.is_empty() && asking * 2 >= tail.len()
    });
    let own = units
        .iter()
        .filter(|unit| asks(&unit.text) || (tells_to(&unit.text) && unit.text.chars().count() > 25))
        .count();
    let heads = !lines && own * 10 >= units.len() * 8 && some >= 3;
    let most = judged > 0 && (some * 2 >= judged || heads);
    if !most || asking.count() * 2 >= some.max(1) {
        return Vec::new();
    }
    let longest = tails
        .iter()
        .take(judged)
        .map(Vec::len)
        .max()
        .unwrap_or_default();
    let mut kept = Vec::new();
    if heads || (!lines && own == units.len() && some * 3 >= judged * 2) {
        kept = lists_that_answer(survey, &units, &tails);
    }
    for (nth, tail) in tails.into_iter().enumerate() {
        let signed = tail
            .iter()
            .any(|at| super::mark::is_signed(survey.at(*at).raw));
        if signed {
            continue;
        }
        let most = if lines && nth + 1 == units.len() {
            longest
        } else {
            tail.len()
        };
        kept.extend(tail.into_iter().take(most));
    }
    kept
}

/// A section behind the questions whose headings repeat them by name holds the answers.
fn hide_named_again(survey: &mut Survey<'_>) {
    let names: Vec<(usize, HashSet<String>)> = survey
        .units
        .iter()
        .filter(|unit| matches!(survey.at(unit.from).form, Form::Heading | Form::Bold))
        .map(|unit| {
            let own = if unit.explicit {
                unit.text
                    .split_once([':', '：', '–', '—', '-'])
                    .map_or(unit.text.as_str(), |(_, name)| name)
            } else {
                &unit.text
            };
            (unit.from, long_words(own))
        })
        .filter(|(_, name)| !name.is_empty())
        .collect();
    if names.len() < 2 {
        return;
    }
    for at in survey.headings.clone() {
        let count = names.partition_point(|(from, _)| *from < at);
        let end = survey.section_end(at);
        let within = survey.units_above(end).len() > survey.units_above(at).len();
        if count < 2 || within || survey.is_kept(at) {
            continue;
        }
        let before = names
            .iter()
            .take(count.min(MOST_NAMES))
            .map(|(_, name)| name);
        let before: Vec<&HashSet<String>> = before.collect();
        let below = (at + 1..end).filter(|at| survey.at(*at).is(&[Form::Heading, Form::Bold]));
        let below = below.take(MOST_NAMES * 2);
        let below: Vec<HashSet<String>> = below.map(|at| long_words(&survey.at(at).text)).collect();
        let again = |name: &&&HashSet<String>| {
            below.iter().any(|other| {
                let both = shared(name, other);
                both >= name.len().min(2) && both * 2 >= name.len().min(other.len().max(1))
            })
        };
        if before.iter().filter(again).count() * 2 >= before.len() {
            survey.keep(at, end, Kept::Answer);
        }
    }
}

/// What explains, behind the last question of its case.
fn hide_explained(survey: &mut Survey<'_>) {
    let heads = survey.headings.clone();
    let top = heads
        .iter()
        .map(|at| survey.at(*at).level)
        .min()
        .unwrap_or(1);
    let cases: Vec<usize> = heads
        .iter()
        .copied()
        .filter(|at| survey.at(*at).level == top && top < 3)
        .collect();
    let several = cases.len() > 1;
    let notes = survey.kept.iter().filter(|(at, kept)| {
        **kept == Kept::Staff && survey.is_role(**at, &[Sort::Staff, Sort::Answer])
    });
    let staffed = notes.count() >= 2;
    for at in heads {
        let says = |words: &[&str]| {
            let text = survey.at(at).folded();
            words.iter().any(|word| text.contains(word))
        };
        let first = words(survey.at(at).folded())
            .first()
            .copied()
            .unwrap_or_default();
        let expected = EXPECTED.iter().any(|word| first.starts_with(word));
        let explains = survey.is_role(at, &[Sort::Weak, Sort::Explains]) && says(EXPLAINS);
        let marks =
            staffed && says(MARKS) || says(SCORES) || expected || are_notes(survey.at(at).folded());
        // What came of it is read, once all was asked.
        let later = tells_the_end(survey.at(at).folded());
        if !(explains || marks) || later || survey.is_kept(at) || survey.starts_question(at) {
            continue;
        }
        let next = cases.partition_point(|case| several && *case <= at);
        let case = |nth: Option<usize>| cases.get(nth?).copied().filter(|_| several);
        let from = case(next.checked_sub(1)).unwrap_or_default();
        let to = case(Some(next)).unwrap_or(survey.len());
        let before = |at: usize| survey.units_above(at).len();
        let asked = before(at) > before(from);
        let more = before(to) > before(at);
        if asked && !more {
            let what = if marks { Kept::Staff } else { Kept::Answer };
            survey.keep(at, survey.section_end(at).min(to), what);
        }
    }
}
