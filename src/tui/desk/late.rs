//! What a key does where the author's answer is compared, and at the close.

use ratatui::layout::Rect;

use super::{
    Desk,
    back::{leaves, next_step},
    meaning::go_of,
};
use crate::{
    session::{Actor, Command, Place, Stance, View},
    tui::{
        app::Effect,
        ask::{Ask, talk},
        editor::Go,
        keys::{Action, Scope, name},
        screen::{close::summary, share::Parts},
        theme::Theme,
    },
};

pub(super) fn act_compare(
    desk: &mut Desk,
    action: Action,
    view: &View,
    area: Rect,
    theme: &Theme,
) -> Vec<Effect> {
    let claims = !desk.compare.reads_answers();
    let share = desk.share.clone();
    let parts = Parts {
        area,
        share: &share,
        view,
        theme,
    };
    if let Some(go) = go_of(action) {
        match go {
            Go::Left | Go::Right | Go::Home | Go::End | Go::WordLeft | Go::WordRight => {
                desk.go_share(go, view, area);
                desk.compare.look_at(view, &desk.share);
            }
            Go::Up | Go::Down => desk.compare.go(go == Go::Down, false, &parts),
            Go::PageUp | Go::PageDown | Go::Top | Go::Bottom => {
                let down = matches!(go, Go::PageDown | Go::Bottom);
                desk.compare.go(down, true, &parts);
            }
        }
        return Vec::new();
    }
    if let Action::Stance(stance) = action {
        // Whoever contests a claim, or adds to it, says how or why.
        return match stance {
            Stance::Contest | Stance::Extend => say_why(desk, stance, view),
            Stance::Agree => take_stance(desk, stance, view),
        };
    }
    if action == Action::Why {
        let stance = desk.compare.standing(view).unwrap_or(Stance::Extend);
        return say_why(desk, stance, view);
    }
    if action == Action::Enter {
        // Wherever one reads, it is the next claim.
        if !claims {
            desk.compare.turn();
        }
        if !desk.compare.next(&parts) {
            return next_step(desk, view);
        }
    } else if action == Action::Next {
        desk.compare.turn();
    } else if action == Action::Person {
        desk.compare.choose_next(view, &mut desk.share);
    }
    Vec::new()
}

fn say_why(desk: &mut Desk, stance: Stance, view: &View) -> Vec<Effect> {
    let who = desk.compare.person(view).zip(desk.compare.claim(view));
    let Some((person, claim)) = who else {
        return whose(desk, view);
    };
    let ask = talk::stance(view, person, claim, stance);
    ask.map_or_else(Vec::new, |ask| desk.open(ask))
}

fn take_stance(desk: &Desk, stance: Stance, view: &View) -> Vec<Effect> {
    match desk.compare.take(stance, view) {
        Some((_, command)) => vec![Effect::Send(Actor::Desk, command)],
        None => whose(desk, view),
    }
}

/// Asks whose stance it is, where there is a claim to take one on.
fn whose(desk: &Desk, view: &View) -> Vec<Effect> {
    if desk.compare.claim(view).is_none() {
        return Vec::new();
    }
    let key = name(Scope::Compare, Action::Person);
    let words = format!("Whose voice is it? {key} chooses a person.");
    vec![Effect::Tell(words)]
}

fn ask_to_close(desk: &mut Desk, view: &View) -> Vec<Effect> {
    let words = format!(
        "{}. Close the session? The report is written then; it can be opened again.",
        summary(view)
    );
    leaves(desk, view, (&words, "close the session"), Command::Close).unwrap_or_default()
}

pub(super) fn act_close(
    desk: &mut Desk,
    action: Action,
    place: (Rect, &View, &Theme),
) -> Vec<Effect> {
    let view = place.1;
    let action = match action {
        Action::Enter => desk.close.enter(view),
        action => action,
    };
    if let Some(go) = go_of(action) {
        match go {
            Go::PageUp | Go::PageDown => desk.close.go(go == Go::PageDown, true, place),
            Go::Top | Go::Bottom => desk.close.jump(go == Go::Bottom, place),
            go => desk
                .close
                .go(matches!(go, Go::Down | Go::Right), false, place),
        }
        return Vec::new();
    }
    desk.close.done();
    let ask = match action {
        Action::Commit => Some(Ask::commitment(view)),
        Action::Word => {
            let first = desk.close.wordless(view);
            first.map(|person| Ask::word(view, person))
        }
        Action::Consent => Some(Ask::consent(view)),
        Action::MeetDissent => {
            let Some((entry, against)) = desk.close.dissent(view) else {
                return vec![Effect::Tell("No dissent is open.".to_owned())];
            };
            Some(talk::meet_dissent(entry, &against))
        }
        Action::Close => return ask_to_close(desk, view),
        Action::ShowReport => return desk.close.shows().into_iter().collect(),
        Action::GoOn => return next_step(desk, view),
        Action::Back if view.place == Place::Over => return vec![Effect::Leave],
        _ => None,
    };
    ask.map_or_else(Vec::new, |ask| desk.open(ask))
}
