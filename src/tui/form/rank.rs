//! Putting items in one's own order: take one up and carry it, or give it a number.

use ratatui::text::Line;

use crate::{
    text::Clean,
    tui::{
        form::{FormError, Step, hang_prose},
        theme::{Role, Theme},
        widget::chosen,
    },
};

/// Items in an order.
#[derive(Clone, Debug)]
pub struct Rank {
    items: Vec<Clean>,
    /// Items, first to last, counted from 0 in the author's order.
    order: Vec<u8>,
    at: usize,
    held: bool,
    touched: bool,
}

impl Rank {
    /// The author's order, which is neutral, unless `order` holds one.
    pub fn new(items: &[Clean], order: &[u8]) -> Self {
        let count = u8::try_from(items.len()).unwrap_or(u8::MAX);
        let mut sorted = order.to_vec();
        sorted.sort_unstable();
        let whole = sorted.iter().copied().eq(0..count);
        Self {
            items: items.to_vec(),
            order: if whole {
                order.to_vec()
            } else {
                (0..count).collect()
            },
            at: 0,
            held: false,
            touched: whole,
        }
    }

    /// The order: items, first to last, counted from 0 in the author's order.
    pub fn order(&self) -> &[u8] {
        &self.order
    }

    /// Whether nobody has moved an item yet.
    pub fn is_blank(&self) -> bool {
        !self.touched
    }

    /// Whether the order is somebody's: as it was listed it is nobody's, unless nothing can be moved.
    pub fn is_said(&self) -> bool {
        self.touched || self.order.len() < 2
    }

    /// Whether an item is taken up.
    pub fn is_held(&self) -> bool {
        self.held
    }

    /// Whether a move leaves the items: the cursor is at an end, and nothing is taken up.
    pub fn is_at_edge(&self, last: bool) -> bool {
        !self.held && self.at == if last { self.order.len() - 1 } else { 0 }
    }

    pub fn rule(&self) -> &'static str {
        if self.held {
            "Arrows carry it."
        } else if self.touched {
            "Space takes an item up, a digit sends it to that place."
        } else {
            "Space takes an item up; a digit sends it to that place."
        }
    }

    /// Goes to another item, or carries the one that is taken up.
    pub fn step(&mut self, step: Step) {
        let to = step.from(self.at, self.order.len());
        if self.held {
            self.send(to);
        } else {
            self.at = to;
        }
    }

    /// Moves the item under the cursor without taking it up.
    pub fn carry(&mut self, step: Step) {
        let to = step.from(self.at, self.order.len());
        self.send(to);
    }

    /// Takes the item up, or puts it down where it is.
    pub fn toggle(&mut self) {
        self.held = !self.held;
        self.touched = true;
    }

    /// A digit sends the item under the cursor to that place.
    ///
    /// # Errors
    ///
    /// The places that there are.
    pub fn type_char(&mut self, letter: char) -> Result<(), FormError> {
        let place = letter
            .to_digit(10)
            .and_then(|digit| usize::try_from(digit).ok())
            .and_then(|digit| digit.checked_sub(1))
            .filter(|place| *place < self.order.len());
        match place {
            Some(place) => {
                self.held = false;
                self.send(place);
                Ok(())
            }
            None => Err(FormError(format!(
                "Places go from 1 to {}.",
                self.order.len().min(9)
            ))),
        }
    }

    /// Somebody clicked on an item: takes it up, or puts the one taken up there.
    pub fn click(&mut self, place: usize) {
        if place >= self.order.len() {
            return;
        }
        if self.held {
            self.send(place);
            self.held = false;
        } else {
            self.at = place;
            self.toggle();
        }
    }

    /// The rows on screen, each with the place that it belongs to.
    pub fn lines(&self, cols: usize, focus: bool, theme: &Theme) -> Vec<(usize, Line<'static>)> {
        let mut all = Vec::new();
        for (place, item) in self.order.iter().enumerate() {
            let here = focus && place == self.at;
            let sign = match (here, self.held) {
                (true, true) => "↕",
                (true, false) => "▸",
                (false, _) => " ",
            };
            let lead = format!("{sign} {:>2}. ", place + 1);
            let words = self.items.get(usize::from(*item));
            let words = words.map_or("", |item| item.as_str());
            let lines = hang_prose(&lead, words, cols, Role::Text, theme);
            let lines = chosen(here, lines, cols, theme);
            all.extend(lines.into_iter().map(|line| (place, line)));
        }
        all
    }

    /// The place that the cursor is on.
    pub fn at(&self) -> usize {
        self.at
    }

    fn send(&mut self, to: usize) {
        if self.at < self.order.len() && to < self.order.len() {
            let item = self.order.remove(self.at);
            self.order.insert(to, item);
            self.at = to;
            self.touched = true;
        }
    }
}
