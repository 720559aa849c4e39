//! What stands beside all else on the room's page: the break, groups, hands, dissent.

use crate::{
    id::PersonId,
    session::{View, hands},
    text::plural,
};

/// What else the room has to know at this moment: the break, who works with whom, who wants to
/// speak, and that somebody disagrees.
pub(super) fn aside(view: &View) -> Vec<String> {
    let name = |id| view.person(id).map_or("", |person| person.name.as_str());
    let with = |group: &Vec<PersonId>| {
        let names: Vec<_> = group.iter().map(|id| name(*id)).collect();
        names.join(" + ")
    };
    let groups: Vec<_> = view.groups.iter().map(with).collect();
    let coffee = view
        .clock
        .coffee
        .then(|| "Coffee. The clock stands still.".to_owned());
    let asked = view.question.is_some();
    let dissents = Some(view.dissents.len()).filter(|count| asked && *count > 0);
    let dissents = dissents.map(|count| {
        let stand = plural(count, "dissent stands", "dissents stand");
        format!("{stand} in the report.")
    });
    // More of them are for the desk to read out, or for the room's screen in a terminal.
    let groups = (2..=MOST_GROUPS)
        .contains(&groups.len())
        .then(|| groups.join(" · "));
    let all = [coffee, groups, hands(view), dissents];
    all.into_iter().flatten().collect()
}

/// So many groups are named on the room's page.
const MOST_GROUPS: usize = 12;
