//! The questions that were taken so far, and which lines they hold.

use std::collections::BTreeSet;

use super::unit::{Group, Unit};

/// Questions in the order in which they were taken.
#[derive(Debug, Default)]
pub(super) struct Taken {
    units: Vec<Unit>,
    /// How many of them each line belongs to, and to the own words of how many.
    held: Vec<(u32, u32)>,
    /// Their forms, where what stands above speaks of questions.
    announced: BTreeSet<Group>,
}

impl Taken {
    /// Questions of a document of so many lines.
    pub(super) fn of(units: Vec<Unit>, lines: usize) -> Self {
        let mut taken = Self {
            held: vec![(0, 0); lines],
            ..Self::default()
        };
        taken.extend(units);
        taken
    }

    pub(super) fn units(&self) -> &[Unit] {
        &self.units
    }

    pub(super) fn is_empty(&self) -> bool {
        self.units.is_empty()
    }

    /// Takes more.
    pub(super) fn extend(&mut self, units: Vec<Unit>) {
        for unit in units {
            self.count(&unit, 1);
            if unit.section >= 2.0 {
                self.announced.insert(unit.form);
            }
            self.units.push(unit);
        }
    }

    fn count(&mut self, unit: &Unit, by: i32) {
        let last = self.held.len().saturating_sub(1);
        let mut add = |to: usize, own: bool| {
            let lines = self.held.get_mut(unit.from..(to + 1).max(unit.from));
            for (held, words) in lines.into_iter().flatten() {
                let count = if own { words } else { held };
                *count = count.saturating_add_signed(by);
            }
        };
        add(unit.end.min(last), false);
        add(unit.to.min(last), true);
    }

    /// Whether a line belongs to one of them.
    pub(super) fn holds(&self, at: usize) -> bool {
        self.held.get(at).is_some_and(|(held, _)| *held > 0)
    }

    /// Whether a line is one of the words of one of them.
    pub(super) fn says(&self, at: usize) -> bool {
        self.held.get(at).is_some_and(|(_, words)| *words > 0)
    }

    /// Whether one of that form was announced.
    pub(super) fn announces(&self, form: Group) -> bool {
        self.announced.contains(&form)
    }

    /// Gives up those that are meant.
    pub(super) fn give_up(&mut self, is_meant: impl Fn(&Unit) -> bool) {
        if !self.units.iter().any(&is_meant) {
            return;
        }
        let lines = self.held.len();
        let mut units = std::mem::take(self).units;
        units.retain(|unit| !is_meant(unit));
        *self = Self::of(units, lines);
    }

    /// All of them, in the order of the document.
    pub(super) fn in_order(mut self) -> Vec<Unit> {
        self.units.sort_by_key(|unit| unit.from);
        self.units.dedup_by_key(|unit| unit.from);
        self.units
    }
}
