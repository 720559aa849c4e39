//! What whoever holds the facilitator's seat can do on a phone: go on, give out a fact, and say
//! what the group decided.

use crate::{
    report::words,
    session::{Undecided, View},
    web::act,
};

/// What stands below the page of whoever holds the seat.
pub(super) struct Seat<'a> {
    /// Where they saw the session; none where it does not go on from here.
    pub(super) goes_on: Option<String>,
    /// Going on shows the author's answer, which nobody can unsee.
    pub(super) shows_model: bool,
    /// What has to be decided first.
    pub(super) undecided: Option<&'a Undecided>,
    /// Facts that are left, by number and title.
    pub(super) facts: Vec<(u16, String)>,
    /// Who may have asked for one.
    pub(super) people: Vec<(u32, &'a str)>,
}

/// None for everybody else.
pub(super) fn seat(view: &View) -> Option<Seat<'_>> {
    let goes_on = view.can.advance.then(|| act::place_name(view.place));
    let left = view.facts.iter().filter(|fact| fact.asked.is_none());
    let title = |title| words::line(title).to_string();
    let facts: Vec<_> = left
        .filter(|_| view.can.give_fact)
        .map(|fact| (fact.number, title(&fact.exhibit.title)))
        .collect();
    let here = view.here();
    (goes_on.is_some() || !facts.is_empty()).then(|| Seat {
        undecided: view.undecided.as_ref().filter(|_| goes_on.is_some()),
        goes_on,
        shows_model: view.ahead.shows_model,
        facts,
        people: here.map(|person| (person.id.0, &*person.name)).collect(),
    })
}
