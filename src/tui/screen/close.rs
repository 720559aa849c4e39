//! The end: commitments, one word each, what is still disputed, what the case was for,
//! sources; then where the
//! report lies.

use ratatui::{Frame, layout::Rect, text::Line, widgets::Paragraph};

use super::{
    discuss::{dissent_rows, styled},
    share::card,
};
use crate::{
    id::{PersonId, Seq},
    session::{Byline, DissentState, Place, View},
    text::plural,
    tui::{
        form::{Step, hang, hang_prose},
        keys::{Action, Scope, name},
        theme::{Role, Theme},
    },
};

/// The most names of people whose word is still to come.
const MOST_NAMES: usize = 12;
/// Prose stays in a column that eyes can follow.
const MOST_COLS: u16 = 84;

/// Which dissent the cursor is on, and how far the page is scrolled.
#[derive(Clone, Debug, Default)]
pub struct Close {
    at: usize,
    scroll: usize,
    /// Where the report lies, once it is written.
    reports: Vec<String>,
}

impl Close {
    /// Where the report lies.
    pub fn written(&mut self, reports: Vec<String>) {
        self.reports = reports;
        self.scroll = 0;
    }

    /// Goes to another open dissent, else through the page.
    pub fn step(&mut self, step: Step, view: &View) {
        let open = open(view).len();
        if open > 1 {
            self.at = step.from(self.at, open);
        } else {
            self.scroll = match step {
                Step::Back => self.scroll.saturating_sub(1),
                Step::On => self.scroll + 1,
                Step::First => 0,
                Step::Last => usize::MAX,
            };
        }
    }

    /// Scrolls the page.
    pub fn scroll(&mut self, down: bool, by: usize) {
        self.scroll = if down {
            self.scroll.saturating_add(by)
        } else {
            self.scroll.saturating_sub(by)
        };
    }

    /// Keeps the page within the rectangle; called after each key.
    pub fn fit(&mut self, area: Rect, view: &View, theme: &Theme) {
        let rows = self
            .rows(view, usize::from(column(area).width), theme)
            .len();
        self.scroll = self
            .scroll
            .min(rows.saturating_sub(usize::from(area.height)));
    }

    /// The open dissent that the cursor is on, and against what it is.
    #[must_use]
    pub fn dissent(&self, view: &View) -> Option<(Seq, String)> {
        let open = open(view);
        let dissent = open.get(self.at.min(open.len().saturating_sub(1)))?;
        Some((dissent.entry, dissent.against_words.to_string()))
    }

    /// The first person who has not said a word yet, else the first one here.
    #[must_use]
    pub fn wordless(&self, view: &View) -> Option<PersonId> {
        let mut here = view.people.iter().filter(|person| person.here);
        let first = here.clone().next();
        here.find(|person| !spoke(view, person.id))
            .or(first)
            .map(|person| person.id)
    }

    /// Draws the page.
    pub fn draw(&self, frame: &mut Frame<'_>, area: Rect, view: &View, theme: &Theme) {
        let area = column(area);
        let rows = self.rows(view, usize::from(area.width), theme);
        let height = usize::from(area.height);
        let scroll = self.scroll.min(rows.len().saturating_sub(height));
        let below = rows.len() > scroll + height;
        let shown: Vec<Line<'_>> = rows.into_iter().skip(scroll).take(height).collect();
        frame.render_widget(Paragraph::new(shown), area);
        if below && area.width > 0 && area.height > 0 {
            let style = theme.style(Role::Dim);
            frame
                .buffer_mut()
                .set_stringn(area.right() - 1, area.bottom() - 1, "▾", 1, style);
        }
    }

    fn rows(&self, view: &View, cols: usize, theme: &Theme) -> Vec<Line<'static>> {
        let title = |words: &str| styled(vec![words.to_owned()], Role::Title, theme);
        let text = |lead: &str, words: &str| styled(hang(lead, words, cols), Role::Text, theme);
        let mut rows = Vec::new();
        let over = view.place == Place::Over;
        if over {
            rows.extend(self.over(view, cols, theme));
        }
        // What stayed empty is no page of its own once nothing can be added.
        if !over || !view.commitments.is_empty() {
            rows.extend(title("What we try"));
        }
        for each in &view.commitments {
            let commitment = &each.commitment;
            let words = format!("{}: {}", card::called(&each.by), commitment.what);
            rows.extend(text("• ", &words));
            let more = [
                ("we expect: ", &commitment.expect),
                ("would surprise: ", &commitment.surprise),
                ("we look at it: ", &commitment.by_when),
            ];
            for (lead, words) in more.into_iter().filter(|(_, words)| !words.is_empty()) {
                rows.extend(styled(
                    hang(&format!("  {lead}"), words, cols),
                    Role::Dim,
                    theme,
                ));
            }
        }
        if !over && view.commitments.is_empty() {
            let commit = name(Scope::Close, Action::Commit);
            rows.extend(styled(
                hang("", &format!("Nothing yet. {commit} writes one."), cols),
                Role::Dim,
                theme,
            ));
        }
        let no_words = over && view.words.is_empty();
        if !self.is_commit_step(view) && !no_words {
            rows.push(Line::default());
            rows.extend(title("One word each"));
            rows.extend(text("", &words(view)));
        }
        rows.extend(self.dissents(view, cols, theme));
        if view.can.consent && !self.is_commit_step(view) {
            rows.push(Line::default());
            rows.extend(title("What may leave this group"));
            rows.extend(text("", &consent(view)));
        }
        rows.extend(case(view, cols, theme));
        rows
    }

    fn over(&self, view: &View, cols: usize, theme: &Theme) -> Vec<Line<'static>> {
        let mut rows = styled(vec!["The session is over.".to_owned()], Role::Title, theme);
        let words = if self.reports.is_empty() {
            "The report is being written.".to_owned()
        } else {
            let holds = if view.alone {
                "all you said"
            } else {
                "all that was said"
            };
            format!(
                "The report holds {holds}: the first file is to read, in any editor or word processor, the second is for other programs. They lie here:"
            )
        };
        rows.extend(styled(hang("", &words, cols), Role::Text, theme));
        for report in &self.reports {
            rows.extend(styled(hang("  ", report, cols), Role::Good, theme));
        }
        rows.push(Line::default());
        rows
    }

    fn dissents(&self, view: &View, cols: usize, theme: &Theme) -> Vec<Line<'static>> {
        if view.dissents.is_empty() {
            return Vec::new();
        }
        let title = "Dissent on record";
        let mut rows = vec![Line::default()];
        rows.extend(styled(vec![title.to_owned()], Role::Title, theme));
        let at = self.dissent(view).map(|(entry, _)| entry);
        for dissent in &view.dissents {
            let here = Some(dissent.entry) == at;
            let mut each = dissent_rows(dissent, cols.saturating_sub(2), theme);
            if let Some(first) = each.first_mut() {
                let lead = if here { "▸ " } else { "  " };
                first.spans.insert(0, ratatui::text::Span::raw(lead));
            }
            for line in each.iter_mut().skip(1) {
                line.spans.insert(0, ratatui::text::Span::raw("  "));
            }
            rows.extend(each);
        }
        rows
    }

    /// Whether this is a protocol's own step for commitments, not the close.
    fn is_commit_step(&self, view: &View) -> bool {
        view.step.is_some()
    }
}

fn open(view: &View) -> Vec<&crate::session::DissentView> {
    let dissents = view.dissents.iter();
    dissents
        .filter(|dissent| dissent.state == DissentState::Open)
        .collect()
}

fn spoke(view: &View, person: PersonId) -> bool {
    let mut words = view.words.iter();
    words.any(|said| matches!(said.by, Byline::Name(id, _) if id == person))
}

/// All words, and who has not said one.
fn words(view: &View) -> String {
    let said = view.words.iter();
    let said = said.map(|said| format!("{}: {}", card::called(&said.by), said.word));
    let here = view.people.iter().filter(|person| person.here);
    let silent = here.filter(|person| !spoke(view, person.id));
    let silent: Vec<_> = silent.map(|person| person.name.as_str()).collect();
    let mut all: Vec<_> = said.collect();
    if !silent.is_empty() && view.place != Place::Over {
        let first = silent.get(..MOST_NAMES).unwrap_or(&silent);
        let more = match silent.len() - first.len() {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        all.push(format!(
            "still to come: {}{more} ({} writes one)",
            first.join(", "),
            name(Scope::Close, Action::Word)
        ));
    }
    all.join("  ·  ")
}

/// What the case was for, and where it comes from.
fn case(view: &View, cols: usize, theme: &Theme) -> Vec<Line<'static>> {
    let mut rows = Vec::new();
    for (heading, blocks) in [
        ("What this case was for", &view.goals),
        ("Sources", &view.sources),
    ] {
        if !blocks.is_empty() {
            rows.push(Line::default());
            rows.extend(styled(vec![heading.to_owned()], Role::Title, theme));
        }
        for block in blocks {
            rows.extend(hang_prose("", &block.text, cols, Role::Text, theme));
        }
    }
    rows
}

/// Who was asked what may leave the group.
fn consent(view: &View) -> String {
    let key = name(Scope::Close, Action::Consent);
    match view.consent.open.len() {
        0 => format!("Everybody who is here has said. {key} asks again."),
        open => {
            let people = plural(open, "person has", "people have");
            format!("{people} not said; whoever says nothing shares nothing. {key} asks.")
        }
    }
}

fn column(area: Rect) -> Rect {
    let width = area.width.min(MOST_COLS);
    Rect {
        x: area.x + (area.width - width) / 2,
        width,
        ..area
    }
}
