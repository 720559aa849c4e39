//! Whose turn it is at the one keyboard.

use crate::{
    id::PersonId,
    protocol::{See, Way},
    session::{PersonState, View},
};

/// Who follows in the list, in a step in which everybody takes the keyboard once more.
pub(super) fn after_in_groups(view: &View, person: PersonId) -> Option<PersonId> {
    let step = view.step.as_ref()?;
    let here = view.here();
    let mut after = here.map(|person| person.id).skip_while(|id| *id != person);
    after.nth(1).filter(|_| step.step.shows(See::Group))
}

/// Whether one person is here, who passes the keyboard to nobody.
pub(in crate::tui) fn single(view: &View) -> bool {
    view.alone || view.here().count() == 1
}

/// Whether everybody writes on a phone: the desk waits for them, and writes for whom it chooses.
pub(super) fn by_phone(view: &View) -> bool {
    view.way == Some(Way::Phones) && !single(view)
}

/// The next person, in the order of the list, who has neither answered nor passed.
pub(super) fn next_open(view: &View, after: Option<PersonId>) -> Option<PersonId> {
    let open = |person: &&crate::session::PersonView| {
        person.here && person.state == PersonState::Open && Some(person.id) != after
    };
    let at = after.and_then(|after| view.people.iter().position(|person| person.id == after));
    let (before, behind) = view.people.split_at(at.map_or(0, |at| at + 1));
    behind
        .iter()
        .chain(before)
        .find(open)
        .map(|person| person.id)
}
