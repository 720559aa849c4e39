//! What a key does where the author's answer is compared, and at the close.

use ratatui::layout::Rect;

use super::{
    SessionScreens,
    back::{leaves, next_step},
    meaning::go_of,
};
use crate::{
    session::{Actor, Command, Place, Stance, View},
    tui::{
        ask::{Ask, talk},
        editor::Go,
        effect::Effect,
        keys::{Action, Scope, name},
        screen::{close::summary, share::Parts},
        theme::Theme,
    },
};

pub(super) fn act_compare(
    screens: &mut SessionScreens,
    action: Action,
    view: &View,
    area: Rect,
    theme: &Theme,
) -> Vec<Effect> {
    let claims = !screens.compare.reads_answers();
    let share = screens.share.clone();
    let parts = Parts {
        area,
        share: &share,
        view,
        theme,
    };
    if let Some(go) = go_of(action) {
        match go {
            Go::Left | Go::Right | Go::Home | Go::End | Go::WordLeft | Go::WordRight => {
                screens.go_share(go, view, area);
                screens.compare.look_at(view, &screens.share);
            }
            Go::Up | Go::Down => screens.compare.go(go == Go::Down, false, &parts),
            Go::PageUp | Go::PageDown | Go::Top | Go::Bottom => {
                let down = matches!(go, Go::PageDown | Go::Bottom);
                screens.compare.go(down, true, &parts);
            }
        }
        return Vec::new();
    }
    if let Action::Stance(stance) = action {
        // Whoever contests a claim, or adds to it, says how or why.
        return match stance {
            Stance::Contest | Stance::Extend => say_why(screens, stance, view),
            Stance::Agree => take_stance(screens, stance, view),
        };
    }
    if action == Action::Why {
        let stance = screens.compare.standing(view).unwrap_or(Stance::Extend);
        return say_why(screens, stance, view);
    }
    if action == Action::Enter {
        // Wherever one reads, it is the next claim.
        if !claims {
            screens.compare.turn();
        }
        if !screens.compare.next(&parts) {
            return next_step(screens, view);
        }
    } else if action == Action::Next {
        screens.compare.turn();
    } else if action == Action::Person {
        screens.compare.choose_next(view, &mut screens.share);
    }
    Vec::new()
}

fn say_why(screens: &mut SessionScreens, stance: Stance, view: &View) -> Vec<Effect> {
    let who = screens
        .compare
        .person(view)
        .zip(screens.compare.claim(view));
    let Some((person, claim)) = who else {
        return whose(screens, view);
    };
    screens.compare.expects(view);
    let reason = screens.compare.reason(stance, view);
    let Some(mut ask) = talk::stance(view, Some((person, claim)), stance) else {
        return Vec::new();
    };
    if let Some(editor) = ask.form.editor_mut(1) {
        // It fits: that much stood there before.
        let _ = editor.put(&reason);
    }
    screens.open(ask)
}

fn take_stance(screens: &mut SessionScreens, stance: Stance, view: &View) -> Vec<Effect> {
    screens.compare.expects(view);
    if screens.compare.standing(view) == Some(stance) {
        // It stands already, and nothing will be new.
        screens.compare.goes_to_next(view, &mut screens.share);
        return Vec::new();
    }
    match screens.compare.take(stance, view) {
        Some((_, command)) => vec![Effect::Send(Actor::Desk, command)],
        None => whose(screens, view),
    }
}

/// Asks whose stance it is, where there is a claim to take one on.
fn whose(screens: &SessionScreens, view: &View) -> Vec<Effect> {
    if screens.compare.claim(view).is_none() {
        return Vec::new();
    }
    let key = name(Scope::Compare, Action::Person);
    let words = format!("Whose voice is it? {key} chooses a person.");
    vec![Effect::Tell(words)]
}

fn ask_to_close(screens: &mut SessionScreens, view: &View) -> Vec<Effect> {
    let words = format!(
        "{}. Close the session? The report is written then; it can be opened again.",
        summary(view)
    );
    leaves(screens, view, (&words, "close the session"), Command::Close).unwrap_or_default()
}

pub(super) fn act_close(
    screens: &mut SessionScreens,
    action: Action,
    place: (Rect, &View, &Theme),
) -> Vec<Effect> {
    let view = place.1;
    let action = match action {
        Action::Enter => screens.close.enter(view),
        action => action,
    };
    if let Some(go) = go_of(action) {
        match go {
            Go::PageUp | Go::PageDown => screens.close.go(go == Go::PageDown, true, place),
            Go::Top | Go::Bottom => screens.close.jump(go == Go::Bottom, place),
            go => screens
                .close
                .go(matches!(go, Go::Down | Go::Right), false, place),
        }
        return Vec::new();
    }
    screens.close.done();
    let ask = match action {
        Action::Commit => Some(Ask::commitment(view)),
        Action::Word => {
            let first = screens.close.wordless(view);
            first.map(|person| Ask::word(view, person))
        }
        Action::Consent => Some(Ask::consent(view)),
        Action::MeetDissent => {
            let Some((entry, against)) = screens.close.dissent(view) else {
                return vec![Effect::Tell("No dissent is open.".to_owned())];
            };
            Some(talk::meet_dissent(entry, &against))
        }
        Action::Close => return ask_to_close(screens, view),
        Action::ShowReport => return screens.close.shows().into_iter().collect(),
        Action::GoOn => return next_step(screens, view),
        Action::Back if view.place == Place::Over => return vec![Effect::Leave],
        _ => None,
    };
    ask.map_or_else(Vec::new, |ask| screens.open(ask))
}
