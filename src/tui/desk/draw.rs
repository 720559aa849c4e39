//! How a session's screen looks, with what lies over it.

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
    widgets::Paragraph,
};

use super::{Desk, Over, Shown, over::passage, shown};
use crate::{
    case::Block,
    session::{QuestionView, View},
    text::{Clean, cut, width},
    tui::{
        ask::Ask,
        form::{hang, hang_prose},
        prose::{self, Column},
        screen::share::tally,
        theme::{Role, Theme},
    },
};

/// The widest that something over a screen gets.
const MOST_COLS: u16 = 76;

impl Desk {
    /// Draws the screen that the view asks for, and what lies over it.
    pub fn draw(&self, frame: &mut Frame<'_>, area: Rect, view: &View, theme: &Theme) {
        if area.width < 2 || area.height < 1 {
            return;
        }
        if let Some(over @ (Over::Reading(_) | Over::Page(_))) = self.over.last() {
            return self.draw_over(over, frame, area, view, theme);
        }
        match shown(view) {
            Some(Shown::Answer) => self.answering.draw(frame, area, view, theme),
            Some(Shown::Share) => self.share.draw(frame, area, true, view, theme),
            Some(Shown::Discuss) => self.discuss.draw(frame, area, &self.share, view, theme),
            Some(Shown::Compare) => self.compare.draw(frame, area, &self.share, view, theme),
            Some(Shown::Close) => self.close.draw(frame, area, view, theme),
            None => {}
        }
        if let Some(over) = self.over.last() {
            self.draw_over(over, frame, area, view, theme);
        }
    }

    fn draw_over(
        &self,
        over: &Over,
        frame: &mut Frame<'_>,
        area: Rect,
        view: &View,
        theme: &Theme,
    ) {
        match over {
            Over::Ask(ask) => draw_ask(ask, frame, area, theme),
            Over::Confirm { words, .. } => {
                let mut rows = rows_of(words, Role::Warn, area, theme);
                rows.push(Line::default());
                rows.extend(rows_of("Enter: yes · Esc: no", Role::Text, area, theme));
                sheet(frame, area, "", rows, 0, theme);
            }
            Over::Reading(column) => draw_reading(column, frame, area, theme),
            Over::Page(page) => page.draw(frame, area, self.around(view, theme)),
            Over::Passage { numbers, scroll } => {
                let rows = numbers.iter().filter_map(|number| passage(view, *number));
                let rows = rows.flat_map(|block| {
                    let cols = cols_of(area);
                    paragraph(block, cols, theme)
                });
                sheet(frame, area, "Cited", rows.collect(), *scroll, theme);
            }
            Over::Material { open, scroll } => {
                let rows = if *open {
                    material(view, area, theme)
                } else {
                    warning(area, theme)
                };
                sheet(frame, area, "For the facilitator", rows, *scroll, theme);
            }
            Over::People { at } => {
                let (rows, top) = people(view, *at, area, theme);
                sheet(
                    frame,
                    area,
                    "Who is here (Enter: left, or back)",
                    rows,
                    top,
                    theme,
                );
            }
        }
    }
}

fn draw_ask(ask: &Ask, frame: &mut Frame<'_>, area: Rect, theme: &Theme) {
    let inner = ask_area(ask, area, theme);
    frame_of(frame, inner, area, &ask.title, theme);
    ask.form.draw(frame, inner, theme, true);
    let words = if ask.is_sent() {
        "saving …".to_owned()
    } else {
        ask.status()
    };
    let foot = Rect {
        y: inner.bottom(),
        height: 1,
        ..inner
    };
    let line = Line::from(Span::styled(words, theme.style(Role::Dim)));
    frame.render_widget(Paragraph::new(line), foot.intersection(area));
}

/// The rectangle of a small form: wide enough to write in, at the foot of the screen so
/// that what it speaks about stays in sight.
pub(super) fn ask_area(ask: &Ask, area: Rect, theme: &Theme) -> Rect {
    let width = area.width.min(MOST_COLS).saturating_sub(4).max(1);
    let wanted = ask.form.height(width, theme);
    let height = wanted.min(area.height.saturating_sub(3)).max(1);
    Rect {
        x: area.x + (area.width - width.min(area.width)) / 2,
        y: area.bottom().saturating_sub(height + 1),
        width,
        height,
    }
    .intersection(area)
}

/// Clears room around `inner` and puts a rule with a title over it.
fn frame_of(frame: &mut Frame<'_>, inner: Rect, area: Rect, title: &str, theme: &Theme) {
    let outer = Rect {
        y: inner.y.saturating_sub(2),
        height: inner.height + 3,
        ..area
    }
    .intersection(area);
    theme.clear(frame, outer);
    let rule = "─".repeat(usize::from(outer.width));
    let rule = Line::from(Span::styled(rule, theme.style(Role::Border)));
    frame.render_widget(Paragraph::new(rule), outer);
    let head = Rect {
        y: inner.y.saturating_sub(1),
        height: 1,
        ..inner
    }
    .intersection(outer);
    let title = crate::text::cut(title, usize::from(inner.width)).into_owned();
    let title = Line::from(Span::styled(title, theme.style(Role::Title)));
    frame.render_widget(Paragraph::new(title), head);
}

fn cols_of(area: Rect) -> usize {
    usize::from(area.width.min(MOST_COLS).saturating_sub(4).max(1))
}

fn rows_of(words: &str, role: Role, area: Rect, theme: &Theme) -> Vec<Line<'static>> {
    let style = theme.style(role);
    let rows = hang("", words, cols_of(area));
    rows.into_iter()
        .map(|row| Line::from(Span::styled(row, style)))
        .collect()
}

/// Rows in a sheet at the foot of the screen.
fn sheet(
    frame: &mut Frame<'_>,
    area: Rect,
    title: &str,
    rows: Vec<Line<'static>>,
    scroll: usize,
    theme: &Theme,
) {
    let width = u16::try_from(cols_of(area)).unwrap_or(1);
    let wanted = u16::try_from(rows.len()).unwrap_or(u16::MAX);
    let height = wanted.min(area.height.saturating_sub(3)).max(1);
    let inner = Rect {
        x: area.x + (area.width - width.min(area.width)) / 2,
        y: area.bottom().saturating_sub(height + 1),
        width,
        height,
    }
    .intersection(area);
    frame_of(frame, inner, area, title, theme);
    window(frame, inner, rows, scroll, theme);
}

/// The case so far, over the whole screen.
fn draw_reading(column: &Column, frame: &mut Frame<'_>, area: Rect, theme: &Theme) {
    theme.clear(frame, area);
    let inner = reading_area(area);
    let height = usize::from(inner.height);
    let head = if column.at_end(height) {
        "The case so far · Esc goes back".to_owned()
    } else {
        let read = column.progress(height);
        format!("The case so far, {read} % · Esc goes back")
    };
    let head = Line::from(Span::styled(head, theme.style(Role::Dim)));
    frame.render_widget(Paragraph::new(head), area);
    let rows = column.visible(height).to_vec();
    frame.render_widget(Paragraph::new(rows), inner);
}

/// The rectangle of the reading.
pub(super) fn reading_area(area: Rect) -> Rect {
    let width = area.width.min(MOST_COLS);
    Rect {
        x: area.x + (area.width - width) / 2,
        y: area.y + 1,
        width,
        height: area.height.saturating_sub(1),
    }
    .intersection(area)
}

pub(super) fn window(
    frame: &mut Frame<'_>,
    area: Rect,
    rows: Vec<Line<'static>>,
    scroll: usize,
    theme: &Theme,
) {
    let height = usize::from(area.height);
    let scroll = scroll.min(rows.len().saturating_sub(height));
    let below = rows.len() > scroll + height;
    let shown: Vec<Line<'_>> = rows.into_iter().skip(scroll).take(height).collect();
    frame.render_widget(Paragraph::new(shown), area);
    if below && area.width > 0 && area.height > 0 {
        let style = theme.style(Role::Dim);
        let (x, y) = (area.right() - 1, area.bottom() - 1);
        frame.buffer_mut().set_stringn(x, y, "▾", 1, style);
    }
}

/// A block with its ¶ number and a blank row behind it.
fn paragraph(block: &Block, cols: usize, theme: &Theme) -> Vec<Line<'static>> {
    let mut rows = prose::numbered(block, false, cols, theme);
    rows.push(Line::default());
    rows
}

fn warning(area: Rect, theme: &Theme) -> Vec<Line<'static>> {
    let words = "This is for your eyes. The room may see this screen if it is projected.";
    let mut rows = rows_of(words, Role::Warn, area, theme);
    let words = "Enter shows it all the same · Esc goes back";
    rows.extend(rows_of(words, Role::Text, area, theme));
    rows
}

/// What to listen for, and notes; of the question and of the whole case.
fn material(view: &View, area: Rect, theme: &Theme) -> Vec<Line<'static>> {
    let mut rows = Vec::new();
    let mut part = |title: &str, texts: Vec<&str>| {
        if texts.is_empty() {
            return;
        }
        rows.extend(rows_of(title, Role::Title, area, theme));
        for text in texts {
            rows.extend(hang_prose("• ", text, cols_of(area), Role::Text, theme));
        }
        rows.push(Line::default());
    };
    if let Some(advice) = view
        .question
        .as_ref()
        .and_then(|question| question.advice.as_ref())
    {
        part("What to do", vec![advice.as_str()]);
    }
    if let Some(question) = &view.question {
        for (title, texts) in [
            ("Listen for", &question.listen_for),
            ("Notes to this question", &question.facilitator_notes),
            ("Ask aloud, after the answers", &question.follow_ups),
        ] {
            part(title, texts.iter().map(Clean::as_str).collect());
        }
    }
    for (title, blocks) in [
        ("Notes to the case", &view.facilitator_notes),
        (
            "Learning goals; the others see them at the close",
            &view.facilitator_goals,
        ),
    ] {
        let texts = blocks.iter().map(|block| block.text.as_str());
        part(title, texts.collect());
    }
    let private = view.question.as_ref().map(|question| QuestionView {
        tally: question.private_tally.clone(),
        ..question.clone()
    });
    if let Some(private) = private.filter(|private| private.tally.is_some()) {
        let title = "How the votes fell; only you see it";
        let mut votes = rows_of(title, Role::Title, area, theme);
        votes.extend(tally::rows(&private, cols_of(area), theme));
        votes.push(Line::default());
        rows.splice(0..0, votes);
    }
    if rows.is_empty() {
        let words = if view.alone {
            crate::report::words::NOTES_ALONE
        } else {
            "The author left no notes here."
        };
        rows.extend(rows_of(words, Role::Text, area, theme));
    }
    rows
}

fn people(view: &View, at: usize, area: Rect, theme: &Theme) -> (Vec<Line<'static>>, usize) {
    let rows = view.people.iter().enumerate().map(|(place, person)| {
        let here = place == at;
        let sign = if here { "▸" } else { " " };
        let state = match (person.here, view.seat == Some(person.id)) {
            (true, true) => "here, has the seat",
            (true, false) => "here",
            (false, _) => "left; what they said stays",
        };
        let late = if person.late { ", came later" } else { "" };
        let role = if here { Role::Focus } else { Role::Text };
        let room = usize::from(area.width).saturating_sub(width(state) + width(late) + 6);
        let name = cut(&person.name, room.max(8));
        let words = format!("{sign} {name}: {state}{late}");
        Line::from(Span::styled(words, theme.style(role)))
    });
    let height = usize::from(area.height.saturating_sub(3)).max(1);
    (rows.collect(), (at + 1).saturating_sub(height))
}
