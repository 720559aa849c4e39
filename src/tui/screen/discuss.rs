//! Talk about the answers: they stay in reach, and beside them what is said, by whom, and
//! who has not been heard yet.

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
    widgets::Paragraph,
};

use super::share::{Share, card};
use crate::{
    session::{DissentState, NoteKind, QuestionView, View},
    text::{cut, plural},
    tui::{
        form::{hang, hang_prose},
        keys::{Action, Scope, name},
        theme::{Role, Theme},
    },
};

/// From this width on, answers and notes stand side by side.
const WIDE: u16 = 96;

/// Which side is on a narrow screen, and how far the notes are scrolled.
#[derive(Clone, Debug, Default)]
pub struct Discuss {
    notes_first: bool,
    scroll: usize,
}

/// A sign for each kind of note, so that a list is read at a glance.
#[must_use]
pub fn sign(kind: NoteKind) -> &'static str {
    match kind {
        NoteKind::NewIdea => "+",
        NoteKind::BuildsOn => "→",
        NoteKind::Challenges => "≠",
        NoteKind::Asks => "?",
    }
}

impl Discuss {
    /// Answers or notes: the other side of a narrow screen.
    pub fn turn(&mut self) {
        self.notes_first = !self.notes_first;
        self.scroll = 0;
    }

    /// Whether arrows go through the notes.
    #[must_use]
    pub fn reads_notes(&self) -> bool {
        self.notes_first
    }

    /// Scrolls the notes.
    pub fn scroll(&mut self, down: bool, by: usize) {
        self.scroll = if down {
            self.scroll + by
        } else {
            self.scroll.saturating_sub(by)
        };
    }

    /// Keeps the notes within the rectangle; called after each key.
    pub fn fit(&mut self, area: Rect, view: &View, theme: &Theme) {
        let (_, notes) = self.split(area);
        let rows = rows(view, usize::from(notes.width), theme).len();
        self.scroll = self
            .scroll
            .min(rows.saturating_sub(usize::from(notes.height)));
    }

    /// The rectangle of the answers.
    #[must_use]
    pub fn answers_area(&self, area: Rect) -> Rect {
        self.split(area).0
    }

    /// Draws both sides, or the one that is looked at.
    pub fn draw(
        &self,
        frame: &mut Frame<'_>,
        area: Rect,
        share: &Share,
        view: &View,
        theme: &Theme,
    ) {
        let (answers, notes) = self.split(area);
        if answers.width > 0 && answers.height > 0 {
            share.draw(frame, answers, true, view, theme);
        }
        if notes.width == 0 || notes.height == 0 {
            draw_behind(frame, area, &behind(view), theme);
            return;
        }
        draw_rule(frame, area, notes, theme);
        let all = rows(view, usize::from(notes.width), theme);
        let height = usize::from(notes.height);
        let scroll = self.scroll.min(all.len().saturating_sub(height));
        let below = all.len() > scroll + height;
        let shown: Vec<Line<'_>> = all.into_iter().skip(scroll).take(height).collect();
        frame.render_widget(Paragraph::new(shown), notes);
        if below {
            let last = notes.bottom() - 1;
            let style = theme.style(Role::Dim);
            frame
                .buffer_mut()
                .set_stringn(notes.right() - 1, last, "▾", 1, style);
        }
    }

    /// Side by side where it is wide; else the one side, with a strip of the other where
    /// there is room under it.
    fn split(&self, area: Rect) -> (Rect, Rect) {
        if area.width >= WIDE {
            let left = area.width * 3 / 5;
            let answers = Rect {
                width: left.saturating_sub(2),
                ..area
            };
            let notes = Rect {
                x: area.x + left,
                width: area.width - left,
                ..area
            };
            return (answers, notes);
        }
        let none = Rect { height: 0, ..area };
        if self.notes_first {
            (none, area)
        } else if area.height >= 18 {
            let strip = area.height / 3;
            let answers = Rect {
                height: area.height - strip - 1,
                ..area
            };
            let notes = Rect {
                y: area.bottom() - strip,
                height: strip,
                ..area
            };
            (answers, notes)
        } else {
            (without_last(area), none)
        }
    }
}

/// A rule over what stands under something else.
pub(super) fn draw_rule(frame: &mut Frame<'_>, area: Rect, below: Rect, theme: &Theme) {
    if below.width == area.width && below.y > area.y {
        let row = Rect {
            y: below.y - 1,
            height: 1,
            ..below
        };
        let rule = "─".repeat(usize::from(row.width));
        let rule = Line::from(Span::styled(rule, theme.style(Role::Border)));
        frame.render_widget(Paragraph::new(rule), row);
    }
}

/// All but the last row, which says what is on the other side.
pub(super) fn without_last(area: Rect) -> Rect {
    let taken = u16::from(area.height > 4);
    Rect {
        height: area.height - taken,
        ..area
    }
}

/// Says on the last row what is on the other side.
pub(super) fn draw_behind(frame: &mut Frame<'_>, area: Rect, words: &str, theme: &Theme) {
    if area.height > 4 {
        let row = Rect {
            y: area.bottom() - 1,
            height: 1,
            ..area
        };
        let words = cut(words, usize::from(area.width)).into_owned();
        let line = Line::from(Span::styled(words, theme.style(Role::Dim)));
        frame.render_widget(Paragraph::new(line), row);
    }
}

/// What is on the side of the notes.
fn behind(view: &View) -> String {
    let notes = view
        .question
        .as_ref()
        .map_or(0, |question| question.notes.len());
    let dissents = match view.dissents.len() {
        0 => String::new(),
        count => format!(", {}", plural(count, "dissent", "dissents")),
    };
    let notes = plural(notes, "note", "notes");
    let tab = name(Scope::Discuss, Action::Next);
    format!("{tab}: {notes}{dissents} · {}", silent(view))
}

/// Follow-ups, who is silent, notes, dissent.
fn rows(view: &View, cols: usize, theme: &Theme) -> Vec<Line<'static>> {
    let Some(question) = &view.question else {
        return Vec::new();
    };
    let mut rows = Vec::new();
    if let Some(step) = &view.step {
        rows.extend(styled(hang("", &step.step.says, cols), Role::Text, theme));
    }
    if !question.follow_ups.is_empty() {
        rows.extend(styled(vec!["Ask aloud".to_owned()], Role::Title, theme));
    }
    for follow_up in &question.follow_ups {
        rows.extend(hang_prose("  ", follow_up, cols, Role::Text, theme));
    }
    rows.extend(styled(hang("", &silent(view), cols), Role::Warn, theme));
    rows.extend(styled(
        hang("", &fair(view, question), cols),
        Role::Dim,
        theme,
    ));
    let mut notes: Vec<_> = question.notes.iter().collect();
    notes.reverse();
    for note in notes {
        let who = card::called(&note.by);
        let about = note
            .about
            .map_or_else(String::new, |entry| speaks_to(question, entry));
        let lead = format!("{} ", sign(note.kind));
        let tag = note
            .tag
            .map_or_else(String::new, |tag| format!(" [{}]", tag.word()));
        let words = format!("{} · {who}{about}: {}{tag}", note.kind.words(), note.text);
        rows.extend(styled(hang(&lead, &words, cols), Role::Text, theme));
    }
    rows.extend(dissents(view, question, cols, theme));
    rows
}

/// Who is next, what nobody has read yet, and what the notes are about; none said twice.
fn fair(view: &View, question: &QuestionView) -> String {
    let mut words = Vec::new();
    let next = view.next_speaker.and_then(|next| view.person(next));
    if let Some(person) = next.filter(|_| !view.alone) {
        let key = name(Scope::Discuss, Action::Voices);
        words.push(format!("next: {} ({key})", person.name));
    }
    if !question.unheard.is_empty() && !view.alone {
        let key = name(Scope::Discuss, Action::Heard);
        let count = plural(question.unheard.len(), "answer", "answers");
        words.push(format!("{count} not read yet ({key} marks one)"));
    }
    if question.notes.iter().any(|note| note.tag.is_some()) {
        words.push(super::themes::tags(question));
    }
    words.join(" · ")
}

fn silent(view: &View) -> String {
    let here = || view.people.iter().filter(|person| person.here);
    let silent: Vec<_> = here()
        .filter(|person| person.heard == 0)
        .map(|person| person.name.as_str())
        .collect();
    match silent.len() {
        _ if view.alone => String::new(),
        0 => "There is a note from everybody.".to_owned(),
        many if many == here().count() => "There is no note beside a name yet.".to_owned(),
        _ => format!("No note yet from: {}", silent.join(", ")),
    }
}

fn speaks_to(question: &QuestionView, entry: crate::id::Seq) -> String {
    let answers = question.answers.iter();
    let answer = answers.clone().find(|answer| answer.entry == entry);
    answer.map_or_else(String::new, |answer| {
        format!(", to {}'s answer", card::called(&answer.by))
    })
}

/// Dissent against this question's answers or tally, and against the whole.
fn dissents(
    view: &View,
    question: &QuestionView,
    cols: usize,
    theme: &Theme,
) -> Vec<Line<'static>> {
    use crate::session::Target;
    let here = |target: &Target| match target {
        Target::Answer(entry) => question.answers.iter().any(|answer| answer.entry == *entry),
        Target::Tally(id) => *id == question.prompt.id,
        Target::Theme(entry) => question.themes.iter().any(|theme| theme.entry == *entry),
        Target::Summary => true,
    };
    let mut rows = Vec::new();
    for dissent in view
        .dissents
        .iter()
        .filter(|dissent| here(&dissent.against))
    {
        rows.extend(dissent_rows(dissent, cols, theme));
    }
    rows
}

/// One dissent with its state and what was said to it.
pub(super) fn dissent_rows(
    dissent: &crate::session::DissentView,
    cols: usize,
    theme: &Theme,
) -> Vec<Line<'static>> {
    let role = match dissent.state {
        DissentState::Open => Role::Bad,
        DissentState::Answered | DissentState::CarriedOn => Role::Text,
    };
    let words = format!(
        "dissent, {} · {} against {}: {}",
        dissent.state.words(),
        card::called(&dissent.by),
        dissent.against_words,
        dissent.text
    );
    let mut rows = styled(hang("! ", &words, cols), role, theme);
    for (state, text) in &dissent.answers {
        let lead = format!("    {}: ", state.words());
        rows.extend(styled(hang(&lead, text, cols), Role::Dim, theme));
    }
    rows
}

pub(super) fn styled(rows: Vec<String>, role: Role, theme: &Theme) -> Vec<Line<'static>> {
    let style = theme.style(role);
    rows.into_iter()
        .filter(|row| !row.is_empty())
        .map(|row| Line::from(Span::styled(row, style)))
        .collect()
}
