//! The ring: a round table seen from above, a seat a person, full where they are in. It never
//! moves, and nothing rests on it alone: what it says is beside it in words.

use std::{f32::consts::TAU, fmt::Write};

use crate::text::in_page;

/// Up to so many people have a seat each; above it an arc stands for them.
const MOST_SEATS: usize = 24;
/// Up to so many names stand round the ring, of so many letters at most.
const MOST_NAMES: usize = 16;
const MOST_LETTERS: usize = 12;

#[derive(Clone, Debug, Default)]
pub struct Ring {
    pub seats: Vec<bool>,
    /// Which of them are one's own; they are nearest, and in ink.
    pub own: Vec<usize>,
    /// What stands on the table: a number or a word, and words under it.
    pub words: Option<(String, String)>,
    /// What stands beside each seat, and whether people wrote it.
    pub beside: Option<(Vec<String>, bool)>,
    /// The one seat that is spoken of.
    pub shown: Option<usize>,
}

impl Ring {
    /// A ring of so many seats, of which the first are full.
    pub fn counted(full: usize, of: usize) -> Self {
        Self {
            seats: (0..of).map(|at| at < full).collect(),
            ..Self::default()
        }
    }

    /// Whether names or words fit round it.
    pub fn fits(beside: &[String]) -> bool {
        let short = |text: &String| text.chars().count() <= MOST_LETTERS;
        beside.len() <= MOST_NAMES && beside.iter().all(short)
    }

    /// The drawing. `label` says it for whoever does not see it; a small one has none.
    pub fn svg(&self, label: Option<&str>) -> String {
        let says = match label {
            Some(label) => format!("role=\"img\" aria-label=\"{}\"", in_page(label)),
            None => "aria-hidden=\"true\"".to_owned(),
        };
        let room = if self.beside.is_some() {
            "-52 -9 204 118"
        } else {
            "0 0 100 100"
        };
        let mut drawn = format!(
            "<svg class=\"ring\" viewBox=\"{room}\" {says}><circle class=\"table\" cx=\"50\" cy=\"50\" r=\"32\"/>"
        );
        if self.seats.len() > MOST_SEATS {
            self.arc(&mut drawn);
        } else {
            self.draw_seats(&mut drawn);
        }
        // Writing to a string cannot fail.
        if let Some((large, small)) = &self.words {
            // The table is 64 wide, and a sign of the bold type not quite two thirds of its size.
            let fits = 94.0 / large.chars().count().max(1) as f32;
            let size = fits.min(21.0);
            let (large_y, small_y) = match (large.is_empty(), small.is_empty()) {
                (false, false) => (55.0, 66.0),
                (_, true) => (50.0 + size * 0.36, 0.0),
                (true, _) => (0.0, 52.5),
            };
            let _ = write!(
                drawn,
                "<text class=\"large\" x=\"50\" y=\"{large_y:.1}\" font-size=\"{size:.1}\">{}</text><text x=\"50\" y=\"{small_y:.1}\" font-size=\"7\">{}</text>",
                in_page(large),
                in_page(small)
            );
        }
        drawn.push_str("</svg>");
        drawn
    }

    fn arc(&self, drawn: &mut String) {
        let full = self.seats.iter().filter(|full| **full).count() * 100;
        let part = full / self.seats.len().max(1);
        let _ = write!(
            drawn,
            "<circle class=\"all\" cx=\"50\" cy=\"50\" r=\"42\"/><circle class=\"part\" cx=\"50\" cy=\"50\" r=\"42\" pathLength=\"100\" stroke-dasharray=\"{part} 100\" transform=\"rotate(-90 50 50)\"/>"
        );
    }

    fn draw_seats(&self, drawn: &mut String) {
        let count = self.seats.len().max(1) as f32;
        let size = (42.0 * (TAU / count / 2.0).sin() * 0.78).clamp(2.0, 5.6);
        for (at, full) in self.seats.iter().enumerate() {
            let turn = match self.own.first() {
                // One's own is nearest.
                Some(own) => 0.25 + (at as f32 - *own as f32) / count,
                // No seat is at the head of the table.
                None => -0.25 + (at as f32 + 0.5) / count,
            };
            let (sin, cos) = (turn * TAU).sin_cos();
            let (x, y) = (50.0 + 42.0 * cos, 50.0 + 42.0 * sin);
            let mut class = String::from("seat");
            class.push_str(if *full { " in" } else { "" });
            class.push_str(if self.own.contains(&at) { " you" } else { "" });
            class.push_str(match self.shown {
                Some(shown) if shown == at => " you in",
                Some(_) => " far",
                None => "",
            });
            let _ = write!(
                drawn,
                "<circle class=\"{class}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{size:.1}\"/>"
            );
            self.beside(drawn, at, (cos, sin));
        }
    }

    fn beside(&self, drawn: &mut String, at: usize, (cos, sin): (f32, f32)) {
        let Some((texts, said)) = &self.beside else {
            return;
        };
        let anchor = match cos {
            cos if cos > 0.2 => "start",
            cos if cos < -0.2 => "end",
            _ => "middle",
        };
        let (x, y) = (50.0 + 50.5 * cos, 52.4 + 51.5 * sin);
        let class = if *said { "word said" } else { "word" };
        let text = texts.get(at).map_or("", String::as_str);
        let _ = write!(
            drawn,
            "<text class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\" font-size=\"7.2\" text-anchor=\"{anchor}\">{}</text>",
            in_page(text)
        );
    }
}
