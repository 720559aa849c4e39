//! Headings that name a task, "Exercise 2: The table": what stands below, up to its answer, is
//! what they ask; and what follows an answer within its task explains it.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::{
    Kept, Survey,
    line::{Form, Line},
    repeat,
    role::Role,
    unit::{Group, Key, Unit},
};
use crate::case::vocabulary::grammar::{Sort, asks_what_is_known, names_a_task, words};

/// A task that begins with no verb we know has so many words at least.
const TASK: usize = 4;
/// A task is no longer, in lines, than its answer label may stand below its heading.
const LONGEST: usize = 120;
/// The first word of a compound is no shorter, in bytes.
const COMPOUND: usize = 4;

/// How many lines that are labels of an answer stand right under each heading.
pub(super) fn answers_by_heading(survey: &Survey<'_>) -> HashMap<usize, usize> {
    let mut counts = HashMap::new();
    for at in 0..survey.len() {
        let line = survey.at(at).is(&[Form::Bold, Form::Plain, Form::Item]);
        if line && !survey.is_kept(at) && survey.role(at).is_some_and(Role::answers) {
            let head = survey.heads.get(at).copied().flatten();
            *counts.entry(head.unwrap_or_default()).or_default() += 1;
        }
    }
    counts
}

/// The heading of the task that the only answer label under it answers as a whole.
pub(super) fn task_above(
    survey: &Survey<'_>,
    at: usize,
    answers: &HashMap<usize, usize>,
) -> Option<usize> {
    let head = survey.heads.get(at).copied().flatten()?;
    let line = survey.at(head);
    let names = line.number().1 && !line.asks() && !survey.titles.contains(&head);
    let alone = answers.get(&head) == Some(&1) && at - head <= LONGEST;
    let asks = |at: usize| survey.at(at).asks() || survey.is_role(at, &[Sort::Questions]);
    (names && alone && !(head + 1..at).any(asks)).then_some(head)
}

/// "❓ **Question:**" on a line of its own, or the title of questions: what it announces asks, not it.
pub(super) fn announces(survey: &Survey<'_>, at: usize) -> bool {
    let line = survey.at(at);
    let label = survey.role(at);
    let alone = label.is_some_and(|role| role.is(&[Sort::Questions]) && role.rest.is_empty());
    let label = alone && line.form == Form::Plain && line.announces();
    label && line.number().0.is_none() || is_lone_title(survey, at)
}

/// How many of the lines below the heading of a task are what it asks: all up to its answer.
pub(super) fn statement_length(survey: &Survey<'_>, unit: &Unit, below: &[usize]) -> Option<usize> {
    let names = survey.at(unit.from).form == Form::Heading && unit.explicit;
    let first = below.iter().position(|at| survey.is_kept(*at))?;
    (names && !survey.at(unit.from).asks()).then_some(first)
}

/// Whether a heading that speaks of questions holds none of those that were found: what
/// stands below it is the words of the task that it stands in.
pub(super) fn is_statement(survey: &Survey<'_>, at: usize) -> bool {
    let end = survey.section_end(at);
    survey.is_role(at, &[Sort::Questions])
        && survey.units_above(end).len() == survey.units_above(at).len()
}

/// Headings that only name a task whose questions stand in sections of their own below.
pub(super) fn drop_titles(survey: &Survey<'_>, taken: &mut Vec<Unit>) {
    let starts: Vec<usize> = taken.iter().map(|unit| unit.from).collect();
    let titles: HashSet<usize> = taken
        .iter()
        .filter(|unit| {
            let line = survey.at(unit.from);
            let plain = line.form == Form::Heading && !line.asks() && !line.tells_to();
            plain && !survey.sure.contains(&line.number)
        })
        .filter_map(|unit| {
            let next = *starts.get(starts.partition_point(|from| *from <= unit.from))?;
            let within = next < survey.section_end(unit.from);
            let head = survey.at(next).form == Form::Heading;
            let asks = |at: usize| survey.at(at).asks() || survey.at(at).tells_to();
            (within && !head && !(unit.from + 1..next).any(asks)).then_some(unit.from)
        })
        .collect();
    taken.retain(|unit| !titles.contains(&unit.from));
}

/// Whether a heading stands at a level of tasks, and says enough to be one.
pub(super) fn is_among_tasks(survey: &Survey<'_>, line: &Line<'_>) -> bool {
    let says = line.tells_to() || line.text.split_whitespace().count() >= TASK;
    line.form == Form::Heading && survey.telling.contains(&line.level) && says
}

/// Whether a heading is the title of a document of questions that are counted below it: "Quiz 4".
fn is_lone_title(survey: &Survey<'_>, at: usize) -> bool {
    let level = survey.at(at).level;
    let alike = |head: &&usize| survey.at(**head).level == level;
    let line = survey.at(at);
    let alone = survey.headings.first() == Some(&at) && line.number().1 && !line.asks();
    let asked = |at: &usize| {
        let line = survey.at(*at);
        line.form == Form::Item && line.item_number().is_some() && line.asks()
    };
    alone
        && survey.headings.iter().filter(alike).count() == 1
        && (at + 1..survey.len()).filter(asked).nth(2).is_some()
}

/// Whether the next or the last lettered heading under the same heading tells the reader to do
/// something: a misspelt verb tells all the same.
pub(super) fn has_telling_sibling(survey: &Survey<'_>, at: usize) -> bool {
    let place = survey.headings.partition_point(|head| *head < at);
    let near = [place.checked_sub(1), Some(place + 1)];
    let mut near = near
        .into_iter()
        .flatten()
        .filter_map(|nth| survey.headings.get(nth));
    near.any(|other| {
        let line = survey.at(*other);
        let same =
            line.level == survey.at(at).level && survey.above.get(other) == survey.above.get(&at);
        same && line.tells_to() && super::ask::lettered(&line.text).is_some()
    })
}

/// Whether a heading without a number stands between two questions that are headings of its level
/// and follow each other in number: what it opens goes with the answer above it.
pub(super) fn is_within_a_run(survey: &Survey<'_>, unit: &Unit, at: usize) -> bool {
    let line = survey.at(at);
    let next = survey
        .units
        .partition_point(|other| other.from <= unit.from);
    let follows = |next: &Unit| {
        next.from > at
            && next.form == unit.form
            && survey.at(next.from).level == line.level
            && next
                .number
                .zip(unit.number)
                .is_some_and(|(next, own)| next == own + 1)
    };
    line.form == Form::Heading
        && survey.at(unit.from).level == line.level
        && line.counted().is_none()
        && !line.asks()
        && survey.role(at).is_none()
        && survey.units.get(next).is_some_and(follows)
}

/// A heading below a question's heading, behind the label of its answer, belongs to the answer.
pub(super) fn goes_deeper(survey: &Survey<'_>, at: usize, from: usize) -> bool {
    let line = survey.at(at);
    let head = survey.heads.get(from).copied().flatten();
    let asked = head.filter(|head| survey.starts_question(*head));
    let opens = survey.is_role(at, &[Sort::Questions, Sort::Later, Sort::Both]);
    line.form == Form::Heading
        && asked.is_some_and(|head| survey.at(head).level < line.level)
        && !opens
        && !line.asks()
}

/// Where several numbered sections hold a section with an answer, what follows that one in
/// each explains it: why it works, common mistakes.
pub(super) fn hide_behind_answers(survey: &mut Survey<'_>) {
    let answers: Vec<(usize, usize)> = survey
        .headings
        .iter()
        .filter(|at| survey.kept.get(at) == Some(&Kept::Answer))
        .filter(|at| survey.is_role(**at, &[Sort::Answer]))
        .filter_map(|at| Some((*at, *survey.above.get(at)?)))
        .filter(|(_, task)| survey.at(*task).number().0.is_some() && !survey.titles.contains(task))
        .collect();
    let tasks: HashSet<usize> = answers.iter().map(|(_, task)| *task).collect();
    if tasks.len() < 2 {
        return;
    }
    for (answer, task) in answers {
        let end = survey.section_end(task);
        let mut next = survey.section_end(answer);
        while next < end && survey.at(next).level == survey.at(answer).level {
            let stop = survey.section_end(next);
            let sorts = [
                Sort::Questions,
                Sort::Later,
                Sort::Slot,
                Sort::Both,
                Sort::Hint,
            ];
            let asking = (next..stop).filter(|at| survey.at(*at).asks()).count();
            if !survey.is_role(next, &sorts) && asking < 2 && !survey.at(next).asks() {
                survey.keep(next, stop, Kept::Answer);
            }
            next = stop;
        }
    }
}

/// Whether a question of a document that holds answers asks anything itself. What an answer quotes
/// asks nobody; but whoever leads reads out what stands in quotation marks.
fn asks_itself(survey: &Survey<'_>, unit: &Unit) -> bool {
    let asks = |at: usize| survey.at(at).asks() || survey.at(at).tells_to();
    let quotes = |at: usize| {
        let line = survey.at(at);
        line.quote || line.text.starts_with(['"', '“', '„', '«'])
    };
    if super::named::leads_to_a_question(survey.at(unit.from)) {
        return true;
    }
    let script = survey.for_staff || survey.is_role(unit.from, &[Sort::Questions]);
    if quotes(unit.from) && !script && unit.section < 2.5 {
        return false;
    }
    let asks = |at: usize| asks(at) && (script || !quotes(at));
    let below = repeat::below(survey, unit);
    let mut words = below
        .into_iter()
        .take_while(|at| !survey.is_kept(*at))
        .take(4);
    !unit.options.is_empty() || (unit.from..=unit.to).any(asks) || words.any(asks)
}

/// A document whose title says that it holds answers, and in which nothing asks, is one of answers
/// to questions that stand elsewhere: all of it is kept back.
pub(super) fn keep_all_answers(survey: &mut Survey<'_>) {
    let asked = |unit: &Unit| asks_itself(survey, unit);
    if !survey.about_answers {
        return;
    }
    if survey.units.iter().any(asked) {
        // Among questions with their answers, what asks nothing is an answer, if it does not stand
        // between two that ask and are counted as it is.
        let asking: HashSet<(Group, u64)> = survey
            .units
            .iter()
            .filter(|unit| asked(unit))
            .filter_map(|unit| Some((unit.form, unit.number?)))
            .collect();
        let counted = |unit: &Unit| {
            let before = |number: u64| asking.contains(&(unit.form, number.wrapping_sub(1)));
            unit.number.is_some_and(before)
        };
        let idle: Vec<(usize, usize)> = survey
            .units
            .iter()
            .filter(|unit| !asked(unit) && !counted(unit))
            .map(|unit| (unit.from, unit.stop))
            .collect();
        survey
            .units
            .retain(|unit| !idle.iter().any(|(from, _)| *from == unit.from));
        let what = if survey.for_staff {
            Kept::Staff
        } else {
            Kept::Answer
        };
        for (from, stop) in idle {
            survey.keep(from, stop, what);
        }
        keep_counted_parts(survey);
        return;
    }
    // What is told in prose alone is a story, whatever it is called.
    let parts = |at: usize| {
        let line = survey.at(at);
        line.is(&[Form::Item, Form::Table, Form::Bold]) || survey.role(at).is_some()
    };
    if survey.headings.len() <= survey.titles.len() && !(0..survey.len()).any(parts) {
        return;
    }
    survey.units.clear();
    let first = survey.titles.iter().min().map_or(0, |at| at + 1);
    survey.keep(first, survey.len(), Kept::Staff);
}

/// Whether a heading or a label line opens questions to talk about.
pub(super) fn talks_elsewhere(survey: &Survey<'_>) -> bool {
    (0..survey.len()).any(|at| {
        let line = survey.at(at);
        let opens = survey
            .role(at)
            .is_some_and(|role| role.is(&[Sort::Questions, Sort::Kind]) && role.rest.is_empty());
        let titled = survey.titles.contains(&at);
        opens && !titled && line.is(&[Form::Heading, Form::Bold]) && line.number().0.is_none()
    })
}

/// Parts behind the first question that a bold line counts and that ask nothing.
fn keep_counted_parts(survey: &mut Survey<'_>) {
    let first = survey.units.first().map_or(survey.len(), |unit| unit.from);
    for at in first..survey.len() {
        let line = survey.at(at);
        let counts = line.form == Form::Bold && line.number().0.is_some();
        if counts && !line.asks() && !line.tells_to() && !survey.starts_question(at) {
            let ends = |next: &usize| {
                let forms = [Form::Bold, Form::Heading, Form::Rule];
                survey.starts_question(*next) || survey.at(*next).is(&forms)
            };
            let end = (at + 1..survey.len()).find(ends);
            survey.keep(at, end.unwrap_or(survey.len()), Kept::Answer);
        }
    }
}

/// Whether a line that neither asks nor counts stands in a list below a label of an answer: the
/// label that follows it answers nothing anew.
pub(super) fn answers_already(survey: &Survey<'_>, at: usize) -> bool {
    let line = survey.at(at);
    if line.form != Form::Item || line.item_number().is_some() || line.asks() || line.tells_to() {
        return false;
    }
    let above = (at.saturating_sub(LONGEST)..at).rev();
    let mut above = above.skip_while(|at| {
        let line = survey.at(*at);
        line.is_blank() || (line.form == Form::Item && !line.asks())
    });
    above.next().is_some_and(|label| {
        survey.role(label).is_some_and(|role| {
            role.rest.is_empty() && role.sense.is_kept_back() && role.sense.strength >= 2
        })
    })
}

/// Levels at which most headings ask or tell the reader to do something, and several ask: the
/// steps of a manual ask nothing. Where the title speaks of questions and few lines ask, those
/// are the headings of a level that has many: "You know two ways to moor".
pub(super) fn telling_levels(survey: &Survey<'_>) -> HashSet<u8> {
    let mut levels: BTreeMap<u8, [usize; 3]> = BTreeMap::new();
    for line in survey.headings.iter().map(|at| survey.at(*at)) {
        let [all, ask, tell] = levels.entry(line.level).or_default();
        *all += 1;
        *ask += usize::from(line.asks());
        *tell += usize::from(!line.asks() && line.tells_to());
    }
    let asking = |[all, ask, tell]: &[usize; 3]| {
        let few = (2..5).contains(all) && ask * 2 >= *all && ask + tell == *all && *tell > 0;
        few || *all >= 5 && ask * 5 >= *all && (ask + tell) * 4 >= all * 3
    };
    let mut telling: HashSet<u8> = levels
        .iter()
        .filter(|(_, counts)| asking(counts))
        .map(|(level, _)| *level)
        .collect();
    // "Explain …", "Name …" over text: what is asked in an exam, and by no manual.
    let asks_to_tell = |line: &&Line<'_>| !line.asks() && asks_what_is_known(line.folded());
    let heads = || survey.headings.iter().map(|at| survey.at(*at));
    let known = levels.iter().filter(|(level, [all, ..])| {
        let own = heads().filter(|line| line.level == **level);
        *all >= 5 && own.filter(asks_to_tell).count() * 5 >= all * 3
    });
    telling.extend(known.map(|(level, _)| *level).collect::<Vec<_>>());
    // "Lernkontrollfragen" are questions whatever their first words are.
    let named = |word: &str| {
        let ends = |at: usize| word.get(at..).is_some_and(names_a_task);
        names_a_task(word) || (COMPOUND..word.len()).any(ends)
    };
    let speaks = |at: &usize| {
        let all = words(survey.at(*at).folded());
        all.first()
            .into_iter()
            .chain(all.last())
            .any(|word| named(word))
    };
    let asked = survey.lines.iter().filter(|line| line.asks()).count();
    if survey.titles.iter().any(speaks) {
        let many = levels
            .iter()
            .filter(|(_, [all, ..])| *all >= 10 && asked * 2 < *all);
        telling.extend(many.map(|(level, _)| *level));
    }
    telling
}

/// Where nothing else asks: the paragraph right below a heading that is nothing but a word for a
/// task, "### Your task", in whatever words it says what to do.
pub(super) fn alone(survey: &Survey<'_>) -> Vec<Unit> {
    let below = |head: &usize| {
        let role = survey.role(*head)?;
        let sure = role.is(&[Sort::Questions]) && role.rest.is_empty() && role.sense.strength >= 3;
        let text = survey.at(*head).folded();
        let told = text.contains("probl") || text.contains("challeng");
        let from = (head + 1..survey.len()).find(|at| !survey.at(*at).is_blank())?;
        let plain = survey.at(from).form == Form::Plain && survey.may_ask(from);
        if !sure || told || !plain || survey.titles.contains(head) {
            return None;
        }
        let to = survey.paragraph_end(from);
        let mut unit = survey.unit(
            (from, to),
            survey.text_of(from, to),
            Group::Paragraph,
            (None, false),
        );
        unit.stop = survey.next_heading(to, u8::MAX).unwrap_or(survey.len());
        unit.section = 2.0;
        Some(unit)
    };
    survey.headings.iter().filter_map(below).collect()
}

/// Whether all below a heading that is nothing but a word for tasks is one list: each item of it
/// is a task, in whatever language it tells what to do.
pub(super) fn are_listed(survey: &Survey<'_>, key: Key, units: &[Unit]) -> bool {
    let list = matches!(key.group, Group::Ordered | Group::Bullets) && key.a == 0;
    let (Some(first), Some(last)) = (units.first(), units.last()) else {
        return false;
    };
    let above = || {
        (0..first.from)
            .rev()
            .find(|above| !survey.at(*above).is_blank())
    };
    let named = |above: usize| {
        let role = survey
            .role(above)
            .filter(|role| role.is(&[Sort::Questions]));
        let line = survey.at(above);
        let heads = line.form == Form::Heading || line.form == Form::Bold;
        let sure = role.is_some_and(|role| role.rest.is_empty() && role.sense.strength >= 3);
        // A problem is as often what the story tells.
        let told = ["probl", "challeng"];
        let told = told.iter().any(|word| line.folded().contains(word));
        heads && sure && !told && line.number().0.is_none()
    };
    let short = last.from - first.from < super::BACK;
    // What is listed below an item is what asks, if it does.
    let indent = survey.at(first.from).indent;
    let own = |at: usize| {
        let line = survey.at(at);
        let deeper = line.indent > indent && !line.asks();
        line.is_blank() || line.form == Form::Item && line.indent == indent || deeper
    };
    list && units.len() >= 2
        && short
        && above().is_some_and(named)
        && (first.from..=last.end.max(last.from)).all(own)
        && (last.from + 1..survey.len())
            .take_while(|at| survey.at(*at).indent > indent)
            .all(own)
}
