//! How a document was read, line by line, and where a person mends it before a session starts.

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
    widgets::Paragraph,
};

use crate::{
    begin::Wanted,
    case::{
        Document,
        mend::{Mended, Taken},
        write::write_all,
    },
    library::Loaded,
    text::{Clean, cut, plural, width, wrap},
    tui::{
        keys::Action,
        theme::{Role, Theme},
    },
};

/// Columns that say what a line was taken for.
const GUTTER: usize = 20;
/// Rows above and below the lines.
const AROUND: usize = 5;

/// The screen that tells how a document was read.
pub struct Mending {
    loaded: Loaded,
    mended: Mended,
    taken: Vec<Taken>,
    at: usize,
    top: usize,
}

/// What comes of a key.
pub(in crate::tui) enum Next {
    /// Nothing else.
    Stay,
    /// Leave without more.
    Leave,
    /// Begin a session with the reading as it is now.
    Begin(Box<Wanted>),
    /// Save a clean case file: the beginning of its name, and its text.
    Save(String, String),
}

impl Mending {
    /// A document and its text.
    #[must_use]
    pub fn new(loaded: Loaded, source: &str) -> Self {
        let mended = Mended::new(source, &loaded.file_name);
        let mut screen = Self {
            loaded,
            mended,
            taken: Vec::new(),
            at: 0,
            top: 0,
        };
        screen.read();
        screen
    }

    /// The title, for the head of the screen.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.loaded.document.title
    }

    fn read(&mut self) {
        let (document, taken) = self.mended.read();
        self.loaded.document = document;
        self.taken = taken;
    }

    pub(in crate::tui) fn act(&mut self, action: Action, area: Rect) -> Next {
        let last = self.mended.lines().len().saturating_sub(1);
        let page = usize::from(area.height).saturating_sub(AROUND).max(1);
        match action {
            Action::Up => self.at = self.at.saturating_sub(1),
            Action::Down => self.at = (self.at + 1).min(last),
            Action::PageUp => self.at = self.at.saturating_sub(page),
            Action::PageDown => self.at = (self.at + page).min(last),
            Action::First => self.at = 0,
            Action::Last => self.at = last,
            Action::Say(mark) => {
                let line = u32::try_from(self.at + 1).unwrap_or(u32::MAX);
                self.mended.set(line, mark);
                self.read();
                self.at = (self.at + 1).min(last);
            }
            Action::SaveCopy => {
                let document = &self.loaded.document;
                let text = write_all(&document.title, &document.cases);
                let name = self.loaded.file_name.rsplit_once('.');
                let name = name.map_or(self.loaded.file_name.as_str(), |(stem, _)| stem);
                return Next::Save(name.to_owned(), text);
            }
            Action::Enter => return Next::Begin(Box::new(self.wanted())),
            Action::Back | Action::Quit => return Next::Leave,
            _ => {}
        }
        Next::Stay
    }

    fn wanted(&self) -> Wanted {
        let only = self.loaded.document.cases.len() == 1;
        Wanted {
            loaded: self.loaded.clone(),
            number: only.then_some(0),
            people: Vec::new(),
            not_taken: Vec::new(),
            protocol: None,
            bring: Vec::new(),
            rehearsal: false,
        }
    }

    /// Goes to the line that was clicked.
    pub(in crate::tui) fn click(&mut self, area: Rect, row: u16) {
        let rows = usize::from(area.height).saturating_sub(AROUND);
        let Some(line) = usize::from(row).checked_sub(usize::from(area.y) + 2) else {
            return;
        };
        if line < rows && self.top + line < self.mended.lines().len() {
            self.at = self.top + line;
        }
    }

    /// Keeps the line in sight.
    pub(in crate::tui) fn fit(&mut self, area: Rect) {
        let rows = usize::from(area.height).saturating_sub(AROUND).max(1);
        self.top = self.top.clamp((self.at + 1).saturating_sub(rows), self.at);
    }

    pub(in crate::tui) fn draw(&self, frame: &mut Frame<'_>, area: Rect, theme: &Theme) {
        let columns = usize::from(area.width);
        let rows = usize::from(area.height).saturating_sub(AROUND).max(1);
        let mut lines = vec![
            Line::styled(
                cut(&summary(&self.loaded.document), columns).into_owned(),
                theme.style(Role::Text),
            ),
            Line::default(),
        ];
        let shown = self.mended.lines().iter().enumerate();
        let shown = shown.skip(self.top).take(rows);
        lines.extend(shown.map(|(at, line)| self.row(at, line, columns, theme)));
        lines.resize(rows + 2, Line::default());
        lines.push(Line::default());
        let about = wrap(&self.about(), columns).into_iter().take(2);
        lines.extend(about.map(|line| Line::styled(line, theme.style(Role::Dim))));
        frame.render_widget(Paragraph::new(lines), area);
    }

    fn row(&self, at: usize, line: &str, columns: usize, theme: &Theme) -> Line<'static> {
        let number = u32::try_from(at + 1).unwrap_or(u32::MAX);
        let taken = self.taken.get(at).copied().unwrap_or_default();
        let said = self.mended.mark(number).is_some();
        let (name, role) = name(taken);
        let here = if at == self.at { ">" } else { " " };
        let said = if said { "*" } else { " " };
        let gutter = cut(&name, GUTTER - 3).into_owned();
        let pad = " ".repeat((GUTTER - 2).saturating_sub(width(&gutter)));
        let room = columns.saturating_sub(GUTTER);
        let text = cut(&Clean::line(line), room).into_owned();
        let style = match taken {
            Taken::Frame | Taken::Noise => theme.style(Role::Dim),
            _ if at == self.at => theme.style(Role::Focus),
            _ => theme.style(Role::Text),
        };
        Line::from(vec![
            Span::styled(here, theme.style(Role::Focus)),
            Span::styled(said, theme.style(Role::Mine)),
            Span::styled(format!("{gutter}{pad}"), theme.style(role)),
            Span::styled(text, style),
        ])
    }

    /// What is to be said of the chosen line.
    fn about(&self) -> String {
        let line = u32::try_from(self.at + 1).unwrap_or(u32::MAX);
        if self.mended.mark(line).is_some() {
            return "You said so. “u” takes it back; the document itself is never changed."
                .to_owned();
        }
        // Guesses keep the lines of the document only while nothing was mended.
        let mut guesses = self.loaded.document.guesses.iter();
        let guess = guesses.find(|guess| guess.line == line && !self.mended.is_mended());
        match (guess, self.taken.get(self.at)) {
            (Some(guess), _) => format!("Guessed: {}.", Clean::line(&guess.said)),
            (None, Some(Taken::Hidden(what))) => {
                format!("Kept back until its time, as {what}.")
            }
            (None, Some(Taken::Unused)) => "This line is in no part of the case.".to_owned(),
            (None, Some(Taken::Noise)) => {
                "This looks like a part of the page and is set apart.".to_owned()
            }
            _ => String::new(),
        }
    }
}

/// What a line was taken for, in a word.
fn name(taken: Taken) -> (String, Role) {
    match taken {
        Taken::Nothing => (String::new(), Role::Dim),
        Taken::Frame => ("heading".to_owned(), Role::Dim),
        Taken::Text => ("text".to_owned(), Role::Text),
        Taken::Question(number) => (format!("question {number}"), Role::Good),
        Taken::UnderQuestion => ("  belongs to it".to_owned(), Role::Good),
        Taken::Hidden(what) => (what.to_owned(), Role::Others),
        Taken::Noise => ("page noise".to_owned(), Role::Warn),
        Taken::Unused => ("not used".to_owned(), Role::Warn),
    }
}

/// The reading in a sentence.
fn summary(document: &Document) -> String {
    let cases = &document.cases;
    let questions: usize = cases.iter().map(|case| case.questions().count()).sum();
    let mut said = vec![format!(
        "{} in {}",
        plural(questions, "question", "questions"),
        plural(cases.len(), "case", "cases")
    )];
    let hidden: u32 = document
        .hidden
        .iter()
        .filter(|hidden| hidden.what != "later part")
        .map(|hidden| hidden.to.saturating_sub(hidden.from) + 1)
        .sum();
    for (count, one, many) in [
        (hidden as usize, "line kept back", "lines kept back"),
        (document.guesses.len(), "guess", "guesses"),
        (
            document.unused.len(),
            "stretch not used",
            "stretches not used",
        ),
    ] {
        if count > 0 {
            said.push(plural(count, one, many));
        }
    }
    said.join(" · ")
}
