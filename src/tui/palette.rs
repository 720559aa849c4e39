//! All that can be done now, found by a few letters of a plain word: nobody has to learn a key.

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

use super::{
    keys::{Binding, Scope, called, doable, synonyms},
    theme::{Role, Theme},
    widget::{chosen, cut_words, reveal, window},
};
use crate::{
    session::Can,
    text::{clean, drop_last, plural, width},
};

/// The most bytes that are looked for.
const MOST_BYTES: usize = 80;
/// The most rows of the list.
const MOST_ROWS: u16 = 12;

/// Words that people look for.
const SUCH_AS: [&str; 3] = ["undo", "late", "wrong name"];

/// What is looked for, and where the cursor is.
#[derive(Clone, Debug)]
pub struct Palette {
    /// The screen that it lies over.
    pub scope: Scope,
    /// What can be done at the list of people, where a sheet lies before it.
    behind: Option<Can>,
    typed: String,
    at: usize,
}

impl Palette {
    /// Everything that can be done on a screen.
    pub fn new(scope: Scope) -> Self {
        Self {
            scope,
            behind: None,
            typed: String::new(),
            at: 0,
        }
    }

    /// The same over a sheet: also what is done at the list of people that it came from.
    pub fn over_sheet(behind: Can) -> Self {
        Self {
            behind: Some(behind),
            ..Self::new(Scope::Writing)
        }
    }

    /// What matches, the best first: all words that were typed stand in the words of the action,
    /// or in others for it.
    pub fn rows(&self, can: &Can) -> Vec<&'static Binding> {
        let typed = self.typed.to_lowercase();
        let wanted: Vec<_> = typed.split_whitespace().collect();
        let score = |row: &Binding| {
            let own = row.words.to_lowercase();
            let other = synonyms(row.action);
            let begins = |text: &str, word: &str| {
                text.split(|letter: char| !letter.is_alphanumeric())
                    .any(|own| own.starts_with(word))
            };
            let one = |word: &&str| match (begins(&own, word), begins(other, word)) {
                _ if own.starts_with(*word) => Some(0),
                (true, _) => Some(1),
                (_, true) => Some(2),
                (false, false) if own.contains(*word) => Some(3),
                (false, false) => None,
            };
            let words = wanted.iter().map(one).sum::<Option<u32>>();
            match called(row, typed.trim(), can) {
                Some(nearly) => Some((nearly, words.unwrap_or(0))),
                None => Some((usize::MAX, words?)),
            }
        };
        let mut rows = doable(self.scope, can);
        let behind = self.behind.iter().flat_map(|can| doable(Scope::Hub, can));
        for row in behind.filter(|row| row.scope == Scope::Session) {
            if rows.iter().all(|known| known.action != row.action) {
                rows.push(row);
            }
        }
        let rows = rows.into_iter();
        let mut found: Vec<_> = rows.filter_map(|row| Some((score(row)?, row))).collect();
        found.sort_by_key(|(score, _)| *score);
        found.into_iter().map(|(_, row)| row).collect()
    }

    /// A letter is typed, or the last one goes.
    pub fn type_letter(&mut self, letter: Option<char>) {
        self.at = 0;
        match letter {
            None => drop_last(&mut self.typed),
            Some(letter) if letter.is_control() => {}
            Some(letter) if self.typed.len() + letter.len_utf8() <= MOST_BYTES => {
                self.typed.push(letter);
            }
            Some(_) => {}
        }
    }

    /// Goes to another row; [`Self::fit`] keeps it within them.
    pub fn go(&mut self, down: bool, by: usize) {
        self.at = if down {
            self.at.saturating_add(by)
        } else {
            self.at.saturating_sub(by)
        };
    }

    /// Keeps the cursor on a row.
    pub fn fit(&mut self, can: &Can) {
        self.at = self.at.min(self.rows(can).len().saturating_sub(1));
    }

    /// The row that the cursor is on.
    pub fn chosen(&self, can: &Can) -> Option<&'static Binding> {
        self.rows(can).get(self.at).copied()
    }

    /// The rectangle of the sheet, which rises from the foot.
    pub fn area(screen: Rect) -> Rect {
        let height = (MOST_ROWS + 2).min(screen.height.saturating_sub(3));
        Rect {
            y: screen.bottom() - height - 1,
            height,
            ..screen
        }
    }

    /// Words to look for, of those that find something here, as many as fit.
    fn such_as(&self, can: &Can, cols: usize) -> String {
        let finds = |word: &&str| {
            let typed = (*word).to_owned();
            let looked_for = Self {
                typed,
                ..self.clone()
            };
            !looked_for.rows(can).is_empty()
        };
        let mut asks = ": a plain word".to_owned();
        for word in SUCH_AS.iter().copied().filter(finds) {
            let before = match asks.contains(',') {
                true => ", ",
                false => ", such as ",
            };
            if width(&asks) + width(before) + width(word) <= cols {
                asks.extend([before, word]);
            }
        }
        asks
    }

    /// What is typed, and how much is called that.
    fn head(&self, (found, can): (usize, &Can), cols: usize, theme: &Theme) -> Line<'static> {
        let count = match found {
            0 => "nothing is called that".to_owned(),
            many => plural(many, "thing to do", "things to do"),
        };
        let typed = clean(&self.typed);
        let asks = match typed.is_empty() {
            true => self.such_as(can, cols.saturating_sub(width(&count) + 2)),
            false => ": ".to_owned(),
        };
        let gap = cols.saturating_sub(width(&asks) + width(&typed) + width(&count));
        Line::from(vec![
            Span::styled(asks, theme.style(Role::Quiet)),
            Span::styled(typed.to_string(), theme.style(Role::Text)),
            Span::styled(format!("{:gap$}{count}", ""), theme.style(Role::Quiet)),
        ])
    }

    /// Draws it over the whole width; its text keeps so many cells free at both sides. Where letters
    /// are text on the screen below, none is named as a key.
    pub fn draw(
        &self,
        frame: &mut Frame<'_>,
        (screen, margin): (Rect, u16),
        (can, typed): (&Can, bool),
        theme: &Theme,
    ) {
        let area = Self::area(screen);
        theme.lay_surface(frame, area);
        theme.rule(frame, Rect { height: 1, ..area });
        let inner = Rect {
            x: area.x + margin,
            y: area.y + 1,
            width: area.width.saturating_sub(margin * 2),
            height: area.height.saturating_sub(1),
        };
        let rows = self.rows(can);
        let cols = usize::from(inner.width);
        let head = self.head((rows.len(), can), cols, theme);
        let buffer = frame.buffer_mut();
        buffer.set_line(
            inner.x,
            area.y + u16::from(area.height > 4),
            &head,
            inner.width,
        );
        let list = Rect {
            y: inner.y + 1,
            height: inner.height.saturating_sub(1),
            ..inner
        };
        let lines: Vec<_> = rows
            .iter()
            .enumerate()
            .flat_map(|(at, row)| one(row, (at == self.at, typed), cols, theme))
            .collect();
        let focus = self.at..self.at + 1;
        let top = reveal(0, &focus, lines.len(), usize::from(list.height));
        window(frame, list, lines, top, theme);
        let col = 2 + width(&clean(&self.typed));
        let x = inner.x + u16::try_from(col).unwrap_or(0);
        if x < inner.right() {
            frame.set_cursor_position((x, area.y + u16::from(area.height > 4)));
        }
    }
}

fn one(
    row: &Binding,
    (here, typed): (bool, bool),
    cols: usize,
    theme: &Theme,
) -> Vec<Line<'static>> {
    let mut keys = row.keys.iter();
    let key = keys.find(|key| !(typed && key.is_letter()));
    let key = key.map(|key| key.name()).unwrap_or_default();
    let lead = if here { "▸ " } else { "  " };
    let room = cols.saturating_sub(width(&key) + 4);
    let words = cut_words(row.words, room);
    let gap = cols.saturating_sub(2 + width(&words) + width(&key));
    let line = Line::from(vec![
        Span::styled(format!("{lead}{words}"), theme.style(Role::Text)),
        Span::raw(" ".repeat(gap)),
        Span::styled(key, theme.style(Role::Quiet)),
    ]);
    chosen(here, vec![line], cols, theme)
}
