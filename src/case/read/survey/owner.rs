//! Whose answer each kept line is.

use super::{
    Survey,
    line::Form,
    unit::Unit,
    verdict::{Said, Verdict},
};
use crate::case::{read::build::named, vocabulary::normal};

impl Survey<'_> {
    /// Whose answer each kept line is.
    pub(super) fn say_owners(&self, said: &mut [Said]) {
        let mut owner = None;
        let mut run: Option<usize> = None;
        let mut scope = None;
        for at in 0..self.len() {
            if let Ok(nth) = self.units.binary_search_by_key(&at, |unit| unit.from) {
                owner = Some(nth);
            }
            let is_answer = matches!(said.get(at), Some(Said::Answer(None)));
            if self.at(at).is_blank() {
                continue;
            }
            if !is_answer {
                run = None;
                scope = None;
                continue;
            }
            let start = *run.get_or_insert(at);
            let key = self.is_key(start);
            if key {
                if self.at(at).form == Form::Heading && at > start {
                    scope = Some(normal(&self.at(at).text));
                }
                if let Some(nth) = self.named_in_key(at, start, owner, scope.as_deref()) {
                    owner = Some(nth);
                }
            }
            if let Some(own) = said.get_mut(at) {
                *own = Said::Answer(owner);
            }
        }
    }

    /// Whether a run of answers answers several questions by their numbers or names.
    fn is_key(&self, start: usize) -> bool {
        let above = self.units_above(start);
        let before = above.len();
        let line = self.at(start);
        let last = above.last();
        let inside = last.is_some_and(|last| {
            line.form != Form::Heading
                && start <= last.stop
                && self.at(last.from).is(&[Form::Heading, Form::Bold])
        });
        before > 1
            && !inside
            && !last.is_some_and(|last| {
                line.form == Form::Heading
                    && self.at(last.from).form == Form::Heading
                    && self.at(last.from).level < line.level
            })
    }

    /// The question that a line of a key names.
    fn named_in_key(
        &self,
        at: usize,
        start: usize,
        owner: Option<usize>,
        scope: Option<&str>,
    ) -> Option<usize> {
        let line = self.at(at);
        if line.indent > 0 && line.form == Form::Item {
            return None;
        }
        let before = |nth: &usize| self.units.get(*nth).is_some_and(|unit| unit.from < start);
        if let Some(number) = line.counted() {
            let fits: Vec<usize> = (0..self.units.len())
                .filter(before)
                .filter(|nth| {
                    self.units
                        .get(*nth)
                        .is_some_and(|unit| unit.number == Some(number))
                })
                .collect();
            let scoped = fits.iter().copied().find(|nth| {
                let head = self
                    .units
                    .get(*nth)
                    .and_then(|unit| self.path(unit.from).next());
                scope.is_some() && head.map(|head| normal(&self.at(head).text)).as_deref() == scope
            });
            let next = fits
                .iter()
                .copied()
                .find(|nth| owner.is_none_or(|owner| *nth > owner));
            let counted = || usize::try_from(number).ok()?.checked_sub(1).filter(before);
            return scoped
                .or(if fits.len() > 1 { next } else { None })
                .or(fits.last().copied())
                .or_else(counted);
        }
        if line.is(&[Form::Heading, Form::Bold]) && at > start {
            let name = normal(
                named(
                    line.raw
                        .trim_start_matches(['#', '*', ' '])
                        .trim_end_matches(['#', '*', ' ']),
                )
                .1,
            );
            return (0..self.units.len()).filter(before).find(|nth| {
                self.units
                    .get(*nth)
                    .is_some_and(|unit| !name.is_empty() && normal(&unit.text).contains(&name))
            });
        }
        None
    }

    /// "1 B, 2 C": a claim for each question.
    pub(super) fn judge_key_line(
        &self,
        at: usize,
        rest: &str,
        plain: impl Fn(&str, Said) -> Verdict,
        verdicts: &mut Vec<Verdict>,
    ) {
        let mut words = rest
            .split(|at: char| !at.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .peekable();
        while let Some(word) = words.next() {
            let letter = words.peek().copied().filter(|letter| {
                letter.chars().count() == 1 && letter.chars().all(char::is_alphabetic)
            });
            let (Ok(number), Some(letter)) = (word.parse::<u64>(), letter) else {
                continue;
            };
            let fits = |unit: &&Unit| unit.number == Some(number) && unit.from < at;
            let of = self.units.iter().rev().find(fits).map(|unit| unit.from);
            let of = of.and_then(|from| {
                self.units
                    .binary_search_by_key(&from, |unit| unit.from)
                    .ok()
            });
            verdicts.push(Verdict {
                label: true,
                ..plain(letter, Said::Answer(of))
            });
        }
    }
}
