//! The question that stands right above each answer label.

use super::{
    Survey,
    ask::{is_option, is_slot},
    label::ABOVE,
    line::Form,
    role::Role,
};
use crate::case::vocabulary::grammar::Sort;

impl Survey<'_> {
    /// The question right above each answer label, options skipped.
    pub(super) fn find_answered(&mut self) {
        let counts = super::task::answers_by_heading(self);
        for at in 0..self.len() {
            // What explains answers a line that asks right above it.
            let explains = || {
                let above = (0..at).rev().find(|above| !self.at(*above).is_blank());
                self.is_role(at, &[Sort::Explains])
                    && above.is_some_and(|above| self.at(above).asks())
            };
            let answers = self.role(at).is_some_and(Role::answers) || explains();
            let line = self.at(at).is(&[Form::Bold, Form::Plain, Form::Item]) && !self.is_kept(at);
            if answers
                && (line || self.heads_an_answer(at))
                && let Some(above) =
                    super::task::task_above(self, at, &counts).or_else(|| self.question_above(at))
                && !self.is_kept(above)
                && !super::task::answers_already(self, above)
            {
                self.answered.entry(above).or_insert(at);
            }
        }
    }

    /// Whether a heading of an answer stands right below a line that is counted or bold.
    fn heads_an_answer(&self, at: usize) -> bool {
        let above = (at.saturating_sub(ABOVE)..at).rev();
        let mut above = above.map(|at| self.at(at)).filter(|line| !line.is_blank());
        let asked = above.next().filter(|line| line.form != Form::Heading);
        self.at(at).form == Form::Heading
            && asked.is_some_and(|line| {
                line.counted().is_some() && (line.asks() || line.form == Form::Bold)
            })
    }

    fn question_above(&self, at: usize) -> Option<usize> {
        let nearest = (0..at).rev().find(|above| !self.at(*above).is_blank());
        if let Some(above) =
            nearest.filter(|above| self.at(*above).is_lettered() && self.asks_by_letter(*above))
        {
            return Some(above);
        }
        for above in (at.saturating_sub(ABOVE)..at).rev() {
            let line = self.at(above);
            if line.is(&[Form::Rule, Form::Division, Form::Code]) {
                return None;
            }
            let gap = is_slot(line) && !line.asks() && line.text.chars().count() < 40;
            if line.is(&[Form::Blank, Form::Tags, Form::Table]) || is_option(line) || gap {
                continue;
            }
            if self.is_field(above) {
                return None;
            }
            if let Some(role) = self.role(above) {
                let slot = role.is(&[Sort::Slot]) && role.rest.chars().count() < 12;
                let other = role.letter
                    || role.is(&[Sort::Answer, Sort::Explains, Sort::Staff, Sort::Hint])
                    || slot;
                if other && !line.asks() {
                    return None;
                }
            }
            if line.form == Form::Heading {
                return (line.number().0.is_some() || line.asks() || line.tells_to())
                    .then_some(above);
            }
            if line.is(&[Form::Item, Form::Bold, Form::Plain]) {
                let above = self.lists_for(above).unwrap_or(above);
                return Some(self.paragraph_start(above));
            }
            return None;
        }
        None
    }

    /// The counted item that two or more bullets below it belong to, where none of them asks: what
    /// is listed in a question is no question of its own.
    fn lists_for(&self, at: usize) -> Option<usize> {
        let lists = |at: &usize| {
            let line = self.at(*at);
            let bullet = line.form == Form::Item && line.counted().is_none();
            bullet && self.role(*at).is_none() && !line.asks() && !line.tells_to()
        };
        let filled = |at: &usize| !self.at(*at).is_blank();
        let above = (at.saturating_sub(ABOVE)..=at).rev().filter(filled);
        let owner = above.skip_while(lists).next()?;
        let several = (owner + 1..=at).filter(filled).count() >= 2;
        (several && self.at(owner).counted().is_some()).then_some(owner)
    }

    /// The first line of the paragraph that a line belongs to.
    fn paragraph_start(&self, at: usize) -> usize {
        let goes_on = |at: &usize| {
            let above = self.at(at - 1);
            let label = self
                .role(at - 1)
                .is_some_and(|role| role.sense.is_kept_back());
            self.at(*at).form == Form::Plain
                && above.is(&[Form::Plain, Form::Item, Form::Bold])
                && !label
        };
        let count = (1..=at).rev().take(ABOVE).take_while(goes_on).count();
        at - count
    }
}
