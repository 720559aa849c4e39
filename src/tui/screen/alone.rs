//! What one person sees before the model answer: what they wrote last time, other voices.

use ratatui::text::Line;

use crate::{
    session::{QuestionView, View},
    study::changed,
    study::shelf,
    tui::{
        screen::share::card,
        theme::{Role, Theme},
        widget::say,
    },
};

/// The rows of it, as far as they may be seen; none for a group.
pub(super) fn rows(
    question: &QuestionView,
    view: &View,
    cols: usize,
    theme: &Theme,
) -> Vec<Line<'static>> {
    let mut rows = Vec::new();
    let mut put = |lead: &str, text: &str, role| {
        rows.extend(say(lead, text, cols, role, theme));
    };
    let kind = &question.prompt.kind;
    if let Some(before) = &view.study.before {
        put(
            "",
            &format!("What you wrote last time, {}", shelf::day(before.at)),
            Role::Title,
        );
        if let Some(asked) = &before.asked {
            put(
                "  ",
                &format!("The question was then: {asked}"),
                Role::Quiet,
            );
        }
        for line in card::said(kind, &before.answer, cols.saturating_sub(2)) {
            put("  ", &line, Role::Text);
        }
        if let Some(rated) = &before.rated {
            let said = format!("You said of it: {}", rated.rating.words());
            put("  ", &said, Role::Quiet);
        }
        if let Some(own) = question.answers.first() {
            put("", "What changed", Role::Title);
            for line in changed(kind, &before.answer.value, &own.answer.value) {
                put("  ", &line, Role::Text);
            }
        }
        put("", "", Role::Text);
    }
    for voice in &view.study.voices {
        put("", &voice.from, Role::Title);
        put("  ", &voice.text, Role::Text);
    }
    rows
}
