//! Picking options: one or several, with digits, letters, arrows or the mouse.

use ratatui::text::Line;

use crate::{
    text::Clean,
    tui::{
        form::{FormError, Step, hang_prose},
        theme::{Role, Theme},
        widget::chosen,
    },
};

/// What the options answer to, in order; arrows' letters are left out.
const LABELS: &[u8] = b"123456789abcdefgimnopqrstuvwxyz";

/// Options and what is picked of them.
#[derive(Clone, Debug)]
pub struct Choice {
    options: Vec<Clean>,
    most: u8,
    /// Counted from 0, ascending.
    picked: Vec<u8>,
    at: usize,
    /// Somebody has picked here, and not only in a version before.
    fresh: bool,
}

impl Choice {
    /// Nothing picked, unless `picked` says so.
    pub fn new(options: &[Clean], most: u8, picked: &[u8]) -> Self {
        let mut kept: Vec<u8> = picked
            .iter()
            .copied()
            .filter(|option| usize::from(*option) < options.len())
            .collect();
        kept.sort_unstable();
        kept.dedup();
        kept.truncate(usize::from(most.max(1)));
        Self {
            options: options.to_vec(),
            most: most.max(1),
            at: kept.first().map_or(0, |first| usize::from(*first)),
            picked: kept,
            fresh: false,
        }
    }

    /// What is picked, counted from 0, ascending.
    pub fn picked(&self) -> &[u8] {
        &self.picked
    }

    /// Whether the one option is picked here, so that a letter begins the reason.
    pub fn is_settled(&self) -> bool {
        self.fresh && self.most == 1 && !self.picked.is_empty()
    }

    pub fn rule(&self) -> String {
        if self.most == 1 {
            "Pick one.".to_owned()
        } else if usize::from(self.most) >= self.options.len() {
            "Pick as many as hold.".to_owned()
        } else {
            format!("Pick at most {}; {} picked.", self.most, self.picked.len())
        }
    }

    /// Goes to another option, and picks nothing.
    pub fn step(&mut self, step: Step) {
        self.at = step.from(self.at, self.options.len());
    }

    /// Whether Enter picks what the cursor is on: nothing is picked, or another one where only one
    /// may be.
    pub fn takes(&self) -> bool {
        self.picked.is_empty() || (self.most == 1 && !self.holds(self.at))
    }

    /// Whether the cursor is at the first option, or at the last.
    pub fn is_at_edge(&self, last: bool) -> bool {
        self.at == if last { self.options.len() - 1 } else { 0 }
    }

    fn holds(&self, at: usize) -> bool {
        self.picked.iter().any(|picked| usize::from(*picked) == at)
    }

    /// What is picked, and what the cursor is on, where those are two and only one may be picked:
    /// their labels.
    pub fn strays(&self) -> Option<(char, char)> {
        let picked = usize::from(*self.picked.first()?);
        self.takes()
            .then(|| (self.label(picked), self.label(self.at)))
    }

    /// Picks the option that the cursor is on, or lets go of it.
    ///
    /// # Errors
    ///
    /// What to do instead, where that would be more than may be picked.
    pub fn toggle(&mut self) -> Result<(), FormError> {
        let option = u8::try_from(self.at).expect("no more than 255 options are kept");
        self.fresh = true;
        match self.picked.binary_search(&option) {
            Ok(place) => {
                self.picked.remove(place);
            }
            Err(_) if self.most == 1 => self.picked = vec![option],
            Err(_) if self.picked.len() >= usize::from(self.most) => {
                return Err(FormError(format!(
                    "{} may be picked. Let go of one first.",
                    self.most
                )));
            }
            Err(place) => self.picked.insert(place, option),
        }
        Ok(())
    }

    /// The digit or letter that an option carries picks it; where one may be picked, once more
    /// keeps it.
    ///
    /// # Errors
    ///
    /// As [`Choice::toggle`]; and where no option carries it, the labels that there are.
    pub fn type_char(&mut self, letter: char) -> Result<(), FormError> {
        let wanted = letter.to_ascii_lowercase();
        let found = LABELS.iter().position(|label| char::from(*label) == wanted);
        match found.filter(|at| *at < self.options.len()) {
            Some(at) => {
                self.at = at;
                if self.holds(at) && self.most == 1 {
                    self.fresh = true;
                    return Ok(());
                }
                self.toggle()
            }
            None => Err(FormError(format!(
                "Pick with 1 to {}.",
                self.label(self.options.len() - 1)
            ))),
        }
    }

    /// Somebody clicked on a row of [`Choice::lines`].
    pub fn click(&mut self, item: usize) -> Result<(), FormError> {
        if item >= self.options.len() {
            return Ok(());
        }
        self.at = item;
        self.toggle()
    }

    /// The rows on screen, each with the option that it belongs to.
    pub fn lines(&self, cols: usize, focus: bool, theme: &Theme) -> Vec<(usize, Line<'static>)> {
        let mut all = Vec::new();
        for (item, option) in self.options.iter().enumerate() {
            let here = focus && item == self.at;
            let sign = match (self.most == 1, self.holds(item)) {
                (true, false) => "( )",
                (true, true) => "(•)",
                (false, false) => "[ ]",
                (false, true) => "[x]",
            };
            let lead = format!(
                "{} {} {sign} ",
                if here { "▸" } else { " " },
                self.label(item)
            );
            let lines = hang_prose(&lead, option, cols, Role::Text, theme);
            let lines = chosen(here, lines, cols, theme);
            all.extend(lines.into_iter().map(|line| (item, line)));
        }
        all
    }

    /// The option that the cursor is on.
    pub fn at(&self) -> usize {
        self.at
    }

    fn label(&self, item: usize) -> char {
        LABELS.get(item).map_or('·', |label| char::from(*label))
    }
}
