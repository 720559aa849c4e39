//! Talk about the answers: they stay in reach, and beside them what is said, by whom, and
//! who was not heard yet.

use std::ops::Range;

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
    widgets::Paragraph,
};

use super::share::{Parts, Share, card};
use crate::{
    id::Seq,
    session::{DissentState, DissentView, NoteView, QuestionView, Target, View},
    text::plural,
    tui::{
        form::hang_prose,
        keys::{Action, Scope, name},
        theme::{Role, Theme},
        widget::{Chip, chips, chosen, cut_words, ends, last_top, reveal, say, window},
    },
};

/// From this width on, answers and notes stand side by side.
const WIDE: u16 = 76;
/// More people who were not heard are counted, not named.
const MOST_NAMES: usize = 24;

/// Which side is on a narrow screen, which note is chosen, and how far below it one looks.
#[derive(Clone, Debug, Default)]
pub struct Discuss {
    notes_first: bool,
    /// None: the newest.
    at: Option<Seq>,
    below: usize,
}

/// A sign for each kind of note, so that a list is read at a glance.
pub fn sign(kind: crate::session::NoteKind) -> &'static str {
    use crate::session::NoteKind;
    match kind {
        NoteKind::NewIdea => "+",
        NoteKind::BuildsOn => "→",
        NoteKind::Challenges => "≠",
        NoteKind::Asks => "?",
    }
}

impl Discuss {
    /// Answers or notes: which of them the keys move through.
    pub fn turn(&mut self) {
        self.notes_first = !self.notes_first;
        (self.at, self.below) = (None, 0);
    }

    /// Whether arrows go through the notes.
    pub fn reads_notes(&self) -> bool {
        self.notes_first
    }

    /// From note to note, the newest first, and on through what stands below them.
    pub fn go(&mut self, down: bool, by: usize, view: &View) {
        let notes = notes(view);
        let at = self.place(&notes);
        let last = notes.len().saturating_sub(1);
        let on = match (down, self.below) {
            (true, _) if at == last || by > 1 => {
                self.below = self.below.saturating_add(by);
                return;
            }
            (true, _) => at + 1,
            (false, 0) => at.saturating_sub(by),
            (false, below) => {
                self.below = below.saturating_sub(by);
                return;
            }
        };
        self.at = notes.get(on).map(|note| note.entry);
    }

    fn place(&self, notes: &[&NoteView]) -> usize {
        let chosen = |note: &&NoteView| Some(note.entry) == self.at;
        notes.iter().position(chosen).unwrap_or(0)
    }

    /// The note that is chosen, where the keys go through the notes.
    pub fn note(&self, view: &View) -> Option<Seq> {
        let notes = notes(view);
        let note = notes.get(self.place(&notes))?;
        self.notes_first.then_some(note.entry)
    }

    /// The first row of the notes that is on screen.
    fn top(&self, rows: &Rows, height: usize) -> usize {
        let all = rows.lines.len();
        // The heading stays in sight as long as the newest is chosen.
        let top = match rows.first_is_chosen {
            true => 0,
            false => reveal(0, &rows.focus, all, height),
        };
        (top + self.below).min(last_top(all, height))
    }

    /// Keeps answers and notes within their rectangles; called after each key.
    pub fn fit(&mut self, area: Rect, share: &mut Share, view: &View, theme: &Theme) {
        let width = match share.is_whole() {
            true => area.width,
            false => self.answers_width(area),
        };
        share.fit(area, width, view, theme);
        let (_, below) = self.head(&Parts {
            area,
            share,
            view,
            theme,
        });
        let (_, notes) = self.split(below);
        let rows = self.rows(view, usize::from(notes.width), theme);
        let height = usize::from(notes.height);
        let looked = Self {
            below: 0,
            ..self.clone()
        };
        let most = last_top(rows.lines.len(), height) - looked.top(&rows, height);
        self.below = self.below.min(most);
    }

    /// What stands over both sides, and the rectangle under it; the notes alone have it all.
    fn head(&self, parts: &Parts<'_>) -> (Vec<Line<'static>>, Rect) {
        let area = parts.area;
        match self.notes_first && area.width < WIDE {
            true => (Vec::new(), area),
            false => {
                let width = self.answers_width(area);
                parts.share.head(area, width, parts.view, parts.theme)
            }
        }
    }

    /// How wide the answers stand.
    pub fn answers_width(&self, area: Rect) -> u16 {
        match area.width {
            WIDE.. => self.split(area).0.width,
            narrow => narrow,
        }
    }

    /// Draws the question and what was voted over both sides, or over the one that is looked at.
    pub fn draw(&self, frame: &mut Frame<'_>, parts: &Parts<'_>) {
        let (area, view, theme) = (parts.area, parts.view, parts.theme);
        if parts.share.is_whole() {
            return parts.share.draw(frame, area, view, theme);
        }
        let (head, below) = self.head(parts);
        frame.render_widget(Paragraph::new(head), area);
        let (answers, notes) = self.split(below);
        if let Some(question) = view.question.as_ref().filter(|_| answers.height > 0) {
            parts.share.draw_cards(frame, answers, question, theme);
        }
        if notes.height > 0 {
            let rows = self.rows(view, usize::from(notes.width), theme);
            let top = self.top(&rows, usize::from(notes.height));
            window(frame, notes, rows.lines, top, theme);
        } else if below.height > 4 {
            let words = cut_words(&behind(view), usize::from(area.width));
            let last = Rect {
                y: below.bottom() - 1,
                height: 1,
                ..below
            };
            let words = Line::from(Span::styled(words, theme.style(Role::Quiet)));
            frame.render_widget(words, last);
        }
    }

    /// What is under the question, side by side where it is wide; else the one side.
    fn split(&self, area: Rect) -> (Rect, Rect) {
        let none = Rect { height: 0, ..area };
        if area.width >= WIDE {
            let notes = match area.width {
                130.. => 46,
                90.. => 38,
                _ => 34,
            };
            let answers = Rect {
                width: area.width - notes - 2,
                ..area
            };
            let notes = Rect {
                x: area.right() - notes,
                width: notes,
                ..area
            };
            return (answers, notes);
        }
        if self.notes_first {
            (none, area)
        } else {
            (without_last(area), none)
        }
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

/// What is on the side of the notes.
fn behind(view: &View) -> String {
    let notes = view
        .question
        .as_ref()
        .map_or(0, |question| question.notes.len());
    let mut words = vec![plural(notes, "note", "notes")];
    if !view.dissents.is_empty() {
        words.push(plural(view.dissents.len(), "dissent", "dissents"));
    }
    let silent = silent(view);
    if !silent.is_empty() {
        words.push(format!("not heard yet: {}", silent.join(", ")));
    }
    let tab = name(Scope::Discuss, Action::Next);
    format!("{tab}: {}", words.join(" · "))
}

/// All notes, the newest first, so that it is in sight.
fn notes(view: &View) -> Vec<&NoteView> {
    let asked = view.question.iter();
    asked.flat_map(|asked| asked.notes.iter().rev()).collect()
}

/// What stands on the side of the notes, and the rows of the note that is chosen.
#[derive(Default)]
struct Rows {
    lines: Vec<Line<'static>>,
    focus: Range<usize>,
    first_is_chosen: bool,
}

impl Discuss {
    /// Dissent, notes, follow-ups, who was not heard yet.
    fn rows(&self, view: &View, cols: usize, theme: &Theme) -> Rows {
        let Some(question) = &view.question else {
            return Rows::default();
        };
        // Who disagrees is not to be come upon behind a long list of notes.
        let mut lines = Vec::new();
        for dissent in dissents(view, question) {
            lines.extend(dissent_rows(dissent, cols, theme));
            lines.push(Line::default());
        }
        lines.extend(title(question, self.notes_first, cols, theme));
        let notes = notes(view);
        let at = self.place(&notes);
        let mut focus = 0..0;
        for (place, note) in notes.into_iter().enumerate() {
            lines.push(Line::default());
            let rows = note_rows(question, note, cols, theme);
            let here = place == at && self.notes_first;
            if here {
                focus = lines.len()..lines.len() + rows.len();
            }
            lines.extend(chosen(here, rows, cols, theme));
        }
        lines.extend(below(view, question, cols, theme));
        Rows {
            lines,
            focus,
            first_is_chosen: at == 0,
        }
    }
}

/// The heading of the notes, and how one is taken where there are none.
fn title(question: &QuestionView, chosen: bool, cols: usize, theme: &Theme) -> Vec<Line<'static>> {
    let count = question.notes.len();
    let count = if count > 0 {
        count.to_string()
    } else {
        String::new()
    };
    // The side that the keys move through has the sign of what is chosen.
    let title = if chosen { "▸ Notes" } else { "Notes" };
    let mut rows = vec![ends(
        (title, Role::Title),
        (&count, Role::Quiet),
        cols,
        theme,
    )];
    if question.notes.is_empty() {
        let key = name(
            Scope::Discuss,
            Action::Note(crate::session::NoteKind::NewIdea),
        );
        let words = format!("{key} notes what is said.");
        rows.extend(say("", &words, cols, Role::Quiet, theme));
    }
    rows
}

/// What stands below the notes.
fn below(view: &View, question: &QuestionView, cols: usize, theme: &Theme) -> Vec<Line<'static>> {
    let mut rows = Vec::new();
    if !question.follow_ups.is_empty() {
        rows.push(Line::default());
        rows.extend(say("", "Ask aloud", cols, Role::Title, theme));
    }
    for follow_up in &question.follow_ups {
        rows.extend(hang_prose("", follow_up, cols, Role::Text, theme));
    }
    let silent = silent(view);
    if !silent.is_empty() {
        rows.push(Line::default());
        rows.extend(say("", "Not heard yet", cols, Role::Quiet, theme));
        let all: Vec<Chip> = silent
            .iter()
            .map(|name| (format!("○ {name}"), Role::Text))
            .collect();
        rows.extend(chips(&all, cols, theme).0);
    }
    let fair = fair(view, question, cols, theme);
    rows.extend((!fair.is_empty()).then(Line::default));
    rows.extend(fair);
    rows
}

fn note_rows(
    question: &QuestionView,
    note: &NoteView,
    cols: usize,
    theme: &Theme,
) -> Vec<Line<'static>> {
    let about = note
        .about
        .map_or_else(String::new, |entry| speaks_to(question, entry));
    let tag = note
        .tag
        .map_or_else(String::new, |tag| format!(" [{}]", tag.word()));
    let kind = format!("{} {}", sign(note.kind), note.kind.words());
    let by = note.by.words();
    let by = by.map_or_else(String::new, |by| format!(" · {by}"));
    let mut rows = say(
        "",
        &format!("{kind}{by}{about}{tag}"),
        cols,
        Role::Quiet,
        theme,
    );
    if let Some(span) = rows.first_mut().and_then(|row| row.spans.pop()) {
        // The name stands out, the kind of note stands back.
        let text = span.content.into_owned();
        let (kind, name) = text.split_at_checked(kind.len()).unwrap_or((&text, ""));
        let spans = [(kind, Role::Quiet), (name, Role::Person)];
        let spans = spans.map(|(words, role)| Span::styled(words.to_owned(), theme.style(role)));
        if let Some(row) = rows.first_mut() {
            row.spans.extend(spans);
        }
    }
    rows.extend(say("  ", &note.text, cols, Role::Text, theme));
    rows
}

/// What else can be done here, each behind its key: who is next, what nobody has read yet, who
/// thinks otherwise by now; and what the notes are about.
fn fair(view: &View, question: &QuestionView, cols: usize, theme: &Theme) -> Vec<Line<'static>> {
    let mut rows = Vec::new();
    let mut put = |action, words: &str| {
        let lead = format!("{}  ", name(Scope::Discuss, action));
        rows.extend(say(&lead, words, cols, Role::Quiet, theme));
    };
    let next = view.next_speaker.and_then(|next| view.person(next));
    if let Some(person) = next.filter(|_| !view.alone) {
        let words = format!("who was heard; next is {}", person.name);
        put(Action::Voices, &words);
    }
    if !question.unheard.is_empty() && !view.alone {
        let count = question.unheard.len();
        let words = format!("mark one read aloud; {count} not yet");
        put(Action::Heard, &words);
    }
    if view.can.answer_after && !view.alone {
        put(Action::Change, "change an answer, or add a late one");
    }
    if question.notes.iter().any(|note| note.tag.is_some()) {
        let words = super::themes::tags(question);
        rows.extend(say("", &words, cols, Role::Quiet, theme));
    }
    rows
}

/// Who is here and stands beside no note, once somebody does.
fn silent(view: &View) -> Vec<&str> {
    let here = || view.here();
    let silent: Vec<_> = here()
        .filter(|person| person.heard == 0)
        .map(|person| person.name.as_str())
        .collect();
    let nobody = silent.len() == here().count();
    if view.alone || nobody || silent.len() > MOST_NAMES {
        return Vec::new();
    }
    silent
}

fn speaks_to(question: &QuestionView, entry: crate::id::Seq) -> String {
    question.answer(entry).map_or_else(String::new, |answer| {
        format!(", to {}'s answer", card::called(&answer.by))
    })
}

/// Dissent against this question's answers or tally, and against the whole.
fn dissents<'a>(
    view: &'a View,
    question: &'a QuestionView,
) -> impl Iterator<Item = &'a DissentView> {
    let here = |target: &Target| *target == Target::Summary || question.holds(target);
    view.dissents
        .iter()
        .filter(move |dissent| here(&dissent.against))
}

/// One dissent with its state and what was said to it.
pub(super) fn dissent_rows(
    dissent: &DissentView,
    cols: usize,
    theme: &Theme,
) -> Vec<Line<'static>> {
    let role = match dissent.state {
        DissentState::Open => Role::Text,
        DissentState::Answered
        | DissentState::CarriedOn
        | DissentState::Reworded
        | DissentState::TakenBack => Role::Quiet,
    };
    let against = &dissent.against_words;
    let who = match dissent.by.words() {
        Some(by) => format!("{by} disagrees with {against}"),
        None => format!("Disagreement with {against}, without a name"),
    };
    let state = dissent.state.words();
    let words = format!("{who}: {} (dissent, {state})", dissent.text);
    let mut rows = say("! ", &words, cols, role, theme);
    for (state, text) in &dissent.answers {
        let lead = format!("    {}: ", state.words());
        rows.extend(say(&lead, text, cols, Role::Quiet, theme));
    }
    rows
}
