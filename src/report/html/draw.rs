//! Charts as shapes: 340 units wide, so that the same drawing fills half a printed page and a
//! phone. Everything that a shape says by colour it says by pattern and number as well.

use askama::Template;

use crate::{
    report::chart::{Chart, Counted, Rated},
    session::Spread,
    text::Clean,
};

mod slope;

pub(super) use slope::slope;

/// Width of a drawing; its text is 12 high.
const WIDE: usize = 340;
/// Letters of 12 units that fit beside each other; the system's sans is about 6.2 wide.
const LETTERS: usize = 52;
/// Up to here a box is a person; above it a bar stands for all.
const MOST_BOXES: usize = 24;
/// Height of a bar, and from one bar to the next.
const BAR: usize = 11;
const ROW: usize = 16;
/// From what belongs together to what comes next.
const GAP: usize = 9;
/// Height of a line of text.
const LINE: usize = 15;

/// A drawing, and the same in numbers.
#[derive(Template)]
#[template(path = "chart.html", config = "src/report/html/askama.toml")]
pub(super) struct Drawing {
    title: &'static str,
    /// All numbers in a sentence, for whoever does not see it.
    says: String,
    wide: usize,
    high: usize,
    shapes: Vec<Shape>,
    /// Names of the rounds with the class of their pattern, where there are several.
    key: Vec<(Clean, usize)>,
    head: Vec<Clean>,
    rows: Vec<(Clean, Vec<String>)>,
    /// What the marks mean.
    reads: &'static str,
}

enum Shape {
    Words {
        x: usize,
        y: usize,
        class: &'static str,
        words: String,
    },
    Bar {
        x: usize,
        y: usize,
        wide: usize,
        class: usize,
    },
    Line {
        x1: usize,
        x2: usize,
        y: usize,
    },
    Slope {
        x1: usize,
        x2: usize,
        y1: usize,
        y2: usize,
        wide: usize,
    },
    Ring {
        x: usize,
        y: usize,
    },
}

/// The pattern of a round: hatched for the first of several, solid for the newest.
fn pattern(round: usize, rounds: usize) -> usize {
    if rounds == 1 { 2 } else { round % 4 + 1 }
}

pub(super) fn draw(chart: &Chart) -> Drawing {
    match chart {
        Chart::Counts { what, rounds, rows } => counts(what, rounds, rows),
        Chart::Spreads {
            low,
            high,
            rounds,
            rows,
        } => spreads(*low, *high, rounds, rows),
    }
}

fn counts(what: &'static str, rounds: &[Clean], rows: &[Counted]) -> Drawing {
    let all = rows.iter().flat_map(|row| &row.counts);
    let most = all.copied().max().unwrap_or(0).max(1);
    let boxes = most <= MOST_BOXES;
    // The number stands behind the bar.
    let unit = (WIDE - 40) / most.max(8);
    let mut drawing = Drawing::new(what, rounds);
    for row in rows {
        drawing.label(&row.label);
        for (round, count) in row.counts.iter().enumerate() {
            let class = pattern(round, rounds.len());
            let long = if boxes {
                unit * count
            } else {
                (WIDE - 40) * count / most
            };
            let y = drawing.high;
            if boxes {
                drawing.shapes.extend((0..*count).map(|at| Shape::Bar {
                    x: at * unit,
                    y,
                    wide: unit - 2,
                    class,
                }));
            } else if *count > 0 {
                drawing.shapes.push(Shape::Bar {
                    x: 0,
                    y,
                    wide: long.max(1),
                    class,
                });
            }
            drawing.words(long + 6, y + BAR - 1, "b", count.to_string());
            drawing.high += ROW;
        }
        drawing.high += GAP;
        let numbers = row.counts.iter().map(usize::to_string).collect();
        drawing.rows.push((row.label.clone(), numbers));
    }
    drawing.reads = match what {
        "Votes" | "Ranked first" | "Consent" if boxes => "Each box is a person.",
        "Minutes" if boxes => "Each box is a minute.",
        _ => "",
    };
    drawing.said()
}

fn spreads(low: u8, high: u8, rounds: &[Clean], rows: &[Rated]) -> Drawing {
    let steps = f32::from(high.saturating_sub(low)).max(1.0);
    let at = |point: f32| {
        let share = (point - f32::from(low)) / steps;
        6 + (share.clamp(0.0, 1.0) * (WIDE - 60) as f32) as usize
    };
    let mut drawing = Drawing::new("Ratings: median, and the middle half", rounds);
    for row in rows {
        if !row.label.is_empty() {
            drawing.label(&row.label);
        }
        for (round, spread) in row.spreads.iter().enumerate() {
            let y = drawing.high;
            drawing.shapes.push(Shape::Line {
                x1: at(f32::from(low)),
                x2: at(f32::from(high)),
                y: y + BAR / 2,
            });
            if let Some(spread) = spread {
                let (from, to) = (at(spread.low), at(spread.high));
                let class = pattern(round, rounds.len());
                drawing.shapes.push(Shape::Bar {
                    x: from,
                    y,
                    wide: (to - from).max(2),
                    class,
                });
                drawing.shapes.push(Shape::Ring {
                    x: at(spread.median),
                    y: y + BAR / 2,
                });
                drawing.words(WIDE - 42, y + BAR - 1, "b", spread.median.to_string());
            }
            drawing.high += ROW + 2;
        }
        drawing.high += GAP;
        let numbers = row.spreads.iter().map(|spread| match spread {
            Some(Spread {
                low,
                median,
                high,
                count,
            }) => format!("{median} ({low} to {high}; {count} rated)"),
            None => "not rated".to_owned(),
        });
        drawing.rows.push((row.label.clone(), numbers.collect()));
    }
    let y = drawing.high + 9;
    drawing.words(at(f32::from(low)), y, "q", low.to_string());
    drawing.words(at(f32::from(high)), y, "q", high.to_string());
    drawing.high += LINE;
    drawing.reads = "The ring is the median, the bar the middle half of all ratings.";
    drawing.said()
}

impl Drawing {
    fn new(title: &'static str, rounds: &[Clean]) -> Self {
        let several = rounds.len() > 1;
        let key = rounds.iter().enumerate().filter(|_| several);
        Self {
            title,
            says: String::new(),
            wide: WIDE,
            high: 4,
            shapes: Vec::new(),
            key: key
                .map(|(at, name)| (name.clone(), pattern(at, rounds.len())))
                .collect(),
            head: rounds.iter().filter(|_| several).cloned().collect(),
            rows: Vec::new(),
            reads: "",
        }
    }

    fn words(&mut self, x: usize, y: usize, class: &'static str, words: String) {
        self.shapes.push(Shape::Words { x, y, class, words });
    }

    /// A label over its bars, on as many lines as it needs.
    fn label(&mut self, label: &str) {
        let mut line = String::new();
        for word in label.split_whitespace() {
            if !line.is_empty() && line.chars().count() + word.chars().count() >= LETTERS {
                self.label_line(std::mem::take(&mut line));
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        self.label_line(line);
    }

    fn label_line(&mut self, line: String) {
        self.words(0, self.high + 10, "", line);
        self.high += LINE;
    }

    /// Without the table of its numbers.
    pub(super) fn alone(mut self) -> Self {
        self.rows.clear();
        self
    }

    /// With all its numbers in words.
    fn said(mut self) -> Self {
        let row = |(label, numbers): &(Clean, Vec<String>)| {
            let named = numbers
                .iter()
                .enumerate()
                .map(|(at, number)| match self.head.get(at) {
                    Some(name) => format!("{name} {number}"),
                    None => number.clone(),
                });
            let numbers: Vec<_> = named.collect();
            match label.is_empty() {
                true => numbers.join(", "),
                false => format!("{label}: {}", numbers.join(", ")),
            }
        };
        self.says = self.rows.iter().map(row).collect::<Vec<_>>().join(". ");
        self
    }
}
