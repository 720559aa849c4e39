//! The letters of a PDF, with where they stand and how large they are.

use std::time::Instant;

use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps,
    InterpreterCache, InterpreterSettings, Paint, SoftMask, TransformExt,
    font::{Glyph, GlyphRun},
    hayro_cmap::BfString,
    hayro_syntax::Pdf,
    interpret_page,
    kurbo::{Affine, BezPath, Point, Rect, Shape, Vec2},
};

use crate::import::look;

/// The most letters of a document: a thick book has a million.
const MOST_LETTERS: usize = 2_000_000;

/// How wide the point of an item is, in points.
const POINT: std::ops::RangeInclusive<f64> = 1.5..=7.0;
/// The most drawings of a page that may be points.
const MOST_DRAWN: usize = 500;

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
    /// In a colour that is no grey.
    pub(super) coloured: bool,
}

/// A page.
#[derive(Debug, Default)]
pub(super) struct PdfPage {
    pub(super) letters: Vec<Letter>,
    pub(super) height: f64,
    /// What is drawn as small as the point of an item.
    drawn: Vec<Rect>,
}

impl PdfPage {
    /// Browsers draw the points of their lists: before text such a drawing is a letter.
    fn points(&mut self) {
        let point = |drawn: &Rect| {
            let heads = |letter: &&Letter| {
                let (after, above) = (letter.left - drawn.x1, letter.down - drawn.y1);
                (0.0..1.5 * letter.size).contains(&after)
                    && (0.0..0.5 * letter.size).contains(&above)
                    && !letter.text.trim().is_empty()
            };
            let near = self.letters.iter().filter(heads);
            let first = near.min_by(|one, other| one.left.total_cmp(&other.left))?;
            Some(Letter {
                text: "•".to_owned(),
                left: drawn.x0,
                right: drawn.x1,
                ..first.clone()
            })
        };
        let points: Vec<_> = self.drawn.iter().filter_map(point).collect();
        self.letters.extend(points);
    }
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
        if let Some(page) = found.pages.last_mut() {
            page.points();
        }
    }
    found
}

impl Found {
    fn letter(&mut self, glyph: &Glyph<'_>, place: Affine, coloured: bool) {
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
                coloured,
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
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'_>, _: &DrawMode) {
        let bounds = (props.transform * path.clone()).bounding_box();
        let round = (bounds.width() - bounds.height()).abs() < 0.2 * bounds.width();
        if let Some(page) = self.pages.last_mut()
            && POINT.contains(&bounds.width())
            && round
            && page.drawn.len() < MOST_DRAWN
        {
            page.drawn.push(bounds);
        }
    }
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {}
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, '_>, props: DrawProps<'_>, _: &DrawMode) {
        let coloured = match &props.paint {
            Paint::Color(colour) => {
                let [red, green, blue, _] = colour.to_rgba().to_rgba8();
                look::is_colour([red, green, blue])
            }
            Paint::Pattern(_) => false,
        };
        for glyph in run.glyphs() {
            self.letter(glyph, props.transform * glyph.transform(), coloured);
        }
    }
    fn draw_image(&mut self, _: Image<'_, '_>, _: ImageDrawProps<'_>) {
        self.pictures += 1;
    }
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
