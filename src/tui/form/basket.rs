//! An in-basket: one item after the other, each with room to write.

use ratatui::text::Line;

use crate::{
    text::Clean,
    tui::{
        editor::Editor,
        form::{Step, hang_prose},
        theme::{Role, Theme},
    },
};

/// Items, and what is written to each.
#[derive(Clone, Debug)]
pub struct Basket {
    items: Vec<(Clean, Editor)>,
    at: usize,
}

impl Basket {
    /// What was written before stands in its place; one goes on where one wrote last.
    pub fn new(items: &[Clean], before: &[Clean], most_bytes: usize) -> Self {
        let most = most_bytes / items.len().max(1);
        let text = |at: usize| before.get(at).map_or("", Clean::as_str);
        let items = items.iter().enumerate();
        let items: Vec<_> = items
            .map(|(at, item)| (item.clone(), Editor::new(text(at), most)))
            .collect();
        let written = items.iter().rposition(|(_, editor)| !editor.is_blank());
        let at = written.unwrap_or(0);
        Self { items, at }
    }

    /// What is written to each item; none while nothing is.
    pub fn parts(&self) -> Option<Vec<Clean>> {
        let part = |(_, editor): &(Clean, Editor)| {
            Clean::new(editor.text().trim_end().trim_start_matches('\n'))
        };
        (!self.is_blank()).then(|| self.items.iter().map(part).collect())
    }

    /// Whether nothing is written to any item.
    pub fn is_blank(&self) -> bool {
        self.written() == 0
    }

    fn written(&self) -> usize {
        let written = self.items.iter();
        written.filter(|(_, editor)| !editor.is_blank()).count()
    }

    /// The item that has the keyboard, counted from 0.
    pub fn at(&self) -> usize {
        self.at
    }

    /// The text of the item that has the keyboard.
    pub fn editor(&self) -> Option<&Editor> {
        self.items.get(self.at).map(|(_, editor)| editor)
    }

    /// The same, to change it.
    pub fn editor_mut(&mut self) -> Option<&mut Editor> {
        self.items.get_mut(self.at).map(|(_, editor)| editor)
    }

    /// Goes to another item; false at either end.
    pub fn step(&mut self, step: Step) -> bool {
        let before = self.at;
        self.at = step.from(before, self.items.len());
        self.at != before
    }

    /// Tells every text the room that it has.
    pub fn fit(&mut self, cols: usize, rows: usize) {
        for (_, editor) in &mut self.items {
            editor.fit(cols, rows);
        }
    }

    /// Whether no item comes after this one.
    pub fn is_last(&self) -> bool {
        self.at + 1 >= self.items.len()
    }

    /// The item as rows: where one is, and what it says.
    pub fn lines(&self, cols: usize, theme: &Theme) -> Vec<Line<'static>> {
        let (at, all) = (self.at + 1, self.items.len());
        let heading = format!("Item {at} of {all}, {} answered", self.written());
        let mut rows = vec![Line::styled(heading, theme.style(Role::Title))];
        if let Some((item, _)) = self.items.get(self.at) {
            rows.extend(hang_prose("", item, cols, Role::Text, theme));
        }
        rows.push(Line::default());
        rows
    }
}
