//! What is counted of a question, a partition of its people in every table.

use std::collections::{BTreeMap, BTreeSet};

use super::{Group, MOST_QUOTES, Quote, Sheet, counted, family::Known};
use crate::{
    report::{
        Said,
        rows::{Of, Row},
        words,
    },
    session::Level,
    text::Clean,
};

/// More points than these stand in bands.
const MOST_POINTS: u8 = 5;
/// Letters of an option in the head of a column.
const HEAD: usize = 40;

/// What each person of a group said to one question; whoever said anything is counted.
#[derive(Debug)]
pub(super) struct Voices<'g>(BTreeMap<&'g str, Voice<'g>>);

#[derive(Debug, Default)]
struct Voice<'g> {
    versions: Vec<&'g Said>,
    stances: BTreeMap<usize, &'g str>,
    texts: Vec<(&'g Of, &'g Clean)>,
}

impl<'g> Voices<'g> {
    pub(super) fn of(rows: &'g [Row], question: &str) -> Self {
        let mut voices: BTreeMap<&str, Voice<'_>> = BTreeMap::new();
        let here = |of: &Of| of.question.as_deref() == Some(question);
        for row in rows {
            match row {
                Row::Answer {
                    of, value, reason, ..
                } if here(of) => {
                    let voice = voices.entry(&of.person).or_default();
                    voice.versions.push(value);
                    voice.texts.extend(value.texts().iter().map(|text| (of, text)));
                    voice.texts.push((of, reason));
                }
                Row::Stance {
                    of,
                    claim,
                    stance,
                    text,
                } if here(of) => {
                    let voice = voices.entry(&of.person).or_default();
                    voice.stances.insert(*claim, stance);
                    voice.texts.push((of, text));
                }
                Row::Session(_)
                | Row::Question(_)
                | Row::Answer { .. }
                | Row::Stance { .. }
                // What a group put forward itself no other group has voted on.
                | Row::Vote { .. }
                | Row::Words { .. }
                | Row::Commitment { .. }
                | Row::Told { .. } => {}
            }
        }
        Self(voices)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// How many people fall into each of so many columns.
    fn split(&self, columns: usize, which: impl Fn(&Voice<'g>) -> usize) -> Vec<usize> {
        let mut cells = vec![0; columns];
        for voice in self.0.values() {
            if let Some(cell) = cells.get_mut(which(voice)) {
                *cell += 1;
            }
        }
        cells
    }
}

impl Voice<'_> {
    fn numbers(&self) -> Option<&[u8]> {
        match self.versions.last()? {
            Said::Numbers(numbers) => Some(numbers),
            Said::Text(_) | Said::Parts(_) => None,
        }
    }

    fn has_moved(&self) -> bool {
        self.versions.first() != self.versions.last()
    }
}

type Groups<'v, 'g> = &'v [(&'g Group, Voices<'g>)];

pub(super) fn tables(known: &Known, groups: Groups<'_, '_>) -> Vec<Sheet> {
    let mut sheets = Vec::new();
    match (known.form.as_str(), known.points) {
        ("choice", _) => sheets.extend(choices(known, groups)),
        ("scale", Some((low, high))) => sheets.extend(points(known, groups, (low, high))),
        ("rank", _) => sheets.push(firsts(known, groups)),
        _ => sheets.push(versions(groups)),
    }
    if !["open", "items"].contains(&known.form.as_str()) {
        sheets.extend(moves(groups));
    }
    sheets.extend(contested(known, groups));
    sheets.retain(|sheet| !sheet.lines.is_empty());
    sheets
}

fn sheet(
    title: &str,
    mut columns: Vec<Clean>,
    groups: Groups<'_, '_>,
    which: impl Fn(&Voice<'_>) -> Option<usize>,
) -> Sheet {
    let count = columns.len();
    let silent = |(_, voices): &(&Group, Voices<'_>)| voices.0.values().any(|v| which(v).is_none());
    let rest = groups.iter().any(silent);
    if rest {
        columns.push("no answer".into());
    }
    let of = |(group, voices): &(&Group, Voices<'_>)| {
        let cells = voices.split(columns.len(), |voice| which(voice).unwrap_or(count));
        (group.name.clone(), cells)
    };
    let table = counted(groups.iter().map(of));
    Sheet::new(title, columns, table)
}

/// Of an option that excludes the others one table; else each option by itself.
fn choices(known: &Known, groups: Groups<'_, '_>) -> Option<Sheet> {
    let options: Vec<_> = known.options.iter().map(head).collect();
    let mut all = groups.iter().flat_map(|(_, voices)| voices.0.values());
    let one = all.all(|voice| voice.numbers().is_none_or(|picked| picked.len() < 2));
    if one {
        let which = |voice: &Voice<'_>| voice.numbers()?.first().map(|at| usize::from(*at));
        return Some(sheet("Answers", options, groups, which));
    }
    let table = |at: usize| {
        let picked = |voice: &Voice<'_>| {
            let picks = |numbers: &[u8]| numbers.iter().any(|number| usize::from(*number) == at);
            usize::from(!voice.numbers().is_some_and(picks))
        };
        counted(
            groups
                .iter()
                .map(|(group, voices)| (group.name.clone(), voices.split(2, picked))),
        )
    };
    let tables = options.into_iter().enumerate();
    Sheet::beside(
        "Answers; several could be picked",
        tables.map(|(at, option)| (option, table(at))).collect(),
    )
}

/// A table for each statement.
fn points(known: &Known, groups: Groups<'_, '_>, (low, high): (u8, u8)) -> Vec<Sheet> {
    let count = high.saturating_sub(low).saturating_add(1);
    let bands = if count > MOST_POINTS { 3 } else { count };
    let band = |point: u8| {
        usize::from(point.saturating_sub(low)) * usize::from(bands) / usize::from(count.max(1))
    };
    let columns = || {
        let of = |at: usize| {
            let mut inside = (low..=high).filter(|point| band(*point) == at);
            let first = inside.next().unwrap_or(low);
            match inside.next_back() {
                Some(last) => format!("{first} to {last}"),
                None => first.to_string(),
            }
        };
        (0..usize::from(bands)).map(of).map(Clean::from).collect()
    };
    let statements = (0..known.options.len().max(1)).map(|at| {
        let title = known.options.get(at).map_or_else(
            || "Points".to_owned(),
            |statement| format!("Points: {}", words::line(statement)),
        );
        let which = |voice: &Voice<'_>| voice.numbers()?.get(at).map(|point| band(*point));
        sheet(&title, columns(), groups, which)
    });
    statements.collect()
}

fn firsts(known: &Known, groups: Groups<'_, '_>) -> Sheet {
    let items = known.options.iter().map(head).collect();
    let which = |voice: &Voice<'_>| voice.numbers()?.first().map(|at| usize::from(*at));
    sheet("Put first", items, groups, which)
}

fn versions(groups: Groups<'_, '_>) -> Sheet {
    let columns = ["one version", "a new version"].map(Clean::from);
    let which = |voice: &Voice<'_>| voice.versions.len().checked_sub(1).map(|more| more.min(1));
    sheet("Answers", columns.to_vec(), groups, which)
}

/// Who moved between rounds, where anybody was asked twice.
fn moves(groups: Groups<'_, '_>) -> Option<Sheet> {
    let mut all = groups.iter().flat_map(|(_, voices)| voices.0.values());
    let twice = all.any(|voice| voice.versions.len() > 1);
    let columns = ["moved", "stayed"].map(Clean::from).to_vec();
    let which = |voice: &Voice<'_>| match voice.versions.len() {
        0 => None,
        _ => Some(usize::from(!voice.has_moved())),
    };
    twice.then(|| sheet("Between the rounds", columns, groups, which))
}

/// How many contest each claim of the author's answer.
fn contested(known: &Known, groups: Groups<'_, '_>) -> Option<Sheet> {
    let table = |claim: usize| {
        let which = |voice: &Voice<'_>| match voice.stances.get(&claim) {
            Some(&"contest") => 0,
            Some(&"extend") => 1,
            Some(_) => 2,
            None => 3,
        };
        counted(
            groups
                .iter()
                .map(|(group, voices)| (group.name.clone(), voices.split(4, which))),
        )
    };
    let mut all = groups.iter().flat_map(|(_, voices)| voices.0.values());
    if !all.any(|voice| !voice.stances.is_empty()) {
        return None;
    }
    let claims = 0..known.claims.len();
    Sheet::beside(
        "Claims that were contested",
        claims
            .map(|claim| (format!("claim {}", claim + 1).into(), table(claim)))
            .collect(),
    )
}

/// Words that may be quoted, some of each group.
pub(super) fn quotes(groups: Groups<'_, '_>) -> Vec<Quote> {
    let all = groups.iter().flat_map(|(group, voices)| {
        let texts = voices.0.values().flat_map(|voice| &voice.texts);
        texts.filter_map(|(of, text)| quote(&group.name, of, text))
    });
    some(all.collect())
}

fn quote(group: &str, of: &Of, text: &Clean) -> Option<Quote> {
    (!text.is_empty() && of.level >= Level::Words).then(|| Quote {
        by: of.by.clone(),
        group: of.by.as_ref().map(|_| group.into()),
        text: text.clone(),
    })
}

/// So many that they can be read, from all over the list, in an order that tells nothing.
fn some(mut all: Vec<Quote>) -> Vec<Quote> {
    all.dedup();
    let step = all.len().div_ceil(MOST_QUOTES).max(1);
    let mut some: Vec<_> = all.into_iter().step_by(step).collect();
    some.sort_by(|one, other| one.text.cmp(&other.text));
    some
}

/// People who said what they will try, and of how many a later session tells.
pub(super) fn tried(groups: &[Group]) -> Option<Sheet> {
    let told: BTreeSet<_> = groups
        .iter()
        .flat_map(|group| &group.rows)
        .filter_map(|row| {
            let Row::Told { known_by } = row else {
                return None;
            };
            Some(known_by)
        })
        .collect();
    let of = |group: &Group| {
        let mut people: BTreeMap<&str, bool> = BTreeMap::new();
        for row in &group.rows {
            if let Row::Commitment { of, known_by, .. } = row {
                let is_told = known_by.as_ref().is_some_and(|known| told.contains(known));
                *people.entry(&of.person).or_default() |= is_told;
            }
        }
        let later = people.values().filter(|told| **told).count();
        (group.name.clone(), vec![later, people.len() - later])
    };
    let table = counted(groups.iter().map(of));
    let columns = ["told of later", "not told of yet"].map(Clean::from);
    let sheet = Sheet::new(
        "People who said what they will try",
        columns.to_vec(),
        table,
    );
    (!sheet.lines.is_empty()).then_some(sheet)
}

/// How many people of groups that were never asked what may leave answered.
pub(super) fn never_asked(groups: &[Group]) -> usize {
    let answered = |group: &Group| {
        let mut people: BTreeMap<Option<&str>, BTreeSet<&str>> = BTreeMap::new();
        for row in &group.rows {
            if let Row::Answer { of, .. } = row {
                let question = of.question.as_deref();
                people.entry(question).or_default().insert(&of.person);
            }
        }
        people.values().map(BTreeSet::len).max().unwrap_or(0)
    };
    let groups = groups.iter().filter(|group| !group.head().asked);
    groups.map(answered).sum()
}

/// What people will try, as far as it may be quoted.
pub(super) fn promises(groups: &[Group]) -> Vec<Quote> {
    let all = groups.iter().flat_map(|group| {
        group.rows.iter().filter_map(|row| {
            let Row::Commitment { of, what, .. } = row else {
                return None;
            };
            quote(&group.name, of, what)
        })
    });
    some(all.collect())
}

fn head(option: &Clean) -> Clean {
    let line = words::line(option);
    match line.chars().count() > HEAD {
        true => {
            let first: String = line.chars().take(HEAD).collect();
            format!("{}…", first.trim_end()).into()
        }
        false => line,
    }
}
