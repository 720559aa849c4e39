//! The room's screen, for a projector: it follows a session by its journal and shows what the
//! room may see, large. It writes nothing and holds no lock, so it cannot slow a session down.

use std::path::{Path, PathBuf};

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
    widgets::Paragraph,
};
use tui_big_text::{BigText, PixelSize};

use super::share::{card, rounds};
use crate::{
    case::plain,
    clock,
    home::Home,
    journal::{list::list, open::look},
    session::{Place, QuestionView, Session, View, Viewer, When},
    text::{cut, plural, width, wrap},
    tui::{
        app::Effect,
        keys::Action,
        theme::{Role, Theme},
    },
};

/// Columns and rows of a large letter.
const LETTER: (usize, u16) = (4, 4);

/// The room's screen.
pub struct Room {
    home: Home,
    /// The session that was asked for; none is the newest that runs.
    wanted: Option<PathBuf>,
    followed: Option<Followed>,
    /// The first answer, claim or line on screen.
    at: usize,
    place: Option<Place>,
}

/// A session that is followed.
struct Followed {
    path: PathBuf,
    /// The length of its file when it was read.
    length: u64,
    session: Session,
    view: View,
}

impl Room {
    /// A screen that follows a session, or the newest that runs.
    #[must_use]
    pub fn new(home: Home, wanted: Option<PathBuf>) -> Self {
        let mut room = Self {
            home,
            wanted,
            followed: None,
            at: 0,
            place: None,
        };
        room.look();
        room
    }

    /// Looks whether anything is new. A journal that is being written is read as far as it goes;
    /// one that cannot be read is waited for.
    pub fn look(&mut self) {
        let path = match &self.wanted {
            Some(path) if path.exists() => Some(path.clone()),
            _ => newest(&self.home),
        };
        let Some(path) = path.or_else(|| self.followed.as_ref().map(|now| now.path.clone())) else {
            return;
        };
        let length = path.metadata().map_or(0, |data| data.len());
        let same = |now: &Followed| now.path == path && now.length == length;
        if !self.followed.as_ref().is_some_and(same)
            && let Ok(session) = look(&path)
        {
            let view = session.view(Viewer::Room, clock::now());
            self.followed = Some(Followed {
                path,
                length,
                session,
                view,
            });
        }
        self.tick();
    }

    /// Time has passed.
    pub fn tick(&mut self) {
        if let Some(now) = &mut self.followed {
            now.view = now.session.view(Viewer::Room, clock::now());
            if self.place != Some(now.view.place) {
                self.place = Some(now.view.place);
                self.at = 0;
            }
        }
    }

    /// Whether the clock of the session runs, so that seconds have to be shown.
    #[must_use]
    pub fn is_running(&self) -> bool {
        self.followed
            .as_ref()
            .is_some_and(|now| now.view.clock.running)
    }

    /// The title of the case, for the head of the screen.
    #[must_use]
    pub fn title(&self) -> &str {
        self.followed
            .as_ref()
            .map_or("Roundtable", |now| now.view.case.title.as_str())
    }

    /// What an action does here.
    pub fn act(&mut self, action: Action, area: Rect) -> Vec<Effect> {
        let page = usize::from(area.height / 2).max(1);
        match action {
            Action::Up => self.at = self.at.saturating_sub(1),
            Action::Down => self.at += 1,
            Action::PageUp | Action::Before => self.at = self.at.saturating_sub(page),
            Action::PageDown | Action::Next => self.at += page,
            Action::First => self.at = 0,
            Action::Quit | Action::Back => return vec![Effect::Quit],
            _ => {}
        }
        Vec::new()
    }

    /// Draws it.
    pub fn draw(&self, frame: &mut Frame<'_>, area: Rect, theme: &Theme) {
        let Some(now) = &self.followed else {
            let text = [
                "Waiting for a session.",
                "",
                "Start one on this computer:",
                "roundtable run CASE",
            ];
            let lines: Vec<_> = text
                .iter()
                .map(|line| Line::styled(*line, theme.style(Role::Text)))
                .collect();
            return frame.render_widget(Paragraph::new(lines), area);
        };
        let view = &now.view;
        let mut below = large(&headline(view), frame, area, theme);
        below = large(&clock_words(view), frame, below, theme);
        let rows = rows(view, usize::from(below.width), theme);
        let height = usize::from(below.height);
        let from = self.at.min(rows.len().saturating_sub(height));
        let more = rows.len() > from + height;
        let shown: Vec<_> = rows.into_iter().skip(from).take(height).collect();
        frame.render_widget(Paragraph::new(shown), below);
        if more && below.width > 0 && below.height > 0 {
            let style = theme.style(Role::Dim);
            frame
                .buffer_mut()
                .set_stringn(below.right() - 1, below.bottom() - 1, "▾", 1, style);
        }
    }
}

/// The newest session that was not closed.
fn newest(home: &Home) -> Option<PathBuf> {
    let briefs = list(home).into_iter();
    let mut open = briefs.filter(|brief| !brief.finished);
    open.next().map(|brief| brief.path)
}

/// The folder whose changes tell that a session goes on.
#[must_use]
pub fn watched(home: &Home, wanted: Option<&Path>) -> PathBuf {
    wanted
        .and_then(Path::parent)
        .map_or_else(|| home.sessions(), Path::to_path_buf)
}

/// What the room looks at above all.
fn headline(view: &View) -> String {
    match (&view.question, view.place) {
        (Some(question), _) => plain(&question.prompt.text),
        (None, Place::Gather) => view.case.title.to_string(),
        (None, Place::Over) => "Thank you.".to_owned(),
        (None, Place::At { .. }) => {
            // The last stop of every agenda is the close.
            let last = view
                .agenda
                .last()
                .is_some_and(|line| line.when == When::Now);
            let words = if last { "What will we try?" } else { "Read" };
            words.to_owned()
        }
    }
}

/// The time that is left, and who is ready by count.
fn clock_words(view: &View) -> String {
    if !view.clock.running {
        return String::new();
    }
    let spent = view.clock.spent_ms / 1000;
    let clock = |seconds: u64| format!("{}:{:02}", seconds / 60, seconds % 60);
    let time = match view.clock.planned_s.map(u64::from) {
        Some(planned) if spent <= planned => clock(planned - spent),
        Some(planned) => format!("+{}", clock(spent - planned)),
        None => clock(spent),
    };
    match &view.step {
        Some(step) if step.step.takes_answers() => {
            format!("{time}  {}/{}", step.ready, step.here)
        }
        _ => time,
    }
}

/// Draws words in large letters where they fit into half of the screen, else in bold ones.
/// Returns what is left below.
fn large(words: &str, frame: &mut Frame<'_>, area: Rect, theme: &Theme) -> Rect {
    if words.is_empty() || area.height < 3 {
        return area;
    }
    let columns = usize::from(area.width);
    let lines = wrap(words, (columns / LETTER.0).max(1));
    let rows = u16::try_from(lines.len())
        .unwrap_or(u16::MAX)
        .saturating_mul(LETTER.1);
    // The letters are those of Latin-1.
    let drawable = words.chars().all(|letter| letter <= '\u{ff}');
    let fits = lines.iter().all(|line| width(line) * LETTER.0 <= columns);
    let used = if drawable && fits && rows <= area.height / 2 {
        let style = theme.style(Role::Title);
        let big = BigText::builder()
            .pixel_size(PixelSize::Quadrant)
            .style(style)
            .lines(
                lines
                    .iter()
                    .map(|line| Line::raw(line.clone()))
                    .collect::<Vec<_>>(),
            )
            .build();
        frame.render_widget(
            big,
            Rect {
                height: rows,
                ..area
            },
        );
        rows
    } else {
        let lines = wrap(words, columns.max(2));
        let most = usize::from(area.height / 2).max(1);
        let shown: Vec<_> = lines
            .into_iter()
            .take(most)
            .map(|line| Line::styled(line, theme.style(Role::Title)))
            .collect();
        let rows = u16::try_from(shown.len()).unwrap_or(u16::MAX);
        frame.render_widget(Paragraph::new(shown), area);
        rows
    };
    let used = (used + 1).min(area.height);
    Rect {
        y: area.y + used,
        height: area.height - used,
        ..area
    }
}

/// Everything else, in lines.
fn rows(view: &View, columns: usize, theme: &Theme) -> Vec<Line<'static>> {
    let mut rows = Vec::new();
    let mut put = |text: &str, role: Role| {
        for line in wrap(text, columns.max(2)) {
            rows.push(Line::styled(line, theme.style(role)));
        }
    };
    if let Some(step) = &view.step {
        put(&step.step.says, Role::Text);
        if step.step.takes_answers() {
            put(
                &format!("{} of {} are ready.", step.ready, step.here),
                Role::Dim,
            );
        }
    }
    match view.place {
        Place::Gather => {
            let here = view.people.iter().filter(|person| person.here);
            let names: Vec<_> = here.map(|person| person.name.as_str()).collect();
            put(
                &plural(names.len(), "person is here", "people are here"),
                Role::Text,
            );
            put(&names.join(" · "), Role::Others);
        }
        Place::At { .. } | Place::Over => {}
    }
    groups(view, &mut put);
    let dissents = view.dissents.len();
    if dissents > 0 {
        put(
            &plural(dissents, "dissent is on record", "dissents are on record"),
            Role::Warn,
        );
    }
    if let Some(question) = &view.question {
        rows.extend(of_question(question, columns, theme));
    }
    let mut put = |text: &str, role: Role| {
        for line in wrap(text, columns.max(2)) {
            rows.push(Line::styled(line, theme.style(role)));
        }
    };
    if view.question.is_none() {
        for each in &view.commitments {
            put(
                &format!("{}: {}", card::called(&each.by), each.commitment.what),
                Role::Text,
            );
        }
        let words: Vec<_> = view.words.iter().map(|(_, word)| word.as_str()).collect();
        if !words.is_empty() {
            put(&words.join(" · "), Role::Others);
        }
    }
    rows
}

/// Who works with whom, so that people find each other.
fn groups(view: &View, put: &mut impl FnMut(&str, Role)) {
    let name = |id| view.person(id).map_or("", |person| person.name.as_str());
    for (at, group) in view.groups.iter().enumerate() {
        let names: Vec<_> = group.iter().map(|id| name(*id)).collect();
        put(&format!("{}. {}", at + 1, names.join(" + ")), Role::Others);
    }
}

fn of_question(question: &QuestionView, columns: usize, theme: &Theme) -> Vec<Line<'static>> {
    let mut rows = vec![Line::default()];
    rows.extend(rounds::with_tally(question, columns, theme));
    for answer in card::newest(question) {
        let name = cut(&card::heading(answer), columns).into_owned();
        rows.push(Line::from(Span::styled(name, theme.style(Role::Others))));
        rows.extend(card::body(&question.prompt.kind, answer, columns, theme));
        rows.push(Line::default());
    }
    for (at, model) in question.models.iter().enumerate() {
        let title = model
            .title
            .as_deref()
            .unwrap_or("One possible answer, the author's");
        rows.push(Line::styled(title.to_owned(), theme.style(Role::Title)));
        for claim in &model.claims {
            let claim = plain(claim);
            rows.extend(
                wrap(&format!("• {claim}"), columns.max(2))
                    .into_iter()
                    .map(|line| Line::styled(line, theme.style(Role::Text))),
            );
        }
        if at + 1 < question.models.len() {
            rows.push(Line::default());
        }
    }
    rows
}
