//! Where people write on phones of their own: whom the desk waits for, and for whom it types.

use super::turn::{next_open, single};
use crate::{
    protocol::Way,
    session::{PersonState, PersonView, View},
    text::plural,
    tui::{
        keys::{Action, Scope, name},
        theme::Role,
    },
};

/// So many people are named in the box.
const NAMED: usize = 4;

/// Whether people write on phones: the desk waits for them, and types for those who have none.
pub(in crate::tui) fn by_phone(view: &View) -> bool {
    view.way == Some(Way::Phones) && !single(view)
}

/// Whether somebody is in by phone, where people write so.
pub(in crate::tui) fn has_phones(view: &View) -> bool {
    by_phone(view) && view.here().any(|person| person.on_device)
}

/// Everybody who is here, in the order in which the desk asks them: in a room with phones first
/// those who have none.
pub(in crate::tui) fn in_turn(view: &View) -> Vec<&PersonView> {
    let mut here: Vec<_> = view.here().collect();
    if has_phones(view) {
        here.sort_by_key(|person| person.on_device);
    }
    here
}

/// Who is not in yet: on phones, and with none of their own where others have one.
pub(super) fn waited_for(view: &View) -> (Vec<&PersonView>, Vec<&PersonView>) {
    let open = in_turn(view).into_iter();
    let open = open.filter(|person| person.state == PersonState::Open);
    open.partition(|person| person.on_device)
}

/// What stands under the name of whom the desk types for.
pub(super) fn others_meanwhile(view: &View) -> String {
    let (phones, others) = waited_for(view);
    match (phones.is_empty(), others.is_empty()) {
        (true, false) => format!("All phones are in. Not in yet: {}.", names(&others)),
        (_, _) => "Everybody else goes on writing as they do.".to_owned(),
    }
}

/// What is waited for where people write on phones, and what can be done meanwhile.
pub(super) fn waits_for_phones(view: &View) -> Option<Vec<(String, Role)>> {
    let (phones, others) = waited_for(view);
    if !by_phone(view) || phones.len() + others.len() == 0 {
        return None;
    }
    let key = |action| name(Scope::Hub, action);
    let (enter, types) = (key(Action::Enter), key(Action::ForOthers));
    let goes_on = format!("{enter} goes on without them, and asks first.");
    let paper = next_open(view, None).and_then(|next| view.person(next));
    let (waits, can) = match paper {
        None if !has_phones(view) => (
            "No phone is in yet".to_owned(),
            format!(
                "{} shows where they come in. {goes_on}",
                key(Action::Devices)
            ),
        ),
        None => (
            format!("Waiting for {}", plural(phones.len(), "phone", "phones")),
            format!(
                "{goes_on} {} chooses somebody to type for.",
                key(Action::Down)
            ),
        ),
        Some(next) => (
            format!(
                "Waiting for {}; without one: {}",
                plural(phones.len(), "phone", "phones"),
                names(&others)
            ),
            format!("{types} types for {} meanwhile. {goes_on}", next.name),
        ),
    };
    Some(vec![(waits, Role::Text), (can, Role::Quiet)])
}

/// Some of them by name, the others counted.
fn names(people: &[&PersonView]) -> String {
    let (named, more) = people.split_at(people.len().min(NAMED));
    let named: Vec<_> = named.iter().map(|person| person.name.as_str()).collect();
    match more.len() {
        0 => named.join(", "),
        more => format!("{} and {more} more", named.join(", ")),
    }
}
