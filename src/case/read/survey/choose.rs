//! One consistent reading of the whole: the groups with most points that do not contradict
//! each other.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::{
    Survey,
    ask::{asks, number_of},
    catalog, grouped,
    line::Form,
    score::{ACCEPTED, Features},
    taken::Taken,
    unit::{Group, Key, Unit},
};
use crate::case::vocabulary::grammar::Sort;

/// A group, and how it did.
pub(super) struct Scored {
    pub(super) points: f32,
    pub(super) key: Key,
    pub(super) units: Vec<Unit>,
    pub(super) features: Features,
}

impl Scored {
    fn is_list(&self) -> bool {
        matches!(self.key.group, Group::Ordered | Group::Bullets) && self.units.len() >= 2
    }

    fn asks_or_tells(&self) -> bool {
        let tells = self.features.ask + self.features.command >= 0.9;
        self.asks_in_a_list() || (self.is_list() && tells && self.key.group == Group::Ordered)
    }

    fn asks_in_a_list(&self) -> bool {
        self.is_list() && self.features.ask >= 0.8 && self.features.label >= 0.0
    }
}

impl Scored {
    /// The only item of a list, and it asks.
    fn asks_alone(&self) -> bool {
        let list = matches!(self.key.group, Group::Ordered | Group::Bullets) && self.key.a == 0;
        list && self.units.len() == 1
            && self.features.ask >= 1.0
            && self.features.label >= 0.0
            && self.features.quoted < 0.5
    }
}

/// Whether a text is made of lists that ask: several, and at least as many as there are others.
fn ask_in_lists(scored: &[Scored]) -> bool {
    let outer = scored.iter().filter(|one| one.is_list() && one.key.a == 0);
    let (all, asking) = outer.fold((0, 0), |(all, asking), one| {
        (all + 1, asking + usize::from(one.asks_in_a_list()))
    });
    asking >= 3 && asking * 2 >= all
}

/// How far out a form stands: an outer one keeps what lies within.
fn rank(group: Group) -> u8 {
    match group {
        Group::Division
        | Group::HeadingNumber
        | Group::HeadingPlainNumber
        | Group::Card
        | Group::Truth => 0,
        Group::HeadingAsks | Group::BoldNumber | Group::PlainNumber => 1,
        Group::ItemNumber | Group::BoldAsks | Group::Slanted => 2,
        Group::Inline => 3,
        Group::Answered | Group::Paired => 4,
        Group::Letter | Group::Ordered | Group::Bullets | Group::Paragraph | Group::Choice => 5,
    }
}

/// Chooses the questions.
pub(super) fn choose(survey: &mut Survey<'_>) {
    let mut scored = scored(survey);
    let order = |one: &Scored| {
        let inner = matches!(one.key.group, Group::Ordered | Group::Bullets) && one.key.a > 0;
        (inner, one.key.group == Group::Answered)
    };
    scored.sort_by(|one, other| {
        order(one)
            .cmp(&order(other))
            .then(other.points.total_cmp(&one.points))
    });
    let mut taken = Taken::of(units_at(survey, &scored, &survey.sure), survey.len());
    let lists = ask_in_lists(&scored);
    let sure = scored.iter().any(|one| {
        one.points >= ACCEPTED && one.units.len() >= 3 && one.features.asks_and_is_answered()
    });
    for one in &scored {
        let mut points = one.points + alike(survey, one, &taken);
        points += f32::from(u8::from(lists && one.asks_or_tells())) * 3.5;
        points += f32::from(u8::from(lists && one.asks_alone())) * 7.0;
        points -= f32::from(u8::from(lists && are_steps(survey, one))) * 4.0;
        let idle = one.features.is_only_labelled() && (sure || catalog::hangs(one, &scored));
        if points >= ACCEPTED && !idle {
            take(survey, one, &mut taken);
        }
    }
    if taken.is_empty() {
        taken.extend(catalog::best_list(survey, &scored));
    }
    pair_keys(survey, &mut taken);
    if taken.is_empty() {
        taken.extend(super::pairs::in_order(survey));
    }
    if taken.is_empty() {
        let listed = |unit: &Unit| survey.at(unit.from).is(&[Form::Item, Form::Bold]);
        let known = units_at(survey, &scored, &survey.known);
        taken.extend(known.into_iter().filter(listed).collect());
    }
    if taken.is_empty() {
        taken.extend(super::task::alone(survey));
    }
    let mut units = taken.in_order();
    units.retain(|unit| survey.may_ask(unit.from));
    super::runs::drop_within(&mut units);
    super::task::drop_titles(survey, &mut units);
    survey.units = units;
}

/// Counts the questions that were chosen.
pub(super) fn count(survey: &mut Survey<'_>) {
    let mut last = None;
    let numbered = survey.units.iter().enumerate().map(|(nth, unit)| {
        last = unit.number.map(|_| nth).or(last);
        last
    });
    survey.last_numbered = numbered.collect();
    for (nth, unit) in survey.units.iter().enumerate() {
        if let Some(number) = unit.number {
            survey.by_number.entry(number).or_default().push(nth);
        }
    }
}

/// The questions that the first reading asks in some lines of the source: in our own format they
/// are sure, and where nothing else was found, they are all.
fn units_at(survey: &Survey<'_>, scored: &[Scored], lines: &HashSet<u32>) -> Vec<Unit> {
    let sure = (0..survey.len()).filter(|at| {
        lines.contains(&survey.at(*at).number) && !survey.is_kept(*at) && !survey.at(*at).is_blank()
    });
    let mut known: HashMap<usize, &Unit> = HashMap::new();
    for unit in scored.iter().flat_map(|one| &one.units) {
        known.entry(unit.from).or_insert(unit);
    }
    let mut taken: Vec<Unit> = Vec::new();
    for at in sure {
        // A line of the source may be several here.
        let again = |last: &Unit| survey.at(last.from).number == survey.at(at).number;
        if taken.last().is_some_and(again) {
            continue;
        }
        let mut unit = known.get(&at).map_or_else(
            || {
                let line = survey.at(at);
                let heading = line.form == Form::Heading;
                let group = if heading {
                    Group::HeadingNumber
                } else {
                    Group::Bullets
                };
                let mut unit = survey.unit(
                    (at, at),
                    line.text.to_string(),
                    group,
                    number_of(&line.counted_text()),
                );
                unit.stop = survey.next_heading(at + 1, u8::MAX).unwrap_or(survey.len());
                unit
            },
            |unit| (*unit).clone(),
        );
        unit.end = extent(survey, &unit).max(unit.end);
        taken.push(unit);
    }
    taken
}

fn scored(survey: &Survey<'_>) -> Vec<Scored> {
    let mut groups = grouped(survey.candidates());
    super::runs::join(&mut groups);
    let look = |(key, mut units): (Key, Vec<Unit>)| {
        units.sort_by_key(|unit| unit.from);
        units.dedup_by_key(|unit| unit.from);
        let features = survey.look_at(key, &mut units);
        Scored {
            points: survey.score(key, &units, &features),
            key,
            units,
            features,
        }
    };
    groups.into_iter().map(look).collect()
}

/// A form that was taken elsewhere is likely to ask here too.
fn alike(survey: &Survey<'_>, one: &Scored, taken: &Taken) -> f32 {
    let group = one.key.group;
    if group == Group::BoldAsks
        && taken
            .units()
            .iter()
            .any(|unit| survey.at(unit.from).form == Form::Bold)
    {
        return 3.5;
    }
    if are_lettered_tasks(survey, one) {
        return 2.5;
    }
    if catalog::asks_beside(survey, one, taken) {
        return 4.0;
    }
    let list = matches!(group, Group::Ordered | Group::Bullets);
    if list
        && one.features.ask >= 0.8
        && one.features.label >= 0.0
        && one.units.len() >= 2
        && taken.announces(group)
    {
        return if group == Group::Ordered { 2.0 } else { 1.0 };
    }
    0.0
}

/// "Phase 2: What happened? (5 min)": headings that call steps of a talk whose questions are
/// listed below.
fn are_steps(survey: &Survey<'_>, one: &Scored) -> bool {
    let counts = |text: &str| {
        let mut head = text
            .split([':', '：'])
            .next()
            .unwrap_or_default()
            .split(' ');
        let last = head.next_back().unwrap_or_default();
        head.count() == 1 && !last.is_empty() && last.chars().all(char::is_numeric)
    };
    let calls =
        |unit: &&Unit| survey.is_role(unit.from, &[Sort::Later, Sort::Kind]) || counts(&unit.text);
    let lists = |unit: &&Unit| {
        let mut below = unit.to + 1..survey.section_end(unit.from);
        below.any(|at| survey.at(at).form == Form::Item && survey.at(at).asks())
    };
    let steps = one.units.iter().filter(calls).filter(lists).count();
    one.key.group == Group::HeadingAsks && steps * 2 > one.units.len()
}

/// "### a) Explain …" below numbered headings.
fn are_lettered_tasks(survey: &Survey<'_>, one: &Scored) -> bool {
    let below_numbers = |unit: &&Unit| {
        let up = survey.above.get(&unit.from).map(|up| survey.at(*up));
        unit.number.is_none() && up.is_some_and(|up| up.number().0.is_some())
    };
    one.key.group == Group::HeadingNumber
        && one.features.ask + one.features.command >= 0.8
        && one.units.iter().filter(below_numbers).count() * 2 > one.units.len()
}

fn take(survey: &Survey<'_>, one: &Scored, taken: &mut Taken) {
    let free = one.units.iter().filter(|unit| !taken.holds(unit.from));
    let mut units: Vec<Unit> = free.cloned().collect();
    let outer = matches!(
        one.key.group,
        Group::HeadingNumber
            | Group::Division
            | Group::BoldNumber
            | Group::Answered
            | Group::Inline
    );
    if units.len() * 2 < one.units.len() && !outer {
        units.retain(|unit| unit.section >= 2.5);
    }
    for unit in &mut units {
        unit.end = extent(survey, unit).max(unit.end);
    }
    let own = rank(one.key.group);
    if own <= 1 {
        let inside = survey.within(units.iter().map(|unit| (unit.from + 1, unit.end)));
        taken.give_up(|other| {
            rank(other.form) > own && inside.get(other.from).is_some_and(|inside| *inside)
        });
    }
    taken.extend(units);
}

/// The last line that belongs to a question as its part.
pub(super) fn extent(survey: &Survey<'_>, unit: &Unit) -> usize {
    let end = unit.options.last().copied().unwrap_or(unit.to).max(unit.to);
    let list = matches!(unit.form, Group::Ordered | Group::Bullets);
    if list {
        let indent = survey.at(unit.from).indent;
        let deeper = |at: &usize| {
            let line = survey.at(*at);
            line.is_blank() || (line.is(&[Form::Item, Form::Plain]) && line.indent > indent)
        };
        let last = (unit.to + 1..survey.len())
            .take_while(deeper)
            .filter(|at| !survey.at(*at).is_blank())
            .last();
        return last.unwrap_or(end).max(end);
    }
    if rank(unit.form) > 3 {
        return end;
    }
    let own = survey.answered.get(&unit.from);
    let stops = |at: &usize| {
        let line = survey.at(*at);
        let told = own.is_some_and(|own| own < at);
        let questions = survey
            .role(*at)
            .is_some_and(|role| role.is(&[Sort::Questions]) && role.rest.is_empty());
        // What asks and has an answer of its own is no part of what asks above.
        let answered = told && line.asks() && survey.answered.contains_key(at);
        line.is(&[Form::Heading, Form::Rule])
            || answered
            || (questions && line.form != Form::Item && line.number().0.is_none())
    };
    let limit = (unit.to + 1..unit.stop.min(survey.len()))
        .find(stops)
        .unwrap_or(unit.stop.min(survey.len()));
    end.max(limit.saturating_sub(1))
}

/// A numbered key 1 … n names the n lines above with those numbers.
fn pair_keys(survey: &Survey<'_>, taken: &mut Taken) {
    let keys: Vec<usize> = (0..survey.len())
        .filter(|at| {
            let opens = survey.role(*at).is_some_and(|role| {
                role.is(&[Sort::Answer, Sort::Staff])
                    && role.sense.strength >= 2
                    && !asks(&role.rest)
            });
            opens && survey.at(*at).is(&[Form::Heading, Form::Plain, Form::Bold])
        })
        .collect();
    if keys.is_empty() {
        return;
    }
    let counted = (0..survey.len()).filter_map(|at| Some((at, numbered(survey, at)?)));
    let numbered = Numbered::of(counted, taken);
    let mut from = 0;
    for (nth, at) in keys.iter().enumerate() {
        let next = keys.get(nth + 1).copied().unwrap_or(survey.len());
        let end = match survey.at(*at).form {
            Form::Heading => survey.section_end(*at),
            _ => (at + 1..next)
                .find(|line| survey.at(*line).is(&[Form::Rule, Form::Heading]))
                .unwrap_or(next),
        };
        if pair(survey, *at..end, from, &numbered, taken) {
            from = end;
        }
    }
}

fn numbered(survey: &Survey<'_>, at: usize) -> Option<u64> {
    let line = survey.at(at);
    let counts = line.is(&[Form::Item, Form::Plain, Form::Bold, Form::Heading]) && line.indent == 0;
    line.counted().filter(|_| counts && !line.is_of_contents())
}

/// Pairs a key with the lines above that have its numbers, no further up than `above`.
fn pair(
    survey: &Survey<'_>,
    key: std::ops::Range<usize>,
    above: usize,
    numbered: &Numbered,
    taken: &mut Taken,
) -> bool {
    let from = key.start;
    let mut inline: Vec<u64> = survey
        .role(from)
        .map(|role| letters_by_number(&role.rest))
        .unwrap_or_default();
    inline.extend(numbered.within(from + 1..key.end));
    inline.sort_unstable();
    inline.dedup();
    if inline.len() < 2 || numbered.asked_in(above..from) * 2 >= inline.len() {
        return inline.len() >= 2;
    }
    let nearest = |number: &u64| {
        let lines = numbered.lines.get(number)?;
        let before = lines.get(..lines.partition_point(|at| *at < from))?;
        let at = before.iter().rev().find(|at| !survey.is_kept(**at))?;
        (*at >= above).then_some((*number, *at))
    };
    let mut lines: Vec<(u64, usize)> = inline.iter().filter_map(nearest).collect();
    if lines.len() * 10 < inline.len() * 6 || lines.len() < 2 {
        return false;
    }
    lines.sort_by_key(|(_, at)| *at);
    for (nth, (number, at)) in lines.iter().enumerate() {
        if taken.says(*at) {
            continue;
        }
        let end = survey.paragraph_end(*at);
        let mut unit = survey.unit(
            (*at, end),
            survey.text_of(*at, end),
            Group::Paired,
            (Some(*number), true),
        );
        unit.stop = lines.get(nth + 1).map_or(from, |(_, next)| *next);
        unit.options = super::options::options_after(survey, &unit);
        unit.end = unit.options.last().copied().unwrap_or(end);
        unit.section = 2.0;
        taken.extend(vec![unit]);
    }
    true
}

/// The lines that a number counts, before keys were paired with any.
struct Numbered {
    /// Each with its number, in order.
    all: Vec<(usize, u64)>,
    /// The lines of each number, in order.
    lines: BTreeMap<u64, Vec<usize>>,
    /// The first lines of the questions, in order.
    asked: Vec<usize>,
}

impl Numbered {
    fn of(numbered: impl Iterator<Item = (usize, u64)>, taken: &Taken) -> Self {
        let all: Vec<(usize, u64)> = numbered.collect();
        let mut asked: Vec<usize> = taken.units().iter().map(|unit| unit.from).collect();
        asked.sort_unstable();
        let mut lines: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
        for (at, number) in &all {
            lines.entry(*number).or_default().push(*at);
        }
        Self { all, lines, asked }
    }

    /// How many questions begin in a stretch of lines.
    fn asked_in(&self, lines: std::ops::Range<usize>) -> usize {
        let until = |at: usize| self.asked.partition_point(|from| *from < at);
        until(lines.end).saturating_sub(until(lines.start))
    }

    /// The numbers of a stretch of lines.
    fn within(&self, lines: std::ops::Range<usize>) -> impl Iterator<Item = u64> {
        let from = self.all.partition_point(|(at, _)| *at < lines.start);
        let rest = self.all.iter().skip(from);
        rest.take_while(move |(at, _)| *at < lines.end)
            .map(|(_, number)| *number)
    }
}

/// "1 B, 2 C": the numbers of a key in one line.
pub(super) fn letters_by_number(text: &str) -> Vec<u64> {
    let all: Vec<&str> = text
        .split(|at: char| !at.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let pairs = all.iter().zip(all.iter().skip(1));
    pairs
        .filter_map(|(number, letter)| {
            let single = letter.chars().count() == 1 && letter.chars().all(char::is_alphabetic);
            number.parse().ok().filter(|_| single)
        })
        .collect()
}
