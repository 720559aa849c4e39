//! The letters of a PDF, with where they stand and how large they are.

use std::time::Instant;

use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps,
    InterpreterCache, InterpreterSettings, SoftMask, TransformExt,
    font::{Glyph, GlyphRun},
    hayro_cmap::BfString,
    hayro_syntax::Pdf,
    interpret_page,
    kurbo::{Affine, BezPath, Point, Rect, Vec2},
};

/// The most letters of a document: a thick book has a million.
const MOST_LETTERS: usize = 2_000_000;

/// A letter, or a few that are one sign.
#[derive(Clone, Debug)]
pub(super) struct Letter {
    pub(super) text: String,
    /// Its left edge, in points from the left edge of the page.
    pub(super) left: f64,
    pub(super) right: f64,
    /// Its line, in points from the top of the page.
    pub(super) down: f64,
    /// The size of its font, in points.
    pub(super) size: f64,
    pub(super) bold: bool,
}

/// A page.
#[derive(Debug, Default)]
pub(super) struct PdfPage {
    pub(super) letters: Vec<Letter>,
    pub(super) height: f64,
}

/// All that was found.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) pages: Vec<PdfPage>,
    /// Signs of which the file does not say what letters they are.
    pub(super) unknown: usize,
    /// Letters that stand sideways.
    pub(super) turned: usize,
    pub(super) pictures: usize,
}

/// The letters of the first pages; of fewer where time runs out.
pub(super) fn of(pdf: &Pdf, most_pages: usize, end: Instant) -> Found {
    let mut found = Found::default();
    let cache = InterpreterCache::new();
    for page in pdf.pages().iter().take(most_pages) {
        let count: usize = found.pages.iter().map(|page| page.letters.len()).sum();
        if Instant::now() > end || count > MOST_LETTERS {
            break;
        }
        let (width, height) = page.render_dimensions();
        let area = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
        let settings = InterpreterSettings::default();
        let upright = page.initial_transform(true).to_kurbo();
        let mut context = Context::new(upright, area, &cache, pdf.xref(), settings);
        found.pages.push(PdfPage {
            height: f64::from(height),
            ..PdfPage::default()
        });
        interpret_page(page, &mut context, &mut found);
    }
    found
}

impl Found {
    fn letter(&mut self, glyph: &Glyph<'_>, place: Affine) {
        let text = match glyph.as_unicode() {
            Some(BfString::Char(letter)) => letter.to_string(),
            Some(BfString::String(letters)) => letters,
            None => {
                self.unknown += 1;
                return;
            }
        };
        let (width, bold) = match glyph {
            Glyph::Outline(outline) => {
                let font = outline.font_data();
                let bold = font.is_some_and(|font| {
                    font.weight.is_some_and(|weight| weight >= 600)
                        || font
                            .postscript_name
                            .is_some_and(|name| name.to_lowercase().contains("bold"))
                });
                (outline.advance_width(), bold)
            }
            Glyph::Type3(drawn) => (drawn.advance_width(), false),
        };
        let origin = place * Point::ZERO;
        let [a, b, c, d, ..] = place.as_coeffs();
        let (along, up) = (Vec2::new(a, b), Vec2::new(c, d));
        if along.x <= along.y.abs() {
            self.turned += 1;
            return;
        }
        let size = up.hypot() * 1000.0;
        let width = f64::from(width.unwrap_or(500.0)) * along.hypot();
        let Some(page) = self.pages.last_mut() else {
            return;
        };
        if !origin.x.is_finite() || !origin.y.is_finite() || !size.is_finite() || !width.is_finite()
        {
            return;
        }
        if page.letters.len() < MOST_LETTERS {
            page.letters.push(Letter {
                text: plain(&text),
                left: origin.x,
                right: origin.x + width,
                down: origin.y,
                size,
                bold,
            });
        }
    }
}

/// Signs for two or three letters as these letters.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\u{fb00}' => plain.push_str("ff"),
            '\u{fb01}' => plain.push_str("fi"),
            '\u{fb02}' => plain.push_str("fl"),
            '\u{fb03}' => plain.push_str("ffi"),
            '\u{fb04}' => plain.push_str("ffl"),
            '\u{fb05}' | '\u{fb06}' => plain.push_str("st"),
            '\u{a0}' | '\t' => plain.push(' '),
            letter if letter.is_control() => {}
            letter => plain.push(letter),
        }
    }
    plain
}

impl Device<'_> for Found {
    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'_>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {}
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, '_>, props: DrawProps<'_>, _: &DrawMode) {
        for glyph in run.glyphs() {
            self.letter(glyph, props.transform * glyph.transform());
        }
    }
    fn draw_image(&mut self, _: Image<'_, '_>, _: ImageDrawProps<'_>) {
        self.pictures += 1;
    }
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
