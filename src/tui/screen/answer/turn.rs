//! Whose turn it is at the one keyboard.

use std::collections::BTreeSet;

use crate::{
    id::PersonId,
    protocol::{See, Step, Who},
    session::{PersonState, PersonView, StepView, View, so_far},
    text::plural,
    tui::{
        keys::{self, Action, Scope},
        screen::groups,
        theme::Role,
    },
};

use super::{
    draw::kept,
    people,
    phones::{by_phone, has_phones, in_turn},
};

/// Who takes the keyboard for a group of which nobody has had it in this step, where groups read
/// together what they wrote; on phones each has it before them.
pub(super) fn next_to_read(view: &View, had: &BTreeSet<PersonId>) -> Option<PersonId> {
    let step = view.step.as_ref()?;
    if by_phone(view) || !reads_in_groups(&step.step) {
        return None;
    }
    let read = |group: &Vec<PersonId>| group.iter().any(|id| had.contains(id));
    let reads = |person: &&PersonView| {
        let mut groups = view.groups.iter();
        groups.any(|group| group.contains(&person.id) && !read(group))
    };
    in_turn(view)
        .into_iter()
        .find(reads)
        .map(|person| person.id)
}

/// The names of whoever takes the keyboard with that person: the group that reads together.
pub(in crate::tui) fn whose(view: &View, person: &PersonView) -> String {
    let together = view
        .step
        .as_ref()
        .is_some_and(|one| one.step.shows(See::Group));
    let mut group = view.groups.iter().filter(|_| together);
    let group = group.find(|group| group.contains(&person.id));
    match group {
        Some(group) => view.names_of(group).join(" & "),
        None => person.name.to_string(),
    }
}

/// Whether everybody takes the keyboard once more to read what their group wrote: where it writes
/// one answer together, it has talked already.
pub(super) fn reads_in_groups(step: &Step) -> bool {
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
    let (enter, other) = (key(Action::Enter), key(Action::Down));
    vec![
        (
            format!("Pass the keyboard to one of you: {}", whose(view, person)),
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

/// The words in the box where nobody is next.
pub(super) fn nobody_next(
    view: &View,
    step: &StepView,
    (writes, begun, typed): (bool, bool, bool),
) -> Vec<(String, Role)> {
    let alone = single(view);
    let words = if alone {
        own_is_in(view)
    } else if step.step.who == Who::Holder {
        "It stands as it is".to_owned()
    } else if reads_in_groups(&step.step) {
        match (groups::word(view), typed) {
            ((_, many), true) => format!("The {many} talk"),
            ((one, _), false) => format!("Each {one} has had the keyboard"),
        }
    } else {
        all_in(view, step)
    };
    let anew = writes.then(|| (people::anew(view, begun), Role::Quiet));
    [(words, Role::Text)].into_iter().chain(anew).collect()
}

/// What became of the question for the only one who is here.
fn own_is_in(view: &View) -> String {
    let mut people = view.people.iter();
    match people.any(|one| one.state == PersonState::Passed) {
        true => "You gave no answer".to_owned(),
        false => format!("Your answer is {}", kept(view)),
    }
}

/// That nobody is missing, and how many passed.
fn all_in(view: &View, step: &StepView) -> String {
    let mut people = view.people.iter();
    match people.any(|one| one.state == PersonState::Passed) {
        true => so_far(view),
        false if step.step.one_a_group => so_far(view),
        false => format!("All is in from {}", plural(step.asked, "person", "people")),
    }
}
