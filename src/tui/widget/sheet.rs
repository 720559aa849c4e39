//! The sheet: a place to write that is seen before anything is typed; and the box, which says
//! the one thing to do.

use ratatui::{
    Frame,
    layout::Rect,
    style::Style,
    text::{Line, Span},
    widgets::{Block, BorderType, Borders, Paragraph},
};

use super::{cut_words, hang};
use crate::{
    text::width,
    tui::theme::{Role, Theme},
};

/// A sheet's border: the name in the upper one, words at both ends of the lower one.
#[derive(Clone, Debug, Default)]
pub struct Paper {
    pub title: String,
    /// How much is written.
    pub left: String,
    /// Who will see it.
    pub right: String,
}

impl Paper {
    /// The rectangle within the border: one cell of padding at each side.
    pub fn inner(area: Rect) -> Rect {
        Rect {
            x: area.x + 2.min(area.width),
            y: area.y + 1.min(area.height),
            width: area.width.saturating_sub(4),
            height: area.height.saturating_sub(2),
        }
    }

    /// Draws surface and border.
    pub fn draw(&self, frame: &mut Frame<'_>, area: Rect, theme: &Theme) {
        if area.width < 4 || area.height < 2 {
            return;
        }
        theme.lay_surface(frame, area);
        let edge = theme.style(Role::Text).patch(background(theme));
        frame.render_widget(border(edge, theme), area);
        let room = usize::from(area.width).saturating_sub(6);
        let mut put = |x: u16, y: u16, words: &str, role: Role| {
            let words = format!(" {words} ");
            let style = theme.style(role).patch(background(theme));
            let most = usize::from(area.right().saturating_sub(x + 1));
            frame.buffer_mut().set_stringn(x, y, words, most, style);
        };
        if !self.title.is_empty() {
            let title = cut_words(&self.title, room);
            put(area.x + 2, area.y, &title, Role::Person);
        }
        let foot = area.bottom() - 1;
        let seen = cut_words(&self.right, room);
        let left = room.saturating_sub(width(&seen) + 3);
        // Who will see it goes last, and of the rest what is named first.
        let mut words = self.left.as_str();
        while width(words) > left
            && let Some((first, _)) = words.rsplit_once(" · ")
        {
            words = first;
        }
        let words = cut_words(words, left);
        if !words.is_empty() {
            put(area.x + 2, foot, &words, Role::Quiet);
        }
        if !seen.is_empty() {
            let wide = u16::try_from(width(&seen) + 2).unwrap_or(area.width);
            put(
                area.right().saturating_sub(wide + 2),
                foot,
                &seen,
                Role::Quiet,
            );
        }
    }
}

/// The ground of a surface, to be put under a style.
fn background(theme: &Theme) -> Style {
    Style {
        bg: theme.surface().bg,
        ..Style::new()
    }
}

/// A border all round: thick where no ground sets it off.
fn border(style: Style, theme: &Theme) -> Block<'static> {
    let kind = match theme.grounds() {
        Some(_) => BorderType::Rounded,
        None => BorderType::Thick,
    };
    let block = Block::new().borders(Borders::ALL);
    block.border_type(kind).border_style(style)
}

/// A box with the accent's border around a few words in its middle: the one thing to do.
pub fn boxed(frame: &mut Frame<'_>, area: Rect, words: &[(String, Role)], theme: &Theme) {
    let block = border(theme.style(Role::Primary), theme);
    let inner = block.inner(area);
    frame.render_widget(block, area);
    middle(frame, inner, words, theme);
}

pub fn middle(frame: &mut Frame<'_>, area: Rect, words: &[(String, Role)], theme: &Theme) {
    let cols = usize::from(area.width).saturating_sub(2);
    let lines: Vec<Line<'_>> = words
        .iter()
        .flat_map(|(words, role)| {
            let rows = hang("", words, cols).into_iter();
            rows.map(|row| Line::from(Span::styled(row, theme.style(*role))).centered())
        })
        .collect();
    let height = u16::try_from(lines.len()).unwrap_or(u16::MAX);
    let top = area.height.saturating_sub(height) / 2;
    let area = Rect {
        y: area.y + top,
        height: area.height - top,
        ..area
    };
    frame.render_widget(Paragraph::new(lines), area);
}
