//! Study alone on the full screen: who studies, which case, how far they have come.

use std::path::PathBuf;

use ratatui::{Frame, layout::Rect, text::Line};

use super::{
    effect::{Effect, Wants},
    form::hang,
    keys::{Action, Scope, name},
    theme::Theme,
    widget::{last_top, page, window},
};
use crate::{
    begin::Tried,
    clock,
    fault::Fault,
    home::Home,
    report::words,
    study::export,
    study::shelf,
    text::{Clean, folded, plural},
};

/// How far somebody has come and what they wrote, as rows, and the first that is shown.
#[derive(Clone, Debug, Default)]
pub struct ProgressPage {
    rows: Vec<String>,
    /// What they wrote, an entry for each question.
    written: Vec<Vec<String>>,
    /// What is looked for in it; empty shows the whole page.
    find: String,
    top: usize,
}

impl ProgressPage {
    pub fn new(rows: Vec<String>, written: Vec<Vec<String>>) -> Self {
        Self {
            rows,
            written,
            ..Self::default()
        }
    }

    /// Shows the answers alone that hold all these words; for none, the whole page.
    pub(super) fn find(&mut self, words: &str) {
        self.find = folded(words);
        self.top = 0;
    }

    fn shown(&self) -> Vec<String> {
        let holds = |entry: &&Vec<String>| {
            let text = folded(&entry.join(" "));
            self.find.split_whitespace().all(|word| text.contains(word))
        };
        let found: Vec<_> = self.written.iter().filter(holds).collect();
        let mut rows = match self.find.is_empty() {
            true => self.rows.clone(),
            false => {
                let count = plural(found.len(), "question holds", "questions hold");
                let back = name(Scope::Progress, Action::Back);
                vec![format!("{count} “{}”. {back} shows everything.", self.find)]
            }
        };
        if self.find.is_empty() && !found.is_empty() {
            let key = name(Scope::Progress, Action::Search);
            rows.push(String::new());
            rows.push(format!("What I wrote; {key} finds words in it:"));
        }
        for entry in found {
            rows.push(String::new());
            rows.extend(entry.iter().cloned());
        }
        rows
    }

    /// Moves through it; none where it is put away.
    pub(super) fn act(&mut self, action: Action, area: Rect) -> Option<Vec<Effect>> {
        let height = usize::from(area.height);
        let all = self.laid(area).len();
        let (page, last) = (page(all, height), last_top(all, height));
        self.top = match action {
            Action::Back if !self.find.is_empty() => {
                self.find.clear();
                0
            }
            Action::Back | Action::Quit => return None,
            Action::Search => return Some(vec![Effect::AskFor(Wants::Words)]),
            Action::WriteDown => return Some(vec![Effect::WriteDown]),
            _ => action.scrolled(self.top, page).unwrap_or(self.top),
        }
        .min(last);
        Some(Vec::new())
    }

    /// Draws it over the library.
    pub(super) fn draw(&self, frame: &mut Frame<'_>, area: Rect, theme: &Theme) {
        let rows = self.laid(area).into_iter().map(Line::from);
        window(frame, area, rows.collect(), self.top, theme);
    }

    /// Its rows as wide as the screen.
    fn laid(&self, area: Rect) -> Vec<String> {
        let rows = self.shown().into_iter().flat_map(|row| {
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
        lines.push(format!("While you study, {key} says what came of it."));
    }
    lines
}

/// How far somebody has come, row by row; it reads all of their journals.
pub(super) fn how_far(home: &Home, name: &Clean) -> (Vec<String>, Vec<Vec<String>>) {
    let zone = clock::zone();
    let (progress, bad) = shelf::how_far(home, name, clock::now().wall, &zone);
    let mut rows = vec![format!("{name}: how far I have come"), String::new()];
    rows.extend(export::page(&progress, &zone));
    for id in bad {
        let id = Clean::line(&id);
        rows.push(format!("Some of {id} cannot be read; the rest counts."));
    }
    (rows, export::written(&progress, &zone))
}
