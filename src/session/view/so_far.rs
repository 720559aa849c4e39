//! How many have done what the step asks, in words.

use super::{PersonState, View};
use crate::protocol::Names;

/// How many of those who are asked for something have done it: "3 of 5 are in", or "2 wrote,
/// 1 passed, 2 not yet" where somebody passed and this viewer may know it. Empty where nobody
/// is asked.
pub fn so_far(view: &View) -> String {
    let Some(step) = view.step.as_ref().filter(|step| step.asked > 0) else {
        return String::new();
    };
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
