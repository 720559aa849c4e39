//! How the library looks: what is looked for, rows under their headings, the chosen case beside.

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
    widgets::Paragraph,
};

use super::{
    BESIDE, Library, SORTS, path_in,
    row::{self, Row},
};
use crate::{
    text::{Clean, plural},
    tui::{
        keys::{Action, Scope, name},
        theme::{Role, Theme},
        widget::{Listed, cut_words, ends, far, goes_on, reveal, say, window},
    },
};

/// What is said where nothing is found.
pub(super) fn no_match() -> String {
    let key = name(Scope::Library, Action::Back);
    format!("Nothing matches. {key} shows everything again.")
}

impl Library {
    /// Makes it fit; called before it is drawn.
    pub fn fit(&mut self, area: Rect, theme: &Theme) {
        let (list, beside) = areas(area);
        let list = below_search(list);
        let rows = self.list(usize::from(list.width), theme);
        if let Some(focus) = rows.rows_of(self.at) {
            // The first row brings its heading.
            let start = if self.at == 0 { 0 } else { focus.start };
            let height = usize::from(list.height);
            self.top = reveal(self.top, &(start..focus.end), rows.lines.len(), height);
        }
        let text = below_facts(beside);
        self.preview
            .fit(usize::from(text.width), usize::from(text.height), theme);
    }

    /// The rows under their headings.
    pub(super) fn list(&self, cols: usize, theme: &Theme) -> Listed {
        let mut list = Listed::default();
        let sort = SORTS.iter().find(|(sort, _)| *sort == self.sort);
        let sort = sort.map_or("", |(_, words)| words);
        let mut before = "";
        for (entry, at) in self.shown.iter().enumerate() {
            let Some(row) = self.rows.get(*at) else {
                continue;
            };
            let heading = row.heading();
            if heading != before && self.filter.is_empty() {
                if !before.is_empty() {
                    list.say([Line::default()]);
                }
                let words = if heading == row::CASES { sort } else { "" };
                let quiet = (words, Role::Quiet);
                list.say([ends((heading, Role::Quiet), quiet, cols, theme)]);
            }
            before = heading;
            let here = entry == self.at;
            let twin = self.twins.contains(row.title());
            let done = self.done.contains(row.title());
            list.list(entry, row.lines((here, twin, done), cols, theme));
        }
        list
    }

    pub fn draw(&self, frame: &mut Frame<'_>, area: Rect, theme: &Theme) {
        let (list, beside) = areas(area);
        frame.render_widget(Paragraph::new(self.filter_line(theme)), list);
        let below = below_search(list);
        let cols = usize::from(below.width);
        if self.loaded && !self.shown.is_empty() {
            let rows = self.list(cols, theme).lines;
            window(frame, below, rows, self.top, theme);
        } else {
            let words = match self.progress {
                _ if self.loaded => no_match(),
                Some((done, of)) => format!("Looking for cases: {done} of {of} files …"),
                None => "Looking for cases …".to_owned(),
            };
            let words = say("", &words, cols, Role::Quiet, theme);
            frame.render_widget(Paragraph::new(words), below);
        }
        if beside.height > 0 {
            self.draw_preview(frame, beside, theme);
        }
    }

    /// What a facilitator chooses by, then the text.
    fn draw_preview(&self, frame: &mut Frame<'_>, area: Rect, theme: &Theme) {
        let style = theme.style(Role::Border);
        for y in area.y..area.bottom() {
            frame
                .buffer_mut()
                .set_string(area.x.saturating_sub(2), y, "│", style);
        }
        let cols = usize::from(area.width);
        if let Some(Row::Case(card)) = self.chosen() {
            let used = self.used.get(&card.title).copied();
            let mut facts = say("", &cut_words(&card.title, cols), cols, Role::Title, theme);
            let words = row::facts(card, used);
            let mut more = say("", &words, cols, Role::Quiet, theme);
            let most = usize::from(facts_high(area));
            if more.len() > most {
                more.truncate(most);
                if let Some(last) = more.last_mut() {
                    let words = goes_on(&last.to_string(), cols);
                    *last = Line::styled(words, theme.style(Role::Quiet));
                }
            }
            facts.extend(more);
            frame.render_widget(Paragraph::new(facts), area);
        }
        let text = below_facts(area);
        let height = usize::from(text.height);
        let rows = self.preview.visible(height).to_vec();
        let more = !self.preview.at_end(height) && !rows.is_empty();
        frame.render_widget(Paragraph::new(rows), text);
        if more {
            let key = name(Scope::Library, Action::PageDown);
            let words = format!("{key} ▾");
            far(frame, area, &words, theme);
        }
    }

    fn filter_line(&self, theme: &Theme) -> Line<'static> {
        if self.filter.is_empty() {
            return Line::styled(
                "Choose a case, or type to find one.",
                theme.style(Role::Quiet),
            );
        }
        let found = match path_in(&self.filter) {
            Some(_) => "a file".to_owned(),
            None => plural(self.shown.len(), "match", "matches"),
        };
        Line::from(vec![
            Span::styled(
                format!("Find: {}▏", Clean::line(&self.filter)),
                theme.style(Role::Text),
            ),
            Span::styled(format!("  {found}"), theme.style(Role::Quiet)),
        ])
    }
}

/// The list under what is looked for, with a blank row between where there is room.
pub(super) fn below_search(list: Rect) -> Rect {
    let head = if list.height >= 12 { 2 } else { 1 };
    let head = head.min(list.height);
    Rect {
        y: list.y + head,
        height: list.height - head,
        ..list
    }
}

/// How many rows there are for what one chooses by.
fn facts_high(area: Rect) -> u16 {
    if area.height >= 14 { 2 } else { 1 }
}

/// The text of a preview under what one chooses by, and over what says how far it goes.
fn below_facts(area: Rect) -> Rect {
    let head = (facts_high(area) + 2).min(area.height);
    Rect {
        y: area.y + head,
        height: (area.height - head).saturating_sub(1),
        ..area
    }
}

/// The list, and the reading beside it where there is room.
pub(super) fn areas(area: Rect) -> (Rect, Rect) {
    if area.width < BESIDE {
        return (area, Rect { height: 0, ..area });
    }
    let wide = match area.width {
        130.. => 60,
        90.. => 46,
        _ => 34,
    };
    let beside = Rect {
        x: area.x + wide + 5,
        width: (area.width - wide - 5).min(85),
        ..area
    };
    (
        Rect {
            width: wide,
            ..area
        },
        beside,
    )
}
