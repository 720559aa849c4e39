//! Whose answer each kept line is.

use std::collections::HashMap;

use super::{
    Survey,
    ask::number_of,
    choose::letters_by_number,
    line::{Form, bare},
    unit::{Group, Unit},
    verdict::{Said, Verdict},
};
use crate::case::{
    read::{answer::number_of_row, build::named, rows::cells},
    vocabulary::{is_ideograph, normal},
};

/// A name in a key is looked for among so many questions.
const MOST_NAMED: usize = 300;

/// How a line is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Count {
    Digits,
    /// "1)"
    Closed,
    /// "(1)"
    Brackets,
    Ideographs,
}

impl Count {
    pub(super) fn of(text: &str) -> Self {
        let bare = text.trim_start_matches(['#', '*', ' ']);
        let behind = bare.trim_start_matches(|letter: char| letter.is_ascii_digit());
        match bare.chars().next() {
            Some('(' | '（') => Self::Brackets,
            Some(first) if is_ideograph(first) => Self::Ideographs,
            _ if behind.len() < bare.len() && behind.starts_with([')', '）']) => Self::Closed,
            _ => Self::Digits,
        }
    }
}

/// Whose answer each kept line is.
pub(super) fn say_owners(survey: &Survey<'_>, said: &mut [Said]) {
    let mut owner = None;
    let mut run: Option<usize> = None;
    let mut scope: Vec<usize> = Vec::new();
    let mut heads = None;
    let mut headed = false;
    let mut kind = None;
    let mut lost = false;
    for at in 0..survey.len() {
        if let Ok(nth) = survey.units.binary_search_by_key(&at, |unit| unit.from) {
            owner = Some(nth);
        }
        let is_answer = matches!(said.get(at), Some(Said::Answer(None)));
        if survey.at(at).is_blank() {
            continue;
        }
        if !is_answer {
            (run, kind, headed, lost) = (None, None, false, false);
            scope.clear();
            continue;
        }
        let start = *run.get_or_insert(at);
        let told = survey.answers_to.get(&at).copied();
        owner = told.or(owner);
        let key = told.is_none() && is_key(survey, start);
        if key && at == start && is_counted_otherwise(survey, start) {
            lost = true;
            owner = survey.units_above(start).len().checked_sub(1);
        }
        if key && !lost {
            if survey.at(at).form == Form::Heading && at > start {
                let heads = heads.get_or_insert_with(|| units_by_head(survey));
                let name = normal(&survey.at(at).text);
                scope = heads.get(&name).cloned().unwrap_or_default();
            }
            let heading = survey.at(at).form == Form::Heading && at > start;
            // Under the heading of its question an answer may count its points.
            let counts = headed && !heading && survey.at(at).form != Form::Bold;
            // "一、" below "1." counts the points of one answer.
            let inner =
                count_in_key(survey, at, start).is_some_and(|own| *kind.get_or_insert(own) != own);
            let named = named_in_key(survey, at, start, owner, &scope)
                .filter(|_| !counts && !inner)
                .or_else(|| nth_in_key(survey, at, start))
                .or_else(|| (heading && headed).then(|| alike_in_key(survey, at, start))?);
            if let Some(nth) = named {
                owner = Some(nth);
                headed |= heading;
            }
        }
        if let Some(own) = said.get_mut(at) {
            *own = Said::Answer(owner);
        }
    }
}

/// How a line of a key is counted, the first one behind its label: "Answer: (1) …".
fn count_in_key(survey: &Survey<'_>, at: usize, start: usize) -> Option<Count> {
    match first_in_key(survey, at, start) {
        Some(rest) => Some(Count::of(rest)),
        None => survey
            .at(at)
            .counted()
            .map(|_| Count::of(survey.at(at).raw)),
    }
}

/// What stands behind the label of a key that answers all questions of a run at once, "Answers:
/// 1. …": the label stands below the last of them, and none was answered before.
fn first_in_key<'a>(survey: &'a Survey<'_>, at: usize, start: usize) -> Option<&'a str> {
    let role = survey.role(at).filter(|_| at == start)?;
    if number_of(&role.rest).0 != Some(1) {
        return None;
    }
    let above = survey.units_above(start);
    let first = above.iter().rposition(|unit| unit.number == Some(1))?;
    let run = above.get(first..)?;
    let from = run.first()?.from;
    let counted = |(nth, unit): (usize, &Unit)| unit.number == u64::try_from(nth + 1).ok();
    let open = run.len() > 1 && run.iter().enumerate().all(counted);
    (open && !(from..start).any(|at| survey.is_kept(at))).then_some(role.rest.as_str())
}

/// The questions under each heading, by its words.
fn units_by_head(survey: &Survey<'_>) -> HashMap<String, Vec<usize>> {
    let mut heads: HashMap<String, Vec<usize>> = HashMap::new();
    for (nth, unit) in survey.units.iter().enumerate() {
        if let Some(head) = survey.path(unit.from).next() {
            let name = normal(&survey.at(head).text);
            heads.entry(name).or_default().push(nth);
        }
    }
    heads
}

/// Whether a run of answers answers several questions by their numbers or names.
fn is_key(survey: &Survey<'_>, start: usize) -> bool {
    let above = survey.units_above(start);
    let before = above.len();
    let line = survey.at(start);
    let last = above.last();
    let inside = last.is_some_and(|last| {
        line.form != Form::Heading
            && start <= last.stop
            && survey.at(last.from).is(&[Form::Heading, Form::Bold])
    });
    // What a division holds that stands right behind one that asks answers that one.
    let paired = |last: &Unit| {
        let between =
            (last.end + 1..start).all(|at| !survey.at(at).text.contains(char::is_alphanumeric));
        line.form == Form::Division && last.form == Group::Division && between
    };
    // Each question has an answer of its own right below: what that one counts is its own.
    let told = |from: usize, to: usize| (from..to).any(|at| survey.is_kept(at));
    let right_below = |last: &Unit| (last.end + 1..start).all(|at| survey.at(at).is_blank());
    let each = last.zip(before.checked_sub(2).and_then(|at| above.get(at)));
    let each = each.is_some_and(|(last, one)| right_below(last) && told(one.to + 1, last.from));
    before > 1
        && !inside
        && !each
        && !survey.pairs.contains(&start)
        && !last.is_some_and(paired)
        && !last.is_some_and(|last| {
            line.form == Form::Heading
                && survey.at(last.from).form == Form::Heading
                && survey.at(last.from).level < line.level
        })
}

/// The question that a heading of a key answers by its place: as many headings as questions.
fn nth_in_key(survey: &Survey<'_>, at: usize, start: usize) -> Option<usize> {
    let (line, key) = (survey.at(at), survey.at(start));
    let below = line.form == Form::Heading && line.level == key.level + 1;
    if !below || key.form != Form::Heading {
        return None;
    }
    let from = survey.headings.partition_point(|head| *head <= start);
    let to = survey
        .headings
        .partition_point(|head| *head < survey.section_end(start));
    let heads = survey.headings.get(from..to)?;
    let same: Vec<usize> = heads
        .iter()
        .copied()
        .filter(|head| survey.at(*head).level == line.level)
        .collect();
    let nth = same.iter().position(|head| *head == at)?;
    (same.len() == survey.units_above(start).len()).then_some(nth)
}

/// The question that a line of a key names.
fn named_in_key(
    survey: &Survey<'_>,
    at: usize,
    start: usize,
    owner: Option<usize>,
    scope: &[usize],
) -> Option<usize> {
    let line = survey.at(at);
    if line.indent > 0 && line.form == Form::Item {
        return None;
    }
    let above = survey.units_above(start).len();
    if line.form == Form::Table {
        return named_in_row(survey, line.raw, above);
    }
    let first = first_in_key(survey, at, start).map(|_| 1);
    if let Some(number) = first.or_else(|| line.counted()) {
        let fits = numbered_so(survey, number, above);
        // A key in a section of its own questions answers none of another section.
        let floor = section_of_key(survey, start);
        let before = |nth: &usize| survey.units.get(*nth).is_some_and(|unit| unit.from < floor);
        let fits = fits.get(fits.partition_point(before)..).unwrap_or_default();
        let scoped = scope.iter().copied().find(|nth| {
            let unit = survey.units.get(*nth).filter(|_| *nth < above);
            unit.is_some_and(|unit| unit.number == Some(number))
        });
        let next = fits.partition_point(|nth| owner.is_some_and(|owner| *nth <= owner));
        let next = fits.get(next).copied().filter(|_| fits.len() > 1);
        let counted = || {
            let nth = usize::try_from(number).ok()?.checked_sub(1);
            let once = floor == 0 && counts_once(survey, start);
            nth.filter(|nth| *nth < above && once)
        };
        return scoped.or(next).or(fits.last().copied()).or_else(counted);
    }
    if line.is(&[Form::Heading, Form::Bold]) && at > start {
        let raw = line.raw.trim_start_matches(['#', '*', ' ']);
        let name = normal(named(raw.trim_end_matches(['#', '*', ' '])).1);
        let says = |nth: &usize| {
            let unit = survey.units.get(*nth).filter(|_| !name.is_empty());
            unit.is_some_and(|unit| normal(&unit.text).contains(&name))
        };
        // A key mostly goes on with the next question.
        let next = owner.map_or(0, |owner| owner + 1);
        return [next]
            .into_iter()
            .filter(|nth| *nth < above)
            .chain(0..above.min(MOST_NAMED))
            .find(says);
    }
    None
}

/// The question that the first cell of a row of a key names, of so many.
fn named_in_row(survey: &Survey<'_>, row: &str, above: usize) -> Option<usize> {
    let name = cells(row).first().map(|cell| normal(&bare(cell)))?;
    if let Some(number) = number_of_row(&name) {
        return numbered_so(survey, number, above).last().copied();
    }
    let asks = |nth: &usize| {
        let unit = survey.units.get(*nth);
        unit.is_some_and(|unit| normal(&unit.text) == name)
    };
    let found = (0..above.min(MOST_NAMED)).find(asks);
    found.filter(|_| !name.is_empty())
}

/// Where the section begins that a heading of a key shares with questions, if not all do: 0.
fn section_of_key(survey: &Survey<'_>, start: usize) -> usize {
    if survey.at(start).form != Form::Heading {
        return 0;
    }
    let above = survey.above.get(&start).copied().unwrap_or_default();
    let asked = |at: usize| survey.units_above(at).len();
    let (before, here) = (asked(above), asked(start));
    if before > 0 && here > before {
        above
    } else {
        0
    }
}

/// Whether a key in a section of its own questions has numbers that none of them has: nobody knows
/// which answer is whose.
fn is_counted_otherwise(survey: &Survey<'_>, start: usize) -> bool {
    let floor = section_of_key(survey, start);
    let own = |at: &usize| survey.is_kept(*at) || survey.at(*at).is_blank();
    let lines = (start + 1..survey.len()).take(super::BACK).take_while(own);
    let asked = survey
        .units
        .iter()
        .filter(|unit| (floor..start).contains(&unit.from));
    let asked: Vec<u64> = asked.filter_map(|unit| unit.number).collect();
    let outer = |at: &usize| survey.at(*at).indent == 0;
    let mut counted = lines.filter(outer).filter_map(|at| survey.at(at).counted());
    floor > 0 && asked.len() > 1 && counted.any(|number| !asked.contains(&number))
}

/// The question whose words a heading of a key shares most, or the last one: behind a heading that
/// names its question none goes on with it.
fn alike_in_key(survey: &Survey<'_>, at: usize, start: usize) -> Option<usize> {
    let own = super::repeat::long_words(&survey.at(at).text);
    let above = survey.units_above(start);
    let alike = |unit: &Unit| super::repeat::shared(&own, &super::repeat::long_words(&unit.text));
    let far = above.len().saturating_sub(MOST_NAMED);
    let best = (far..above.len()).max_by_key(|nth| above.get(*nth).map(alike))?;
    let enough = above.get(best).map_or(0, alike) >= 2;
    Some(if enough { best } else { above.len() - 1 })
}

/// Whether the numbers of a key begin only once: those below each of its headings count points.
fn counts_once(survey: &Survey<'_>, start: usize) -> bool {
    let own = |at: &usize| survey.is_kept(*at) || survey.at(*at).is_blank();
    let lines = (start..survey.len()).take(super::BACK).take_while(own);
    let first = |at: &usize| survey.at(*at).indent == 0 && survey.at(*at).counted() == Some(1);
    lines.filter(first).nth(1).is_none()
}

/// The first questions of that number, of so many.
fn numbered_so<'a>(survey: &'a Survey<'_>, number: u64, above: usize) -> &'a [usize] {
    let all = survey.by_number.get(&number).map_or(&[][..], Vec::as_slice);
    let before = all.partition_point(|nth| *nth < above);
    all.get(..before).unwrap_or_default()
}

/// "1 B, 2 C": a claim for each question.
pub(super) fn judge_key_line(
    survey: &Survey<'_>,
    at: usize,
    rest: &str,
    plain: impl Fn(&str, Said) -> Verdict,
    verdicts: &mut Vec<Verdict>,
) {
    let mut words = rest
        .split(|at: char| !at.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .peekable();
    // Where a word processor counts the lines of a key anew, the others tell the first number.
    let told = letters_by_number(rest);
    let anew = match told.as_slice() {
        [first, next, last, ..] if *last == next + 1 && *first + 1 < *next => Some(next - 1),
        _ => None,
    };
    let mut first = true;
    while let Some(word) = words.next() {
        let letter = words.peek().copied().filter(|letter| {
            letter.chars().count() == 1 && letter.chars().all(char::is_alphabetic)
        });
        let (Ok(number), Some(letter)) = (word.parse::<u64>(), letter) else {
            continue;
        };
        let number = anew
            .filter(|_| std::mem::take(&mut first))
            .unwrap_or(number);
        let fits = numbered_so(survey, number, survey.units_above(at).len());
        let of = fits.last().copied();
        verdicts.push(Verdict {
            label: true,
            ..plain(letter, Said::Answer(of))
        });
    }
}
