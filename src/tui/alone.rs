//! Study alone on the full screen: who studies, which case, how far they have come.

use std::path::PathBuf;

use ratatui::{Frame, layout::Rect, text::Line};

use super::{
    form::hang,
    keys::{Action, Scope, name},
    theme::Theme,
    widget::{last_top, window},
};
use crate::{
    begin::Tried, clock, fault::Fault, home::Home, learner, report::words, study::export,
    text::Clean,
};

/// How far somebody has come, as rows, and the first that is shown.
#[derive(Clone, Debug, Default)]
pub struct ProgressPage {
    rows: Vec<String>,
    top: usize,
}

impl ProgressPage {
    /// A page at its beginning.
    #[must_use]
    pub fn new(rows: Vec<String>) -> Self {
        Self { rows, top: 0 }
    }

    /// Moves through it; whether it is put away.
    pub(super) fn act(&mut self, action: Action, area: Rect) -> bool {
        let height = usize::from(area.height);
        let last = last_top(self.laid(area).len(), height);
        self.top = match action {
            Action::Up => self.top.saturating_sub(1),
            Action::Down => self.top + 1,
            Action::PageUp => self.top.saturating_sub(height),
            Action::PageDown => self.top + height,
            Action::First => 0,
            Action::Last => last,
            Action::Back | Action::Quit => return true,
            _ => self.top,
        };
        self.top = self.top.min(last);
        false
    }

    /// Draws it over the library.
    pub(super) fn draw(&self, frame: &mut Frame<'_>, area: Rect, theme: &Theme) {
        let rows = self.laid(area).into_iter().map(Line::from);
        window(frame, area, rows.collect(), self.top, theme);
    }

    /// Its rows as wide as the screen.
    fn laid(&self, area: Rect) -> Vec<String> {
        let rows = self.rows.iter().flat_map(|row| {
            let words = row.trim_start();
            let (lead, _) = row.split_at(row.len() - words.len());
            hang(lead, words, usize::from(area.width))
        });
        rows.collect()
    }
}

/// Where somebody's own work lies now.
pub(super) fn written_down(written: Result<Vec<PathBuf>, Fault>) -> String {
    let paths = match written {
        Ok(paths) => paths,
        Err(fault) => return fault.to_string(),
    };
    let paths = paths.iter().map(|path| path.to_string_lossy());
    let paths: Vec<_> = paths.map(|path| Clean::line(&path).to_string()).collect();
    format!(
        "All that you wrote lies in these files now, to read, for a spreadsheet and for other programs:\n\n{}",
        paths.join("\n")
    )
}

/// What somebody wanted to try in an earlier session, and how to say what came of it.
pub(super) fn wanted_to_try(tried: &[Tried]) -> Vec<String> {
    let key = name(Scope::Session, Action::Tried);
    let line = |tried: &Tried| {
        let what = words::line(&tried.commitment.what);
        format!("Since last time you wanted to try: {what}")
    };
    let mut lines: Vec<_> = tried.iter().map(line).collect();
    if !lines.is_empty() {
        lines.push(format!("{key} says what came of it, at any time."));
    }
    lines
}

/// How far somebody has come, row by row; it reads all of their journals.
pub(super) fn how_far(home: &Home, name: &Clean) -> Vec<String> {
    let zone = clock::zone();
    let (progress, bad) = learner::how_far(home, name, clock::now().wall, &zone);
    let mut rows = vec![format!("{name}: how far I have come"), String::new()];
    rows.extend(export::lines(&progress, &zone));
    rows.push(String::new());
    rows.push("Answers over time:".to_owned());
    rows.extend(export::chart(&progress));
    for id in bad {
        let id = Clean::line(&id);
        rows.push(format!("Some of {id} cannot be read; the rest counts."));
    }
    rows
}
