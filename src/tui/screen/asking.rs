//! The one calm page before a document that is not plainly in our own format: what was found in
//! it, what is kept back, what may give something away. It shows no hidden word.

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

use crate::{
    case::asking::{in_brief, is_guess_of_weight, place},
    library::Loaded,
    text::{plural, wrap},
    tui::{
        keys::{Action, Scope, name},
        theme::{Role, Theme},
        widget::{last_top, page, window},
    },
};

/// Prose stays in a column that eyes can follow.
const WIDEST: u16 = 76;
/// So many lines of guesses are named.
const MOST_NAMED: usize = 12;

/// The page, and how far it is scrolled.
pub struct Asking {
    loaded: Loaded,
    /// It is about to be printed: that case of it, or all that it holds.
    prints: Option<Option<usize>>,
    top: usize,
}

/// What comes of a key.
#[derive(Clone, Copy)]
pub(in crate::tui) enum Next {
    /// Nothing else.
    Stay,
    Begin,
    /// Look at it line by line.
    Look,
    /// Save a clean copy.
    Save,
    /// Print a sheet for paper.
    Print,
    Leave,
}

impl Asking {
    /// The page for a document.
    pub fn new(loaded: Loaded) -> Self {
        Self {
            loaded,
            prints: None,
            top: 0,
        }
    }

    /// The page before a document is printed, that case of it or all that it holds.
    pub fn before_print(loaded: Loaded, number: Option<usize>) -> Self {
        Self {
            prints: Some(number),
            ..Self::new(loaded)
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
        let height = usize::from(area.height);
        let rows = self.rows(columns(area), theme).len();
        let (page, last) = (page(rows, height), last_top(rows, height));
        self.top = match action {
            Action::Enter => return Next::Begin,
            Action::HowRead => return Next::Look,
            Action::SaveCopy => return Next::Save,
            Action::Print => return Next::Print,
            Action::Back | Action::Quit => return Next::Leave,
            _ => action.scrolled(self.top, page).unwrap_or(self.top),
        }
        .min(last);
        Next::Stay
    }

    pub(in crate::tui) fn draw(&self, frame: &mut Frame<'_>, area: Rect, theme: &Theme) {
        let rows = self.rows(columns(area), theme);
        window(frame, area, rows, self.top, theme);
    }

    fn rows(&self, columns: usize, theme: &Theme) -> Vec<Line<'static>> {
        let mut rows = Vec::new();
        let mut put = |lead: &str, text: &str, role: Role| {
            let hang = " ".repeat(crate::text::width(lead));
            let lines = wrap(text, columns.saturating_sub(hang.len()).max(2));
            for (at, line) in lines.into_iter().enumerate() {
                let lead = if at == 0 { lead } else { &hang };
                rows.push(Line::from(vec![
                    Span::styled(lead.to_owned(), theme.style(Role::Text)),
                    Span::styled(line, theme.style(role)),
                ]));
            }
        };
        let document = &self.loaded.document;
        put(
            "",
            "How this document was read. You are asked once.",
            Role::Text,
        );
        put("", " ", Role::Text);
        if let Some(said) = self.loaded.says_carried() {
            put("", &said, Role::Warn);
            put("", " ", Role::Text);
        }
        for said in in_brief(document) {
            put("  ", &said, Role::Title);
        }
        let doubts = document.doubts.iter();
        for doubt in doubts {
            let said = format!("{} {}: {}", doubt.place(), doubt.looks.words(), doubt.why);
            put("    ? ", said.trim_end_matches(": "), Role::Warn);
        }
        if let Some(guessed) = self.guessed() {
            put("  ", &guessed, Role::Text);
        }
        put("", " ", Role::Text);
        for (action, words) in self.keys() {
            let key = format!("  {:<7}", name(Scope::Asking, action));
            put(&key, words, Role::Text);
        }
        rows
    }

    fn keys(&self) -> Vec<(Action, &'static str)> {
        let enter = match self.prints {
            Some(_) => "print it; a participant’s sheet has all that is not kept back",
            None => "begin; what is kept back comes at its time",
        };
        let look = "look at every line, answers too, and mend it. Whoever wants to answer it does not look";
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
        let mut lines: Vec<_> = guesses
            .filter(|guess| is_guess_of_weight(guess))
            .map(|guess| guess.line)
            .collect();
        lines.dedup();
        let first = lines.first()?;
        let guesses = plural(lines.len(), "guess", "guesses");
        let named: Vec<_> = lines
            .iter()
            .take(MOST_NAMED)
            .map(ToString::to_string)
            .collect();
        let more = if lines.len() > MOST_NAMED { " …" } else { "" };
        let place = match lines.len() {
            1 => place(*first, *first),
            _ => format!("lines {}{more}", named.join(", ")),
        };
        Some(format!("{guesses} at what is asked or hidden: {place}"))
    }
}

fn columns(area: Rect) -> usize {
    usize::from(area.width.min(WIDEST))
}
