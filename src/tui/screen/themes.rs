//! Bringing answers together: what is alike goes into a theme. Nothing is lost, and each
//! change can be undone.

use ratatui::text::{Line, Span};

use super::{discuss::sign, share::card};
use crate::{
    id::Seq,
    session::{QuestionView, View},
    text::{cut, plural},
    tui::{
        keys::{Action, Scope, name},
        theme::{Role, Theme},
        widget::{Listed, say, styled},
    },
};

/// One line of the page: a theme, or something that was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    Theme(Seq),
    /// An answer or a note.
    Said(Seq),
}

/// The lines of the page: each theme with what is in it, then what is in none.
pub fn entries(view: &View) -> Vec<Entry> {
    let Some(question) = &view.question else {
        return Vec::new();
    };
    let mut entries = Vec::new();
    let mut sorted = Vec::new();
    for theme in &question.themes {
        entries.push(Entry::Theme(theme.entry));
        entries.extend(theme.items.iter().map(|item| Entry::Said(*item)));
        sorted.extend(&theme.items);
    }
    let answers = card::newest(question)
        .into_iter()
        .map(|answer| answer.entry);
    let notes = question.notes.iter().map(|note| note.entry);
    let loose = answers
        .chain(notes)
        .filter(|entry| !sorted.contains(&entry));
    entries.extend(loose.map(Entry::Said));
    entries
}

/// The page in a column of `cols` cells; `marked` are what goes together next.
pub fn rows(view: &View, at: usize, marked: &[Seq], cols: usize, theme: &Theme) -> Listed {
    let Some(question) = &view.question else {
        let words = "Themes are made where a question is asked.";
        return say("", words, cols, Role::Text, theme).into();
    };
    let mut rows = Listed::default();
    rows.say(say("", &what_now(view, marked), cols, Role::Title, theme));
    rows.say(say("", &tags(question), cols, Role::Quiet, theme));
    rows.say([Line::default()]);
    let entries = entries(view);
    let last = entries.len().saturating_sub(1);
    let mut loose = false;
    let mut left = 0;
    for (number, entry) in entries.iter().enumerate() {
        let here = number == at.min(last);
        match entry {
            Entry::Theme(id) => {
                let Some(known) = question.theme(*id) else {
                    continue;
                };
                left = known.items.len();
                let lead = if here { "▸ " } else { "  " };
                let words = format!("{} ({left})", known.title);
                let role = if here { Role::Chosen } else { Role::Title };
                rows.list(number, say(lead, &words, cols, role, theme));
            }
            Entry::Said(id) => {
                if left == 0 && !loose {
                    loose = true;
                    if !question.themes.is_empty() {
                        rows.say([Line::default()]);
                        let words = "In no theme".to_owned();
                        rows.say(styled(vec![words], Role::Quiet, theme));
                    }
                }
                left = left.saturating_sub(1);
                let mark = if marked.contains(id) { "[x]" } else { "[ ]" };
                let lead = format!("{} {mark} ", if here { "▸" } else { " " });
                rows.list(
                    number,
                    said(&lead, &words_of(question, *id), here, cols, theme),
                );
            }
        }
    }
    rows
}

/// One row for what was said; whole where the cursor is.
fn said(lead: &str, words: &str, here: bool, cols: usize, theme: &Theme) -> Vec<Line<'static>> {
    if here {
        return say(lead, words, cols, Role::Chosen, theme);
    }
    let line = words.lines().next().unwrap_or_default();
    let words = cut(&format!("{lead}{line}"), cols).into_owned();
    vec![Line::from(Span::styled(words, theme.style(Role::Text)))]
}

fn words_of(question: &QuestionView, id: Seq) -> String {
    if let Some(answer) = question.answer(id) {
        let said = card::said(&question.prompt.kind, &answer.answer, usize::from(u16::MAX));
        return format!("{}: {}", card::called(&answer.by), said.join(" · "));
    }
    question.note(id).map_or_else(String::new, |note| {
        let tag = note
            .tag
            .map_or_else(String::new, |tag| format!(" [{}]", tag.word()));
        format!(
            "{} {}: {}{tag}",
            sign(note.kind),
            card::called(&note.by),
            note.text
        )
    })
}

fn what_now(view: &View, marked: &[Seq]) -> String {
    let key = |action| name(Scope::Themes, action);
    if entries(view).is_empty() {
        return "Nothing can be seen yet that could go together.".to_owned();
    }
    match marked.len() {
        0 => format!("{} marks what goes together.", key(Action::Mark)),
        many => format!(
            "{}: {} makes a theme of it, {} on a theme puts it there.",
            plural(many, "is marked", "are marked"),
            key(Action::NewTheme),
            key(Action::Enter)
        ),
    }
}

/// How many notes there are on people, on learning, on how things are set up; those with none
/// too.
pub fn tags(question: &QuestionView) -> String {
    let tags = question.tags.iter();
    let tags = tags.map(|(tag, count)| format!("{} {count}", tag.word()));
    format!(
        "Notes by what they are about: {}",
        tags.collect::<Vec<_>>().join(" · ")
    )
}
