//! One of a list on one row: arrows go through it, typed letters find it.

use super::{Press, Step};
use crate::{
    text::{Clean, width},
    tui::editor::{Erase, Go},
};

/// A list of which one is picked.
#[derive(Clone, Debug)]
pub struct Pick {
    options: Vec<Clean>,
    at: usize,
    typed: String,
}

impl Pick {
    /// A list, with the option picked that has the number `at`, counted from 0.
    #[must_use]
    pub fn new(options: Vec<Clean>, at: usize) -> Self {
        Self {
            at: at.min(options.len().saturating_sub(1)),
            options,
            typed: String::new(),
        }
    }

    /// Which one is picked, counted from 0.
    #[must_use]
    pub fn at(&self) -> usize {
        self.at
    }

    /// Picks the one with that number, counted from 0; says whether there is one.
    pub(super) fn pick(&mut self, at: usize) -> bool {
        let is_there = at < self.options.len();
        if is_there {
            self.at = at;
        }
        is_there
    }

    /// What to do, in words.
    #[must_use]
    pub fn rule(&self) -> String {
        if self.typed.is_empty() {
            "Arrows go through the list; letters find one.".to_owned()
        } else {
            format!("Looking for “{}”.", self.typed)
        }
    }

    /// Takes a key press.
    pub(super) fn press(&mut self, press: &Press) {
        match press {
            Press::Go(Go::Left) => self.step(Step::Back),
            Press::Go(Go::Right) | Press::Toggle => self.step(Step::On),
            Press::Go(Go::Home | Go::Top) => self.step(Step::First),
            Press::Go(Go::End | Go::Bottom) => self.step(Step::Last),
            Press::Erase(Erase::Before) => {
                self.typed.pop();
            }
            Press::Char(letter) => self.find(*letter),
            _ => {}
        }
    }

    /// All options on one row where they fit, else the picked one between arrows.
    pub(super) fn row(&self, cols: usize) -> String {
        let all: usize = self.options.iter().map(|option| width(option) + 6).sum();
        if all <= cols {
            let each = self.options.iter().enumerate().map(|(at, option)| {
                let sign = if at == self.at { "(•)" } else { "( )" };
                format!("{sign} {option}")
            });
            return each.collect::<Vec<_>>().join("  ");
        }
        let picked = self.options.get(self.at);
        let picked = picked.map_or("", |option| option.as_str());
        format!("◂ {picked} ▸  {} of {}", self.at + 1, self.options.len())
    }

    fn step(&mut self, step: Step) {
        self.typed.clear();
        self.at = step.from(self.at, self.options.len());
    }

    /// A digit counts; letters narrow down to the first option that begins with them.
    fn find(&mut self, letter: char) {
        if let Some(digit) = letter.to_digit(10).filter(|_| self.typed.is_empty()) {
            let place = usize::try_from(digit).unwrap_or_default();
            if (1..=self.options.len()).contains(&place) {
                self.at = place - 1;
            }
            return;
        }
        for typed in [format!("{}{letter}", self.typed), letter.to_string()] {
            let wanted = typed.to_lowercase();
            let found = self
                .options
                .iter()
                .position(|option| option.to_lowercase().starts_with(&wanted));
            if let Some(at) = found {
                self.at = at;
                self.typed = typed;
                return;
            }
        }
    }
}
