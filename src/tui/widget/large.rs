//! Text in letters several cells large, as far as there is room and the font has every letter.

use ratatui::{Frame, layout::Rect, style::Style, text::Line, widgets::Paragraph};
use tui_big_text::{BigText, PixelSize};

use crate::text::{width, wrap};

/// How many cells a letter is wide and high.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scale {
    Plain = 1,
    /// Four rows and columns.
    Large = 4,
    /// Eight rows and columns.
    Huge = 8,
}

impl Scale {
    pub const fn cells(self) -> usize {
        self as usize
    }

    const fn pixels(self) -> Option<PixelSize> {
        match self {
            Self::Plain => None,
            Self::Large => Some(PixelSize::Quadrant),
            Self::Huge => Some(PixelSize::Full),
        }
    }
}

/// Lines of one scale.
#[derive(Clone, Debug)]
pub struct Large {
    lines: Vec<Line<'static>>,
    scale: Scale,
}

impl Large {
    /// Words in the largest scale up to `scale` in which they take half of the area at most.
    pub fn head(words: &str, style: Style, area: Rect, scale: Scale) -> Self {
        let (columns, rows) = (usize::from(area.width), usize::from(area.height / 2).max(1));
        let scales = [Scale::Huge, Scale::Large].into_iter();
        let large = scales.filter(|known| *known <= scale).find_map(|scale| {
            let cells = scale.cells();
            let words = simpler(&words.replace('…', "..."));
            let lines = wrap(&words, (columns / cells).max(1));
            let narrow = lines.iter().all(|line| width(line) * cells <= columns);
            let fits = is_drawable(&words) && narrow && lines.len() * cells <= rows;
            fits.then_some((lines, scale))
        });
        let (mut lines, scale) =
            large.unwrap_or_else(|| (wrap(words, columns.max(2)), Scale::Plain));
        lines.truncate(rows);
        let lines = lines.into_iter();
        Self {
            lines: lines.map(|line| Line::styled(line, style)).collect(),
            scale,
        }
    }

    pub fn body(mut lines: Vec<Line<'static>>, scale: Scale) -> Self {
        if scale != Scale::Plain {
            for span in lines.iter_mut().flat_map(|line| &mut line.spans) {
                span.content = simpler(&span.content).into();
            }
        }
        Self { lines, scale }
    }

    /// Whether the font of the scale has every letter.
    pub fn is_drawable(&self) -> bool {
        let mut spans = self.lines.iter().flat_map(|line| &line.spans);
        self.scale == Scale::Plain || spans.all(|span| is_drawable(&span.content))
    }

    /// Rows that it takes.
    pub fn height(&self) -> usize {
        self.lines.len() * self.scale.cells()
    }

    /// Cells that it takes.
    pub fn width(&self) -> usize {
        let widest = self.lines.iter().map(Line::width).max();
        widest.unwrap_or(0) * self.scale.cells()
    }

    /// Draws it without its first rows; of large letters, all of them.
    pub fn draw(self, frame: &mut Frame<'_>, area: Rect, skipped: usize) {
        match self.scale.pixels() {
            None => {
                let shown = self.lines.into_iter().skip(skipped);
                let shown: Vec<_> = shown.take(usize::from(area.height)).collect();
                frame.render_widget(Paragraph::new(shown), area);
            }
            Some(pixels) => {
                let mut letters = BigText::builder();
                letters.pixel_size(pixels).lines(self.lines);
                frame.render_widget(letters.build(), area);
            }
        }
    }
}

/// Marks that the large font has not, by those that come nearest; each takes one cell.
fn simpler(words: &str) -> String {
    let simple = |letter| match letter {
        '‘' | '’' | '‚' | '‹' | '›' => '\'',
        '“' | '”' | '„' => '"',
        '‐' | '‑' | '–' | '—' => '-',
        '•' => '·',
        letter => letter,
    };
    words.chars().map(simple).collect()
}

/// Whether the large font has every letter: those of Latin-1, and blocks for bars.
fn is_drawable(words: &str) -> bool {
    let has = |letter: char| letter <= '\u{ff}' || ('\u{2580}'..='\u{259f}').contains(&letter);
    words.chars().all(has)
}
