//! Whose turn it is at the one keyboard.

use crate::{
    id::PersonId,
    protocol::{See, Step},
    session::{PersonState, PersonView, View},
    tui::{
        keys::{self, Action, Scope},
        theme::Role,
    },
};

use super::phones::{by_phone, has_phones, in_turn};

/// Who follows in the list, in a step in which everybody takes the keyboard once more.
pub(super) fn after_in_groups(view: &View, person: PersonId) -> Option<PersonId> {
    let step = view.step.as_ref()?;
    let here = view.here();
    let mut after = here.map(|person| person.id).skip_while(|id| *id != person);
    after.nth(1).filter(|_| reads_in_groups(&step.step))
}

/// Whether everybody takes the keyboard once more to read what their group wrote: where it writes
/// one answer together, it has talked already.
pub(in crate::tui) fn reads_in_groups(step: &Step) -> bool {
    step.shows(See::Group) && !step.one_a_group
}

/// Whether one person is here, who passes the keyboard to nobody.
pub(in crate::tui) fn single(view: &View) -> bool {
    view.alone || view.here().count() == 1
}

/// The next person, in the order of the list, who has neither answered nor passed; by phone only
/// those who have none, and nobody where nobody has one.
pub(super) fn next_open(view: &View, after: Option<PersonId>) -> Option<PersonId> {
    let typed = |person: &PersonView| match by_phone(view) {
        true => has_phones(view) && !person.on_device,
        false => true,
    };
    let open = |person: &&&PersonView| {
        person.state == PersonState::Open && typed(person) && Some(person.id) != after
    };
    let here = in_turn(view);
    let at = after.and_then(|after| here.iter().position(|person| person.id == after));
    let (before, behind) = here.split_at(at.map_or(0, |at| at + 1));
    let mut all = behind.iter().chain(before);
    all.find(open).map(|person| person.id)
}

/// Where a group writes one answer: any of it takes the keyboard.
pub(super) fn one_of_group(view: &View, person: &PersonView) -> Vec<(String, Role)> {
    let key = |action| keys::name(Scope::Hub, action);
    let group = view.groups.iter().find(|group| group.contains(&person.id));
    let names = group
        .into_iter()
        .flatten()
        .filter_map(|id| view.person(*id));
    let names: Vec<_> = names.map(|one| one.name.to_string()).collect();
    let whose = match names.is_empty() {
        true => person.name.to_string(),
        false => names.join(", "),
    };
    let (enter, other) = (key(Action::Enter), key(Action::Down));
    vec![
        (
            format!("Pass the keyboard to one of you: {whose}"),
            Role::Text,
        ),
        (
            format!(
                "{enter} is for {}; {other} chooses who writes.",
                person.name
            ),
            Role::Quiet,
        ),
    ]
}
