//! One of a list on one row: arrows go through it, typed letters find it.

use super::{Press, Step};
use crate::{
    text::{Clean, folded, width},
    tui::editor::{Erase, Go},
};

#[derive(Clone, Debug)]
pub struct Pick {
    options: Vec<Clean>,
    at: usize,
    typed: String,
}

impl Pick {
    /// A list, with the option picked that has the number `at`, counted from 0.
    pub fn new(options: Vec<Clean>, at: usize) -> Self {
        Self {
            at: at.min(options.len().saturating_sub(1)),
            options,
            typed: String::new(),
        }
    }

    pub(super) fn count(&self) -> usize {
        self.options.len()
    }

    /// Which one is picked, counted from 0.
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

    pub fn rule(&self) -> String {
        if let Some(lost) = self.is_lost() {
            return lost;
        }
        if self.typed.is_empty() {
            "Arrows or letters choose.".to_owned()
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
                self.at = self.found().unwrap_or(self.at);
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

    /// What is typed narrows down to the first option that begins so, or else to the first of
    /// which a word does. What no option has changes nothing but what is looked for.
    fn find(&mut self, letter: char) {
        self.typed.push(letter);
        self.at = self.found().unwrap_or(self.at);
    }

    /// Which option what is typed stands for; none where nothing is typed, or none has it.
    fn found(&self) -> Option<usize> {
        let wanted = folded(&self.typed);
        let begins = |option: &Clean| folded(option).starts_with(&wanted);
        let within = |option: &Clean| {
            let option = folded(option);
            let mut words = option.char_indices().filter(|(at, _)| {
                let before = option.get(..*at).and_then(|before| before.chars().last());
                before.is_some_and(|before| !before.is_alphanumeric())
            });
            words.any(|(at, _)| {
                option
                    .get(at..)
                    .is_some_and(|rest| rest.starts_with(&wanted))
            })
        };
        let first = |has: &dyn Fn(&Clean) -> bool| self.options.iter().position(has);
        let typed = !wanted.trim().is_empty();
        typed.then(|| first(&begins).or_else(|| first(&within)))?
    }

    /// What was typed, where no option has it: whoever typed it meant something else than what is
    /// picked.
    pub(super) fn is_lost(&self) -> Option<String> {
        let lost = !self.typed.trim().is_empty() && self.found().is_none();
        lost.then(|| {
            format!(
                "Nothing here begins with “{}”. Take letters away, or use the arrows.",
                self.typed
            )
        })
    }
}
