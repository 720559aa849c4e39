//! A QR code, as rows of a terminal and as a drawing.

use std::fmt::Write;

use fast_qr::qr::QRBuilder;
use fast_qr::{ECL, QRCode};

/// Light modules that every reader wants on each side.
const QUIET: usize = 4;

/// A square of dark and light, with its quiet zone.
pub struct Square {
    /// Modules on a side.
    pub size: usize,
    dark: Vec<bool>,
}

/// The code of a text that is not longer than an address; none of one that is.
pub fn square(text: &str) -> Option<Square> {
    let made: QRCode = QRBuilder::new(text).ecl(ECL::M).build().ok()?;
    let inner = made.size;
    let size = inner + 2 * QUIET;
    let at = |cell: usize| {
        let x = (cell % size).checked_sub(QUIET).filter(|x| *x < inner)?;
        let y = (cell / size).checked_sub(QUIET).filter(|y| *y < inner)?;
        made.data.get(y * inner + x).map(|module| module.value())
    };
    let dark = (0..size * size).map(|cell| at(cell).unwrap_or(false));
    Some(Square {
        size,
        dark: dark.collect(),
    })
}

impl Square {
    fn is_dark(&self, x: usize, y: usize) -> bool {
        x < self.size && self.dark.get(y * self.size + x) == Some(&true)
    }

    /// Rows of half blocks, two modules high: to be written in black on white, whatever the theme.
    pub fn rows(&self) -> Vec<String> {
        let cell = |x: usize, y: usize| match (self.is_dark(x, y), self.is_dark(x, y + 1)) {
            (true, true) => '█',
            (true, false) => '▀',
            (false, true) => '▄',
            (false, false) => ' ',
        };
        let row = |y: usize| (0..self.size).map(|x| cell(x, y)).collect();
        (0..self.size).step_by(2).map(row).collect()
    }

    /// A drawing of it in black on white, a unit a module.
    pub fn svg(&self, label: &str) -> String {
        let size = self.size;
        let mut path = String::new();
        for y in 0..size {
            let mut x = 0;
            while x < size {
                let long = (x..size).take_while(|x| self.is_dark(*x, y)).count();
                if long > 0 {
                    // Writing to a string cannot fail.
                    let _ = write!(path, "M{x} {y}h{long}v1h-{long}z");
                }
                x += long.max(1);
            }
        }
        format!(
            "<svg class=\"qr\" role=\"img\" aria-label=\"{label}\" viewBox=\"0 0 {size} {size}\" shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h{size}v{size}h-{size}z\"/><path fill=\"#000\" d=\"{path}\"/></svg>"
        )
    }
}
