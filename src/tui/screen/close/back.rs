//! What comes back of a case that was studied alone.

use ratatui::text::Line;

use crate::{
    session::View,
    study::shelf,
    tui::{
        theme::{Role, Theme},
        widget::say,
    },
};

/// When each question comes back, for whoever studies alone.
pub(super) fn comes_back(view: &View, cols: usize, theme: &Theme) -> Vec<Line<'static>> {
    let study = &view.study;
    let rated = study.ratings.iter();
    let rated = rated.map(|rated| (&rated.question, rated.due, rated.rating.words()));
    let unrated = study.unrated.iter();
    let unrated = unrated.map(|(question, due)| (question, *due, ""));
    let mut rows = Vec::new();
    let mut all: Vec<_> = rated.chain(unrated).collect();
    all.sort_by_key(|(_, due, _)| *due);
    for (question, due, how) in all.into_iter().filter(|_| view.alone) {
        let mut past = view.past.iter();
        let Some(asked) = past.find(|asked| asked.prompt.id == *question) else {
            continue;
        };
        let how = match (how, asked.mine.is_empty() && asked.answers.is_empty()) {
            ("", true) => "passed; like one that was missed",
            // Nothing of the author's was there to miss.
            ("", false) if !asked.has_model => "your own answer, to look at again",
            ("", false) => "not rated; like one that was missed",
            (how, _) => how,
        };
        if rows.is_empty() {
            rows.push(Line::default());
            rows.extend(say("", "What comes back", cols, Role::Title, theme));
        }
        let words = format!(
            "{}  question {}, {how}",
            shelf::day(due),
            asked.prompt.number
        );
        rows.extend(say("", &words, cols, Role::Text, theme));
    }
    rows
}
