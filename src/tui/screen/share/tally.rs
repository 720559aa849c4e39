//! What answers add up to, as bars with numbers and words.

use ratatui::text::{Line, Span};

use crate::{
    case::Kind,
    report::{
        chart::{self, Chart},
        words,
    },
    session::{QuestionView, Tally},
    text::{cut, plural, width},
    tui::{
        form::{self, hang},
        theme::{Role, Theme},
        widget::{Bar, bar, bars},
    },
};

/// From so many answers on, a percentage means something.
const MANY: usize = 20;

/// The fewest cells of a bar beside its option, with its count.
const LEAST_BAR: usize = 24;

/// The tally as rows in a column of `cols` cells; empty where there is none to see.
pub fn rows(question: &QuestionView, cols: usize, theme: &Theme) -> Vec<Line<'static>> {
    let Some(tally) = &question.tally else {
        return Vec::new();
    };
    match (&question.prompt.kind, tally) {
        (Kind::Choice { options, .. }, Tally::Choice { counts, of }) => {
            let all = *of;
            let counted = options.iter().zip(counts).enumerate();
            counted
                .flat_map(|(at, (option, count))| {
                    let right = question.right.iter().any(|right| usize::from(*right) == at);
                    let option = form::plain(option);
                    let right = if right { " (right)" } else { "" };
                    let lead = format!("{}. ", at + 1);
                    let mut rows = plain(hang(&lead, &format!("{option}{right}"), cols), theme);
                    rows.extend(bars(
                        &[Bar {
                            part: *count,
                            words: share(*count, all),
                            ..Bar::default()
                        }],
                        all,
                        (3, cols),
                        theme,
                    ));
                    rows
                })
                .collect()
        }
        (Kind::Scale(scale), Tally::Scale(marks)) => {
            let mut rows = Vec::new();
            for (at, (counts, median)) in marks.iter().enumerate() {
                match scale.statements.get(at) {
                    Some(statement) => {
                        let lead = format!("{}. ", at + 1);
                        rows.extend(plain(hang(&lead, &form::plain(statement), cols), theme));
                        rows.push(strip(counts, scale.low, *median, theme));
                    }
                    None => rows.extend(points(counts, scale.low, *median, cols, theme)),
                }
            }
            rows
        }
        (Kind::Rank { items }, Tally::Rank(ranks)) => ranking(items, ranks, cols, theme),
        (kind @ Kind::Number { .. }, Tally::Numbers(found)) => {
            numbers(question, (kind, found.values.len()), cols, theme)
        }
        (_, Tally::Choice { .. } | Tally::Scale(_) | Tally::Rank(_) | Tally::Numbers(_)) => {
            Vec::new()
        }
    }
}

/// The same of options, each on one row with its bar, for where answers need the room; empty where
/// there is none to see, or an option would be cut.
pub fn tight(question: &QuestionView, cols: usize, theme: &Theme) -> Vec<Line<'static>> {
    let kind = &question.prompt.kind;
    let (Kind::Choice { options, .. }, Some(Tally::Choice { counts, of })) =
        (kind, &question.tally)
    else {
        return Vec::new();
    };
    let called = |(at, option): (usize, &crate::text::Clean)| {
        let right = question.right.iter().any(|right| usize::from(*right) == at);
        let right = if right { " (right)" } else { "" };
        format!("{}. {}{right}", at + 1, form::plain(option))
    };
    let called: Vec<_> = options.iter().enumerate().map(called).collect();
    let names = called.iter().map(|name| width(name)).max().unwrap_or(0);
    let Some(room) = cols.checked_sub(names + LEAST_BAR) else {
        return Vec::new();
    };
    let all = *of;
    let counted = called.iter().zip(counts);
    let row = |(name, count): (&String, &usize)| {
        let pad = names.saturating_sub(width(name)) + 2;
        let drawn = bar((*count, all), room + LEAST_BAR / 2);
        let gap = if drawn.is_empty() { "" } else { " " };
        Line::from(vec![
            Span::styled(format!("{name}{:pad$}", ""), theme.style(Role::Text)),
            Span::styled(drawn, theme.style(Role::Person)),
            Span::styled(
                format!("{gap}{}", share(*count, all)),
                theme.style(Role::Text),
            ),
        ])
    };
    counted.map(row).collect()
}

/// How often each number was given, and how they spread.
fn numbers(
    question: &QuestionView,
    (kind, all): (&Kind, usize),
    cols: usize,
    theme: &Theme,
) -> Vec<Line<'static>> {
    let mut rows = Vec::new();
    for chart in chart::charts(question) {
        let Chart::Counts {
            what: chart::NUMBERS,
            rows: counted,
            ..
        } = chart
        else {
            continue;
        };
        for row in counted {
            rows.extend(plain(hang("", &row.label, cols), theme));
            let count = row.counts.last().copied().unwrap_or_default();
            rows.extend(bars(
                &[Bar {
                    part: count,
                    words: share(count, all),
                    ..Bar::default()
                }],
                all,
                (3, cols),
                theme,
            ));
        }
    }
    let words = question.tally.iter();
    let words = words.flat_map(|tally| words::tally(kind, tally));
    rows.extend(words.flat_map(|line| plain(hang("", &line, cols), theme)));
    rows
}

/// "2 of 3"; with a percentage where so many answered that one means something.
fn share(count: usize, all: usize) -> String {
    match all {
        0..MANY => format!("{count} of {all}"),
        _ => format!("{count} of {all}, {} %", (count * 100 + all / 2) / all),
    }
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
            Line::from(vec![
                Span::styled(format!("{:>4}  ", at + usize::from(low)), text),
                Span::styled(bar((*count, most), wide), theme.style(Role::Person)),
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
        Span::styled(shape, theme.style(Role::Person)),
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
        let near = (near * 20.0).round() as usize;
        let meter = Span::styled(bar((near, 20), 20), theme.style(Role::Person));
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
