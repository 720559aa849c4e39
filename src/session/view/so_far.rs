//! How many have done what the step asks, in words.

use super::{PersonState, View};
use crate::{id::PersonId, protocol::Names};

/// How many of those who are asked for something have done it: "3 of 5 are in", or "2 wrote,
/// 1 passed, 2 not yet" where somebody passed and this viewer may know it. Empty where nobody
/// is asked.
pub fn so_far(view: &View) -> String {
    let Some(step) = view.step.as_ref().filter(|step| step.asked > 0) else {
        return String::new();
    };
    if let Some((ready, all)) = groups_in(view) {
        return groups_so_far(ready, all);
    }
    let (ready, asked) = (step.ready, step.asked);
    let passed = view.here();
    let passed = passed.filter(|person| person.state == PersonState::Passed);
    let hidden = view.names == Names::Hidden || step.step.names == Names::Hidden;
    let passed = match hidden {
        true => 0,
        false => passed.count(),
    };
    if passed == 0 {
        let are = if ready == 1 { "is" } else { "are" };
        return format!("{ready} of {asked} {are} in");
    }
    let did = match step.step.takes_votes() {
        true => "voted",
        false => "wrote",
    };
    let open = match asked.saturating_sub(ready) {
        0 => String::new(),
        open => format!(", {open} not yet"),
    };
    format!(
        "{} {did}, {passed} passed{open}",
        ready.saturating_sub(passed)
    )
}

/// Where each group gives one answer together: how many of them have, and of how many.
pub fn groups_in(view: &View) -> Option<(usize, usize)> {
    let together = view.step.as_ref().is_some_and(|step| step.step.one_a_group);
    let done = |person: &PersonId| {
        let state = view.person(*person).map(|person| person.state);
        matches!(state, Some(PersonState::Answered | PersonState::Passed))
    };
    let ready = view.groups.iter().filter(|group| group.iter().any(done));
    (together && !view.groups.is_empty()).then(|| (ready.count(), view.groups.len()))
}

/// How many who are asked have done it, of how many, and what these are: people, or groups that
/// give one answer together.
pub fn count_in(view: &View) -> (usize, usize, &'static str) {
    match (groups_in(view), &view.step) {
        (Some((ready, all)), _) => (ready, all, "groups "),
        (None, Some(step)) => (step.ready, step.asked, ""),
        (None, None) => (0, 0, ""),
    }
}

fn groups_so_far(ready: usize, all: usize) -> String {
    match (ready, all) {
        (0, 1) => "The group has not written yet".to_owned(),
        (_, 1) => "The group’s answer is in".to_owned(),
        (1, all) => format!("1 of {all} groups is in"),
        (ready, all) => format!("{ready} of {all} groups are in"),
    }
}
