//! The one calm page before a document that is not plainly in our own format: what was found in
//! it, and in the document's own order what everybody reads and what is kept back. It shows no
//! hidden word.

use ratatui::{Frame, layout::Rect, style::Style, text::Line};

use crate::{
    case::{
        asking::is_guess_of_weight,
        outline::{Fate, Reader, Stretch},
    },
    library::Loaded,
    text::{plural, width, wrap},
    tui::{
        keys::{Action, Scope, name},
        theme::{Role, Theme},
        widget::{last_top, page, reveal, window},
    },
};

/// Prose stays in a column that eyes can follow.
const WIDEST: u16 = 76;
/// What the signs before the rows mean.
const SIGNS: &str = "In its order: ┃ is kept back, ? asks for a look";

/// The page, and how far it is scrolled.
pub struct Asking {
    loaded: Loaded,
    /// The document in its own order.
    outline: Vec<Stretch>,
    reader: Reader,
    /// It is about to be printed: that case of it, or all that it holds.
    prints: Option<Option<usize>>,
    /// The row of the outline that was gone to.
    at: Option<usize>,
    top: usize,
}

/// What comes of a key.
#[derive(Clone, Copy)]
pub(in crate::tui) enum Next {
    /// Nothing else.
    Stay,
    Begin,
    /// Look at it line by line, from that line on; without one, from what asks for a look.
    Look(Option<u32>),
    /// Save a clean copy.
    Save,
    /// Print a sheet for paper.
    Print,
    Leave,
}

impl Asking {
    /// The page for a document; whoever answers alone is shown no words that come later.
    pub fn new(loaded: Loaded, alone: bool) -> Self {
        Self {
            outline: loaded.outline(),
            loaded,
            reader: match alone {
                true => Reader::Answers,
                false => Reader::Leads,
            },
            prints: None,
            at: None,
            top: 0,
        }
    }

    /// The page before a document is printed, that case of it or all that it holds.
    pub fn before_print(loaded: Loaded, number: Option<usize>) -> Self {
        Self {
            prints: Some(number),
            ..Self::new(loaded, false)
        }
    }

    pub(in crate::tui) fn loaded(&self) -> &Loaded {
        &self.loaded
    }

    /// Which case is printed next, where one is.
    pub(in crate::tui) fn prints(&self) -> Option<Option<usize>> {
        self.prints
    }

    /// The title, for the head of the screen.
    pub fn title(&self) -> &str {
        &self.loaded.document.title
    }

    pub(in crate::tui) fn act(&mut self, action: Action, area: Rect, theme: &Theme) -> Next {
        match action {
            Action::Enter => return Next::Begin,
            Action::HowRead => return Next::Look(self.row_at().map(|row| row.from)),
            Action::SaveCopy => return Next::Save,
            Action::Print => return Next::Print,
            Action::Back | Action::Quit => return Next::Leave,
            _ => {}
        }
        let height = usize::from(area.height);
        let columns = columns(area);
        let before = self.head(columns, theme).len();
        let all = self.rows(columns, theme).len();
        let (page, last_row) = (page(all, height), self.outline.len().saturating_sub(1));
        let at = self.at.unwrap_or(0);
        let steps = if action == Action::Down && self.at.is_none() {
            Some(0)
        } else if at == 0 && matches!(action, Action::Up | Action::PageUp) {
            None
        } else {
            action.scrolled(at, page.saturating_sub(1).max(1))
        };
        match steps.filter(|_| !self.outline.is_empty()) {
            Some(to) if at < last_row || to < last_row || self.at.is_none() => {
                let to = to.min(last_row);
                self.at = Some(to);
                let (from, to) = self.span(to, columns, theme);
                self.top = reveal(self.top, &(before + from..before + to), all, height);
            }
            // Beyond the ends of the outline the rest of the page is scrolled.
            _ => self.top = action.scrolled(self.top, page).unwrap_or(self.top),
        }
        self.top = self.top.min(last_top(all, height));
        Next::Stay
    }

    fn row_at(&self) -> Option<&Stretch> {
        self.outline.get(self.at?)
    }

    /// Which rows of the screen a row of the outline has, from its first one on.
    fn span(&self, at: usize, columns: usize, theme: &Theme) -> (usize, usize) {
        let rows = |count| self.outline_rows(count, columns, theme).len();
        (rows(at), rows(at + 1))
    }

    pub(in crate::tui) fn draw(&self, frame: &mut Frame<'_>, area: Rect, theme: &Theme) {
        let rows = self.rows(columns(area), theme);
        window(frame, area, rows, self.top, theme);
    }

    fn rows(&self, columns: usize, theme: &Theme) -> Vec<Line<'static>> {
        let mut rows = self.head(columns, theme);
        rows.extend(self.outline_rows(self.outline.len(), columns, theme));
        rows.push(Line::default());
        for (action, words) in self.keys() {
            let key = format!("  {:<7}", name(Scope::Asking, action));
            put(&mut rows, &key, words, theme.style(Role::Text), columns);
        }
        rows
    }

    /// What stands above the outline.
    fn head(&self, columns: usize, theme: &Theme) -> Vec<Line<'static>> {
        let mut rows = Vec::new();
        let mut say = |lead: &str, text: &str, role: Role| {
            put(&mut rows, lead, text, theme.style(role), columns);
        };
        say(
            "",
            "How this document was read. You are asked once.",
            Role::Text,
        );
        say("", " ", Role::Text);
        if let Some(said) = self.loaded.says_carried() {
            say("", &said, Role::Warn);
            say("", " ", Role::Text);
        }
        say("  ", &self.loaded.in_brief().join(" · "), Role::Title);
        if let Some(guessed) = self.guessed() {
            say("  ", &guessed, Role::Text);
        }
        if !self.outline.is_empty() {
            say("", " ", Role::Text);
            say("  ", SIGNS, Role::Quiet);
        }
        rows
    }

    /// The first rows of the outline: where, what becomes of it, and its first words.
    fn outline_rows(&self, count: usize, columns: usize, theme: &Theme) -> Vec<Line<'static>> {
        let by_line = self.loaded.is_by_line();
        let places = self.outline.iter().map(|row| row.lines_in_short(by_line));
        let wide = places.map(|place| width(&place)).max().unwrap_or(0);
        let mut rows = Vec::new();
        for (at, row) in self.outline.iter().take(count).enumerate() {
            let chosen = self.at == Some(at);
            let (sign, role) = sign(row);
            let role = if chosen { Role::Chosen } else { role };
            let here = if chosen { "▸" } else { " " };
            let place = format!("{:<wide$}  ", row.lines_in_short(by_line));
            let lead = format!("{here} {sign} {}", place.trim_start());
            let says = row.says();
            let room = columns.saturating_sub(width(&lead) + width(&says) + 2);
            let words = row.words(self.reader, room);
            let text = format!("{says}  {words}");
            put(
                &mut rows,
                &lead,
                text.trim_end(),
                theme.style(role),
                columns,
            );
        }
        rows
    }

    /// What keys do, in words.
    fn keys(&self) -> Vec<(Action, &'static str)> {
        let enter = match self.prints {
            Some(_) => "print it; a participant’s sheet has all that is not kept back",
            None => "begin; what is kept back comes at its time",
        };
        let look = "look at every line, answers too, from the chosen row on, and mend it. Whoever wants to answer it does not look";
        let mut keys = vec![
            (Action::Enter, enter),
            (Action::HowRead, look),
            (
                Action::SaveCopy,
                "save a clean case file that says all this plainly",
            ),
        ];
        if self.prints.is_none() {
            let print = "print a sheet for paper, with boxes to tick and lines to write on";
            keys.push((Action::Print, print));
        }
        keys
    }

    fn guessed(&self) -> Option<String> {
        let guesses = self.loaded.document.guesses.iter();
        let guesses = guesses.filter(|guess| is_guess_of_weight(guess));
        let mut lines: Vec<_> = guesses.map(|guess| guess.line).collect();
        lines.dedup();
        let guesses = plural(lines.len(), "guess", "guesses");
        (!lines.is_empty()).then(|| format!("{guesses} at what is asked or hidden, marked ?"))
    }
}

/// Text behind its lead, later rows set in as far.
fn put(rows: &mut Vec<Line<'static>>, lead: &str, text: &str, style: Style, columns: usize) {
    let hang = " ".repeat(width(lead));
    let lines = wrap(text, columns.saturating_sub(hang.len()).max(2));
    for (at, line) in lines.into_iter().enumerate() {
        let lead = if at == 0 { lead } else { &hang };
        rows.push(Line::styled(format!("{lead}{line}"), style));
    }
}

/// The sign before a row, and how it is drawn.
fn sign(row: &Stretch) -> (&'static str, Role) {
    if row.asks_for_a_look() {
        ("?", Role::Warn)
    } else if row.is_kept() {
        ("┃", Role::Person)
    } else if row.later {
        ("┊", Role::Text)
    } else if row.fate == Fate::Out {
        ("×", Role::Quiet)
    } else {
        (" ", Role::Text)
    }
}

fn columns(area: Rect) -> usize {
    usize::from(area.width.min(WIDEST))
}
