//! The bare pages between two people at one keyboard.

use ratatui::{Frame, layout::Rect};

use super::writing::Sent;
use crate::{
    id::PersonId,
    protocol::See,
    session::{StepView, View},
    tui::{
        keys::{self, Action, Scope},
        theme::{Role, Theme},
        widget::{Large, Scale, middle},
    },
};

/// Who looks away while somebody writes.
pub(super) fn away(step: &StepView) -> &'static str {
    if step.at_once {
        "Everybody may look: this is shown at once."
    } else if step.step.shows(See::Group) {
        "Whoever works with them may look too. Everybody else looks away."
    } else {
        "Everybody else looks away from the screen."
    }
}

/// Nothing but a name, large, and what to do.
pub(super) fn draw_over(
    frame: &mut Frame<'_>,
    area: Rect,
    view: &View,
    person: PersonId,
    theme: &Theme,
) {
    let name = view.name(person);
    let away = view.step.as_ref().map_or("", away);
    let enter = keys::name(Scope::Blank, Action::Enter);
    let large = Large::head(name, theme.style(Role::Title), area, Scale::Large);
    let high = u16::try_from(large.height()).unwrap_or(1);
    let rows = [
        (
            format!("{name}, press {enter} when you sit before it."),
            Role::Text,
        ),
        (away.to_owned(), Role::Quiet),
    ];
    if area.height < high + 6 {
        let first = ("This keyboard is for".to_owned(), Role::Quiet);
        let name = (name.to_owned(), Role::Title);
        return middle(
            frame,
            area,
            &[vec![first, name], rows.to_vec()].concat(),
            theme,
        );
    }
    let top = area.y + (area.height - high - 5) / 2;
    let row = |y: u16, height: u16| Rect { y, height, ..area };
    let first = [("This keyboard is for".to_owned(), Role::Quiet)];
    middle(frame, row(top, 1), &first, theme);
    let wide = u16::try_from(large.width())
        .unwrap_or(area.width)
        .min(area.width);
    let place = Rect {
        x: area.x + (area.width - wide) / 2,
        width: wide,
        ..row(top + 2, high)
    };
    large.draw(frame, place, 0);
    middle(frame, row(top + high + 2, 3), &rows, theme);
}

pub(super) fn draw_kept(
    frame: &mut Frame<'_>,
    area: Rect,
    view: &View,
    (person, sent): (PersonId, Option<Sent>),
    theme: &Theme,
) {
    let name = view.name(person);
    let enter = keys::name(Scope::Done, Action::Back);
    // Whether it is on disk yet stands in the bar.
    let kept = match sent {
        None => format!("{name}'s draft is kept, not handed in."),
        Some(Sent::Answer) => format!("{name}'s answer is handed in."),
        Some(Sent::Vote) => format!("{name}'s vote is handed in."),
        Some(Sent::Pass) => format!("{name} passes."),
    };
    let rows = [
        (kept, Role::Title),
        (String::new(), Role::Text),
        (format!("{enter} shows the list of people."), Role::Text),
    ];
    middle(frame, area, &rows, theme);
}
