//! The room's screen, for a projector: it follows a session by its journal and shows what the
//! room may see, large. It writes nothing and holds no lock, so it cannot slow a session down.
//!
//! It belongs to one session, from the first name to *Thank you*: another one's names and
//! answers are for other eyes.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
    widgets::Paragraph,
};

use super::{
    answer::option_rows,
    share::{card, rounds},
};
use crate::{
    case::plain,
    home::Home,
    protocol::Write,
    session::{PartView, Place, QuestionView, Session, View, Viewer, When},
    stamp::Stamp,
    text::{cut, plural, wrap},
    tui::{
        effect::Effect,
        form::{hang, hang_prose},
        keys::Action,
        theme::{Role, Theme},
        widget::{Large, Scale},
    },
};

mod looked;
mod spot;

pub use looked::Looked;

/// The widest column of a reading.
const WIDEST: usize = 84;

/// The room's screen.
pub struct Room {
    looked: Looked,
    followed: Option<Followed>,
    /// The first answer, claim or line on screen.
    at: usize,
    place: Option<Place>,
}

struct Followed {
    session: Arc<Session>,
    view: View,
    /// No program has it open: it stands still until somebody goes on with it.
    left: bool,
}

impl Room {
    /// A screen that follows a session, or the newest that runs. Nothing was looked at yet.
    pub fn new(home: Home, wanted: Option<PathBuf>) -> Self {
        Self {
            looked: Looked::new(home, wanted),
            followed: None,
            at: 0,
            place: None,
        }
    }

    /// What is known, to be looked at again.
    pub fn looked(&self) -> Looked {
        self.looked.clone()
    }

    pub fn take(&mut self, mut looked: Looked, now: Stamp) {
        let left = looked.is_left();
        if let Some(session) = looked.session() {
            let view = session.view(Viewer::Room, now);
            self.followed = Some(Followed {
                session,
                view,
                left,
            });
        }
        self.looked = looked;
        self.show(now);
    }

    /// Time has passed.
    pub fn tick(&mut self, now: Stamp) {
        self.show(now);
    }

    fn show(&mut self, now: Stamp) {
        if let Some(followed) = &mut self.followed {
            followed.view = followed.session.view(Viewer::Room, now);
            followed.view.clock.running &= !followed.left;
            if let Some(spot) = self.looked.spot() {
                spot::alone(&mut followed.view, spot);
            }
            if self.place != Some(followed.view.place) {
                self.place = Some(followed.view.place);
                self.at = 0;
            }
        }
    }

    /// Whether seconds count: until the session is over its clock runs, or its program may go
    /// or come, which changes no file.
    pub fn is_running(&self) -> bool {
        let over = |now: &Followed| now.view.place == Place::Over;
        !self.followed.as_ref().is_some_and(over)
    }

    /// The title of the case, for the head of the screen.
    pub fn title(&self) -> &str {
        self.followed
            .as_ref()
            .map_or("Roundtable", |now| now.view.case.title.as_str())
    }

    pub fn act(&mut self, action: Action, area: Rect, theme: &Theme) -> Vec<Effect> {
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
        if let Some(now) = &self.followed {
            self.at = self.at.min(Laid::out(&now.view, area, theme).last_top());
        }
        Vec::new()
    }

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
        let area = match now.left && now.view.place != Place::Over {
            true => stands_still(frame, area, theme),
            false => area,
        };
        Laid::out(&now.view, area, theme).draw(self.at, frame, theme);
    }
}

/// Says that nothing will change here by itself. What is left of the area.
fn stands_still(frame: &mut Frame<'_>, area: Rect, theme: &Theme) -> Rect {
    let words = "The session stands still, and all is kept. It goes on from the library of whoever leads it.";
    let lines = wrap(words, usize::from(area.width).max(2)).into_iter();
    let lines: Vec<_> = lines
        .map(|line| Line::styled(line, theme.style(Role::Warn)))
        .collect();
    let used = u16::try_from(lines.len() + 1).unwrap_or(u16::MAX);
    let used = used.min(area.height);
    frame.render_widget(Paragraph::new(lines), area);
    Rect {
        y: area.y + used,
        height: area.height - used,
        ..area
    }
}

/// How large the question and the time are, and how large the rest: the first that fits.
const SCALES: &[(Scale, Scale)] = &[
    (Scale::Huge, Scale::Large),
    (Scale::Large, Scale::Large),
    (Scale::Huge, Scale::Plain),
    (Scale::Large, Scale::Plain),
];

struct Laid {
    heads: Vec<(Rect, Large)>,
    rest: Large,
    below: Rect,
}

impl Laid {
    /// As large as it fits. What people said goes before large letters.
    fn out(view: &View, area: Rect, theme: &Theme) -> Self {
        let rest = |scale: Scale| {
            let columns = usize::from(area.width) / scale.cells();
            Large::body(rows(view, columns, theme), scale)
        };
        let plain = Self::under(Scale::Plain, rest(Scale::Plain), view, area, theme);
        if plain.last_top() > 0 {
            return plain;
        }
        let scales = SCALES.iter();
        let larger =
            scales.map(|(head, scale)| Self::under(*head, rest(*scale), view, area, theme));
        let mut fitting = larger.filter(|laid| laid.rest.is_drawable() && laid.last_top() == 0);
        fitting.next().unwrap_or(plain)
    }

    /// The question and the time in that scale, and the rest below them.
    fn under(head: Scale, rest: Large, view: &View, area: Rect, theme: &Theme) -> Self {
        let mut below = area;
        let mut heads = Vec::new();
        for words in [headline(view), clock_words(view)] {
            if !words.is_empty() {
                let block = Large::head(&words, theme.style(Role::Title), area, head);
                let used = u16::try_from(block.height() + 1).unwrap_or(u16::MAX);
                let used = used.min(below.height);
                heads.push((below, block));
                below.y += used;
                below.height -= used;
            }
        }
        Self { heads, rest, below }
    }

    /// The first row where the last one is at the foot.
    fn last_top(&self) -> usize {
        let height = usize::from(self.below.height);
        self.rest.height().saturating_sub(height)
    }

    fn draw(self, at: usize, frame: &mut Frame<'_>, theme: &Theme) {
        let last = self.last_top();
        let below = self.below;
        for (area, head) in self.heads {
            head.draw(frame, area, 0);
        }
        self.rest.draw(frame, below, at.min(last));
        if at < last && below.width > 0 && below.height > 0 {
            let style = theme.style(Role::Quiet);
            frame
                .buffer_mut()
                .set_stringn(below.right() - 1, below.bottom() - 1, "▾", 1, style);
        }
    }
}

/// The folder whose changes tell that a session goes on.
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
    if view.clock.coffee {
        return "Coffee".to_owned();
    }
    if !view.clock.running {
        return String::new();
    }
    let spent = view.clock.spent_ms / 1000;
    let clock = |seconds: u64| format!("{}:{:02}", seconds / 60, seconds % 60);
    // A step takes what it takes where no time is planned for it: nothing is counted there.
    let time = match view.clock.planned_s.map(u64::from) {
        None | Some(0) => String::new(),
        Some(planned) if spent <= planned => clock(planned - spent),
        Some(planned) => format!("+{}", clock(spent - planned)),
    };
    let ready = match &view.step {
        Some(step) if step.asked > 0 => format!("{}/{}", step.ready, step.asked),
        _ => String::new(),
    };
    let words = [time, ready].into_iter().filter(|words| !words.is_empty());
    words.collect::<Vec<_>>().join("  ")
}

/// Everything else, in lines.
fn rows(view: &View, columns: usize, theme: &Theme) -> Vec<Line<'static>> {
    let mut rows = Vec::new();
    let mut put = |text: &str, role: Role| {
        for line in wrap(text, columns.max(2)) {
            rows.push(Line::styled(line, theme.style(role)));
        }
    };
    of_step(view, &mut put);
    match view.place {
        Place::Gather => {
            let here = view.here();
            let names: Vec<_> = here.map(|person| person.name.as_str()).collect();
            put(
                &plural(names.len(), "person is here", "people are here"),
                Role::Text,
            );
            put(&names.join(" · "), Role::Person);
        }
        Place::At { .. } | Place::Over => {}
    }
    groups(view, &mut put);
    let dissents = view.dissents.len();
    if dissents > 0 {
        put(
            &plural(dissents, "dissent is on record", "dissents are on record"),
            Role::Text,
        );
    }
    if let Some(question) = &view.question {
        rows.extend(of_question(view, question, columns, theme));
    } else {
        rows.extend(reading(view, columns, theme));
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
        let words: Vec<_> = view.words.iter().map(|one| one.word.as_str()).collect();
        if !words.is_empty() {
            put(&words.join(" · "), Role::Person);
        }
        if !view.goals.is_empty() {
            put("What this case was for", Role::Title);
        }
        for block in &view.goals {
            rows.extend(hang_prose("", &block.text, columns, Role::Text, theme));
        }
    }
    rows
}

/// What is to be done now, who is ready by count, and who wants to speak.
fn of_step(view: &View, put: &mut impl FnMut(&str, Role)) {
    if let Some(step) = &view.step {
        put(&step.step.says, Role::Text);
        if step.asked > 0 {
            let are = if step.ready == 1 { "is" } else { "are" };
            put(
                &format!("{} of {} {are} ready.", step.ready, step.asked),
                Role::Quiet,
            );
        }
        if !view.queue.is_empty() {
            let names: Vec<_> = view.queue.iter().map(|line| line.name.as_str()).collect();
            put(
                &format!("Want to speak: {}", names.join(", ")),
                Role::Person,
            );
        }
    }
}

/// Who works with whom, so that people find each other.
fn groups(view: &View, put: &mut impl FnMut(&str, Role)) {
    let name = |id| view.name(id);
    for (at, group) in view.groups.iter().enumerate() {
        let names: Vec<_> = group.iter().map(|id| name(*id)).collect();
        put(&format!("{}. {}", at + 1, names.join(" + ")), Role::Person);
    }
}

/// What is read now, in a column that eyes can follow.
fn reading(view: &View, columns: usize, theme: &Theme) -> Vec<Line<'static>> {
    let columns = columns.min(WIDEST);
    let mut rows = Vec::new();
    for block in view
        .parts
        .iter()
        .filter(|part| part.now)
        .flat_map(PartView::blocks)
    {
        let lead = block
            .number
            .map_or_else(String::new, |number| format!("¶{number} "));
        rows.extend(hang_prose(&lead, &block.text, columns, Role::Text, theme));
        rows.push(Line::default());
    }
    rows
}

fn of_question(
    view: &View,
    question: &QuestionView,
    columns: usize,
    theme: &Theme,
) -> Vec<Line<'static>> {
    let mut rows = vec![Line::default()];
    let step = view.step.as_ref();
    let votes = step.is_some_and(|step| step.step.takes_votes());
    if question.answers.is_empty() || votes {
        for block in &question.prompt.body {
            rows.extend(hang_prose("", &block.text, columns, Role::Text, theme));
        }
        let options = option_rows(question, columns, theme);
        rows.extend(options);
    }
    let tally = rounds::with_tally(question, columns, theme);
    if !tally.is_empty() {
        rows.extend(tally);
        rows.push(Line::default());
    }
    // Once it is there, the model answer is what the room talks about.
    for model in &question.models {
        let title = model.title.as_deref().unwrap_or("The author's answer");
        rows.push(Line::styled(title.to_owned(), theme.style(Role::Title)));
        for claim in &model.claims {
            let claim = plain(claim);
            rows.extend(
                wrap(&format!("• {claim}"), columns.max(2))
                    .into_iter()
                    .map(|line| Line::styled(line, theme.style(Role::Text))),
            );
        }
        rows.push(Line::default());
    }
    // What is ranked or rated stands there as a list: whoever is on paper goes by its numbers.
    let list = list(view, question, columns, theme);
    let lists = !list.is_empty();
    rows.extend(list);
    for answer in card::newest(question).into_iter().filter(|_| !lists) {
        let name = cut(&card::heading(answer), columns).into_owned();
        rows.push(Line::from(Span::styled(name, theme.style(Role::Person))));
        rows.extend(card::body(&question.prompt.kind, answer, columns, theme));
        rows.push(Line::default());
    }
    for note in &question.notes {
        let said = format!(
            "{} · {}: {}",
            note.kind.words(),
            card::called(&note.by),
            note.text
        );
        let lines = wrap(&said, columns.max(2)).into_iter();
        rows.extend(lines.map(|line| Line::styled(line, theme.style(Role::Text))));
    }
    rows
}

/// What is ranked or rated, numbered: whoever is on paper goes by that.
fn list(view: &View, question: &QuestionView, columns: usize, theme: &Theme) -> Vec<Line<'static>> {
    let step = view.step.as_ref().map(|step| &step.step);
    let lists = step.is_some_and(|step| step.takes_votes() && step.write != Write::Consent);
    let items = (1..).zip(question.items.iter().filter(|_| lists));
    let rows = items.flat_map(|(number, item)| {
        let lines = hang(&format!("{number}. "), &item.words, columns).into_iter();
        lines.map(|line| Line::styled(line, theme.style(Role::Text)))
    });
    rows.collect()
}
