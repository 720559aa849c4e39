//! Whole pages over a session's screen: the plan and the time, earlier questions, groups,
//! what was cited. They are made from the view alone, so they are always of now.

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
    widgets::Paragraph,
};

use crate::{
    session::View,
    tui::{
        editor::Go,
        form::Step,
        keys::{Action, Scope, name},
        screen::{back, citing, groups, plan},
        theme::{Role, Theme},
    },
};

/// The widest that a page gets.
const MOST_COLS: u16 = 104;

/// What a page shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shows {
    /// The agenda against the clock, and every key that steers.
    Plan,
    /// An earlier question.
    Back,
    /// Who works with whom.
    Groups,
    /// Which passages were cited.
    Citing,
}

/// A page, and where in it people are.
#[derive(Clone, Debug)]
pub struct Page {
    /// What it shows.
    pub shows: Shows,
    /// Which question, person or line of it, counted from 0.
    at: usize,
    /// The first row shown.
    scroll: usize,
    /// The other of its two orders.
    turned: bool,
}

impl Page {
    /// A page at its beginning; looking back begins with the newest question.
    #[must_use]
    pub fn new(shows: Shows, view: &View) -> Self {
        let at = match shows {
            Shows::Back => back::questions(view).len().saturating_sub(1),
            Shows::Plan | Shows::Groups | Shows::Citing => 0,
        };
        Self {
            shows,
            at,
            scroll: 0,
            turned: false,
        }
    }

    /// Which keys count on it.
    #[must_use]
    pub fn scope(&self) -> Scope {
        match self.shows {
            Shows::Plan => Scope::Plan,
            Shows::Back => Scope::Back,
            Shows::Groups | Shows::Citing => Scope::Page,
        }
    }

    /// By name, or by number.
    pub fn turn(&mut self) {
        self.turned = !self.turned;
        self.scroll = 0;
    }

    /// Moves through it.
    pub fn go(&mut self, go: Go, view: &View, area: Rect) {
        let page = usize::from(inner(area).height).saturating_sub(1).max(1);
        let step = match go {
            Go::Left => Some(Step::Back),
            Go::Right => Some(Step::On),
            _ => None,
        };
        if let Some(step) = step.filter(|_| self.shows == Shows::Back) {
            self.at = step.from(self.at, back::questions(view).len());
            self.scroll = 0;
            return;
        }
        self.scroll = match go {
            Go::Up => self.scroll.saturating_sub(1),
            Go::Down => self.scroll.saturating_add(1),
            Go::PageUp | Go::Left => self.scroll.saturating_sub(page),
            Go::PageDown | Go::Right => self.scroll.saturating_add(page),
            Go::Top | Go::Home => 0,
            Go::Bottom | Go::End => usize::MAX / 2,
            Go::WordLeft | Go::WordRight => self.scroll,
        };
    }

    /// Keeps it within the rectangle; called after each key.
    pub fn fit(&mut self, view: &View, area: Rect, theme: &Theme) {
        let area = inner(area);
        let rows = self.rows(view, usize::from(area.width), theme).len();
        let most = rows.saturating_sub(usize::from(area.height));
        self.scroll = self.scroll.min(most);
    }

    /// Draws it over the whole screen.
    pub fn draw(&self, frame: &mut Frame<'_>, area: Rect, view: &View, theme: &Theme) {
        theme.clear(frame, area);
        let below = inner(area);
        let rows = self.rows(view, usize::from(below.width), theme);
        let height = usize::from(below.height);
        let scroll = self.scroll.min(rows.len().saturating_sub(height));
        let pages = rows.len().div_ceil(height.max(1));
        let mut head = self.title(view);
        if pages > 1 {
            let page = (scroll + height).div_ceil(height.max(1));
            head.push_str(&format!(" · page {page} of {pages}"));
        }
        let head = crate::text::cut(&head, usize::from(area.width)).into_owned();
        let head = Line::from(Span::styled(head, theme.style(Role::Dim)));
        frame.render_widget(Paragraph::new(head), area);
        super::draw::window(frame, below, rows, scroll, theme);
    }

    fn title(&self, view: &View) -> String {
        match self.shows {
            Shows::Plan => "The plan and the time".to_owned(),
            Shows::Back => {
                let count = back::questions(view).len();
                let at = (self.at + 1).min(count);
                format!("Looking back, {at} of {count}: ← → for another question")
            }
            Shows::Groups => {
                let tab = name(Scope::Page, Action::Next);
                let order = if self.turned { "number" } else { "name" };
                format!("Who works together · {tab}: by {order}")
            }
            Shows::Citing => "Which passages were used".to_owned(),
        }
    }

    fn rows(&self, view: &View, cols: usize, theme: &Theme) -> Vec<Line<'static>> {
        match self.shows {
            Shows::Plan => plan::rows(view, cols, theme),
            Shows::Back => back::rows(view, self.at, cols, theme),
            Shows::Groups => groups::rows(view, self.turned, cols, theme),
            Shows::Citing => citing::rows(view, cols, theme),
        }
    }
}

/// The rectangle under the page's title.
fn inner(area: Rect) -> Rect {
    let width = area.width.min(MOST_COLS);
    Rect {
        y: area.y + 1,
        width,
        height: area.height.saturating_sub(1),
        ..area
    }
    .intersection(area)
}
