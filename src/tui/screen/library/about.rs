//! The case that a row is about, and what can be done with it.

use std::path::Path;

use super::{Library, row::Row};
use crate::{
    journal::list::Brief,
    library::{Card, Origin},
    text::Clean,
    tui::effect::Effect,
};

impl Library {
    /// The cursor stands on the case of that file once it is listed.
    pub fn stand_on(&mut self, path: &Path) {
        if !self.opened.iter().any(|known| known == path) {
            self.opened.push(path.to_owned());
        }
        self.stands_on = Some(path.to_owned());
    }

    /// Where the cursor stands after a session: on what goes on with it, or on its case once it is
    /// closed.
    pub(super) fn place_left(&self, left: &Brief) -> Option<usize> {
        let is_it = |row: &Row| match row {
            Row::Session(brief) => !left.finished && brief.path == left.path,
            Row::Case(card) => left.finished && card.title == left.title,
            Row::Back(..) | Row::Also(_) => false,
        };
        let mut shown = self.shown.iter();
        shown.position(|at| self.rows.get(*at).is_some_and(is_it))
    }

    /// Where the case of a file is in the list.
    pub(super) fn place_of(&self, path: &Path) -> Option<usize> {
        let wanted = Origin::File(path.to_owned()).place();
        let is_it = |at: &usize| match self.rows.get(*at) {
            Some(Row::Case(card)) => card.origin.place() == wanted,
            Some(Row::Back(..) | Row::Session(_) | Row::Also(_)) | None => false,
        };
        self.shown.iter().position(is_it)
    }

    /// The case that a row is about: where it is, and which one of its document.
    pub(super) fn case_of(&self, row: &Row) -> Option<(Origin, usize)> {
        match row {
            Row::Case(card) => {
                let sound = card.problem.is_none();
                sound.then(|| (card.origin.clone(), card.number))
            }
            Row::Back(back, _) => back.place.clone(),
            Row::Session(brief) => {
                let mut cards = self.rows.iter().filter_map(|row| match row {
                    Row::Case(card) if card.problem.is_none() => Some(card),
                    Row::Case(_) | Row::Back(..) | Row::Session(_) | Row::Also(_) => None,
                });
                let card = cards.find(|card| card.title == brief.title)?;
                Some((card.origin.clone(), card.number))
            }
            Row::Also(_) => None,
        }
    }

    /// Prints a sheet of the chosen case.
    pub(super) fn print(&self) -> Vec<Effect> {
        let row = self.chosen();
        vec![match (row.and_then(|row| self.case_of(row)), row) {
            (Some((origin, number)), _) => Effect::Sheets(origin, number),
            (
                None,
                Some(Row::Case(Card {
                    problem: Some(problem),
                    ..
                })),
            ) => Effect::Tell(problem.to_string()),
            (None, _) => Effect::Tell(self.nothing_chosen("Choose a case to print first.")),
        }]
    }

    /// Tries the chosen case with invented people.
    pub(super) fn rehearse(&self) -> Vec<Effect> {
        let is_case = |row: &&Row| matches!(row, Row::Case(card) if card.problem.is_none());
        let first = || {
            let mut rows = self.shown.iter().filter_map(|at| self.rows.get(*at));
            rows.find(is_case)
        };
        let chosen = match self.chosen() {
            // From its own row, the first case there is.
            Some(Row::Also(_)) => first(),
            chosen => chosen,
        };
        vec![match chosen.and_then(|row| self.case_of(row)) {
            Some((origin, number)) => Effect::Rehearse(origin, number),
            None => Effect::Tell(self.nothing_chosen("Choose a case to try first.")),
        }]
    }

    /// Studies the chosen case alone.
    pub(super) fn study(&self, again: bool) -> Vec<Effect> {
        let of = |origin: &Origin, number, name| Effect::Study {
            origin: origin.clone(),
            number,
            name,
            again,
        };
        match self.chosen() {
            Some(Row::Back(back, _)) => match &back.place {
                Some((origin, number)) => vec![of(origin, *number, back.learner.clone())],
                None => vec![Effect::Tell(back.how_to_begin())],
            },
            row => match row.and_then(|row| self.case_of(row)) {
                Some((origin, number)) => vec![of(&origin, number, Clean::default())],
                None => vec![Effect::Tell(
                    self.nothing_chosen("Choose a case to study first."),
                )],
            },
        }
    }
}
