//! One person types for everybody, sheet after sheet: what people wrote on paper, or said.

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

use super::{Answering, phones::by_phone, whose};
use crate::{
    id::PersonId,
    protocol::Way,
    session::{Actor, Command, PersonView, QuestionView, StepView, View},
    tui::{
        editor::Erase,
        effect::Effect,
        form::{Form, Press},
        keys::{Action, Scope, name},
        theme::{Role, Theme},
        widget::{Large, Scale, say},
    },
};

/// From so many rows on the name is written large.
const TALL: u16 = 18;
/// The fewest cells beside the name, for the people.
const BESIDE: usize = 24;

/// Whether the facilitator types what others say.
pub(in crate::tui) fn types_for_others(answering: &Answering) -> bool {
    answering.for_others
}

/// The facilitator types for others from now on, or people pass the keyboard: put on record,
/// since it decides how long a step takes. Where people write on phones, only those are typed for
/// who have none.
pub(in crate::tui) fn type_for_others(answering: &mut Answering, view: &View) -> Vec<Effect> {
    if by_phone(view) {
        return answering.type_for_next(view);
    }
    let (how, words) = match answering.for_others {
        true => (
            Way::Round,
            "People pass the keyboard: a blank screen stands between two of them.",
        ),
        false => (
            Way::Typed,
            "You type for others: no blank screens in between.",
        ),
    };
    let send = Effect::Send(Actor::Desk, Command::SetWriting { how });
    let dark = match answering.for_others {
        true => String::new(),
        false => {
            let key = name(Scope::Hub, Action::RoomPage);
            let words =
                format!(" Darken the projector meanwhile, or {key}: the room’s page for it.");
            darken(answering, &words).to_owned()
        }
    };
    vec![send, Effect::Tell(format!("{words}{dark}"))]
}

/// What is said of the projector, unless it shows the room's page, where nothing of this is.
pub(super) fn darken<'a>(answering: &Answering, words: &'a str) -> &'a str {
    if answering.room_page { "" } else { words }
}

/// Whose sheet is typed next, from paper.
pub(super) fn from_paper(
    answering: &Answering,
    view: &View,
    (step, person): (&StepView, &PersonView),
) -> Vec<(String, Role)> {
    let who = match step.step.one_a_group {
        true => "Each group",
        false => "Everybody",
    };
    let dark = darken(answering, " Darken the projector while you type.");
    let types = format!(
        "{} types for {}",
        name(Scope::Hub, Action::Enter),
        whose(view, person)
    );
    vec![
        (types, Role::Text),
        (format!("{who} writes on paper first.{dark}"), Role::Quiet),
    ]
}

/// Whether this Enter hands in: typed for others, two in a row are the end of a sheet. A blank
/// line that was pasted is none.
pub(super) fn is_finished_by(answering: &mut Answering, press: &Press) -> bool {
    let ends = answering.for_others && answering.entered && *press == Press::Enter;
    let Some(writing) = answering.writing_mut().filter(|_| ends) else {
        return false;
    };
    let ends = writing.form.takes_text() && !writing.form.is_blank();
    if ends {
        // The first of the two was no new line.
        writing.press(Press::Erase(Erase::Before));
    }
    ends
}

/// Whether this Enter came after one that handed in, and would pick for the next person what nobody
/// has looked at.
pub(super) fn is_one_too_many(answering: &mut Answering, press: &Press) -> bool {
    let again = std::mem::take(&mut answering.ended) && *press == Press::Enter;
    let untouched = |form: &Form| form.is_blank() && !form.takes_text();
    again && answering.for_others && answering.form().is_some_and(untouched)
}

/// Back to the sheet that was handed in last: what is typed there is a new version.
pub(in crate::tui) fn last_sheet(answering: &mut Answering, view: &View) -> Vec<Effect> {
    match answering.last.filter(|_| answering.for_others) {
        Some(person) => {
            answering.pass_to(person, view);
            vec![Effect::FlushDrafts]
        }
        None => vec![Effect::Tell(
            "No sheet was typed before this one in this question.".to_owned(),
        )],
    }
}

/// Whose sheet was typed before this one.
pub(in crate::tui) fn typed_last(answering: &Answering) -> Option<PersonId> {
    answering.last.filter(|_| answering.for_others)
}

/// Whose sheet it is, large, and who is in, over the form.
pub(super) fn draw_whose(name: Option<Large>, frame: &mut Frame<'_>, area: Rect) {
    if let Some(name) = name {
        let height = u16::try_from(name.height()).unwrap_or(0);
        let place = Rect { height, ..area };
        name.draw(frame, place, 0);
    }
}

pub(super) fn large_name(
    answering: &Answering,
    area: Rect,
    view: &View,
    theme: &Theme,
) -> Option<Large> {
    let person = view.viewer.person().filter(|_| answering.for_others)?;
    let name = &view.person(person)?.name;
    let cols = usize::from(area.width).saturating_sub(BESIDE);
    let room = Rect {
        width: u16::try_from(cols).unwrap_or(0),
        height: 8,
        ..area
    };
    let large = Large::head(name, theme.style(Role::Title), room, Scale::Large);
    (area.height >= TALL && large.height() == Scale::Large.cells()).then_some(large)
}

/// The rows that it takes: the people stand beside the name.
pub(super) fn whose_rows(
    answering: &Answering,
    area: Rect,
    (view, question): (&View, &QuestionView),
    theme: &Theme,
) -> Vec<Line<'static>> {
    let Some(name) = large_name(answering, area, view, theme) else {
        return Vec::new();
    };
    let lead = name.width() + 3;
    let cols = usize::from(area.width).saturating_sub(lead);
    let (mut rows, _) = answering.chips(view, question, cols, theme);
    let sum = answering.sum(view, question);
    rows.truncate(name.height().saturating_sub(1));
    rows.extend(say("", &sum, cols, Role::Quiet, theme));
    rows.resize(name.height() + 1, Line::default());
    for row in &mut rows {
        row.spans.insert(0, Span::raw(" ".repeat(lead)));
    }
    rows
}
