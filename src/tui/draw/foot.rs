//! The foot, drawn: the primary action filled. What was just said stands on the row over it.

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

use crate::{
    session::so_far,
    text::width,
    tui::{
        app::{
            App, Places, Screen, Top,
            foot::{GAPS, offers},
        },
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
    let Top::Screen(Screen::Session(controller)) = app.top() else {
        return String::new();
    };
    let view = &controller.view;
    let lead = view.seat.and_then(|seat| view.person(seat));
    let lead = lead.map(|person| format!("{} has the lead", person.name));
    let many = view.step.as_ref().is_some_and(|step| step.asked > 1);
    let words = [lead, many.then(|| so_far(view))].into_iter().flatten();
    words.collect::<Vec<_>>().join(" · ")
}
