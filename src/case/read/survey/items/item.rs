//! One item of a run: what stands below its own words.

use std::collections::HashSet;

use super::{
    super::{
        Survey,
        ask::{is_option, is_slot},
        line::{Form, Line},
        options::options_after,
        repeat::long_words,
        role::Role,
        unit::{Group, Unit},
    },
    Item,
};

/// Words that begin alike in so many letters are one word.
const STEM: usize = 5;
/// So many choices stand above an answer, none longer, in letters.
const CHOICES: std::ops::RangeInclusive<usize> = 2..=6;
const CHOICE: usize = 300;

/// Whether a line is room to write: dots or a line, not dashes that part what stands around them.
fn is_room(line: &Line<'_>) -> bool {
    is_slot(line) && line.raw.contains(['_', '.', '…'])
}

impl Item {
    /// What stands below its own words.
    pub(super) fn body<'a>(&self, survey: &'a Survey<'_>) -> impl Iterator<Item = usize> + 'a {
        let says = |at: &usize| !survey.at(*at).is(&[Form::Blank, Form::Tags, Form::Rule]);
        (self.to + 1..self.end).filter(says)
    }

    /// Whether something below it tells, and is nothing to pick, to fill in or to ask.
    pub(super) fn is_told(&self, survey: &Survey<'_>) -> bool {
        let idle = |at: usize| {
            let line = survey.at(at);
            !is_option(line) && !line.asks() && !is_slot(line) && !line.is_of_contents()
        };
        let all = self.body(survey).count();
        let asks = self.asks(survey);
        let asking = |at: &usize| survey.at(*at).asks() || !asks && survey.at(*at).tells_to();
        let asking = self.body(survey).filter(asking).count();
        let mut body = self.body(survey);
        let room = self.body(survey).any(|at| is_room(survey.at(at)));
        body.any(idle) && !room && asking * 3 < all
    }

    /// It as a question of some form, with its options.
    pub(super) fn unit(&self, survey: &Survey<'_>, group: Group) -> Unit {
        let text = survey.text_of(self.from, self.to);
        let mut unit = survey.unit(
            (self.head, self.to),
            text,
            group,
            (Some(self.number), false),
        );
        unit.stop = self.end;
        unit.options = options_after(survey, &unit);
        unit.end = unit.options.last().copied().unwrap_or(self.to).max(self.to);
        unit
    }

    pub(super) fn is_picked_from(&self, survey: &Survey<'_>) -> bool {
        !self.unit(survey, Group::Ordered).options.is_empty()
    }

    /// Whether a label says which lines below it answer it.
    pub(super) fn is_labelled(&self, survey: &Survey<'_>) -> bool {
        let label = |at: usize| survey.is_kept(at) || survey.role(at).is_some_and(Role::answers);
        self.body(survey).any(label)
    }

    /// The lines below it that a label says to answer it.
    pub(super) fn answers<'a>(&self, survey: &'a Survey<'_>) -> impl Iterator<Item = usize> + 'a {
        let label = |at: &usize| survey.role(*at).is_some_and(Role::answers);
        self.body(survey).filter(label)
    }

    pub(super) fn answer(&self, survey: &Survey<'_>) -> Option<usize> {
        self.answers(survey).next()
    }

    /// What can be picked from above its answer, though nothing counts it: short paragraphs.
    pub(super) fn choices(&self, survey: &Survey<'_>) -> Vec<usize> {
        let end = self.answer(survey).unwrap_or(self.to);
        let above: Vec<usize> = self.body(survey).take_while(|at| *at < end).collect();
        let begins =
            |at: &usize| survey.at(at - 1).is_blank() || survey.at(at - 1).raw.ends_with("  ");
        let choice = |at: &usize| {
            let line = survey.at(*at);
            line.form == Form::Plain && line.text.chars().count() <= CHOICE && !line.asks()
        };
        let all: Vec<usize> = above.iter().copied().filter(begins).collect();
        let few = CHOICES.contains(&all.len()) && above.iter().all(choice);
        if few { all } else { Vec::new() }
    }

    /// Makes what stands above its answer part of what it asks; where that answer stands.
    pub(super) fn label(&self, survey: &Survey<'_>, unit: &mut Unit) -> std::ops::Range<usize> {
        let Some(answer) = self.answer(survey) else {
            return 0..0;
        };
        if unit.options.is_empty() {
            unit.options = self.choices(survey);
        }
        let first = unit.options.first().copied().unwrap_or(answer);
        unit.to = self
            .body(survey)
            .take_while(|at| *at < first)
            .last()
            .unwrap_or(unit.to);
        unit.text = survey.text_of(self.from, unit.to).into_owned();
        unit.end = unit.options.last().copied().unwrap_or(unit.to).max(unit.to);
        answer..self.end
    }

    pub(super) fn asks(&self, survey: &Survey<'_>) -> bool {
        (self.from..=self.to).any(|at| survey.at(at).asks())
    }

    /// Whether a long word of it stands again in the first line below it.
    pub(super) fn is_said_again(&self, survey: &Survey<'_>) -> bool {
        let Some(first) = self.body(survey).next() else {
            return false;
        };
        let stem = |word: &String| word.chars().take(STEM).collect::<String>();
        let of = |text: &str| {
            long_words(text)
                .iter()
                .map(stem)
                .collect::<HashSet<String>>()
        };
        !of(&survey.text_of(self.from, self.to)).is_disjoint(&of(&survey.at(first).text))
    }
}
