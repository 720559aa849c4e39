//! The foot, drawn: the primary action filled. What was just said stands on the row over it.

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

use crate::{
    session::{Rating, so_far},
    text::width,
    tui::{
        house::{
            App, Places, Screen, Top,
            foot::{GAPS, offers},
        },
        keys::{Action, Scope, name},
        sitting::SessionController,
        theme::Role,
    },
};

pub(super) fn draw(app: &App, frame: &mut Frame<'_>, at: &Places) {
    let theme = &app.theme;
    let area = frame.area();
    let row = Rect {
        y: at.foot.y,
        height: 1,
        ..area
    };
    if theme.grounds().is_some() {
        theme.lay_surface(frame, row);
    }
    let columns = usize::from(at.foot.width);
    let mut spans = Vec::new();
    let mut used = 0;
    for (offer, cells) in offers(app, columns) {
        spans.push(Span::raw(" ".repeat(cells.start.saturating_sub(used))));
        used = cells.end;
        if offer.primary {
            let words = format!(" [{}] {} ", offer.key, offer.words);
            spans.push(Span::styled(words, theme.filled()));
        } else {
            spans.push(Span::styled(
                format!("[{}]", offer.key),
                theme.style(Role::Text),
            ));
            spans.push(Span::styled(
                format!(" {}", offer.words),
                theme.style(Role::Quiet),
            ));
        }
    }
    let more = aside(app);
    let gap = columns.saturating_sub(used + width(&more));
    if gap >= GAPS.0 && !more.is_empty() {
        spans.push(Span::styled(
            format!("{:gap$}{more}", ""),
            theme.style(Role::Quiet),
        ));
    }
    let line = Line::from(spans);
    let buffer = frame.buffer_mut();
    buffer.set_line(at.foot.x, at.foot.y, &line, at.foot.width);
}

/// Words at the right of the foot, where there is room: who has the lead, how many are in.
fn aside(app: &App) -> String {
    let Top::Screen(Screen::Session(sitting)) = app.top() else {
        return String::new();
    };
    let view = &sitting.view;
    let lead = view.seat.and_then(|seat| view.person(seat));
    let lead = lead.map(|person| format!("{} has the lead", person.name));
    let many = view.step.as_ref().is_some_and(|step| step.asked > 1);
    let words = [lead, many.then(|| so_far(view))].into_iter().flatten();
    words.collect::<Vec<_>>().join(" · ")
}

/// What was just said, else what is asked of whoever studies alone.
pub(super) fn told(app: &App) -> (String, Role) {
    match (&app.told, app.sitting()) {
        (Some(told), _) => (told.clone(), Role::Text),
        (None, Some(sitting)) if asks_rating(app) => (rating_words(sitting), Role::Text),
        (None, Some(sitting)) => match rated(sitting) {
            Some(rated) => (rated, Role::Good),
            None => (String::new(), Role::Quiet),
        },
        (None, None) => (String::new(), Role::Quiet),
    }
}

/// Whether somebody who studies alone has still to say how their answer was.
fn asks_rating(app: &App) -> bool {
    let steers = app.scope().chain().contains(&Scope::Session);
    steers
        && app.can().rate
        && app
            .sitting()
            .is_some_and(|sitting| sitting.view.study.rating.is_none())
}

/// How somebody who studies alone found their answer, and when the question comes back, while
/// that can be changed.
fn rated(sitting: &SessionController) -> Option<String> {
    let view = &sitting.view;
    let asked = &view.question.as_ref()?.prompt.id;
    let mut ratings = view.study.ratings.iter();
    let rated = ratings.find(|rated| rated.question == *asked && view.can.rate)?;
    Some(format!(
        "saved · you said: {}, so it comes back on {}",
        rated.rating.words(),
        sitting.desk.zone.day(rated.due)
    ))
}

/// The four ratings with their keys.
fn rating_words(sitting: &SessionController) -> String {
    let scope = sitting.scope();
    let ratings = Rating::ALL
        .map(|rating| format!("{} {}", name(scope, Action::Rate(rating)), rating.words()));
    format!("How was it? {}", ratings.join(" · "))
}
