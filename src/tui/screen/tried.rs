//! The opening of a session of the same people: what they tried since last time, what
//! happened, what was learned.

use ratatui::text::Line;

use crate::{
    begin::{Tried, nothing_tried, one_session},
    session::View,
    tui::{
        form::hang,
        keys::{Action, Scope, name},
        theme::{Role, Theme},
        widget::{Listed, say, styled},
    },
};

/// The page in a column of `cols` cells.
pub fn rows(view: &View, tried: &[Tried], at: usize, cols: usize, theme: &Theme) -> Listed {
    let mut rows = Listed::default();
    if tried.is_empty() {
        let words = nothing_tried(view.alone);
        return say("", words, cols, Role::Text, theme).into();
    }
    let key = |action| name(Scope::Tried, action);
    let words = format!(
        "{} says what happened, and what was learned; {} goes on without.",
        key(Action::Enter),
        key(Action::Back)
    );
    rows.say(say("", &words, cols, Role::Title, theme));
    let of_one = one_session(tried);
    if let Some(first) = tried.first().filter(|_| of_one) {
        let words = format!("It was said in {}.", first.of);
        rows.say(say("", &words, cols, Role::Quiet, theme));
    }
    rows.say([Line::default()]);
    for (number, one) in tried.iter().enumerate() {
        let here = number == at.min(tried.len() - 1);
        let lead = if here { "▸ " } else { "  " };
        let role = if here { Role::Chosen } else { Role::Text };
        let words = format!("{}: {}", one.who, one.commitment.what);
        let mut lines = say(lead, &words, cols, role, theme);
        let more = [
            ("    expected: ", &one.commitment.expect),
            ("    would have surprised: ", &one.commitment.surprise),
            ("    to look at it: ", &one.commitment.by_when),
            ("    said in ", &one.of),
        ];
        let more = more.into_iter().take(if of_one { 3 } else { 4 });
        for (lead, text) in more.filter(|(_, text)| !text.is_empty()) {
            lines.extend(say(lead, text, cols, Role::Quiet, theme));
        }
        for learned in view.learned.iter().filter(|learned| one.is_of(learned)) {
            let happened = hang("    happened: ", &learned.happened, cols);
            lines.extend(styled(happened, Role::Good, theme));
            if !learned.learned.is_empty() {
                let was = hang("    learned: ", &learned.learned, cols);
                lines.extend(styled(was, Role::Good, theme));
            }
        }
        rows.list(number, lines);
    }
    rows
}
