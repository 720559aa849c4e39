//! Whole pages over a session's screen: the plan and the time, earlier questions, groups,
//! voices, themes, dissent. They are made from the view alone, so they are always of now.

use std::sync::Arc;

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
    widgets::Paragraph,
};

use crate::{
    begin::Tried,
    id::{PersonId, Seq},
    session::View,
    tui::{
        editor::Go,
        form::Step,
        keys::{Action, Scope, name},
        screen::{
            back, citing, dissents, groups, listed::Listed, plan, share::rounds, themes, tried,
            voices,
        },
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
    /// Who has been heard, and who is next.
    Voices,
    /// Answers brought together.
    Themes,
    /// Every dissent.
    Dissents,
    /// Votes and rounds, and who moved.
    Votes,
    /// What was tried since last time.
    Tried,
}

/// A page, and where in it people are.
#[derive(Clone, Debug)]
pub struct Page {
    /// What it shows.
    pub shows: Shows,
    /// Which question, person or line of it, counted from 0.
    pub at: usize,
    /// The first row shown.
    scroll: usize,
    /// The other of its two orders.
    turned: bool,
    /// The person that the cursor stays with while the list changes.
    person: Option<PersonId>,
    /// What is marked to go together.
    pub marked: Vec<Seq>,
    /// What was tried since last time.
    pub tried: Arc<[Tried]>,
}

/// What a page needs besides its own state.
#[derive(Clone, Copy)]
pub struct Around<'a> {
    /// What the viewer may see.
    pub view: &'a View,
    /// Who speaks now, and for how many seconds.
    pub speaking: Option<(PersonId, u64)>,
    /// How it looks.
    pub theme: &'a Theme,
}

impl Page {
    /// A page at its beginning; looking back begins with the newest question.
    #[must_use]
    pub fn new(shows: Shows, view: &View) -> Self {
        let at = match shows {
            Shows::Back => back::questions(view).len().saturating_sub(1),
            _ => 0,
        };
        Self {
            shows,
            at,
            scroll: 0,
            turned: false,
            person: None,
            marked: Vec::new(),
            tried: Arc::default(),
        }
    }

    /// Which keys count on it.
    #[must_use]
    pub fn scope(&self) -> Scope {
        match self.shows {
            Shows::Plan => Scope::Plan,
            Shows::Back => Scope::Back,
            Shows::Voices => Scope::Voices,
            Shows::Themes => Scope::Themes,
            Shows::Dissents => Scope::Dissents,
            Shows::Tried => Scope::Tried,
            Shows::Groups | Shows::Citing | Shows::Votes => Scope::Page,
        }
    }

    /// By name, or by number.
    pub fn turn(&mut self) {
        self.turned = !self.turned;
        self.scroll = 0;
    }

    /// Marks what goes together, or takes the mark away.
    pub fn mark(&mut self, entry: Seq) {
        match self.marked.iter().position(|marked| *marked == entry) {
            Some(at) => {
                self.marked.remove(at);
            }
            None => self.marked.push(entry),
        }
    }

    /// Puts the cursor on an entry; among people it stays with the person.
    pub fn look_at(&mut self, at: usize, view: &View) {
        self.at = at;
        if self.shows == Shows::Voices {
            let people = voices::people(view);
            self.person = people.get(at).map(|person| person.id);
        }
    }

    /// Puts the cursor on whoever is next to speak, whoever that is.
    pub fn look_at_next(&mut self) {
        self.at = 0;
        self.person = None;
    }

    /// How many entries arrows go through; none where they scroll.
    fn entries(&self, view: &View) -> Option<usize> {
        match self.shows {
            Shows::Voices => Some(voices::people(view).len()),
            Shows::Themes => Some(themes::entries(view).len()),
            Shows::Dissents => Some(view.dissents.len()),
            Shows::Tried => Some(self.tried.len()),
            Shows::Plan | Shows::Back | Shows::Groups | Shows::Citing | Shows::Votes => None,
        }
    }

    /// Moves through it.
    pub fn go(&mut self, go: Go, view: &View, area: Rect) {
        let page = usize::from(inner(area).height).saturating_sub(1).max(1);
        let sideways = match go {
            Go::Left => Some(Step::Back),
            Go::Right => Some(Step::On),
            _ => None,
        };
        if let Some(step) = sideways.filter(|_| self.shows == Shows::Back) {
            self.at = step.from(self.at, back::questions(view).len());
            self.scroll = 0;
            return;
        }
        let (at, most) = match self.entries(view) {
            Some(count) => (&mut self.at, count.saturating_sub(1)),
            None => (&mut self.scroll, usize::MAX / 2),
        };
        *at = match go {
            Go::Up => at.saturating_sub(1),
            Go::Down => at.saturating_add(1),
            Go::PageUp | Go::Left => at.saturating_sub(page),
            Go::PageDown | Go::Right => at.saturating_add(page),
            Go::Top | Go::Home => 0,
            Go::Bottom | Go::End => most,
            Go::WordLeft | Go::WordRight => *at,
        }
        .min(most);
        if self.entries(view).is_some() {
            self.look_at(self.at, view);
        }
    }

    /// Keeps it, and what the cursor is on, within the rectangle; called after each key.
    pub fn fit(&mut self, around: Around<'_>, area: Rect) {
        let area = inner(area);
        let height = usize::from(area.height);
        if let Some(person) = self.person {
            let people = voices::people(around.view);
            let at = people.iter().position(|known| known.id == person);
            self.at = at.unwrap_or(self.at);
        }
        if let Some(count) = self.entries(around.view) {
            self.at = self.at.min(count.saturating_sub(1));
        }
        let rows = self.rows(around, usize::from(area.width));
        if self.entries(around.view).is_some()
            && let Some(focus) = rows.rows_of(self.at)
        {
            // The first entry brings what stands over it.
            let start = if self.at == 0 { 0 } else { focus.start };
            self.scroll = self.scroll.max(focus.end.saturating_sub(height)).min(start);
        }
        self.scroll = self.scroll.min(rows.lines.len().saturating_sub(height));
    }

    /// The entry at a place on screen.
    #[must_use]
    pub fn entry_at(&self, around: Around<'_>, area: Rect, row: u16) -> Option<usize> {
        let area = inner(area);
        let row = usize::from(row.checked_sub(area.y)?);
        let rows = self.rows(around, usize::from(area.width));
        rows.entry(self.scroll + row)
    }

    /// Draws it over the whole screen.
    pub fn draw(&self, frame: &mut Frame<'_>, area: Rect, around: Around<'_>) {
        let theme = around.theme;
        theme.clear(frame, area);
        let below = inner(area);
        let rows = self.rows(around, usize::from(below.width)).lines;
        let height = usize::from(below.height);
        let scroll = self.scroll.min(rows.len().saturating_sub(height));
        let pages = rows.len().div_ceil(height.max(1));
        let mut head = self.title(around.view);
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
            Shows::Tried => "What you tried since last time".to_owned(),
            Shows::Votes => "What was voted, round by round".to_owned(),
            Shows::Voices => "Who has been heard, and who is next".to_owned(),
            Shows::Themes => "What is alike goes together".to_owned(),
            Shows::Dissents => "Dissent: it stays, whatever becomes of it".to_owned(),
        }
    }

    fn rows(&self, around: Around<'_>, cols: usize) -> Listed {
        let Around { view, theme, .. } = around;
        match self.shows {
            Shows::Plan => plan::rows(view, cols, theme).into(),
            Shows::Back => back::rows(view, self.at, cols, theme).into(),
            Shows::Groups => groups::rows(view, self.turned, cols, theme).into(),
            Shows::Citing => citing::rows(view, cols, theme).into(),
            Shows::Tried => tried::rows(view, &self.tried, self.at, cols, theme),
            Shows::Votes => rounds::page(view, cols, theme).into(),
            Shows::Voices => voices::rows(view, self.at, around.speaking, cols, theme),
            Shows::Themes => themes::rows(view, self.at, &self.marked, cols, theme),
            Shows::Dissents => dissents::rows(view, self.at, cols, theme),
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
