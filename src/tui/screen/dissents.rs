//! Every dissent with its state: nobody can take one away.

use ratatui::text::{Line, Span};

use super::discuss::dissent_rows;
use crate::{
    session::{DissentState, View},
    text::plural,
    tui::{
        keys::{Action, Scope, name},
        theme::{Role, Theme},
        widget::{Listed, say},
    },
};

/// The page in a column of `cols` cells.
pub fn rows(view: &View, at: usize, cols: usize, theme: &Theme) -> Listed {
    let mut rows = Listed::default();
    let key = |action| name(Scope::Dissents, action);
    if view.dissents.is_empty() {
        let words = format!(
            "Nobody has dissented yet. {} files one, with a name or without.",
            key(Action::Dissent)
        );
        rows.say(say("", &words, cols, Role::Text, theme));
        return rows;
    }
    let count = |state: DissentState| {
        let all = view.dissents.iter();
        all.filter(|dissent| dissent.state == state).count()
    };
    let words = format!(
        "{}: {} open, {} answered, {} carried on. {} says what became of one; {} is for whoever filed it: to say it anew, or take it back.",
        plural(view.dissents.len(), "dissent", "dissents"),
        count(DissentState::Open),
        count(DissentState::Answered),
        count(DissentState::CarriedOn),
        key(Action::Enter),
        key(Action::Reword)
    );
    rows.say(say("", &words, cols, Role::Title, theme));
    rows.say([Line::default()]);
    let last = view.dissents.len() - 1;
    for (number, dissent) in view.dissents.iter().enumerate() {
        let lead = if number == at.min(last) { "▸ " } else { "  " };
        let mut lines = dissent_rows(dissent, cols.saturating_sub(2), theme);
        for (row, line) in lines.iter_mut().enumerate() {
            let lead = if row == 0 { lead } else { "  " };
            line.spans
                .insert(0, Span::styled(lead, theme.style(Role::Text)));
        }
        rows.list(number, lines);
    }
    rows
}
