//! The people around the keyboard: who has answered, who works with whom.

use ratatui::text::{Line, Span};

use super::{Answering, draw::styled};
use crate::{
    id::PersonId,
    session::{PersonState, PersonView, QuestionView, View},
    tui::{
        form::hang,
        keys::{self, Action, Scope},
        screen::share::state_words,
        theme::{Role, Theme},
    },
};

/// The most rows that say who works with whom, over the list of people.
const MOST_TOGETHER: usize = 3;
/// Cells that a name with its state wants.
const CELL: usize = 40;

/// The part of the list that is on screen.
pub(super) struct Page<'a> {
    people: Vec<&'a PersonView>,
    /// Rows.
    high: usize,
    /// Cells of a column.
    wide: usize,
    /// How many are on other pages.
    others: usize,
}

impl<'a> Page<'a> {
    pub(super) fn of(view: &'a View, next: Option<PersonId>, (cols, rows): (usize, usize)) -> Self {
        let people: Vec<_> = view.people.iter().filter(|person| person.here).collect();
        let most = (cols / CELL).max(1);
        // One row tells that there are more.
        let fits = people.len() <= rows.max(1) * most;
        let rows = if fits { rows } else { rows.saturating_sub(1) }.max(1);
        let across = people.len().div_ceil(rows).clamp(1, most);
        let chosen = people.iter().position(|person| Some(person.id) == next);
        let per_page = rows * across;
        let page = people.chunks(per_page).nth(chosen.unwrap_or(0) / per_page);
        let page = page.unwrap_or_default().to_vec();
        Self {
            high: rows.min(page.len()),
            wide: cols / across,
            others: people.len() - page.len(),
            people: page,
        }
    }

    /// Who stands on that cell of the list.
    pub(super) fn at(&self, row: usize, col: usize) -> Option<PersonId> {
        let column = col / self.wide.max(1);
        let place = (row < self.high).then_some(column * self.high + row)?;
        self.people.get(place).map(|person| person.id)
    }
}

impl Answering {
    /// Everybody with their state: in one column, or down and then to the right in as many
    /// as are needed; with more people than fit, the page that holds the chosen one.
    pub(super) fn list(
        &self,
        view: &View,
        question: &QuestionView,
        next: Option<PersonId>,
        (cols, rows): (usize, usize),
        theme: &Theme,
    ) -> Vec<Line<'static>> {
        let page = Page::of(view, next, (cols, rows));
        let line = |row: usize| {
            let cells = page.people.iter().skip(row).step_by(page.high.max(1));
            let cells = cells.map(|person| {
                let here = Some(person.id) == next;
                self.cell(person, question, (here, page.wide), theme)
            });
            Line::from(cells.collect::<Vec<_>>())
        };
        let mut lines: Vec<_> = (0..page.high).map(line).collect();
        if page.others > 0 {
            let words = format!("  and {} more · ↑ ↓ go through all", page.others);
            lines.push(Line::styled(words, theme.style(Role::Dim)));
        }
        lines
    }

    /// One person in the list: a sign, the name, the state in words.
    fn cell(
        &self,
        person: &PersonView,
        question: &QuestionView,
        (here, wide): (bool, usize),
        theme: &Theme,
    ) -> Span<'static> {
        let (sign, word) = state_words(person.state);
        let lead = if here { "▸" } else { " " };
        let kept = person.state == PersonState::Open && self.has_draft(person.id, question);
        let draft = if kept { ", a draft is kept" } else { "" };
        let words = format!("{lead} {sign} {}: {word}{draft}", person.name);
        let cut = crate::text::cut(&words, wide.saturating_sub(1));
        let pad = wide.saturating_sub(crate::text::width(&cut));
        let role = match (here, person.state) {
            (true, _) => Role::Focus,
            (false, PersonState::Answered) => Role::Good,
            (false, PersonState::Passed) => Role::Dim,
            (false, PersonState::Open | PersonState::Free) => Role::Text,
        };
        Span::styled(format!("{cut}{:pad$}", ""), theme.style(role))
    }
}

/// Who works with whom, so that people find each other.
pub(super) fn groups(view: &View, cols: usize, theme: &Theme) -> Vec<Line<'static>> {
    if view.groups.is_empty() {
        return Vec::new();
    }
    let names = |group: &Vec<PersonId>| {
        let names = group.iter().filter_map(|id| view.person(*id));
        let names: Vec<_> = names.map(|person| person.name.as_str()).collect();
        names.join(" & ")
    };
    let all: Vec<_> = view.groups.iter().map(names).collect();
    let mut rows = hang("Together: ", &all.join("  ·  "), cols);
    if rows.len() > MOST_TOGETHER {
        let key = keys::name(Scope::Hub, Action::Groups);
        rows.truncate(MOST_TOGETHER - 1);
        rows.push(format!("… {key} shows who works with whom"));
    }
    styled(rows, Role::Text, theme)
}
