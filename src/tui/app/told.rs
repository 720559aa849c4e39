//! What stands over the foot: what was just said, and what whoever studies alone is asked.

use ratatui::text::Line;

use super::{App, places::places};
use crate::{
    session::Rating,
    text::wrap,
    tui::{
        keys::{Action, Scope, name},
        session_controller::SessionController,
        theme::Role,
    },
};

/// What was just said as rows; none where nothing is said.
pub(in crate::tui) fn told_rows(app: &App) -> Vec<Line<'static>> {
    let (words, role) = told(app);
    if words.is_empty() {
        return Vec::new();
    }
    let columns = usize::from(places(app.size).told.width).max(2);
    let style = app.theme.style(role);
    let lines = wrap(&words, columns).into_iter();
    lines.map(|line| Line::styled(line, style)).collect()
}

/// What was just said, else what is asked of whoever studies alone.
fn told(app: &App) -> (String, Role) {
    match (&app.told, app.controller()) {
        (Some(told), _) => (told.clone(), Role::Text),
        (None, Some(controller)) if asks_rating(app) => (rating_words(controller), Role::Text),
        (None, Some(controller)) => match rated(controller) {
            Some(rated) => (rated, Role::Good),
            None => (String::new(), Role::Quiet),
        },
        (None, None) => (String::new(), Role::Quiet),
    }
}

/// Whether digits rate one's own answer here: not where they would pick another one.
pub(super) fn rates(app: &App) -> bool {
    let asked = app
        .controller()
        .and_then(|controller| controller.view.question.as_ref());
    let picks = asked.is_some_and(|asked| !asked.prompt.kind.in_words());
    app.scope() != Scope::Writing && !(picks && app.scope() == Scope::Hub)
}

/// Whether somebody who studies alone has still to say how their answer was.
fn asks_rating(app: &App) -> bool {
    let steers = app.scope().chain().contains(&Scope::Session);
    let rated = |controller: &SessionController| controller.view.study.rating.is_some();
    steers && rates(app) && app.can().rate && !app.controller().is_some_and(rated)
}

/// How somebody who studies alone found their answer, and when the question comes back, while
/// that can be changed.
fn rated(controller: &SessionController) -> Option<String> {
    let view = &controller.view;
    let asked = &view.question.as_ref()?.prompt.id;
    let mut ratings = view.study.ratings.iter();
    let rated = ratings.find(|rated| rated.question == *asked && view.can.rate)?;
    Some(format!(
        "saved · you said: {}, so it comes back on {}",
        rated.rating.words(),
        controller.screens.zone.day(rated.due)
    ))
}

/// The four ratings with their keys.
fn rating_words(controller: &SessionController) -> String {
    let scope = controller.scope();
    let ratings = Rating::ALL
        .map(|rating| format!("{} {}", name(scope, Action::Rate(rating)), rating.words()));
    format!("How was it? {}", ratings.join(" · "))
}
