//! Whole pages over a session's screen: the plan and the time, earlier questions, groups,
//! voices, themes, dissent. They are made from the view alone, so they are always of now.

use std::sync::Arc;

use ratatui::{Frame, layout::Rect};

use crate::{
    begin::Tried,
    id::{PersonId, Seq},
    session::{Place, QuestionView, View},
    stamp::Zone,
    tui::{
        editor::Go,
        form::Step,
        keys::{Action, Scope, name},
        screen::{back, citing, dissents, groups, plan, share::rounds, themes, tried, voices},
        theme::{Role, Theme},
        widget::{Cursor, Listed, ends, top_row, window},
    },
};

/// The widest that a page gets.
const MOST_COLS: u16 = 104;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shows {
    /// The agenda against the clock, and every key that steers.
    Plan,
    /// An earlier question.
    Back,
    Groups,
    Citing,
    /// Who has been heard, and who is next.
    Voices,
    /// Answers brought together.
    Themes,
    Dissents,
    /// Votes and rounds, and who moved.
    Votes,
    /// What was tried since last time.
    Tried,
}

#[derive(Clone, Debug)]
pub struct Page {
    pub shows: Shows,
    /// Which question is looked back at, counted from 0.
    back: usize,
    /// Which person or line the cursor is on, and the first row shown.
    cursor: Cursor,
    /// It was opened to choose to which question something is added.
    pub adds: bool,
    /// The other of its two orders.
    turned: bool,
    /// The person that the cursor stays with while the list changes.
    person: Option<PersonId>,
    /// Where the session was when it was opened.
    place: Place,
    /// What is marked to go together.
    pub marked: Vec<Seq>,
    /// What was tried since last time.
    pub tried: Arc<[Tried]>,
    /// Where people are, for the time of day.
    pub zone: Zone,
}

/// What a page needs besides its own state.
#[derive(Clone, Copy)]
pub struct Around<'a> {
    /// What the viewer may see.
    pub view: &'a View,
    /// Who speaks now, and for how many seconds.
    pub speaking: Option<(PersonId, u64)>,
    pub theme: &'a Theme,
}

impl Page {
    /// A page at its beginning; looking back begins with the newest question.
    pub fn new(shows: Shows, view: &View) -> Self {
        Self {
            shows,
            back: back::questions(view).len().saturating_sub(1),
            cursor: Cursor::default(),
            adds: false,
            turned: false,
            person: None,
            place: view.place,
            marked: Vec::new(),
            tried: Arc::default(),
            zone: Zone::UTC,
        }
    }

    /// The entry that the cursor is on, counted from 0.
    pub fn at(&self) -> usize {
        self.cursor.at
    }

    /// What was said that the cursor is on, where answers are brought together.
    pub fn said(&self, view: &View) -> Option<Seq> {
        let entries = themes::entries(view);
        let entry = entries
            .get(self.at())
            .filter(|_| self.shows == Shows::Themes)?;
        match entry {
            themes::Entry::Said(said) => Some(*said),
            themes::Entry::Theme(_) => None,
        }
    }

    /// Whether it is a plan from which the session has gone on: people look at what came of it.
    pub fn is_behind(&self, view: &View) -> bool {
        self.shows == Shows::Plan && self.place != view.place
    }

    /// The question that is looked back at.
    pub fn looks_back<'v>(&self, view: &'v View) -> Option<&'v QuestionView> {
        let all = (self.shows == Shows::Back).then(|| back::questions(view))?;
        all.get(self.back).copied()
    }

    /// Opened to choose to which question something is added, that one first.
    pub fn adds_to(&mut self, first: &QuestionView, view: &View) {
        let mut all = view.questions();
        let at = all.position(|one| one.prompt.id == first.prompt.id);
        (self.adds, self.back) = (true, at.unwrap_or(self.back));
    }

    /// Whether there is a question before the one looked back at, or after it.
    pub fn turns(&self, on: bool, view: &View) -> bool {
        let step = if on { Step::On } else { Step::Back };
        step.from(self.back, back::questions(view).len()) != self.back
    }

    /// Which keys count on it.
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
        self.cursor = Cursor::default();
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
        self.cursor.at = at;
        if self.shows == Shows::Voices {
            let people = voices::people(view);
            self.person = people.get(at).map(|person| person.id);
        }
    }

    /// Puts the cursor on whoever is next to speak, whoever that is.
    pub fn look_at_next(&mut self) {
        self.cursor = Cursor::default();
        self.person = None;
    }

    /// Whether there is more of it below.
    pub fn goes_on(&self, around: Around<'_>, area: Rect) -> bool {
        let mut below = self.clone();
        below.go(Go::PageDown, around, area);
        below.cursor != self.cursor
    }

    /// Moves through it.
    pub fn go(&mut self, go: Go, around: Around<'_>, area: Rect) {
        let sideways = match go {
            Go::Left => Some(Step::Back),
            Go::Right => Some(Step::On),
            _ => None,
        };
        if let Some(step) = sideways.filter(|_| self.shows == Shows::Back) {
            self.back = step.from(self.back, back::questions(around.view).len());
            self.cursor = Cursor::default();
            return;
        }
        let area = inner(area);
        let height = usize::from(area.height);
        let list = self.rows(around, usize::from(area.width));
        match go {
            Go::Up | Go::Down => self.cursor.step(go == Go::Down, &list, height),
            Go::PageUp | Go::Left => self.cursor.page(false, &list, height),
            Go::PageDown | Go::Right => self.cursor.page(true, &list, height),
            Go::Top | Go::Home => self.cursor.jump(false, &list, height),
            Go::Bottom | Go::End => self.cursor.jump(true, &list, height),
            Go::WordLeft | Go::WordRight => {}
        }
        self.look_at(self.cursor.at, around.view);
    }

    /// Keeps it, and what the cursor is on, within the rectangle; called after each key.
    pub fn fit(&mut self, around: Around<'_>, area: Rect) {
        let area = inner(area);
        let height = usize::from(area.height);
        let list = self.rows(around, usize::from(area.width));
        if let Some(person) = self.person {
            let people = voices::people(around.view);
            let at = people.iter().position(|known| known.id == person);
            if let Some(at) = at.filter(|at| *at != self.cursor.at) {
                self.cursor.choose(at, &list, height);
            }
        }
        self.cursor.fit(&list, height);
    }

    /// The entry at a place on screen.
    pub fn entry_at(&self, around: Around<'_>, area: Rect, row: u16) -> Option<usize> {
        let area = inner(area);
        let row = usize::from(row.checked_sub(area.y)?);
        let rows = self.rows(around, usize::from(area.width));
        self.cursor.under(row, &rows)
    }

    /// Draws it over the whole screen.
    pub fn draw(&self, frame: &mut Frame<'_>, area: Rect, around: Around<'_>) {
        let theme = around.theme;
        theme.clear(frame, area);
        let below = inner(area);
        let rows = self.rows(around, usize::from(below.width)).lines;
        let title = self.title(around.view);
        let cols = usize::from(below.width);
        // Every other page begins with a bold line of its own.
        let role = match self.shows == Shows::Plan {
            true => Role::Title,
            false => Role::Quiet,
        };
        let head = ends((&title, role), ("", Role::Quiet), cols, theme);
        top_row(frame, area, head);
        window(frame, below, rows, self.cursor.top, theme);
    }

    fn title(&self, view: &View) -> String {
        match self.shows {
            Shows::Plan => "The plan".to_owned(),
            Shows::Back => {
                let count = back::questions(view).len();
                let at = (self.back + 1).min(count);
                let key = |action| name(Scope::Back, action);
                let (left, right) = (key(Action::Left), key(Action::Right));
                format!("Looking back, {at} of {count} · {left} {right}: another question")
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
            Shows::Plan => plan::rows(view, &self.zone, cols, theme).into(),
            Shows::Back => back::rows(view, self.back, cols, theme).into(),
            Shows::Groups => groups::rows(view, self.turned, cols, theme).into(),
            Shows::Citing => citing::rows(view, cols, theme).into(),
            Shows::Tried => tried::rows(view, &self.tried, self.cursor.at, cols, theme),
            Shows::Votes => rounds::page(view, cols, theme).into(),
            Shows::Voices => voices::rows(view, self.cursor.at, around.speaking, cols, theme),
            Shows::Themes => themes::rows(view, self.cursor.at, &self.marked, cols, theme),
            Shows::Dissents => dissents::rows(view, self.cursor.at, cols, theme),
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
