//! What labels keep back, whether or not a question was found.

use std::collections::HashMap;

use super::{
    Kept, Survey,
    ask::{asks, is_option, is_slot, number_of},
    division::{LONGEST, division_end},
    kept_as, kept_for,
    line::Form,
    owner::Count,
    role::Role,
    unit::Unit,
};
use crate::case::vocabulary::{self, Word, grammar::Sort};

/// So many lines above an answer label are looked through for its question.
pub(super) const ABOVE: usize = 40;
/// A label that stands so often names something in each of many places.
const OFTEN: usize = 3;

/// Headings, divisions and folds whose label is sure keep their whole section.
pub(super) fn hide_sections(survey: &mut Survey<'_>) {
    for at in 0..survey.len() {
        if survey.is_kept(at) {
            continue;
        }
        let Some(role) = survey.role(at).cloned() else {
            continue;
        };
        let heading = survey.at(at).form == Form::Heading && !survey.at(at).asks();
        let sure = role.is(&[Sort::Answer, Sort::Staff]) && role.sense.strength >= 2;
        let marks = role.is(&[Sort::Explains]) && role.sense.strength >= 3;
        if heading && sure && super::pairs::ask_first(survey, at) {
            if let Some(own) = survey.roles.get_mut(at) {
                *own = Some(Role::questions());
            }
        } else if heading && (sure || marks) && !holds_questions(survey, at) {
            let end = survey.section_end(at).min(enclosed(survey, at));
            let end = parted(survey, at).unwrap_or(end).min(end);
            let out = |next: &usize| survey.at(at).quote && !survey.at(*next).quote;
            let end = (at + 1..end).find(out).unwrap_or(end);
            let end = next_in_run(survey, at, end).unwrap_or(end);
            let below = (at + 1..end).find(|at| !survey.at(*at).is_blank());
            let table = below.is_some_and(|at| survey.at(at).form == Form::Table);
            let what = match marks && table {
                // A rubric says how to mark, not what is right.
                true => Kept::Staff,
                false => kept_for(survey.at(at), role.sense.sort),
            };
            survey.keep(at, end, what);
        } else if survey.at(at).form == Form::Division && role.sense.is_kept_back() {
            survey.keep(at, division_end(survey, at), kept_as(role.sense.sort));
        }
    }
    super::task::hide_behind_answers(survey);
    hide_private(survey);
    hide_folds(survey);
}

/// Whether the section of a heading holds the questions with their answers, "Questions and
/// answers": none asks above, and several labels of answers below stand under what asks; or a
/// question with its answer, each under a heading.
fn holds_questions(survey: &Survey<'_>, at: usize) -> bool {
    let counted = |at: &usize| {
        let line = survey.at(*at);
        line.asks() && (line.counted().is_some() || line.form == Form::Heading)
    };
    let answered = |at: &usize| {
        let above = (0..*at).rev().find(|above| !survey.at(*above).is_blank());
        let answers = survey.role(*at).is_some_and(Role::answers);
        answers && above.is_some_and(|above| survey.at(above).asks())
    };
    let pairs = (at + 1..survey.section_end(at))
        .filter(answered)
        .take(OFTEN);
    let several = pairs.count() == OFTEN && !(0..at).any(|at| counted(&at));
    several || super::pairs::are_below(survey, at)
}

/// The question that goes on the run of the one right above an answer's heading, where those
/// questions are no headings: "2. …" behind "1. …" and "### Answer".
fn next_in_run(survey: &Survey<'_>, at: usize, end: usize) -> Option<usize> {
    let above = (at.saturating_sub(ABOVE)..at).rev();
    let above = above
        .map(|at| survey.at(at))
        .find(|line| !line.is_blank() && !is_option(line))?;
    let number = above.counted().filter(|_| above.form != Form::Heading)?;
    (at + 1..end).find(|at| {
        let line = survey.at(*at);
        let same = line.form == above.form && line.indent == above.indent;
        same && line.counted() == Some(number + 1) && (line.asks() || above.form == Form::Bold)
    })
}

/// The rule that ends what a heading opened, where the next heading is the same again: "Speaker
/// notes" below each slide.
fn parted(survey: &Survey<'_>, at: usize) -> Option<usize> {
    let same = |other: Option<&usize>| {
        other.is_some_and(|other| survey.at(*other).folded() == survey.at(at).folded())
    };
    let place = survey.headings.partition_point(|head| *head < at);
    let before = place
        .checked_sub(1)
        .and_then(|before| survey.headings.get(before));
    let again = same(survey.headings.get(place + 1)) || same(before);
    let rule = (at + 1..survey.len()).find(|at| survey.at(*at).is(&[Form::Rule, Form::Heading]));
    rule.filter(|rule| again && survey.at(*rule).form == Form::Rule)
}

/// Where the innermost division around a line ends.
pub(super) fn enclosed(survey: &Survey<'_>, at: usize) -> usize {
    let opens = |line: usize| {
        let mark = survey.at(line).raw.trim_start().starts_with(":::");
        mark && survey.at(line).form == Form::Division && !survey.at(line).text.is_empty()
    };
    let from = at.saturating_sub(LONGEST);
    let open = (from..at).rev().find(|line| opens(*line));
    let end = open.map(|open| division_end(survey, open));
    end.filter(|end| *end > at).unwrap_or(survey.len())
}

/// A heading that says for whom alone it is: "Brief for the director only", "Confidential".
fn hide_private(survey: &mut Survey<'_>) {
    for at in survey.headings.clone() {
        let private = !survey.titles.contains(&at) && vocabulary::is_private(&survey.at(at).text);
        if private && !survey.is_kept(at) {
            survey.keep(at, survey.section_end(at), Kept::Staff);
        }
    }
}

/// What is folded away is not shown before somebody asks for it.
fn hide_folds(survey: &mut Survey<'_>) {
    let folded: Vec<usize> = (0..survey.len())
        .filter(|at| survey.at(*at).folded && survey.at(*at).form != Form::Tags)
        .collect();
    for at in folded {
        let staff = survey.is_role(at, &[Sort::Staff]);
        survey.keep(at, at + 1, if staff { Kept::Staff } else { Kept::Answer });
    }
}

/// A key: a label alone with numbered lines below that do not ask.
pub(super) fn hide_keys(survey: &mut Survey<'_>) {
    for at in 0..survey.len() {
        let Some(role) = survey.role(at) else {
            continue;
        };
        let opens = role.is(&[Sort::Answer, Sort::Staff]) && role.sense.strength >= 2;
        let line = survey.at(at);
        let apart = at == 0
            || survey
                .at(at - 1)
                .is(&[Form::Blank, Form::Rule, Form::Tags, Form::Heading]);
        // "Answers: (1) …", with (2) on a line below.
        let counts = number_of(&role.rest).0 == Some(1);
        let short = (role.rest.chars().count() <= 30 || counts) && !asks(&role.rest);
        let apart = apart || counts || (role.rest.is_empty() && role.sense.strength >= 3);
        if !(opens && short && apart && line.is(&[Form::Plain, Form::Bold])) || survey.is_kept(at) {
            continue;
        }
        let what = kept_as(role.sense.sort);
        if let Some(end) = key_end(survey, at, counts) {
            survey.keep(at, end, what);
        }
    }
}

fn key_end(survey: &Survey<'_>, at: usize, counts: bool) -> Option<usize> {
    let first = survey.role(at).filter(|_| counts);
    let first = first.map(|role| (Count::of(&role.rest), 1));
    let mut numbers: Vec<(Count, u64)> = first.into_iter().collect();
    let mut end = at + 1;
    while end < survey.len() {
        let line = survey.at(end);
        let far = numbers.len() < 2 && end - at > ABOVE * 3;
        if far || line.is(&[Form::Rule, Form::Heading]) {
            break;
        }
        let counts = line.is(&[Form::Item, Form::Plain, Form::Bold]) && line.indent == 0;
        if let Some(number) = line.counted().filter(|_| counts) {
            let task = line.tells_to() && line.text.chars().count() > 60;
            // Counts of another kind are within it: "一、" below "1."
            let kind = Count::of(line.raw);
            let mut alike = numbers.iter().rev().filter(|(other, _)| *other == kind);
            let back = number != 1 && alike.next().is_some_and(|(_, last)| number <= *last);
            // "11. Solution: the aim? …" answers, whatever it asks.
            let answers = survey.role(end).is_some_and(Role::answers);
            if !answers && (line.asks() || task) || back {
                break;
            }
            numbers.push((kind, number));
        }
        let opens = survey.is_role(end, &[Sort::Questions, Sort::Later]);
        if opens
            && end > at + 1
            && survey.role(end).is_some_and(|role| role.rest.is_empty())
            && line.number().0.is_none()
        {
            break;
        }
        end += 1;
    }
    (numbers.len() >= 2).then_some(end)
}

/// Label lines: what follows, up to anything like the next question.
pub(super) fn hide_labels(survey: &mut Survey<'_>) {
    let first = survey.units.first().map(|unit| unit.from);
    let last = survey.units.last().map(|unit| unit.from);
    let many = (0..survey.len())
        .filter(|at| {
            survey
                .role(*at)
                .is_some_and(|role| role.letter || role.is(&[Sort::Answer]))
                && first.is_some_and(|first| *at > first)
                && !survey.is_kept(*at)
        })
        .count();
    let options = in_options(survey);
    let mut often = HashMap::new();
    let within = |at: usize| options.get(at).is_some_and(|within| *within);
    for at in 0..survey.len() {
        let Some(role) = survey.role(at).cloned() else {
            continue;
        };
        let line = survey.at(at);
        if survey.is_kept(at)
            || survey.starts_question(at)
            || line.is(&[Form::Heading, Form::Division, Form::Table])
        {
            continue;
        }
        let often = role.is(&[Sort::Explains]) && repeats(survey, at, &mut often);
        let after = often || first.is_some_and(|first| first < at);
        if !opens(survey, at, &role, after) || is_room(survey, at) || within(at) {
            continue;
        }
        let near = !after && !role.is(&[Sort::Staff]) && last.is_some();
        let limit = if near { at + ABOVE } else { survey.len() };
        let end = scope_end(survey, at, &role, many, limit.min(survey.len()));
        survey.keep(at, end, kept_for(survey.at(at), role.sense.sort));
        if last.is_some_and(|last| last < at) {
            super::ends::keep_behind_all(survey, end);
        }
    }
}

/// Whether a label stands in the text again and again.
fn repeats(survey: &Survey<'_>, at: usize, counts: &mut HashMap<String, usize>) -> bool {
    let head = |at: usize| {
        let text = survey.at(at).folded();
        text.split_once(':')
            .map_or(text, |(head, _)| head)
            .to_owned()
    };
    if counts.is_empty() {
        for at in (0..survey.len()).filter(|at| survey.role(*at).is_some()) {
            *counts.entry(head(at)).or_default() += 1;
        }
    }
    counts.get(&head(at)).is_some_and(|count| *count >= OFTEN)
}

/// Whether a label line keeps back what follows.
fn opens(survey: &Survey<'_>, at: usize, role: &Role, after: bool) -> bool {
    let strength = role.sense.strength;
    let sure = role.is(&[Sort::Answer, Sort::Staff]) && strength >= 3 && !role.letter;
    let staff = role.is(&[Sort::Staff]) && strength >= 2 && survey.at(at).form == Form::Bold;
    let likely = role.sense.is_kept_back() && strength >= 2 && after && !role.letter;
    let near = (at.saturating_sub(4)..at).any(|above| survey.starts_question(above));
    let letter = role.letter && after && near;
    // "Points: 10" tells no answer.
    let counts = role.is(&[Sort::Explains])
        && !role.rest.is_empty()
        && role.rest.chars().count() <= 12
        && role.rest.contains(char::is_numeric);
    if counts {
        return false;
    }
    let orphan = !after
        && survey.at(at).form == Form::Item
        && role.rest.is_empty()
        && !role.is(&[Sort::Staff]);
    (sure || staff || likely || letter) && !orphan
}

/// Whether each line stands between a question and the last of its options.
fn in_options(survey: &Survey<'_>) -> Vec<bool> {
    let reach = |unit: &Unit| Some((unit.from + 1, *unit.options.last()?));
    survey.within(survey.units.iter().filter_map(reach))
}

/// Nothing follows a label but room to write.
pub(super) fn is_room(survey: &Survey<'_>, at: usize) -> bool {
    let Some(role) = survey.role(at) else {
        return false;
    };
    if !role.rest.is_empty() {
        return !role.rest.contains(char::is_alphanumeric) || role.rest.contains("____");
    }
    let next = (at + 1..survey.len()).find(|next| !survey.at(*next).is_blank());
    match next {
        None => true,
        Some(next) => {
            stops(survey, next, at)
                || survey.at(next).is(&[Form::Heading, Form::Rule])
                || is_slot(survey.at(next))
        }
    }
}

/// Whether a line ends what a label line opened.
pub(super) fn stops(survey: &Survey<'_>, at: usize, from: usize) -> bool {
    let line = survey.at(at);
    if super::task::goes_deeper(survey, at, from) {
        return false;
    }
    if survey.starts_question(at)
        || line.is(&[Form::Heading, Form::Division])
        || survey.answered.contains_key(&at)
    {
        return true;
    }
    if matches!(line.form, Form::Quoted(_)) {
        return true;
    }
    if opens_a_case(survey, at) || (at > from && runs_on(survey, at, from)) {
        return true;
    }
    if at > from && super::ends::comes_apart(survey, at) {
        return true;
    }
    let Some(role) = survey.role(at) else {
        return false;
    };
    let next = role.is(&[Sort::Questions, Sort::Later])
        && role.sense.strength >= 2
        && line.is(&[Form::Bold, Form::Plain])
        && !tells_a_part(survey, at, from);
    next || (role.is(&[Sort::Slot]) && role.rest.is_empty())
}

/// "**Task:** I had to …" behind "**Situation:** …": parts of one answer, of which none asks.
fn tells_a_part(survey: &Survey<'_>, at: usize, from: usize) -> bool {
    let part = |at: usize| {
        let line = survey.at(at);
        let bold = line.raw.trim_start().starts_with("**") && line.form == Form::Plain;
        let label = line.text.split_once([':', '：']);
        bold && label.is_some_and(|(_, said)| {
            !said.trim().is_empty() && !asks(said) && !super::ask::tells_to(said.trim_start())
        })
    };
    let above = (from + 1..at).rev().find(|at| !survey.at(*at).is_blank());
    survey.at(at).number().0.is_none() && part(at) && above.is_some_and(part)
}

/// "Scenario 2: the draft" on a line of its own.
pub(super) fn opens_a_case(survey: &Survey<'_>, at: usize) -> bool {
    let line = survey.at(at);
    line.is(&[Form::Plain, Form::Bold])
        && line.text.chars().count() < 60
        && vocabulary::counted_heading(&line.text) == Some(Word::Case)
}

/// A numbered line that goes on the run of the questions: 16 after question 15.
fn runs_on(survey: &Survey<'_>, at: usize, from: usize) -> bool {
    let line = survey.at(at);
    if line.indent > 0 || !line.is(&[Form::Plain, Form::Item]) {
        return false;
    }
    let Some(number) = line.counted() else {
        return false;
    };
    let above = survey.units_above(from).len().checked_sub(1);
    let last = above.and_then(|last| survey.last_numbered.get(last).copied().flatten());
    let last = last.and_then(|last| survey.units.get(last));
    let bracket = |at: usize| survey.at(at).raw.trim_start().starts_with(['(', '（']);
    let goes_on = |last: &Unit| {
        last.number.is_some_and(|last| number == last + 1) && bracket(last.from) == bracket(at)
    };
    number >= 3 && last.is_some_and(goes_on)
}

/// Where the scope of a label line ends, at a limit at the latest.
fn scope_end(survey: &Survey<'_>, at: usize, role: &Role, many: usize, limit: usize) -> usize {
    let line = survey.at(at);
    let says = !role.rest.is_empty() && !is_titled(survey, at, role);
    let inline = says && (role.is(&[Sort::Staff]) || many < 2) || role.apart;
    if inline || (line.quote && role.is(&[Sort::Staff])) {
        let mut end = run_end(survey, at, limit);
        let above = survey.at(end.saturating_sub(1));
        let list = above.form == Form::Item && end > at + 1;
        let introduces = list
            || survey
                .at(end.saturating_sub(1))
                .text
                .trim_end()
                .ends_with([':', '：']);
        if introduces || role.rest.is_empty() {
            while end < limit
                && survey.at(end).is(&[Form::Blank, Form::Item])
                && !stops(survey, end, at)
            {
                end += 1;
            }
        }
        return end;
    }
    if line.form == Form::Item && (line.indent > 0 || !role.rest.is_empty()) {
        let deep = |next: &usize| {
            let below = survey.at(*next);
            below.is_blank()
                || stops(survey, *next, at)
                || (below.form == Form::Item && below.indent <= line.indent)
        };
        return (at + 1..limit).find(deep).unwrap_or(limit);
    }
    let mut end = at + 1;
    while end < limit && !stops(survey, end, at) {
        if survey.at(end).form == Form::Rule {
            let next = (end + 1..survey.len()).find(|next| !survey.at(*next).is_blank());
            let goes_on = next.is_some_and(|next| {
                survey
                    .role(next)
                    .is_some_and(|role| role.sense.is_kept_back())
            });
            if !goes_on {
                break;
            }
        }
        end += 1;
    }
    end
}

/// Whether a line is the heading of what stands below it, label and title in bold: "**Confidential
/// brief: the tenant**". What ends as a sentence does is all that there is to say.
fn is_titled(survey: &Survey<'_>, at: usize, role: &Role) -> bool {
    const MOST_WORDS: usize = 8;
    let title = role.rest.trim().trim_end_matches(['*', '_']);
    let short = title.split_whitespace().count() <= MOST_WORDS;
    let alone = at + 1 < survey.len() && survey.at(at + 1).is_blank();
    survey.at(at).form == Form::Bold
        && role.is(&[Sort::Staff])
        && alone
        && short
        && !title.ends_with(['.', '!', '?', '。', '！', '？'])
}

/// Where the paragraph that a label begins ends.
fn run_end(survey: &Survey<'_>, at: usize, limit: usize) -> usize {
    let quote = survey.at(at).quote;
    let ends = |next: &usize| {
        let line = survey.at(*next);
        (line.is_blank() && !(quote && line.quote)) || stops(survey, *next, at)
    };
    (at + 1..limit).find(ends).unwrap_or(limit)
}
