//! What answers add up to, as bars with numbers and words.

use ratatui::text::{Line, Span};

use crate::{
    case::Kind,
    session::{QuestionView, Tally},
    text::{cut, plural, width},
    tui::{
        form::{self, hang},
        theme::{Role, Theme},
    },
};

/// Narrower than this, bars stand under their words.
const NARROW: usize = 56;

/// The tally as rows in a column of `cols` cells; empty where there is none to see.
#[must_use]
pub fn rows(question: &QuestionView, cols: usize, theme: &Theme) -> Vec<Line<'static>> {
    let Some(tally) = &question.tally else {
        return Vec::new();
    };
    match (&question.prompt.kind, tally) {
        (Kind::Choice { options, .. }, Tally::Choice(counts)) => {
            let all = answered(question);
            let bars = options.iter().zip(counts).enumerate();
            bars.flat_map(|(at, (option, count))| {
                let right = question.right.iter().any(|right| usize::from(*right) == at);
                let option = form::plain(option);
                let words = if right {
                    format!("{}. {option} (right)", at + 1)
                } else {
                    format!("{}. {option}", at + 1)
                };
                bar(
                    &words,
                    *count,
                    all,
                    &format!("{count} of {all}"),
                    cols,
                    theme,
                )
            })
            .collect()
        }
        (
            Kind::Scale {
                low, statements, ..
            },
            Tally::Scale(marks),
        ) => {
            let mut rows = Vec::new();
            for (at, (counts, median)) in marks.iter().enumerate() {
                match statements.get(at) {
                    Some(statement) => {
                        let lead = format!("{}. ", at + 1);
                        rows.extend(plain(hang(&lead, &form::plain(statement), cols), theme));
                        rows.push(strip(counts, *low, *median, theme));
                    }
                    None => rows.extend(points(counts, *low, *median, cols, theme)),
                }
            }
            rows
        }
        (Kind::Rank { items }, Tally::Rank(ranks)) => ranking(items, ranks, cols, theme),
        (Kind::Open | Kind::Choice { .. } | Kind::Scale { .. } | Kind::Rank { .. }, _) => {
            Vec::new()
        }
    }
}

/// How many newest versions are counted.
fn answered(question: &QuestionView) -> usize {
    super::card::newest(question).len()
}

/// Words, then a bar and a number; the words go on a row of their own where it is narrow.
fn bar(
    words: &str,
    count: usize,
    all: usize,
    number: &str,
    cols: usize,
    theme: &Theme,
) -> Vec<Line<'static>> {
    let text = theme.style(Role::Text);
    let meter = |wide: usize| {
        let full = (count * wide).checked_div(all.max(1)).unwrap_or(0);
        let full = if count > 0 { full.max(1) } else { 0 };
        Span::styled("█".repeat(full.min(wide)), theme.style(Role::Title))
    };
    if cols < NARROW {
        let mut rows = plain(hang("", words, cols), theme);
        rows.push(Line::from(vec![
            Span::styled(format!("   {number:>9} "), text),
            meter(cols.saturating_sub(13).min(40)),
        ]));
        return rows;
    }
    let wide = cols / 2;
    let mut rows = hang("", words, wide - 2).into_iter();
    let first = rows.next().unwrap_or_default();
    let pad = wide.saturating_sub(width(&first));
    let mut lines = vec![Line::from(vec![
        Span::styled(format!("{first}{:pad$}{number:>9} ", ""), text),
        meter(cols.saturating_sub(wide + 10)),
    ])];
    lines.extend(plain(rows.map(|row| format!("   {row}")).collect(), theme));
    lines
}

fn plain(rows: Vec<String>, theme: &Theme) -> Vec<Line<'static>> {
    let style = theme.style(Role::Text);
    rows.into_iter()
        .map(|row| Line::from(Span::styled(row, style)))
        .collect()
}

/// A bar for each point of the one statement that there is.
fn points(
    counts: &[usize],
    low: u8,
    median: f32,
    cols: usize,
    theme: &Theme,
) -> Vec<Line<'static>> {
    let most = counts.iter().copied().max().unwrap_or(0).max(1);
    let text = theme.style(Role::Text);
    let mut rows: Vec<Line<'static>> = counts
        .iter()
        .enumerate()
        .map(|(at, count)| {
            let wide = cols.saturating_sub(12).min(40);
            let full = count * wide / most;
            Line::from(vec![
                Span::styled(format!("{:>4}  ", at + usize::from(low)), text),
                Span::styled("█".repeat(full), theme.style(Role::Title)),
                Span::styled(format!(" {count}"), text),
            ])
        })
        .collect();
    rows.extend(plain(vec![format!("median {}", short(median))], theme));
    rows
}

/// One row for one of several statements: how often each point, and the median.
fn strip(counts: &[usize], low: u8, median: f32, theme: &Theme) -> Line<'static> {
    let each = counts
        .iter()
        .enumerate()
        .filter(|(_, count)| **count > 0)
        .map(|(at, count)| format!("{}: {count}", at + usize::from(low)));
    let marks: Vec<String> = each.collect();
    let peak = counts.iter().copied().max().unwrap_or(0).max(1);
    let shape: String = counts
        .iter()
        .map(|count| {
            let level = (count * 8).div_ceil(peak);
            [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█']
                .get(level)
                .copied()
                .unwrap_or('█')
        })
        .collect();
    Line::from(vec![
        Span::styled(
            format!("   median {:<4} ", short(median)),
            theme.style(Role::Text),
        ),
        Span::styled(shape, theme.style(Role::Title)),
        Span::styled(
            format!("  people by point: {}", marks.join(" · ")),
            theme.style(Role::Quiet),
        ),
    ])
}

/// Items by their mean place.
fn ranking(
    items: &[crate::text::Clean],
    ranks: &[(f32, usize)],
    cols: usize,
    theme: &Theme,
) -> Vec<Line<'static>> {
    let mut sorted: Vec<_> = items.iter().zip(ranks).collect();
    sorted.sort_by(|(_, (a, _)), (_, (b, _))| a.total_cmp(b));
    let count = items.len();
    let text = theme.style(Role::Text);
    let mut rows = Vec::new();
    for (item, (mean, first)) in sorted {
        let item = form::plain(item);
        let firsts = plural(*first, "time", "times");
        let words = format!("mean place {mean:.1} · first {firsts}");
        // A long bar means near the top.
        let near = (count as f32 - mean + 1.0).max(0.0) / count.max(1) as f32;
        let wide = (near * 20.0).round() as usize;
        let meter = Span::styled("█".repeat(wide.min(20)), theme.style(Role::Title));
        let pad = cols / 3;
        if width(&item) + 2 <= pad {
            rows.push(Line::from(vec![
                Span::styled(format!("{item}{:1$}", "", pad - width(&item)), text),
                Span::styled(format!("{words:<32} "), theme.style(Role::Quiet)),
                meter,
            ]));
        } else {
            rows.extend(plain(vec![cut(&item, cols).into_owned()], theme));
            rows.push(Line::from(vec![
                Span::styled(format!("   {words:<32} "), theme.style(Role::Quiet)),
                meter,
            ]));
        }
    }
    rows
}

/// A median without a needless ".0".
pub(super) fn short(number: f32) -> String {
    if number.fract() == 0.0 {
        format!("{number:.0}")
    } else {
        format!("{number:.1}")
    }
}
